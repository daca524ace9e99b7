// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/accounthealth.h"
#include "models/items/keyedlistmodel.h"
#include "models/values/changeset.h"

namespace Windsock {

/// The jobs of a push on one platform, in the order of group and symbol.
struct PlatformRow {
    QString platform;
    QString option;
    QList<Job> jobs;

    QString name() const { return option.isEmpty() ? platform : platform + u' ' + option; }
};

struct PushRow {
    Push push;
    PushStanding standing;
    std::vector<PlatformRow> platforms; ///< sorted by platform and option
};

/// Pushes, newest first, and below each its platforms with their jobs. A job that changes touches its platform's row
/// alone; the push's row changes with its standing. Roles: roles.h. A platform row's State is the verdict over its own
/// jobs.
class PushesModel final : public KeyedListModel<PushRow, QAbstractItemModel>
{
    Q_OBJECT

public:
    enum Column { TitleColumn, AuthorColumn, ResultColumn, ProgressColumn, WhenColumn, ColumnCount };

    explicit PushesModel(QObject *parent = nullptr);

    void apply(const ChangeSet &changes);
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
    QVariant pushData(const PushRow &row, int column, int role) const;
    QVariant platformData(const PushRow &push, const PlatformRow &row, int column, int role) const;
    QString pushText(const PushRow &row, int column) const;
    void applyPushes(const ChangeSet &changes);
    void applyStandings(const ChangeSet &changes);
    void applyJobs(const ChangeSet &changes);
    void applyToPush(PushRow &row, const QList<const Job *> &gone, const QList<const Job *> &come);
    void healthChanged(const AccountId &account);

    AccountHealth m_health;
    QDateTime m_now;
};

}
