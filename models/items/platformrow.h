// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/job.h"

#include <QList>

#include <vector>

namespace Windsock {

/// The jobs of a push on one platform, in the order of group and symbol: "2" before "10", jobs without a group first.
struct PlatformRow {
    QString platform;
    QString option;
    QList<Job> jobs;

    QString name() const { return option.isEmpty() ? platform : platform + u' ' + option; }
};

/// What comes to and goes from one platform at one time.
struct PlatformBatch {
    QString platform;
    QString option;
    QList<const Job *> come;
    QList<const Job *> gone;
};

bool isBefore(const PlatformRow &a, const PlatformRow &b);
/// The changes by platform, in the order of the platforms.
std::vector<PlatformBatch> byPlatform(const QList<const Job *> &come, const QList<const Job *> &gone);
/// The jobs after the batch; equal to `jobs` where the batch says nothing new.
QList<Job> merged(const QList<Job> &jobs, const PlatformBatch &batch);

}
