// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/github/deviceparser.h"

#include "app/net/webaddress.h"
#include "app/sources/github/githubaddress.h"
#include "app/sources/github/githubfailure.h"
#include "app/sources/github/tokenscopes.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace Windsock {

namespace {

using std::chrono::seconds;
using Trouble = SignIn::Trouble;

constexpr qsizetype s_longestDeviceCode = 512;
constexpr qsizetype s_longestUserCode = 32;
constexpr qsizetype s_longestPage = 300;
constexpr qsizetype s_longestToken = 1024;
constexpr auto s_longestLifetime = 1h;

/// The errors by which a sign-in ends: those of GitHub's document and of RFC 6749, 5.2 and RFC 8628, 3.5. The document
/// calls one of them by two names.
constexpr std::array s_endings{
    std::pair("access_denied"_L1, Trouble::Denied),
    std::pair("expired_token"_L1, Trouble::Expired),
    std::pair("token_expired"_L1, Trouble::Expired),
    std::pair("incorrect_client_credentials"_L1, Trouble::UnknownApp),
    std::pair("invalid_client"_L1, Trouble::UnknownApp),
    std::pair("device_flow_disabled"_L1, Trouble::FlowDisabled),
    std::pair("unauthorized_client"_L1, Trouble::FlowDisabled),
    std::pair("incorrect_device_code"_L1, Trouble::CodeUnknown),
    std::pair("invalid_grant"_L1, Trouble::CodeUnknown),
    std::pair("unsupported_grant_type"_L1, Trouble::FlowUnknown),
};

DeviceRefusal service(const Failure &failure)
{
    return {.trouble = Trouble::Service, .failure = failure};
}

/// Nothing of such an answer is quoted, whatever is wrong with it: it may hold a token.
DeviceRefusal unreadable(const HttpAnswer &answer, Failure::Reason reason, const QString &what = {})
{
    Failure failure = malformed(reason, what);
    failure.host = hostOf(answer.url);
    failure.httpStatus = answer.status;
    return service(failure);
}

Result<JsonDocument> document(const HttpAnswer &answer)
{
    return JsonDocument::parse(answer.body, {.bytes = 64 * 1024, .depth = 8});
}

/// The error an answer names; empty where it names none, or none that could be one.
QString errorIn(JsonValue root)
{
    const QString word = root["error"].text(41).value_or(QString());
    const auto fits = [](QChar c) { return (c >= u'a' && c <= u'z') || c == u'_'; };
    return word.size() <= 40 && std::ranges::all_of(word, fits) ? word : QString();
}

DeviceRefusal refusalOf(const QString &error)
{
    const auto found = std::ranges::find_if(s_endings, [&error](const auto &ending) { return ending.first == error; });
    return found == s_endings.end() ? DeviceRefusal{.trouble = Trouble::OtherWord, .word = error}
                                    : DeviceRefusal{.trouble = found->second};
}

bool isPrintable(const QByteArray &bytes)
{
    return !bytes.isEmpty() && std::ranges::all_of(bytes, [](char c) { return c > ' ' && c < 127; });
}

/// A text of printable ASCII without blanks, as codes and tokens are; nothing where it is longer or anything else.
std::optional<QByteArray> printable(JsonValue value, qsizetype longest)
{
    const std::optional<std::string_view> view = value.view();
    if (!view || qsizetype(view->size()) > longest) {
        return std::nullopt;
    }
    const QByteArray bytes(view->data(), qsizetype(view->size()));
    return isPrintable(bytes) ? std::optional(bytes) : std::nullopt;
}

/// The page, where it is one of the account's own: nobody else's is opened or shown.
std::optional<QUrl> ownPage(JsonValue value, const QUrl &base)
{
    const std::optional<QByteArray> text = printable(value, s_longestPage);
    const QUrl page = text ? QUrl(QString::fromLatin1(*text), QUrl::StrictMode) : QUrl();
    const QUrl own = gitHubPage(base, {});
    const bool isOwn = checkAddress(page) && page.scheme() == own.scheme() && hostOf(page) == hostOf(own);
    return isOwn ? std::optional(page) : std::nullopt;
}

seconds within(qint64 told, seconds least, seconds most)
{
    return seconds(std::clamp<qint64>(told, least.count(), most.count()));
}

/// Of the interval: 5 s where it is not there; nothing where it is no number.
std::optional<seconds> intervalIn(JsonValue value)
{
    if (value.isNothing()) {
        return 5s;
    }
    const std::optional<qint64> told = value.integer();
    return told ? std::optional(within(*told, shortestDeviceInterval, longestDeviceInterval)) : std::nullopt;
}

bool lasts(const Failure &failure)
{
    return failure.kind != Failure::Kind::Transient && failure.kind != Failure::Kind::RateLimited;
}

/// What a status means where no error is named.
DeviceRefusal refusalOfStatus(const HttpAnswer &answer, const QDateTime &now)
{
    // GitHub says 404 of a client ID it does not know; so does a server that has no device flow.
    if (answer.status == 404 || answer.status == 422) {
        return {.trouble = Trouble::UnknownApp};
    }
    Failure failure = gitHubFailure(answer, now);
    failure.detail = u"HTTP status %1"_s.arg(answer.status);
    return service(failure);
}

DeviceTold refused(const DeviceRefusal &refusal)
{
    return {.kind = DeviceTold::Kind::Refused, .refusal = refusal};
}

DeviceTold noAnswer(const Failure &failure)
{
    return {.kind = lasts(failure) ? DeviceTold::Kind::Refused : DeviceTold::Kind::NoAnswer,
            .refusal = service(failure)};
}

DeviceTold grantedBy(JsonValue root, const HttpAnswer &answer)
{
    const std::optional<QByteArray> token = printable(root["access_token"], s_longestToken);
    if (!token || !root["error"].isNothing()) {
        return refused(unreadable(answer, Failure::Reason::WrongShape, u"neither a token nor an error"_s));
    }
    if (root["token_type"].text(40).value_or(QString()).compare("bearer"_L1, Qt::CaseInsensitive) != 0) {
        return refused(unreadable(answer, Failure::Reason::WrongShape, u"the token is no bearer token"_s));
    }
    DeviceTold told{.kind = DeviceTold::Kind::Granted, .token = {.token = *token}};
    told.token.scopes = scopesIn(root["scope"].text().value_or(QString()).toLatin1());
    if (const std::optional<qint64> ends = root["expires_in"].integer(); ends && *ends > 0) {
        told.token.lasts = within(*ends, 1s, std::chrono::days(366));
    }
    return told;
}

}

std::expected<DeviceCode, DeviceRefusal> readDeviceCode(const Result<HttpAnswer> &answer, const QUrl &base,
                                                        const QDateTime &now)
{
    if (!answer) {
        return std::unexpected(service(answer.error()));
    }
    const Result<JsonDocument> json = document(*answer);
    const JsonValue root = json ? json->root() : JsonValue();
    if (const QString error = errorIn(root); !error.isEmpty()) {
        return std::unexpected(refusalOf(error));
    }
    if (answer->status != 200) {
        return std::unexpected(refusalOfStatus(*answer, now));
    }
    if (!json) {
        return std::unexpected(unreadable(*answer, json.error().reason));
    }
    const std::optional<QByteArray> deviceCode = printable(root["device_code"], s_longestDeviceCode);
    const std::optional<QByteArray> userCode = printable(root["user_code"], s_longestUserCode);
    const std::optional<qint64> lifetime = root["expires_in"].integer();
    const std::optional<seconds> interval = intervalIn(root["interval"]);
    if (!deviceCode || !userCode || !interval || !lifetime || *lifetime < 1) {
        return std::unexpected(unreadable(*answer, Failure::Reason::WrongShape,
                                          u"the codes or their times are not what they should be"_s));
    }
    const std::optional<QUrl> page = ownPage(root["verification_uri"], base);
    if (!page) {
        return std::unexpected(DeviceRefusal{.trouble = Trouble::ForeignPage});
    }
    return DeviceCode{.deviceCode = *deviceCode,
                      .userCode = QString::fromLatin1(*userCode),
                      .page = *page,
                      .lifetime = within(*lifetime, 1s, s_longestLifetime),
                      .interval = *interval};
}

DeviceTold readDeviceToken(const Result<HttpAnswer> &answer, const QDateTime &now)
{
    if (!answer) {
        return noAnswer(answer.error());
    }
    const Result<JsonDocument> json = document(*answer);
    const JsonValue root = json ? json->root() : JsonValue();
    if (const QString error = errorIn(root); !error.isEmpty()) {
        if (error == "authorization_pending"_L1) {
            return {.kind = DeviceTold::Kind::Pending};
        }
        if (error == "slow_down"_L1) {
            const JsonValue told = root["interval"];
            return {.kind = DeviceTold::Kind::SlowDown, .interval = told.isNothing() ? std::nullopt : intervalIn(told)};
        }
        return refused(refusalOf(error));
    }
    if (answer->status != 200) {
        const DeviceRefusal refusal = refusalOfStatus(*answer, now);
        return refusal.trouble == Trouble::Service ? noAnswer(refusal.failure) : refused(refusal);
    }
    return json ? grantedBy(root, *answer) : refused(unreadable(*answer, json.error().reason));
}

}
