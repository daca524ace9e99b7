// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <KCalendarCore/Event>

namespace Windsock {

/// When a recurring event takes place, sorted: at least all times from `from` to `to`, hardly any beyond. A local time
/// that does not exist is read with the offset from before the gap, one that exists twice means the first (RFC 5545,
/// 3.3.5 and 3.3.10). Of rules that repeat within a day at most fixedStepLimit times are told.
QList<QDateTime> instanceTimes(const KCalendarCore::Event::Ptr &event, const QDateTime &from, const QDateTime &to);

inline constexpr qsizetype fixedStepLimit = 10'000;

}
