// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/ledger.h"
#include "tests/store/making.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

using namespace Windsock;
using namespace Windsock::Making;

namespace {
QStringList keysOf(const QList<Notice> &notices)
{
    QStringList keys;
    for (const Notice &notice : notices) {
        keys.append(notice.key);
    }
    return keys;
}
}

class TestLedger : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".+"_s));
        m_folder = std::make_unique<QTemporaryDir>();
        m_now = minute(0);
        m_judge = Making::judge;
        reopen();
    }
    void cleanup() { m_ledger.reset(); }

    void firstSightIsABaseline()
    {
        const LedgerEntry entry = take(snapshot(tree, 0, {push(1)}, {done(10, 1, Job::Result::Busted)}));
        QCOMPARE(entry.changes.size(), 1);
        QVERIFY(entry.changes[0].baseline);
        QVERIFY(entry.notices.isEmpty());
        QCOMPARE(entry.memories.size(), 1);
        QCOMPARE(entry.memories[0], (WatchMemory{tree, u"cursor-0"_s, minute(0), {1}, {u"push/1"_s}}));
    }

    void anEmptyFirstSightIsOneToo()
    {
        QVERIFY(take(snapshot(tree, 0)).changes.isEmpty());
        const LedgerEntry entry = take(snapshot(tree, 1, {push(1)}));
        QVERIFY(!entry.changes[0].baseline);
    }

    void aChangeIsToldOnce()
    {
        take(snapshot(tree, 0, {push(1)}, {running(10, 1), running(11, 1)}));
        const Snapshot orange = snapshot(tree, 1, {push(1)}, {done(10, 1, Job::Result::TestFailed, 1)});
        const LedgerEntry entry = take(orange);
        QCOMPARE(keysOf(entry.notices), QStringList{u"th/push/1#bad:10"_s});
        QCOMPARE(entry.notices[0].state, Notice::State::Pending);
        const LedgerEntry again = take(orange);
        QVERIFY(again.changes.isEmpty() && again.notices.isEmpty());
        QCOMPARE(again.memories.size(), 1);
        reopen();
        QVERIFY(take(orange).notices.isEmpty());
        QCOMPARE(noticeCount(), 1);
        QCOMPARE(historyCount(u"kind = 2 AND what = 3"_s), 1);
        QCOMPARE(historyCount(u"kind = 6 AND key = 'job/10' AND before = x'"_s
                              + QString::fromLatin1("running/unknown/1"_ba.toHex()) + u"' AND after = x'"_s
                              + QString::fromLatin1("completed/testfailed/1"_ba.toHex()) + u"'"_s),
                 1);
    }

    void aKeyIsTakenOnce()
    {
        m_judge = [](const ChangeSet &changes, const Facts &, const QDateTime &) {
            const Notice same{.key = u"same"_s, .subject = Subject(u"s"_s), .account = changes.account};
            return Judgement{.notices = {same, same}, .overtaken = {u"s#"_s}};
        };
        reopen();
        QCOMPARE(take(snapshot(tree, 0, {push(1)})).notices.size(), 1);
        const LedgerEntry entry = take(snapshot(tree, 1, {push(1), push(2)}));
        QCOMPARE(entry.changes.size(), 1);
        QVERIFY(entry.notices.isEmpty());
        QCOMPARE(noticeCount(), 1);
        QCOMPARE(reopen().notices[0].state, Notice::State::Pending); // decided anew: not overtaken by itself
    }

    void recoveryWithdrawsWhatWasSaidBefore()
    {
        take(snapshot(tree, 0, {push(1)}, {running(10, 1), running(11, 1)}));
        take(snapshot(tree, 1, {push(1)}, {done(10, 1, Job::Result::TestFailed, 1)}));
        QVERIFY(m_ledger->markShown(u"th/push/1#bad:10"_s, minute(2)));
        Job classified = done(10, 1, Job::Result::TestFailed, 2);
        classified.classification = 4;
        const LedgerEntry entry = take(snapshot(tree, 2, {push(1)}, {classified}));
        QCOMPARE(keysOf(entry.notices), (QStringList{u"th/push/1#bad:10"_s, u"th/push/1#recovered"_s}));
        QCOMPARE(entry.notices[0].state, Notice::State::Withdrawn);
        QCOMPARE(entry.notices[0].shown, minute(2));
        QCOMPARE(entry.notices[1].state, Notice::State::Pending);
        // Once: neither the same answer, nor one about another classified failure, nor a new start tells it again.
        QVERIFY(take(snapshot(tree, 3, {push(1)}, {classified})).notices.isEmpty());
        reopen();
        classified.classification = 2;
        classified.lastModified = minute(4);
        QVERIFY(take(snapshot(tree, 4, {push(1)}, {classified})).notices.isEmpty());
        QCOMPARE(noticeCount(), 2);
    }

    void timeSettles()
    {
        take(snapshot(tree, 0, {push(1)}, {running(10, 1)}));
        take(snapshot(tree, 1, {push(1)}, {done(10, 1, Job::Result::Success, 1)}));
        QVERIFY(tick(3).changes.isEmpty());
        const LedgerEntry entry = tick(4);
        QCOMPARE(entry.changes.size(), 1);
        QVERIFY(entry.changes[0].watch.isEmpty() && !entry.changes[0].baseline);
        QCOMPARE(keysOf(entry.notices), QStringList{u"th/push/1#settled:green"_s});
        QVERIFY(tick(5).changes.isEmpty());
        QVERIFY(m_ledger->memory(tree).openPushes.isEmpty());
        reopen();
        QVERIFY(tick(6).notices.isEmpty());
    }

    void timeAloneIsJudged()
    {
        m_judge = [](const ChangeSet &changes, const Facts &facts, const QDateTime &now) {
            Judgement judgement;
            for (const Occurrence &event : facts.occurrences) {
                if (now.secsTo(event.start) <= 900) {
                    judgement.notices.append({.key = event.subject().value + u"#soon"_s,
                                              .subject = event.subject(),
                                              .account = changes.account});
                }
            }
            return changes.baseline ? Judgement() : judgement;
        };
        reopen();
        Snapshot events = snapshot(tree, 0);
        events.occurrences = {occurrence(u"a"_s, 60)};
        take(events);
        QVERIFY(tick(10).notices.isEmpty());
        QCOMPARE(keysOf(tick(50).notices), QStringList{u"th/event/a#soon"_s});
        QVERIFY(tick(51).notices.isEmpty());
    }

    void aSecondWatchHidesNoNews()
    {
        take(snapshot(tree, 0, {push(1)}, {running(10, 1)}));
        const LedgerEntry entry = take(snapshot(
            mine, 1, {push(1), push(2)}, {done(10, 1, Job::Result::Busted, 1), done(20, 2, Job::Result::Busted)}));
        QCOMPARE(entry.changes.size(), 2);
        QVERIFY(entry.changes[0].baseline && !entry.changes[1].baseline);
        QCOMPARE(keysOf(entry.notices), QStringList{u"th/push/1#bad:10"_s}); // push 2 was red when first seen
        // The first watch sees the same a little later: nothing more to say.
        QVERIFY(take(snapshot(tree, 2, {push(1)}, {done(10, 1, Job::Result::Busted, 1)})).notices.isEmpty());
    }

    void unchangedOnlyMovesTheTime()
    {
        take(snapshot(tree, 0, {push(1)}, {done(10, 1)}));
        Snapshot unchanged = snapshot(tree, 9);
        unchanged.unchanged = true;
        const LedgerEntry entry = take(unchanged);
        QVERIFY(entry.changes.isEmpty());
        QCOMPARE(entry.memories.size(), 1);
        QCOMPARE(entry.memories[0].asOf, minute(9));
        QCOMPARE(entry.memories[0].cursor, u"cursor-0"_s);
        QCOMPARE(m_ledger->facts(account).pushes.size(), 1);
        Snapshot first = snapshot(mine, 9);
        first.unchanged = true;
        take(first);
        QVERIFY2(take(snapshot(mine, 10, {push(3)})).changes[0].baseline, "nothing was seen of the watch before");
    }

    void whatWasKnownIsKnownAfterARestart()
    {
        take(snapshot(tree, 0, {push(1), push(2)}, {running(10, 1), done(20, 2)}));
        const Facts before = m_ledger->facts(account);
        const StoreOpening opening = reopen();
        QCOMPARE(opening.facts.size(), 1);
        QCOMPARE(opening.facts[0].pushes, before.pushes);
        QCOMPARE(opening.facts[0].jobs, before.jobs);
        QCOMPARE(opening.facts[0].standings, before.standings);
        QCOMPARE(opening.memories, QList{m_ledger->memory(tree)});
        QCOMPARE(opening.memories[0].cursor, u"cursor-0"_s);
        QVERIFY(take(snapshot(tree, 0, {push(1), push(2)}, {running(10, 1), done(20, 2)})).changes.isEmpty());
    }

    void removedWatchesTakeTheirFactsAlong()
    {
        const Watch treeWatch{.id = tree, .account = account, .kind = Watch::Kind::Tree, .target = u"autoland"_s};
        const Watch mineWatch{
            .id = mine, .account = account, .kind = Watch::Kind::Author, .target = u"try"_s, .who = u"me"_s};
        QVERIFY(m_ledger->setWatches({treeWatch, mineWatch}));
        take(snapshot(tree, 0, {push(1), push(2)}, {running(10, 1)}));
        take(snapshot(mine, 0, {push(2)}));
        QVERIFY(m_ledger->saveHealth({.watch = tree}));
        const auto entry = m_ledger->setWatches({mineWatch});
        QVERIFY(entry);
        QCOMPARE(entry->changes.size(), 1);
        QCOMPARE(entry->changes[0].pushes.removed, QList<Push>{push(1)});
        QCOMPARE(entry->changes[0].jobs.removed.size(), 1);
        QCOMPARE(m_ledger->memory(tree), WatchMemory{.watch = tree});
        QVERIFY2(take(snapshot(tree, 1, {push(1)})).changes.isEmpty(), "a late answer for a removed watch");
        const StoreOpening opening = reopen();
        QVERIFY(opening.health.isEmpty());
        QCOMPARE(opening.facts[0].pushes, QList<Push>{push(2)});
        QVERIFY(opening.facts[0].jobs.isEmpty());
    }

    void aWatchThatMeansSomethingElseStartsAnew()
    {
        Watch watch{.id = tree, .account = account, .kind = Watch::Kind::Tree, .target = u"autoland"_s};
        QVERIFY(m_ledger->setWatches({watch}));
        take(snapshot(tree, 0, {push(1)}));
        QVERIFY(m_ledger->setWatches({watch})->changes.isEmpty());
        watch.target = u"mozilla-central"_s;
        QCOMPARE(m_ledger->setWatches({watch})->changes[0].pushes.removed.size(), 1);
        QVERIFY(take(snapshot(tree, 1, {push(3)})).changes[0].baseline);
    }

    void watchesSaidBeforeOpeningCount()
    {
        take(snapshot(tree, 0, {push(1)}));
        take(snapshot(mine, 0, {push(2)}));
        m_ledger.reset();
        Ledger ledger(file(), {}, systemNow, settleTime);
        QVERIFY(ledger.setWatches({{.id = mine, .account = account}}));
        const auto opening = ledger.open();
        QVERIFY(opening);
        QCOMPARE(opening->memories.size(), 1);
        QCOMPARE(opening->facts[0].pushes, QList<Push>{push(2)});
    }

    void pastEventsGoSilently()
    {
        int judgedRemoved = 0;
        m_judge = [&judgedRemoved](const ChangeSet &changes, const Facts &, const QDateTime &) {
            judgedRemoved += int(changes.occurrences.removed.size());
            return Judgement{};
        };
        reopen();
        Snapshot events = snapshot(tree, 0);
        events.occurrences = {occurrence(u"past"_s, 0), occurrence(u"future"_s, 10000)};
        take(events);
        m_now = minute(60 + 24 * 60 + 1);
        const LedgerEntry entry = take(snapshot(tree, 1));
        QCOMPARE(entry.changes[0].occurrences.removed.size(), 2); // the models must know of both
        QCOMPARE(judgedRemoved, 1);
        QCOMPARE(historyCount(u"kind = 5 AND what = 2"_s), 1);
    }

    void noticesAreMarked()
    {
        const Notice notice{.key = u"login"_s,
                            .subject = Subject(u"th"_s),
                            .account = account,
                            .kind = Notice::Kind::NeedsLogin,
                            .title = u"T"_s};
        QCOMPARE(m_ledger->post(notice)->notices.size(), 1);
        QVERIFY(m_ledger->post(notice)->notices.isEmpty());
        const auto shown = m_ledger->markShown(u"login"_s, minute(1));
        QCOMPARE(shown->notices.value(0).state, Notice::State::Shown);
        QCOMPARE(shown->notices.value(0).shown, minute(1));
        QVERIFY(m_ledger->markShown(u"login"_s, minute(2))->notices.isEmpty());
        QVERIFY(m_ledger->markRead({u"login"_s, u"nobody"_s})->notices.value(0).read);
        QVERIFY(m_ledger->markRead({u"login"_s})->notices.isEmpty());
        QCOMPARE(m_ledger->withdraw({u"login"_s})->notices.value(0).state, Notice::State::Withdrawn);
        QVERIFY(m_ledger->withdraw({u"login"_s})->notices.isEmpty());
        QVERIFY2(m_ledger->post(notice)->notices.isEmpty(), "a key is unique for ever");
        QCOMPARE(reopen().notices.value(0).shown, minute(1));
    }

    void shownAfterWithdrawnStaysWithdrawn()
    {
        QVERIFY(m_ledger->post({.key = u"a"_s}));
        QVERIFY(m_ledger->withdraw({u"a"_s}));
        const auto shown = m_ledger->markShown(u"a"_s, minute(1));
        QCOMPARE(shown->notices.value(0).state, Notice::State::Withdrawn);
        QCOMPARE(shown->notices.value(0).shown, minute(1));
    }

    void aFullDiskChangesNothing()
    {
        take(snapshot(tree, 0, {push(1)}, {running(10, 1)}));
        QList<Job> jobs{done(10, 1, Job::Result::Busted, 1)};
        for (int id = 1000; id < 3000; ++id) {
            jobs.append(running(id, 1));
        }
        const Snapshot big = snapshot(tree, 1, {push(1), push(2)}, jobs);
        limitPages(-1);
        const Facts before = m_ledger->facts(account);
        const WatchMemory memory = m_ledger->memory(tree);
        const auto failed = m_ledger->apply(big);
        QVERIFY(!failed);
        QVERIFY2(failed.error().contains("full"_L1), qPrintable(failed.error()));
        QCOMPARE(m_ledger->facts(account).jobs, before.jobs);
        QCOMPARE(m_ledger->facts(account).standings, before.standings);
        QCOMPARE(m_ledger->memory(tree), memory);
        QCOMPARE(noticeCount(), 0);
        limitPages(1000000);
        QCOMPARE(keysOf(take(big).notices), QStringList{u"th/push/1#bad:10"_s});
        QCOMPARE(historyCount(u"key = 'job/10'"_s), 1);
        QCOMPARE(reopen().facts[0].jobs.size(), 2001);
    }

    void whatIsNotOpenSaysSo()
    {
        m_ledger->close();
        QVERIFY(!m_ledger->apply(snapshot(tree, 0)));
        QVERIFY(!m_ledger->tick());
        QVERIFY(!m_ledger->post({.key = u"a"_s}));
        QVERIFY(!m_ledger->markShown(u"a"_s, minute(0)));
        QVERIFY(!m_ledger->markRead({u"a"_s}));
        QVERIFY(!m_ledger->withdraw({u"a"_s}));
        QVERIFY(!m_ledger->saveHealth({.watch = tree}));
        QVERIFY(m_ledger->setWatches({}));
    }

    void oldHistoryIsForgottenNoticesAreNot()
    {
        take(snapshot(tree, 0, {push(1)}, {running(10, 1)}));
        take(snapshot(tree, 1, {push(1)}, {done(10, 1, Job::Result::Busted, 1)}));
        tick(4);
        QVERIFY(historyCount(u"1"_s) > 0);
        tick(40 * 24 * 60);
        QCOMPARE(historyCount(u"1"_s), 0);
        QCOMPARE(noticeCount(), 2);
    }

    void aFirstSnapshotOfAWholeTreeIsFast()
    {
        QList<Push> pushes;
        QList<Job> jobs;
        for (int i = 1; i <= 15; ++i) {
            pushes.append(push(i, i));
            for (int id = 0; id < 300; ++id) {
                jobs.append(running(i * 1000 + id, i));
            }
        }
        QElapsedTimer timer;
        timer.start();
        take(snapshot(tree, 0, pushes, jobs));
        const qint64 writing = timer.restart();
        reopen();
        qInfo("4,500 jobs: %lld ms to apply, %lld ms to open", writing, timer.elapsed());
        QCOMPARE(m_ledger->facts(account).jobs.size(), 4500);
        QVERIFY2(writing < 5000, "far too slow even for a loaded machine");
    }

private:
    QString file() const { return m_folder->filePath(u"store.db"_s); }

    StoreOpening reopen()
    {
        m_ledger.reset();
        m_ledger = std::make_unique<Ledger>(file(), m_judge, [this] { return m_now; }, settleTime);
        const auto opening = m_ledger->open();
        if (!opening) {
            QTest::qFail(qPrintable(opening.error()), __FILE__, __LINE__);
            return {};
        }
        return *opening;
    }

    LedgerEntry take(const Snapshot &snapshot)
    {
        const auto entry = m_ledger->apply(snapshot);
        if (!entry) {
            QTest::qFail(qPrintable(entry.error()), __FILE__, __LINE__);
            return {};
        }
        return *entry;
    }

    LedgerEntry tick(int now)
    {
        m_now = minute(now);
        return m_ledger->tick().value_or(LedgerEntry{});
    }

    int ask(const QString &sql) const
    {
        QSqlQuery query(QSqlDatabase::database(m_ledger->archive().connectionName()));
        return query.exec(sql) && query.next() ? query.value(0).toInt() : -1;
    }
    int noticeCount() const { return ask(u"SELECT count(*) FROM notices"_s); }
    int historyCount(const QString &where) const { return ask(u"SELECT count(*) FROM history WHERE "_s + where); }

    /// The file may have so many pages; -1: no more than it has.
    void limitPages(int pages) const
    {
        const int limit = pages < 0 ? ask(u"PRAGMA page_count"_s) : pages;
        QCOMPARE(ask(u"PRAGMA max_page_count = %1"_s.arg(limit)), limit);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Ledger> m_ledger;
    Judge m_judge;
    QDateTime m_now;
};

QTEST_GUILESS_MAIN(TestLedger)
#include "tst_ledger.moc"
