// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/values/lineaddress.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
constexpr int s_safePort = 5671;
constexpr int s_plainPort = 5672;
constexpr qsizetype s_longestVhost = 255; // a short string on the wire

bool isThisMachine(const QString &host)
{
    static const QRegularExpression loopback(u"^127(?:\\.[0-9]{1,3}){3}\\z"_s);
    return host == "localhost"_L1 || host == "::1"_L1 || loopback.match(host).hasMatch();
}
}

std::optional<LineAddress> lineAddress(const QUrl &url)
{
    const bool safe = url.scheme() == "amqps"_L1;
    const bool plain = url.scheme() == "amqp"_L1 && isThisMachine(url.host());
    if (!url.isValid() || url.host().isEmpty() || !url.userInfo().isEmpty() || (!safe && !plain)) {
        return std::nullopt;
    }
    const QString path = url.path(QUrl::FullyEncoded);
    const QString vhost = path.size() > 1 ? QUrl::fromPercentEncoding(path.sliced(1).toLatin1()) : u"/"_s;
    if (vhost.toUtf8().size() > s_longestVhost || vhost.contains(QChar(0))) {
        return std::nullopt;
    }
    return LineAddress{.host = url.host(QUrl::FullyEncoded),
                       .port = quint16(url.port(safe ? s_safePort : s_plainPort)),
                       .vhost = vhost,
                       .safe = safe};
}

bool isLineUser(const QString &user)
{
    static const QRegularExpression form(u"^[a-zA-Z][a-zA-Z0-9._-]{0,99}\\z"_s);
    return form.match(user).hasMatch();
}

}
