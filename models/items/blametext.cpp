// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/blametext.h"

#include "models/values/plaintext.h"

#include <KLocalizedString>

namespace Windsock {

QString blameWord(Blame blame)
{
    switch (blame) {
    case Blame::LikelyYours:
        return i18nc("@info a failure", "likely yours");
    case Blame::LikelyIntermittent:
        return i18nc("@info a failure", "likely intermittent");
    case Blame::Unknown:
        break;
    }
    return i18nc("@info a failure", "unknown whether yours or intermittent");
}

QString groundText(const Ground &ground)
{
    switch (ground.kind) {
    case Ground::Kind::ConfirmPassed:
        return i18ncp("@info count of all", "%2 of %1 confirm job passed", "%2 of %1 confirm jobs passed", ground.of,
                      ground.count);
    case Ground::Kind::ConfirmFailed:
        return i18ncp("@info count of all", "%2 of %1 confirm job failed", "%2 of %1 confirm jobs failed", ground.of,
                      ground.count);
    case Ground::Kind::SamePushPassed:
        return i18ncp("@info count of all", "passed in %2 of %1 run on this push",
                      "passed in %2 of %1 runs on this push", ground.of, ground.count);
    case Ground::Kind::FailsBefore:
        return i18ncp("@info count of all", "failed on %2 of %1 push before", "failed on %2 of %1 pushes before",
                      ground.of, ground.count);
    case Ground::Kind::FailsAfter:
        return i18ncp("@info count of all", "failed on %2 of %1 push after", "failed on %2 of %1 pushes after",
                      ground.of, ground.count);
    case Ground::Kind::PassesBefore:
        return i18ncp("@info count of all", "passed on %2 of %1 push before", "passed on %2 of %1 pushes before",
                      ground.of, ground.count);
    case Ground::Kind::PassesAfter:
        return i18ncp("@info count of all", "passed on %2 of %1 push after", "passed on %2 of %1 pushes after",
                      ground.of, ground.count);
    case Ground::Kind::FailsElsewhere:
        return i18ncp("@info count of all", "failed in %2 of %1 run on other pushes",
                      "failed in %2 of %1 runs on other pushes", ground.of, ground.count);
    case Ground::Kind::KnownBug:
        return i18nc("@info %1 is a bug's number", "looks like bug %1", plainLine(ground.detail, 20));
    case Ground::Kind::Sheriffs:
        return i18ncp("@info count of all", "the sheriffs call %2 of its %1 failure elsewhere intermittent",
                      "the sheriffs call %2 of its %1 failures elsewhere intermittent", ground.of, ground.count);
    }
    return {};
}

QString blameText(const FailedJob &failure)
{
    QStringList grounds;
    for (const Ground &ground : failure.grounds) {
        grounds.append(groundText(ground));
    }
    return grounds.isEmpty() ? QString()
                             : i18nc("@info whose fault a failure is, why", "%1: %2", blameWord(failure.blame),
                                     grounds.join(i18nc("@info between grounds", "; ")));
}

}
