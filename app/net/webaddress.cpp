// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/net/webaddress.h"

#include <QHostAddress>

namespace Windsock {

using namespace Qt::StringLiterals;

bool isLoopback(const QUrl &url)
{
    const QString host = url.host(QUrl::FullyEncoded);
    return host == "localhost"_L1 || QHostAddress(host).isLoopback();
}

QString hostOf(const QUrl &url)
{
    const QString host = url.host(QUrl::FullyEncoded);
    const int own = url.scheme() == "http"_L1 ? 80 : 443;
    const int port = url.port(own);
    return port == own ? host : host + u':' + QString::number(port);
}

Result<void> checkAddress(const QUrl &url)
{
    const auto refuse = [&](const QString &why) {
        return Failed(Failure{
            .kind = Failure::Kind::Rejected, .reason = Failure::Reason::BadAddress, .host = hostOf(url), .detail = why});
    };
    if (!url.isValid()) {
        return refuse(u"not a valid address"_s);
    }
    if (url.host().isEmpty()) {
        return refuse(u"the address names no host"_s);
    }
    if (!url.userInfo().isEmpty() || url.authority(QUrl::FullyEncoded).contains(u'@')) {
        return refuse(u"the address carries a user name or password"_s);
    }
    if (url.scheme() == "https"_L1 || (url.scheme() == "http"_L1 && isLoopback(url))) {
        return {};
    }
    return refuse(u"only https, or http to this machine, may be asked"_s);
}

}
