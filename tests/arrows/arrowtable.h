// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QHash>
#include <QStringList>

#include <optional>

namespace Windsock {

/// Which folder may include which: the plan of the house as a JSON object of folder -> folders. A folder may always
/// include itself and the folders below it, as a room puts its own parts together; the one word "*" lets it include
/// everything.
class ArrowTable
{
public:
    /// Nothing where the text is not such an object; then `error` says why.
    static std::optional<ArrowTable> fromJson(const QByteArray &json, QString *error);

    bool has(const QString &folder) const { return m_rows.contains(folder); }
    bool allows(const QString &from, const QString &to) const;
    /// What is wrong with the table itself: a folder that has no row, a cycle (by its folders in order).
    QStringList faults() const;

private:
    QStringList targets(const QString &folder) const;
    QStringList cycleThrough(const QString &folder, QStringList path) const;

    QHash<QString, QStringList> m_rows;
};

}
