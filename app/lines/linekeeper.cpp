// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/lines/linekeeper.h"

#include "app/lines/hooknote.h"
#include "app/lines/hooksorter.h"
#include "app/lines/lineturn.h"
#include "app/lines/looksorter.h"
#include "app/lines/makeline.h"
#include "app/net/backoff.h"

#include "lineslogging.h"

#include <QRandomGenerator>

#include <algorithm>
#include <utility>

namespace Windsock {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
constexpr auto s_changeSettles = 2s; ///< accounts and watches often change several at a time
constexpr auto s_isSteady = 60s; ///< a line that holds so long has left its failures behind

/// Bytes as forwarded; GitHub's largest are cut by no more than a look.
constexpr qsizetype s_largestHook = 8 * 1024 * 1024;

WatchId rowOf(const Account &account)
{
    return WatchId(account.id.value);
}

bool isHookOf(const Watch &watch, const Account &account)
{
    return watch.kind == Watch::Kind::Hook && watch.account == account.id;
}

std::optional<LineAddress> addressOf(const Account &account)
{
    return isLine(account.service)
        ? lineAddress(account.baseUrl)
        : LineAddress{.host = account.baseUrl.host(), .vhost = {}, .way = LineAddress::Way::Hook, .path = {}};
}

/// What reads the messages of a plan's line.
LineReader readerOf(const LinePlan &plan)
{
    if (plan.hook) {
        return [sorter = std::make_shared<HookSorter>(plan)](const LineMessage &message) {
            return sorter->watchesOf(message);
        };
    }
    return [sorter = std::make_shared<LookSorter>(plan)](const LineMessage &message) {
        return sorter->watchesOf(message);
    };
}
}

LineKeeper::LineKeeper(SecretReader secrets, Clock clock, QObject *parent)
    : QObject(parent)
    , m_secrets(std::move(secrets))
    , m_clock(std::move(clock))
    , m_factory(&makeLine)
    , m_delay([this](int failures) { return backoffDelay(failures, m_random); })
    , m_random(std::random_device()())
    , m_sweeper(m_secrets)
{
}

LineKeeper::~LineKeeper() = default;

void LineKeeper::setFactory(Factory factory)
{
    m_factory = std::move(factory);
    m_sweeper.setFactory(m_factory);
}

void LineKeeper::setRetryDelay(Delay delay)
{
    m_delay = std::move(delay);
}

void LineKeeper::setNotes(const QString &folder)
{
    m_notes = folder;
}

QList<Watch> LineKeeper::rowsOf(const QList<Account> &accounts, const QList<Watch> &watches)
{
    QList<Watch> rows;
    std::ranges::copy_if(watches, std::back_inserter(rows),
                         [](const Watch &watch) { return watch.kind == Watch::Kind::Hook; });
    for (const Account &account : accounts) {
        if (isLine(account.service)) {
            rows.append({.id = rowOf(account),
                         .account = account.id,
                         .kind = Watch::Kind::Exchange,
                         .target = account.baseUrl.host()});
        }
    }
    return rows;
}

void LineKeeper::setUp(const QList<Account> &accounts, const QList<Watch> &watches)
{
    m_accounts = accounts;
    std::vector<std::pair<WatchId, std::pair<Account, LinePlan>>> wanted;
    for (const Account &account : accounts) {
        if (isLine(account.service)) {
            wanted.push_back({rowOf(account), {account, planLine(account, accounts, watches)}});
        }
        for (const Watch &watch : watches) {
            if (isHookOf(watch, account)) {
                wanted.push_back({watch.id, {account, planHook(watch, watches)}});
            }
        }
    }
    std::erase_if(m_turns, [&wanted](const auto &entry) {
        return std::ranges::none_of(wanted, [&entry](const auto &one) { return one.first == entry.first; });
    });
    for (auto &[row, opened] : wanted) {
        adopt(row, opened.first, std::move(opened.second));
    }
    forgetWays();
    weighTold();
    tellWays();
}

void LineKeeper::adopt(const WatchId &row, const Account &account, LinePlan plan)
{
    std::unique_ptr<LineTurn> &turn = m_turns[row];
    if (turn && turn->account == account && turn->plan == plan) {
        return;
    }
    const bool isOther = turn && turn->plan.hook != plan.hook;
    if (!turn || turn->account != account || isOther) {
        turn = std::make_unique<LineTurn>();
        turn->row = row;
        turn->again.setSingleShot(true);
        connect(&turn->again, &QTimer::timeout, this, [this, row] {
            if (LineTurn *due = turnOf(row)) {
                open(*due);
            }
        });
        turn->health = {.watch = row,
                        .account = account.id,
                        .service = account.service,
                        .kind = plan.hook ? Watch::Kind::Hook : Watch::Kind::Exchange,
                        .host = account.baseUrl.host()};
    }
    turn->account = account;
    turn->plan = std::move(plan);
    tell(*turn, turn->health.state);
    openSoon(*turn, turn->line ? s_changeSettles : 0s);
}

LineTurn *LineKeeper::turnOf(const WatchId &row) const
{
    const auto found = m_turns.find(row);
    return found == m_turns.end() ? nullptr : found->second.get();
}

void LineKeeper::start()
{
    m_started = true;
    for (const auto &[id, turn] : m_turns) {
        openSoon(*turn, 0s);
    }
    QStringList kept;
    for (const auto &[row, turn] : m_turns) {
        if (turn->plan.hook) {
            kept.append(hookNoteFile(m_notes, turn->account.id.value, turn->plan.hook->target));
        }
    }
    m_sweeper.sweep(m_notes, m_accounts, kept);
}

void LineKeeper::stop()
{
    m_started = false;
    m_sweeper.stop();
    for (const auto &[id, turn] : m_turns) {
        turn->again.stop();
        closeLine(*turn);
        turn->line.reset(); // waits a moment for the broker's goodbye
    }
    weighTold();
}

void LineKeeper::setOnline(bool online)
{
    if (std::exchange(m_online, online) == online) {
        return;
    }
    for (const auto &[id, turn] : m_turns) {
        const bool canHeal = !turn->health.failure || turn->health.failure->kind == Failure::Kind::Transient;
        if (online && canHeal && !turn->isOpen()) {
            openSoon(*turn, 0s);
        } else if (!turn->isOpen()) {
            tell(*turn, restingState(*turn));
        }
    }
}

void LineKeeper::retryAccount(const AccountId &account)
{
    for (const auto &[row, turn] : m_turns) {
        if (turn->account.id == account) {
            openSoon(*turn, 0s);
        }
    }
}

void LineKeeper::openSoon(LineTurn &turn, std::chrono::milliseconds wait)
{
    if (m_started) {
        turn.again.start(wait);
    }
}

QString LineKeeper::freshQueue(const Account &account)
{
    // Another with each try: the broker may not have noticed yet that the last one's reader is gone.
    return u"queue/%1/windsock-%2"_s.arg(account.user, QString::number(QRandomGenerator::system()->generate64(), 16));
}

void LineKeeper::open(LineTurn &turn)
{
    closeLine(turn);
    weighTold();
    if (!m_started || !m_online) {
        return;
    }
    if (turn.plan.bindings.isEmpty() || turn.plan.watches().isEmpty()) {
        turn.health.failure.reset();
        tell(turn, SourceHealth::State::Waiting); // nothing is watched that it could tell of
        return;
    }
    tell(turn, SourceHealth::State::Fetching);
    m_secrets(turn.account, this, [this, row = turn.row, attempt = turn.attempt](const Result<QByteArray> &secret) {
        LineTurn *waiting = turnOf(row);
        if (!waiting || waiting->attempt != attempt || !m_started) {
            return;
        }
        if (secret && !secret->isEmpty() && !secret->contains('\0')) {
            openWith(*waiting, *secret);
            return;
        }
        Failure failure = secret ? Failure() : secret.error();
        failure.kind = Failure::Kind::NeedsLogin;
        failure.reason = Failure::Reason::NoCredential;
        failed(*waiting, failure);
    });
}

void LineKeeper::openWith(LineTurn &turn, const QByteArray &password)
{
    const auto address = addressOf(turn.account);
    if (!address) {
        failed(turn, {.kind = Failure::Kind::Rejected, .reason = Failure::Reason::BadAddress});
        return;
    }
    if (!turn.line) {
        turn.line = m_factory(address->way);
    }
    connectLine(turn);
    turn.line->open(taskOf(turn, *address, password), readerOf(turn.plan));
}

LineTask LineKeeper::taskOf(const LineTurn &turn, const LineAddress &address, const QByteArray &password)
{
    LineTask task{
        .address = address, .user = turn.account.user, .password = password, .queue = {}, .bindings = turn.plan.bindings};
    if (turn.plan.hook) {
        task.account = turn.account;
        task.target = turn.plan.hook->target;
        task.noteFile = hookNoteFile(m_notes, turn.account.id.value, task.target);
        task.largestMessage = s_largestHook;
    } else {
        task.queue = freshQueue(turn.account);
    }
    return task;
}

void LineKeeper::connectLine(LineTurn &turn)
{
    turn.line->disconnect(this);
    const auto withTurn = [this, row = turn.row, attempt = turn.attempt](auto use) {
        if (LineTurn *living = turnOf(row); living && living->attempt == attempt) {
            use(*living);
        }
    };
    connect(turn.line.get(), &Line::opened, this, [this, withTurn](const QStringList &missing) {
        withTurn([&](LineTurn &living) { opened(living, missing); });
    });
    connect(turn.line.get(), &Line::looked, this, [this, withTurn](const QList<WatchId> &watches) {
        withTurn([&](LineTurn &living) { heard(living, watches); });
    });
    connect(turn.line.get(), &Line::lost, this,
            [this, withTurn](const Failure &failure) { withTurn([&](LineTurn &living) { failed(living, failure); }); });
}

void LineKeeper::opened(LineTurn &turn, const QStringList &missing)
{
    turn.since = m_clock();
    turn.missing = missing;
    turn.health.asOf = turn.since;
    turn.health.failure.reset();
    if (!missing.isEmpty()) {
        turn.health.failure = Failure{.kind = Failure::Kind::Rejected,
                                      .reason = Failure::Reason::NotFound,
                                      .host = turn.health.host,
                                      .detail = missing.join(u", "_s).left(500)};
    }
    tell(turn, SourceHealth::State::Good);
    weighTold();
    Q_EMIT looked(turn.plan.watches());
}

void LineKeeper::failed(LineTurn &turn, const Failure &failure)
{
    const bool wasSteady = turn.isOpen() && turn.since.addDuration(s_isSteady) <= m_clock();
    turn.health.failuresInARow = wasSteady ? 1 : turn.health.failuresInARow + 1;
    closeLine(turn);
    turn.health.failure = failure;
    const std::chrono::milliseconds wait = delayAfter(turn, failure);
    turn.health.next = wait > 0ms ? m_clock().addDuration(wait) : QDateTime();
    tell(turn, restingState(turn));
    weighTold();
    if (wait > 0ms) {
        openSoon(turn, wait);
    }
}

/// Of a line that is not open, and not about to be.
SourceHealth::State LineKeeper::restingState(const LineTurn &turn) const
{
    if (turn.health.failure && turn.health.failure->kind == Failure::Kind::NeedsLogin) {
        return SourceHealth::State::NeedsLogin;
    }
    const auto here = turn.health.failure ? SourceHealth::State::Failing : SourceHealth::State::Waiting;
    return m_online ? here : SourceHealth::State::Offline;
}

/// 0 where only the person can help.
std::chrono::milliseconds LineKeeper::delayAfter(const LineTurn &turn, const Failure &failure)
{
    switch (failure.kind) {
    case Failure::Kind::NeedsLogin:
        return failure.reason == Failure::Reason::NoCredential ? 15min : 0min;
    case Failure::Kind::Rejected:
        return 1h;
    case Failure::Kind::RateLimited: {
        const auto held = std::chrono::milliseconds(failure.until.isValid() ? m_clock().msecsTo(failure.until) : 0);
        return std::clamp<std::chrono::milliseconds>(held, m_delay(turn.health.failuresInARow), 24h);
    }
    default:
        return m_delay(turn.health.failuresInARow);
    }
}

void LineKeeper::closeLine(LineTurn &turn)
{
    ++turn.attempt;
    turn.since = {};
    turn.missing.clear();
    turn.health.next = {};
    if (turn.line) {
        turn.line->disconnect(this);
        turn.line->close();
    }
}

void LineKeeper::tell(LineTurn &turn, SourceHealth::State state)
{
    turn.health.state = state;
    if (std::exchange(turn.told, turn.health) != turn.health) {
        Q_EMIT healthChanged(turn.health);
    }
}

}
