// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/accounthealth.h"

#include <algorithm>
#include <utility>

namespace Windsock {

AccountHealth::AccountHealth(SourceFilter concerns)
    : m_concerns(std::move(concerns))
{
}

bool AccountHealth::set(const SourceHealth &health)
{
    using State = SourceHealth::State;
    if (m_concerns && !m_concerns(health)) {
        return forget(health.account, health.watch); // its id may have been another watch's before
    }
    Standing &standing = m_watches[health.account][health.watch];
    const Standing before = standing;
    standing.asOf = health.asOf;
    // A request under way says nothing yet: what the last one said stays.
    if (health.state != State::Fetching) {
        standing.failing = health.state == State::Failing || health.state == State::NeedsLogin
            || health.state == State::Offline;
    }
    return standing != before;
}

bool AccountHealth::forget(const AccountId &account, const WatchId &watch)
{
    const auto found = m_watches.find(account);
    return found != m_watches.end() && found->remove(watch);
}

bool AccountHealth::stale(const AccountId &account) const
{
    const auto found = m_watches.constFind(account);
    return found != m_watches.constEnd() && std::ranges::any_of(*found, [](const Standing &standing) {
               return standing.failing && standing.asOf.isValid();
           });
}

QDateTime AccountHealth::asOf(const AccountId &account) const
{
    QDateTime oldest;
    const auto found = m_watches.constFind(account);
    if (found == m_watches.constEnd()) {
        return oldest;
    }
    for (const Standing &standing : *found) {
        if (standing.asOf.isValid() && (!oldest.isValid() || standing.asOf < oldest)) {
            oldest = standing.asOf;
        }
    }
    return oldest;
}

}
