// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/keyedlistmodel.h"
#include "models/values/notice.h"

namespace Windsock {

/// What was decided to be worth telling, newest first. State is the notice's state, or "read" once it has been read.
/// Roles: roles.h.
class NoticesModel final : public KeyedListModel<Notice>
{
    Q_OBJECT

public:
    enum Column { NoticeColumn, TextColumn, KindColumn, WhenColumn, ColumnCount };

    explicit NoticesModel(QObject *parent = nullptr);

    /// New or altered notices.
    void apply(const QList<Notice> &notices);
    void setNow(const QDateTime &now);

    /// Neither read nor withdrawn.
    int unread() const;

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    QHash<int, QByteArray> roleNames() const override;

protected:
    QString keyOf(const Notice &row) const override;
    bool isBefore(const Notice &a, const Notice &b) const override;

private:
    QString text(const Notice &notice, int column) const;

    QDateTime m_now;
};

}
