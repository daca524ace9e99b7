// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/lines/stompframe.h"

namespace Windsock {

/// What the broker said in an ERROR frame, before or after it let us in. STOMP has no codes: RabbitMQ's words are told by
/// their beginnings (rabbit_stomp_processor.erl).
Failure stompFailure(const StompFrame &frame, bool signedIn);

}
