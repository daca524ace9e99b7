// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/net/httpclient.h"
#include "models/values/account.h"

#include <QStringList>

#include <optional>

namespace Windsock {

/// Whose token it is, and what it may do.
struct TokenOwner {
    QString login;
    std::optional<QStringList> scopes; ///< none where the token is of a kind that has no scopes (fine-grained, an app's)

    bool operator==(const TokenOwner &) const = default;
};

/// GET /user (@octokit/openapi 23.0.2): needs no scope, and tells those of the token in X-OAuth-Scopes.
HttpRequest tokenOwnerRequest(const Account &account, const QByteArray &token);
[[nodiscard]] Result<TokenOwner> readTokenOwner(const Result<HttpAnswer> &answer, const QDateTime &now);

}
