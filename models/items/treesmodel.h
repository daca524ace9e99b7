// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/accounthealth.h"
#include "models/items/keyedlistmodel.h"
#include "models/items/knowntrees.h"
#include "models/values/changeset.h"

#include <QTimeZone>

namespace Windsock {

struct TreeRow {
    Tree tree;
    int holds = 0; ///< how many landings of the person's go nowhere while it is not open
    bool shared = false; ///< another account has a tree of this name: it is told whose this is

    bool operator==(const TreeRow &) const = default;
};

/// Whether trees take landings: those that hold one of the person's first, then those that are closed, need an approval,
/// are unknown, and are open; each lot by name, with the account where two have a tree of one name. It is told of
/// landings too, to know which of them a tree holds (knowntrees.h).
/// Roles: roles.h. A tree needs nobody: what it holds is told by ItemRole::Holds.
class TreesModel final : public KeyedListModel<TreeRow>
{
    Q_OBJECT

public:
    enum Column { TreeColumn, StatusColumn, ReasonColumn, ByColumn, SinceColumn, ColumnCount };

    explicit TreesModel(QObject *parent = nullptr);

    void apply(const ChangeSet &changes);
    /// The person's logins and addresses on all accounts.
    void setMe(const QStringList &me);
    void setHealth(const SourceHealth &health);
    void forgetHealth(const AccountId &account, const WatchId &watch);
    void setNow(const QDateTime &now);
    void setZone(const QTimeZone &zone); ///< the viewer's; the system's to begin with

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    QHash<int, QByteArray> roleNames() const override;

protected:
    QString keyOf(const TreeRow &row) const override;
    bool isBefore(const TreeRow &a, const TreeRow &b) const override;

private:
    bool isMine(const Landing &landing) const;
    TreeRow rowFor(const Tree &tree) const;
    void learnLandings(const ChangeSet &changes);
    void put(const Tree &tree);
    void lookAnew();
    void healthChanged();
    QString text(const TreeRow &row, int column) const;
    /// All that the row shows and more.
    QStringList sentences(const TreeRow &row) const;

    QStringList m_me;
    QHash<Subject, Landing> m_landings; ///< those on their way
    KnownTrees m_trees;
    AccountHealth m_health;
    QDateTime m_now;
    QTimeZone m_zone = QTimeZone::systemTimeZone();
};

}
