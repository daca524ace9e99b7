// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/airfield/fieldrequest.h"

#include <QDateTime>
#include <QObject>
#include <QUrl>

#include <chrono>
#include <memory>

namespace Windsock {

struct FieldWorlds;

/// Which Bugzilla the field plays: they differ in how a key is given and in what they can answer.
enum class BugzillaFlavour {
    Bmo, ///< key in the header X-BUGZILLA-API-KEY, /whoami, a ban for anonymous readers in a hurry
    Stock52, ///< key in the parameter api_key, the header is ignored, no /whoami
};

struct AirfieldOptions {
    QString dataDir; ///< the recorded data; empty: $WINDSOCK_AIRFIELD_DATA, the installed place, the source tree
    quint16 port = 0; ///< 0 takes a free one
    QByteArray token; ///< guards /control; empty: a random one
    /// Shifts all recorded times so that the recording's "now" is the field's, and moves mozilla-inbound's ids up by
    /// a million, so that all repositories fit into one living Treeherder; answers carry the field's time as their Date. Off: everything
    /// exactly as recorded.
    bool live = false;
    QDateTime start; ///< sets the clock before anything has a time; invalid: the machine's time, running
    double speed = 1.0; ///< of the scripted minute
    BugzillaFlavour bugzilla = BugzillaFlavour::Bmo;
};

/// The demo world: plays Treeherder, Bugzilla, GitHub, Lando, Meetup, Eventbrite, a calendar server, an iCalendar host and
/// lists of calls for papers on loopback, from recorded data where there is some. Tests use it in-process, drive its clock
/// and tell it to misbehave; windsock-airfield wraps it.
/// The secrets it takes are all "demo-token".
class Airfield : public QObject
{
    Q_OBJECT

public:
    explicit Airfield(const AirfieldOptions &options = {}, QObject *parent = nullptr);
    ~Airfield() override;

    /// Opens the field and, on a port of its own that no misbehaviour closes, the control. False: see errorString().
    [[nodiscard]] bool listen();
    QString errorString() const;
    quint16 port() const;
    quint16 controlPort() const;
    /// The calendar server has a door of its own, which no misbehaviour closes.
    quint16 calendarPort() const;
    QByteArray token() const;
    /// The base URL of "treeherder", "bugzilla", "github", "lando", "meetup", "eventbrite", "ics", "papers" or "caldav",
    /// without a trailing slash.
    QUrl url(const QString &service) const;

    /// The field's time; the machine's own until it is set. A set clock stands still.
    QDateTime now() const;
    void setNow(const QDateTime &now);
    void advance(std::chrono::seconds by);

    /// One step of "mozilla-inbound" (A then B), "autoland" (t0 to t6), "demo" (the next line of the script) or "all".
    /// Answers what happened, empty when nothing is left (or there is no such world).
    QString step(const QString &world);
    int stepsLeft(const QString &world) const;
    /// The services themselves (demoscript.h), for a test that stages what it wants to see.
    FieldWorlds &worlds();
    /// Plays the scripted minute in its time: happened() for each line, then played().
    void play();

    /// The next `times` (-1: all until calm()) requests below `prefix` go wrong. `how`: refuse, stall, cut, truncate,
    /// status:503, status:429:retry-after=30, html, wrongtypes, missing, unknown-enum, badrecord, redirect:URL,
    /// huge:BYTES, deep, gzip-bomb, badzone.ics, endless-rule.ics. "refuse" closes the whole field until calm().
    /// False where `how` is none of these.
    bool misbehave(const QString &prefix, const QString &how, int times = -1);
    void calm();

    /// What was asked of the services so far, oldest first; secrets are replaced by "(secret)".
    QList<FieldRequest> requests() const;
    void clearRequests();

Q_SIGNALS:
    void happened(const QString &what);
    void played();

private:
    class Private;
    std::unique_ptr<Private> d;
};

}
