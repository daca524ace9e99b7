// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDateTime>

#include <chrono>

namespace Windsock {

/// The field's time: the machine's own until it is set, then it stands still and moves only when told.
class FieldClock
{
public:
    QDateTime now() const { return m_set.isValid() ? m_set : QDateTime::currentDateTimeUtc(); }
    void set(const QDateTime &now) { m_set = now.toUTC(); }
    void advance(std::chrono::seconds by) { m_set = now().addDuration(by); }

private:
    QDateTime m_set;
};

}
