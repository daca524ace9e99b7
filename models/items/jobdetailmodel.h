// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/detailrows.h"
#include "models/values/detail.h"
#include "models/values/pushstanding.h"

#include <QCache>
#include <QTimeZone>

namespace Windsock {

/// One job in full: how it went, whose fault its failure likely is and all the grounds for that, links to its log, task
/// and page, its failure lines and below each the bugs it may be about. The links, lines and bugs are asked for by others:
/// asking() and apply() say how far that is. What was fetched before stays when a fetch fails, and is marked as stale.
/// Without a job it has no rows.
class JobDetailModel final : public DetailRows
{
    Q_OBJECT

public:
    enum Section { SummarySection, BlameSection, LinkSection, LineSection };

    explicit JobDetailModel(QObject *parent = nullptr);

    /// `failure` where the job is one that nobody has classified. What is known of the same job stays.
    void showJob(const AccountId &account, const std::optional<Job> &job, const std::optional<FailedJob> &failure);
    const std::optional<Job> &job() const { return m_job; }
    /// Whether a fetch of the shown job has come to a good end and it has not changed since.
    bool isKnown() const;

    void asking();
    /// Whatever is told of another job is passed over. `now` is when the answer came.
    void apply(const JobDetail &detail, const QDateTime &now);
    /// Why the last fetch of the shown job failed, if it did.
    const std::optional<Failure> &trouble() const { return m_trouble; }
    /// When what is shown was fetched; invalid where nothing was.
    QDateTime asOf() const;

private:
    struct Known {
        JobDetail detail;
        QDateTime at;
        QDateTime jobChanged; ///< the job's lastModified then
    };

    void look();
    const Known *known() const;
    void addSummary(std::vector<DetailRow> &rows) const;
    void addBlame(std::vector<DetailRow> &rows) const;
    void addLinks(std::vector<DetailRow> &rows, const JobDetail &detail) const;
    void addLines(std::vector<DetailRow> &rows, const JobDetail *detail) const;
    QString keyFor(const QString &part) const;

    AccountId m_account;
    std::optional<Job> m_job;
    std::optional<FailedJob> m_failure;
    std::optional<Failure> m_trouble;
    bool m_asking = false;
    QCache<QString, Known> m_known; ///< by the job's key: who goes to and fro need not ask again
};

}
