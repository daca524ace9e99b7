// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/treeherder/treeherdercursor.h"

#include "app/sources/jsonread.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
constexpr qsizetype s_failingKept = 30;
constexpr qsizetype s_knownKept = 200;
/// Results come about a minute before the lines of their logs, at times several.
constexpr std::chrono::minutes s_logIsRead{5};

QString timeText(const QDateTime &time)
{
    return time.isValid() ? time.toUTC().toString(Qt::ISODateWithMs) : QString();
}
}

void TreeherderCursor::meet(const QList<Job> &jobs)
{
    for (const Job &job : jobs) {
        const auto there = std::ranges::find(failing, job.id, &Failing::job);
        if (!isUnclassifiedFailure(job)) {
            if (there != failing.end()) {
                failing.erase(there);
            }
        } else if (there == failing.end() && !known.contains(job.id)) {
            failing.append({.job = job.id});
        }
    }
    std::ranges::sort(failing, std::ranges::greater(), &Failing::job);
    if (failing.size() > s_failingKept) {
        failing.resize(s_failingKept);
    }
}

QList<qint64> TreeherderCursor::due(const QDateTime &now, qsizetype most) const
{
    QList<qint64> jobs;
    for (const Failing &one : failing) {
        if (jobs.size() < most && (!one.due.isValid() || one.due <= now)) {
            jobs.append(one.job);
        }
    }
    return jobs;
}

void TreeherderCursor::answered(qint64 job, bool suggested, const QDateTime &now)
{
    const auto there = std::ranges::find(failing, job, &Failing::job);
    if (there == failing.end()) {
        return;
    }
    if (!suggested && !there->asked) {
        there->asked = true;
        there->due = now.addDuration(s_logIsRead);
        return;
    }
    failing.erase(there);
    known.append(job);
    if (known.size() > s_knownKept) {
        known.remove(0, known.size() - s_knownKept);
    }
}

QString TreeherderCursor::toText() const
{
    QJsonObject object;
    if (newest.isValid()) {
        object.insert("lastModified"_L1, timeText(newest));
    }
    if (newestPush.isValid()) {
        object.insert("newestPush"_L1, timeText(newestPush));
    }
    if (listedWhole.isValid()) {
        object.insert("listedWhole"_L1, timeText(listedWhole));
    }
    object.insert("names"_L1, QJsonArray::fromStringList(columns));
    QJsonArray waiting;
    for (const Failing &one : failing) {
        waiting.append(QJsonObject{{u"job"_s, one.job}, {u"asked"_s, one.asked}, {u"due"_s, timeText(one.due)}});
    }
    if (!waiting.isEmpty()) {
        object.insert("failing"_L1, waiting);
    }
    QJsonArray asked;
    for (const qint64 job : known) {
        asked.append(job);
    }
    if (!asked.isEmpty()) {
        object.insert("known"_L1, asked);
    }
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

TreeherderCursor TreeherderCursor::fromText(const QString &text)
{
    const Result<JsonDocument> document = JsonDocument::parse(text.toUtf8(), {.bytes = 100'000, .depth = 8});
    TreeherderCursor cursor;
    if (!document) {
        return cursor;
    }
    const JsonValue root = document->root();
    cursor.newest = root["lastModified"].time().value_or(QDateTime());
    cursor.newestPush = root["newestPush"].time().value_or(QDateTime());
    cursor.listedWhole = root["listedWhole"].time().value_or(QDateTime());
    root["names"].each([&cursor](qsizetype, JsonValue name) { cursor.columns.append(name.text().value_or(QString())); });
    root["failing"].each([&cursor](qsizetype, JsonValue one) {
        if (const qint64 job = one["job"].integer().value_or(0); job > 0 && cursor.failing.size() < s_failingKept) {
            cursor.failing.append({.job = job,
                                   .asked = one["asked"].flag().value_or(false),
                                   .due = one["due"].time().value_or(QDateTime())});
        }
    });
    root["known"].each([&cursor](qsizetype, JsonValue job) {
        if (cursor.known.size() < s_knownKept) {
            cursor.known.append(job.integer().value_or(0));
        }
    });
    return cursor;
}

}
