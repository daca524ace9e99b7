// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/tryreport.h"

#include <KLocalizedString>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Windsock;
using namespace Qt::StringLiterals;

namespace {
std::expected<Command, Misuse> parsed(const QStringList &words)
{
    return parseCommand(words);
}

TryReport written(const QString &line)
{
    const auto command = parsed(QStringList{u"try-syntax"_s} + line.split(u' ', Qt::SkipEmptyParts));
    return command ? tryReport(*command, {}) : TryReport{.err = command.error().message, .code = 2};
}

TryReport explained(const QString &text, bool json = false)
{
    return tryReport({.verb = Command::Verb::TrySyntax, .json = json, .readTry = true}, text);
}

QJsonDocument json(const TryReport &report)
{
    return QJsonDocument::fromJson(report.out.toUtf8());
}
}

class TestTryReport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { KLocalizedString::setApplicationDomain("windsock"); }
    void init() { QTest::failOnWarning(QRegularExpression(u".+"_s)); }
    void understandsItsOptions_data();
    void understandsItsOptions();
    void misuse_data();
    void misuse();
    void writesALine_data();
    void writesALine();
    void writesJson();
    void refusesWhatCannotBeWritten();
    void explains_data();
    void explains();
    void explainsInJson();
    void tellsWhereThereIsNothing();
};

void TestTryReport::understandsItsOptions_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QString>("line");
    QTest::addColumn<bool>("json");
    QTest::newRow("letters") << QStringList{u"try-syntax"_s, u"-b"_s, u"do"_s, u"-p"_s, u"all"_s}
                             << u"try: -b do -p all"_s << false;
    QTest::newRow("an option of ours before")
        << QStringList{u"--json"_s, u"try-syntax"_s, u"-b"_s, u"o"_s} << u"try: -b o"_s << true;
    QTest::newRow("and behind") << QStringList{u"try-syntax"_s, u"-b"_s, u"o"_s, u"--json"_s} << u"try: -b o"_s << true;
    QTest::newRow("a profile") << QStringList{u"--profile"_s, u"/tmp/p"_s, u"try-syntax"_s, u"-n"_s} << u"try: -n"_s
                               << false;
    QTest::newRow("a word with blanks") << QStringList{u"try-syntax"_s, u"-u"_s, u"mochitest[Windows 8]"_s,
                                                       u"--setenv=A=b c"_s}
                                        << u"try: -u mochitest[Windows 8] --setenv A=b\\ c"_s << false;
}

void TestTryReport::understandsItsOptions()
{
    QFETCH(QStringList, words);
    const auto command = parsed(words);
    QVERIFY2(command, command ? "" : qPrintable(command.error().message));
    QCOMPARE(command->verb, Command::Verb::TrySyntax);
    QVERIFY(isTerminalVerb(command->verb));
    QTEST(command->json, "json");
    QTEST(tryText(command->tryChoice), "line");
    QCOMPARE(command->profile, words.contains(u"--profile"_s) ? u"/tmp/p"_s : QString());
}

void TestTryReport::misuse_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QString>("told");
    QTest::newRow("nothing") << QStringList{u"try-syntax"_s} << u"Say what to ask try for"_s;
    QTest::newRow("unknown") << QStringList{u"try-syntax"_s, u"--frobnicate"_s} << u"“--frobnicate” is nothing"_s;
    QTest::newRow("a word") << QStringList{u"try-syntax"_s, u"-b"_s, u"do"_s, u"fast"_s} << u"“fast” is nothing"_s;
    QTest::newRow("no value") << QStringList{u"try-syntax"_s, u"-b"_s} << u"“-b” is not whole"_s;
    QTest::newRow("no number") << QStringList{u"try-syntax"_s, u"--rebuild"_s, u"x"_s}
                               << u"“--rebuild x” is not whole"_s;
    QTest::newRow("reading and writing") << QStringList{u"try-syntax"_s, u"--read"_s, u"try:"_s, u"-b"_s, u"o"_s}
                                         << u"“-b” is one word too many"_s;
    QTest::newRow("reading nothing") << QStringList{u"try-syntax"_s, u"--read"_s} << u"“--read” is nothing"_s;
    QTest::newRow("an option of ours before") << QStringList{u"--once"_s, u"--loud"_s, u"try-syntax"_s} << u"loud"_s;
}

void TestTryReport::misuse()
{
    QFETCH(QStringList, words);
    QFETCH(QString, told);
    const auto command = parsed(words);
    QVERIFY(!command);
    QVERIFY2(command.error().message.contains(told), qPrintable(command.error().message));
}

void TestTryReport::writesALine_data()
{
    QTest::addColumn<QString>("options");
    QTest::addColumn<QString>("out");
    QTest::addColumn<QString>("err");
    QTest::newRow("usual") << u"-b do -p all -u none -t none"_s << u"try: -b do -p all -u none -t none\n"_s << QString();
    QTest::newRow("in its own order") << u"--no-retry -u xpcshell-2[linux64] --build=o"_s
                                      << u"try: -b o -u xpcshell-2[linux64] --no-retry\n"_s << QString();
    QTest::newRow("with a doubt") << u"-p linux64"_s << u"try: -p linux64\n"_s
                                  << u"Nothing is built, and so nothing tested: choose opt, debug or both.\n"_s;
}

void TestTryReport::writesALine()
{
    QFETCH(QString, options);
    const TryReport report = written(options);
    QTEST(report.out, "out");
    QTEST(report.err, "err");
    QCOMPARE(report.code, 0);
}

void TestTryReport::writesJson()
{
    const QJsonDocument report = json(written(
        u"--json -b d -p linux64,win64 -u mochitest-2[-win64],xpcshell -t -j lint --setenv A=b --tag x -f --rebuild 3 -w"_s));
    QCOMPARE(report[u"line"_s].toString(),
             u"try: -b d -p linux64,win64 -u mochitest-2[-win64],xpcshell -t all -j lint --rebuild 3 --setenv A=b "
             u"--tag x -f "
             "-w"_s);
    QCOMPARE(report[u"builds"_s].toArray(), QJsonArray{u"debug"_s});
    QCOMPARE(report[u"platforms"_s].toArray(), (QJsonArray{u"linux64"_s, u"win64"_s}));
    QCOMPARE(report[u"unittests"_s][0][u"name"_s], u"mochitest"_s);
    QCOMPARE(report[u"unittests"_s][0][u"part"_s], 2);
    QCOMPARE(report[u"unittests"_s][0][u"platforms"_s].toArray(), QJsonArray{u"-win64"_s});
    QVERIFY(report[u"unittests"_s][1][u"part"_s].isNull());
    QCOMPARE(report[u"talos"_s], u"all"_s);
    QVERIFY(report[u"raptor"_s].isNull());
    QCOMPARE(report[u"jobs"_s].toArray(), QJsonArray{u"lint"_s});
    QCOMPARE(report[u"environment"_s].toArray(), QJsonArray{u"A=b"_s});
    QCOMPARE(report[u"tag"_s], u"x"_s);
    QCOMPARE(report[u"mails"_s], u"failures"_s);
    QCOMPARE(report[u"rebuild"_s], 3);
    QCOMPARE(report[u"taskclusterWorker"_s], true);
    QCOMPARE(report[u"noRetry"_s], false);
    QCOMPARE(report[u"words"_s][0], u"Builds: debug."_s);
    QCOMPARE(report[u"doubts"_s].toArray(),
             QJsonArray{u"Performance tests are made for opt builds, and none is asked for."_s});
    QVERIFY(json(written(u"--json -b o"_s))[u"platforms"_s].isNull());
    QCOMPARE(json(written(u"--json -b o -p"_s))[u"platforms"_s], u"all"_s);
}

void TestTryReport::refusesWhatCannotBeWritten()
{
    const TryReport report = written(u"-b o --tag a[b -i"_s);
    QCOMPARE(report.code, 1);
    QVERIFY(report.out.isEmpty());
    QVERIFY2(report.err.contains(u"“a[b” opens a bracket"_s), qPrintable(report.err));
}

void TestTryReport::explains_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("out");
    QTest::addColumn<QString>("err");
    QTest::newRow("a line") << u"try: -b do -p linux64 -u none"_s
                            << u"Builds: opt and debug.\nPlatforms: linux64.\nUnit tests: none.\n"_s << QString();
    QTest::newRow("its options alone") << u" -b o -u none\n"_s
                                       << u"Builds: opt.\nPlatforms: all.\nUnit tests: none.\n"_s << QString();
    QTest::newRow("what is doubtful")
        << u"Bug 12 - x\n\ntry: -u none --old"_s
        << u"Builds: none, for no build type is given.\nPlatforms: all.\nUnit tests: none.\n"
           "Try ignores: --old.\n"_s
        << u"Nothing is built, and so nothing tested: choose opt, debug or both.\n"_s;
    QTest::newRow("mach try") << u"Fuzzy query=x\n\nPushed via `mach try fuzzy`"_s
                              << u"Chosen with mach try fuzzy.\nIt says: Fuzzy query=x\n"_s << QString();
}

void TestTryReport::explains()
{
    QFETCH(QString, text);
    const TryReport report = explained(text);
    QTEST(report.out, "out");
    QTEST(report.err, "err");
    QCOMPARE(report.code, 0);
}

void TestTryReport::explainsInJson()
{
    const QJsonDocument line = json(explained(u"try: -b o --old\n\nPushed via `mach try syntax`"_s, true));
    QCOMPARE(line[u"syntax"_s][u"line"_s], u"try: -b o"_s);
    QCOMPARE(line[u"ignored"_s].toArray(), QJsonArray{u"--old"_s});
    QCOMPARE(line[u"selector"_s], u"syntax"_s);
    QVERIFY(line[u"taskCount"_s].isNull() && line[u"command"_s].isNull());
    QVERIFY(!line[u"words"_s].toArray().isEmpty());
    const QJsonDocument chooser = json(
        explained(u"Try Chooser Enhanced (139 tasks selected)\n\nPushed via `mach try chooser`"_s, true));
    QCOMPARE(chooser[u"taskCount"_s], 139);
    QCOMPARE(chooser[u"says"_s], u"Try Chooser Enhanced (139 tasks selected)"_s);
    QVERIFY(chooser[u"syntax"_s].isNull());
}

void TestTryReport::tellsWhereThereIsNothing()
{
    for (const bool asJson : {false, true}) {
        const TryReport report = explained(u"Bug 12 - Do it"_s, asJson);
        QCOMPARE(report.code, 1);
        QVERIFY(report.out.isEmpty());
        QVERIFY2(report.err.contains(u"asks try for nothing"_s), qPrintable(report.err));
    }
}

QTEST_GUILESS_MAIN(TestTryReport)
#include "tst_tryreport.moc"
