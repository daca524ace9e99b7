// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/lines/makeline.h"

#include "app/lines/amqpline.h"
#include "app/lines/hookline.h"
#include "app/lines/stompline.h"

namespace Windsock {

std::unique_ptr<Line> makeLine(LineAddress::Way way)
{
    switch (way) {
    case LineAddress::Way::Stomp:
        return std::make_unique<StompLine>();
    case LineAddress::Way::Hook:
        return std::make_unique<HookLine>();
    case LineAddress::Way::Amqp:
        break;
    }
    return std::make_unique<AmqpLine>();
}

}
