// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/queuehealth.h"

#include "models/values/plaintext.h"

#include <KLocalizedString>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
using namespace std::chrono_literals;

constexpr qsizetype s_lately = 20;
constexpr qsizetype s_fewestLately = 5;

QueueHealth::Times timesOf(std::vector<std::chrono::seconds> times)
{
    std::ranges::sort(times);
    const auto ranked = [&times](double share) {
        const auto rank = static_cast<size_t>(std::ceil(share * static_cast<double>(times.size())));
        return std::chrono::ceil<std::chrono::minutes>(times[rank - 1]);
    };
    return {.half = ranked(0.5), .most = ranked(0.9)};
}

QString spelt(std::chrono::minutes time)
{
    if (time < 2h) {
        return i18ncp("@info how long something takes", "1 minute", "%1 minutes", static_cast<int>(time.count()));
    }
    return i18ncp("@info how long something takes, rounded up", "1 hour", "%1 hours",
                  static_cast<int>(std::chrono::ceil<std::chrono::hours>(time).count()));
}
}

QString queueStateName(const QueueHealth &health)
{
    return health.delay ? u"slow"_s : health.usual ? u"usual"_s : u"unknown"_s;
}

QString queueTitle(const QString &queue)
{
    const QString name = plainLine(queue.section(u'/', 1));
    return queue.startsWith("landing/"_L1) ? i18nc("@item a queue, %1 is a tree", "Landing on %1", name)
                                           : i18nc("@item a queue, %1 is a repository", "Results on %1", name);
}

QString queueDepthText(const QueueHealth &health)
{
    return i18nc("@info two numbers of a queue", "%1, %2",
                 i18ncp("@info how deep a queue is", "%1 under way", "%1 under way", health.underWay),
                 i18ncp("@info how many a queue let through", "%1 through in the last 3 hours",
                        "%1 through in the last 3 hours", health.arrived));
}

QString queueTimesText(const QueueHealth &health)
{
    if (health.lately && health.usual) {
        return i18nc("@info how long a queue takes lately, and usually",
                     "Half took up to %1, nine of ten up to %2 (usually %3 and %4)", spelt(health.lately->half),
                     spelt(health.lately->most), spelt(health.usual->half), spelt(health.usual->most));
    }
    if (health.usual) {
        return i18nc("@info how long a queue takes", "Usually half take up to %1, nine of ten up to %2",
                     spelt(health.usual->half), spelt(health.usual->most));
    }
    return i18nc("@info of a queue", "How long it usually takes is not known yet");
}

QStringList queueTimesParts(const QueueHealth &health)
{
    if (!health.lately || !health.usual) {
        return {queueTimesText(health)};
    }
    return {i18nc("@info how long a queue takes lately", "Half took up to %1, nine of ten up to %2",
                  spelt(health.lately->half), spelt(health.lately->most)),
            i18nc("@info how long a queue usually takes: half of what stands in it, and nine of ten",
                  "usually %1 and %2", spelt(health.usual->half), spelt(health.usual->most))};
}

QueueHealth queueHealth(const QList<Realised> &ended, int underWay, const QDateTime &now)
{
    QueueHealth health{.underWay = underWay};
    std::vector<std::chrono::seconds> all;
    std::vector<std::chrono::seconds> lately;
    for (const Realised &way : ended) {
        if (way.end == Realised::End::Left) {
            continue;
        }
        all.push_back(way.took());
        if (way.to.addDuration(24h) > now) {
            lately.push_back(way.took());
        }
        health.arrived += way.to.addDuration(3h) > now;
    }
    if (std::ssize(lately) >= s_fewestLately) {
        lately.erase(lately.begin(), lately.end() - std::min<qsizetype>(std::ssize(lately), s_lately));
        health.lately = timesOf(std::move(lately));
    }
    if (std::ssize(all) >= fewestRealised) {
        health.usual = timesOf(std::move(all));
    }
    return health;
}

}
