// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/net/secretreader.h"
#include "app/poll/pollplan.h"
#include "app/sources/source.h"
#include "models/values/clock.h"
#include "models/values/sourcehealth.h"

#include <QHash>
#include <QSet>
#include <QTimer>

#include <functional>
#include <map>
#include <memory>
#include <random>
#include <set>

namespace Windsock {

class HttpClient;
struct WatchTurn;

using SourceFactory = std::function<std::unique_ptr<Source>(Service, HttpClient &)>;

/// Decides when each watch is fetched, and is the only place that tries again after a failure. One fetch at a time for
/// a watch, two for a host, six in all; a held host is left alone whoever asks. A watch whose snapshot went out rests
/// until remember() or storeFailed() has said what became of it. Of a service that answersTogether() the watches of an
/// account that are due within one interval ride with the first of them: one fetch answers for all.
class Poller : public QObject
{
    Q_OBJECT

public:
    Poller(HttpClient &http, SecretReader secrets, Clock clock, QObject *parent = nullptr);
    ~Poller() override;

    /// Before the first setUp(): other sources than makeSource()'s, and dice that fall the same each time.
    void setSourceFactory(SourceFactory factory);
    void setSeed(quint32 seed);

    /// At start and whenever accounts or watches have changed. What is under way for an unchanged watch goes on;
    /// memories and healths matter for watches that are new or changed. A host that held us back still does.
    void setUp(const QList<Account> &accounts, const QList<Watch> &watches, const QList<WatchMemory> &memories,
               const QList<SourceHealth> &healths);
    /// From the store, after it has stored the snapshot.
    void remember(const WatchMemory &memory);
    /// The store could not keep the watch's last snapshot: the next cycle asks again with the old memory.
    void storeFailed(const WatchId &watch);

    void start();
    /// Ends what is under way; nothing is fetched until start() or pollNow().
    void stop();
    /// Fetches every watch (or one) as soon as its host may be asked. Works without start(), too.
    void pollNow();
    void pollNow(const WatchId &watch);
    /// What the person did to the account (a new token) makes a fresh try worthwhile.
    void retryAccount(const AccountId &account);
    /// A line says that there may be news of these. Each is fetched soon, and once more when the service has had time to
    /// learn of it; a burst of looks makes one fetch, and looks without end one each lookSpacing(). Holds, failures'
    /// delays and the wait that a service wants stand. Watches that are not known are passed over.
    void look(const QList<WatchId> &watches);
    /// The watches of whose news a good line tells: they are polled toldSlowdown times less often. One that is no longer
    /// among them is polled as ever, at once where that is overdue.
    void setTold(const QSet<WatchId> &watches);

    void setOnline(bool online);
    void setSituation(PollSituation situation);
    /// The machine is back from sleep: everything is due, spread over a few seconds.
    void wokeUp();

    /// When there is next something to do, invalid when there is nothing to wait for.
    QDateTime nextDue() const;
    /// Does what is due. The timer calls it; so does a test that has moved its clock.
    void wake();

Q_SIGNALS:
    void fetched(const Windsock::Snapshot &snapshot);
    void healthChanged(const Windsock::SourceHealth &health);
    /// Every watch of a pollNow() has failed, is held back, or has answered and is stored.
    void roundFinished();

private:
    /// The fetches under way.
    struct Traffic {
        int all = 0;
        QHash<QString, int> ofHost;

        bool hasRoomFor(const WatchTurn &turn) const;
    };

    WatchTurn *turnOf(const WatchId &watch) const;
    std::unique_ptr<WatchTurn> freshTurn(const Account &account, const Watch &watch, const QList<WatchMemory> &memories,
                                         const QList<SourceHealth> &healths);
    void noteQuiet(WatchTurn &turn);
    std::chrono::seconds intervalOf(const WatchTurn &turn) const;
    QDateTime readyAt(const WatchTurn &turn) const;
    QDateTime lookAt(const WatchTurn &turn) const;
    bool isEligible(const WatchTurn &turn) const;
    Traffic traffic() const;
    void want(WatchTurn &turn);
    void begin(WatchTurn &turn);
    void enter(WatchTurn &turn, quint64 attempt, bool rides);
    QList<WatchTurn *> companions(const WatchTurn &turn) const;
    QList<WatchTurn *> ridersOf(quint64 attempt) const;
    void dropOrphans();
    FetchTask taskFor(const WatchTurn &turn, const QByteArray &secret) const;
    void fetch(WatchTurn &turn, const QByteArray &secret);
    void answered(const WatchId &watch, quint64 attempt, const Result<Snapshot> &result);
    void alsoAnswered(const WatchId &watch, quint64 attempt, const Result<Snapshot> &result);
    void failedTogether(WatchTurn &turn, const Failure &failure);
    void succeeded(WatchTurn &turn, const Snapshot &snapshot);
    void failed(WatchTurn &turn, const Failure &failure);
    void parkAccount(const WatchTurn &cause);
    void noteBlock(const QString &host, const Failure &failure);
    void bearBlock(WatchTurn &turn);
    void rest(WatchTurn &turn);
    void leaveRound(const WatchId &watch);
    void endRoundLater();
    void dropDeadRounds();
    void guardDeadlines(const QDateTime &now);
    void startWhatIsDue(const QDateTime &now);
    void tell(WatchTurn &turn);
    void tellHost(const QString &host);
    void schedule();
    std::chrono::milliseconds dice(std::chrono::milliseconds most);

    HttpClient &m_http;
    SecretReader m_secrets;
    Clock m_clock;
    SourceFactory m_factory;
    std::mt19937 m_random;
    QTimer m_timer;
    std::map<WatchId, std::unique_ptr<WatchTurn>> m_turns;
    std::set<WatchId> m_round;
    QSet<WatchId> m_told; ///< a good line tells of their news
    QHash<QString, Failure> m_blocks; ///< by host; over when the failure's `until` is
    quint64 m_attempts = 0; ///< of all watches: no two fetches have the same number, also not those of an edited watch
    PollSituation m_situation = PollSituation::Active;
    bool m_started = false;
    bool m_online = true;
};

}
