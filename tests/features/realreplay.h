// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/airfield/airfield.h"
#include "tests/cli/realwindsock.h"
#include "tests/features/storelook.h"
#include "tests/notify/fakenotificationserver.h"

#include <QTimer>

#include <map>
#include <random>

namespace Windsock {

/// The whole recorded and made-up world, state after state, met by the real program in a process of its own that can
/// be killed at any moment. Each state is gone through to its end: the program has heard of it from every service, and
/// has shown what it had to tell. Two replays with the same start see the same.
class RealReplay
{
public:
    /// The world's time begins at `start`, a recentMinute().
    explicit RealReplay(const QDateTime &start);

    /// More than a minute ago: each state moves the world's clock by a second, however soon it is gone through, and a
    /// push settles only when the machine's clock has passed its last change.
    static QDateTime recentMinute();

    /// Accounts, watches, the first launch and the first state.
    bool begin();
    /// Launches the program; false where it ended before it could be asked.
    bool launch();
    /// The next state: what happened, empty when there is none left.
    QString step();
    /// Goes through the state. On the way the program is killed so many times, each time after a random while.
    bool goThrough(int kills, std::mt19937 &random);
    /// Polls until what is there now has been heard of by a program that lives; false where it died on the way.
    bool hear();
    /// Waits until nothing is pending.
    bool tellAll();
    /// Ends the program well, and looks into its store.
    bool end();

    /// Why one of the above was false.
    QString problem() const { return m_problem; }
    QList<StoreLook::Row> notices() const { return m_last.notices; }
    /// How the replay differs from one that nobody disturbed; empty where it does not.
    QStringList differences(const QList<StoreLook::Row> &expected) const;

    RealWindsock &windsock() { return m_windsock; }
    FakeNotificationServer &server() { return m_server; }
    int kills() const { return m_kills; }
    /// What the program was about when it was killed -> how often.
    const std::map<QString, int> &blows() const { return m_blows; }

private:
    bool fail(const QString &problem);
    void pause(int milliseconds);
    bool lookAtTheDead();
    int popupsOf(const QString &words) const;

    Airfield m_field;
    RealWindsock m_windsock;
    FakeNotificationServer m_server;
    QTimer m_killer;
    StoreLook m_last;
    QHash<QString, int> m_acknowledged; ///< key -> popups with its words when it was first seen acknowledged
    QString m_problem;
    int m_span = 1000; ///< how long a state took the last time, in milliseconds
    int m_kills = 0;
    QString m_about;
    std::map<QString, int> m_blows;
};

}
