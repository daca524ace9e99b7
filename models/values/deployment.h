// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/ids.h"

#include <QDateTime>
#include <QStringList>
#include <QUrl>

namespace Windsock {

/// One commit's way to one environment of a repository.
struct Deployment {
    enum class State {
        Waiting, ///< for an approval, or for another rule of the environment
        Queued,
        Running,
        Succeeded,
        Failed,
        Inactive, ///< another took its place
        Unknown,
    };

    AccountId account;
    qint64 id = 0; ///< the service's own, unique in the repository
    QString repository; ///< "owner/name"
    QString environment;
    QString branch; ///< the branch or tag that is deployed; empty where only the commit is told
    QString revision;
    QString creator; ///< login, empty where nobody is told
    State state = State::Unknown;
    QString reason; ///< what the last status says besides its state, plain, one line, may be empty
    QStringList approvers; ///< of Waiting: who may approve, logins and teams, at most 20; empty where it is not told
    QDateTime created; ///< UTC
    QDateTime updated; ///< UTC: when its state was last told
    QUrl url; ///< the log, else the environment's page, else empty

    QString key() const { return QStringLiteral("deploy/%1/%2").arg(repository, QString::number(id)); }
    Subject subject() const { return subjectOf(account, key()); }
    bool isOver() const { return state == State::Succeeded || state == State::Failed || state == State::Inactive; }

    bool operator==(const Deployment &) const = default;
};

/// "waiting", "queued", "running", "succeeded", "failed", "inactive", "unknown".
QString deploymentStateName(Deployment::State state);

}

Q_DECLARE_METATYPE(Windsock::Deployment)
