// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QSortFilterProxyModel>

namespace Windsock {

/// Shows the rows in which every word of the search is found, in any order and case, in their ItemRole::SearchText or
/// in that of a row above them; the rows above a found one stay. Sorts by ItemRole::SortKey when a view asks for it,
/// else leaves the model's order.
class SearchProxy : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    explicit SearchProxy(QObject *parent = nullptr);

    QString search() const;
    void setSourceModel(QAbstractItemModel *model) override;

public Q_SLOTS:
    void setSearch(const QString &text);

protected:
    bool filterAcceptsRow(int sourceRow, const QModelIndex &sourceParent) const override;

private:
    void lookBelow(const QModelIndex &first, const QModelIndex &last, const QList<int> &roles);

    QString m_search;
    QStringList m_words;
    QMetaObject::Connection m_told;
};

}
