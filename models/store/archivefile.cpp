// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/archivefile.h"

#include "models/store/schema.h"
#include "store_log.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace Windsock {

ArchiveFile::ArchiveFile(const QString &path, SqlConnection &sql)
    : m_file(path), m_lock(path + u".lock"_s), m_sql(sql)
{
    m_lock.setStaleLockTime(0);
}

void ArchiveFile::close()
{
    m_sql.close();
    m_lock.unlock();
}

std::expected<QString, QString> ArchiveFile::open(const QDateTime &now)
{
    const QString locked = takeLock();
    if (!locked.isEmpty()) {
        return std::unexpected(locked);
    }
    QString aside;
    Opened opened = openFile();
    if (opened == Opened::Damaged) {
        const auto moved = setAside(now);
        if (!moved) {
            close();
            return std::unexpected(moved.error());
        }
        aside = *moved;
        opened = openFile();
    }
    if (opened != Opened::Good) {
        const QString why = m_refusal.isEmpty() ? m_sql.error() : m_refusal;
        close();
        return std::unexpected(u"%1: %2"_s.arg(m_file, why));
    }
    return aside;
}

QString ArchiveFile::takeLock()
{
    const QString folder = QFileInfo(m_file).absolutePath();
    if (!QFileInfo::exists(folder)) {
        if (!QDir().mkpath(folder)) {
            return u"%1: the folder cannot be made"_s.arg(folder);
        }
        QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }
    if (m_lock.tryLock(0)) {
        return {};
    }
    qint64 pid = 0;
    QString host;
    QString program;
    const auto isHeld = [&] { return m_lock.getLockInfo(&pid, &host, &program); };
    // Killed between making the lock file and writing its name into it: nobody would ever find such a lock stale.
    // Who lives has written it by now, or keeps the file from being removed.
    if (m_lock.error() == QLockFile::LockFailedError && !isHeld()) {
        if (m_lock.tryLock(200) || (!isHeld() && m_lock.removeStaleLockFile() && m_lock.tryLock(0))) {
            return {};
        }
    }
    if (m_lock.error() == QLockFile::LockFailedError && isHeld()) {
        return u"%1 is in use by %2 (process %3)"_s.arg(m_file, program).arg(pid);
    }
    return u"%1 cannot be locked"_s.arg(m_file);
}

ArchiveFile::Opened ArchiveFile::openFile()
{
    m_refusal.clear();
    QFile file(m_file);
    const QFile::Permissions ours = QFile::ReadOwner | QFile::WriteOwner;
    if (!file.exists() && !file.open(QIODevice::WriteOnly | QIODevice::NewOnly, ours)) {
        m_refusal = file.errorString();
        return Opened::Failed;
    }
    file.close();
    file.setPermissions(ours);

    const auto verdict = [this] { return m_sql.isDamaged() ? Opened::Damaged : Opened::Failed; };
    if (!m_sql.open(m_file)) {
        return verdict();
    }
    const int version = m_sql.value(u"PRAGMA user_version"_s).toInt();
    if (!m_sql.hasError() && version > int(schemaSteps().size())) {
        m_refusal = u"written by a newer Windsock (schema %1, this one knows %2)"_s.arg(version).arg(
            schemaSteps().size());
        return Opened::Failed;
    }
    const QString sound = m_sql.value(u"PRAGMA quick_check(1)"_s).toString();
    if (m_sql.hasError()) {
        return verdict();
    }
    if (sound != "ok"_L1) {
        m_refusal = sound;
        return Opened::Damaged;
    }
    m_sql.value(u"PRAGMA journal_mode = WAL"_s);
    m_sql.value(u"PRAGMA synchronous = FULL"_s);
    m_sql.value(u"PRAGMA journal_size_limit = 67108864"_s);
    return !m_sql.hasError() && migrate(version) ? Opened::Good : verdict();
}

bool ArchiveFile::migrate(int from)
{
    const auto steps = schemaSteps();
    for (int version = from; version < int(steps.size()); ++version) {
        m_sql.begin();
        for (const QString &statement : steps[version]) {
            m_sql.run(statement);
        }
        m_sql.run(u"PRAGMA user_version = %1"_s.arg(version + 1));
        if (!m_sql.commit()) {
            return false;
        }
    }
    return true;
}

std::expected<QString, QString> ArchiveFile::setAside(const QDateTime &now)
{
    const QString why = m_refusal.isEmpty() ? m_sql.error() : m_refusal;
    m_sql.close();
    const QString stem = m_file + u".damaged-"_s + now.toUTC().toString(u"yyyyMMdd'T'HHmmss'Z'"_s);
    QString aside = stem;
    for (int i = 2; QFileInfo::exists(aside); ++i) {
        aside = stem + u'-' + QString::number(i);
    }
    QFile damaged(m_file);
    if (!damaged.rename(aside)) {
        return std::unexpected(u"%1 is damaged and cannot be set aside: %2"_s.arg(m_file, damaged.errorString()));
    }
    for (const QString &tail : {u"-wal"_s, u"-shm"_s}) {
        if (QFileInfo::exists(m_file + tail) && !QFile::rename(m_file + tail, aside + tail)) {
            return std::unexpected(u"%1 belongs to a damaged file and cannot be set aside"_s.arg(m_file + tail));
        }
    }
    qCWarning(WINDSOCK_STORE) << m_file << "was damaged and is kept as" << aside << why;
    return aside;
}

}
