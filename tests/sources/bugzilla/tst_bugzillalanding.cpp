// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/bugzilla/bugzillalanding.h"

#include <QTest>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace Windsock;
using namespace Windsock::Bugzilla;

namespace {
const QDateTime s_now(QDate(2026, 11, 20), QTime(16, 0), QTimeZone::UTC);
const Wish s_autoland{Wish::Kind::Tag, u"autoland"_s};

std::optional<Landing> landingOf(const Bug &bug, const QList<Patch> &patches, const Wish &wish,
                                 const std::optional<Asked> &asked)
{
    return Bugzilla::landingOf({.bug = bug, .patches = patches}, {wish}, asked, s_now);
}

Bug bugWith(const QString &whiteboard)
{
    return {
        .id = 5, .title = u"A bug"_s, .assignee = u"nobody@mozilla.org"_s, .whiteboard = whiteboard, .status = u"NEW"_s};
}

Patch patch(qint64 id, const QString &flags = {})
{
    Patch made{.id = id, .author = u"author@example.org"_s};
    for (const QString &flag : flags.split(u' ', Qt::SkipEmptyParts)) {
        made.flags.append({.name = flag.chopped(1), .status = flag.back()});
    }
    return made;
}
}

Q_DECLARE_METATYPE(Windsock::Bugzilla::Bug)

class BugzillaLandingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void standsAsTagAndReviewsSay_data()
    {
        QTest::addColumn<QString>("whiteboard");
        QTest::addColumn<QList<Patch>>("patches");
        QTest::addColumn<QString>("state");
        QTest::newRow("try needs no review") << u"[autoland-try]"_s << QList{patch(1)} << u"requested"_s;
        QTest::newRow("reviewed") << u"[autoland-a]"_s << QList{patch(1, u"review+"_s)} << u"requested"_s;
        QTest::newRow("superreviewed") << u"[autoland-a]"_s << QList{patch(1, u"superreview+"_s)} << u"requested"_s;
        QTest::newRow("not asked") << u"[autoland-a]"_s << QList{patch(1)} << u"held"_s;
        QTest::newRow("asked") << u"[autoland-a]"_s << QList{patch(1, u"review?"_s)} << u"held"_s;
        QTest::newRow("denied") << u"[autoland-a]"_s << QList{patch(1, u"review+ review-"_s)} << u"held"_s;
        QTest::newRow("feedback") << u"[autoland-a]"_s << QList{patch(1, u"feedback+"_s)} << u"held"_s;
        QTest::newRow("one of two") << u"[autoland-a]"_s << QList{patch(1, u"review+"_s), patch(2)} << u"held"_s;
        QTest::newRow("the one that lands")
            << u"[autoland-a:1]"_s << QList{patch(1, u"review+"_s), patch(2)} << u"requested"_s;
        QTest::newRow("try and a tree") << u"[autoland-try,a]"_s << QList{patch(1)} << u"held"_s;
        QTest::newRow("in the queue") << u"[autoland-in-queue]"_s << QList{patch(1)} << u"queued"_s;
    }

    void standsAsTagAndReviewsSay()
    {
        QFETCH(QString, whiteboard);
        QFETCH(QList<Patch>, patches);
        QFETCH(QString, state);
        const auto landing = landingOf(bugWith(whiteboard), patches, s_autoland, {});
        QVERIFY(landing);
        QCOMPARE(landingStateName(landing->state), state);
        QCOMPARE(landing->held == Landing::Held::WaitingForReview, state == u"held"_s);
        QCOMPARE(landing->tag, whiteboard);
        QCOMPARE(landing->author, u"author@example.org"_s);
    }

    void goesByKeywordAndFlag()
    {
        Bug bug = bugWith({});
        QVERIFY(!landingOf(bug, {}, s_autoland, {}));
        bug.keywords = {u"checkin-needed"_s};
        QVERIFY(!landingOf(bug, {patch(1)}, s_autoland, {})); // only who asks for the keyword is told of it
        const auto byHand = landingOf(bug, {patch(1)}, Wish::fromTarget(u"keyword:checkin-needed"_s), {});
        QCOMPARE(byHand->state, Landing::State::Requested);
        QVERIFY(!landingOf(bug, {}, Wish::fromTarget(u"keyword:other"_s), {}));
        const Wish flag = Wish::fromTarget(u"flag:approval-x"_s);
        QVERIFY(!landingOf(bug, {patch(1, u"approval-x+"_s)}, flag, {}));
        QCOMPARE(landingOf(bug, {patch(1, u"approval-x?"_s)}, flag, {})->tag, u"approval-x?"_s);
    }

    void asksAreNotTakenBackByHalf_data()
    {
        QTest::addColumn<QString>("target");
        QTest::addColumn<Bug>("bug");
        QTest::addColumn<QString>("tag"); // empty: no landing
        const auto with = [](const QStringList &keywords, const QString &resolution, const QString &flag = {}) {
            Bug bug = bugWith({});
            bug.keywords = keywords;
            bug.resolution = resolution;
            if (!flag.isEmpty()) {
                bug.flags.append({.name = flag.chopped(1), .status = flag.back()});
            }
            return bug;
        };
        QTest::newRow("keyword") << u"keyword:land"_s << with({u"x"_s, u"Land"_s}, {}) << u"land"_s;
        QTest::newRow("keyword of a fixed bug") << u"keyword:land"_s << with({u"land"_s}, u"FIXED"_s) << QString();
        QTest::newRow("part of a keyword") << u"keyword:land"_s << with({u"landed"_s}, {}) << QString();
        QTest::newRow("a keyword, for a tag") << u"autoland"_s << with({u"checkin-needed"_s}, {}) << QString();
        QTest::newRow("a keyword, for a flag") << u"flag:land"_s << with({u"checkin-needed"_s}, {}) << QString();
        QTest::newRow("flag") << u"flag:land"_s << with({}, {}, u"Land?"_s) << u"land?"_s;
        QTest::newRow("flag of a fixed bug") << u"flag:land"_s << with({}, u"FIXED"_s, u"land?"_s) << u"land?"_s;
        QTest::newRow("flag granted") << u"flag:land"_s << with({}, {}, u"land+"_s) << QString();
        QTest::newRow("flag denied") << u"flag:land"_s << with({}, {}, u"land-"_s) << QString();
        QTest::newRow("flag that starts so") << u"flag:land"_s << with({}, {}, u"landing?"_s) << QString();
    }

    void asksAreNotTakenBackByHalf()
    {
        QFETCH(QString, target);
        QFETCH(Bug, bug);
        QFETCH(QString, tag);
        const auto landing = landingOf(bug, {}, Wish::fromTarget(target), {});
        QCOMPARE(landing ? landing->tag : QString(), tag);
    }

    void theAuthorIsWhoWorksOnIt()
    {
        Bug bug = bugWith(u"[autoland-try]"_s);
        QCOMPARE(landingOf(bug, {}, s_autoland, {})->author, QString());
        QCOMPARE(landingOf(bug, {patch(1)}, s_autoland, {})->author, u"author@example.org"_s);
        bug.assignee = u"dev@example.org"_s;
        QCOMPARE(landingOf(bug, {patch(1)}, s_autoland, {})->author, u"dev@example.org"_s);
        bug.assignee.clear();
        QCOMPARE(landingOf(bug, {patch(1)}, s_autoland, {})->author, u"author@example.org"_s);
    }

    void tellsTheEndOnce()
    {
        const Asked asked{.tag = u"[autoland-a]"_s, .trees = {u"a"_s}};
        QCOMPARE(landingOf(bugWith(u"[autoland-in-queue]"_s), {}, s_autoland, asked)->trees, asked.trees);
        Bug bug = bugWith(u"[other]"_s);
        const auto cancelled = landingOf(bug, {}, s_autoland, asked);
        QVERIFY(cancelled);
        QCOMPARE(cancelled->state, Landing::State::Cancelled);
        QCOMPARE(cancelled->tag, asked.tag);
        bug.resolution = u"FIXED"_s;
        QCOMPARE(landingOf(bug, {}, s_autoland, asked)->state, Landing::State::Landed);
        Asked ended = asked;
        ended.ended = s_now.addDuration(-followedAfterEnd).addSecs(1);
        QCOMPARE(landingOf(bug, {}, s_autoland, ended)->state, Landing::State::Landed);
        ended.ended = s_now.addDuration(-followedAfterEnd);
        QVERIFY(!landingOf(bug, {}, s_autoland, ended));
    }

    void theNamedPatchesLandInTheirOrder()
    {
        const QList<Patch> patches{patch(1, u"review+"_s), patch(2, u"review+"_s), patch(3)};
        const auto landing = landingOf(bugWith(u"[autoland-a:2,1]"_s), patches, s_autoland, {});
        QCOMPARE(landing->patches, (QList{patches.at(1), patches.at(0)}));
        QCOMPARE(landing->state, Landing::State::Requested);
        QVERIFY(landing->reason.isEmpty());
        QCOMPARE(landingOf(bugWith(u"[autoland-try]"_s), patches, s_autoland, {})->patches, patches);
    }

    void aMissingPatchHoldsAll_data()
    {
        QTest::addColumn<QString>("whiteboard");
        QTest::addColumn<QString>("reason");
        QTest::newRow("not there") << u"[autoland-try:1,77]"_s
                                   << u"The tag names attachment 77, and the bug has no such patch: nothing lands."_s;
        QTest::newRow("obsolete") << u"[autoland-a:9,1]"_s
                                  << u"Attachment 9, which the tag names, is obsolete: nothing lands."_s;
        QTest::newRow("no number that is one")
            << u"[autoland-try:99999999999999999999999]"_s
            << u"The tag names attachment 0, and the bug has no such patch: nothing lands."_s;
    }

    void aMissingPatchHoldsAll()
    {
        QFETCH(QString, whiteboard);
        QFETCH(QString, reason);
        const BugFacts facts{.bug = bugWith(whiteboard), .patches = {patch(1, u"review+"_s)}, .obsolete = {9}};
        const auto landing = Bugzilla::landingOf(facts, {s_autoland}, {}, s_now);
        QCOMPARE(landing->state, Landing::State::Held);
        QCOMPARE(landing->held, Landing::Held::No);
        QCOMPARE(landing->reason, reason);
    }

    void whatIsNearlyATagIsSaid()
    {
        const auto landing = landingOf(bugWith(u"[autoland try]"_s), {patch(1)}, s_autoland, {});
        QVERIFY(landing);
        QCOMPARE(landing->state, Landing::State::Held);
        QCOMPARE(landing->tag, u"[autoland try]"_s);
        QVERIFY2(landing->reason.contains(u"nearly a landing tag"_s), qPrintable(landing->reason));
        // A proper wish is worth more than half a tag, whatever the order.
        Bug bug = bugWith(u"[autoland try]"_s);
        bug.keywords = {u"checkin-needed"_s};
        const auto both = Bugzilla::landingOf({.bug = bug}, {s_autoland, Wish::fromTarget(u"keyword:checkin-needed"_s)},
                                              {}, s_now);
        QCOMPARE(both->tag, u"checkin-needed"_s);
        QCOMPARE(both->state, Landing::State::Requested);
    }

    void aTagAtTheEndOfALongWhiteboardIsFound()
    {
        const QString filler = u"[qa-] autoland "_s.repeated(10'240 / 15);
        QCOMPARE(landingOf(bugWith(filler + u"[autoland-b]"_s), {}, s_autoland, {})->trees, QStringList{u"b"_s});
        QVERIFY(!landingOf(bugWith(filler), {}, s_autoland, {}));
    }

    void saysWhomItWaitsFor()
    {
        Patch asked = patch(1);
        asked.flags = {{.name = u"review"_s, .status = u'?', .setter = u"a"_s, .requestee = u"rev@x.org"_s},
                       {.name = u"approval-mozilla-beta"_s, .status = u'?', .setter = u"a"_s, .requestee = {}},
                       {.name = u"superreview"_s, .status = u'?', .setter = u"a"_s, .requestee = u"sr@x.org"_s}};
        Patch denied = patch(2);
        denied.flags = {{.name = u"review"_s, .status = u'-', .setter = u"rev@x.org"_s},
                        {.name = u"review"_s, .status = u'?', .setter = u"a"_s, .requestee = u"rev@x.org"_s}};
        Bug bug = bugWith(u"[autoland-a]"_s);
        bug.assignee = u"dev@x.org"_s;
        bug.flags = {{.name = u"needinfo"_s, .status = u'?', .requestee = u"qa@x.org"_s},
                     {.name = u"blocking"_s, .status = u'+', .requestee = u"nobody@x.org"_s}};
        QCOMPARE(landingOf(bug, {asked, denied}, s_autoland, {})->waitsOn,
                 (QStringList{u"rev@x.org"_s, u"sr@x.org"_s, u"dev@x.org"_s, u"qa@x.org"_s}));
        // Whoever has to look at a patch that does not land holds nothing up.
        bug.whiteboard = u"[autoland-a:2]"_s;
        QCOMPARE(landingOf(bug, {asked, denied}, s_autoland, {})->waitsOn,
                 (QStringList{u"dev@x.org"_s, u"rev@x.org"_s, u"qa@x.org"_s}));
        Patch many = patch(3);
        for (int i = 0; i < 30; ++i) {
            many.flags.append({.name = u"review"_s, .status = u'?', .requestee = u"r%1@x.org"_s.arg(i)});
        }
        QCOMPARE(landingOf(bugWith(u"[autoland-a]"_s), {many}, s_autoland, {})->waitsOn.size(), 20);
    }

    void aReviewIsOneFactForAllWatches()
    {
        const Wish mine{Wish::Kind::Review, u"rev@x.org"_s};
        Patch asked = patch(1);
        asked.flags = {{.name = u"review"_s, .status = u'?', .setter = u"a@x.org"_s, .requestee = u"REV@x.org"_s}};
        BugFacts facts{.bug = bugWith({}), .patches = {asked}, .reviewAsked = s_now.addDays(-2)};
        const auto review = Bugzilla::landingOf(facts, {mine}, {}, s_now);
        QVERIFY(review);
        QCOMPARE(review->key(), u"bug/5"_s);
        QCOMPARE(review->held, Landing::Held::WaitingForReview);
        QVERIFY(review->tag.isEmpty());
        QCOMPARE(review->requested, s_now.addDays(-2));
        QCOMPARE(review->waitsOn, QStringList{u"REV@x.org"_s});
        // With a tag it is the landing, whichever watch looks.
        facts.bug.whiteboard = u"[autoland-a]"_s;
        QVERIFY(asksFor(facts, mine) && asksFor(facts, s_autoland));
        QCOMPARE(Bugzilla::landingOf(facts, inOrder({mine, s_autoland}), {}, s_now)->tag, u"[autoland-a]"_s);
        // Given, or asked of somebody else.
        facts.bug.whiteboard.clear();
        facts.patches[0].flags[0].status = u'+';
        QVERIFY(!Bugzilla::landingOf(facts, {mine}, Asked{}, s_now));
        facts.patches[0].flags[0] = {.name = u"feedback"_s, .status = u'?', .requestee = u"rev@x.org"_s};
        QVERIFY(!asksFor(facts, mine));
        facts.patches[0].flags[0] = {.name = u"review"_s, .status = u'?', .requestee = u"rev@y.org"_s};
        QVERIFY(!asksFor(facts, mine));
        facts.patches[0].flags[0].requestee = u"rev"_s; // as strangers see it
        QVERIFY(asksFor(facts, mine));
    }

    void commentsTellHowItEnded_data()
    {
        QTest::addColumn<QString>("tree");
        QTest::addColumn<QString>("passages"); // L landed, B backed out, each an hour after the other
        QTest::addColumn<QString>("state");
        QTest::newRow("nothing") << u"autoland"_s << u""_s << u"cancelled"_s;
        QTest::newRow("landed") << u"autoland"_s << u"L"_s << u"landed"_s;
        QTest::newRow("backed out") << u"autoland"_s << u"LB"_s << u"backedout"_s;
        QTest::newRow("landed again") << u"autoland"_s << u"LBL"_s << u"landed"_s;
        QTest::newRow("a train") << u"mozilla-beta"_s << u"LB"_s << u"cancelled"_s;
        QTest::newRow("the tree it was to go to") << u"a"_s << u"LB"_s << u"backedout"_s;
    }

    void commentsTellHowItEnded()
    {
        QFETCH(QString, tree);
        QFETCH(QString, passages);
        QFETCH(QString, state);
        BugFacts facts{.bug = bugWith({})};
        for (qsizetype i = 0; i < passages.size(); ++i) {
            facts.story.passages.append({.revision = QString(12, QChar(u'a' + int(i))),
                                         .tree = tree,
                                         .isBackout = passages.at(i) == u'B',
                                         .at = s_now.addSecs(3600 * (i + 1))});
        }
        const Asked asked{.tag = u"[autoland-a]"_s, .trees = {u"a"_s}, .since = s_now};
        const auto landing = Bugzilla::landingOf(facts, {s_autoland}, asked, s_now);
        QCOMPARE(landingStateName(landing->state), state);
        if (state == u"backedout"_s) {
            QCOMPARE(landing->revision, QString(12, u'a')); // what landed, not what took it off again
        }
        // What was told before the wish is of an earlier landing.
        const Asked later{.tag = asked.tag, .trees = asked.trees, .since = s_now.addDays(1)};
        QCOMPARE(Bugzilla::landingOf(facts, {s_autoland}, later, s_now)->state, Landing::State::Cancelled);
    }

    void troubleIsAReason()
    {
        BugFacts facts{.bug = bugWith({})};
        facts.story.trouble = u"Patch 7 could not be applied to a."_s;
        facts.story.troubleAt = s_now;
        const Asked asked{.tag = u"[autoland-a]"_s, .trees = {u"a"_s}, .since = s_now.addSecs(-60)};
        const auto failed = Bugzilla::landingOf(facts, {s_autoland}, asked, s_now);
        QCOMPARE(failed->state, Landing::State::Failed);
        QCOMPARE(failed->reason, facts.story.trouble);
        // While it goes on the reason is said and nothing has failed; a warning fails nothing at all.
        facts.bug.whiteboard = u"[autoland-in-queue]"_s;
        const auto queued = Bugzilla::landingOf(facts, {s_autoland}, asked, s_now);
        QCOMPARE(queued->state, Landing::State::Queued);
        QCOMPARE(queued->reason, facts.story.trouble);
        facts.bug.whiteboard.clear();
        for (const QString &warning :
             {u"Autoland Warning: Only landing on branch(es): a"_s, u"Already landing patches 7 on branch a."_s}) {
            facts.story.trouble = warning;
            QCOMPARE(Bugzilla::landingOf(facts, {s_autoland}, asked, s_now)->state, Landing::State::Cancelled);
        }
        facts.story.troubleAt = s_now.addSecs(-61); // of an earlier landing
        QVERIFY(Bugzilla::landingOf(facts, {s_autoland}, asked, s_now)->reason.isEmpty());
    }

    void triesWhileItIsInTheQueue()
    {
        BugFacts facts{.bug = bugWith(u"[autoland-in-queue]"_s)};
        facts.story.tries = {{.revision = u"0123456789ab"_s}};
        QCOMPARE(Bugzilla::landingOf(facts, {s_autoland}, {}, s_now)->state, Landing::State::Trying);
        facts.story.tries[0].result = u"success"_s;
        const auto landing = Bugzilla::landingOf(facts, {s_autoland}, {}, s_now);
        QCOMPARE(landing->state, Landing::State::Queued);
        QCOMPARE(landing->tries, facts.story.tries);
    }

    void wishesComeFromTargets()
    {
        const Account account{.user = u"me@x.org"_s};
        using Kind = Wish::Kind;
        const auto of = [&account](const QString &target) {
            return wishesOf(account, {.kind = Watch::Kind::Landings, .target = target});
        };
        QCOMPARE(of(u"autoland"_s), (QList<Wish>{{Kind::Tag, u"autoland"_s}}));
        QCOMPARE(
            of(u"flag:checkin, keyword:checkin-needed ,autoland,,autoland, flag:"_s),
            (QList<Wish>{{Kind::Tag, u"autoland"_s}, {Kind::Keyword, u"checkin-needed"_s}, {Kind::Flag, u"checkin"_s}}));
        QVERIFY(of(u" , flag: "_s).isEmpty());
        QCOMPARE(wishesOf(account, {.kind = Watch::Kind::Reviews}), (QList<Wish>{{Kind::Review, u"me@x.org"_s}}));
        QCOMPARE(wishesOf(account, {.kind = Watch::Kind::Reviews, .who = u"you@x.org"_s}),
                 (QList<Wish>{{Kind::Review, u"you@x.org"_s}}));
        QVERIFY(wishesOf({}, {.kind = Watch::Kind::Reviews}).isEmpty());
    }
};

QTEST_GUILESS_MAIN(BugzillaLandingTest)

#include "tst_bugzillalanding.moc"
