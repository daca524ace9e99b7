// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/rules/judge.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace Windsock;

namespace {
const AccountId s_account{u"th"_s};
const QDateTime s_start(QDate(2026, 8, 1), QTime(12, 0), QTimeZone::UTC);

Job job(qint64 id, Job::State state, Job::Result result = Job::Result::Unknown, int tier = 1, int classification = 1)
{
    return {.id = id,
            .pushId = 27,
            .typeName = u"test-%1"_s.arg(id),
            .platform = u"linux64"_s,
            .platformOption = u"opt"_s,
            .state = state,
            .result = result,
            .tier = tier,
            .classification = classification,
            .lastModified = s_start};
}

Job passed(qint64 id)
{
    return job(id, Job::State::Completed, Job::Result::Success);
}

Job failed(qint64 id, Job::Result result = Job::Result::TestFailed, int tier = 1, int classification = 1)
{
    return job(id, Job::State::Completed, result, tier, classification);
}

Job running(qint64 id)
{
    return job(id, Job::State::Running);
}

PushStanding standing(const QList<Job> &jobs, bool settled = false)
{
    const QDateTime now = settled ? s_start.addSecs(600) : s_start.addSecs(1);
    return standingOf(s_account, 27, std::span(jobs.constData(), static_cast<size_t>(jobs.size())), now,
                      defaultSettleTime);
}

Facts facts()
{
    Facts facts{.account = s_account};
    facts.pushes.append({.account = s_account,
                         .id = 27,
                         .repository = u"autoland"_s,
                         .revision = u"abcdef"_s,
                         .commits = {{.message = u"Bug 1 - Fix the sock\n\nmore"_s}},
                         .url = QUrl(u"https://treeherder.mozilla.org/jobs?revision=abcdef"_s)});
    return facts;
}

QStringList keysOf(const Judgement &judgement)
{
    QStringList keys;
    for (const Notice &notice : judgement.notices) {
        keys.append(notice.key);
    }
    return keys;
}

ChangeSet changed(const PushStanding &before, const PushStanding &after)
{
    ChangeSet set{.account = s_account, .watch = WatchId(u"th/autoland"_s), .at = s_start};
    set.standings.changed.append({before, after});
    return set;
}

ChangeSet added(const PushStanding &after)
{
    ChangeSet set{.account = s_account, .watch = WatchId(u"th/autoland"_s), .at = s_start};
    set.standings.added.append(after);
    return set;
}
}

class JudgePushesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void changes_data()
    {
        QTest::addColumn<PushStanding>("before");
        QTest::addColumn<PushStanding>("after");
        QTest::addColumn<QStringList>("keys");
        QTest::addColumn<bool>("overtakes");
        const PushStanding busy = standing({running(1), running(2)});
        const PushStanding orange = standing({failed(1), running(2)});
        const PushStanding red = standing({failed(1), failed(2, Job::Result::Busted), running(3)});
        const PushStanding green = standing({passed(1), passed(2)});
        const PushStanding greenSettled = standing({passed(1), passed(2)}, true);
        const PushStanding orangeDone = standing({failed(1), passed(2)});
        const PushStanding orangeSettled = standing({failed(1), passed(2)}, true);
        const PushStanding known = standing({failed(1, Job::Result::TestFailed, 1, 4), running(2)});
        const PushStanding knownSettled = standing({failed(1, Job::Result::TestFailed, 1, 4), passed(2)}, true);

        QTest::newRow("nothing new") << busy << busy << QStringList() << false;
        QTest::newRow("more done") << busy << standing({passed(1), running(2)}) << QStringList() << false;
        QTest::newRow("goes orange") << busy << orange << QStringList{u"th/push/27#bad:orange:1"_s} << true;
        QTest::newRow("orange to red") << orange << red << QStringList{u"th/push/27#bad:red:2"_s} << true;
        QTest::newRow("one more of the same")
            << orange << standing({failed(1), failed(2), running(3)}) << QStringList() << false;
        QTest::newRow("exception") << busy << standing({failed(1, Job::Result::Exception), running(2)})
                                   << QStringList{u"th/push/27#bad:exception:1"_s} << true;
        QTest::newRow("all done, not settled") << busy << green << QStringList() << true;
        QTest::newRow("settles green by a tick")
            << green << greenSettled << QStringList{u"th/push/27#finished:green:2026-08-01T12:00:00Z"_s} << true;
        QTest::newRow("settles orange") << orangeDone << orangeSettled << QStringList{u"th/push/27#finished:orange:1"_s}
                                        << true;
        QTest::newRow("goes bad and settles at once")
            << busy << orangeSettled << QStringList{u"th/push/27#finished:orange:1"_s} << true;
        QTest::newRow("bad, then settles good: told as finished")
            << orange << knownSettled << QStringList{u"th/push/27#finished:green:2026-08-01T12:00:00Z"_s} << true;
        QTest::newRow("classified while running") << orange << known << QStringList{u"th/push/27#recovered:1"_s} << true;
        QTest::newRow("classified after settling")
            << orangeSettled << knownSettled << QStringList{u"th/push/27#recovered:1"_s} << true;
        QTest::newRow("classification taken back")
            << knownSettled << orangeSettled << QStringList{u"th/push/27#bad:orange:1"_s} << true;
        QTest::newRow("classified as autoclassified only")
            << orange << standing({failed(1, Job::Result::TestFailed, 1, 7), running(2)}) << QStringList() << false;
        QTest::newRow("a failure of tier 3")
            << busy << standing({failed(1, Job::Result::TestFailed, 3), running(2)}) << QStringList() << false;
        QTest::newRow("a failure of tier 2") << busy << standing({failed(1, Job::Result::TestFailed, 2), running(2)})
                                             << QStringList{u"th/push/27#bad:orange:1"_s} << true;
        QTest::newRow("run again") << greenSettled << standing({passed(1), passed(2), running(3)}) << QStringList()
                                   << true;
        QTest::newRow("bad and run again")
            << orangeSettled << standing({failed(1), passed(2), running(3)}) << QStringList() << true;
        QTest::newRow("cancelled") << busy
                                   << standing({job(1, Job::State::Completed, Job::Result::UserCancel), passed(2)}, true)
                                   << QStringList{u"th/push/27#finished:cancelled:2026-08-01T12:00:00Z"_s} << true;
        QTest::newRow("only superseded: unknown")
            << busy << standing({job(1, Job::State::Completed, Job::Result::Superseded)}, true)
            << QStringList{u"th/push/27#finished:unknown:2026-08-01T12:00:00Z"_s} << true;
    }

    void changes()
    {
        QFETCH(PushStanding, before);
        QFETCH(PushStanding, after);
        QFETCH(bool, overtakes);
        const ChangeSet set = changed(before, after);
        const Judgement judgement = judge(set, facts(), s_start, {});
        QTEST(keysOf(judgement), "keys");
        QCOMPARE(judgement.overtaken, overtakes ? QStringList{u"th/push/27#"_s} : QStringList());
        // Judged again, later and with other rules: the same keys.
        const JudgeRules other{.eventLead = std::chrono::minutes(5), .zone = QTimeZone("Asia/Tokyo")};
        QCOMPARE(keysOf(judge(set, facts(), s_start.addDays(3), other)), keysOf(judgement));
    }

    void addedIsFromUnknown_data()
    {
        QTest::addColumn<PushStanding>("after");
        QTest::addColumn<QStringList>("keys");
        QTest::newRow("running") << standing({running(1)}) << QStringList();
        QTest::newRow("green, not settled") << standing({passed(1)}) << QStringList();
        QTest::newRow("bad") << standing({failed(8), running(9)}) << QStringList{u"th/push/27#bad:orange:8"_s};
        QTest::newRow("bad and settled") << standing({failed(8)}, true)
                                         << QStringList{u"th/push/27#finished:orange:8"_s};
        QTest::newRow("green and settled")
            << standing({passed(8)}, true) << QStringList{u"th/push/27#finished:green:2026-08-01T12:00:00Z"_s};
        QTest::newRow("no jobs") << standing({}) << QStringList();
    }

    void addedIsFromUnknown()
    {
        QFETCH(PushStanding, after);
        QTEST(keysOf(judge(added(after), facts(), s_start, {})), "keys");
    }

    void baselineIsHistory()
    {
        ChangeSet set = added(standing({failed(8)}, true));
        set.baseline = true;
        const Judgement judgement = judge(set, facts(), s_start, {});
        QVERIFY(judgement.notices.isEmpty());
        QVERIFY(judgement.overtaken.isEmpty());
    }

    void removedPushesSayNothing()
    {
        ChangeSet set{.account = s_account};
        set.standings.removed.append(standing({failed(8)}));
        QVERIFY(judge(set, facts(), s_start, {}).notices.isEmpty());
    }

    void noticeIsWhole()
    {
        const Judgement judgement = judge(changed(standing({running(1)}), standing({failed(1), running(2)})), facts(),
                                          s_start, {});
        QCOMPARE(judgement.notices.size(), 1);
        const Notice notice = judgement.notices.constFirst();
        QCOMPARE(notice.subject, Subject(u"th/push/27"_s));
        QCOMPARE(notice.account, s_account);
        QCOMPARE(notice.watch, WatchId(u"th/autoland"_s));
        QCOMPARE(notice.kind, Notice::Kind::PushBad);
        QCOMPARE(notice.decided, s_start);
        QCOMPARE(notice.state, Notice::State::Pending);
        QCOMPARE(notice.url, QUrl(u"https://treeherder.mozilla.org/jobs?revision=abcdef"_s));
        QCOMPARE(notice.title, u"Orange on autoland: Bug 1 - Fix the sock"_s);
        QCOMPARE(notice.text, u"Failed: test-1.\n1 job failed.\nStill running, 50 % done."_s);
    }

    void unsafeAddressIsNotKept()
    {
        Facts known = facts();
        known.pushes[0].url = QUrl(u"file:///etc/passwd"_s);
        const Judgement judgement = judge(added(standing({failed(1)})), known, s_start, {});
        QVERIFY(judgement.notices.constFirst().url.isEmpty());
    }

    void pushMayBeUnknown()
    {
        const Judgement judgement = judge(added(standing({failed(1)})), {.account = s_account}, s_start, {});
        QCOMPARE(judgement.notices.constFirst().title, u"Orange on an unknown repository: push 27"_s);
    }
};

QTEST_GUILESS_MAIN(JudgePushesTest)
#include "tst_judgepushes.moc"
