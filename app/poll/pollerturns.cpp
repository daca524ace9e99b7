// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/net/httpclient.h"
#include "app/poll/poller.h"
#include "app/poll/polltimes.h"
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

}

void Poller::begin(WatchTurn &turn)
{
    const quint64 attempt = ++m_attempts;
    for (WatchTurn *other : companions(turn)) {
        enter(*other, attempt, true);
    }
    enter(turn, attempt, false);
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
        failedTogether(*waiting, failure);
        wake();
    });
}

void Poller::enter(WatchTurn &turn, quint64 attempt, bool rides)
{
    turn.wanted = false;
    turn.asked = m_clock();
    turn.look = {};
    if (turn.lookAgain.isValid() && turn.lookAgain <= turn.asked) {
        turn.lookAgain = {};
    }
    turn.deadline = plus(turn.asked, longestStage);
    turn.stage = WatchTurn::Stage::ReadingSecret;
    turn.attempt = attempt;
    turn.rides = rides;
    tell(turn);
}

/// The account's other watches that would be asked about within an interval anyway. One that waits longer has a reason
/// of its own to.
QList<WatchTurn *> Poller::companions(const WatchTurn &turn) const
{
    QList<WatchTurn *> found;
    if (!answersTogether(turn.account.service)) {
        return found;
    }
    const QDateTime now = m_clock();
    for (const auto &[id, other] : m_turns) {
        const auto interval = pollInterval(other->account.service, other->watch.kind, m_situation);
        const bool isSoon = other->due.isValid() && other->due <= plus(now, interval + interval / 10);
        if (other.get() != &turn && other->account.id == turn.account.id && isEligible(*other) && isSoon) {
            found.append(other.get());
        }
    }
    return found;
}

QList<WatchTurn *> Poller::ridersOf(quint64 attempt) const
{
    QList<WatchTurn *> riders;
    for (const auto &[id, turn] : m_turns) {
        if (turn->rides && turn->isBusy() && turn->attempt == attempt) {
            riders.append(turn.get());
        }
    }
    return riders;
}

/// The watch whose fetch was to answer for these is gone, or another one now.
void Poller::dropOrphans()
{
    std::set<quint64> alive;
    for (const auto &[id, turn] : m_turns) {
        if (turn->isBusy() && !turn->rides) {
            alive.insert(turn->attempt);
        }
    }
    for (const auto &[id, turn] : m_turns) {
        if (turn->isBusy() && !alive.contains(turn->attempt)) {
            turn->attempt = ++m_attempts;
            turn->stage = WatchTurn::Stage::Resting;
            want(*turn);
        }
    }
}

FetchTask Poller::taskFor(const WatchTurn &turn, const QByteArray &secret) const
{
    FetchTask task{
        .account = turn.account, .watch = turn.watch, .memory = turn.memory, .secret = secret, .now = turn.asked};
    if (answersTogether(turn.account.service)) {
        for (const auto &[id, other] : m_turns) {
            if (other.get() != &turn && other->account.id == turn.account.id) {
                const bool isAsked = other->isBusy() && other->attempt == turn.attempt;
                task.siblings.append({.watch = other->watch, .memory = other->memory, .isAsked = isAsked});
            }
        }
    }
    return task;
}

void Poller::fetch(WatchTurn &turn, const QByteArray &secret)
{
    for (WatchTurn *rider : ridersOf(turn.attempt)) {
        rider->stage = WatchTurn::Stage::Fetching;
    }
    turn.stage = WatchTurn::Stage::Fetching;
    if (!turn.source) {
        turn.source = m_factory(turn.account.service, m_http);
    }
    turn.source->disconnect(this);
    // Queued: what we do on an answer may end the life of the source that is still giving it.
    connect(
        turn.source.get(), &Source::alsoFinished, this,
        [this, attempt = turn.attempt](const WatchId &watch, const Result<Snapshot> &result) {
            alsoAnswered(watch, attempt, result);
        },
        Qt::QueuedConnection);
    connect(
        turn.source.get(), &Source::finished, this,
        [this, id = turn.watch.id, attempt = turn.attempt](const Result<Snapshot> &result) {
            answered(id, attempt, result);
        },
        Qt::QueuedConnection);
    turn.source->fetch(taskFor(turn, secret));
}

void Poller::alsoAnswered(const WatchId &watch, quint64 attempt, const Result<Snapshot> &result)
{
    WatchTurn *turn = turnOf(watch);
    if (!turn || turn->attempt != attempt || turn->stage != WatchTurn::Stage::Fetching || !turn->rides) {
        return;
    }
    if (result) {
        succeeded(*turn, *result);
    } else {
        failed(*turn, result.error());
    }
}

void Poller::answered(const WatchId &watch, quint64 attempt, const Result<Snapshot> &result)
{
    WatchTurn *turn = turnOf(watch);
    if (!turn || turn->attempt != attempt || turn->stage != WatchTurn::Stage::Fetching) {
        return;
    }
    if (result) {
        for (WatchTurn *rider : ridersOf(attempt)) {
            failed(*rider, {.kind = Failure::Kind::Transient, .reason = Failure::Reason::Unknown});
        }
        succeeded(*turn, *result);
    } else {
        failedTogether(*turn, result.error());
    }
    wake();
}

/// All who rode along are told the same and try again together.
void Poller::failedTogether(WatchTurn &turn, const Failure &failure)
{
    const QList<WatchTurn *> riders = ridersOf(turn.attempt);
    failed(turn, failure);
    for (WatchTurn *rider : riders) {
        failed(*rider, failure);
        rider->due = turn.due;
        tell(*rider);
    }
}

void Poller::succeeded(WatchTurn &turn, const Snapshot &snapshot)
{
    turn.leastWait = snapshot.leastWait;
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
    bearBlock(turn);
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
        // A block runs from the request that was refused: an hour from the fetch's beginning would be too soon.
        const QDateTime least = plus(now, failure.reason == Failure::Reason::Blocked ? hold : leastHold);
        const QDateTime until = failure.until.isValid() ? std::max(failure.until, least) : plus(now, hold);
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
    if (failure.reason == Failure::Reason::Blocked) {
        noteBlock(host, *turn.health.failure);
        for (const auto &[id, other] : m_turns) {
            bearBlock(*other);
        }
    }
    bearBlock(turn);
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

/// The block is the address's: it is told, and so remembered, of every watch on the host. Whichever of them is left when
/// the program starts again holds the host for what remains of the hour.
void Poller::noteBlock(const QString &host, const Failure &failure)
{
    Failure &block = m_blocks[host];
    if (!block.until.isValid() || block.until < failure.until) {
        block = failure;
    }
}

void Poller::bearBlock(WatchTurn &turn)
{
    const auto block = m_blocks.constFind(turn.health.host);
    const QDateTime now = m_clock();
    const bool isHeld = block != m_blocks.cend() && block->until > now && block->until <= now.addDays(1);
    if (isHeld && !turn.isBusy() && turn.due.isValid()) {
        turn.health.failure = *block;
        turn.health.state = stateFor(*block, m_online);
        turn.due = later(turn.due, block->until);
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
