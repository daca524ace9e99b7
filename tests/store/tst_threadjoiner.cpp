// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/store/threadmaking.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Windsock;
using namespace Windsock::Making;

/// Which facts are one change.
class TestThreadJoiner : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".+"_s));
        m_book.load({}, {});
    }

    void aBugItsJobItsPushesAndItsBackoutAreOne()
    {
        Landing job = landoJob(7, u"Bug 5 - Fix"_s, Landing::State::Landed, 10);
        job.revision = revision(u"aaaaaaa1"_s);
        take(added(
            {bug(5), job},
            {pushOf(1, 2, u"try"_s, {commit(u"c1"_s, u"try it"_s), commit(u"b1"_s, u"Bug 5 - Fix"_s)}),
             pushOf(2, 9, u"autoland"_s, {commit(u"aaaaaaa1"_s, u"Bug 5 - Fix"_s)}),
             pushOf(3, 20, u"autoland"_s, {commit(u"d1"_s, u"Backed out changeset aaaaaaa10000 (bug 5) for bustage"_s)}),
             pushOf(4, 21, u"autoland"_s, {commit(u"e1"_s, u"Bug 6 - Other"_s)})}));
        QCOMPARE(m_book.threads().size(), 1);
        const ChangeThread thread = m_book.threads().constFirst();
        QCOMPARE(thread.id, u"bmo/bug/5"_s);
        QCOMPARE(thread.title, u"Fix 5"_s);
        QCOMPARE(thread.author, u"dev@example.org"_s);
        QCOMPARE(membersOf(thread),
                 (QStringList{u"bmo/bug/5 itself"_s, u"lando/lando/7 bug 5"_s, u"th/push/1 bug 5"_s,
                              u"th/push/2 revision aaaaaaa10000"_s, u"th/push/3 backout 5"_s}));
        QCOMPARE(thread.state, Landing::State::BackedOut);
    }

    void whatJoinsCores()
    {
        Landing withJob = bug(5);
        withJob.landoJobs = {7};
        Landing job = landoJob(7, u"No bug - tidy"_s, Landing::State::Queued, 1);
        job.gitRevision = revision(u"fedcba9"_s);
        PullRequest request = pull(3, u"Tidy"_s);
        request.headRevision = revision(u"fedcba9"_s);
        take(added({withJob, job}, {}, {request}));
        QCOMPARE(shapes(), QStringList{u"bmo/bug/5 gh/pr/o/r/3 lando/lando/7"_s});
        QCOMPARE(membersOf(m_book.threads().constFirst()),
                 (QStringList{u"bmo/bug/5 itself"_s, u"gh/pr/o/r/3 revision fedcba900000"_s,
                              u"lando/lando/7 lando-job 7"_s}));
    }

    void aRequestIsFoundByItsNumber()
    {
        take(added({},
                   {pushOf(1, 1, u"r"_s, {commit(u"a1"_s, u"Fix (#3)"_s)}),
                    pushOf(2, 2, u"r"_s, {commit(u"b1"_s, u"Merge pull request #4 from x/y"_s)}),
                    pushOf(3, 3, u"autoland"_s, {commit(u"c1"_s, u"Fix\n\nhttps://github.com/o/r/pull/3"_s)}),
                    pushOf(4, 4, u"other"_s, {commit(u"d1"_s, u"Fix (#3)"_s)})},
                   {pull(3, u"Fix"_s), pull(4, u"Bug 5 - Mend"_s)}));
        QCOMPARE(shapes(), (QStringList{u"gh/pr/o/r/3 th/push/1 th/push/3"_s, u"gh/pr/o/r/4 th/push/2"_s}));
    }

    void aForksRequestOfTheSameNumberIsAnother()
    {
        PullRequest fork = pull(3, u"Fix"_s);
        fork.repository = u"me/r"_s;
        take(added({}, {}, {pull(3, u"Fix"_s), fork}));
        QCOMPARE(m_book.threads().size(), 2);
    }

    void pushesAloneAreNoChange()
    {
        take(added({}, {pushOf(1, 1, u"autoland"_s, {commit(u"a1"_s, u"Bug 5 - Fix"_s)})}));
        QVERIFY(m_book.threads().isEmpty());
        QVERIFY(m_book.record().isEmpty());
        take(added({bug(5)}));
        QCOMPARE(shapes(), QStringList{u"bmo/bug/5 th/push/1"_s});
    }

    /// A merge carries the changes of hundreds: each keeps a thread of its own.
    void aMergeGluesNothing()
    {
        QList<Landing> bugs;
        QList<Commit> commits{commit(u"ffff"_s, u"Merge autoland to mozilla-central. a=merge"_s)};
        QList<Push> pushes;
        for (int i = 1; i <= 19; ++i) {
            bugs.append(bug(100 + i));
            commits.append(commit(u"c%1e"_s.arg(i, 2, 10, QChar(u'0')), u"Bug %1 - Fix"_s.arg(100 + i)));
            pushes.append(pushOf(i, i, u"autoland"_s, {commits.constLast()}));
        }
        pushes.append(pushOf(50, 60, u"mozilla-central"_s, commits));
        take(added(bugs, pushes));
        QCOMPARE(m_book.threads().size(), 19);
        for (const ChangeThread &thread : m_book.threads()) {
            QCOMPARE(thread.members.size(), 3);
            QCOMPARE(thread.members.constLast().subject.value, u"th/push/50"_s);
        }
        // How the merge fares is nobody's own result.
        ChangeSet result{.account = account, .at = minute(90)};
        result.standings.changed = {{{}, settled(50, Verdict::Orange, 90)}};
        take(result);
        const auto thread = threadWith(m_book.threads(), u"bmo/bug/101"_s);
        QCOMPARE(momentsOf(*thread),
                 (QStringList{u"0 requested bmo/bug/101"_s, u"1 tree-push th/push/1 autoland c01e00000000"_s,
                              u"60 tree-push th/push/50 mozilla-central c01e00000000"_s}));
    }

    void aBackoutOfThreeIsInThreeThreads()
    {
        take(added({bug(1), bug(2), bug(3), bug(4)},
                   {pushOf(1, 1, u"autoland"_s, {commit(u"a1"_s, u"Bug 3 - Fix"_s)}),
                    pushOf(9, 9, u"autoland"_s,
                           {commit(u"b1"_s, u"Backed out 3 changesets (bug 1, bug 2, bug 3) for orange"_s)})}));
        QCOMPARE(shapes(),
                 (QStringList{u"bmo/bug/1 th/push/9"_s, u"bmo/bug/2 th/push/9"_s, u"bmo/bug/3 th/push/1 th/push/9"_s,
                              u"bmo/bug/4"_s}));
    }

    /// A backout that names nothing but a commit is of the change that the commit is of.
    void aBackoutByTheCommitAlone()
    {
        Landing job = landoJob(7, u"No bug - tidy"_s, Landing::State::Landed, 10);
        job.revision = revision(u"a2"_s);
        const QList<Push> pushes{
            pushOf(1, 1, u"autoland"_s, {commit(u"a1b2c3d"_s, u"Bug 5 - Fix"_s)}),
            pushOf(2, 2, u"autoland"_s,
                   {{.revision = revision(u"a2"_s), .message = u"No bug - two"_s},
                    commit(u"a1c0ffe"_s, u"No bug - one"_s)}),
            pushOf(3, 3, u"autoland"_s, {commit(u"b1"_s, u"Backed out changeset a1b2c3d00000 for orange"_s)}),
            pushOf(4, 4, u"autoland"_s, {commit(u"b2"_s, u"Backed out changeset a1c0ffe00000 for orange"_s)})};
        const QStringList expected{u"bmo/bug/5 th/push/1 th/push/3"_s, u"lando/lando/7 th/push/2 th/push/4"_s};
        take(added({bug(5), job}, pushes));
        QCOMPARE(shapes(), expected);
        // Also where it is seen before what it takes back.
        m_book.load({}, {});
        take(added({bug(5), job}));
        for (const int i : {3, 2, 1, 0}) {
            take(added({}, {pushes[i]}));
        }
        QCOMPARE(shapes(), expected);
    }

    void aBackoutOfABackoutLandsAgain_data()
    {
        QTest::addColumn<QString>("named");
        QTest::newRow("with the bug") << u" (bug 5)"_s;
        QTest::newRow("by the commit alone") << QString();
    }
    void aBackoutOfABackoutLandsAgain()
    {
        QFETCH(const QString, named);
        take(added({bug(5)},
                   {pushOf(1, 1, u"autoland"_s, {commit(u"a1b2c3d"_s, u"Bug 5 - Fix"_s)}),
                    pushOf(2, 2, u"autoland"_s, {commit(u"b1c2d3e"_s, u"Backed out changeset a1b2c3d00000 (bug 5)"_s)}),
                    pushOf(3, 3, u"autoland"_s,
                           {commit(u"c1d2e3f"_s,
                                   u"Backed out changeset b1c2d3e00000%1 as it was not the cause"_s.arg(named))})}));
        const ChangeThread thread = m_book.threads().constFirst();
        QCOMPARE(
            momentsOf(thread),
            (QStringList{u"0 requested bmo/bug/5"_s, u"1 tree-push th/push/1 autoland a1b2c3d00000"_s,
                         u"2 backed-out th/push/2 b1c2d3e00000"_s, u"3 tree-push th/push/3 autoland c1d2e3f00000"_s}));
        QCOMPARE(thread.state, Landing::State::Landed);
    }

    void aBackoutIsToldOnceHoweverOftenItIsMerged()
    {
        const Commit out = commit(u"b1c2d3e"_s, u"Backed out changeset a1b2c3d00000 (bug 5)"_s);
        const Commit in = commit(u"a1b2c3d"_s, u"Bug 5 - Fix"_s);
        take(added(
            {bug(5)},
            {pushOf(1, 1, u"autoland"_s, {in}), pushOf(2, 2, u"autoland"_s, {out}),
             pushOf(3, 3, u"mozilla-central"_s, {commit(u"fe"_s, u"Merge autoland to mozilla-central"_s), out, in})}));
        QCOMPARE(momentsOf(m_book.threads().constFirst()),
                 (QStringList{u"0 requested bmo/bug/5"_s, u"1 tree-push th/push/1 autoland a1b2c3d00000"_s,
                              u"2 backed-out th/push/2 b1c2d3e00000"_s}));
        QCOMPARE(m_book.threads().constFirst().state, Landing::State::BackedOut);
    }

    /// A merge of before the backout may be seen after it.
    void aMergeBringsNothingBack()
    {
        const Commit in = commit(u"a1b2c3d"_s, u"Bug 5 - Fix"_s);
        take(added({bug(5)},
                   {pushOf(1, 1, u"autoland"_s, {in}),
                    pushOf(2, 2, u"autoland"_s, {commit(u"b1c2d3e"_s, u"Backed out changeset a1b2c3d00000 (bug 5)"_s)}),
                    pushOf(3, 3, u"mozilla-central"_s, {commit(u"fe"_s, u"Merge autoland to mozilla-central"_s), in})}));
        QCOMPARE(m_book.threads().constFirst().state, Landing::State::BackedOut);
    }

    void aJobOfTwoBugsIsInBoth()
    {
        take(added({landoJob(7, u"Bug 1, bug 2 - Both"_s, Landing::State::Queued, 1)}));
        QCOMPARE(shapes(), QStringList{u"lando/lando/7"_s});
        take(added({bug(2)}));
        QCOMPARE(shapes(), (QStringList{u"bmo/bug/2 lando/lando/7"_s, u"lando/lando/7"_s}));
        take(added({bug(1)}));
        QCOMPARE(shapes(), (QStringList{u"bmo/bug/1 lando/lando/7"_s, u"bmo/bug/2 lando/lando/7"_s}));
    }

    /// The other bug that a job names is no name of this one: what is that bug's is not this one's.
    void aPushOfTheOtherBugIsNotOfBoth()
    {
        take(added({bug(1), bug(2), landoJob(7, u"Bug 1, bug 2 - Both"_s, Landing::State::Queued, 1)},
                   {pushOf(1, 2, u"autoland"_s, {commit(u"a1"_s, u"Bug 2 - Fix"_s)})}));
        QCOMPARE(shapes(), (QStringList{u"bmo/bug/1 lando/lando/7"_s, u"bmo/bug/2 lando/lando/7 th/push/1"_s}));
    }

    void theSameNumberOfTwoBugzillasIsTwoBugs()
    {
        Landing other = bug(5);
        other.account = AccountId(u"gnome"_s);
        other.url = QUrl(u"https://bugs.example.net/5"_s);
        Landing twice = bug(5);
        twice.account = AccountId(u"bmo2"_s);
        take(added({bug(5), other, twice}, {pushOf(1, 1, u"autoland"_s, {commit(u"a1"_s, u"Bug 5 - Fix"_s)})}));
        QCOMPARE(shapes(), (QStringList{u"bmo/bug/5 bmo2/bug/5 th/push/1"_s, u"gnome/bug/5 th/push/1"_s}));
    }

    void aTryPushIsFoundByWhatACommentTells()
    {
        Landing with = bug(5);
        with.tries = {{.revision = u"a1b2c3d"_s, .result = {}, .counts = {}, .told = minute(3)}};
        take(added({with}, {pushOf(1, 2, u"try"_s, {commit(u"a1b2c3d"_s, u"try: -b do"_s)})}));
        QCOMPARE(membersOf(m_book.threads().constFirst()),
                 (QStringList{u"bmo/bug/5 itself"_s, u"th/push/1 revision a1b2c3d00000"_s}));
        QCOMPARE(momentsOf(m_book.threads().constFirst()),
                 (QStringList{u"0 requested bmo/bug/5"_s, u"2 try-push th/push/1 a1b2c3d00000"_s}));
        // Nor do two bugs with the same run become one.
        Landing second = bug(6);
        second.tries = with.tries;
        take(added({second}));
        QCOMPARE(m_book.threads().size(), 2);
    }

    void whatArrivesLaterJoinsTwoThreads()
    {
        Landing job = landoJob(7, u"Tidy"_s, Landing::State::Queued, 1);
        take(added({job, bug(5)}));
        QCOMPARE(m_book.threads().size(), 2);
        Landing knows = bug(5);
        knows.landoJobs = {7};
        ChangeSet set{.account = account, .at = minute(5)};
        set.landings.changed = {{bug(5), knows}};
        const ThreadNews news = take(set);
        QCOMPARE(shapes(), QStringList{u"bmo/bug/5 lando/lando/7"_s});
        QCOMPARE(news.changes.removed.size(), 1);
        QCOMPARE(news.changes.removed.constFirst().id, u"lando/lando/7"_s);
        QCOMPARE(news.changes.changed.size(), 1);
        // And apart again, where the comment turns out to be of another.
        set.landings.changed = {{knows, bug(5)}};
        take(set);
        QCOMPARE(shapes(), (QStringList{u"bmo/bug/5"_s, u"lando/lando/7"_s}));
    }

    void theIdStaysWhileAThreadGrows()
    {
        take(added({landoJob(7, u"Bug 5 - Fix"_s, Landing::State::Queued, 1)}));
        QCOMPARE(m_book.threads().constFirst().id, u"lando/lando/7"_s);
        take(added({bug(5)}, {}, {pull(3, u"Bug 5 - Fix"_s)}));
        QCOMPARE(m_book.threads().size(), 1);
        QCOMPARE(m_book.threads().constFirst().id, u"lando/lando/7"_s);
        QCOMPARE(m_book.threads().constFirst().title, u"Fix 5"_s);
    }

    void heldForOneCauseInOtherWordsIsHeldOnce()
    {
        Landing job = landoJob(7, u"Tidy"_s, Landing::State::Held, 2);
        job.held = Landing::Held::TreeClosed;
        for (const QString &reason : {u"infra"_s, u"planned infra"_s}) {
            job.reason = reason;
            job.changed = job.changed.addSecs(60);
            take(added({job}));
        }
        QCOMPARE(momentsOf(m_book.threads().constFirst()).filter(u"held"_s),
                 QStringList{u"3 held lando/lando/7 tree closed: infra"_s});
    }

    void theIdGoesWithTheFactItIsCalledAfter()
    {
        take(added({landoJob(7, u"Bug 5 - Fix"_s, Landing::State::Queued, 1)}));
        take(added({bug(5)}));
        m_book.part({Subject(u"bmo/bug/5"_s), Subject(u"lando/lando/7"_s)}, minute(5));
        QCOMPARE(threadWith(m_book.threads(), u"lando/lando/7"_s)->id, u"lando/lando/7"_s);
        QCOMPARE(threadWith(m_book.threads(), u"bmo/bug/5"_s)->id, u"bmo/bug/5"_s);
    }

    void parted()
    {
        const Landing job = landoJob(7, u"Bug 5 - Fix"_s, Landing::State::Queued, 1);
        const Push push = pushOf(1, 2, u"autoland"_s, {commit(u"a1b2c3d"_s, u"Bug 5 - Fix\n\nLanding job id: 7"_s)});
        take(added({bug(5), job}, {push}));
        const Parting parting{Subject(u"bmo/bug/5"_s), Subject(u"lando/lando/7"_s)};
        const ThreadNews news = m_book.part(parting, minute(5));
        QCOMPARE(news.changes.added.size(), 1);
        QCOMPARE(shapes(), (QStringList{u"bmo/bug/5 th/push/1"_s, u"lando/lando/7 th/push/1"_s}));
        m_book.part({Subject(u"th/push/1"_s), Subject(u"bmo/bug/5"_s)}, minute(6));
        QCOMPARE(shapes(), (QStringList{u"bmo/bug/5"_s, u"lando/lando/7 th/push/1"_s}));
        // What comes later makes them no thread again.
        Landing knows = bug(5);
        knows.landoJobs = {7};
        ChangeSet set{.account = account, .at = minute(7)};
        set.landings.changed = {{bug(5), knows}};
        take(set);
        QCOMPARE(shapes(), (QStringList{u"bmo/bug/5"_s, u"lando/lando/7 th/push/1"_s}));
        m_book.rejoin({parting.other, parting.one}, minute(8));
        QCOMPARE(shapes(), QStringList{u"bmo/bug/5 lando/lando/7"_s}); // the push is still not the bug's
        m_book.rejoin({Subject(u"th/push/1"_s), Subject(u"bmo/bug/5"_s)}, minute(9));
        QCOMPARE(shapes(), QStringList{u"bmo/bug/5 lando/lando/7 th/push/1"_s});
        QCOMPARE(m_book.threads().constFirst().id, u"bmo/bug/5"_s);
        QVERIFY(m_book.partings().isEmpty());
    }

    /// Real commits: each push is in the thread of the bug its messages name, and in no other.
    void recordedPushes()
    {
        QFile file(QStringLiteral(WINDSOCK_TEST_DATA "/treeherder/pushdata.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QList<Push> pushes;
        QList<Landing> bugs;
        QMap<qint64, QStringList> expected;
        for (const QJsonValue &value : QJsonDocument::fromJson(file.readAll()).array()) {
            QList<Commit> commits;
            QSet<qint64> named;
            for (const QJsonValue &revision : value[u"revisions"].toArray()) {
                commits.append(
                    {.revision = revision[u"revision"].toString(), .message = revision[u"comment"].toString()});
                const auto found =
                    QRegularExpression(u"^(?:Bug |Backed out .*\\(bug )(\\d+)"_s).match(commits.constLast().message);
                if (found.hasMatch()) {
                    named.insert(found.captured(1).toLongLong());
                }
            }
            pushes.append(pushOf(pushes.size() + 1, int(pushes.size()), u"autoland"_s, commits));
            for (const qint64 number : std::as_const(named)) {
                expected[number].append(pushes.constLast().subject().value);
            }
        }
        QStringList lines;
        for (const auto [number, subjects] : expected.asKeyValueRange()) {
            bugs.append(bug(number));
            QStringList all = subjects + QStringList{u"bmo/bug/%1"_s.arg(number)};
            all.sort();
            lines.append(all.join(u' '));
        }
        lines.sort();
        QVERIFY(bugs.size() > 20);
        take(added(bugs, pushes));
        QCOMPARE(shapes(), lines);
        const auto backedOut = threadWith(m_book.threads(), u"bmo/bug/1914920"_s);
        QVERIFY(std::ranges::contains(backedOut->members, ThreadMember::Ground::Backout, &ThreadMember::ground));
    }

    /// A push that went orange and green before anybody knew of its bug: the bug's thread has both.
    void aPushThatJoinsLateTellsAllOfIt()
    {
        take(added({}, {pushOf(1, 1, u"try"_s, {commit(u"a1"_s, u"Bug 5 - Fix"_s)})}));
        take(changed({}, settled(1, Verdict::Orange, 10)));
        take(changed(settled(1, Verdict::Orange, 10), settled(1, Verdict::Green, 20)));
        take(added({bug(5)}));
        QCOMPARE(momentsOf(m_book.threads().constFirst()),
                 (QStringList{u"0 requested bmo/bug/5"_s, u"1 try-push th/push/1 a10000000000"_s,
                              u"10 try-result th/push/1 orange"_s, u"20 try-result th/push/1 green"_s}));
    }

    /// Two threads that become one took a push for two things: it is the one that the whole change makes of it.
    void whatTwoThreadsMadeOfAPushIsToldOnce()
    {
        Landing job = landoJob(7, u"No bug - tidy"_s, Landing::State::Landed, 1);
        take(added({bug(5), job},
                   {pushOf(1, 2, u"autoland"_s,
                           {commit(u"b1"_s, u"Backed out changeset a1b2c3d00000 (bug 5)"_s),
                            commit(u"c1"_s, u"No bug - tidy\n\nLanding job id: 7"_s)})}));
        QCOMPARE(shapes(), (QStringList{u"bmo/bug/5 th/push/1"_s, u"lando/lando/7 th/push/1"_s}));
        Landing knows = bug(5);
        knows.landoJobs = {7};
        take(added({knows}));
        QCOMPARE(momentsOf(m_book.threads().constFirst()).filter(u"th/push/1"_s),
                 QStringList{u"2 backed-out th/push/1 b10000000000"_s});
    }

    void whatJobsDoAfterAPushSettledIsNotWritten()
    {
        const Push push = pushOf(1, 1, u"try"_s, {commit(u"a1"_s, u"Bug 5 - Fix"_s)});
        take(added({bug(5)}, {push}));
        take(changed({}, settled(1, Verdict::Green, 10)));
        QVERIFY(!m_book.record().isEmpty());
        ChangeSet set = changed(settled(1, Verdict::Green, 10), settled(1, Verdict::Green, 20));
        set.pushes.changed = {{push, push}};
        take(set);
        QVERIFY(m_book.record().isEmpty());
    }

    void aJobWasQueuedBeforeATreeThatIsKnownToBeClosedHoldsIt()
    {
        ChangeSet closed{.account = lando, .at = minute(0)};
        closed.trees.added = {
            {.account = lando, .name = u"firefox-autoland"_s, .status = Tree::Status::Closed, .since = minute(5)}};
        take(closed);
        take(added({landoJob(7, u"Tidy"_s, Landing::State::Queued, 2)}));
        QCOMPARE(momentsOf(m_book.threads().constFirst()),
                 (QStringList{u"2 requested lando/lando/7"_s, u"2 queued lando/lando/7"_s,
                              u"5 held lando/lando/7 tree closed"_s}));
    }

private:
    ThreadNews take(const ChangeSet &set)
    {
        m_book.begin();
        return m_book.take(set, minute(100));
    }
    QStringList shapes() const { return shapeOf(m_book.threads()); }

    ThreadBook m_book;
};

QTEST_GUILESS_MAIN(TestThreadJoiner)
#include "tst_threadjoiner.moc"
