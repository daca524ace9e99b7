// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/rules/wording.h"

#include <QTimeZone>

namespace Windsock {

/// `zone` is the viewer's.
Wording eventSoonWording(const Occurrence &event, const QTimeZone &zone);
Wording eventLeaveWording(const Occurrence &event, const QTimeZone &zone);
Wording eventMovedWording(const Occurrence &before, const Occurrence &after, const QTimeZone &zone);
Wording eventStatusWording(const Occurrence &event, const QTimeZone &zone);
Wording eventPlaceWording(const Occurrence &before, const Occurrence &after, const QTimeZone &zone);
Wording eventNewWording(const Occurrence &event, const QTimeZone &zone);

}
