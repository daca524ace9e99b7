// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/airfield/demoscript.h"
#include "app/desktop.h"
#include "models/items/roles.h"
#include "views/docks/threadsdock.h"
#include "views/docks/timelineview.h"

#include <KLocalizedString>

#include <QAction>
#include <QPushButton>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Windsock;

namespace {
constexpr int patience = 20'000;
const Subject s_bug(u"bugzilla/bug/123456"_s);
}

/// The Changes dock over the whole app: what is taken apart there is apart in the store.
class WiredThreadsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void whatIsTakenApartIsApartInTheStore();
    void whatIsUndoneIsTogetherInTheStore();

private:
    void fillBook();
    void start();
    void stop();
    void takeApart();
    ThreadsDock &dock() { return *m_desktop->window().findChild<ThreadsDock *>(); }
    QStringList members() const;
    QModelIndex lineOf(const Subject &subject);

    std::unique_ptr<QTemporaryDir> m_profile;
    std::unique_ptr<Airfield> m_field;
    std::unique_ptr<Application> m_application;
    std::unique_ptr<Desktop> m_desktop;
    Subject m_push;
};

void WiredThreadsTest::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    KLocalizedString::setApplicationDomain("windsock");
    QCoreApplication::setApplicationName(u"windsock"_s);
}

/// A bug and a push that names it.
void WiredThreadsTest::init()
{
    m_profile = std::make_unique<QTemporaryDir>();
    m_field = std::make_unique<Airfield>(
        AirfieldOptions{.start = QDateTime(QDate(2026, 11, 20), QTime(12, 0), QTimeZone::utc())});
    FieldWorlds &worlds = m_field->worlds();
    worlds.bugzilla.addBug(123456, u"Mend the sock"_s, u"[autoland-autoland]"_s, u"dev@demo.test"_s);
    worlds.treeherder.addRepository(u"autoland"_s);
    const qint64 push = worlds.treeherder.addPush(u"autoland"_s, u"1a4d"_s.repeated(10), u"dev@demo.test"_s,
                                                  u"Bug 123456 - Mend the sock. r=reviewer"_s);
    m_push = Subject(u"treeherder/push/%1"_s.arg(push));
    QVERIFY(m_field->listen());
    start();
    fillBook();
    QSignalSpy polled(m_application.get(), &Application::polled);
    m_application->pollOnce();
    QVERIFY(polled.wait(patience));
    QCOMPARE(members(), (QStringList{s_bug.value, m_push.value}));
}

void WiredThreadsTest::fillBook()
{
    AccountBook &book = m_application->book();
    for (const auto &[service, kind] :
         {std::pair(Service::Treeherder, Watch::Kind::Tree), {Service::Bugzilla, Watch::Kind::Landings}}) {
        const QString name = serviceName(service);
        Account account{
            .id = AccountId(name), .service = service, .baseUrl = m_field->url(name), .user = u"dev@demo.test"_s};
        account.secret.kind = service == Service::Bugzilla ? SecretPlace::Kind::Keychain : SecretPlace::Kind::None;
        m_application->secrets().keepInMemory(account.id, "demo-token");
        QVERIFY(book.addAccount(account));
        Watch watch{.account = account.id, .kind = kind, .target = u"autoland"_s};
        watch.id = book.freeWatchId(watch);
        QVERIFY(book.addWatch(watch));
    }
}

void WiredThreadsTest::start()
{
    m_application = std::make_unique<Application>(
        Application::Options{.profile = Profile::in(m_profile->path()), .clock = [this] { return m_field->now(); }});
    m_desktop = std::make_unique<Desktop>(*m_application);
    m_desktop->present();
    QSignalSpy ready(m_application.get(), &Application::ready);
    m_application->open();
    QVERIFY(ready.wait(patience));
}

void WiredThreadsTest::stop()
{
    m_application->close();
    m_desktop.reset();
    m_application.reset();
}

void WiredThreadsTest::cleanup()
{
    stop();
    m_field.reset();
    m_profile.reset();
}

/// Of the bug's thread, as the model has them.
QStringList WiredThreadsTest::members() const
{
    QStringList members;
    const ThreadsModel &threads = m_application->threads();
    for (int row = 0; row < threads.rowCount(); ++row) {
        const auto thread = threads.index(row, 0).data(ItemRole::Thread).value<ChangeThread>();
        if (thread.id == s_bug.value) {
            for (const ThreadMember &member : thread.members) {
                members.append(member.subject.value);
            }
        }
    }
    members.sort();
    return members;
}

QModelIndex WiredThreadsTest::lineOf(const Subject &subject)
{
    const TimelineView *timeline = dock().timeline();
    const QModelIndex root = timeline->rootIndex();
    for (int row = 0; row < timeline->model()->rowCount(root); ++row) {
        const QModelIndex line = timeline->model()->index(row, 0, root);
        if (line.data(ItemRole::Member).value<ThreadMember>().subject == subject) {
            return line;
        }
    }
    return {};
}

void WiredThreadsTest::takeApart()
{
    QVERIFY(dock().showThread(s_bug));
    const QModelIndex line = lineOf(m_push);
    QVERIFY(line.isValid());
    dock().timeline()->setCurrentIndex(line);
    auto *button = dock().findChild<QPushButton *>(u"partButton"_s);
    QVERIFY(button->isEnabled());
    button->click();
    QTRY_COMPARE_WITH_TIMEOUT(members(), QStringList{s_bug.value}, patience);
}

void WiredThreadsTest::whatIsTakenApartIsApartInTheStore()
{
    takeApart();
    QTRY_COMPARE_WITH_TIMEOUT(m_application->partings().size(), 1, patience);
    stop();
    start(); // only the store can tell it now
    QCOMPARE(m_application->partings().size(), 1);
    QCOMPARE(members(), QStringList{s_bug.value});
}

void WiredThreadsTest::whatIsUndoneIsTogetherInTheStore()
{
    takeApart();
    auto *undo = dock().findChild<QAction *>(u"undoParting"_s);
    QVERIFY(undo);
    undo->trigger();
    QTRY_COMPARE_WITH_TIMEOUT(members(), (QStringList{s_bug.value, m_push.value}), patience);
    stop();
    start();
    QVERIFY(m_application->partings().isEmpty());
    QCOMPARE(members(), (QStringList{s_bug.value, m_push.value}));
}

QTEST_MAIN(WiredThreadsTest)
#include "tst_wiredthreads.moc"
