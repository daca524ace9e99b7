// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/github/queueread.h"

#include "app/sources/github/checkrollup.h"
#include "app/sources/github/enumwords.h"
#include "models/values/plaintext.h"

#include <algorithm>
#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace Windsock {

namespace {
using Cause = QueuePlace::Cause;

constexpr auto s_untilMergesShow = 2min; ///< how long a removal without a reason may still turn out to be a merge
constexpr auto s_untilMovedOn = 1h; ///< what has neither been merged nor told by then is simply in no queue

QueuePlace placeOf(JsonValue entry)
{
    static constexpr std::array words{EnumWord{"QUEUED"_L1, QueuePlace::State::Queued},
                                      EnumWord{"AWAITING_CHECKS"_L1, QueuePlace::State::AwaitingChecks},
                                      EnumWord{"MERGEABLE"_L1, QueuePlace::State::Mergeable},
                                      EnumWord{"UNMERGEABLE"_L1, QueuePlace::State::Unmergeable},
                                      EnumWord{"LOCKED"_L1, QueuePlace::State::Locked}};
    return {.state = enumOf(entry["state"], words, QueuePlace::State::Unknown, QueuePlace::State::Unknown),
            .position = static_cast<int>(std::clamp<qint64>(entry["position"].integer().value_or(0), 0, 100'000)),
            .groupHead = entry["headCommit"]["oid"].text(64).value_or(QString()),
            .groupBase = entry["baseCommit"]["oid"].text(64).value_or(QString()),
            .since = entry["enqueuedAt"].time().value_or(QDateTime()),
            .by = entry["enqueuer"]["login"].text(100).value_or(QString())};
}

/// What a removal's reason says. The schema has it as free text; seen are "merged" and "failed_checks", and the webhook
/// "dequeued" has words of its own for the same.
struct RemovalReason {
    bool told = false;
    bool isMerge = false;
    Cause cause = Cause::Untold;
};

RemovalReason readReason(const QString &text)
{
    struct Row {
        QLatin1StringView word;
        Cause cause;
    };
    static constexpr std::array rows{
        Row{"failed checks"_L1, Cause::FailedChecks},
        Row{"failed status checks"_L1, Cause::FailedChecks},
        Row{"ci failure"_L1, Cause::FailedChecks},
        Row{"checks timed out"_L1, Cause::ChecksTimedOut},
        Row{"ci timeout"_L1, Cause::ChecksTimedOut},
        Row{"timed out"_L1, Cause::ChecksTimedOut},
        Row{"merge conflict"_L1, Cause::Conflict},
        Row{"merge conflicts"_L1, Cause::Conflict},
        Row{"conflicts"_L1, Cause::Conflict},
        Row{"manual"_L1, Cause::ByHand},
        Row{"manually removed"_L1, Cause::ByHand},
        Row{"dequeued"_L1, Cause::ByHand},
        Row{"unknown removal reason"_L1, Cause::Untold},
    };
    QString words = text.toLower();
    words.replace(u'_', u' ').replace(u'-', u' ');
    words = words.simplified();
    if (words.isEmpty()) {
        return {};
    }
    if (words == "merged"_L1 || words == "merge"_L1 || words == "already merged"_L1) {
        return {.told = true, .isMerge = true};
    }
    const auto row = std::ranges::find_if(rows, [&words](const Row &one) { return one.word == words; });
    return {.told = true, .cause = row == rows.end() ? Cause::Other : row->cause};
}

bool isWithin(std::chrono::seconds span, const QDateTime &then, const QDateTime &now)
{
    return then.isValid() && then.secsTo(now) < span.count();
}

QueuePlace afterRemoval(JsonValue event, const QDateTime &now)
{
    const QString words = event["reason"].text(200).value_or(QString());
    const RemovalReason reason = readReason(words);
    QueuePlace place{.since = event["createdAt"].time().value_or(QDateTime()),
                     .by = event["actor"]["login"].text(100).value_or(QString())};
    const bool mayBeMerge = reason.isMerge || !reason.told;
    if (mayBeMerge && isWithin(reason.isMerge ? s_untilMovedOn : s_untilMergesShow, place.since, now)) {
        place.state = QueuePlace::State::Leaving;
        return place;
    }
    if (reason.isMerge) {
        return {};
    }
    place.state = QueuePlace::State::Ejected;
    place.cause = reason.cause;
    place.reason = reason.cause == Cause::Other ? plainLine(words, 120) : QString();
    if (reason.cause != Cause::ByHand && reason.cause != Cause::Conflict) {
        place.failedChecks = readCheckRollup(event["beforeCommit"]["statusCheckRollup"]).failing;
    }
    return place;
}
}

QueuePlace readQueuePlace(JsonValue pull, const QDateTime &now)
{
    if (pull["mergeQueueEntry"].isObject()) {
        return placeOf(pull["mergeQueueEntry"]);
    }
    QueuePlace place;
    pull["queueEvents"]["nodes"].each([&](qsizetype, JsonValue event) {
        const std::optional<QString> type = event["__typename"].text();
        if (type == "RemovedFromMergeQueueEvent"_L1) {
            place = afterRemoval(event, now);
        } else if (type == "AddedToMergeQueueEvent"_L1) {
            const QDateTime since = event["createdAt"].time().value_or(QDateTime());
            place = isWithin(s_untilMovedOn, since, now)
                ? QueuePlace{.state = QueuePlace::State::Leaving, .since = since}
                : QueuePlace();
        }
    });
    return place;
}

}
