// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/failure.h"
#include "models/values/ids.h"

#include <QStringList>
#include <QUrl>

#include <chrono>

namespace Windsock {

/// A person wants to sign in at an account's GitHub by its device flow.
struct SignInWish {
    AccountId account;
    QString clientId; ///< of an OAuth app, public; empty takes what the account has, else what the package came with
    bool privateToo = true; ///< private repositories, too, and not public ones alone

    bool operator==(const SignInWish &) const = default;
};

/// How a sign-in by the device flow (RFC 8628) stands, as it is shown. Holds no secret: neither the token nor the device
/// code; the code of it that a person types in is of no use to anybody who cannot sign in as that person.
struct SignIn {
    enum class State {
        Offered, ///< nothing was asked yet
        Asking, ///< for a code
        Waiting, ///< for the person, who types the code in on the page
        Checking, ///< the token is there: whose it is, and putting it away
        SignedIn,
        Failed, ///< `trouble` says why; the account is as it was
    };
    enum class Trouble {
        None,
        NoAccount, ///< it is gone, or none of GitHub's
        NoClientId, ///< there is none to ask with
        UnknownApp, ///< the service knows no app of this client ID
        FlowDisabled, ///< the app's settings do not allow the device flow
        FlowUnknown, ///< the service does not know the device flow
        Denied, ///< by the person, on the page
        Expired, ///< the code was not typed in in time
        CodeUnknown, ///< the service does not know the device code (any more)
        ForeignPage, ///< the page to type the code in is not the account's host's, or not https; never shown
        OtherWord, ///< an error that we do not know: `word`
        Service, ///< no answer, or none that can be used: `failure`
        NotKept, ///< the keychain did not take the token: `failure`. SignedIn: it is kept until the app ends
    };

    AccountId account;
    State state = State::Offered;
    QString host; ///< whose page it is: "github.com"
    QString clientId; ///< the one that would be asked with; empty where there is none
    QUrl appsPage; ///< where an OAuth app is made
    QString userCode; ///< of Waiting: printable ASCII, at most 32 characters
    QUrl page; ///< of Waiting: where it is typed in, a page of the account's host
    std::chrono::seconds left{0}; ///< of Waiting: for how long the code holds
    bool isInterrupted = false; ///< of Waiting: the last question was not answered; it is asked again
    Trouble trouble = Trouble::None;
    Failure failure;
    QString word; ///< lower-case letters and underscores, at most 40
    QString user; ///< of SignedIn: who it is; empty where that could not be asked (`failure`)
    QString expectedUser; ///< of SignedIn: who the account is said to be, where that is somebody else
    QStringList missingScopes; ///< of SignedIn: of those that are needed, the ones that the token does not have
    std::chrono::seconds tokenLasts{0}; ///< of SignedIn: for how long the token holds; 0 where it does not end

    bool operator==(const SignIn &) const = default;
};

/// The scopes of a token that lets everything be read which Windsock shows of GitHub. What each is for is worded by
/// scopeText(). No notifications: nothing reads them, and GitHub's endpoint for them takes personal tokens alone
/// (github/docs: content/rest/activity/notifications.md).
QStringList neededScopes(bool privateToo);

/// Whether a text can be an app's client ID: letters, digits, '.', '_' and '-', at most 100 ("Ov23li...", "Iv1.8a61...",
/// 20 hexadecimal digits).
bool isClientId(const QString &text);

}

Q_DECLARE_METATYPE(Windsock::SignIn)
Q_DECLARE_METATYPE(Windsock::SignInWish)
