// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/notice.h"

#include <QTime>
#include <QTimeZone>

namespace Windsock {

/// When a person wants silence, every day in the same zone.
struct QuietHours {
    bool enabled = false;
    QTime from{22, 0};
    QTime to{7, 0}; ///< exclusive; before `from` means the next morning, equal to it means never quiet
    QTimeZone zone = QTimeZone::systemTimeZone();

    bool operator==(const QuietHours &) const = default;
};

bool quietNow(const QuietHours &hours, const QDateTime &now);

/// Until when a notification server should not be given the notice (UTC); an invalid time: give it now.
/// High urgency is never held.
QDateTime heldUntil(const Notice &notice, const QuietHours &hours, const QDateTime &now);

}
