// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/cli/fieldaccounts.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Windsock;

namespace {
const QString s_hash = u"5cf6a721c38010ed048680caf6411c7adfd38b2e"_s;
const QByteArray s_printed =
    "Using 5cf6a721c380 as the hg base commit.\ntry submission success in 3.2s:\n "
    "https://treeherder.mozilla.org/jobs?repo=try&landoInstance=lando-prod-2025&landoCommitID=86670\n";
}

/// "windsock follow ..." and "windsock try-syntax ...", carried out by the program itself, with the app and without.
class TestFollowCommand : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_windsock = std::make_unique<RealWindsock>(); }
    void cleanup() { m_windsock.reset(); }
    void namesTheAccountThatIsMissing();
    void watchesWhatIsGiven();
    void readsWhatMachTryPrinted();
    void answersInJson();
    void refusesOtherText_data();
    void refusesOtherText();
    void theAppTakesItUp();
    void writesAndExplainsTryLines();
    void needsNoProfileForTryLines();

private:
    RealWindsock::Said say(const QStringList &words, const QByteArray &input = {})
    {
        return m_windsock->say(words, input);
    }
    RealWindsock::Said sayLine(const QString &line) { return say(line.split(u' ', Qt::SkipEmptyParts)); }
    QStringList watches()
    {
        QStringList ids;
        for (const QJsonValue &watch : sayLine(u"watch list --json"_s).json().array()) {
            ids.append(watch[u"id"_s].toString());
        }
        return ids;
    }

    std::unique_ptr<RealWindsock> m_windsock;
};

void TestFollowCommand::namesTheAccountThatIsMissing()
{
    const auto said = say({u"follow"_s, u"-"_s}, s_printed);
    QCOMPARE(said.code, 1);
    QVERIFY(said.out.isEmpty());
    QVERIFY2(said.err.contains(u"“windsock account add lando”"_s), qPrintable(said.err));
    // What it says to say works, and then it is watched.
    QCOMPARE(sayLine(u"account add lando"_s).code, 0);
    QCOMPARE(say({u"follow"_s, u"-"_s}, s_printed).code, 0);
    QCOMPARE(watches(), QStringList{u"lando/job-86670"_s});
}

void TestFollowCommand::watchesWhatIsGiven()
{
    QCOMPARE(sayLine(u"account add treeherder --id th"_s).code, 0);
    const auto first = say({u"follow"_s, u"https://treeherder.mozilla.org/jobs?repo=try&revision="_s + s_hash});
    QCOMPARE(first.code, 0);
    QVERIFY2(first.out.startsWith(u"Watching the push with commit 5cf6a721c380 on try"_s), qPrintable(first.out));
    QVERIFY(first.err.isEmpty());
    const auto again = sayLine(u"follow changeset: 812345:"_s + s_hash);
    QCOMPARE(again.code, 0);
    QVERIFY2(again.out.contains(u"watched already"_s), qPrintable(again.out));
    QCOMPARE(watches(), QStringList{u"th/try/"_s + s_hash});
}

void TestFollowCommand::readsWhatMachTryPrinted()
{
    QCOMPARE(sayLine(u"account add lando --id ld"_s).code, 0);
    const auto said = say({u"follow"_s, u"-"_s}, s_printed);
    QVERIFY2(said.code == 0, qPrintable(said.err));
    QCOMPARE(watches(), QStringList{u"ld/job-86670"_s});
    QCOMPARE(say({u"follow"_s, u"-"_s}, QByteArray(200'000, 'x') + s_printed).code, 1);
    QCOMPARE(say({u"follow"_s, u"-"_s}, QByteArray("\xff\xfe\0bug", 6)).code, 1);
    QCOMPARE(watches().size(), 1);
}

void TestFollowCommand::answersInJson()
{
    const auto missing = sayLine(u"follow --json o/r#7"_s);
    QCOMPARE(missing.code, 1);
    QCOMPARE(missing.json()[u"outcome"_s], u"no-account"_s);
    QCOMPARE(missing.json()[u"command"_s], u"windsock account add github --token"_s);
    QCOMPARE(sayLine(u"account add github --id gh"_s).code, 0);
    const auto added = sayLine(u"follow o/r#7 --json"_s);
    QCOMPARE(added.code, 0);
    QCOMPARE(added.json()[u"outcome"_s], u"watching"_s);
    QCOMPARE(added.json()[u"watch"_s][u"id"_s], u"gh/o/r"_s);
    QCOMPARE(sayLine(u"follow o/r#8 --json"_s).json()[u"outcome"_s], u"watched-already"_s);
}

void TestFollowCommand::refusesOtherText_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("told");
    QTest::newRow("nothing") << QStringList{u"follow"_s} << 2 << u"Give what to follow"_s;
    QTest::newRow("words") << QStringList{u"follow"_s, u"the"_s, u"leader"_s} << 1 << u"no link, number or hash"_s;
    QTest::newRow("empty input") << QStringList{u"follow"_s, u"-"_s} << 1 << u"no link, number or hash"_s;
    QTest::newRow("another host") << QStringList{u"follow"_s, u"https://treeherder.example.org/jobs?repo=try"_s} << 1
                                  << u"--url https://treeherder.example.org"_s;
    QTest::newRow("a bug") << QStringList{u"follow"_s, u"bug"_s, u"12"_s} << 1 << u"account add bugzilla"_s;
}

void TestFollowCommand::refusesOtherText()
{
    QFETCH(QStringList, words);
    QFETCH(QString, told);
    QCOMPARE(sayLine(u"account add treeherder"_s).code, 0);
    const auto said = say(words);
    QTEST(said.code, "code");
    QVERIFY2(said.err.contains(told), qPrintable(said.err));
    QVERIFY(said.out.isEmpty());
    QCOMPARE(watches(), QStringList());
}

void TestFollowCommand::theAppTakesItUp()
{
    Airfield field(AirfieldOptions{.live = true});
    QVERIFY2(field.listen(), qPrintable(field.errorString()));
    QCOMPARE(say({u"account"_s, u"add"_s, u"treeherder"_s, u"--id"_s, u"th"_s, u"--url"_s,
                  field.url(u"treeherder"_s).toString()})
                 .code,
             0);
    m_windsock->launch();
    QTRY_VERIFY_WITH_TIMEOUT(m_windsock->isOnBus(), 60'000);
    const auto said = say({u"follow"_s, field.url(u"treeherder"_s).toString() + u"/jobs?repo=demo"_s});
    QVERIFY2(said.code == 0, qPrintable(said.err));
    QTRY_COMPARE_WITH_TIMEOUT(m_windsock->report({u"sources"_s}).array().size(), 1, 60'000);
    QTRY_VERIFY_WITH_TIMEOUT(!m_windsock->report({u"pushes"_s}).array().isEmpty(), 60'000);
}

void TestFollowCommand::writesAndExplainsTryLines()
{
    const auto line = sayLine(u"try-syntax -b do -p linux64 -u xpcshell-2 -t none"_s);
    QCOMPARE(line.code, 0);
    QCOMPARE(line.out, u"try: -b do -p linux64 -u xpcshell-2 -t none\n"_s);
    QVERIFY(line.err.isEmpty());
    const auto doubtful = sayLine(u"try-syntax -p linux64"_s);
    QCOMPARE(doubtful.code, 0);
    QVERIFY2(doubtful.err.contains(u"Nothing is built"_s), qPrintable(doubtful.err));
    const auto meaning = say({u"try-syntax"_s, u"--read"_s, line.out});
    QCOMPARE(meaning.code, 0);
    QCOMPARE(meaning.out, u"Builds: opt and debug.\nPlatforms: linux64.\nUnit tests: xpcshell part 2.\n"_s);
    const auto piped = say({u"try-syntax"_s, u"--json"_s, u"--read"_s, u"-"_s},
                           "Fuzzy query=x\n\nPushed via `mach try fuzzy`\n");
    QCOMPARE(piped.json()[u"selector"_s], u"fuzzy"_s);
    QCOMPARE(say({u"try-syntax"_s, u"--read"_s, u"hello"_s}).code, 1);
    QCOMPARE(sayLine(u"try-syntax --frobnicate"_s).code, 2);
    const auto help = sayLine(u"try-syntax --help"_s);
    QCOMPARE(help.code, 0);
    QVERIFY2(help.out.contains(u"--include-nightly"_s), qPrintable(help.out));
}

void TestFollowCommand::needsNoProfileForTryLines()
{
    QCOMPARE(sayLine(u"try-syntax -b o"_s).code, 0);
    QVERIFY2(!QFileInfo::exists(m_windsock->folder()), "it leaves nothing behind");
}

QTEST_GUILESS_MAIN(TestFollowCommand)
#include "tst_followcommand.moc"
