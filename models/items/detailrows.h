// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/keyedlistmodel.h"
#include "models/items/roles.h"

#include <QVariant>

#include <tuple>

namespace Windsock {

/// A row that answers what it was given: the details of one thing are of many kinds and few.
struct DetailRow {
    using Place = std::tuple<int, double, QString>; ///< the section, the place in it, and what tells equal ones apart

    QString key; ///< unique in the model
    ItemKind kind = ItemKind::Words;
    Place place;
    QHash<int, QVariant> answers; ///< by role; Qt::DisplayRole, accessible text and search text are made where not given

    bool operator==(const DetailRow &) const = default;
};

/// Rows of one column that follow what they are told to be: those that stay keep their place in a view, whatever comes
/// and goes around them. Roles: roles.h.
class DetailRows : public KeyedListModel<DetailRow>
{
    Q_OBJECT

public:
    using KeyedListModel::KeyedListModel;

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QHash<int, QByteArray> roleNames() const override;

protected:
    /// From now on these are the rows, in the order of their places. Of two with one key the first counts.
    void become(std::vector<DetailRow> rows);

    QString keyOf(const DetailRow &row) const override { return row.key; }
    bool isBefore(const DetailRow &a, const DetailRow &b) const override;
};

}
