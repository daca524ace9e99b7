// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/account.h"

#include <QByteArray>
#include <QDate>
#include <QMap>

namespace Windsock::CalDav {

/// One object of a calendar: a file with an event, or a series with its exceptions.
struct Object {
    QByteArray etag; ///< empty where the server told none: it is read again each time
    QByteArray text;

    bool operator==(const Object &) const = default;
};

/// By path.
using Objects = QMap<QString, Object>;

/// What is remembered of a calendar between two fetches: how far it is known (a sync-token, or CalendarServer's ctag),
/// and the objects with an event in the window as it was on `day`. The window moves, so these are unfolded again at each
/// fetch, and listed again each day. Where they are too large to keep, `kept` is false: any change then means to read
/// the calendar anew.
struct Cursor {
    QString of; ///< whose: a hash of the calendar's address and the user
    QString token;
    QString ctag;
    QString name; ///< what the calendar calls itself
    QDate day; ///< UTC, of the last listing
    bool kept = false;
    Objects objects;

    bool operator==(const Cursor &) const = default;
};

inline constexpr qsizetype keptObjectBytes = 256 * 1024; ///< of the objects, compressed

QString markOf(const Account &account, const QString &calendar);
/// Leaves the objects out where they are too large: they are not kept then.
QString writeCursor(const Cursor &cursor);
/// An empty one where the text is none, or of another calendar.
Cursor readCursor(const QString &text, const QString &mark);
/// What the calendar whose cursor this is calls itself; empty where it is none.
QString calendarNameIn(const QString &text);

}
