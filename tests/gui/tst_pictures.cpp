// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/gui/picture.h"
#include "tests/gui/sample.h"
#include "views/docks/dock.h"
#include "views/docks/eventsdock.h"
#include "views/docks/monthview.h"
#include "views/docks/pushdetaildock.h"
#include "views/docks/pushesdock.h"
#include "views/docks/queuedock.h"
#include "views/docks/queuesdock.h"
#include "views/docks/rowsview.h"
#include "views/docks/threadsdock.h"
#include "views/docks/timelineview.h"
#include "views/docks/treesdock.h"
#include "views/settings/settingsdialog.h"
#include "views/settings/signindialog.h"
#include "views/tray/trayicon.h"
#include "views/window/followbar.h"
#include "views/window/followdialog.h"
#include "views/window/trysyntaxdialog.h"

#include <KIconTheme>

#include <QAction>
#include <QImage>
#include <QLabel>
#include <QPainter>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace Windsock;

/// Renders what there is to see. WINDSOCK_PICTURES names a folder that keeps the pictures.
class PicturesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void paintsTheWindow_data();
    void paintsTheWindow();
    void paintsDetails_data();
    void paintsDetails();
    void paintsNarrowDocks();
    void paintsStale();
    void paintsEmpty();
    void paintsTheMonth_data();
    void paintsTheMonth();
    void paintsTheLegend();
    void paintsTheChanges_data();
    void paintsTheChanges();
    void paintsSettings();
    void paintsSigningIn();
    void paintsFollowing();
    void paintsTrySyntax();
    void paintsTrayIcons();
    void paintsManyJobs();

private:
    void showDetails(MainWindow &window);
    KSharedConfig::Ptr freshConfig();
    int m_configs = 0;
};

void PicturesTest::initTestCase()
{
    setUpPictures();
    if (const QString theme = qEnvironmentVariable("WINDSOCK_ICON_THEME"); !theme.isEmpty()) {
        QIcon::setThemeName(theme);
    }
}

KSharedConfig::Ptr PicturesTest::freshConfig()
{
    return KSharedConfig::openConfig(u"pictures-%1-%2"_s.arg(QCoreApplication::applicationPid()).arg(++m_configs),
                                     KConfig::SimpleConfig, QStandardPaths::TempLocation);
}

void PicturesTest::paintsTheWindow_data()
{
    QTest::addColumn<bool>("dark");
    QTest::addColumn<QSize>("size");
    QTest::newRow("light") << false << QSize(1280, 800);
    QTest::newRow("dark") << true << QSize(1280, 800);
    QTest::newRow("narrow") << false << QSize(700, 800);
    QTest::newRow("narrow-dark") << true << QSize(700, 800);
}

void PicturesTest::paintsTheWindow()
{
    QFETCH(bool, dark);
    QFETCH(QSize, size);
    if (dark) {
        qApp->setProperty("KDE_COLOR_SCHEME_PATH", u"/usr/share/color-schemes/BreezeDark.colors"_s);
    }
    setDark(dark);
    Sample sample;
    sample.fill();
    MainWindow window(sample.window(), freshConfig(), sample.clock());
    window.resize(size);
    window.show();
    if (size.width() < 900) {
        window.findChild<QAction *>(u"reset_layout"_s)->trigger();
    }
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    QCOMPARE(window.size(), size);
    showDetails(window);
    const QImage image = keepPicture(window, u"window-%1"_s.arg(QString::fromLatin1(QTest::currentDataTag())));
    QVERIFY(coloursIn(image) > 200);
    for (Dock *dock : window.docks()) {
        dock->raise();
        const QString name = u"dock-%1-%2"_s.arg(dock->objectName(), QString::fromLatin1(QTest::currentDataTag()));
        QVERIFY2(coloursIn(keepPicture(*dock, name)) > 50, qPrintable(name));
    }
    qApp->setProperty("KDE_COLOR_SCHEME_PATH", QVariant());
    setDark(false);
}

/// Chooses the push that went bad, and tells all that is fetched of it.
void PicturesTest::showDetails(MainWindow &window)
{
    window.showPush(Subject(u"th/push/27"_s));
    window.findChild<PushDetailDock *>()->chooseJob(sampleFailedJob);
    window.showPushDetail(samplePushDetail());
    window.showJobDetail(sampleJobDetail());
}

void PicturesTest::paintsDetails_data()
{
    QTest::addColumn<QString>("state");
    for (const char *state : {"nothing", "loading", "error", "old", "green", "offline", "all"}) {
        QTest::newRow(state) << QString::fromLatin1(state);
    }
}

void PicturesTest::paintsDetails()
{
    QFETCH(QString, state);
    const Failure failure{.reason = Failure::Reason::Timeout, .host = u"treeherder.mozilla.org"_s};
    for (const bool dark : {false, true}) {
        setDark(dark);
        Sample sample;
        sample.fill();
        PushDetailDock dock(&sample.pushes, &sample.sources, sample.clock());
        dock.resize(800, 620);
        dock.show();
        if (state != "nothing"_L1) {
            dock.showPush(state == "green"_L1 ? u"th/push/25"_s : u"th/push/27"_s);
        }
        if (state == "loading"_L1 || state == "error"_L1 || state == "old"_L1 || state == "all"_L1) {
            dock.chooseJob(sampleFailedJob);
            QSignalSpy wanted(&dock, &PushDetailDock::jobDetailWanted);
            QTRY_COMPARE(wanted.size(), 1);
        }
        if (state == "old"_L1 || state == "all"_L1) {
            dock.showPushDetail(samplePushDetail());
            dock.showJobDetail(sampleJobDetail());
        }
        if (state == "error"_L1 || state == "old"_L1) {
            dock.showJobDetail({.account = AccountId(u"th"_s), .id = sampleFailedJob, .failure = failure});
        }
        if (state == "offline"_L1) {
            sample.fail(Service::Treeherder);
        }
        if (state == "all"_L1) {
            dock.resize(800, 1100);
            dock.view()->setCurrentIndex(dock.view()->model()->index(6, 0));
        }
        const QString name = u"details-%1-%2"_s.arg(state, dark ? u"dark"_s : u"light"_s);
        QVERIFY2(coloursIn(keepPicture(dock, name)) > 20, qPrintable(name));
    }
    setDark(false);
}

void PicturesTest::paintsNarrowDocks()
{
    Sample sample;
    sample.fill();
    QueueDock queue(&sample.queue, &sample.sources, sample.clock());
    TreesDock trees(&sample.trees, &sample.sources, sample.clock());
    QueuesDock health(&sample.queues, &sample.sources, sample.clock());
    PushDetailDock details(&sample.pushes, &sample.sources, sample.clock());
    Sample none;
    TreesDock noTrees(&none.trees, &none.sources, none.clock());
    details.showPush(u"th/push/27"_s);
    details.chooseJob(sampleFailedJob);
    details.showJobDetail(sampleJobDetail());
    for (Dock *dock : QList<Dock *>{&queue, &trees, &health, &details, &noTrees}) {
        dock->resize(260, 620);
        dock->show();
        const QString name = u"narrow-%1%2"_s.arg(dock->objectName(), dock == &noTrees ? u"-empty"_s : QString());
        QVERIFY2(coloursIn(keepPicture(*dock, name)) > 20, qPrintable(name));
    }
    sample.fail(Service::Lando);
    trees.resize(500, 400);
    health.resize(500, 400);
    queue.resize(500, 620);
    QTRY_VERIFY(trees.findChild<QWidget *>(u"banner"_s)->isVisible());
    QVERIFY(coloursIn(keepPicture(trees, u"trees-offline"_s)) > 20);
    QVERIFY(coloursIn(keepPicture(queue, u"queue-offline"_s)) > 20);
    QVERIFY(coloursIn(keepPicture(health, u"health-offline"_s)) > 20);
}

void PicturesTest::paintsStale()
{
    Sample sample;
    sample.fill();
    sample.fail(Service::Treeherder);
    sample.fail(Service::GitHub);
    MainWindow window(sample.window(), freshConfig(), sample.clock());
    window.show();
    window.docks().at(4)->raise();
    window.docks().at(4)->view()->setCurrentIndex(window.docks().at(4)->view()->model()->index(3, 0));
    QVERIFY(coloursIn(keepPicture(window, u"window-stale"_s)) > 200);
}

void PicturesTest::paintsEmpty()
{
    Sample sample;
    MainWindow window(sample.window(), freshConfig(), sample.clock());
    window.show();
    QVERIFY(coloursIn(keepPicture(window, u"window-empty"_s)) > 50);
}

void PicturesTest::paintsTheMonth_data()
{
    QTest::addColumn<bool>("dark");
    QTest::addColumn<QString>("state");
    for (const bool dark : {false, true}) {
        for (const auto &state : {u"wide"_s, u"narrow"_s, u"stale"_s, u"empty"_s}) {
            QTest::addRow("%s-%s", qPrintable(state), dark ? "dark" : "light") << dark << state;
        }
    }
}

void PicturesTest::paintsTheMonth()
{
    QFETCH(bool, dark);
    QFETCH(QString, state);
    setDark(dark);
    Sample sample;
    state == u"empty"_s ? sample.fillSources() : sample.fill();
    if (state == u"stale"_s) {
        sample.fail(Service::Meetup);
        sample.fail(Service::ICalendar);
    }
    EventsDock dock(&sample.agenda, &sample.sources, sample.clock());
    dock.setShowsMonth(true);
    dock.resize(state == u"narrow"_s ? QSize(300, 800) : QSize(720, 800));
    dock.show();
    if (state == u"stale"_s) {
        QTRY_VERIFY(dock.findChild<QWidget *>(u"banner"_s)->isVisible());
    }
    const QString name = u"month-%1"_s.arg(QString::fromLatin1(QTest::currentDataTag()));
    QVERIFY2(coloursIn(keepPicture(dock, name)) > 20, qPrintable(name));
    QCOMPARE(dock.month()->isVisible(), state != u"empty"_s);
    setDark(false);
}

void PicturesTest::paintsTheLegend()
{
    for (const bool dark : {false, true}) {
        setDark(dark);
        Sample sample;
        sample.fill();
        MainWindow window(sample.window(), freshConfig(), sample.clock());
        window.show();
        Dock *pushes = window.docks().at(1);
        pushes->findChild<QToolButton *>(u"legendButton"_s)->click();
        pushes->view()->setCurrentIndex(pushes->view()->model()->index(0, 0));
        pushes->view()->setFocus();
        QVERIFY(coloursIn(keepPicture(*pushes, dark ? u"pushes-legend-dark"_s : u"pushes-legend"_s)) > 200);
    }
    setDark(false);
}

void PicturesTest::paintsTheChanges_data()
{
    QTest::addColumn<bool>("dark");
    QTest::addColumn<QString>("state");
    QTest::addColumn<QSize>("size");
    for (const bool dark : {false, true}) {
        const char *tint = dark ? "dark" : "light";
        for (const auto &state : {u"parted"_s, u"stale"_s, u"empty"_s}) {
            QTest::addRow("%s-%s", qPrintable(state), tint) << dark << state << QSize(860, 620);
        }
        QTest::addRow("wide-%s", tint) << dark << u"chosen"_s << QSize(980, 760);
        QTest::addRow("narrow-%s", tint) << dark << u"chosen"_s << QSize(340, 760);
    }
}

void PicturesTest::paintsTheChanges()
{
    QFETCH(bool, dark);
    QFETCH(QString, state);
    QFETCH(QSize, size);
    setDark(dark);
    Sample sample;
    state == u"empty"_s ? sample.fillSources() : sample.fill();
    ThreadsDock dock(&sample.threads, &sample.sources, sample.clock());
    dock.resize(size);
    dock.show();
    TimelineView *timeline = dock.timeline();
    if (state != u"empty"_s) {
        const QModelIndex part = timeline->model()->index(state == u"chosen"_s ? 14 : 12, 0, timeline->rootIndex());
        timeline->setCurrentIndex(part);
    }
    if (state == u"parted"_s) {
        QTest::keyClick(timeline, Qt::Key_Delete);
        sample.part(Subject(u"th/push/24"_s));
    } else if (state == u"stale"_s) {
        sample.fail(Service::Treeherder);
    }
    QVERIFY(QTest::qWaitForWindowExposed(&dock));
    const QString name = u"changes-%1"_s.arg(QString::fromLatin1(QTest::currentDataTag()));
    QVERIFY(coloursIn(keepPicture(dock, name)) > (state == u"empty"_s ? 10 : 50));
    setDark(false);
}

void PicturesTest::paintsSettings()
{
    SettingsDialog dialog;
    dialog.setAccounts({Account{.id = AccountId(u"th"_s),
                                .service = Service::Treeherder,
                                .baseUrl = QUrl(u"https://treeherder.mozilla.org"_s)},
                        Account{.id = AccountId(u"github"_s),
                                .service = Service::GitHub,
                                .baseUrl = QUrl(u"https://api.github.com"_s),
                                .user = u"ann"_s}});
    dialog.setWatches({Watch{.id = WatchId(u"th/autoland"_s), .account = AccountId(u"th"_s), .target = u"autoland"_s}});
    dialog.show();
    QVERIFY(coloursIn(keepPicture(dialog, u"settings"_s)) > 50);
    dialog.showNewAccount();
    QVERIFY(coloursIn(keepPicture(dialog, u"settings-account"_s)) > 50);
}

void PicturesTest::paintsSigningIn()
{
    SignIn signIn{.account = AccountId(u"github"_s),
                  .host = u"github.com"_s,
                  .appsPage = QUrl(u"https://github.com/settings/developers"_s)};
    for (const bool dark : {false, true}) {
        setDark(dark);
        const QString end = dark ? u"-dark"_s : QString();
        signIn.state = SignIn::State::Offered;
        SignInDialog dialog(signIn);
        dialog.show();
        QVERIFY(coloursIn(keepPicture(dialog, u"sign-in"_s + end)) > 20);
        signIn.state = SignIn::State::Waiting;
        signIn.userCode = u"WDJB-MJHT"_s;
        signIn.page = QUrl(u"https://github.com/login/device"_s);
        signIn.left = std::chrono::seconds(899);
        dialog.showSignIn(signIn);
        QVERIFY(coloursIn(keepPicture(dialog, u"sign-in-code"_s + end)) > 20);
        signIn.state = SignIn::State::SignedIn;
        signIn.user = u"octocat"_s;
        signIn.missingScopes = {u"read:org"_s};
        dialog.showSignIn(signIn);
        QVERIFY(coloursIn(keepPicture(dialog, u"sign-in-done"_s + end)) > 20);
    }
    setDark(false);
}

void PicturesTest::paintsFollowing()
{
    for (const bool dark : {false, true}) {
        setDark(dark);
        const QString end = dark ? u"-dark"_s : QString();
        Sample sample;
        sample.fill();
        MainWindow window(sample.window(), freshConfig(), sample.clock());
        window.show();
        const auto *messages = window.findChild<QWidget *>(u"messages"_s);
        window.showFollowed({.good = true,
                             .text = u"Watching landing job 86670, at lando.moz.tools now."_s,
                             .undo = WatchId(u"lando/86670"_s)});
        QTRY_VERIFY(messages->height() <= messages->sizeHint().height() && messages->height() < 100);
        QVERIFY(coloursIn(keepPicture(window, u"follow-watching"_s + end)) > 200);
        window.showFollowed(
            {.text = u"That is bug 12, and there is no bugzilla account to watch it with. Add one in the "
                     "settings, or with “windsock account add bugzilla”."_s,
             .accountMissing = true});
        QTRY_VERIFY(messages->height() <= messages->sizeHint().height() && messages->height() < 100);
        QVERIFY(coloursIn(keepPicture(window, u"follow-no-account"_s + end)) > 200);
        FollowDialog dialog(
            u"https://treeherder.mozilla.org/jobs?repo=try&landoInstance=lando-prod-2025&landoCommitID=86670"_s);
        dialog.show();
        QVERIFY(coloursIn(keepPicture(dialog, u"follow-dialog"_s + end)) > 20);
    }
    setDark(false);
}

void PicturesTest::paintsTrySyntax()
{
    for (const bool dark : {false, true}) {
        setDark(dark);
        const QString end = dark ? u"-dark"_s : QString();
        TrySyntaxDialog dialog;
        dialog.setChoice(readTrySyntax(u"try: -b d -p linux64,win64 -u xpcshell,mochitest-3[Windows 8,-linux64] -t all "
                                       "--rebuild 5 --setenv MOZ_LOG=a:5 -f --no-retry")
                             ->choice);
        dialog.show();
        QVERIFY(coloursIn(keepPicture(dialog, u"try-syntax"_s + end)) > 20);
        dialog.resize(500, 500);
        QVERIFY(coloursIn(keepPicture(dialog, u"try-syntax-small"_s + end)) > 20);
    }
    setDark(false);
}

void PicturesTest::paintsTrayIcons()
{
    QImage sheet(6 * 80, 180, QImage::Format_ARGB32);
    sheet.fill(QColor(0xeff0f1));
    QPainter painter(&sheet);
    painter.fillRect(0, 90, sheet.width(), 90, QColor(0x2a2e32));
    QList<QImage> shapes;
    int x = 8;
    for (const TrayState state : {TrayState::Idle, TrayState::Running, TrayState::NeedsYou, TrayState::Failed,
                                  TrayState::Offline, TrayState::LoginNeeded}) {
        const QIcon light = trayIcon(state, QColor(0x232629));
        const QIcon dark = trayIcon(state, QColor(0xfcfcfc));
        QVERIFY2(!light.isNull(), qPrintable(trayStateName(state)));
        painter.drawPixmap(x, 30, light.pixmap(22, 22));
        painter.drawPixmap(x + 26, 20, light.pixmap(44, 44));
        painter.drawPixmap(x, 120, dark.pixmap(22, 22));
        painter.drawPixmap(x + 26, 110, dark.pixmap(44, 44));
        const QImage shape = light.pixmap(22, 22).toImage().convertToFormat(QImage::Format_Alpha8);
        QVERIFY2(!shapes.contains(shape), qPrintable(trayStateName(state)));
        shapes << shape;
        x += 80;
    }
    painter.end();
    QLabel label;
    label.setPixmap(QPixmap::fromImage(sheet));
    keepPicture(label, u"tray"_s);
}

void PicturesTest::paintsManyJobs()
{
    Sample sample;
    sample.fillSources();
    ChangeSet set{.account = AccountId(u"th"_s), .at = Sample::now(), .baseline = true};
    set.pushes.added = {Push{.account = AccountId(u"th"_s), .id = 1, .repository = u"try"_s, .pushed = Sample::now()}};
    set.jobs.added = sampleJobs(1, 4500, true);
    set.standings.added = {standingOf(AccountId(u"th"_s), 1, set.jobs.added, Sample::now(), defaultSettleTime)};
    sample.pushes.apply(set);
    MainWindow window(sample.window(), freshConfig(), sample.clock());
    window.show();
    window.docks().at(1)->view()->expandAll();
    keepPicture(window, u"window-many"_s);
    // The second time everything is laid out: what scrolling and repainting costs.
    QBENCHMARK_ONCE
    {
        window.docks().at(1)->view()->viewport()->grab();
    }
}

int main(int argc, char **argv)
{
    KIconTheme::initTheme(); // as the program does: icons take the colours of the text beside them
    QApplication app(argc, argv);
    PicturesTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_pictures.moc"
