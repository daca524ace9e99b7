// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/calendarcommand.h"

#include "models/items/roles.h"
#include "models/values/plaintext.h"

#include <KLocalizedString>

#include <QAbstractItemModel>
#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {

/// What is not over, soonest first.
QList<Occurrence> eventsOf(const QAbstractItemModel &agenda, const QDateTime &now)
{
    QList<Occurrence> events;
    for (int day = 0; day < agenda.rowCount(); ++day) {
        const QModelIndex parent = agenda.index(day, 0);
        for (int row = 0; row < agenda.rowCount(parent); ++row) {
            const auto event = agenda.index(row, 0, parent).data(ItemRole::Occurrence).value<Occurrence>();
            if (!event.isCall() && std::max(event.start, event.end) >= now) {
                events.append(event);
            }
        }
    }
    std::ranges::stable_sort(events, {}, &Occurrence::start);
    return events;
}

QString listed(QStringList texts)
{
    constexpr qsizetype most = 5;
    texts.removeDuplicates();
    const bool isCut = texts.size() > most;
    return texts.mid(0, most).join(u'\n') + (isCut ? u"\n…"_s : QString());
}

}

bool isCalendarVerb(Command::Verb verb)
{
    return verb == Command::Verb::AddToCalendar || verb == Command::Verb::RemoveFromCalendar
        || verb == Command::Verb::EventFile;
}

std::expected<Occurrence, QString> eventFor(const QString &text, const QAbstractItemModel &agenda, const QDateTime &now)
{
    const QList<Occurrence> events = eventsOf(agenda, now);
    for (const Occurrence &event : events) {
        if (event.subject().value == text || event.uid == text) {
            return event;
        }
    }
    QList<Occurrence> found;
    QSet<QString> series;
    for (const Occurrence &event : events) {
        const QString name = event.account.value + u' ' + event.calendar + event.uid;
        if (event.title.contains(text, Qt::CaseInsensitive) && !series.contains(name)) {
            series.insert(name);
            found.append(event);
        }
    }
    QSet<QString> subjects;
    for (const Occurrence &event : std::as_const(found)) {
        subjects.insert(event.subject().value);
    }
    found.removeIf([&subjects](const Occurrence &event) { return subjects.contains(event.copyOf); });
    if (found.isEmpty()) {
        return std::unexpected(i18n("No event that is known and not over is called “%1”.", plainLine(text)));
    }
    if (found.size() > 1) {
        QStringList names;
        for (const Occurrence &event : std::as_const(found)) {
            names.append(u"  "_s + plainLine(event.subject().value) + u"  "_s + plainLine(event.title));
        }
        return std::unexpected(QString(i18n("More than one event is called so. Name one by what stands before it:")
                                       + u'\n' + listed(names)));
    }
    return found.constFirst();
}

std::expected<CalendarChoice, QString> calendarFor(const QString &text, const QList<CalendarChoice> &calendars)
{
    QList<CalendarChoice> found;
    std::ranges::copy_if(calendars, std::back_inserter(found), [&text](const CalendarChoice &calendar) {
        return text.isEmpty() || calendar.watch.value == text || calendar.name.compare(text, Qt::CaseInsensitive) == 0;
    });
    if (found.size() == 1) {
        return found.constFirst();
    }
    QStringList names;
    for (const CalendarChoice &calendar : calendars) {
        names.append(u"  "_s + plainLine(calendar.watch.value) + u"  "_s + calendar.name);
    }
    if (calendars.isEmpty()) {
        return std::unexpected(i18n(
            "No calendar of a calendar server is watched: “windsock account add caldav”, then “windsock watch add”."));
    }
    const QString why = found.isEmpty() ? i18n("No calendar that is watched is called “%1”. There are:", plainLine(text))
                                        : i18n("Say with --to which calendar is meant. There are:");
    return std::unexpected(QString(why + u'\n' + names.join(u'\n')));
}

}
