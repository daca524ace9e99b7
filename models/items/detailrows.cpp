// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/detailrows.h"

#include "models/items/rolenames.h"

#include <QSet>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
QVariant answer(const DetailRow &row, int role)
{
    const auto given = row.answers.constFind(role);
    if (given != row.answers.cend()) {
        return *given;
    }
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
    case ItemRole::SortKey:
        return row.answers.value(ItemRole::Title);
    case Qt::AccessibleTextRole:
    case ItemRole::SearchText: {
        QStringList texts;
        for (const int part : {ItemRole::Title, ItemRole::Where, ItemRole::Who, ItemRole::Note}) {
            texts.append(row.answers.value(part).toString());
        }
        texts.removeAll(QString());
        return texts.join(", "_L1);
    }
    case ItemRole::Key:
        return row.key;
    case ItemRole::Kind:
        return static_cast<int>(row.kind);
    case ItemRole::NeedsYou:
    case ItemRole::Stale:
        return false;
    default:
        return {};
    }
}

/// The roles that the two rows answer otherwise; of one kind, so that only what was given can differ.
QList<int> difference(const DetailRow &before, const DetailRow &after)
{
    QList<int> roles;
    const auto look = [&](const QHash<int, QVariant> &answers) {
        for (auto it = answers.cbegin(); it != answers.cend(); ++it) {
            if (before.answers.value(it.key()) != after.answers.value(it.key()) && !roles.contains(it.key())) {
                roles.append(it.key());
            }
        }
    };
    look(before.answers);
    look(after.answers);
    for (const int role : {int(Qt::DisplayRole), int(Qt::ToolTipRole), int(Qt::AccessibleTextRole),
                           int(ItemRole::SearchText), int(ItemRole::SortKey), int(ItemRole::Kind)}) {
        if (answer(before, role) != answer(after, role) && !roles.contains(role)) {
            roles.append(role);
        }
    }
    return roles;
}
}

bool DetailRows::isBefore(const DetailRow &a, const DetailRow &b) const
{
    return std::tie(a.place, a.key) < std::tie(b.place, b.key);
}

void DetailRows::become(std::vector<DetailRow> rows)
{
    QSet<QString> wanted;
    std::erase_if(rows, [&wanted](const DetailRow &row) {
        const bool again = wanted.contains(row.key);
        wanted.insert(row.key);
        return again;
    });
    QStringList gone;
    for (int i = 0; i < size(); ++i) {
        if (!wanted.contains(row(i).key)) {
            gone.append(row(i).key);
        }
    }
    removeRowsOf(gone);
    std::vector<DetailRow> added;
    for (DetailRow &row : rows) {
        DetailRow *old = find(row.key);
        if (!old) {
            added.push_back(std::move(row));
        } else if (*old != row) {
            if (const QList<int> roles = difference(*old, row); roles.isEmpty()) {
                *old = std::move(row);
            } else {
                replaceRow(old, std::move(row), roles);
            }
        }
    }
    insertRowsOf(std::move(added));
}

int DetailRows::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : 1;
}

QVariant DetailRows::data(const QModelIndex &index, int role) const
{
    if (!index.isValid()) {
        return {};
    }
    Q_ASSERT(checkIndex(index, CheckIndexOption::IndexIsValid));
    return answer(row(index.row()), role);
}

QHash<int, QByteArray> DetailRows::roleNames() const
{
    return itemRoleNames();
}

}
