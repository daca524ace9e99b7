// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/keyedlistmodel.h"
#include "models/items/pushrow.h"
#include "models/values/changeset.h"

namespace Windsock {

/// Pushes, newest first, and below each its platforms with their jobs. A job that changes touches its platform's row
/// alone; the push's row changes with its standing. How long is said of pushes that are not settled: when they will be.
/// What a row answers: pushrow.h.
class PushesModel final : public KeyedListModel<PushRow, QAbstractItemModel>
{
    Q_OBJECT

public:
    enum Column { TitleColumn, AuthorColumn, ResultColumn, ProgressColumn, WhenColumn, ColumnCount };

    explicit PushesModel(QObject *parent = nullptr);

    void apply(const ChangeSet &changes);
    /// A push that is shown, and a job of it; nothing where there is none.
    std::optional<Push> push(const AccountId &account, qint64 id) const;
    std::optional<Job> job(const AccountId &account, qint64 push, qint64 id) const;
    void setHealth(const SourceHealth &health);
    void forgetHealth(const AccountId &account, const WatchId &watch);
    void setNow(const QDateTime &now);

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    QHash<int, QByteArray> roleNames() const override;

protected:
    QString keyOf(const PushRow &row) const override;
    bool isBefore(const PushRow &a, const PushRow &b) const override;

private:
    struct JobChanges {
        QList<const Job *> come;
        QList<const Job *> gone;
    };
    void applyPushes(const ChangeSet &changes, QHash<qint64, JobChanges> &jobs);
    void applyStanding(const PushStanding &standing);
    void applyJobs(PushRow &row, const JobChanges &changes);
    void applyBatch(PushRow &row, const PlatformBatch &batch);
    PushContext seenAt(const QDateTime &now) const;
    void tellHealth(const AccountId &account, bool platformsToo);

    AccountHealth m_health{tellsOfPushes};
    Paces m_paces;
    QDateTime m_now;
};

}
