// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/sqlconnection.h"

#include <QDateTime>
#include <QLockFile>

#include <expected>

namespace Windsock {

/// The archive's file on the disk: locked, so that one process opens it at a time (a lock file beside it says so), found
/// sound or set aside, brought up to the schema of today. Only a file that is no sound database is ever renamed: a full
/// disk, a lock or an I/O error never renames or removes anything.
class ArchiveFile
{
public:
    /// Opens and closes `sql`, which outlives it.
    ArchiveFile(const QString &path, SqlConnection &sql);

    /// Where a damaged file was set aside; empty where there was none. An error leaves it closed.
    [[nodiscard]] std::expected<QString, QString> open(const QDateTime &now);
    void close();
    QString path() const { return m_file; }

private:
    enum class Opened { Good, Damaged, Failed };
    QString takeLock();
    Opened openFile();
    bool migrate(int from);
    std::expected<QString, QString> setAside(const QDateTime &now);

    const QString m_file;
    QLockFile m_lock;
    SqlConnection &m_sql;
    QString m_refusal; ///< what is wrong with the file, where SQLite gave no error
};

}
