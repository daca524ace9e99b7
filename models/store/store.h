// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/storeopening.h"
#include "models/values/clock.h"

#include <QObject>
#include <QThread>

#include <expected>
#include <functional>
#include <memory>

namespace Windsock {

class Ledger;
struct LedgerEntry;

/// Keeps what the sources learnt, on a thread of its own: a thin shell round a Ledger. Every call returns at once
/// except close(); calls are carried out in their order, each in one transaction, and answered by signals. A call
/// that fails changes nothing, on the disk or in memory; it is told by failed() and may be made again.
class Store : public QObject
{
    Q_OBJECT

public:
    Store(const QString &file, Judge judge, Clock clock, std::chrono::seconds settleTime, QObject *parent = nullptr);
    ~Store() override;

    /// Answered by opened() or failed().
    void open();
    /// Facts and memories of watches that are not listed go, now and whenever the store is opened; so do those of a
    /// watch that came to mean something else. Later snapshots of unlisted watches are dropped.
    void setWatches(const QList<Watch> &watches);
    /// From the next tick on.
    void setSettleTime(std::chrono::seconds settleTime);
    /// Answered by remembered(), after changed() and noticesChanged(); where it fails by failed() and then
    /// remembered() with what was remembered before, so that the watch is fetched again from there.
    void apply(const Snapshot &snapshot);
    /// Time passes: pushes settle, events come near.
    void tick();
    /// A notice decided elsewhere. A key that was ever posted before is not posted again.
    void post(const Notice &notice);
    void markShown(const QString &key, const QDateTime &when);
    void markRead(const QStringList &keys);
    void withdraw(const QStringList &keys);
    void saveHealth(const SourceHealth &health);
    /// Nothing, or why the call changed nothing.
    using Outcome = std::expected<void, QString>;
    using Done = std::function<void(const Outcome &)>;
    /// The person says that these two facts are not one change, for ever and whatever else is learnt of them; and that
    /// they may be one after all. Answered by changed(), where that makes other threads, and by partingsChanged(), or by
    /// failed(); then by `done`, once, unless the store has gone before.
    void part(const Parting &parting, const Done &done = {});
    void rejoin(const Parting &parting, const Done &done = {});
    /// Finishes all that was asked before, closes the file and waits for it. Also done by the destructor.
    void close();

Q_SIGNALS:
    void opened(const Windsock::StoreOpening &opening);
    /// Never empty. A first snapshot that also brings news of facts other watches hold comes as two.
    void changed(const Windsock::ChangeSet &changes);
    /// New or altered.
    void noticesChanged(const QList<Windsock::Notice> &notices);
    void remembered(const Windsock::WatchMemory &memory);
    /// All there are now.
    void partingsChanged(const QList<Windsock::Parting> &partings);
    /// `what` is for the log and the details pane.
    void failed(const QString &what);

private:
    using Entry = std::expected<LedgerEntry, QString>;
    /// Runs `work` on the ledger, over there, and tells the outcome, last of all `done`.
    void record(std::function<Entry(Ledger &)> work, const Done &done = {});
    void tell(const Entry &entry);

    QThread m_thread;
    QObject *m_worker; ///< lives on m_thread; only a place to run on
    std::unique_ptr<Ledger> m_ledger; ///< touched on m_thread only
};

}
