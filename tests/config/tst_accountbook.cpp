// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/config/accountbook.h"
#include "app/config/bookproblems.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Windsock;

class TestAccountBook : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }
    void keepsAccountsAndWatches();
    void removingAnAccountTakesItsWatches();
    void refuses_data();
    void refuses();
    void landingsAreAskedForInSeveralWays_data();
    void landingsAreAskedForInSeveralWays();
    void reviewsAreSomebodys();
    void gitHubsWatches();
    void callsForPapers();
    void addresses_data();
    void addresses();
    void lines_data();
    void lines();
    void whatALineListensToIsNotPolled();
    void choosesFreeNames();
    void seesWhatAnotherProcessWrote();
    void survivesAFileThatSaysNonsense();
    void holdsNoSecret();
    void keepsClientIds();
    void movesATokenToTheKeychain();

private:
    QString file() const { return m_dir->filePath(u"accounts.conf"_s); }
    static Account treeherder(const QString &id = u"th"_s)
    {
        return {.id = AccountId(id), .service = Service::Treeherder, .baseUrl = defaultBaseUrl(Service::Treeherder)};
    }
    static Watch tree(const QString &id = u"th/autoland"_s)
    {
        return {.id = WatchId(id), .account = AccountId(u"th"_s), .kind = Watch::Kind::Tree, .target = u"autoland"_s};
    }

    std::unique_ptr<QTemporaryDir> m_dir;
};

void TestAccountBook::keepsAccountsAndWatches()
{
    Account account = treeherder();
    account.user = u"me@example.org"_s;
    account.secret = {.kind = SecretPlace::Kind::File, .name = u"/run/token"_s};
    {
        AccountBook book(file());
        QSignalSpy changed(&book, &AccountBook::changed);
        QVERIFY(book.addAccount(account));
        QVERIFY(book.addWatch(tree()));
        QCOMPARE(changed.size(), 2);
    }
    const AccountBook again(file());
    QCOMPARE(again.accounts(), QList{account});
    QCOMPARE(again.watches(), QList{tree()});
}

void TestAccountBook::removingAnAccountTakesItsWatches()
{
    AccountBook book(file());
    QVERIFY(book.addAccount(treeherder()));
    QVERIFY(book.addWatch(tree()));
    QVERIFY(book.addAccount(treeherder(u"other"_s)));
    Watch stays = tree(u"other/autoland"_s);
    stays.account = AccountId(u"other"_s);
    QVERIFY(book.addWatch(stays));
    QVERIFY(book.removeAccount(AccountId(u"th"_s)));
    QCOMPARE(book.watches(), QList{stays});
    QVERIFY(!book.removeAccount(AccountId(u"th"_s)));
}

void TestAccountBook::refuses_data()
{
    QTest::addColumn<Watch>("watch");
    Watch watch = tree();
    watch.account = AccountId(u"nobody"_s);
    QTest::newRow("no such account") << watch;
    watch = tree();
    watch.kind = Watch::Kind::Calendar;
    QTest::newRow("not of this service") << watch;
    watch = tree();
    watch.target.clear();
    QTest::newRow("nothing to watch") << watch;
    watch = tree();
    watch.target = u"../../etc?x=1"_s;
    QTest::newRow("not a name") << watch;
    watch = tree();
    watch.kind = Watch::Kind::Author;
    QTest::newRow("whose") << watch;
    QTest::newRow("twice") << tree();
    for (const QString &bad : {u"//evil.example/x/"_s, u"https://cal.example/x/"_s, u"x"_s, u"/a b/"_s, QString()}) {
        watch = {.id = WatchId(u"cal/x"_s), .account = AccountId(u"cal"_s), .kind = Watch::Kind::Calendar, .target = bad};
        QTest::newRow(qPrintable(u"no path of a calendar: "_s + bad)) << watch;
    }
}

void TestAccountBook::refuses()
{
    QFETCH(Watch, watch);
    AccountBook book(file());
    QVERIFY(book.addAccount(treeherder()));
    QVERIFY(book.addAccount(
        {.id = AccountId(u"cal"_s), .service = Service::CalDav, .baseUrl = QUrl(u"https://cal.example"_s)}));
    QVERIFY(book.addWatch(tree()));
    const auto outcome = book.addWatch(watch);
    QVERIFY(!outcome);
    QVERIFY(!outcome.error().isEmpty());
    QCOMPARE(book.watches().size(), 1);
}

void TestAccountBook::landingsAreAskedForInSeveralWays_data()
{
    QTest::addColumn<QString>("target");
    QTest::addColumn<bool>("good");
    QTest::newRow("tag") << u"autoland"_s << true;
    QTest::newRow("flag") << u"flag:approval-mozilla-beta"_s << true;
    QTest::newRow("several") << u"autoland, keyword:checkin-needed,flag:checkin"_s << true;
    QTest::newRow("nothing after the comma") << u"autoland,"_s << false;
    QTest::newRow("no name") << u"keyword:"_s << false;
    QTest::newRow("a whole tag") << u"[autoland-try]"_s << false;
    QTest::newRow("two words") << u"checkin needed"_s << false;
    QTest::newRow("another prefix") << u"whiteboard:autoland"_s << false;
}

void TestAccountBook::landingsAreAskedForInSeveralWays()
{
    QFETCH(QString, target);
    QFETCH(bool, good);
    AccountBook book(file());
    const AccountId id(u"bz"_s);
    QVERIFY(book.addAccount({.id = id, .service = Service::Bugzilla, .baseUrl = QUrl(u"https://bz.example"_s)}));
    const auto added = book.addWatch(
        {.id = WatchId(u"bz/l"_s), .account = id, .kind = Watch::Kind::Landings, .target = target});
    QCOMPARE(added.has_value(), good);
    QCOMPARE(added.has_value(), added.error_or(QString()).isEmpty());
}

void TestAccountBook::reviewsAreSomebodys()
{
    AccountBook book(file());
    Account account{.id = AccountId(u"bz"_s), .service = Service::Bugzilla, .baseUrl = QUrl(u"https://bz.example"_s)};
    QVERIFY(book.addAccount(account));
    Watch watch{.id = WatchId(u"bz/r"_s), .account = account.id, .kind = Watch::Kind::Reviews};
    QVERIFY(!book.addWatch(watch));
    watch.who = u"me@x.org"_s;
    QVERIFY(book.addWatch(watch));
    account.id = AccountId(u"mine"_s);
    account.user = u"me@x.org"_s;
    QVERIFY(book.addAccount(account));
    QVERIFY(book.addWatch({.id = WatchId(u"mine/r"_s), .account = account.id, .kind = Watch::Kind::Reviews}));
}

void TestAccountBook::gitHubsWatches()
{
    AccountBook book(file());
    const Account account{.id = AccountId(u"gh"_s), .service = Service::GitHub, .baseUrl = QUrl(u"https://gh.example"_s)};
    QVERIFY(book.addAccount(account));
    const auto add = [&book, &account](Watch watch) {
        watch.account = account.id;
        watch.id = book.freeWatchId(watch);
        const auto added = book.addWatch(watch);
        return added ? watch.id.value : u"no: "_s + added.error();
    };
    QCOMPARE(add({.kind = Watch::Kind::Repository, .target = u"o/n"_s}), u"gh/o/n"_s);
    QCOMPARE(add({.kind = Watch::Kind::Deployments, .target = u"o/n"_s}), u"gh/o/n/deployments"_s);
    QCOMPARE(add({.kind = Watch::Kind::Deployments, .target = u"o/n"_s, .who = u"production"_s}),
             u"gh/o/n/production"_s);
    QCOMPARE(add({.kind = Watch::Kind::Reviews, .who = u"ada"_s}), u"gh/ada"_s);
    QCOMPARE(add({.kind = Watch::Kind::Tree, .target = u"o/n"_s}), u"gh/o/n/pushes"_s);
    QCOMPARE(add({.kind = Watch::Kind::Tree, .target = u"o/n"_s, .who = u"release/1.2"_s}), u"gh/o/n/release/1.2"_s);
    QVERIFY(add({.kind = Watch::Kind::Tree, .target = u"autoland"_s}).startsWith("no: "_L1));
    QVERIFY(add({.kind = Watch::Kind::Tree, .target = u"o/n"_s, .who = u"a b"_s}).startsWith("no: "_L1));
    QVERIFY(add({.kind = Watch::Kind::Tree, .target = u"o/n"_s, .who = u"../x"_s}).startsWith("no: "_L1));
    QVERIFY(add({.kind = Watch::Kind::Deployments, .target = u"n"_s}).startsWith("no: "_L1));
    QVERIFY(add({.kind = Watch::Kind::Deployments}).startsWith("no: "_L1));
    QCOMPARE(add({.kind = Watch::Kind::Hook, .target = u"o/n"_s}), u"gh/o/n/hook"_s);
    QCOMPARE(add({.kind = Watch::Kind::Hook, .target = u"o"_s}), u"gh/o/hook"_s);
    QVERIFY(add({.kind = Watch::Kind::Hook}).startsWith("no: "_L1));
    QVERIFY(add({.kind = Watch::Kind::Hook, .target = u"o/n/m"_s}).startsWith("no: "_L1));
    QCOMPARE(add({.kind = Watch::Kind::Inbox}), u"gh/inbox"_s);
    QCOMPARE(add({.kind = Watch::Kind::Inbox, .target = u"participating"_s}), u"gh/inbox-2"_s);
    QVERIFY(add({.kind = Watch::Kind::Inbox, .target = u"o/n"_s}).startsWith("no: "_L1));
    QVERIFY(add({.kind = Watch::Kind::Reviews}).startsWith("no: "_L1));
    QVERIFY(add({.kind = Watch::Kind::Trees}).startsWith("no: "_L1));
}

void TestAccountBook::callsForPapers()
{
    AccountBook book(file());
    const Account account{
        .id = AccountId(u"cfp"_s), .service = Service::Papers, .baseUrl = defaultBaseUrl(Service::Papers)};
    QVERIFY(book.addAccount(account));
    const auto add = [&book, &account](const QString &target, const QString &who = {}) {
        Watch watch{.account = account.id, .kind = Watch::Kind::Papers, .target = target, .who = who};
        watch.id = book.freeWatchId(watch);
        const auto added = book.addWatch(watch);
        return added ? watch.id.value : u"no: "_s + added.error();
    };
    QCOMPARE(add(u"python"_s), u"cfp/python"_s);
    QCOMPARE(add(u"python"_s, u"Germany, online"_s), u"cfp/python/Germany-online"_s);
    QCOMPARE(add(u"https://lists.example/s3cret/events.json"_s), u"cfp/lists.example"_s);
    for (const QString &bad : {u""_s, u"Python"_s, u"../x"_s, u"http://lists.example/x.json"_s,
                               u"javascript:alert(1)"_s, u"https://me:pw@lists.example/x.json"_s}) {
        QVERIFY2(add(bad).startsWith("no: "_L1), qPrintable(bad));
    }
}

void TestAccountBook::addresses_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<bool>("good");
    QTest::newRow("https") << u"https://bugzilla.example"_s << true;
    QTest::newRow("https with a path") << u"https://example.org/bugzilla"_s << true;
    QTest::newRow("http here") << u"http://127.0.0.1:8080/treeherder"_s << true;
    QTest::newRow("http at localhost") << u"http://localhost:1"_s << true;
    QTest::newRow("http at ::1") << u"http://[::1]:1"_s << true;
    QTest::newRow("http elsewhere") << u"http://bugzilla.example"_s << false;
    QTest::newRow("looks like here") << u"http://127.0.0.1.evil.example"_s << false;
    QTest::newRow("file") << u"file:///etc/passwd"_s << false;
    QTest::newRow("data") << u"data:text/plain,x"_s << false;
    QTest::newRow("no host") << u"https:////evil.example/x"_s << false;
    QTest::newRow("user info") << u"https://a:b@evil.example"_s << false;
    QTest::newRow("empty") << QString() << false;
}

void TestAccountBook::addresses()
{
    QFETCH(QString, address);
    QFETCH(bool, good);
    QCOMPARE(addressProblem(QUrl(address)).isEmpty(), good);
    AccountBook book(file());
    Account account = treeherder();
    account.baseUrl = QUrl(address);
    QCOMPARE(book.addAccount(account).has_value(), good);
    QCOMPARE(book.accounts().size(), good ? 1 : 0);
}

void TestAccountBook::lines_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<QString>("user");
    QTest::addColumn<SecretPlace::Kind>("secret");
    QTest::addColumn<bool>("good");
    const auto row = [](const char *name, const QString &address, const QString &user, SecretPlace::Kind secret,
                        bool good) { QTest::newRow(name) << address << user << secret << good; };
    constexpr auto keychain = SecretPlace::Kind::Keychain;
    row("Pulse", u"amqps://pulse.mozilla.org"_s, u"me"_s, keychain, true);
    row("a vhost of its own", u"amqps://mq.example.org:1/a%2Fb"_s, u"me"_s, SecretPlace::Kind::File, true);
    row("this machine", u"amqp://localhost:1"_s, u"me"_s, SecretPlace::Kind::Environment, true);
    row("plain to elsewhere", u"amqp://mq.example.org"_s, u"me"_s, keychain, false);
    row("https", u"https://pulse.mozilla.org"_s, u"me"_s, keychain, false);
    row("a password in it", u"amqps://me:x@pulse.mozilla.org"_s, u"me"_s, keychain, false);
    row("nobody", u"amqps://pulse.mozilla.org"_s, QString(), keychain, false);
    row("another's queue", u"amqps://pulse.mozilla.org"_s, u"me/../you"_s, keychain, false);
    row("no password", u"amqps://pulse.mozilla.org"_s, u"me"_s, SecretPlace::Kind::None, false);
}

void TestAccountBook::lines()
{
    QFETCH(const QString, address);
    QFETCH(const QString, user);
    QFETCH(const SecretPlace::Kind, secret);
    QFETCH(const bool, good);
    const Account line{.id = AccountId(u"pulse"_s),
                       .service = Service::Pulse,
                       .baseUrl = QUrl(address),
                       .user = user,
                       .secret = {.kind = secret, .name = {}}};
    {
        AccountBook book(file());
        const auto added = book.addAccount(line);
        QCOMPARE(added.has_value(), good);
        QCOMPARE(added.error_or(QString()).isEmpty(), good);
    }
    const AccountBook again(file());
    QCOMPARE(again.accounts(), good ? QList{line} : QList<Account>());
}

void TestAccountBook::whatALineListensToIsNotPolled()
{
    AccountBook book(file());
    QVERIFY(book.addAccount(treeherder()));
    QVERIFY(book.addWatch(tree()));
    const AccountId pulse(u"pulse"_s);
    QVERIFY(book.addAccount({.id = pulse,
                             .service = Service::Pulse,
                             .baseUrl = defaultBaseUrl(Service::Pulse),
                             .user = u"me"_s,
                             .secret = {.kind = SecretPlace::Kind::Keychain, .name = {}}}));
    const auto listen = [&](const QString &exchange, const QString &key) {
        return book
            .addWatch({.id = WatchId(u"pulse/x"_s),
                       .account = pulse,
                       .kind = Watch::Kind::Exchange,
                       .target = exchange,
                       .who = key})
            .has_value();
    };
    QVERIFY(!listen(QString(), QString()));
    QVERIFY(!listen(u"exchange with blanks"_s, QString()));
    QVERIFY(!listen(u"exchange/me/x"_s, u"a b"_s));
    QVERIFY(listen(u"exchange/me/x"_s, u"integration/*.#"_s));
    QVERIFY(
        !book.addWatch({.id = WatchId(u"pulse/t"_s), .account = pulse, .kind = Watch::Kind::Tree, .target = u"try"_s}));
    QCOMPARE(book.watches().size(), 2);
    QCOMPARE(book.polledWatches(), QList{tree()});
}

void TestAccountBook::choosesFreeNames()
{
    AccountBook book(file());
    QCOMPARE(book.freeAccountId(Service::Treeherder).value, u"treeherder"_s);
    QVERIFY(book.addAccount(treeherder(u"treeherder"_s)));
    QCOMPARE(book.freeAccountId(Service::Treeherder).value, u"treeherder-2"_s);
    QVERIFY(book.addAccount(treeherder()));
    Watch watch = tree();
    QCOMPARE(book.freeWatchId(watch).value, u"th/autoland"_s);
    QVERIFY(book.addWatch(tree()));
    watch.kind = Watch::Kind::Author;
    watch.who = u"me@example.org"_s;
    QCOMPARE(book.freeWatchId(watch).value, u"th/autoland/me@example.org"_s);
    QVERIFY(!book.addAccount(treeherder(u"with space"_s)));
    QVERIFY(!book.addAccount(treeherder()));
}

void TestAccountBook::seesWhatAnotherProcessWrote()
{
    AccountBook running(file());
    QVERIFY(running.accounts().isEmpty());
    {
        AccountBook terminal(file());
        QVERIFY(terminal.addAccount(treeherder()));
    }
    QSignalSpy changed(&running, &AccountBook::changed);
    running.reload();
    QCOMPARE(changed.size(), 1);
    QCOMPARE(running.accounts().size(), 1);
    running.reload();
    QCOMPARE(changed.size(), 1);
}

void TestAccountBook::survivesAFileThatSaysNonsense()
{
    QFile nonsense(file());
    QVERIFY(nonsense.open(QIODevice::WriteOnly));
    nonsense.write("[Account x]\nService=zeppelin\n[Watch y]\nKind=cloud\n[Account th]\nService=treeherder\n"
                   "Address=https://treeherder.mozilla.org\nSecret=quux\n\xff\xfe[[[\n");
    nonsense.close();
    const AccountBook book(file());
    QCOMPARE(book.accounts().size(), 1);
    QCOMPARE(book.accounts().constFirst().secret.kind, SecretPlace::Kind::None);
    QVERIFY(book.watches().isEmpty());
}

void TestAccountBook::holdsNoSecret()
{
    AccountBook book(file());
    Account account = treeherder();
    account.secret = {.kind = SecretPlace::Kind::Environment, .name = u"WINDSOCK_TEST_TOKEN"_s};
    qputenv("WINDSOCK_TEST_TOKEN", "s3cr3t");
    QVERIFY(book.addAccount(account));
    QFile written(file());
    QVERIFY(written.open(QIODevice::ReadOnly));
    const QByteArray content = written.readAll();
    QVERIFY(content.contains("WINDSOCK_TEST_TOKEN"));
    QVERIFY(!content.contains("s3cr3t"));
}

void TestAccountBook::keepsClientIds()
{
    const AccountId id(u"gh"_s);
    {
        AccountBook book(file());
        QVERIFY(book.addAccount({.id = id, .service = Service::GitHub, .baseUrl = defaultBaseUrl(Service::GitHub)}));
        QVERIFY(book.addAccount(treeherder()));
        QCOMPARE(book.clientId(id), QString());
        QVERIFY(book.setClientId(id, u"Ov23fake"_s));
        for (const QString &bad : {QString(), u"a b"_s, u"a\nSecret=file"_s, QString(101, u'a')}) {
            QVERIFY(!book.setClientId(id, bad));
        }
        QVERIFY(!book.setClientId(AccountId(u"th"_s), u"Ov23fake"_s));
        QVERIFY(!book.setClientId(AccountId(u"nobody"_s), u"Ov23fake"_s));
    }
    AccountBook again(file());
    QCOMPARE(again.clientId(id), u"Ov23fake"_s);
    QVERIFY(again.removeAccount(id));
    QCOMPARE(again.clientId(id), QString());
}

void TestAccountBook::movesATokenToTheKeychain()
{
    AccountBook book(file());
    Account account{.id = AccountId(u"gh"_s), .service = Service::GitHub, .baseUrl = defaultBaseUrl(Service::GitHub)};
    account.secret = {.kind = SecretPlace::Kind::File, .name = u"/run/token"_s};
    QVERIFY(book.addAccount(account));
    QSignalSpy changed(&book, &AccountBook::changed);
    QVERIFY(book.moveTokenToKeychain(account.id, u"octocat"_s));
    QCOMPARE(changed.size(), 1);
    account.secret = {.kind = SecretPlace::Kind::Keychain, .name = {}};
    account.user = u"octocat"_s;
    QCOMPARE(book.accounts(), QList{account});
    QVERIFY(book.moveTokenToKeychain(account.id, u"hubot"_s));
    QCOMPARE(book.accounts(), QList{account}); // what is said of the user stands
    QVERIFY(!book.moveTokenToKeychain(AccountId(u"nobody"_s), {}));
}

QTEST_GUILESS_MAIN(TestAccountBook)
#include "tst_accountbook.moc"
