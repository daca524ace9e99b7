// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/airfield/demoscript.h"

#include <QCryptographicHash>
#include <QTimeZone>

#include <array>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
constexpr qint64 s_firstPush = 2'000'000;
const QString s_me = u"dev@demo.test"_s;
const QString s_pal = u"pal@demo.test"_s;
const QString s_repository = u"windsock-demo/windsock"_s;
const QString s_group = u"windsock-demo"_s;
const QString s_tree = u"firefox-autoland"_s;
constexpr qint64 s_job = 5001; ///< Lando's, of "unfold lines"

QString revisionOf(qint64 push)
{
    return QString::fromLatin1(QCryptographicHash::hash(QByteArray::number(push), QCryptographicHash::Sha1).toHex());
}

/// The jobs every push of "demo" has.
struct JobKind {
    const char *group;
    const char *groupSymbol;
    const char *symbol;
    const char *type;
    const char *platform;
    const char *option;
};

constexpr std::array s_kinds{
    JobKind{"Builds", "B", "B", "build-linux64/opt", "linux64", "opt"},
    JobKind{"Builds", "B", "B", "build-win64/debug", "windows11-64-24h2", "debug"},
    JobKind{"Mochitests", "M", "1", "test-linux1804-64-qr/opt-mochitest-1", "linux1804-64-qr", "opt"},
    JobKind{"Mochitests", "M", "2", "test-linux1804-64-qr/opt-mochitest-2", "linux1804-64-qr", "opt"},
    JobKind{"Reftests", "R", "R1", "test-windows11-64-24h2/debug-reftest-1", "windows11-64-24h2", "debug"},
    JobKind{"Xpcshell tests", "X", "X1", "test-macosx1470-64/opt-xpcshell-1", "macosx1470-64", "opt"},
};

qint64 jobId(int n, size_t kind, int again = 0)
{
    return (s_firstPush + n) * 100 + qint64(kind) + 10 * again;
}

/// The job of push `n` (1, 2, ...) of kind `kind`; `again` tells retriggers apart.
void job(FieldWorlds &worlds, int n, size_t kind, const char *state, const char *result, int classification = 1,
         int again = 0)
{
    const JobKind &what = s_kinds.at(kind);
    const qint64 push = s_firstPush + n;
    const qint64 id = jobId(n, kind, again);
    const auto word = [](const char *text) { return QJsonValue(QString::fromLatin1(text)); };
    const qint64 now = worlds.clock.now().toMSecsSinceEpoch() * 1000;
    const QString task =
        QString::fromLatin1(QByteArray::number(id).toBase64(QByteArray::OmitTrailingEquals)).leftJustified(22, u'A');
    const QJsonArray row{classification,
                         id,
                         word(what.group),
                         word(what.groupSymbol),
                         word(what.type),
                         word(what.symbol),
                         RepositoryState::timeText(now),
                         word(what.platform),
                         push,
                         revisionOf(push),
                         word(result),
                         revisionOf(id),
                         word(state),
                         1,
                         task,
                         0,
                         12,
                         word(what.option)};
    QJsonArray rows;
    rows.append(row);
    worlds.treeherder.demo().mergeJobs(rows, now);
}

void jobs(FieldWorlds &worlds, int n, const QList<size_t> &kinds, const char *state, const char *result)
{
    for (const size_t kind : kinds) {
        job(worlds, n, kind, state, result);
    }
}

void push(FieldWorlds &worlds, const QDateTime &when, int n, const QString &author, const QString &message)
{
    const qint64 id = s_firstPush + n;
    const QJsonObject commit{{u"result_set_id"_s, id},
                             {u"repository_id"_s, 1051},
                             {u"revision"_s, revisionOf(id)},
                             {u"author"_s, u"%1 <%2>"_s.arg(author.section(u'@', 0, 0), author)},
                             {u"comments"_s, message}};
    worlds.treeherder.demo().addPush({{u"id"_s, id},
                                      {u"revision"_s, revisionOf(id)},
                                      {u"author"_s, author},
                                      {u"branch"_s, QJsonValue::Null},
                                      {u"revisions"_s, QJsonArray{commit}},
                                      {u"revision_count"_s, 1},
                                      {u"push_timestamp"_s, when.toSecsSinceEpoch()},
                                      {u"repository_id"_s, 1051}});
    jobs(worlds, n, {0, 1, 2, 3, 4, 5}, "pending", "unknown");
}

void moveEvent(FieldWorlds &worlds, const QString &id, std::chrono::minutes by, bool cancelled)
{
    EventsWorld::Event event = worlds.events.event(s_group, id);
    event.start = event.start.addDuration(by);
    event.cancelled = cancelled;
    ++event.sequence;
    worlds.events.put(s_group, event);
}

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

const QList<DemoScript::Line> &DemoScript::lines()
{
    using W = FieldWorlds;
    static const QList<Line> s_lines{
        {2,
         u"demo: the builds of \"unfold lines\" are done, its tests start"_s,
         {},
         [](W &w) {
             jobs(w, 2, {0, 1}, "completed", "success");
             jobs(w, 2, {2, 3, 4, 5}, "running", "unknown");
         }},
        {5,
         u"Bugzilla: bug 1800001 is queued"_s,
         {},
         [](W &w) { w.bugzilla.setWhiteboard(1800001, u"[autoland-in-queue]"_s); }},
        {6,
         u"Treestatus: firefox-autoland is closed"_s,
         {},
         [](W &w) { w.lando.setTree(s_tree, u"closed"_s, u"The builders are out of disk space"_s, {u"infra"_s}); }},
        {8,
         u"GitHub: a check of pull request 41 fails"_s,
         {},
         [](W &w) {
             w.github.setChecks(s_repository, 41,
                                {{u"build"_s, u"SUCCESS"_s}, {u"test"_s, u"FAILURE"_s}, {u"lint"_s, u"SUCCESS"_s}});
         }},
        {9,
         u"Lando: job 5001 is deferred"_s,
         {},
         [](W &w) { w.lando.setJob(s_job, u"DEFERRED"_s, u"Tree firefox-autoland is closed - retrying later."_s); }},
        {10, {}, u"autoland"_s, {}},
        {12,
         u"demo: a mochitest fails, the push is orange"_s,
         {},
         [](W &w) {
             job(w, 2, 3, "completed", "testfailed");
             w.treeherder.addFailureLine(jobId(2, 3),
                                         u"TEST-UNEXPECTED-FAIL | parser/test_unfold.js | Test timed out."_s,
                                         {{.id = 1799123, .summary = u"Intermittent parser/test_unfold.js"_s}});
             w.treeherder.addLog(jobId(2, 3), u"live_backing_log"_s,
                                 u"https://tc.demo.test/api/queue/v1/task/demo/runs/0/artifacts/public/logs/live.log"_s);
         }},
        {15,
         u"Bugzilla: bug 1800002 gets its review"_s,
         {},
         [](W &w) { w.bugzilla.setFlag(1800002, 9002, u"review"_s, u"+"_s, s_pal); }},
        {17,
         u"demo: another push arrives"_s,
         {},
         [](W &w) { push(w, w.clock.now(), 3, s_pal, u"Bug 1800011 - Oil the hinges r=dev"_s); }},
        {18, {}, u"autoland"_s, {}},
        {20, {}, u"mozilla-inbound"_s, {}},
        {22, u"demo: the failed mochitest is retriggered"_s, {}, [](W &w) { job(w, 2, 3, "running", "unknown", 1, 1); }},
        {24, {}, u"autoland"_s, {}},
        {26,
         u"Meetup: the breakfast moves by an hour"_s,
         {},
         [](W &w) { moveEvent(w, u"1002"_s, std::chrono::hours(1), false); }},
        {28,
         u"Bugzilla: bug 1800002 is queued"_s,
         {},
         [](W &w) { w.bugzilla.setWhiteboard(1800002, u"[autoland-in-queue]"_s); }},
        {30, {}, u"autoland"_s, {}},
        {32,
         u"GitHub: all checks of pull request 41 pass after a new commit"_s,
         {},
         [](W &w) {
             w.github.setChecks(s_repository, 41,
                                {{u"build"_s, u"SUCCESS"_s}, {u"test"_s, u"SUCCESS"_s}, {u"lint"_s, u"SUCCESS"_s}});
         }},
        {33, u"Treestatus: firefox-autoland is open again"_s, {}, [](W &w) { w.lando.setTree(s_tree, u"open"_s); }},
        {34,
         u"demo: the retriggered mochitest passes, the failure is classified as intermittent"_s,
         {},
         [](W &w) {
             job(w, 2, 3, "completed", "success", 1, 1);
             job(w, 2, 3, "completed", "testfailed", 4);
         }},
        {36,
         u"GitHub: pull request 41 is approved"_s,
         {},
         [](W &w) {
             w.github.set(s_repository, 41, {{u"reviewDecision"_s, u"APPROVED"_s}, {u"mergeStateStatus"_s, u"CLEAN"_s}});
         }},
        {37, u"Lando: job 5001 is in progress"_s, {}, [](W &w) { w.lando.setJob(s_job, u"IN_PROGRESS"_s); }},
        {38,
         u"demo: \"unfold lines\" is complete and green"_s,
         {},
         [](W &w) { jobs(w, 2, {2, 4, 5}, "completed", "success"); }},
        {39,
         u"Lando: job 5001 has landed"_s,
         {},
         [](W &w) {
             const QString git = revisionOf(s_job);
             w.lando.addCommit(git, revisionOf(s_firstPush + 2));
             w.lando.setJob(s_job, u"LANDED"_s, {}, git);
         }},
        {40,
         u"Bugzilla: bug 1800001 has landed"_s,
         {},
         [](W &w) {
             w.bugzilla.setWhiteboard(1800001, {});
             w.bugzilla.resolve(1800001, u"FIXED"_s);
         }},
        {42, {}, u"autoland"_s, {}},
        {44, u"Meetup: the workshop is cancelled"_s, {}, [](W &w) { moveEvent(w, u"1003"_s, {}, true); }},
        {46,
         u"GitHub: pull request 41 enters the merge queue"_s,
         {},
         [](W &w) {
             w.github.enqueue(s_repository, 41, u"demo-dev"_s);
             w.github.setQueueState(s_repository, 41, u"AWAITING_CHECKS"_s);
         }},
        {48,
         u"demo: a build of \"oil the hinges\" is busted"_s,
         {},
         [](W &w) {
             jobs(w, 3, {0}, "completed", "success");
             jobs(w, 3, {1}, "completed", "busted");
             w.treeherder.addFailureLine(jobId(3, 1), u"hinges.cpp(42): error C2065: 'oil': undeclared identifier"_s);
         }},
        {50, {}, u"autoland"_s, {}},
        {52, u"GitHub: pull request 41 is merged"_s, {}, [](W &w) { w.github.merge(s_repository, 41); }},
        {54,
         u"Bugzilla: bug 1800002 has landed"_s,
         {},
         [](W &w) {
             w.bugzilla.setWhiteboard(1800002, {});
             w.bugzilla.resolve(1800002, u"FIXED"_s);
         }},
        {57,
         u"demo: the other jobs of \"oil the hinges\" are cancelled"_s,
         {},
         [](W &w) { jobs(w, 3, {2, 3, 4, 5}, "completed", "usercancel"); }},
    };
    return s_lines;
}

}
