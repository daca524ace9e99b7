// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sources/source.h"
#include "tests/sources/wireserver.h"

#include <QMap>
#include <QTimeZone>

/// A calendar server that a test makes up: one calendar, its objects, what it says of itself and how it fails.
class SmallCalendar
{
public:
    SmallCalendar()
        : wire([this](const WireServer::Asked &asked) { return answer(asked); })
    {
    }

    static QByteArray object(const QByteArray &uid, const QByteArray &more = {},
                             const QByteArray &start = "20261201T100000Z")
    {
        return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//t//t//EN\r\nBEGIN:VEVENT\r\nUID:" + uid
            + "\r\nDTSTART:" + start + "\r\nDURATION:PT1H\r\nDTSTAMP:20261120T000000Z\r\nSUMMARY:Event " + uid + "\r\n"
            + more + "END:VEVENT\r\nEND:VCALENDAR\r\n";
    }
    void put(const QByteArray &name, const QByteArray &text)
    {
        objects[name] = {text, '"' + QByteArray::number(++serial) + '"'};
        changed.append(name);
    }
    void remove(const QByteArray &name)
    {
        objects.remove(name);
        changed.append(name);
        ++serial;
    }

    Windsock::FetchTask task(const QString &target = QStringLiteral("/cal/"))
    {
        using namespace Windsock;
        QUrl base = wire.base();
        base.setPath({});
        return {.account = {.id = AccountId(QStringLiteral("a")),
                            .service = Service::CalDav,
                            .baseUrl = base,
                            .user = QStringLiteral("pilot")},
                .watch = {.id = WatchId(QStringLiteral("a/cal")),
                          .account = AccountId(QStringLiteral("a")),
                          .kind = Watch::Kind::Calendar,
                          .target = target},
                .secret = "s3cret",
                .now = now};
    }
    static QByteArray methodOf(const WireServer::Asked &asked)
    {
        return asked.head.left(asked.head.indexOf(' ')).toUpper();
    }
    /// The requests so far, as a sequence of letters: P for PROPFIND, L list, S sync, M multiget.
    QByteArray sequence() const
    {
        QByteArray letters;
        for (const WireServer::Asked &asked : wire.asked) {
            const bool sync = asked.body.contains("sync-collection");
            letters += methodOf(asked) == "PROPFIND" ? 'P' : sync ? 'S' : asked.body.contains("multiget") ? 'M' : 'L';
        }
        return letters;
    }

    QMap<QByteArray, std::pair<QByteArray, QByteArray>> objects; ///< by name: text and ETag
    QByteArrayList changed; ///< names, since the token "t0"
    int serial = 0;
    bool hasSync = true;
    bool hasCtag = true;
    QByteArray href = "/cal/"; ///< as it is written before the objects' names
    QDateTime now{QDate(2026, 11, 26), QTime(3, 0), QTimeZone::UTC};
    /// Asked first; what it has no answer for is answered as a good server does.
    std::function<std::optional<WireServer::Told>(const WireServer::Asked &)> before;
    WireServer wire;

    static WireServer::Told multistatus(const QByteArray &inner)
    {
        return {.status = 207,
                .body = "<?xml version=\"1.0\"?><multistatus xmlns=\"DAV:\" xmlns:C=\"urn:ietf:params:xml:ns:caldav\" "
                        "xmlns:S=\"http://calendarserver.org/ns/\">"
                    + inner + "</multistatus>",
                .headers = "Content-Type: application/xml; charset=utf-8\r\n"};
    }

private:
    QByteArray escaped(const QByteArray &text) const { return QString::fromUtf8(text).toHtmlEscaped().toUtf8(); }
    QByteArray told(const QByteArray &name, bool withData) const
    {
        if (!objects.contains(name)) {
            return "<response><href>" + href + name + "</href><status>HTTP/1.1 404 Not Found</status></response>";
        }
        const auto &[text, etag] = objects[name];
        return "<response><href>" + href + name + "</href><propstat><prop><getetag>" + escaped(etag) + "</getetag>"
            + (withData ? "<C:calendar-data>" + escaped(text) + "</C:calendar-data>" : QByteArray())
            + "</prop><status>HTTP/1.1 200 OK</status></propstat></response>";
    }
    WireServer::Told answer(const WireServer::Asked &asked)
    {
        if (before) {
            if (const auto own = before(asked)) {
                return *own;
            }
        }
        const QByteArray token = 't' + QByteArray::number(changed.size());
        if (methodOf(asked) == "PROPFIND") {
            return multistatus("<response><href>/cal/</href><propstat><prop><resourcetype><collection/><C:calendar/>"
                               "</resourcetype><displayname>Releases</displayname>"
                               + (hasSync ? "<sync-token>" + token + "</sync-token>" : QByteArray())
                               + (hasCtag ? "<S:getctag>" + QByteArray::number(serial) + "</S:getctag>" : QByteArray())
                               + "</prop><status>HTTP/1.1 200 OK</status></propstat></response>");
        }
        QByteArray inner;
        if (asked.body.contains("sync-collection")) {
            const qsizetype at = asked.body.indexOf(">t") + 2;
            const int since = asked.body.sliced(at, asked.body.indexOf('<', at) - at).toInt();
            const QByteArrayList news = changed.mid(since);
            for (const QByteArray &name : QSet(news.cbegin(), news.cend())) {
                inner += told(name, false);
            }
            return multistatus(inner + "<sync-token>" + token + "</sync-token>");
        }
        const bool multiget = asked.body.contains("multiget");
        for (const QByteArray &name : objects.keys()) {
            if (!multiget || asked.body.contains(QByteArray("/" + name + "<"))) {
                inner += told(name, multiget);
            }
        }
        return multistatus(inner);
    }
};
