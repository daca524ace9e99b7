// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/lines/hookframe.h"

#include "app/sources/jsonread.h"

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
constexpr qsizetype s_longestWord = 100;
constexpr int s_mostHeaders = 100;

/// The first value of the header; Go writes each as a list.
QString headerOf(JsonValue headers, QLatin1StringView wanted)
{
    QString found;
    int seen = 0;
    headers.eachMember([&](std::string_view name, JsonValue values) {
        const bool isIt = ++seen <= s_mostHeaders && found.isEmpty()
            && QLatin1StringView(name.data(), qsizetype(name.size())).compare(wanted, Qt::CaseInsensitive) == 0;
        if (!isIt) {
            return;
        }
        found = values.text(s_longestWord).value_or(QString());
        values.each([&found](qsizetype index, JsonValue value) {
            if (index == 0) {
                found = value.text(s_longestWord).value_or(QString());
            }
        });
    });
    return found.trimmed();
}
}

Result<HookDelivery> readDelivery(const QByteArray &message, qsizetype largest)
{
    const auto document = JsonDocument::parse(message, {.bytes = largest, .depth = 8});
    if (!document) {
        return Failed(document.error());
    }
    const JsonValue root = document->root();
    if (!root["Header"].isObject()) {
        return Failed(malformed(Failure::Reason::WrongShape, u"a webhook without headers"_s));
    }
    HookDelivery delivery{.event = headerOf(root["Header"], "X-GitHub-Event"_L1),
                          .id = headerOf(root["Header"], "X-GitHub-Delivery"_L1),
                          .body = {}};
    if (root["Body"].isNothing()) { // Go's for no bytes at all
        return delivery;
    }
    const auto text = root["Body"].view();
    if (!text) {
        return Failed(malformed(Failure::Reason::WrongShape, u"a webhook whose body is no text"_s));
    }
    const auto decoded = QByteArray::fromBase64Encoding(QByteArray(text->data(), qsizetype(text->size())),
                                                        QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded) {
        return Failed(malformed(Failure::Reason::WrongShape, u"a webhook whose body is no base64"_s));
    }
    delivery.body = decoded.decoded;
    return delivery;
}

QByteArray deliveryAnswer(int status)
{
    const QByteArray body = status == 200 ? QByteArray("OK").toBase64() : QByteArray();
    return "{\"Status\":" + QByteArray::number(status) + ",\"Header\":{},\"Body\":\"" + body + "\"}";
}

}
