// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/airfield/demoscript.h"
#include "tests/features/flight.h"
#include "tests/lines/publisher.h"
#include "tests/lines/relay.h"

#include <QSignalSpy>

namespace Windsock {

/// The whole app with a tree of the airfield's Treeherder and, where there is a broker, a line that tells of it. Nothing is
/// fetched but what the poller itself finds due as the test moves the clock.
class PushedFlight
{
public:
    /// `broker` may be null: then it is a flight that only polls. `way` is one of the broker's addresses.
    explicit PushedFlight(const TestBroker *broker)
        : PushedFlight(broker, broker ? broker->url() : QUrl())
    {
    }
    PushedFlight(const TestBroker *broker, const QUrl &way);
    ~PushedFlight();

    static const QString tree;

    Flight &flight() { return m_flight; }
    TreeherderWorld &world();
    Relay *relay() { return m_relay.get(); }
    /// Whether the line is open; waits for it.
    bool awaitLine();
    bool isTold() const { return !m_told.isEmpty(); }
    qint64 looks() const { return m_looks.size(); }

    /// Time goes by in steps of 10 s; what is due is fetched and stored at each.
    void pass(int seconds);
    /// The clock is moved and what is due begins; nothing is waited for.
    void jump(int seconds);
    /// Until no fetch is under way and all is stored.
    void settle();
    /// Requests that the field had since the last call.
    qsizetype takeRequests();
    /// The notices as a person has them: each with what became of it. One that was told twice stands there twice.
    QStringList told();

    /// What Taskcluster says when a task of the tree's push failed, after a recorded message.
    static QByteArray message(const QString &group);
    static QStringList routes(const QString &revision);

private:
    std::unique_ptr<Relay> m_relay;
    QSet<WatchId> m_told;
    std::unique_ptr<QSignalSpy> m_fetched;
    std::unique_ptr<QSignalSpy> m_remembered;
    QList<WatchId> m_looks;
    QStringList m_news;
    Flight m_flight; ///< goes first: what it says at its end is still heard
};

}
