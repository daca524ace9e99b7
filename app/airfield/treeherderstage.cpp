// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/airfield/treeherderworld.h"

#include <QCryptographicHash>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
constexpr int s_repositoryId = 1100;

QString hashOf(const QString &text)
{
    return QString::fromLatin1(QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha1).toHex());
}

/// As Taskcluster names its tasks: 22 characters that may stand in an address.
QString taskId(qint64 job)
{
    constexpr auto form = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;
    const QByteArray hash = QCryptographicHash::hash(QByteArray::number(job), QCryptographicHash::Md5);
    return QString::fromLatin1(hash.toBase64(form));
}

QJsonObject bugObject(const StagedBug &bug)
{
    return {{u"id"_s, bug.id},
            {u"status"_s, bug.open ? u"NEW"_s : u"RESOLVED"_s},
            {u"resolution"_s, bug.open ? QString() : u"FIXED"_s},
            {u"summary"_s, bug.summary},
            {u"dupe_of"_s, QJsonValue::Null},
            {u"crash_signature"_s, u""_s},
            {u"keywords"_s, u"intermittent-failure"_s},
            {u"whiteboard"_s, u""_s},
            {u"internal_id"_s, bug.id},
            {u"occurrences"_s, QJsonValue::Null}};
}
}

void TreeherderWorld::addRepository(const QString &name)
{
    m_recordings.insert_or_assign(name, Recording{.open = true});
}

qint64 TreeherderWorld::addPush(const QString &name, const QString &revision, const QString &author,
                                const QString &message)
{
    Recording *recording = repository(name);
    if (!recording) {
        addRepository(name);
        recording = &m_recordings.at(name);
    }
    const qint64 id = ++m_lastPush;
    const QJsonObject commit{{u"result_set_id"_s, id},
                             {u"repository_id"_s, s_repositoryId},
                             {u"revision"_s, revision},
                             {u"author"_s, u"%1 <%2>"_s.arg(author.section(u'@', 0, 0), author)},
                             {u"comments"_s, message}};
    // Two pushes of one second would be listed in any order.
    qint64 time = m_clock.now().toSecsSinceEpoch();
    for (const auto &[other, push] : recording->state.pushes()) {
        time = std::max(time, push.object.value("push_timestamp"_L1).toInteger() + 1);
    }
    recording->state.addPush({{u"id"_s, id},
                              {u"revision"_s, revision},
                              {u"author"_s, author},
                              {u"branch"_s, QJsonValue::Null},
                              {u"revisions"_s, QJsonArray{commit}},
                              {u"revision_count"_s, 1},
                              {u"push_timestamp"_s, time},
                              {u"repository_id"_s, s_repositoryId}});
    return id;
}

qint64 TreeherderWorld::addJob(qint64 push, const StagedJob &job)
{
    Recording *recording = withPush(push);
    if (!recording) {
        return 0;
    }
    const qint64 now = m_clock.now().toMSecsSinceEpoch() * 1000;
    const qint64 id = ++m_lastJob;
    const QJsonArray row{1,
                         id,
                         job.group,
                         job.groupSymbol,
                         job.type,
                         job.symbol,
                         RepositoryState::timeText(now),
                         job.platform,
                         push,
                         recording->state.pushes().at(push).object.value("revision"_L1),
                         u"unknown"_s,
                         hashOf(job.type),
                         u"pending"_s,
                         job.tier,
                         taskId(id),
                         0,
                         12,
                         job.option};
    recording->state.mergeJobs(QJsonArray{QJsonValue(row)}, now);
    return id;
}

bool TreeherderWorld::setJob(qint64 job, const QString &state, const QString &result, int classification)
{
    Recording *recording = withJob(job);
    if (!recording) {
        return false;
    }
    QJsonArray row = recording->state.jobs().at(job).row;
    row.replace(RepositoryState::State, state);
    row.replace(RepositoryState::Result, result);
    row.replace(RepositoryState::Classification, classification);
    recording->state.mergeJobs(QJsonArray{QJsonValue(row)}, m_clock.now().toMSecsSinceEpoch() * 1000);
    return true;
}

void TreeherderWorld::addFailureLine(qint64 job, const QString &line, const QList<StagedBug> &bugs)
{
    if (Recording *recording = withJob(job)) {
        QJsonArray open;
        QJsonArray others;
        for (const StagedBug &bug : bugs) {
            (bug.open ? open : others).append(bugObject(bug));
        }
        RepositoryState::Extra extra = recording->state.extra(job);
        extra.suggestions.append(
            QJsonObject{{u"search"_s, line},
                        {u"search_terms"_s, QJsonArray()},
                        {u"path_end"_s, QJsonValue::Null},
                        {u"bugs"_s, QJsonObject{{u"open_recent"_s, open}, {u"all_others"_s, others}}},
                        {u"line_number"_s, 100 + extra.suggestions.size()},
                        {u"counter"_s, 0},
                        {u"failure_new_in_rev"_s, false}});
        recording->state.setExtra(job, extra);
    }
}

void TreeherderWorld::addLog(qint64 job, const QString &name, const QString &url)
{
    if (Recording *recording = withJob(job)) {
        RepositoryState::Extra extra = recording->state.extra(job);
        extra.logs.append(QJsonObject{{u"name"_s, name}, {u"url"_s, url}});
        recording->state.setExtra(job, extra);
    }
}

void TreeherderWorld::addAlert(qint64 push, const StagedAlert &alert)
{
    Recording *recording = withPush(push);
    if (!recording) {
        return;
    }
    RepositoryState &state = recording->state;
    const auto known = state.alerts().find(push);
    QJsonObject summary{{u"id"_s, push},
                        {u"push_id"_s, push},
                        {u"status"_s, 0},
                        {u"revision"_s, state.pushes().at(push).object.value("revision"_L1)},
                        {u"related_alerts"_s, QJsonArray()}};
    if (known != state.alerts().cend()) {
        summary = known->second;
    }
    QJsonArray alerts = summary.value("alerts"_L1).toArray();
    const double change = alert.after - alert.before;
    alerts.append(QJsonObject{
        {u"id"_s, push * 100 + alerts.size()},
        {u"status"_s, alert.status},
        {u"series_signature"_s,
         QJsonObject{{u"suite"_s, alert.suite},
                     {u"test"_s, alert.test},
                     {u"machine_platform"_s, u"linux1804-64-shippable-qr"_s},
                     {u"lower_is_better"_s, true}}},
        {u"is_regression"_s, alert.regression},
        {u"prev_value"_s, alert.before},
        {u"new_value"_s, alert.after},
        {u"amount_abs"_s, std::abs(change)},
        {u"amount_pct"_s, alert.before == 0 ? 0 : std::round(std::abs(change / alert.before) * 10'000) / 100},
        {u"summary_id"_s, push},
        {u"related_summary_id"_s, QJsonValue::Null}});
    summary.insert("alerts"_L1, alerts);
    state.setAlerts(push, summary);
}

}
