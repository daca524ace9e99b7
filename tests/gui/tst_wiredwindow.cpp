// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/airfield/airfield.h"
#include "app/desktop.h"
#include "tests/gui/faketray.h"
#include "tests/notify/fakenotificationserver.h"
#include "views/docks/banner.h"
#include "views/docks/emptystate.h"
#include "views/docks/noticesdock.h"
#include "views/docks/rowsview.h"
#include "views/settings/settingsdialog.h"

#include <KActionCollection>
#include <KLocalizedString>

#include <QAction>
#include <QComboBox>
#include <QDBusPendingCall>
#include <QDesktopServices>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QMessageBox>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QSpinBox>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QTreeWidget>

using namespace Qt::StringLiterals;
using namespace Windsock;

namespace {

enum Place { Queue, Pushes, Events, Notices, Sources };

constexpr int patience = 20'000;

/// What the person's browser would have been given.
class Browser : public QObject
{
    Q_OBJECT

public:
    Browser()
    {
        for (const auto &scheme : {u"http"_s, u"https"_s, u"file"_s}) {
            QDesktopServices::setUrlHandler(scheme, this, "open");
        }
    }
    ~Browser() override
    {
        for (const auto &scheme : {u"http"_s, u"https"_s, u"file"_s}) {
            QDesktopServices::unsetUrlHandler(scheme);
        }
    }
    QList<QUrl> opened;

public Q_SLOTS:
    void open(const QUrl &url) { opened << url; }
};

/// The whole app but its process, at the field's time, on a profile that may be another's.
struct Wired {
    Application application;
    Desktop desktop;

    Wired(const Airfield &field, const QString &profile)
        : application({.profile = Profile::in(profile), .clock = [&field] { return field.now(); }}), desktop(application)
    {
    }
    ~Wired() { application.close(); }

    bool open()
    {
        QSignalSpy ready(&application, &Application::ready);
        application.open();
        return ready.wait(patience);
    }
    /// Asks every watch once, and waits until the answers are in the models.
    bool poll()
    {
        QSignalSpy polled(&application, &Application::polled);
        desktop.window().actionCollection()->action(u"poll_now"_s)->trigger();
        return polled.wait(patience);
    }
    Dock &dock(Place place) { return *desktop.window().docks().at(place); }
    int rows(Place place) { return dock(place).view()->model()->rowCount(); }
    QModelIndex row(Place place, int number) { return dock(place).view()->model()->index(number, 0); }
    QString status() { return desktop.window().findChild<QLabel *>(u"statusText"_s)->text(); }
    SettingsDialog *settings() { return desktop.window().findChild<SettingsDialog *>(u"settingsDialog"_s); }
};

void click(QWidget *parent, const QString &name)
{
    QTest::mouseClick(parent->findChild<QPushButton *>(name), Qt::LeftButton);
}

void type(QWidget *parent, const QString &name, const QString &text)
{
    auto *field = parent->findChild<QLineEdit *>(name);
    field->clear();
    QTest::keyClicks(field, text);
}

}

/// The window over the whole app, from the wire to the row and from the click to the store.
class WiredWindowTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void bringsFactsIntoTheDocks();
    void filtersWhatHasArrived();
    void opensInTheBrowser();
    void togglesAndRestoresTheLayout();
    void hidesToTheTrayAndComesBack();
    void comesBackWhenTheTrayGoesAfterAClick();
    void tellsFailuresAndRecovers();
    void findsPushesFromTheSettings();
    void refusesWhatCannotBe();
    void removesAnAccountWithItsRows();
    void presentsTheNoticeOfAPopup();
    void readsNoticesInTheStore();
    void keepsPreferences();
    void quitsFromTheWindowAndTheTray();

private:
    /// Accounts and watches of the field, as the person's book would have them.
    void fillBook(Application &application);
    std::unique_ptr<Wired> makeWired(bool filled = true);
    QUrl url(const QString &service) const { return m_field->url(service); }

    std::unique_ptr<QTemporaryDir> m_profile;
    std::unique_ptr<Airfield> m_field;
};

void WiredWindowTest::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    KLocalizedString::setApplicationDomain("windsock");
    QCoreApplication::setApplicationName(u"windsock"_s);
}

void WiredWindowTest::init()
{
    m_profile = std::make_unique<QTemporaryDir>();
    m_field = std::make_unique<Airfield>(
        AirfieldOptions{.live = true, .start = QDateTime(QDate(2026, 11, 20), QTime(12, 0), QTimeZone::utc())});
    QVERIFY(m_field->listen());
}

void WiredWindowTest::cleanup()
{
    m_field.reset();
    m_profile.reset();
}

void WiredWindowTest::fillBook(Application &application)
{
    const auto add = [&](Service service, const QUrl &base, const QString &who, bool token, const Watch &wanted) {
        Account account{.id = AccountId(serviceName(service)), .service = service, .baseUrl = base, .user = who};
        if (token) {
            application.secrets().keepInMemory(account.id, "demo-token");
            account.secret.kind = SecretPlace::Kind::Keychain;
        }
        QVERIFY(application.book().addAccount(account));
        Watch watch = wanted;
        watch.account = account.id;
        watch.id = application.book().freeWatchId(watch);
        QVERIFY(application.book().addWatch(watch));
    };
    add(Service::Treeherder, url(u"treeherder"_s), u"dev@demo.test"_s, false,
        {.kind = Watch::Kind::Tree, .target = u"demo"_s});
    add(Service::Bugzilla, url(u"bugzilla"_s), u"dev@demo.test"_s, true,
        {.kind = Watch::Kind::Landings, .target = u"autoland"_s});
    add(Service::GitHub, url(u"github"_s), u"demo-dev"_s, true,
        {.kind = Watch::Kind::Repository, .target = u"windsock-demo/windsock"_s});
    add(Service::Meetup, url(u"meetup"_s), {}, false, {.kind = Watch::Kind::Group, .target = u"windsock-demo"_s});
}

std::unique_ptr<Wired> WiredWindowTest::makeWired(bool filled)
{
    auto wired = std::make_unique<Wired>(*m_field, m_profile->path());
    if (filled && wired->application.book().accounts().isEmpty()) {
        fillBook(wired->application);
    }
    wired->desktop.present();
    return wired;
}

void WiredWindowTest::bringsFactsIntoTheDocks()
{
    const auto wired = makeWired();
    QVERIFY(wired->desktop.window().isVisible());
    QVERIFY(wired->open());
    QTRY_COMPARE(wired->dock(Pushes).emptyState()->sentence(), u"Waiting for the first answer…"_s);
    for (const Place place : {Queue, Events}) {
        // What is watched and has not answered yet is waited for, whatever the service.
        QTRY_COMPARE(wired->dock(place).emptyState()->sentence(), u"Waiting for the first answer…"_s);
    }
    QCOMPARE(wired->status(), u"Waiting for the first answer"_s);
    QVERIFY(wired->poll());
    QCOMPARE(wired->rows(Pushes), 2);
    QVERIFY(wired->rows(Queue) >= 5);
    QVERIFY(wired->rows(Events) >= 2);
    QCOMPARE(wired->rows(Sources), 4);
    QCOMPARE(wired->rows(Notices), 0); // the first look at a thing is no news
    QVERIFY(wired->row(Pushes, 0).data().toString().contains(u"unfold lines"_s));
    for (Dock *dock : wired->desktop.window().docks()) {
        QVERIFY2(!dock->banner()->isVisible(), qPrintable(dock->objectName()));
    }
    QCOMPARE(wired->status(), u"As of "_s + QLocale().toString(QTime(12, 0), QLocale::ShortFormat));
    m_field->step(u"demo"_s);
    for (int i = 0; i < 15 && wired->rows(Pushes) < 3; ++i) {
        m_field->advance(std::chrono::seconds(60));
        m_field->step(u"demo"_s);
        QVERIFY(wired->poll());
    }
    QVERIFY2(wired->rows(Pushes) == 3, "another push has arrived in the window");
    QVERIFY(wired->row(Pushes, 0).data().toString().contains(u"Oil the hinges"_s));
    QVERIFY2(wired->rows(Notices) > 0, "and what went bad meanwhile was told");
}

void WiredWindowTest::filtersWhatHasArrived()
{
    const auto wired = makeWired();
    QVERIFY(wired->open() && wired->poll());
    QVERIFY(QTest::qWaitForWindowActive(&wired->desktop.window()));
    Dock &queue = wired->dock(Queue);
    const int all = wired->rows(Queue);
    QTest::mouseClick(queue.view()->viewport(), Qt::LeftButton, {}, QPoint(40, 10));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_F, Qt::ControlModifier);
    QTest::keyClicks(QApplication::focusWidget(), u"orange windsock"_s);
    QCOMPARE(wired->rows(Queue), 1);
    QVERIFY(wired->poll());
    QCOMPARE(wired->rows(Queue), 1); // an answer does not undo the filter
    QTest::keyClicks(queue.filter(), u" zzz"_s);
    QTest::mouseClick(queue.emptyState()->button(), Qt::LeftButton);
    QCOMPARE(wired->rows(Queue), all);
}

void WiredWindowTest::opensInTheBrowser()
{
    Browser browser;
    const auto wired = makeWired();
    QVERIFY(wired->open() && wired->poll());
    RowsView *view = wired->dock(Queue).view();
    const QPoint at = view->visualRect(wired->row(Queue, 0)).center();
    QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, at);
    QTest::mouseDClick(view->viewport(), Qt::LeftButton, {}, at);
    QCOMPARE(browser.opened.size(), 1);
    QCOMPARE(browser.opened.first(), wired->row(Queue, 0).data(ItemRole::Url).toUrl());
    // Whatever asks to open something that is no web page is not obeyed.
    for (const auto &evil : {u"file:///etc/passwd"_s, u"https://user:pw@evil.example/"_s, u"https:////x"_s, QString()}) {
        Q_EMIT wired->desktop.window().openRequested(QUrl(evil));
        Q_EMIT wired->desktop.tray().openRequested(QUrl(evil));
    }
    QCOMPARE(browser.opened.size(), 1);
}

void WiredWindowTest::togglesAndRestoresTheLayout()
{
    {
        const auto wired = makeWired();
        QVERIFY(wired->open());
        MainWindow &window = wired->desktop.window();
        window.actionCollection()->action(u"toggle_eventsDock"_s)->trigger();
        QVERIFY(!wired->dock(Events).isVisible());
        wired->dock(Sources).setFloating(true);
        window.resize(1001, 701);
    }
    const auto again = makeWired();
    QVERIFY(again->open());
    MainWindow &window = again->desktop.window();
    QVERIFY(!again->dock(Events).isVisible());
    QVERIFY(again->dock(Sources).isFloating());
    QCOMPARE(window.size(), QSize(1001, 701));
    window.actionCollection()->action(u"toggle_eventsDock"_s)->trigger();
    QVERIFY(again->dock(Events).isVisible());
    window.actionCollection()->action(u"reset_layout"_s)->trigger();
    QVERIFY(!again->dock(Sources).isFloating());
}

void WiredWindowTest::hidesToTheTrayAndComesBack()
{
    FakeNotificationServer server;
    QVERIFY(server.appear());
    FakeTray tray;
    QVERIFY(tray.appear(true));
    const auto wired = makeWired();
    QVERIFY(wired->open());
    MainWindow &window = wired->desktop.window();
    QTRY_VERIFY(wired->desktop.tray().isAvailable());
    const auto clickIcon = [&] {
        QDBusMessage call = QDBusMessage::createMethodCall(tray.items().constLast(), u"/StatusNotifierItem"_s,
                                                           u"org.kde.StatusNotifierItem"_s, u"Activate"_s);
        call.setArguments({1, 1});
        tray.bus().asyncCall(call);
    };
    QTRY_VERIFY(!tray.items().isEmpty());
    QVERIFY(QTest::qWaitForWindowActive(&window));
    clickIcon();
    QTRY_VERIFY2(!window.isVisible(), "a click on the icon of a window in front hides it");
    clickIcon();
    QTRY_VERIFY(window.isVisible());
    QSignalSpy quits(&wired->desktop, &Desktop::quitRequested);
    window.close();
    QVERIFY(!window.isVisible());
    QVERIFY(quits.isEmpty());
    QTRY_COMPARE(server.popups().size(), 1);
    QCOMPARE(server.popups().first().title, u"Windsock goes on in the tray"_s);
    const QString menu = window.menuBar()->actions().first()->text().remove(u'&');
    QVERIFY2(server.popups().first().body.contains(menu + u" menu"_s), "it names the menu that really has Quit");
    QVERIFY2(wired->poll(), "it goes on watching");

    clickIcon();
    QTRY_VERIFY(window.isVisible());
    window.close();
    QVERIFY(!window.isVisible());
    QCoreApplication::processEvents();
    QCOMPARE(server.popups().size(), 1); // said once
}

void WiredWindowTest::comesBackWhenTheTrayGoesAfterAClick()
{
    FakeTray tray;
    QVERIFY(tray.appear(true));
    const auto wired = makeWired();
    MainWindow &window = wired->desktop.window();
    QTRY_VERIFY(wired->desktop.tray().isAvailable());
    QVERIFY(QTest::qWaitForWindowActive(&window));
    Q_EMIT wired->desktop.tray().activated();
    QVERIFY(!window.isVisible());
    tray.vanish();
    QTRY_VERIFY2(window.isVisible(), "a window hidden by its icon can still be reached when the icon has gone");
}

void WiredWindowTest::tellsFailuresAndRecovers()
{
    const auto wired = makeWired();
    QVERIFY(wired->open() && wired->poll());
    const int pushes = wired->rows(Pushes);
    QVERIFY(m_field->misbehave(u"/treeherder"_s, u"status:503"_s));
    m_field->advance(std::chrono::minutes(5));
    QVERIFY(wired->poll());
    Banner *banner = wired->dock(Pushes).banner();
    QTRY_VERIFY(banner->isVisible());
    const QString then = QLocale().toString(QTime(12, 0), QLocale::ShortFormat);
    const QString words = banner->text();
    QVERIFY2(words.startsWith(u"As of "_s + then) && words.contains(u"has an error of its own (503)."_s),
             qPrintable(words));
    QCOMPARE(wired->rows(Pushes), pushes);
    QVERIFY(!wired->dock(Queue).banner()->isVisible());
    QCOMPARE(wired->status(), u"One source of 4 fails"_s);
    // The words of the source itself.
    Dock &sources = wired->dock(Sources);
    for (int row = 0; row < wired->rows(Sources); ++row) {
        if (wired->row(Sources, row).data(ItemRole::State).toString() == u"failing"_s) {
            sources.view()->setCurrentIndex(wired->row(Sources, row));
        }
    }
    QVERIFY(sources.findChild<QLabel *>(u"sourceDetails"_s)->text().contains(u"503"_s));
    m_field->calm();
    m_field->advance(std::chrono::minutes(30));
    QVERIFY(wired->poll());
    QTRY_VERIFY(!banner->isVisible());
    QCOMPARE(wired->status(), u"As of "_s + QLocale().toString(QTime(12, 35), QLocale::ShortFormat));
}

void WiredWindowTest::findsPushesFromTheSettings()
{
    const auto wired = makeWired(false);
    QVERIFY(wired->open());
    QTest::mouseClick(wired->dock(Pushes).emptyState()->button(), Qt::LeftButton);
    SettingsDialog *dialog = wired->settings();
    QVERIFY(dialog && dialog->isVisible());
    type(dialog, u"accountId"_s, u"th"_s);
    type(dialog, u"accountUrl"_s, url(u"treeherder"_s).toString() + u'/');
    click(dialog, u"accountAdd"_s);
    auto *list = dialog->findChild<QTreeWidget *>(u"accountList"_s);
    QCOMPARE(list->topLevelItemCount(), 1);
    list->setCurrentItem(list->topLevelItem(0));
    click(dialog, u"newWatch"_s);
    type(dialog, u"watchTarget"_s, u"demo"_s);
    click(dialog, u"watchAdd"_s);
    QCOMPARE(list->topLevelItem(0)->childCount(), 1);
    QTRY_COMPARE(wired->dock(Pushes).emptyState()->sentence(), u"Waiting for the first answer…"_s);
    QVERIFY(wired->poll());
    QCOMPARE(wired->rows(Pushes), 2);
    QVERIFY(wired->dock(Pushes).view()->isVisible());
    QCOMPARE(wired->rows(Notices), 0);
    for (const FieldRequest &request : m_field->requests()) {
        QVERIFY2(!request.path.contains(u"//"_s), qPrintable(request.path));
    }
}

void WiredWindowTest::refusesWhatCannotBe()
{
    const auto wired = makeWired();
    QVERIFY(wired->open());
    wired->desktop.window().actionCollection()->action(u"settings"_s)->trigger();
    SettingsDialog *dialog = wired->settings();
    QVERIFY(dialog);
    const auto before = wired->application.book().accounts();
    // Somebody has added an account of this name meanwhile: the book has the last word.
    Q_EMIT dialog->accountAdded(
        {.id = before.first().id, .service = Service::Treeherder, .baseUrl = url(u"treeherder"_s)}, {});
    auto *said = dialog->findChild<QLabel *>(u"accountProblem"_s);
    QVERIFY(said->isVisible());
    QVERIFY(said->text().contains(before.first().id.value));
    QCOMPARE(wired->application.book().accounts(), before);
    wired->desktop.window().actionCollection()->action(u"settings"_s)->trigger();
    QCOMPARE(wired->desktop.window().findChildren<SettingsDialog *>().size(), 1); // one dialog, brought to the front
}

void WiredWindowTest::removesAnAccountWithItsRows()
{
    const auto wired = makeWired();
    QVERIFY(wired->open() && wired->poll());
    QVERIFY(wired->rows(Pushes) > 0);
    wired->desktop.window().actionCollection()->action(u"settings"_s)->trigger();
    SettingsDialog *dialog = wired->settings();
    auto *list = dialog->findChild<QTreeWidget *>(u"accountList"_s);
    list->setCurrentItem(list->findItems(u"treeherder"_s, Qt::MatchExactly).value(0));
    click(dialog, u"removeCurrent"_s);
    click(dialog->findChild<QMessageBox *>(u"removeQuestion"_s), u"removeYes"_s);
    QCOMPARE(list->topLevelItemCount(), 3);
    QTRY_COMPARE(wired->rows(Pushes), 0);
    QTRY_VERIFY(wired->dock(Pushes).emptyState()->sentence().startsWith(u"No source yet"_s));
    QCOMPARE(wired->rows(Sources), 3);
    QVERIFY2(wired->rows(Queue) > 0, "the others stay");
}

void WiredWindowTest::presentsTheNoticeOfAPopup()
{
    FakeNotificationServer server;
    QVERIFY(server.appear());
    const auto wired = makeWired();
    QVERIFY(wired->open() && wired->poll());
    wired->dock(Notices).close();
    wired->desktop.window().showMinimized();
    for (int i = 0; i < 8 && wired->application.notices().rowCount() == 0; ++i) {
        m_field->advance(std::chrono::seconds(60));
        m_field->step(u"demo"_s);
        QVERIFY(wired->poll());
    }
    QTRY_VERIFY(!server.popups().isEmpty());
    const FakeNotificationServer::Popup popup = server.popups().first();
    server.invoke(popup.id, u"default"_s);
    QTRY_VERIFY(wired->dock(Notices).isVisible());
    QVERIFY(!wired->desktop.window().isMinimized());
    const QModelIndex current = wired->dock(Notices).view()->currentIndex();
    QCOMPARE(current.data(ItemRole::Title).toString(), popup.title);
    QTRY_VERIFY2(current.data(ItemRole::Notice).value<Notice>().read, "shown is read");
}

void WiredWindowTest::readsNoticesInTheStore()
{
    {
        const auto wired = makeWired();
        QVERIFY(wired->open() && wired->poll());
        for (int i = 0; i < 8 && wired->rows(Notices) == 0; ++i) {
            m_field->advance(std::chrono::seconds(60));
            m_field->step(u"demo"_s);
            QVERIFY(wired->poll());
        }
        QVERIFY(wired->application.notices().unread() > 0);
        QVERIFY(wired->dock(Notices).windowTitle().contains(u'('));
        QTest::mouseClick(wired->dock(Notices).findChild<QToolButton *>(u"readAllButton"_s), Qt::LeftButton);
        QTRY_COMPARE(wired->application.notices().unread(), 0);
        QCOMPARE(wired->dock(Notices).windowTitle().remove(u'&'), u"Notices"_s);
    }
    const auto again = makeWired();
    QVERIFY(again->open());
    QVERIFY(again->rows(Notices) > 0);
    QVERIFY2(again->application.notices().unread() == 0, "read stays read over a restart");
    QVERIFY2(again->rows(Pushes) > 0, "and what is known is there before anybody is asked");
}

void WiredWindowTest::keepsPreferences()
{
    FakeTray tray;
    QVERIFY(tray.appear(true));
    {
        const auto wired = makeWired();
        QVERIFY(wired->open());
        wired->desktop.window().actionCollection()->action(u"settings"_s)->trigger();
        wired->settings()->findChild<QSpinBox *>(u"eventLead"_s)->setValue(45);
        wired->settings()->findChild<QAbstractButton *>(u"closeToTray"_s)->click();
        QTest::mouseClick(wired->settings()->button(QDialogButtonBox::Ok), Qt::LeftButton);
        QCOMPARE(wired->application.preferences().eventLead, std::chrono::minutes(45));
    }
    const auto again = makeWired();
    QVERIFY(again->open());
    QCOMPARE(again->application.preferences().eventLead, std::chrono::minutes(45));
    QTRY_VERIFY(again->desktop.tray().isAvailable());
    QSignalSpy quits(&again->desktop, &Desktop::quitRequested);
    again->desktop.window().close();
    QCOMPARE(quits.size(), 1); // closing is leaving, as was chosen
}

void WiredWindowTest::quitsFromTheWindowAndTheTray()
{
    FakeTray tray;
    QVERIFY(tray.appear(true));
    for (const bool fromTray : {false, true}) {
        const auto wired = makeWired();
        QVERIFY(wired->open());
        QTRY_VERIFY(wired->desktop.tray().isAvailable());
        QSignalSpy quits(&wired->desktop, &Desktop::quitRequested);
        if (fromTray) {
            wired->desktop.tray().menu()->findChild<QAction *>(u"quit"_s)->trigger();
        } else {
            wired->desktop.window().actionCollection()->action(u"file_quit"_s)->trigger();
        }
        QCOMPARE(quits.size(), 1);
        wired->desktop.window().close();
        QVERIFY2(!wired->desktop.window().isVisible(), "what follows closes it for good");
        QCOMPARE(quits.size(), 1);
    }
}

QTEST_MAIN(WiredWindowTest)

#include "tst_wiredwindow.moc"
