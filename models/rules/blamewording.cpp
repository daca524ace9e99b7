// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/rules/blamewording.h"

#include "models/values/plaintext.h"

#include <KLocalizedString>

#include <algorithm>

namespace Windsock {

namespace {
QString groundWords(const Ground &ground)
{
    switch (ground.kind) {
    case Ground::Kind::ConfirmPassed:
        return i18nc("@info why a failure is likely intermittent", "%2 of %1 confirm job passed");
    case Ground::Kind::ConfirmFailed:
        return i18nc("@info why a failure is likely yours", "the confirm job failed too");
    case Ground::Kind::SamePushPassed:
        return i18ncp("@info count of all", "passed in %2 of %1 run here", "passed in %2 of %1 runs here", ground.of,
                      ground.count);
    case Ground::Kind::FailsBefore:
        return i18ncp("@info count of all", "failed on %2 of %1 push before", "failed on %2 of %1 before", ground.of,
                      ground.count);
    case Ground::Kind::FailsAfter:
        return i18ncp("@info count of all", "failed on %2 of %1 push after", "failed on %2 of %1 after", ground.of,
                      ground.count);
    case Ground::Kind::PassesBefore:
        return i18ncp("@info count of all", "passed on %2 of %1 push before", "passed on %2 of %1 pushes before",
                      ground.of, ground.count);
    case Ground::Kind::PassesAfter:
        return i18ncp("@info count of all", "passed on %2 of %1 push after", "passed on %2 of %1 pushes after",
                      ground.of, ground.count);
    case Ground::Kind::FailsElsewhere:
        return i18ncp("@info count of all", "failed in %2 of %1 other run", "failed in %2 of %1 other runs", ground.of,
                      ground.count);
    case Ground::Kind::KnownBug:
        return i18nc("@info %1 is a bug's number", "looks like bug %1", plainLine(ground.detail, 20));
    case Ground::Kind::Sheriffs:
        return i18nc("@info why a failure is likely intermittent", "the sheriffs call it so elsewhere");
    }
    return {};
}

QString whyOf(const FailedJob &failure)
{
    return failure.grounds.isEmpty() ? QString() : groundWords(failure.grounds.constFirst());
}

QString singleLine(const FailedJob &failure)
{
    switch (failure.blame) {
    case Blame::LikelyYours:
        return i18nc("@info a failure; %1 is why", "Likely yours: %1.", whyOf(failure));
    case Blame::LikelyIntermittent:
        return i18nc("@info a failure; %1 is why", "Likely intermittent: %1.", whyOf(failure));
    case Blame::Unknown:
        break;
    }
    return i18nc("@info a failure", "Unknown whether yours or intermittent.");
}
}

QString blameLine(const PushStanding &standing)
{
    const QList<FailedJob> &failures = standing.failures;
    if (std::ranges::all_of(failures, [](const FailedJob &failure) { return failure.grounds.isEmpty(); })) {
        return {};
    }
    if (failures.size() == 1 && standing.unclassifiedFailures() <= 1) {
        return singleLine(failures.constFirst());
    }
    const auto count = [&failures](Blame blame) {
        return static_cast<int>(std::ranges::count(failures, blame, &FailedJob::blame));
    };
    const int yours = count(Blame::LikelyYours);
    const int intermittent = count(Blame::LikelyIntermittent);
    const int unknown = standing.unclassifiedFailures() - yours - intermittent;
    QStringList sentences;
    if (yours > 0) {
        const auto first = std::ranges::find(failures, Blame::LikelyYours, &FailedJob::blame);
        sentences.append(i18ncp("@info the first of the failures, why", "Likely yours: %2 (%3).",
                                "Likely yours: %1 jobs, the first %2 (%3).", yours, plainLine(first->name, 70),
                                whyOf(*first)));
    }
    if (intermittent > 0) {
        sentences.append(
            i18ncp("@info failures", "Likely intermittent: 1 job.", "Likely intermittent: %1 jobs.", intermittent));
    }
    if (unknown > 0) {
        sentences.append(i18ncp("@info failures", "Unknown whose: 1 job.", "Unknown whose: %1 jobs.", unknown));
    }
    return sentences.join(u' ');
}

}
