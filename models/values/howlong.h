// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/ids.h"

#include <QDateTime>
#include <QList>

#include <chrono>
#include <optional>
#include <span>

namespace Windsock {

/// One way through a queue that has come to its end: how long it really took, waiting, closures and retries included.
struct Realised {
    enum class End { Arrived, Failed, Left };

    QString queue; ///< "landing/firefox-autoland", "push/autoland"
    Subject subject; ///< whose way it was
    QDateTime from; ///< UTC
    QDateTime to; ///< UTC
    End end = End::Arrived;

    std::chrono::seconds took() const { return std::chrono::seconds(from.secsTo(to)); }
    bool operator==(const Realised &) const = default;
};

/// What is left, as a range: half of what was like it came within `half`, nine of ten within `most`.
struct Remaining {
    std::chrono::seconds half{0}; ///< p50
    std::chrono::seconds most{0}; ///< p90
    int samples = 0; ///< how many ways the range rests on

    bool operator==(const Remaining &) const = default;
};

/// With fewer ways than this nothing is said.
inline constexpr int fewestRealised = 20;

/// The range for somebody who has been under way for `elapsed`, from the ways that took at least as long. Nothing while
/// history is thin.
std::optional<Remaining> remaining(std::span<const Realised> history, std::chrono::seconds elapsed);

}

Q_DECLARE_METATYPE(Windsock::Realised)
Q_DECLARE_METATYPE(Windsock::Remaining)
