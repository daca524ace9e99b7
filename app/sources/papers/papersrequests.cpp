// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/papers/papersrequests.h"

#include "app/net/webaddress.h"
#include "app/sources/serviceurl.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
constexpr qsizetype s_mostEtags = 4;
}

Result<QList<PapersAddress>> papersAddresses(const FetchTask &task)
{
    const QString &target = task.watch.target;
    if (target.contains(u':')) {
        QUrl url(target.trimmed(), QUrl::StrictMode);
        if (const Result<void> usable = checkAddress(url); !usable) {
            return Failed(usable.error());
        }
        url.setFragment(QString());
        return QList<PapersAddress>{{url, false}};
    }
    static const QRegularExpression topic(u"\\A[a-z0-9][a-z0-9-]{0,39}\\z"_s);
    if (!topic.match(target).hasMatch()) {
        return Failed(Failure{.kind = Failure::Kind::Rejected,
                              .reason = Failure::Reason::BadRequest,
                              .host = hostOf(task.account.baseUrl),
                              .detail = u"no topic as confs.tech writes it"_s});
    }
    QList<PapersAddress> addresses;
    for (const int year : {task.now.date().year(), task.now.date().year() + 1}) {
        const QString path = u"/main/conferences/%1/%2.json"_s.arg(QString::number(year), target);
        addresses.append({serviceUrl(task.account.baseUrl, path), true});
    }
    return addresses;
}

QString markOfPapers(const QString &text)
{
    return QString::fromLatin1(QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha256).toHex().first(16));
}

PapersCursor newPapersCursor(const FetchTask &task)
{
    return {.of = markOfPapers(task.watch.target + u'\n' + task.watch.who), .day = task.now.toUTC().date(), .etags = {}};
}

PapersCursor readPapersCursor(const FetchTask &task)
{
    PapersCursor cursor = newPapersCursor(task);
    const QJsonObject object = QJsonDocument::fromJson(task.memory.cursor.toUtf8()).object();
    if (object[u"of"_s].toString() != cursor.of || object[u"day"_s].toString() != cursor.day.toString(Qt::ISODate)) {
        return {};
    }
    const QJsonObject etags = object[u"etags"_s].toObject();
    for (auto it = etags.begin(); it != etags.end() && cursor.etags.size() < s_mostEtags; ++it) {
        cursor.etags.insert(it.key(), QByteArray::fromBase64(it.value().toString().toLatin1()));
    }
    return cursor;
}

QString writePapersCursor(const PapersCursor &cursor)
{
    QJsonObject etags;
    for (auto it = cursor.etags.cbegin(); it != cursor.etags.cend(); ++it) {
        etags.insert(it.key(), QString::fromLatin1(it.value().toBase64()));
    }
    const QJsonObject object{{u"of"_s, cursor.of}, {u"day"_s, cursor.day.toString(Qt::ISODate)}, {u"etags"_s, etags}};
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

HttpRequest papersRequest(const FetchTask &task, const QUrl &url, const QByteArray &etag)
{
    HttpRequest request;
    request.scope = task.account.id.value;
    request.url = url;
    request.headers = {{"Accept", "application/json, text/plain;q=0.9, */*;q=0.1"}};
    request.secretPath = task.watch.target.contains(u':');
    request.ifNoneMatch = etag;
    return request;
}

}
