// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/treeherder/treeherderparser.h"

#include "app/sources/jsonread.h"
#include "app/sources/source.h"
#include "app/sources/treeherder/jobrow.h"
#include "app/sources/treeherder/treeherderrequests.h"

#include <QSet>
#include <QTimeZone>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Windsock::Treeherder {

namespace {
constexpr qsizetype s_commitsKept = 50;
constexpr qsizetype s_repositoriesKept = 1000;
constexpr qint64 s_latestPush = 4'102'444'800; // the year 2100

QList<Commit> readCommits(JsonValue revisions)
{
    QList<Commit> commits;
    revisions.each([&commits](qsizetype index, JsonValue value) {
        JsonRecord record(value);
        Commit commit{.revision = record.text("revision"),
                      .author = record.textOr("author"),
                      .message = record.textOr("comments")};
        if (record.ok() && index < s_commitsKept) {
            commits.append(std::move(commit));
        }
    });
    return commits;
}

Push readPush(JsonRecord &record, const Place &place)
{
    Push push{.account = place.account, .id = record.positive("id"), .repository = place.repository};
    push.revision = record.text("revision", 100);
    push.author = record.textOr("author");
    const qint64 seconds = record.integer("push_timestamp");
    if (push.revision.isEmpty()) {
        record.complain(u"revision is empty"_s);
    }
    if (seconds < 0 || seconds > s_latestPush) {
        record.complain(u"push_timestamp is out of range"_s);
    }
    if (!record["revisions"].isNothing() && !record["revisions"].isArray()) {
        record.complain(u"revisions is not a list"_s);
    }
    push.pushed = QDateTime::fromSecsSinceEpoch(seconds, QTimeZone::UTC);
    push.commits = readCommits(record["revisions"]);
    const qint64 told = record.integerOr("revision_count", push.commits.size());
    push.commitCount = static_cast<int>(std::clamp<qint64>(told, push.commits.size(), 1'000'000));
    push.url = pushPage(place.base, place.repository, push.revision);
    return push;
}

QStringList readColumns(JsonValue names)
{
    QStringList columns;
    names.each([&columns](qsizetype, JsonValue name) { columns.append(name.text(100).value_or(QString())); });
    return columns;
}

/// "next" says whether there is another page; where it is missing a full page does.
bool hasMore(JsonValue next, qsizetype rows)
{
    if (rows == 0 || next.isNull()) {
        return false;
    }
    return next.isMissing() ? rows >= jobsPerPage : true;
}
}

Result<PushPage> parsePushes(const QByteArray &bytes, const Place &place)
{
    const Result<JsonDocument> document = JsonDocument::parse(bytes);
    if (!document) {
        return Failed(document.error());
    }
    const JsonValue results = document->root()["results"];
    if (!results.isArray()) {
        return Failed(malformed(Failure::Reason::WrongShape, u"the pushes have no list of results"_s));
    }
    PushPage page;
    QSet<qint64> seen;
    results.each([&](qsizetype index, JsonValue value) {
        JsonRecord record(value);
        Push push = readPush(record, place);
        if (record.ok() && seen.contains(push.id)) {
            record.complain(u"the id is there twice"_s);
        }
        if (!record.ok()) {
            keepSkipped(page.skipped, u"pushes[%1]"_s.arg(index), record.why());
            return;
        }
        seen.insert(push.id);
        page.pushes.append(std::move(push));
    });
    return page;
}

Result<JobPage> parseJobs(const QByteArray &bytes, const QStringList &heldColumns)
{
    const Result<JsonDocument> document = JsonDocument::parse(bytes);
    if (!document) {
        return Failed(document.error());
    }
    const JsonValue root = document->root();
    if (!root["results"].isArray()) {
        return Failed(malformed(Failure::Reason::WrongShape, u"the jobs have no list of results"_s));
    }
    JobPage page;
    page.columns = readColumns(root["job_property_names"]);
    if (page.columns.isEmpty()) {
        page.columns = heldColumns;
    }
    page.rows = root["results"].size();
    page.more = hasMore(root["next"], page.rows);
    JobRows rows(page.columns);
    if (!rows.usable() && page.rows > 0) {
        return Failed(malformed(Failure::Reason::WrongShape, u"the jobs do not name the columns "_s + rows.missing()));
    }
    page.jobs.reserve(page.rows);
    root["results"].each([&](qsizetype index, JsonValue value) {
        std::expected<Job, QString> job = rows.read(value);
        if (job) {
            page.jobs.append(std::move(*job));
        } else {
            keepSkipped(page.skipped, u"jobs[%1]"_s.arg(index), job.error());
        }
    });
    return page;
}

Result<QList<Repository>> parseRepositories(const QByteArray &bytes)
{
    const Result<JsonDocument> document = JsonDocument::parse(bytes);
    if (!document) {
        return Failed(document.error());
    }
    if (!document->root().isArray()) {
        return Failed(malformed(Failure::Reason::WrongShape, u"the repositories are no list"_s));
    }
    QList<Repository> repositories;
    document->root().each([&repositories](qsizetype, JsonValue value) {
        JsonRecord record(value);
        Repository repository{.name = record.text("name", 100)};
        const bool active = record.textOr("active_status", u"active"_s) == "active"_L1;
        if (!record.ok() || !active || repository.name.isEmpty() || repositories.size() >= s_repositoriesKept) {
            return;
        }
        repository.codebase = value["codebase"].text(50).value_or(QString());
        repository.dvcs = value["dvcs_type"].text(50).value_or(QString());
        repository.taskcluster = value["tc_root_url"].link().value_or(QUrl());
        repositories.append(std::move(repository));
    });
    std::ranges::sort(repositories, {}, &Repository::name);
    return repositories;
}

Failure failureOf(const HttpAnswer &answer, const QDateTime &now)
{
    Failure failure = failureFromStatus(answer, now);
    failure.httpStatus = answer.status;
    if (answer.status == 403 && failure.kind == Failure::Kind::Rejected) {
        failure.reason = Failure::Reason::Forbidden;
        failure.detail = u"Treeherder turns away the User-Agent of this program, or this address"_s;
        return failure;
    }
    if (answer.status == 400) {
        failure.kind = Failure::Kind::Rejected;
        failure.reason = Failure::Reason::BadRequest;
    }
    const Result<JsonDocument> document = JsonDocument::parse(answer.body, {.bytes = 64 * 1024});
    if (document) {
        // Some bodies are a bare string: "No job with id: 999999999".
        const JsonValue root = document->root();
        const std::optional<QString> words = root["detail"].isMissing() ? root.text(500) : root["detail"].text(500);
        failure.detail = words.value_or(failure.detail);
    }
    return failure;
}

}
