// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/signinwords.h"

#include "models/items/failurewording.h"
#include "models/values/plaintext.h"

#include <KLocalizedString>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {

using Trouble = SignIn::Trouble;

QString because(const Failure &failure)
{
    return failureWording(failure, {}).whatHappened;
}

QString lackText(const QString &scope)
{
    if (scope == "repo"_L1) {
        return i18nc("@info a scope is missing",
                     "The token has not the scope repo: nothing of private repositories is seen.");
    }
    if (scope == "public_repo"_L1) {
        return i18nc("@info a scope is missing",
                     "The token has neither the scope repo nor public_repo: GitHub may refuse some of what is read of "
                     "repositories.");
    }
    if (scope == "read:org"_L1) {
        return i18nc("@info a scope is missing",
                     "The token has not the scope read:org: reviews that are asked of your teams may be left out.");
    }
    if (scope == "notifications"_L1) {
        return i18nc("@info a scope is missing",
                     "The token has not the scope notifications: your inbox on GitHub cannot be read.");
    }
    return i18nc("@info a scope is missing", "The token has not the scope %1.", scope);
}

QString appTrouble(const SignIn &signIn)
{
    switch (signIn.trouble) {
    case Trouble::NoClientId:
        return i18nc("@info %1 is a host", "Windsock has no client ID to ask %1 with.", signIn.host) + u' '
            + clientIdText(signIn.host);
    case Trouble::UnknownApp:
        return i18nc("@info %1 is a host",
                     "%1 knows no app with this client ID. Look whether it is typed right, is the client ID and not "
                     "the secret, and is of an app on %1.",
                     signIn.host);
    case Trouble::FlowDisabled:
        return i18nc("@info %1 is a host",
                     "This OAuth app does not let anybody sign in with a code. Tick “Enable Device Flow” in its "
                     "settings on %1 and try again.",
                     signIn.host);
    case Trouble::FlowUnknown:
        return i18nc("@info %1 is a host",
                     "%1 does not know how to sign in with a code. Give the account a token instead.", signIn.host);
    default:
        return {};
    }
}

QString codeTrouble(const SignIn &signIn)
{
    switch (signIn.trouble) {
    case Trouble::Denied:
        return i18nc("@info %1 is a host",
                     "On the page of %1 access was refused, and nothing was changed. Where that was a mistake, try "
                     "again for another code.",
                     signIn.host);
    case Trouble::Expired:
        return i18nc("@info", "Nobody typed the code in in time. Try again for another one.");
    case Trouble::CodeUnknown:
        return i18nc("@info %1 is a host", "%1 does not know the code any more. Try again for another one.",
                     signIn.host);
    case Trouble::ForeignPage:
        return i18nc("@info %1 is a host",
                     "%1 names a page for the code that is not its own. It is not shown, and nothing was changed: "
                     "check the account's address.",
                     signIn.host);
    case Trouble::OtherWord:
        return i18nc("@info host, an error in English",
                     "%1 refuses the sign-in (%2). Try again, or give the account a token instead.", signIn.host,
                     plainLine(signIn.word));
    default:
        return {};
    }
}

QString failedText(const SignIn &signIn)
{
    if (const QString text = appTrouble(signIn) + codeTrouble(signIn); !text.isEmpty()) {
        return text;
    }
    switch (signIn.trouble) {
    case Trouble::NoAccount:
        return i18nc("@info %1 is the name of an account", "There is no GitHub account named “%1”.",
                     plainLine(signIn.account.value));
    case Trouble::NotKept:
        return i18nc("@info %1 is a reason in English",
                     "The keychain did not take the token (%1); the account is as it was. Without a keychain, make a "
                     "token on the service's page and say with the account where it is.",
                     plainLine(signIn.failure.detail));
    default:
        return i18nc("@info %1 is a sentence", "%1 The account is as it was; try again later.", because(signIn.failure));
    }
}

QString waitingText(const SignIn &signIn)
{
    const auto seconds = int(signIn.left.count());
    const QString left = seconds >= 60
        ? i18ncp("@info", "The code holds for %1 more minute.", "The code holds for %1 more minutes.", seconds / 60)
        : i18ncp("@info", "The code holds for %1 more second.", "The code holds for %1 more seconds.", seconds);
    const QString waits = signIn.isInterrupted
        ? i18nc("@info %1 is a host", "%1 could not be asked just now; it is asked again.", signIn.host)
        : i18nc("@info", "Waiting until you have typed it in.");
    return waits + u' ' + left;
}

QString signedInText(const SignIn &signIn)
{
    QStringList sentences;
    const bool isHomeless = signIn.trouble == Trouble::NotKept;
    if (!signIn.user.isEmpty()) {
        sentences.append(i18nc("@info %1 is a login", "Signed in as %1.", plainLine(signIn.user)));
    } else {
        sentences.append(isHomeless ? i18nc("@info", "Signed in. Who you are could not be asked.")
                                    : i18nc("@info %1 is a sentence", "Signed in. Who you are could not be asked: %1",
                                            because(signIn.failure)));
    }
    if (isHomeless) {
        sentences.append(i18nc("@info %1 is a reason in English",
                               "The token could not be put into the keychain (%1). It is kept until Windsock ends.",
                               plainLine(signIn.failure.detail)));
    }
    return (sentences + signInDoubts(signIn)).join(u' ');
}

}

QString scopeText(const QString &scope)
{
    if (scope == "repo"_L1) {
        return i18nc("@info a scope and what it is for",
                     "repo: pull requests, checks and deployments of private repositories, too. It would allow "
                     "writing; GitHub has none that only reads, and Windsock writes nothing to "
                     "repositories.");
    }
    if (scope == "public_repo"_L1) {
        return i18nc("@info a scope and what it is for",
                     "public_repo: pull requests, checks and deployments of public repositories. It would allow "
                     "writing; GitHub has none that only reads, and Windsock writes nothing to "
                     "repositories.");
    }
    if (scope == "read:org"_L1) {
        return i18nc("@info a scope and what it is for",
                     "read:org: which teams you are in, for reviews that are asked of a team.");
    }
    if (scope == "notifications"_L1) {
        return i18nc("@info a scope and what it is for",
                     "notifications: your inbox, and to mark what you have read in it where you ask for that.");
    }
    return scope;
}

QString neededScopesText()
{
    return i18nc("@info",
                 "A classic token needs the scopes repo (or public_repo, where public repositories are enough) and "
                 "read:org; beside public_repo, notifications is for your inbox. Fine-grained tokens cannot read it.");
}

QString clientIdText(const QString &host)
{
    return i18nc(
        "@info %1 is a host",
        "It is the public name of an OAuth app. Make one on %1 under Settings, Developer settings, OAuth Apps, "
        "and tick “Enable Device Flow”; its secret is not needed.",
        host);
}

QStringList signInDoubts(const SignIn &signIn)
{
    QStringList sentences;
    if (!signIn.expectedUser.isEmpty()) {
        sentences.append(i18nc("@info %1 is a login", "The account says that you are %1 there; that was not changed.",
                               plainLine(signIn.expectedUser)));
    }
    for (const QString &scope : signIn.missingScopes) {
        sentences.append(lackText(scope));
    }
    if (const auto hours = std::chrono::ceil<std::chrono::hours>(signIn.tokenLasts).count(); hours > 0) {
        sentences.append(
            i18ncp("@info",
                   "The token ends in %1 hour: the client ID is a GitHub App's. That of an OAuth app gives "
                   "one that stays.",
                   "The token ends in %1 hours: the client ID is a GitHub App's. That of an OAuth app "
                   "gives one that stays.",
                   int(hours)));
    }
    return sentences;
}

QString signInText(const SignIn &signIn)
{
    switch (signIn.state) {
    case SignIn::State::Offered:
        return {};
    case SignIn::State::Asking:
        return i18nc("@info %1 is a host", "Asking %1 for a code…", signIn.host);
    case SignIn::State::Waiting:
        return waitingText(signIn);
    case SignIn::State::Checking:
        return i18nc("@info %1 is a host", "%1 has let Windsock in. Asking who you are…", signIn.host);
    case SignIn::State::SignedIn:
        return signedInText(signIn);
    case SignIn::State::Failed:
        return failedText(signIn);
    }
    return {};
}

}
