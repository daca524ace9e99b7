// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sources/ical/icaldates.h"

#include <QString>
#include <QUrl>

namespace Windsock {

/// The property by which the screen hands on where an event's meeting is, whichever of several ways told it.
inline constexpr char joinProperty[] = "X-WINDSOCK-JOIN";

/// Collects one VEVENT line by line, keeps what an agenda needs and knows why an event cannot be had.
class EventScreen
{
public:
    void add(const QByteArray &line, bool whole);
    /// The VEVENT with its dates in order; empty where the event is refused, then refusal() says why.
    QByteArray finish(ZoneTable &zones);

    QString refusal() const { return m_refusal; }
    /// Parts of the event that were left out while the rest is kept.
    QStringList losses() const { return m_losses; }
    /// What to call the event in a note: its title, its UID or nothing.
    QString label() const;
    /// As it stands in the feed, may be empty.
    QString uid() const;

private:
    void refuse(const QString &why);
    void checkRule(const ContentLine &line);
    void orderDates(ZoneTable &zones);
    QByteArray derivedUid() const;
    const ContentLine *line(QByteArrayView name) const;

    QList<ContentLine> m_lines;
    QUrl m_join;
    QString m_refusal;
    QStringList m_losses;
    int m_rules = 0;
    int m_exceptionRules = 0;
    qsizetype m_dates = 0;
};

/// How many combinations the BY lists of a recurrence rule make: what a library has to build.
qint64 ruleCombinations(const QByteArray &rule);

}
