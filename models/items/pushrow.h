// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/accounthealth.h"
#include "models/items/howlongtext.h"
#include "models/items/platformrow.h"
#include "models/values/pushstanding.h"

#include <QVariant>

namespace Windsock {

struct PushRow {
    Push push;
    PushStanding standing;
    std::vector<PlatformRow> platforms; ///< sorted by platform and option
};

/// What a push is seen beside when it is asked for something; lives as long as the question.
struct PushContext {
    const AccountHealth &health;
    const Paces &paces;
    QDateTime now;
};

/// Nothing for a push that is settled.
std::optional<Remaining> remainingOf(const PushRow &row, const PushContext &context);
/// What a push answers in a column of PushesModel; roles: roles.h.
QVariant pushAnswer(const PushRow &row, int column, int role, const PushContext &context);
/// What a platform of the push answers. Its State is the verdict over its own jobs.
QVariant platformAnswer(const PushRow &push, const PlatformRow &row, int column, int role, const AccountHealth &health);

}
