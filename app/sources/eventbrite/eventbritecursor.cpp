// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/eventbrite/eventbritecursor.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTimeZone>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
constexpr qint64 s_countedForSeconds = 3600;

QDateTime timeIn(const QJsonValue &value)
{
    const qint64 seconds = value.toInteger();
    return seconds > 0 ? QDateTime::fromSecsSinceEpoch(seconds, QTimeZone::UTC) : QDateTime();
}

void put(QJsonObject &object, const QString &name, const QDateTime &time)
{
    if (time.isValid()) {
        object.insert(name, time.toSecsSinceEpoch());
    }
}
}

QString writeEventbriteCursor(const EventbriteCursor &cursor)
{
    QJsonObject counts;
    for (auto it = cursor.counts.cbegin(); it != cursor.counts.cend() && counts.size() < eventbriteCountsKept; ++it) {
        counts.insert(it.key(), QJsonArray{it->people, it->asked.toSecsSinceEpoch()});
    }
    QJsonObject object;
    if (!counts.isEmpty()) {
        object.insert(u"counts"_s, counts);
    }
    put(object, u"salesRefused"_s, cursor.salesRefused);
    put(object, u"countsRefused"_s, cursor.countsRefused);
    return object.isEmpty() ? QString() : QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

EventbriteCursor readEventbriteCursor(const QString &text)
{
    const QJsonObject object = QJsonDocument::fromJson(text.toUtf8()).object();
    EventbriteCursor cursor{.counts = {},
                            .salesRefused = timeIn(object["salesRefused"_L1]),
                            .countsRefused = timeIn(object["countsRefused"_L1])};
    const QJsonObject counts = object["counts"_L1].toObject();
    for (auto it = counts.begin(); it != counts.end() && cursor.counts.size() < eventbriteCountsKept; ++it) {
        const QJsonArray pair = it.value().toArray();
        const QDateTime asked = timeIn(pair.at(1));
        if (pair.size() == 2 && asked.isValid() && pair.at(0).toInt(-1) >= 0) {
            cursor.counts.insert(it.key(), {.people = pair.at(0).toInt(), .asked = asked});
        }
    }
    return cursor;
}

bool isEventbriteTriedAgain(const QDateTime &refused, const QDateTime &now)
{
    return !refused.isValid() || refused > now || refused.addDays(1) <= now;
}

QStringList eventbriteToCount(const QList<Occurrence> &occurrences, const EventbriteCursor &cursor, const QDateTime &now)
{
    if (!isEventbriteTriedAgain(cursor.countsRefused, now)) {
        return {};
    }
    QList<const Occurrence *> open;
    for (const Occurrence &occurrence : occurrences) {
        const auto known = cursor.counts.constFind(occurrence.uid);
        const bool isDue = known == cursor.counts.cend() || known->asked > now
            || known->asked.addSecs(s_countedForSeconds) <= now;
        if (occurrence.rsvps < 0 && isDue && occurrence.status != Occurrence::Status::Cancelled
            && occurrence.end >= now) {
            open.append(&occurrence);
        }
    }
    std::ranges::stable_sort(open, {}, [](const Occurrence *occurrence) { return occurrence->start; });
    QStringList ids;
    for (const Occurrence *occurrence : std::as_const(open)) {
        if (ids.size() < eventbriteCountsAFetch) {
            ids.append(occurrence->uid);
        }
    }
    return ids;
}

}
