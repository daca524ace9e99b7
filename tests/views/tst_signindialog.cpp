// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/signinwords.h"
#include "views/settings/settingsdialog.h"
#include "views/settings/signindialog.h"

#include <KLocalizedString>

#include <QAccessible>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>
#include <QTreeWidget>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace Windsock;

namespace {
Account account(const QString &id, Service service)
{
    return {.id = AccountId(id), .service = service, .baseUrl = defaultBaseUrl(service)};
}
}

/// Signing in as a person does it in the settings: with the mouse and the keys.
class SignInDialogTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void isForGitHubAlone();
    void namesTheScopesFirst();
    void wantsAClientId();
    void takesTheClientIdThatIsThere();
    void opensThePageOfApps();
    void showsTheCode();
    void theTimeGoesOnWithoutTakingTheFocus();
    void tellsWhoSignedIn();
    void whatIsWrongWithTheAppIsSaidAtTheField();
    void anotherCodeIsOneClickAway();
    void escapeCancels_data();
    void escapeCancels();
    void oneCanBeginAnew();
    void whatComesLateIsStillSaid();
    void anAddedAccountGoesOnToSignIn();
    void otherServicesHaveNoSignIn();
    void namesTheScopesOfATypedToken();

private:
    template<class T>
    T *find(const char *name) const
    {
        return m_settings->findChild<T *>(QString::fromLatin1(name));
    }
    void click(const char *name) const { QTest::mouseClick(find<QPushButton>(name), Qt::LeftButton); }
    SignInDialog *dialog() const { return find<SignInDialog>("signInDialog"); }
    QString text(const char *label) const
    {
        const auto *found = find<QLabel>(label);
        return found->isVisible() ? found->text() : QString();
    }
    void choose(const QString &id) const
    {
        auto *list = find<QTreeWidget>("accountList");
        list->setCurrentItem(list->findItems(id, Qt::MatchExactly | Qt::MatchRecursive).value(0));
    }
    SignIn at(SignIn::State state, SignIn::Trouble trouble = SignIn::Trouble::None) const;
    void openDialog(const QString &clientId = {});
    void ask();
    void comeTo(SignIn::State state) { m_settings->showSignIn(at(state)); }

    std::unique_ptr<SettingsDialog> m_settings;
    std::unique_ptr<QSignalSpy> m_wanted;
    std::unique_ptr<QSignalSpy> m_requested;
    std::unique_ptr<QSignalSpy> m_cancelled;
    std::unique_ptr<QSignalSpy> m_pages;
};

void SignInDialogTest::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    KLocalizedString::setApplicationDomain("windsock");
}

void SignInDialogTest::init()
{
    QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support).+"_s));
    m_settings = std::make_unique<SettingsDialog>();
    m_settings->setAccounts({account(u"gh"_s, Service::GitHub), account(u"th"_s, Service::Treeherder)});
    m_settings->show();
    m_wanted = std::make_unique<QSignalSpy>(m_settings.get(), &SettingsDialog::signInWanted);
    m_requested = std::make_unique<QSignalSpy>(m_settings.get(), &SettingsDialog::signInRequested);
    m_cancelled = std::make_unique<QSignalSpy>(m_settings.get(), &SettingsDialog::signInCancelled);
    m_pages = std::make_unique<QSignalSpy>(m_settings.get(), &SettingsDialog::pageWanted);
}

void SignInDialogTest::cleanup()
{
    m_settings.reset();
}

SignIn SignInDialogTest::at(SignIn::State state, SignIn::Trouble trouble) const
{
    SignIn signIn{.account = AccountId(u"gh"_s),
                  .state = state,
                  .host = u"github.com"_s,
                  .appsPage = QUrl(u"https://github.com/settings/developers"_s),
                  .trouble = trouble};
    if (state == SignIn::State::Waiting) {
        signIn.userCode = u"WDJB-MJHT"_s;
        signIn.page = QUrl(u"https://github.com/login/device"_s);
        signIn.left = 899s;
    }
    return signIn;
}

void SignInDialogTest::openDialog(const QString &clientId)
{
    choose(u"gh"_s);
    click("signIn");
    SignIn offer = at(SignIn::State::Offered);
    offer.clientId = clientId;
    m_settings->showSignIn(offer);
    QTRY_VERIFY(dialog() && dialog()->isVisible()); // one that was closed takes a moment to go
}

void SignInDialogTest::ask()
{
    openDialog(u"fake-client-id"_s);
    click("signInAsk");
    QCOMPARE(m_requested->size(), 1);
    comeTo(SignIn::State::Asking);
}

void SignInDialogTest::isForGitHubAlone()
{
    QVERIFY(!find<QPushButton>("signIn")->isEnabled());
    choose(u"th"_s);
    QVERIFY(!find<QPushButton>("signIn")->isEnabled());
    choose(u"gh"_s);
    QVERIFY(find<QPushButton>("signIn")->isEnabled());
    click("signIn");
    QCOMPARE(m_wanted->size(), 1);
    QCOMPARE(m_wanted->at(0).at(0).value<AccountId>(), AccountId(u"gh"_s));
    QVERIFY2(!dialog(), "it is for the answer to open it");
}

void SignInDialogTest::namesTheScopesFirst()
{
    openDialog(u"fake-client-id"_s);
    QVERIFY(text("signInScopes").contains("repo: "_L1) && text("signInScopes").contains("read:org: "_L1));
    QVERIFY(!text("signInScopes").contains("public_repo"_L1));
    auto *privateToo = find<QCheckBox>("signInPrivate");
    QTest::mouseClick(privateToo, Qt::LeftButton, {}, QPoint(8, privateToo->height() / 2));
    QVERIFY(!privateToo->isChecked());
    QVERIFY(text("signInScopes").contains("public_repo: "_L1));
    QVERIFY(m_requested->isEmpty());
    click("signInAsk");
    QCOMPARE(m_requested->at(0).at(0).value<SignInWish>(),
             (SignInWish{.account = AccountId(u"gh"_s), .clientId = u"fake-client-id"_s, .privateToo = false}));
}

void SignInDialogTest::wantsAClientId()
{
    openDialog();
    QVERIFY(text("signInClientIdHow").contains("Enable Device Flow"_L1));
    QVERIFY(text("signInClientIdHow").contains("github.com"_L1));
    click("signInAsk");
    QVERIFY(m_requested->isEmpty());
    QVERIFY(text("signInClientIdProblem").contains("Windsock comes with none"_L1));
    QTest::keyClicks(find<QLineEdit>("signInClientId"), u"not a client id"_s);
    QVERIFY2(text("signInClientIdProblem").isEmpty(), "gone as soon as it is put right");
    QTest::keyClick(find<QLineEdit>("signInClientId"), Qt::Key_Return);
    QVERIFY(m_requested->isEmpty());
    QVERIFY(text("signInClientIdProblem").startsWith("Letters, digits"_L1));
    find<QLineEdit>("signInClientId")->clear();
    QTest::keyClicks(find<QLineEdit>("signInClientId"), u" Ov23fake "_s);
    QTest::keyClick(find<QLineEdit>("signInClientId"), Qt::Key_Return);
    QCOMPARE(m_requested->size(), 1);
    QCOMPARE(m_requested->at(0).at(0).value<SignInWish>().clientId, u"Ov23fake"_s);
    QVERIFY(m_requested->at(0).at(0).value<SignInWish>().privateToo);
}

void SignInDialogTest::takesTheClientIdThatIsThere()
{
    openDialog(u"fake-client-id"_s);
    QCOMPARE(find<QLineEdit>("signInClientId")->text(), u"fake-client-id"_s);
    QCOMPARE(QAccessible::queryAccessibleInterface(find<QLineEdit>("signInClientId"))->text(QAccessible::Name),
             u"Client ID"_s);
}

void SignInDialogTest::opensThePageOfApps()
{
    openDialog();
    click("signInApps");
    QCOMPARE(m_pages->size(), 1);
    QCOMPARE(m_pages->at(0).at(0).toUrl(), QUrl(u"https://github.com/settings/developers"_s));
}

void SignInDialogTest::showsTheCode()
{
    ask();
    QVERIFY(text("signInEnd").contains("Asking github.com"_L1));
    comeTo(SignIn::State::Waiting);
    auto *code = find<QLabel>("signInCode");
    QCOMPARE(text("signInCode"), u"WDJB-MJHT"_s);
    QCOMPARE(code->textFormat(), Qt::PlainText);
    QVERIFY2(code->font().pointSizeF() >= 2 * m_settings->font().pointSizeF(), "large");
    QVERIFY(code->textInteractionFlags().testFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard));
    QVERIFY(code->hasFocus() || !dialog()->isActiveWindow());
    QVERIFY(code->focusPolicy() & Qt::TabFocus);
    QCOMPARE(QAccessible::queryAccessibleInterface(code)->text(QAccessible::Name), u"The code: WDJB-MJHT"_s);
    QCOMPARE(text("signInPage"), u"https://github.com/login/device"_s);
    QVERIFY(text("signInWaiting").contains("14 more minutes"_L1));
    QGuiApplication::clipboard()->clear();
    click("signInCopy");
    QCOMPARE(QGuiApplication::clipboard()->text(), u"WDJB-MJHT"_s);
    QVERIFY2(m_pages->isEmpty(), "no browser is opened over the code before it was seen");
    click("signInOpen");
    QCOMPARE(m_pages->at(0).at(0).toUrl(), QUrl(u"https://github.com/login/device"_s));
    QVERIFY(!find<QPushButton>("signInAsk")->isVisible());
}

void SignInDialogTest::theTimeGoesOnWithoutTakingTheFocus()
{
    ask();
    comeTo(SignIn::State::Waiting);
    find<QPushButton>("signInCopy")->setFocus();
    SignIn later = at(SignIn::State::Waiting);
    later.left = 42s;
    later.isInterrupted = true;
    m_settings->showSignIn(later);
    QVERIFY(text("signInWaiting").contains("42 more seconds"_L1));
    QVERIFY(text("signInWaiting").contains("asked again"_L1));
    QVERIFY(find<QPushButton>("signInCopy")->hasFocus() || !dialog()->isActiveWindow());
}

void SignInDialogTest::tellsWhoSignedIn()
{
    ask();
    comeTo(SignIn::State::Waiting);
    comeTo(SignIn::State::Checking);
    QVERIFY(text("signInEnd").contains("has let Windsock in"_L1));
    SignIn done = at(SignIn::State::SignedIn);
    done.user = u"octocat"_s;
    done.missingScopes = {u"read:org"_s};
    m_settings->showSignIn(done);
    QVERIFY(text("signInEnd").startsWith("Signed in as octocat."_L1));
    QVERIFY(text("signInEnd").contains("read:org"_L1));
    QVERIFY(text("signInCode").isEmpty());
    QVERIFY(!find<QPushButton>("signInAsk")->isVisible());
    click("signInLeave");
    QTRY_VERIFY(!dialog());
    QVERIFY2(m_cancelled->isEmpty(), "what is done is not cancelled");
    QVERIFY(m_settings->isVisible());
}

void SignInDialogTest::whatIsWrongWithTheAppIsSaidAtTheField()
{
    ask();
    m_settings->showSignIn(at(SignIn::State::Failed, SignIn::Trouble::UnknownApp));
    QVERIFY(text("signInEnd").contains("knows no app"_L1));
    click("signInAsk"); // "Try Again"
    QCOMPARE(m_requested->size(), 1);
    QVERIFY(find<QLineEdit>("signInClientId")->isVisible());
    QVERIFY(text("signInClientIdProblem").contains("knows no app"_L1));
    click("signInAsk");
    QCOMPARE(m_requested->size(), 2);
}

void SignInDialogTest::anotherCodeIsOneClickAway()
{
    ask();
    comeTo(SignIn::State::Waiting);
    m_settings->showSignIn(at(SignIn::State::Failed, SignIn::Trouble::Expired));
    QVERIFY(text("signInEnd").contains("in time"_L1));
    click("signInAsk");
    QCOMPARE(m_requested->size(), 2);
    QCOMPARE(m_requested->at(1), m_requested->at(0));
    comeTo(SignIn::State::Waiting);
    QCOMPARE(text("signInCode"), u"WDJB-MJHT"_s);
}

void SignInDialogTest::escapeCancels_data()
{
    QTest::addColumn<SignIn::State>("state");
    QTest::addColumn<int>("cancels");
    QTest::newRow("nothing was asked") << SignIn::State::Offered << 0;
    QTest::newRow("asking") << SignIn::State::Asking << 1;
    QTest::newRow("waiting") << SignIn::State::Waiting << 1;
    QTest::newRow("checking") << SignIn::State::Checking << 1;
    QTest::newRow("over") << SignIn::State::Failed << 0;
}

void SignInDialogTest::escapeCancels()
{
    QFETCH(SignIn::State, state);
    QFETCH(int, cancels);
    openDialog(u"fake-client-id"_s);
    m_settings->showSignIn(at(state, state == SignIn::State::Failed ? SignIn::Trouble::Denied : SignIn::Trouble::None));
    QTest::keyClick(dialog(), Qt::Key_Escape);
    QCOMPARE(m_cancelled->size(), cancels);
    QTRY_VERIFY(!dialog());
    QVERIFY2(m_settings->isVisible(), "the settings stay");
}

void SignInDialogTest::oneCanBeginAnew()
{
    ask();
    comeTo(SignIn::State::Waiting);
    QTest::keyClick(dialog(), Qt::Key_Escape);
    openDialog(u"fake-client-id"_s); // at once
    QCOMPARE(m_settings->findChildren<SignInDialog *>().size(), 1);
    click("signInAsk");
    QCOMPARE(m_requested->size(), 2);
}

void SignInDialogTest::whatComesLateIsStillSaid()
{
    SignIn gone = at(SignIn::State::Failed, SignIn::Trouble::NoAccount);
    m_settings->showSignIn(gone);
    QVERIFY(!dialog());
    QCOMPARE(text("accountProblem"), signInText(gone));
}

void SignInDialogTest::anAddedAccountGoesOnToSignIn()
{
    QSignalSpy added(m_settings.get(), &SettingsDialog::accountAdded);
    connect(m_settings.get(), &SettingsDialog::accountAdded, m_settings.get(),
            [this](const Account &made) { m_settings->setAccounts({made}); });
    click("newAccount");
    auto *service = find<QComboBox>("accountService");
    auto *place = find<QComboBox>("accountPlace");
    const int places = place->count();
    service->setCurrentIndex(service->findData(int(Service::GitHub)));
    QCOMPARE(place->count(), places + 1);
    place->setCurrentIndex(place->count() - 1);
    QVERIFY(!find<QLineEdit>("accountSecret")->isVisible());
    find<QLineEdit>("accountId")->setText(u"work"_s);
    click("accountAdd");
    QCOMPARE(added.size(), 1);
    QCOMPARE(added.at(0).at(0).value<Account>().secret.kind, SecretPlace::Kind::Keychain);
    QVERIFY(added.at(0).at(1).toByteArray().isEmpty());
    QCOMPARE(m_wanted->size(), 1);
    QCOMPARE(m_wanted->at(0).at(0).value<AccountId>(), AccountId(u"work"_s));
    click("newAccount");
    find<QLineEdit>("accountId")->setText(u"work"_s); // taken: refused at the field
    click("accountAdd");
    QCOMPARE(m_wanted->size(), 1);
}

void SignInDialogTest::otherServicesHaveNoSignIn()
{
    click("newAccount");
    auto *service = find<QComboBox>("accountService");
    auto *place = find<QComboBox>("accountPlace");
    const int places = place->count();
    service->setCurrentIndex(service->findData(int(Service::GitHub)));
    place->setCurrentIndex(place->count() - 1);
    service->setCurrentIndex(service->findData(int(Service::Bugzilla)));
    QCOMPARE(place->count(), places);
    QVERIFY(place->currentData().toInt() >= 0);
}

void SignInDialogTest::namesTheScopesOfATypedToken()
{
    click("newAccount");
    auto *service = find<QComboBox>("accountService");
    auto *place = find<QComboBox>("accountPlace");
    place->setCurrentIndex(place->findData(int(SecretPlace::Kind::Keychain)));
    QVERIFY(text("accountHint").isEmpty());
    service->setCurrentIndex(service->findData(int(Service::GitHub)));
    QCOMPARE(text("accountHint"), neededScopesText());
    place->setCurrentIndex(place->findData(int(SecretPlace::Kind::None)));
    QVERIFY(text("accountHint").isEmpty());
}

QTEST_MAIN(SignInDialogTest)

#include "tst_signindialog.moc"
