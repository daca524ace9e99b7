// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/airfield/treeherderworld.h"

#include "app/airfield/fielddata.h"

#include <QRegularExpression>
#include <QSet>
#include <QTimeZone>

#include <algorithm>
#include <array>
#include <optional>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
constexpr int s_pageSize = 2000;

FieldAnswer detail(int status, const QString &text)
{
    return FieldAnswer::json(QJsonDocument(QJsonObject{{u"detail"_s, text}}), status);
}

FieldAnswer fieldError(const QString &field, const QString &text)
{
    return FieldAnswer::json(QJsonDocument(QJsonObject{{field, QJsonArray{text}}}), 400);
}

FieldAnswer forbidden()
{
    return FieldAnswer::text(
        "\n<!doctype html>\n<html lang=\"en\">\n<head>\n  <title>403 Forbidden</title>\n</head>\n<body>\n"
        "  <h1>403 Forbidden</h1><p></p>\n</body>\n</html>\n",
        "text/html; charset=utf-8", 403);
}

/// What programs say that have not been told who they are; the last is Qt's own default.
bool isLibraryAgent(const QByteArray &agent)
{
    constexpr std::array libraries{"Go-http-client/", "Java/", "libwww-perl/", "Python-urllib/", "python-requests/"};
    return agent.isEmpty() || agent == "Mozilla/5.0"
        || std::ranges::any_of(libraries, [&agent](const char *library) { return agent.startsWith(library); });
}

QSet<qint64> idsOf(const QStringList &texts)
{
    QSet<qint64> ids;
    for (const QString &text : texts) {
        ids.insert(text.toLongLong());
    }
    return ids;
}

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
    static const QRegularExpression project(u"^project/([^/]+)/(push|jobs)/(\\d+/)?$"_s);
    const QRegularExpressionMatch match = project.match(path);
    if (!match.hasMatch()) {
        return FieldAnswer::text("<!doctype html><title>Not Found</title><h1>Not Found</h1>",
                                 "text/html; charset=utf-8", 404);
    }
    const QString name = match.captured(1);
    const Recording *recording = repository(name);
    if (!recording) {
        return detail(404, u"No project with name %1"_s.arg(name));
    }
    const bool isPush = match.captured(2) == "push"_L1;
    if (!match.captured(3).isEmpty()) {
        const qint64 id = match.captured(3).chopped(1).toLongLong();
        const auto push = recording->state.pushes().find(id);
        if (!isPush || push == recording->state.pushes().cend()) {
            return FieldAnswer::text("\"No " + QByteArray(isPush ? "push" : "job")
                                         + " with id: " + QByteArray::number(id) + '"',
                                     "application/json", 404);
        }
        return FieldAnswer::json(QJsonDocument(push->second.object));
    }
    return isPush ? pushes(name, recording->state, request) : projectJobs(recording->state, request);
}

FieldAnswer TreeherderWorld::repositories() const
{
    QJsonArray list = QJsonDocument::fromJson(readFieldData(m_dataDir, u"treeherder/repository.json"_s)).array();
    const QJsonObject pattern = list.at(0).toObject();
    for (const QString &name : {u"mozilla-inbound"_s, u"demo"_s}) {
        QJsonObject more = pattern;
        more.insert("id"_L1, 1000 + list.size());
        more.insert("name"_L1, name);
        more.insert("url"_L1, u"https://hg.example.org/%1"_s.arg(name));
        list.append(more);
    }
    return FieldAnswer::json(QJsonDocument(list));
}

FieldAnswer TreeherderWorld::pushes(const QString &name, const RepositoryState &state, const FieldRequest &request) const
{
    const int count = request.query.hasQueryItem(u"count"_s) ? request.item(u"count"_s).toInt() : 10;
    if (count > 1000) {
        return detail(400, u"Specified count exceeds api limit: 1000"_s);
    }
    const QSet<qint64> ids = idsOf(request.items(u"id__in"_s) + request.items(u"id"_s));
    const bool byRevision = request.query.hasQueryItem(u"revision"_s);
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
    const QJsonObject meta{{u"count"_s, results.size()}, {u"repository"_s, name}, {u"filter_params"_s, filters}};
    return FieldAnswer::json(QJsonDocument(QJsonObject{{u"meta"_s, meta}, {u"results"_s, results}}));
}

const RepositoryState *TreeherderWorld::stateOfPush(qint64 push)
{
    for (const QString &name : {u"demo"_s, u"autoland"_s, u"mozilla-inbound"_s}) {
        if (const Recording *recording = repository(name); recording->state.pushes().contains(push)) {
            return &recording->state;
        }
    }
    return nullptr;
}

FieldAnswer TreeherderWorld::jobs(const FieldRequest &request)
{
    const QStringList one = request.items(u"push_id"_s);
    if (!one.isEmpty() && !stateOfPush(one.first().toLongLong())) {
        return fieldError(u"push_id"_s, u"Select a valid choice. That choice is not one of the available choices."_s);
    }
    JobFilter filter;
    if (const auto error = filter.read(request)) {
        return *error;
    }
    const QSet<qint64> wanted = idsOf(one + request.items(u"push_id__in"_s));
    QSet<const RepositoryState *> states;
    for (const qint64 push : wanted) {
        states.insert(stateOfPush(push));
    }
    std::map<qint64, QJsonArray> found;
    for (const RepositoryState *state : std::as_const(states)) {
        if (state) {
            for (const auto &[id, job] : state->jobs()) {
                if (wanted.contains(job.push) && filter.passes(job)) {
                    found.insert({id, job.row});
                }
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

FieldAnswer TreeherderWorld::projectJobs(const RepositoryState &state, const FieldRequest &request) const
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
