// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/airfield/treeherderlists.h"

#include "app/airfield/treeherdererrors.h"

#include <algorithm>
#include <array>
#include <optional>

using namespace Qt::StringLiterals;

namespace Windsock::FieldTreeherder {

namespace {
constexpr int s_pageSize = 2000;

/// The filters of a job list that compare a column with the words of a parameter.
struct ColumnFilter {
    QString parameter;
    RepositoryState::Column column;
};

const std::array s_columnFilters{
    ColumnFilter{u"id"_s, RepositoryState::Id},
    ColumnFilter{u"id__in"_s, RepositoryState::Id},
    ColumnFilter{u"state"_s, RepositoryState::State},
    ColumnFilter{u"result"_s, RepositoryState::Result},
    ColumnFilter{u"tier"_s, RepositoryState::Tier},
    ColumnFilter{u"failure_classification_id"_s, RepositoryState::Classification},
    ColumnFilter{u"task_id"_s, RepositoryState::TaskId},
};

class JobFilter
{
public:
    /// An error where a parameter makes no sense.
    std::optional<FieldAnswer> read(const FieldRequest &request)
    {
        for (const auto &[parameter, bound] :
             {std::pair{u"last_modified__gt"_s, &m_after}, {u"last_modified__lt"_s, &m_before}}) {
            if (request.query.hasQueryItem(parameter)) {
                *bound = RepositoryState::microseconds(request.item(parameter));
                if (*bound < 0) {
                    return fieldError(parameter, u"Enter a valid date/time."_s);
                }
            }
        }
        for (const ColumnFilter &filter : s_columnFilters) {
            if (const QStringList words = request.items(filter.parameter); !words.isEmpty()) {
                m_words.append({filter.column, words});
            }
        }
        return {};
    }

    bool passes(const RepositoryState::Job &job) const
    {
        return job.modified > m_after && (m_before == 0 || job.modified < m_before)
            && std::ranges::all_of(m_words, [&job](const auto &filter) {
                   return filter.second.contains(job.row.at(filter.first).toVariant().toString());
               });
    }

private:
    qint64 m_after = 0;
    qint64 m_before = 0;
    QList<std::pair<RepositoryState::Column, QStringList>> m_words;
};

QString pageUrl(const FieldRequest &request, int page)
{
    QUrl url;
    url.setScheme(u"http"_s);
    url.setAuthority(request.host());
    url.setPath(request.path);
    QUrlQuery query = request.query;
    query.removeQueryItem(u"page"_s);
    query.addQueryItem(u"page"_s, QString::number(page));
    url.setQuery(query);
    return url.toString(QUrl::FullyEncoded);
}

/// Any of the commits of the push, by its whole hash.
bool hasCommit(const QJsonObject &push, const QString &revision)
{
    const QJsonArray commits = push.value("revisions"_L1).toArray();
    return std::ranges::any_of(
        commits, [&revision](const QJsonValue &commit) { return commit["revision"_L1].toString() == revision; });
}

bool passesPushFilters(const QJsonObject &push, const FieldRequest &request)
{
    const QString author = push.value("author"_L1).toString();
    const QString wanted = request.item(u"author"_s);
    if (!wanted.isEmpty() && (wanted.startsWith(u'-') ? author == wanted.mid(1) : author != wanted)) {
        return false;
    }
    if (!author.contains(request.item(u"author_contains"_s), Qt::CaseInsensitive)) {
        return false;
    }
    if (const QString revision = request.item(u"revision"_s);
        !revision.isEmpty() && !push.value("revision"_L1).toString().startsWith(revision)) {
        return false;
    }
    if (const QString commit = request.item(u"commit_revision"_s); !commit.isEmpty() && !hasCommit(push, commit)) {
        return false;
    }
    const qint64 time = push.value("push_timestamp"_L1).toInteger();
    const auto bound = [&request, time](const QString &name, auto compare) {
        return !request.query.hasQueryItem(name) || compare(time, request.item(name).toLongLong());
    };
    return bound(u"push_timestamp__gte"_s, std::greater_equal()) && bound(u"push_timestamp__gt"_s, std::greater())
        && bound(u"push_timestamp__lte"_s, std::less_equal()) && bound(u"push_timestamp__lt"_s, std::less());
}

/// The time of the push whose tip is `revision`; -1 where there is none.
qint64 timeOf(const RepositoryState &state, const QString &revision)
{
    for (const auto &[id, push] : state.pushes()) {
        if (push.object.value("revision"_L1).toString().startsWith(revision)) {
            return push.object.value("push_timestamp"_L1).toInteger();
        }
    }
    return -1;
}

/// Within fromchange and tochange; a change nobody knows gives an empty list.
bool withinChanges(const RepositoryState &state, const QJsonObject &push, const FieldRequest &request)
{
    const qint64 time = push.value("push_timestamp"_L1).toInteger();
    for (const QString &parameter : {u"fromchange"_s, u"tochange"_s}) {
        if (const QString revision = request.item(parameter); !revision.isEmpty()) {
            const qint64 bound = timeOf(state, revision);
            if (bound < 0 || (parameter == "fromchange"_L1 ? time < bound : time > bound)) {
                return false;
            }
        }
    }
    return true;
}
}

FieldAnswer pushList(const QString &repository, const RepositoryState &state, const FieldRequest &request)
{
    const int count = request.query.hasQueryItem(u"count"_s) ? request.item(u"count"_s).toInt() : 10;
    if (count > 1000) {
        return detail(400, u"Specified count exceeds api limit: 1000"_s);
    }
    const QSet<qint64> ids = idsOf(request.items(u"id__in"_s) + request.items(u"id"_s));
    const bool byRevision = request.query.hasQueryItem(u"revision"_s)
        || request.query.hasQueryItem(u"commit_revision"_s);
    QList<QJsonObject> found;
    for (const auto &[id, push] : state.pushes()) {
        if ((ids.isEmpty() ? push.listed || byRevision : ids.contains(id)) && passesPushFilters(push.object, request)
            && withinChanges(state, push.object, request)) {
            found.append(push.object);
        }
    }
    std::ranges::stable_sort(found, std::greater(),
                             [](const QJsonObject &push) { return push.value("push_timestamp"_L1).toInteger(); });
    QJsonArray results;
    for (const QJsonObject &push : std::as_const(found)) {
        if (results.size() < count) {
            results.append(push);
        }
    }
    QJsonObject filters;
    const auto items = request.query.queryItems(QUrl::FullyDecoded);
    for (const auto &[key, value] : items) {
        filters.insert(key, value);
    }
    const QJsonObject meta{{u"count"_s, results.size()}, {u"repository"_s, repository}, {u"filter_params"_s, filters}};
    return FieldAnswer::json(QJsonDocument(QJsonObject{{u"meta"_s, meta}, {u"results"_s, results}}));
}

FieldAnswer jobRows(const QList<const RepositoryState *> &states, const FieldRequest &request)
{
    JobFilter filter;
    if (const auto error = filter.read(request)) {
        return *error;
    }
    const QSet<qint64> wanted = idsOf(request.items(u"push_id"_s) + request.items(u"push_id__in"_s));
    std::map<qint64, QJsonArray> found;
    for (const RepositoryState *state : states) {
        for (const auto &[id, job] : state->jobs()) {
            if (wanted.contains(job.push) && filter.passes(job)) {
                found.insert({id, job.row});
            }
        }
    }
    const int asked = request.item(u"count"_s).toInt();
    const int size = asked > 0 ? std::min(asked, s_pageSize) : s_pageSize;
    const int page = request.query.hasQueryItem(u"page"_s) ? request.item(u"page"_s).toInt() : 1;
    const int all = int(found.size());
    if (page < 1 || (page > 1 && (page - 1) * size >= all)) {
        return detail(404, u"Invalid page."_s);
    }
    QJsonArray rows;
    for (auto it = std::next(found.cbegin(), (page - 1) * size); it != found.cend() && rows.size() < size; ++it) {
        rows.append(it->second);
    }
    const auto link = [&request](bool there, int number) {
        return there ? QJsonValue(pageUrl(request, number)) : QJsonValue(QJsonValue::Null);
    };
    return FieldAnswer::json(QJsonDocument(QJsonObject{
        {u"count"_s, all},
        {u"next"_s, link(page * size < all, page + 1)},
        {u"previous"_s, link(page > 1, page - 1)},
        {u"results"_s, rows},
        {u"job_property_names"_s, RepositoryState::columnNames()},
    }));
}

FieldAnswer jobObjects(const RepositoryState &state, const FieldRequest &request)
{
    JobFilter filter;
    if (const auto error = filter.read(request)) {
        return *error;
    }
    const QSet<qint64> wanted = idsOf(request.items(u"push_id"_s) + request.items(u"push_id__in"_s));
    const int count = request.query.hasQueryItem(u"count"_s) ? request.item(u"count"_s).toInt() : 10;
    if (count > s_pageSize) {
        return detail(400, u"Specified count exceeds API MAX_JOBS_COUNT value: 2000"_s);
    }
    const QJsonArray names = RepositoryState::columnNames();
    int skip = request.item(u"offset"_s).toInt();
    QJsonArray results;
    for (const auto &[id, job] : state.jobs()) {
        if ((!wanted.isEmpty() && !wanted.contains(job.push)) || !filter.passes(job) || skip-- > 0
            || results.size() >= count) {
            continue;
        }
        QJsonObject object;
        for (qsizetype i = 0; i < names.size(); ++i) {
            object.insert(names.at(i).toString(), job.row.at(i));
        }
        results.append(object);
    }
    const QJsonObject meta{{u"offset"_s, request.item(u"offset"_s).toInt()}, {u"count"_s, count}};
    return FieldAnswer::json(QJsonDocument(QJsonObject{{u"meta"_s, meta}, {u"results"_s, results}}));
}

}
