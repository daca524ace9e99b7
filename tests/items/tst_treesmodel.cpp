// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/roles.h"
#include "models/items/treesmodel.h"
#include "tests/items/modeldump.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Windsock;

namespace {
const QDateTime s_now(QDate(2026, 8, 1), QTime(15, 0), QTimeZone::UTC);

Tree tree(const QString &name, Tree::Status status = Tree::Status::Open)
{
    return {.account = AccountId(u"lando"_s),
            .name = name,
            .status = status,
            .since = s_now.addSecs(-3600),
            .by = u"sheriff@example.org"_s,
            .url = QUrl(u"https://lando.example/treestatus/"_s + name)};
}

Landing landing(qint64 bug, const QString &author, const QString &tree)
{
    return {
        .account = AccountId(u"bmo"_s), .bug = bug, .author = author, .trees = {tree}, .state = Landing::State::Queued};
}

ChangeSet added(const QList<Tree> &trees, const QList<Landing> &landings = {})
{
    ChangeSet set{.account = AccountId(u"lando"_s)};
    set.trees.added = trees;
    set.landings.added = landings;
    return set;
}

QStringList names(const TreesModel &model)
{
    QStringList all;
    for (int i = 0; i < model.rowCount(); ++i) {
        all.append(model.index(i, 0).data().toString());
    }
    return all;
}
}

class TreesModelTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom)); }

    void golden()
    {
        TreesModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        model.setZone(QTimeZone::utc());
        model.setNow(s_now);
        Tree closed = tree(u"autoland"_s, Tree::Status::Closed);
        closed.reason = u"Signing is <b>down</b>\u202e"_s;
        closed.tags = QStringList{u"infra"_s, u"planned"_s};
        closed.message = u"Back at four."_s;
        model.apply(added({tree(u"esr10"_s), tree(u"esr9"_s), closed}));
        QCOMPARE(dump(model, {ItemRole::Key, ItemRole::State, ItemRole::Holds}),
                 (QStringList{
                     u"autoland|Closed|Signing is <b>down</b> (infra, planned)|sheriff@example.org|1 hour ago "
                     "key=lando/tree/autoland state=closed holds=0"_s,
                     u"esr9|Open||sheriff@example.org|1 hour ago key=lando/tree/esr9 state=open holds=0"_s,
                     u"esr10|Open||sheriff@example.org|1 hour ago key=lando/tree/esr10 state=open holds=0"_s,
                 }));
        const QModelIndex first = model.index(0, 0);
        QCOMPARE(first.data(Qt::AccessibleTextRole).toString(),
                 u"autoland: Closed since 14:00. Signing is <b>down</b> (infra, planned). Set by sheriff@example.org. "
                 "Back at four."_s);
        QCOMPARE(first.data(ItemRole::Url).toUrl(), QUrl(u"https://lando.example/treestatus/autoland"_s));
        QCOMPARE(model.headerData(TreesModel::StatusColumn, Qt::Horizontal).toString(), u"Status"_s);
    }

    void theWorstComeFirst()
    {
        TreesModel model;
        model.apply(
            added({tree(u"a-open"_s), tree(u"b-unknown"_s, Tree::Status::Unknown),
                   tree(u"c-approval"_s, Tree::Status::ApprovalRequired), tree(u"d-closed"_s, Tree::Status::Closed)}));
        QCOMPARE(names(model), (QStringList{u"d-closed"_s, u"c-approval"_s, u"b-unknown"_s, u"a-open"_s}));
    }

    void whatHoldsALandingOfMineComesBeforeAll()
    {
        TreesModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        model.setMe({u"Ann@example.org"_s});
        const Landing mine = landing(1, u"ann@example.org"_s, u"autoland"_s);
        model.apply(added({tree(u"comm"_s, Tree::Status::Closed), tree(u"firefox-autoland"_s, Tree::Status::Closed)},
                          {mine, landing(2, u"ben@example.org"_s, u"comm"_s)}));
        // A bug calls the tree by its repository, Treestatus by a name of its own.
        QCOMPARE(names(model), (QStringList{u"firefox-autoland"_s, u"comm"_s}));
        const QPersistentModelIndex held = model.index(0, 0);
        QCOMPARE(held.data(ItemRole::Holds).toInt(), 1);
        QCOMPARE(held.data(ItemRole::Held).toString(), u"Holds 1 landing of yours"_s);
        QVERIFY2(!held.data(ItemRole::NeedsYou).toBool(), "there is nothing one could do but wait");
        QVERIFY(held.data(Qt::AccessibleTextRole).toString().contains(u"Holds 1 landing of yours"_s));
        QSignalSpy moved(&model, &QAbstractItemModel::rowsMoved);
        Landing over = mine;
        over.state = Landing::State::Landed;
        ChangeSet landed;
        landed.landings.changed = {{mine, over}};
        model.apply(landed);
        QCOMPARE(held.row(), 1);
        QCOMPARE(held.data(ItemRole::Holds).toInt(), 0);
        QCOMPARE(moved.size(), 1);
        landed.landings.changed = {{over, mine}};
        model.apply(landed);
        QCOMPARE(held.row(), 0);
        model.setMe({});
        QCOMPARE(held.row(), 1);
        model.setMe({u"ann@example.org"_s});
        ChangeSet gone;
        gone.landings.removed = {mine};
        model.apply(gone);
        QCOMPARE(held.data(ItemRole::Holds).toInt(), 0);
    }

    void anOpenTreeHoldsNothing()
    {
        TreesModel model;
        model.setMe({u"ann"_s});
        const Tree open = tree(u"comm"_s);
        model.apply(added({open}, {landing(1, u"ann"_s, u"comm"_s)}));
        QCOMPARE(model.index(0, 0).data(ItemRole::Holds).toInt(), 0);
        Tree approval = open;
        approval.status = Tree::Status::ApprovalRequired;
        ChangeSet set;
        set.trees.changed = {{open, approval}};
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        model.apply(set);
        model.apply(set); // again: nothing new
        QCOMPARE(changed.size(), 1);
        QCOMPARE(model.index(0, 0).data(ItemRole::Holds).toInt(), 1);
        set.trees.changed.clear();
        set.trees.removed = {approval};
        model.apply(set);
        QCOMPARE(model.rowCount(), 0);
    }

    /// Two Landos have a tree of one name: each says whose it is, and counts what it holds itself.
    void namesakesOfTwoLandos()
    {
        TreesModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        model.setMe({u"ann"_s});
        Tree first = tree(u"comm"_s, Tree::Status::Closed);
        Tree second = first;
        second.account = AccountId(u"stage"_s);
        Landing job = landing(0, u"ann"_s, u"comm"_s);
        job.account = second.account;
        job.job = 7;
        model.apply(added({first}, {job, landing(1, u"ann"_s, u"comm"_s)}));
        QCOMPARE(names(model), QStringList{u"comm"_s});
        QCOMPARE(model.index(0, 0).data(ItemRole::Holds).toInt(), 1);
        model.apply(added({second, tree(u"nss"_s)}));
        QCOMPARE(names(model), (QStringList{u"comm (lando)"_s, u"comm (stage)"_s, u"nss"_s}));
        const QPersistentModelIndex mine = model.index(0, 0);
        const QPersistentModelIndex other = model.index(1, 0);
        QCOMPARE(mine.data(ItemRole::Holds).toInt(), 1);
        QCOMPARE(other.data(ItemRole::Holds).toInt(), 2);
        QVERIFY(other.data(ItemRole::SearchText).toString().contains(u"stage"_s));
        QVERIFY(other.data(Qt::AccessibleTextRole).toString().startsWith(u"comm (stage): Closed"_s));
        // The one opens: the other holds its own job still, and of the bug nobody knows any more.
        Tree opened = first;
        opened.status = Tree::Status::Open;
        ChangeSet set;
        set.trees.changed = {{first, opened}};
        model.apply(set);
        QCOMPARE(mine.data(ItemRole::Holds).toInt(), 0);
        QCOMPARE(other.data(ItemRole::Holds).toInt(), 1);
        QCOMPARE(mine.data(ItemRole::State).toString(), u"open"_s);
        QCOMPARE(other.data(ItemRole::State).toString(), u"closed"_s);
        set.trees = {.removed = {second}};
        model.apply(set);
        QCOMPARE(mine.data().toString(), u"comm"_s);
    }

    void findsTheWordsOfAReason()
    {
        TreesModel model;
        Tree closed = tree(u"comm"_s, Tree::Status::Closed);
        closed.reason = u"backlog of builds"_s;
        closed.tags = QStringList{u"checkin_test"_s};
        model.apply(added({closed}));
        const QString text = model.index(0, 0).data(ItemRole::SearchText).toString();
        for (const QString &word : {u"comm"_s, u"closed"_s, u"backlog"_s, u"checkin_test"_s, u"sheriff"_s}) {
            QVERIFY2(text.contains(word, Qt::CaseInsensitive), qPrintable(word));
        }
    }

    void healthAndTime()
    {
        TreesModel model;
        model.setZone(QTimeZone::utc());
        model.setNow(s_now);
        Tree never = tree(u"nss"_s, Tree::Status::Unknown);
        never.since = {};
        model.apply(added({tree(u"comm"_s), never}));
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        model.setNow(s_now.addSecs(60));
        QCOMPARE(changed.size(), 0); // an hour ago it is still
        model.setNow(s_now.addSecs(3600));
        QCOMPARE(changed.size(), 1);
        QCOMPARE(changed.at(0).at(0).toModelIndex(), model.index(1, TreesModel::SinceColumn));
        model.setNow(s_now.addDays(1)); // by the clock it is told with the day now
        QVERIFY(model.index(1, 0).data(Qt::ToolTipRole).toString().contains(u"Sat 14:00"_s)
                || model.index(1, 0).data(Qt::ToolTipRole).toString().contains(u"14:00"_s));
        QVERIFY(!model.index(0, 0).data(Qt::ToolTipRole).toString().contains(u"since"_s));
        model.setHealth({.watch = WatchId(u"w"_s),
                         .account = AccountId(u"lando"_s),
                         .state = SourceHealth::State::Offline,
                         .asOf = s_now});
        QVERIFY(model.index(0, 0).data(ItemRole::Stale).toBool());
        QCOMPARE(model.index(0, 0).data(ItemRole::AsOf).toDateTime(), s_now);
        model.forgetHealth(AccountId(u"lando"_s), WatchId(u"w"_s));
        QVERIFY(!model.index(0, 0).data(ItemRole::Stale).toBool());
    }
};

QTEST_GUILESS_MAIN(TreesModelTest)
#include "tst_treesmodel.moc"
