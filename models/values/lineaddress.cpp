// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/values/lineaddress.h"

#include <QRegularExpression>
#include <QUrlQuery>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
constexpr int s_safePort = 5671;
constexpr int s_plainPort = 5672;
constexpr int s_safeWebPort = 443;
constexpr int s_plainWebPort = 80;
constexpr qsizetype s_longestVhost = 255; // a short string on the wire

bool isThisMachine(const QString &host)
{
    static const QRegularExpression loopback(u"^127(?:\\.[0-9]{1,3}){3}\\z"_s);
    return host == "localhost"_L1 || host == "::1"_L1 || loopback.match(host).hasMatch();
}

std::optional<LineAddress> amqpAddress(const QUrl &url)
{
    const QString path = url.path(QUrl::FullyEncoded);
    return LineAddress{.port = quint16(url.port(url.scheme() == "amqps"_L1 ? s_safePort : s_plainPort)),
                       .vhost = path.size() > 1 ? QUrl::fromPercentEncoding(path.sliced(1).toLatin1()) : u"/"_s};
}

std::optional<LineAddress> webSocketAddress(const QUrl &url)
{
    const QUrlQuery query(url);
    const auto items = query.queryItems();
    const bool onlyVhost = items.isEmpty() || (items.size() == 1 && items.constFirst().first == "vhost"_L1);
    if (!onlyVhost) {
        return std::nullopt;
    }
    const QString vhost = query.queryItemValue(u"vhost"_s, QUrl::FullyDecoded);
    const QString path = url.path(QUrl::FullyEncoded);
    return LineAddress{.port = quint16(url.port(url.scheme() == "wss"_L1 ? s_safeWebPort : s_plainWebPort)),
                       .vhost = vhost.isEmpty() ? u"/"_s : vhost,
                       .way = LineAddress::Way::Stomp,
                       .path = path.size() > 1 ? path : u"/ws"_s};
}
}

std::optional<LineAddress> lineAddress(const QUrl &url)
{
    const bool safe = url.scheme() == "amqps"_L1 || url.scheme() == "wss"_L1;
    const bool plain = (url.scheme() == "amqp"_L1 || url.scheme() == "ws"_L1) && isThisMachine(url.host());
    if (!url.isValid() || url.host().isEmpty() || !url.userInfo().isEmpty() || url.hasFragment() || (!safe && !plain)) {
        return std::nullopt;
    }
    auto address = url.scheme().startsWith("ws"_L1) ? webSocketAddress(url) : amqpAddress(url);
    if (!address || address->vhost.toUtf8().size() > s_longestVhost || address->vhost.contains(QChar(0))) {
        return std::nullopt;
    }
    address->host = url.host(QUrl::FullyEncoded);
    address->safe = safe;
    return address;
}

QUrl webSocketUrl(const LineAddress &address)
{
    QUrl url;
    url.setScheme(address.safe ? u"wss"_s : u"ws"_s);
    url.setHost(address.host);
    url.setPort(address.port);
    url.setPath(address.path, QUrl::TolerantMode);
    return url;
}

bool isLineUser(const QString &user)
{
    static const QRegularExpression form(u"^[a-zA-Z][a-zA-Z0-9._-]{0,99}\\z"_s);
    return form.match(user).hasMatch();
}

}
