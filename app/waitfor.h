// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QEventLoop>

#include <optional>

namespace Windsock {

/// Runs the event loop until `start`'s callback was called, where that has not been at once.
template<class Outcome, class Start>
Outcome waitFor(Start start)
{
    QEventLoop loop;
    std::optional<Outcome> outcome;
    start([&](const Outcome &result) {
        outcome = result;
        loop.quit();
    });
    if (!outcome) {
        loop.exec();
    }
    return *outcome;
}

}
