// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QStringList>

namespace Windsock {

/// Columns of text for a terminal, as wide as what is in them.
class TextTable
{
public:
    explicit TextTable(const QStringList &heads);

    void add(const QStringList &cells);
    /// A line below the last row, over all columns.
    void addLine(const QString &line);
    /// The table with its heads, or `whenEmpty` as a line where it has no rows.
    QString text(const QString &whenEmpty) const;

private:
    struct Row {
        QStringList cells;
        bool isLine = false;
    };
    QList<Row> m_rows;
};

}
