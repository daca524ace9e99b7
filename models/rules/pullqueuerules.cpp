// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/rules/pullqueuerules.h"

#include "models/rules/isoutc.h"
#include "models/rules/oldnews.h"
#include "models/values/plaintext.h"

#include <KLocalizedString>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
using Cause = QueuePlace::Cause;

/// The moment of the transition, else the one at which it was seen.
QString keyOf(QLatin1StringView what, const QueuePlace &place, const QDateTime &now)
{
    return "queue:"_L1 + what + u':' + isoUtc(place.since.isValid() ? place.since : now);
}

PullSaying enteredSaying(const PullRequest &pull, const QDateTime &now)
{
    const QString branch = plainLine(pull.branch, 60);
    const QString who = plainLine(pull.queue.by, 60);
    const QString into = branch.isEmpty() ? i18nc("@info", "It waits for its turn.")
                                          : i18nc("@info %1 is a branch", "It waits for its turn to go to %1.", branch);
    const QString place = pull.queue.position > 0
        ? i18nc("@info %1 is a place in a queue, 1 is next", "It is number %1.", pull.queue.position)
        : QString();
    const QString by = who.isEmpty() ? QString() : i18nc("@info %1 is a login", "%1 put it there.", who);
    return {
        .transition = keyOf("entered"_L1, pull.queue, now),
        .urgency = Notice::Urgency::Low,
        .wording = {i18nc("@title pull request", "In the merge queue: %1", pullName(pull)), lines({into, place, by})}};
}

PullSaying ejectedSaying(const PullRequest &pull, const QDateTime &now)
{
    return {.transition = keyOf("ejected"_L1, pull.queue, now),
            .urgency = pull.queue.cause == Cause::ByHand ? Notice::Urgency::Normal : Notice::Urgency::High,
            .wording = {i18nc("@title pull request", "Out of the merge queue: %1", pullName(pull)),
                        lines({ejectionLine(pull.queue), i18nc("@info", "It was not merged.")})}};
}
}

QString ejectionLine(const QueuePlace &place)
{
    if (place.state != QueuePlace::State::Ejected) {
        return {};
    }
    const QString who = plainLine(place.by, 60);
    const QString checks = someOf(place.failedChecks, static_cast<int>(place.failedChecks.size()));
    switch (place.cause) {
    case Cause::FailedChecks:
        return checks.isEmpty() ? i18nc("@info", "Its checks failed; which ones is unknown.")
                                : i18nc("@info names of failed checks", "Failed: %1.", checks);
    case Cause::ChecksTimedOut:
        return i18nc("@info", "Its checks did not end in time.");
    case Cause::Conflict:
        return i18nc("@info", "It conflicts with what was merged before it.");
    case Cause::ByHand:
        return who.isEmpty() ? i18nc("@info", "Somebody took it out.")
                             : i18nc("@info %1 is a login", "%1 took it out.", who);
    case Cause::Other:
        return i18nc("@info %1 is the service's own reason", "The reason given is “%1”.", plainLine(place.reason, 120));
    case Cause::Untold:
        break;
    }
    if (!checks.isEmpty()) {
        return i18nc("@info names of failed checks", "Failed: %1.", checks);
    }
    return who.isEmpty() ? i18nc("@info", "Why is unknown.")
                         : i18nc("@info %1 is a login", "%1 took it out; why is unknown.", who);
}

namespace {
/// Whether both tell of the same time in the queue, or of the same removal.
bool isSameStay(const QueuePlace &a, const QueuePlace &b)
{
    return a.since == b.since || !a.since.isValid() || !b.since.isValid();
}
}

std::optional<PullSaying> queueSaying(const PullRequest *before, const PullRequest &after, const QDateTime &now)
{
    const QueuePlace none;
    const QueuePlace &was = before ? before->queue : none;
    const QueuePlace &is = after.queue;
    if (after.state != PullRequest::State::Open) {
        return {};
    }
    if (is.isIn()) {
        const bool wasThere = (was.isIn() || was.state == QueuePlace::State::Leaving) && isSameStay(was, is);
        return wasThere ? std::nullopt : std::optional(enteredSaying(after, now));
    }
    if (is.state != QueuePlace::State::Ejected || (was.state == QueuePlace::State::Ejected && isSameStay(was, is))) {
        return {};
    }
    const bool isOld = !before && isOldNews(is.since, now);
    return isOld ? std::nullopt : std::optional(ejectedSaying(after, now));
}

bool isQueueOvertaken(const PullRequest &before, const PullRequest &after)
{
    const QueuePlace &was = before.queue;
    const QueuePlace &is = after.queue;
    if (was.state == QueuePlace::State::None || is.state == QueuePlace::State::Leaving) {
        return false;
    }
    if (was.state == QueuePlace::State::Leaving) {
        return !is.isIn();
    }
    return was.isIn() != is.isIn() || is.state == QueuePlace::State::None || !isSameStay(was, is);
}

}
