// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/airfield/fieldrequest.h"

#include <QJsonArray>
#include <QJsonObject>

#include <functional>

namespace Windsock {

/// A Bugzilla's search: id, whiteboard, last_change_time, and the numbered conditions f/o/v with the brackets OP and CP,
/// joined by j. As the real one does, last_change_time becomes one more condition behind the others, by their count: a
/// gap in the numbers loses one (bmo: Bugzilla/WebService/Bug.pm, search).
class BugzillaFilter
{
public:
    explicit BugzillaFilter(const FieldRequest &request);

    bool takes(const QJsonObject &bug, const QJsonArray &attachments) const;

private:
    struct Condition {
        QString field;
        QString test;
        QString value;
        QString joiner;
    };
    using Bug = std::pair<const QJsonObject &, const QJsonArray &>;

    bool takesGroup(qsizetype &at, const QString &joiner, const Bug &bug) const;
    static bool holds(const Condition &condition, const Bug &bug);

    QStringList m_ids;
    QString m_whiteboard;
    QString m_joiner; ///< of the whole search
    QList<Condition> m_conditions;
};

}
