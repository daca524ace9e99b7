// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/followcommand.h"

#include "models/values/tryrequest.h"

#include <QFile>
#include <QJsonDocument>

#include <algorithm>
#include <cstdio>

using namespace Qt::StringLiterals;

namespace Windsock {

FollowReport followReport(AccountBook &book, const QString &text, bool json)
{
    const FollowPlan plan = follow(book, text);
    FollowReport report{.code = plan.isWell() ? 0 : 1, .changed = plan.outcome == FollowPlan::Outcome::Watch};
    if (json) {
        report.out = QString::fromUtf8(QJsonDocument(toJson(plan)).toJson());
    } else {
        (plan.isWell() ? report.out : report.err) = plan.words + u'\n';
    }
    return report;
}

QString textOfStandardInput()
{
    QFile input;
    if (!input.open(stdin, QIODevice::ReadOnly)) {
        return {};
    }
    constexpr qint64 most = 4 * std::max(longestFollowText, longestTryMessage) + 1;
    QByteArray bytes;
    while (bytes.size() < most) {
        const QByteArray more = input.read(most - bytes.size());
        if (more.isEmpty()) {
            break;
        }
        bytes += more;
    }
    return QString::fromUtf8(bytes);
}

}
