// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/net/httpclient.h"
#include "app/poll/poller.h"
#include "app/poll/watchturn.h"

#include "polllogging.h"

#include <algorithm>
#include <utility>

namespace Windsock {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto longestStage = 5min;
constexpr auto leastHold = 10s;

QDateTime plus(const QDateTime &time, std::chrono::milliseconds more)
{
    return time.addMSecs(more.count());
}

}

void Poller::begin(WatchTurn &turn)
{
    turn.wanted = false;
    turn.asked = m_clock();
    turn.deadline = plus(turn.asked, longestStage);
    turn.stage = WatchTurn::Stage::ReadingSecret;
    const quint64 attempt = turn.attempt = ++m_attempts;
    tell(turn);
    if (turn.account.secret.kind == SecretPlace::Kind::None) {
        fetch(turn, {});
        return;
    }
    const WatchId id = turn.watch.id;
    m_secrets(turn.account, this, [this, id, attempt](const Result<QByteArray> &secret) {
        WatchTurn *waiting = turnOf(id);
        if (!waiting || waiting->attempt != attempt || waiting->stage != WatchTurn::Stage::ReadingSecret) {
            return;
        }
        if (secret && !secret->isEmpty()) {
            fetch(*waiting, *secret);
            return;
        }
        Failure failure = secret ? Failure() : secret.error();
        failure.kind = Failure::Kind::NeedsLogin;
        failure.reason = Failure::Reason::NoCredential;
        failed(*waiting, failure);
        wake();
    });
}

void Poller::fetch(WatchTurn &turn, const QByteArray &secret)
{
    turn.stage = WatchTurn::Stage::Fetching;
    if (!turn.source) {
        turn.source = m_factory(turn.account.service, m_http);
    }
    turn.source->disconnect(this);
    // Queued: what we do on an answer may end the life of the source that is still giving it.
    connect(
        turn.source.get(), &Source::finished, this,
        [this, id = turn.watch.id, attempt = turn.attempt](const Result<Snapshot> &result) {
            answered(id, attempt, result);
        },
        Qt::QueuedConnection);
    turn.source->fetch(
        {.account = turn.account, .watch = turn.watch, .memory = turn.memory, .secret = secret, .now = turn.asked});
}

void Poller::answered(const WatchId &watch, quint64 attempt, const Result<Snapshot> &result)
{
    WatchTurn *turn = turnOf(watch);
    if (!turn || turn->attempt != attempt || turn->stage != WatchTurn::Stage::Fetching) {
        return;
    }
    if (result) {
        succeeded(*turn, *result);
    } else {
        failed(*turn, result.error());
    }
    wake();
}

void Poller::succeeded(WatchTurn &turn, const Snapshot &snapshot)
{
    const std::chrono::milliseconds interval = intervalOf(turn);
    turn.due = plus(turn.asked, interval + dice(interval / 10));
    turn.storing = snapshot.asOf;
    turn.stage = WatchTurn::Stage::Storing;
    turn.deadline = plus(m_clock(), longestStage);
    turn.health.state = SourceHealth::State::Good;
    turn.health.failure.reset();
    turn.health.failuresInARow = 0;
    turn.health.asOf = snapshot.asOf;
    if (!snapshot.unchanged) {
        turn.health.skippedRecords = int(snapshot.skipped.size());
    }
    tell(turn);
    tellHost(turn.health.host);
    Q_EMIT fetched(snapshot);
}

void Poller::failed(WatchTurn &turn, const Failure &failure)
{
    qCInfo(WINDSOCK_POLL) << turn.watch.id.value << "failed, kind" << int(failure.kind) << "reason"
                          << int(failure.reason);
    const QDateTime now = m_clock();
    turn.attempt = ++m_attempts;
    turn.stage = WatchTurn::Stage::Resting;
    turn.health.failure = failure;
    turn.health.state = stateFor(failure, m_online);
    ++turn.health.failuresInARow;
    const std::chrono::milliseconds delay = retryDelay(failure, turn.health.failuresInARow, m_random);
    const bool waitsForPerson = delay == 0ms;
    turn.due = waitsForPerson ? QDateTime() : plus(now, delay);
    const QString host = turn.health.host;
    if (const std::chrono::seconds hold = hostHold(failure, delay); hold > 0s) {
        const QDateTime until = failure.until.isValid() ? std::max(failure.until, plus(now, leastHold))
                                                        : plus(now, hold);
        m_http.budget().hold(host, until);
        if (!failure.host.isEmpty()) {
            m_http.budget().hold(failure.host, until);
        }
        turn.health.failure->until = until;
        // The service's word is the whole wait; our own guess is for when it gave none.
        turn.due = until;
    } else if (failure.until.isValid() && !waitsForPerson) {
        turn.due = std::max(turn.due, failure.until);
    }
    leaveRound(turn.watch.id);
    tell(turn);
    if (waitsForPerson) {
        parkAccount(turn);
    }
    tellHost(host);
}

/// One refused credential speaks for all watches of the account: asking with it again would only count against us.
void Poller::parkAccount(const WatchTurn &cause)
{
    for (const auto &[id, turn] : m_turns) {
        if (turn.get() == &cause || turn->account.id != cause.account.id) {
            continue;
        }
        turn->due = {};
        turn->wanted = false;
        if (turn->isBusy()) {
            continue;
        }
        turn->health.failure = cause.health.failure;
        turn->health.state = SourceHealth::State::NeedsLogin;
        if (turn->stage == WatchTurn::Stage::Resting) {
            leaveRound(id);
        }
        tell(*turn);
    }
}

/// The snapshot is stored, or never will be: the watch may be fetched again in its time.
void Poller::rest(WatchTurn &turn)
{
    turn.stage = WatchTurn::Stage::Resting;
    if (!turn.wanted) {
        leaveRound(turn.watch.id);
    }
    tell(turn);
    wake();
}

void Poller::leaveRound(const WatchId &watch)
{
    if (m_round.erase(watch) > 0 && m_round.empty()) {
        endRoundLater();
    }
}

/// Queued: whoever asked for the round has returned to the event loop before it ends. Who asks again until then
/// makes it longer.
void Poller::endRoundLater()
{
    QMetaObject::invokeMethod(
        this,
        [this] {
            if (m_round.empty()) {
                Q_EMIT roundFinished();
            }
        },
        Qt::QueuedConnection);
}

void Poller::dropDeadRounds()
{
    const std::set<WatchId> round = m_round;
    for (const WatchId &watch : round) {
        if (!turnOf(watch)) {
            leaveRound(watch);
        }
    }
}

void Poller::tellHost(const QString &host)
{
    for (const auto &[id, turn] : m_turns) {
        if (turn->health.host == host) {
            tell(*turn);
        }
    }
}

void Poller::tell(WatchTurn &turn)
{
    SourceHealth health = turn.health;
    const RequestBudget::Share share = m_http.budget().share(health.host);
    health.budgetUsed = share.used;
    health.budgetLimit = share.limit;
    health.next = turn.isBusy() || !m_online ? QDateTime() : readyAt(turn);
    const bool restingState = health.state != SourceHealth::State::NeedsLogin;
    if (turn.isBusy()) {
        health.state = SourceHealth::State::Fetching;
    } else if (!m_online && restingState) {
        health.state = SourceHealth::State::Offline;
    }
    if (std::exchange(turn.told, health) != health) {
        Q_EMIT healthChanged(health);
    }
}

}
