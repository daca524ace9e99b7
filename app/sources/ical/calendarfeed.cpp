// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/ical/calendarfeed.h"

#include "app/net/webaddress.h"
#include "app/sources/ical/feedtext.h"
#include "app/sources/ical/icalparser.h"
#include "app/sources/ical/icalscreen.h"

#include <QCryptographicHash>
#include <QHostAddress>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {

Failure refused(Failure::Kind kind, Failure::Reason reason, const QUrl &address, const QString &detail)
{
    return {.kind = kind, .reason = reason, .httpStatus = 0, .host = hostOf(address), .detail = detail, .until = {}};
}

/// A feed's address may be a secret in itself, so what is stored does not name it.
QString markOf(const QUrl &address)
{
    return QString::fromLatin1(
        QCryptographicHash::hash(address.toEncoded(), QCryptographicHash::Sha256).first(16).toHex());
}

QByteArray decoded(const QJsonObject &object, QLatin1StringView name)
{
    return QByteArray::fromBase64(object[name].toString().toLatin1());
}

/// qUncompress trusts the length its input begins with.
QByteArray unpacked(const QByteArray &packed)
{
    if (packed.size() < 5 || packed.size() > keptFeedBytes || static_cast<unsigned char>(packed[0]) != 0
        || static_cast<unsigned char>(packed[1]) > (ICalLimit::feedBytes >> 16)) {
        return {};
    }
    return qUncompress(packed);
}

bool isThisMachine(const QUrl &address)
{
    return address.host() == "localhost"_L1 || QHostAddress(address.host()).isLoopback();
}

FeedCursor cursorFor(const QUrl &address, const HttpAnswer &answer, const QDateTime &now)
{
    FeedCursor cursor{.of = markOf(address),
                      .etag = answer.header("ETag"),
                      .modified = answer.header("Last-Modified"),
                      .day = now.toUTC().date(),
                      .body = {}};
    if (!(cursor.etag.isEmpty() && cursor.modified.isEmpty()) && qCompress(answer.body).size() <= keptFeedBytes) {
        cursor.body = answer.body;
    }
    return cursor;
}

Result<Snapshot> snapshotOf(const FetchTask &task, const QUrl &address, const FeedCursor &cursor,
                            const QByteArray &body, const QTimeZone &viewer, ShapeOccurrence shape)
{
    Result<CalendarFeed> feed = parseCalendar(body, agendaWindow(task.now, viewer));
    if (!feed) {
        Failure failure = feed.error();
        failure.host = hostOf(address);
        return Failed(failure);
    }
    for (Occurrence &occurrence : feed->occurrences) {
        occurrence.account = task.account.id;
        if (shape) {
            shape(occurrence);
        }
    }
    QStringList unreadable;
    for (const QString &uid : std::as_const(feed->refused)) {
        Occurrence occurrence{.uid = uid};
        if (shape) {
            shape(occurrence);
        }
        unreadable.append(occurrence.key());
    }
    Snapshot snapshot{.account = task.account.id, .watch = task.watch.id, .asOf = task.now};
    snapshot.cursor = writeFeedCursor(cursor);
    snapshot.occurrences = std::move(feed->occurrences);
    snapshot.skipped = std::move(feed->skipped);
    if (!unreadable.isEmpty()) {
        keepRefused(snapshot, unreadable, task.memory.keys);
    }
    return snapshot;
}

Result<Snapshot> unchanged(const FetchTask &task, const QUrl &address, const QTimeZone &viewer, ShapeOccurrence shape)
{
    const FeedCursor cursor = readFeedCursor(task.memory.cursor, address);
    if (!cursor.body.isEmpty()) {
        return snapshotOf(task, address, cursor, cursor.body, viewer, shape);
    }
    if (cursor.etag.isEmpty() && cursor.modified.isEmpty()) {
        return Failed(refused(Failure::Kind::Malformed, Failure::Reason::WrongShape, address,
                              u"\"not modified\" for a question without a condition"_s));
    }
    return Snapshot{.account = task.account.id,
                    .watch = task.watch.id,
                    .asOf = task.now,
                    .unchanged = true,
                    .cursor = task.memory.cursor};
}

}

void keepRefused(Snapshot &snapshot, const QStringList &refused, const QStringList &known)
{
    const auto isRefused = [&refused](const QString &key) {
        return std::ranges::any_of(
            refused, [&key](const QString &event) { return key == event || key.startsWith(event + u'@'); });
    };
    snapshot.whole = false;
    QSet<QString> listed;
    for (const Occurrence &occurrence : std::as_const(snapshot.occurrences)) {
        listed.insert(occurrence.key());
    }
    std::ranges::copy_if(known, std::back_inserter(snapshot.gone),
                         [&](const QString &key) { return !listed.contains(key) && !isRefused(key); });
}

QString writeFeedCursor(const FeedCursor &cursor)
{
    if (cursor.etag.isEmpty() && cursor.modified.isEmpty()) {
        return {};
    }
    QJsonObject object{
        {u"of"_s, cursor.of},
        {u"etag"_s, QString::fromLatin1(cursor.etag.toBase64())},
        {u"modified"_s, QString::fromLatin1(cursor.modified.toBase64())},
        {u"day"_s, cursor.day.toString(Qt::ISODate)},
    };
    if (!cursor.body.isEmpty()) {
        object.insert(u"body"_s, QString::fromLatin1(qCompress(cursor.body).toBase64()));
    }
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

FeedCursor readFeedCursor(const QString &text, const QUrl &address)
{
    const QJsonObject object = QJsonDocument::fromJson(text.toUtf8()).object();
    if (object[u"of"_s].toString() != markOf(address)) {
        return {};
    }
    return {.of = markOf(address),
            .etag = decoded(object, "etag"_L1),
            .modified = decoded(object, "modified"_L1),
            .day = QDate::fromString(object[u"day"_s].toString(), Qt::ISODate),
            .body = unpacked(decoded(object, "body"_L1))};
}

Result<QUrl> feedAddress(const QString &text)
{
    QUrl address(text.trimmed(), QUrl::StrictMode);
    if (address.scheme() == "webcal"_L1 || address.scheme() == "webcals"_L1) {
        address.setScheme(u"https"_s);
    }
    if (webAddress(address.toString(QUrl::FullyEncoded)).isEmpty()) {
        return Failed(refused(Failure::Kind::Rejected, Failure::Reason::BadAddress, address,
                              u"not a web address that can be used"_s));
    }
    if (address.scheme() == "http"_L1 && !isThisMachine(address)) {
        return Failed(refused(Failure::Kind::Rejected, Failure::Reason::BadAddress, address,
                              u"plain http goes to this machine only"_s));
    }
    address.setFragment(QString());
    return address;
}

HttpRequest feedRequest(const QUrl &address, const FeedCursor &cursor, const QDateTime &now)
{
    HttpRequest request;
    request.url = address;
    request.headers = {{"Accept", "text/calendar, */*;q=0.1"}};
    request.maxBytes = ICalLimit::feedBytes;
    if (!cursor.body.isEmpty() || cursor.day == now.toUTC().date()) {
        request.ifNoneMatch = cursor.etag;
        request.ifModifiedSince = cursor.modified;
    }
    return request;
}

Result<Snapshot> readFeedAnswer(const FetchTask &task, const QUrl &address, const HttpAnswer &answer,
                                const QTimeZone &viewer, ShapeOccurrence shape)
{
    if (answer.status == 304) {
        return unchanged(task, address, viewer, shape);
    }
    if (answer.status < 200 || answer.status > 299) {
        Failure failure = failureFromStatus(answer, task.now);
        failure.host = hostOf(address);
        return Failed(failure);
    }
    return snapshotOf(task, address, cursorFor(address, answer, task.now), answer.body, viewer, shape);
}

}
