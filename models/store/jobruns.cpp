// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/jobruns.h"

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
QStringView withoutConfirm(QStringView name)
{
    return name.endsWith("-cf"_L1) ? name.chopped(3) : name;
}

/// Whether the run says something of the test.
bool counts(const Job &job)
{
    if (job.state != Job::State::Completed) {
        return false;
    }
    return job.result == Job::Result::Success
        || (isFailure(job) && (isUnclassified(job.classification) || job.classification == 4));
}

void count(RunTally &tally, const Job &job, int by)
{
    const bool confirm = isConfirmJob(job);
    const auto more = [by](quint16 &count) { count = static_cast<quint16>(count + by); };
    if (job.result == Job::Result::Success) {
        more(confirm ? tally.confirmPassed : tally.passed);
        return;
    }
    more(confirm ? tally.confirmFailed : tally.failed);
    if (!confirm && (job.classification == 4 || job.classification == 8)) {
        more(tally.intermittent);
    }
}
}

bool isConfirmJob(const Job &job)
{
    return job.typeName.endsWith("-cf"_L1) || job.typeSymbol.endsWith("-cf"_L1);
}

quint64 runKey(const Job &job)
{
    const size_t seed = QHashSeed::globalSeed();
    const QStringView type = withoutConfirm(job.typeName);
    return type.isEmpty()
        ? qHashMulti(seed, job.groupSymbol, withoutConfirm(job.typeSymbol), job.platform, job.platformOption)
        : qHashMulti(seed, type, job.platform, job.platformOption);
}

void addRun(PushRuns &runs, const Job &job)
{
    if (counts(job)) {
        count(runs[runKey(job)], job, 1);
    }
}

void takeRun(PushRuns &runs, const Job &job)
{
    if (!counts(job)) {
        return;
    }
    if (const auto tally = runs.find(runKey(job)); tally != runs.end()) {
        count(*tally, job, -1);
        if (*tally == RunTally()) {
            runs.erase(tally);
        }
    }
}

PushRuns runsOf(const QHash<qint64, Job> &jobs)
{
    PushRuns runs;
    runs.reserve(jobs.size());
    for (const Job &job : jobs) {
        addRun(runs, job);
    }
    return runs;
}

}
