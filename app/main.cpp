// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/busface.h"
#include "app/config/preferencesfile.h"
#include "app/demoworld.h"
#include "app/desktop.h"
#include "app/narrator.h"
#include "app/selftest.h"
#include "app/terminal.h"

#include <windsock_version.h>

#include <KAboutData>
#include <KColorSchemeManager>
#include <KCrash>
#include <KIconTheme>
#include <KLocalizedString>
#include <KSignalHandler>

#include <QApplication>
#include <QDir>
#include <QFileInfo>

#include <csignal>

using namespace Qt::StringLiterals;
using namespace Windsock;
using namespace std::chrono_literals;

namespace {
/// What is installed beside the program is found wherever the program was put: in a build folder, an archive that was
/// unpacked, a prefix the desktop does not know.
void findOwnShare(const char *program)
{
    const QFileInfo self(QFileInfo(u"/proc/self/exe"_s).exists() ? QFile::symLinkTarget(u"/proc/self/exe"_s)
                                                                 : QString::fromLocal8Bit(program));
    const QString share = QDir::cleanPath(self.absolutePath() + u"/../share"_s);
    if (share == "/usr/share"_L1 || !QFileInfo(share + u"/knotifications6/windsock.notifyrc"_s).exists()) {
        return;
    }
    QByteArray dirs = qgetenv("XDG_DATA_DIRS");
    if (dirs.isEmpty()) {
        dirs = "/usr/local/share:/usr/share";
    }
    const QByteArray all = share.toLocal8Bit() + ':' + dirs;
    qputenv("XDG_DATA_DIRS", all);
}

void nameApplication()
{
    KLocalizedString::setApplicationDomain("windsock");
    KAboutData about(u"windsock"_s, i18n("Windsock"), QStringLiteral(WINDSOCK_VERSION_STRING),
                     i18n("Watches landing queues and event calendars"), KAboutLicense::GPL_V3,
                     i18n("© 2026 The Windsock authors"));
    about.setOrganizationDomain("windsock.org");
    about.setDesktopFileName(u"org.windsock.Windsock"_s);
    KAboutData::setApplicationData(about);
}

int withoutDisplay(const std::expected<Command, Misuse> &command, QTextStream &out, QTextStream &err)
{
    if (!command) {
        err << command.error().message << Qt::endl;
        return 2;
    }
    if (command->verb == Command::Verb::Version) {
        out << u"windsock "_s << QStringLiteral(WINDSOCK_VERSION_STRING) << Qt::endl;
        return 0;
    }
    return Terminal(out, err).run(*command);
}

/// Ends the event loop in good order when the session or a person asks.
void quitOnSignals()
{
    for (const int signal : {SIGTERM, SIGINT, SIGHUP}) {
        KSignalHandler::self()->watchSignal(signal);
    }
    // exit(), not quit(): a window that closes to the tray would refuse.
    QObject::connect(KSignalHandler::self(), &KSignalHandler::signalReceived, qApp, [] { QCoreApplication::exit(0); });
}

int runWindow(const Command &command, QTextStream &err)
{
    const Profile profile = command.profile.isEmpty() ? Profile::standard() : Profile::in(command.profile);
    Application application({.profile = profile});
    BusFace face([&](const QStringList &words, const auto &answered) {
        if (const auto asked = parseCommand(words)) {
            application.answer(*asked, answered);
        } else {
            answered(std::unexpected(asked.error().message));
        }
    });
    if (!face.expose(profile.busName()) && isRunning(profile.busName())) {
        std::ignore = askRunning(profile.busName(), u"Raise"_s, {qEnvironmentVariable("XDG_ACTIVATION_TOKEN")});
        return 0;
    }
    Desktop desktop(application);
    QObject::connect(&face, &BusFace::raiseRequested, &desktop, &Desktop::present);
    QObject::connect(&face, &BusFace::pollRequested, &application, &Application::pollOnce);
    QObject::connect(&face, &BusFace::reloadRequested, &application.book(), &AccountBook::reload);
    QObject::connect(&face, &BusFace::signedInElsewhere, &application,
                     [&](const QString &account) { application.signedInElsewhere(AccountId(account)); });
    QObject::connect(&application, &Application::polled, &face,
                     [&](const PollReport &report) { face.pollEnded(pollJson(report)); });
    QObject::connect(&desktop, &Desktop::quitRequested, qApp, [] { QCoreApplication::exit(0); });
    QObject::connect(&application, &Application::ready, &application, [&] {
        // From now on: what was told before the start is no news on the bus.
        QObject::connect(&application, &Application::noticesChanged, &face, [&](const QList<Notice> &notices) {
            for (const Notice &notice : notices) {
                if (notice.state == Notice::State::Pending && !notice.read) {
                    Q_EMIT face.NoticeDecided(notice.title, notice.text);
                }
            }
        });
        application.start();
    });
    QObject::connect(&application, &Application::failed, &application,
                     [&](const QString &what) { err << what << Qt::endl; });
    application.open();
    if (!command.background || !desktop.tray().isAvailable()) {
        desktop.present();
    }
    const int code = QApplication::exec();
    application.close();
    return code;
}

int runDemo(QTextStream &out, QTextStream &err)
{
    DemoWorld world;
    const KSharedConfig::Ptr config = KSharedConfig::openConfig(world.profile().settingsFile(), KConfig::SimpleConfig);
    writePreferences(config, {.settleTime = 4s, .closeToTray = false});
    Application application({.profile = world.profile(), .tick = 1s});
    Narrator narrator(application, out);
    Desktop desktop(application);
    narrator.follow(desktop);
    QTimer again;
    again.setInterval(2s);
    QObject::connect(&again, &QTimer::timeout, &application, [&] { application.poller().pollNow(); });
    QObject::connect(&world, &DemoWorld::happened, &narrator,
                     [&](const QString &line) { narrator.say(i18nc("who speaks in the demo", "world"), line); });
    QObject::connect(&world, &DemoWorld::failed, qApp, [&](const QString &what) {
        err << what << Qt::endl;
        QCoreApplication::exit(1);
    });
    QObject::connect(&world, &DemoWorld::opened, &application, [&] {
        if (const auto populated = world.populate(application.book(), application.secrets()); !populated) {
            err << populated.error() << Qt::endl;
            QCoreApplication::exit(1);
            return;
        }
        application.open();
    });
    QObject::connect(&application, &Application::failed, &narrator,
                     [&](const QString &what) { narrator.say(i18nc("who speaks in the demo", "error"), what); });
    QObject::connect(&application, &Application::ready, &application, [&] {
        application.start();
        again.start();
    });
    QObject::connect(&desktop, &Desktop::quitRequested, qApp, [] { QCoreApplication::exit(0); });
    desktop.present();
    world.open(true, 1.0);
    const int code = QApplication::exec();
    application.close();
    return code;
}
}

int main(int argc, char **argv)
{
    findOwnShare(argv[0]);
    QTextStream out(stdout);
    QTextStream err(stderr);
    std::expected<Command, Misuse> command;
    {
        const QCoreApplication terminal(argc, argv);
        nameApplication();
        command = parseCommand(QCoreApplication::arguments().mid(1));
        if (!command || isTerminalVerb(command->verb)) {
            return withoutDisplay(command, out, err);
        }
    }
    KIconTheme::initTheme();
    const QApplication application(argc, argv);
    QApplication::setQuitOnLastWindowClosed(false);
    // Outside of Plasma it is this one that gives light or dark colours, as the desktop or a person wants them.
    std::ignore = KColorSchemeManager::instance();
    nameApplication();
    QApplication::setWindowIcon(QIcon::fromTheme(u"org.windsock.Windsock"_s));
    KCrash::initialize();
    quitOnSignals();
    switch (command->verb) {
    case Command::Verb::Demo:
        return runDemo(out, err);
    case Command::Verb::SelfTest: {
        SelfTest test(out);
        QObject::connect(&test, &SelfTest::ended, qApp, &QCoreApplication::exit, Qt::QueuedConnection);
        test.start();
        return QApplication::exec();
    }
    default:
        return runWindow(*command, err);
    }
}
