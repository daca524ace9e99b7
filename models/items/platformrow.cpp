// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/platformrow.h"

#include "models/items/naturalorder.h"

#include <QHash>
#include <QSet>

#include <algorithm>
#include <tuple>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
QStringView groupOf(const Job &job)
{
    return job.groupSymbol == "?"_L1 ? QStringView() : QStringView(job.groupSymbol);
}

bool jobBefore(const Job &a, const Job &b)
{
    if (const auto order = naturalOrder(groupOf(a), groupOf(b)); std::is_neq(order)) {
        return std::is_lt(order);
    }
    if (const auto order = naturalOrder(a.typeSymbol, b.typeSymbol); std::is_neq(order)) {
        return std::is_lt(order);
    }
    return a.id < b.id;
}

/// Neighbours mostly say the same: let them share one text.
void share(QString &text, const QString &other)
{
    if (text == other) {
        text = other;
    }
}

void shareTexts(QList<Job> &jobs, const PlatformBatch &batch)
{
    const Job *last = nullptr;
    for (Job &job : jobs) {
        share(job.platform, batch.platform);
        share(job.platformOption, batch.option);
        if (last) {
            share(job.groupName, last->groupName);
            share(job.groupSymbol, last->groupSymbol);
            share(job.typeSymbol, last->typeSymbol);
        }
        last = &job;
    }
}
}

bool isBefore(const PlatformRow &a, const PlatformRow &b)
{
    return std::tie(a.platform, a.option) < std::tie(b.platform, b.option);
}

std::vector<PlatformBatch> byPlatform(const QList<const Job *> &come, const QList<const Job *> &gone)
{
    QHash<std::pair<QString, QString>, size_t> places;
    std::vector<PlatformBatch> batches;
    const auto batchOf = [&](const Job &job) -> PlatformBatch & {
        auto place = places.find({job.platform, job.platformOption});
        if (place == places.end()) {
            place = places.insert({job.platform, job.platformOption}, batches.size());
            batches.push_back({.platform = job.platform, .option = job.platformOption, .come = {}, .gone = {}});
        }
        return batches[*place];
    };
    for (const Job *job : gone) {
        batchOf(*job).gone.append(job);
    }
    for (const Job *job : come) {
        batchOf(*job).come.append(job);
    }
    std::ranges::sort(batches, {}, [](const PlatformBatch &batch) { return std::tie(batch.platform, batch.option); });
    return batches;
}

QList<Job> merged(const QList<Job> &jobs, const PlatformBatch &batch)
{
    QSet<qint64> replaced;
    replaced.reserve(batch.gone.size() + batch.come.size());
    for (const Job *job : batch.gone) {
        replaced.insert(job->id);
    }
    QList<const Job *> come;
    come.reserve(batch.come.size());
    QSet<qint64> seen;
    for (auto job = batch.come.crbegin(); job != batch.come.crend(); ++job) {
        replaced.insert((*job)->id);
        if (!seen.contains((*job)->id)) { // of two about one job the later counts
            seen.insert((*job)->id);
            come.append(*job);
        }
    }
    std::ranges::sort(come, [](const Job *a, const Job *b) { return jobBefore(*a, *b); });

    QList<Job> result;
    result.reserve(jobs.size() + come.size());
    auto next = come.cbegin();
    for (const Job &job : jobs) {
        if (replaced.contains(job.id)) {
            continue;
        }
        for (; next != come.cend() && jobBefore(**next, job); ++next) {
            result.append(**next);
        }
        result.append(job);
    }
    for (; next != come.cend(); ++next) {
        result.append(**next);
    }
    shareTexts(result, batch);
    result.squeeze();
    return result;
}

}
