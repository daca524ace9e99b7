// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/net/retryafter.h"

#include <QRegularExpression>
#include <QTimeZone>

#include <algorithm>
#include <array>

namespace Windsock {

using namespace Qt::StringLiterals;

namespace {

/// The longest wait that is believed.
constexpr qint64 s_longestWaitSeconds = 24 * 60 * 60;

int monthOf(QStringView name)
{
    static constexpr std::array names{"Jan"_L1, "Feb"_L1, "Mar"_L1, "Apr"_L1, "May"_L1, "Jun"_L1,
                                      "Jul"_L1, "Aug"_L1, "Sep"_L1, "Oct"_L1, "Nov"_L1, "Dec"_L1};
    const auto found = std::ranges::find_if(names, [name](QLatin1StringView known) { return known == name; });
    return found == names.end() ? 0 : int(found - names.begin()) + 1;
}

int fullYear(QStringView digits, const QDateTime &now)
{
    int year = digits.toInt();
    if (digits.size() == 2) {
        year += now.date().year() / 100 * 100;
        // More than fifty years ahead means the last such year that is past (RFC 9110).
        if (year > now.date().year() + 50) {
            year -= 100;
        }
    }
    return year;
}

}

QDateTime parseHttpDate(QByteArrayView text, const QDateTime &now)
{
    static const QRegularExpression dayFirst(
        uR"(^\w{3,9}, (?<day>\d\d)[ -](?<month>[A-Z][a-z]{2})[ -](?<year>\d{4}|\d\d) (?<time>\d\d:\d\d:\d\d) GMT$)"_s);
    static const QRegularExpression monthFirst(
        uR"(^\w{3} (?<month>[A-Z][a-z]{2}) (?<day>[ \d]\d) (?<time>\d\d:\d\d:\d\d) (?<year>\d{4})$)"_s);
    const QString line = QString::fromLatin1(text.trimmed());
    QRegularExpressionMatch match = dayFirst.match(line);
    if (!match.hasMatch()) {
        match = monthFirst.match(line);
    }
    if (!match.hasMatch()) {
        return {};
    }
    const QDate date(fullYear(match.capturedView(u"year"_s), now), monthOf(match.capturedView(u"month"_s)),
                     match.capturedView(u"day"_s).trimmed().toInt());
    QString clock = match.captured(u"time"_s);
    if (clock.endsWith(":60"_L1)) {
        clock.replace(clock.size() - 2, 2, u"59"_s); // a leap second, which QTime does not know
    }
    const QTime time = QTime::fromString(clock, u"HH:mm:ss"_s);
    return date.isValid() && time.isValid() ? QDateTime(date, time, QTimeZone::UTC) : QDateTime();
}

QDateTime parseRetryAfter(QByteArrayView text, const QDateTime &now)
{
    const QByteArrayView value = text.trimmed();
    if (value.isEmpty()) {
        return {};
    }
    if (std::ranges::all_of(value, [](char c) { return c >= '0' && c <= '9'; })) {
        bool fits = false;
        const qint64 seconds = value.toLongLong(&fits);
        return now.addSecs(fits ? std::min(seconds, s_longestWaitSeconds) : s_longestWaitSeconds);
    }
    const QDateTime date = parseHttpDate(value, now);
    return date.isValid() ? std::clamp(date, now, now.addSecs(s_longestWaitSeconds)) : QDateTime();
}

}
