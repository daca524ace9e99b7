// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/airfield/airfield.h"
#include "app/airfield/demoscript.h"
#include "app/desktop.h"
#include "views/settings/settingsdialog.h"
#include "views/settings/signindialog.h"

#include <KActionCollection>
#include <KLocalizedString>

#include <QAction>
#include <QComboBox>
#include <QDesktopServices>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QTimeZone>
#include <QTreeWidget>

using namespace Qt::StringLiterals;
using namespace Windsock;

namespace {
constexpr int patience = 40'000; // a keychain that is not there takes its time
}

/// Signing in with the whole app: from the click to the pull requests of the account. The person's part is played by the
/// field.
class WiredSignInTest : public QObject
{
    Q_OBJECT

public Q_SLOTS:
    void open(const QUrl &url) { m_opened.append(url); }

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void signsInAndReads();
    void escapeEndsIt();
    void closingTheSettingsEndsIt();
    void tellsWhatATypedTokenLacks();

private:
    FieldLogin &login() { return m_field->worlds().github.login(); }
    SettingsDialog *settings() { return m_desktop->window().findChild<SettingsDialog *>(u"settingsDialog"_s); }
    SignInDialog *dialog() { return settings()->findChild<SignInDialog *>(u"signInDialog"_s); }
    void click(const char *name)
    {
        QTest::mouseClick(settings()->findChild<QPushButton *>(QString::fromLatin1(name)), Qt::LeftButton);
    }
    void type(const char *name, const QString &text)
    {
        auto *field = settings()->findChild<QLineEdit *>(QString::fromLatin1(name));
        field->clear();
        QTest::keyClicks(field, text);
    }
    QString text(const char *name)
    {
        const auto *label = settings()->findChild<QLabel *>(QString::fromLatin1(name));
        return label && label->isVisible() ? label->text() : QString();
    }
    void addAccount(int place);
    void comeToTheCode();
    void letTimePass()
    {
        m_field->advance(std::chrono::seconds(6));
        m_application->signIns().wake();
    }

    QList<QUrl> m_opened;
    std::unique_ptr<QTemporaryDir> m_profile;
    std::unique_ptr<Airfield> m_field;
    std::unique_ptr<Application> m_application;
    std::unique_ptr<Desktop> m_desktop;
};

void WiredSignInTest::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    KLocalizedString::setApplicationDomain("windsock");
    QCoreApplication::setApplicationName(u"windsock"_s);
    QDesktopServices::setUrlHandler(u"http"_s, this, "open");
}

void WiredSignInTest::init()
{
    m_opened.clear();
    m_profile = std::make_unique<QTemporaryDir>();
    m_field = std::make_unique<Airfield>(
        AirfieldOptions{.start = QDateTime(QDate(2026, 11, 26), QTime(6, 0), QTimeZone::utc())});
    QVERIFY(m_field->listen());
    m_application = std::make_unique<Application>(
        Application::Options{.profile = Profile::in(m_profile->path()), .clock = [this] { return m_field->now(); }});
    m_desktop = std::make_unique<Desktop>(*m_application);
    m_desktop->present();
    QSignalSpy ready(m_application.get(), &Application::ready);
    m_application->open();
    QVERIFY(ready.wait(patience));
    m_desktop->window().actionCollection()->action(u"settings"_s)->trigger();
    QVERIFY(settings());
}

void WiredSignInTest::cleanup()
{
    m_application->close();
    m_desktop.reset();
    m_application.reset();
    m_field.reset();
    m_profile.reset();
}

void WiredSignInTest::addAccount(int place)
{
    click("newAccount");
    auto *service = settings()->findChild<QComboBox *>(u"accountService"_s);
    service->setCurrentIndex(service->findData(int(Service::GitHub)));
    auto *places = settings()->findChild<QComboBox *>(u"accountPlace"_s);
    places->setCurrentIndex(places->findData(place));
    type("accountId", u"gh"_s);
    type("accountUrl", m_field->url(u"github"_s).toString());
}

void WiredSignInTest::comeToTheCode()
{
    addAccount(-1); // "I sign in, next"
    click("accountAdd");
    QVERIFY(dialog() && dialog()->isVisible());
    type("signInClientId", QLatin1StringView(FieldLogin::clientId));
    click("signInAsk");
    QTRY_VERIFY_WITH_TIMEOUT(!text("signInCode").isEmpty(), patience);
    QCOMPARE(text("signInCode"), login().userCode());
}

void WiredSignInTest::signsInAndReads()
{
    comeToTheCode();
    click("signInOpen");
    QCOMPARE(m_opened, QList<QUrl>{QUrl(m_field->url(u"github"_s).toString() + u"/login/device"_s)});
    letTimePass();
    QTRY_COMPARE_WITH_TIMEOUT(login().questions(), 1, patience);
    login().allow();
    QTRY_VERIFY_WITH_TIMEOUT((letTimePass(), text("signInEnd").contains("Signed in as demo-dev."_L1)), patience);
    QVERIFY2(text("signInEnd").contains("kept until Windsock ends"_L1), "there is no keychain");
    click("signInLeave");
    QTRY_VERIFY(!dialog());
    const Account account = m_application->book().account(AccountId(u"gh"_s)).value_or(Account());
    QCOMPARE(account.secret.kind, SecretPlace::Kind::Keychain);
    QCOMPARE(account.user, u"demo-dev"_s);
    // And the token is one that reads.
    QVERIFY(m_application->book().addWatch({.id = WatchId(u"gh/w"_s),
                                            .account = account.id,
                                            .kind = Watch::Kind::Repository,
                                            .target = u"windsock-demo/windsock"_s}));
    QSignalSpy polled(m_application.get(), &Application::polled);
    m_application->pollOnce();
    QVERIFY(polled.wait(patience));
    QVERIFY(m_application->queue().rowCount() > 0);
}

void WiredSignInTest::escapeEndsIt()
{
    comeToTheCode();
    login().allow();
    QTest::keyClick(dialog(), Qt::Key_Escape);
    QTRY_VERIFY(!dialog());
    letTimePass();
    QCoreApplication::processEvents();
    QCOMPARE(login().questions(), 0);
    QVERIFY(settings()->isVisible());
    // The account stays, and so does what was typed in for it.
    auto *list = settings()->findChild<QTreeWidget *>(u"accountList"_s);
    list->setCurrentItem(list->topLevelItem(0));
    click("signIn");
    QTRY_VERIFY(dialog());
    QCOMPARE(settings()->findChild<QLineEdit *>(u"signInClientId"_s)->text(), QLatin1StringView(FieldLogin::clientId));
}

void WiredSignInTest::closingTheSettingsEndsIt()
{
    comeToTheCode();
    login().allow();
    delete settings();
    letTimePass();
    QCoreApplication::processEvents();
    QCOMPARE(login().questions(), 0);
}

void WiredSignInTest::tellsWhatATypedTokenLacks()
{
    login().setGranted("repo");
    addAccount(int(SecretPlace::Kind::Keychain));
    type("accountSecret", u"demo-token"_s);
    click("accountAdd");
    QTRY_VERIFY_WITH_TIMEOUT(text("accountProblem").contains("read:org"_L1), patience);
}

QTEST_MAIN(WiredSignInTest)
#include "tst_wiredsignin.moc"
