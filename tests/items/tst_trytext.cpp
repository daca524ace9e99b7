// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/trytext.h"

#include <KLocalizedString>

#include <QTest>

using namespace Windsock;
using namespace Qt::StringLiterals;

class TestTryText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { KLocalizedString::setApplicationDomain("windsock"); }
    void init() { QTest::failOnWarning(QRegularExpression(u".+"_s)); }
    void saysWhatALineAsksFor_data();
    void saysWhatALineAsksFor();
    void saysWhatMachTryTold();
    void shortensLists();
    void staysPlain();
    void doubts_data();
    void doubts();
    void hasNoDoubtOfWhatPeopleWrite();
};

void TestTryText::saysWhatALineAsksFor_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("says");
    QTest::newRow("nothing") << u"try:"_s
                             << u"Builds: none, for no build type is given. Platforms: all. "
                                "Unit tests: all, for nothing else is said."_s;
    QTest::newRow("usual") << u"try: -b do -p all -u none -t none"_s
                           << u"Builds: opt and debug. Platforms: all. Unit tests: none."_s;
    QTest::newRow("lists")
        << u"try: -b o -p linux64,win64 -u mochitest-3[Windows 8,linux64],xpcshell[-win64],all[a,-b] -t all -r tp6"_s
        << u"Builds: opt. Platforms: linux64, win64. Unit tests: mochitest part 3 (on Windows 8, linux64), "
           "xpcshell (not on win64), all (on a, not on b). Talos: all. Raptor: tp6."_s;
    QTest::newRow("numbers and flags")
        << u"try: -b d -u all -j lint --rebuild 5 --rebuild-talos 2 --rebuild-raptor 3 --setenv A=b --tag x -f -i -w "
           "--no-retry --include-nightly --artifact --gecko-profile"_s
        << u"Builds: debug. Platforms: all. Unit tests: all. Jobs: lint. Each test runs 5 times. "
           "Each Talos test runs 2 times. Each Raptor test runs 3 times. With A=b set. Only tests with the tag “x”. "
           "A mail tells of failures. Its machines can be logged in to. What fails is not tried again. "
           "Nightly builds are made too. Builds use artifacts of earlier ones. Performance tests are profiled. "
           "Tests run on machines of Taskcluster's own."_s;
    QTest::newRow("ignored and broken") << u"try: -b o -u none --post-to-bugzilla --rebuild x"_s
                                        << u"Try stops at --rebuild x: it is not whole. Builds: opt. Platforms: all. "
                                           "Unit tests: none. Try ignores: --post-to-bugzilla."_s;
}

void TestTryText::saysWhatALineAsksFor()
{
    QFETCH(QString, line);
    QTEST(trySentences(*readTrySyntax(line)).join(u' '), "says");
    QTEST(trySentences(*readTryRequest(line)).join(u' '), "says");
}

void TestTryText::saysWhatMachTryTold()
{
    QCOMPARE(trySentences(*readTryRequest(u"Try Chooser Enhanced (139 tasks selected)\n\nmach try command: `./mach try "
                                          "chooser`\n\nPushed via `mach try chooser`"))
                 .join(u' '),
             u"Chosen with mach try chooser. It says: Try Chooser Enhanced (139 tasks selected) 139 tasks were chosen. "
             "Command: ./mach try chooser"_s);
    QCOMPARE(trySentences(TryRequest{.selector = u"fuzzy"_s,
                                     .taskCount = 1,
                                     .tasks = {u"a"_s},
                                     .rebuild = 2,
                                     .environment = {u"A=b"_s},
                                     .routes = {u"r"_s}})
                 .join(u' '),
             u"Chosen with mach try fuzzy. One task was chosen. Tasks: a. Each task runs 2 times. With A=b set. "
             "Told by way of r."_s);
}

void TestTryText::shortensLists()
{
    QStringList names;
    for (int i = 0; i < 11; ++i) {
        names.append(u"p%1"_s.arg(i));
    }
    const auto sentences = [&](qsizetype count) {
        const QString list = names.first(count).join(u',');
        return trySentences(*readTrySyntax(QString(u"try: -b o -p "_s + list + u" -u "_s + list)));
    };
    QCOMPARE(sentences(8).at(1), u"Platforms: p0, p1, p2, p3, p4, p5, p6, p7."_s);
    QCOMPARE(sentences(9).at(1), u"Platforms: p0, p1, p2, p3, p4, p5, p6, p7 and one more."_s);
    QCOMPARE(sentences(11).at(1), u"Platforms: p0, p1, p2, p3, p4, p5, p6, p7 and 3 more."_s);
    QCOMPARE(sentences(8).at(2), u"Unit tests: p0, p1, p2, p3, p4, p5, p6, p7."_s);
    QCOMPARE(sentences(9).at(2), u"Unit tests: p0, p1, p2, p3, p4, p5, p6, p7 and one more."_s);
    QCOMPARE(sentences(11).at(2), u"Unit tests: p0, p1, p2, p3, p4, p5, p6, p7 and 3 more."_s);
}

void TestTryText::staysPlain()
{
    const QString wild = u"try: -b o -p 'a\u202eb' -u <b>x</b>"_s + QString(u'y').repeated(4000)
        + u" --tag \u200b'\t'"_s;
    for (const QString &sentence : trySentences(*readTrySyntax(wild))) {
        QVERIFY2(sentence.size() < 200, qPrintable(sentence));
        for (const QChar c : sentence) {
            QVERIFY2(c.isPrint(), qPrintable(sentence));
        }
    }
}

void TestTryText::doubts_data()
{
    QTest::addColumn<TryChoice>("choice");
    QTest::addColumn<QString>("says");
    const TryTests tests{.scope = TryScope::Some, .some = {{.name = u"x"_s, .platforms = {u"a"_s, u"-b"_s}}}};
    QTest::newRow("no build") << TryChoice{} << u"Nothing is built, and so nothing tested: choose opt, debug or both."_s;
    QTest::newRow("no platform") << TryChoice{.opt = true, .platformScope = TryScope::Some}
                                 << u"No platform is named."_s;
    QTest::newRow("all and another") << TryChoice{.opt = true,
                                                  .platformScope = TryScope::Some,
                                                  .platforms = {u"all"_s, u"linux"_s}}
                                     << u"“all” is a platform's name only where it stands alone."_s;
    QTest::newRow("a comma") << TryChoice{.opt = true, .jobs = {u"a,b"_s}}
                             << u"“a,b” cannot be written: names have no comma, no bracket and no blank at their ends."_s;
    QTest::newRow("a bracket") << TryChoice{.opt = true, .talos = {.scope = TryScope::Some, .some = {{.name = u"a["_s}}}}
                               << u"“a[” cannot be written: names have no comma, no bracket and no blank at their ends."_s;
    QTest::newRow("leaving out second") << TryChoice{
        .opt = true,
        .unittests = tests} << u"x: leaving out begins with all platforms only where it stands first in the brackets."_s;
    QTest::newRow("all first") << TryChoice{.opt = true,
                                            .unittests = {.scope = TryScope::Some,
                                                          .some = {{.name = u"all"_s}, {.name = u"x"_s}}}}
                               << u"Where the first test is “all”, the tests after it are not looked at."_s;
    QTest::newRow("no opt build") << TryChoice{.debug = true, .raptor = {.scope = TryScope::All}}
                                  << u"Performance tests are made for opt builds, and none is asked for."_s;
    QTest::newRow("often") << TryChoice{.opt = true, .rebuildTalos = 21}
                           << u"More than 20 runs of each test keep the machines from others for long."_s;
    QTest::newRow("no variable") << TryChoice{.opt = true, .environment = {u"A"_s}}
                                 << u"“A” is no variable as try reads them: NAME=value, with one “=” alone."_s;
    QTest::newRow("two equal signs") << TryChoice{.opt = true, .environment = {u"A=b=c"_s}}
                                     << u"“A=b=c” is no variable as try reads them: NAME=value, with one “=” alone."_s;
    QTest::newRow("an open bracket") << TryChoice{
        .opt = true,
        .tag = u"a[b"_s} << u"“a[b” opens a bracket and does not close it, which spoils the rest of the line."_s;
    QTest::newRow("long") << TryChoice{.opt = true, .tag = QString(u'x').repeated(9000)}
                          << u"The line is too long for a commit message that tools read."_s;
}

void TestTryText::doubts()
{
    QFETCH(TryChoice, choice);
    QTEST(tryDoubts(choice).join(u' '), "says");
}

void TestTryText::hasNoDoubtOfWhatPeopleWrite()
{
    for (const QString &line :
         {u"try: -b do -p all -u all -t none"_s, u"try: -b o -p linux64 -u mochitest-1[-Windows 8],xpcshell -t all"_s,
          u"try: -b d -p all -u none --rebuild 20 --setenv MOZ_LOG=a:5"_s, u"try: -j lint"_s}) {
        QCOMPARE(tryDoubts(readTrySyntax(line)->choice), QStringList());
    }
}

QTEST_GUILESS_MAIN(TestTryText)
#include "tst_trytext.moc"
