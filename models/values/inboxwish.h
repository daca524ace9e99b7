// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/failure.h"
#include "models/values/inboxthread.h"

namespace Windsock {

/// What a person wants of a thread of their inbox, and how that stands. It is done only when the thread was read again
/// and is unread no more.
struct InboxWish {
    enum class Kind {
        MarkRead,
        Done, ///< out of the inbox, until something new happens in the thread
    };
    enum class State {
        Asked,
        Confirmed,
        Refused, ///< the service said no: nothing has changed
        Unknown, ///< it cannot be told whether it was done
    };

    Kind kind = Kind::MarkRead;
    InboxThread thread;
    State state = State::Asked;
    Failure failure; ///< of Refused and Unknown

    bool operator==(const InboxWish &) const = default;
};

}

Q_DECLARE_METATYPE(Windsock::InboxWish)
