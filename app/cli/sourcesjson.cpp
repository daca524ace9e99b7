// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/factsjson.h"

#include "app/cli/jsonvalues.h"

#include <array>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
QString reasonName(Failure::Reason reason)
{
    static constexpr std::array names{"unknown"_L1,
                                      "offline"_L1,
                                      "host-not-found"_L1,
                                      "connection-refused"_L1,
                                      "timeout"_L1,
                                      "cut"_L1,
                                      "tls"_L1,
                                      "redirect"_L1,
                                      "too-large"_L1,
                                      "too-deep"_L1,
                                      "not-the-format"_L1,
                                      "wrong-shape"_L1,
                                      "server-error"_L1,
                                      "too-many-requests"_L1,
                                      "blocked"_L1,
                                      "bad-credential"_L1,
                                      "no-credential"_L1,
                                      "forbidden"_L1,
                                      "not-found"_L1,
                                      "bad-request"_L1,
                                      "bad-address"_L1,
                                      "cancelled"_L1,
                                      "taken"_L1};
    return names.at(static_cast<size_t>(reason));
}
}

QJsonObject toJson(const Failure &failure)
{
    return {{u"reason"_s, reasonName(failure.reason)},
            {u"status"_s, failure.httpStatus > 0 ? QJsonValue(failure.httpStatus) : QJsonValue()},
            {u"host"_s, failure.host},
            {u"detail"_s, failure.detail},
            {u"until"_s, timeJson(failure.until)}};
}

QJsonObject toJson(const SourceHealth &health)
{
    return {{u"watch"_s, health.watch.value},
            {u"account"_s, health.account.value},
            {u"service"_s, serviceName(health.service)},
            {u"host"_s, health.host},
            {u"state"_s, sourceStateName(health.state)},
            {u"asOf"_s, timeJson(health.asOf)},
            {u"next"_s, timeJson(health.next)},
            {u"failure"_s, health.failure ? QJsonValue(toJson(*health.failure)) : QJsonValue()},
            {u"failuresInARow"_s, health.failuresInARow},
            {u"skippedRecords"_s, health.skippedRecords},
            {u"budgetUsed"_s, health.budgetUsed},
            {u"budgetLimit"_s, health.budgetLimit}};
}

QJsonObject toJson(const Account &account)
{
    static constexpr std::array places{"none"_L1, "keychain"_L1, "environment"_L1, "file"_L1};
    return {{u"id"_s, account.id.value},
            {u"service"_s, serviceName(account.service)},
            {u"address"_s, urlJson(account.baseUrl)},
            {u"user"_s, account.user},
            {u"token"_s, QString(places.at(static_cast<size_t>(account.secret.kind)))}};
}

QJsonObject toJson(const Watch &watch)
{
    return {{u"id"_s, watch.id.value},
            {u"account"_s, watch.account.value},
            {u"kind"_s, watchKindName(watch.kind)},
            {u"target"_s, watch.target},
            {u"who"_s, watch.who}};
}

}
