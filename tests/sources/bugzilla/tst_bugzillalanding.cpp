// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/bugzilla/bugzillalanding.h"

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
