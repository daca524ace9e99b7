// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/columns.h"

#include <QTimeZone>

using namespace Qt::StringLiterals;

namespace Windsock {

QString stored(const QString &string)
{
    constexpr QChar notOne(0xfffe);
    constexpr QChar norOther(0xffff);
    QString kept = string.isValidUtf16() ? string : QString::fromUtf8(string.toUtf8());
    if (kept.contains(notOne) || kept.contains(norOther)) {
        kept.replace(notOne, QChar::ReplacementCharacter).replace(norOther, QChar::ReplacementCharacter);
    }
    return kept;
}

QVariant text(const QString &string)
{
    return string.isNull() ? u""_s : stored(string);
}

QVariant instant(const QDateTime &time)
{
    return time.isValid() ? QVariant(time.toMSecsSinceEpoch()) : QVariant();
}

QDateTime instantFrom(const QVariant &value)
{
    return value.isNull() ? QDateTime() : QDateTime::fromMSecsSinceEpoch(value.toLongLong(), QTimeZone::UTC);
}

}
