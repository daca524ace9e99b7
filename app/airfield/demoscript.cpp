// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/airfield/demoscript.h"

#include "app/airfield/demopushes.h"

using namespace Qt::StringLiterals;

namespace Windsock {

using namespace Demo;

namespace {
void moveEvent(FieldWorlds &worlds, const QString &id, std::chrono::minutes by, bool cancelled)
{
    EventsWorld::Event event = worlds.events.event(s_group, id);
    event.start = event.start.addDuration(by);
    event.cancelled = cancelled;
    ++event.sequence;
    worlds.events.put(s_group, event);
}
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
