// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/result.h"

#include <QByteArray>
#include <QStringList>

#include <optional>

namespace Windsock::CalDav {

/// The properties of a resource that Windsock asks for, as far as the server has them (a 2xx of its own each).
struct Props {
    std::optional<QString> displayName;
    QString colour; ///< "#rrggbb", empty where none is told
    QString ctag; ///< CalendarServer's getctag: another one whenever anything in the calendar changed
    QString syncToken;
    QByteArray etag; ///< with its quotes
    std::optional<QByteArray> calendarData;
    QString principal; ///< current-user-principal: the href as written
    bool unauthenticated = false; ///< current-user-principal says that nobody is signed in
    QStringList homes; ///< calendar-home-set: hrefs as written
    bool isCalendar = false;
    std::optional<QStringList> components; ///< supported-calendar-component-set: "VEVENT", "VTODO"
    std::optional<QStringList> privileges; ///< the names of current-user-privilege-set
    QStringList reports; ///< the names of supported-report-set

    bool operator==(const Props &) const = default;
};

struct Response {
    QString href; ///< as written: an address, a path, encoded or not
    int status = 0; ///< of the whole resource; 0 where only its properties have one
    Props props;

    bool operator==(const Response &) const = default;
};

/// A 207 (RFC 4918, 13).
struct Multistatus {
    QList<Response> responses;
    QString syncToken; ///< of the whole answer (RFC 6578, 6.4); empty where there is none

    bool operator==(const Multistatus &) const = default;
};

namespace XmlLimit {
inline constexpr int depth = 32; ///< no real answer nests deeper than 12
inline constexpr qsizetype responses = 20'000;
inline constexpr qsizetype textLength = 4'000; ///< of any text but a calendar object: what is longer is cut
}

/// Reads a 207. Any bytes will do: a document type (and with it every entity of the document's own), too deep nesting
/// and too many responses are refused before anything is read. May be called on any thread.
[[nodiscard]] Result<Multistatus> parseMultistatus(const QByteArray &bytes);

}
