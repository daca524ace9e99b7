// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArrayView>
#include <QDateTime>

namespace Windsock {

/// An HTTP date in any of its three forms (RFC 9110, 5.6.7), in UTC; invalid where it is none of them. `now` settles
/// the century of a two-digit year.
QDateTime parseHttpDate(QByteArrayView text, const QDateTime &now);

/// When a Retry-After value lets us ask again: never before `now`, never more than a day after it. Invalid where the
/// value is neither whole seconds nor a date.
QDateTime parseRetryAfter(QByteArrayView text, const QDateTime &now);

}
