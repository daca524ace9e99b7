// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/keyedlistmodel.h"
#include "models/items/queuerow.h"
#include "models/values/changeset.h"

#include <QTimeZone>

namespace Windsock {

/// Landings and pull requests: those that wait for the person first, then those under way, then those that are over;
/// each lot newest change first. How long is said of landings that tell when they were asked for; while the tree is closed
/// nobody can know what remains. A closed tree holds the landings that wait to go there: they are seen as held, whatever
/// they say of themselves. When a landing likely ends meets the person's meetings and working hours (landswhen.h). What a
/// row answers: queuerow.h.
class QueueModel final : public KeyedListModel<QueueRow>
{
    Q_OBJECT

public:
    enum Column { ChangeColumn, StateColumn, WhereColumn, WhoColumn, ChangedColumn, ColumnCount };

    explicit QueueModel(QObject *parent = nullptr);

    void apply(const ChangeSet &changes);
    /// The person's logins and addresses on all accounts: what is asked of one of them waits for the person.
    void setMe(const QStringList &me);
    /// The accounts that hold the person's calendars: their events are meetings of the person's.
    void setCalendars(const QSet<AccountId> &accounts);
    void setPreferences(const Preferences &preferences);
    void setHealth(const SourceHealth &health);
    void forgetHealth(const AccountId &account, const WatchId &watch);
    void setNow(const QDateTime &now);
    void setZone(const QTimeZone &zone); ///< the viewer's, in which times are said; the system's to begin with

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    QHash<int, QByteArray> roleNames() const override;

protected:
    QString keyOf(const QueueRow &row) const override;
    bool isBefore(const QueueRow &a, const QueueRow &b) const override;

private:
    bool needsMe(const Landing &landing) const;
    bool needsMe(const PullRequest &pull) const;
    bool needsMe(const Deployment &deployment) const;
    void put(QList<QueueRow> rows);
    void healthChanged();
    QueueContext seenAt(const QDateTime &now) const;
    void learnTrees(const ChangeSet &changes);
    void setSchedule(const OwnSchedule &schedule);

    QStringList m_me;
    AccountHealth m_health{tellsOfLandings};
    Paces m_paces;
    KnownTrees m_trees;
    OwnSchedule m_schedule;
    QTimeZone m_zone = QTimeZone::systemTimeZone();
    QDateTime m_now;
};

}
