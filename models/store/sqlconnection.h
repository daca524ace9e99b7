// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QVariant>

#include <functional>
#include <map>

namespace Windsock {

/// One connection to one SQLite file, with its statements prepared once. An error sticks: after the first, every call
/// does nothing until it is cleared by begin(), so that a series of calls is asked once at its end.
class SqlConnection
{
public:
    SqlConnection();
    ~SqlConnection();
    SqlConnection(const SqlConnection &) = delete;
    SqlConnection &operator=(const SqlConnection &) = delete;

    bool open(const QString &file);
    void close();
    bool isOpen() const { return m_database.isOpen(); }
    QString name() const { return m_name; }

    /// The number of rows altered, -1 where it failed.
    int run(const QString &sql, const QVariantList &values = {});
    /// Calls `row` for each row found.
    bool each(const QString &sql, const QVariantList &values, const std::function<void(const QSqlQuery &)> &row);
    /// The first column of the first row.
    QVariant value(const QString &sql, const QVariantList &values = {});

    bool begin();
    /// True where everything since begin() is on the disk; else it is rolled back, every bit of it.
    bool commit();
    void rollback();

    bool hasError() const { return !m_error.isEmpty(); }
    QString error() const { return m_error; }
    /// SQLITE_CORRUPT or SQLITE_NOTADB: the file is no database any more. Never for a full disk, a lock or an I/O error.
    bool isDamaged() const;

private:
    QSqlQuery *prepared(const QString &sql, const QVariantList &values);
    void note(const QSqlError &error);

    QString m_name;
    QSqlDatabase m_database;
    std::map<QString, QSqlQuery> m_statements;
    QString m_error;
    int m_code = 0;
};

}
