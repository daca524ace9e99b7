// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/landing.h"

namespace Windsock::Bugzilla {

/// A bug as far as a landing depends on it.
struct Bug {
    qint64 id = 0;
    QString title;
    QString assignee;
    QString whiteboard;
    QStringList keywords;
    QString status; ///< "NEW", "RESOLVED"
    QString resolution; ///< "FIXED", empty while open
    QDateTime changed; ///< last_change_time, UTC
    QList<PatchFlag> flags; ///< of the bug itself

    bool operator==(const Bug &) const = default;
};

}
