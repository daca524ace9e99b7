// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/searchproxy.h"

#include "models/items/roles.h"

#include <algorithm>

namespace Windsock {

namespace {
/// An accented letter may be one character or two: either is found by either.
QString composed(const QString &text)
{
    return text.normalized(QString::NormalizationForm_C);
}
}

SearchProxy::SearchProxy(QObject *parent)
    : QSortFilterProxyModel(parent)
{
    setFilterRole(ItemRole::SearchText);
    setSortRole(ItemRole::SortKey);
    setSortCaseSensitivity(Qt::CaseInsensitive);
    setRecursiveFilteringEnabled(true);
}

void SearchProxy::setSourceModel(QAbstractItemModel *model)
{
    disconnect(m_told);
    QSortFilterProxyModel::setSourceModel(model);
    if (model) {
        m_told = connect(model, &QAbstractItemModel::dataChanged, this, &SearchProxy::lookBelow);
    }
}

/// A row below is found by the words of the row above it too, which the base class does not know.
void SearchProxy::lookBelow(const QModelIndex &first, const QModelIndex &last, const QList<int> &roles)
{
    if (m_words.isEmpty() || !(roles.isEmpty() || roles.contains(ItemRole::SearchText))) {
        return;
    }
    for (int row = first.row(); row <= last.row(); ++row) {
        if (sourceModel()->hasChildren(first.sibling(row, 0))) {
            invalidateRowsFilter();
            return;
        }
    }
}

QString SearchProxy::search() const
{
    return m_search;
}

void SearchProxy::setSearch(const QString &text)
{
    m_search = text;
    const QStringList words = composed(text).simplified().split(u' ', Qt::SkipEmptyParts);
    if (words != m_words) {
        m_words = words;
        invalidateRowsFilter();
    }
}

bool SearchProxy::filterAcceptsRow(int sourceRow, const QModelIndex &sourceParent) const
{
    if (m_words.isEmpty()) {
        return true;
    }
    QStringList missing = m_words;
    for (QModelIndex row = sourceModel()->index(sourceRow, 0, sourceParent); row.isValid() && !missing.isEmpty();
         row = row.parent()) {
        const QString text = composed(row.data(ItemRole::SearchText).toString());
        missing.removeIf([&text](const QString &word) { return text.contains(word, Qt::CaseInsensitive); });
    }
    return missing.isEmpty();
}

}
