// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/lines/line.h"
#include "app/lines/lineplan.h"
#include "models/values/sourcehealth.h"

#include <QTimer>

#include <memory>
#include <optional>

namespace Windsock {

/// Where one line stands: an account's, or a hook's.
struct LineTurn {
    WatchId row; ///< it is shown under: an account's own, or the watch of a hook
    Account account;
    LinePlan plan;
    SourceHealth health;
    std::optional<SourceHealth> told; ///< as last told
    QStringList missing; ///< exchanges, while it is open
    QTimer again; ///< single shot: until the next try
    std::unique_ptr<Line> line;
    quint64 attempt = 0; ///< what comes late for an earlier one is not heard
    QDateTime since; ///< open since, invalid while it is not

    bool isOpen() const { return since.isValid(); }
};

}
