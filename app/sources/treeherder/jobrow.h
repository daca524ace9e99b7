// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sources/jsonread.h"
#include "models/values/job.h"

#include <array>
#include <unordered_map>

namespace Windsock::Treeherder {

/// Reads the rows of a page of jobs by the names of their columns. Equal texts of a page share their memory, so it
/// must not outlive the document that the rows belong to.
class JobRows
{
public:
    explicit JobRows(const QStringList &columns);

    /// Whether the columns that a job cannot be without are named.
    bool usable() const { return m_missing.isEmpty(); }
    QString missing() const { return m_missing.join(u", "); }

    /// A job, or why the row is none.
    [[nodiscard]] std::expected<Job, QString> read(JsonValue row);

    enum Column {
        Classification,
        Id,
        GroupName,
        GroupSymbol,
        TypeName,
        TypeSymbol,
        LastModified,
        Platform,
        PushId,
        Result,
        State,
        Tier,
        TaskId,
        RetryId,
        Duration,
        PlatformOption,
        ColumnCount,
    };

private:
    QString text(Column column);
    qint64 whole(Column column, qint64 other);
    void wrong(Column column, QLatin1StringView what);

    std::array<int, ColumnCount> m_places; ///< of each column in a row, -1 where it is not named
    qsizetype m_width = 0;
    QStringList m_missing;
    std::array<JsonValue, ColumnCount> m_cells;
    QString m_why;
    std::unordered_map<std::string_view, QString> m_texts;
};

}
