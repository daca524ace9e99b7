// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/values/commitmessage.h"

#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Windsock;

using Numbers = QList<qint64>;

class TestCommitMessage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".+"_s)); }

    void bugs_data()
    {
        QTest::addColumn<QString>("message");
        QTest::addColumn<Numbers>("bugs");
        const auto row = [](const char *message, const Numbers &bugs) {
            QTest::newRow(message) << QString::fromUtf8(message) << bugs;
        };
        row("Bug 1948118 - Reword a message; r=dminor", {1948118});
        row("bug 909264 - control characters", {909264});
        row("Bug 904926. Remove unnecessary lock. r=cpearce", {904926});
        row("Bug 1943896: Ensure updating", {1943896});
        row("Bug 1", {1});
        row("bug1234567: no blank", {1234567});
        row("Bug #1234567 - with a sign", {1234567});
        row("[devtools] Bug 1234567 - Fix", {1234567});
        row("Part 2: Bug 1234567 - Fix", {1234567});
        row("fixup! Bug 1234567 - Fix", {1234567});
        row("Reland bug 1234567 - Fix", {1234567});
        row("Bug 1234567, bug 1234568 - Both", {1234567, 1234568});
        row("Bugs 1234567 & 1234568 - Both", {1234567, 1234568});
        row("Bug 1234567, 1234568 and bug 12 - All", {1234567, 1234568, 12});
        row("Bug 1234567, 2 patches", {1234567});
        row("Bug 1234567 - Follow-up to bug 1000000", {1234567});
        row("Bug 1234567 - Fix\n\nBug 1000000 broke it.", {1234567});
        row("Fix the sock (bug 1234567) r=me", {1234567});
        row("Fix the sock r=x (al=a@example.org; Bug 12)", {12});
        row("Regression of bug 1 and of bug 2", {});
        row("No bug - Update the list of bug 1234567", {});
        row("No Bug, mozilla-central repo-update HSTS", {});
        row("Merge autoland to mozilla-central. bug 12", {});
        row("Debug 1234567 things", {});
        row("Bugfix 12", {});
        row("Bug 1.5 - a version", {});
        row("Bug 0 - nothing", {});
        row("Bug 12345678901 - more digits than a bug has", {});
        row("try: -b do -p all -u none -t none --post-to-bugzilla bug 12", {12});
        row("Fuzzy query\n\ntry: -b o --post-to-bugzilla Bug 12", {12});
        row("Bug 1234567 - Revert the order of socks", {1234567});
        row("Bug 1234567 - Back out bug 1234000 for crashes", {1234567});
        row("Revert \"Revert \"Bug 1234567 - Fix\"\"", {1234567});
        row("Reapply \"Bug 1234567 - Fix\"", {1234567});
        row("", {});
        row("\n\n", {});
    }
    void bugs()
    {
        QFETCH(const QString, message);
        QTEST(readCommitMessage(message).bugs, "bugs");
    }

    void backouts_data()
    {
        QTest::addColumn<QString>("message");
        QTest::addColumn<QStringList>("revisions");
        QTest::addColumn<Numbers>("bugs");
        QTest::addColumn<QString>("reason");
        const auto row = [](const char *message, const QStringList &revisions, const Numbers &bugs,
                            const char *reason = "") {
            QTest::newRow(message) << QString::fromUtf8(message) << revisions << bugs << QString::fromUtf8(reason);
        };
        const QString a = u"1a2b3c4d5e6f"_s;
        const QString b = u"b0b0b0b0b0b0"_s;
        row("Backed out changeset 1a2b3c4d5e6f (bug 123456) for causing bustage", {a}, {123456}, "causing bustage");
        row("Backed out changeset 69be1a2ffd39 (bug 912244) for Marionette failures on a CLOSED TREE",
            {u"69be1a2ffd39"_s}, {912244}, "Marionette failures");
        row("Backed out changeset 1a2b3c4d5e6f", {a}, {});
        row("Backed out changesets 1a2b3c4d5e6f and b0b0b0b0b0b0 (bugs 123, 456) for fun. a=backout", {a, b},
            {123, 456}, "fun");
        row("Backed out 3 changesets (bug 123456, bug 123457) for causing mochitest failures. CLOSED TREE", {},
            {123456, 123457}, "causing mochitest failures");
        row("Backed out 2 changesets (bug 1) because of leaks\n\nBacked out changeset 1a2b3c4d5e6f (bug 1)\n"
            "Backed out changeset b0b0b0b0b0b0 (bug 2)",
            {a, b}, {1, 2}, "leaks");
        row("Back out 1A2B3C4D5E6F (bug 7) due to a crash", {a}, {7}, "a crash");
        row("Backing out bug 7 and bug 8", {}, {7, 8});
        row("Backout of changeset 1a2b3c4d5e6f", {a}, {});
        row("backout bug 7 for bug 9's sake", {}, {7}, "bug 9's sake");
        row("Backed out changeset 12345:1a2b3c4d5e6f", {a}, {});
        row("Backed out changeset 1a2b3c4d5e6f (bug 7) for breaking b0b0b0b0b0b0", {a}, {7}, "breaking b0b0b0b0b0b0");
        row("Backed-out changeset 1a2b3c4d5e6f (for real) for red", {a}, {}, "red");
        row("Revert \"Bug 7 - Fix the sock\"\n\nThis reverts commit 1a2b3c4d5e6f7a8b9c0d1a2b3c4d5e6f7a8b9c0d.",
            {u"1a2b3c4d5e6f7a8b9c0d1a2b3c4d5e6f7a8b9c0d"_s}, {7});
        row("Revert “Bug 7 - Fix”", {}, {7});
        row("Revert \"Fix the sock (#12)\" (#13)\n\nThis reverts commit 1a2b3c4d5e6f.", {a}, {});
        row("Revert 1a2b3c4d5e6f for now: too slow", {a}, {}, "now: too slow");
        row("Reverted changeset 1a2b3c4d5e6f (bug 7)", {a}, {7});
        row("Undo it\n\nThis reverts commits 1a2b3c4d5e6f and b0b0b0b0b0b0.", {a, b}, {});
        row("Revert the merge\n\nThis reverts commit 1a2b3c4d5e6f, reversing\nchanges made to b0b0b0b0b0b0.", {a}, {});
        row("Bug 7 - Backed out changeset 1a2b3c4d5e6f for bustage", {a}, {7}, "bustage");
        row("Bug 7 - Back out bug 8 for crashes", {}, {8}, "crashes");
        row("Bug 7 - Revert \"Bug 8 - Fix\"", {}, {8});
        row("Backed out bug 7 because \u202e it\u0007 leaks  badly", {}, {7}, "it leaks badly");
    }
    void backouts()
    {
        QFETCH(const QString, message);
        const auto backout = readCommitMessage(message).backout;
        QVERIFY(backout);
        QTEST(backout->revisions, "revisions");
        QTEST(backout->bugs, "bugs");
        QTEST(backout->reason, "reason");
    }

    void noBackouts_data()
    {
        QTest::addColumn<QString>("message");
        for (const char *message :
             {"Bug 7 - Revert the order of the list", "Bug 7 - Back up the list", "Background tasks",
              "Bug 7 - Fix\n\nBacked out changeset 1a2b3c4d5e6f once before.", "Merge autoland to mozilla-central",
              "Revert \"Revert \"Bug 7 - Fix\"\"\n\nThis reverts commit 1a2b3c4d5e6f.", "Reapply \"Bug 7 - Fix\"",
              "Bug 7 - Fall back outside of the frame"}) {
            QTest::newRow(message) << QString::fromUtf8(message);
        }
    }
    void noBackouts()
    {
        QFETCH(const QString, message);
        QVERIFY(!readCommitMessage(message).backout);
    }

    void otherNames()
    {
        const CommitMessage lando = readCommitMessage(
            u"Fuzzy query=linux\n\nPushed via `mach try fuzzy`\nLanding job id: 4711\n"
            "https://lando.moz.tools/landing_jobs/4712/\nLando-Job: 4713"_s);
        QCOMPARE(lando.landoJobs, (Numbers{4711, 4712, 4713}));
        const CommitMessage git = readCommitMessage(
            u"Bug 5 - Fix\n\nDifferential Revision: https://phabricator.services.mozilla.com/D5\n\n"
            "git commit: 1A2B3C4D5E6F\n(cherry picked from commit b0b0b0b0b0b0b0)\n"
            "Pull request: https://github.com/mozilla-firefox/firefox/pull/12"_s);
        QCOMPARE(git.revisions, (QStringList{u"1a2b3c4d5e6f"_s, u"b0b0b0b0b0b0b0"_s}));
        QCOMPARE(git.pullUrls, QStringList{u"mozilla-firefox/firefox#12"_s});
        QCOMPARE(readCommitMessage(u"Merge pull request #1692 from someone/branch"_s).pulls, QList<int>{1692});
        QCOMPARE(readCommitMessage(u"Auto merge of #25678 - servo:smup, r=<try>"_s).pulls, QList<int>{25678});
        QCOMPARE(readCommitMessage(u"Fix the sock (#12)"_s).pulls, QList<int>{12});
        // A version is no commit, and a number in the text no request.
        const CommitMessage version = readCommitMessage(
            u"Bug 1950814 - Update PDF.js to new version a4fea2dafd4db156f9afcd080e2fa59f74d1dc52 r=x\n\nSee (#12)."_s);
        QCOMPARE(version, (CommitMessage{.bugs = {1950814}}));
    }

    void merges()
    {
        for (const QString &message : {u"Merge autoland to mozilla-central. a=merge"_s, u"merge m-c to inbound"_s,
                                       u"Merge branch 'x'"_s, u"Merging"_s}) {
            QVERIFY(readCommitMessage(message).merge);
        }
        for (const QString &message : {u"Merge pull request #5 from a/b"_s, u"Bug 5 - Merge two lists"_s, u"Merger"_s,
                                       u"Backed out the merge"_s}) {
            QVERIFY(!readCommitMessage(message).merge);
        }
    }

    void revisionsThatMayBeTheSame()
    {
        QVERIFY(isSameRevision(u"1a2b3c4", u"1a2b3c4d5e6f"));
        QVERIFY(isSameRevision(u"1a2b3c4d5e6f", u"1A2B3C4"));
        QVERIFY(!isSameRevision(u"1a2b3c", u"1a2b3c4d5e6f"));
        QVERIFY(!isSameRevision(u"1a2b3c5", u"1a2b3c4d5e6f"));
        QVERIFY(!isSameRevision(u"", u"1a2b3c4d5e6f"));
        QVERIFY(!isSameRevision(u"zzzzzzz", u"zzzzzzz"));
        QVERIFY(!isSameRevision(u"1a2b3c4", QString(41, u'1')));
    }

    /// Real commits, and what a person reads in them: the seven digits after "Bug" at the start of every message but of
    /// a backout's and of one that says it has none.
    void recordedPushes()
    {
        QFile file(QStringLiteral(WINDSOCK_TEST_DATA "/treeherder/pushdata.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        int commits = 0;
        int backouts = 0;
        int without = 0;
        for (const QJsonValue &push : QJsonDocument::fromJson(file.readAll()).array()) {
            for (const QJsonValue &commit : push[u"revisions"].toArray()) {
                const QString comment = commit[u"comment"].toString();
                const CommitMessage read = readCommitMessage(comment);
                ++commits;
                if (comment.startsWith(u"Backed out"_s)) {
                    ++backouts;
                    QCOMPARE(read.bugs, Numbers());
                    QCOMPARE(read.backout,
                             (Backout{.revisions = {u"9b109e9ea048"_s},
                                      .bugs = {1914920},
                                      .reason = u"causing build bustages @FeatureManifest.sys.mjs.stub"_s}));
                } else if (comment.startsWith(u"Bug "_s)) {
                    const QString digits = comment.mid(4, 7);
                    QCOMPARE(read.bugs, Numbers{digits.toLongLong()});
                    QVERIFY(!read.backout && !read.merge && read.revisions.isEmpty());
                } else {
                    ++without;
                    QVERIFY2(read.bugs.isEmpty(), qPrintable(comment));
                }
            }
        }
        QCOMPARE(commits, 34);
        QCOMPARE(backouts, 1);
        QCOMPARE(without, 1);
    }

    /// Whatever a wire sends is read in no time and within the bounds.
    void hostileMessages()
    {
        QElapsedTimer time;
        time.start();
        QStringList hostile{QString(100'000, u'b'),
                            u"bug "_s.repeated(30'000),
                            u"Bug 1, "_s.repeated(30'000),
                            u"Backed out "_s + u"1a2b3c4d5e6f "_s.repeated(10'000),
                            u"Backed out changeset 1a2b3c4d5e6f (bug 1)\n"_s.repeated(5'000),
                            u"Revert \""_s.repeated(20'000),
                            QString(50'000, u'('),
                            u"for "_s.repeated(20'000),
                            u"a"_s.repeated(50'000) + u"1"_s,
                            u"try:"_s.repeated(20'000),
                            u" "_s.repeated(90'000) + u"x"_s};
        QString numbers;
        for (int i = 1; i < 5'000; ++i) {
            numbers += u"bug %1, "_s.arg(i);
        }
        hostile += QStringList{numbers, u"Backed out "_s + numbers,
                               u"Backed out x\nBacked out %1\nBacked out %1\n"_s.arg(numbers)};
        for (const QString &message : std::as_const(hostile)) {
            const CommitMessage read = readCommitMessage(message);
            QVERIFY(read.bugs.size() <= 20 && read.landoJobs.size() <= 20 && read.revisions.size() <= 20);
            if (read.backout) {
                QVERIFY(read.backout->bugs.size() <= 100 && read.backout->revisions.size() <= 100);
                QVERIFY(read.backout->reason.size() <= 200);
            }
        }
        QVERIFY2(time.elapsed() < 5'000, qPrintable(QString::number(time.elapsed())));
    }
};

QTEST_GUILESS_MAIN(TestCommitMessage)
#include "tst_commitmessage.moc"
