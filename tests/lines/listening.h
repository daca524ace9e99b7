// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/lines/amqpline.h"

#include <QTest>

#include <atomic>
#include <mutex>
#include <optional>

namespace Windsock {

/// A line and what it said. Every message is news of the watch that its key names.
template<class Way>
struct ListeningBy {
    ListeningBy()
    {
        QObject::connect(&line, &Line::opened, &line, [this](const QStringList &names) { missing = names; });
        QObject::connect(&line, &Line::lost, &line, [this](const Failure &failure) {
            lost = failure;
            ++losses;
        });
        QObject::connect(&line, &Line::looked, &line, [this](const QList<WatchId> &watches, qint64 count) {
            looks += watches;
            messages += count;
            ++tellings;
        });
    }

    void open(const LineTask &task)
    {
        line.open(task, [this](const LineMessage &message) {
            ++read;
            largest = std::max<qint64>(largest, message.body.size());
            routes = int(message.routes.size());
            {
                const std::scoped_lock lock(mutex);
                last = message;
            }
            return QList{WatchId(message.key)};
        });
    }
    /// Whether it opens, or how it is lost instead.
    bool opens(const LineTask &task)
    {
        open(task);
        return QTest::qWaitFor([this] { return missing || lost; }, 30'000) && missing;
    }
    /// How a line that is to be lost is lost.
    Failure loses(const LineTask &task)
    {
        open(task);
        return QTest::qWaitFor([this] { return lost.has_value(); }, 60'000) ? *lost : Failure();
    }

    std::optional<QStringList> missing;
    std::optional<Failure> lost;
    int losses = 0;
    QList<WatchId> looks;
    qint64 messages = 0;
    int tellings = 0;
    std::atomic<qint64> read = 0; ///< of the line's thread
    std::atomic<qint64> largest = 0;
    std::atomic<int> routes = 0;
    std::mutex mutex;
    LineMessage last; ///< under the mutex
    Way line; ///< goes first: its thread uses the others
};

using Listening = ListeningBy<AmqpLine>;

}
