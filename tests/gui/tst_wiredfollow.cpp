// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/airfield/airfield.h"
#include "app/desktop.h"
#include "views/docks/dock.h"
#include "views/docks/rowsview.h"
#include "views/settings/settingsdialog.h"
#include "views/window/followbar.h"

#include <KActionCollection>
#include <KLocalizedString>

#include <QAction>
#include <QClipboard>
#include <QDropEvent>
#include <QMimeData>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace Windsock;

namespace {
constexpr int patience = 20'000;
const QString s_hash = u"5cf6a721c38010ed048680caf6411c7adfd38b2e"_s;
}

/// From the paste to the watch, and from the landing to its push, over the whole app.
class WiredFollowTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void aPastedLinkIsWatchedAndUndone();
    void aDroppedLinkIsWatched();
    void aMissingAccountCanBeMade();
    void aLandingLeadsToItsPush();
    void aLandingOfBeforeTheStartLeadsToItsPush();

private:
    MainWindow &window() { return m_desktop->window(); }
    FollowBar &bar() { return *window().findChild<FollowBar *>(u"followBar"_s); }
    void paste(const QString &text)
    {
        QGuiApplication::clipboard()->setText(text);
        QTest::keyClick(&window(), Qt::Key_V, Qt::ControlModifier);
    }
    void addAccount(Service service, const QString &id, const QUrl &url)
    {
        QVERIFY(m_application->book().addAccount({.id = AccountId(id), .service = service, .baseUrl = url}));
    }
    void start();
    QToolButton *button(const QString &action)
    {
        for (QToolButton *button : bar().findChildren<QToolButton *>()) {
            if (button->defaultAction() && button->defaultAction()->objectName() == action) {
                return button;
            }
        }
        return nullptr;
    }

    std::unique_ptr<QTemporaryDir> m_profile;
    std::unique_ptr<Airfield> m_field;
    std::unique_ptr<Application> m_application;
    std::unique_ptr<Desktop> m_desktop;
};

void WiredFollowTest::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    KLocalizedString::setApplicationDomain("windsock");
    QCoreApplication::setApplicationName(u"windsock"_s);
}

void WiredFollowTest::init()
{
    m_profile = std::make_unique<QTemporaryDir>();
    m_field = std::make_unique<Airfield>(
        AirfieldOptions{.live = true, .start = QDateTime(QDate(2026, 11, 20), QTime(12, 0), QTimeZone::utc())});
    QVERIFY(m_field->listen());
    start();
}

void WiredFollowTest::start()
{
    m_application = std::make_unique<Application>(
        Application::Options{.profile = Profile::in(m_profile->path()), .clock = [this] { return m_field->now(); }});
    m_desktop = std::make_unique<Desktop>(*m_application);
    m_desktop->present();
    QVERIFY(QTest::qWaitForWindowActive(&window()));
    QSignalSpy ready(m_application.get(), &Application::ready);
    m_application->open();
    QVERIFY(ready.wait(patience));
}

void WiredFollowTest::cleanup()
{
    m_application->close();
    m_desktop.reset();
    m_application.reset();
    m_field.reset();
    m_profile.reset();
}

void WiredFollowTest::aPastedLinkIsWatchedAndUndone()
{
    addAccount(Service::Treeherder, u"th"_s, m_field->url(u"treeherder"_s));
    m_application->start();
    paste(m_field->url(u"treeherder"_s).toString() + u"/jobs?repo=demo"_s);
    QVERIFY2(bar().text().startsWith(u"Watching every push to demo"_s), qPrintable(bar().text()));
    QCOMPARE(m_application->book().watches().size(), 1);
    const QAbstractItemModel *pushes = window().docks().at(1)->view()->model();
    const auto arrived = [&] {
        m_field->advance(std::chrono::seconds(1)); // what is new is asked within a few seconds of the app's clock
        m_application->poller().wake();
        return pushes->rowCount() > 0;
    };
    QTRY_VERIFY_WITH_TIMEOUT(arrived(), patience);
    paste(m_field->url(u"treeherder"_s).toString() + u"/jobs?repo=demo"_s);
    QVERIFY2(bar().text().contains(u"watched already as th/demo"_s), qPrintable(bar().text()));
    QVERIFY2(!button(u"followUndo"_s), "it was not this paste that added it");

    paste(m_field->url(u"treeherder"_s).toString() + u"/jobs?repo=autoland"_s);
    QCOMPARE(m_application->book().watches().size(), 2);
    QTest::mouseClick(button(u"followUndo"_s), Qt::LeftButton);
    QTRY_COMPARE(m_application->book().watches().size(), 1);
    QCOMPARE(bar().text(), u"th/autoland is no longer watched."_s);
    paste(u"hello"_s);
    QVERIFY2(bar().text().startsWith(u"That is no link"_s), qPrintable(bar().text()));
}

void WiredFollowTest::aDroppedLinkIsWatched()
{
    addAccount(Service::Treeherder, u"th"_s, m_field->url(u"treeherder"_s));
    QMimeData data;
    data.setUrls({QUrl(m_field->url(u"treeherder"_s).toString() + u"/jobs?repo=try&revision="_s + s_hash)});
    QDropEvent drop(QPointF(50, 50), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QDragEnterEvent enter(QPoint(50, 50), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&window(), &enter);
    QVERIFY(enter.isAccepted());
    QCoreApplication::sendEvent(&window(), &drop);
    QVERIFY(drop.isAccepted());
    QTRY_COMPARE(m_application->book().watches().size(), 1);
    QCOMPARE(m_application->book().watches().first().kind, Watch::Kind::Revision);
}

void WiredFollowTest::aMissingAccountCanBeMade()
{
    paste(u"https://treeherder.mozilla.org/jobs?repo=try&landoInstance=lando-prod-2025&landoCommitID=86670"_s);
    QVERIFY2(bar().text().contains(u"windsock account add lando"_s), qPrintable(bar().text()));
    QTest::mouseClick(button(u"followAccount"_s), Qt::LeftButton);
    QTRY_VERIFY(window().findChild<SettingsDialog *>(u"settingsDialog"_s));
    QVERIFY(window().findChild<SettingsDialog *>(u"settingsDialog"_s)->isVisible());
    window().findChild<SettingsDialog *>(u"settingsDialog"_s)->hide();
    window().activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window()));
    addAccount(Service::Lando, u"ld"_s, defaultBaseUrl(Service::Lando));
    window().actionCollection()->action(u"follow_copied"_s)->trigger(); // the link is still there
    QTRY_VERIFY2(m_application->book().watches().size() == 1, qPrintable(bar().text()));
    QCOMPARE(m_application->book().watches().first().id.value, u"ld/job-86670"_s);
}

void WiredFollowTest::aLandingLeadsToItsPush()
{
    addAccount(Service::Treeherder, u"th"_s, m_field->url(u"treeherder"_s));
    addAccount(Service::Lando, u"ld"_s, m_field->url(u"lando"_s));
    paste(u"Landing job id: 7"_s);
    Snapshot news{.account = AccountId(u"ld"_s), .watch = WatchId(u"ld/job-7"_s), .asOf = m_field->now()};
    news.landings = QList<Landing>{
        {.account = news.account, .state = Landing::State::Queued, .job = 7, .repository = u"firefox-autoland"_s}};
    QSignalSpy changed(m_application.get(), &Application::changed);
    m_application->store().apply(news);
    QTRY_VERIFY_WITH_TIMEOUT(!changed.isEmpty(), patience);
    QCOMPARE(m_application->book().watches().size(), 1);
    news.landings.first().state = Landing::State::Landed;
    news.landings.first().revision = s_hash;
    news.asOf = news.asOf.addSecs(60);
    m_application->store().apply(news);
    QTRY_COMPARE_WITH_TIMEOUT(m_application->book().watches().size(), 2, patience);
    QVERIFY2(bar().text().contains(u"Landing job 7 has landed. Its push to autoland is watched now."_s),
             qPrintable(bar().text()));
    QTest::mouseClick(button(u"followUndo"_s), Qt::LeftButton);
    QTRY_COMPARE(m_application->book().watches().size(), 1);
}

void WiredFollowTest::aLandingOfBeforeTheStartLeadsToItsPush()
{
    addAccount(Service::Lando, u"ld"_s, m_field->url(u"lando"_s));
    paste(u"Landing job id: 7"_s);
    Snapshot news{.account = AccountId(u"ld"_s), .watch = WatchId(u"ld/job-7"_s), .asOf = m_field->now()};
    news.landings = QList<Landing>{{.account = news.account,
                                    .state = Landing::State::Landed,
                                    .job = 7,
                                    .repository = u"firefox-autoland"_s,
                                    .revision = s_hash}};
    QSignalSpy changed(m_application.get(), &Application::changed);
    m_application->store().apply(news);
    QTRY_VERIFY_WITH_TIMEOUT(!changed.isEmpty(), patience);
    QCOMPARE(m_application->book().watches().size(), 1);
    addAccount(Service::Treeherder, u"th"_s, m_field->url(u"treeherder"_s));
    m_application->close();
    m_desktop.reset();
    m_application.reset();
    start();
    QCOMPARE(m_application->book().watches().size(), 2);
}

QTEST_MAIN(WiredFollowTest)
#include "tst_wiredfollow.moc"
