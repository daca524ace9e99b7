// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/rules/judge.h"

#include <QTest>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace Windsock;

namespace {
using State = Deployment::State;

const QDateTime s_now(QDate(2026, 8, 1), QTime(12, 0), QTimeZone::UTC);
const AccountId s_account(u"gh"_s);

Deployment at(State state, int minutesAgo = 5)
{
    return {.account = s_account,
            .id = 7,
            .repository = u"o/r"_s,
            .environment = u"production"_s,
            .branch = u"main"_s,
            .revision = u"c0ffee00c0ffee00"_s,
            .creator = u"ada"_s,
            .state = state,
            .updated = s_now.addSecs(-60 * minutesAgo)};
}

Judgement judged(const Deployment &before, const Deployment &after)
{
    ChangeSet set{.account = s_account, .at = s_now};
    set.deployments.changed = {{before, after}};
    return judge(set, {.account = s_account}, s_now, {});
}

Judgement seenFirst(const Deployment &one, bool baseline = false)
{
    ChangeSet set{.account = s_account, .at = s_now, .baseline = baseline};
    set.deployments.added = {one};
    return judge(set, {.account = s_account}, s_now, {});
}

bool isTold(State state)
{
    return state == State::Waiting || state == State::Succeeded || state == State::Failed;
}

const QString s_subject = u"gh/deploy/o/r/7#"_s;
}

class JudgeDeploymentsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// Every step from one state to another: told where something has come of it, once, under the moment of the state.
    void everyStep()
    {
        for (int from = 0; from <= int(State::Unknown); ++from) {
            for (int to = 0; to <= int(State::Unknown); ++to) {
                const Judgement judgement = judged(at(State(from), 9), at(State(to)));
                const bool isNews = from != to && isTold(State(to));
                QCOMPARE(judgement.notices.size(), isNews ? 1 : 0);
                if (isNews) {
                    QCOMPARE(judgement.notices.constFirst().key,
                             QString(s_subject + deploymentStateName(State(to)) + u":2026-08-01T11:55:00Z"_s));
                    QCOMPARE(judgement.notices.constFirst().kind, Notice::Kind::DeploymentChanged);
                }
                const bool staysTrue = State(from) == State::Succeeded && State(to) == State::Inactive;
                const bool holdsNoMore = from != to && isTold(State(from)) && !staysTrue;
                QCOMPARE(judgement.overtaken, holdsNoMore ? QStringList{s_subject} : QStringList());
            }
        }
    }

    void whatIsMetForTheFirstTime()
    {
        for (int state = 0; state <= int(State::Unknown); ++state) {
            QCOMPARE(seenFirst(at(State(state))).notices.size(), isTold(State(state)) ? 1 : 0);
            QVERIFY(seenFirst(at(State(state), 25 * 60)).notices.isEmpty());
            QVERIFY(seenFirst(at(State(state)), true).notices.isEmpty());
        }
    }

    void whatWaitedAndIsGoneIsTakenBack()
    {
        ChangeSet set{.account = s_account, .at = s_now};
        set.deployments.removed = {at(State::Waiting)};
        QCOMPARE(judge(set, {.account = s_account}, s_now, {}).overtaken, QStringList{s_subject});
        set.deployments.removed = {at(State::Failed)};
        QVERIFY(judge(set, {.account = s_account}, s_now, {}).overtaken.isEmpty());
    }

    void saysWhatIsDeployedWhereAndByWhom()
    {
        Deployment one = at(State::Waiting);
        Notice notice = seenFirst(one).notices.constFirst();
        QCOMPARE(notice.title, u"Approval wanted: main to production of o/r"_s);
        QCOMPARE(notice.text,
                 u"It waits for an approval or another rule of the environment.\nCommit c0ffee00c0ff, by ada."_s);
        QCOMPARE(notice.urgency, Notice::Urgency::Normal);
        one.approvers = {u"cyd"_s, u"crew"_s};
        QCOMPARE(seenFirst(one).notices.constFirst().text.section(u'\n', 0, 0), u"It can be approved by cyd, crew."_s);
        one = at(State::Failed);
        one.reason = u"The disk\nis full"_s;
        one.url = QUrl(u"javascript:x"_s);
        notice = seenFirst(one).notices.constFirst();
        QCOMPARE(notice.title, u"Deployment failed: main to production of o/r"_s);
        QCOMPARE(notice.text, u"The disk is full\nCommit c0ffee00c0ff, by ada."_s);
        QCOMPARE(notice.urgency, Notice::Urgency::High);
        QVERIFY(notice.url.isEmpty());
        one = at(State::Succeeded);
        one.branch.clear();
        one.creator.clear();
        one.updated = {};
        notice = seenFirst(one).notices.constFirst();
        QCOMPARE(notice.title, u"Deployed: c0ffee00c0ff to production of o/r"_s);
        QCOMPARE(notice.text, u"Commit c0ffee00c0ff."_s);
        QCOMPARE(notice.key, QString(s_subject + u"succeeded:2026-08-01T12:00:00Z"_s)); // when it was seen
    }
};

QTEST_GUILESS_MAIN(JudgeDeploymentsTest)

#include "tst_judgedeployments.moc"
