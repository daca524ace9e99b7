// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/bugzilla/bugzillacursor.h"
#include "app/sources/bugzilla/bugzillaparser.h"
#include "tests/sources/golden.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace Windsock;
using namespace Windsock::Bugzilla;

namespace {
const QDateTime s_at(QDate(2026, 11, 20), QTime(16, 0), QTimeZone::UTC);
const QString s_long = u"0123456789abcdef0123456789abcdef01234567"_s;

Story storyOf(const QStringList &comments)
{
    Story story;
    for (qsizetype i = 0; i < comments.size(); ++i) {
        hear(story, {.id = i + 1, .text = comments.at(i), .at = s_at.addSecs(60 * i)});
    }
    return story;
}

QString lineOf(const TryRun &run)
{
    return u"try %1 %2 (%3)"_s.arg(run.revision, run.result, run.counts);
}

QString lineOf(const Passage &passage)
{
    return u"%1 %2 %3%4"_s.arg(passage.isBackout ? u"backout"_s : u"landed"_s, passage.revision, passage.tree,
                               passage.isGit ? u" git"_s : QString());
}

/// The story in lines, without the times.
QStringList linesOf(const Story &story)
{
    QStringList lines;
    for (const TryRun &run : story.tries) {
        lines.append(lineOf(run));
    }
    for (const Passage &passage : story.passages) {
        lines.append(lineOf(passage).trimmed());
    }
    for (const qint64 job : story.landoJobs) {
        lines.append(u"lando %1"_s.arg(job));
    }
    if (!story.trouble.isEmpty()) {
        lines.append(u"trouble "_s + story.trouble);
    }
    return lines;
}

const QString s_complete = u"Try run for 5e2b4a0d7d5a is complete.\n"
                           "Detailed breakdown of the results available here:\n"
                           "\thttps://tbpl.mozilla.org/?tree=Try&rev=5e2b4a0d7d5a\n"
                           "Results (out of 175 total builds):\n"
                           "    success: 143\n"
                           "    warnings: 31\n"
                           "    failure: 1\n"
                           "Builds (or logs if builds failed) are there for a while."_s;
}

class BugzillaStoryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hearsWhatCommentsTell_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("lines");
        const auto row = [](const char *name, const QString &text, const QStringList &lines) {
            QTest::newRow(name) << text << lines;
        };
        row("2011: complete", s_complete, {u"try 5e2b4a0d7d5a failure (success: 143, warnings: 31, failure: 1)"_s});
        row("2011: oranges",
            u"Try run for 5e2b4a0d7d5a is complete.\nResults (out of 3 total builds):\n success: 1\n warnings: 2"_s,
            {u"try 5e2b4a0d7d5a warnings (success: 1, warnings: 2)"_s});
        row("2011: green",
            u"Try run for 5e2b4a0d7d5a is complete.\nResults (out of 3 total builds):\n    success: 3\n    failure: 0"_s,
            {u"try 5e2b4a0d7d5a success (success: 3, failure: 0)"_s});
        row("2011: no counts", u"Try run for 5e2b4a0d7d5a is complete."_s, {u"try 5e2b4a0d7d5a complete ()"_s});
        row("2011: timed out", u"Try run for 5e2b4a0d7d5a. Timed out after 12 hours without completing."_s,
            {u"try 5e2b4a0d7d5a timed out ()"_s});
        row("2011: started",
            u"Autoland Patchset:\n\tPatches: 1, 2\n\tBranch: mozilla-central => try\n"
            "\tDestination: http://hg.mozilla.org/try/pushloghtml?changeset=5e2b4a0d7d5a\n"
            "Try run started, revision 5e2b4a0d7d5a. To cancel or monitor the job, see: https://tbpl.mozilla.org/?tree=Try&rev=5e2b4a0d7d5a"_s,
            {u"try 5e2b4a0d7d5a  ()"_s});
        row("2011: failure", u"Autoland Failure:\n\tSpecified patches 7 do not exist, or are not posted to this bug."_s,
            {u"trouble Autoland Failure: Specified patches 7 do not exist, or are not posted to this bug."_s});
        row("2011: warning", u"Autoland Warning:\n\tOnly landing on branch(es): try"_s,
            {u"trouble Autoland Warning: Only landing on branch(es): try"_s});
        row("2011: does not apply", u"Patch 7 could not be applied to mozilla-inbound.\npatching file a"_s,
            {u"trouble Patch 7 could not be applied to mozilla-inbound. patching file a"_s});
        row("2011: no permission", u"Insufficient permissions to push to mozilla-central."_s,
            {u"trouble Insufficient permissions to push to mozilla-central."_s});
        row("lando job", u"Pushed.\nLanding job id: 4711"_s, {u"lando 4711"_s});
        row("lando page",
            u"see https://lando.moz.tools/landings/4711/ and https://api.lando.services.mozilla.com/landing_jobs/12"_s,
            {u"lando 4711"_s, u"lando 12"_s});
        row("treeherder try", u"https://treeherder.mozilla.org/jobs?repo=try&revision="_s + s_long,
            {u"try %1  ()"_s.arg(s_long)});
        row("treeherder try, old page",
            u"(https://treeherder.mozilla.org/#/jobs?revision=0123456789ab&selectedJob=1&repo=try)"_s,
            {u"try 0123456789ab  ()"_s});
        row("treeherder of a tree", u"https://treeherder.mozilla.org/jobs?repo=autoland&revision=0123456789ab"_s, {});
        row("treeherder of an author", u"https://treeherder.mozilla.org/jobs?repo=try&author=a@b.c"_s, {});
        row("hg try", u"it is https://hg.mozilla.org/try/rev/0123456789ab then"_s, {u"try 0123456789ab  ()"_s});
        row("pulsebot",
            u"Pushed by a@example.org:\nhttps://hg.mozilla.org/integration/autoland/rev/0123456789ab\nDo it. r=b\n"
            "https://hg.mozilla.org/integration/autoland/rev/ba9876543210\nTest it. r=b"_s,
            {u"landed 0123456789ab autoland"_s, u"landed ba9876543210 autoland"_s});
        row("pulsebot with git",
            u"Pushed by a@example.org:\nhttps://github.com/mozilla-firefox/firefox/commit/%1\nDo it."_s.arg(s_long),
            {u"landed %1  git"_s.arg(s_long)});
        row("merged", u"https://hg.mozilla.org/mozilla-central/rev/0123456789ab"_s,
            {u"landed 0123456789ab mozilla-central"_s});
        row("merged with a note", u"https://hg.mozilla.org/mozilla-central/rev/0123456789ab (part 1)"_s,
            {u"landed 0123456789ab mozilla-central"_s});
        row("only mentioned", u"This began with https://hg.mozilla.org/mozilla-central/rev/0123456789ab, I think."_s,
            {});
        row("pulsebot backout",
            u"Backout by a@example.org:\nhttps://hg.mozilla.org/integration/autoland/rev/0123456789ab\nBacked out changeset 1"_s,
            {u"backout 0123456789ab autoland"_s});
        row("a commit that backs out below a push",
            u"Pushed by a@example.org:\nhttps://hg.mozilla.org/integration/autoland/rev/0123456789ab\n"
            "Backed out changeset 1 for bustage"_s,
            {u"backout 0123456789ab autoland"_s});
        row("a sheriff",
            u"Backed out for causing build bustages.\n* [Backout "
            u"link](https://hg.mozilla.org/integration/autoland/rev/%1)\n"
            "* [Push with failures](https://treeherder.mozilla.org/jobs?repo=autoland&revision=ba9876543210)"_s.arg(
                s_long),
            {u"backout %1 autoland"_s.arg(s_long)});
        row("backed out without an address", u"Backed out for failures in x."_s, {u"backout"_s});
        row("backed out of a train",
            u"Backed out from beta: https://hg.mozilla.org/releases/mozilla-beta/rev/0123456789ab"_s,
            {u"backout 0123456789ab mozilla-beta"_s});
        row("backed out of a train, no address", u"Backed out from aurora for bustage."_s,
            {u"backout  mozilla-aurora"_s});
        row("backed out and landed again",
            u"Backed out for bustage:\nhttps://hg.mozilla.org/integration/autoland/rev/0123456789ab\n\n"
            "Re-landed, this time with feeling:\nhttps://hg.mozilla.org/integration/autoland/rev/ba9876543210"_s,
            {u"backout 0123456789ab autoland"_s, u"landed ba9876543210 autoland"_s});
        row("somebody tells of a backout", u"I think this was backed out for failures."_s, {});
        row("quoted", u"> https://hg.mozilla.org/mozilla-central/rev/0123456789ab\n> Backed out for x\nWhy?"_s, {});
        row("a look-alike host", u"https://hg.mozilla.org.example/mozilla-central/rev/0123456789ab"_s, {});
        row("nothing", u""_s, {});
    }

    void hearsWhatCommentsTell()
    {
        QFETCH(QString, text);
        QFETCH(QStringList, lines);
        QCOMPARE(linesOf(storyOf({text})), lines);
        // Heard again, as the overlap of two fetches has it, it is no more.
        QCOMPARE(linesOf(storyOf({text, text})).size(),
                 lines.contains(u"backout"_s) || lines.contains(u"backout  mozilla-aurora"_s) ? 2 : lines.size());
        Story twice = storyOf({text});
        const Story once = twice;
        hear(twice, {.id = 1, .text = text, .at = s_at});
        QCOMPARE(twice, once);
    }

    void aRunEndsOnce()
    {
        const QString started = u"Try run started, revision 5e2b4a0d7d5a."_s;
        const Story story = storyOf({started, s_complete, started});
        QCOMPARE(story.tries.size(), 1);
        QCOMPARE(story.tries.constFirst().result, u"failure"_s);
        QCOMPARE(story.tries.constFirst().told, s_at.addSecs(60));
        QCOMPARE(story.heard, s_at.addSecs(120));
        // A short number and a long one that begins with it are one run's, and the long one says more.
        const QString full = u"5e2b4a0d7d5a"_s + QString(28, u'0');
        const Story both = storyOf({started, u"https://hg.mozilla.org/try/rev/"_s + full});
        QCOMPARE(linesOf(both), QStringList{u"try %1  ()"_s.arg(full)});
    }

    void everyListIsBounded()
    {
        QStringList comments;
        for (int i = 0; i < 60; ++i) {
            const QString revision = u"%1"_s.arg(i, 12, 16, QChar(u'0'));
            comments.append(
                u"https://hg.mozilla.org/try/rev/%1\nhttps://hg.mozilla.org/a/rev/%1\nLanding job id: %2"_s.arg(
                    revision, QString::number(i + 1)));
        }
        const Story story = storyOf(comments);
        QCOMPARE(story.tries.size(), 20);
        QCOMPARE(story.passages.size(), 20);
        QCOMPARE(story.landoJobs.size(), 20);
        QCOMPARE(story.landoJobs.constLast(), 60);
        QVERIFY(story.tries.constLast().revision.endsWith(u"3b"_s));
        const Story loud = storyOf({u"Autoland Failure:\n"_s + QString(5000, u'x')});
        QCOMPARE(loud.trouble.size(), 300);
    }

    void aHostileCommentTakesNoTime_data()
    {
        QTest::addColumn<QString>("part");
        QTest::newRow("addresses") << u"https://hg.mozilla.org/"_s;
        QTest::newRow("slashes") << u"https://hg.mozilla.org/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/"_s;
        QTest::newRow("lines") << u"Backed out\n"_s;
        QTest::newRow("runs") << u"Try run for 0123456789ab\n"_s;
        QTest::newRow("counts") << u"Try run for 0123456789ab is complete\nsuccess: 1\n"_s;
        QTest::newRow("lando") << u"https://landolandolando"_s;
        QTest::newRow("queries") << u"https://treeherder.mozilla.org/?repo=try&revision="_s;
        QTest::newRow("one line") << u"a"_s;
    }

    void aHostileCommentTakesNoTime()
    {
        QFETCH(QString, part);
        QElapsedTimer timer;
        timer.start();
        (void)storyOf({part.repeated(65'535 / part.size())});
        QVERIFY2(timer.elapsed() < 3'000, qPrintable(QString::number(timer.elapsed())));
    }

    /// Comments people and bots of Mozilla really wrote.
    void hearsRecordedComments()
    {
        const QString name = u"bugzilla/libmozdata/comments"_s;
        const auto page = parseComments(Golden::recorded(name));
        QVERIFY(page);
        QJsonObject seen;
        for (const auto &[bug, comments] : page->comments.asKeyValueRange()) {
            Story story;
            for (const Comment &comment : comments) {
                hear(story, comment);
            }
            seen.insert(QString::number(bug), QJsonArray::fromStringList(linesOf(story)));
        }
        const QString difference = Golden::difference(u"bugzilla/libmozdata/story"_s, seen);
        QVERIFY2(difference.isEmpty(), qPrintable(difference));
    }

    void theCursorKeepsTheStory()
    {
        BugzillaCursor cursor{.changed = s_at, .verified = s_at.addSecs(-5)};
        Story story = storyOf({s_complete, u"Landing job id: 3"_s, u"Autoland Failure:\n x"_s,
                               u"Backed out for x.\nhttps://hg.mozilla.org/integration/autoland/rev/0123456789ab"_s,
                               u"https://github.com/a/b/commit/"_s + s_long});
        cursor.asked.insert(7,
                            {.tag = u"[autoland-try]"_s,
                             .trees = {u"try"_s},
                             .since = s_at,
                             .ended = s_at.addSecs(9),
                             .read = s_at.addSecs(7),
                             .isSure = true,
                             .story = story});
        QCOMPARE(BugzillaCursor::fromText(cursor.toText()), cursor);
    }
};

QTEST_GUILESS_MAIN(BugzillaStoryTest)

#include "tst_bugzillastory.moc"
