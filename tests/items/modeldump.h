// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QAbstractItemModel>
#include <QStringList>

namespace Windsock {

/// What a model shows, a line a row: indented by depth, the columns between bars, then the named roles.
inline void dumpInto(QStringList &lines, const QAbstractItemModel &model, const QList<int> &roles,
                     const QModelIndex &parent = {}, int depth = 0)
{
    const QHash<int, QByteArray> names = model.roleNames();
    for (int row = 0; row < model.rowCount(parent); ++row) {
        QStringList cells;
        for (int column = 0; column < model.columnCount(parent); ++column) {
            cells.append(model.index(row, column, parent).data().toString());
        }
        QString line = QString(depth * 2, u' ') + cells.join(QLatin1StringView("|"));
        for (const int role : roles) {
            const QVariant value = model.index(row, 0, parent).data(role);
            if (value.isValid()) {
                line += u' ' + QString::fromLatin1(names.value(role)) + u'=' + value.toString();
            }
        }
        lines.append(line);
        dumpInto(lines, model, roles, model.index(row, 0, parent), depth + 1);
    }
}

inline QStringList dump(const QAbstractItemModel &model, const QList<int> &roles = {})
{
    QStringList lines;
    dumpInto(lines, model, roles);
    return lines;
}

}
