// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/bugzilla/bugzillacursor.h"

#include "app/sources/jsonread.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace Windsock {

using namespace Bugzilla;

namespace {
/// What is empty is left out: there may be thousands of these.
void put(QJsonObject &object, QLatin1StringView name, const QString &text)
{
    if (!text.isEmpty()) {
        object.insert(name, text);
    }
}

void put(QJsonObject &object, QLatin1StringView name, const QDateTime &time)
{
    if (time.isValid()) {
        object.insert(name, time.toUTC().toString(Qt::ISODateWithMs));
    }
}

void put(QJsonObject &object, QLatin1StringView name, const QJsonArray &list)
{
    if (!list.isEmpty()) {
        object.insert(name, list);
    }
}

void put(QJsonObject &object, QLatin1StringView name, bool flag)
{
    if (flag) {
        object.insert(name, true);
    }
}

QString textOf(JsonValue value)
{
    return value.text(4000).value_or(QString());
}

QDateTime timeOf(JsonValue value)
{
    return value.time().value_or(QDateTime());
}

bool flagOf(JsonValue value)
{
    return value.flag().value_or(false);
}

QJsonObject asJson(const Story &story)
{
    QJsonArray tries;
    for (const TryRun &run : story.tries) {
        QJsonObject object{{u"revision"_s, run.revision}};
        put(object, "result"_L1, run.result);
        put(object, "counts"_L1, run.counts);
        put(object, "told"_L1, run.told);
        tries.append(object);
    }
    QJsonArray passages;
    for (const Passage &passage : story.passages) {
        QJsonObject object;
        put(object, "revision"_L1, passage.revision);
        put(object, "tree"_L1, passage.tree);
        put(object, "backout"_L1, passage.isBackout);
        put(object, "git"_L1, passage.isGit);
        put(object, "at"_L1, passage.at);
        passages.append(object);
    }
    QJsonArray jobs;
    for (const qint64 job : story.landoJobs) {
        jobs.append(job);
    }
    QJsonObject object;
    put(object, "tries"_L1, tries);
    put(object, "passages"_L1, passages);
    put(object, "jobs"_L1, jobs);
    put(object, "trouble"_L1, story.trouble);
    put(object, "troubleAt"_L1, story.troubleAt);
    put(object, "heard"_L1, story.heard);
    return object;
}

Story storyFrom(JsonValue value)
{
    Story story{
        .trouble = textOf(value["trouble"]), .troubleAt = timeOf(value["troubleAt"]), .heard = timeOf(value["heard"])};
    value["tries"].each([&story](qsizetype, JsonValue run) {
        story.tries.append({textOf(run["revision"]), textOf(run["result"]), textOf(run["counts"]), timeOf(run["told"])});
    });
    value["passages"].each([&story](qsizetype, JsonValue passage) {
        story.passages.append({textOf(passage["revision"]), textOf(passage["tree"]), flagOf(passage["backout"]),
                               flagOf(passage["git"]), timeOf(passage["at"])});
    });
    value["jobs"].each([&story](qsizetype, JsonValue job) { story.landoJobs.append(job.integer().value_or(0)); });
    return story;
}

QJsonObject asJson(const Asked &asked)
{
    QJsonObject object{{u"tag"_s, asked.tag}};
    put(object, "trees"_L1, QJsonArray::fromStringList(asked.trees));
    put(object, "since"_L1, asked.since);
    put(object, "ended"_L1, asked.ended);
    put(object, "read"_L1, asked.read);
    put(object, "sure"_L1, asked.isSure);
    if (const QJsonObject story = asJson(asked.story); !story.isEmpty()) {
        object.insert("story"_L1, story);
    }
    return object;
}

qint64 idFrom(std::string_view name)
{
    return QByteArray::fromRawData(name.data(), static_cast<qsizetype>(name.size())).toLongLong();
}

Asked askedFrom(JsonValue value)
{
    Asked asked{.tag = textOf(value["tag"]),
                .since = timeOf(value["since"]),
                .ended = timeOf(value["ended"]),
                .read = timeOf(value["read"]),
                .isSure = flagOf(value["sure"]),
                .story = storyFrom(value["story"])};
    value["trees"].each([&asked](qsizetype, JsonValue tree) { asked.trees.append(textOf(tree)); });
    return asked;
}
}

QString BugzillaCursor::toText() const
{
    QJsonObject object;
    if (flavour != Flavour::Unknown) {
        object.insert("flavour"_L1, flavour == Flavour::Header ? u"header"_s : u"parameter"_s);
    }
    put(object, "changed"_L1, changed);
    put(object, "verified"_L1, verified);
    QJsonObject bugs;
    for (const auto &[id, one] : asked.asKeyValueRange()) {
        bugs.insert(QString::number(id), asJson(one));
    }
    object.insert("asked"_L1, bugs);
    QJsonObject looks;
    for (const auto &[id, look] : looked.asKeyValueRange()) {
        QJsonObject one;
        put(one, "read"_L1, look.read);
        put(one, "sure"_L1, look.isSure);
        looks.insert(QString::number(id), one);
    }
    if (!looks.isEmpty()) {
        object.insert("looked"_L1, looks);
    }
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

BugzillaCursor BugzillaCursor::fromText(const QString &text)
{
    BugzillaCursor cursor;
    const Result<JsonDocument> document = JsonDocument::parse(text.toUtf8());
    if (!document) {
        return cursor;
    }
    const JsonValue root = document->root();
    const QString flavour = textOf(root["flavour"]);
    if (flavour == "header"_L1 || flavour == "parameter"_L1) {
        cursor.flavour = flavour == "header"_L1 ? Flavour::Header : Flavour::Parameter;
    }
    cursor.changed = timeOf(root["changed"]);
    cursor.verified = timeOf(root["verified"]);
    root["asked"].eachMember([&cursor](std::string_view name, JsonValue value) {
        if (const qint64 id = idFrom(name); id > 0) {
            cursor.asked.insert(id, askedFrom(value));
        }
    });
    root["looked"].eachMember([&cursor](std::string_view name, JsonValue value) {
        if (const qint64 id = idFrom(name); id > 0) {
            cursor.looked.insert(id, {.read = timeOf(value["read"]), .isSure = flagOf(value["sure"])});
        }
    });
    return cursor;
}

}
