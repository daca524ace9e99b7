// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/net/httpclient.h"
#include "models/values/account.h"

namespace Windsock {

/// Whom a sign-in asks, as whom and for what.
struct DeviceAsk {
    Account account;
    QString clientId; ///< of an OAuth app; public
    QStringList scopes;
};

/// POST /login/device/code and POST /login/oauth/access_token (github/docs:
/// content/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps.md, "Device flow"; RFC 8628, 3.1 and 3.4). What is
/// secret stands in the body, which is neither logged nor recorded nor sent to another address.
HttpRequest deviceCodeRequest(const DeviceAsk &ask);
HttpRequest deviceTokenRequest(const DeviceAsk &ask, const QByteArray &deviceCode);

}
