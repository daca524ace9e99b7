// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/airfield/treeherderworld.h"

#include "app/airfield/fielddata.h"
#include "app/airfield/treeherdererrors.h"
#include "app/airfield/treeherderjob.h"
#include "app/airfield/treeherderlists.h"

#include <QRegularExpression>
#include <QSet>
#include <QTimeZone>

using namespace Qt::StringLiterals;

namespace Windsock {

using namespace FieldTreeherder;

TreeherderWorld::TreeherderWorld(const QString &dataDir, const FieldClock &clock, bool live)
    : m_dataDir(dataDir), m_clock(clock), m_live(live)
{
    m_recordings[u"mozilla-inbound"_s] = {
        .steps = {u"A"_s, u"B"_s},
        .recordedNow = QDateTime({2014, 4, 15}, {23, 6}, QTimeZone::utc()),
        .liveIds = 1'000'000,
    };
    m_recordings[u"autoland"_s] = {
        .steps = {u"t0"_s, u"t1"_s, u"t2"_s, u"t3"_s, u"t4"_s, u"t5"_s, u"t6"_s},
        .recordedNow = QDateTime({2026, 11, 20}, {16, 25, 43}, QTimeZone::utc()),
    };
    m_recordings[u"demo"_s] = {.open = true};
}

QStringList TreeherderWorld::recorded()
{
    return {u"mozilla-inbound"_s, u"autoland"_s};
}

RepositoryState &TreeherderWorld::demo()
{
    return m_recordings.at(u"demo"_s).state;
}

TreeherderWorld::Recording *TreeherderWorld::repository(const QString &name)
{
    const auto it = m_recordings.find(name);
    if (it == m_recordings.end()) {
        return nullptr;
    }
    open(name, it->second);
    return &it->second;
}

void TreeherderWorld::open(const QString &name, Recording &recording)
{
    if (recording.open) {
        return;
    }
    recording.open = true;
    if (m_live) {
        recording.state.setShift({.ids = recording.liveIds, .seconds = recording.recordedNow.secsTo(m_clock.now())});
    }
    merge(name, recording, recording.steps.takeFirst(), 0);
}

int TreeherderWorld::merge(const QString &name, Recording &recording, const QString &step, qint64 stamp)
{
    const QString start = u"treeherder/%1/%2-"_s.arg(name, step);
    const QByteArray list = readFieldData(m_dataDir, start + u"push.json"_s);
    if (!list.isEmpty()) {
        recording.state.mergeList(QJsonDocument::fromJson(list).object().value("results"_L1).toArray());
    }
    QJsonArray rows;
    for (int page = 1;; ++page) {
        const QByteArray bytes = readFieldData(m_dataDir, start + u"jobs-%1.json"_s.arg(page));
        if (bytes.isEmpty()) {
            break;
        }
        const QJsonArray more = QJsonDocument::fromJson(bytes).object().value("results"_L1).toArray();
        for (const QJsonValue &row : more) {
            rows.append(row);
        }
    }
    return recording.state.mergeJobs(rows, stamp);
}

QString TreeherderWorld::step(const QString &name)
{
    Recording *recording = repository(name);
    if (!recording || recording->steps.isEmpty()) {
        return {};
    }
    const QString step = recording->steps.takeFirst();
    const int changed = merge(name, *recording, step, m_live ? m_clock.now().toMSecsSinceEpoch() * 1000 : 0);
    return u"%1 moves to %2: %3 jobs change"_s.arg(name, step).arg(changed);
}

int TreeherderWorld::stepsLeft(const QString &name) const
{
    const auto it = m_recordings.find(name);
    // The first state is no step: it is there as soon as somebody asks.
    return it == m_recordings.cend() ? 0 : int(it->second.steps.size()) - (it->second.open ? 0 : 1);
}

FieldAnswer TreeherderWorld::answer(const QString &path, const FieldRequest &request)
{
    if (isLibraryAgent(request.header("user-agent"))) {
        return forbidden();
    }
    if (path == "repository/"_L1) {
        return repositories();
    }
    if (path == "jobs/"_L1) {
        return jobs(request);
    }
    if (path == "performance/alertsummary/"_L1) {
        QList<const RepositoryState *> all;
        for (const auto &[name, recording] : m_recordings) {
            all.append(&recording.state);
        }
        return alertSummaries(all, request);
    }
    static const QRegularExpression project(u"^project/([^/]+)/(.+)$"_s);
    const QRegularExpressionMatch match = project.match(path);
    return match.hasMatch() ? ofProject(match.captured(1), match.captured(2), request) : notFound();
}

FieldAnswer TreeherderWorld::ofProject(const QString &name, const QString &path, const FieldRequest &request)
{
    const Recording *recording = repository(name);
    if (!recording) {
        return detail(404, u"No project with name %1"_s.arg(name));
    }
    if (path == "push/"_L1) {
        return pushList(name, recording->state, request);
    }
    if (path == "jobs/"_L1) {
        return jobObjects(recording->state, request);
    }
    if (path == "job-log-url/"_L1) {
        return logUrls(recording->state, request);
    }
    static const QRegularExpression one(u"^(push|jobs)/(\\d+)/(.*)$"_s);
    const QRegularExpressionMatch match = one.match(path);
    const qint64 id = match.captured(2).toLongLong();
    if (match.captured(1) == "jobs"_L1) {
        return jobAnswer(name, recording->state, id, match.captured(3));
    }
    if (!match.hasMatch() || !match.captured(3).isEmpty()) {
        return notFound();
    }
    const auto push = recording->state.pushes().find(id);
    return push == recording->state.pushes().cend() ? noSuch("push", id)
                                                    : FieldAnswer::json(QJsonDocument(push->second.object));
}

FieldAnswer TreeherderWorld::repositories() const
{
    QJsonArray list = QJsonDocument::fromJson(readFieldData(m_dataDir, u"treeherder/repository.json"_s)).array();
    const QJsonObject pattern = list.at(0).toObject();
    QSet<QString> listed;
    for (const QJsonValue &one : std::as_const(list)) {
        listed.insert(one["name"_L1].toString());
    }
    for (const auto &[name, recording] : m_recordings) {
        if (listed.contains(name)) {
            continue;
        }
        QJsonObject more = pattern;
        more.insert("id"_L1, 1000 + list.size());
        more.insert("name"_L1, name);
        more.insert("url"_L1, u"https://hg.example.org/%1"_s.arg(name));
        list.append(more);
    }
    return FieldAnswer::json(QJsonDocument(list));
}

TreeherderWorld::Recording *TreeherderWorld::withPush(qint64 push)
{
    for (auto &[name, recording] : m_recordings) {
        if (recording.state.pushes().contains(push)) {
            return &recording;
        }
    }
    for (auto &[name, recording] : m_recordings) {
        if (!recording.open) {
            open(name, recording);
            if (recording.state.pushes().contains(push)) {
                return &recording;
            }
        }
    }
    return nullptr;
}

TreeherderWorld::Recording *TreeherderWorld::withJob(qint64 job)
{
    for (auto &[name, recording] : m_recordings) {
        if (recording.state.jobs().contains(job)) {
            return &recording;
        }
    }
    return nullptr;
}

FieldAnswer TreeherderWorld::jobs(const FieldRequest &request)
{
    const QStringList one = request.items(u"push_id"_s);
    if (!one.isEmpty() && !withPush(one.first().toLongLong())) {
        return fieldError(u"push_id"_s, u"Select a valid choice. That choice is not one of the available choices."_s);
    }
    QSet<const RepositoryState *> states;
    for (const qint64 push : idsOf(one + request.items(u"push_id__in"_s))) {
        if (const Recording *recording = withPush(push)) {
            states.insert(&recording->state);
        }
    }
    return jobRows(states.values(), request);
}

}
