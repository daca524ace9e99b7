// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/lines/look.h"

#include "app/sources/jsonread.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
constexpr qsizetype s_mostLooks = 100;
constexpr qsizetype s_longestWord = 200;
constexpr JsonLimits s_messageLimits{.bytes = 1024 * 1024};

/// Where every task that Treeherder is to show says of which push it is (taskcluster: services/treeherder/README.md).
const QString s_route = u"route.tc-treeherder.v2."_s;

QString word(JsonValue value)
{
    return value.text(s_longestWord).value_or(QString()).trimmed();
}

/// The last part of "https://hg.mozilla.org/integration/autoland/".
QString lastPart(QString path)
{
    while (path.endsWith(u'/')) {
        path.chop(1);
    }
    return path.section(u'/', -1);
}

Result<QList<Look>> taskLook(const LineMessage &message, JsonValue payload)
{
    const JsonValue status = payload["status"];
    Look look{.about = Look::About::Task,
              .project = word(payload["task"]["tags"]["project"]),
              .revision = {},
              .user = word(payload["task"]["tags"]["createdForUser"]),
              .group = word(status["taskGroupId"]),
              .scheduler = word(status["schedulerId"])};
    if (word(status["taskId"]).isEmpty() || look.group.isEmpty()) {
        return Failed(malformed(Failure::Reason::WrongShape, u"a task without its id or group"_s));
    }
    for (const QString &route : message.routes + QStringList{message.key}) {
        if (route.startsWith(s_route)) {
            const QStringList parts = route.sliced(s_route.size()).split(u'.');
            // A project may have dots in its name; a revision and the push's number stand behind it.
            if (parts.size() >= 2) {
                const qsizetype named = std::max<qsizetype>(1, parts.size() - 2);
                look.project = parts.first(named).join(u'.');
                look.revision = parts.at(named);
            }
        }
    }
    return QList{look};
}

Result<QList<Look>> groupLook(JsonValue payload)
{
    const Look look{.about = Look::About::TaskGroup,
                    .project = {},
                    .revision = {},
                    .user = {},
                    .group = word(payload["taskGroupId"]),
                    .scheduler = word(payload["schedulerId"])};
    if (look.group.isEmpty()) {
        return Failed(malformed(Failure::Reason::WrongShape, u"a task group without its id"_s));
    }
    return QList{look};
}

/// `push` is the payload of hgpushes v1, or the data of v2.
Result<QList<Look>> hgLooks(JsonValue push)
{
    Look look{.about = Look::About::Push, .project = lastPart(word(push["repo_url"]))};
    if (look.project.isEmpty()) {
        return Failed(malformed(Failure::Reason::WrongShape, u"a push without its repository"_s));
    }
    QList<Look> looks;
    const JsonValue heads = push["heads"];
    push["pushlog_pushes"].each([&](qsizetype, JsonValue one) {
        look.user = word(one["user"]);
        heads.each([&](qsizetype, JsonValue head) {
            look.revision = word(head);
            looks.append(look);
        });
    });
    if (looks.isEmpty()) {
        look.user.clear();
        look.revision.clear();
        looks.append(look);
    }
    return looks.first(std::min(looks.size(), s_mostLooks));
}

Result<QList<Look>> landoLooks(JsonValue payload)
{
    QList<Look> looks{Look{.about = Look::About::Landing}};
    payload["branches"].eachMember([&](std::string_view name, JsonValue revision) {
        if (looks.size() < s_mostLooks) {
            looks.append({.about = Look::About::Push,
                          .project = projectOfBranch(
                              QString::fromUtf8(name.data(), qsizetype(std::min<size_t>(name.size(), s_longestWord)))),
                          .revision = word(revision)});
        }
    });
    return looks;
}
}

QString projectOfBranch(const QString &branch)
{
    if (branch == "main"_L1) {
        return u"mozilla-central"_s;
    }
    static const QRegularExpression train(u"^(?:beta|release|esr[0-9]{1,4})$"_s);
    return train.match(branch).hasMatch() ? u"mozilla-"_s + branch : branch;
}

Result<QList<Look>> readLooks(const LineMessage &message)
{
    const auto document = JsonDocument::parse(message.body, s_messageLimits);
    if (!document) {
        return Failed(document.error());
    }
    const JsonValue root = document->root();
    if (!root.isObject()) {
        return Failed(malformed(Failure::Reason::WrongShape, u"a message that is no object"_s));
    }
    const JsonValue payload = root["payload"].isObject() ? root["payload"] : root;
    if (payload["status"].isObject()) {
        return taskLook(message, payload);
    }
    if (message.exchange.endsWith("/task-group-resolved"_L1)) {
        return groupLook(payload);
    }
    if (!payload["pushlog_pushes"].isMissing()) {
        return hgLooks(payload);
    }
    if (!payload["data"]["repo_url"].isMissing()) {
        return hgLooks(payload["data"]);
    }
    if (payload["branches"].isObject()) {
        return landoLooks(payload);
    }
    const QString project = word(payload["project"]);
    return QList{Look{.about = Look::About::Anything,
                      .project = project.isEmpty() ? lastPart(word(payload["repository"])) : project}};
}

}
