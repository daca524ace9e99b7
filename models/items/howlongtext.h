// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/howlong.h"

namespace Windsock {

/// "1 minute so far", "3 hours so far".
QString soFarText(std::chrono::seconds elapsed);
/// "5 to 55 minutes more (half within 20)", rounded outwards; "unknown yet" where there is no range.
QString remainingText(const std::optional<Remaining> &remaining);
/// The moments are told in whole minutes: so is how long it has been. Never less than nothing.
std::chrono::seconds elapsedSince(const QDateTime &time, const QDateTime &now);

/// The paces of all queues there are.
class Paces
{
public:
    void add(const QList<Realised> &ways);
    std::optional<Remaining> remaining(const QString &queue, std::chrono::seconds elapsed) const;

private:
    QHash<QString, Pace> m_paces;
};

}
