// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

// How news of each watch comes, as the lines stand: what LineKeeper tells of it.

#include "app/lines/linekeeper.h"
#include "app/lines/lineturn.h"

#include <utility>

namespace Windsock {

using namespace std::chrono_literals;

void LineKeeper::heard(LineTurn &turn, const QList<WatchId> &watches)
{
    const QDateTime now = m_clock();
    turn.health.asOf = now;
    tell(turn, SourceHealth::State::Good);
    for (const WatchId &watch : watches + QList{turn.row}) {
        NewsWay &way = m_ways[watch];
        way.watch = watch;
        way.lastNews = now;
        if (QDateTime &since = m_waiting[watch]; !since.isValid() || since.addDuration(s_longestDelay) < now) {
            since = now;
        }
    }
    tellWays();
    if (!watches.isEmpty()) {
        Q_EMIT looked(watches);
    }
}

/// Of what no line serves any more.
void LineKeeper::forgetWays()
{
    QSet<WatchId> served;
    for (const auto &[row, turn] : m_turns) {
        served.insert(row);
        for (const WatchId &watch : turn->plan.watches()) {
            served.insert(watch);
        }
    }
    for (const WatchId &watch : m_ways.keys()) {
        if (!served.contains(watch)) {
            m_ways.remove(watch);
            m_waysTold.remove(watch);
            m_waiting.remove(watch);
            Q_EMIT wayChanged({.watch = watch});
        }
    }
}

void LineKeeper::see(const ChangeSet &changes)
{
    const auto way = m_ways.find(changes.watch);
    const QDateTime since = m_waiting.value(changes.watch);
    if (way == m_ways.end() || !since.isValid() || changes.baseline || changes.isEmpty()) {
        return;
    }
    m_waiting.remove(changes.watch);
    const std::chrono::milliseconds delay(since.msecsTo(m_clock()));
    if (delay > s_longestDelay) {
        return;
    }
    way->delay = delay;
    for (const auto &[row, turn] : m_turns) {
        if (turn->account.id == way->line && turn->plan.watches().contains(changes.watch)) {
            m_ways[row].delay = delay;
        }
    }
    tellWays();
}

/// What good lines tell of now, and what they do not any more.
void LineKeeper::weighTold()
{
    QSet<WatchId> told;
    for (const auto &[id, turn] : m_turns) {
        if (turn->isOpen()) {
            told.unite(turn->plan.told(turn->missing));
        }
    }
    tellWays(); // also where a line that tells of nothing wholly is opened or lost
    if (std::exchange(m_told, told) != told) {
        Q_EMIT toldChanged(told);
    }
}

void LineKeeper::tellWays()
{
    QSet<WatchId> both; ///< told by some open line: of two that serve a watch one may be lost
    for (const auto &[row, turn] : m_turns) {
        NewsWay &own = m_ways[row];
        own.watch = row;
        own.how = NewsWay::How::Pushed;
        own.line = turn->account.id;
        for (const WatchId &watch : turn->plan.watches()) {
            if (turn->isOpen()) {
                both.insert(watch);
            }
            NewsWay &way = m_ways[watch];
            way.watch = watch;
            way.line = turn->account.id;
            way.how = both.contains(watch) ? NewsWay::How::Both : NewsWay::How::Polled;
        }
    }
    for (const NewsWay &way : std::as_const(m_ways)) {
        if (m_waysTold.value(way.watch) != way) {
            m_waysTold.insert(way.watch, way);
            Q_EMIT wayChanged(way);
        }
    }
}

}
