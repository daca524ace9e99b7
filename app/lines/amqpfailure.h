// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/failure.h"

#include <rabbitmq-c/amqp.h>

namespace Windsock {

/// What a status of rabbitmq-c (AMQP_STATUS_...) means for a person.
Failure amqpFailure(int status, const QString &host);
/// What the broker said when it closed a channel or the connection with a code of AMQP 0-9-1 (1.2.1, reply codes).
Failure amqpFailure(int code, amqp_bytes_t text, const QString &host);
/// Of an answer that is none of what was hoped for.
Failure amqpFailure(const amqp_rpc_reply_t &reply, const QString &host);

/// Bytes of the wire as text, cut after `limit` of them.
QString amqpText(amqp_bytes_t bytes, size_t limit = 500);

}
