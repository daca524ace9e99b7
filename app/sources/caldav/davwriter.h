// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sources/caldav/davtalk.h"
#include "models/values/occurrence.h"

#include <QTimeZone>

namespace Windsock::CalDav {

/// What became of a write.
struct Written {
    enum class State {
        Confirmed, ///< read again afterwards, and it is as it was wanted
        Conflict, ///< the calendar has something else in its place: `there`, whose ETag is `etag`
        Refused, ///< `failure` says why; nothing was changed
        Unknown, ///< nobody knows whether it was done: neither the write nor the reading after it was answered
    };
    State state = State::Unknown;
    Failure failure; ///< of Refused and Unknown
    std::optional<Occurrence> there; ///< of Conflict; none where it cannot be read or is gone
    QByteArray etag;

    bool operator==(const Written &) const = default;
};

/// One wish of a person at one calendar: an event is to be added, to take the place of what is there, or to go. The
/// write is sent once and never again, only on the condition that the calendar is as the person saw it (If-None-Match,
/// If-Match); what became of it is read again, also where the answer was lost. Ends in exactly one ended(), never before
/// the call has returned.
///
/// An event of another calendar is copied under a name made from it, so that adding it twice finds the first copy. An
/// event of this very calendar is found by its UID.
class DavWriter : public QObject
{
    Q_OBJECT

public:
    struct Wish {
        Door door;
        QString calendar; ///< the calendar's path
        Occurrence event;
        QTimeZone viewer;
    };
    DavWriter(HttpClient &http, const Wish &wish, const Clock &clock, QObject *parent = nullptr);

    void add();
    /// Only where what is there still has the ETag.
    void replace(const QByteArray &etag);
    /// Only where it is still the event that the person saw.
    void remove();

Q_SIGNALS:
    void ended(const Windsock::CalDav::Written &written);

private:
    enum class Task { Add, Replace, Remove };
    void find(DavTalk::Answered then);
    void takeFound(const Result<Listing> &listing, const DavTalk::Answered &then);
    void put(const QByteArray &text, const QByteArray &etag);
    void removeFound(const Result<HttpAnswer> &found);
    void weigh(const Result<HttpAnswer> &answer);
    void readAgain();
    void takeAgain(const Result<HttpAnswer> &answer);
    void takeGone(const Result<HttpAnswer> &answer);
    std::optional<Occurrence> eventIn(const QByteArray &text) const;
    bool isWanted(const Occurrence &there) const;
    void end(const Written &written);
    void refuse(const Failure &failure);

    DavTalk m_talk;
    const Wish m_wish;
    const Clock m_clock;
    Task m_task = Task::Add;
    QString m_uid; ///< of the event in the calendar
    QString m_path; ///< of the object, empty until it is found
    Failure m_doubt; ///< why nobody knows whether the write was done
};

}
