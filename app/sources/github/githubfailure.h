// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/net/httpclient.h"
#include "app/sources/jsonread.h"
#include "models/values/snapshot.h"

namespace Windsock {

/// What a status other than 200 means at GitHub. It says 403 for an exhausted quota, for being too fast, for scopes that
/// the token lacks (which are named) and for an organization that wants single sign-on.
[[nodiscard]] Failure gitHubFailure(const HttpAnswer &answer, const QDateTime &now);

/// The scopes of which the answer wants one and of which the token has none (X-Accepted-OAuth-Scopes without
/// X-OAuth-Scopes); none where the token has one of them, or has no scopes at all because it is not of that kind.
QStringList missingScopes(const HttpAnswer &answer);

/// How many organizations are left out of an answer because they want single sign-on first (X-GitHub-SSO).
int organizationsLeftOut(const HttpAnswer &answer);

/// Whether one of the errors of a GraphQL answer says that the quota is used up.
bool isRateLimited(JsonValue root);
/// What the errors of an answer without data mean: a used-up quota wherever it stands, else the first that we know.
[[nodiscard]] Failure failureOfErrors(JsonValue root, const QDateTime &now);
/// The errors beside data: what of the answer is missing, and why.
void keepErrors(JsonValue root, QList<SkippedRecord> &skipped);

}
