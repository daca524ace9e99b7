// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/concerns.h"

#include <QHash>

namespace Windsock {

/// What the fact models need of the sources' health: whether the facts of an account may be out of date. A fact
/// belongs to its account, so it is in doubt as soon as one of the account's watches that once answered fails now: of
/// those that tell of such facts.
class AccountHealth
{
public:
    /// Only the watches that `concerns` takes count; without it all do.
    explicit AccountHealth(SourceFilter concerns = {});

    /// Whether stale() or asOf() of the account is another than before.
    bool set(const SourceHealth &health);
    bool forget(const AccountId &account, const WatchId &watch);

    bool stale(const AccountId &account) const;
    /// The oldest of the last answers of the account's watches; invalid before the first answer.
    QDateTime asOf(const AccountId &account) const;

private:
    struct Standing {
        bool failing = false;
        QDateTime asOf;

        bool operator==(const Standing &) const = default;
    };
    SourceFilter m_concerns;
    QHash<AccountId, QHash<WatchId, Standing>> m_watches;
};

}
