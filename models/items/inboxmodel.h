// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/accounthealth.h"
#include "models/items/keyedlistmodel.h"
#include "models/values/changeset.h"

namespace Windsock {

/// The threads of the person's notifications, newest first. State is the reason's name (inboxReasonName()). An unread one
/// whose reason speaks to the person needs them.
/// Roles: roles.h.
class InboxModel final : public KeyedListModel<InboxThread>
{
    Q_OBJECT

public:
    enum Column { ThreadColumn, ReasonColumn, PlaceColumn, KindColumn, WhenColumn, ColumnCount };

    explicit InboxModel(QObject *parent = nullptr);

    void apply(const ChangeSet &changes);
    void setHealth(const SourceHealth &health);
    void forgetHealth(const AccountId &account, const WatchId &watch);
    void setNow(const QDateTime &now);

    int unread() const;

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    QHash<int, QByteArray> roleNames() const override;

protected:
    QString keyOf(const InboxThread &row) const override;
    bool isBefore(const InboxThread &a, const InboxThread &b) const override;

private:
    QVariant itemOf(const InboxThread &thread, int role) const;
    QString text(const InboxThread &thread, int column) const;
    void healthChanged();

    AccountHealth m_health{tellsOfInbox};
    QDateTime m_now;
};

}
