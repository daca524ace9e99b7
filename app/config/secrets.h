// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/config/profile.h"
#include "models/values/account.h"
#include "models/values/result.h"

#include <QHash>
#include <QObject>

#include <functional>

namespace Windsock {

/// Tokens. They live in the desktop's keychain, or where the account says (an environment variable, a file only its
/// owner can read); never in our configuration. A failed read is never taken for "there is none": it gives a failure,
/// and nothing is removed or asked for again because of it.
class Secrets : public QObject
{
    Q_OBJECT

public:
    using Read = std::function<void(const Result<QByteArray> &)>;
    using Written = std::function<void(const Result<void> &)>;

    /// Of that profile: another's tokens are neither read nor overwritten nor removed.
    explicit Secrets(const Profile &profile, QObject *parent = nullptr)
        : QObject(parent), m_keychain(profile.keychainName())
    {
    }

    /// Ends in one call of `done`, on this thread, unless `context` has died. An account without a secret gives an
    /// empty one.
    void read(const Account &account, QObject *context, Read done);
    /// Puts the token into the keychain under the account's id.
    void write(const AccountId &id, const QByteArray &secret, QObject *context, Written done);
    void remove(const AccountId &id, QObject *context, Written done);
    /// For this run only, where there is no keychain.
    void keepInMemory(const AccountId &id, const QByteArray &secret) { m_memory.insert(id, secret); }
    /// Another process has put another token into the keychain: it is asked for it again.
    void readAgain(const AccountId &id) { m_memory.remove(id); }
    /// From now on everything stays in memory: the keychain is neither asked nor changed. The demo's accounts have names
    /// that the person's own may have, too.
    void leaveKeychainAlone() { m_usesKeychain = false; }

private:
    QString m_keychain;
    QHash<AccountId, QByteArray> m_memory; ///< also what the keychain gave: it is asked once a run
    bool m_usesKeychain = true;
};

}
