// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/features/realreplay.h"

#include "tests/cli/fieldaccounts.h"

#include <QDeadlineTimer>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QJsonArray>
#include <QJsonObject>
#include <QTimeZone>

#include <csignal>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace Windsock {

namespace {
constexpr auto s_patience = 120s;
/// Asked for while a fetch is under way, a poll is answered by that fetch, which may have begun in an earlier state.
constexpr int s_pollsToBeSure = 2;

/// Nothing to do with the settling of a push: it is announced as soon as it is complete.
bool writeSettings(const RealWindsock &windsock)
{
    QFile file(windsock.profile().settingsFile());
    return windsock.profile().prepare() && file.open(QIODevice::WriteOnly)
        && file.write("[Notifications]\nSettleSeconds=0\n") > 0;
}
}

RealReplay::RealReplay(const QDateTime &start)
    : m_field({.live = true, .start = start})
{
    m_killer.setSingleShot(true);
    m_killer.callOnTimeout([this] {
        ++m_blows[m_about];
        m_windsock.app().kill();
    });
}

QDateTime RealReplay::recentMinute()
{
    return QDateTime::fromSecsSinceEpoch((QDateTime::currentSecsSinceEpoch() / 60 - 1) * 60, QTimeZone::UTC);
}

bool RealReplay::fail(const QString &problem)
{
    if (m_problem.isEmpty()) {
        m_problem = problem;
    }
    return false;
}

void RealReplay::pause(int milliseconds)
{
    QEventLoop loop;
    QTimer::singleShot(milliseconds, &loop, &QEventLoop::quit);
    loop.exec();
}

bool RealReplay::begin()
{
    if (!m_field.listen()) {
        return fail(m_field.errorString());
    }
    if (!writeSettings(m_windsock)) {
        return fail(u"the settings cannot be written"_s);
    }
    const QString refused = addFieldAccounts(m_windsock, m_field);
    return refused.isEmpty() || fail(refused);
}

QString RealReplay::step()
{
    m_field.advance(1s);
    QStringList happened;
    for (const QString &world : {u"autoland"_s, u"mozilla-inbound"_s, u"demo"_s, u"demo"_s}) {
        if (m_field.stepsLeft(world) > 0) {
            happened.append(m_field.step(world));
        }
    }
    return happened.join(u"; "_s);
}

bool RealReplay::launch()
{
    if (!m_windsock.isAlive()) {
        m_windsock.launch();
    }
    const QDeadlineTimer deadline(s_patience);
    m_about = u"starting"_s;
    while (m_windsock.isAlive() && !m_windsock.isOnBus()) {
        if (deadline.hasExpired()) {
            return fail(u"the program does not come to the bus"_s);
        }
        pause(5);
    }
    return m_windsock.isAlive();
}

bool RealReplay::hear()
{
    m_about = u"fetching and storing"_s;
    int good = 0;
    QString last;
    for (int polls = 0; good < s_pollsToBeSure && polls < 20; ++polls) {
        const auto answer = m_windsock.ask(u"Poll"_s);
        if (!answer) {
            const QDeadlineTimer dying(5s);
            while (m_windsock.isAlive() && !dying.hasExpired()) {
                pause(5);
            }
            return m_windsock.isAlive() ? fail(u"a poll was not answered: "_s + answer.error()) : false;
        }
        last = *answer;
        good = QJsonDocument::fromJson(last.toUtf8())[u"good"_s].toBool() ? good + 1 : 0;
    }
    return good >= s_pollsToBeSure || fail(u"the services do not answer: "_s + last);
}

bool RealReplay::tellAll()
{
    m_about = u"showing"_s;
    const QDeadlineTimer deadline(s_patience);
    while (m_windsock.isAlive()) {
        const QJsonDocument notices = m_windsock.report({u"notices"_s});
        const QJsonArray rows = notices.array();
        const bool pending = std::ranges::any_of(
            rows, [](const QJsonValue &row) { return row[u"state"_s].toString() == "pending"_L1; });
        if (notices.isArray() && !pending) {
            return true;
        }
        if (deadline.hasExpired()) {
            return fail(u"some notices stay pending"_s);
        }
        pause(5);
    }
    return false;
}

bool RealReplay::goThrough(int kills, std::mt19937 &random)
{
    while (m_problem.isEmpty()) {
        QElapsedTimer time;
        time.start();
        if (kills > 0) {
            m_killer.start(std::uniform_int_distribution(0, m_span * 5 / 4)(random));
        }
        const bool there = launch() && hear() && tellAll();
        if (kills == 0) {
            m_span = there ? int(time.elapsed()) : m_span;
            return there || fail(u"the program ended by itself"_s);
        }
        m_about = u"at rest"_s;
        while (m_killer.isActive() || m_windsock.isAlive()) {
            pause(5); // the state was gone through before the blow: it hits a program at rest
        }
        --kills;
        ++m_kills;
        if (m_windsock.app().exitStatus() != QProcess::CrashExit) {
            return fail(u"the program ended by itself"_s);
        }
        if (!lookAtTheDead()) {
            return false;
        }
    }
    return false;
}

bool RealReplay::lookAtTheDead()
{
    m_last = lookInto(m_windsock.profile().storeFile());
    if (m_last.integrity != "ok"_L1) {
        return fail(u"the store is damaged: "_s + m_last.integrity);
    }
    for (const StoreLook::Row &notice : std::as_const(m_last.notices)) {
        if (notice.shown && !m_acknowledged.contains(notice.key)) {
            m_acknowledged.insert(notice.key, popupsOf(notice.words()));
        }
    }
    return true;
}

bool RealReplay::end()
{
    const pid_t program = pid_t(m_windsock.app().processId());
    if (!m_windsock.isAlive() || ::kill(program, SIGTERM) != 0) {
        return fail(u"there is no program to be ended"_s);
    }
    const QDeadlineTimer deadline(s_patience);
    while (m_windsock.isAlive() && !deadline.hasExpired()) {
        pause(5);
    }
    if (m_windsock.isAlive() || m_windsock.app().exitStatus() != QProcess::NormalExit
        || m_windsock.app().exitCode() != 0) {
        return fail(u"the program does not end well"_s);
    }
    return lookAtTheDead();
}

int RealReplay::popupsOf(const QString &words) const
{
    const auto popups = m_server.popups();
    return int(std::ranges::count_if(popups, [&](const FakeNotificationServer::Popup &popup) {
        return popup.title + u'\n' + popup.body
            == words.section(u'\n', 0, 0) + u'\n' + words.section(u'\n', 1).toHtmlEscaped();
    }));
}

QStringList RealReplay::differences(const QList<StoreLook::Row> &expected) const
{
    QStringList found;
    QMultiHash<QString, QString> left; // a transition that comes twice must be told twice
    QHash<QString, int> sameWords;
    for (const StoreLook::Row &notice : expected) {
        left.insert(notice.transition(), notice.words());
        ++sameWords[notice.words()];
    }
    for (const StoreLook::Row &notice : m_last.notices) {
        if (const auto it = left.constFind(notice.transition(), notice.words()); it != left.cend()) {
            left.erase(it);
        } else {
            found.append(u"told too much, or otherwise: "_s + notice.key + u" "_s + notice.words());
        }
        const int popups = popupsOf(notice.words());
        if (popups < sameWords.value(notice.words())) {
            found.append(u"never shown: "_s + notice.key);
        }
        if (!notice.shown) {
            found.append(u"not known to be shown: "_s + notice.key);
        }
        if (sameWords.value(notice.words()) == 1 && popups != m_acknowledged.value(notice.key)) {
            found.append(u"shown again after it was acknowledged: "_s + notice.key);
        }
    }
    for (auto it = left.cbegin(); it != left.cend(); ++it) {
        found.append(u"not told: "_s + it.key() + u" "_s + it.value());
    }
    return found;
}

}
