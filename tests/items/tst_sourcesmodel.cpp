// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/roles.h"
#include "models/items/sourcesmodel.h"
#include "tests/items/modeldump.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Windsock;

namespace {
const QDateTime s_now(QDate(2026, 8, 1), QTime(12, 0), QTimeZone::UTC);

Watch watch(const QString &id, const QString &target)
{
    return {.id = WatchId(id), .account = AccountId(u"th"_s), .target = target};
}

SourceHealth health(const QString &id, SourceHealth::State state)
{
    return {.watch = WatchId(id),
            .account = AccountId(u"th"_s),
            .host = u"treeherder.mozilla.org"_s,
            .state = state,
            .asOf = s_now.addSecs(-120),
            .next = s_now.addSecs(300),
            .budgetUsed = 12,
            .budgetLimit = 100};
}
}

class SourcesModelTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void golden()
    {
        SourcesModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        model.setNow(s_now);
        model.setZone(QTimeZone(QTimeZone::UTC));
        model.setWatches({watch(u"th/b"_s, u"try"_s), watch(u"th/a"_s, u"autoland"_s), watch(u"th/c"_s, u"beta"_s)});
        SourceHealth failing = health(u"th/b"_s, SourceHealth::State::Failing);
        failing.failure = Failure{
            .kind = Failure::Kind::Transient, .reason = Failure::Reason::Timeout, .host = failing.host};
        model.apply(health(u"th/a"_s, SourceHealth::State::Good));
        model.apply(failing);
        const QString time = QLocale().toString(QTime(12, 5), QLocale::ShortFormat);
        QCOMPARE(
            dump(model, {ItemRole::Key, ItemRole::State, ItemRole::Stale}),
            (QStringList{
                u"autoland|Good|2 minutes ago|in 5 minutes|12 of 100|Polled| key=th/a state=good stale=false"_s,
                u"try|Failing|2 minutes ago|in 5 minutes|12 of 100|Polled|treeherder.mozilla.org did not answer in time. Next try %1. key=th/b state=failing stale=true"_s
                    .arg(time),
                u"beta|Waiting|never|||Polled| key=th/c state=waiting stale=false"_s,
            }));
        QCOMPARE(model.index(0, 0).data(Qt::AccessibleTextRole).toString(),
                 u"autoland: Good, last answer 2 minutes ago."_s);
    }

    void watchesComeAndGo()
    {
        SourcesModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        model.setWatches({watch(u"a"_s, u"x"_s), watch(u"b"_s, u"x"_s), watch(u"a"_s, u"x"_s)});
        model.apply(health(u"a"_s, SourceHealth::State::Good));
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        model.apply(health(u"a"_s, SourceHealth::State::Good));
        QCOMPARE(changed.size(), 0);
        model.setWatches({watch(u"a"_s, u"y"_s), watch(u"c"_s, u"z"_s)});
        QCOMPARE(dump(model, {ItemRole::State}).size(), 2);
        QCOMPARE(model.index(0, 0).data().toString(), u"y"_s);
        QCOMPARE(model.index(0, 0).data(ItemRole::State).toString(), u"good"_s);
    }

    void healthMayComeFirst()
    {
        SourcesModel model;
        model.apply(health(u"th/x"_s, SourceHealth::State::NeedsLogin));
        QCOMPARE(model.index(0, 0).data().toString(), u"th/x"_s);
        QVERIFY(model.index(0, 0).data(ItemRole::NeedsYou).toBool());
    }

    void aFeedsSecretIsNotShown()
    {
        SourcesModel model;
        Watch feed = watch(u"ical/x"_s, u"https://calendar.example.org/feed.ics?token=geheim"_s);
        feed.kind = Watch::Kind::Calendar;
        model.setWatches({feed});
        for (const int role : {static_cast<int>(Qt::DisplayRole), static_cast<int>(Qt::AccessibleTextRole),
                               static_cast<int>(ItemRole::SearchText)}) {
            QVERIFY(!model.index(0, 0).data(role).toString().contains(u"geheim"_s));
        }
        QCOMPARE(model.index(0, 0).data().toString(), u"calendar.example.org/feed.ics"_s);
    }

    void aCommitThatNoPushHasYetIsSaid()
    {
        SourcesModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        Watch commit = watch(u"a"_s, u"try"_s);
        commit.kind = Watch::Kind::Revision;
        commit.who = u"0123456789abcdef"_s;
        model.setWatches({commit, watch(u"b"_s, u"autoland"_s)});
        const auto said = [&model](int row) {
            return model.index(row, SourcesModel::WhatHappenedColumn).data().toString();
        };
        model.remember({.watch = commit.id});
        QCOMPARE(said(0), QString()); // nobody has been asked yet
        model.apply(health(u"a"_s, SourceHealth::State::Good));
        model.apply(health(u"b"_s, SourceHealth::State::Good));
        model.remember({.watch = WatchId(u"b"_s)});
        QCOMPARE(said(0), u"No push has this commit yet. It is looked for again."_s);
        QCOMPARE(said(1), QString()); // a tree may well be empty
        QCOMPARE(model.index(0, 0).data().toString(), u"0123456789ab on try"_s);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        model.remember({.watch = commit.id, .keys = {u"push/1"_s}});
        QCOMPARE(changed.size(), 1);
        QCOMPARE(said(0), QString());
        model.remember({.watch = commit.id, .keys = {u"push/1"_s}});
        model.remember({.watch = WatchId(u"nobody"_s)});
        QCOMPARE(changed.size(), 1);
    }

    void skippedRecords()
    {
        SourcesModel model;
        SourceHealth some = health(u"a"_s, SourceHealth::State::Good);
        const auto said = [&](int count) {
            some.skippedRecords = count;
            model.apply(some);
            return model.index(0, SourcesModel::WhatHappenedColumn).data().toString();
        };
        QCOMPARE(said(1), u"1 record could not be read and was left out."_s);
        QCOMPARE(said(2), u"2 records could not be read and were left out."_s);
        QCOMPARE(said(0), QString());
    }

    void aMinuteChangesTwoColumns()
    {
        SourcesModel model;
        model.apply(health(u"a"_s, SourceHealth::State::Good));
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        model.setNow(s_now);
        QCOMPARE(changed.size(), 2);
        QCOMPARE(changed.at(1).at(2).value<QList<int>>(), QList<int>{Qt::AccessibleTextRole});
        QCOMPARE(changed.at(0).at(0).toModelIndex().column(), static_cast<int>(SourcesModel::AsOfColumn));
        QCOMPARE(changed.at(0).at(1).toModelIndex().column(), static_cast<int>(SourcesModel::NextColumn));
    }
};

QTEST_GUILESS_MAIN(SourcesModelTest)
#include "tst_sourcesmodel.moc"
