// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QMutex>

namespace Windsock {

/// Held by whoever has KCalendarCore read or write a calendar: the library below it keeps its table of built-in zones in
/// one place for all threads.
inline QMutex &calendarLibrary()
{
    Q_CONSTINIT static QMutex s_mutex;
    return s_mutex;
}

}
