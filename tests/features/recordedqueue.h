// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDateTime>
#include <QJsonArray>
#include <QMap>

namespace Windsock {

/// What the recordings themselves say about a push.
struct RecordedVerdict {
    QString word = QStringLiteral("unknown");
    bool complete = false;
    QDateTime lastChange;
    int jobs = 0; ///< that count
};

/// A recorded landing queue, read from the files and added up here in its own plain way: what the app says about
/// it is held against this, so none of the app's reckoning is used.
class RecordedQueue
{
public:
    explicit RecordedQueue(const QString &repository)
        : m_repository(repository)
    {
    }

    /// The next recorded state comes on top of those read before.
    void read(const QString &state);

    const QMap<qint64, QString> &authors() const { return m_authors; }
    QMap<qint64, RecordedVerdict> verdicts() const;
    qsizetype jobCount() const { return m_jobs.size(); }

private:
    QString m_repository;
    QMap<qint64, QString> m_authors; ///< by push
    QMap<qint64, QJsonArray> m_jobs; ///< rows as recorded
};

/// Follows the verdicts from state to state and says which notices each must bring, as flight.h words them.
class ExpectedNews
{
public:
    /// The first state: known from now on, nothing to tell.
    void begin(const QMap<qint64, RecordedVerdict> &verdicts, const QDateTime &now);
    /// Only pushes among `pushes` are watched.
    QStringList next(const QMap<qint64, RecordedVerdict> &verdicts, const QDateTime &now, const QList<qint64> &pushes);

private:
    struct Told {
        QString word = QStringLiteral("unknown");
        bool settled = false;
        int jobs = 0;
    };
    QMap<qint64, Told> m_told;
};

}
