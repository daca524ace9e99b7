// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/treeherder/treeherderdetailparser.h"

#include "app/sources/jsonread.h"
#include "models/values/plaintext.h"

#include <algorithm>
#include <array>
#include <cmath>

using namespace Qt::StringLiterals;

namespace Windsock::Treeherder {

namespace {
constexpr qsizetype s_linesKept = 50;
constexpr qsizetype s_bugsKept = 10;
constexpr qsizetype s_alertsKept = 100;
constexpr int s_lineLength = 500;
constexpr int s_summaryLength = 200;
constexpr JsonLimits s_limits{.bytes = 8 * 1024 * 1024};

std::unexpected<Failure> wrongShape(const QString &what)
{
    return Failed(malformed(Failure::Reason::WrongShape, what));
}

void keep(QList<BugSuggestion> &bugs, BugSuggestion bug)
{
    if (bugs.size() < s_bugsKept && !std::ranges::contains(bugs, bug.bug, &BugSuggestion::bug)) {
        bugs.append(std::move(bug));
    }
}

/// A bug that only Treeherder itself knows has no number yet and is left out.
void readBugs(JsonValue list, bool open, QList<BugSuggestion> &bugs)
{
    list.each([&](qsizetype, JsonValue value) {
        const qint64 number = value["id"].integer().value_or(0);
        if (number < 1) {
            return;
        }
        const std::optional<QString> resolution = value["resolution"].text(50);
        keep(bugs,
             {.bug = number,
              .summary = plainLine(value["summary"].text().value_or(QString()), s_summaryLength),
              .open = resolution ? resolution->isEmpty() : open});
    });
}

QString alertStatus(qint64 alert, qint64 summary)
{
    // treeherder/perf/models.py
    static constexpr std::array alerts{"untriaged"_L1, "downstream"_L1,   "reassigned"_L1,
                                       "invalid"_L1,   "acknowledged"_L1, "infra"_L1};
    static constexpr std::array summaries{"untriaged"_L1,   "downstream"_L1,    "reassigned"_L1, "invalid"_L1,
                                          "improvement"_L1, "investigating"_L1, "won't fix"_L1,  "fixed"_L1,
                                          "backed out"_L1,  "infra"_L1};
    constexpr qint64 acknowledged = 4;
    if (alert == acknowledged && summary >= acknowledged && summary < qint64(summaries.size())) {
        return summaries.at(size_t(summary));
    }
    return alert >= 0 && alert < qint64(alerts.size()) ? QString(alerts.at(size_t(alert))) : u"unknown"_s;
}

double finite(JsonValue value)
{
    const double number = value.number().value_or(0);
    return std::isfinite(number) ? number : 0;
}

QString seriesName(JsonValue series)
{
    const QString suite = series["suite"].text(200).value_or(QString());
    const QString test = series["test"].text(200).value_or(QString());
    QStringList parts{suite};
    if (test != suite) {
        parts.append(test);
    }
    parts.append(series["machine_platform"].text(100).value_or(QString()));
    for (const char *words : {"options", "extra_options"}) {
        series[words].each([&parts](qsizetype, JsonValue word) { parts.append(word.text(50).value_or(QString())); });
    }
    parts.removeAll(QString());
    return plainLine(parts.join(u' '), s_lineLength);
}

void readAlerts(JsonValue list, qint64 status, QList<PerfAlert> &alerts)
{
    list.each([&](qsizetype, JsonValue value) {
        const qint64 id = value["id"].integer().value_or(0);
        if (id < 1 || alerts.size() >= s_alertsKept || std::ranges::contains(alerts, id, &PerfAlert::id)) {
            return;
        }
        alerts.append({.id = id,
                       .test = seriesName(value["series_signature"]),
                       .before = finite(value["prev_value"]),
                       .after = finite(value["new_value"]),
                       .percent = std::abs(finite(value["amount_pct"])),
                       .regression = value["is_regression"].flag().value_or(false),
                       .status = alertStatus(value["status"].integer().value_or(-1), status)});
    });
}

Result<QList<FailureLine>> parseLines(const QByteArray &bytes, const char *member)
{
    const Result<JsonDocument> document = JsonDocument::parse(bytes, s_limits);
    if (!document) {
        return Failed(document.error());
    }
    if (!document->root().isArray()) {
        return wrongShape(u"the failure lines are no list"_s);
    }
    QList<FailureLine> lines;
    document->root().each([&](qsizetype, JsonValue value) {
        FailureLine line{.text = plainLine(value[member].text().value_or(QString()), s_lineLength)};
        if (line.text.isEmpty() || lines.size() >= s_linesKept) {
            return;
        }
        readBugs(value["bugs"]["open_recent"], true, line.bugs);
        readBugs(value["bugs"]["all_others"], false, line.bugs);
        lines.append(std::move(line));
    });
    return lines;
}
}

Result<QList<FailureLine>> parseSuggestions(const QByteArray &bytes)
{
    return parseLines(bytes, "search");
}

Result<QList<FailureLine>> parseLogErrors(const QByteArray &bytes)
{
    return parseLines(bytes, "line");
}

QList<BugSuggestion> bugsOf(const QList<FailureLine> &lines)
{
    QList<BugSuggestion> bugs;
    for (const bool open : {true, false}) {
        for (const FailureLine &line : lines) {
            for (const BugSuggestion &bug : line.bugs) {
                if (bug.open == open) {
                    keep(bugs, bug);
                }
            }
        }
    }
    return bugs;
}

Result<QUrl> parseLogUrl(const QByteArray &bytes)
{
    const Result<JsonDocument> document = JsonDocument::parse(bytes, s_limits);
    if (!document) {
        return Failed(document.error());
    }
    const JsonValue root = document->root();
    const JsonValue logs = root.isArray() ? root : root["logs"];
    if (!logs.isArray()) {
        return wrongShape(u"the logs are no list"_s);
    }
    QUrl found;
    logs.each([&found](qsizetype, JsonValue log) {
        const QString name = log["name"].text(100).value_or(QString());
        const QUrl url = log["url"].link().value_or(QUrl());
        // The others are for programs: the errors once more as JSON, a profile of the machine.
        if (found.isEmpty() && !name.endsWith("_json"_L1)) {
            found = url;
        }
    });
    return found;
}

Result<QList<PerfAlert>> parseAlerts(const QByteArray &bytes, const QString &revision)
{
    const Result<JsonDocument> document = JsonDocument::parse(bytes, s_limits);
    if (!document) {
        return Failed(document.error());
    }
    const JsonValue results = document->root()["results"];
    if (!results.isArray()) {
        return wrongShape(u"the alerts have no list of results"_s);
    }
    QList<PerfAlert> alerts;
    results.each([&](qsizetype, JsonValue summary) {
        if (summary["revision"].text(100) == revision) {
            const qint64 status = summary["status"].integer().value_or(-1);
            readAlerts(summary["alerts"], status, alerts);
            readAlerts(summary["related_alerts"], status, alerts);
        }
    });
    return alerts;
}

QUrl taskclusterOf(const QUrl &log)
{
    const qsizetype at = log.path().indexOf("/api/queue/v1/task/"_L1);
    if (at < 0) {
        return {};
    }
    QUrl root(log);
    root.setPath(log.path().first(at));
    root.setQuery(QString());
    root.setFragment({});
    return root;
}

}
