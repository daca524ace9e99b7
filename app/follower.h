// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/config/accountbook.h"
#include "models/values/changeset.h"

namespace Windsock {

/// Follows a landing job that a person watches to the push it became: once Lando names the revision, Treeherder is
/// asked for it. Each job leads to a watch once, which is remembered: a watch that a person took out stays out. The
/// watch of the push stays when all its jobs have ended; taking it out is the person's.
class Follower : public QObject
{
    Q_OBJECT

public:
    /// `config` keeps which jobs have been followed.
    Follower(AccountBook &book, const KSharedConfig::Ptr &config, QObject *parent = nullptr);

    /// Landings as they are known now, new or changed.
    void see(const QList<Landing> &landings);
    void see(const ChangeSet &changes);

Q_SIGNALS:
    /// A watch has been added because of this landing.
    void followed(const Windsock::Landing &landing, const Windsock::Watch &watch);

private:
    bool isWatched(const Landing &landing) const;
    void forgetWhatNobodyWatches();
    void remember(const QString &job);

    AccountBook &m_book;
    KSharedConfig::Ptr m_config;
    QStringList m_followed; ///< the subjects of landing jobs that have led to a watch, oldest first
};

/// The Treeherder account that knows what this Lando lands: Mozilla's for Mozilla's, else the only other one.
std::optional<Account> treeherderOf(const Account &lando, const QList<Account> &accounts);
/// What Treeherder calls a repository of Lando's: "autoland" for "firefox-autoland"; the same name where it has no other.
QString treeherderRepositoryOf(const QString &lando);

}
