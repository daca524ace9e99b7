// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/keyedlistmodel.h"
#include "models/values/newsway.h"
#include "models/values/snapshot.h"
#include "models/values/sourcehealth.h"

#include <QTimeZone>

namespace Windsock {

struct SourceRow {
    Watch watch; ///< only its id where setWatches() has not named it
    SourceHealth health;
    bool holds = true; ///< something is known of what it watches
    NewsWay way; ///< polled, until something else is said
};

/// How the getting of news goes, a row for each watch and each line, in the order of their ids (a line's is its account's).
/// Roles: roles.h; Key is the watch's id.
class SourcesModel final : public KeyedListModel<SourceRow>
{
    Q_OBJECT

public:
    enum Column {
        SourceColumn,
        StateColumn,
        AsOfColumn,
        NextColumn,
        BudgetColumn,
        NewsColumn,
        WhatHappenedColumn,
        ColumnCount
    };

    explicit SourcesModel(QObject *parent = nullptr);

    /// The watches there are: new ones are shown as waiting, rows of others go.
    void setWatches(const QList<Watch> &watches);
    void apply(const SourceHealth &health);
    /// Of a row that there is; else nothing happens.
    void apply(const NewsWay &way);
    /// What is remembered of the watch: whether anything is known of it.
    void remember(const WatchMemory &memory);
    void setNow(const QDateTime &now);
    void setZone(const QTimeZone &zone);

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    QHash<int, QByteArray> roleNames() const override;

protected:
    QString keyOf(const SourceRow &row) const override;
    bool isBefore(const SourceRow &a, const SourceRow &b) const override;

private:
    QString text(const SourceRow &row, int column) const;
    QString whatHappened(const SourceRow &row) const;

    QDateTime m_now;
    QTimeZone m_zone;
};

}
