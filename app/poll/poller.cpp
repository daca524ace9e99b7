// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/poll/poller.h"

#include "app/net/httpclient.h"
#include "app/poll/polltimes.h"
#include "app/poll/watchturn.h"

#include "polllogging.h"

#include <algorithm>
#include <utility>

namespace Windsock {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto wakingSpread = 5s;
constexpr auto startingSpread = 3s;

template<class T>
T forWatch(const QList<T> &all, const WatchId &watch)
{
    const auto found = std::ranges::find(all, watch, &T::watch);
    return found == all.end() ? T{.watch = watch} : *found;
}

}

Poller::Poller(HttpClient &http, SecretReader secrets, Clock clock, QObject *parent)
    : QObject(parent)
    , m_http(http)
    , m_secrets(std::move(secrets))
    , m_clock(std::move(clock))
    , m_factory(makeSource)
    , m_random(std::random_device()())
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &Poller::wake);
}

Poller::~Poller() = default;

void Poller::setSourceFactory(SourceFactory factory)
{
    m_factory = std::move(factory);
}

void Poller::setSeed(quint32 seed)
{
    m_random.seed(seed);
}

void Poller::setUp(const QList<Account> &accounts, const QList<Watch> &watches, const QList<WatchMemory> &memories,
                   const QList<SourceHealth> &healths)
{
    std::map<WatchId, std::unique_ptr<WatchTurn>> turns;
    for (const Watch &watch : watches) {
        const auto account = std::ranges::find(accounts, watch.account, &Account::id);
        if (account == accounts.end()) {
            qCWarning(WINDSOCK_POLL) << "no account for watch" << watch.id.value;
            continue;
        }
        WatchTurn *known = turnOf(watch.id);
        const bool unchanged = known && known->account == *account && known->watch == watch;
        turns[watch.id] = unchanged ? std::move(m_turns[watch.id]) : freshTurn(*account, watch, memories, healths);
    }
    m_turns = std::move(turns);
    dropOrphans();
    dropDeadRounds();
    for (const auto &[id, turn] : m_turns) {
        bearBlock(*turn);
        tell(*turn);
    }
    schedule();
}

std::unique_ptr<WatchTurn> Poller::freshTurn(const Account &account, const Watch &watch,
                                             const QList<WatchMemory> &memories, const QList<SourceHealth> &healths)
{
    const QDateTime now = m_clock();
    auto turn = std::make_unique<WatchTurn>();
    turn->account = account;
    turn->watch = watch;
    turn->memory = forWatch(memories, watch.id);
    SourceHealth health = forWatch(healths, watch.id);
    if (health.failure) {
        const QString host = hostOf(account, watch);
        const bool isBlocked = health.failure->reason == Failure::Reason::Blocked;
        if (isBlocked) {
            health.failure->until = later(health.failure->until, health.next);
            noteBlock(host, *health.failure);
        }
        m_http.budget().hold(host, health.failure->until);
    }
    health.account = account.id;
    health.service = account.service;
    health.kind = watch.kind;
    health.host = hostOf(account, watch);
    // What was under way when the program ended is no state to begin with.
    health.state = health.failure ? stateFor(*health.failure, m_online)
                                  : (health.asOf.isValid() ? SourceHealth::State::Good : SourceHealth::State::Waiting);
    turn->due = plus(now, dice(startingSpread));
    if (!health.failure && health.asOf.isValid()) {
        const std::chrono::seconds interval = intervalOf(*turn);
        turn->due = later(turn->due, std::min(plus(health.asOf, interval), plus(now, interval)));
    }
    turn->health = health;
    return turn;
}

void Poller::remember(const WatchMemory &memory)
{
    WatchTurn *turn = turnOf(memory.watch);
    if (!turn) {
        return;
    }
    turn->memory = memory;
    noteQuiet(*turn);
    // The passing of time alters what is remembered, too: only the snapshot's own time ends the wait for it. The store
    // may keep whole seconds.
    const bool isTheOne = !turn->storing.isValid() || memory.asOf >= turn->storing.addSecs(-1);
    if (turn->stage == WatchTurn::Stage::Storing && isTheOne) {
        rest(*turn);
    }
}

void Poller::noteQuiet(WatchTurn &turn)
{
    if (isQuiet(turn.watch, turn.memory)) {
        turn.quiet = turn.quiet.isValid() ? turn.quiet : m_clock();
    } else if (std::exchange(turn.quiet, {}).isValid() && turn.due.isValid() && turn.asked.isValid()) {
        turn.due = std::min(turn.due, plus(turn.asked, intervalOf(turn)));
    }
}

void Poller::storeFailed(const WatchId &watch)
{
    if (WatchTurn *turn = turnOf(watch); turn && turn->stage == WatchTurn::Stage::Storing) {
        rest(*turn);
    }
}

void Poller::start()
{
    m_started = true;
    wake();
}

void Poller::stop()
{
    m_started = false;
    m_round.clear();
    for (const auto &[id, turn] : m_turns) {
        turn->wanted = false;
        if (turn->isBusy()) {
            turn->attempt = ++m_attempts;
            turn->source.reset();
            turn->stage = WatchTurn::Stage::Resting;
        }
        tell(*turn);
    }
    m_timer.stop();
}

void Poller::pollNow()
{
    for (const auto &[id, turn] : m_turns) {
        m_round.insert(id);
        want(*turn);
    }
    if (m_round.empty()) {
        endRoundLater();
    }
    wake();
}

void Poller::pollNow(const WatchId &watch)
{
    if (WatchTurn *turn = turnOf(watch)) {
        m_round.insert(watch);
        want(*turn);
    }
    wake();
}

void Poller::retryAccount(const AccountId &account)
{
    for (const auto &[id, turn] : m_turns) {
        if (turn->account.id == account) {
            turn->due = m_clock();
        }
    }
    wake();
}

/// A fetch that is under way is news enough; a snapshot on its way to the store is older than the wish.
void Poller::want(WatchTurn &turn)
{
    turn.wanted = !turn.isBusy();
    turn.due = m_clock();
}

void Poller::setOnline(bool online)
{
    if (std::exchange(m_online, online) == online) {
        return;
    }
    for (const auto &[id, turn] : m_turns) {
        const bool waits = turn->due.isValid()
            && (!turn->health.failure || turn->health.failure->kind == Failure::Kind::Transient);
        if (online && waits) {
            turn->due = m_clock();
        }
    }
    wake();
    for (const auto &[id, turn] : m_turns) {
        tell(*turn);
    }
}

void Poller::setSituation(PollSituation situation)
{
    if (std::exchange(m_situation, situation) == situation) {
        return;
    }
    for (const auto &[id, turn] : m_turns) {
        if (turn->stage == WatchTurn::Stage::Resting && turn->asked.isValid() && turn->due.isValid()
            && !turn->health.failure) {
            turn->due = plus(turn->asked, intervalOf(*turn));
        }
    }
    wake();
}

void Poller::wokeUp()
{
    const QDateTime now = m_clock();
    for (const auto &[id, turn] : m_turns) {
        if (turn->due.isValid()) {
            turn->due = plus(now, dice(wakingSpread));
        }
    }
    wake();
}

WatchTurn *Poller::turnOf(const WatchId &watch) const
{
    const auto found = m_turns.find(watch);
    return found == m_turns.end() ? nullptr : found->second.get();
}

std::chrono::seconds Poller::intervalOf(const WatchTurn &turn) const
{
    const std::chrono::seconds regular = pollInterval(turn.account.service, turn.watch.kind, m_situation);
    const int slowdown = m_told.contains(turn.watch.id) ? toldSlowdown : 1;
    const bool quiet = turn.quiet.isValid() && plus(turn.quiet, quietAfter) <= m_clock();
    return quiet ? std::max<std::chrono::seconds>(regular * slowdown, quietInterval) : regular * slowdown;
}

std::chrono::milliseconds Poller::dice(std::chrono::milliseconds most)
{
    std::uniform_int_distribution<std::chrono::milliseconds::rep> between(0, most.count());
    return std::chrono::milliseconds(between(m_random));
}

}
