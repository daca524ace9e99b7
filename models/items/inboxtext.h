// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/inboxwish.h"

namespace Windsock {

/// "you are mentioned", "review asked of you", ...
QString inboxReasonWord(InboxThread::Reason reason);
/// "Pull request", "Issue", ...
QString inboxKindWord(InboxThread::Kind kind);
/// "owner/name#12", or the repository alone.
QString inboxPlace(const InboxThread &thread);
/// How a wish stands, as a sentence, with the reason where it was not done.
QString inboxWishText(const InboxWish &wish);

}
