// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/values/pushstanding.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
constexpr qsizetype s_failuresKept = 50;

void countFinished(PushStanding &standing, const Job &job)
{
    if (isFailure(job)) {
        if (!isUnclassified(job.classification)) {
            ++standing.known;
            return;
        }
        if (job.result == Job::Result::TestFailed) {
            ++standing.testFailed;
        } else if (job.result == Job::Result::Busted) {
            ++standing.busted;
        } else {
            ++standing.exceptions;
        }
        standing.newestFailure = std::max(standing.newestFailure, job.id);
        standing.failures.append({.id = job.id,
                                  .name = jobName(job),
                                  .platform = QString(job.platform + u' ' + job.platformOption).trimmed(),
                                  .result = job.result});
        return;
    }
    switch (job.result) {
    case Job::Result::Success:
        ++standing.success;
        break;
    case Job::Result::UserCancel:
        ++standing.cancelled;
        break;
    default:
        ++standing.superseded;
        break;
    }
}

void count(PushStanding &standing, const Job &job)
{
    switch (job.state) {
    case Job::State::Unscheduled:
        ++standing.unscheduled;
        break;
    case Job::State::Pending:
        ++standing.pending;
        break;
    case Job::State::Running:
    case Job::State::Unknown:
        ++standing.running;
        break;
    case Job::State::Completed:
        countFinished(standing, job);
        break;
    }
}

Verdict verdictOf(const PushStanding &standing)
{
    if (standing.busted > 0) {
        return Verdict::Red;
    }
    if (standing.testFailed > 0) {
        return Verdict::Orange;
    }
    if (standing.exceptions > 0) {
        return Verdict::Exception;
    }
    if (!standing.complete) {
        const bool any = standing.finished() + standing.unscheduled + standing.pending + standing.running > 0;
        return any ? Verdict::Running : Verdict::Unknown;
    }
    if (standing.cancelled > 0) {
        return Verdict::Cancelled;
    }
    return standing.success + standing.known > 0 ? Verdict::Green : Verdict::Unknown;
}
}

QString verdictName(Verdict verdict)
{
    static constexpr std::array names{"unknown"_L1, "running"_L1,   "green"_L1,    "orange"_L1,
                                      "red"_L1,     "exception"_L1, "cancelled"_L1};
    return names.at(static_cast<size_t>(verdict));
}

bool isBad(Verdict verdict)
{
    return verdict == Verdict::Orange || verdict == Verdict::Red || verdict == Verdict::Exception;
}

int PushStanding::percent() const
{
    const int total = finished() + pending + running;
    return total == 0 ? 100 : finished() * 100 / total;
}

PushStanding standingOf(const AccountId &account, qint64 pushId, std::span<const Job> jobs, const QDateTime &now,
                        std::chrono::seconds settleTime)
{
    PushStanding standing{.account = account, .pushId = pushId};
    for (const Job &job : jobs) {
        if (job.tier > 2 || job.result == Job::Result::Retry) {
            continue;
        }
        count(standing, job);
        if (job.lastModified.isValid() && (!standing.lastChange.isValid() || job.lastModified > standing.lastChange)) {
            standing.lastChange = job.lastModified;
        }
    }
    std::ranges::sort(standing.failures, {}, &FailedJob::id);
    if (standing.failures.size() > s_failuresKept) {
        standing.failures.resize(s_failuresKept);
    }
    const int unfinished = standing.unscheduled + standing.pending + standing.running;
    standing.complete = unfinished == 0 && standing.finished() > 0;
    standing.verdict = verdictOf(standing);
    standing.settled = standing.complete
        && (!standing.lastChange.isValid() || standing.lastChange.addDuration(settleTime) <= now);
    return standing;
}

}
