// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/github/actionscursor.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
QString timeText(const QDateTime &time)
{
    return time.isValid() ? time.toUTC().toString(Qt::ISODateWithMs) : QString();
}

QByteArray tagIn(JsonValue value)
{
    return value.text(300).value_or(QString()).toLatin1();
}

ActionsCursor::Run runOf(JsonValue value)
{
    return {.id = value["id"].integer().value_or(0),
            .attempt = static_cast<int>(std::clamp<qint64>(value["attempt"].integer().value_or(1), 1, 1000)),
            .workflow = value["workflow"].text(100).value_or(QString()),
            .revision = value["revision"].text(64).value_or(QString()),
            .state = jobStateFromName(value["state"].text(20).value_or(QString())),
            .conclusion = value["conclusion"].text(100).value_or(QString()),
            .updated = value["updated"].time().value_or(QDateTime()),
            .open = value["open"].flag().value_or(true),
            .listed = value["listed"].flag().value_or(true),
            .standIn = value["standIn"].flag().value_or(false),
            .tag = tagIn(value["tag"])};
}
}

QString ActionsCursor::toText() const
{
    QJsonArray list;
    for (const Run &run : runs) {
        list.append(QJsonObject{{u"id"_s, run.id},
                                {u"attempt"_s, run.attempt},
                                {u"workflow"_s, run.workflow},
                                {u"revision"_s, run.revision},
                                {u"state"_s, jobStateName(run.state)},
                                {u"conclusion"_s, run.conclusion},
                                {u"updated"_s, timeText(run.updated)},
                                {u"open"_s, run.open},
                                {u"listed"_s, run.listed},
                                {u"standIn"_s, run.standIn},
                                {u"tag"_s, QString::fromLatin1(run.tag)}});
    }
    const QJsonObject object{{u"branch"_s, branch},
                             {u"branchAsked"_s, timeText(branchAsked)},
                             {u"branchTag"_s, QString::fromLatin1(branchTag)},
                             {u"listTag"_s, QString::fromLatin1(listTag)},
                             {u"pushes"_s, QJsonArray::fromStringList(pushes)},
                             {u"runs"_s, list}};
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

ActionsCursor ActionsCursor::fromText(const QString &text)
{
    ActionsCursor cursor;
    const Result<JsonDocument> document = JsonDocument::parse(text.toUtf8());
    if (!document) {
        return cursor;
    }
    const JsonValue root = document->root();
    cursor.branch = root["branch"].text(250).value_or(QString());
    cursor.branchAsked = root["branchAsked"].time().value_or(QDateTime());
    cursor.branchTag = tagIn(root["branchTag"]);
    cursor.listTag = tagIn(root["listTag"]);
    root["pushes"].each([&cursor](qsizetype, JsonValue push) {
        const QString revision = push.text(64).value_or(QString());
        if (!revision.isEmpty() && cursor.pushes.size() < pushesKept) {
            cursor.pushes.append(revision);
        }
    });
    root["runs"].each([&cursor](qsizetype, JsonValue value) {
        if (Run run = runOf(value); run.id > 0 && !run.revision.isEmpty() && cursor.runs.size() < runsKept) {
            cursor.runs.append(std::move(run));
        }
    });
    return cursor;
}

}
