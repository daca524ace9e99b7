// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What is there when the demo's world begins.

#include "app/airfield/demopushes.h"

#include <QCryptographicHash>
#include <QTimeZone>

namespace Windsock {

using namespace Demo;

namespace {
void prepareEvents(EventsWorld &events, const QDateTime &now)
{
    const QDateTime minute = QDateTime::fromSecsSinceEpoch(now.toSecsSinceEpoch() / 60 * 60, QTimeZone::utc());
    events.addCalendar(s_group, u"Windsock Flyers"_s);
    events.put(s_group,
               {.id = u"1001"_s,
                .title = u"Ask a release engineer"_s,
                .place = u"Hangar 2"_s,
                .start = minute.addSecs(14 * 60),
                .rsvps = 23});
    events.put(s_group,
               {.id = u"1002"_s,
                .title = u"Build sheriffs' breakfast"_s,
                .place = u"Canteen"_s,
                .start = minute.addSecs(20 * 3600),
                .rsvps = 8});
    events.put(s_group,
               {.id = u"1003"_s, .title = u"Patch writing workshop"_s, .start = minute.addDays(3), .rsvps = 41});
    events.addCalendar(u"demo"_s, u"Team calendar"_s);
    events.put(u"demo"_s,
               {.id = u"2001"_s,
                .title = u"Stand-up"_s,
                .start = minute.addSecs(90 * 60),
                .length = std::chrono::minutes(15),
                .rule = u"FREQ=DAILY;COUNT=20"_s});
    events.put(u"demo"_s, {.id = u"2002"_s, .title = u"Soft code freeze"_s, .start = minute.addDays(2), .allDay = true});
}

void prepareEventbrite(EventbriteWorld &eventbrite, const QDateTime &now)
{
    const QDateTime hour = QDateTime::fromSecsSinceEpoch(now.toSecsSinceEpoch() / 3600 * 3600, QTimeZone::utc());
    const QString society = u"organizations/4711"_s;
    eventbrite.addList(society, u"Airfield Society"_s);
    eventbrite.put(society,
                   {.id = u"3001"_s,
                    .title = u"Open hangar day"_s,
                    .place = u"Hangar 1"_s,
                    .start = hour.addSecs(5 * 86400),
                    .length = std::chrono::hours(3),
                    .sold = 64});
}

/// An event of the calendar server's calendar, as another program wrote it there.
QByteArray calendarObject(const QByteArray &uid, const QByteArray &title, const QDateTime &start)
{
    const QByteArray when = start.toUTC().toString(u"yyyyMMdd'T'HHmmss'Z'"_s).toLatin1();
    return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Windsock//Airfield//EN\r\nBEGIN:VEVENT\r\nUID:" + uid
        + "\r\nDTSTAMP:" + when + "\r\nDTSTART:" + when + "\r\nDURATION:PT1H\r\nSUMMARY:" + title
        + "\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
}

void prepareCalendars(CalDavWorld &calendars, const QDateTime &now)
{
    const QDateTime hour = QDateTime::fromSecsSinceEpoch(now.toSecsSinceEpoch() / 3600 * 3600, QTimeZone::utc());
    calendars.addCalendar(u"own"_s, u"My calendar"_s, u"#3daee9"_s);
    calendars.put(u"own"_s, u"dentist.ics"_s, calendarObject("dentist@demo.test", "Dentist", hour.addSecs(27 * 3600)));
    calendars.addCalendar(u"crew"_s, u"Crew roster"_s, u"#f67400"_s, false);
    calendars.put(u"crew"_s, u"duty.ics"_s, calendarObject("duty@demo.test", "On duty: demo-pal", hour.addDays(4)));
}

/// Two pushes to the branch of a GitHub repository: all green, and one whose tests fail.
void prepareBranch(FieldRuns &runs)
{
    const auto push = [&runs](const QString &message, const QString &who, const QString &tests) {
        const FieldRuns::Head head{.repository = s_repository,
                                   .branch = u"main"_s,
                                   .revision = QString::fromLatin1(
                                       QCryptographicHash::hash(message.toUtf8(), QCryptographicHash::Sha1).toHex()),
                                   .message = message,
                                   .who = who};
        const qint64 checks = runs.add(head, u"Checks"_s, u"push"_s);
        runs.setJob(checks, u"debian"_s, u"completed"_s, u"success"_s);
        runs.setJob(checks, u"sanitizers"_s, u"completed"_s, tests);
        runs.end(checks, tests);
        const qint64 pages = runs.add(head, u"Pages"_s, u"push"_s);
        runs.setJob(pages, u"publish"_s, u"completed"_s, u"success"_s);
        runs.end(pages, u"success"_s);
    };
    push(u"Turn the sock by the wind of the last minute"_s, u"demo-pal"_s, u"success"_s);
    push(u"Let the sock hang when nobody measures"_s, u"demo-dev"_s, u"failure"_s);
}

/// Conferences whose calls close in some time, later and on a day that nobody tells: none so soon that it is reminded of.
void preparePapers(PapersWorld &papers, QDate today)
{
    papers.put(u"demo"_s, today.year(),
               {{.name = u"Crosswind Days"_s,
                 .city = u"Kiel"_s,
                 .country = u"Germany"_s,
                 .closes = today.addDays(12),
                 .from = today.addDays(95)},
                {.name = u"Build Farm Summit"_s,
                 .city = u"Leeds"_s,
                 .country = u"U.K."_s,
                 .closes = today.addDays(24),
                 .from = today.addDays(120),
                 .days = 3},
                {.name = u"Landing Queue Colloquium"_s, .closes = {}, .from = today.addDays(70), .days = 1}});
}
}

void DemoScript::prepare(FieldWorlds &worlds)
{
    const QDateTime now = worlds.clock.now();
    push(worlds, now.addSecs(-3600), 1, s_pal, u"Bug 1800010 - Sweep the runway r=dev"_s);
    jobs(worlds, 1, {0, 1, 2, 3, 4, 5}, "completed", "success");
    push(worlds, now.addSecs(-300), 2, s_me, u"Bug 1800001 - Teach the parser to unfold lines r=pal"_s);
    jobs(worlds, 2, {0, 1}, "running", "unknown");

    worlds.bugzilla.addBug(1800001, u"Teach the parser to unfold lines"_s, u"[autoland-try:-b do -p linux64 -u all]"_s,
                           s_me);
    worlds.bugzilla.addPatch(1800001, 9001, u"Unfold lines before parsing"_s);
    worlds.bugzilla.setFlag(1800001, 9001, u"review"_s, u"+"_s, s_pal);
    worlds.bugzilla.addBug(1800002, u"Do not blink while the tree is closed"_s, u"[autoland-mozilla-inbound]"_s, s_me);
    worlds.bugzilla.addPatch(1800002, 9002, u"Stop the blinking"_s);
    worlds.bugzilla.setFlag(1800002, 9002, u"review"_s, u"?"_s, s_pal);
    worlds.bugzilla.addBug(1800003, u"Paint the windsock orange"_s, u"[autoland-mozilla-inbound]"_s, s_pal);
    worlds.bugzilla.addPatch(1800003, 9003, u"A brighter orange"_s);
    worlds.bugzilla.setFlag(1800003, 9003, u"review"_s, u"?"_s, s_me);

    worlds.github.addPull(s_repository, 41, u"Unfold lines before parsing"_s, u"demo-dev"_s);
    worlds.github.setChecks(s_repository, 41, {{u"build"_s, {}}, {u"test"_s, {}}, {u"lint"_s, {}}});
    worlds.github.addPull(s_repository, 42, u"Draw the windsock in high contrast"_s, u"demo-pal"_s);
    worlds.github.setChecks(s_repository, 42,
                            {{u"build"_s, u"SUCCESS"_s}, {u"test"_s, u"SUCCESS"_s}, {u"lint"_s, u"SUCCESS"_s}});
    worlds.github.addPull(s_repository, 43, u"Try another propeller"_s, u"demo-dev"_s);
    worlds.github.set(s_repository, 43, {{u"isDraft"_s, true}, {u"mergeStateStatus"_s, u"DRAFT"_s}});

    FieldInbox &inbox = worlds.github.inbox();
    inbox.add(s_repository, u"Release"_s, u"subscribed"_s, u"Windsock 0.1"_s, u"releases/11"_s);
    inbox.add(s_repository, u"CheckSuite"_s, u"ci_activity"_s, u"Nightly run failed for main branch"_s);
    inbox.add(s_repository, u"Discussion"_s, u"comment"_s, u"Which way should the sock turn?"_s);
    inbox.add(s_repository, u"Issue"_s, u"assign"_s, u"The sock hangs upside down at midnight"_s, u"issues/38"_s);

    prepareBranch(worlds.github.runs());

    worlds.lando.setTree(s_tree, u"open"_s);
    worlds.lando.setTree(u"firefox-main"_s, u"open"_s);
    worlds.lando.setTree(u"firefox-beta"_s, u"approval required"_s, u"The release is near"_s, {u"planned"_s});
    worlds.lando.setTree(u"try"_s, u"open"_s);
    worlds.lando.addJob({.number = s_job,
                         .repository = s_tree,
                         .requester = s_me,
                         .messages = {u"Bug 1800001 - Teach the parser to unfold lines r=pal"_s}});

    prepareEvents(worlds.events, now);
    prepareEventbrite(worlds.eventbrite, now);
    prepareCalendars(worlds.calendars, now);
    preparePapers(worlds.papers, now.date());
}

}
