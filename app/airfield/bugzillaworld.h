// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/airfield/airfield.h"
#include "app/airfield/fieldanswer.h"
#include "app/airfield/fieldclock.h"
#include "app/airfield/fieldrequest.h"

#include <QJsonArray>
#include <QJsonObject>

#include <map>

namespace Windsock {

/// The field's Bugzilla: made-up bugs, answered as a stock 5.2 or bugzilla.mozilla.org answers, errors included.
class BugzillaWorld
{
public:
    BugzillaWorld(const FieldClock &clock, BugzillaFlavour flavour);

    /// `path` is what follows "/bugzilla/rest".
    FieldAnswer answer(const QString &path, const FieldRequest &request);

    /// What the script does. Every change moves the bug's last_change_time.
    void addBug(qint64 id, const QString &summary, const QString &whiteboard, const QString &assignee);
    void setWhiteboard(qint64 id, const QString &whiteboard);
    void resolve(qint64 id, const QString &resolution);
    void addPatch(qint64 bug, qint64 id, const QString &title);
    void setObsolete(qint64 bug, qint64 patch);
    void setKeywords(qint64 id, const QStringList &keywords);
    void addComment(qint64 bug, const QString &text, const QString &who);
    /// Nobody sees the bug any more: searches leave it out, and who asks for it by number is refused (code 102).
    void hide(qint64 id);
    /// `status` is "?", "+" or "-"; the same flag is changed where it is there.
    void setFlag(qint64 bug, qint64 patch, const QString &name, const QString &status, const QString &who);

private:
    struct Bug {
        QJsonObject object;
        QJsonArray attachments;
        QJsonArray comments;
        bool isHidden = false;
    };
    /// Who counts how often an anonymous reader comes, and shuts the door.
    struct Ban {
        QList<QDateTime> reads;
        QDateTime until;
    };

    FieldAnswer route(const QString &path, const FieldRequest &request);
    FieldAnswer search(const FieldRequest &request) const;
    FieldAnswer bug(const QString &ids, const FieldRequest &request) const;
    FieldAnswer ofBugs(const QStringList &ids, const QString &what, const FieldRequest &request) const;
    FieldAnswer refusal(const QString &id) const;
    FieldAnswer error(int status, int code, const QString &message) const;
    bool isBanned(const FieldRequest &request, bool counted, bool anonymous);
    QString text() const;
    void touch(Bug &bug);

    const FieldClock &m_clock;
    BugzillaFlavour m_flavour;
    std::map<qint64, Bug> m_bugs;
    Ban m_ban;
    int m_lastFlag = 0;
    int m_lastComment = 0;
};

}
