// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/github/checkrollup.h"

#include <QHash>

#include <algorithm>
#include <array>
#include <optional>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {

enum class Outcome { Passed, Failed, Pending, Unknown };

struct Word {
    QLatin1StringView name;
    Outcome outcome;
};

/// CheckConclusionState, CheckStatusState and StatusState have no word with two meanings.
constexpr std::array s_checkWords{
    Word{"SUCCESS"_L1, Outcome::Passed},         Word{"NEUTRAL"_L1, Outcome::Passed},
    Word{"SKIPPED"_L1, Outcome::Passed},         Word{"FAILURE"_L1, Outcome::Failed},
    Word{"ERROR"_L1, Outcome::Failed},           Word{"TIMED_OUT"_L1, Outcome::Failed},
    Word{"CANCELLED"_L1, Outcome::Failed},       Word{"ACTION_REQUIRED"_L1, Outcome::Failed},
    Word{"STARTUP_FAILURE"_L1, Outcome::Failed}, Word{"STALE"_L1, Outcome::Pending},
    Word{"EXPECTED"_L1, Outcome::Pending},       Word{"PENDING"_L1, Outcome::Pending},
    Word{"QUEUED"_L1, Outcome::Pending},         Word{"REQUESTED"_L1, Outcome::Pending},
    Word{"WAITING"_L1, Outcome::Pending},        Word{"IN_PROGRESS"_L1, Outcome::Pending},
};

Outcome outcomeOf(const QString &word)
{
    for (const Word &known : s_checkWords) {
        if (known.name == word) {
            return known.outcome;
        }
    }
    return Outcome::Unknown;
}

struct Check {
    QString name;
    QString started; ///< ISO 8601 in UTC, so texts compare as times; empty while it has not begun
    Outcome outcome = Outcome::Unknown;
    std::optional<bool> required;
};

Check readCheckRun(JsonValue run)
{
    const QString status = run["status"].text().value_or(QString());
    const bool completed = status == "COMPLETED"_L1;
    return {.name = run["name"].text(200).value_or(QString()),
            .started = run["startedAt"].text(40).value_or(QString()),
            .outcome = outcomeOf(completed ? run["conclusion"].text().value_or(QString()) : status),
            .required = run["isRequired"].flag()};
}

Check readStatus(JsonValue status)
{
    return {.name = status["context"].text(200).value_or(QString()),
            .started = status["createdAt"].text(40).value_or(QString()),
            .outcome = outcomeOf(status["state"].text().value_or(QString())),
            .required = status["isRequired"].flag()};
}

/// A run again replaces the run before it: the newest of each name, workflow and event counts, as in `gh pr checks`.
QString identityOf(JsonValue run)
{
    const JsonValue workflow = run["checkSuite"]["workflowRun"];
    return QStringList{run["name"].text(200).value_or(QString()),
                       workflow["workflow"]["name"].text(200).value_or(QString()),
                       workflow["event"].text(100).value_or(QString())}
        .join(QChar(0));
}

/// What waits to begin was asked for after all that has begun.
bool isNewer(const Check &check, const Check &held)
{
    const bool waits = check.started.isEmpty() && check.outcome == Outcome::Pending;
    const bool heldWaits = held.started.isEmpty() && held.outcome == Outcome::Pending;
    return waits || (!heldWaits && held.started <= check.started);
}

QList<Check> readContexts(JsonValue nodes)
{
    QList<Check> checks;
    QHash<QString, qsizetype> places;
    nodes.each([&](qsizetype, JsonValue node) {
        const bool isStatus = node["context"].text().has_value();
        if (!isStatus && !node["name"].text()) {
            return;
        }
        const Check check = isStatus ? readStatus(node) : readCheckRun(node);
        const QString identity = isStatus ? QString(QChar(1) + check.name) : identityOf(node);
        const auto place = places.constFind(identity);
        if (place == places.cend()) {
            places.insert(identity, checks.size());
            checks.append(check);
        } else if (isNewer(check, checks[*place])) {
            checks[*place] = check;
        }
    });
    return checks;
}

/// Adds to the sum which of the failing checks are required.
void addRequired(const QList<Check> &checks, CheckRollup &sum)
{
    sum.requiredKnown = !sum.failing.isEmpty();
    for (const Check &check : checks) {
        if (check.outcome != Outcome::Failed) {
            continue;
        }
        sum.requiredKnown = sum.requiredKnown && check.required.has_value();
        if (check.required == true && sum.failing.contains(check.name) && !sum.failingRequired.contains(check.name)) {
            sum.failingRequired.append(check.name);
        }
    }
}

/// Where not every check was listed, GitHub's own sum says what the rest come to.
Outcome outcomeOfTheRest(JsonValue rollup)
{
    return outcomeOf(rollup["state"].text().value_or(QString()));
}

}

CheckRollup readCheckRollup(JsonValue rollup)
{
    if (!rollup.isObject()) {
        return rollup.isNothing() ? CheckRollup{} : CheckRollup{.checks = PullRequest::Checks::Unknown};
    }
    const JsonValue nodes = rollup["contexts"]["nodes"];
    QList<Check> checks = readContexts(nodes);
    const qint64 unlisted = std::clamp<qint64>(rollup["contexts"]["totalCount"].integer().value_or(0) - nodes.size(), 0,
                                               100'000);
    CheckRollup sum{.total = static_cast<int>(checks.size() + unlisted)};
    std::array<int, 4> counts{};
    for (const Check &check : std::as_const(checks)) {
        ++counts[static_cast<size_t>(check.outcome)];
        sum.done += check.outcome == Outcome::Passed || check.outcome == Outcome::Failed ? 1 : 0;
        if (check.outcome == Outcome::Failed && sum.failing.size() < 50) {
            sum.failing.append(check.name);
        }
    }
    addRequired(checks, sum);
    if (unlisted > 0) {
        sum.requiredKnown = false;
        ++counts[static_cast<size_t>(outcomeOfTheRest(rollup))];
    }
    if (counts[static_cast<size_t>(Outcome::Failed)] > 0) {
        sum.checks = PullRequest::Checks::Failing;
    } else if (counts[static_cast<size_t>(Outcome::Unknown)] > 0) {
        sum.checks = PullRequest::Checks::Unknown;
    } else if (counts[static_cast<size_t>(Outcome::Pending)] > 0) {
        sum.checks = PullRequest::Checks::Pending;
    } else if (sum.total > 0) {
        sum.checks = PullRequest::Checks::Passing;
    }
    return sum;
}

}
