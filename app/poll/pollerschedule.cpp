// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/net/httpclient.h"
#include "app/poll/poller.h"
#include "app/poll/polltimes.h"
#include "app/poll/watchturn.h"

#include "polllogging.h"

#include <algorithm>
#include <vector>

namespace Windsock {

using namespace std::chrono_literals;

namespace {

constexpr int mostOfHost = 2;
constexpr int mostAtOnce = 6;
constexpr qint64 secondsOfDay = 24 * 60 * 60;

}

/// When the turn may be fetched, invalid for never: its own time or what messages ask for, its host's hold and how long the
/// service wants it to wait.
QDateTime Poller::readyAt(const WatchTurn &turn) const
{
    if (!turn.due.isValid()) {
        return {};
    }
    RequestBudget &budget = m_http.budget();
    const QString &host = turn.health.host;
    const QDateTime look = lookAt(turn);
    const QDateTime due = look.isValid() ? std::min(turn.due, look) : turn.due;
    QDateTime ready = later(due, budget.share(host).notBefore);
    if (turn.asked.isValid() && turn.leastWait > 0s) {
        ready = later(ready, plus(turn.asked, turn.leastWait));
    }
    return ready;
}

bool Poller::isEligible(const WatchTurn &turn) const
{
    return turn.stage == WatchTurn::Stage::Resting && m_online && (m_started || turn.wanted);
}

Poller::Traffic Poller::traffic() const
{
    Traffic traffic;
    for (const auto &[id, turn] : m_turns) {
        if (turn->isBusy() && !turn->rides) {
            ++traffic.all;
            ++traffic.ofHost[turn->health.host];
        }
    }
    return traffic;
}

bool Poller::Traffic::hasRoomFor(const WatchTurn &turn) const
{
    return all < mostAtOnce && ofHost.value(turn.health.host) < mostOfHost;
}

void Poller::wake()
{
    const QDateTime now = m_clock();
    guardDeadlines(now);
    startWhatIsDue(now);
    schedule();
}

void Poller::guardDeadlines(const QDateTime &now)
{
    for (const auto &[id, turn] : m_turns) {
        const bool isOthersFetch = turn->isBusy() && turn->rides;
        if (turn->stage == WatchTurn::Stage::Resting || now < turn->deadline || isOthersFetch) {
            continue;
        }
        if (turn->stage == WatchTurn::Stage::Storing) {
            qCWarning(WINDSOCK_POLL) << "the store does not say whether it has the news of" << id.value;
            rest(*turn);
            continue;
        }
        qCWarning(WINDSOCK_POLL) << "the source never ended its fetch for" << id.value;
        turn->source.reset();
        failedTogether(
            *turn, {.kind = Failure::Kind::Transient, .reason = Failure::Reason::Timeout, .host = turn->health.host});
    }
}

void Poller::startWhatIsDue(const QDateTime &now)
{
    std::vector<WatchTurn *> ready;
    for (const auto &[id, turn] : m_turns) {
        // A clock set back must not put a watch to sleep for years.
        if (turn->due.isValid() && now.secsTo(turn->due) > secondsOfDay) {
            turn->due = now;
        }
        const QDateTime at = readyAt(*turn);
        if (isEligible(*turn) && at.isValid() && at <= now) {
            ready.push_back(turn.get());
        } else if (turn->wanted && (!m_online || (at > now && turn->stage == WatchTurn::Stage::Resting))) {
            // Held back or offline: the wish is answered by the state that is shown.
            turn->wanted = false;
            leaveRound(id);
            tell(*turn);
        }
    }
    std::ranges::stable_sort(ready, {}, [](const WatchTurn *turn) { return turn->due; });
    Traffic underWay = traffic();
    for (WatchTurn *turn : ready) {
        if (isEligible(*turn) && underWay.hasRoomFor(*turn) && readyAt(*turn) <= now) {
            begin(*turn);
            underWay = traffic();
        }
    }
}

QDateTime Poller::nextDue() const
{
    QDateTime next;
    const auto take = [&next](const QDateTime &time) {
        if (time.isValid() && (!next.isValid() || time < next)) {
            next = time;
        }
    };
    const Traffic underWay = traffic();
    for (const auto &[id, turn] : m_turns) {
        if (turn->stage != WatchTurn::Stage::Resting) {
            take(turn->deadline);
        } else if (isEligible(*turn) && underWay.hasRoomFor(*turn)) {
            take(readyAt(*turn));
        }
    }
    return next;
}

void Poller::schedule()
{
    const QDateTime next = nextDue();
    if (!next.isValid()) {
        m_timer.stop();
        return;
    }
    // A moment late rather than early: a wakeup before its time finds nothing to do.
    const qint64 wait = std::clamp<qint64>(m_clock().msecsTo(next) + 1, 1, secondsOfDay * 1000);
    m_timer.start(std::chrono::milliseconds(wait));
}

}
