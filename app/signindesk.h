// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/config/accountbook.h"
#include "app/config/secrets.h"
#include "app/sources/github/devicesignin.h"
#include "app/sources/github/tokenowner.h"
#include "models/values/signin.h"

#include <memory>

namespace Windsock {

/// Signing in at a GitHub account by the device flow, from the wish to the token in the keychain; one sign-in at a time.
/// Says how it stands and never what it got: no token and no device code leaves this but into the keychain.
class SignInDesk : public QObject
{
    Q_OBJECT

public:
    /// What becomes of a token that the keychain does not take.
    enum class Homeless { KeptInMemory, GivenUp };

    SignInDesk(HttpClient &http, AccountBook &book, Secrets &secrets, const Clock &clock, Homeless homeless,
               QObject *parent = nullptr);
    ~SignInDesk() override;

    /// How a sign-in would begin: with which client ID, and where there is one to be made.
    SignIn offer(const AccountId &id) const;
    /// Ends what is under way, then signs in: changed() with every step, to SignedIn or Failed. The client ID of the wish,
    /// where it has one that is not the package's, is the account's from then on.
    void begin(const SignInWish &wish);
    /// Ends what is under way in silence. What the keychain has been given stays there.
    void cancel();
    /// Asks whose a token is that was typed in: checked(), where GitHub answers at all.
    void check(const Account &account, const QByteArray &token);
    /// Does what is due, for a test that has moved its clock.
    void wake();

Q_SIGNALS:
    void changed(const Windsock::SignIn &signIn);
    /// The account has another token now.
    void tokenChanged(const Windsock::AccountId &id);
    /// SignedIn with what the token lacks, or Failed where it is refused.
    void checked(const Windsock::SignIn &signIn);

private:
    void follow(const DeviceSignIn &running);
    void fail(SignIn::Trouble trouble, const Failure &failure = {});
    void askOwner(const DeviceToken &token);
    void keep(const QByteArray &token);
    void kept(const Result<void> &result, const QByteArray &token);
    void tell(SignIn::State state);

    HttpClient &m_http;
    AccountBook &m_book;
    Secrets &m_secrets;
    const Clock m_clock;
    const Homeless m_homeless;
    std::unique_ptr<QObject> m_round; ///< whom all answers to what is under way are for
    DeviceSignIn *m_running = nullptr; ///< the round's child
    Account m_account;
    QStringList m_scopes; ///< that were asked for
    SignIn m_signIn;
};

}
