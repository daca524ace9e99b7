// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/occurrence.h"

namespace Windsock {

/// A title as far as it tells one event from another: its letters and digits, in small letters, a blank between words.
QString titleKey(const QString &title);
/// Whether two places may be one: one is not told, or all words of the one are in the other.
bool isNearPlace(const QString &one, const QString &other);
/// The UID without what a service's feed puts around the one its API gives (Meetup: "event_1@meetup.com" is "1").
QString bareUid(const QString &uid);

/// Same title, same start, near-same place: what makes an event the same though it was published anew.
bool isAlike(const Occurrence &one, const Occurrence &other);
/// Whether two facts, mostly of two calendars, are one event: one UID and instance with one title or start, a copy of ours
/// of the other at its time, or alike in calendars of different names. What one calendar lists twice at one time is meant twice.
/// Two calls for papers are one where they are of one conference: one address and year (Occurrence::uid), or one name and
/// first day.
bool isSameEvent(const Occurrence &one, const Occurrence &other);
/// Whether one cannot be at both from beginning to end: times cross, neither is cancelled nor for a whole day.
bool overlap(const Occurrence &one, const Occurrence &other);

}
