// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/lines/stompfailure.h"

#include "models/values/plaintext.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
using Kind = Failure::Kind;
using Reason = Failure::Reason;

constexpr qsizetype s_longestDetail = 500;
}

Failure stompFailure(const StompFrame &frame, bool signedIn)
{
    const QByteArray bytes = frame.header("message") + ": " + frame.body;
    const QString said = QString::fromUtf8(bytes.first(std::min<qsizetype>(bytes.size(), 2 * s_longestDetail)));
    Failure failure{.kind = Kind::Transient, .detail = plainLine(said, s_longestDetail)};
    if (!signedIn) {
        const bool isVhost = said.contains("irtual host"_L1);
        failure.kind = isVhost ? Kind::Rejected : Kind::NeedsLogin;
        failure.reason = isVhost ? Reason::NotFound : Reason::BadCredential;
    } else if (said.contains("not_found"_L1, Qt::CaseInsensitive)) {
        failure.kind = Kind::Rejected;
        failure.reason = Reason::NotFound;
    } else if (said.contains("access_refused"_L1, Qt::CaseInsensitive)) {
        failure.kind = Kind::Rejected;
        failure.reason = Reason::Forbidden;
    }
    return failure;
}

}
