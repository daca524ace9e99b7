// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/watch.h"

#include <KSharedConfig>

#include <QObject>

#include <expected>

namespace Windsock {

/// The accounts and watches a person has set up, kept in a KConfig file. Holds no secret, only where each secret is.
/// What is asked for is checked first; the refusal is a sentence for the person.
class AccountBook : public QObject
{
    Q_OBJECT

public:
    explicit AccountBook(const QString &file, QObject *parent = nullptr);

    QList<Account> accounts() const { return m_accounts; }
    QList<Watch> watches() const { return m_watches; }
    /// Those of services that are asked: not what a line listens to.
    QList<Watch> polledWatches() const;
    std::optional<Account> account(const AccountId &id) const;

    using Outcome = std::expected<void, QString>;
    [[nodiscard]] Outcome addAccount(const Account &account);
    [[nodiscard]] Outcome removeAccount(const AccountId &id); ///< its watches go with it
    /// The account's token is in the keychain from now on. `user` is taken for who we are there where nothing was said.
    [[nodiscard]] Outcome moveTokenToKeychain(const AccountId &id, const QString &user);
    /// The public name of the OAuth app with which a GitHub account signs in; empty where none was given.
    QString clientId(const AccountId &id) const;
    [[nodiscard]] Outcome setClientId(const AccountId &id, const QString &clientId);
    [[nodiscard]] Outcome addWatch(const Watch &watch);
    [[nodiscard]] Outcome removeWatch(const WatchId &id);

    /// An id for a new account or watch that nobody has yet: "github", "github-2"; "th/autoland".
    AccountId freeAccountId(Service service) const;
    WatchId freeWatchId(const Watch &watch) const;

    /// Reads the file again, after another process has written it.
    void reload();

Q_SIGNALS:
    void changed();

private:
    [[nodiscard]] Outcome write();

    KSharedConfig::Ptr m_config;
    QList<Account> m_accounts;
    QList<Watch> m_watches;
};

}
