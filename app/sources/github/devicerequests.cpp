// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/github/devicerequests.h"

#include "app/sources/github/githubaddress.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace Windsock {

namespace {

constexpr qint64 s_longestAnswer = 64 * 1024; // what is due are a few hundred bytes

QByteArray encoded(const QString &text)
{
    return QUrl::toPercentEncoding(text);
}

HttpRequest formRequest(const DeviceAsk &ask, const QString &path, const QByteArray &form)
{
    HttpRequest request;
    request.method = "POST";
    request.scope = ask.account.id.value;
    request.url = gitHubPage(ask.account.baseUrl, path);
    request.headers = {{"Accept", "application/json"}, {"Content-Type", "application/x-www-form-urlencoded"}};
    request.body = form;
    request.maxBytes = s_longestAnswer;
    request.total = 30s;
    return request;
}

}

HttpRequest deviceCodeRequest(const DeviceAsk &ask)
{
    return formRequest(ask, u"/login/device/code"_s,
                       "client_id=" + encoded(ask.clientId) + "&scope=" + encoded(ask.scopes.join(u' ')));
}

HttpRequest deviceTokenRequest(const DeviceAsk &ask, const QByteArray &deviceCode)
{
    return formRequest(ask, u"/login/oauth/access_token"_s,
                       "client_id=" + encoded(ask.clientId) + "&device_code=" + deviceCode.toPercentEncoding()
                           + "&grant_type=" + encoded(u"urn:ietf:params:oauth:grant-type:device_code"_s));
}

}
