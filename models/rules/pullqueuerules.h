// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/rules/wording.h"
#include "models/values/notice.h"

#include <optional>

namespace Windsock {

/// One thing to say of a pull request: what follows '#' in the notice's key, how loudly, and the words.
struct PullSaying {
    QString transition;
    Notice::Urgency urgency = Notice::Urgency::Normal;
    Wording wording;
};

/// What its place in the merge queue is worth telling, with the moment of the transition itself in the key: that it
/// entered, and that it was taken out without being merged. Its way through the queue is not told, nor that it left as
/// long as that may be a merge. `before` is null where the request is seen for the first time: what was taken out more
/// than a day before `now` is then no news.
std::optional<PullSaying> queueSaying(const PullRequest *before, const PullRequest &after, const QDateTime &now);

/// Whether what was told of its place in the queue no longer holds.
bool isQueueOvertaken(const PullRequest &before, const PullRequest &after);

/// Who took it out, or which checks failed, as a sentence; empty where it was not taken out.
QString ejectionLine(const QueuePlace &place);

}
