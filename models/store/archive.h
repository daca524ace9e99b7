// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/archiveentry.h"
#include "models/store/sqlconnection.h"

#include <QLockFile>

#include <expected>
#include <memory>

namespace Windsock {

/// The store's file: SQLite in WAL mode, every commit synced. One process opens it at a time (a lock file beside it
/// says so). Synchronous; all calls from the thread that opened it. Errors come as text for the log; nothing was
/// changed then. Only a file that is no sound database is ever renamed: a full disk, a lock or an I/O error never
/// renames or removes anything.
class Archive
{
public:
    explicit Archive(const QString &file);
    ~Archive();

    /// Where a damaged file was set aside; empty where there was none.
    [[nodiscard]] std::expected<QString, QString> open(const QDateTime &now);
    void close();
    bool isOpen() const { return m_sql.isOpen(); }
    QString file() const { return m_file; }
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
    enum class Opened { Good, Damaged, Failed };
    QString takeLock();
    Opened openFile();
    bool migrate(int from);
    std::expected<QString, QString> setAside(const QDateTime &now);

    void recordChanges(const ChangeSet &changes);
    template<class T>
    void recordFacts(const ChangeSet &set, const Changes<T> &changes);
    void recordJobs(const ChangeSet &set);
    void recordNotices(const ArchiveEntry &entry, QStringList &altered);
    void recordMemories(const ArchiveEntry &entry);
    void loadFacts(ArchiveContent &content);
    void loadMembership(ArchiveContent &content);
    QList<Notice> noticesOf(const QStringList &keys);
    std::expected<QList<Notice>, QString> alter(const QString &sql, const QList<QVariantList> &rows);

    const QString m_file;
    QLockFile m_lock;
    SqlConnection m_sql;
    QString m_refusal; ///< what is wrong with the file, where SQLite gave no error
};

}
