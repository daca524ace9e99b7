// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/gui/faketray.h"
#include "tests/gui/sample.h"
#include "views/tray/trayhost.h"
#include "views/tray/trayicon.h"
#include "views/tray/trayitem.h"

#include <KLocalizedString>
#include <KStatusNotifierItem>

#include <QAction>
#include <QDBusPendingCall>
#include <QDir>
#include <QFile>
#include <QMenu>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Windsock;

namespace {

/// The made-up models with the tray over them, at the sample's time.
struct Tray {
    Sample sample;
    Glance glance{sample.glance()};
    TrayItem item{glance};

    Tray() { glance.setNow(Sample::now()); }
    /// Waits until the glance has looked at what has changed.
    bool reaches(TrayState state)
    {
        return QTest::qWaitFor([&] { return glance.state() == state; });
    }
    QStringList entries() const
    {
        QStringList texts;
        for (const QAction *action : item.menu()->actions()) {
            texts << (action->isSeparator() ? u"--"_s + action->text() : action->text());
        }
        return texts;
    }
    void setAll(SourceHealth::State state)
    {
        for (int row = 0; row < sample.sources.rowCount(); ++row) {
            auto health = sample.sources.index(row, 0).data(ItemRole::Health).value<SourceHealth>();
            health.state = state;
            sample.setHealth(health);
        }
    }
};

Push pushAt(int minutesAgo)
{
    return {.account = AccountId(u"th"_s),
            .id = 1,
            .repository = u"try"_s,
            .pushed = Sample::now().addSecs(-60 * minutesAgo),
            .url = QUrl(u"https://treeherder.example/1"_s)};
}

void addPush(PushesModel &pushes, Job::State state, Job::Result result)
{
    ChangeSet set{.account = AccountId(u"th"_s), .at = Sample::now(), .baseline = true};
    set.pushes.added = {pushAt(5)};
    set.jobs.added = {Job{.id = 1, .pushId = 1, .typeSymbol = u"B"_s, .state = state, .result = result}};
    set.standings.added = {standingOf(AccountId(u"th"_s), 1, set.jobs.added, Sample::now(), std::chrono::seconds(180))};
    pushes.apply(set);
}

}

class TrayPresenceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void knowsNoTrayWhereThereIsNone();
    void followsTheHost();
    void followsTheWatcher();
    void findsATrayThatWasThereBefore();
    void handsItsIconIn();
    void isClickedOverTheBus();
    void hasAStateForEachSituation_data();
    void hasAStateForEachSituation();
    void namesAnIconForEachState();
    void drawsAnIconForEachState();
    void saysWhatComes();
    void escapesEverythingInTheToolTip();
    void ordersItsMenu();
    void opensFromItsMenu();
    void showsTheWindowWhereThereIsNoPage();
    void cutsLongTitles();
    void keepsAmpersands();
    void asksToQuitWithoutAnsweringItself();
};

void TrayPresenceTest::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    KLocalizedString::setApplicationDomain("windsock");
    QVERIFY2(QDBusConnection::sessionBus().isConnected(), "this test wants a session bus of its own");
}

void TrayPresenceTest::init()
{
    QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support).+"_s));
}

void TrayPresenceTest::knowsNoTrayWhereThereIsNone()
{
    TrayHost host;
    QSignalSpy changed(&host, &TrayHost::changed);
    QVERIFY(!host.isThere());
    QVERIFY(!changed.wait(200));
}

void TrayPresenceTest::followsTheHost()
{
    FakeTray fake;
    TrayHost host;
    QSignalSpy changed(&host, &TrayHost::changed);
    QVERIFY(fake.appear(false));
    QVERIFY2(!changed.wait(200), "a watcher without a host shows nothing");
    fake.setHost(true);
    QTRY_VERIFY(host.isThere());
    fake.setHost(false);
    QTRY_VERIFY(!host.isThere());
    fake.setHost(true);
    QTRY_VERIFY(host.isThere());
    QCOMPARE(changed.size(), 3);
    QCOMPARE(changed.at(0).at(0).toBool(), true);
    QCOMPARE(changed.at(1).at(0).toBool(), false);
}

void TrayPresenceTest::followsTheWatcher()
{
    FakeTray fake;
    TrayHost host;
    QSignalSpy changed(&host, &TrayHost::changed);
    QVERIFY(fake.appear(true));
    QTRY_VERIFY(host.isThere());
    fake.vanish();
    QTRY_VERIFY2(!host.isThere(), "a panel that has crashed shows nothing");
    QVERIFY(fake.appear(true));
    QTRY_VERIFY(host.isThere());
    QCOMPARE(changed.size(), 3);
}

void TrayPresenceTest::findsATrayThatWasThereBefore()
{
    FakeTray fake;
    QVERIFY(fake.appear(true));
    TrayHost host;
    QTRY_VERIFY(host.isThere());
    Tray tray;
    QSignalSpy available(&tray.item, &TrayItem::availableChanged);
    QTRY_VERIFY(tray.item.isAvailable());
    QCOMPARE(available.size(), 1);
    fake.vanish();
    QTRY_COMPARE(available.size(), 2);
    QVERIFY(!available.at(1).at(0).toBool());
}

void TrayPresenceTest::handsItsIconIn()
{
    FakeTray fake;
    Tray tray;
    QVERIFY(fake.appear(true));
    QTRY_VERIFY2(!fake.items().isEmpty(), "a tray that comes after the app is given the icon as well");
}

void TrayPresenceTest::isClickedOverTheBus()
{
    FakeTray fake;
    QVERIFY(fake.appear(true));
    Tray tray;
    QTRY_VERIFY(!fake.items().isEmpty());
    QSignalSpy activated(&tray.item, &TrayItem::activated);
    QSignalSpy polls(&tray.item, &TrayItem::pollRequested);
    const auto click = [&](const QString &how) {
        QDBusMessage call = QDBusMessage::createMethodCall(fake.items().constLast(), u"/StatusNotifierItem"_s,
                                                           u"org.kde.StatusNotifierItem"_s, how);
        call.setArguments({10, 10});
        fake.bus().asyncCall(call);
    };
    click(u"Activate"_s);
    QTRY_COMPARE(activated.size(), 1);
    QVERIFY(polls.isEmpty());
    click(u"SecondaryActivate"_s);
    QTRY_COMPARE(polls.size(), 1);
    QCOMPARE(activated.size(), 1);
}

void TrayPresenceTest::hasAStateForEachSituation_data()
{
    QTest::addColumn<QString>("situation");
    QTest::addColumn<int>("state");
    QTest::addColumn<bool>("attention");
    QTest::newRow("nothing") << u"nothing"_s << int(TrayState::Idle) << false;
    QTest::newRow("running") << u"running"_s << int(TrayState::Running) << false;
    QTest::newRow("failed") << u"failed"_s << int(TrayState::Failed) << true;
    QTest::newRow("needs you") << u"needs you"_s << int(TrayState::NeedsYou) << true;
    QTest::newRow("offline") << u"offline"_s << int(TrayState::Offline) << false;
    QTest::newRow("login") << u"login"_s << int(TrayState::LoginNeeded) << true;
}

void TrayPresenceTest::hasAStateForEachSituation()
{
    QFETCH(QString, situation);
    QFETCH(int, state);
    QFETCH(bool, attention);
    Tray tray;
    if (situation == u"running"_s) {
        addPush(tray.sample.pushes, Job::State::Running, Job::Result::Unknown);
    } else if (situation == u"failed"_s) {
        addPush(tray.sample.pushes, Job::State::Completed, Job::Result::TestFailed);
    } else if (situation == u"needs you"_s) {
        tray.sample.fillQueue();
    } else if (situation == u"offline"_s || situation == u"login"_s) {
        tray.sample.fill();
        tray.setAll(situation == u"login"_s ? SourceHealth::State::NeedsLogin : SourceHealth::State::Offline);
    }
    QVERIFY(tray.reaches(TrayState(state)));
    QTRY_COMPARE(tray.item.item()->status(),
                 attention ? KStatusNotifierItem::NeedsAttention : KStatusNotifierItem::Active);
    QCOMPARE(tray.item.item()->toolTipTitle(), tray.glance.stateLine());
    QVERIFY(!tray.item.item()->toolTipSubTitle().isEmpty());
}

void TrayPresenceTest::namesAnIconForEachState()
{
    // As installed: the host, another program, finds the icons by their names.
    QTemporaryDir share;
    QVERIFY(QDir(share.path()).mkpath(u"icons/hicolor/scalable/status"_s));
    QSet<QString> names;
    for (int state = int(TrayState::Idle); state <= int(TrayState::LoginNeeded); ++state) {
        const QString name = trayIconName(TrayState(state));
        QVERIFY(name.startsWith(u"org.windsock.Windsock-"_s) && name.endsWith(u"-symbolic"_s));
        names << name;
        QFile file(share.filePath(u"icons/hicolor/scalable/status/%1.svg"_s.arg(name)));
        QVERIFY2(QFile::exists(u":/icons/hicolor/scalable/status/%1.svg"_s.arg(name)), qPrintable(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
    }
    QCOMPARE(names.size(), 6);
    QVERIFY(!trayIconsInstalled());
    const QByteArray before = qgetenv("XDG_DATA_DIRS");
    qputenv("XDG_DATA_DIRS", QByteArray(share.path().toUtf8() + ':' + before));
    QVERIFY(trayIconsInstalled());
    {
        Tray tray;
        QCOMPARE(tray.item.item()->iconName(), u"org.windsock.Windsock-idle-symbolic"_s);
        addPush(tray.sample.pushes, Job::State::Running, Job::Result::Unknown);
        QTRY_COMPARE(tray.item.item()->iconName(), u"org.windsock.Windsock-running-symbolic"_s);
        tray.sample.fill();
        QTRY_COMPARE(tray.item.item()->iconName(), u"org.windsock.Windsock-failed-symbolic"_s);
        QCOMPARE(tray.item.item()->attentionIconName(), tray.item.item()->iconName());
        tray.setAll(SourceHealth::State::NeedsLogin);
        QTRY_COMPARE(tray.item.item()->iconName(), u"org.windsock.Windsock-login-needed-symbolic"_s);
        tray.setAll(SourceHealth::State::Offline);
        QTRY_COMPARE(tray.item.item()->iconName(), u"org.windsock.Windsock-offline-symbolic"_s);
    }
    qputenv("XDG_DATA_DIRS", before);
}

void TrayPresenceTest::drawsAnIconForEachState()
{
    // Not installed: the icon itself is handed over, in a colour that is seen.
    Tray tray;
    QVERIFY(tray.item.item()->iconName().isEmpty());
    const QImage idle = tray.item.item()->iconPixmap().pixmap(22, 22).toImage();
    QVERIFY(!idle.isNull());
    addPush(tray.sample.pushes, Job::State::Completed, Job::Result::Busted);
    QTRY_VERIFY(tray.item.item()->iconPixmap().pixmap(22, 22).toImage() != idle);
    for (const QColor &colour : {QColor(Qt::white), QColor(Qt::black)}) {
        const QImage image = trayIcon(TrayState::Failed, colour).pixmap(22, 22).toImage();
        int painted = 0;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                const QColor pixel = image.pixelColor(x, y);
                painted += pixel.alpha() > 200 && qAbs(pixel.lightness() - colour.lightness()) < 30 ? 1 : 0;
            }
        }
        QVERIFY2(painted > 20, qPrintable(colour.name()));
    }
}

void TrayPresenceTest::saysWhatComes()
{
    Tray tray;
    tray.sample.fill();
    QTRY_VERIFY(tray.item.item()->toolTipSubTitle().contains(u"Landing school"_s));
    const QString text = tray.item.item()->toolTipSubTitle();
    QVERIFY(text.contains(u"In the next 24 hours:"_s));
    QVERIFY(text.startsWith(tray.glance.urgentLine().toHtmlEscaped()));
    QVERIFY2(!text.contains(u"round table"_s), "not what is days away");
    QVERIFY2(!text.contains(u"Triage"_s), "nor what is over");
    QVERIFY2(!text.contains(u"Hack day"_s), "nor what does not take place");
}

void TrayPresenceTest::escapesEverythingInTheToolTip()
{
    Tray tray;
    const QString evil = u"<img src='file:///dev/urandom'> & <a href=\"x\">\u202e"_s;
    ChangeSet set{.account = AccountId(u"a"_s), .at = Sample::now(), .baseline = true};
    set.occurrences.added = {Occurrence{.account = AccountId(u"a"_s),
                                        .uid = u"1"_s,
                                        .title = evil,
                                        .start = Sample::now().addSecs(3600),
                                        .end = Sample::now().addSecs(7200)}};
    tray.sample.agenda.apply(set);
    tray.sample.notices.apply(
        {Notice{.key = u"k"_s, .kind = Notice::Kind::PushBad, .title = evil, .decided = Sample::now()}});
    QVERIFY(tray.reaches(TrayState::Failed));
    QTRY_COMPARE(tray.item.item()->toolTipSubTitle().count(u"urandom"_s), 2);
    const QString text = tray.item.item()->toolTipSubTitle();
    QVERIFY2(!text.contains(u"<img"_s) && !text.contains(u"<a "_s), qPrintable(text));
    QVERIFY(text.contains(u"&amp;"_s));
    QVERIFY(!text.contains(u'\u202e'));
    QCOMPARE(text.count(u'<'), text.count(u"<br/>"_s));
}

void TrayPresenceTest::ordersItsMenu()
{
    Tray tray;
    QCOMPARE(tray.entries(), (QStringList{u"--"_s, u"Show Window"_s, u"Poll Now"_s, u"--"_s, u"Quit"_s}));
    tray.sample.fill();
    QVERIFY(tray.reaches(TrayState::Failed));
    const QStringList entries = tray.entries();
    const QList<GlanceItem> top = tray.glance.topItems();
    QVERIFY(top.size() >= 3);
    for (qsizetype i = 0; i < top.size(); ++i) {
        QCOMPARE(tray.item.menu()->actions().at(i)->objectName(), u"item:"_s + top.at(i).key);
    }
    const qsizetype heading = entries.indexOf(u"--Next 24 Hours"_s);
    QCOMPARE(heading, top.size());
    QCOMPARE(entries.size(), top.size() + 1 + tray.glance.comingUp().size() + 5);
    QCOMPARE(entries.last(), u"Quit"_s);
    // What is over goes from the menu, and nothing is there twice.
    tray.sample.notices.apply({});
    QCOMPARE(QSet<QString>(entries.begin(), entries.end()).size() + 1, entries.size());
    tray.setAll(SourceHealth::State::Offline);
    QVERIFY(tray.reaches(TrayState::Offline));
    QVERIFY(tray.entries().first().startsWith(u"Offline"_s));
}

void TrayPresenceTest::opensFromItsMenu()
{
    Tray tray;
    tray.sample.fill();
    QVERIFY(tray.reaches(TrayState::Failed));
    QSignalSpy opened(&tray.item, &TrayItem::openRequested);
    QSignalSpy shown(&tray.item, &TrayItem::showRequested);
    QSignalSpy polls(&tray.item, &TrayItem::pollRequested);
    QSignalSpy quits(&tray.item, &TrayItem::quitRequested);
    for (const GlanceItem &item : tray.glance.topItems() + tray.glance.comingUp()) {
        auto *action = tray.item.menu()->findChild<QAction *>(u"item:"_s + item.key);
        QVERIFY2(action, qPrintable(item.key));
        action->trigger();
        if (item.url.isEmpty()) {
            QCOMPARE(shown.size(), 1);
            shown.clear();
        } else {
            QCOMPARE(opened.takeLast().at(0).toUrl(), item.url);
        }
    }
    for (const auto &name : {u"show"_s, u"poll"_s, u"quit"_s}) {
        tray.item.menu()->findChild<QAction *>(name)->trigger();
    }
    QCOMPARE(shown.size(), 1);
    QCOMPARE(polls.size(), 1);
    QCOMPARE(quits.size(), 1);
}

void TrayPresenceTest::showsTheWindowWhereThereIsNoPage()
{
    Tray tray;
    tray.sample.notices.apply({Notice{.key = u"k"_s,
                                      .kind = Notice::Kind::StoreDamaged,
                                      .title = u"Set aside"_s,
                                      .url = QUrl(u"file:///etc/passwd"_s),
                                      .decided = Sample::now()}});
    QVERIFY(tray.reaches(TrayState::Failed));
    QSignalSpy opened(&tray.item, &TrayItem::openRequested);
    QSignalSpy shown(&tray.item, &TrayItem::showRequested);
    tray.item.menu()->actions().first()->trigger();
    QVERIFY(opened.isEmpty());
    QCOMPARE(shown.size(), 1);
}

void TrayPresenceTest::cutsLongTitles()
{
    Tray tray;
    const QString plane = QString::fromUcs4(U"\U0001F6E9");
    for (const int before : {0, 1}) {
        tray.sample.notices.apply({Notice{.key = QString::number(before),
                                          .kind = Notice::Kind::PushBad,
                                          .title = QString(before, u'x') + plane.repeated(100),
                                          .decided = Sample::now().addSecs(before)}});
    }
    QVERIFY(tray.reaches(TrayState::Failed));
    QTRY_COMPARE(tray.glance.topItems().size(), 2);
    for (int i = 0; i < 2; ++i) {
        const QString text = tray.item.menu()->actions().at(i)->text();
        QVERIFY(text.endsWith(u'…'));
        QVERIFY(text.toUcs4().size() <= 70);
        QVERIFY2(text.isValidUtf16(), "no character is cut in two");
    }
}

void TrayPresenceTest::keepsAmpersands()
{
    Tray tray;
    tray.sample.notices.apply(
        {Notice{.key = u"k"_s, .kind = Notice::Kind::PushBad, .title = u"Tabs & windows"_s, .decided = Sample::now()}});
    QVERIFY(tray.reaches(TrayState::Failed));
    QTRY_COMPARE(tray.item.menu()->actions().first()->text(), u"Tabs && windows"_s);
}

void TrayPresenceTest::asksToQuitWithoutAnsweringItself()
{
    Tray tray;
    QSignalSpy quits(&tray.item, &TrayItem::quitRequested);
    Q_EMIT tray.item.item()->quitRequested();
    QCOMPARE(quits.size(), 1);
    QVERIFY2(!tray.item.item()->standardActionsEnabled(), "no second Quit that asks back in its own words");
    QCOMPARE(tray.item.item()->title(), u"Windsock"_s);
    QCOMPARE(tray.item.item()->category(), KStatusNotifierItem::ApplicationStatus);
}

QTEST_MAIN(TrayPresenceTest)

#include "tst_traypresence.moc"
