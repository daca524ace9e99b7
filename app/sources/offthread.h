// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QFuture>
#include <QObject>
#include <QtConcurrentRun>

#include <utility>

namespace Windsock {

/// Runs `work` (no arguments, returns a copyable value) on the thread pool and hands what it returned to `then` on
/// `context`'s thread, from its event loop. When `context` dies before that, `then` is never called.
/// `work` must own all that it touches.
template<class Work, class Then>
void offThread(QObject *context, Work work, Then then)
{
    QtConcurrent::run(std::move(work)).then(context, std::move(then));
}

}
