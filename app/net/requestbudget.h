// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/clock.h"

#include <QHash>
#include <QString>

#include <chrono>

namespace Windsock {

/// How many requests each host has had from us in the running hour, and how many it may have: our own limit, or what
/// the service's rate-limit headers say where that is less. Also holds "not before" times (Retry-After, blocks).
class RequestBudget
{
public:
    explicit RequestBudget(Clock clock);

    struct Share {
        int used = 0;
        int limit = 0;
        QDateTime notBefore; ///< UTC; invalid where nothing holds the host back
    };

    Share share(const QString &host) const;
    /// Whether a request may go to the host now.
    bool allows(const QString &host) const;
    void count(const QString &host);
    /// What a request that was counted cost beyond one; nothing where `more` is not above 0.
    void spend(const QString &host, int more);
    /// The service's own word: `remaining` requests until `reset`.
    void told(const QString &host, int limit, int remaining, const QDateTime &reset);
    /// Nothing goes to the host before then; an earlier time than one already set changes nothing.
    void hold(const QString &host, const QDateTime &notBefore);
    /// Never more than this many requests to the host within a minute; 0 for no such limit.
    void setBurst(const QString &host, int aMinute);

private:
    struct Hour {
        QDateTime start;
        int used = 0;
        int limit = 1800;
        QDateTime notBefore;
        int remaining = 0; ///< told by the service; counts until `reset`
        QDateTime reset;
        int burst = 0;
        QList<QDateTime> recent; ///< when the requests of the last minute went out, where there is a burst limit
    };
    Hour current(const QString &host) const;

    Clock m_clock;
    QHash<QString, Hour> m_hosts;
};

}
