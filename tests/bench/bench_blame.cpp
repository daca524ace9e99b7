// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/rules/judge.h"
#include "models/store/diff.h"
#include "models/store/ledger.h"
#include "tests/bench/figures.h"

#include <KLocalizedString>

#include <QCoreApplication>
#include <QTemporaryDir>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace Windsock;

/// What it costs the store to know whose fault failures likely are: a tree of 200 pushes with 500 jobs each, of which
/// one in forty failed, and a minute in which 60 of them come to their end.
namespace {
constexpr int s_pushes = 200;
constexpr int s_jobs = 500;
const WatchId s_watch(u"th/autoland"_s);
const AccountId s_account(u"th"_s);
const QDateTime s_now(QDate(2026, 11, 20), QTime(16, 0), QTimeZone::UTC);

Job job(qint64 push, int number, int minute)
{
    const bool failed = (push * 31 + number * 7) % 40 == 0;
    return {.id = push * 1000 + number,
            .pushId = push,
            .typeName = u"test-linux1804-64-qr/debug-mochitest-%1"_s.arg(number),
            .platform = u"linux1804-64-qr"_s,
            .platformOption = u"debug"_s,
            .state = Job::State::Completed,
            .result = failed ? Job::Result::TestFailed : Job::Result::Success,
            .lastModified = s_now.addSecs(60 * minute)};
}

Snapshot everything()
{
    Snapshot snapshot{.account = s_account, .watch = s_watch, .asOf = s_now};
    for (int i = 1; i <= s_pushes; ++i) {
        snapshot.pushes.append(
            {.account = s_account, .id = i, .repository = u"autoland"_s, .pushed = s_now.addSecs(600 * (i - s_pushes))});
        for (int number = 0; number < s_jobs; ++number) {
            snapshot.jobs.append(job(i, number, 0));
        }
    }
    return snapshot;
}

/// The jobs of a minute: the failed ones of the newest pushes among them.
Snapshot minute(int count)
{
    Snapshot snapshot{.account = s_account, .watch = s_watch, .asOf = s_now.addSecs(60 * count), .whole = false};
    for (int i = 0; i < 60; ++i) {
        const qint64 push = s_pushes - i % 6;
        Job changed = job(push, (count * 60 + i) % s_jobs, count);
        changed.id += 500;
        snapshot.jobs.append(changed);
    }
    return snapshot;
}
}

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    KLocalizedString::setApplicationDomain("windsock");
    const BenchWish wish = benchWish(QCoreApplication::arguments());
    const QTemporaryDir folder;
    QDateTime now = s_now;
    Ledger ledger(
        folder.filePath(u"store.db"_s),
        [](const ChangeSet &changes, const Facts &facts, const QDateTime &at) { return judge(changes, facts, at, {}); },
        [&now] { return now; }, defaultSettleTime);
    if (!ledger.open()) {
        return 1;
    }
    double began = threadMs();
    if (!ledger.apply(everything())) {
        return 1;
    }
    printLine(u"%1 jobs of %2 pushes"_s.arg(s_pushes * s_jobs).arg(s_pushes));
    const double first = threadMs() - began;
    print({.what = u"store: the first sight of all"_s, .value = first, .unit = u"ms"_s});
    QList<double> times;
    qsizetype standings = 0;
    for (int i = 1; i <= wish.runs; ++i) {
        const Snapshot more = minute(i);
        now = more.asOf;
        began = threadMs();
        const auto entry = ledger.apply(more);
        times.append(threadMs() - began);
        if (!entry || entry->changes.isEmpty()) {
            return 1;
        }
        standings += entry->changes.constFirst().standings.changed.size();
    }
    print({.what = u"store: a minute's 60 jobs"_s,
           .value = median(times),
           .unit = u"ms"_s,
           .against = first,
           .other = u"all"_s});
    printLine(u"  %1 standings said something else each time"_s.arg(standings / wish.runs));
    return 0;
}
