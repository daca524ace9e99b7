// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/airfield/fieldanswer.h"
#include "app/airfield/fieldrequest.h"

namespace Windsock {

class Airfield;

/// The field's control over HTTP: /control/step?world=, /control/clock?now= | advance=, /control/misbehave?path=&how=&times=,
/// /control/calm, /control/play, /control/requests[?clear=1], /control/state. GET or POST; each needs the token, as
/// token= or in the header X-Airfield-Token.
[[nodiscard]] FieldAnswer towerAnswer(Airfield &field, const QString &command, const FieldRequest &request);

}
