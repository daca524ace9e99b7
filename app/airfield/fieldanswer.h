// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QJsonDocument>
#include <QList>

#include <utility>

namespace Windsock {

/// What goes back over the wire, and in what shape it gets there.
struct FieldAnswer {
    enum class Wire {
        Whole, ///< as HTTP wants it
        Stall, ///< not a byte, the connection stays open
        Cut, ///< the head and half of the body, then the connection ends
        Flood, ///< `flood` bytes of blanks after the head, as fast as they are taken
    };

    int status = 200;
    QByteArray type = "application/json";
    QByteArray body;
    QList<std::pair<QByteArray, QByteArray>> headers;
    Wire wire = Wire::Whole;
    qint64 flood = 0;

    static FieldAnswer json(const QJsonDocument &document, int status = 200)
    {
        return {.status = status, .body = document.toJson(QJsonDocument::Compact)};
    }
    static FieldAnswer text(const QByteArray &body, const QByteArray &type, int status = 200)
    {
        return {.status = status, .type = type, .body = body};
    }
};

}
