// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/realising.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
bool isWay(const Realised &way)
{
    return way.from.isValid() && way.to.isValid() && way.from <= way.to && way.from.addDuration(realisedKept) >= way.to;
}

Realised wayOf(const Push &push, const PushStanding &standing)
{
    return {.queue = queueOf(push),
            .subject = push.subject(),
            .from = push.pushed,
            .to = standing.lastChange,
            .end = isBad(standing.verdict)               ? Realised::End::Failed
                : standing.verdict == Verdict::Cancelled ? Realised::End::Left
                                                         : Realised::End::Arrived};
}

/// Backed out is no end of a way: it had come to its end before, unseen.
bool isEnd(Landing::State state)
{
    return isFinal(state) && state != Landing::State::BackedOut;
}

Realised wayOf(const Landing &landing)
{
    return {.queue = queueOf(landing),
            .subject = landing.subject(),
            .from = landing.requested,
            .to = landing.changed,
            .end = landing.state == Landing::State::Landed   ? Realised::End::Arrived
                : landing.state == Landing::State::Cancelled ? Realised::End::Left
                                                             : Realised::End::Failed};
}

QList<Realised> ends(const Book &after, const ChangeSet &changes)
{
    QList<Realised> ways;
    const auto settled = [&](const PushStanding &standing) {
        const auto push = after.pushes.constFind(standing.key());
        if (standing.settled && push != after.pushes.cend()) {
            ways.append(wayOf(*push, standing));
        }
    };
    std::ranges::for_each(changes.standings.added, settled);
    for (const Change<PushStanding> &change : changes.standings.changed) {
        if (!change.before.settled) {
            settled(change.after);
        }
    }
    for (const Landing &landing : changes.landings.added) {
        if (landing.job != 0 && isEnd(landing.state)) {
            ways.append(wayOf(landing));
        }
    }
    for (const Change<Landing> &change : changes.landings.changed) {
        if (!isFinal(change.before.state) && isEnd(change.after.state)) {
            ways.append(wayOf(change.after));
        }
    }
    ways.removeIf([](const Realised &way) { return !isWay(way); });
    return ways;
}
}

QList<Realised> realisedIn(const Book &after, const ChangeSet &changes)
{
    QList<Realised> ways = ends(after, changes);
    if (ways.isEmpty()) {
        return ways;
    }
    const auto name = [](const Realised &way) {
        return QString(QString::number(way.from.toMSecsSinceEpoch()) + u' ' + way.queue + u' ' + way.subject.value);
    };
    QSet<QString> held;
    for (const Realised &way : after.realised) {
        held.insert(name(way));
    }
    ways.removeIf([&](const Realised &way) { return held.contains(name(way)); });
    return ways;
}

void keepNewest(QList<Realised> &ways)
{
    std::ranges::sort(ways, {}, [](const Realised &way) { return std::tie(way.to, way.queue, way.subject.value); });
    QHash<QString, qsizetype> seen;
    for (qsizetype i = ways.size() - 1; i >= 0; --i) {
        if (++seen[ways[i].queue] > realisedPerQueue) {
            ways.removeAt(i);
        }
    }
}

}
