// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/cli/realwindsock.h"

#include <QDBusConnection>
#include <QDBusConnectionInterface>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QEventLoop>
#include <QSignalSpy>
#include <QTimer>

#include <csignal>
#include <sys/prctl.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace Windsock {

namespace {
const QString s_program = QStringLiteral(WINDSOCK_PROGRAM);
constexpr int s_patience = 60'000;

/// Runs the event loop until the program has ended, a minute at most.
bool ends(QProcess &process)
{
    if (process.state() == QProcess::NotRunning) {
        return true;
    }
    QEventLoop loop;
    QObject::connect(&process, &QProcess::finished, &loop, &QEventLoop::quit);
    QObject::connect(&process, &QProcess::errorOccurred, &loop, &QEventLoop::quit);
    QTimer::singleShot(s_patience, &loop, &QEventLoop::quit);
    loop.exec();
    return process.state() == QProcess::NotRunning;
}
}

RealWindsock::RealWindsock()
    : m_environment(QProcessEnvironment::systemEnvironment())
{
    for (const QString &name : {u"DISPLAY"_s, u"WAYLAND_DISPLAY"_s, u"QT_QPA_PLATFORM"_s, u"LANGUAGE"_s}) {
        m_environment.remove(name);
    }
    m_environment.insert(u"HOME"_s, m_home.path());
    for (const auto &[name, folder] : {std::pair(u"XDG_CONFIG_HOME"_s, u"config"_s),
                                       {u"XDG_DATA_HOME"_s, u"data"_s},
                                       {u"XDG_CACHE_HOME"_s, u"cache"_s},
                                       {u"XDG_STATE_HOME"_s, u"state"_s}}) {
        m_environment.insert(name, file(folder));
    }
    m_app.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    // A test that is broken off leaves nobody behind.
    m_app.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
}

RealWindsock::~RealWindsock()
{
    kill();
}

RealWindsock::Said RealWindsock::say(const QStringList &arguments, const QByteArray &input)
{
    QProcess process;
    process.setProcessEnvironment(m_environment);
    process.start(s_program, QStringList{u"--profile"_s, folder()} + arguments);
    process.write(input);
    process.closeWriteChannel();
    const bool ended = ends(process);
    Said said{.out = QString::fromUtf8(process.readAllStandardOutput()),
              .err = QString::fromUtf8(process.readAllStandardError())};
    if (ended && process.exitStatus() == QProcess::NormalExit && process.error() != QProcess::FailedToStart) {
        said.code = process.exitCode();
    }
    m_saidAtAll += said.out + said.err;
    return said;
}

void RealWindsock::launch()
{
    QProcessEnvironment environment = m_environment;
    environment.insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
    m_app.setProcessEnvironment(environment);
    m_app.start(s_program, {u"--profile"_s, folder(), u"--background"_s});
}

bool RealWindsock::isOnBus() const
{
    const QDBusConnection bus = QDBusConnection::sessionBus();
    return isAlive() && bus.interface()->isServiceRegistered(profile().busName()).value();
}

void RealWindsock::kill()
{
    m_app.kill();
    ends(m_app);
}

std::expected<QString, QString> RealWindsock::ask(const QString &method, const QVariantList &arguments)
{
    QDBusMessage call = QDBusMessage::createMethodCall(profile().busName(), u"/Windsock"_s, u"org.windsock.Windsock1"_s,
                                                       method);
    call.setArguments(arguments);
    QDBusPendingCallWatcher watcher(QDBusConnection::sessionBus().asyncCall(call, s_patience));
    QEventLoop loop;
    connect(&watcher, &QDBusPendingCallWatcher::finished, &loop, &QEventLoop::quit);
    if (!watcher.isFinished()) {
        loop.exec();
    }
    const QDBusPendingReply<> reply = watcher;
    if (reply.isError()) {
        return std::unexpected(reply.error().message());
    }
    return reply.reply().arguments().value(0).toString();
}

QJsonDocument RealWindsock::report(const QStringList &words)
{
    const auto answer = ask(u"Report"_s, {words + QStringList{u"--json"_s}});
    return answer ? QJsonDocument::fromJson(answer->toUtf8()) : QJsonDocument();
}

}
