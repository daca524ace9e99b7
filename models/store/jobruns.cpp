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

void more(quint16 &count)
{
    count += count < std::numeric_limits<quint16>::max() ? 1 : 0;
}

void count(RunTally &tally, const Job &job)
{
    const bool confirm = isConfirmJob(job);
    if (job.result == Job::Result::Success) {
        more(confirm ? tally.confirmPassed : tally.passed);
        return;
    }
    const bool intermittent = job.classification == 4 || job.classification == 8;
    if (!isUnclassified(job.classification) && !intermittent) {
        return;
    }
    more(confirm ? tally.confirmFailed : tally.failed);
    if (intermittent) {
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

PushRuns runsOf(const QHash<qint64, Job> &jobs)
{
    PushRuns runs;
    runs.reserve(jobs.size());
    for (const Job &job : jobs) {
        if (job.state == Job::State::Completed && (job.result == Job::Result::Success || isFailure(job))) {
            count(runs[runKey(job)], job);
        }
    }
    return runs;
}

}
