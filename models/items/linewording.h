// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/failurewording.h"
#include "models/values/newsway.h"
#include "models/values/sourcehealth.h"

namespace Windsock {

/// What a source's failure means, in the words of what it is: a line is given a password and not a token, has a queue and
/// exchanges, and while it is gone the services are polled as ever. `health` has a failure.
FailureWording failureWording(const SourceHealth &health, const QTimeZone &zone = QTimeZone::systemTimeZone());

/// "Polled", "Pushed", "Pushed and polled".
QString newsWord(NewsWay::How how);
/// What a line last told and how long the fact took to be seen, as sentences; empty where it has told nothing.
QString newsWords(const NewsWay &way, const QDateTime &now);

}
