// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/failure.h"

#include <QTimeZone>

namespace Windsock {

/// A failure as whole sentences for a person: plain text, in the person's language.
struct FailureWording {
    QString whatHappened; ///< "bugzilla.mozilla.org did not answer in time."
    QString whatToDo; ///< "It is tried again at 14:05." or what the person can do; empty where there is nothing to say
};

/// `next` is when the next request is planned (UTC), invalid when none is. Times are said in `zone`.
FailureWording failureWording(const Failure &failure, const QDateTime &next,
                              const QTimeZone &zone = QTimeZone::systemTimeZone());

}
