// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/delegates/badge.h"

#include "models/items/inboxtext.h"
#include "views/delegates/joblook.h"

#include <KLocalizedString>

#include <QLocale>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {

using Shape = Badge::Shape;

const QColor green(2, 130, 51);
const QColor orange(0xdd6602);
const QColor red(0xc03030);
const QColor purple(0x8a4fa0);
const QColor blue(0x2b6cb0);
const QColor grey(0x757575);
const QColor pink(0xcf2b9f);

Badge heldBadge(Landing::Held held)
{
    switch (held) {
    case Landing::Held::TreeClosed:
        return {Shape::Pause, orange, i18nc("@info state of a landing", "Tree closed")};
    case Landing::Held::ApprovalRequired:
        return {Shape::Pause, orange, i18nc("@info state of a landing", "Needs approval")};
    case Landing::Held::WaitingForReview:
        return {Shape::Pause, orange, i18nc("@info state of a landing", "Needs review")};
    case Landing::Held::No:
        break;
    }
    return {Shape::Pause, orange, i18nc("@info state of a landing", "Held")};
}

Badge openPullBadge(const PullRequest &pull)
{
    if (pull.queue.isIn()) {
        return {Shape::Hourglass, blue,
                pull.queue.position > 0
                    ? i18nc("@info pull request, place in the merge queue", "In queue: %1", pull.queue.position)
                    : i18nc("@info pull request", "In queue")};
    }
    if (pull.queue.state == QueuePlace::State::Ejected) {
        return {Shape::Cross, red, i18nc("@info pull request, the merge queue", "Out of queue")};
    }
    if (pull.queue.state == QueuePlace::State::Leaving) {
        return {Shape::Ring, blue, i18nc("@info pull request, the merge queue", "Leaves queue")};
    }
    if (pull.checks == PullRequest::Checks::Failing) {
        return {Shape::Cross, red, i18nc("@info pull request", "Checks failed")};
    }
    if (pull.merge == PullRequest::Merge::Conflicting) {
        return {Shape::Triangle, red, i18nc("@info pull request", "Conflicts")};
    }
    if (pull.review == PullRequest::Review::ChangesRequested) {
        return {Shape::Triangle, orange, i18nc("@info pull request", "Changes requested")};
    }
    if (pull.draft) {
        return {Shape::Dash, grey, i18nc("@info pull request", "Draft")};
    }
    if (pull.checks == PullRequest::Checks::Pending) {
        return {Shape::Ring, blue,
                i18nc("@info pull request, checks done of all", "Checks %1 of %2", pull.checksDone, pull.checksTotal)};
    }
    if (pull.review == PullRequest::Review::Required) {
        return {Shape::Pause, orange, i18nc("@info pull request", "Needs review")};
    }
    if (pull.checks == PullRequest::Checks::Unknown || pull.merge == PullRequest::Merge::Unknown) {
        return {Shape::Question, grey, i18nc("@info pull request", "Unknown")};
    }
    if (pull.merge == PullRequest::Merge::Clean || pull.merge == PullRequest::Merge::HasHooks) {
        return {Shape::Check, green, i18nc("@info pull request", "Ready to merge")};
    }
    return {Shape::Dot, blue, i18nc("@info pull request", "Open")};
}

}

Badge badgeOf(const PushStanding &standing)
{
    switch (standing.verdict) {
    case Verdict::Running:
        return {Shape::Ring, blue, i18nc("@info verdict of a push, share done", "Running %1 %", standing.percent())};
    case Verdict::Green:
        return standing.settled
            ? Badge{Shape::Check, green, i18nc("@info verdict of a push", "Green")}
            : Badge{Shape::Check, green, i18nc("@info verdict of a push that may get more jobs", "Green so far")};
    case Verdict::Orange:
        return {Shape::Triangle, orange,
                i18ncp("@info verdict of a push", "%1 test failure", "%1 test failures", standing.testFailed)};
    case Verdict::Red:
        return {Shape::Cross, red,
                i18ncp("@info verdict of a push", "%1 build failure", "%1 build failures", standing.busted)};
    case Verdict::Exception:
        return {Shape::Diamond, purple,
                i18ncp("@info verdict of a push", "%1 exception", "%1 exceptions", standing.exceptions)};
    case Verdict::Cancelled:
        return {Shape::Dash, pink, i18nc("@info verdict of a push", "Cancelled")};
    case Verdict::Unknown:
        break;
    }
    return {Shape::Question, grey, i18nc("@info verdict of a push", "No jobs yet")};
}

Badge badgeOf(const Landing &landing)
{
    switch (landing.state) {
    case Landing::State::Requested:
        return {Shape::Dot, blue, i18nc("@info state of a landing", "Requested")};
    case Landing::State::Checking:
        return {Shape::Ring, blue, i18nc("@info state of a landing", "Checking")};
    case Landing::State::Trying:
        return {Shape::Ring, blue, i18nc("@info state of a landing", "On try")};
    case Landing::State::Queued:
        return {Shape::Hourglass, blue, i18nc("@info state of a landing", "Queued")};
    case Landing::State::Held:
        return heldBadge(landing.held);
    case Landing::State::Landing:
        return {Shape::Ring, blue, i18nc("@info state of a landing", "Landing")};
    case Landing::State::Landed:
        return {Shape::Check, green, i18nc("@info state of a landing", "Landed")};
    case Landing::State::Failed:
        return {Shape::Cross, red, i18nc("@info state of a landing", "Failed")};
    case Landing::State::BackedOut:
        return {Shape::Triangle, red, i18nc("@info state of a landing", "Backed out")};
    case Landing::State::Cancelled:
        break;
    }
    return {Shape::Dash, pink, i18nc("@info state of a landing", "Cancelled")};
}

Badge badgeOf(const PullRequest &pull)
{
    switch (pull.state) {
    case PullRequest::State::Merged:
        return {Shape::Check, green, i18nc("@info pull request", "Merged")};
    case PullRequest::State::Closed:
        return {Shape::Dash, grey, i18nc("@info pull request", "Closed")};
    case PullRequest::State::Open:
        break;
    }
    return openPullBadge(pull);
}

Badge badgeOf(const Occurrence &occurrence)
{
    if (occurrence.isCall()) {
        return {Shape::Hourglass, orange, i18nc("@info event", "Call for papers")};
    }
    switch (occurrence.status) {
    case Occurrence::Status::Cancelled:
        return {Shape::Cross, red, i18nc("@info event", "Cancelled")};
    case Occurrence::Status::Tentative:
        return {Shape::Question, grey, i18nc("@info event", "Tentative")};
    case Occurrence::Status::Confirmed:
        break;
    }
    return {};
}

Badge badgeOf(const Deployment &deployment)
{
    switch (deployment.state) {
    case Deployment::State::Waiting:
        return {Shape::Pause, orange, i18nc("@info deployment", "Needs approval")};
    case Deployment::State::Queued:
        return {Shape::Hourglass, blue, i18nc("@info deployment", "Queued")};
    case Deployment::State::Running:
        return {Shape::Ring, blue, i18nc("@info deployment", "Runs")};
    case Deployment::State::Succeeded:
        return {Shape::Check, green, i18nc("@info deployment", "Deployed")};
    case Deployment::State::Failed:
        return {Shape::Cross, red, i18nc("@info deployment", "Failed")};
    case Deployment::State::Inactive:
        return {Shape::Dash, grey, i18nc("@info deployment", "Replaced")};
    case Deployment::State::Unknown:
        break;
    }
    return {Shape::Question, grey, i18nc("@info deployment", "Unknown")};
}

Badge badgeOf(const InboxThread &thread)
{
    const QString why = inboxReasonWord(thread.reason);
    if (thread.reason == InboxThread::Reason::SecurityAlert) {
        return {Shape::Cross, red, why};
    }
    return speaksToPerson(thread.reason) ? Badge{Shape::Ring, orange, why} : Badge{Shape::Dash, grey, why};
}

Badge badgeOf(const Notice &notice)
{
    if (notice.state == Notice::State::Withdrawn) {
        return {Shape::Dash, grey, i18nc("@info notice", "No longer true")};
    }
    switch (notice.kind) {
    case Notice::Kind::PushBad:
        return {Shape::Triangle, orange, i18nc("@info notice", "Push")};
    case Notice::Kind::PushFinished:
        return {Shape::Dot, blue, i18nc("@info notice", "Push")};
    case Notice::Kind::PushRecovered:
        return {Shape::Check, green, i18nc("@info notice", "Push")};
    case Notice::Kind::LandingChanged:
        return {Shape::Hourglass, blue, i18nc("@info notice", "Landing")};
    case Notice::Kind::PullRequestChanged:
        return {Shape::Diamond, blue, i18nc("@info notice", "Pull request")};
    case Notice::Kind::EventSoon:
        return {Shape::Clock, blue, i18nc("@info notice", "Event")};
    case Notice::Kind::EventChanged:
        return {Shape::Bell, orange, i18nc("@info notice", "Event")};
    case Notice::Kind::NeedsLogin:
        return {Shape::Key, orange, i18nc("@info notice", "Login")};
    case Notice::Kind::TreeChanged:
        return {Shape::Pause, blue, i18nc("@info notice", "Tree")};
    case Notice::Kind::ThreadChanged:
        return {Shape::Down, red, i18nc("@info notice", "Change")};
    case Notice::Kind::QueueChanged:
        return {Shape::Up, orange, i18nc("@info notice", "Queue")};
    case Notice::Kind::DeploymentChanged:
        return {Shape::Ring, blue, i18nc("@info notice", "Deployment")};
    case Notice::Kind::CallForPapers:
        return {Shape::Page, orange, i18nc("@info notice", "Call for papers")};
    case Notice::Kind::InboxNews:
        return {Shape::Envelope, blue, i18nc("@info notice", "Inbox")};
    case Notice::Kind::StoreDamaged:
        break;
    }
    return {Shape::Cross, red, i18nc("@info notice", "Windsock")};
}

Badge badgeOf(const SourceHealth &health)
{
    switch (health.state) {
    case SourceHealth::State::Good:
        return health.skippedRecords > 0 ? Badge{Shape::Triangle, orange, i18nc("@info source", "Partly read")}
                                         : Badge{Shape::Check, green, i18nc("@info source", "Good")};
    case SourceHealth::State::Fetching:
        return {Shape::Ring, blue, i18nc("@info source", "Fetching")};
    case SourceHealth::State::Failing:
        return {Shape::Cross, red, i18nc("@info source", "Failing")};
    case SourceHealth::State::NeedsLogin:
        return {Shape::Key, orange, i18nc("@info source", "Login needed")};
    case SourceHealth::State::Offline:
        return {Shape::Dash, grey, i18nc("@info source", "Offline")};
    case SourceHealth::State::Waiting:
        break;
    }
    return {Shape::Hourglass, grey, i18nc("@info source", "Waiting")};
}

Badge badgeOf(const ChangeThread &thread)
{
    return badgeOf(Landing{.state = thread.state});
}

Badge badgeOf(const Tree &tree)
{
    switch (tree.status) {
    case Tree::Status::Open:
        return {Shape::Check, green, i18nc("@info status of a tree", "Open")};
    case Tree::Status::Closed:
        return {Shape::Cross, red, i18nc("@info status of a tree", "Closed")};
    case Tree::Status::ApprovalRequired:
        return {Shape::Pause, orange, i18nc("@info status of a tree", "Approval required")};
    case Tree::Status::Unknown:
        break;
    }
    return {Shape::Question, grey, i18nc("@info status of a tree", "Unknown")};
}

Badge queueBadge(QStringView state)
{
    if (state == "slow"_L1) {
        return {Shape::Up, orange, i18nc("@info a queue that takes longer than usual", "Slow")};
    }
    if (state == "usual"_L1) {
        return {Shape::Check, green, i18nc("@info a queue that takes as long as usual", "As usual")};
    }
    return {Shape::Question, grey, i18nc("@info a queue of which too little is known", "Not known yet")};
}

Badge badgeOf(const Job &job)
{
    const QString words = jobLookName(job);
    switch (job.state) {
    case Job::State::Running:
        return {Shape::Ring, blue, words};
    case Job::State::Pending:
    case Job::State::Unscheduled:
        return {Shape::Hourglass, grey, words};
    case Job::State::Unknown:
        return {Shape::Question, grey, words};
    case Job::State::Completed:
        break;
    }
    switch (job.result) {
    case Job::Result::Success:
        return {Shape::Check, green, words};
    case Job::Result::TestFailed:
        return {Shape::Triangle, orange, words};
    case Job::Result::Busted:
        return {Shape::Cross, red, words};
    case Job::Result::Exception:
        return {Shape::Diamond, purple, words};
    case Job::Result::Retry:
    case Job::Result::Superseded:
        return {Shape::Dot, grey, words};
    case Job::Result::UserCancel:
        return {Shape::Dash, pink, words};
    case Job::Result::Unknown:
        break;
    }
    return {Shape::Question, grey, words};
}

Badge badgeOf(Blame blame)
{
    switch (blame) {
    case Blame::LikelyYours:
        return {Shape::Triangle, orange, i18nc("@info whose fault a failure is", "Likely yours")};
    case Blame::LikelyIntermittent:
        return {Shape::Hourglass, blue, i18nc("@info whose fault a failure is", "Likely intermittent")};
    case Blame::Unknown:
        break;
    }
    return {Shape::Question, grey, i18nc("@info whose fault a failure is", "Unknown")};
}

Badge badgeOf(const PerfAlert &alert)
{
    const QString size = QLocale().toString(alert.percent, 'f', 1);
    return alert.regression
        ? Badge{Shape::Down, red,
                i18nc("@info a test of performance, by whole and tenth percent", "Worse by %1 %", size)}
        : Badge{Shape::Up, green,
                i18nc("@info a test of performance, by whole and tenth percent", "Better by %1 %", size)};
}

Badge badgeOf(const BugSuggestion &bug)
{
    return bug.open ? Badge{Shape::Dot, blue, i18nc("@info a bug", "Open")}
                    : Badge{Shape::Check, grey, i18nc("@info a bug", "Resolved")};
}

}
