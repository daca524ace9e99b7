// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <QString>

#include <map>

namespace Windsock {

/// The pushes and jobs of one repository as the field's Treeherder knows them now. Recorded states are merged into it:
/// the latest row of a job wins, a push that left the list is still known by its id.
class RepositoryState
{
public:
    /// The columns of a job's row, in the order of job_property_names.
    enum Column {
        Classification,
        Id,
        GroupName,
        GroupSymbol,
        TypeName,
        TypeSymbol,
        LastModified,
        Platform,
        PushId,
        PushRevision,
        Result,
        Signature,
        State,
        Tier,
        TaskId,
        RetryId,
        Duration,
        PlatformOption,
    };

    struct Push {
        QJsonObject object;
        bool listed = true;
    };
    struct Job {
        qint64 push = 0;
        qint64 modified = 0; ///< microseconds since 1970, UTC
        QJsonArray row;
    };

    /// What is told of a job only where somebody asks for that job.
    struct Extra {
        QJsonArray suggestions; ///< as bug_suggestions/ answers
        QJsonArray logs; ///< objects with name and url
    };

    /// Recorded ids go up by `ids`, recorded times by `seconds`.
    struct Shift {
        qint64 ids = 0;
        qint64 seconds = 0;
    };

    void setShift(const Shift &shift) { m_shift = shift; }
    /// `list` is all that a push list answers from now on.
    void mergeList(const QJsonArray &list);
    void addPush(const QJsonObject &push);
    /// Takes over the rows that say something new. With `stamp` (microseconds) they were modified then, else when the
    /// recording says so; in any case later than all that was known before, or a cursor would miss them.
    /// Answers how many were new or changed.
    int mergeJobs(const QJsonArray &rows, qint64 stamp = 0);

    void setExtra(qint64 job, const Extra &extra) { m_extras.insert_or_assign(job, extra); }
    void setAlerts(qint64 push, const QJsonObject &summary) { m_alerts.insert_or_assign(push, summary); }

    const std::map<qint64, Push> &pushes() const { return m_pushes; }
    const std::map<qint64, Job> &jobs() const { return m_jobs; }
    Extra extra(qint64 job) const;
    /// Summaries of performance alerts by push.
    const std::map<qint64, QJsonObject> &alerts() const { return m_alerts; }

    static QJsonArray columnNames();
    /// Of Treeherder's times: no zone (UTC is meant), up to six digits of a second. -1 where it is none.
    static qint64 microseconds(QString text);
    static QString timeText(qint64 microseconds);

private:
    Shift m_shift;
    std::map<qint64, Push> m_pushes;
    std::map<qint64, Job> m_jobs;
    std::map<qint64, Extra> m_extras;
    std::map<qint64, QJsonObject> m_alerts;
    qint64 m_newest = 0;
};

}
