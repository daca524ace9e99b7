// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/signin.h"

namespace Windsock {

/// What a scope is for: "repo: pull requests, ...". Plain text, in the person's language, as are the others.
QString scopeText(const QString &scope);
/// That a token that is typed in needs them, in one sentence.
QString neededScopesText();
/// How one gets a client ID at `host`.
QString clientIdText(const QString &host);
/// How a sign-in stands: what happened and what can be done, as whole sentences. Empty while nothing was asked.
QString signInText(const SignIn &signIn);
/// Of that, what is well and yet not as it should be: the scopes that are missing, another person than the account's, a
/// token that ends. One sentence each; none where all is as it should be.
QStringList signInDoubts(const SignIn &signIn);

}
