// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/airfield/bugzillafilter.h"

#include <QDateTime>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
QDateTime timeOf(const QString &text)
{
    return QDateTime::fromString(text, Qt::ISODate);
}

/// The values a bug has for a field.
QStringList valuesOf(const QString &field, const QJsonObject &bug, const QJsonArray &attachments)
{
    QStringList values;
    QJsonArray flags = bug.value("flags"_L1).toArray();
    for (const QJsonValue &attachment : attachments) {
        for (const QJsonValue &flag : attachment["flags"_L1].toArray()) {
            flags.append(flag);
        }
    }
    if (field == "flagtypes.name"_L1) {
        for (const QJsonValue &flag : std::as_const(flags)) {
            values.append(flag["name"_L1].toString() + flag["status"_L1].toString());
        }
    } else if (field == "requestees.login_name"_L1) {
        for (const QJsonValue &flag : std::as_const(flags)) {
            values.append(flag["requestee"_L1].toString());
        }
    } else if (field == "keywords"_L1) {
        for (const QJsonValue &keyword : bug.value("keywords"_L1).toArray()) {
            values.append(keyword.toString());
        }
    } else if (field == "bug_id"_L1) {
        values.append(QString::number(bug.value("id"_L1).toInteger()));
    } else {
        const QString name = field == "status_whiteboard"_L1 ? u"whiteboard"_s
            : field == "delta_ts"_L1                         ? u"last_change_time"_s
                                                             : field;
        values.append(bug.value(name).toString());
    }
    return values;
}
}

BugzillaFilter::BugzillaFilter(const FieldRequest &request)
    : m_ids(request.items(u"id"_s)), m_whiteboard(request.item(u"whiteboard"_s)), m_joiner(request.item(u"j_top"_s))
{
    static const QRegularExpression numbered(u"^f([0-9]+)$"_s);
    QMap<int, Condition> conditions;
    for (const auto &[name, value] : request.query.queryItems(QUrl::FullyDecoded)) {
        if (const auto match = numbered.match(name); match.hasMatch()) {
            const QString number = match.captured(1);
            conditions.insert(number.toInt(),
                              {.field = value,
                               .test = request.item(u'o' + number),
                               .value = request.item(u'v' + number),
                               .joiner = request.item(u'j' + number)});
        }
    }
    if (const QString since = request.item(u"last_change_time"_s); !since.isEmpty()) {
        conditions.insert(int(conditions.size()) + 1,
                          {.field = u"delta_ts"_s, .test = u"greaterthaneq"_s, .value = since, .joiner = {}});
    }
    m_conditions = conditions.values();
}

bool BugzillaFilter::takes(const QJsonObject &bug, const QJsonArray &attachments) const
{
    if (!m_ids.isEmpty() && !m_ids.contains(QString::number(bug.value("id"_L1).toInteger()))) {
        return false;
    }
    if (!bug.value("whiteboard"_L1).toString().contains(m_whiteboard, Qt::CaseInsensitive)) {
        return false;
    }
    qsizetype at = 0;
    return takesGroup(at, m_joiner, {bug, attachments});
}

/// The conditions from `at` to the bracket that closes them, or to the end.
bool BugzillaFilter::takesGroup(qsizetype &at, const QString &joiner, const Bug &bug) const
{
    const bool isOr = joiner == "OR"_L1;
    bool some = false;
    bool all = true;
    while (at < m_conditions.size()) {
        const Condition &condition = m_conditions.at(at++);
        if (condition.field == "CP"_L1) {
            break;
        }
        const bool holds = condition.field == "OP"_L1 ? takesGroup(at, condition.joiner, bug)
                                                      : BugzillaFilter::holds(condition, bug);
        some = some || holds;
        all = all && holds;
    }
    return isOr ? some : all;
}

bool BugzillaFilter::holds(const Condition &condition, const Bug &bug)
{
    const QStringList values = valuesOf(condition.field, bug.first, bug.second);
    const QStringList wanted = condition.value.split(u',');
    return std::ranges::any_of(values, [&](const QString &value) {
        if (condition.test == "greaterthaneq"_L1) {
            return timeOf(value) >= timeOf(condition.value);
        }
        if (condition.test == "equals"_L1) {
            return value.compare(condition.value, Qt::CaseInsensitive) == 0;
        }
        if (condition.test == "anyexact"_L1 || condition.test == "anywords"_L1) {
            return wanted.contains(value, Qt::CaseInsensitive);
        }
        return value.contains(condition.value, Qt::CaseInsensitive);
    });
}

}
