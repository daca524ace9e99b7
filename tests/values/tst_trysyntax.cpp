// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/values/shellwords.h"
#include "models/values/trysyntax.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QTest>

#include <array>

using namespace Windsock;
using namespace Qt::StringLiterals;
using Mails = TryChoice::Mails;

namespace {
TryTests some(const QList<TryTest> &tests)
{
    return {.scope = TryScope::Some, .some = tests};
}

const TryTests s_all{.scope = TryScope::All};
const TryTests s_none{.scope = TryScope::None};

class Dice
{
public:
    explicit Dice(quint32 seed)
        : m_random(seed)
    {
    }
    int below(int end) { return int(m_random.bounded(end)); }
    bool once(int in) { return below(in) == 0; }
    QString of(const QStringList &list) { return list.at(below(int(list.size()))); }

private:
    QRandomGenerator m_random;
};

/// Names as they are, and such as need quoting.
const QStringList s_names{u"mochitest"_s, u"web-platform-tests"_s,
                          u"xpcshell"_s,  u"jsreftest-e10s"_s,
                          u"it's"_s,      u"a b"_s,
                          u"$HOME"_s,     u"back\\slash"_s,
                          u"quote\""_s,   u"schön"_s,
                          u"💡"_s,        u"a(b)"_s,
                          u"x`y`"_s,      u"#1"_s,
                          u"-dash"_s,     u"a=b"_s,
                          u"a-0"_s,       u"*"_s};

TryTests someTests(Dice &dice)
{
    switch (dice.below(6)) {
    case 0:
        return {};
    case 1:
        return s_all;
    case 2:
        return s_none;
    default:
        break;
    }
    TryTests tests{.scope = TryScope::Some};
    for (int i = 0, size = 1 + dice.below(4); i < size; ++i) {
        TryTest test{.name = dice.of(s_names), .chunk = dice.once(3) ? 1 + dice.below(9999) : 0};
        for (int j = 0, platforms = dice.below(4); j < platforms; ++j) {
            test.platforms.append((dice.once(2) ? u"-"_s : QString()) + dice.of(s_names + QStringList{u"Windows 8"_s}));
        }
        tests.some.append(test);
    }
    return tests;
}

QStringList someNames(Dice &dice)
{
    QStringList names;
    for (int i = 0, size = 1 + dice.below(3); i < size; ++i) {
        names.append(dice.of(s_names));
    }
    return names;
}

TryChoice someChoice(Dice &dice)
{
    TryChoice choice{
        .opt = dice.once(2),
        .debug = dice.once(2),
        .platformScope = std::array{TryScope::Unsaid, TryScope::All, TryScope::Some}.at(size_t(dice.below(3))),
        .unittests = someTests(dice),
        .talos = someTests(dice),
        .raptor = someTests(dice),
        .interactive = dice.once(3),
        .mails = Mails(dice.below(4)),
        .rebuild = 1 + dice.below(999),
        .rebuildTalos = 1 + dice.below(3),
        .rebuildRaptor = 1 + dice.below(3),
        .noRetry = dice.once(3),
        .includeNightly = dice.once(3),
        .artifact = dice.once(3),
        .geckoProfile = dice.once(3),
        .taskclusterWorker = dice.once(3)};
    if (choice.platformScope == TryScope::Some) {
        choice.platforms = someNames(dice);
    }
    if (dice.once(2)) {
        choice.jobs = someNames(dice);
    }
    for (int i = dice.below(3); i > 0; --i) {
        choice.environment.append(dice.of(s_names) + u'='
                                  + dice.of(s_names + QStringList{QString(), u"[a b] c"_s, u"]a"_s, u"a\tb"_s}));
    }
    if (dice.once(2)) {
        choice.tag = dice.of(s_names + QStringList{u"[x y]"_s, u" "_s});
    }
    return choice;
}
}

class TestTrySyntax : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".+"_s)); }
    void partsWords_data();
    void partsWords();
    void reads_data();
    void reads();
    void keepsWhatTryIgnores_data();
    void keepsWhatTryIgnores();
    void namesWhatTryStopsAt_data();
    void namesWhatTryStopsAt();
    void readsTestLists_data();
    void readsTestLists();
    void findsTheLine();
    void writes_data();
    void writes();
    void whatIsWrittenIsReadAsTheSame();
    void whatIsReadIsWrittenAndReadAsTheSame();
    void anyTextIsReadInTimeAndBounds();
};

/// As Python's shlex.split() parts them.
void TestTrySyntax::partsWords_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<bool>("whole");
    const auto row = [](const char *name, const QString &line, const QStringList &words, bool whole = true) {
        QTest::newRow(name) << line << words << whole;
    };
    row("nothing", {}, {});
    row("blanks", u" \t\r\n "_s, {});
    row("words", u"try: -b do  -p\tall"_s, {u"try:"_s, u"-b"_s, u"do"_s, u"-p"_s, u"all"_s});
    row("single quotes", u"a 'b  \"c\\n'"_s, {u"a"_s, u"b  \"c\\n"_s});
    row("double quotes", u"\"d \\\" e\\f\\\\\" g\\ h"_s, {u"d \" e\\f\\"_s, u"g h"_s});
    row("an empty word", u"'' \"\""_s, {QString(), QString()});
    row("joined", u"a'b'\"c\"d"_s, {u"abcd"_s});
    row("an escaped tab", u"x\\\ty"_s, {u"x\ty"_s});
    row("no comment", u"a #b c#d"_s, {u"a"_s, u"#b"_s, u"c#d"_s});
    row("open single", u"a 'b c"_s, {u"a"_s, u"b c"_s}, false);
    row("open double", u"a \"b"_s, {u"a"_s, u"b"_s}, false);
    row("ends in a backslash", u"a b\\"_s, {u"a"_s, u"b"_s}, false);
    row("no escape in single quotes", u"'a\\'b"_s, {u"a\\b"_s});
}

void TestTrySyntax::partsWords()
{
    QFETCH(QString, line);
    const ShellWords split = splitWords(line);
    QTEST(split.words, "words");
    QTEST(split.whole, "whole");
}

void TestTrySyntax::reads_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<TryChoice>("choice");
    const auto row = [](const QString &line, const TryChoice &choice) {
        QTest::newRow(qPrintable(line)) << line << choice;
    };
    row(u"try:"_s, {});
    row(u"try: -b do -p all -u none -t none"_s,
        {.opt = true, .debug = true, .platformScope = TryScope::All, .unittests = s_none, .talos = s_none});
    row(u"try: -b do -p win32,win64,linux64,linux,macosx64 -u web-platform-tests[Ubuntu,10.8,10.10,10.10.5,Windows XP,"
        "Windows 7,Windows 8] -t none"_s,
        {.opt = true,
         .debug = true,
         .platformScope = TryScope::Some,
         .platforms = {u"win32"_s, u"win64"_s, u"linux64"_s, u"linux"_s, u"macosx64"_s},
         .unittests = some({{.name = u"web-platform-tests"_s,
                             .platforms = {u"Ubuntu"_s, u"10.8"_s, u"10.10"_s, u"10.10.5"_s, u"Windows XP"_s,
                                           u"Windows 7"_s, u"Windows 8"_s}}}),
         .talos = s_none});
    row(u"try: -b d -p linux64 -u xpcshell-2,mochitest-bc-7[-windows10-64] -t all[linux64] -r raptor-tp6-1"_s,
        {.debug = true,
         .platformScope = TryScope::Some,
         .platforms = {u"linux64"_s},
         .unittests = some({{.name = u"xpcshell"_s, .chunk = 2},
                            {.name = u"mochitest-bc"_s, .chunk = 7, .platforms = {u"-windows10-64"_s}}}),
         .talos = some({{.name = u"all"_s, .platforms = {u"linux64"_s}}}),
         .raptor = some({{.name = u"raptor-tp6"_s, .chunk = 1}})});
    row(u"try: -b o -p -u -t -r"_s,
        {.opt = true, .platformScope = TryScope::All, .unittests = s_all, .talos = s_all, .raptor = s_all});
    row(u"try: --build=do --platform=linux --unit none --tal=all"_s,
        {.opt = true,
         .debug = true,
         .platformScope = TryScope::Some,
         .platforms = {u"linux"_s},
         .unittests = s_none,
         .talos = s_all});
    row(u"try: -bo -plinux -unone"_s,
        {.opt = true, .platformScope = TryScope::Some, .platforms = {u"linux"_s}, .unittests = s_none});
    row(u"try: -b=d -ie"_s, {.debug = true, .interactive = true, .mails = Mails::All});
    row(u"try: -b o -b d -u all -u none"_s, {.debug = true, .unittests = s_none});
    row(u"try: -j a,b -j c --job none"_s, {.jobs = {u"a"_s, u"b"_s, u"c"_s}});
    row(u"try: -b x"_s, {});
    row(u"try: -e -f"_s, {.mails = Mails::Failures});
    row(u"try: -n"_s, {.mails = Mails::Never});
    row(u"try: --rebuild 5 --rebuild-talos 6 --rebuild-raptor=7"_s,
        {.rebuild = 5, .rebuildTalos = 6, .rebuildRaptor = 7});
    row(u"try: --setenv A=b --setenv 'C=d e' --tag \"x y\""_s, {.environment = {u"A=b"_s, u"C=d e"_s}, .tag = u"x y"_s});
    row(u"try: --no-retry --include-nightly --artifact --gecko-profile -w -i"_s,
        {.interactive = true,
         .noRetry = true,
         .includeNightly = true,
         .artifact = true,
         .geckoProfile = true,
         .taskclusterWorker = true});
    row(u"try: -b o -u mochitest[Windows 8, linux64 ],xpcshell"_s,
        {.opt = true,
         .unittests = some(
             {{.name = u"mochitest"_s, .platforms = {u"Windows 8"_s, u"linux64"_s}}, {.name = u"xpcshell"_s}})});
}

void TestTrySyntax::reads()
{
    QFETCH(QString, line);
    const auto reading = readTrySyntax(line);
    QVERIFY(reading);
    QTEST(reading->choice, "choice");
    QCOMPARE(reading->ignored, QStringList());
    QCOMPARE(reading->broken, QStringList());
}

void TestTrySyntax::keepsWhatTryIgnores_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QStringList>("ignored");
    QTest::newRow("the bug of old") << u"try: -b o --post-to-bugzilla bug 12 -n"_s
                                    << QStringList{u"--post-to-bugzilla"_s, u"bug"_s, u"12"_s};
    QTest::newRow("no blank behind the colon") << u"try:-b do"_s << QStringList{u"try:-b"_s, u"do"_s};
    QTest::newRow("letters") << u"try: -x -ibq"_s << QStringList{u"-x"_s};
    QTest::newRow("could be two") << u"try: --rebuild- 4 --no-"_s << QStringList{u"--rebuild-"_s, u"4"_s};
    QTest::newRow("behind two dashes") << u"try: -b o -- -p x"_s << QStringList{u"-p"_s, u"x"_s};
    QTest::newRow("a second value") << u"try: -b o d"_s << QStringList{u"d"_s};
    QTest::newRow("a number") << u"try: -5"_s << QStringList{u"-5"_s};
}

void TestTrySyntax::keepsWhatTryIgnores()
{
    QFETCH(QString, line);
    QTEST(readTrySyntax(line)->ignored, "ignored");
}

void TestTrySyntax::namesWhatTryStopsAt_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QStringList>("broken");
    QTest::newRow("no value") << u"try: -p all -b"_s << QStringList{u"-b"_s};
    QTest::newRow("an option for a value") << u"try: --tag -b o"_s << QStringList{u"--tag"_s};
    QTest::newRow("a value too many") << u"try: --artifact=yes"_s << QStringList{u"--artifact=yes"_s};
    QTest::newRow("no number") << u"try: --rebuild many"_s << QStringList{u"--rebuild many"_s};
    QTest::newRow("zero") << u"try: --rebuild 0"_s << QStringList{u"--rebuild 0"_s};
    QTest::newRow("a huge number") << u"try: --rebuild 99999999999999"_s << QStringList{u"--rebuild 99999999999999"_s};
    QTest::newRow("an open quote") << u"try: -b o --tag 'x"_s << QStringList{u"x"_s};
    QTest::newRow("nothing but an open quote") << u"try: '"_s << QStringList{u""_s};
}

void TestTrySyntax::namesWhatTryStopsAt()
{
    QFETCH(QString, line);
    QTEST(readTrySyntax(line)->broken, "broken");
}

void TestTrySyntax::readsTestLists_data()
{
    QTest::addColumn<QString>("list");
    QTest::addColumn<TryTests>("tests");
    QTest::newRow("all") << u"all"_s << s_all;
    QTest::newRow("none") << u"none"_s << s_none;
    QTest::newRow("empty") << QString() << s_none;
    QTest::newRow("commas alone") << u",,"_s << s_none;
    QTest::newRow("none among others") << u"none,x"_s << some({{.name = u"none"_s}, {.name = u"x"_s}});
    QTest::newRow("a leading zero is no part") << u"x-07"_s << some({{.name = u"x-07"_s}});
    QTest::newRow("nor is a huge number") << u"x-123456"_s << some({{.name = u"x-123456"_s}});
    QTest::newRow("a number alone") << u"-7"_s << some({{.name = u"-7"_s}});
    QTest::newRow("empty brackets") << u"x[],y[ , a]"_s
                                    << some({{.name = u"x"_s}, {.name = u"y"_s, .platforms = {u"a"_s}}});
    QTest::newRow("never opened") << u"x],y"_s << some({{.name = u"x"_s}, {.name = u"y"_s}});
    QTest::newRow("never closed") << u"x[a"_s << some({{.name = u"x"_s, .platforms = {u"a"_s}}});
}

void TestTrySyntax::readsTestLists()
{
    QFETCH(QString, list);
    QTEST(readTryTests(list), "tests");
}

void TestTrySyntax::findsTheLine()
{
    QVERIFY(!readTrySyntax(u"Bug 12 - Try harder"));
    QVERIFY(!readTrySyntax(u""));
    const auto reading = readTrySyntax(u"Bug 12 - Do it\n\nsome words try: -b o -p linux\n-u none try: -b d");
    QVERIFY(reading);
    QCOMPARE(reading->choice, (TryChoice{.opt = true, .platformScope = TryScope::Some, .platforms = {u"linux"_s}}));
}

void TestTrySyntax::writes_data()
{
    QTest::addColumn<TryChoice>("choice");
    QTest::addColumn<QString>("line");
    const auto row = [](const QString &line, const TryChoice &choice) {
        QTest::newRow(qPrintable(line)) << choice << line;
    };
    row(u"try:"_s, {});
    row(u"try: -b do -p all -u none -t none"_s,
        {.opt = true, .debug = true, .platformScope = TryScope::All, .unittests = s_none, .talos = s_none});
    row(u"try: -b o -p linux64,win64 -u mochitest-3[Windows 8,-linux64],xpcshell -r all"_s,
        {.opt = true,
         .platformScope = TryScope::Some,
         .platforms = {u"linux64"_s, u"win64"_s},
         .unittests = some({{.name = u"mochitest"_s, .chunk = 3, .platforms = {u"Windows 8"_s, u"-linux64"_s}},
                            {.name = u"xpcshell"_s}}),
         .raptor = s_all});
    row(u"try: -b d --rebuild 3 --setenv A=b\\ c --tag it\\'s -f -i --no-retry"_s,
        {.debug = true,
         .interactive = true,
         .mails = Mails::Failures,
         .rebuild = 3,
         .environment = {u"A=b c"_s},
         .tag = u"it's"_s,
         .noRetry = true});
    row(u"try: --platform=-x --tag=-y"_s, {.platformScope = TryScope::Some, .platforms = {u"-x"_s}, .tag = u"-y"_s});
}

void TestTrySyntax::writes()
{
    QFETCH(TryChoice, choice);
    QTEST(tryText(choice), "line");
}

void TestTrySyntax::whatIsWrittenIsReadAsTheSame()
{
    Dice dice(20261125);
    for (int round = 0; round < 5000; ++round) {
        const TryChoice choice = someChoice(dice);
        const QString line = tryText(choice);
        const auto reading = readTrySyntax(QString(u"Bug 12 - Do it\n"_s + line + u"\nmore"));
        QVERIFY(reading);
        QVERIFY2(reading->choice == choice, qPrintable(line + u" was read as " + tryText(reading->choice)));
        QVERIFY2(reading->ignored.isEmpty() && reading->broken.isEmpty(), qPrintable(line));
    }
}

/// Whatever a line says, what was understood of it can be said again.
void TestTrySyntax::whatIsReadIsWrittenAndReadAsTheSame()
{
    const QStringList pieces{u"-b "_s,  u"do"_s, u" "_s,         u"-p"_s,        u"all"_s, u"none"_s,
                             u","_s,    u"["_s,  u"]"_s,         u"-u "_s,       u"-7"_s,  u"-"_s,
                             u"'"_s,    u"\""_s, u"\\"_s,        u"--setenv "_s, u"A=b"_s, u"--rebuild "_s,
                             u"3"_s,    u"=x"_s, u"mochitest"_s, u"--tag="_s,    u"\t"_s,  u"--"_s,
                             u"-ief"_s, u"é"_s,  u"--job "_s,    u"\u00a0"_s,    u"-t"_s,  u"--r"_s};
    Dice dice(7);
    for (int round = 0; round < 20'000; ++round) {
        QString line = u"try: "_s;
        for (int i = 0, size = dice.below(14); i < size; ++i) {
            line += dice.of(pieces);
        }
        if (line.lastIndexOf(u'[') > line.lastIndexOf(u']')) {
            continue; // what is not closed cannot be written
        }
        const auto first = readTrySyntax(line);
        QVERIFY(first);
        const QString again = tryText(first->choice);
        const auto second = readTrySyntax(again);
        QVERIFY(second);
        QVERIFY2(second->choice == first->choice,
                 qPrintable(line + u" -> " + again + u" -> " + tryText(second->choice)));
        QVERIFY2(second->broken.isEmpty() && second->ignored.isEmpty(), qPrintable(line + u" -> " + again));
    }
}

void TestTrySyntax::anyTextIsReadInTimeAndBounds()
{
    QElapsedTimer clock;
    clock.start();
    for (const QString &piece : QStringList{u"-b "_s, u"-u a,"_s, u","_s, u"["_s, u"]"_s, u"a"_s, u"'"_s, u"\\"_s,
                                            u"-x "_s, u"--setenv "_s, u"-iiii"_s, u"-1"_s, u"\U0001F41B"_s, u"try: "_s}) {
        const QString text = u"try: -u "_s + piece.repeated(200'000 / piece.size());
        const auto reading = readTrySyntax(text);
        QVERIFY(reading);
        QVERIFY2(!reading->broken.isEmpty(), qPrintable(piece)); // it is too long
        QVERIFY(reading->choice.unittests.some.size() <= mostTryWords);
        for (const TryTest &test : reading->choice.unittests.some) {
            QVERIFY2(test.name.size() <= longestTryLine, qPrintable(piece));
        }
        QVERIFY(reading->ignored.size() <= 100);
        std::ignore = tryText(reading->choice);
    }
    QVERIFY2(clock.elapsed() < 4000, qPrintable(QString::number(clock.elapsed())));
}

QTEST_GUILESS_MAIN(TestTrySyntax)
#include "tst_trysyntax.moc"
