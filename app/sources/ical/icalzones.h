// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QByteArrayList>
#include <QSet>

namespace Windsock {

/// The IANA name of a TZID as calendars write it: "Europe/Berlin", "/mozilla.org/20070129_1/Europe/Berlin",
/// "W. Europe Standard Time", "GMT". Empty where nobody knows it.
QByteArray ianaZoneOf(const QByteArray &tzid);

/// Collects one VTIMEZONE line by line and says whether a library can work with it.
class ZoneReader
{
public:
    void add(const QByteArray &line, QByteArrayView name, const QByteArray &value);
    /// A name, and at least one observance, each with its start and both offsets, and with its end before the next.
    bool isUsable() const;
    QByteArray tzid() const { return m_tzid; }
    /// What was collected, as the zone `name`.
    QByteArrayList linesAs(const QByteArray &name) const;

private:
    QByteArray m_tzid;
    QByteArrayList m_lines;
    QSet<QByteArray> m_seen;
    int m_observances = 0;
    bool m_open = false; ///< within an observance
    bool m_broken = false;
};

}
