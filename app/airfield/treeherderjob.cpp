// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/airfield/treeherderjob.h"

#include "app/airfield/treeherdererrors.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Windsock::FieldTreeherder {

namespace {
FieldAnswer list(const QJsonArray &array)
{
    return FieldAnswer::json(QJsonDocument(array));
}

QJsonArray logErrors(const QJsonArray &suggestions)
{
    QJsonArray errors;
    for (const QJsonValue &line : suggestions) {
        errors.append(QJsonObject{{u"id"_s, errors.size() + 1},
                                  {u"line"_s, line["search"_L1]},
                                  {u"line_number"_s, line["line_number"_L1]},
                                  {u"new_failure"_s, false}});
    }
    return errors;
}

QJsonObject whole(const QString &repository, const RepositoryState::Job &job, const RepositoryState::Extra &extra)
{
    const QJsonArray names = RepositoryState::columnNames();
    QJsonObject object;
    for (qsizetype i = 0; i < names.size(); ++i) {
        object.insert(names.at(i).toString(), job.row.at(i));
    }
    object.insert("resource_uri"_L1,
                  u"/api/project/%1/jobs/%2/"_s.arg(repository).arg(job.row.at(RepositoryState::Id).toInteger()));
    object.insert("logs"_L1, extra.logs);
    return object;
}

bool hasWords(const QJsonObject &summary, const QString &text)
{
    const QString all = QString::fromUtf8(QJsonDocument(summary).toJson(QJsonDocument::Compact));
    const QStringList words = text.split(u' ', Qt::SkipEmptyParts);
    return std::ranges::all_of(words, [&all](const QString &word) { return all.contains(word); });
}
}

FieldAnswer jobAnswer(const QString &repository, const RepositoryState &state, qint64 id, const QString &below)
{
    const auto job = state.jobs().find(id);
    if (job == state.jobs().cend()) {
        return noSuch("job", id);
    }
    const RepositoryState::Extra extra = state.extra(id);
    if (below == "bug_suggestions/"_L1) {
        return list(extra.suggestions);
    }
    if (below == "text_log_errors/"_L1) {
        return list(logErrors(extra.suggestions));
    }
    return below.isEmpty() ? FieldAnswer::json(QJsonDocument(whole(repository, job->second, extra))) : notFound();
}

FieldAnswer logUrls(const RepositoryState &state, const FieldRequest &request)
{
    if (!request.query.hasQueryItem(u"job_id"_s)) {
        return detail(400, u"The job_id parameter is mandatory for this endpoint"_s);
    }
    QJsonArray logs;
    for (const QString &text : request.items(u"job_id"_s)) {
        const qint64 id = text.toLongLong();
        for (const QJsonValue &log : state.extra(id).logs) {
            logs.append(QJsonObject{{u"id"_s, id * 10 + logs.size()},
                                    {u"job_id"_s, id},
                                    {u"name"_s, log["name"_L1]},
                                    {u"url"_s, log["url"_L1]},
                                    {u"parse_status"_s, u"parsed"_s}});
        }
    }
    return list(logs);
}

FieldAnswer alertSummaries(const QList<const RepositoryState *> &states, const FieldRequest &request)
{
    QJsonArray found;
    for (const RepositoryState *state : states) {
        for (const auto &[push, summary] : state->alerts()) {
            if (hasWords(summary, request.item(u"filter_text"_s))) {
                found.append(summary);
            }
        }
    }
    return FieldAnswer::json(QJsonDocument(QJsonObject{{u"count"_s, found.size()},
                                                       {u"next"_s, QJsonValue::Null},
                                                       {u"previous"_s, QJsonValue::Null},
                                                       {u"results"_s, found}}));
}

}
