// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/pulltext.h"

#include "models/values/plaintext.h"

#include <KLocalizedString>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
QString listed(const QStringList &names)
{
    return plainLine(names.join(", "_L1), 300);
}
}

QString placeWord(const QueuePlace &place)
{
    switch (place.state) {
    case QueuePlace::State::AwaitingChecks:
        return place.position > 0 ? i18nc("@info:status a pull request; %1 is its place in the merge queue",
                                          "In the queue, place %1, checks run", place.position)
                                  : i18nc("@info:status a pull request", "In the queue, checks run");
    case QueuePlace::State::Unmergeable:
        return i18nc("@info:status a pull request", "In the queue, cannot be merged");
    case QueuePlace::State::Mergeable:
    case QueuePlace::State::Locked:
        return i18nc("@info:status a pull request", "In the queue, about to be merged");
    case QueuePlace::State::Leaving:
        return i18nc("@info:status a pull request; whether it was merged is not known yet", "Leaves the merge queue");
    default:
        return place.position > 0 ? i18nc("@info:status a pull request; %1 is its place in the merge queue",
                                          "In the queue, place %1", place.position)
                                  : i18nc("@info:status a pull request", "In the queue");
    }
}

QString ejectionText(const QueuePlace &place)
{
    if (place.state != QueuePlace::State::Ejected) {
        return {};
    }
    const QString who = plainLine(place.by, 60);
    if (!place.failedChecks.isEmpty()) {
        return i18nc("@info:tooltip %1 is a list of names", "Taken out of the merge queue because these failed: %1",
                     plainLine(place.failedChecks.join(", "_L1), 300));
    }
    switch (place.cause) {
    case QueuePlace::Cause::FailedChecks:
        return i18nc("@info:tooltip", "Taken out of the merge queue because its checks failed");
    case QueuePlace::Cause::ChecksTimedOut:
        return i18nc("@info:tooltip", "Taken out of the merge queue because its checks did not end in time");
    case QueuePlace::Cause::Conflict:
        return i18nc("@info:tooltip",
                     "Taken out of the merge queue because it conflicts with what was merged before it");
    case QueuePlace::Cause::Other:
        return i18nc("@info:tooltip %1 is the service's own reason", "Taken out of the merge queue: %1",
                     plainLine(place.reason, 120));
    case QueuePlace::Cause::ByHand:
    case QueuePlace::Cause::Untold:
        break;
    }
    return who.isEmpty() ? i18nc("@info:tooltip", "Taken out of the merge queue")
                         : i18nc("@info:tooltip %1 is a login", "Taken out of the merge queue by %1", who);
}

QStringList pullLines(const PullRequest &pull)
{
    QStringList lines{ejectionText(pull.queue)};
    if (!pull.failingChecks.isEmpty()) {
        lines.append(i18nc("@info:tooltip %1 is a list of names", "Failing checks: %1", listed(pull.failingChecks)));
    }
    if (pull.requiredKnown) {
        lines.append(pull.failingRequired.isEmpty()
                         ? i18nc("@info:tooltip of failing checks", "None of them is required.")
                         : i18nc("@info:tooltip %1 is a list of names", "Required: %1", listed(pull.failingRequired)));
    }
    if (!pull.asked.isEmpty()) {
        lines.append(i18nc("@info:tooltip %1 is a list of logins", "A review is asked of %1", listed(pull.asked)));
    }
    return lines;
}

}
