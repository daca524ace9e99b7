// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/airfield/githubworld.h"

#include "app/airfield/githubquery.h"

#include <QRegularExpression>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace Windsock {

GitHubWorld::GitHubWorld(const FieldClock &clock)
    : m_clock(clock)
    , m_deployments(clock)
    , m_inbox(clock)
    , m_runs(clock)
    , m_login(clock)
    , m_hooks(std::make_unique<FieldHooks>())
{
}

QString GitHubWorld::text() const
{
    return m_clock.now().toUTC().toString(u"yyyy-MM-ddTHH:mm:ss'Z'"_s);
}

void GitHubWorld::addPull(const QString &repository, int number, const QString &title, const QString &author)
{
    const QString head = QString::number(qHash(repository) % 0xfffff + 0x100000u, 16) + u"c0ffee"_s
        + QString::number(number).rightJustified(28, u'0');
    m_repositories[repository][number] = {
        {u"__typename"_s, u"PullRequest"_s},
        {u"id"_s, u"PR_%1_%2"_s.arg(repository).arg(number)},
        {u"number"_s, number},
        {u"title"_s, title},
        {u"url"_s, u"https://github.example.org/%1/pull/%2"_s.arg(repository).arg(number)},
        {u"author"_s, QJsonObject{{u"__typename"_s, u"User"_s}, {u"login"_s, author}}},
        {u"baseRefName"_s, u"main"_s},
        {u"headRefName"_s, u"topic-%1"_s.arg(number)},
        {u"headRefOid"_s, head.left(40)},
        {u"isDraft"_s, false},
        {u"state"_s, u"OPEN"_s},
        {u"mergeable"_s, u"MERGEABLE"_s},
        {u"mergeStateStatus"_s, u"BLOCKED"_s},
        {u"reviewDecision"_s, u"REVIEW_REQUIRED"_s},
        {u"mergeQueueEntry"_s, QJsonValue::Null},
        {u"queueEvents"_s, QJsonObject{{u"nodes"_s, QJsonArray()}}},
        {u"reviewRequests"_s, QJsonObject{{u"nodes"_s, QJsonArray()}}},
        {u"repository"_s, QJsonObject{{u"nameWithOwner"_s, repository}}},
        {u"createdAt"_s, text()},
        {u"mergedAt"_s, QJsonValue::Null},
        {u"closedAt"_s, QJsonValue::Null},
        {u"merged"_s, false},
    };
    setChecks(repository, number, {});
}

void GitHubWorld::set(const QString &repository, int number, const QJsonObject &members)
{
    QJsonObject &pull = m_repositories.at(repository).at(number);
    for (auto it = members.begin(); it != members.end(); ++it) {
        pull.insert(it.key(), it.value());
    }
    pull.insert("updatedAt"_L1, text());
    m_hooks->tell(u"pull_request"_s, repository, number);
}

void GitHubWorld::setChecks(const QString &repository, int number, const QList<std::pair<QString, QString>> &checks,
                            const QStringList &optional)
{
    QJsonArray nodes;
    QString state = u"SUCCESS"_s;
    for (const auto &[name, conclusion] : checks) {
        const bool done = !conclusion.isEmpty();
        nodes.append(QJsonObject{{u"__typename"_s, u"CheckRun"_s},
                                 {u"name"_s, name},
                                 {u"status"_s, done ? u"COMPLETED"_s : u"IN_PROGRESS"_s},
                                 {u"conclusion"_s, done ? QJsonValue(conclusion) : QJsonValue(QJsonValue::Null)},
                                 {u"detailsUrl"_s, u"https://github.example.org/checks"_s},
                                 {u"isRequired"_s, !optional.contains(name)}});
        if (conclusion == "FAILURE"_L1) {
            state = u"FAILURE"_s;
        } else if (!done && state == "SUCCESS"_L1) {
            state = u"PENDING"_s;
        }
    }
    QJsonValue rollup = QJsonValue::Null;
    if (!checks.isEmpty()) {
        rollup = QJsonObject{
            {u"state"_s, state},
            {u"contexts"_s,
             QJsonObject{{u"totalCount"_s, nodes.size()},
                         {u"nodes"_s, nodes},
                         {u"pageInfo"_s, QJsonObject{{u"hasNextPage"_s, false}, {u"endCursor"_s, QJsonValue::Null}}}}}};
    }
    const QJsonObject head = m_repositories.at(repository).at(number);
    const QJsonObject commit{{u"oid"_s, head.value("headRefOid"_L1)}, {u"statusCheckRollup"_s, rollup}};
    set(repository, number,
        {{u"commits"_s, QJsonObject{{u"totalCount"_s, 1}, {u"nodes"_s, QJsonArray{QJsonObject{{u"commit"_s, commit}}}}}},
         {u"statusCheckRollup"_s, rollup}});
}

void GitHubWorld::askReview(const QString &repository, int number, const QStringList &logins)
{
    QJsonArray nodes;
    for (const QString &login : logins) {
        const QJsonObject user{{u"__typename"_s, u"User"_s}, {u"login"_s, login}};
        nodes.append(QJsonObject{{u"requestedReviewer"_s, user}});
    }
    set(repository, number, {{u"reviewRequests"_s, QJsonObject{{u"nodes"_s, nodes}}}});
}

void GitHubWorld::numberQueue(const QString &repository)
{
    int position = 0;
    for (const int number : m_queues[repository]) {
        QJsonObject entry = m_repositories.at(repository).at(number).value("mergeQueueEntry"_L1).toObject();
        entry.insert("position"_L1, ++position);
        m_repositories.at(repository).at(number).insert("mergeQueueEntry"_L1, entry);
    }
}

void GitHubWorld::enqueue(const QString &repository, int number, const QString &who)
{
    m_queues[repository].append(number);
    const QJsonObject user{{u"__typename"_s, u"User"_s}, {u"login"_s, who}};
    const QString head = m_repositories.at(repository).at(number).value("headRefOid"_L1).toString();
    const QJsonObject entry{{u"state"_s, u"QUEUED"_s},
                            {u"enqueuedAt"_s, text()},
                            {u"enqueuer"_s, user},
                            {u"baseCommit"_s, QJsonObject{{u"oid"_s, QString(40, u'b')}}},
                            {u"headCommit"_s, QJsonObject{{u"oid"_s, QString(u"4ead"_s + head.sliced(4))}}}};
    const QJsonObject event{{u"__typename"_s, u"AddedToMergeQueueEvent"_s}, {u"createdAt"_s, text()}, {u"actor"_s, user}};
    set(repository, number,
        {{u"mergeQueueEntry"_s, entry}, {u"queueEvents"_s, QJsonObject{{u"nodes"_s, QJsonArray{event}}}}});
    numberQueue(repository);
}

void GitHubWorld::setQueueState(const QString &repository, int number, const QString &state)
{
    QJsonObject entry = m_repositories.at(repository).at(number).value("mergeQueueEntry"_L1).toObject();
    entry.insert("state"_L1, state);
    set(repository, number, {{u"mergeQueueEntry"_s, entry}});
}

void GitHubWorld::leaveQueue(const QString &repository, int number)
{
    m_queues[repository].removeAll(number);
    set(repository, number, {{u"mergeQueueEntry"_s, QJsonValue::Null}});
    numberQueue(repository);
}

void GitHubWorld::endQueueing(const QString &repository, int number, const QString &reason, const QString &who,
                              const QStringList &failed)
{
    if (m_queues[repository].contains(number)) {
        leaveQueue(repository, number);
    }
    QJsonArray checks;
    for (const QString &name : failed) {
        checks.append(QJsonObject{{u"__typename"_s, u"CheckRun"_s},
                                  {u"name"_s, name},
                                  {u"status"_s, u"COMPLETED"_s},
                                  {u"conclusion"_s, u"FAILURE"_s}});
    }
    const QJsonObject rollup{{u"state"_s, failed.isEmpty() ? u"SUCCESS"_s : u"FAILURE"_s},
                             {u"contexts"_s, QJsonObject{{u"totalCount"_s, checks.size()}, {u"nodes"_s, checks}}}};
    const QJsonObject event{
        {u"__typename"_s, u"RemovedFromMergeQueueEvent"_s},
        {u"createdAt"_s, text()},
        {u"reason"_s, reason.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(reason)},
        {u"actor"_s, QJsonObject{{u"__typename"_s, u"User"_s}, {u"login"_s, who}}},
        {u"beforeCommit"_s, QJsonObject{{u"oid"_s, QString(40, u'c')}, {u"statusCheckRollup"_s, rollup}}}};
    set(repository, number, {{u"queueEvents"_s, QJsonObject{{u"nodes"_s, QJsonArray{event}}}}});
}

void GitHubWorld::merge(const QString &repository, int number)
{
    if (m_queues[repository].contains(number)) {
        leaveQueue(repository, number);
    }
    set(repository, number, {{u"state"_s, u"MERGED"_s}, {u"merged"_s, true}, {u"mergedAt"_s, text()}});
}

QString GitHubWorld::headOf(const QString &repository, int number) const
{
    return m_repositories.at(repository).at(number).value("headRefOid"_L1).toString();
}

void GitHubWorld::rename(const QString &from, const QString &to)
{
    Pulls pulls = std::move(m_repositories.at(from));
    for (auto &[number, pull] : pulls) {
        pull.insert("repository"_L1, QJsonObject{{u"nameWithOwner"_s, to}});
    }
    m_repositories.erase(from);
    m_repositories[to] = std::move(pulls);
    m_queues[to] = std::exchange(m_queues[from], {});
    m_renamed[from] = to;
}

QJsonObject GitHubWorld::rateLimit() const
{
    return {{u"cost"_s, 1},
            {u"limit"_s, 5000},
            {u"remaining"_s, m_remaining},
            {u"used"_s, 5000 - m_remaining},
            {u"resetAt"_s, m_clock.now().addSecs(3600).toUTC().toString(u"yyyy-MM-ddTHH:mm:ss'Z'"_s)}};
}

QJsonObject GitHubWorld::connection(const QList<QJsonObject> &pulls, const QString &arguments) const
{
    const int from = stringArgument(arguments, u"after"_s).section(u':', 1).toInt();
    const int first = numberArgument(arguments, u"first"_s, 100);
    QJsonArray nodes;
    for (qsizetype i = from; i < pulls.size() && nodes.size() < first; ++i) {
        nodes.append(pulls.at(i));
    }
    const qsizetype end = from + nodes.size();
    const QJsonObject page{{u"hasNextPage"_s, end < pulls.size()}, {u"endCursor"_s, u"cursor:%1"_s.arg(end)}};
    return {{u"totalCount"_s, pulls.size()}, {u"issueCount"_s, pulls.size()}, {u"pageInfo"_s, page}, {u"nodes"_s, nodes}};
}

QJsonObject GitHubWorld::queryData(const QString &query, const QJsonObject &variables, QJsonArray &errors) const
{
    static const QRegularExpression field(
        u"(?:(\\w+)\\s*:\\s*)?\\b(repository|pullRequests|pullRequest|search)\\s*\\(([^)]*)\\)"_s);
    QJsonObject data{{u"rateLimit"_s, rateLimit()}};
    QString repositoryAlias;
    QString repository;
    for (auto it = field.globalMatch(query); it.hasNext();) {
        const auto match = it.next();
        const QString name = match.captured(2);
        const QString alias = match.captured(1).isEmpty() ? name : match.captured(1);
        const QString arguments = withVariables(match.captured(3), variables);
        if (name == "search"_L1) {
            QList<QJsonObject> found;
            for (const auto &[owner, pulls] : m_repositories) {
                for (const auto &[number, pull] : pulls) {
                    if (wanted(pull, stringArgument(arguments, u"query"_s))) {
                        found.append(pull);
                    }
                }
            }
            data.insert(alias, connection(found, arguments));
            continue;
        }
        if (name == "repository"_L1) {
            repositoryAlias = alias;
            repository = stringArgument(arguments, u"owner"_s) + u'/' + stringArgument(arguments, u"name"_s);
            if (const auto renamed = m_renamed.find(repository); renamed != m_renamed.cend()) {
                repository = renamed->second;
            }
            const bool known = m_repositories.contains(repository);
            data.insert(
                alias, known ? QJsonValue(QJsonObject{{u"nameWithOwner"_s, repository}}) : QJsonValue(QJsonValue::Null));
            if (!known) {
                errors.append(
                    notFound(alias, u"Could not resolve to a Repository with the name '%1'."_s.arg(repository)));
            } else if (query.contains(" deployments("_L1)) {
                const QStringList wanted = variables.value("environments"_L1).toVariant().toStringList();
                data.insert(alias,
                            QJsonObject{{u"nameWithOwner"_s, repository},
                                        {u"deployments"_s, m_deployments.connection(repository, wanted)}});
            }
            continue;
        }
        const auto pulls = m_repositories.find(repository);
        if (pulls == m_repositories.cend()) {
            continue;
        }
        QJsonObject object = data.value(repositoryAlias).toObject();
        if (name == "pullRequests"_L1) {
            QList<QJsonObject> found;
            for (const auto &[number, pull] : pulls->second) {
                if (isOpen(pull) || !arguments.contains("OPEN"_L1)) {
                    found.append(pull);
                }
            }
            object.insert(alias, connection(found, arguments));
        } else {
            const auto pull = pulls->second.find(numberArgument(arguments, u"number"_s, 0));
            object.insert(alias, pull == pulls->second.cend() ? QJsonValue(QJsonValue::Null) : QJsonValue(pull->second));
            if (pull == pulls->second.cend()) {
                errors.append(notFound(alias, u"Could not resolve to a PullRequest."_s));
            }
        }
        data.insert(repositoryAlias, object);
    }
    return data;
}

FieldAnswer GitHubWorld::answer(const QString &path, const FieldRequest &request)
{
    if (FieldLogin::isItsPath(path)) {
        return m_login.answer(path, request);
    }
    const bool isHook = FieldHooks::isItsPath(path);
    const bool isRest = path.startsWith("/repos/"_L1) && request.method == "GET";
    const bool isInbox = FieldInbox::isItsPath(path);
    if (!isRest && !isHook && !isInbox && (path != "/graphql"_L1 || request.method != "POST")) {
        return FieldAnswer::json(QJsonDocument(QJsonObject{{u"message"_s, u"Not Found"_s}, {u"status"_s, u"404"_s}}),
                                 404);
    }
    if (!m_login.lets(request)) {
        return FieldAnswer::json(QJsonDocument(QJsonObject{{u"message"_s, u"Bad credentials"_s},
                                                           {u"documentation_url"_s, u"https://docs.github.com/graphql"_s},
                                                           {u"status"_s, u"401"_s}}),
                                 401);
    }
    if (isHook) {
        return m_hooks->answer(path, request);
    }
    if (isInbox) {
        return m_inbox.answer(path, request);
    }
    if (isRest) {
        const bool waits = request.item(u"status"_s) == "waiting"_L1 || path.endsWith("/pending_deployments"_L1);
        return waits ? m_deployments.answer(path.sliced(7)) : m_runs.answer(path.sliced(7), request);
    }
    const QJsonDocument document = QJsonDocument::fromJson(request.body);
    const QString query = document["query"_L1].toString();
    if (query.isEmpty()) {
        return FieldAnswer::json(
            QJsonDocument(QJsonObject{{u"message"_s, u"Problems parsing JSON"_s}, {u"status"_s, u"400"_s}}), 400);
    }
    --m_remaining;
    QJsonArray errors;
    const QJsonObject data = queryData(query, document["variables"_L1].toObject(), errors);
    QJsonObject all{{u"data"_s, query.contains("isRequired"_L1) ? QJsonValue(data) : withoutRequired(data)}};
    if (!errors.isEmpty()) {
        all.insert("errors"_L1, errors);
    }
    FieldAnswer answer = FieldAnswer::json(QJsonDocument(all));
    const qint64 reset = m_clock.now().addSecs(3600).toSecsSinceEpoch();
    answer.headers = {{"X-RateLimit-Limit", "5000"},
                      {"X-RateLimit-Remaining", QByteArray::number(m_remaining)},
                      {"X-RateLimit-Reset", QByteArray::number(reset)},
                      {"X-RateLimit-Resource", "graphql"}};
    return answer;
}

}
