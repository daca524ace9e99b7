// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/net/httpclient.h"
#include "app/poll/poller.h"

#include <QPointer>
#include <QSignalSpy>
#include <QTest>
#include <QTimeZone>

namespace Windsock {

/// A source that answers when the test says so.
class PuppetSource final : public Source
{
public:
    explicit PuppetSource(QList<QPointer<PuppetSource>> &asked)
        : m_asked(asked)
    {
    }
    void fetch(const FetchTask &given) override
    {
        task = given;
        ++fetches;
        m_asked.append(this);
    }
    void answer(const Result<Snapshot> &result) { Q_EMIT finished(result); }
    void answerAlso(const WatchId &sibling, const Result<Snapshot> &result) { Q_EMIT alsoFinished(sibling, result); }

    FetchTask task;
    int fetches = 0;

private:
    QList<QPointer<PuppetSource>> &m_asked;
};

/// A poller with a clock that the test moves and sources that the test answers for.
class PollWorld
{
public:
    PollWorld()
        : http([this] { return now; })
        , poller(
              http,
              [this](const Account &, QObject *, const auto &done) {
                  ++secretReads;
                  if (holdsSecrets) {
                      heldSecrets.append(done);
                  } else {
                      done(secret);
                  }
              },
              [this] { return now; })
    {
        poller.setSeed(7);
        poller.setSourceFactory([this](Service, HttpClient &) { return std::make_unique<PuppetSource>(asked); });
        QObject::connect(&poller, &Poller::healthChanged, &poller,
                         [this](const SourceHealth &told) { healths.insert(told.watch, told); });
        QObject::connect(&poller, &Poller::fetched, &poller,
                         [this](const Snapshot &snapshot) { snapshots.append(snapshot); });
        QObject::connect(&poller, &Poller::roundFinished, &poller, [this] { ++rounds; });
    }

    void addTree(const QString &account, const QString &tree, Service service = Service::Treeherder,
                 const QString &base = {})
    {
        const AccountId id(account);
        if (std::ranges::find(accounts, id, &Account::id) == accounts.end()) {
            accounts.append(
                {.id = id,
                 .service = service,
                 .baseUrl = QUrl(base.isEmpty() ? QStringLiteral("https://%1.example.org").arg(account) : base)});
        }
        const Watch::Kind kind = service == Service::Bugzilla ? Watch::Kind::Landings
            : service == Service::GitHub                      ? Watch::Kind::Repository
                                                              : Watch::Kind::Tree;
        watches.append({.id = WatchId(account + u'/' + tree), .account = id, .kind = kind, .target = tree});
    }

    void setUp(const QList<WatchMemory> &memories = {}, const QList<SourceHealth> &told = {})
    {
        poller.setUp(accounts, watches, memories, told);
    }
    void pass(std::chrono::milliseconds time)
    {
        now = now.addMSecs(time.count());
        poller.wake();
    }
    void settle() { QCoreApplication::processEvents(); }
    /// Starts, and lets the spread of the start go by.
    void startAll()
    {
        setUp();
        poller.start();
        pass(std::chrono::seconds(3));
    }
    SourceHealth health(const QString &watch) const { return healths.value(WatchId(watch)); }

    void answerGood(PuppetSource *source)
    {
        source->answer(Snapshot{.account = source->task.account.id,
                                .watch = source->task.watch.id,
                                .asOf = source->task.now,
                                .cursor = QStringLiteral("next")});
        settle();
    }
    /// Good news for the watch and for all that were asked with it.
    void answerTogether(PuppetSource *source)
    {
        for (const Sibling &sibling : source->task.siblings) {
            if (sibling.isAsked) {
                source->answerAlso(sibling.watch.id,
                                   Snapshot{.account = source->task.account.id,
                                            .watch = sibling.watch.id,
                                            .asOf = source->task.now,
                                            .cursor = QStringLiteral("next")});
            }
        }
        answerGood(source);
    }
    void answerBad(PuppetSource *source, const Failure &failure)
    {
        source->answer(Failed(failure));
        settle();
    }
    void store(const Snapshot &snapshot)
    {
        poller.remember({.watch = snapshot.watch, .cursor = snapshot.cursor, .asOf = snapshot.asOf});
    }
    /// Answers and stores whatever is asked until nothing more is.
    void answerAll()
    {
        while (!asked.isEmpty()) {
            PuppetSource *source = asked.takeFirst();
            answerGood(source);
            store(snapshots.last());
        }
    }

    QDateTime now{QDate(2026, 11, 21), QTime(12, 0), QTimeZone::UTC};
    Result<QByteArray> secret = QByteArrayLiteral("token");
    int secretReads = 0;
    bool holdsSecrets = false; ///< a read is answered when the test calls it
    QList<std::function<void(const Result<QByteArray> &)>> heldSecrets;
    int rounds = 0;
    QList<QPointer<PuppetSource>> asked;
    QList<Snapshot> snapshots;
    QHash<WatchId, SourceHealth> healths;
    QList<Account> accounts;
    QList<Watch> watches;
    HttpClient http;
    Poller poller;
};

}
