// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/jobdetailmodel.h"
#include "tests/items/signalshadow.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Windsock;

namespace {
const QDateTime s_now(QDate(2026, 8, 1), QTime(12, 0), QTimeZone::UTC);
const AccountId s_account(u"th"_s);

Job failedJob(qint64 id = 5)
{
    return {.id = id,
            .pushId = 1,
            .typeName = u"test-linux/debug-mochitest"_s,
            .typeSymbol = u"1"_s,
            .platform = u"linux"_s,
            .platformOption = u"debug"_s,
            .state = Job::State::Completed,
            .result = Job::Result::TestFailed,
            .tier = 2,
            .duration = std::chrono::minutes(17),
            .lastModified = s_now};
}

JobDetail detailOf(qint64 id = 5)
{
    return {.account = s_account,
            .id = id,
            .page = QUrl(u"https://th.example/jobs?selectedTaskRun=a"_s),
            .log = QUrl(u"https://xn--lg-fka.example/live.log"_s),
            .task = QUrl(u"file:///etc/passwd"_s),
            .bugs = QUrl(u"https://bugs.example/b"_s),
            .lines = {{.text = u"TEST-UNEXPECTED-FAIL | <b>a.js</b>\u202e | boom"_s,
                       .bugs = {{.bug = 12, .summary = u"Intermittent a.js"_s, .open = true},
                                {.bug = 13, .summary = u"Old one"_s}}},
                      {.text = u"Another line"_s}}};
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
    return model.match(model.index(0, 0), Qt::DisplayRole, title, 1, Qt::MatchExactly).value(0);
}
}

class JobDetailModelTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u"^(?!Trying to construct).+"_s)); }

    void goesFromNothingToAll()
    {
        JobDetailModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        SignalShadow shadow(&model);
        QCOMPARE(model.rowCount(), 0);
        model.asking(); // for what?
        QCOMPARE(model.rowCount(), 0);
        FailedJob failure{.id = 5, .blame = Blame::LikelyIntermittent};
        failure.grounds = {{.kind = Ground::Kind::FailsElsewhere, .count = 9, .of = 40}};
        model.showJob(s_account, failedJob(), failure);
        QCOMPARE(titles(model),
                 (QStringList{u"test-linux/debug-mochitest"_s, u"Whose fault: likely intermittent"_s,
                              u"• failed in 9 of 40 runs on other pushes"_s}));
        const QPersistentModelIndex summary = model.index(0, 0);
        QCOMPARE(summary.data(ItemRole::Where).toString(), u"linux debug · tier 2 · took 17 minutes"_s);
        QCOMPARE(summary.data(Qt::AccessibleTextRole).toString(),
                 u"test-linux/debug-mochitest, linux debug · tier 2 · took 17 minutes, Tests failed"_s);
        QVERIFY(!model.isKnown());
        model.asking();
        QVERIFY(titles(model).contains(u"Asking for its failure lines…"_s));
        model.apply(detailOf(6), s_now); // of another job
        QVERIFY(titles(model).contains(u"Asking for its failure lines…"_s));
        model.apply(detailOf(), s_now);
        QVERIFY(model.isKnown());
        QCOMPARE(model.asOf(), s_now);
        QCOMPARE(titles(model).sliced(3),
                 (QStringList{u"More of it"_s, u"Log"_s, u"Job on Treeherder"_s, u"2 failure lines"_s,
                              u"TEST-UNEXPECTED-FAIL | <b>a.js</b> | boom"_s, u"Bug 12: Intermittent a.js"_s,
                              u"Bug 13: Old one"_s, u"Another line"_s}));
        QVERIFY(summary.isValid());
        QCOMPARE(shadow.difference(), QString());
        QCOMPARE(shadow.resets, 0);
    }

    void linksLeadWhereTheySay()
    {
        JobDetailModel model;
        model.showJob(s_account, failedJob(), {});
        model.apply(detailOf(), s_now);
        QVERIFY2(!titles(model).contains(u"Task"_s), "only web pages are links");
        const QModelIndex log = rowCalled(model, u"Log"_s);
        QCOMPARE(log.data(ItemRole::Where).toString(), u"xn--lg-fka.example"_s);
        QVERIFY(log.data(Qt::ToolTipRole).toString().startsWith(u"Opens a page of xn--lg-fka.example\n"_s));
        const QModelIndex bug = rowCalled(model, u"Bug 12: Intermittent a.js"_s);
        QCOMPARE(bug.data(ItemRole::Url).toUrl(), QUrl(u"https://bugs.example/b/show_bug.cgi?id=12"_s));
        QVERIFY(bug.data(Qt::AccessibleTextRole).toString().endsWith(u"open"_s));
        QVERIFY(rowCalled(model, u"Bug 13: Old one"_s).data(Qt::AccessibleTextRole).toString().endsWith(u"resolved"_s));
    }

    void aBugOfNobodyKnowsWhichBugzillaIsNoLink()
    {
        for (const QUrl &bugs : {QUrl(), QUrl(u"file:///etc"_s), QUrl(u"https://me@bugs.example"_s)}) {
            JobDetailModel model;
            model.showJob(s_account, failedJob(), {});
            JobDetail detail = detailOf();
            detail.bugs = bugs;
            model.apply(detail, s_now);
            const QModelIndex bug = rowCalled(model, u"Bug 12: Intermittent a.js"_s);
            QVERIFY(bug.isValid());
            QVERIFY(bug.data(ItemRole::Url).toUrl().isEmpty());
            QVERIFY(!bug.data(Qt::ToolTipRole).toString().contains(u"://"_s));
        }
    }

    void whatWasKnownStaysWhenAFetchFails()
    {
        JobDetailModel model;
        model.showJob(s_account, failedJob(), {});
        JobDetail failed{.account = s_account, .id = 5, .failure = Failure{.reason = Failure::Reason::Timeout}};
        model.asking();
        model.apply(failed, s_now);
        QVERIFY(titles(model).contains(u"Not known: they could not be fetched."_s));
        QCOMPARE(model.trouble()->reason, Failure::Reason::Timeout);
        QVERIFY(!model.asOf().isValid());
        model.apply(detailOf(), s_now);
        QVERIFY(!model.trouble());
        const QPersistentModelIndex line = rowCalled(model, u"Another line"_s);
        QVERIFY(!line.data(ItemRole::Stale).toBool());
        model.apply(failed, s_now.addSecs(60));
        QVERIFY(line.isValid() && line.data(ItemRole::Stale).toBool());
        QVERIFY2(!model.index(0, 0).data(ItemRole::Stale).toBool(), "the job itself is not in doubt");
        QCOMPARE(model.asOf(), s_now);
    }

    void halfAnAnswerIsBetterThanNone()
    {
        JobDetailModel model;
        model.showJob(s_account, failedJob(), {});
        JobDetail half = detailOf();
        half.lines.clear();
        half.failure = Failure{.reason = Failure::Reason::ServerError};
        model.apply(half, s_now);
        QVERIFY(titles(model).contains(u"Log"_s));
        QVERIFY(model.trouble());
        QVERIFY2(!model.isKnown(), "the rest is worth another try");
        model.apply(detailOf(), s_now);
        model.apply(half, s_now);
        QVERIFY2(titles(model).contains(u"Another line"_s), "and worse than all there was");
    }

    void remembersWhereOneHasBeen()
    {
        JobDetailModel model;
        model.showJob(s_account, failedJob(5), {});
        model.apply(detailOf(5), s_now);
        model.showJob(s_account, failedJob(6), {});
        QVERIFY(!model.isKnown());
        QVERIFY(!titles(model).contains(u"Another line"_s));
        model.showJob(s_account, failedJob(5), {});
        QVERIFY(model.isKnown());
        QVERIFY(titles(model).contains(u"Another line"_s));
        model.showJob(AccountId(u"other"_s), failedJob(5), {});
        QVERIFY2(!model.isKnown(), "numbers are of one instance");
        Job again = failedJob(5);
        again.lastModified = s_now.addSecs(60);
        model.showJob(s_account, again, {});
        QVERIFY2(!model.isKnown(), "a job that has changed may say more");
        QVERIFY(titles(model).contains(u"Another line"_s));
        model.showJob(s_account, {}, {});
        QCOMPARE(model.rowCount(), 0);
    }

    void saysThatNothingIsKnown()
    {
        JobDetailModel model;
        FailedJob failure{.id = 5};
        model.showJob(s_account, failedJob(), failure);
        QVERIFY(titles(model).contains(u"Whose fault: unknown whether yours or intermittent"_s));
        QVERIFY(titles(model).contains(u"Nothing speaks for either yet."_s));
        model.apply({.account = s_account, .id = 5}, s_now);
        QVERIFY(titles(model).contains(u"None has been found in its log."_s));
        QVERIFY(!titles(model).contains(u"More of it"_s));
    }
};

QTEST_GUILESS_MAIN(JobDetailModelTest)
#include "tst_jobdetailmodel.moc"
