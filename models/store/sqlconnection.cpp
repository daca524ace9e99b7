// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/sqlconnection.h"

#include <QSqlError>
#include <QUuid>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
constexpr int s_corrupt = 11;
constexpr int s_notADatabase = 26;
}

SqlConnection::SqlConnection()
    : m_name(u"windsock-"_s + QUuid::createUuid().toString(QUuid::WithoutBraces))
{
}

SqlConnection::~SqlConnection()
{
    close();
}

bool SqlConnection::open(const QString &file)
{
    m_error.clear();
    m_code = 0;
    m_database = QSqlDatabase::addDatabase(u"QSQLITE"_s, m_name);
    m_database.setDatabaseName(file);
    m_database.setConnectOptions(u"QSQLITE_BUSY_TIMEOUT=2000"_s);
    if (!m_database.open()) {
        note(m_database.lastError());
        return false;
    }
    return true;
}

void SqlConnection::close()
{
    m_statements.clear();
    if (m_database.isValid()) {
        m_database.close();
        m_database = {};
        QSqlDatabase::removeDatabase(m_name);
    }
}

QSqlQuery *SqlConnection::prepared(const QString &sql, const QVariantList &values)
{
    if (hasError()) {
        return nullptr;
    }
    auto it = m_statements.find(sql);
    if (it == m_statements.end()) {
        QSqlQuery query(m_database);
        query.setForwardOnly(true);
        if (!query.prepare(sql)) {
            note(query.lastError());
            return nullptr;
        }
        it = m_statements.emplace(sql, std::move(query)).first;
    }
    QSqlQuery &query = it->second;
    for (int i = 0; i < values.size(); ++i) {
        query.bindValue(i, values[i]);
    }
    if (!query.exec()) {
        note(query.lastError());
        query.finish();
        return nullptr;
    }
    return &query;
}

int SqlConnection::run(const QString &sql, const QVariantList &values)
{
    QSqlQuery *query = prepared(sql, values);
    if (!query) {
        return -1;
    }
    const int rows = query->numRowsAffected();
    query->finish();
    return rows;
}

bool SqlConnection::each(const QString &sql, const QVariantList &values,
                         const std::function<void(const QSqlQuery &)> &row)
{
    QSqlQuery *query = prepared(sql, values);
    if (!query) {
        return false;
    }
    while (query->next()) {
        row(*query);
    }
    if (query->lastError().isValid()) {
        note(query->lastError());
    }
    query->finish();
    return !hasError();
}

QVariant SqlConnection::value(const QString &sql, const QVariantList &values)
{
    QVariant first;
    each(sql, values, [&first](const QSqlQuery &query) {
        if (!first.isValid()) {
            first = query.value(0);
        }
    });
    return first;
}

bool SqlConnection::begin()
{
    m_error.clear();
    m_code = 0;
    run(u"BEGIN IMMEDIATE"_s);
    return !hasError();
}

bool SqlConnection::commit()
{
    run(u"COMMIT"_s);
    if (hasError()) {
        rollback();
        return false;
    }
    return true;
}

void SqlConnection::rollback()
{
    // SQLite itself has rolled back after some errors; a second time does no harm.
    QSqlQuery(m_database).exec(u"ROLLBACK"_s);
}

bool SqlConnection::isDamaged() const
{
    return m_code == s_corrupt || m_code == s_notADatabase;
}

void SqlConnection::note(const QSqlError &error)
{
    m_code = error.nativeErrorCode().toInt() & 0xff;
    m_error = error.text().trimmed();
    if (m_error.isEmpty()) {
        m_error = u"unknown error"_s;
    }
}

}
