// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/lines/hooksweeper.h"
#include "app/lines/lineplan.h"
#include "app/net/secretreader.h"
#include "models/values/changeset.h"
#include "models/values/clock.h"
#include "models/values/newsway.h"
#include "models/values/sourcehealth.h"

#include <QHash>
#include <QTimer>

#include <map>
#include <memory>
#include <random>

namespace Windsock {

struct LineTurn;

/// Keeps the lines of all accounts that have one open, and one for each hook of GitHub's, and is the only place that
/// tries again when one is lost, with backoff and jitter. Says which watches to look at, and which of them a good line tells of; whenever a line opens, all that it
/// serves are to be looked at, since what happened while it was not there was told to nobody.
class LineKeeper : public QObject
{
    Q_OBJECT

public:
    using Factory = std::function<std::unique_ptr<Line>(LineAddress::Way way)>;
    using Delay = std::function<std::chrono::milliseconds(int failuresInARow)>;

    LineKeeper(SecretReader secrets, Clock clock, QObject *parent = nullptr);
    ~LineKeeper() override;

    /// Before the first setUp(): other lines than makeLine()'s, and other waits than backoffDelay()'s.
    void setFactory(Factory factory);
    void setRetryDelay(Delay delay);
    /// Where is written which webhooks are at GitHub because of us; nowhere until it is said.
    void setNotes(const QString &folder);

    /// At start and whenever accounts or watches have changed. A line whose plan is another is opened anew.
    void setUp(const QList<Account> &accounts, const QList<Watch> &watches);
    void start();
    /// Closes all lines.
    void stop();
    void setOnline(bool online);
    /// What the person did to the account (a new password) makes a fresh try worthwhile.
    void retryAccount(const AccountId &account);
    /// What a fetch brought: how long after the message it came.
    void see(const ChangeSet &changes);

    /// What rows of lines are shown under, beside the watches that are polled: the id is the account's, or a hook is its own.
    static QList<Watch> rowsOf(const QList<Account> &accounts, const QList<Watch> &watches);

Q_SIGNALS:
    void looked(const QList<Windsock::WatchId> &watches);
    void toldChanged(const QSet<Windsock::WatchId> &watches);
    /// Of the line itself: watch is its account's id, or a hook's.
    void healthChanged(const Windsock::SourceHealth &health);
    void wayChanged(const Windsock::NewsWay &way);

private:
    void adopt(const WatchId &row, const Account &account, LinePlan plan);
    LineTask taskOf(const LineTurn &turn, const LineAddress &address, const QByteArray &password);
    void forgetWays();
    LineTurn *turnOf(const WatchId &row) const;
    void openSoon(LineTurn &turn, std::chrono::milliseconds wait);
    void open(LineTurn &turn);
    void openWith(LineTurn &turn, const QByteArray &password);
    void connectLine(LineTurn &turn);
    void opened(LineTurn &turn, const QStringList &missing);
    void heard(LineTurn &turn, const QList<WatchId> &watches);
    void failed(LineTurn &turn, const Failure &failure);
    void closeLine(LineTurn &turn);
    void tell(LineTurn &turn, SourceHealth::State state);
    void tellWays();
    void weighTold();
    std::chrono::milliseconds delayAfter(const LineTurn &turn, const Failure &failure);
    SourceHealth::State restingState(const LineTurn &turn) const;
    QString freshQueue(const Account &account);

    /// What a fetch shows later than this has other grounds than the message.
    static constexpr std::chrono::minutes s_longestDelay{5};

    SecretReader m_secrets;
    Clock m_clock;
    Factory m_factory;
    Delay m_delay;
    std::mt19937 m_random;
    std::map<WatchId, std::unique_ptr<LineTurn>> m_turns; ///< by their rows
    QString m_notes;
    QList<Account> m_accounts;
    HookSweeper m_sweeper;
    QHash<WatchId, NewsWay> m_ways; ///< of the watches that a line serves, and of the lines
    QHash<WatchId, NewsWay> m_waysTold; ///< as last told
    QHash<WatchId, QDateTime> m_waiting; ///< since a message told of the watch, until a fetch shows something
    QSet<WatchId> m_told;
    bool m_started = false;
    bool m_online = true;
};

}
