// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/airfield/fieldruns.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <ranges>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
FieldAnswer notFound()
{
    return FieldAnswer::json(QJsonDocument(QJsonObject{{u"message"_s, u"Not Found"_s}, {u"status"_s, u"404"_s}}), 404);
}

FieldAnswer tagged(const QJsonObject &object, const FieldRequest &request)
{
    FieldAnswer answer = FieldAnswer::json(QJsonDocument(object));
    const QByteArray tag = "W/\"" + QCryptographicHash::hash(answer.body, QCryptographicHash::Sha1).toHex() + '"';
    answer.headers.append({"ETag", tag});
    if (request.header("if-none-match") == tag) {
        answer.status = 304;
        answer.body.clear();
    }
    return answer;
}

bool isFailed(const QJsonObject &job)
{
    const QString conclusion = job.value("conclusion"_L1).toString();
    return conclusion == "failure"_L1 || conclusion == "timed_out"_L1 || conclusion == "cancelled"_L1;
}
}

FieldRuns::FieldRuns(const FieldClock &clock)
    : m_clock(clock)
{
}

QString FieldRuns::text() const
{
    return m_clock.now().toUTC().toString(u"yyyy-MM-ddTHH:mm:ss'Z'"_s);
}

void FieldRuns::setDefaultBranch(const QString &repository, const QString &branch)
{
    m_branches[repository] = branch;
}

qint64 FieldRuns::add(const Head &head, const QString &workflow, const QString &event)
{
    const qint64 id = ++m_lastRun;
    const QJsonObject author{{u"name"_s, head.who}, {u"email"_s, QString(head.who + "@demo.test"_L1)}};
    m_branches.try_emplace(head.repository, u"main"_s);
    m_runs[id] = {
        .repository = head.repository,
        .members = {{u"id"_s, id},
                    {u"name"_s, workflow},
                    {u"path"_s, QString(".github/workflows/"_L1 + workflow.toLower() + ".yml"_L1)},
                    {u"event"_s, event},
                    {u"status"_s, u"queued"_s},
                    {u"conclusion"_s, QJsonValue::Null},
                    {u"head_branch"_s, head.branch},
                    {u"head_sha"_s, head.revision},
                    {u"run_attempt"_s, 1},
                    {u"actor"_s, QJsonObject{{u"login"_s, head.who}}},
                    {u"head_commit"_s,
                     QJsonObject{{u"id"_s, head.revision}, {u"message"_s, head.message}, {u"author"_s, author}}},
                    {u"html_url"_s, u"https://github.example.org/%1/actions/runs/%2"_s.arg(head.repository).arg(id)},
                    {u"created_at"_s, text()},
                    {u"updated_at"_s, text()}},
        .jobs = {}};
    return id;
}

QJsonObject FieldRuns::newJob(qint64 run, const QString &name)
{
    const QJsonObject &members = m_runs.at(run).members;
    return {{u"id"_s, ++m_lastJob},
            {u"run_id"_s, run},
            {u"run_attempt"_s, members.value("run_attempt"_L1)},
            {u"name"_s, name},
            {u"workflow_name"_s, members.value("name"_L1)},
            {u"status"_s, u"queued"_s},
            {u"conclusion"_s, QJsonValue::Null},
            {u"created_at"_s, text()},
            {u"started_at"_s, QJsonValue::Null},
            {u"completed_at"_s, QJsonValue::Null},
            {u"steps"_s, QJsonArray()}};
}

void FieldRuns::setJob(qint64 run, const QString &name, const QString &status, const QString &conclusion)
{
    Run &its = m_runs.at(run);
    auto found = std::ranges::find_if(its.jobs, [&](const auto &entry) {
        return entry.second.value("name"_L1).toString() == name
            && entry.second.value("run_attempt"_L1) == its.members.value("run_attempt"_L1);
    });
    if (found == its.jobs.end()) {
        const QJsonObject job = newJob(run, name);
        found = its.jobs.emplace(m_lastJob, job).first;
    }
    QJsonObject &job = found->second;
    job.insert("status"_L1, status);
    if (status != "queued"_L1 && job.value("started_at"_L1).isNull()) {
        job.insert("started_at"_L1, text());
        its.members.insert("status"_L1, u"in_progress"_s);
        its.members.insert("updated_at"_L1, text());
    }
    if (!conclusion.isEmpty()) {
        job.insert("conclusion"_L1, conclusion);
        job.insert("completed_at"_L1, text());
        job.insert("steps"_L1,
                   QJsonArray{QJsonObject{{u"number"_s, 1},
                                          {u"name"_s, QString("Run "_L1 + name)},
                                          {u"status"_s, u"completed"_s},
                                          {u"conclusion"_s, conclusion}}});
    }
}

void FieldRuns::end(qint64 run, const QString &conclusion)
{
    QJsonObject &members = m_runs.at(run).members;
    members.insert("status"_L1, u"completed"_s);
    members.insert("conclusion"_L1, conclusion);
    members.insert("updated_at"_L1, text());
}

void FieldRuns::runAgain(qint64 run)
{
    Run &its = m_runs.at(run);
    QStringList names;
    for (const auto &[id, job] : its.jobs) {
        if (isFailed(job) && job.value("run_attempt"_L1) == its.members.value("run_attempt"_L1)) {
            names.append(job.value("name"_L1).toString());
        }
    }
    its.members.insert("run_attempt"_L1, its.members.value("run_attempt"_L1).toInt() + 1);
    its.members.insert("status"_L1, u"queued"_s);
    its.members.insert("conclusion"_L1, QJsonValue::Null);
    its.members.insert("updated_at"_L1, text());
    for (const QString &name : std::as_const(names)) {
        const QJsonObject job = newJob(run, name);
        its.jobs.emplace(m_lastJob, job);
    }
}

void FieldRuns::remove(qint64 run)
{
    m_runs.erase(run);
}

QJsonObject FieldRuns::listed(const QString &repository, const FieldRequest &request) const
{
    const QString branch = request.item(u"branch"_s);
    const int most = std::clamp(request.item(u"per_page"_s).toInt(), 1, 100);
    QJsonArray runs;
    int total = 0;
    for (const auto &[id, run] : m_runs | std::views::reverse) {
        if (run.repository != repository
            || (!branch.isEmpty() && run.members.value("head_branch"_L1).toString() != branch)) {
            continue;
        }
        ++total;
        if (runs.size() < most) {
            runs.append(run.members);
        }
    }
    return {{u"total_count"_s, total}, {u"workflow_runs"_s, runs}};
}

/// The newest attempt of each job is its latest, as GitHub has it; with filter=all those of before are there, too.
QJsonObject FieldRuns::jobsOf(const Run &run, const FieldRequest &request)
{
    const bool all = request.item(u"filter"_s) == "all"_L1;
    const int size = std::clamp(request.item(u"per_page"_s).toInt(), 1, 100);
    const int first = (std::max(request.item(u"page"_s).toInt(), 1) - 1) * size;
    QList<QJsonObject> wanted;
    QStringList names;
    for (const auto &[id, job] : run.jobs | std::views::reverse) {
        const QString name = job.value("name"_L1).toString();
        if (all || !names.contains(name)) {
            wanted.prepend(job);
        }
        names.append(name);
    }
    QJsonArray page;
    for (const QJsonObject &job : wanted.mid(first, size)) {
        page.append(job);
    }
    return {{u"total_count"_s, wanted.size()}, {u"jobs"_s, page}};
}

const FieldRuns::Run *FieldRuns::find(const QString &repository, const QString &id) const
{
    const auto run = m_runs.find(id.toLongLong());
    return run == m_runs.cend() || run->second.repository != repository ? nullptr : &run->second;
}

FieldAnswer FieldRuns::answer(const QString &path, const FieldRequest &request) const
{
    const QString repository = path.section(u'/', 0, 1);
    const QStringList rest = path.section(u'/', 2).split(u'/', Qt::SkipEmptyParts);
    const auto branch = m_branches.find(repository);
    if (branch == m_branches.cend()) {
        return notFound();
    }
    if (rest.isEmpty()) {
        return tagged({{u"full_name"_s, repository}, {u"default_branch"_s, branch->second}}, request);
    }
    if (rest.size() == 3 && rest.at(1) == "jobs"_L1) {
        const qint64 id = rest.at(2).toLongLong();
        for (const auto &[number, run] : m_runs) {
            if (const auto job = run.jobs.find(id); job != run.jobs.cend() && run.repository == repository) {
                return tagged(job->second, request);
            }
        }
        return notFound();
    }
    if (rest.value(1) != "runs"_L1) {
        return notFound();
    }
    if (rest.size() == 2) {
        return tagged(listed(repository, request), request);
    }
    const Run *run = find(repository, rest.at(2));
    if (!run || rest.size() > 4 || (rest.size() == 4 && rest.at(3) != "jobs"_L1)) {
        return notFound();
    }
    return tagged(rest.size() == 4 ? jobsOf(*run, request) : run->members, request);
}

}
