// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/landingtext.h"
#include "models/items/queuemodel.h"
#include "models/items/roles.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Windsock;

namespace {
const QDateTime s_now(QDate(2026, 8, 1), QTime(15, 0), QTimeZone::UTC);
const QTimeZone s_utc(QTimeZone::UTC);

Tree closed(const QStringList &tags = {}, const QString &reason = {})
{
    return {.account = AccountId(u"lando"_s),
            .name = u"firefox-autoland"_s,
            .status = Tree::Status::Closed,
            .reason = reason,
            .tags = tags,
            .since = s_now.addSecs(-58 * 60)};
}

Landing landing(Landing::State state = Landing::State::Queued)
{
    return {.account = AccountId(u"bmo"_s),
            .bug = 1,
            .title = u"Fix"_s,
            .author = u"ann@example.org"_s,
            .trees = {u"autoland"_s},
            .state = state,
            .changed = s_now};
}
}

class LandingTextTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysWhyALandingWaits_data()
    {
        QTest::addColumn<Landing>("landing");
        QTest::addColumn<std::optional<Tree>>("tree");
        QTest::addColumn<QString>("text");
        using State = Landing::State;
        const std::optional<Tree> none;
        const auto row = [](const char *name, const Landing &landing, const std::optional<Tree> &tree,
                            const QString &text) { QTest::newRow(name) << landing << tree << text; };
        row("nothing in its way", landing(), none, QString());
        row("tags", landing(), closed({u"planned"_s, u"infra"_s}, u"rack moves"_s),
            u"Held: tree closed 14:02, planned, infra"_s);
        row("a reason where there are no tags", landing(), closed({}, u"rack moves"_s),
            u"Held: tree closed 14:02, rack moves"_s);
        Tree approval = closed({u"merges"_s});
        approval.status = Tree::Status::ApprovalRequired;
        row("approval", landing(State::Requested), approval, u"Held: tree needs approval since 14:02, merges"_s);
        Tree since = closed({u"infra"_s});
        since.since = {};
        row("since when is not known", landing(State::Checking), since, u"Held: tree closed, infra"_s);
        since.since = s_now.addDays(-2);
        row("days ago", landing(), since, QString());
        row("not held yet", landing(State::Trying), closed({u"infra"_s}), u"tree closed 14:02, infra"_s);
        row("over", landing(State::Landed), closed(), QString());
        Landing two = landing();
        two.trees = {u"try"_s, u"autoland"_s};
        row("one tree of two", two, closed({u"infra"_s}), u"Held: firefox-autoland closed 14:02, infra"_s);
        Landing held = landing(State::Held);
        held.held = Landing::Held::WaitingForReview;
        row("review", held, none, u"Held: waits for review"_s);
        held.waitsOn = {u"bo@example.org"_s};
        row("whose review", held, none, u"Held: waits for review by bo@example.org"_s);
        held.held = Landing::Held::ApprovalRequired;
        held.waitsOn = {u"a"_s, u"b"_s, u"c"_s, u"d"_s, u"e"_s};
        row("approval by many", held, none, u"Held: waits for approval by a, b, c and 2 more"_s);
        held.held = Landing::Held::TreeClosed;
        held.reason = u"Tree autoland is closed - retrying later."_s;
        row("in the service's words", held, none, u"Held: Tree autoland is closed - retrying later."_s);
        Landing asked = landing();
        asked.waitsOn = {u"bo\u202e@example.org"_s};
        row("somebody is to move", asked, none, u"Waits on bo@example.org"_s);
    }

    void saysWhyALandingWaits()
    {
        QFETCH(Landing, landing);
        QFETCH(std::optional<Tree>, tree);
        QFETCH(QString, text);
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
        const QString said = heldText(landing, tree ? &*tree : nullptr, s_now, s_utc);
        if (QLatin1StringView(QTest::currentDataTag()) == "days ago"_L1) {
            QVERIFY2(said.contains(u"15:00"_s) && said != u"Held: tree closed 15:00, infra"_s, qPrintable(said));
            return;
        }
        QCOMPARE(said, text);
    }

    void saysTimesInTheViewersZone()
    {
        const Tree tree = closed();
        QCOMPARE(heldText(landing(), &tree, s_now, QTimeZone("Europe/Berlin")), u"Held: tree closed 16:02"_s);
    }

    void sumsUpFlags()
    {
        Landing change = landing();
        QVERIFY(flagsText(change).isEmpty());
        QVERIFY(patchLines(change).isEmpty());
        change.patches = {{.id = 1,
                           .title = u"Part 1"_s,
                           .flags = {{u"review"_s, u'+', u"bo"_s, {}}, {u"approval-beta"_s, u'?', u"ann"_s, u"cy"_s}}},
                          {.id = 2, .title = u"Part 2"_s, .flags = {{u"review"_s, u'+', {}, {}}}},
                          {.id = 3, .title = u"Part 3"_s}};
        QCOMPARE(flagsText(change), u"review+ (2), approval-beta?"_s);
        change.tries = {{.revision = u"0123456789abcdef"_s, .result = u"success"_s, .counts = u"success: 3"_s},
                        {.revision = u"fedcba9876543210"_s}};
        QCOMPARE(patchLines(change),
                 (QStringList{u"Part 1: review+ by bo, approval-beta? of cy"_s, u"Part 2: review+"_s,
                              u"Part 3: no review asked"_s, u"Try run fedcba987654"_s,
                              u"Try run 0123456789ab: success (success: 3)"_s}));
    }

    void aClosedTreeHoldsWhatWaits()
    {
        QueueModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        model.setZone(s_utc);
        model.setNow(s_now);
        ChangeSet set;
        set.landings.added = {landing()};
        model.apply(set);
        const QPersistentModelIndex row = model.index(0, 0);
        QCOMPARE(row.data(ItemRole::State).toString(), u"queued"_s);
        QVERIFY(!row.data(ItemRole::Tree).isValid());
        ChangeSet trees{.account = AccountId(u"lando"_s)};
        trees.trees.added = {closed({u"infra"_s})};
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        model.apply(trees);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(row.data(ItemRole::State).toString(), u"held"_s);
        QCOMPARE(row.sibling(row.row(), QueueModel::StateColumn).data().toString(), u"Held: the tree is closed"_s);
        QCOMPARE(row.data(ItemRole::Held).toString(), u"Held: tree closed 14:02, infra"_s);
        QCOMPARE(row.data(ItemRole::Landing).value<Landing>().state, Landing::State::Queued); // the fact stays
        QVERIFY(row.data(Qt::AccessibleTextRole).toString().contains(u"Held: tree closed 14:02, infra."_s));
        QVERIFY(row.data(ItemRole::SearchText).toString().contains(u"held"_s));
        QVERIFY2(!row.data(ItemRole::NeedsYou).toBool(), "there is nothing one could do but wait");
        changed.clear();
        ChangeSet elsewhere;
        elsewhere.trees.added = {Tree{.name = u"comm"_s, .status = Tree::Status::Closed}};
        model.apply(elsewhere);
        QVERIFY2(changed.isEmpty(), "another tree's closing is not told of it");
        model.setNow(s_now.addDays(1));
        QVERIFY(row.data(ItemRole::Held).toString() != u"Held: tree closed 14:02, infra"_s);
        QVERIFY(std::ranges::any_of(changed, [](const QList<QVariant> &told) {
            return told.at(2).value<QList<int>>().contains(ItemRole::Held);
        }));
        trees.trees.removed = std::exchange(trees.trees.added, {});
        model.apply(trees);
        QCOMPARE(row.data(ItemRole::State).toString(), u"queued"_s);
        QVERIFY(row.data(ItemRole::Held).toString().isEmpty());
    }

    void landosJobsStandBesideBugs()
    {
        QueueModel model;
        model.setNow(s_now);
        Landing job{.account = AccountId(u"lando"_s),
                    .bug = 12,
                    .title = u"Fix it"_s,
                    .state = Landing::State::Failed,
                    .changed = s_now,
                    .job = 4711,
                    .repository = u"firefox-autoland"_s,
                    .reason = u"merge conflict"_s};
        ChangeSet set;
        set.landings.added = {landing(), job};
        model.apply(set);
        QCOMPARE(model.rowCount(), 2);
        const QModelIndex row = model.index(1, 0);
        QCOMPARE(row.data(ItemRole::Title).toString(), u"Lando 4711: Fix it"_s);
        QCOMPARE(row.data(ItemRole::Where).toString(), u"firefox-autoland"_s);
        QVERIFY(row.data(Qt::ToolTipRole).toString().contains(u"merge conflict"_s));
        QVERIFY(row.data(ItemRole::SearchText).toString().contains(u"lando 4711"_s));
        QVERIFY(row.data(ItemRole::Held).toString().isEmpty());
    }

    void whoIsToMoveIsNeeded()
    {
        QueueModel model;
        model.setMe({u"bo@example.org"_s});
        Landing asked = landing();
        asked.waitsOn = {u"Bo@example.org"_s};
        ChangeSet set;
        set.landings.added = {asked};
        model.apply(set);
        QVERIFY(model.index(0, 0).data(ItemRole::NeedsYou).toBool());
        Landing over = asked;
        over.state = Landing::State::Landed;
        set.landings.added.clear();
        set.landings.changed = {{asked, over}};
        model.apply(set);
        QVERIFY(!model.index(0, 0).data(ItemRole::NeedsYou).toBool());
    }
};

QTEST_GUILESS_MAIN(LandingTextTest)
#include "tst_landingtext.moc"
