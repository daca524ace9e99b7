// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/searchproxy.h"

#include "models/items/roles.h"

#include <algorithm>

namespace Windsock {

SearchProxy::SearchProxy(QObject *parent)
    : QSortFilterProxyModel(parent)
{
    setFilterRole(ItemRole::SearchText);
    setSortRole(ItemRole::SortKey);
    setSortCaseSensitivity(Qt::CaseInsensitive);
    setRecursiveFilteringEnabled(true);
}

QString SearchProxy::search() const
{
    return m_search;
}

void SearchProxy::setSearch(const QString &text)
{
    m_search = text;
    const QStringList words = text.simplified().split(u' ', Qt::SkipEmptyParts);
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
        const QString text = row.data(ItemRole::SearchText).toString();
        missing.removeIf([&text](const QString &word) { return text.contains(word, Qt::CaseInsensitive); });
    }
    return missing.isEmpty();
}

}
