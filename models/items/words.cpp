// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/words.h"

#include "models/items/pulltext.h"

#include <KLocalizedString>
#include <QLocale>

#include <cmath>

namespace Windsock {

QString verdictWord(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Unknown:
        return i18nc("@info:status a push", "Unknown");
    case Verdict::Running:
        return i18nc("@info:status a push", "Running");
    case Verdict::Green:
        return i18nc("@info:status a push", "Green");
    case Verdict::Orange:
        return i18nc("@info:status a push", "Tests failed");
    case Verdict::Red:
        return i18nc("@info:status a push", "Build failed");
    case Verdict::Exception:
        return i18nc("@info:status a push", "Exception");
    case Verdict::Cancelled:
        return i18nc("@info:status a push", "Cancelled");
    }
    return {};
}

namespace {
/// How far away a time is, as coarse as it is told.
struct Distance {
    enum class Unit { Far, Now, Minutes, Hours, Days };
    Unit unit = Unit::Far; ///< Far: by its date
    int count = 0;
    bool ago = false;

    bool operator==(const Distance &) const = default;
};

Distance distanceOf(const QDateTime &time, const QDateTime &now)
{
    if (!now.isValid()) {
        return {};
    }
    const qint64 minutes = time.secsTo(now) / 60;
    const qint64 away = std::abs(minutes);
    if (away >= 7 * 1440) {
        return {};
    }
    if (away == 0) {
        return {.unit = Distance::Unit::Now};
    }
    const auto unit = away >= 1440 ? Distance::Unit::Days
                                   : (away >= 60 ? Distance::Unit::Hours : Distance::Unit::Minutes);
    const qint64 minutesEach = away >= 1440 ? 1440 : (away >= 60 ? 60 : 1);
    return {.unit = unit, .count = static_cast<int>(away / minutesEach), .ago = minutes > 0};
}

QString jobResultWord(Job::Result result)
{
    switch (result) {
    case Job::Result::Success:
        return i18nc("@info:status a job", "Passed");
    case Job::Result::TestFailed:
        return i18nc("@info:status a job", "Tests failed");
    case Job::Result::Busted:
        return i18nc("@info:status a job", "Failed");
    case Job::Result::Exception:
        return i18nc("@info:status a job", "Exception");
    case Job::Result::Retry:
        return i18nc("@info:status a job", "Was run again");
    case Job::Result::UserCancel:
        return i18nc("@info:status a job", "Cancelled");
    case Job::Result::Superseded:
        return i18nc("@info:status a job", "Superseded");
    case Job::Result::Unknown:
        break;
    }
    return i18nc("@info:status a job", "Unknown");
}

QString heldWord(Landing::Held held)
{
    switch (held) {
    case Landing::Held::TreeClosed:
        return i18nc("@info:status a landing", "Held: the tree is closed");
    case Landing::Held::ApprovalRequired:
        return i18nc("@info:status a landing", "Held: needs an approval");
    case Landing::Held::WaitingForReview:
        return i18nc("@info:status a landing", "Held: waits for review");
    case Landing::Held::No:
        break;
    }
    return i18nc("@info:status a landing", "Held");
}
}

QString jobWord(const Job &job)
{
    switch (job.state) {
    case Job::State::Unscheduled:
        return i18nc("@info:status a job", "Not scheduled");
    case Job::State::Pending:
        return i18nc("@info:status a job", "Pending");
    case Job::State::Running:
        return i18nc("@info:status a job", "Running");
    case Job::State::Completed:
        return jobResultWord(job.result);
    case Job::State::Unknown:
        break;
    }
    return i18nc("@info:status a job", "Unknown");
}

QString landingWord(const Landing &landing)
{
    switch (landing.state) {
    case Landing::State::Requested:
        return i18nc("@info:status a landing", "Requested");
    case Landing::State::Checking:
        return i18nc("@info:status a landing", "Being checked");
    case Landing::State::Trying:
        return i18nc("@info:status a landing", "On try");
    case Landing::State::Queued:
        return i18nc("@info:status a landing", "Queued");
    case Landing::State::Held:
        return heldWord(landing.held);
    case Landing::State::Landing:
        return i18nc("@info:status a landing", "Landing");
    case Landing::State::Landed:
        return i18nc("@info:status a landing", "Landed");
    case Landing::State::Failed:
        return i18nc("@info:status a landing", "Failed");
    case Landing::State::BackedOut:
        return i18nc("@info:status a landing", "Backed out");
    case Landing::State::Cancelled:
        return i18nc("@info:status a landing", "Cancelled");
    }
    return {};
}

QString pullWord(const PullRequest &pull)
{
    if (pull.state == PullRequest::State::Merged) {
        return i18nc("@info:status a pull request", "Merged");
    }
    if (pull.state == PullRequest::State::Closed) {
        return i18nc("@info:status a pull request", "Closed");
    }
    if (pull.queue.state == QueuePlace::State::Ejected) {
        return i18nc("@info:status a pull request", "Out of the merge queue");
    }
    if (pull.checks == PullRequest::Checks::Failing) {
        return i18nc("@info:status a pull request", "Checks fail");
    }
    if (pull.review == PullRequest::Review::ChangesRequested) {
        return i18nc("@info:status a pull request", "Changes requested");
    }
    if (pull.merge == PullRequest::Merge::Conflicting) {
        return i18nc("@info:status a pull request", "Conflicting");
    }
    if (pull.queue.isIn() || pull.queue.state == QueuePlace::State::Leaving) {
        return placeWord(pull.queue);
    }
    if (pull.draft) {
        return i18nc("@info:status a pull request", "Draft");
    }
    if (pull.checks == PullRequest::Checks::Pending) {
        return i18nc("@info:status a pull request", "Checks run, %1 of %2 done", pull.checksDone, pull.checksTotal);
    }
    if (pull.review == PullRequest::Review::Required) {
        return i18nc("@info:status a pull request", "Waits for review");
    }
    if (pull.checks == PullRequest::Checks::Unknown || pull.review == PullRequest::Review::Unknown) {
        return i18nc("@info:status a pull request", "Unknown");
    }
    if (pull.review == PullRequest::Review::Approved) {
        return i18nc("@info:status a pull request", "Approved");
    }
    return pull.checks == PullRequest::Checks::Passing ? i18nc("@info:status a pull request", "Checks pass")
                                                       : i18nc("@info:status a pull request", "Open");
}

QString occurrenceWord(Occurrence::Status status)
{
    switch (status) {
    case Occurrence::Status::Confirmed:
        return i18nc("@info:status an event", "Takes place");
    case Occurrence::Status::Tentative:
        return i18nc("@info:status an event", "Not certain");
    case Occurrence::Status::Cancelled:
        return i18nc("@info:status an event", "Cancelled");
    }
    return {};
}

QString noticeKindWord(Notice::Kind kind)
{
    switch (kind) {
    case Notice::Kind::PushBad:
        return i18nc("@info a kind of notice", "Push went bad");
    case Notice::Kind::PushFinished:
        return i18nc("@info a kind of notice", "Push finished");
    case Notice::Kind::PushRecovered:
        return i18nc("@info a kind of notice", "Push recovered");
    case Notice::Kind::LandingChanged:
        return i18nc("@info a kind of notice", "Landing");
    case Notice::Kind::PullRequestChanged:
        return i18nc("@info a kind of notice", "Pull request");
    case Notice::Kind::EventSoon:
        return i18nc("@info a kind of notice", "Event soon");
    case Notice::Kind::EventChanged:
        return i18nc("@info a kind of notice", "Event changed");
    case Notice::Kind::NeedsLogin:
        return i18nc("@info a kind of notice", "Login needed");
    case Notice::Kind::StoreDamaged:
        return i18nc("@info a kind of notice", "Store damaged");
    case Notice::Kind::TreeChanged:
        return i18nc("@info a kind of notice", "Tree");
    case Notice::Kind::ThreadChanged:
        return i18nc("@info a kind of notice", "Change");
    case Notice::Kind::QueueChanged:
        return i18nc("@info a kind of notice", "Queue");
    case Notice::Kind::DeploymentChanged:
        return i18nc("@info a kind of notice", "Deployment");
    case Notice::Kind::CallForPapers:
        return i18nc("@info a kind of notice", "Call for papers");
    case Notice::Kind::InboxNews:
        return i18nc("@info a kind of notice", "Inbox");
    }
    return {};
}

QString sourceWord(SourceHealth::State state)
{
    switch (state) {
    case SourceHealth::State::Waiting:
        return i18nc("@info:status a source", "Waiting");
    case SourceHealth::State::Fetching:
        return i18nc("@info:status a source", "Fetching");
    case SourceHealth::State::Good:
        return i18nc("@info:status a source", "Good");
    case SourceHealth::State::Failing:
        return i18nc("@info:status a source", "Failing");
    case SourceHealth::State::NeedsLogin:
        return i18nc("@info:status a source", "Login needed");
    case SourceHealth::State::Offline:
        return i18nc("@info:status a source", "Offline");
    }
    return {};
}

QString serviceWord(Service service)
{
    switch (service) {
    case Service::Treeherder:
        return i18nc("@info a service", "Treeherder");
    case Service::Bugzilla:
        return i18nc("@info a service", "Bugzilla");
    case Service::GitHub:
        return i18nc("@info a service", "GitHub");
    case Service::Meetup:
        return i18nc("@info a service", "Meetup");
    case Service::Eventbrite:
        return i18nc("@info a service", "Eventbrite");
    case Service::ICalendar:
        return i18nc("@info a service", "Calendar");
    case Service::Lando:
        return i18nc("@info a service", "Lando");
    case Service::Pulse:
        return i18nc("@info a service", "Pulse");
    case Service::CalDav:
        return i18nc("@info a service", "Calendar Server");
    case Service::Papers:
        return i18nc("@info a service", "Calls for Papers");
    }
    return {};
}

QString treeWord(Tree::Status status)
{
    switch (status) {
    case Tree::Status::Open:
        return i18nc("@info:status a tree", "Open");
    case Tree::Status::Closed:
        return i18nc("@info:status a tree", "Closed");
    case Tree::Status::ApprovalRequired:
        return i18nc("@info:status a tree", "Approval required");
    case Tree::Status::Unknown:
        break;
    }
    return i18nc("@info:status a tree", "Unknown");
}

QString relativeTime(const QDateTime &time, const QDateTime &now)
{
    if (!time.isValid()) {
        return {};
    }
    const Distance distance = distanceOf(time, now);
    switch (distance.unit) {
    case Distance::Unit::Far:
        return QLocale().toString(time.toLocalTime().date(), QLocale::ShortFormat);
    case Distance::Unit::Now:
        return i18nc("@info less than a minute ago or ahead", "now");
    case Distance::Unit::Days:
        return distance.ago ? i18ncp("@info", "1 day ago", "%1 days ago", distance.count)
                            : i18ncp("@info", "in 1 day", "in %1 days", distance.count);
    case Distance::Unit::Hours:
        return distance.ago ? i18ncp("@info", "1 hour ago", "%1 hours ago", distance.count)
                            : i18ncp("@info", "in 1 hour", "in %1 hours", distance.count);
    case Distance::Unit::Minutes:
        return distance.ago ? i18ncp("@info", "1 minute ago", "%1 minutes ago", distance.count)
                            : i18ncp("@info", "in 1 minute", "in %1 minutes", distance.count);
    }
    return {};
}

bool readsAlike(const QDateTime &time, const QDateTime &before, const QDateTime &now)
{
    if (!time.isValid()) {
        return true;
    }
    return distanceOf(time, before) == distanceOf(time, now) && before.toLocalTime().date() == now.toLocalTime().date();
}

QString clockTime(const QDateTime &time, const QDateTime &now, const QTimeZone &zone)
{
    if (!time.isValid()) {
        return {};
    }
    const QLocale locale;
    const QDateTime local = time.toTimeZone(zone);
    const QString clock = locale.toString(local.time(), QLocale::ShortFormat);
    const qint64 days = now.isValid() ? now.toTimeZone(zone).date().daysTo(local.date()) : 0;
    if (days == 0) {
        return clock;
    }
    const QString day = days > 0 && days < 7 ? locale.dayName(local.date().dayOfWeek(), QLocale::ShortFormat)
                                             : locale.toString(local.date(), QLocale::ShortFormat);
    return i18nc("@info day and time of day", "%1 %2", day, clock);
}

}
