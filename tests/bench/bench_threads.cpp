// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/rules/judge.h"
#include "models/store/ledger.h"
#include "models/store/threadbook.h"
#include "tests/bench/figures.h"

#include <KLocalizedString>

#include <QCoreApplication>
#include <QTemporaryDir>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace Windsock;

/// What it costs the store to know which facts are one change: 2,000 pushes of ten repositories with 50 jobs each, and
/// 500 landings, of which a few change; beside what all of it cost at first.
namespace {
constexpr int s_repositories = 10;
constexpr int s_pushes = 200;
constexpr int s_jobs = 50;
constexpr int s_landings = 500;
const AccountId s_account(u"th"_s);
const AccountId s_bugzilla(u"bmo"_s);
const QDateTime s_now(QDate(2026, 11, 20), QTime(16, 0), QTimeZone::UTC);

Push push(int number)
{
    Push push{.account = s_account,
              .id = number,
              .repository = number % s_repositories == 0 ? u"try"_s : u"tree%1"_s.arg(number % s_repositories),
              .revision = u"%1"_s.arg(number, 40, 16, QChar(u'a')),
              .author = u"dev@example.org"_s,
              .pushed = s_now.addSecs(number - 100'000)};
    for (int i = 0; i < 3; ++i) {
        push.commits.append(
            {.revision = u"%1"_s.arg(number * 4 + i, 40, 16, QChar(u'b')),
             .author = u"Dev"_s,
             .message = number % 40 == 7
                 ? u"Backed out changeset %1 (bug %2) for orange"_s.arg(
                       u"%1"_s.arg((number - 1) * 4, 12, 16, QChar(u'b')), QString::number(number % 700))
                 : u"Bug %1 - Mend the sock, part %2. r=somebody\n\nA longer word on it.\n"_s.arg(number % 700).arg(i)});
    }
    push.commitCount = int(push.commits.size());
    return push;
}

Snapshot repository(int number)
{
    Snapshot snapshot{.account = s_account, .watch = WatchId(u"th/%1"_s.arg(number)), .asOf = s_now};
    for (int i = 0; i < s_pushes; ++i) {
        snapshot.pushes.append(push(1 + number + i * s_repositories));
        for (int job = 0; job < s_jobs; ++job) {
            snapshot.jobs.append({.id = snapshot.pushes.constLast().id * 1000 + job,
                                  .pushId = snapshot.pushes.constLast().id,
                                  .typeName = u"test-%1"_s.arg(job),
                                  .state = Job::State::Completed,
                                  .result = Job::Result::Success,
                                  .lastModified = s_now.addSecs(-3600)});
        }
    }
    return snapshot;
}

Landing landing(int bug, int minute)
{
    return {.account = s_bugzilla,
            .bug = bug,
            .title = u"Mend the sock"_s,
            .state = Landing::State(minute % 2 ? int(Landing::State::Queued) : int(Landing::State::Held)),
            .changed = s_now.addSecs(60 * minute),
            .requested = s_now.addSecs(-600)};
}

Snapshot queue(int first, int count, int minute)
{
    Snapshot snapshot{
        .account = s_bugzilla, .watch = WatchId(u"bmo/landings"_s), .asOf = s_now.addSecs(60 * minute), .whole = false};
    for (int i = 0; i < count; ++i) {
        snapshot.landings.append(landing(1 + (first + i) % s_landings, minute));
    }
    return snapshot;
}

/// How long it takes to join so many pushes and landings that nobody knew of.
double joinMs(ThreadBook &book, int pushes, int landings)
{
    ChangeSet all{.account = s_account, .at = s_now};
    for (int i = 1; i <= pushes; ++i) {
        all.pushes.added.append(push(i));
    }
    ChangeSet bugs{.account = s_bugzilla, .at = s_now};
    bugs.landings.added = queue(0, landings, 1).landings;
    const double began = threadMs();
    book.take(all, s_now);
    book.take(bugs, s_now);
    return threadMs() - began;
}
}

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    KLocalizedString::setApplicationDomain("windsock");
    const BenchWish wish = benchWish(QCoreApplication::arguments());
    const QTemporaryDir folder;
    QDateTime now = s_now;
    const auto open = [&] {
        return std::make_unique<Ledger>(
            folder.filePath(u"store.db"_s),
            [](const ChangeSet &changes, const Facts &facts, const QDateTime &at) {
                return judge(changes, facts, at, {});
            },
            [&now] { return now; }, defaultSettleTime);
    };
    auto ledger = open();
    if (!ledger->open()) {
        return 1;
    }
    double began = threadMs();
    for (int i = 0; i < s_repositories; ++i) {
        if (!ledger->apply(repository(i))) {
            return 1;
        }
    }
    const double pushes = threadMs() - began;
    began = threadMs();
    if (!ledger->apply(queue(0, s_landings, 1))) {
        return 1;
    }
    const double landings = threadMs() - began;
    printLine(u"%1 jobs of %2 pushes, %3 landings: %4 threads"_s.arg(s_repositories * s_pushes * s_jobs)
                  .arg(s_repositories * s_pushes)
                  .arg(s_landings)
                  .arg(ledger->threads().size()));
    print({.what = u"store: the first sight of all pushes"_s, .value = pushes, .unit = u"ms"_s});
    print({.what = u"store: the first sight of all landings, joined"_s, .value = landings, .unit = u"ms"_s});
    QList<double> times;
    for (int i = 2; i < 2 + wish.runs; ++i) {
        now = s_now.addSecs(60 * i);
        const Snapshot few = queue(10, 5, i); // the same ones each time, held and queued in turn
        began = threadMs();
        const auto entry = ledger->apply(few);
        times.append(threadMs() - began);
        if (!entry || entry->changes.size() != 2) {
            printLine(entry ? u"%1 changes"_s.arg(entry->changes.size()) : entry.error());
            return 1;
        }
    }
    print({.what = u"store: five landings more, with their threads"_s,
           .value = median(times),
           .unit = u"ms"_s,
           .against = landings,
           .other = u"all landings"_s});
    now = s_now.addSecs(60'000);
    began = threadMs();
    if (!ledger->apply(queue(0, s_landings, 1'000))) {
        return 1;
    }
    print({.what = u"store: all landings change"_s,
           .value = threadMs() - began,
           .unit = u"ms"_s,
           .against = landings,
           .other = u"their first sight"_s});
    times.clear();
    for (int i = 0; i < wish.runs; ++i) {
        ledger.reset();
        ledger = open();
        began = threadMs();
        if (!ledger->open()) {
            return 1;
        }
        times.append(threadMs() - began);
    }
    print({.what = u"store: opened"_s,
           .value = median(times),
           .unit = u"ms"_s,
           .against = pushes,
           .other = u"all pushes"_s});
    ThreadBook book;
    ThreadBook half;
    const double joinedHalf = joinMs(half, s_repositories * s_pushes / 2, s_landings / 2);
    const double joined = joinMs(book, s_repositories * s_pushes, s_landings);
    print({.what = u"threads alone: half of it joined"_s, .value = joinedHalf, .unit = u"ms"_s});
    print({.what = u"threads alone: all of it joined"_s,
           .value = joined,
           .unit = u"ms"_s,
           .against = joinedHalf,
           .other = u"half of it"_s});
    times.clear();
    for (int i = 2; i < 2 + wish.runs; ++i) {
        ChangeSet few{.account = s_bugzilla, .at = s_now};
        for (int bug = 1; bug <= 5; ++bug) {
            few.landings.changed.append({landing(bug, i - 1), landing(bug, i)});
        }
        began = threadMs();
        book.begin();
        book.take(few, s_now);
        times.append(threadMs() - began);
    }
    print({.what = u"threads alone: five landings more"_s,
           .value = median(times),
           .unit = u"ms"_s,
           .against = joined,
           .other = u"all"_s});
    return 0;
}
