// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sources/jsonread.h"
#include "models/values/queueplace.h"

namespace Windsock {

/// The place in the merge queue of an open PullRequest: its mergeQueueEntry, else the last of its queueEvents, which is an
/// AddedToMergeQueueEvent or a RemovedFromMergeQueueEvent. A removal tells that a request was taken out only when it
/// gives a reason that is not the merge, or two minutes have gone by and the request is still open: the entry goes
/// before the merge is there, and the event may come after both.
QueuePlace readQueuePlace(JsonValue pull, const QDateTime &now);

}
