// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/airfield/airfield.h"
#include "app/application.h"
#include "tests/features/tollgate.h"

#include <QHash>
#include <QTemporaryDir>

#include <atomic>
#include <memory>
#include <optional>

class QJsonObject;

namespace Windsock {

/// Asks for everything there is to see of some repositories, again and again, as a web page does that keeps nothing: the
/// newest pushes and all pages of all their jobs.
class WholePage : public QObject
{
public:
    WholePage(const QUrl &base, const QStringList &repositories, const Clock &clock);

    /// Once; false where an answer was missing or not what it should be.
    bool refresh();
    /// How many jobs the last refresh saw.
    qsizetype jobs() const { return m_jobs; }

private:
    std::optional<QJsonObject> get(const QUrl &url);

    QUrl m_base;
    QStringList m_repositories;
    HttpClient m_http;
    qsizetype m_jobs = 0;
};

/// The recorded queues played within some minutes, watched by Windsock and by a page beside it, each through a gate of its
/// own that counts. Both ask once a minute of the world's clock, which both clients go by.
class WatchedHour : public QObject
{
public:
    /// What was spent by the end of a minute.
    struct Spent {
        Toll windsock;
        Toll page;
    };

    WatchedHour(const QStringList &repositories, int minutes);
    ~WatchedHour() override;

    /// Plays it; what went wrong, empty where nothing did.
    QString play();
    /// A minute each, sums from the beginning.
    const QList<Spent> &minutes() const { return m_spent; }
    Spent all() const { return m_spent.isEmpty() ? Spent() : m_spent.constLast(); }
    /// What Windsock and the page have seen in the end: the same.
    qsizetype jobsOfWindsock() const;
    qsizetype jobsOfPage() const { return m_page->jobs(); }
    int statesLeft(const QString &repository) const { return m_field.stepsLeft(repository); }

private:
    QString begin();
    bool poll();
    void step(int minute);

    QStringList m_repositories;
    int m_minutes;
    QTemporaryDir m_folder;
    std::atomic<qint64> m_now; ///< the store's thread asks, too
    Clock m_clock;
    Airfield m_field;
    std::unique_ptr<Tollgate> m_windsockGate;
    std::unique_ptr<Tollgate> m_pageGate;
    std::unique_ptr<Application> m_app;
    std::unique_ptr<WholePage> m_page;
    QList<Spent> m_spent;
    QHash<QString, int> m_states; ///< how many are to come when it begins
};

}
