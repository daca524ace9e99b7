// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/airfield/fieldinbox.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QLocale>

#include <algorithm>
#include <ranges>
#include <vector>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {

FieldAnswer message(const QString &text, int status)
{
    return FieldAnswer::json(QJsonDocument(QJsonObject{{u"message"_s, text}, {u"status"_s, QString::number(status)}}),
                             status);
}

QByteArray httpDate(const QDateTime &time)
{
    return (QLocale::c().toString(time.toUTC(), u"ddd, dd MMM yyyy hh:mm:ss"_s) + u" GMT"_s).toLatin1();
}

QString isoText(const QDateTime &time)
{
    return time.toUTC().toString(u"yyyy-MM-ddTHH:mm:ss'Z'"_s);
}

}

FieldInbox::FieldInbox(const FieldClock &clock)
    : m_clock(clock)
{
}

int FieldInbox::add(const QString &repository, const QString &type, const QString &reason, const QString &title,
                    const QString &path)
{
    const int id = 7000 + static_cast<int>(m_all.size()) + 1;
    m_modified = m_clock.now();
    m_all[id] = {
        .repository = repository, .type = type, .reason = reason, .title = title, .path = path, .updated = m_modified};
    return id;
}

void FieldInbox::touch(int id, const QString &reason)
{
    One &one = m_all.at(id);
    m_modified = m_clock.now();
    one.reason = reason;
    one.updated = m_modified;
    one.unread = true;
    one.done = false;
}

void FieldInbox::markRead(int id)
{
    m_all.at(id).unread = false;
}

bool FieldInbox::isItsPath(const QString &path)
{
    return path == "/notifications"_L1 || path.startsWith("/notifications/threads/"_L1);
}

QJsonObject FieldInbox::jsonOf(int id, const One &one, const QString &host) const
{
    const QString base = u"http://"_s + host + u"/github"_s;
    const QString repository = base + u"/repos/"_s + one.repository;
    const QJsonValue url = one.path.isEmpty() ? QJsonValue(QJsonValue::Null)
                                              : QJsonValue(QString(repository + u'/' + one.path));
    return {{u"id"_s, QString::number(id)},
            {u"repository"_s, QJsonObject{{u"full_name"_s, one.repository}, {u"url"_s, repository}}},
            {u"subject"_s,
             QJsonObject{{u"title"_s, one.title},
                         {u"url"_s, url},
                         {u"latest_comment_url"_s, QJsonValue::Null},
                         {u"type"_s, one.type}}},
            {u"reason"_s, one.reason},
            {u"unread"_s, one.unread},
            {u"updated_at"_s, isoText(one.updated)},
            {u"last_read_at"_s, QJsonValue::Null},
            {u"url"_s, QString(base + u"/notifications/threads/"_s + QString::number(id))}};
}

FieldAnswer FieldInbox::answer(const QString &path, const FieldRequest &request)
{
    if (m_refuses) {
        return message(u"Resource not accessible by personal access token"_s, 403);
    }
    FieldAnswer answer = path == "/notifications"_L1 ? list(request) : thread(path, request);
    answer.headers.emplaceBack("X-OAuth-Scopes", "repo, read:org");
    answer.headers.emplaceBack("X-Accepted-OAuth-Scopes", "notifications, repo");
    return answer;
}

FieldAnswer FieldInbox::list(const FieldRequest &request) const
{
    if (request.method != "GET") {
        return message(u"Not Found"_s, 404);
    }
    const QByteArray modified = httpDate(m_modified.isValid() ? m_modified : m_clock.now());
    const QList<std::pair<QByteArray, QByteArray>> headers{{"Last-Modified", modified},
                                                           {"X-Poll-Interval", QByteArray::number(m_pollInterval)}};
    if (request.header("if-modified-since") == modified) {
        return {.status = 304, .headers = headers};
    }
    const QDateTime since = QDateTime::fromString(request.item(u"since"_s), Qt::ISODate);
    const bool isParticipating = request.item(u"participating"_s) == "true"_L1;
    std::vector<std::pair<int, const One *>> wanted;
    for (const auto &[id, one] : m_all) {
        const bool isFollowed = one.reason == "subscribed"_L1 || one.reason == "ci_activity"_L1;
        if (one.unread && !one.done && one.updated >= since && !(isParticipating && isFollowed)) {
            wanted.emplace_back(id, &one);
        }
    }
    std::ranges::stable_sort(wanted, std::greater(), [](const auto &one) { return one.second->updated; });
    const int onAPage = std::clamp(request.item(u"per_page"_s).toInt(), 1, 50);
    const int page = std::max(1, request.item(u"page"_s).toInt());
    QJsonArray array;
    for (const auto &[id, one] : wanted | std::views::drop(onAPage * (page - 1)) | std::views::take(onAPage)) {
        array.append(jsonOf(id, *one, request.host()));
    }
    FieldAnswer answer = FieldAnswer::json(QJsonDocument(array));
    answer.headers = headers;
    if (std::cmp_greater(wanted.size(), onAPage * page)) {
        answer.headers.emplaceBack("Link",
                                   "<http://" + request.host().toLatin1()
                                       + "/github/notifications?per_page=" + QByteArray::number(onAPage)
                                       + "&page=" + QByteArray::number(page + 1) + ">; rel=\"next\"");
    }
    return answer;
}

FieldAnswer FieldInbox::thread(const QString &path, const FieldRequest &request)
{
    const auto found = m_all.find(path.section(u'/', -1).toInt());
    if (found == m_all.end()) {
        return message(u"Not Found"_s, 404);
    }
    One &one = found->second;
    if (request.method == "PATCH") {
        one.unread = false;
        return {.status = 205};
    }
    if (request.method == "DELETE") {
        one.unread = false;
        one.done = true;
        return {.status = 204};
    }
    return FieldAnswer::json(QJsonDocument(jsonOf(found->first, one, request.host())));
}

}
