// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/values/job.h"

#include <array>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
constexpr std::array s_states{"unscheduled"_L1, "pending"_L1, "running"_L1, "completed"_L1, "unknown"_L1};
constexpr std::array s_results{"success"_L1, "testfailed"_L1, "busted"_L1,     "exception"_L1,
                               "retry"_L1,   "usercancel"_L1, "superseded"_L1, "unknown"_L1};

template<class Enum, class Names>
Enum fromName(const Names &names, QStringView name)
{
    for (size_t i = 0; i < names.size(); ++i) {
        if (names[i] == name) {
            return static_cast<Enum>(i);
        }
    }
    return Enum::Unknown;
}
}

bool isUnfinished(const Job &job)
{
    return job.state == Job::State::Pending || job.state == Job::State::Running || job.state == Job::State::Unscheduled;
}

bool isFailure(const Job &job)
{
    return job.state == Job::State::Completed
        && (job.result == Job::Result::TestFailed || job.result == Job::Result::Busted
            || job.result == Job::Result::Exception);
}

bool isUnclassified(int classification)
{
    return classification == 1 || classification == 6 || classification == 7 || classification == 8;
}

bool isUnclassifiedFailure(const Job &job)
{
    return job.tier <= 2 && isFailure(job) && isUnclassified(job.classification);
}

QString jobStateName(Job::State state)
{
    return s_states.at(static_cast<size_t>(state));
}

Job::State jobStateFromName(QStringView name)
{
    return fromName<Job::State>(s_states, name);
}

QString jobResultName(Job::Result result)
{
    return s_results.at(static_cast<size_t>(result));
}

Job::Result jobResultFromName(QStringView name)
{
    return fromName<Job::Result>(s_results, name);
}

QString jobName(const Job &job)
{
    if (!job.typeName.isEmpty()) {
        return job.typeName;
    }
    return job.groupSymbol + u'(' + job.typeSymbol + u')';
}

}
