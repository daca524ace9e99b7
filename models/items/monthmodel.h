// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/occurrence.h"

#include <QAbstractTableModel>
#include <QMap>

namespace Windsock {

/// Six weeks around a month, a week a row and a day a column, with what the agenda has on each day: an event of several
/// days is on each of them. A day's State is "today", "outside" (of the month) or empty. Days are the viewer's.
class MonthModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum { Weeks = 6, Days = 7 };

    /// `agenda` outlives it.
    explicit MonthModel(QAbstractItemModel *agenda, QObject *parent = nullptr);

    /// Any day of the month.
    void setMonth(QDate day);
    QDate month() const { return m_month; } ///< its first day
    void setToday(QDate today);

    QDate dayAt(const QModelIndex &index) const;
    /// Invalid where the six weeks do not have the day.
    QModelIndex indexOf(QDate day) const;
    /// All-day ones first, what is told of whole days (dayband.h) among them, then by start.
    QList<Occurrence> eventsOn(QDate day) const { return m_events.value(day); }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    void later();
    void collect();
    QDate firstShown() const;
    QString stateOf(QDate day) const;
    QString spoken(QDate day) const;

    QAbstractItemModel *m_agenda;
    QDate m_month;
    QDate m_today;
    QMap<QDate, QList<Occurrence>> m_events;
    bool m_due = false;
};

/// A day and what is on it, a line an event, in words: "Wednesday, 25 November 2026: 2 events".
QString dayWords(QDate day, const QList<Occurrence> &events);
/// An event of a day in one line: its time of day and its title, with its status where that is not that it takes place;
/// of a closure or a release that it is one, and its title.
QString dayLine(const Occurrence &event);

}
