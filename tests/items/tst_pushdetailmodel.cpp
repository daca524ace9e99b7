// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/pushdetailmodel.h"
#include "models/items/pushesmodel.h"
#include "tests/items/signalshadow.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Windsock;

namespace {
const QDateTime s_now(QDate(2026, 8, 1), QTime(12, 0), QTimeZone::UTC);
const AccountId s_account(u"th"_s);

Push push(qint64 id)
{
    return {.account = s_account,
            .id = id,
            .repository = u"autoland"_s,
            .revision = QString::number(id).leftJustified(40, u'0'),
            .author = u"ann@example.org"_s,
            .pushed = s_now.addSecs(-60 * id),
            .commitCount = 3,
            .commits = {{.revision = u"aaaaaaaaaaaaaaaa"_s, .author = u"Ann"_s, .message = u"Top\n\nMore."_s},
                        {.revision = u"bbbbbbbbbbbbbbbb"_s, .author = u"Ann"_s, .message = u"Below"_s}},
            .url = QUrl(u"https://th.example/%1"_s.arg(id))};
}

Job job(qint64 id, qint64 pushId, Job::Result result, const QString &platform = u"linux"_s)
{
    return {.id = id,
            .pushId = pushId,
            .typeName = u"mochitest-%1"_s.arg(id),
            .typeSymbol = QString::number(id),
            .platform = platform,
            .state = Job::State::Completed,
            .result = result,
            .lastModified = s_now};
}

ChangeSet pushWith(qint64 id, const QList<Job> &jobs)
{
    ChangeSet set{.account = s_account, .at = s_now};
    set.pushes.added = {push(id)};
    set.jobs.added = jobs;
    set.standings.added = {standingOf(s_account, id, jobs, s_now, std::chrono::seconds(0))};
    return set;
}

QStringList titles(const QAbstractItemModel &model)
{
    QStringList all;
    for (int row = 0; row < model.rowCount(); ++row) {
        all.append(model.index(row, 0).data().toString());
    }
    return all;
}

QModelIndex rowCalled(const QAbstractItemModel &model, const QString &title)
{
    const QModelIndexList found = model.match(model.index(0, 0), Qt::DisplayRole, title, 1, Qt::MatchExactly);
    return found.value(0);
}
}

class PushDetailModelTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        // Qt's tester asks for pixmaps, which there are none without a screen.
        QTest::failOnWarning(QRegularExpression(u"^(?!Trying to construct).+"_s));
    }

    void hasNoRowsWithoutAPush()
    {
        PushesModel pushes;
        pushes.apply(pushWith(1, {}));
        PushDetailModel model(&pushes);
        QCOMPARE(model.rowCount(), 0);
        QCOMPARE(model.pushId(), 0);
        model.showPush(u"th/push/9"_s);
        QCOMPARE(model.rowCount(), 0);
        pushes.apply(pushWith(9, {}));
        QTRY_VERIFY2(model.rowCount() > 0, "it may come later");
        model.showPush({});
        QCOMPARE(model.rowCount(), 0);
    }

    void listsAllThatIsKnown()
    {
        PushesModel pushes;
        pushes.setNow(s_now);
        PushDetailModel model(&pushes);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        ChangeSet set = pushWith(7,
                                 {job(1, 7, Job::Result::Success), job(2, 7, Job::Result::TestFailed),
                                  job(3, 7, Job::Result::Busted, u"android"_s)});
        set.standings.added[0].failures[0].blame = Blame::LikelyYours;
        set.standings.added[0].failures[0].grounds = {{.kind = Ground::Kind::PassesBefore, .count = 12, .of = 12},
                                                      {.kind = Ground::Kind::FailsAfter, .count = 1, .of = 2}};
        pushes.apply(set);
        model.showPush(u"th/push/7"_s);
        QCOMPARE(
            titles(model),
            (QStringList{u"Top"_s, u"2 failures, not classified"_s, u"mochitest-2"_s, u"mochitest-3"_s, u"3 jobs"_s,
                         u"android"_s, u"linux"_s, u"3 commits"_s, u"Top"_s, u"Below"_s, u"1 more is not told of."_s}));
        QCOMPARE(model.pushId(), 7);
        QCOMPARE(model.account(), s_account);
        const QModelIndex head = model.index(0, 0);
        QCOMPARE(head.data(ItemRole::Kind).toInt(), int(ItemKind::Push));
        QCOMPARE(head.data(ItemRole::Url).toUrl(), QUrl(u"https://th.example/7"_s));
        QCOMPARE(head.data(ItemRole::Note).toString(), u"Settled: nothing more is to come."_s);
        const QModelIndex failure = rowCalled(model, u"mochitest-2"_s);
        QCOMPARE(failure.data(ItemRole::FailedJob).value<FailedJob>().id, 2);
        QCOMPARE(failure.data(ItemRole::Note).toString(),
                 u"passed on 12 of 12 pushes before · failed on 1 of 2 pushes after"_s);
        QCOMPARE(
            failure.data(Qt::AccessibleTextRole).toString(),
            u"mochitest-2 on linux: likely yours: passed on 12 of 12 pushes before; failed on 1 of 2 pushes after."_s);
        QCOMPARE(rowCalled(model, u"linux"_s).data(ItemRole::Jobs).value<QList<Job>>().size(), 2);
        QCOMPARE(model.job(3)->platform, u"android"_s);
        QVERIFY(!model.job(99));
        QCOMPARE(model.failure(2)->blame, Blame::LikelyYours);
        QVERIFY(!model.failure(1));
    }

    void tellsWhatWasAskedOfTry()
    {
        PushesModel pushes;
        PushDetailModel model(&pushes);
        ChangeSet set = pushWith(7, {});
        set.pushes.added[0].repository = u"try"_s;
        set.pushes.added[0].commits[0].message = u"try: -b do -p linux64 -u none -t none"_s;
        pushes.apply(set);
        model.showPush(u"th/push/7"_s);
        const QStringList asked = pushes.index(0, 0).data(ItemRole::Asked).toString().split(u'\n');
        QVERIFY(!asked.constFirst().isEmpty());
        const auto at = titles(model).indexOf(u"Asked of try"_s);
        QCOMPARE(at, 1);
        QCOMPARE(titles(model).sliced(at + 1, asked.size()), asked);
    }

    void tellsHowFarAPushIs()
    {
        PushesModel pushes;
        pushes.setNow(s_now);
        PushDetailModel model(&pushes);
        ChangeSet set = pushWith(12, {job(1, 12, Job::Result::Success)});
        set.jobs.added.append(Job{.id = 2, .pushId = 12, .platform = u"linux"_s, .state = Job::State::Running});
        set.standings.added = {standingOf(s_account, 12, set.jobs.added, s_now, std::chrono::seconds(0))};
        pushes.apply(set);
        model.showPush(u"th/push/12"_s);
        const auto note = [&] { return model.index(0, 0).data(ItemRole::Note).toString(); };
        QCOMPARE(note(), u"50 % done, settles: unknown yet"_s);
        ChangeSet ended{.account = s_account};
        for (int i = 1; i <= 72; ++i) {
            ended.realised.append({.queue = u"push/autoland"_s,
                                   .subject = Subject(QString::number(i)),
                                   .from = s_now,
                                   .to = s_now.addSecs(60 * i)});
        }
        pushes.apply(ended);
        QTRY_COMPARE(note(), u"50 % done, settles: 3 to 55 minutes more (half within 31)"_s);
        pushes.apply(pushWith(13, {}));
        model.showPush(u"th/push/13"_s);
        QCOMPARE(note(), u"No job of it has been seen yet."_s);
        QVERIFY(titles(model).contains(u"No jobs yet"_s));
    }

    void followsItsPushAlone()
    {
        PushesModel pushes;
        pushes.setNow(s_now);
        pushes.apply(pushWith(1, {job(1, 1, Job::Result::Success)}));
        pushes.apply(pushWith(2, {job(10, 2, Job::Result::Success)}));
        PushDetailModel model(&pushes);
        model.showPush(u"th/push/1"_s);
        const QPersistentModelIndex onLinux = rowCalled(model, u"linux"_s);
        SignalShadow shadow(&model);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        ChangeSet other{.account = s_account};
        other.jobs.added = {job(11, 2, Job::Result::Busted)};
        pushes.apply(other);
        pushes.setNow(s_now.addSecs(60));
        QCoreApplication::processEvents();
        QVERIFY(changed.isEmpty());
        ChangeSet mine{.account = s_account};
        mine.jobs.added = {job(2, 1, Job::Result::TestFailed), job(3, 1, Job::Result::Success, u"windows"_s)};
        const QList<Job> all{job(1, 1, Job::Result::Success), mine.jobs.added[0], mine.jobs.added[1]};
        mine.standings.changed = {{standingOf(s_account, 1, std::span(all).first(1), s_now, std::chrono::seconds(0)),
                                   standingOf(s_account, 1, all, s_now, std::chrono::seconds(0))}};
        pushes.apply(mine);
        QTRY_VERIFY(rowCalled(model, u"windows"_s).isValid());
        QVERIFY2(onLinux.isValid(), "a row that stays keeps its place in a view");
        QCOMPARE(onLinux.data(ItemRole::Jobs).value<QList<Job>>().size(), 2);
        QVERIFY(rowCalled(model, u"1 failure, not classified"_s).isValid());
        QCOMPARE(shadow.difference(), QString());
        QCOMPARE(shadow.resets, 0);
        pushes.setHealth(
            {.watch = WatchId(u"w"_s), .account = s_account, .state = SourceHealth::State::Offline, .asOf = s_now});
        QTRY_VERIFY(model.index(0, 0).data(ItemRole::Stale).toBool());
        QVERIFY(onLinux.data(ItemRole::Stale).toBool());
        QCOMPARE(shadow.difference(), QString());
        ChangeSet gone{.account = s_account};
        gone.pushes.removed = {push(1)};
        pushes.apply(gone);
        QTRY_COMPARE(model.rowCount(), 0);
    }

    void tellsOfAlerts()
    {
        PushesModel pushes;
        pushes.apply(pushWith(1, {}));
        PushDetailModel model(&pushes);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        model.showPush(u"th/push/1"_s);
        QVERIFY(!titles(model).contains(u"Performance alerts"_s));
        model.asking();
        QVERIFY(titles(model).contains(u"Asking for performance alerts…"_s));
        PushDetail detail{.account = s_account, .id = 2};
        model.apply(detail); // of another push
        QVERIFY(titles(model).contains(u"Asking for performance alerts…"_s));
        detail.id = 1;
        detail.failure = Failure{.reason = Failure::Reason::Timeout};
        model.apply(detail);
        QVERIFY(titles(model).contains(u"Not known: they could not be fetched."_s));
        detail.failure.reset();
        model.apply(detail);
        QVERIFY(titles(model).contains(u"There is none."_s));
        detail.alerts = {
            {.id = 1, .test = u"tp5 better"_s, .before = 200, .after = 100, .percent = 50, .status = u"improvement"_s},
            {.id = 2, .test = u"tp5 bad"_s, .before = 100, .after = 103.25, .percent = 3.25, .regression = true},
            {.id = 3, .test = u"tp5 worse"_s, .before = 1, .after = 2, .percent = 100, .regression = true}};
        model.apply(detail);
        const QStringList rows = titles(model);
        const auto at = rows.indexOf(u"3 performance alerts"_s);
        QVERIFY(at > 0);
        QCOMPARE(rows.sliced(at + 1, 3), (QStringList{u"tp5 worse"_s, u"tp5 bad"_s, u"tp5 better"_s}));
        const QModelIndex bad = rowCalled(model, u"tp5 bad"_s);
        QCOMPARE(bad.data(ItemRole::Where).toString(), u"100 → 103.25"_s);
        QCOMPARE(bad.data(ItemRole::Alert).value<PerfAlert>().percent, 3.25);
        detail.alerts.clear();
        detail.failure = Failure{.reason = Failure::Reason::Timeout};
        model.apply(detail);
        QVERIFY2(rowCalled(model, u"tp5 bad"_s).isValid(), "what was known stays");
        model.showPush({});
        model.showPush(u"th/push/1"_s);
        QVERIFY(!rowCalled(model, u"tp5 bad"_s).isValid());
    }

    void becomesWhatItIsTold_data()
    {
        QTest::addColumn<quint32>("seed");
        for (quint32 seed = 1; seed <= 4; ++seed) {
            QTest::addRow("seed %u", seed) << seed;
        }
    }

    void becomesWhatItIsTold()
    {
        QFETCH(quint32, seed);
        QRandomGenerator dice(seed);
        PushesModel pushes;
        pushes.setNow(s_now);
        pushes.apply(pushWith(1, {}));
        PushDetailModel model(&pushes);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        model.showPush(u"th/push/1"_s);
        SignalShadow shadow(&model);
        QMap<qint64, Job> known;
        PushStanding before = standingOf(s_account, 1, {}, s_now, std::chrono::seconds(0));
        for (int step = 0; step < 120; ++step) {
            ChangeSet set{.account = s_account};
            const qint64 id = dice.bounded(12);
            const Job fresh = job(id, 1, Job::Result(dice.bounded(8)), u"p%1"_s.arg(dice.bounded(4)));
            if (!known.contains(id)) {
                set.jobs.added = {fresh};
                known.insert(id, fresh);
            } else if (dice.bounded(3) == 0) {
                set.jobs.removed = {known.take(id)};
            } else {
                set.jobs.changed = {{known.value(id), fresh}};
                known.insert(id, fresh);
            }
            const PushStanding after = standingOf(s_account, 1, known.values(), s_now, std::chrono::seconds(0));
            set.standings.changed = {{before, after}};
            before = after;
            pushes.apply(set);
            if (dice.bounded(4) == 0) {
                continue; // several changes are told at once
            }
            QCoreApplication::processEvents();
            PushDetailModel anew(&pushes);
            anew.showPush(u"th/push/1"_s);
            QCOMPARE(firstDifference(model, anew), QString());
            QCOMPARE(shadow.difference(), QString());
            QCOMPARE(shadow.resets, 0);
            QCOMPARE(shadow.vain, 0);
        }
    }
};

QTEST_GUILESS_MAIN(PushDetailModelTest)
#include "tst_pushdetailmodel.moc"
