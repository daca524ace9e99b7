// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/features/storelook.h"

#include <QFile>
#include <QRegularExpression>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
StoreLook look(const QSqlDatabase &store)
{
    StoreLook found;
    QSqlQuery check(u"PRAGMA integrity_check"_s, store);
    while (check.next()) {
        found.integrity += (found.integrity.isEmpty() ? QString() : u"; "_s) + check.value(0).toString();
    }
    if (check.lastError().isValid()) {
        found.integrity = check.lastError().text();
    }
    // Killed before the tables were made: there is nothing to look at yet.
    if (store.tables().contains(u"notices"_s)) {
        QSqlQuery rows(u"SELECT key, title, text, shown FROM notices ORDER BY key"_s, store);
        while (rows.next()) {
            found.notices.append({.key = rows.value(0).toString(),
                                  .title = rows.value(1).toString(),
                                  .text = rows.value(2).toString(),
                                  .shown = !rows.value(3).isNull()});
        }
    }
    return found;
}
}

QString StoreLook::Row::transition() const
{
    static const QRegularExpression moment(u"(/pr/.*):\\d{4}-\\d\\d-\\d\\dT[0-9:]+Z$"_s);
    return QString(key).replace(moment, u"\\1"_s);
}

StoreLook lookInto(const QString &storeFile)
{
    const QTemporaryDir folder;
    const QString copy = folder.filePath(u"copy.db"_s);
    if (!QFile::copy(storeFile, copy)) {
        return {.integrity = QFile::exists(storeFile) ? u"cannot be copied"_s : u"ok"_s, .notices = {}};
    }
    QFile::copy(storeFile + u"-wal"_s, copy + u"-wal"_s);
    StoreLook found;
    {
        QSqlDatabase store = QSqlDatabase::addDatabase(u"QSQLITE"_s, copy);
        store.setDatabaseName(copy);
        if (store.open()) {
            found = look(store);
        } else {
            found.integrity = store.lastError().text();
        }
    }
    QSqlDatabase::removeDatabase(copy);
    return found;
}

}
