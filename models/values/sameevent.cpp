// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/values/sameevent.h"

#include <QRegularExpression>
#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Windsock {

QString titleKey(const QString &title)
{
    QString key;
    bool gap = false;
    for (const QChar c : title) {
        if (c.isLetterOrNumber() || c.isMark() || c.isSurrogate()) {
            if (gap && !key.isEmpty()) {
                key += u' ';
            }
            gap = false;
            key += c.toCaseFolded();
        } else {
            gap = true;
        }
    }
    return key;
}

bool isNearPlace(const QString &one, const QString &other)
{
    QStringList few = titleKey(one).split(u' ', Qt::SkipEmptyParts);
    QStringList many = titleKey(other).split(u' ', Qt::SkipEmptyParts);
    if (few.size() > many.size()) {
        few.swap(many);
    }
    const QSet<QString> words(many.cbegin(), many.cend());
    return std::ranges::all_of(few, [&words](const QString &word) { return words.contains(word); });
}

QString bareUid(const QString &uid)
{
    if (!uid.startsWith("event_"_L1)) {
        return uid;
    }
    static const QRegularExpression meetup(u"\\Aevent_([A-Za-z0-9!_-]+)@meetup\\.com\\z"_s);
    const QRegularExpressionMatch match = meetup.match(uid);
    return match.hasMatch() ? match.captured(1) : uid;
}

bool isAlike(const Occurrence &one, const Occurrence &other)
{
    return one.kind == other.kind && one.start == other.start && one.allDay == other.allDay
        && titleKey(one.title) == titleKey(other.title) && isNearPlace(one.place, other.place);
}

namespace {
/// One conference's: its name and its days. The lists need not agree on the day it closes.
bool isSameCall(const Occurrence &one, const Occurrence &other)
{
    return one.uid == other.uid
        || (one.heldFrom.isValid() && one.heldFrom == other.heldFrom && titleKey(one.title) == titleKey(other.title));
}
}

bool isSameEvent(const Occurrence &one, const Occurrence &other)
{
    if (one.kind != other.kind) {
        return false;
    }
    if (one.isCall()) {
        return isSameCall(one, other);
    }
    if (one.start == other.start && one.origin() == other.origin()) {
        return true;
    }
    const bool oneName = bareUid(one.uid) == bareUid(other.uid) && one.recurrence.isValid() == other.recurrence.isValid()
        && (!one.recurrence.isValid() || one.recurrence == other.recurrence);
    if (oneName && (one.start == other.start || titleKey(one.title) == titleKey(other.title))) {
        return true;
    }
    return one.group != other.group && isAlike(one, other);
}

bool overlap(const Occurrence &one, const Occurrence &other)
{
    const auto takesTime = [](const Occurrence &event) {
        return !event.allDay && !event.isCall() && event.status != Occurrence::Status::Cancelled
            && event.end > event.start;
    };
    return takesTime(one) && takesTime(other) && one.start < other.end && other.start < one.end;
}

}
