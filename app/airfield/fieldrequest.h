// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QList>
#include <QString>
#include <QUrlQuery>

#include <utility>

namespace Windsock {

/// One request as it came over the wire.
struct FieldRequest {
    QByteArray method;
    QString path; ///< decoded, without the query
    QUrlQuery query;
    QList<std::pair<QByteArray, QByteArray>> headers; ///< names in lower case
    QByteArray body;
    quint16 peerPort = 0; ///< tells connections apart
    quint16 localPort = 0; ///< which door it came through

    /// The value of the first header of that name (given in lower case), empty where there is none.
    QByteArray header(QByteArrayView name) const;
    /// A query item, decoded; empty where there is none.
    QString item(const QString &name) const;
    /// All values of a query item, also those joined by commas.
    QStringList items(const QString &name) const;
    QString host() const { return QString::fromLatin1(header("host")); }
    /// The same without the values of credentials.
    FieldRequest withoutSecrets() const;
};

}
