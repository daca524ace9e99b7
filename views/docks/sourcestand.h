// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/sourcehealth.h"

#include <QList>

#include <functional>

class QAbstractItemModel;

namespace Windsock {

/// How the sources behind a dock are doing, taken together.
struct SourceStand {
    int watches = 0;
    int answered = 0; ///< have answered at least once
    QList<SourceHealth> failing; ///< the last fetch failed: what is shown of them is the last known
    QDateTime asOf; ///< of the most recent answer of any

    bool operator==(const SourceStand &) const = default;
};

/// Whether a watch counts.
using SourceFilter = std::function<bool(const SourceHealth &)>;

/// `sources` answers ItemRole::Health; `services` empty means all, and so does `concerns`.
SourceStand sourceStand(const QAbstractItemModel &sources, const QList<Service> &services = {},
                        const SourceFilter &concerns = {});

/// Of GitHub some watches tell of pushes, some of what is on its way, some of the person's inbox; all others' tell of
/// what their service is for. A forwarding of webhooks has no rows anywhere.
bool tellsOfPushes(const SourceHealth &health);
bool tellsOfLandings(const SourceHealth &health);
bool tellsOfChanges(const SourceHealth &health); ///< pushes or landings
bool tellsOfInbox(const SourceHealth &health);

/// "As of 14:02. treeherder.mozilla.org did not answer in time. It is tried again at 14:05." Empty when nothing fails.
QString staleText(const SourceStand &stand, const QDateTime &now);

/// The same for the whole app in a few words: "As of 14:02", "Offline", "2 sources fail".
QString overallText(const SourceStand &stand, const QDateTime &now);

}
