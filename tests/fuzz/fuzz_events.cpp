// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/eventbrite/eventbritecursor.h"
#include "app/sources/eventbrite/eventbriteparser.h"
#include "app/sources/eventbrite/eventbriterequests.h"
#include "app/sources/github/actionscursor.h"
#include "app/sources/github/actionsparser.h"
#include "app/sources/github/branchpush.h"
#include "app/sources/github/deploymentparser.h"
#include "app/sources/github/githubfailure.h"
#include "app/sources/github/githubparser.h"
#include "app/sources/github/inboxparser.h"
#include "app/sources/ical/calendarfeed.h"
#include "app/sources/ical/icalscreen.h"
#include "app/sources/jsonread.h"
#include "app/sources/meetup/meetupparser.h"
#include "app/sources/papers/papersparser.h"
#include "tests/fuzz/mutate.h"
#include "tests/sources/github/pullsamples.h"

#include <QTimeZone>

using namespace Windsock;

static const QDateTime s_now(QDate(2026, 11, 21), QTime(12, 0), QTimeZone::UTC);

static void feedJson(const QByteArray &bytes)
{
    (void)parseOpenPulls(bytes, s_now);
    (void)parsePullsByNumber(bytes, 3, s_now);
    (void)parseRequiredChecks(bytes, 3, s_now);
    (void)parseDeployments(bytes, s_now);
    (void)parseInbox(bytes, QUrl(QStringLiteral("https://api.github.com")));
    (void)parseWaitingRuns(bytes);
    (void)parseWorkflowRun(bytes);
    (void)parseDefaultBranch(bytes);
    (void)parseFailedSteps(bytes);
    (void)ActionsCursor::fromText(QString::fromUtf8(bytes));
    if (const Result<WorkflowRuns> runs = parseWorkflowRuns(bytes)) {
        (void)branchPush(QStringLiteral("o/n@main"), runs->runs);
    }
    if (Result<RunJobs> jobs = parseRunJobs(bytes, QStringLiteral("CI"))) {
        settleAttempts(jobs->jobs, false);
    }
    (void)parsePendingApprovals(bytes);
    (void)gitHubFailure({.status = 403, .body = bytes}, s_now);
    (void)parseMeetupEvents(bytes, agendaWindow(s_now, QTimeZone::utc()));
    (void)parseEventbriteEvents(bytes,
                                agendaWindow(QDateTime(QDate(2018, 3, 1), QTime(), QTimeZone::UTC), QTimeZone::utc()));
    (void)parseEventbriteCount(bytes);
    (void)readEventbriteCursor(QString::fromUtf8(bytes));
    (void)eventbriteFailure({.status = 400, .body = bytes}, FetchTask{.secret = "demo-token", .now = s_now});
    (void)parsePapers(bytes,
                      {.filter = PapersFilter(QString::fromUtf8(bytes.left(60))),
                       .today = QDate(2026, 1, 15),
                       .viewer = QTimeZone::utc()});
    (void)readFeedCursor(QString::fromUtf8(bytes), QUrl(QStringLiteral("https://example.org/a.ics")));
    if (const Result<JsonDocument> document = JsonDocument::parse(bytes)) {
        JsonRecord record(document->root());
        (void)record.textOr("title");
        (void)record.timeOr("dateTime");
        document->root().eachMember([](std::string_view, JsonValue value) {
            (void)value.text(7);
            (void)value.integer();
            (void)value.link();
            (void)value.flag();
        });
    }
}

static QByteArray pulls()
{
    const QJsonObject checks = withChecks(
        rollup({checkRun(QStringLiteral("ci"), QStringLiteral("COMPLETED"), QStringLiteral("FAILURE")),
                statusContext(QStringLiteral("ci/x"), QStringLiteral("PENDING"))},
               QStringLiteral("FAILURE"), 120));
    QJsonObject removed = checks;
    removed.insert(QStringLiteral("queueEvents"),
                   QJsonDocument::fromJson(R"({"nodes": [{"__typename": "RemovedFromMergeQueueEvent",
                       "createdAt": "2026-11-21T11:50:00Z", "reason": "failed_checks", "actor": {"login": "ada"},
                       "beforeCommit": {"oid": "abc", "statusCheckRollup": null}}]})")
                       .object());
    return openPulls({pull(1, QStringLiteral("OPEN"), removed), pull(2, QStringLiteral("MERGED")), QJsonObject()},
                     QStringLiteral("NEXT"),
                     {graphQlError(QStringLiteral("FORBIDDEN"), {QStringLiteral("repository"), 3})});
}

int main()
{
    const AgendaWindow window = agendaWindow(s_now, QTimeZone("Europe/Berlin"));
    const QString data = QStringLiteral(WINDSOCK_TEST_DATA);
    QRandomGenerator random(20261121);
    feedDamagedBytes(pulls(), feedJson, random, 600);
    const bool gitHub = feedDamaged(data + QStringLiteral("/github/recorded"), feedJson, 100,
                                    {QStringLiteral("*.in.json")});
    const bool meetup = feedDamaged(data + QStringLiteral("/meetup"), feedJson, 200, {QStringLiteral("*.json")});
    const bool eventbrite = feedDamaged(data + QStringLiteral("/eventbrite"), feedJson, 200);
    const bool papers = feedDamaged(data + QStringLiteral("/papers"), feedJson, 60, {QStringLiteral("*.in.json")});
    // Calendars: the screen takes any bytes; what passes it goes to the library.
    int unreadable = 0;
    const auto feedCalendar = [&window, &unreadable](const QByteArray &bytes) {
        const bool passed = screenFeed(bytes, window.viewer).has_value();
        const Result<CalendarFeed> feed = parseCalendar(bytes, window);
        unreadable += passed && !feed && feed.error().reason == Failure::Reason::NotTheFormat ? 1 : 0;
    };
    const bool own = feedDamaged(data + QStringLiteral("/ics"), feedCalendar, 12, {QStringLiteral("*.ics")});
    return gitHub && meetup && eventbrite && papers && own && unreadable == 0 ? 0 : 1;
}
