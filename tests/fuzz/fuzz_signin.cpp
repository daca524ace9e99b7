// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/github/deviceflow.h"
#include "app/sources/github/tokenowner.h"
#include "app/sources/github/tokenscopes.h"
#include "tests/fuzz/mutate.h"

#include <QTimeZone>

#include <algorithm>

using namespace Windsock;

namespace {
const QDateTime s_now(QDate(2026, 11, 26), QTime(6, 0), QTimeZone::UTC);
const QUrl s_base(QStringLiteral("https://api.github.com"));
bool s_isWell = true;

void check(bool isWell)
{
    s_isWell = s_isWell && isWell;
}

bool isPrintable(const QByteArray &bytes)
{
    return !bytes.isEmpty() && std::ranges::all_of(bytes, [](char c) { return c > ' ' && c < 127; });
}

void feed(const QByteArray &bytes)
{
    for (const int status : {200, 400, 404}) {
        const HttpAnswer answer{.status = status, .url = s_base, .body = bytes};
        if (const auto code = readDeviceCode(answer, s_base, s_now)) {
            check(isPrintable(code->deviceCode) && isPrintable(code->userCode.toUtf8()));
            check(code->page.host() == QStringLiteral("github.com") && code->page.scheme() == QStringLiteral("https"));
            const DeviceFlow flow = codeTold({}, code, s_now);
            check(flow.due > s_now && flow.due <= s_now.addSecs(144) && flow.expires <= s_now.addSecs(3600));
        }
        const DeviceTold told = readDeviceToken(answer, s_now);
        check(told.kind != DeviceTold::Kind::Granted || isPrintable(told.token.token));
        DeviceFlow asked;
        asked.stage = DeviceFlow::Stage::TokenDue;
        asked.expires = s_now.addSecs(900);
        const DeviceFlow after = tokenTold(asked, told, s_now);
        check(after.stage != DeviceFlow::Stage::TokenDue && after.interval <= longestDeviceInterval);
        (void)readTokenOwner(answer, s_now);
    }
    (void)scopesIn(bytes);
}
}

/// Answers of a sign-in, damaged: whatever comes, no code and no token is taken that could not be one.
int main()
{
    QRandomGenerator random(20261126);
    for (const QByteArray &whole :
         {QByteArray(R"({"device_code":"fake-device-code","user_code":"WDJB-MJHT",
"verification_uri":"https://github.com/login/device","expires_in":900,"interval":5})"),
          QByteArray(R"({"access_token":"fake-token","token_type":"bearer","scope":"repo,read:org","expires_in":28800})"),
          QByteArray(R"({"error":"slow_down","error_description":"Too many.","interval":10})"),
          QByteArray(R"({"error":"authorization_pending"})"), QByteArray(R"({"login":"octocat","id":1})")}) {
        feedDamagedBytes(whole, feed, random, 1500);
    }
    return s_isWell ? 0 : 1;
}
