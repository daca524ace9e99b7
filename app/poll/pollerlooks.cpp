// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/poll/poller.h"
#include "app/poll/polltimes.h"
#include "app/poll/watchturn.h"

#include <algorithm>
#include <utility>

namespace Windsock {

void Poller::look(const QList<WatchId> &watches)
{
    const QDateTime now = m_clock();
    for (const WatchId &watch : watches) {
        if (WatchTurn *turn = turnOf(watch)) {
            if (!turn->look.isValid()) {
                turn->look = plus(now, lookGather);
            }
            turn->lookAgain = plus(now, lookAgainAfter);
        }
    }
    wake();
}

void Poller::setTold(const QSet<WatchId> &watches)
{
    const QSet<WatchId> before = std::exchange(m_told, watches);
    for (const auto &[id, turn] : m_turns) {
        const bool changes = before.contains(id) != m_told.contains(id);
        const bool waitsForItsTime = !turn->isBusy() && turn->asked.isValid() && turn->due.isValid()
            && !turn->health.failure;
        if (changes && waitsForItsTime) {
            turn->due = plus(turn->asked, intervalOf(*turn));
        }
    }
    wake();
    for (const auto &[id, turn] : m_turns) {
        tell(*turn);
    }
}

/// When messages ask for a fetch, invalid where none does. A watch that failed waits as long as its failure says.
QDateTime Poller::lookAt(const WatchTurn &turn) const
{
    if (turn.health.failure) {
        return {};
    }
    const QDateTime wished = turn.look.isValid() && turn.lookAgain.isValid() ? std::min(turn.look, turn.lookAgain)
                                                                             : later(turn.look, turn.lookAgain);
    if (!wished.isValid() || !turn.asked.isValid()) {
        return wished;
    }
    const auto regular = pollInterval(turn.account.service, turn.watch.kind, m_situation);
    return later(wished, plus(turn.asked, lookSpacing(regular)));
}

}
