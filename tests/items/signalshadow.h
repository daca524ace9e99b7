// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/roles.h"

#include <QAbstractItemModel>

#include <memory>
#include <vector>

namespace Windsock {

/// All that a row says: what each column shows and is sorted by, and the other roles of its first column.
struct ShadowRow {
    QHash<std::pair<int, int>, QVariant> cells; ///< by column and role
    std::vector<std::unique_ptr<ShadowRow>> children;
};

inline QList<int> rolesOf(const QAbstractItemModel &model, int column)
{
    if (column > 0) {
        return {Qt::DisplayRole, ItemRole::SortKey};
    }
    QList<int> roles{Qt::DisplayRole, Qt::ToolTipRole, Qt::AccessibleTextRole};
    const QHash<int, QByteArray> named = model.roleNames();
    for (auto it = named.cbegin(); it != named.cend(); ++it) {
        if (it.key() >= Qt::UserRole) {
            roles.append(it.key());
        }
    }
    return roles;
}

/// One who reads a model once and from then on believes its signals alone: like a view, or a proxy that remembers.
/// Where it ends up with something else than the model has, the model has kept something from its views.
class SignalShadow : public QObject
{
public:
    int resets = 0;
    int vain = 0; ///< dataChanged() that told of nothing

    explicit SignalShadow(QAbstractItemModel *model)
        : m_model(model)
    {
        readRows(m_root, {}, 0, model->rowCount() - 1);
        connect(model, &QAbstractItemModel::modelReset, this, [this] { ++resets; });
        connect(model, &QAbstractItemModel::layoutChanged, this, [this] { ++resets; });
        connect(model, &QAbstractItemModel::rowsInserted, this, [this](const QModelIndex &above, int first, int last) {
            readRows(shadowOf(above), above, first, last);
        });
        connect(model, &QAbstractItemModel::rowsRemoved, this, [this](const QModelIndex &above, int first, int last) {
            auto &rows = shadowOf(above).children;
            rows.erase(rows.begin() + first, rows.begin() + last + 1);
        });
        connect(model, &QAbstractItemModel::rowsMoved, this, &SignalShadow::move);
        connect(model, &QAbstractItemModel::dataChanged, this, &SignalShadow::change);
    }

    /// Empty where the model is what its signals said, else what is otherwise.
    QString difference() const { return compare(m_root, {}); }

private:
    ShadowRow &shadowOf(const QModelIndex &index)
    {
        return index.isValid() ? *shadowOf(index.parent()).children.at(size_t(index.row())) : m_root;
    }

    void readRows(ShadowRow &above, const QModelIndex &parent, int first, int last)
    {
        for (int row = first; row <= last; ++row) {
            auto fresh = std::make_unique<ShadowRow>();
            for (int column = 0; column < m_model->columnCount(parent); ++column) {
                for (const int role : rolesOf(*m_model, column)) {
                    fresh->cells.insert({column, role}, m_model->index(row, column, parent).data(role));
                }
            }
            const QModelIndex index = m_model->index(row, 0, parent);
            ShadowRow &placed = **above.children.insert(above.children.begin() + row, std::move(fresh));
            readRows(placed, index, 0, m_model->rowCount(index) - 1);
        }
    }

    void move(const QModelIndex &from, int first, int last, const QModelIndex &to, int place)
    {
        Q_ASSERT(first == last);
        auto &source = shadowOf(from).children;
        std::unique_ptr<ShadowRow> row = std::move(source[size_t(first)]);
        source.erase(source.begin() + first);
        auto &target = shadowOf(to).children;
        target.insert(target.begin() + (from == to && place > last ? place - 1 : place), std::move(row));
    }

    void change(const QModelIndex &first, const QModelIndex &last, const QList<int> &roles)
    {
        bool any = false;
        for (int row = first.row(); row <= last.row(); ++row) {
            for (int column = first.column(); column <= last.column(); ++column) {
                const QModelIndex index = first.sibling(row, column);
                for (const int role : rolesOf(*m_model, column)) {
                    QVariant &cell = shadowOf(index.siblingAtColumn(0)).cells[{column, role}];
                    if ((roles.isEmpty() || roles.contains(role)) && cell != index.data(role)) {
                        cell = index.data(role);
                        any = true;
                    }
                }
            }
        }
        vain += !any;
    }

    QString compare(const ShadowRow &shadow, const QModelIndex &above) const
    {
        if (int(shadow.children.size()) != m_model->rowCount(above)) {
            return QStringLiteral("the number of rows below '%1'").arg(above.data().toString());
        }
        for (size_t row = 0; row < shadow.children.size(); ++row) {
            const QModelIndex index = m_model->index(int(row), 0, above);
            for (int column = 0; column < m_model->columnCount(above); ++column) {
                for (const int role : rolesOf(*m_model, column)) {
                    const QVariant told = shadow.children[row]->cells.value({column, role});
                    const QVariant value = index.siblingAtColumn(column).data(role);
                    if (told != value) {
                        return QStringLiteral("%1, column %2, role %3: was told '%4', is '%5'")
                            .arg(index.data(ItemRole::Key).toString())
                            .arg(column)
                            .arg(QString::fromLatin1(m_model->roleNames().value(role, QByteArray::number(role))))
                            .arg(told.toString(), value.toString());
                    }
                }
            }
            const QString below = compare(*shadow.children[row], index);
            if (!below.isEmpty()) {
                return below;
            }
        }
        return {};
    }

    QAbstractItemModel *const m_model;
    ShadowRow m_root;
};

/// Empty where the two models say the same, row for row, else where they differ first.
inline QString firstDifference(const QAbstractItemModel &a, const QAbstractItemModel &b, const QModelIndex &inA = {},
                               const QModelIndex &inB = {})
{
    if (a.rowCount(inA) != b.rowCount(inB)) {
        return QStringLiteral("%1 rows against %2 below '%3'")
            .arg(a.rowCount(inA))
            .arg(b.rowCount(inB))
            .arg(inA.data().toString());
    }
    for (int row = 0; row < a.rowCount(inA); ++row) {
        for (int column = 0; column < a.columnCount(inA); ++column) {
            for (const int role : rolesOf(a, column)) {
                const QVariant left = a.index(row, column, inA).data(role);
                const QVariant right = b.index(row, column, inB).data(role);
                if (left != right) {
                    return QStringLiteral("row %1, column %2, role %3: '%4' against '%5'")
                        .arg(row)
                        .arg(column)
                        .arg(QString::fromLatin1(a.roleNames().value(role, QByteArray::number(role))))
                        .arg(left.toString(), right.toString());
                }
            }
        }
        const QString below = firstDifference(a, b, a.index(row, 0, inA), b.index(row, 0, inB));
        if (!below.isEmpty()) {
            return below;
        }
    }
    return {};
}

}
