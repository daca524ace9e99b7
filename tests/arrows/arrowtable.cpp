// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/arrows/arrowtable.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace Windsock {

std::optional<ArrowTable> ArrowTable::fromJson(const QByteArray &json, QString *error)
{
    QJsonParseError parseError;
    const QJsonDocument document = QJsonDocument::fromJson(json, &parseError);
    if (!document.isObject()) {
        *error = u"not a JSON object: %1"_s.arg(parseError.errorString());
        return std::nullopt;
    }
    ArrowTable table;
    const QJsonObject rows = document.object();
    for (auto row = rows.begin(); row != rows.end(); ++row) {
        if (!row->isArray()) {
            *error = u"the row of %1 is not a list"_s.arg(row.key());
            return std::nullopt;
        }
        QStringList &folders = table.m_rows[row.key()];
        const QJsonArray values = row->toArray();
        for (const QJsonValue &value : values) {
            folders.append(value.toString());
        }
    }
    return table;
}

bool ArrowTable::allows(const QString &from, const QString &to) const
{
    return from == to || to.startsWith(from + u'/') || targets(from).contains(to);
}

QStringList ArrowTable::faults() const
{
    QStringList found;
    QStringList folders = m_rows.keys();
    folders.sort();
    for (const QString &folder : std::as_const(folders)) {
        const QStringList reached = targets(folder);
        for (const QString &target : reached) {
            if (!has(target)) {
                found.append(u"%1 may include %2, which has no row"_s.arg(folder, target));
            }
        }
    }
    for (const QString &folder : std::as_const(folders)) {
        const QStringList cycle = cycleThrough(folder, {folder});
        if (!cycle.isEmpty()) {
            found.append(u"cycle: %1"_s.arg(cycle.join(u" -> "_s)));
            break;
        }
    }
    return found;
}

QStringList ArrowTable::targets(const QString &folder) const
{
    const QStringList row = m_rows.value(folder);
    if (!row.contains(u"*"_s)) {
        return row;
    }
    QStringList all = m_rows.keys();
    all.removeAll(folder);
    all.sort();
    return all;
}

/// The way from the last folder of `path` back to its first, or nothing.
QStringList ArrowTable::cycleThrough(const QString &folder, QStringList path) const
{
    const QStringList reached = targets(folder);
    for (const QString &target : reached) {
        if (target == path.constFirst()) {
            return path << target;
        }
        if (path.contains(target)) {
            continue;
        }
        const QStringList cycle = cycleThrough(target, path + QStringList{target});
        if (!cycle.isEmpty()) {
            return cycle;
        }
    }
    return {};
}

}
