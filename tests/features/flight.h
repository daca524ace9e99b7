// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/airfield/airfield.h"
#include "app/application.h"

#include <QTemporaryDir>

#include <atomic>
#include <map>
#include <memory>

namespace Windsock {

/// The whole app without a screen, with a profile of its own and a clock the test moves, over real HTTP against
/// airfields in the same process. The steps of a story: what is given, what happens, what a person then sees.
class Flight : public QObject
{
public:
    explicit Flight(const QDateTime &now);
    ~Flight() override;

    // Given
    /// An airfield named `name`, opened at its first use. Its clock stands at the flight's time.
    Airfield &field(const QString &name);
    /// Another world at the same address, as if the service had been put back to its beginning.
    void replaceField(const QString &name);
    /// An account at the airfield of the same name; the token is the airfields' own where one is wanted.
    void addAccount(const QString &id, Service service, bool token = false);
    /// The same at the airfield `name`, which others may share.
    void addAccountAt(const QString &name, const QString &id, Service service, bool token = false);
    void addWatch(const QString &id, Watch::Kind kind, const QString &target, const QString &who = {});

    // When
    void open();
    void close();
    void restart();
    /// Asks every watch once and waits until all is in the store.
    PollReport poll();
    void setNow(const QDateTime &now) { m_now = now.toMSecsSinceEpoch(); }
    QDateTime now() const { return QDateTime::fromMSecsSinceEpoch(m_now, QTimeZone::utc()); }
    /// Time passes in the store.
    void tick() { app().store().tick(); }

    // Then
    Application &app() { return *m_app; }
    /// The notices that came since the last call, "push/4 push-bad red", sorted.
    QStringList takeNews();
    QStringList news() const { return m_news; }
    /// All notices that ever came, by key, as they are now.
    const std::map<QString, Notice> &notices() const { return m_notices; }
    /// The lines of the notices of an account in that state.
    QStringList noticesOf(const QString &account, Notice::State state) const;
    /// What the models show of an account, a line a fact.
    QStringList facts(const QString &account);
    SourceHealth health(const QString &watch);

private:
    void hear(const QList<Notice> &notices);

    QTemporaryDir m_dir;
    std::atomic<qint64> m_now; ///< the store's thread asks, too
    std::map<QString, std::unique_ptr<Airfield>> m_fields;
    QList<AccountId> m_withToken;
    std::unique_ptr<Application> m_app;
    std::map<QString, Notice> m_notices;
    QStringList m_news;
};

/// "push/4 push-bad red": the subject without its account, the kind, and what the notice's key says came of it.
QString noticeLine(const Notice &notice);

}
