// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/firstsight.h"

#include "models/store/removal.h"

#include <utility>

namespace Windsock {

FirstSight partFirstSight(const Book &known, const ChangeSet &changes)
{
    FirstSight sight{.baseline = changes, .news = emptyChanges(known, changes.watch, changes.at)};
    sight.baseline.baseline = true;
    sight.news.pushes.changed = std::exchange(sight.baseline.pushes.changed, {});
    sight.news.standings.changed = std::exchange(sight.baseline.standings.changed, {});
    sight.news.landings.changed = std::exchange(sight.baseline.landings.changed, {});
    sight.news.pullRequests.changed = std::exchange(sight.baseline.pullRequests.changed, {});
    sight.news.deployments.changed = std::exchange(sight.baseline.deployments.changed, {});
    sight.news.inbox.changed = std::exchange(sight.baseline.inbox.changed, {});
    sight.news.occurrences.changed = std::exchange(sight.baseline.occurrences.changed, {});
    sight.news.trees.changed = std::exchange(sight.baseline.trees.changed, {});
    sight.news.jobs.changed = std::exchange(sight.baseline.jobs.changed, {});
    sight.baseline.jobs.added.clear();
    for (const Job &job : changes.jobs.added) {
        const bool wasHeld = known.pushes.contains(Push::pushKey(job.pushId));
        (wasHeld ? sight.news : sight.baseline).jobs.added.append(job);
    }
    return sight;
}

}
