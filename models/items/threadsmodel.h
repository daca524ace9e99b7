// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/accounthealth.h"
#include "models/items/keyedlistmodel.h"
#include "models/items/threadrow.h"
#include "models/values/changeset.h"

namespace Windsock {

/// Changes with their histories, newest activity first. Below each stand its moments, oldest first, and then the facts
/// that were joined to it with the ground for each. Names and pages of those facts come from the change sets of their
/// accounts, in any order. Roles: roles.h; columns: ThreadColumn.
class ThreadsModel final : public KeyedListModel<ThreadRow, QAbstractItemModel>
{
    Q_OBJECT

public:
    explicit ThreadsModel(QObject *parent = nullptr);

    void apply(const ChangeSet &changes);
    /// The viewer's zone; until it is set, the system's.
    void setZone(const QTimeZone &zone);
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
    QString keyOf(const ThreadRow &row) const override;
    bool isBefore(const ThreadRow &a, const ThreadRow &b) const override;

private:
    QSet<Subject> learnFaces(const ChangeSet &changes);
    void putThreads(const ChangeSet &changes);
    ThreadRow rowOf(const ChangeThread &thread) const;
    void update(ThreadRow *row, ThreadRow next);
    void placeBelow(ThreadRow &row, const std::vector<TimelineRow> &next);
    void insertBelow(ThreadRow &row, size_t at, const std::vector<TimelineRow> &next);
    void tellMoments(const ThreadRow &row, const QDateTime &before, bool all);
    void refresh(const QSet<QString> &keys);
    void staleChanged(const AccountId &account, bool before);

    QHash<Subject, FactFace> m_faces;
    QMultiHash<Subject, QString> m_threadsOf; ///< the keys of the threads that name a fact
    AccountHealth m_health{tellsOfChanges};
    Viewer m_viewer;
};

}
