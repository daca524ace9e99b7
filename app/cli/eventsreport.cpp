// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/eventsreport.h"

#include "app/cli/factsjson.h"
#include "app/cli/jsonvalues.h"
#include "app/cli/texttable.h"
#include "app/cli/timetext.h"
#include "models/items/calendarwords.h"
#include "models/items/dayband.h"
#include "models/items/roles.h"
#include "models/values/eventlinks.h"
#include "models/values/plaintext.h"
#include "models/values/sameevent.h"

#include <KLocalizedString>

#include <QAbstractItemModel>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLocale>
#include <QTimeZone>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
struct Listed {
    Occurrence event;
    QList<Occurrence> others; ///< the same event in other calendars
    QString note;
};

bool isOf(const Listed &listed, const QString &group)
{
    const auto named = [&group](const Occurrence &event) {
        return event.group.contains(group, Qt::CaseInsensitive)
            || event.account.value.compare(group, Qt::CaseInsensitive) == 0
            || event.url.path().startsWith(u'/' + group + u'/', Qt::CaseInsensitive);
    };
    return group.isEmpty() || named(listed.event) || std::ranges::any_of(listed.others, named);
}

QList<Listed> listed(const QAbstractItemModel &agenda, const QDateTime &from, const QDateTime &until,
                     const QString &group)
{
    QList<Listed> found;
    for (int day = 0; day < agenda.rowCount(); ++day) {
        const QModelIndex above = agenda.index(day, 0);
        for (int row = 0; row < agenda.rowCount(above); ++row) {
            const QModelIndex index = agenda.index(row, 0, above);
            const Listed here{index.data(ItemRole::Occurrence).value<Occurrence>(),
                              index.data(ItemRole::Others).value<QList<Occurrence>>(),
                              index.data(ItemRole::Note).toString()};
            // A deadline is nothing to go to: `papers` tells of it.
            if (!here.event.isCall() && here.event.end >= from && here.event.start < until && isOf(here, group)) {
                found.append(here);
            }
        }
    }
    std::ranges::stable_sort(found, {}, [](const Listed &one) { return one.event.start; });
    return found;
}

std::optional<Listed> nextListed(const QAbstractItemModel &agenda, const QDateTime &now, const QString &group)
{
    for (const Listed &one : listed(agenda, now, now.addYears(1), group)) {
        if (one.event.start > now && one.event.status != Occurrence::Status::Cancelled) {
            return one;
        }
    }
    return std::nullopt;
}

QJsonObject jsonOf(const Listed &one, const QList<Listed> &all)
{
    QJsonObject json = toJson(one.event);
    QJsonArray also;
    for (const Occurrence &other : one.others) {
        also.append(QJsonObject{{u"subject"_s, other.subject().value},
                                {u"group"_s, other.group},
                                {u"status"_s, occurrenceStatusName(other.status)}});
    }
    QJsonArray meets;
    for (const Listed &other : all) {
        if (other.event.subject() != one.event.subject() && overlap(one.event, other.event)) {
            meets.append(other.event.subject().value);
        }
    }
    json.insert(u"also"_s, also);
    json.insert(u"overlaps"_s, meets);
    const QString band = dayBandName(bandOf(one.event));
    json.insert(u"band"_s, textJson(band));
    return json;
}

/// A time in the viewer's zone, with the event's own behind it where the two clocks differ.
QString startText(const Occurrence &event)
{
    if (event.allDay) {
        return QLocale().toString(event.start.toLocalTime().date(), QLocale::ShortFormat);
    }
    const QString here = timeText(event.start);
    return showsOtherTime(event.start) ? i18nc("time here, time of day and zone there", "%1 (%2 in %3)", here,
                                               QLocale().toString(event.start.time(), QLocale::ShortFormat),
                                               QString::fromLatin1(event.start.timeZone().id()))
                                       : here;
}

void addLines(TextTable &table, const Listed &one)
{
    const auto line = [&table](const QString &text) { table.addLine(u"    "_s + text); };
    const EventLinks links = linksOf(one.event);
    const auto address = [](const QUrl &url) { return url.toString(QUrl::FullyEncoded); };
    if (!links.join.isEmpty()) {
        line(i18nc("%1 is an address", "Join: %1", address(links.join)));
    }
    if (!links.map.isEmpty()) {
        line(i18nc("%1 is an address", "Map: %1", address(links.map)));
    }
    if (!links.rsvp.isEmpty()) {
        line(i18nc("%1 is an address", "RSVP: %1", address(links.rsvp)));
    }
    if (!one.note.isEmpty()) {
        line(one.note);
    }
}

QString eventsText(const QList<Listed> &events, const QString &none)
{
    TextTable table({i18nc("@title:column", "Starts"), i18nc("@title:column", "Ends"), i18nc("@title:column", "Group"),
                     i18nc("@title:column", "Place"), i18nc("@title:column", "Event")});
    for (const Listed &one : events) {
        const Occurrence &event = one.event;
        const QString title = event.status == Occurrence::Status::Cancelled ? i18n("%1 (cancelled)", event.title)
                                                                            : event.title;
        table.add(
            {startText(event), event.allDay ? i18n("all day") : timeText(event.end), event.group, event.place, title});
        addLines(table, one);
    }
    return table.text(none);
}
}

std::optional<Occurrence> nextOccurrence(const QAbstractItemModel &agenda, const QDateTime &now, const QString &group)
{
    const auto next = nextListed(agenda, now, group);
    return next ? std::optional(next->event) : std::nullopt;
}

QString nextReport(const Command &command, const QAbstractItemModel &agenda, const QDateTime &now)
{
    const auto next = nextListed(agenda, now, command.group);
    if (command.json) {
        return next ? QString::fromUtf8(
                          QJsonDocument(jsonOf(*next, listed(agenda, next->event.start, next->event.end, {}))).toJson())
                    : u"null\n"_s;
    }
    return eventsText(next ? QList<Listed>{*next} : QList<Listed>(), i18n("No event is coming up."));
}

QString eventsReport(const Command &command, const QAbstractItemModel &agenda, const QDateTime &now)
{
    const QList<Listed> events = listed(agenda, now, now.addDays(command.days), command.group);
    if (!command.json) {
        return eventsText(events, i18np("No events within a day.", "No events in the next %1 days.", command.days));
    }
    QJsonArray json;
    for (const Listed &one : events) {
        json.append(jsonOf(one, events));
    }
    return QString::fromUtf8(QJsonDocument(json).toJson());
}

}
