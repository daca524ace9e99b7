// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/pushesmodel.h"
#include "models/items/roles.h"
#include "models/items/searchproxy.h"
#include "tests/items/modeldump.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Windsock;

namespace {
const AccountId s_account{u"th"_s};
const QDateTime s_now(QDate(2026, 8, 1), QTime(12, 0), QTimeZone::UTC);

Push push(qint64 id)
{
    return {.account = s_account,
            .id = id,
            .repository = u"autoland"_s,
            .revision = u"rev%1"_s.arg(id),
            .author = u"ann@example.org"_s,
            .pushed = s_now.addSecs(id * 60 - 3600),
            .commits = {{.message = u"Change %1"_s.arg(id)}},
            .url = QUrl(u"https://example.org/%1"_s.arg(id))};
}

Job job(qint64 pushId, qint64 id, const QString &symbol = u"1"_s, const QString &platform = u"linux64"_s,
        Job::Result result = Job::Result::Success)
{
    return {.id = id,
            .pushId = pushId,
            .groupName = u"Mochitests"_s,
            .groupSymbol = u"M"_s,
            .typeName = u"mochitest-"_s + symbol,
            .typeSymbol = symbol,
            .platform = platform,
            .platformOption = u"opt"_s,
            .state = Job::State::Completed,
            .result = result,
            .lastModified = s_now};
}

PushStanding standing(qint64 pushId, const QList<Job> &jobs)
{
    return standingOf(s_account, pushId, std::span(jobs.constData(), static_cast<size_t>(jobs.size())), s_now,
                      defaultSettleTime);
}

ChangeSet added(const QList<Push> &pushes, const QList<Job> &jobs = {})
{
    ChangeSet set{.account = s_account, .at = s_now};
    set.pushes.added = pushes;
    set.jobs.added = jobs;
    for (const Push &push : pushes) {
        QList<Job> own;
        std::ranges::copy_if(jobs, std::back_inserter(own), [&](const Job &job) { return job.pushId == push.id; });
        set.standings.added.append(standing(push.id, own));
    }
    return set;
}

QStringList symbols(const QModelIndex &platform)
{
    QStringList symbols;
    for (const Job &job : platform.data(ItemRole::Jobs).value<QList<Job>>()) {
        symbols.append(job.groupSymbol + job.typeSymbol);
    }
    return symbols;
}
}

class PushesModelTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void golden()
    {
        PushesModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        model.setNow(s_now);
        model.apply(added({push(1), push(2)},
                          {job(1, 1), job(1, 2, u"2"_s, u"linux64"_s, Job::Result::TestFailed),
                           job(1, 3, u"1"_s, u"android"_s), job(2, 4)}));
        QCOMPARE(
            dump(model, {ItemRole::Key, ItemRole::State, ItemRole::Where}),
            (QStringList{
                u"Change 2|ann@example.org|Green|100 %|58 minutes ago key=th/push/2 state=green where=autoland"_s,
                u"  linux64 opt||Green|100 %| key=th/push/2/linux64 opt state=green where=autoland"_s,
                u"Change 1|ann@example.org|Tests failed, 1 job|100 %|59 minutes ago key=th/push/1 state=orange where=autoland"_s,
                u"  android opt||Green|100 %| key=th/push/1/android opt state=green where=autoland"_s,
                u"  linux64 opt||Tests failed, 1 job|100 %| key=th/push/1/linux64 opt state=orange where=autoland"_s,
            }));
        QCOMPARE(model.index(0, 0).data(Qt::AccessibleTextRole).toString(),
                 u"Change 2 by ann@example.org on autoland: Green, 100 % done."_s);
        QCOMPARE(model.index(0, 0, model.index(0, 0)).data(Qt::AccessibleTextRole).toString(),
                 u"linux64 opt: 1 job, Green."_s);
        QCOMPARE(model.headerData(PushesModel::ResultColumn, Qt::Horizontal).toString(), u"Result"_s);
    }

    void aPushAndAJobAreFoundByTheirNumbers()
    {
        PushesModel model;
        model.apply(added({push(1), push(2)}, {job(1, 11), job(2, 21, u"1"_s, u"windows"_s), job(2, 22)}));
        QCOMPARE(model.push(s_account, 2), std::optional(push(2)));
        QVERIFY(!model.push(s_account, 3));
        QVERIFY(!model.push(AccountId(u"other"_s), 2));
        QCOMPARE(model.job(s_account, 2, 22), std::optional(job(2, 22)));
        QCOMPARE(model.job(s_account, 2, 21), std::optional(job(2, 21, u"1"_s, u"windows"_s)));
        QVERIFY(!model.job(s_account, 1, 22));
    }

    void jobsAreInTheOrderPeopleCount()
    {
        PushesModel model;
        Job lone = job(1, 9, u"B"_s);
        lone.groupSymbol = u"?"_s;
        Job other = job(1, 8, u"1"_s);
        other.groupSymbol = u"Z"_s;
        model.apply(added(
            {push(1)}, {other, job(1, 1, u"10"_s), job(1, 2, u"2"_s), job(1, 4, u"bc1"_s), job(1, 3, u"2"_s), lone}));
        QCOMPARE(symbols(model.index(0, 0, model.index(0, 0))),
                 (QStringList{u"?B"_s, u"M2"_s, u"M2"_s, u"M10"_s, u"Mbc1"_s, u"Z1"_s}));
    }

    void aJobTouchesItsPlatformAlone()
    {
        PushesModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        model.apply(added({push(1), push(2)}, {job(1, 1), job(1, 2, u"2"_s), job(1, 3, u"1"_s, u"android"_s)}));
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
        ChangeSet set{.account = s_account};
        Job failed = job(1, 2, u"2"_s, u"linux64"_s, Job::Result::Busted);
        set.jobs.changed.append({job(1, 2, u"2"_s), failed});
        model.apply(set);
        QCOMPARE(changed.size(), 1);
        const auto first = changed.at(0).at(0).toModelIndex();
        QCOMPARE(first.data(ItemRole::Key).toString(), u"th/push/1/linux64 opt"_s);
        QCOMPARE(first.data(ItemRole::State).toString(), u"red"_s);
        QVERIFY(changed.at(0).at(2).value<QList<int>>().contains(ItemRole::Jobs));
        QCOMPARE(symbols(first), (QStringList{u"M1"_s, u"M2"_s}));
        model.apply(set); // again: nothing new
        QCOMPARE(changed.size(), 1);
        QCOMPARE(inserted.size(), 0);
    }

    void platformsComeAndGo()
    {
        PushesModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        model.apply(added({push(1)}));
        const QPersistentModelIndex top = model.index(0, 0);
        ChangeSet set{.account = s_account};
        set.jobs.added = {job(1, 1, u"1"_s, u"windows"_s), job(1, 2, u"1"_s, u"android"_s), job(99, 3)};
        model.apply(set);
        QCOMPARE(dump(model).size(), 3);
        QCOMPARE(model.index(0, 0, top).data().toString(), u"android opt"_s);
        ChangeSet move{.account = s_account};
        move.jobs.changed.append({set.jobs.added.at(1), job(1, 2, u"1"_s, u"linux64"_s)});
        model.apply(move);
        QCOMPARE(model.rowCount(top), 2);
        QCOMPARE(model.index(0, 0, top).data().toString(), u"linux64 opt"_s);
        ChangeSet gone{.account = s_account};
        gone.jobs.removed = {set.jobs.added.at(0)};
        model.apply(gone);
        QCOMPARE(model.rowCount(top), 1);
        QVERIFY(top.isValid());
    }

    void pushesComeAndGoInRuns()
    {
        PushesModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
        QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        model.apply(added({push(3), push(1), push(2), push(10), push(11)}));
        QCOMPARE(inserted.size(), 1);
        const QPersistentModelIndex two = model.index(3, 0);
        QCOMPARE(two.data().toString(), u"Change 2"_s);
        model.apply(added({push(12), push(13), push(5)}));
        QCOMPARE(inserted.size(), 3);
        QCOMPARE(two.row(), 6);
        ChangeSet gone{.account = s_account};
        gone.pushes.removed = {push(12), push(13), push(1), push(77)};
        model.apply(gone);
        QCOMPARE(removed.size(), 2);
        QCOMPARE(two.row(), 4);
        QCOMPARE(two.data().toString(), u"Change 2"_s);
        QCOMPARE(reset.size(), 0);
    }

    void aPushThatMovesKeepsItsPlatforms()
    {
        PushesModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        model.apply(added({push(1), push(2), push(3)}, {job(1, 1), job(3, 2)}));
        const QPersistentModelIndex platform = model.index(0, 0, model.index(2, 0));
        ChangeSet set{.account = s_account};
        Push later = push(1);
        later.pushed = s_now.addDays(1);
        set.pushes.changed.append({push(1), later});
        model.apply(set);
        QCOMPARE(model.index(0, 0).data(ItemRole::Key).toString(), u"th/push/1"_s);
        QCOMPARE(platform.parent().row(), 0);
        QCOMPARE(symbols(platform), QStringList{u"M1"_s});
        set.pushes.changed = {{later, push(1)}};
        model.apply(set);
        QCOMPARE(platform.parent().row(), 2);
    }

    void standingChangesThePushRow()
    {
        PushesModel model;
        model.apply(added({push(1)}));
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        ChangeSet set{.account = s_account};
        set.standings.changed.append({standing(1, {}), standing(1, {job(1, 1)})});
        model.apply(set);
        model.apply(set);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(model.index(0, 0).data(ItemRole::State).toString(), u"green"_s);
        QCOMPARE(model.index(0, 0).data(ItemRole::Standing).value<PushStanding>().success, 1);
    }

    void staleWhileTheSourceFails()
    {
        PushesModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        model.apply(added({push(1)}, {job(1, 1)}));
        SourceHealth health{
            .watch = WatchId(u"th/a"_s), .account = s_account, .state = SourceHealth::State::Good, .asOf = s_now};
        model.setHealth(health);
        const QModelIndex row = model.index(0, 0);
        QVERIFY(!row.data(ItemRole::Stale).toBool());
        QCOMPARE(row.data(ItemRole::AsOf).toDateTime(), s_now);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        health.state = SourceHealth::State::Failing;
        model.setHealth(health);
        QVERIFY(row.data(ItemRole::Stale).toBool());
        QVERIFY(model.index(0, 0, row).data(ItemRole::Stale).toBool());
        QCOMPARE(changed.size(), 2);
        health.state = SourceHealth::State::Fetching; // says nothing yet
        model.setHealth(health);
        QVERIFY(row.data(ItemRole::Stale).toBool());
        QCOMPARE(changed.size(), 2);
        model.forgetHealth(s_account, health.watch);
        QVERIFY(!row.data(ItemRole::Stale).toBool());
    }

    void howLongUntilItSettles()
    {
        PushesModel model;
        model.apply(added({push(1)}));
        model.setNow(s_now);
        const QPersistentModelIndex row = model.index(0, 0);
        QCOMPARE(row.data(ItemRole::HowLong).toString(), u"unknown yet"_s);
        QVERIFY(!row.data(ItemRole::Remaining).isValid());
        const QDateTime pushed = row.data(ItemRole::When).toDateTime();
        ChangeSet ended{.account = s_account};
        for (int i = 1; i <= 60; ++i) {
            ended.realised.append({.queue = u"push/"_s + row.data(ItemRole::Push).value<Push>().repository,
                                   .subject = Subject(QString::number(i)),
                                   .from = s_now,
                                   .to = s_now.addSecs(60 * i)});
        }
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        model.apply(ended);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(changed[0][2].value<QList<int>>(), (QList<int>{ItemRole::HowLong, ItemRole::Remaining}));
        model.setNow(pushed.addSecs(30));
        QCOMPARE(row.data(ItemRole::HowLong).toString(), u"3 to 55 minutes more (half within 31)"_s);
        QCOMPARE(row.data(ItemRole::Remaining).value<Remaining>().samples, 60);
        changed.clear();
        model.setNow(pushed.addSecs(50)); // the same minute
        QVERIFY(changed.isEmpty());
        model.setNow(pushed.addSecs(600));
        QCOMPARE(row.data(ItemRole::HowLong).toString(), u"2 to 46 minutes more (half within 26)"_s);
        ChangeSet settled{.account = s_account};
        settled.standings.added = {{.account = s_account, .pushId = 1, .complete = true, .settled = true}};
        model.apply(settled);
        QVERIFY(row.data(ItemRole::HowLong).toString().isEmpty());
        QVERIFY(!row.data(ItemRole::Remaining).isValid());
    }

    void theToolTipSaysWhoseFaultItIs()
    {
        PushesModel model;
        model.apply(added({push(1)}));
        ChangeSet bad{.account = s_account};
        bad.standings.added = {
            {.account = s_account,
             .pushId = 1,
             .verdict = Verdict::Orange,
             .testFailed = 1,
             .failures = {{.id = 5,
                           .name = u"mochitest-1"_s,
                           .platform = u"linux"_s,
                           .result = Job::Result::TestFailed,
                           .blame = Blame::LikelyIntermittent,
                           .grounds = {{.kind = Ground::Kind::FailsBefore, .count = 3, .of = 10, .detail = {}},
                                       {.kind = Ground::Kind::Sheriffs, .count = 1, .of = 3, .detail = {}}}}}}};
        model.apply(bad);
        QVERIFY(
            model.index(0, 0)
                .data(Qt::ToolTipRole)
                .toString()
                .endsWith(
                    u"\nmochitest-1: likely intermittent: failed on 3 of 10 pushes before; the sheriffs call 1 of its 3 failures elsewhere intermittent"_s));
    }

    void aMinuteChangesOneColumn()
    {
        PushesModel model;
        model.apply(added({push(1), push(2)}));
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        model.setNow(s_now);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(changed.at(0).at(0).toModelIndex(), model.index(0, PushesModel::WhenColumn));
        QCOMPARE(changed.at(0).at(1).toModelIndex(), model.index(1, PushesModel::WhenColumn));
        QVERIFY(!changed.at(0).at(2).value<QList<int>>().contains(ItemRole::SearchText));
        model.setNow(s_now.addSecs(15)); // nobody would read it otherwise
        QCOMPARE(changed.size(), 1);
        model.setNow(s_now.addSecs(60));
        QCOMPARE(changed.size(), 2);
        QCOMPARE(changed.at(1).at(0).toModelIndex().row(), 0);
    }

    void unsafeAddressesAreNotGiven()
    {
        PushesModel model;
        Push bad = push(1);
        bad.url = QUrl(u"javascript:alert(1)"_s);
        bad.commits[0].message = u"a\u202eb\u0007 <b>"_s;
        model.apply(added({bad}));
        QVERIFY(model.index(0, 0).data(ItemRole::Url).toUrl().isEmpty());
        QCOMPARE(model.index(0, 0).data().toString(), u"ab <b>"_s);
    }

    void manyJobs()
    {
        QList<Job> jobs;
        QList<Push> pushes;
        for (int i = 0; i < 20'000; ++i) {
            jobs.append(job(i % 11, i, QString::number(i % 97), u"platform%1"_s.arg(i % 23)));
        }
        for (int i = 0; i < 11; ++i) {
            pushes.append(push(i));
        }
        PushesModel model;
        SearchProxy proxy;
        proxy.setSourceModel(&model);
        const ChangeSet first = added(pushes, jobs);
        QElapsedTimer timer;
        timer.start();
        model.apply(first);
        qInfo("20,000 jobs at first: %lld ms", timer.restart());
        QVERIFY(timer.elapsed() < 5000);
        ChangeSet rest{.account = s_account};
        for (int i = 0; i < 4'500; ++i) {
            Job after = jobs.at(i * 4);
            after.result = Job::Result::TestFailed;
            rest.jobs.changed.append({jobs.at(i * 4), after});
        }
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        timer.restart();
        model.apply(rest);
        qInfo("4,500 changed jobs: %lld ms", timer.restart());
        QVERIFY(changed.size() <= 11 * 23);
        int count = 0;
        for (int i = 0; i < model.rowCount(); ++i) {
            for (int j = 0; j < model.rowCount(model.index(i, 0)); ++j) {
                count += static_cast<int>(symbols(model.index(j, 0, model.index(i, 0))).size());
            }
        }
        QCOMPARE(count, 20'000);
        timer.restart();
        proxy.setSearch(u"mochitest-96"_s);
        qInfo("a search in them: %lld ms", timer.elapsed());
    }
};

QTEST_GUILESS_MAIN(PushesModelTest)
#include "tst_pushesmodel.moc"
