// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/accounthealth.h"
#include "models/items/agendaface.h"
#include "models/items/eventmerge.h"
#include "models/items/keyedlistmodel.h"
#include "models/values/changeset.h"

#include <QTimeZone>

namespace Windsock {

/// Events by the day on which they start in the viewer's zone; calls for papers on the day they close, and those of which
/// no such day is known below all others. A day's State is "today", "tomorrow" or empty, an
/// event's the name of its status, or "running" or "over" by the clock. Events that were over before today began are
/// not shown, and one that several calendars tell of is shown once (EventMerge). Roles: roles.h.
class AgendaModel final : public KeyedListModel<DayRow, QAbstractItemModel>
{
    Q_OBJECT

public:
    enum Column { EventColumn, TimeColumn, PlaceColumn, RsvpColumn, ColumnCount };

    explicit AgendaModel(QObject *parent = nullptr);

    void apply(const ChangeSet &changes);
    /// The viewer's zone; until it is set, the system's.
    void setZone(const QTimeZone &zone);
    void setHealth(const SourceHealth &health);
    void forgetHealth(const AccountId &account, const WatchId &watch);
    void setNow(const QDateTime &now);

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    QHash<int, QByteArray> roleNames() const override;

protected:
    QString keyOf(const DayRow &row) const override;
    bool isBefore(const DayRow &a, const DayRow &b) const override;

private:
    QDate dayOf(const Occurrence &event) const;
    bool isPast(const Occurrence &event) const;
    void put(const ShownEvent &event);
    void putNew(const QList<ShownEvent> &events);
    void moveWithin(DayRow &day, int from, const ShownEvent &event);
    QHash<Subject, QString> notesAround(const DayRow &day, const Occurrence &event) const;
    void tellOverlaps(const DayRow &day, const QHash<Subject, QString> &before, const QHash<Subject, QString> &now);
    void tellCount(const DayRow &day);
    void tellTime(const QModelIndex &day, const QDateTime &before, bool newDay);
    void take(const Subject &subject);
    void healthChanged();

    EventMerge m_merge;
    QHash<Subject, QDate> m_days; ///< under which day each event is
    AccountHealth m_health;
    QTimeZone m_zone;
    QDateTime m_now;
};

}
