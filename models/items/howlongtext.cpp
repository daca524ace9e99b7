// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/howlongtext.h"

#include <KLocalizedString>

#include <cmath>

namespace Windsock {

namespace {
using namespace std::chrono_literals;

int up(std::chrono::seconds time, std::chrono::seconds unit)
{
    return static_cast<int>((time + unit - 1s) / unit);
}
}

QString soFarText(std::chrono::seconds elapsed)
{
    if (elapsed < 2h) {
        return i18ncp("@info", "1 minute so far", "%1 minutes so far", static_cast<int>(elapsed / 1min));
    }
    if (elapsed < 48h) {
        return i18ncp("@info", "1 hour so far", "%1 hours so far", static_cast<int>(elapsed / 1h));
    }
    return i18ncp("@info", "1 day so far", "%1 days so far", static_cast<int>(elapsed / 24h));
}

QString remainingText(const std::optional<Remaining> &remaining)
{
    if (!remaining) {
        return i18nc("@info how long something will take", "unknown yet");
    }
    if (remaining->most < 2h) {
        return i18ncp("@info a range of minutes; within how many of them half of the like come to their end",
                      "%2 to 1 minute more (half within %3)", "%2 to %1 minutes more (half within %3)",
                      up(remaining->most, 1min), static_cast<int>(remaining->quick / 1min), up(remaining->half, 1min));
    }
    if (remaining->most < 48h) {
        return i18ncp("@info a range of hours; within how many of them half of the like come to their end",
                      "%2 to 1 hour more (half within %3)", "%2 to %1 hours more (half within %3)",
                      up(remaining->most, 1h), static_cast<int>(remaining->quick / 1h), up(remaining->half, 1h));
    }
    return i18ncp("@info a range of days; within how many of them half of the like come to their end",
                  "%2 to 1 day more (half within %3)", "%2 to %1 days more (half within %3)", up(remaining->most, 24h),
                  static_cast<int>(remaining->quick / 24h), up(remaining->half, 24h));
}

std::chrono::seconds elapsedSince(const QDateTime &time, const QDateTime &now)
{
    const std::chrono::seconds elapsed(std::max<qint64>(0, time.secsTo(now)));
    return std::chrono::floor<std::chrono::minutes>(elapsed);
}

void Paces::add(const QList<Realised> &ways)
{
    for (const Realised &way : ways) {
        m_paces[way.queue].add(way);
    }
}

std::optional<Remaining> Paces::remaining(const QString &queue, std::chrono::seconds elapsed) const
{
    const auto pace = m_paces.constFind(queue);
    return pace == m_paces.cend() ? std::nullopt : pace->remaining(elapsed);
}

}
