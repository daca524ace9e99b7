// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/store.h"

#include "models/store/ledger.h"

using namespace Qt::StringLiterals;

namespace Windsock {

Store::Store(const QString &file, Judge judge, Clock clock, std::chrono::seconds settleTime, QObject *parent)
    : QObject(parent)
    , m_worker(new QObject)
    , m_ledger(std::make_unique<Ledger>(file, std::move(judge), std::move(clock), settleTime))
{
    qRegisterMetaType<ChangeSet>();
    m_worker->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    m_thread.setObjectName(QStringLiteral("store"));
    m_thread.start();
}

Store::~Store()
{
    close();
}

void Store::close()
{
    if (!m_thread.isRunning()) {
        return;
    }
    QMetaObject::invokeMethod(m_worker, [this] { m_ledger->close(); }, Qt::BlockingQueuedConnection);
    m_thread.quit();
    m_thread.wait();
}

void Store::record(std::function<Entry(Ledger &)> work, const Done &done)
{
    if (!m_thread.isRunning()) {
        if (done) {
            done(std::unexpected(u"the store is closed"_s));
        }
        return;
    }
    QMetaObject::invokeMethod(m_worker, [this, work = std::move(work), done] {
        const Entry entry = work(*m_ledger);
        QMetaObject::invokeMethod(
            this,
            [this, entry, done] {
                tell(entry);
                if (done) {
                    done(entry ? Outcome() : std::unexpected(entry.error()));
                }
            },
            Qt::QueuedConnection);
    });
}

void Store::tell(const Entry &entry)
{
    if (!entry) {
        Q_EMIT failed(entry.error());
        return;
    }
    for (const ChangeSet &changes : entry->changes) {
        Q_EMIT changed(changes);
    }
    if (!entry->notices.isEmpty()) {
        Q_EMIT noticesChanged(entry->notices);
    }
    for (const WatchMemory &memory : entry->memories) {
        Q_EMIT remembered(memory);
    }
    if (entry->partings) {
        Q_EMIT partingsChanged(*entry->partings);
    }
}

void Store::open()
{
    if (!m_thread.isRunning()) {
        return;
    }
    QMetaObject::invokeMethod(m_worker, [this] {
        const auto opening = m_ledger->open();
        QMetaObject::invokeMethod(
            this,
            [this, opening] {
                if (opening) {
                    Q_EMIT opened(*opening);
                } else {
                    Q_EMIT failed(opening.error());
                }
            },
            Qt::QueuedConnection);
    });
}

void Store::setWatches(const QList<Watch> &watches)
{
    record([watches](Ledger &ledger) { return ledger.setWatches(watches); });
}

void Store::setSettleTime(std::chrono::seconds settleTime)
{
    record([settleTime](Ledger &ledger) {
        ledger.setSettleTime(settleTime);
        return Entry(LedgerEntry{});
    });
}

void Store::apply(const Snapshot &snapshot)
{
    record([this, snapshot](Ledger &ledger) {
        const Entry entry = ledger.apply(snapshot);
        if (!entry) {
            const LedgerEntry asBefore{.memories = {ledger.memory(snapshot.watch)}};
            QMetaObject::invokeMethod(
                this,
                [this, what = entry.error(), asBefore] {
                    tell(std::unexpected(what));
                    tell(asBefore);
                },
                Qt::QueuedConnection);
            return Entry(LedgerEntry{});
        }
        return entry;
    });
}

void Store::tick()
{
    record([](Ledger &ledger) { return ledger.tick(); });
}

void Store::post(const Notice &notice)
{
    record([notice](Ledger &ledger) { return ledger.post(notice); });
}

void Store::markShown(const QString &key, const QDateTime &when)
{
    record([key, when](Ledger &ledger) { return ledger.markShown(key, when); });
}

void Store::markRead(const QStringList &keys)
{
    record([keys](Ledger &ledger) { return ledger.markRead(keys); });
}

void Store::withdraw(const QStringList &keys)
{
    record([keys](Ledger &ledger) { return ledger.withdraw(keys); });
}

void Store::saveHealth(const SourceHealth &health)
{
    record([health](Ledger &ledger) { return ledger.saveHealth(health); });
}

void Store::part(const Parting &parting, const Done &done)
{
    record([parting](Ledger &ledger) { return ledger.part(parting); }, done);
}

void Store::rejoin(const Parting &parting, const Done &done)
{
    record([parting](Ledger &ledger) { return ledger.rejoin(parting); }, done);
}

}
