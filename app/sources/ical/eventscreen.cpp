// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/ical/eventscreen.h"

#include "app/sources/ical/feedtext.h"
#include "app/sources/ical/icallines.h"
#include "app/sources/ical/icalparser.h"
#include "app/sources/ical/icalscreen.h"

#include <QCryptographicHash>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {

const QSet<QByteArray> s_once{"UID",         "DTSTART",  "DTEND", "DURATION", "RECURRENCE-ID", "SUMMARY",   "TRANSP",
                              "DESCRIPTION", "LOCATION", "URL",   "STATUS",   "SEQUENCE",      copyProperty};
const QSet<QByteArray> s_many{"RRULE", "EXRULE", "RDATE", "EXDATE"};
/// Where the meeting is: RFC 7986, Google Calendar, Exchange.
const QSet<QByteArray> s_joins{"CONFERENCE", "X-GOOGLE-CONFERENCE", "X-MICROSOFT-SKYPETEAMSMEETINGURL"};
const QSet<QByteArray> s_dates{"DTSTART", "DTEND", "RECURRENCE-ID", "RDATE", "EXDATE"};

bool isDateOnly(const ContentLine *line)
{
    return line && line->parameter("VALUE") == "DATE";
}

/// What repeats by whole days ends on a day: read as a moment, it would be another day for some viewers.
void endOnADay(ContentLine &rule)
{
    QByteArrayList parts = rule.value.split(';');
    for (QByteArray &part : parts) {
        if (part.size() > 14 && part.first(6).toUpper() == "UNTIL=") {
            part.truncate(14);
        }
    }
    rule.value = parts.join(';');
}

}

qint64 ruleCombinations(const QByteArray &rule)
{
    qint64 product = 1;
    for (const QByteArray &part : rule.split(';')) {
        if (part.startsWith("BY") && !part.startsWith("BYSETPOS")) {
            product *= part.count(',') + 1;
        }
        if (product > ICalLimit::ruleCombinations) {
            break;
        }
    }
    return product;
}

void EventScreen::refuse(const QString &why)
{
    if (m_refusal.isEmpty()) {
        m_refusal = why;
    }
}

const ContentLine *EventScreen::line(QByteArrayView name) const
{
    const auto found = std::ranges::find(m_lines, name, &ContentLine::name);
    return found == m_lines.cend() ? nullptr : &*found;
}

void EventScreen::add(const QByteArray &text, bool whole)
{
    std::optional<ContentLine> read = readContentLine(text);
    if (read && whole && m_join.isEmpty() && s_joins.contains(read->name)) {
        const QUrl address = webAddress(QString::fromUtf8(read->value));
        m_join = address.scheme() == "https"_L1 ? address : QUrl();
    }
    if (!read || !(s_once.contains(read->name) || s_many.contains(read->name))) {
        return;
    }
    if (!whole) {
        refuse(u"a line is longer than %1 bytes"_s.arg(ICalLimit::lineBytes));
        return;
    }
    if (s_once.contains(read->name) && line(read->name)) {
        m_losses.append(u"a second %1"_s.arg(QLatin1StringView(read->name)));
        return;
    }
    if (read->name.endsWith("RULE")) {
        checkRule(*read);
    } else if (read->name == "RDATE" || read->name == "EXDATE") {
        m_dates += read->value.count(',') + 1;
        if (m_dates > ICalLimit::dates) {
            refuse(u"more than %1 single dates"_s.arg(ICalLimit::dates));
        }
    }
    if (m_refusal.isEmpty()) {
        m_lines.append(*std::move(read));
    }
}

void EventScreen::checkRule(const ContentLine &line)
{
    int &count = line.name == "RRULE" ? m_rules : m_exceptionRules;
    if (++count > ICalLimit::rules) {
        refuse(u"more than one recurrence rule"_s);
    }
    if (ruleCombinations(line.value.toUpper()) > ICalLimit::ruleCombinations) {
        refuse(u"its recurrence rule has more than %1 combinations"_s.arg(ICalLimit::ruleCombinations));
    }
}

void EventScreen::orderDates(ZoneTable &zones)
{
    const auto unreadable = std::ranges::remove_if(m_lines, [this, &zones](ContentLine &line) {
        if (!s_dates.contains(line.name) || putDatesInOrder(line, zones)) {
            return false;
        }
        m_losses.append(
            u"%1 \"%2\" is no date"_s.arg(QLatin1StringView(line.name), QString::fromUtf8(line.value.left(40))));
        return true;
    });
    m_lines.erase(unreadable.begin(), unreadable.end());
    if (isDateOnly(line("DTSTART"))) {
        for (ContentLine &line : m_lines) {
            if (line.name.endsWith("RULE")) {
                endOnADay(line);
            }
        }
    }
    const ContentLine *end = line("DTEND");
    if (end && isDateOnly(end) != isDateOnly(line("DTSTART"))) {
        m_lines.removeIf([](const ContentLine &line) { return line.name == "DTEND"; });
        m_losses.append(u"start and end are of different kinds"_s);
    }
}

QString EventScreen::uid() const
{
    const ContentLine *const found = line("UID");
    return found ? QString::fromUtf8(found->value).trimmed() : QString();
}

QByteArray EventScreen::derivedUid() const
{
    QCryptographicHash hash(QCryptographicHash::Sha1);
    for (const QByteArrayView name : {QByteArrayView("DTSTART"), QByteArrayView("SUMMARY"), QByteArrayView("URL")}) {
        if (const ContentLine *const found = line(name)) {
            hash.addData(found->value);
        }
        hash.addData("\n");
    }
    return "derived-" + hash.result().toHex();
}

QByteArray EventScreen::finish(ZoneTable &zones)
{
    if (m_refusal.isEmpty()) {
        orderDates(zones);
        if (!line("DTSTART")) {
            refuse(u"no readable start"_s);
        }
    }
    if (!m_refusal.isEmpty()) {
        return {};
    }
    const ContentLine *const uid = line("UID");
    if (!uid || uid->value.trimmed().isEmpty() || uid->value.size() > 500) {
        const QByteArray derived = derivedUid();
        m_lines.removeIf([](const ContentLine &line) { return line.name == "UID"; });
        m_lines.append({.name = "UID", .parameters = {}, .value = derived});
    }
    QByteArray text = "BEGIN:VEVENT\r\n";
    for (const ContentLine &line : std::as_const(m_lines)) {
        text += line.text() + "\r\n";
    }
    if (!m_join.isEmpty()) {
        // The library takes a comma or a semicolon for the end of a value.
        const QByteArray address = m_join.toEncoded().replace(',', "%2C").replace(';', "%3B");
        text += QByteArray(joinProperty) + ':' + address + "\r\n";
    }
    return text + "END:VEVENT\r\n";
}

QString EventScreen::label() const
{
    for (const QByteArrayView name : {QByteArrayView("SUMMARY"), QByteArrayView("UID")}) {
        if (const ContentLine *const found = line(name)) {
            return textValue(found->value).left(80);
        }
    }
    return {};
}

}
