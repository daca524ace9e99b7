// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/detailrows.h"
#include "models/values/detail.h"
#include "models/values/pushstanding.h"

#include <QTimer>

namespace Windsock {

/// All that is known of one push of a PushesModel, and follows it: the push itself with how far it is and when it will
/// likely settle, what it asked try for, the failures nobody has classified with whose fault they likely are, its jobs by platform, its
/// performance alerts and its commits; a heading above each lot. Changes are told once, when control returns to the
/// event loop. Without a push it has no rows.
class PushDetailModel final : public DetailRows
{
    Q_OBJECT

public:
    enum Section { PushSection, AskedSection, FailureSection, JobSection, AlertSection, CommitSection };

    explicit PushDetailModel(QAbstractItemModel *pushes, QObject *parent = nullptr);

    /// The push with this ItemRole::Key, which need not be there (yet).
    void showPush(const QString &key);
    QString pushKey() const { return m_key; }
    /// Invalid ids where none is shown.
    AccountId account() const;
    qint64 pushId() const;
    /// The job of the push with this number, where it is known.
    std::optional<Job> job(qint64 id) const;
    std::optional<FailedJob> failure(qint64 id) const;

    /// The alerts are being asked for.
    void asking();
    /// Whatever is told of another push is passed over. What was known stays where the fetch failed.
    void apply(const PushDetail &detail);

private:
    void follow(QAbstractItemModel *pushes);
    QModelIndex push() const;
    void later();
    void look();
    std::vector<DetailRow> rowsOf(const QModelIndex &push) const;
    void addAsked(std::vector<DetailRow> &rows, const QString &sentences) const;
    void addFailures(std::vector<DetailRow> &rows, const PushStanding &standing) const;
    void addJobs(std::vector<DetailRow> &rows, const QModelIndex &push) const;
    void addAlerts(std::vector<DetailRow> &rows) const;
    void addCommits(std::vector<DetailRow> &rows, const Push &push) const;
    QString keyFor(const QString &part) const { return m_key + u'#' + part; }

    QAbstractItemModel *m_pushes;
    QString m_key;
    std::optional<PushDetail> m_detail; ///< the last that could be fetched
    std::optional<Failure> m_trouble;
    bool m_asking = false;
    QTimer m_soon;
};

}
