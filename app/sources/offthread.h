// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QFuture>
#include <QObject>
#include <QtConcurrentRun>

#include <type_traits>
#include <utility>

namespace Windsock {

/// Runs `work` (no arguments, returns a copyable value) on the thread pool and hands what it returned to `then` on
/// `context`'s thread, from its event loop. When `context` dies before that, `then` is never called.
/// `work` must own all that it touches.
template<class Work, class Then>
void offThread(QObject *context, Work work, Then then)
{
    using Value = std::invoke_result_t<Work>;
    // Named, because a future prefers to hand itself to a function that takes anything.
    auto take = [then = std::move(then)](const Value &value) mutable { then(value); };
    QtConcurrent::run(std::move(work)).then(context, std::move(take));
}

}
