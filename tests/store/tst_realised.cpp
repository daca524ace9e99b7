// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/ledger.h"
#include "models/store/realising.h"
#include "tests/store/making.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Windsock;
using namespace Windsock::Making;

namespace {
Landing job(qint64 number, Landing::State state, int changed)
{
    return {.account = account,
            .state = state,
            .changed = minute(changed),
            .job = number,
            .repository = u"autoland"_s,
            .requested = minute(0)};
}

Snapshot queue(int asOf, const QList<Landing> &landings)
{
    Snapshot snapshot = Making::snapshot(mine, asOf);
    snapshot.landings = landings;
    return snapshot;
}
}

/// The ways through a queue that the ledger sees coming to their end, and keeps.
class TestRealised : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".+"_s));
        m_folder = std::make_unique<QTemporaryDir>();
        m_now = minute(0);
        reopen();
    }
    void cleanup() { m_ledger.reset(); }

    void aLandingThatArrivesIsKept_data()
    {
        using State = Landing::State;
        QTest::addColumn<State>("last");
        QTest::addColumn<Realised::End>("end");
        QTest::newRow("landed") << State::Landed << Realised::End::Arrived;
        QTest::newRow("failed") << State::Failed << Realised::End::Failed;
        QTest::newRow("cancelled") << State::Cancelled << Realised::End::Left;
    }
    void aLandingThatArrivesIsKept()
    {
        QFETCH(const Landing::State, last);
        QFETCH(const Realised::End, end);
        take(queue(1, {job(7, Landing::State::Queued, 1)}));
        QVERIFY(take(queue(2, {job(7, Landing::State::Held, 2)})).isEmpty());
        const Realised way{.queue = u"landing/firefox-autoland"_s,
                           .subject = Subject(u"th/lando/7"_s),
                           .from = minute(0),
                           .to = minute(30),
                           .end = end};
        QCOMPARE(take(queue(31, {job(7, last, 30)})), QList<Realised>{way});
        QVERIFY(take(queue(32, {job(7, last, 32)})).isEmpty());
        QVERIFY(take(queue(33, {job(7, Landing::State::BackedOut, 33)})).isEmpty());
        QCOMPARE(reopen(), QList<Realised>{way});
        QCOMPARE(m_ledger->facts(account).realised, QList<Realised>{way});
    }

    void whatIsOverAtFirstSightCountsWhereTheServiceTellsBothEnds()
    {
        Landing bug = landing(12);
        bug.requested = minute(0);
        bug.state = Landing::State::Landed;
        Landing unasked = job(8, Landing::State::Landed, 20);
        unasked.requested = {};
        Landing backwards = job(9, Landing::State::Landed, -5);
        const auto ways = take(queue(
            40, {job(7, Landing::State::Landed, 20), bug, unasked, backwards, job(10, Landing::State::BackedOut, 20)}));
        QCOMPARE(ways.size(), 1);
        QCOMPARE(ways[0].subject, Subject(u"th/lando/7"_s));
    }

    void aBugsLandingCountsWhenItsEndIsSeen()
    {
        Landing bug = landing(12);
        bug.requested = minute(0);
        bug.trees = {u"try"_s};
        take(queue(1, {bug}));
        bug.state = Landing::State::Landed;
        bug.changed = minute(5);
        const auto ways = take(queue(6, {bug}));
        QCOMPARE(ways.size(), 1);
        QCOMPARE(ways[0].queue, u"landing/try"_s);
        QCOMPARE(ways[0].took(), 5min);
    }

    void aPushCountsWhenItSettlesForTheFirstTime()
    {
        take(snapshot(tree, 0, {push(1)}, {running(10, 1)}));
        QVERIFY(take(snapshot(tree, 50, {push(1)}, {done(10, 1, Job::Result::Success, 50)})).isEmpty());
        m_now = minute(60);
        const auto entry = m_ledger->tick();
        QVERIFY(entry && entry->changes.size() == 1);
        QCOMPARE(entry->changes[0].realised.size(), 1);
        const Realised way = entry->changes[0].realised[0];
        QCOMPARE(way.queue, u"push/autoland"_s);
        QCOMPARE(way.took(), 50min);
        QCOMPARE(way.end, Realised::End::Arrived);
        // A retrigger a day later opens it again: that is no way of the push's.
        take(snapshot(tree, 1500, {push(1)}, {running(11, 1, 1500)}));
        QVERIFY(take(snapshot(tree, 1600, {push(1)}, {done(11, 1, Job::Result::Success, 1590)})).isEmpty());
        m_now = minute(1700);
        QVERIFY(m_ledger->tick());
        QCOMPARE(reopen(), QList<Realised>{way});
    }

    void aWatchThatIsForgottenAndComesAgainCountsNothingTwice()
    {
        const Snapshot over = queue(40, {job(7, Landing::State::Landed, 20)});
        QCOMPARE(take(over).size(), 1);
        QVERIFY(m_ledger->setWatches({}));
        QVERIFY(m_ledger->setWatches({{.id = mine, .account = account}}));
        QVERIFY(take(over).isEmpty());
        QCOMPARE(reopen().size(), 1);
    }

    void theNewestOfEachQueueAreKept()
    {
        QList<Landing> many;
        for (int i = 0; i < int(realisedPerQueue) + 40; ++i) {
            many.append(job(i + 1, Landing::State::Landed, i + 1));
        }
        Landing other = job(9999, Landing::State::Landed, 1);
        other.repository = u"beta"_s;
        many.append(other);
        take(queue(1000, many));
        const auto kept = m_ledger->facts(account).realised;
        QCOMPARE(kept.size(), realisedPerQueue + 1);
        QCOMPARE(std::ranges::count(kept, u"landing/firefox-autoland"_s, &Realised::queue), realisedPerQueue);
        QCOMPARE(kept.last().subject, Subject(u"th/lando/540"_s));
        QCOMPARE(reopen(), kept);
    }

    void oldOnesGo()
    {
        take(queue(40, {job(7, Landing::State::Landed, 20)}));
        m_now = minute(20).addDays(90);
        QCOMPARE(reopen().size(), 1);
        m_now = minute(21).addDays(90);
        QVERIFY(reopen().isEmpty());
        m_now = minute(0);
        QVERIFY(reopen().isEmpty()); // gone from the file too
    }

    void whatCannotBeWrittenIsNotKnownEither()
    {
        take(queue(1, {job(7, Landing::State::Queued, 1)}));
        {
            QSqlQuery query(QSqlDatabase::database(m_ledger->archive().connectionName(), false));
            QVERIFY(query.exec(u"ALTER TABLE realised RENAME TO away"_s));
        }
        const Snapshot landed = queue(31, {job(7, Landing::State::Landed, 30)});
        m_now = landed.asOf;
        QVERIFY(!m_ledger->apply(landed));
        QVERIFY(m_ledger->facts(account).realised.isEmpty());
        {
            QSqlQuery query(QSqlDatabase::database(m_ledger->archive().connectionName(), false));
            QVERIFY(query.exec(u"ALTER TABLE away RENAME TO realised"_s));
        }
        QCOMPARE(take(landed).size(), 1);
        QCOMPARE(reopen().size(), 1);
    }

private:
    QList<Realised> reopen()
    {
        m_ledger.reset();
        m_ledger = std::make_unique<Ledger>(
            m_folder->filePath(u"store.sqlite"_s), Making::judge, [this] { return m_now; }, settleTime);
        const auto opening = m_ledger->open();
        if (!opening) {
            qFatal("%s", qUtf8Printable(opening.error()));
        }
        QList<Realised> ways;
        for (const Facts &facts : opening->facts) {
            ways += facts.realised;
        }
        return ways;
    }

    QList<Realised> take(const Snapshot &snapshot)
    {
        m_now = snapshot.asOf;
        const auto entry = m_ledger->apply(snapshot);
        if (!entry) {
            qFatal("%s", qUtf8Printable(entry.error()));
        }
        QList<Realised> ways;
        for (const ChangeSet &changes : entry->changes) {
            ways += changes.realised;
        }
        return ways;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Ledger> m_ledger;
    QDateTime m_now;
};

QTEST_GUILESS_MAIN(TestRealised)
#include "tst_realised.moc"
