// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/airfield/repositorystate.h"

#include <QDateTime>
#include <QTimeZone>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
constexpr qint64 s_second = 1'000'000;

QJsonObject shifted(QJsonObject push, const RepositoryState::Shift &shift)
{
    if (shift.ids == 0 && shift.seconds == 0) {
        return push;
    }
    const qint64 id = push.value("id"_L1).toInteger() + shift.ids;
    push.insert("id"_L1, id);
    push.insert("push_timestamp"_L1, push.value("push_timestamp"_L1).toInteger() + shift.seconds);
    QJsonArray revisions = push.value("revisions"_L1).toArray();
    for (qsizetype i = 0; i < revisions.size(); ++i) {
        QJsonObject revision = revisions.at(i).toObject();
        revision.insert("result_set_id"_L1, id);
        revisions.replace(i, revision);
    }
    push.insert("revisions"_L1, revisions);
    return push;
}

/// The same but for the time: nothing new is said.
bool sameButTime(QJsonArray a, const QJsonArray &b)
{
    a.replace(RepositoryState::LastModified, b.at(RepositoryState::LastModified));
    return a == b;
}
}

QJsonArray RepositoryState::columnNames()
{
    return {u"failure_classification_id"_s,
            u"id"_s,
            u"job_group_name"_s,
            u"job_group_symbol"_s,
            u"job_type_name"_s,
            u"job_type_symbol"_s,
            u"last_modified"_s,
            u"platform"_s,
            u"push_id"_s,
            u"push_revision"_s,
            u"result"_s,
            u"signature"_s,
            u"state"_s,
            u"tier"_s,
            u"task_id"_s,
            u"retry_id"_s,
            u"duration"_s,
            u"platform_option"_s};
}

qint64 RepositoryState::microseconds(QString text)
{
    if (text.endsWith(u'Z')) {
        text.chop(1);
    }
    text.replace(u' ', u'T');
    const qsizetype dot = text.indexOf(u'.');
    const QString whole = dot < 0 ? text : text.left(dot);
    const QString fraction = dot < 0 ? u"0"_s : text.mid(dot + 1);
    QDateTime time = QDateTime::fromString(whole, Qt::ISODate);
    bool digits = false;
    const int parts = fraction.leftJustified(6, u'0', true).toInt(&digits);
    if (!time.isValid() || !digits) {
        return -1;
    }
    time.setTimeZone(QTimeZone::utc());
    return time.toSecsSinceEpoch() * s_second + parts;
}

QString RepositoryState::timeText(qint64 microseconds)
{
    const QDateTime time = QDateTime::fromSecsSinceEpoch(microseconds / s_second, QTimeZone::utc());
    return time.toString(u"yyyy-MM-ddTHH:mm:ss."_s) + QString::number(microseconds % s_second).rightJustified(6, u'0');
}

void RepositoryState::mergeList(const QJsonArray &list)
{
    for (auto &[id, push] : m_pushes) {
        push.listed = false;
    }
    for (const QJsonValue &value : list) {
        addPush(shifted(value.toObject(), m_shift));
    }
}

void RepositoryState::addPush(const QJsonObject &push)
{
    m_pushes.insert_or_assign(push.value("id"_L1).toInteger(), Push{.object = push});
}

RepositoryState::Extra RepositoryState::extra(qint64 job) const
{
    const auto found = m_extras.find(job);
    return found == m_extras.cend() ? Extra() : found->second;
}

int RepositoryState::mergeJobs(const QJsonArray &rows, qint64 stamp)
{
    const qint64 before = m_newest;
    int changed = 0;
    for (const QJsonValue &value : rows) {
        QJsonArray row = value.toArray();
        if (m_shift.ids != 0) {
            row.replace(Id, row.at(Id).toInteger() + m_shift.ids);
            row.replace(PushId, row.at(PushId).toInteger() + m_shift.ids);
        }
        const qint64 id = row.at(Id).toInteger();
        const auto known = m_jobs.find(id);
        if (known != m_jobs.cend() && sameButTime(row, known->second.row)) {
            continue;
        }
        qint64 modified = microseconds(row.at(LastModified).toString()) + m_shift.seconds * s_second;
        if (stamp != 0) {
            modified = stamp + changed;
        }
        if (before != 0 && modified <= before) {
            modified = before + 1 + changed;
        }
        if (modified != microseconds(row.at(LastModified).toString())) {
            row.replace(LastModified, timeText(modified));
        }
        m_newest = std::max(m_newest, modified);
        m_jobs.insert_or_assign(id, Job{.push = row.at(PushId).toInteger(), .modified = modified, .row = row});
        ++changed;
    }
    return changed;
}

}
