// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/queuemodel.h"
#include "models/items/roles.h"
#include "tests/items/modeldump.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace Windsock;

namespace {
const QDateTime s_now(QDate(2026, 8, 1), QTime(12, 0), QTimeZone::UTC);

Landing landing(qint64 bug, Landing::State state = Landing::State::Queued)
{
    return {.account = AccountId(u"bmo"_s),
            .bug = bug,
            .title = u"Fix %1"_s.arg(bug),
            .author = u"ann@example.org"_s,
            .trees = {u"autoland"_s, u"beta"_s},
            .state = state,
            .changed = s_now.addSecs(-60 * bug),
            .url = QUrl(u"https://bugzilla.mozilla.org/%1"_s.arg(bug))};
}

PullRequest pull(int number)
{
    return {.account = AccountId(u"gh"_s),
            .repository = u"o/r"_s,
            .number = number,
            .title = u"Turn"_s,
            .author = u"bob"_s,
            .updated = s_now.addSecs(-60 * number)};
}

ChangeSet added(const QList<Landing> &landings, const QList<PullRequest> &pulls = {})
{
    ChangeSet set;
    set.landings.added = landings;
    set.pullRequests.added = pulls;
    return set;
}

QStringList keys(const QueueModel &model)
{
    QStringList keys;
    for (int i = 0; i < model.rowCount(); ++i) {
        keys.append(model.index(i, 0).data(ItemRole::Key).toString());
    }
    return keys;
}
}

class QueueModelTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void golden()
    {
        QueueModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        model.setNow(s_now);
        Landing held = landing(1, Landing::State::Held);
        held.held = Landing::Held::TreeClosed;
        PullRequest failing = pull(2);
        failing.checks = PullRequest::Checks::Failing;
        model.apply(added({landing(3, Landing::State::Landed), held}, {failing}));
        QCOMPARE(
            dump(model, {ItemRole::Key, ItemRole::Kind, ItemRole::State, ItemRole::NeedsYou}),
            (QStringList{
                u"Bug 1: Fix 1|Held: the tree is closed|autoland, beta|ann@example.org|1 minute ago key=bmo/bug/1 kind=2 state=held needsYou=false"_s,
                u"#2: Turn|Checks fail|o/r|bob|2 minutes ago key=gh/pr/o/r/2 kind=3 state=failing needsYou=false"_s,
                u"Bug 3: Fix 3|Landed|autoland, beta|ann@example.org|3 minutes ago key=bmo/bug/3 kind=2 state=landed needsYou=false"_s,
            }));
        QCOMPARE(model.index(0, 0).data(Qt::AccessibleTextRole).toString(),
                 u"Bug 1: Fix 1 by ann@example.org for autoland, beta: Held: the tree is closed."_s);
    }

    void aDeploymentIsARow()
    {
        QueueModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        model.setNow(s_now);
        model.setMe({u"Cyd"_s});
        ChangeSet set = added({}, {pull(2)});
        Deployment deployment{.account = AccountId(u"gh"_s),
                              .id = 7,
                              .repository = u"o/r"_s,
                              .environment = u"production"_s,
                              .branch = u"main"_s,
                              .revision = u"c0ffee"_s,
                              .creator = u"bob"_s,
                              .state = Deployment::State::Waiting,
                              .reason = u"soon"_s,
                              .approvers = {u"cyd"_s, u"crew"_s},
                              .updated = s_now.addSecs(-300),
                              .url = QUrl(u"https://example.org/log"_s)};
        set.deployments.added = {deployment};
        model.apply(set);
        const QList<int> roles{ItemRole::Key, ItemRole::Kind, ItemRole::State, ItemRole::NeedsYou};
        const QString other = u"#2: Turn|Open|o/r|bob|2 minutes ago key=gh/pr/o/r/2 kind=3 state=open needsYou=false"_s;
        const QString kind = QString::number(int(ItemKind::Deployment));
        QCOMPARE(
            dump(model, roles),
            (QStringList{
                u"main to production|Waits for approval|o/r|bob|5 minutes ago key=gh/deploy/o/r/7 kind=%1 state=waiting needsYou=true"_s
                    .arg(kind),
                other}));
        const QModelIndex row = model.index(0, 0);
        QCOMPARE(row.data(Qt::ToolTipRole).toString(),
                 u"main to production\nWaits for approval\nsoon\nIt can be approved by cyd, crew"_s);
        QCOMPARE(row.data(ItemRole::Url).toUrl(), deployment.url);
        QVERIFY(row.data(ItemRole::SearchText).toString().contains(u"c0ffee"_s));
        QVERIFY(!row.data(ItemRole::PullRequest).isValid() && !row.data(ItemRole::Landing).isValid());
        QVERIFY(row.data(ItemRole::Deployment).value<Deployment>() == deployment);

        ChangeSet done;
        Deployment after = deployment;
        after.state = Deployment::State::Succeeded;
        after.branch.clear();
        done.deployments.changed = {{deployment, after}};
        model.apply(done);
        QCOMPARE(
            dump(model, roles),
            (QStringList{
                other,
                u"c0ffee to production|Deployed|o/r|bob|5 minutes ago key=gh/deploy/o/r/7 kind=%1 state=succeeded needsYou=false"_s
                    .arg(kind)}));
        ChangeSet gone;
        gone.deployments.removed = {after};
        model.apply(gone);
        QCOMPARE(model.rowCount(), 1);
    }

    void aPullRequestNeedsMe()
    {
        QueueModel model;
        model.setMe({u"Me"_s});
        PullRequest asked = pull(1);
        asked.asked = {u"ann"_s, u"me"_s};
        PullRequest ejected = pull(2);
        ejected.author = u"me"_s;
        ejected.queue = {.state = QueuePlace::State::Ejected, .by = u"ann"_s, .failedChecks = {u"build"_s}};
        PullRequest othersEjected = ejected;
        othersEjected.number = 3;
        othersEjected.author = u"ann"_s;
        PullRequest closed = asked;
        closed.number = 4;
        closed.state = PullRequest::State::Closed;
        model.apply(added({}, {asked, ejected, othersEjected, closed}));
        QStringList need;
        for (int row = 0; row < model.rowCount(); ++row) {
            if (model.index(row, 0).data(ItemRole::NeedsYou).toBool()) {
                need.append(keys(model).at(row));
            }
        }
        need.sort();
        QCOMPARE(need, (QStringList{u"gh/pr/o/r/1"_s, u"gh/pr/o/r/2"_s}));
        const QModelIndex row = model.index(int(keys(model).indexOf(u"gh/pr/o/r/2"_s)), 0);
        QVERIFY(
            row.data(Qt::ToolTipRole).toString().contains(u"Taken out of the merge queue because these failed: build"_s));
        QCOMPARE(row.data(ItemRole::State).toString(), u"ejected"_s);
    }

    void whatNeedsMeComesFirst()
    {
        QueueModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        Landing asked = landing(5);
        asked.patches = {{.id = 1, .flags = {{u"review"_s, u'?', u"ann@example.org"_s, u"me@example.org"_s}}}};
        PullRequest mine = pull(9);
        mine.author = u"Me"_s;
        mine.review = PullRequest::Review::ChangesRequested;
        PullRequest others = pull(8);
        others.checks = PullRequest::Checks::Failing;
        model.apply(added({landing(1), asked}, {mine, others}));
        QCOMPARE(keys(model), (QStringList{u"bmo/bug/1"_s, u"bmo/bug/5"_s, u"gh/pr/o/r/8"_s, u"gh/pr/o/r/9"_s}));
        const QPersistentModelIndex row = model.index(3, 0);
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        model.setMe({u"me@example.org"_s, u"me"_s});
        QCOMPARE(keys(model), (QStringList{u"bmo/bug/5"_s, u"gh/pr/o/r/9"_s, u"bmo/bug/1"_s, u"gh/pr/o/r/8"_s}));
        QVERIFY(row.data(ItemRole::NeedsYou).toBool());
        QCOMPARE(row.row(), 1);
        QCOMPARE(reset.size(), 0);
        model.setMe({});
        QCOMPARE(row.row(), 3);
    }

    void needsMe_data()
    {
        QTest::addColumn<PullRequest>("mine");
        QTest::addColumn<bool>("needs");
        PullRequest base = pull(1);
        base.author = u"me"_s;
        QTest::newRow("nothing") << base << false;
        PullRequest failing = base;
        failing.checks = PullRequest::Checks::Failing;
        QTest::newRow("failing") << failing << true;
        failing.state = PullRequest::State::Merged;
        QTest::newRow("failing, but merged") << failing << false;
        PullRequest conflict = base;
        conflict.merge = PullRequest::Merge::Conflicting;
        QTest::newRow("conflict") << conflict << true;
        conflict.author.clear();
        QTest::newRow("of a deleted user") << conflict << false;
    }

    void needsMe()
    {
        QFETCH(PullRequest, mine);
        QueueModel model;
        model.setMe({u"me"_s, QString()});
        model.apply(added({}, {mine}));
        QTEST(model.index(0, 0).data(ItemRole::NeedsYou).toBool(), "needs");
    }

    void aDeniedPatchWaitsForItsAuthor()
    {
        QueueModel model;
        model.setMe({u"ann@example.org"_s});
        Landing denied = landing(1);
        denied.patches = {{.id = 1, .flags = {{u"review"_s, u'-', u"bob"_s, {}}}}};
        model.apply(added({denied}));
        QVERIFY(model.index(0, 0).data(ItemRole::NeedsYou).toBool());
        Landing over = denied;
        over.state = Landing::State::Cancelled;
        ChangeSet set;
        set.landings.changed.append({denied, over});
        model.apply(set);
        QVERIFY(!model.index(0, 0).data(ItemRole::NeedsYou).toBool());
    }

    void changesMoveAndTell()
    {
        QueueModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        model.apply(added({landing(1), landing(2), landing(3)}));
        const QPersistentModelIndex third = model.index(2, 0);
        QSignalSpy moved(&model, &QAbstractItemModel::rowsMoved);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        Landing later = landing(3);
        later.changed = s_now.addSecs(1);
        ChangeSet set;
        set.landings.changed.append({landing(3), later});
        model.apply(set);
        model.apply(set); // again: nothing new
        QCOMPARE(moved.size(), 1);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(third.row(), 0);
        Landing over = later;
        over.state = Landing::State::Landed;
        set.landings.changed = {{later, over}};
        model.apply(set);
        QCOMPARE(third.row(), 2);
        QCOMPARE(third.data(ItemRole::State).toString(), u"landed"_s);
        ChangeSet gone;
        gone.landings.removed = {over, landing(1)};
        model.apply(gone);
        QVERIFY(!third.isValid());
        QCOMPARE(keys(model), QStringList{u"bmo/bug/2"_s});
    }

    void howLongALandingTakes()
    {
        QueueModel model;
        Landing asked = landing(1);
        asked.requested = s_now.addSecs(-12 * 60);
        asked.repository = u"autoland"_s;
        model.apply(added({asked, landing(2)}));
        QVERIFY(model.index(0, 0).data(ItemRole::HowLong).toString().isEmpty()); // what the time is is not known
        model.setNow(s_now);
        const auto find = [&model](qint64 bug) {
            const int first = model.index(0, 0).data(ItemRole::Landing).value<Landing>().bug == bug ? 0 : 1;
            return QPersistentModelIndex(model.index(first, 0));
        };
        const QPersistentModelIndex row = find(1);
        QVERIFY(find(2).data(ItemRole::HowLong).toString().isEmpty()); // nobody said when it was asked for
        QCOMPARE(row.data(ItemRole::HowLong).toString(), u"12 minutes so far, unknown yet"_s);
        ChangeSet ended{.account = asked.account};
        for (int i = 1; i <= 72; ++i) {
            ended.realised.append({.queue = u"landing/firefox-autoland"_s,
                                   .subject = Subject(QString::number(i)),
                                   .from = s_now,
                                   .to = s_now.addSecs(60 * i)});
        }
        model.apply(ended);
        QCOMPARE(row.data(ItemRole::HowLong).toString(), u"12 minutes so far, 3 to 55 minutes more (half within 31)"_s);
        QCOMPARE(row.data(ItemRole::Remaining).value<Remaining>(),
                 (Remaining{.quick = 3min, .half = 31min, .most = 55min, .samples = 60}));
        ChangeSet closed{.account = asked.account};
        closed.trees.added = {{.account = asked.account, .name = u"firefox-autoland"_s, .status = Tree::Status::Closed}};
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        model.apply(closed);
        QVERIFY(!changed.isEmpty());
        QCOMPARE(row.data(ItemRole::HowLong).toString(), u"12 minutes so far, unknown while the tree is closed"_s);
        QVERIFY(!row.data(ItemRole::Remaining).isValid());
        closed.trees.removed = std::exchange(closed.trees.added, {});
        model.apply(closed);
        QVERIFY(row.data(ItemRole::Remaining).isValid());
        model.setNow(s_now.addDays(4));
        QCOMPARE(row.data(ItemRole::HowLong).toString(), u"4 days so far, unknown yet"_s);
        Landing over = asked;
        over.state = Landing::State::Landed;
        ChangeSet done{.account = asked.account};
        done.landings.changed = {{asked, over}};
        model.apply(done);
        QVERIFY(row.data(ItemRole::HowLong).toString().isEmpty());
    }

    /// Two Landos have a tree of one name: each holds what is to land through it, whichever was told of last.
    void aTreeHoldsWhatItsOwnLandoLands()
    {
        QueueModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        model.setNow(s_now);
        const auto job = [](const QString &account) {
            return Landing{.account = AccountId(account),
                           .state = Landing::State::Queued,
                           .changed = s_now,
                           .job = 7,
                           .repository = u"firefox-autoland"_s};
        };
        Landing bug = landing(1);
        bug.trees = {u"autoland"_s};
        model.apply(added({job(u"a"_s), job(u"b"_s), bug}));
        const auto states = [&model] {
            QStringList all;
            for (int i = 0; i < model.rowCount(); ++i) {
                all.append(model.index(i, 0).data(ItemRole::Key).toString() + u' '
                           + model.index(i, 0).data(ItemRole::State).toString());
            }
            all.sort();
            return all;
        };
        const auto tree = [](const QString &account, Tree::Status status) {
            return Tree{.account = AccountId(account), .name = u"firefox-autoland"_s, .status = status};
        };
        const Tree shut = tree(u"a"_s, Tree::Status::Closed);
        const Tree open = tree(u"b"_s, Tree::Status::Open);
        ChangeSet trees;
        trees.trees.added = {shut, open};
        model.apply(trees);
        // Whose tree a bug means is not said: it is held where that makes no difference.
        QCOMPARE(states(), (QStringList{u"a/lando/7 held"_s, u"b/lando/7 queued"_s, u"bmo/bug/1 queued"_s}));
        trees.trees = {.changed = {{open, tree(u"b"_s, Tree::Status::ApprovalRequired)}}};
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        model.apply(trees);
        QVERIFY(!changed.isEmpty());
        QCOMPARE(states(), (QStringList{u"a/lando/7 held"_s, u"b/lando/7 held"_s, u"bmo/bug/1 held"_s}));
        trees.trees = {.removed = {shut}};
        model.apply(trees);
        QCOMPARE(states(), (QStringList{u"a/lando/7 queued"_s, u"b/lando/7 held"_s, u"bmo/bug/1 held"_s}));
    }

    void healthAndTime()
    {
        QueueModel model;
        model.apply(added({landing(1)}, {pull(2)}));
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        model.setNow(s_now);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(changed.at(0).at(0).toModelIndex().column(), static_cast<int>(QueueModel::ChangedColumn));
        model.setHealth({.watch = WatchId(u"w"_s),
                         .account = AccountId(u"gh"_s),
                         .state = SourceHealth::State::NeedsLogin,
                         .asOf = s_now});
        QVERIFY(model.index(1, 0).data(ItemRole::Stale).toBool());
        QVERIFY(!model.index(0, 0).data(ItemRole::Stale).toBool());
        // A watch that never answered has brought no facts that could be stale.
        model.setHealth(
            {.watch = WatchId(u"v"_s), .account = AccountId(u"bmo"_s), .state = SourceHealth::State::Failing});
        QVERIFY(!model.index(0, 0).data(ItemRole::Stale).toBool());
    }

    void whatTellsOfOtherThingsMakesNothingStale()
    {
        QueueModel model;
        model.apply(added({landing(1)}, {pull(2)}));
        const auto isStale = [&model] { return model.index(1, 0).data(ItemRole::Stale).toBool(); };
        SourceHealth health{.watch = WatchId(u"gh/inbox"_s),
                            .account = AccountId(u"gh"_s),
                            .service = Service::GitHub,
                            .kind = Watch::Kind::Inbox,
                            .state = SourceHealth::State::Failing,
                            .asOf = s_now};
        for (const auto kind : {Watch::Kind::Inbox, Watch::Kind::Hook, Watch::Kind::Tree}) {
            health.kind = kind;
            model.setHealth(health);
            QVERIFY(!isStale());
        }
        health.kind = Watch::Kind::Repository;
        model.setHealth(health);
        QVERIFY(isStale());
        health.kind = Watch::Kind::Inbox; // another watch has got its name
        model.setHealth(health);
        QVERIFY(!isStale());
    }
};

QTEST_GUILESS_MAIN(QueueModelTest)
#include "tst_queuemodel.moc"
