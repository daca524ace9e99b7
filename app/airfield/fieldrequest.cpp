// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/airfield/fieldrequest.h"

#include <QUrl>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
constexpr std::array s_secretHeaders{"authorization", "x-bugzilla-api-key", "cookie", "x-airfield-token"};
constexpr std::array s_secretItems{"api_key"_L1, "Bugzilla_api_key"_L1, "token"_L1};

/// As forms have it: a bare plus is a blank.
QString decoded(QString encoded)
{
    return QUrl::fromPercentEncoding(encoded.replace(u'+', u' ').toUtf8());
}
}

QByteArray FieldRequest::header(QByteArrayView name) const
{
    const auto it = std::ranges::find_if(headers, [name](const auto &header) { return header.first == name; });
    return it == headers.cend() ? QByteArray() : it->second;
}

QString FieldRequest::item(const QString &name) const
{
    return decoded(query.queryItemValue(name, QUrl::FullyEncoded));
}

QStringList FieldRequest::items(const QString &name) const
{
    QStringList values;
    const auto raw = query.allQueryItemValues(name, QUrl::FullyEncoded);
    for (const QString &value : raw) {
        values += decoded(value).split(u',', Qt::SkipEmptyParts);
    }
    return values;
}

FieldRequest FieldRequest::withoutSecrets() const
{
    FieldRequest clean = *this;
    for (auto &header : clean.headers) {
        if (std::ranges::find(s_secretHeaders, header.first) != s_secretHeaders.end()) {
            header.second = "(secret)";
        }
    }
    for (const auto name : s_secretItems) {
        if (clean.query.hasQueryItem(name)) {
            clean.query.removeAllQueryItems(name);
            clean.query.addQueryItem(name, u"(secret)"_s);
        }
    }
    if (const qsizetype at = clean.body.indexOf("device_code="); at >= 0) { // of a sign-in's form
        const qsizetype from = at + qstrlen("device_code=");
        const qsizetype end = clean.body.indexOf('&', from);
        clean.body.replace(from, (end < 0 ? clean.body.size() : end) - from, "(secret)");
    }
    return clean;
}

}
