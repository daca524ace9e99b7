// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/airfield/bugzillaworld.h"

#include "app/airfield/bugzillafilter.h"

#include <QCryptographicHash>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
constexpr qsizetype s_longestTarget = 8000;
constexpr int s_anonymousReads = 75;
constexpr std::chrono::seconds s_readWindow{60};
constexpr std::chrono::minutes s_banTime{60};

QJsonObject person(const QString &login)
{
    const QString nick = login.section(u'@', 0, 0);
    return {{u"id"_s, 10 + qint64(login.size())},
            {u"name"_s, login},
            {u"email"_s, login},
            {u"nick"_s, nick},
            {u"real_name"_s, u"%1 [:%1]"_s.arg(nick)}};
}

/// include_fields and exclude_fields.
QJsonObject chosen(const QJsonObject &object, const FieldRequest &request)
{
    const QStringList include = request.items(u"include_fields"_s);
    const QStringList exclude = request.items(u"exclude_fields"_s);
    QJsonObject kept;
    for (auto it = object.begin(); it != object.end(); ++it) {
        const bool wanted = include.isEmpty() || include.contains(it.key()) || include.contains("_all"_L1)
            || include.contains("_default"_L1);
        if (wanted && !exclude.contains(it.key())) {
            kept.insert(it.key(), it.value());
        }
    }
    return kept;
}

QByteArray etagOf(const QByteArray &body)
{
    return QCryptographicHash::hash(body, QCryptographicHash::Md5).toBase64(QByteArray::OmitTrailingEquals);
}
}

BugzillaWorld::BugzillaWorld(const FieldClock &clock, BugzillaFlavour flavour)
    : m_clock(clock), m_flavour(flavour)
{
}

QString BugzillaWorld::text() const
{
    return m_clock.now().toUTC().toString(u"yyyy-MM-ddTHH:mm:ss'Z'"_s);
}

void BugzillaWorld::touch(Bug &bug)
{
    bug.object.insert("last_change_time"_L1, text());
}

void BugzillaWorld::addBug(qint64 id, const QString &summary, const QString &whiteboard, const QString &assignee)
{
    Bug &bug = m_bugs[id];
    bug.object = {
        {u"id"_s, id},
        {u"summary"_s, summary},
        {u"whiteboard"_s, whiteboard},
        {u"status"_s, u"NEW"_s},
        {u"resolution"_s, QString()},
        {u"is_open"_s, true},
        {u"product"_s, u"Firefox"_s},
        {u"component"_s, u"General"_s},
        {u"keywords"_s, QJsonArray()},
        {u"flags"_s, QJsonArray()},
        {u"assigned_to"_s, assignee},
        {u"assigned_to_detail"_s, person(assignee)},
        {u"creator"_s, assignee},
        {u"creator_detail"_s, person(assignee)},
        {u"creation_time"_s, text()},
        {u"groups"_s, QJsonArray()},
        {u"url"_s, QString()},
        {u"alias"_s, m_flavour == BugzillaFlavour::Bmo ? QJsonValue(QJsonValue::Null) : QJsonValue(QJsonArray())},
    };
    touch(bug);
}

void BugzillaWorld::setWhiteboard(qint64 id, const QString &whiteboard)
{
    Bug &bug = m_bugs.at(id);
    bug.object.insert("whiteboard"_L1, whiteboard);
    touch(bug);
}

void BugzillaWorld::resolve(qint64 id, const QString &resolution)
{
    Bug &bug = m_bugs.at(id);
    bug.object.insert("status"_L1, u"RESOLVED"_s);
    bug.object.insert("resolution"_L1, resolution);
    bug.object.insert("is_open"_L1, false);
    touch(bug);
}

void BugzillaWorld::addPatch(qint64 id, qint64 patch, const QString &title)
{
    Bug &bug = m_bugs.at(id);
    const QString author = bug.object.value("creator"_L1).toString();
    QJsonObject attachment{
        {u"id"_s, patch},
        {u"bug_id"_s, id},
        {u"summary"_s, title},
        {u"file_name"_s, u"p%1.diff"_s.arg(patch)},
        {u"is_patch"_s, 1},
        {u"is_obsolete"_s, 0},
        {u"is_private"_s, 0},
        {u"size"_s, 53},
        {u"content_type"_s, u"text/plain"_s},
        {u"creator"_s, author},
        {u"creation_time"_s, text()},
        {u"last_change_time"_s, text()},
        {u"flags"_s, QJsonArray()},
    };
    if (m_flavour == BugzillaFlavour::Bmo) {
        attachment.insert("attacher"_L1, author);
        attachment.insert("creator_detail"_L1, person(author));
        attachment.insert("description"_L1, title);
    }
    bug.attachments.append(attachment);
    touch(bug);
}

void BugzillaWorld::setFlag(qint64 id, qint64 patch, const QString &name, const QString &status, const QString &who)
{
    Bug &bug = m_bugs.at(id);
    for (QJsonValueRef value : bug.attachments) {
        QJsonObject attachment = value.toObject();
        if (attachment.value("id"_L1).toInteger() != patch) {
            continue;
        }
        QJsonArray flags;
        const QJsonArray before = attachment.value("flags"_L1).toArray();
        std::ranges::copy_if(before, std::back_inserter(flags), [&name](const QJsonValue &flag) {
            return flag.toObject().value("name"_L1).toString() != name;
        });
        QJsonObject flag{{u"id"_s, ++m_lastFlag},
                         {u"type_id"_s, 2},
                         {u"name"_s, name},
                         {u"status"_s, status},
                         {u"creation_date"_s, text()},
                         {u"modification_date"_s, text()}};
        const bool asked = status == "?"_L1;
        flag.insert("setter"_L1, asked ? bug.object.value("creator"_L1) : QJsonValue(who));
        if (asked) {
            flag.insert("requestee"_L1, who);
        }
        flags.append(flag);
        attachment.insert("flags"_L1, flags);
        attachment.insert("last_change_time"_L1, text());
        value = attachment;
    }
    touch(bug);
}

void BugzillaWorld::setObsolete(qint64 id, qint64 patch)
{
    Bug &bug = m_bugs.at(id);
    for (QJsonValueRef value : bug.attachments) {
        QJsonObject attachment = value.toObject();
        if (attachment.value("id"_L1).toInteger() == patch) {
            attachment.insert("is_obsolete"_L1, 1);
            value = attachment;
        }
    }
    touch(bug);
}

void BugzillaWorld::setKeywords(qint64 id, const QStringList &keywords)
{
    Bug &bug = m_bugs.at(id);
    bug.object.insert("keywords"_L1, QJsonArray::fromStringList(keywords));
    touch(bug);
}

void BugzillaWorld::addComment(qint64 id, const QString &comment, const QString &who)
{
    Bug &bug = m_bugs.at(id);
    bug.comments.append(QJsonObject{{u"id"_s, ++m_lastComment},
                                    {u"bug_id"_s, id},
                                    {u"count"_s, bug.comments.size()},
                                    {u"attachment_id"_s, QJsonValue::Null},
                                    {u"creator"_s, who},
                                    {u"time"_s, text()},
                                    {u"creation_time"_s, text()},
                                    {u"is_private"_s, false},
                                    {u"tags"_s, QJsonArray()},
                                    {u"text"_s, comment}});
    touch(bug);
}

void BugzillaWorld::hide(qint64 id)
{
    m_bugs.at(id).isHidden = true;
}

FieldAnswer BugzillaWorld::error(int status, int code, const QString &message) const
{
    const QString documentation = m_flavour == BugzillaFlavour::Bmo ? u"https://bmo.readthedocs.io/en/latest/api/"_s
                                                                    : u"https://bugzilla.readthedocs.org/en/5.0/api/"_s;
    return FieldAnswer::json(
        QJsonDocument(QJsonObject{
            {u"error"_s, true}, {u"code"_s, code}, {u"message"_s, message}, {u"documentation"_s, documentation}}),
        status);
}

bool BugzillaWorld::isBanned(const FieldRequest &, bool counted, bool anonymous)
{
    const QDateTime now = m_clock.now();
    if (m_ban.until.isValid() && now < m_ban.until) {
        m_ban.until = now.addDuration(s_banTime);
        return true;
    }
    if (counted && anonymous && m_flavour == BugzillaFlavour::Bmo) {
        m_ban.reads.removeIf([&now](const QDateTime &read) { return read.addDuration(s_readWindow) <= now; });
        m_ban.reads.append(now);
    }
    return false;
}

FieldAnswer BugzillaWorld::answer(const QString &path, const FieldRequest &request)
{
    static const QRegularExpression reading(u"^/bug/[^/]+(/attachment|/comment)?$"_s);
    const bool bmo = m_flavour == BugzillaFlavour::Bmo;
    const QString parameter = request.query.hasQueryItem(u"api_key"_s) ? request.item(u"api_key"_s)
                                                                       : request.item(u"Bugzilla_api_key"_s);
    const QString header = bmo ? QString::fromLatin1(request.header("x-bugzilla-api-key")) : QString();
    const QString key = header.isEmpty() ? parameter : header;
    if (request.path.size() + request.query.toString(QUrl::FullyEncoded).size() > s_longestTarget) {
        return FieldAnswer::text("Request-URI Too Large\n", "text/plain", 414);
    }
    if (isBanned(request, reading.match(path).hasMatch(), key.isEmpty())) {
        return FieldAnswer::text(
            "<!DOCTYPE html>\n<html lang=\"en\"><head><title>Too Many Requests</title></head><body>"
            "<p>Your IP address has been blocked; it will be unblocked in 60 minutes.</p></body></html>\n",
            "text/html", 429);
    }
    if (m_ban.reads.size() > s_anonymousReads) {
        m_ban.reads.clear();
        m_ban.until = m_clock.now().addDuration(s_banTime);
        return error(400, 32000, u"You have exceeded the rate limit; your address is blocked."_s);
    }
    FieldAnswer answer;
    if (!key.isEmpty() && key != "demo-token"_L1) {
        answer = error(400, 306, u"The API key you specified is invalid. Please check that you typed it correctly."_s);
    } else if (request.method != "GET" && key.isEmpty()) {
        answer = error(401, 410, u"You must log in before using this part of Bugzilla."_s);
    } else {
        answer = route(path, request);
    }
    if (bmo) {
        answer.type = "application/json; charset=UTF-8";
    }
    const QByteArray etag = etagOf(answer.body);
    answer.headers.append({"ETag", etag});
    if (answer.status == 200 && request.header("if-none-match") == etag) {
        answer.status = 304;
        answer.body.clear();
    }
    return answer;
}

FieldAnswer BugzillaWorld::route(const QString &path, const FieldRequest &request)
{
    const bool get = request.method == "GET";
    const bool signedIn = !request.header("x-bugzilla-api-key").isEmpty() || request.query.hasQueryItem(u"api_key"_s);
    if (get && path == "/version"_L1) {
        return FieldAnswer::json(
            QJsonDocument(QJsonObject{{u"version"_s, m_flavour == BugzillaFlavour::Bmo ? u"20260820.1"_s : u"5.2"_s}}));
    }
    if (get && path == "/whoami"_L1 && m_flavour == BugzillaFlavour::Bmo) {
        if (!signedIn) {
            return error(401, 410, u"You must log in before using this part of Bugzilla."_s);
        }
        QJsonObject me = person(u"dev@demo.test"_s);
        me.insert("groups"_L1, QJsonArray{u"canconfirm"_s, u"editbugs"_s});
        me.insert("mfa_status"_L1, false);
        return FieldAnswer::json(QJsonDocument(me));
    }
    if (get && path == "/bug"_L1) {
        return search(request);
    }
    static const QRegularExpression one(u"^/bug/([0-9,]+)(/attachment|/comment)?$"_s);
    if (const auto match = one.match(path); get && match.hasMatch()) {
        return match.captured(2).isEmpty()
            ? bug(match.captured(1), request)
            : ofBugs(match.captured(1).split(u',') + request.items(u"ids"_s), match.captured(2), request);
    }
    return error(404, 32614,
                 u"A REST API resource was not found for '%1 %2'."_s.arg(QString::fromLatin1(request.method), path));
}

FieldAnswer BugzillaWorld::search(const FieldRequest &request) const
{
    QJsonArray found;
    const BugzillaFilter filter(request);
    int skip = request.item(u"offset"_s).toInt();
    const int limit = request.query.hasQueryItem(u"limit"_s) ? request.item(u"limit"_s).toInt() : 10'000;
    for (const auto &[id, bug] : m_bugs) {
        if (!bug.isHidden && filter.takes(bug.object, bug.attachments) && skip-- <= 0 && found.size() < limit) {
            found.append(chosen(bug.object, request));
        }
    }
    if (request.item(u"count_only"_s) == "1"_L1) {
        return FieldAnswer::json(QJsonDocument(QJsonObject{{u"bug_count"_s, found.size()}}));
    }
    return FieldAnswer::json(QJsonDocument(QJsonObject{{u"bugs"_s, found}}));
}

/// Why a bug is not to be had.
FieldAnswer BugzillaWorld::refusal(const QString &id) const
{
    if (m_bugs.contains(id.toLongLong())) {
        return error(401, 102, u"You are not authorized to access bug %1."_s.arg(id));
    }
    return error(404, 101,
                 m_flavour == BugzillaFlavour::Bmo ? u"Bug %1 does not exist."_s.arg(id)
                                                   : u"Bug #%1 does not exist."_s.arg(id));
}

FieldAnswer BugzillaWorld::bug(const QString &ids, const FieldRequest &request) const
{
    QJsonArray found;
    const QStringList all = ids.split(u',');
    for (const QString &id : all) {
        const auto it = m_bugs.find(id.toLongLong());
        if (it == m_bugs.cend() || it->second.isHidden) {
            return refusal(id);
        }
        found.append(chosen(it->second.object, request));
    }
    return FieldAnswer::json(QJsonDocument(QJsonObject{{u"bugs"_s, found}, {u"faults"_s, QJsonArray()}}));
}

/// The attachments or the comments of bugs; one that is not to be had spoils the whole answer.
FieldAnswer BugzillaWorld::ofBugs(const QStringList &ids, const QString &what, const FieldRequest &request) const
{
    const bool isComment = what == "/comment"_L1;
    const QDateTime since = QDateTime::fromString(request.item(u"new_since"_s), Qt::ISODate);
    QJsonObject bugs;
    for (const QString &id : ids) {
        const auto it = m_bugs.find(id.toLongLong());
        if (it == m_bugs.cend() || it->second.isHidden) {
            return refusal(id);
        }
        QJsonArray list;
        for (const QJsonValue &one : isComment ? it->second.comments : it->second.attachments) {
            if (!isComment || !since.isValid() || QDateTime::fromString(one["time"_L1].toString(), Qt::ISODate) > since) {
                list.append(chosen(one.toObject(), request));
            }
        }
        bugs.insert(id, isComment ? QJsonValue(QJsonObject{{u"comments"_s, list}}) : QJsonValue(list));
    }
    const QString other = isComment ? u"comments"_s : u"attachments"_s;
    return FieldAnswer::json(QJsonDocument(QJsonObject{{u"bugs"_s, bugs}, {other, QJsonObject()}}));
}

}
