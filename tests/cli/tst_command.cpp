// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/command.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace Windsock;
using Verb = Command::Verb;

class TestCommand : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void verbs_data();
    void verbs();
    void misuse_data();
    void misuse();
    void accountAdd();
    void accountTokens_data();
    void accountTokens();
    void loginTakesAClientId();
    void watchAdd();
    void followKeepsTheText();
    void landingsHaveATagOfTheirOwn();
    void helpNamesEveryVerb();
    void onlyTheWindowNeedsADisplay();
};

namespace {
Command parsed(const QString &line)
{
    const auto command = parseCommand(line.split(u' ', Qt::SkipEmptyParts));
    if (!command) {
        qFatal("%s", qPrintable(command.error().message));
    }
    return *command;
}
}

void TestCommand::verbs_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<Verb>("verb");
    QTest::addColumn<bool>("json");
    const auto row = [](const char *line, Verb verb, bool json = false) {
        QTest::newRow(line) << QString::fromLatin1(line) << verb << json;
    };
    row("", Verb::Window);
    row("--demo", Verb::Demo);
    row("--self-test", Verb::SelfTest);
    row("--version", Verb::Version);
    row("-v", Verb::Version);
    row("--help", Verb::Help);
    row("status", Verb::Status);
    row("status --json", Verb::Status, true);
    row("--json queue", Verb::Queue, true);
    row("pushes", Verb::Pushes);
    row("repositories th", Verb::Repositories);
    row("calendars cal", Verb::Calendars);
    row("add-to-calendar sock night", Verb::AddToCalendar);
    row("add-to-calendar mu/event/1 --to cal/own --replace", Verb::AddToCalendar);
    row("remove-from-calendar mu/event/1 --to cal/own", Verb::RemoveFromCalendar);
    row("event-file sock", Verb::EventFile);
    row("prs", Verb::PullRequests);
    row("trees", Verb::Trees);
    row("trees --json", Verb::Trees, true);
    row("health", Verb::Health);
    row("health --json", Verb::Health, true);
    row("next", Verb::Next);
    row("thread 123456", Verb::Thread);
    row("thread bug 123456 --json", Verb::Thread, true);
    row("thread part bmo/bug/5 th/push/2", Verb::ThreadPart);
    row("thread rejoin bmo/bug/5 th/push/2", Verb::ThreadRejoin);
    row("events --days 3", Verb::Events);
    row("events --group socks --json", Verb::Events, true);
    row("papers", Verb::Papers);
    row("papers --days 200 --group python --json", Verb::Papers, true);
    row("next --group socks", Verb::Next);
    row("inbox", Verb::Inbox);
    row("inbox --json", Verb::Inbox, true);
    row("inbox read 7001", Verb::InboxRead);
    row("inbox done gh/inbox/7001", Verb::InboxDone);
    row("notices", Verb::Notices);
    row("sources", Verb::Sources);
    row("account list", Verb::AccountList);
    row("account remove th", Verb::AccountRemove);
    row("login gh", Verb::Login);
    row("login gh --public --client-id Ov23x", Verb::Login);
    row("watch list --json", Verb::WatchList, true);
    row("watch remove th/autoland", Verb::WatchRemove);
    row("poll --once --json", Verb::Poll, true);
    row("follow bug 12", Verb::Follow);
    row("follow --json -", Verb::Follow, true);
    row("try-syntax -b do", Verb::TrySyntax);
    row("--help try-syntax", Verb::Help);
    row("try-syntax --help", Verb::Help);
}

void TestCommand::verbs()
{
    QFETCH(QString, line);
    const Command command = parsed(line);
    QTEST(command.verb, "verb");
    QTEST(command.json, "json");
}

void TestCommand::misuse_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *line, const char *says) {
        QTest::newRow(line) << QString::fromLatin1(line) << QString::fromLatin1(says);
    };
    row("fly", "fly");
    row("status now", "now");
    row("--demo status", "status");
    row("account", "account");
    row("account add", "treeherder");
    row("account add gitlab", "gitlab");
    row("account add github --token --token-stdin", "one of");
    row("account remove", "account remove ID");
    row("account add treeherder --client-id x", "GitHub alone");
    row("account add github --client-id a/b", "a/b");
    row("login", "login ACCOUNT");
    row("login gh --client-id a/b", "a/b");
    row("watch add th", "account");
    row("watch add th forest autoland", "forest");
    row("watch remove", "watch remove ID");
    row("poll", "--once");
    row("thread", "which change");
    row("thread part bmo/bug/5", "thread part THREAD MEMBER");
    row("thread rejoin a b c", "thread rejoin THREAD MEMBER");
    row("follow", "standard input");
    row("try-syntax", "try-syntax -b do");
    row("events --days 0", "1 to 90");
    row("events --days soon", "1 to 90");
    row("events --days 91", "1 to 90");
    row("papers --days 0", "1 to 366");
    row("papers --days 367", "1 to 366");
    row("papers python", "python");
    row("--frobnicate", "frobnicate");
    row("--profile", "profile");
}

void TestCommand::misuse()
{
    QFETCH(QString, line);
    QFETCH(QString, says);
    const auto command = parseCommand(line.split(u' ', Qt::SkipEmptyParts));
    QVERIFY(!command);
    QVERIFY2(command.error().message.contains(says), qPrintable(command.error().message));
}

void TestCommand::accountAdd()
{
    const Command command = parsed(
        u"--profile /tmp/p account add bugzilla --id bmo --url https://bugzilla.example --user me@example.org"_s);
    QCOMPARE(command.profile, u"/tmp/p"_s);
    QCOMPARE(command.account.service, Service::Bugzilla);
    QCOMPARE(command.account.id.value, u"bmo"_s);
    QCOMPARE(command.account.baseUrl, QUrl(u"https://bugzilla.example"_s));
    QCOMPARE(command.account.user, u"me@example.org"_s);
    QCOMPARE(command.account.secret.kind, SecretPlace::Kind::None);
    QCOMPARE(parsed(u"account add treeherder"_s).account.baseUrl, defaultBaseUrl(Service::Treeherder));
}

void TestCommand::accountTokens_data()
{
    QTest::addColumn<QString>("option");
    QTest::addColumn<Command::Token>("token");
    QTest::addColumn<SecretPlace>("place");
    QTest::newRow("ask") << u"--token"_s << Command::Token::Ask << SecretPlace{SecretPlace::Kind::Keychain, {}};
    QTest::newRow("stdin") << u"--token-stdin"_s << Command::Token::StandardInput
                           << SecretPlace{SecretPlace::Kind::Keychain, {}};
    QTest::newRow("environment") << u"--token-env TOKEN"_s << Command::Token::Environment
                                 << SecretPlace{SecretPlace::Kind::Environment, u"TOKEN"_s};
    QTest::newRow("file") << u"--token-file /run/t"_s << Command::Token::File
                          << SecretPlace{SecretPlace::Kind::File, u"/run/t"_s};
}

void TestCommand::accountTokens()
{
    QFETCH(QString, option);
    const Command command = parsed(u"account add github "_s + option);
    QTEST(command.token, "token");
    QFETCH(SecretPlace, place);
    QCOMPARE(command.account.secret, place);
}

void TestCommand::loginTakesAClientId()
{
    const Command command = parsed(u"login gh --public --client-id Ov23fake"_s);
    QCOMPARE(command.id, u"gh"_s);
    QCOMPARE(command.clientId, u"Ov23fake"_s);
    QVERIFY(command.publicOnly);
    QVERIFY(!parsed(u"login gh"_s).publicOnly && parsed(u"login gh"_s).clientId.isEmpty());
    QCOMPARE(parsed(u"account add github --token --client-id Ov23fake"_s).clientId, u"Ov23fake"_s);
}

void TestCommand::watchAdd()
{
    const Command command = parsed(u"watch add th author try --who me@example.org --id mine"_s);
    QCOMPARE(command.watch,
             (Watch{.id = WatchId(u"mine"_s),
                    .account = AccountId(u"th"_s),
                    .kind = Watch::Kind::Author,
                    .target = u"try"_s,
                    .who = u"me@example.org"_s}));
}

void TestCommand::followKeepsTheText()
{
    QCOMPARE(parsed(u"follow bug 12"_s).text, u"bug 12"_s);
    QCOMPARE(parsed(u"follow -"_s).text, u"-"_s);
    QCOMPARE(parsed(u"--help try-syntax"_s).helpFor, u"try-syntax"_s);
    QVERIFY(helpText(u"try-syntax"_s).contains(u"--rebuild-raptor"_s));
}

void TestCommand::landingsHaveATagOfTheirOwn()
{
    const Watch trees = parsed(u"watch add lando trees"_s).watch;
    QCOMPARE(trees.kind, Watch::Kind::Trees);
    QVERIFY(trees.target.isEmpty());
    QCOMPARE(parsed(u"watch add lando trees autoland,try"_s).watch.target, u"autoland,try"_s);
    QCOMPARE(parsed(u"watch add lando landing-job 4711"_s).watch.kind, Watch::Kind::LandingJob);
    const Watch own = parsed(u"watch add pulse exchange exchange/me/own --who a.#"_s).watch;
    QCOMPARE(own.kind, Watch::Kind::Exchange);
    QCOMPARE(own.target, u"exchange/me/own"_s);
    QCOMPARE(own.who, u"a.#"_s);
    const Command line = parsed(u"account add pulse --user me --token"_s);
    QCOMPARE(line.account.baseUrl, QUrl(u"amqps://pulse.mozilla.org"_s));
    QCOMPARE(line.account.user, u"me"_s);
    QCOMPARE(parsed(u"account add lando"_s).account.baseUrl, QUrl(u"https://lando.moz.tools"_s));
    QCOMPARE(parsed(u"watch add bmo landings"_s).watch.target, u"autoland"_s);
    QCOMPARE(parsed(u"watch add bmo landings checkin"_s).watch.target, u"checkin"_s);
    QCOMPARE(parsed(u"watch add bmo landings autoland,keyword:checkin-needed"_s).watch.target,
             u"autoland,keyword:checkin-needed"_s);
    const Watch reviews = parsed(u"watch add bmo reviews --who me@example.org"_s).watch;
    QCOMPARE(reviews.kind, Watch::Kind::Reviews);
    QCOMPARE(reviews.who, u"me@example.org"_s);
}

void TestCommand::helpNamesEveryVerb()
{
    const QString help = helpText();
    for (const auto *word :
         {"status",      "queue",      "pushes",       "prs",         "next",        "trees",        "health",
          "events",      "inbox",      "notices",      "sources",     "account add", "account list", "account remove",
          "watch add",   "watch list", "watch remove", "poll --once", "follow",      "try-syntax",   "--demo",
          "--self-test", "--profile",  "--json",       "--version"}) {
        QVERIFY2(help.contains(QString::fromLatin1(word)), word);
    }
    QVERIFY(helpText(u"watch add"_s).contains(u"TARGET"_s));
    QCOMPARE(parsed(u"--help watch add"_s).helpFor, u"watch add"_s);
}

void TestCommand::onlyTheWindowNeedsADisplay()
{
    QVERIFY(!isTerminalVerb(Verb::Window));
    QVERIFY(!isTerminalVerb(Verb::Demo));
    QVERIFY(!isTerminalVerb(Verb::SelfTest));
    QVERIFY(isTerminalVerb(Verb::Poll));
    QVERIFY(isTerminalVerb(Verb::Help));
}

QTEST_GUILESS_MAIN(TestCommand)
#include "tst_command.moc"
