// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/bugzilla/bugzillalanding.h"

#include <QElapsedTimer>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Windsock;
using namespace Windsock::Bugzilla;

namespace {
const Wish s_autoland{Wish::Kind::Tag, u"autoland"_s};

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
    void readsTags_data()
    {
        QTest::addColumn<QString>("whiteboard");
        QTest::addColumn<QString>("read"); // trees | attachments | try syntax; empty: no tag
        QTest::newRow("try") << u"[autoland-try]"_s << u"try||"_s;
        QTest::newRow("plain") << u"[autoland]"_s << u"try||"_s;
        QTest::newRow("two trees") << u"x [autoland-mozilla-aurora,mozilla-beta] y"_s
                                   << u"mozilla-aurora mozilla-beta||"_s;
        QTest::newRow("all parts") << u"[autoland-try:409589:-p all -u mochitests]"_s
                                   << u"try|409589|-p all -u mochitests"_s;
        QTest::newRow("other order") << u"[autoland-try:-b do:1,2]"_s << u"try|1 2|-b do"_s;
        QTest::newRow("any case") << u"[AutoLand-Try:-B DO]"_s << u"try||-b do"_s;
        QTest::newRow("the first counts") << u"[autoland-a][autoland-b]"_s << u"a||"_s;
        QTest::newRow("a broken one before") << u"[autoland:x] [autoland-b]"_s << u"b||"_s;
        QTest::newRow("in queue") << u"[autoland-in-queue]"_s << u"||"_s;
        for (const auto &bad :
             {u""_s, u"autoland-try"_s, u"[autoland-try"_s, u"[autolander]"_s, u"[autoland-]"_s, u"[autoland-try:]"_s,
              u"[autoland-try:1,]"_s, u"[autoland-try:1:2:3]"_s, u"[fixed-in-autoland]"_s}) {
            QTest::addRow("none in '%s'", qPrintable(bad)) << bad << QString();
        }
    }

    void readsTags()
    {
        QFETCH(QString, whiteboard);
        QFETCH(QString, read);
        const auto tag = tagIn(whiteboard, u"autoland"_s);
        QCOMPARE(tag.has_value(), !read.isEmpty());
        if (tag) {
            QStringList ids;
            for (const qint64 id : tag->attachments) {
                ids.append(QString::number(id));
            }
            QCOMPARE((QStringList{tag->trees.join(u' '), ids.join(u' '), tag->trySyntax}.join(u'|')), read);
            QVERIFY(whiteboard.contains(tag->written));
            QCOMPARE(tag->inQueue, read == u"||"_s);
        }
    }

    /// The grammar of 2011, put together from its parts in every order.
    void readsEveryTagOfTheGrammar_data()
    {
        QTest::addColumn<QString>("written");
        QTest::addColumn<QStringList>("trees");
        QTest::addColumn<QList<qint64>>("ids");
        QTest::addColumn<QString>("syntax");
        const QList<std::pair<QString, QStringList>> trees{
            {u""_s, {u"try"_s}},
            {u"-try"_s, {u"try"_s}},
            {u"-mozilla-central"_s, {u"mozilla-central"_s}},
            {u"-Mozilla-Inbound,MOZILLA-AURORA"_s, {u"mozilla-inbound"_s, u"mozilla-aurora"_s}},
            {u"-a, b ,,a"_s, {u"a"_s, u"b"_s}},
            {u"-in-queue-x"_s, {u"in-queue-x"_s}},
        };
        const QList<std::pair<QString, QList<qint64>>> ids{
            {u":7"_s, {7}}, {u":409589,2,30"_s, {409589, 2, 30}}, {u":0012"_s, {12}}};
        const QStringList syntaxes{u":-p all -u mochitests -t none"_s, u":-B DO"_s, u":--x=\"y\" (z)"_s};
        const auto row = [](const QString &inner, const QStringList &trees, const QList<qint64> &ids,
                            const QString &syntax) {
            for (const QString &name : {u"autoland"_s, u"AUTOLAND"_s, u"AutoLand"_s}) {
                const QString written = u'[' + name + inner + u']';
                QTest::addRow("%s", qPrintable(written)) << written << trees << ids << syntax;
            }
        };
        for (const auto &[treeText, treeList] : trees) {
            row(treeText, treeList, {}, {});
            for (const auto &[idText, idList] : ids) {
                row(treeText + idText, treeList, idList, {});
                for (const QString &syntax : syntaxes) {
                    row(treeText + idText + syntax, treeList, idList, syntax.mid(1).toLower());
                    row(treeText + syntax + idText, treeList, idList, syntax.mid(1).toLower());
                }
            }
            for (const QString &syntax : syntaxes) {
                row(treeText + syntax, treeList, {}, syntax.mid(1).toLower());
            }
        }
    }

    void readsEveryTagOfTheGrammar()
    {
        QFETCH(QString, written);
        QFETCH(QStringList, trees);
        QFETCH(QList<qint64>, ids);
        QFETCH(QString, syntax);
        for (const QString &around : {u"%1"_s, u"[wanted] %1 [qa-]"_s, u"x]%1]["_s, u"\n[autoland %1\t[autoland-z]"_s}) {
            const auto tag = tagIn(around.arg(written), u"autoland"_s);
            QVERIFY(tag);
            QCOMPARE(tag->written, written);
            QCOMPARE(tag->trees, trees);
            QCOMPARE(tag->attachments, ids);
            QCOMPARE(tag->trySyntax, syntax);
            QVERIFY(!tag->inQueue);
        }
    }

    void takesNothingThatIsNearlyATag_data()
    {
        QTest::addColumn<QString>("whiteboard");
        for (const QString &bad : {u"[autoland"_s,
                                   u"autoland]"_s,
                                   u"(autoland)"_s,
                                   u"[ autoland]"_s,
                                   u"[autoland ]"_s,
                                   u"[autoland -try]"_s,
                                   u"[autoland_try]"_s,
                                   u"[xautoland]"_s,
                                   u"[auto-land]"_s,
                                   u"[autoland:]"_s,
                                   u"[autoland::1]"_s,
                                   u"[autoland:1,]"_s,
                                   u"[autoland:,1]"_s,
                                   u"[autoland:1,,2]"_s,
                                   u"[autoland:1 ,2]"_s,
                                   u"[autoland: 1]"_s,
                                   u"[autoland:1 ]"_s,
                                   u"[autoland:+1]"_s,
                                   u"[autoland:0x1]"_s,
                                   u"[autoland:1.5]"_s,
                                   u"[autoland:\u0661]"_s,
                                   u"[autoland:p all]"_s,
                                   u"[autoland: -p all]"_s,
                                   u"[autoland-try:-p:all]"_s,
                                   u"[autoland-try:1:2:3]"_s,
                                   u"[autoland-try:-a:-b:1]"_s,
                                   u"[autoland-try:1:-a:2]"_s,
                                   u"[autoland-:1]"_s,
                                   u"[autoland-try:-]"_s,
                                   u"[autoland-[try]]"_s,
                                   u"[autoland-try:-p [x] all]"_s,
                                   u"[autoland-try[autoland"_s,
                                   u"[autoland-try:-b do"_s,
                                   u"[\n autoland]"_s}) {
            QTest::addRow("%s", qPrintable(bad)) << bad;
        }
    }

    void takesNothingThatIsNearlyATag()
    {
        QFETCH(QString, whiteboard);
        QVERIFY(!tagIn(whiteboard, u"autoland"_s));
        const auto after = tagIn(whiteboard + u" [autoland-after]"_s, u"autoland"_s);
        QVERIFY(after);
        QCOMPARE(after->trees, QStringList{u"after"_s});
    }

    void knowsWhatIsTakenUp_data()
    {
        QTest::addColumn<QString>("whiteboard");
        QTest::addColumn<bool>("inQueue");
        QTest::newRow("in queue") << u"[autoland-in-queue]"_s << true;
        QTest::newRow("any case") << u"[Autoland-In-Queue]"_s << true;
        QTest::newRow("with ids") << u"[autoland-in-queue:12]"_s << true;
        QTest::newRow("a tree of that name and more") << u"[autoland-in-queue,try]"_s << false;
        QTest::newRow("a tree that starts so") << u"[autoland-in-queue2]"_s << false;
    }

    void knowsWhatIsTakenUp()
    {
        QFETCH(QString, whiteboard);
        QFETCH(bool, inQueue);
        const auto tag = tagIn(whiteboard, u"autoland"_s);
        QVERIFY(tag);
        QCOMPARE(tag->inQueue, inQueue);
        QCOMPARE(tag->trees.isEmpty(), inQueue);
    }

    void otherNamesAreTakenLiterally()
    {
        QVERIFY(tagIn(u"[land.me-a]"_s, u"land.me"_s));
        QVERIFY(!tagIn(u"[landxme-a]"_s, u"land.me"_s));
        QVERIFY(tagIn(u"[a+b(c-t]"_s, u"a+b(c"_s));
        QVERIFY(!tagIn(u"[autoland-try]"_s, u"auto"_s));
        QVERIFY(!tagIn(u"[autoland-try]"_s, u".*"_s));
    }

    void aHugeNumberIsNoCrash()
    {
        const auto tag = tagIn(u"[autoland-try:99999999999999999999999,9223372036854775807]"_s, u"autoland"_s);
        QVERIFY(tag);
        QCOMPARE(tag->attachments.size(), 2);
        QCOMPARE(tag->attachments.at(1), std::numeric_limits<qint64>::max());
    }

    /// Ten times the text may take ten times as long, not a hundred times.
    void readsLongWhiteboardsInLinearTime_data()
    {
        QTest::addColumn<QString>("part");
        QTest::newRow("openings") << u"[autoland-"_s;
        QTest::newRow("brackets") << u"["_s;
        QTest::newRow("ids") << u"1,"_s;
        QTest::newRow("digits") << u"1"_s;
        QTest::newRow("colons") << u":-a"_s;
        QTest::newRow("mixed") << u"[autoland-try:1,2,3:-p all"_s;
        QTest::newRow("blanks") << u" "_s;
    }

    void readsLongWhiteboardsInLinearTime()
    {
        QFETCH(QString, part);
        const QString begin = u"[autoland-try:"_s;
        const auto timeOf = [&](qsizetype size) {
            const QString whiteboard = begin + part.repeated(size / part.size());
            qint64 best = std::numeric_limits<qint64>::max();
            for (int i = 0; i < 5; ++i) {
                QElapsedTimer timer;
                timer.start();
                if (tagIn(whiteboard, u"autoland"_s)) {
                    return qint64(-1);
                }
                best = std::min(best, timer.nsecsElapsed());
            }
            return best;
        };
        const qint64 small = timeOf(10'000);
        const qint64 large = timeOf(100'000);
        QVERIFY(small >= 0 && large >= 0);
        QVERIFY2(large < 40 * std::max<qint64>(small, 1'000'000),
                 qPrintable(u"%1 ns, then %2 ns"_s.arg(small).arg(large)));
        QVERIFY2(small < 50'000'000, qPrintable(QString::number(small)));
        QCOMPARE(tagIn(begin + part.repeated(10'000 / part.size()) + u"] [autoland-end]"_s, u"autoland"_s).has_value(),
                 true);
    }

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
        QCOMPARE(landingOf(bug, {patch(1)}, s_autoland, {})->state, Landing::State::Requested);
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
        QTest::newRow("by hand") << u"autoland"_s << with({u"checkin-needed"_s}, {}) << u"checkin-needed"_s;
        QTest::newRow("by hand, fixed") << u"autoland"_s << with({u"checkin-needed"_s}, u"FIXED"_s) << QString();
        QTest::newRow("by hand, for a flag") << u"flag:land"_s << with({u"checkin-needed"_s}, {}) << QString();
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
        QVERIFY(!landingOf(bug, {}, s_autoland, Asked{.tag = asked.tag, .trees = asked.trees, .ended = true}));
    }
};

QTEST_GUILESS_MAIN(BugzillaLandingTest)

#include "tst_bugzillalanding.moc"
