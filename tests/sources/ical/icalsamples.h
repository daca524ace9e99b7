// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QFile>
#include <QString>

namespace Windsock {

inline QByteArray sample(const QString &name)
{
    QFile file(QStringLiteral(WINDSOCK_TEST_DATA "/") + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// A calendar around the given components.
inline QByteArray calendar(const QByteArray &inside)
{
    return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:test\r\n" + inside + "END:VCALENDAR\r\n";
}

/// An event on 25 November 2026 at 10:00 UTC with more lines.
inline QByteArray vevent(const QByteArray &uid, const QByteArray &lines = {})
{
    return "BEGIN:VEVENT\r\nUID:" + uid + "\r\nDTSTART:20261125T100000Z\r\nSUMMARY:" + uid + "\r\n" + lines
        + "END:VEVENT\r\n";
}

}
