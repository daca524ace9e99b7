// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/ical/icalzones.h"

#include <QTimeZone>

namespace Windsock {

QByteArray ianaZoneOf(const QByteArray &tzid)
{
    if (tzid.isEmpty() || tzid.size() > 200) {
        return {};
    }
    if (QTimeZone::isTimeZoneIdAvailable(tzid)) {
        return tzid;
    }
    // A registered prefix: /mozilla.org/20070129_1/Europe/Berlin, /freeassociation.sourceforge.net/Europe/Berlin.
    for (qsizetype slash = tzid.indexOf('/'); tzid.startsWith('/') && slash >= 0; slash = tzid.indexOf('/', slash + 1)) {
        const QByteArray name = tzid.sliced(slash + 1);
        if (!name.startsWith('/') && QTimeZone::isTimeZoneIdAvailable(name)) {
            return name;
        }
    }
    return QTimeZone::windowsIdToDefaultIanaId(tzid);
}

void ZoneReader::add(const QByteArray &line, QByteArrayView name, const QByteArray &value)
{
    static const QSet<QByteArray> kept{"BEGIN",      "END",    "TZID",  "DTSTART", "TZOFFSETFROM",
                                       "TZOFFSETTO", "TZNAME", "RRULE", "RDATE"};
    if (!kept.contains(name.toByteArray()) || line.size() > 4096 || m_lines.size() >= 500) {
        return;
    }
    if (name == "TZID") {
        m_tzid = value;
        return;
    }
    m_lines.append(line);
    if (name == "BEGIN") {
        m_broken = m_broken || m_open;
        m_open = true;
        m_seen.clear();
        ++m_observances;
    } else if (name == "END") {
        m_broken = m_broken || !m_open
            || !(m_seen.contains("DTSTART") && m_seen.contains("TZOFFSETFROM") && m_seen.contains("TZOFFSETTO"));
        m_open = false;
    } else {
        if (m_seen.contains(name.toByteArray()) && name != "RDATE" && name != "TZNAME") {
            m_broken = true;
        }
        m_seen.insert(name.toByteArray());
    }
}

QByteArrayList ZoneReader::linesAs(const QByteArray &name) const
{
    return QByteArrayList{"TZID:" + name} + m_lines;
}

bool ZoneReader::isUsable() const
{
    return !m_tzid.isEmpty() && m_observances > 0 && !m_open && !m_broken;
}

}
