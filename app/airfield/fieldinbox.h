// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/airfield/fieldanswer.h"
#include "app/airfield/fieldclock.h"
#include "app/airfield/fieldrequest.h"

#include <QDateTime>
#include <QJsonObject>

#include <map>

namespace Windsock {

/// The notifications of the one person of the field's GitHub, in the shape of @octokit/openapi 23.0.2's example, with
/// Last-Modified, 304, X-Poll-Interval and pages as github/docs has them (content/rest/activity/notifications.md).
class FieldInbox
{
public:
    explicit FieldInbox(const FieldClock &clock);

    /// A new unread thread; answers its number. `type` as "PullRequest", `reason` as "mention"; `path` is what follows the
    /// repository in the API, "pulls/12", and may be empty.
    int add(const QString &repository, const QString &type, const QString &reason, const QString &title,
            const QString &path = {});
    /// Something new happened in the thread: it is unread again.
    void touch(int id, const QString &reason);
    /// As if it had been read on the page.
    void markRead(int id);
    bool isUnread(int id) const { return m_all.at(id).unread; }

    /// Seconds, told with each answer.
    void setPollInterval(int seconds) { m_pollInterval = seconds; }
    /// The token is of another kind from now on, and lets nobody read notifications.
    void refuse(bool refuses) { m_refuses = refuses; }

    static bool isItsPath(const QString &path);
    FieldAnswer answer(const QString &path, const FieldRequest &request);

private:
    struct One {
        QString repository;
        QString type;
        QString reason;
        QString title;
        QString path;
        QDateTime updated;
        bool unread = true;
        bool done = false;
    };
    QJsonObject jsonOf(int id, const One &one, const QString &host) const;
    FieldAnswer list(const FieldRequest &request) const;
    FieldAnswer thread(const QString &path, const FieldRequest &request);

    const FieldClock &m_clock;
    std::map<int, One> m_all;
    QDateTime m_modified; ///< when something new last came
    int m_pollInterval = 60;
    bool m_refuses = false;
};

}
