// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/archiveentry.h"
#include "models/store/archivefile.h"

#include <functional>

namespace Windsock {

class NoticeTable;

/// What the store keeps: SQLite in WAL mode, every commit synced. Each call is one transaction over the tables, each of
/// which has a class of its own. Synchronous; all calls from the thread that opened it. Errors come as text for the log;
/// nothing was changed then.
class Archive
{
public:
    explicit Archive(const QString &file);
    ~Archive();

    /// Where a damaged file was set aside; empty where there was none.
    [[nodiscard]] std::expected<QString, QString> open(const QDateTime &now);
    void close();
    bool isOpen() const { return m_sql.isOpen(); }
    QString file() const { return m_file.path(); }
    QString connectionName() const { return m_sql.name(); }

    [[nodiscard]] std::expected<ArchiveContent, QString> load();
    /// The notices it inserted or withdrew.
    [[nodiscard]] std::expected<QList<Notice>, QString> record(const ArchiveEntry &entry);
    /// These give the notices they altered.
    [[nodiscard]] std::expected<QList<Notice>, QString> markShown(const QString &key, const QDateTime &when);
    [[nodiscard]] std::expected<QList<Notice>, QString> markRead(const QStringList &keys);
    [[nodiscard]] std::expected<QList<Notice>, QString> withdraw(const QStringList &keys);
    [[nodiscard]] std::expected<void, QString> saveHealth(const SourceHealth &health);
    /// Forgets the history before `history` and the ways that ended before `realised`.
    [[nodiscard]] std::expected<void, QString> prune(const QDateTime &history, const QDateTime &realised = {});

private:
    void recordMemories(const ArchiveEntry &entry);
    void loadMembership(ArchiveContent &content);
    std::expected<QList<Notice>, QString> noticesAltered(const std::function<QStringList(NoticeTable &)> &alter);

    SqlConnection m_sql;
    ArchiveFile m_file;
};

}
