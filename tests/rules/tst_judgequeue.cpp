// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/rules/judge.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace Windsock;

namespace {
const QDateTime s_now(QDate(2026, 8, 1), QTime(12, 0), QTimeZone::UTC);

Landing landing(Landing::State state, Landing::Held held = Landing::Held::No)
{
    return {.account = AccountId(u"bmo"_s),
            .bug = 12,
            .title = u"Fix the sock"_s,
            .trees = {u"mozilla-inbound"_s},
            .state = state,
            .held = held,
            .changed = s_now,
            .url = QUrl(u"https://bugzilla.mozilla.org/show_bug.cgi?id=12"_s)};
}

Landing withFlag(const PatchFlag &flag)
{
    Landing with = landing(Landing::State::Requested);
    with.patches = {{.id = 77, .title = u"part 1"_s, .flags = {flag}}};
    return with;
}

PullRequest pull(PullRequest::Checks checks, const QString &head = u"abc"_s)
{
    return {.account = AccountId(u"gh"_s),
            .repository = u"o/r"_s,
            .number = 5,
            .title = u"Turn"_s,
            .branch = u"main"_s,
            .headRevision = head,
            .checks = checks};
}

PullRequest with(PullRequest base, auto change)
{
    change(base);
    return base;
}

template<class T>
Judgement judged(Changes<T> ChangeSet::*part, const T &before, const T &after)
{
    ChangeSet set{.account = after.account, .at = s_now};
    (set.*part).changed.append({before, after});
    const Judgement first = judge(set, {.account = after.account}, s_now, {});
    const Judgement again = judge(set, {.account = after.account}, s_now.addSecs(60), {});
    for (qsizetype i = 0; i < first.notices.size(); ++i) {
        if (first.notices.at(i).key != again.notices.at(i).key) {
            qFatal("judging twice gave other keys");
        }
    }
    return first;
}

QStringList keysOf(const Judgement &judgement)
{
    QStringList keys;
    for (const Notice &notice : judgement.notices) {
        keys.append(notice.key);
    }
    return keys;
}
}

class JudgeQueueTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aReviewIsToldToWhomItIsAskedOf_data()
    {
        QTest::addColumn<QString>("requestee");
        QTest::addColumn<QString>("flag");
        QTest::addColumn<bool>("told");
        QTest::newRow("me") << u"me@x.org"_s << u"review"_s << true;
        QTest::newRow("me, in another case") << u"Me@X.org"_s << u"superreview"_s << true;
        QTest::newRow("as strangers see me") << u"me"_s << u"ui-review"_s << true;
        QTest::newRow("somebody else") << u"you@x.org"_s << u"review"_s << false;
        QTest::newRow("another host") << u"me@y.org"_s << u"review"_s << false;
        QTest::newRow("nobody") << QString() << u"review"_s << false;
        QTest::newRow("another flag") << u"me@x.org"_s << u"needinfo"_s << false;
    }

    void aReviewIsToldToWhomItIsAskedOf()
    {
        QFETCH(QString, requestee);
        QFETCH(QString, flag);
        QFETCH(bool, told);
        const JudgeRules rules{.reviewers = {{AccountId(u"bmo"_s), {u"me@x.org"_s}}}};
        Landing asked{
            .account = AccountId(u"bmo"_s),
            .bug = 12,
            .title = u"Fix the sock"_s,
            .state = Landing::State::Held,
            .held = Landing::Held::WaitingForReview,
            .patches = {{.id = 77,
                         .title = u"part 1"_s,
                         .flags = {{.name = flag, .status = u'?', .setter = u"a@x.org"_s, .requestee = requestee}}}},
            .changed = s_now};
        ChangeSet set{.account = asked.account, .at = s_now};
        set.landings.added = {asked};
        const Judgement first = judge(set, {.account = asked.account}, s_now, rules);
        QCOMPARE(keysOf(first),
                 told ? QStringList{u"bmo/bug/12#review:asked:me@x.org:77:2026-08-01T12:00:00Z"_s} : QStringList());
        if (told) {
            QCOMPARE(first.notices.constFirst().title, u"Review asked of me@x.org: bug 12, Fix the sock"_s);
            QCOMPARE(first.notices.constFirst().text, u"a@x.org asks for it, for “part 1”."_s);
        }
        QVERIFY(judge(set, {.account = asked.account}, s_now, {}).notices.isEmpty()); // nobody's reviews are watched
    }

    void aReviewIsToldOnceForEachPatchAndTakenBack()
    {
        const JudgeRules rules{.reviewers = {{AccountId(u"bmo"_s), {u"me@x.org"_s}}}};
        const PatchFlag asks{.name = u"review"_s, .status = u'?', .requestee = u"me@x.org"_s};
        const auto of = [&rules](const Landing &before, const Landing &after) {
            ChangeSet set{.account = after.account, .at = s_now};
            set.landings.changed = {{before, after}};
            return judge(set, {.account = after.account}, s_now, rules);
        };
        const Landing none = withFlag({.name = u"feedback"_s, .status = u'?'});
        const Landing one = withFlag(asks);
        QCOMPARE(keysOf(of(none, one)).size(), 1);
        QVERIFY(of(one, one).notices.isEmpty());
        Landing two = one;
        two.patches.append({.id = 78, .flags = {asks}});
        QCOMPARE(keysOf(of(one, two)), QStringList{u"bmo/bug/12#review:asked:me@x.org:78:2026-08-01T12:00:00Z"_s});
        QVERIFY(of(one, two).notices.constFirst().text.startsWith(u"2 patches"_s));
        QVERIFY(of(two, one).overtaken.isEmpty()); // one is still asked
        QCOMPARE(of(one, none).overtaken, QStringList{u"bmo/bug/12#review:asked:me@x.org:"_s});
        ChangeSet gone{.account = one.account, .at = s_now};
        gone.landings.removed = {one};
        QCOMPARE(judge(gone, {.account = one.account}, s_now, rules).overtaken,
                 QStringList{u"bmo/bug/12#review:asked:"_s});
    }

    void landingStates_data()
    {
        QTest::addColumn<Landing>("before");
        QTest::addColumn<Landing>("after");
        QTest::addColumn<QString>("transition");
        QTest::addColumn<Notice::Urgency>("urgency");
        using State = Landing::State;
        using Held = Landing::Held;
        using Urgency = Notice::Urgency;
        const Landing requested = landing(State::Requested);
        QTest::newRow("landed") << requested << landing(State::Landed) << u"state:landed:2026-08-01T12:00:00Z"_s
                                << Urgency::Normal;
        QTest::newRow("failed") << requested << landing(State::Failed) << u"state:failed:2026-08-01T12:00:00Z"_s
                                << Urgency::Normal;
        QTest::newRow("backed out") << landing(State::Landed) << landing(State::BackedOut)
                                    << u"state:%1:2026-08-01T12:00:00Z"_s.arg(landingStateName(State::BackedOut))
                                    << Urgency::High;
        QTest::newRow("queued") << requested << landing(State::Queued) << u"state:queued:2026-08-01T12:00:00Z"_s
                                << Urgency::Low;
        QTest::newRow("cancelled") << requested << landing(State::Cancelled)
                                   << u"state:cancelled:2026-08-01T12:00:00Z"_s << Urgency::Low;
        QTest::newRow("held") << requested << landing(State::Held, Held::TreeClosed)
                              << u"state:held:tree-closed:2026-08-01T12:00:00Z"_s << Urgency::Normal;
        QTest::newRow("held for another reason")
            << landing(State::Held, Held::TreeClosed) << landing(State::Held, Held::WaitingForReview)
            << u"state:held:waiting-for-review:2026-08-01T12:00:00Z"_s << Urgency::Normal;
        QTest::newRow("on its way") << requested << landing(State::Trying) << QString() << Urgency::Normal;
        QTest::newRow("the same") << requested << requested << QString() << Urgency::Normal;
    }

    void landingStates()
    {
        QFETCH(Landing, before);
        QFETCH(Landing, after);
        QFETCH(QString, transition);
        const Judgement judgement = judged(&ChangeSet::landings, before, after);
        QCOMPARE(keysOf(judgement), transition.isEmpty() ? QStringList() : QStringList{u"bmo/bug/12#"_s + transition});
        if (!transition.isEmpty()) {
            QTEST(judgement.notices.constFirst().urgency, "urgency");
        }
        QCOMPARE(judgement.overtaken.size(), before == after ? 0 : 1);
    }

    void firstSightOfLandings()
    {
        const auto seen = [](const Landing &first) {
            ChangeSet set{.account = first.account};
            set.landings.added.append(first);
            return judge(set, {.account = first.account}, s_now, {}).notices;
        };
        QVERIFY(seen(landing(Landing::State::Requested)).isEmpty());
        QCOMPARE(seen(landing(Landing::State::Landed)).size(), 1);
        QCOMPARE(seen(landing(Landing::State::Held, Landing::Held::WaitingForReview)).constFirst().urgency,
                 Notice::Urgency::Low);
        QCOMPARE(seen(landing(Landing::State::Held, Landing::Held::TreeClosed)).constFirst().urgency,
                 Notice::Urgency::Normal);
        QVERIFY(seen(withFlag({u"review"_s, u'+', u"ann"_s, {}})).isEmpty());
    }

    void flags_data()
    {
        QTest::addColumn<PatchFlag>("before");
        QTest::addColumn<PatchFlag>("after");
        QTest::addColumn<QString>("transition");
        const PatchFlag asked{u"review"_s, u'?', u"bob"_s, u"ann"_s};
        const PatchFlag granted{u"review"_s, u'+', u"ann"_s, {}};
        const PatchFlag denied{u"review"_s, u'-', u"ann"_s, {}};
        QTest::newRow("granted") << asked << granted << u"review:77:+:ann"_s;
        QTest::newRow("denied") << asked << denied << u"review:77:-:ann"_s;
        QTest::newRow("denied after all") << granted << denied << u"review:77:-:ann"_s;
        QTest::newRow("still granted") << granted << granted << QString();
        QTest::newRow("asked") << PatchFlag() << asked << QString();
        QTest::newRow("approval") << PatchFlag() << PatchFlag{u"approval-mozilla-beta"_s, u'+', u"rel"_s, {}}
                                  << u"approval-mozilla-beta:77:+:rel"_s;
        QTest::newRow("another flag") << PatchFlag() << PatchFlag{u"checkin"_s, u'+', u"rel"_s, {}} << QString();
    }

    void flags()
    {
        QFETCH(PatchFlag, before);
        QFETCH(PatchFlag, after);
        QFETCH(QString, transition);
        const Judgement judgement = judged(&ChangeSet::landings, withFlag(before), withFlag(after));
        QCOMPARE(keysOf(judgement), transition.isEmpty() ? QStringList() : QStringList{u"bmo/bug/12#"_s + transition});
    }

    void newPatchWithReview()
    {
        const Judgement judgement = judged(&ChangeSet::landings, landing(Landing::State::Requested),
                                           withFlag({u"review"_s, u'+', u"ann"_s, {}}));
        QCOMPARE(keysOf(judgement), QStringList{u"bmo/bug/12#review:77:+:ann"_s});
        QCOMPARE(judgement.notices.constFirst().text, u"ann granted review for “part 1”."_s);
    }

    void pulls_data()
    {
        QTest::addColumn<PullRequest>("before");
        QTest::addColumn<PullRequest>("after");
        QTest::addColumn<QStringList>("transitions");
        using Checks = PullRequest::Checks;
        using Review = PullRequest::Review;
        const PullRequest none = pull(Checks::None);
        const PullRequest pending = pull(Checks::Pending);
        const PullRequest failing = pull(Checks::Failing);
        const PullRequest passing = pull(Checks::Passing);
        const PullRequest approved = with(passing, [](PullRequest &p) { p.review = Review::Approved; });
        const PullRequest merged = with(approved, [](PullRequest &p) { p.state = PullRequest::State::Merged; });
        const PullRequest closed = with(failing, [](PullRequest &p) { p.state = PullRequest::State::Closed; });
        const PullRequest conflict = with(pending, [](PullRequest &p) { p.merge = PullRequest::Merge::Conflicting; });
        QTest::newRow("same") << failing << failing << QStringList();
        QTest::newRow("starts") << none << pending << QStringList();
        QTest::newRow("fails") << pending << failing << QStringList{u"checks:failing:abc"_s};
        QTest::newRow("fails from unknown") << pull(Checks::Unknown) << failing << QStringList{u"checks:failing:abc"_s};
        QTest::newRow("other commit, fails too")
            << failing << pull(Checks::Failing, u"def"_s) << QStringList{u"checks:failing:def"_s};
        QTest::newRow("passes") << pending << passing << QStringList{u"checks:passing:abc"_s};
        QTest::newRow("passes again") << failing << passing << QStringList{u"checks:passing:abc"_s};
        QTest::newRow("passes from unknown") << pull(Checks::Unknown) << passing << QStringList();
        QTest::newRow("unknown is not told") << failing << pull(Checks::Unknown) << QStringList();
        QTest::newRow("approved") << passing << approved << QStringList{u"review:approved:abc"_s};
        QTest::newRow("changes requested")
            << approved << with(passing, [](PullRequest &p) { p.review = Review::ChangesRequested; })
            << QStringList{u"review:changes-requested:abc"_s};
        QTest::newRow("merged") << approved << merged << QStringList{u"merged:abc"_s};
        QTest::newRow("merged, then its checks fail")
            << merged << with(merged, [](PullRequest &p) { p.checks = Checks::Failing; }) << QStringList();
        QTest::newRow("closed") << failing << closed << QStringList{u"closed:abc"_s};
        QTest::newRow("conflict") << pending << conflict << QStringList{u"conflicting:abc"_s};
        QTest::newRow("two at once") << pending << with(failing, [](PullRequest &p) { p.review = Review::Approved; })
                                     << QStringList{u"checks:failing:abc"_s, u"review:approved:abc"_s};
    }

    void pulls()
    {
        QFETCH(PullRequest, before);
        QFETCH(PullRequest, after);
        QFETCH(QStringList, transitions);
        for (QString &transition : transitions) {
            transition = u"gh/pr/o/r/5#%1:2026-08-01T12:00:00Z"_s.arg(transition);
        }
        QCOMPARE(keysOf(judged(&ChangeSet::pullRequests, before, after)), transitions);
    }

    void whatHoldsNoMoreIsOvertaken()
    {
        using Checks = PullRequest::Checks;
        QCOMPARE(judged(&ChangeSet::pullRequests, pull(Checks::Failing), pull(Checks::Pending)).overtaken.size(), 1);
        QCOMPARE(judged(&ChangeSet::pullRequests, pull(Checks::None), pull(Checks::Pending)).overtaken.size(), 0);
        const PullRequest approved = with(pull(Checks::Pending),
                                          [](PullRequest &p) { p.review = PullRequest::Review::Approved; });
        QCOMPARE(judged(&ChangeSet::pullRequests, pull(Checks::Pending), approved).overtaken.size(), 0);
        QCOMPARE(judged(&ChangeSet::pullRequests, approved, pull(Checks::Pending)).overtaken.size(), 1);
        // What was told of the review still holds when the checks turn.
        const PullRequest failing = with(approved, [](PullRequest &p) { p.checks = Checks::Failing; });
        QCOMPARE(judged(&ChangeSet::pullRequests, failing, approved).overtaken, QStringList{u"gh/pr/o/r/5#checks:"_s});
    }

    void failingTwiceOnOneCommitIsToldTwice()
    {
        const PullRequest failing = pull(PullRequest::Checks::Failing);
        const PullRequest pending = pull(PullRequest::Checks::Pending);
        const auto failsAt = [&](const QDateTime &at) {
            ChangeSet set{.account = failing.account, .at = at};
            set.pullRequests.changed.append({pending, failing});
            return keysOf(judge(set, {.account = failing.account}, s_now, {}));
        };
        QCOMPARE(failsAt(s_now), failsAt(s_now));
        QVERIFY(failsAt(s_now) != failsAt(s_now.addSecs(600)));
    }

    void newPullThatFailsIsTold()
    {
        ChangeSet set{.account = AccountId(u"gh"_s), .at = s_now};
        set.pullRequests.added = {pull(PullRequest::Checks::Failing)};
        QCOMPARE(keysOf(judge(set, {}, s_now, {})),
                 QStringList{u"gh/pr/o/r/5#checks:failing:abc:2026-08-01T12:00:00Z"_s});
        set.pullRequests.added = {pull(PullRequest::Checks::Passing)};
        QVERIFY(judge(set, {}, s_now, {}).notices.isEmpty());
        set.baseline = true;
        set.pullRequests.added = {pull(PullRequest::Checks::Failing)};
        QVERIFY(judge(set, {}, s_now, {}).notices.isEmpty());
    }
};

QTEST_GUILESS_MAIN(JudgeQueueTest)
#include "tst_judgequeue.moc"
