// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/settings/accountcheck.h"
#include "views/settings/problemfield.h"
#include "views/settings/settingsdialog.h"

#include <KLocalizedString>

#include <QAccessible>
#include <QCheckBox>
#include <QComboBox>
#include <QCompleter>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QSpinBox>
#include <QStandardPaths>
#include <QTest>
#include <QTimeEdit>
#include <QTreeWidget>

using namespace Qt::StringLiterals;
using namespace Windsock;

namespace {

Account account(const QString &id, Service service, const QString &user = {})
{
    return {.id = AccountId(id), .service = service, .baseUrl = defaultBaseUrl(service), .user = user};
}

Watch watch(const QString &id, Watch::Kind kind, const QString &target)
{
    return {.id = WatchId(id), .account = AccountId(id.section(u'/', 0, 0)), .kind = kind, .target = target};
}

}

class SettingsUseTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void checksNames_data();
    void checksNames();
    void checksAddresses_data();
    void checksAddresses();
    void checksSecrets_data();
    void checksSecrets();
    void checksTargets_data();
    void checksTargets();
    void makesWatchIds();
    void anEventbriteAccountNeedsAToken();
    void addsAnAccountOfEachService_data();
    void addsAnAccountOfEachService();
    void keepsTokensWhereTheyAreToBe_data();
    void keepsTokensWhereTheyAreToBe();
    void tellsEachProblemAtItsField();
    void aLineWantsAUserAndAPassword();
    void wipesTheToken();
    void addsByTheEnterKey();
    void doesNotLoseAFormByOk();
    void addsAWatchOfEachKind_data();
    void addsAWatchOfEachKind();
    void addsAWatchOfTrees();
    void addsAWatchOfPapers();
    void offersOnlyKindsThatFit();
    void offersTheRepositoriesOfATreeherder();
    void offersTheCalendarsOfAServer();
    void listsAccountsAndWatches();
    void removesAfterAsking();
    void keepsTheChoiceWhileTheListChanges();
    void saysWhatBecameOfIt();
    void carriesPreferencesThereAndBack();
    void refusesQuietHoursWithoutLength();
    void takesWorkingHours();
    void refusesWorkWithoutADay();
    void cancelChangesNothing();
    void appliesWithoutClosing();
    void namesItsFields();

private:
    template<class T>
    T *find(const char *name) const
    {
        return m_dialog->findChild<T *>(QString::fromLatin1(name));
    }
    void choose(const char *name, int data) const
    {
        auto *box = find<QComboBox>(name);
        box->setCurrentIndex(box->findData(data));
    }
    void click(const char *name) const { QTest::mouseClick(find<QPushButton>(name), Qt::LeftButton); }
    void type(const char *name, const QString &text) const
    {
        auto *field = find<QLineEdit>(name);
        field->clear();
        QTest::keyClicks(field, text);
    }
    /// The words under a field; empty where none are to be seen.
    QString problem(const char *field) const
    {
        const auto *words = m_dialog->findChild<QLabel *>(QString::fromLatin1(field) + u"Problem"_s);
        return words->isVisibleTo(m_dialog.get()) ? words->text() : QString();
    }
    QPushButton *standard(QDialogButtonBox::StandardButton which) const { return m_dialog->button(which); }
    QTreeWidget *list() const { return find<QTreeWidget>("accountList"); }
    void chooseItem(const QString &name) const
    {
        list()->setCurrentItem(list()->findItems(name, Qt::MatchExactly | Qt::MatchRecursive).value(0));
    }

    std::unique_ptr<SettingsDialog> m_dialog;
};

void SettingsUseTest::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    KLocalizedString::setApplicationDomain("windsock");
}

void SettingsUseTest::init()
{
    QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support).+"_s));
    m_dialog = std::make_unique<SettingsDialog>();
    m_dialog->show();
}

void SettingsUseTest::cleanup()
{
    m_dialog.reset();
}

void SettingsUseTest::checksNames_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("problem");
    const QString letters = u"Letters, digits"_s;
    QTest::newRow("good") << u"th.mozilla-1_x"_s << QString();
    QTest::newRow("empty") << QString() << u"Give the account"_s;
    QTest::newRow("blank") << u"my account"_s << letters;
    QTest::newRow("slash") << u"a/b"_s << letters;
    QTest::newRow("dot first") << u".hidden"_s << letters;
    QTest::newRow("umlaut") << u"süd"_s << letters;
    QTest::newRow("newline") << u"a\n"_s << letters;
    QTest::newRow("long") << QString(33, u'a') << letters;
    QTest::newRow("32") << QString(32, u'a') << QString();
    QTest::newRow("taken") << u"github"_s << u"There is already"_s;
}

void SettingsUseTest::checksNames()
{
    QFETCH(QString, name);
    QFETCH(QString, problem);
    const QString said = problemWithAccountId(name, {account(u"github"_s, Service::GitHub)});
    QCOMPARE(said.isEmpty(), problem.isEmpty());
    QVERIFY2(said.startsWith(problem), qPrintable(said));
}

void SettingsUseTest::checksAddresses_data()
{
    QTest::addColumn<Service>("service");
    QTest::addColumn<QString>("address");
    QTest::addColumn<QString>("problem");
    const QString noAddress = u"This is not a web address."_s;
    const QString noHttps = u"Only https"_s;
    QTest::newRow("https") << Service::Bugzilla << u"https://bugzilla.example/base"_s << QString();
    QTest::newRow("empty") << Service::Bugzilla << QString() << u"Where is the service?"_s;
    QTest::newRow("empty feed") << Service::ICalendar << QString() << QString();
    QTest::newRow("words") << Service::Bugzilla << u"not an address"_s << noAddress;
    QTest::newRow("no scheme") << Service::Bugzilla << u"bugzilla.example"_s << noAddress;
    QTest::newRow("no host") << Service::Bugzilla << u"https:////evil/x"_s << noAddress;
    QTest::newRow("file") << Service::Bugzilla << u"file:///etc/passwd"_s << noAddress;
    QTest::newRow("user") << Service::GitHub << u"https://me@api.example"_s << u"No name or password"_s;
    QTest::newRow("password") << Service::GitHub << u"https://me:pw@api.example"_s << u"No name or password"_s;
    QTest::newRow("http") << Service::GitHub << u"http://api.example"_s << noHttps;
    QTest::newRow("ftp") << Service::GitHub << u"ftp://api.example"_s << noHttps;
    for (const char *here : {"http://localhost:8080", "http://127.0.0.1/x", "http://[::1]:80"}) {
        QTest::newRow(here) << Service::GitHub << QString::fromLatin1(here) << QString();
    }
    QTest::newRow("only looks local") << Service::GitHub << u"http://localhost.evil.example"_s << noHttps;
}

void SettingsUseTest::checksAddresses()
{
    QFETCH(Service, service);
    QFETCH(QString, address);
    QFETCH(QString, problem);
    const QString said = problemWithBaseUrl(service, address);
    QCOMPARE(said.isEmpty(), problem.isEmpty());
    QVERIFY2(said.startsWith(problem), qPrintable(said));
}

void SettingsUseTest::checksSecrets_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("secret");
    QTest::addColumn<bool>("good");
    const auto row = [](const char *tag, SecretPlace::Kind kind, const QString &name, const QByteArray &secret,
                        bool good) { QTest::newRow(tag) << int(kind) << name << secret << good; };
    row("none", SecretPlace::Kind::None, {}, {}, true);
    row("keychain", SecretPlace::Kind::Keychain, {}, "x", true);
    row("keychain, none", SecretPlace::Kind::Keychain, {}, {}, false);
    row("variable", SecretPlace::Kind::Environment, u"GITHUB_TOKEN"_s, {}, true);
    row("variable, empty", SecretPlace::Kind::Environment, {}, {}, false);
    row("variable, dollar", SecretPlace::Kind::Environment, u"$TOKEN"_s, {}, false);
    row("variable, digit", SecretPlace::Kind::Environment, u"1TOKEN"_s, {}, false);
    row("file", SecretPlace::Kind::File, u"/home/me/.token"_s, {}, true);
    row("file, relative", SecretPlace::Kind::File, u"token"_s, {}, false);
    row("file, tilde", SecretPlace::Kind::File, u"~/token"_s, {}, false);
    row("file, empty", SecretPlace::Kind::File, {}, {}, false);
}

void SettingsUseTest::checksSecrets()
{
    QFETCH(int, kind);
    QFETCH(QString, name);
    QFETCH(QByteArray, secret);
    QFETCH(bool, good);
    QCOMPARE(problemWithSecret({.kind = SecretPlace::Kind(kind), .name = name}, secret).isEmpty(), good);
}

void SettingsUseTest::checksTargets_data()
{
    QTest::addColumn<Service>("service");
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("target");
    QTest::addColumn<bool>("good");
    const auto row = [](const char *tag, Service service, Watch::Kind kind, const QString &target, bool good) {
        QTest::newRow(tag) << service << int(kind) << target << good;
    };
    row("tree", Service::Treeherder, Watch::Kind::Tree, u"mozilla-esr128"_s, true);
    row("tree, empty", Service::Treeherder, Watch::Kind::Tree, {}, false);
    row("tree, path", Service::Treeherder, Watch::Kind::Tree, u"../admin"_s, false);
    row("tree, query", Service::Treeherder, Watch::Kind::Tree, u"try?x=1"_s, false);
    row("author", Service::Treeherder, Watch::Kind::Author, u"try"_s, true);
    row("author, no tree", Service::Treeherder, Watch::Kind::Author, {}, false);
    row("author on GitHub", Service::GitHub, Watch::Kind::Author, {}, true);
    row("landings", Service::Bugzilla, Watch::Kind::Landings, u"autoland"_s, true);
    row("landings, several", Service::Bugzilla, Watch::Kind::Landings,
        u"autoland, keyword:checkin-needed,flag:checkin"_s, true);
    row("landings, nothing after a comma", Service::Bugzilla, Watch::Kind::Landings, u"autoland,"_s, false);
    row("landings, a flag of no name", Service::Bugzilla, Watch::Kind::Landings, u"flag:"_s, false);
    row("landings, a whole tag", Service::Bugzilla, Watch::Kind::Landings, u"[autoland-try]"_s, false);
    row("reviews", Service::Bugzilla, Watch::Kind::Reviews, {}, true);
    row("landings, empty", Service::Bugzilla, Watch::Kind::Landings, {}, false);
    row("repository", Service::GitHub, Watch::Kind::Repository, u"mozilla/gecko-dev"_s, true);
    row("repository, no owner", Service::GitHub, Watch::Kind::Repository, u"gecko-dev"_s, false);
    row("repository, address", Service::GitHub, Watch::Kind::Repository, u"https://github.com/a/b"_s, false);
    row("landing job", Service::Lando, Watch::Kind::LandingJob, u"4711"_s, true);
    row("landing job, empty", Service::Lando, Watch::Kind::LandingJob, {}, false);
    row("landing job, revision", Service::Lando, Watch::Kind::LandingJob, u"D201"_s, false);
    row("landing job, zero", Service::Lando, Watch::Kind::LandingJob, u"0"_s, false);
    row("trees", Service::Lando, Watch::Kind::Trees, u"firefox-autoland,try"_s, true);
    row("all trees", Service::Lando, Watch::Kind::Trees, {}, true);
    row("trees, blank", Service::Lando, Watch::Kind::Trees, u"autoland, try"_s, false);
    row("trees, path", Service::Lando, Watch::Kind::Trees, u"../logs"_s, false);
    row("pull requests that wait for me", Service::GitHub, Watch::Kind::Reviews, {}, true);
    row("deployments", Service::GitHub, Watch::Kind::Deployments, u"mozilla/gecko-dev"_s, true);
    row("webhooks", Service::GitHub, Watch::Kind::Hook, u"mozilla/gecko-dev"_s, true);
    row("webhooks of an organization", Service::GitHub, Watch::Kind::Hook, u"mozilla"_s, true);
    row("webhooks of nobody", Service::GitHub, Watch::Kind::Hook, u"a/b/c"_s, false);
    row("deployments, no owner", Service::GitHub, Watch::Kind::Deployments, u"gecko-dev"_s, false);
    row("an inbox", Service::GitHub, Watch::Kind::Inbox, {}, true);
    row("what I take part in", Service::GitHub, Watch::Kind::Inbox, u"participating"_s, true);
    row("an inbox of a repository", Service::GitHub, Watch::Kind::Inbox, u"o/n"_s, false);
    row("branch", Service::GitHub, Watch::Kind::Tree, u"mozilla/gecko-dev"_s, true);
    row("branch, no owner", Service::GitHub, Watch::Kind::Tree, u"gecko-dev"_s, false);
    row("group", Service::Meetup, Watch::Kind::Group, u"berlin-landers"_s, true);
    row("group, address", Service::Meetup, Watch::Kind::Group, u"meetup.com/x"_s, false);
    row("organizer", Service::Eventbrite, Watch::Kind::Group, u"organizer/36673227093"_s, true);
    row("organization", Service::Eventbrite, Watch::Kind::Group, u"organization/160887327615"_s, true);
    row("organizer, digits", Service::Eventbrite, Watch::Kind::Group, u"36673227093"_s, true);
    row("organizer, name", Service::Eventbrite, Watch::Kind::Group, u"flyers"_s, false);
    row("organizer, path", Service::Eventbrite, Watch::Kind::Group, u"organizer/../users/me"_s, false);
    row("Luma's feed", Service::ICalendar, Watch::Kind::Calendar,
        u"https://api.lu.ma/ics/get?entity=calendar&id=cal-RqLK4dfgOXG6Yhx"_s, true);
    row("Luma's feed, slug", Service::ICalendar, Watch::Kind::Calendar,
        u"https://api.lu.ma/ics/get?entity=calendar&id=airfield"_s, false);
    row("Luma's page", Service::ICalendar, Watch::Kind::Calendar, u"https://lu.ma/airfield"_s, false);
    row("Luma's newer page", Service::ICalendar, Watch::Kind::Calendar, u"https://luma.com/airfield"_s, false);
    row("topic", Service::Papers, Watch::Kind::Papers, u"python"_s, true);
    row("list", Service::Papers, Watch::Kind::Papers, u"https://lists.example/events.json"_s, true);
    row("list, http", Service::Papers, Watch::Kind::Papers, u"http://lists.example/events.json"_s, false);
    row("list, script", Service::Papers, Watch::Kind::Papers, u"javascript:alert(1)"_s, false);
    row("topic, path", Service::Papers, Watch::Kind::Papers, u"../python"_s, false);
    row("topic, empty", Service::Papers, Watch::Kind::Papers, {}, false);
    row("feed", Service::ICalendar, Watch::Kind::Calendar, u"https://cal.example/a.ics?key=1"_s, true);
    row("feed, http", Service::ICalendar, Watch::Kind::Calendar, u"http://cal.example/a.ics"_s, false);
    row("feed, file", Service::ICalendar, Watch::Kind::Calendar, u"file:///home/me/a.ics"_s, false);
    row("calendar", Service::CalDav, Watch::Kind::Calendar, u"/user/releases/"_s, true);
    row("calendar, address", Service::CalDav, Watch::Kind::Calendar, u"https://cal.example/user/"_s, false);
    row("calendar, another host", Service::CalDav, Watch::Kind::Calendar, u"//evil.example/user/"_s, false);
    row("calendar, empty", Service::CalDav, Watch::Kind::Calendar, {}, false);
}

void SettingsUseTest::checksTargets()
{
    QFETCH(Service, service);
    QFETCH(int, kind);
    QFETCH(QString, target);
    QFETCH(bool, good);
    QCOMPARE(problemWithTarget(service, Watch::Kind(kind), target).isEmpty(), good);
    QVERIFY(problemWithWho(service, Watch::Kind(kind), u"me"_s).isEmpty());
    QCOMPARE(problemWithWho(service, Watch::Kind(kind), {}).isEmpty(),
             Watch::Kind(kind) != Watch::Kind::Author && Watch::Kind(kind) != Watch::Kind::Reviews);
}

void SettingsUseTest::makesWatchIds()
{
    const auto id = [](Watch wanted, const QList<Watch> &others = {}) {
        wanted.account = AccountId(u"a"_s);
        return watchIdFor(wanted, others).value;
    };
    QCOMPARE(id({.kind = Watch::Kind::Tree, .target = u"try"_s}), u"a/try"_s);
    QCOMPARE(id({.kind = Watch::Kind::Tree, .target = u"o/n"_s}), u"a/o/n/pushes"_s);
    QCOMPARE(id({.kind = Watch::Kind::Tree, .target = u"o/n"_s, .who = u"next"_s}), u"a/o/n/next"_s);
    QVERIFY(problemWithWho(Service::GitHub, Watch::Kind::Tree, u"release/1.2"_s).isEmpty());
    QVERIFY(!problemWithWho(Service::GitHub, Watch::Kind::Tree, u"a b"_s).isEmpty());
    QVERIFY(!problemWithWho(Service::GitHub, Watch::Kind::Tree, u"../x"_s).isEmpty());
    QCOMPARE(id({.kind = Watch::Kind::Author, .target = u"try"_s, .who = u"me"_s}), u"a/try/me"_s);
    QCOMPARE(id({.kind = Watch::Kind::Author, .who = u"me"_s}), u"a/me"_s);
    const QString feed = id({.kind = Watch::Kind::Calendar, .target = u"https://cal.example/private-s3cret/a.ics"_s});
    QCOMPARE(feed, u"a/cal.example"_s); // the address itself may be a secret
    QCOMPARE(id({.kind = Watch::Kind::Calendar, .target = u"/user/my%20team/"_s}), u"a/my-team"_s);
    const QList<Watch> others{watch(u"a/try"_s, Watch::Kind::Tree, u"try"_s),
                              watch(u"a/try-2"_s, Watch::Kind::Tree, u"try"_s)};
    QCOMPARE(id({.kind = Watch::Kind::Tree, .target = u"try"_s}, others), u"a/try-3"_s);
}

void SettingsUseTest::anEventbriteAccountNeedsAToken()
{
    QVERIFY(!problemWithPlace(Service::Eventbrite, SecretPlace::Kind::None).isEmpty());
    QVERIFY(problemWithPlace(Service::Eventbrite, SecretPlace::Kind::Keychain).isEmpty());
    QVERIFY(problemWithPlace(Service::Meetup, SecretPlace::Kind::None).isEmpty());
    QSignalSpy added(m_dialog.get(), &SettingsDialog::accountAdded);
    click("newAccount");
    choose("accountService", int(Service::Eventbrite));
    click("accountAdd");
    QVERIFY(added.isEmpty());
    QVERIFY(!problem("accountPlace").isEmpty());
}

void SettingsUseTest::addsAnAccountOfEachService_data()
{
    QTest::addColumn<Service>("service");
    for (const Service service : {Service::Treeherder, Service::Bugzilla, Service::GitHub, Service::Lando,
                                  Service::Meetup, Service::ICalendar, Service::Papers}) {
        QTest::newRow(qPrintable(serviceName(service))) << service;
    }
}

void SettingsUseTest::addsAnAccountOfEachService()
{
    QFETCH(Service, service);
    QSignalSpy added(m_dialog.get(), &SettingsDialog::accountAdded);
    click("newAccount");
    QVERIFY(find<QLineEdit>("accountId")->isVisible());
    choose("accountService", int(service));
    QCOMPARE(find<QLineEdit>("accountId")->text(), serviceName(service));
    QCOMPARE(QUrl(find<QLineEdit>("accountUrl")->text()), defaultBaseUrl(service));
    type("accountUser", u" me@example.org "_s);
    click("accountAdd");
    QCOMPARE(added.size(), 1);
    const auto made = added.at(0).at(0).value<Account>();
    QCOMPARE(made, account(serviceName(service), service, u"me@example.org"_s));
    QVERIFY(added.at(0).at(1).toByteArray().isEmpty());
    QVERIFY2(find<QPushButton>("newAccount")->isVisible(), "back to the list");
    QVERIFY(m_dialog->isVisible());
    // The next one begins anew.
    click("newAccount");
    QVERIFY(find<QLineEdit>("accountUser")->text().isEmpty());
    click("accountCancel");
    QVERIFY(find<QPushButton>("newAccount")->isVisible());
    QCOMPARE(added.size(), 1);
}

void SettingsUseTest::keepsTokensWhereTheyAreToBe_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("secret");
    QTest::newRow("keychain") << int(SecretPlace::Kind::Keychain) << u" t0ken "_s << QString() << QByteArray("t0ken");
    QTest::newRow("variable") << int(SecretPlace::Kind::Environment) << u"MY_TOKEN"_s << u"MY_TOKEN"_s << QByteArray();
    QTest::newRow("file") << int(SecretPlace::Kind::File) << u"/home/me/token"_s << u"/home/me/token"_s << QByteArray();
}

void SettingsUseTest::keepsTokensWhereTheyAreToBe()
{
    QFETCH(int, kind);
    QFETCH(QString, typed);
    QFETCH(QString, name);
    QFETCH(QByteArray, secret);
    QSignalSpy added(m_dialog.get(), &SettingsDialog::accountAdded);
    click("newAccount");
    QVERIFY(!find<QLineEdit>("accountSecret")->isVisible());
    choose("accountPlace", kind);
    QVERIFY(find<QLineEdit>("accountSecret")->isVisible());
    const bool hidden = find<QLineEdit>("accountSecret")->echoMode() == QLineEdit::Password;
    QCOMPARE(hidden, kind == int(SecretPlace::Kind::Keychain));
    type("accountSecret", typed);
    click("accountAdd");
    QCOMPARE(added.size(), 1);
    QCOMPARE(int(added.at(0).at(0).value<Account>().secret.kind), kind);
    QCOMPARE(added.at(0).at(0).value<Account>().secret.name, name);
    QCOMPARE(added.at(0).at(1).toByteArray(), secret);
}

void SettingsUseTest::aLineWantsAUserAndAPassword()
{
    QSignalSpy added(m_dialog.get(), &SettingsDialog::accountAdded);
    QSignalSpy watched(m_dialog.get(), &SettingsDialog::watchAdded);
    click("newAccount");
    choose("accountService", int(Service::Pulse));
    QCOMPARE(find<QLineEdit>("accountUrl")->text(), u"amqps://pulse.mozilla.org"_s);
    type("accountUrl", u"https://pulse.mozilla.org"_s);
    type("accountUser", u"me@example.org"_s);
    click("accountAdd");
    QVERIFY(added.isEmpty());
    QVERIFY(problem("accountUrl").contains(u"amqps://"_s));
    QVERIFY(problem("accountUser").startsWith(u"As which user?"_s));
    QVERIFY(problem("accountPlace").startsWith(u"Say where the user's password is"_s));
    type("accountUrl", u"amqps://mq.example.org:5671/ours"_s);
    type("accountUser", u"me"_s);
    choose("accountPlace", int(SecretPlace::Kind::Keychain));
    QCOMPARE(problem("accountPlace"), QString());
    type("accountSecret", u"geheim"_s);
    click("accountAdd");
    QCOMPARE(added.size(), 1);
    const auto made = added.at(0).at(0).value<Account>();
    QCOMPARE(made.service, Service::Pulse);
    QCOMPARE(made.baseUrl, QUrl(u"amqps://mq.example.org:5671/ours"_s));
    QCOMPARE(made.user, u"me"_s);
    QCOMPARE(added.at(0).at(1).toByteArray(), "geheim");
    // And may listen to an exchange of one's own.
    m_dialog->setAccounts({made});
    find<QTreeWidget>("accountList")->setCurrentItem(find<QTreeWidget>("accountList")->topLevelItem(0));
    click("newWatch");
    type("watchTarget", u"exchange with blanks"_s);
    click("watchAdd");
    QVERIFY(watched.isEmpty());
    QVERIFY(problem("watchTarget").startsWith(u"Give the name of the exchange"_s));
    type("watchTarget", u"exchange/me/own"_s);
    type("watchWho", u"a.#"_s);
    click("watchAdd");
    QCOMPARE(watched.size(), 1);
    QCOMPARE(watched.at(0).at(0).value<Watch>().kind, Watch::Kind::Exchange);
    QCOMPARE(watched.at(0).at(0).value<Watch>().who, u"a.#"_s);
}

void SettingsUseTest::tellsEachProblemAtItsField()
{
    m_dialog->setAccounts({account(u"github"_s, Service::GitHub)});
    QSignalSpy added(m_dialog.get(), &SettingsDialog::accountAdded);
    click("newAccount");
    type("accountId", u"a b"_s);
    type("accountUrl", u"https://x:y@example.org"_s);
    choose("accountPlace", int(SecretPlace::Kind::File));
    type("accountSecret", u"token"_s);
    click("accountAdd");
    QVERIFY(added.isEmpty());
    QVERIFY(problem("accountId").startsWith(u"Letters"_s));
    QVERIFY(problem("accountUrl").startsWith(u"No name"_s));
    QVERIFY(problem("accountSecret").startsWith(u"Give the whole path"_s));
    QVERIFY(find<QLineEdit>("accountId")->isVisible());
    // Each goes as it is mended, the others stay.
    type("accountId", u"github"_s);
    click("accountAdd");
    QVERIFY(problem("accountId").startsWith(u"There is already"_s));
    QVERIFY(!problem("accountUrl").isEmpty());
    type("accountId", u"mine"_s);
    type("accountUrl", u"https://example.org/"_s);
    type("accountSecret", u"/t"_s);
    click("accountAdd");
    QCOMPARE(added.size(), 1);
    QCOMPARE(added.at(0).at(0).value<Account>().baseUrl, QUrl(u"https://example.org"_s));
    click("newAccount");
    QVERIFY(problem("accountId").isEmpty() && problem("accountUrl").isEmpty() && problem("accountSecret").isEmpty());
}

void SettingsUseTest::wipesTheToken()
{
    const auto typed = [this] { return find<QLineEdit>("accountSecret")->text(); };
    click("newAccount");
    choose("accountPlace", int(SecretPlace::Kind::Keychain));
    type("accountSecret", u"s3cret"_s);
    choose("accountPlace", int(SecretPlace::Kind::Environment));
    QVERIFY2(typed().isEmpty(), "a token is not made a visible name");
    choose("accountPlace", int(SecretPlace::Kind::Keychain));
    type("accountSecret", u"s3cret"_s);
    click("accountCancel");
    QVERIFY(typed().isEmpty());
    click("newAccount");
    choose("accountPlace", int(SecretPlace::Kind::Keychain));
    type("accountSecret", u"s3cret"_s);
    click("accountAdd");
    QVERIFY(typed().isEmpty());
}

void SettingsUseTest::addsByTheEnterKey()
{
    m_dialog->setAccounts({account(u"th"_s, Service::Treeherder)});
    QVERIFY(QTest::qWaitForWindowActive(m_dialog.get()));
    QSignalSpy accounts(m_dialog.get(), &SettingsDialog::accountAdded);
    QSignalSpy watches(m_dialog.get(), &SettingsDialog::watchAdded);
    click("newAccount");
    QTest::keyClick(find<QLineEdit>("accountId"), Qt::Key_Return);
    QVERIFY2(m_dialog->isVisible(), "Enter in a form is about the form, not about the dialog");
    QCOMPARE(accounts.size(), 1);
    chooseItem(u"th"_s);
    click("newWatch");
    type("watchTarget", u"autoland"_s);
    QTest::keyClick(find<QLineEdit>("watchTarget"), Qt::Key_Enter, Qt::KeypadModifier);
    QVERIFY(m_dialog->isVisible());
    QCOMPARE(watches.size(), 1);
    click("newWatch");
    QTest::keyClick(find<QLineEdit>("watchTarget"), Qt::Key_Return);
    QVERIFY(m_dialog->isVisible());
    QCOMPARE(watches.size(), 1);
    QVERIFY(!problem("watchTarget").isEmpty());
}

void SettingsUseTest::doesNotLoseAFormByOk()
{
    QSignalSpy accounts(m_dialog.get(), &SettingsDialog::accountAdded);
    click("newAccount");
    type("accountId", u"mine"_s);
    type("accountUrl", u"nonsense"_s);
    QTest::mouseClick(standard(QDialogButtonBox::Ok), Qt::LeftButton);
    QVERIFY2(m_dialog->isVisible(), "what was typed is not thrown away by OK");
    QVERIFY(!problem("accountUrl").isEmpty());
    type("accountUrl", u"https://example.org"_s);
    QTest::mouseClick(standard(QDialogButtonBox::Ok), Qt::LeftButton);
    QCOMPARE(accounts.size(), 1);
    QVERIFY(!m_dialog->isVisible());
}

void SettingsUseTest::addsAWatchOfEachKind_data()
{
    QTest::addColumn<Service>("service");
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("target");
    QTest::addColumn<QString>("who");
    QTest::addColumn<QString>("id");
    QTest::newRow("tree") << Service::Treeherder << int(Watch::Kind::Tree) << u"autoland"_s << QString()
                          << u"a/autoland"_s;
    QTest::newRow("author") << Service::Treeherder << int(Watch::Kind::Author) << u"try"_s << u"me@x.org"_s
                            << u"a/try/me@x.org"_s;
    QTest::newRow("commit") << Service::Treeherder << int(Watch::Kind::Revision) << u"try"_s << u"abcdef0123456"_s
                            << u"a/try/abcdef012345"_s;
    QTest::newRow("landings") << Service::Bugzilla << int(Watch::Kind::Landings) << u"autoland"_s << QString()
                              << u"a/autoland"_s;
    QTest::newRow("reviews") << Service::Bugzilla << int(Watch::Kind::Reviews) << QString() << u"me@x.org"_s
                             << u"a/me@x.org"_s;
    QTest::newRow("repository") << Service::GitHub << int(Watch::Kind::Repository) << u"o/r"_s << QString()
                                << u"a/o/r"_s;
    QTest::newRow("pull requests") << Service::GitHub << int(Watch::Kind::Author) << QString() << u"ann"_s << u"a/ann"_s;
    QTest::newRow("landing job") << Service::Lando << int(Watch::Kind::LandingJob) << u"4711"_s << QString()
                                 << u"a/job-4711"_s;
    QTest::newRow("group") << Service::Meetup << int(Watch::Kind::Group) << u"flyers"_s << QString() << u"a/flyers"_s;
    QTest::newRow("organizer") << Service::Eventbrite << int(Watch::Kind::Group) << u"organizer/7"_s << QString()
                               << u"a/organizer/7"_s;
    QTest::newRow("feed") << Service::ICalendar << int(Watch::Kind::Calendar) << u"https://c.example/x.ics"_s
                          << QString() << u"a/c.example"_s;
    QTest::newRow("calendar") << Service::CalDav << int(Watch::Kind::Calendar) << u"/user/team/"_s << QString()
                              << u"a/team"_s;
}

void SettingsUseTest::addsAWatchOfEachKind()
{
    QFETCH(Service, service);
    QFETCH(int, kind);
    QFETCH(QString, target);
    QFETCH(QString, who);
    QFETCH(QString, id);
    m_dialog->setAccounts({account(u"a"_s, service)});
    QSignalSpy added(m_dialog.get(), &SettingsDialog::watchAdded);
    QVERIFY(!find<QPushButton>("newWatch")->isEnabled());
    chooseItem(u"a"_s);
    click("newWatch");
    choose("watchKind", kind);
    QCOMPARE(find<QLineEdit>("watchWho")->isEnabled(), !who.isEmpty());
    QCOMPARE(find<QLineEdit>("watchTarget")->isEnabled(), !target.isEmpty());
    click("watchAdd");
    QVERIFY2(added.isEmpty(), "nothing has been said yet of what to watch");
    QCOMPARE(problem("watchTarget").isEmpty(), target.isEmpty());
    QCOMPARE(problem("watchWho").isEmpty(), who.isEmpty());
    if (!target.isEmpty()) {
        type("watchTarget", target);
    }
    if (!who.isEmpty()) {
        type("watchWho", who);
    }
    click("watchAdd");
    QCOMPARE(added.size(), 1);
    const Watch wanted{
        .id = WatchId(id), .account = AccountId(u"a"_s), .kind = Watch::Kind(kind), .target = target, .who = who};
    QCOMPARE(added.at(0).at(0).value<Watch>(), wanted);
    QVERIFY(find<QPushButton>("newWatch")->isVisible());
}

/// The filter may be left out.
void SettingsUseTest::addsAWatchOfPapers()
{
    m_dialog->setAccounts({account(u"a"_s, Service::Papers)});
    QSignalSpy added(m_dialog.get(), &SettingsDialog::watchAdded);
    for (const auto &[who, id] :
         {std::pair(QString(), u"a/python"_s), std::pair(u"U.K., online"_s, u"a/python/U.K.-online"_s)}) {
        chooseItem(u"a"_s);
        click("newWatch");
        QVERIFY(find<QLineEdit>("watchWho")->isEnabled());
        type("watchTarget", u"python"_s);
        if (!who.isEmpty()) {
            type("watchWho", who);
        }
        click("watchAdd");
        QCOMPARE(added.size(), 1);
        const Watch wanted{.id = WatchId(id),
                           .account = AccountId(u"a"_s),
                           .kind = Watch::Kind::Papers,
                           .target = u"python"_s,
                           .who = who};
        QCOMPARE(added.takeFirst().at(0).value<Watch>(), wanted);
    }
}

/// All of them where none is named.
void SettingsUseTest::addsAWatchOfTrees()
{
    m_dialog->setAccounts({account(u"a"_s, Service::Lando)});
    QSignalSpy added(m_dialog.get(), &SettingsDialog::watchAdded);
    for (const QString &target : {QString(), u"firefox-autoland,try"_s}) {
        chooseItem(u"a"_s);
        click("newWatch");
        choose("watchKind", int(Watch::Kind::Trees));
        QVERIFY(find<QLineEdit>("watchTarget")->isEnabled() && !find<QLineEdit>("watchWho")->isEnabled());
        type("watchTarget", u"a b"_s);
        click("watchAdd");
        QVERIFY(problem("watchTarget").contains(u"commas"_s));
        find<QLineEdit>("watchTarget")->clear();
        type("watchTarget", target);
        click("watchAdd");
        QCOMPARE(added.size(), 1);
        const auto made = added.takeFirst().at(0).value<Watch>();
        QCOMPARE(made.kind, Watch::Kind::Trees);
        QCOMPARE(made.target, target);
        QCOMPARE(made.id.value, u"a/trees"_s);
    }
}

void SettingsUseTest::offersOnlyKindsThatFit()
{
    m_dialog->setAccounts({account(u"th"_s, Service::Treeherder), account(u"gh"_s, Service::GitHub, u"ann"_s)});
    for (const auto &[id, service] : {std::pair(u"th"_s, Service::Treeherder), std::pair(u"gh"_s, Service::GitHub)}) {
        chooseItem(id);
        click("newWatch");
        auto *kinds = find<QComboBox>("watchKind");
        QVERIFY(kinds->count() >= 2);
        for (int i = 0; i < kinds->count(); ++i) {
            QVERIFY(watchKindFits(service, Watch::Kind(kinds->itemData(i).toInt())));
            QVERIFY(!kinds->itemText(i).isEmpty());
        }
        click("watchCancel");
    }
    click("newWatch");
    choose("watchKind", int(Watch::Kind::Author));
    QCOMPARE(find<QLineEdit>("watchWho")->text(), u"ann"_s); // who the person is there, most likely
}

void SettingsUseTest::offersTheRepositoriesOfATreeherder()
{
    m_dialog->setAccounts({account(u"th"_s, Service::Treeherder), account(u"gh"_s, Service::GitHub)});
    QSignalSpy wanted(m_dialog.get(), &SettingsDialog::repositoriesWanted);
    chooseItem(u"gh"_s);
    click("newWatch");
    QCOMPARE(wanted.size(), 0);
    QVERIFY(!find<QLineEdit>("watchTarget")->completer());
    click("watchCancel");
    chooseItem(u"th"_s);
    click("newWatch");
    QCOMPARE(wanted.size(), 1);
    QCOMPARE(wanted.at(0).at(0).value<AccountId>(), AccountId(u"th"_s));
    QCompleter *completer = find<QLineEdit>("watchTarget")->completer();
    QVERIFY(completer);
    QCOMPARE(completer->model()->rowCount(), 0);
    m_dialog->offerRepositories(AccountId(u"gh"_s), {u"late"_s}); // of a form that is no longer open
    QCOMPARE(completer->model()->rowCount(), 0);
    m_dialog->offerRepositories(AccountId(u"th"_s), {u"autoland"_s, u"mozilla-central"_s, u"try"_s});
    completer->setCompletionPrefix(u"CENTRAL"_s);
    QCOMPARE(completer->currentCompletion(), u"mozilla-central"_s);
    choose("watchKind", int(Watch::Kind::Revision));
    QCOMPARE(find<QLineEdit>("watchTarget")->completer(), completer);
}

void SettingsUseTest::offersTheCalendarsOfAServer()
{
    m_dialog->setAccounts({account(u"cal"_s, Service::CalDav)});
    QSignalSpy wanted(m_dialog.get(), &SettingsDialog::repositoriesWanted);
    QSignalSpy added(m_dialog.get(), &SettingsDialog::watchAdded);
    chooseItem(u"cal"_s);
    click("newWatch");
    QCOMPARE(wanted.size(), 1);
    m_dialog->offerCalendars(AccountId(u"cal"_s), {}, u"It does not answer."_s);
    QCOMPARE(problem("watchTarget"), u"It does not answer."_s);
    m_dialog->offerCalendars(AccountId(u"cal"_s),
                             {{u"Releases (/u/r/)"_s, u"/u/r/"_s}, {u"Home (/u/h/)"_s, u"/u/h/"_s}}, {});
    QVERIFY(problem("watchTarget").isEmpty());
    QCompleter *completer = find<QLineEdit>("watchTarget")->completer();
    QVERIFY(completer);
    completer->setCompletionPrefix(u"rel"_s);
    QCOMPARE(completer->currentCompletion(), u"Releases (/u/r/)"_s);
    type("watchTarget", completer->currentCompletion());
    click("watchAdd");
    QCOMPARE(added.size(), 1);
    QCOMPARE(added.at(0).at(0).value<Watch>().target, u"/u/r/"_s);
    QCOMPARE(added.at(0).at(0).value<Watch>().id, WatchId(u"cal/r"_s));
}

void SettingsUseTest::listsAccountsAndWatches()
{
    m_dialog->setAccounts({account(u"th"_s, Service::Treeherder), account(u"gh"_s, Service::GitHub)});
    m_dialog->setWatches({watch(u"th/try"_s, Watch::Kind::Tree, u"try"_s),
                          watch(u"gh/o/r"_s, Watch::Kind::Repository, u"o/r"_s),
                          watch(u"th/autoland"_s, Watch::Kind::Tree, u"autoland"_s)});
    QCOMPARE(list()->topLevelItemCount(), 2);
    QTreeWidgetItem *th = list()->topLevelItem(0);
    QCOMPARE(th->text(0), u"th"_s);
    QCOMPARE(th->text(2), defaultBaseUrl(Service::Treeherder).toDisplayString());
    QCOMPARE(th->childCount(), 2);
    QVERIFY(th->isExpanded());
    QCOMPARE(list()->topLevelItem(1)->childCount(), 1);
    // A watch is as good as its account to add another watch to.
    chooseItem(u"gh/o/r"_s);
    QVERIFY(find<QPushButton>("newWatch")->isEnabled());
    click("newWatch");
    QVERIFY(find<QComboBox>("watchKind")->findData(int(Watch::Kind::Repository)) >= 0);
    QVERIFY(find<QComboBox>("watchKind")->findData(int(Watch::Kind::Landings)) < 0);
}

void SettingsUseTest::removesAfterAsking()
{
    m_dialog->setAccounts({account(u"th"_s, Service::Treeherder)});
    m_dialog->setWatches({watch(u"th/try"_s, Watch::Kind::Tree, u"try"_s)});
    QSignalSpy accounts(m_dialog.get(), &SettingsDialog::accountRemoved);
    QSignalSpy watches(m_dialog.get(), &SettingsDialog::watchRemoved);
    QVERIFY(!find<QPushButton>("removeCurrent")->isEnabled());
    const auto question = [this] { return find<QMessageBox>("removeQuestion"); };
    for (const auto &name : {u"th/try"_s, u"th"_s}) {
        chooseItem(name);
        click("removeCurrent");
        QVERIFY(question() && question()->isVisible());
        QVERIFY(question()->text().contains(name));
        QVERIFY2(question()->text().contains(u"nothing changes at the service"_s, Qt::CaseInsensitive),
                 "it says what does not go");
        QCOMPARE(question()->textFormat(), Qt::PlainText);
        QTest::keyClick(question(), Qt::Key_Escape);
        QTRY_VERIFY(!question());
    }
    QVERIFY(accounts.isEmpty() && watches.isEmpty());
    click("removeCurrent");
    QTest::mouseClick(question()->findChild<QPushButton *>(u"removeYes"_s), Qt::LeftButton);
    QCOMPARE(accounts.size(), 1);
    QCOMPARE(accounts.at(0).at(0).value<AccountId>().value, u"th"_s);
    QTRY_VERIFY(!question());
    chooseItem(u"th/try"_s);
    click("removeCurrent");
    QVERIFY2(!question()->text().contains(u"token"_s), "a watch has none");
    QTest::mouseClick(question()->findChild<QPushButton *>(u"removeYes"_s), Qt::LeftButton);
    QCOMPARE(watches.size(), 1);
    QCOMPARE(watches.at(0).at(0).value<WatchId>().value, u"th/try"_s);
    QCOMPARE(accounts.size(), 1);
}

void SettingsUseTest::keepsTheChoiceWhileTheListChanges()
{
    m_dialog->setAccounts({account(u"th"_s, Service::Treeherder), account(u"gh"_s, Service::GitHub)});
    m_dialog->setWatches({watch(u"th/try"_s, Watch::Kind::Tree, u"try"_s)});
    chooseItem(u"th/try"_s);
    m_dialog->setAccounts({account(u"aa"_s, Service::Bugzilla), account(u"th"_s, Service::Treeherder)});
    QCOMPARE(list()->currentItem()->text(0), u"th/try"_s);
    QVERIFY(find<QPushButton>("removeCurrent")->isEnabled());
    m_dialog->setAccounts({});
    m_dialog->setWatches({});
    QVERIFY(!list()->currentItem());
    QVERIFY(!find<QPushButton>("removeCurrent")->isEnabled() && !find<QPushButton>("newWatch")->isEnabled());
}

void SettingsUseTest::saysWhatBecameOfIt()
{
    auto *said = find<QLabel>("accountProblem");
    QVERIFY(!said->isVisible());
    m_dialog->showProblem(u"The keychain <b>is</b> locked."_s);
    QVERIFY(said->isVisible());
    QCOMPARE(said->textFormat(), Qt::PlainText);
    m_dialog->showProblem({});
    QVERIFY(!said->isVisible());
    m_dialog->showProblem(u"Old"_s);
    m_dialog->showNewAccount();
    QVERIFY2(!said->isVisible(), "words of the last time do not stand over the next");
}

void SettingsUseTest::carriesPreferencesThereAndBack()
{
    const Preferences before{.eventLead = std::chrono::minutes(0),
                             .mutedCalendars = {u"cal/Own"_s},
                             .settleTime = std::chrono::seconds(77),
                             .quiet = true,
                             .quietFrom = QTime(21, 30),
                             .quietTo = QTime(6, 15),
                             .work = {.days = {Qt::Tuesday, Qt::Saturday}, .from = QTime(7, 0), .to = QTime(15, 30)},
                             .closeToTray = false};
    m_dialog->setPreferences(before);
    QVERIFY2(!standard(QDialogButtonBox::Apply)->isEnabled(), "nothing has been changed yet");
    QCOMPARE(find<QSpinBox>("eventLead")->text(), u"Never"_s);
    QVERIFY(find<QTimeEdit>("quietFrom")->isEnabled());
    QSignalSpy changed(m_dialog.get(), &SettingsDialog::preferencesChanged);
    find<QSpinBox>("eventLead")->setValue(20);
    QVERIFY(standard(QDialogButtonBox::Apply)->isEnabled());
    find<QSpinBox>("eventLead")->setValue(0);
    QVERIFY2(!standard(QDialogButtonBox::Apply)->isEnabled(), "changed and changed back");
    find<QSpinBox>("settleTime")->setValue(240);
    find<QSpinBox>("travelTime")->setValue(40);
    find<QCheckBox>("quiet")->setChecked(false);
    QVERIFY(!find<QTimeEdit>("quietFrom")->isEnabled());
    find<QCheckBox>("closeToTray")->setChecked(true);
    QTest::mouseClick(standard(QDialogButtonBox::Ok), Qt::LeftButton);
    QCOMPARE(changed.size(), 1);
    Preferences after = before;
    after.settleTime = std::chrono::seconds(240);
    after.travelTime = std::chrono::minutes(40);
    after.quiet = false;
    after.closeToTray = true;
    QCOMPARE(changed.at(0).at(0).value<Preferences>(), after);
    QVERIFY(!m_dialog->isVisible());
}

void SettingsUseTest::refusesQuietHoursWithoutLength()
{
    m_dialog->setPreferences({.quiet = true, .quietFrom = QTime(7, 0), .quietTo = QTime(7, 0)});
    QSignalSpy changed(m_dialog.get(), &SettingsDialog::preferencesChanged);
    QTest::mouseClick(standard(QDialogButtonBox::Ok), Qt::LeftButton);
    QVERIFY(m_dialog->isVisible());
    QVERIFY2(find<QTimeEdit>("quietFrom")->isVisible(), "the page with the mistake is brought up");
    QVERIFY(problem("quietHours").startsWith(u"From and to are the same"_s));
    find<QTimeEdit>("quietTo")->setTime(QTime(8, 0));
    QTest::mouseClick(standard(QDialogButtonBox::Ok), Qt::LeftButton);
    QVERIFY(!m_dialog->isVisible());
    QCOMPARE(changed.size(), 1);
}

void SettingsUseTest::takesWorkingHours()
{
    m_dialog->setPreferences({});
    QVERIFY(find<QCheckBox>("workTold")->isChecked());
    QVERIFY(find<QCheckBox>("workDay5")->isChecked() && !find<QCheckBox>("workDay6")->isChecked());
    QCOMPARE(find<QTimeEdit>("workTo")->time(), QTime(18, 0));
    QSignalSpy changed(m_dialog.get(), &SettingsDialog::preferencesChanged);
    find<QCheckBox>("workDay1")->setChecked(false);
    QVERIFY(standard(QDialogButtonBox::Apply)->isEnabled());
    find<QCheckBox>("workDay7")->setChecked(true);
    find<QTimeEdit>("workFrom")->setTime(QTime(10, 0));
    find<QTimeEdit>("workTo")->setTime(QTime(2, 0));
    QTest::mouseClick(standard(QDialogButtonBox::Apply), Qt::LeftButton);
    QCOMPARE(changed.size(), 1);
    const WorkingHours chosen{.days = {Qt::Tuesday, Qt::Wednesday, Qt::Thursday, Qt::Friday, Qt::Sunday},
                              .from = QTime(10, 0),
                              .to = QTime(2, 0)};
    QCOMPARE(changed.at(0).at(0).value<Preferences>().work, chosen);
}

void SettingsUseTest::refusesWorkWithoutADay()
{
    Preferences none;
    none.work.days.clear();
    m_dialog->setPreferences(none);
    QSignalSpy changed(m_dialog.get(), &SettingsDialog::preferencesChanged);
    QTest::mouseClick(standard(QDialogButtonBox::Ok), Qt::LeftButton);
    QVERIFY(m_dialog->isVisible());
    QVERIFY(problem("workingHours").startsWith(u"No day is chosen"_s));
    find<QCheckBox>("workTold")->setChecked(false);
    QVERIFY(!find<QCheckBox>("workDay1")->isEnabled() && !find<QTimeEdit>("workFrom")->isEnabled());
    QTest::mouseClick(standard(QDialogButtonBox::Ok), Qt::LeftButton);
    QVERIFY(!m_dialog->isVisible());
    QCOMPARE(changed.size(), 1);
    QVERIFY(!changed.at(0).at(0).value<Preferences>().work.told);
}

void SettingsUseTest::cancelChangesNothing()
{
    QSignalSpy changed(m_dialog.get(), &SettingsDialog::preferencesChanged);
    QSignalSpy accounts(m_dialog.get(), &SettingsDialog::accountAdded);
    find<QSpinBox>("eventLead")->setValue(5);
    find<QCheckBox>("quiet")->setChecked(true);
    click("newAccount");
    type("accountId", u"mine"_s);
    QTest::mouseClick(standard(QDialogButtonBox::Cancel), Qt::LeftButton);
    QVERIFY(!m_dialog->isVisible());
    m_dialog->show();
    find<QSpinBox>("eventLead")->setValue(6);
    QTest::keyClick(m_dialog.get(), Qt::Key_Escape);
    QVERIFY(!m_dialog->isVisible());
    QVERIFY(changed.isEmpty() && accounts.isEmpty());
}

void SettingsUseTest::appliesWithoutClosing()
{
    QSignalSpy changed(m_dialog.get(), &SettingsDialog::preferencesChanged);
    find<QSpinBox>("eventLead")->setValue(25);
    QTest::mouseClick(standard(QDialogButtonBox::Apply), Qt::LeftButton);
    QCOMPARE(changed.size(), 1);
    QVERIFY(m_dialog->isVisible());
    QVERIFY(!standard(QDialogButtonBox::Apply)->isEnabled());
    QTest::mouseClick(standard(QDialogButtonBox::Ok), Qt::LeftButton);
    QCOMPARE(changed.size(), 1);
}

void SettingsUseTest::namesItsFields()
{
    m_dialog->setAccounts({account(u"th"_s, Service::Treeherder)});
    for (const char *name :
         {"accountService", "accountId",   "accountUrl",  "accountUser", "accountPlace", "accountSecret", "watchKind",
          "watchTarget",    "watchWho",    "eventLead",   "travelTime",  "settleTime",   "quiet",         "quietFrom",
          "quietTo",        "closeToTray", "accountList", "workTold",    "workDay1",     "workFrom",      "workTo"}) {
        QAccessibleInterface *face = QAccessible::queryAccessibleInterface(find<QWidget>(name));
        QVERIFY2(face && !face->text(QAccessible::Name).isEmpty(), name);
    }
    click("newAccount");
    type("accountId", u"a b"_s);
    click("accountAdd");
    QAccessibleInterface *face = QAccessible::queryAccessibleInterface(find<QWidget>("accountId"));
    QVERIFY2(face->text(QAccessible::Description).startsWith(u"Letters"_s), "what is wrong is read with its field");
    QVERIFY2(find<QLineEdit>("accountId")->hasFocus() || !m_dialog->isActiveWindow(), "and the field is gone to");
}

QTEST_MAIN(SettingsUseTest)

#include "tst_settingsuse.moc"
