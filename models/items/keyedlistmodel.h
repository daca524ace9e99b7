// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QAbstractTableModel>
#include <QHash>

#include <algorithm>
#include <memory>
#include <vector>

namespace Windsock {

/// The rows of an item model: kept sorted, found by key, changed one run at a time, never reset. A row's address
/// stays the same for its whole life, so a tree may hang its children's indexes on it.
template<class T, class Base = QAbstractTableModel>
class KeyedListModel : public Base
{
public:
    using Base::Base;

    int rowCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
    }

protected:
    virtual QString keyOf(const T &row) const = 0;
    /// A strict order in which no two rows with different keys are equal.
    virtual bool isBefore(const T &a, const T &b) const = 0;

    T *find(const QString &key) const { return m_byKey.value(key); }
    const T &row(int number) const { return *m_rows[static_cast<size_t>(number)]; }
    T &row(int number) { return *m_rows[static_cast<size_t>(number)]; }
    int size() const { return static_cast<int>(m_rows.size()); }
    int placeOf(const T &row) const { return static_cast<int>(lowerBound(row) - m_rows.begin()); }

    /// New rows, in any order, none of whose keys is there yet: neighbours go in as one run.
    void insertRowsOf(std::vector<T> added)
    {
        std::ranges::sort(added, [this](const T &a, const T &b) { return isBefore(a, b); });
        for (auto first = added.begin(); first != added.end();) {
            const auto place = lowerBound(*first);
            const auto fits = [&](const T &row) { return place == m_rows.end() || isBefore(row, **place); };
            const auto last = std::find_if_not(first + 1, added.end(), fits);
            const auto at = place - m_rows.begin();
            this->beginInsertRows({}, static_cast<int>(at), static_cast<int>(at + (last - first) - 1));
            std::vector<std::unique_ptr<T>> run;
            for (; first != last; ++first) {
                run.push_back(std::make_unique<T>(std::move(*first)));
                m_byKey.insert(keyOf(*run.back()), run.back().get());
            }
            m_rows.insert(place, std::make_move_iterator(run.begin()), std::make_move_iterator(run.end()));
            this->endInsertRows();
        }
    }

    /// Rows that are not there are passed over; neighbours go as one run.
    void removeRowsOf(const QStringList &keys)
    {
        std::vector<int> places;
        for (const QString &key : keys) {
            if (const T *found = find(key)) {
                places.push_back(placeOf(*found));
                m_byKey.remove(key);
            }
        }
        std::ranges::sort(places, std::greater());
        for (size_t i = 0; i < places.size();) {
            const int last = places[i];
            int first = last;
            while (++i < places.size() && places[i] == first - 1) {
                first = places[i];
            }
            this->beginRemoveRows({}, first, last);
            m_rows.erase(m_rows.begin() + first, m_rows.begin() + last + 1);
            this->endRemoveRows();
        }
    }

    /// Gives the row its new content, moves it where that belongs, and tells `roles` of it.
    void replaceRow(T *old, T content, const QList<int> &roles)
    {
        const int from = placeOf(*old);
        const auto begin = m_rows.begin();
        const bool stays = (from == 0 || isBefore(row(from - 1), content))
            && (from + 1 == size() || isBefore(content, row(from + 1)));
        int to = from;
        if (!stays) {
            const bool up = from > 0 && !isBefore(row(from - 1), content);
            const auto less = [this](const std::unique_ptr<T> &a, const T &b) { return isBefore(*a, b); };
            const int target = static_cast<int>(up ? std::lower_bound(begin, begin + from, content, less) - begin
                                                   : std::lower_bound(begin + from + 1, m_rows.end(), content, less)
                                                        - begin);
            this->beginMoveRows({}, from, from, {}, target);
            if (up) {
                std::rotate(begin + target, begin + from, begin + from + 1);
                to = target;
            } else {
                std::rotate(begin + from, begin + from + 1, begin + target);
                to = target - 1;
            }
            *old = std::move(content);
            this->endMoveRows();
        } else {
            *old = std::move(content);
        }
        Q_EMIT this->dataChanged(this->index(to, 0), this->index(to, this->columnCount() - 1), roles);
    }

    /// Tells `roles` of the rows for which `isOther(row)`, of these columns; neighbours as one run.
    template<class IsOther>
    void tellRows(IsOther isOther, int firstColumn, int lastColumn, const QList<int> &roles)
    {
        for (int first = 0; first < size(); ++first) {
            int end = first;
            while (end < size() && isOther(row(end))) {
                ++end;
            }
            if (end > first) {
                Q_EMIT this->dataChanged(this->index(first, firstColumn), this->index(end - 1, lastColumn), roles);
                first = end;
            }
        }
    }

    void clearRows()
    {
        m_byKey.clear();
        m_rows.clear();
    }

private:
    auto lowerBound(const T &row) const
    {
        return std::lower_bound(m_rows.begin(), m_rows.end(), row,
                                [this](const std::unique_ptr<T> &a, const T &b) { return isBefore(*a, b); });
    }

    std::vector<std::unique_ptr<T>> m_rows;
    QHash<QString, T *> m_byKey;
};

}
