// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/accounthealth.h"
#include "models/items/keyedlistmodel.h"
#include "models/items/queuehealth.h"
#include "models/values/changeset.h"

#include <QTimeZone>

namespace Windsock {

/// The queues that something is under way in, or came out of within a day: slow ones first, then the deepest, then by
/// name. Roles: roles.h; a queue is told by ItemRole::QueueHealth.
class QueuesModel final : public KeyedListModel<QueueHealth>
{
    Q_OBJECT

public:
    enum Column { QueueColumn, UnderWayColumn, ThroughColumn, TimesColumn, ColumnCount };

    explicit QueuesModel(QObject *parent = nullptr);

    void apply(const ChangeSet &changes);
    void setHealth(const SourceHealth &health);
    void forgetHealth(const AccountId &account, const WatchId &watch);
    void setNow(const QDateTime &now);
    void setZone(const QTimeZone &zone); ///< the viewer's; the system's to begin with

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    QHash<int, QByteArray> roleNames() const override;

protected:
    QString keyOf(const QueueHealth &row) const override;
    bool isBefore(const QueueHealth &a, const QueueHealth &b) const override;

private:
    /// What is known of one queue.
    struct Ways {
        AccountId account;
        QString queue;
        QSet<Subject> underWay;
        QList<Realised> ended; ///< oldest end first
        std::optional<QueueDelay> delay;
    };

    Ways &waysOf(const AccountId &account, const QString &queue);
    void move(const Subject &subject, const AccountId &account, const QString &queue, bool underWay);
    void learnLandings(const Changes<Landing> &landings);
    void learnPushes(const ChangeSet &changes);
    void learnEnds(const ChangeSet &changes);
    void showAll();
    void healthChanged();
    QString text(const QueueHealth &row, int column) const;
    QString sinceText(const QueueHealth &row) const;
    QStringList sentences(const QueueHealth &row) const;

    QHash<QString, Ways> m_ways; ///< by the row's key
    QHash<Subject, QString> m_queueOf; ///< of what is under way, the key of its row
    QHash<Subject, QString> m_repositories; ///< of all pushes
    AccountHealth m_health{tellsOfChanges};
    QDateTime m_now;
    QTimeZone m_zone = QTimeZone::systemTimeZone();
};

}
