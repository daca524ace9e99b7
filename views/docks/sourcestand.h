// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/concerns.h"

#include <QList>

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

/// `sources` answers ItemRole::Health; `services` empty means all, and so does `concerns`.
SourceStand sourceStand(const QAbstractItemModel &sources, const QList<Service> &services = {},
                        const SourceFilter &concerns = {});

/// "As of 14:02. treeherder.mozilla.org did not answer in time. It is tried again at 14:05." Empty when nothing fails.
QString staleText(const SourceStand &stand, const QDateTime &now);

/// The same for the whole app in a few words: "As of 14:02", "Offline", "2 sources fail".
QString overallText(const SourceStand &stand, const QDateTime &now);

}
