// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/factcodec.h"
#include "models/store/ledger.h"
#include "models/store/schema.h"
#include "tests/store/threadmaking.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Windsock;
using namespace Windsock::Making;

namespace {
const WatchId bugs(u"bmo/landings"_s);
const WatchId jobs(u"lando/7"_s);
constexpr int day = 24 * 60;

Snapshot of(const Landing &landing, int asOf)
{
    Snapshot snapshot{
        .account = landing.account, .watch = landing.account == bmo ? bugs : jobs, .asOf = minute(asOf), .whole = false};
    snapshot.landings = {landing};
    return snapshot;
}

Snapshot of(const QList<Push> &pushes, int asOf, const QList<Job> &jobs = {})
{
    Snapshot snapshot = Making::snapshot(tree, asOf, pushes, jobs);
    snapshot.whole = false;
    return snapshot;
}

Commit fix()
{
    return commit(u"a1b2c3d"_s, u"Bug 5 - Fix"_s);
}

Push landed()
{
    return pushOf(2, 61, u"autoland"_s, {fix()});
}

Push backout()
{
    return pushOf(3, 80, u"autoland"_s,
                  {commit(u"b1c2d3e"_s, u"Backed out changeset a1b2c3d00000 (bug 5) for orange"_s)});
}

/// Says of each thread that changed how far it had come and has.
Judgement judgeThreads(const ChangeSet &changes, const Facts &, const QDateTime &now)
{
    Judgement judgement;
    if (changes.baseline) {
        return judgement;
    }
    for (const Change<ChangeThread> &change : changes.threads.changed) {
        if (change.before.state != change.after.state) {
            judgement.notices.append(
                {.key = change.after.subject().value + u'#' + landingStateName(change.after.state)
                     + QString::number(change.after.moments.size()),
                 .subject = change.after.subject(),
                 .account = changes.account,
                 .kind = Notice::Kind::ThreadChanged,
                 .title = landingStateName(change.before.state) + u" > "_s + landingStateName(change.after.state),
                 .decided = now});
        }
    }
    return judgement;
}
}

/// Threads as the ledger makes and keeps them.
class TestThreads : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".+"_s));
        m_folder = std::make_unique<QTemporaryDir>();
        m_now = minute(0);
        m_judge = judgeThreads;
        reopen();
    }
    void cleanup() { m_ledger.reset(); }

    void theWholeWay_data()
    {
        QTest::addColumn<bool>("killed");
        QTest::newRow("in one go") << false;
        QTest::newRow("opened anew after each step") << true;
    }
    /// From the bug to the backout: each moment once, and the notices in that order.
    void theWholeWay()
    {
        QFETCH(const bool, killed);
        QStringList told;
        for (const Snapshot &snapshot : story()) {
            m_now = snapshot.asOf;
            for (const Notice &notice : take(snapshot).notices) {
                told.append(notice.title);
            }
            const QList<ChangeThread> before = m_ledger->threads();
            if (killed) {
                QCOMPARE(reopen().threads, before);
                QVERIFY(take(snapshot).notices.isEmpty()); // the last answer again
                QCOMPARE(m_ledger->threads(), before);
            }
            m_now = m_now.addSecs(240);
            const auto later = m_ledger->tick();
            QVERIFY(later);
            for (const Notice &notice : later->notices) {
                told.append(notice.title);
            }
        }
        const ChangeThread thread = *threadWith(m_ledger->threads(), u"bmo/bug/5"_s);
        QCOMPARE(momentsOf(thread),
                 (QStringList{u"0 requested bmo/bug/5"_s, u"10 try-push th/push/1 a1b2c3d00000"_s,
                              u"20 try-result th/push/1 orange"_s, u"30 try-result th/push/1 green"_s,
                              u"40 queued lando/lando/7"_s, u"50 held lando/lando/7 tree closed: infra"_s,
                              u"55 released lando/lando/7"_s, u"60 landed lando/lando/7 a1b2c3d00000"_s,
                              u"61 tree-push th/push/2 autoland a1b2c3d00000"_s,
                              u"80 backed-out th/push/3 b1c2d3e00000"_s}));
        QCOMPARE(membersOf(thread),
                 (QStringList{u"bmo/bug/5 itself"_s, u"lando/lando/7 bug 5"_s, u"th/push/1 revision a1b2c3d00000"_s,
                              u"th/push/2 revision a1b2c3d00000"_s, u"th/push/3 backout 5"_s}));
        QCOMPARE(thread.members.constFirst().subject.value, u"bmo/bug/5"_s);
        QCOMPARE(thread.state, Landing::State::BackedOut);
        QCOMPARE(told,
                 (QStringList{u"requested > trying"_s, u"trying > queued"_s, u"queued > held"_s, u"held > queued"_s,
                              u"queued > landed"_s, u"landed > backedout"_s}));
        QCOMPARE(ask(u"SELECT count(*) FROM notices"_s), 6);
        QCOMPARE(ask(u"SELECT count(*) FROM threads"_s), 3);
    }

    void aFirstSightIsABaselineOfThreadsToo()
    {
        LedgerEntry entry = take(of(bug(5), 1));
        QCOMPARE(threadSets(entry).size(), 1);
        QVERIFY(threadSets(entry).constFirst().baseline);
        QVERIFY(threadSets(entry).constFirst().account.isEmpty());
        entry = take(of({landed(), backout()}, 2));
        QVERIFY(threadSets(entry).constFirst().baseline);
        QVERIFY(entry.notices.isEmpty());
        entry = take(of(bug(6), 3));
        QVERIFY(!threadSets(entry).constFirst().baseline);
    }

    void whatHappenedStays()
    {
        take(of(bug(5), 1));
        take(of({landed()}, 2));
        const ChangeThread before = m_ledger->threads().constFirst();
        Snapshot gone = of(bug(6), 3);
        gone.gone = {u"bug/5"_s};
        take(gone);
        gone = of(QList<Push>(), 4);
        gone.gone = {u"push/2"_s};
        take(gone);
        const auto thread = threadWith(m_ledger->threads(), u"bmo/bug/5"_s);
        QCOMPARE(*thread, before);
        // Nor is it any less the same change: what comes later still finds it, after a new start too.
        reopen();
        take(of({backout()}, 5));
        const auto after = threadWith(m_ledger->threads(), u"bmo/bug/5"_s);
        QCOMPARE(after->moments.size(), before.moments.size() + 1);
        QCOMPARE(after->state, Landing::State::BackedOut);
        QCOMPARE(after->id, before.id);
    }

    void threadsEndAMonthAfterTheirLastFact()
    {
        take(of(bug(5), 1));
        take(of(bug(6), 1));
        m_now = minute(10);
        Snapshot gone = of(bug(6), 2);
        gone.gone = {u"bug/5"_s};
        QVERIFY(threadSets(take(gone)).isEmpty()); // it looks the same
        tick(29 * day);
        QCOMPARE(m_ledger->threads().size(), 2);
        reopen();
        const LedgerEntry entry = tick(32 * day);
        QCOMPARE(threadSets(entry).constFirst().threads.removed.constFirst().id, u"bmo/bug/5"_s);
        QCOMPARE(m_ledger->threads().size(), 1);
        QCOMPARE(ask(u"SELECT count(*) FROM threads"_s), 1);
        // A fact that comes back is a change of its own.
        m_now = minute(33 * day);
        QCOMPARE(threadSets(take(of(bug(5), 33 * day))).constFirst().threads.added.size(), 1);
    }

    void aFactThatComesBackKeepsItsThreadAlive()
    {
        take(of(bug(5), 1));
        Snapshot gone = of(bug(6), 2);
        gone.gone = {u"bug/5"_s};
        take(gone);
        tick(20 * day);
        take(of(bug(5), 20 * day));
        tick(60 * day);
        QCOMPARE(m_ledger->threads().size(), 2);
    }

    void aWatchThatIsForgottenLeavesTheThread()
    {
        take(of(bug(5), 1));
        const auto entry = m_ledger->setWatches({});
        QVERIFY(entry);
        QCOMPARE(entry->changes.size(), 1);
        QCOMPARE(m_ledger->threads().size(), 1);
        QCOMPARE(reopen().threads.size(), 1);
    }

    void aPartingHoldsForEver()
    {
        const Parting parting{Subject(u"lando/lando/7"_s), Subject(u"bmo/bug/5"_s)};
        take(of(bug(5), 1));
        take(of(landoJob(7, u"Bug 5 - Fix"_s, Landing::State::Queued, 1), 2));
        QCOMPARE(m_ledger->threads().size(), 1);
        auto entry = m_ledger->part(parting);
        QVERIFY(entry && entry->notices.isEmpty());
        QCOMPARE(threadSets(*entry).constFirst().threads.added.size(), 1);
        QCOMPARE(entry->partings->size(), 1);
        QCOMPARE(m_ledger->threads().size(), 2);
        QVERIFY(m_ledger->part(parting)->changes.isEmpty());
        QCOMPARE(reopen().partings, (QList<Parting>{{Subject(u"bmo/bug/5"_s), Subject(u"lando/lando/7"_s)}}));
        Landing knows = bug(5, Landing::State::Queued, 9);
        knows.landoJobs = {7};
        take(of(knows, 9));
        take(of(landoJob(7, u"Bug 5 - Fix"_s, Landing::State::Landed, 9), 9));
        QCOMPARE(m_ledger->threads().size(), 2);
        // Even where both have gone for months and come again.
        tick(90 * day);
        take(of(knows, 90 * day));
        QCOMPARE(m_ledger->threads().size(), 2);
        entry = m_ledger->rejoin(parting);
        QVERIFY(entry && entry->partings->isEmpty());
        QCOMPARE(m_ledger->threads().size(), 1);
        QCOMPARE(reopen().threads.size(), 1);
        QVERIFY(reopen().partings.isEmpty());
    }

    void aPartingOfNothingIsNone()
    {
        for (const Parting &parting :
             {Parting{}, Parting{Subject(u"a"_s), {}}, Parting{Subject(u"a"_s), Subject(u"a"_s)}}) {
            const auto entry = m_ledger->part(parting);
            QVERIFY(entry && entry->changes.isEmpty() && !entry->partings);
        }
        QVERIFY(m_ledger->part({Subject(u"a"_s), Subject(u"b"_s)}));
        QVERIFY(m_ledger->rejoin({Subject(u"c"_s), Subject(u"d"_s)}));
        QCOMPARE(reopen().partings.size(), 1);
        m_ledger->close();
        QVERIFY(!m_ledger->part({Subject(u"a"_s), Subject(u"c"_s)}));
    }

    /// Where a transaction fails the threads are as they were, and the same call works later.
    void aFailedTransactionTakesThemBack()
    {
        take(of(bug(5), 1));
        take(of({pushOf(1, 1, u"try"_s, {fix()})}, 1));
        const QList<ChangeThread> before = m_ledger->threads();
        QVERIFY(ask(u"CREATE TRIGGER full BEFORE INSERT ON threads BEGIN SELECT RAISE(ABORT, 'full'); END"_s) == -1);
        const Snapshot next = of({landed(), backout()}, 2);
        QVERIFY(!m_ledger->apply(next));
        QVERIFY(!m_ledger->part({Subject(u"bmo/bug/5"_s), Subject(u"th/push/1"_s)}));
        QCOMPARE(m_ledger->threads(), before);
        QCOMPARE(ask(u"SELECT count(*) FROM facts WHERE key LIKE 'push/%'"_s), 2);
        QVERIFY(ask(u"DROP TRIGGER full"_s) == -1);
        const LedgerEntry entry = take(next);
        QCOMPARE(threadSets(entry).size(), 1);
        QCOMPARE(threadSets(entry).constFirst().threads.changed.constFirst().before, before.constFirst());
        QCOMPARE(m_ledger->threads().constFirst().members.size(), 4);
    }

    void aRowThatCannotBeReadIsMadeAnew()
    {
        take(of(bug(5), 1));
        take(of({landed()}, 2));
        take(of(bug(6), 3));
        const QList<ChangeThread> before = m_ledger->threads();
        for (const QString &damage : {u"body = x'ff00'"_s, u"memory = x'00'"_s, u"memory = x'a0'"_s, u"body = x'a0'"_s}) {
            ask(u"UPDATE threads SET "_s + damage + u" WHERE id = 'bmo/bug/5'"_s);
            QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"cannot read thread.*bmo/bug/5"_s));
            QCOMPARE(reopen().threads, before);
            QCOMPARE(reopen().threads, before); // it was written
        }
    }

    /// A store from before there were threads gets them from its facts, and nobody is told.
    void anOlderStoreGetsItsThreads()
    {
        m_ledger.reset();
        QVERIFY(QFile::remove(file()));
        {
            QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"maker"_s);
            database.setDatabaseName(file());
            QVERIFY(database.open());
            QSqlQuery query(database);
            for (int step = 0; step < 3; ++step) {
                for (const QString &statement : schemaSteps()[step]) {
                    QVERIFY2(query.exec(statement), qPrintable(statement));
                }
            }
            QVERIFY(query.exec(u"PRAGMA user_version = 3"_s));
            QVERIFY(query.exec(u"INSERT INTO memory (watch, account, cursor, as_of, baselined)"
                               " VALUES ('th/autoland', 'th', 'c', NULL, 1), ('bmo/landings', 'bmo', 'c', NULL, 1)"_s));
            const auto insert = [&query](const QString &account, int kind, const QString &key, const QByteArray &body) {
                query.prepare(u"INSERT INTO facts VALUES (?, ?, ?, ?)"_s);
                query.addBindValue(account);
                query.addBindValue(kind);
                query.addBindValue(key);
                query.addBindValue(body);
                QVERIFY(query.exec());
            };
            insert(u"bmo"_s, 3, u"bug/5"_s, encode(bug(5)));
            insert(u"th"_s, 1, u"push/2"_s, encode(landed()));
            QVERIFY(query.exec(u"INSERT INTO membership VALUES ('th/autoland', 'push/2'), ('bmo/landings', 'bug/5')"_s));
        }
        QSqlDatabase::removeDatabase(u"maker"_s);
        const StoreOpening opening = reopen();
        QCOMPARE(shapeOf(opening.threads), QStringList{u"bmo/bug/5 th/push/2"_s});
        QVERIFY(opening.notices.isEmpty());
        QCOMPARE(ask(u"SELECT count(*) FROM threads"_s), 1);
        const LedgerEntry entry = take(of({backout()}, 5));
        QCOMPARE(entry.notices.size(), 1);
    }

    void aClosedTreeHoldsWhatIsQueued()
    {
        const auto tree = [this](Tree::Status status, int at, const QString &reason = {}) {
            Snapshot snapshot{.account = lando, .watch = WatchId(u"lando/trees"_s), .asOf = minute(at), .whole = false};
            snapshot.trees = {{.account = lando,
                               .name = u"firefox-autoland"_s,
                               .status = status,
                               .reason = reason,
                               .since = minute(at)}};
            take(snapshot);
        };
        Landing job = landoJob(7, u"Bug 5 - Fix"_s, Landing::State::Queued, 2);
        tree(Tree::Status::Open, 1);
        take(of(job, 2));
        tree(Tree::Status::Closed, 5, u"infra"_s);
        QCOMPARE(m_ledger->threads().constFirst().state, Landing::State::Held);
        QCOMPARE(m_ledger->threads().constFirst().held, u"tree closed: infra"_s);
        const QList<ChangeThread> before = m_ledger->threads();
        QCOMPARE(reopen().threads, before);
        job.title = u"Bug 5 - Fix it"_s; // Lando says that it is queued all the while
        take(of(job, 6));
        tree(Tree::Status::ApprovalRequired, 7);
        QCOMPARE(m_ledger->threads().constFirst().held, u"approval required"_s);
        tree(Tree::Status::Closed, 8, u"infra"_s);
        tree(Tree::Status::Open, 9);
        job.state = Landing::State::Landed;
        job.changed = minute(10);
        take(of(job, 10));
        tree(Tree::Status::Closed, 11);
        QCOMPARE(momentsOf(m_ledger->threads().constFirst()),
                 (QStringList{u"2 requested lando/lando/7"_s, u"2 queued lando/lando/7"_s,
                              u"5 held lando/lando/7 tree closed: infra"_s, u"7 held lando/lando/7 approval required"_s,
                              u"8 held lando/lando/7 tree closed: infra"_s, u"9 released lando/lando/7"_s,
                              u"10 landed lando/lando/7"_s}));
        // One that is queued for a tree that is closed already.
        take(of(landoJob(8, u"Bug 6 - Fix"_s, Landing::State::Queued, 12), 12));
        QCOMPARE(threadWith(m_ledger->threads(), u"lando/lando/8"_s)->state, Landing::State::Held);
    }

    /// The bug tells what Lando told: once is enough, whichever comes first.
    void aBugSaysNothingTwice_data()
    {
        QTest::addColumn<bool>("bugFirst");
        QTest::newRow("bug first") << true;
        QTest::newRow("job first") << false;
    }
    void aBugSaysNothingTwice()
    {
        QFETCH(const bool, bugFirst);
        QList<Landing> begin{bug(5, Landing::State::Queued, 1),
                             landoJob(7, u"Bug 5 - Fix"_s, Landing::State::Queued, 2)};
        QList<Landing> end{bug(5, Landing::State::Landed, 9), landoJob(7, u"Bug 5 - Fix"_s, Landing::State::Landed, 8)};
        begin[1].requested = end[1].requested = {};
        for (const QList<Landing> &some : {begin, end}) {
            take(of(some[bugFirst ? 0 : 1], 10));
            take(of(some[bugFirst ? 1 : 0], 11));
        }
        QCOMPARE(momentsOf(m_ledger->threads().constFirst()),
                 (QStringList{u"0 requested bmo/bug/5"_s, u"1 queued bmo/bug/5"_s, u"8 landed lando/lando/7"_s}));
    }

    void twoJobsOfOneBugAreTwoLandings()
    {
        take(of(bug(5), 1));
        for (const int number : {7, 8}) {
            take(of(landoJob(number, u"Bug 5 - Fix"_s, Landing::State::Landed, number), number));
        }
        QCOMPARE(momentsOf(m_ledger->threads().constFirst()),
                 (QStringList{u"0 requested bmo/bug/5"_s, u"7 landed lando/lando/7"_s, u"8 requested lando/lando/8"_s,
                              u"8 landed lando/lando/8"_s}));
    }

    void aSecondAttemptIsSeen()
    {
        for (const auto &[state, at] : {std::pair(Landing::State::Failed, 5),
                                        {Landing::State::Requested, 8},
                                        {Landing::State::Queued, 9},
                                        {Landing::State::Cancelled, 12}}) {
            Landing one = bug(5, state, at);
            one.reason = u"conflict\nin a.txt"_s;
            take(of(one, at));
        }
        const ChangeThread thread = m_ledger->threads().constFirst();
        QCOMPARE(momentsOf(thread),
                 (QStringList{u"0 requested bmo/bug/5"_s, u"5 failed bmo/bug/5 conflict in a.txt"_s,
                              u"8 requested bmo/bug/5"_s, u"9 queued bmo/bug/5"_s, u"12 cancelled bmo/bug/5"_s}));
        QCOMPARE(thread.state, Landing::State::Cancelled);
    }

    void aRequestsWay()
    {
        const auto step = [this](const PullRequest &request, int at) {
            Snapshot snapshot{.account = github, .watch = WatchId(u"gh/r"_s), .asOf = minute(at)};
            snapshot.pullRequests = {request};
            take(snapshot);
        };
        PullRequest request = pull(3, u"Mend"_s, 1);
        step(request, 1);
        request.updated = minute(5);
        step(request, 5);
        QCOMPARE(m_ledger->threads().constFirst().state, Landing::State::Requested);
        request.queue = {.state = QueuePlace::State::Queued, .position = 2};
        request.updated = minute(6);
        step(request, 6);
        QCOMPARE(m_ledger->threads().constFirst().state, Landing::State::Queued);
        request.queue.position = 1;
        request.updated = minute(7);
        step(request, 7);
        request.state = PullRequest::State::Merged;
        request.updated = minute(9);
        step(request, 9);
        const ChangeThread thread = m_ledger->threads().constFirst();
        QCOMPARE(
            momentsOf(thread),
            (QStringList{u"1 pull-opened gh/pr/o/r/3"_s, u"6 queued gh/pr/o/r/3"_s, u"9 pull-merged gh/pr/o/r/3"_s}));
        QCOMPARE(thread.state, Landing::State::Landed);
        QCOMPARE(thread.title, u"Mend"_s);
    }

    void theStateOfWhatIsUnderWay_data()
    {
        using State = Landing::State;
        QTest::addColumn<State>("state");
        QTest::addColumn<State>("expected");
        QTest::addColumn<QString>("held");
        for (const State state : {State::Requested, State::Checking, State::Trying, State::Queued, State::Landing,
                                  State::Landed, State::Failed, State::BackedOut, State::Cancelled}) {
            QTest::newRow(qPrintable(landingStateName(state))) << state << state << QString();
        }
        QTest::newRow("held") << State::Held << State::Held << u"approval required"_s;
    }
    void theStateOfWhatIsUnderWay()
    {
        QFETCH(const Landing::State, state);
        Landing one = bug(5, state, 3);
        one.held = Landing::Held::ApprovalRequired;
        take(of(one, 3));
        const ChangeThread thread = m_ledger->threads().constFirst();
        QTEST(thread.state, "expected");
        QTEST(thread.held, "held");
    }

private:
    /// Bug, try, orange, retrigger, green, queued, tree closed, opened, landed, backed out.
    static QList<Snapshot> story()
    {
        const Push tried = pushOf(1, 10, u"try"_s, {fix()});
        Job orange = done(11, 1, Job::Result::TestFailed, 20);
        Job again = done(12, 1, Job::Result::Success, 30);
        Job known = orange;
        known.classification = 4;
        known.lastModified = minute(30);
        Landing job = landoJob(7, u"Bug 5 - Fix"_s, Landing::State::Queued, 40);
        Landing held = job;
        held.state = Landing::State::Held;
        held.held = Landing::Held::TreeClosed;
        held.reason = u"infra"_s;
        held.changed = minute(50);
        Landing open = job;
        open.changed = minute(55);
        Landing landed = job;
        landed.state = Landing::State::Landed;
        landed.changed = minute(60);
        landed.revision = revision(u"a1b2c3d"_s);
        return {of(bug(1), 0), // so that the watches have been seen before
                of(landoJob(1, u"Tidy"_s, Landing::State::Queued, 0), 0),
                of({pushOf(9, 0, u"autoland"_s, {commit(u"0123456"_s, u"No bug"_s)})}, 0),
                of(bug(5), 1),
                of({tried}, 11),
                of({tried}, 21, {orange}),
                of({tried}, 31, {again, known}),
                of(job, 41),
                of(held, 51),
                of(open, 56),
                of(landed, 61),
                of({::landed()}, 62),
                of({backout()}, 81)};
    }

    static QList<ChangeSet> threadSets(const LedgerEntry &entry)
    {
        QList<ChangeSet> sets;
        std::ranges::copy_if(entry.changes, std::back_inserter(sets),
                             [](const ChangeSet &set) { return !set.threads.isEmpty(); });
        return sets;
    }

    QString file() const { return m_folder->filePath(u"store.db"_s); }

    StoreOpening reopen()
    {
        m_ledger.reset();
        m_ledger = std::make_unique<Ledger>(
            file(),
            [this](const ChangeSet &changes, const Facts &facts, const QDateTime &now) {
                return m_judge(changes, facts, now);
            },
            [this] { return m_now; }, settleTime);
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

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Ledger> m_ledger;
    Judge m_judge;
    QDateTime m_now;
};

QTEST_GUILESS_MAIN(TestThreads)
#include "tst_threads.moc"
