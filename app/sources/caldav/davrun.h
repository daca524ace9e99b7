// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sources/caldav/davsnapshot.h"
#include "app/sources/caldav/davtalk.h"

#include <QSet>

namespace Windsock::CalDav {

/// One fetch of one calendar, from begin() to exactly one ended().
///
/// Known since today and with a sync-token: one sync-collection, then the objects that changed. Else what the calendar
/// says of itself, the list of its objects with an event in the kept time, and those whose ETag is new. A sync that is
/// refused, too large or cannot be read becomes the second; so does a calendar whose objects could not be kept.
class DavRun : public QObject
{
    Q_OBJECT

public:
    DavRun(HttpClient &http, const FetchTask &task, const QTimeZone &viewer, QObject *parent = nullptr);
    void begin();

Q_SIGNALS:
    void ended(const Windsock::Result<Windsock::Snapshot> &result);

private:
    void askChanges();
    void takeChanges(const Listing &listing);
    bool takeChange(const Listing &listing, const Response &response);
    void askState();
    void takeState(const Listing &listing);
    void askList();
    void takeList(const Listing &listing);
    void divide(const QStringList &paths);
    void askObjects();
    void takeObjects(const QStringList &asked, const Listing &listing);
    void leaveOut(const QStringList &asked, const QString &why);
    void end();
    void endUnchanged();
    void fail(const Failure &failure);

    const FetchTask m_task;
    const QTimeZone m_viewer;
    DavTalk m_talk;
    QString m_calendar;
    Cursor m_before;
    CalendarRead m_read; ///< as it becomes
    QSet<QString> m_changed; ///< paths of a sync that are to be read
    bool m_seesChanges = false;
    int m_pages = 0;
    QList<QStringList> m_toRead;
};

}
