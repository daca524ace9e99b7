// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/rules/judge.h"

#include <QTest>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace Windsock;

namespace {
using State = QueuePlace::State;
using Cause = QueuePlace::Cause;

const QDateTime s_now(QDate(2026, 8, 1), QTime(12, 0), QTimeZone::UTC);
const AccountId s_account(u"gh"_s);

QDateTime at(int minute)
{
    return s_now.addSecs(60 * minute);
}

PullRequest pull(const QueuePlace &place = {})
{
    return {.account = s_account,
            .repository = u"o/r"_s,
            .number = 5,
            .title = u"Turn"_s,
            .author = u"ada"_s,
            .branch = u"main"_s,
            .headRevision = u"abc"_s,
            .queue = place};
}

QueuePlace in(State state, int position, int since)
{
    return {.state = state, .position = position, .since = at(since), .by = u"ada"_s};
}

QueuePlace out(Cause cause, int since)
{
    return {.state = State::Ejected, .since = at(since), .by = u"ben"_s, .cause = cause};
}

QueuePlace leaving(int since)
{
    return {.state = State::Leaving, .since = at(since)};
}

PullRequest ended(PullRequest::State state)
{
    PullRequest one = pull();
    one.state = state;
    return one;
}

Judgement judged(const PullRequest &before, const PullRequest &after, const JudgeRules &rules = {})
{
    ChangeSet set{.account = s_account, .at = s_now};
    set.pullRequests.changed = {{before, after}};
    return judge(set, {.account = s_account}, s_now, rules);
}

Judgement seenFirst(const PullRequest &one, const QList<PullRequest> &removed = {}, const JudgeRules &rules = {})
{
    ChangeSet set{.account = s_account, .at = s_now};
    set.pullRequests.added = {one};
    set.pullRequests.removed = removed;
    return judge(set, {.account = s_account}, s_now, rules);
}

QStringList keysOf(const Judgement &judgement)
{
    QStringList keys;
    for (const Notice &notice : judgement.notices) {
        keys.append(notice.key.section(u'#', 1));
    }
    return keys;
}

const QString s_entered = u"queue:entered:2026-08-01T11:50:00Z"_s;
const QString s_ejected = u"queue:ejected:2026-08-01T11:55:00Z"_s;
}

/// What is told of pull requests besides checks, reviews and conflicts, which tst_judgequeue has.
class JudgePullsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsTheQueue_data()
    {
        QTest::addColumn<QueuePlace>("before");
        QTest::addColumn<QueuePlace>("after");
        QTest::addColumn<QStringList>("keys");
        QTest::addColumn<bool>("overtaken");
        const QueuePlace none;
        const QueuePlace queued = in(State::Queued, 4, -10);
        const auto row = [](const char *name, const QueuePlace &before, const QueuePlace &after, const QStringList &keys,
                            bool overtaken) { QTest::newRow(name) << before << after << keys << overtaken; };
        row("enters", none, queued, {s_entered}, false);
        row("enters in a state of no name", none, in(State::Unknown, 0, -10), {s_entered}, false);
        row("moves up", queued, in(State::Queued, 1, -10), {}, false);
        row("its checks run", queued, in(State::AwaitingChecks, 4, -10), {}, false);
        row("is put in anew", queued, in(State::Queued, 4, -2), {u"queue:entered:2026-08-01T11:58:00Z"_s}, true);
        row("is gone, and nobody knows why", queued, leaving(-10), {}, false);
        row("is gone without a trace", queued, none, {}, true);
        row("is there after all", leaving(-10), queued, {}, false);
        row("was not merged", leaving(-10), out(Cause::FailedChecks, -5), {s_ejected}, true);
        row("is taken out", queued, out(Cause::ByHand, -5), {s_ejected}, true);
        row("is taken out between two looks", none, out(Cause::Untold, -5), {s_ejected}, false);
        row("stays out", out(Cause::Conflict, -5), out(Cause::Conflict, -5), {}, false);
        row("is taken out once more", out(Cause::FailedChecks, -30), out(Cause::FailedChecks, -5), {s_ejected}, true);
        row("is put back", out(Cause::FailedChecks, -20), queued, {s_entered}, true);
        row("is forgotten", out(Cause::FailedChecks, -20), none, {}, true);
    }

    void tellsTheQueue()
    {
        QFETCH(QueuePlace, before);
        QFETCH(QueuePlace, after);
        QFETCH(QStringList, keys);
        QFETCH(bool, overtaken);
        const Judgement judgement = judged(pull(before), pull(after));
        QCOMPARE(keysOf(judgement), keys);
        QCOMPARE(judgement.overtaken, overtaken ? QStringList{u"gh/pr/o/r/5#queue:"_s} : QStringList());
        for (const Notice &notice : judgement.notices) {
            QCOMPARE(notice.kind, Notice::Kind::PullRequestChanged);
        }
    }

    /// The moment in the key is the transition's own: judged again later, it is the same.
    void theKeyIsOfTheTransition()
    {
        ChangeSet set{.account = s_account, .at = s_now};
        set.pullRequests.changed = {{pull(), pull(in(State::Queued, 1, -10))}};
        const QStringList first = keysOf(judge(set, {.account = s_account}, s_now, {}));
        set.at = s_now.addSecs(600);
        QCOMPARE(keysOf(judge(set, {.account = s_account}, set.at, {})), first);
    }

    void aMergeIsNoEjection()
    {
        for (const QueuePlace &before : {in(State::Locked, 1, -10), leaving(-1), QueuePlace()}) {
            const Judgement judgement = judged(pull(before), ended(PullRequest::State::Merged));
            QCOMPARE(keysOf(judgement), QStringList{u"merged:abc:2026-08-01T12:00:00Z"_s});
            QVERIFY(judgement.overtaken.contains(u"gh/pr/o/r/5#"_s));
        }
        QCOMPARE(keysOf(judged(pull(in(State::Queued, 1, -10)), ended(PullRequest::State::Closed))),
                 QStringList{u"closed:abc:2026-08-01T12:00:00Z"_s});
    }

    void saysWhy_data()
    {
        QTest::addColumn<QueuePlace>("place");
        QTest::addColumn<QString>("line");
        QTest::addColumn<Notice::Urgency>("urgency");
        using enum Notice::Urgency;
        QueuePlace failed = out(Cause::FailedChecks, -5);
        QTest::newRow("unknown checks") << failed << u"Its checks failed; which ones is unknown."_s << High;
        failed.failedChecks = {u"build"_s, u"te\nst"_s};
        QTest::newRow("checks") << failed << u"Failed: build, te st."_s << High;
        failed.cause = Cause::Untold;
        QTest::newRow("checks, and no reason") << failed << u"Failed: build, te st."_s << High;
        QTest::newRow("too late") << out(Cause::ChecksTimedOut, -5) << u"Its checks did not end in time."_s << High;
        QTest::newRow("conflict") << out(Cause::Conflict, -5) << u"It conflicts with what was merged before it."_s
                                  << High;
        QueuePlace byHand = out(Cause::ByHand, -5);
        QTest::newRow("by hand") << byHand << u"ben took it out."_s << Normal;
        byHand.by.clear();
        QTest::newRow("by somebody") << byHand << u"Somebody took it out."_s << Normal;
        QueuePlace other = out(Cause::Other, -5);
        other.reason = u"ROLL_BACK"_s;
        QTest::newRow("other") << other << u"The reason given is “ROLL_BACK”."_s << High;
        QueuePlace untold = out(Cause::Untold, -5);
        QTest::newRow("untold") << untold << u"ben took it out; why is unknown."_s << High;
        untold.by.clear();
        QTest::newRow("nothing told") << untold << u"Why is unknown."_s << High;
    }

    void saysWhy()
    {
        QFETCH(QueuePlace, place);
        QFETCH(QString, line);
        QFETCH(Notice::Urgency, urgency);
        const Judgement judgement = judged(pull(in(State::Queued, 1, -10)), pull(place));
        QCOMPARE(judgement.notices.size(), 1);
        QCOMPARE(judgement.notices.constFirst().title, u"Out of the merge queue: o/r#5, Turn"_s);
        QCOMPARE(judgement.notices.constFirst().text, QString(line + u"\nIt was not merged."_s));
        QCOMPARE(judgement.notices.constFirst().urgency, urgency);
    }

    void saysWhereItIs()
    {
        const Judgement judgement = judged(pull(), pull(in(State::Queued, 3, -10)));
        QCOMPARE(judgement.notices.constFirst().title, u"In the merge queue: o/r#5, Turn"_s);
        QCOMPARE(judgement.notices.constFirst().text,
                 u"It waits for its turn to go to main.\nIt is number 3.\nada put it there."_s);
        QCOMPARE(judgement.notices.constFirst().urgency, Notice::Urgency::Low);
    }

    /// Somebody else's old story is no news when their request is met for the first time.
    void whatWasTakenOutLongAgoIsNoNews()
    {
        QCOMPARE(keysOf(seenFirst(pull(out(Cause::FailedChecks, -5)))), QStringList{s_ejected});
        QCOMPARE(keysOf(seenFirst(pull(out(Cause::FailedChecks, -25 * 60)))), QStringList());
        QCOMPARE(keysOf(seenFirst(pull(in(State::Queued, 1, -10)))), QStringList{s_entered});
        ChangeSet set{.account = s_account, .at = s_now, .baseline = true};
        set.pullRequests.added = {pull(out(Cause::FailedChecks, -5))};
        QVERIFY(judge(set, {.account = s_account}, s_now, {}).notices.isEmpty());
    }

    void aReviewIsAskedOnce()
    {
        const JudgeRules rules{.reviewers = {{s_account, {u"Cyd"_s}}}};
        PullRequest asked = pull();
        asked.asked = {u"ben"_s, u"cyd"_s};
        const QString key = u"asked:Cyd:abc:2026-08-01T12:00:00Z"_s;
        const Judgement judgement = judged(pull(), asked, rules);
        QCOMPARE(keysOf(judgement), QStringList{key});
        QCOMPARE(judgement.notices.constFirst().title, u"Review asked of Cyd: o/r#5, Turn"_s);
        QCOMPARE(judgement.notices.constFirst().text, u"ada proposes it."_s);
        QCOMPARE(keysOf(seenFirst(asked, {}, rules)), QStringList{key});
        QCOMPARE(keysOf(judged(asked, asked, rules)), QStringList());
        QCOMPARE(keysOf(judged(pull(), asked)), QStringList()); // nobody watches those
        QCOMPARE(judged(asked, pull(), rules).overtaken, QStringList{u"gh/pr/o/r/5#asked:Cyd:"_s});
        ChangeSet gone{.account = s_account, .at = s_now};
        gone.pullRequests.removed = {asked};
        QVERIFY(judge(gone, {.account = s_account}, s_now, rules).overtaken.contains(u"gh/pr/o/r/5#asked:"_s));
    }

    /// The repository has another name: nothing has happened to its requests.
    void anotherNameIsNoNews()
    {
        PullRequest old = pull(out(Cause::FailedChecks, -5));
        old.checks = PullRequest::Checks::Failing;
        old.review = PullRequest::Review::ChangesRequested;
        PullRequest renamed = old;
        renamed.repository = u"o/renamed"_s;
        QCOMPARE(keysOf(seenFirst(renamed, {old})), QStringList());
        QCOMPARE(keysOf(seenFirst(renamed)).size(), 3);
        PullRequest other = old;
        other.title = u"Another"_s;
        QCOMPARE(keysOf(seenFirst(renamed, {other})).size(), 3);
    }

    void whatIsNotInTheWayIsSaidQuietly()
    {
        PullRequest pending = pull();
        pending.checks = PullRequest::Checks::Pending;
        PullRequest failing = pull();
        failing.checks = PullRequest::Checks::Failing;
        failing.failingChecks = {u"build"_s, u"lint"_s};
        failing.checksTotal = 3;
        const auto told = [&pending](const PullRequest &after) { return judged(pending, after).notices.constFirst(); };
        QCOMPARE(told(failing).urgency, Notice::Urgency::Normal);
        QCOMPARE(told(failing).text, u"Failed: build, lint.\nThere are 3 checks."_s);
        failing.requiredKnown = true;
        QCOMPARE(told(failing).urgency, Notice::Urgency::Low);
        QCOMPARE(told(failing).text, u"Failed: build, lint.\nNone of them is required.\nThere are 3 checks."_s);
        failing.failingRequired = {u"build"_s};
        QCOMPARE(told(failing).urgency, Notice::Urgency::Normal);
        QCOMPARE(told(failing).text, u"Failed: build, lint.\nRequired: build.\nThere are 3 checks."_s);
    }
};

QTEST_GUILESS_MAIN(JudgePullsTest)

#include "tst_judgepulls.moc"
