// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/features/recordedqueue.h"

#include "app/airfield/fielddata.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>
#include <QTimeZone>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
// The places of a recorded row, counted in the files.
enum Place { Classification = 0, JobId = 1, Modified = 6, PushId = 8, Result = 10, State = 12, Tier = 13 };

constexpr int s_settleSeconds = 180;

struct Tally {
    int jobs = 0;
    int unfinished = 0;
    int cancelled = 0;
    int good = 0; ///< passed, or failed as somebody has explained
    QSet<QString> bad; ///< the words of failures nobody has explained
    QString newest;
};

QString wordOf(const Tally &tally)
{
    if (tally.bad.contains(u"busted"_s)) {
        return u"red"_s;
    }
    if (tally.bad.contains(u"testfailed"_s)) {
        return u"orange"_s;
    }
    if (tally.bad.contains(u"exception"_s)) {
        return u"exception"_s;
    }
    if (tally.jobs == 0) {
        return u"unknown"_s;
    }
    if (tally.unfinished > 0) {
        return u"running"_s;
    }
    return tally.cancelled > 0 ? u"cancelled"_s : tally.good > 0 ? u"green"_s : u"unknown"_s;
}

void add(Tally &tally, const QJsonArray &job)
{
    const QString result = job.at(Result).toString();
    if (job.at(Tier).toInt() > 2 || result == "retry"_L1) {
        return;
    }
    ++tally.jobs;
    tally.newest = std::max(tally.newest, job.at(Modified).toString());
    static const QSet<int> unexplained{1, 6, 7, 8};
    const bool failed = result == "busted"_L1 || result == "testfailed"_L1 || result == "exception"_L1;
    if (job.at(State).toString() != "completed"_L1) {
        ++tally.unfinished;
    } else if (failed && unexplained.contains(job.at(Classification).toInt())) {
        tally.bad.insert(result);
    } else if (failed || result == "success"_L1) {
        ++tally.good;
    } else if (result == "usercancel"_L1) {
        ++tally.cancelled;
    }
}

bool isBadWord(const QString &word)
{
    return word == "red"_L1 || word == "orange"_L1 || word == "exception"_L1;
}

bool isSettled(const RecordedVerdict &verdict, const QDateTime &now)
{
    return verdict.complete && verdict.lastChange.addSecs(s_settleSeconds) <= now;
}
}

void RecordedQueue::read(const QString &state)
{
    const QString start = u"treeherder/%1/%2-"_s.arg(m_repository, state);
    const auto rows = [](const QString &name) {
        return QJsonDocument::fromJson(readFieldData(fieldDataDir(), name)).object().value("results"_L1).toArray();
    };
    for (const QJsonValue &push : rows(start + u"push.json"_s)) {
        m_authors.insert(push["id"_L1].toInteger(), push["author"_L1].toString());
    }
    for (int page = 1; page <= 3; ++page) {
        for (const QJsonValue &job : rows(start + u"jobs-%1.json"_s.arg(page))) {
            m_jobs.insert(job.toArray().at(JobId).toInteger(), job.toArray());
        }
    }
}

QMap<qint64, RecordedVerdict> RecordedQueue::verdicts() const
{
    QMap<qint64, Tally> tallies;
    for (const QJsonArray &job : m_jobs) {
        add(tallies[job.at(PushId).toInteger()], job);
    }
    QMap<qint64, RecordedVerdict> verdicts;
    for (auto push = m_authors.cbegin(); push != m_authors.cend(); ++push) {
        const Tally tally = tallies.value(push.key());
        QDateTime newest = QDateTime::fromString(tally.newest, Qt::ISODateWithMs);
        newest.setTimeZone(QTimeZone::utc());
        verdicts.insert(push.key(),
                        {.word = wordOf(tally),
                         .complete = tally.jobs > 0 && tally.unfinished == 0,
                         .lastChange = newest,
                         .jobs = tally.jobs});
    }
    return verdicts;
}

void ExpectedNews::begin(const QMap<qint64, RecordedVerdict> &verdicts, const QDateTime &now)
{
    next(verdicts, now, verdicts.keys());
}

QStringList ExpectedNews::next(const QMap<qint64, RecordedVerdict> &verdicts, const QDateTime &now,
                               const QList<qint64> &pushes)
{
    QStringList news;
    for (auto it = verdicts.cbegin(); it != verdicts.cend(); ++it) {
        const Told before = m_told.value(it.key());
        const bool stays = before.settled && it->complete && before.jobs == it->jobs;
        const Told after{.word = it->word, .settled = stays || isSettled(*it, now), .jobs = it->jobs};
        m_told.insert(it.key(), after);
        if (!pushes.contains(it.key())) {
            continue;
        }
        const QString push = u"push/%1 "_s.arg(it.key());
        if (after.settled && !before.settled) {
            news.append(push + u"push-finished "_s + after.word);
        } else if (isBadWord(after.word) && after.word != before.word) {
            news.append(push + u"push-bad "_s + after.word);
        } else if (isBadWord(before.word) && !isBadWord(after.word)) {
            news.append(push + u"push-recovered"_s);
        }
    }
    news.sort();
    return news;
}

}
