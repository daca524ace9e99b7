// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sources/caldav/davtalk.h"

#include <QSet>

namespace Windsock::CalDav {

/// One calendar of an account.
struct Calendar {
    QString path; ///< a watch's target
    QString name; ///< as the server shows it; never empty
    QString colour; ///< "#rrggbb", empty where none is told
    bool canWrite = true; ///< as far as is known
    bool operator==(const Calendar &) const = default;
};

/// Which of an answer's resources are calendars with events, in the order of their names.
QList<Calendar> calendarsIn(const Listing &listing);

/// Finds an account's calendars (RFC 6764, RFC 5397, RFC 4791 6.2.1): the account's own address, else
/// /.well-known/caldav on its host, says who we are; that says where our calendars are; and there they are listed. An
/// address of a home or of a single calendar will do, too. Ends in exactly one found(), never before begin() has returned.
class DavDirectory : public QObject
{
    Q_OBJECT

public:
    DavDirectory(HttpClient &http, const Door &door, Clock clock, QObject *parent = nullptr);
    void begin();

Q_SIGNALS:
    void found(const Windsock::Result<QList<Windsock::CalDav::Calendar>> &calendars);

private:
    void askPrincipal(const QString &path);
    void takePrincipal(const Listing &listing);
    void askElsewhere(const Failure &failure);
    void askHome(const QString &principal);
    void takeHomes(const QStringList &homes, const QUrl &asked);
    void askNextHome();
    void fail(const Failure &failure);
    void end();

    DavTalk m_talk;
    QStringList m_doors; ///< paths that are still to be tried
    QStringList m_homes; ///< paths that are still to be listed
    QList<Calendar> m_calendars;
};

}
