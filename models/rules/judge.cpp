// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/rules/judge.h"

#include "models/rules/deploymentrules.h"
#include "models/rules/eventrules.h"
#include "models/rules/inboxrules.h"
#include "models/rules/isoutc.h"
#include "models/rules/pullqueuerules.h"
#include "models/rules/queuerules.h"
#include "models/rules/reviewasked.h"
#include "models/rules/threadrules.h"
#include "models/rules/treerules.h"
#include "models/rules/wording.h"
#include "models/values/plaintext.h"

#include <algorithm>
#include <array>
#include <optional>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
using Kind = Notice::Kind;
using Urgency = Notice::Urgency;

/// One sitting of the judge: what is before it and what it has said so far.
class Sitting
{
public:
    Sitting(const ChangeSet &changes, const Facts &facts, const QDateTime &now, const JudgeRules &rules)
        : m_changes(changes), m_facts(facts), m_now(now), m_rules(rules)
    {
    }

    Judgement judge();

private:
    void judgePush(const PushStanding &before, const PushStanding &after);
    void judgeLanding(const Landing *before, const Landing &after);
    void judgeReviews(const Landing *before, const Landing &after);
    void judgeFlags(const Landing &before, const Landing &after);
    void judgePull(const PullRequest &before, const PullRequest &after);
    void judgePullsPlace(const PullRequest *before, const PullRequest &after);
    void judgePullsReview(const PullRequest *before, const PullRequest &after);
    const PullRequest *formerName(const PullRequest &added) const;
    void overtakePull(const PullRequest &before, const PullRequest &after);

    void tell(const Subject &subject, const QString &transition, Kind kind, Urgency urgency, const Wording &wording,
              const QUrl &url);
    void tellOf(const Push *push, const PushStanding &standing, const QString &transition, Kind kind, Urgency urgency,
                const Wording &wording);
    void overtake(const Subject &subject, const QString &aspect = {});
    const Push *pushOf(const PushStanding &standing) const;

    const ChangeSet &m_changes;
    const Facts &m_facts;
    const QDateTime m_now;
    const JudgeRules &m_rules;
    Judgement m_said;
};

void Sitting::tell(const Subject &subject, const QString &transition, Kind kind, Urgency urgency,
                   const Wording &wording, const QUrl &url)
{
    m_said.notices.append({.key = subject.value + u'#' + transition,
                           .subject = subject,
                           .account = m_facts.account.isEmpty() ? m_changes.account : m_facts.account,
                           .watch = m_changes.watch,
                           .kind = kind,
                           .urgency = urgency,
                           .title = wording.title,
                           .text = wording.text,
                           .url = webUrl(url),
                           .decided = m_now});
}

/// What was told of the subject, or of one aspect of it, no longer holds.
void Sitting::overtake(const Subject &subject, const QString &aspect)
{
    const QString beginning = subject.value + u'#' + aspect;
    if (!m_said.overtaken.contains(beginning)) {
        m_said.overtaken.append(beginning);
    }
}

const Push *Sitting::pushOf(const PushStanding &standing) const
{
    const auto found = std::ranges::find(m_facts.pushes, standing.pushId, &Push::id);
    return found == m_facts.pushes.end() ? nullptr : &*found;
}

void Sitting::tellOf(const Push *push, const PushStanding &standing, const QString &transition, Kind kind,
                     Urgency urgency, const Wording &wording)
{
    tell(standing.subject(), transition, kind, urgency, wording, push ? push->url : QUrl());
}

void Sitting::judgePush(const PushStanding &before, const PushStanding &after)
{
    const bool bad = isBad(after.verdict);
    const QString verdict = verdictName(after.verdict);
    const QString failure = QString::number(after.newestFailure);
    const Push *push = pushOf(after);
    if (before.verdict != after.verdict || before.settled != after.settled) {
        overtake(after.subject());
    }
    if (after.settled && !before.settled) {
        // A push that finishes again after a retrigger is news again: the last change tells the two apart.
        const QString transition = "finished:"_L1 + verdict + u':' + (bad ? failure : isoUtc(after.lastChange));
        tellOf(push, after, transition, Kind::PushFinished, Urgency::Normal, pushFinishedWording(push, after));
    } else if (bad && before.verdict != after.verdict) {
        tellOf(push, after, "bad:"_L1 + verdict + u':' + failure, Kind::PushBad, Urgency::Normal,
               pushBadWording(push, after));
    } else if (isBad(before.verdict) && !bad) {
        tellOf(push, after, "recovered:"_L1 + QString::number(before.newestFailure), Kind::PushRecovered, Urgency::Low,
               pushRecoveredWording(push, before, after));
    }
}

/// How loudly a landing's new state is told; nothing for the states that are only steps on the way.
std::optional<Urgency> urgencyOf(Landing::State state)
{
    switch (state) {
    case Landing::State::BackedOut:
        return Urgency::High;
    case Landing::State::Landed:
    case Landing::State::Failed:
    case Landing::State::Held:
        return Urgency::Normal;
    case Landing::State::Queued:
    case Landing::State::Cancelled:
        return Urgency::Low;
    case Landing::State::Requested:
    case Landing::State::Checking:
    case Landing::State::Trying:
    case Landing::State::Landing:
        break;
    }
    return {};
}

QString heldName(Landing::Held held)
{
    static constexpr std::array names{"no"_L1, "tree-closed"_L1, "approval-required"_L1, "waiting-for-review"_L1};
    return names.at(static_cast<size_t>(held));
}

/// Why a landing is held is of weight only while it is.
Landing::Held heldBy(const Landing &landing)
{
    return landing.state == Landing::State::Held ? landing.held : Landing::Held::No;
}

void Sitting::judgeLanding(const Landing *before, const Landing &after)
{
    if (before && before->state == after.state && heldBy(*before) == heldBy(after)) {
        return;
    }
    if (before) {
        overtake(after.subject(), "state:"_L1);
    }
    if (before && isBackoutTold(m_changes, after)) {
        return;
    }
    if (isOnlyReview(after)) {
        return; // judgeReviews() says it to those whom it concerns
    }
    // A request seen for the first time that waits for its review is how every request begins.
    const bool beginning = !before && heldBy(after) == Landing::Held::WaitingForReview;
    if (const auto urgency = urgencyOf(after.state)) {
        const QString reason = after.state == Landing::State::Held ? u':' + heldName(after.held) : QString();
        tell(after.subject(), "state:"_L1 + landingStateName(after.state) + reason + u':' + isoUtc(after.changed),
             Kind::LandingChanged, beginning ? Urgency::Low : *urgency, landingStateWording(after), after.url);
    }
}

/// A review is asked of somebody once for each patch; what was told is taken back when none is asked any more.
void Sitting::judgeReviews(const Landing *before, const Landing &after)
{
    for (const QString &login : m_rules.reviewers.value(after.account)) {
        const QList<Patch> asked = patchesAskedOf(after, login);
        const QList<Patch> known = before ? patchesAskedOf(*before, login) : QList<Patch>();
        const QString aspect = "review:asked:"_L1 + plainLine(login, 100) + u':';
        if (asked.isEmpty() && !known.isEmpty()) {
            overtake(after.subject(), aspect);
        }
        QStringList fresh;
        for (const Patch &patch : asked) {
            if (!std::ranges::contains(known, patch.id, &Patch::id)) {
                fresh.append(QString::number(patch.id));
            }
        }
        if (!fresh.isEmpty()) {
            tell(after.subject(), aspect + fresh.join(u',') + u':' + isoUtc(after.changed), Kind::LandingChanged,
                 Urgency::Normal, reviewAskedWording(after, login, asked), after.url);
        }
    }
}

/// A flag by which somebody says yes or no to a patch.
bool isVerdict(const PatchFlag &flag)
{
    const bool asksForOne = flag.name.endsWith("review"_L1) || flag.name.startsWith("approval"_L1);
    return asksForOne && (flag.status == u'+' || flag.status == u'-');
}

void Sitting::judgeFlags(const Landing &before, const Landing &after)
{
    for (const Patch &patch : after.patches) {
        const auto old = std::ranges::find(before.patches, patch.id, &Patch::id);
        for (const PatchFlag &flag : patch.flags) {
            const auto same = [&flag](const PatchFlag &other) {
                return other.name == flag.name && other.status == flag.status && other.setter == flag.setter;
            };
            if (!isVerdict(flag) || (old != before.patches.end() && std::ranges::any_of(old->flags, same))) {
                continue;
            }
            tell(after.subject(),
                 "%1:%2:%3:%4"_L1.arg(plainLine(flag.name, 60), QString::number(patch.id), flag.status,
                                      plainLine(flag.setter, 100)),
                 Kind::LandingChanged, Urgency::Normal, patchFlagWording(after, patch, flag), after.url);
        }
    }
}

void Sitting::overtakePull(const PullRequest &before, const PullRequest &after)
{
    using Checks = PullRequest::Checks;
    using Review = PullRequest::Review;
    if (before.state != after.state) {
        overtake(after.subject());
        return;
    }
    if (before.checks != after.checks && (before.checks == Checks::Failing || before.checks == Checks::Passing)) {
        overtake(after.subject(), "checks:"_L1);
    }
    if (before.review != after.review
        && (before.review == Review::Approved || before.review == Review::ChangesRequested)) {
        overtake(after.subject(), "review:"_L1);
    }
    if (before.merge == PullRequest::Merge::Conflicting && after.merge != before.merge) {
        overtake(after.subject(), "conflicting:"_L1);
    }
    if (isQueueOvertaken(before, after)) {
        overtake(after.subject(), "queue:"_L1);
    }
}

void Sitting::judgePull(const PullRequest &before, const PullRequest &after)
{
    using Checks = PullRequest::Checks;
    using Review = PullRequest::Review;
    const auto say = [&](QLatin1StringView transition, Urgency urgency, const Wording &wording) {
        // Checks may fail, be run again and fail again on one commit: the moment tells the two apart. A change that is in
        // the store is no change when it is seen again, so nothing is told twice by it.
        tell(after.subject(), "%1:%2:%3"_L1.arg(transition, after.headRevision, isoUtc(m_changes.at)),
             Kind::PullRequestChanged, urgency, wording, after.url);
    };
    overtakePull(before, after);
    if (after.state != PullRequest::State::Open) {
        if (before.state != after.state) {
            const bool merged = after.state == PullRequest::State::Merged;
            say(merged ? "merged"_L1 : "closed"_L1, Urgency::Normal, pullClosedWording(after));
        }
        return;
    }
    const bool otherHead = before.headRevision != after.headRevision;
    if (after.checks == Checks::Failing && (before.checks != Checks::Failing || otherHead)) {
        const bool isInTheWay = !after.requiredKnown || !after.failingRequired.isEmpty();
        say("checks:failing"_L1, isInTheWay ? Urgency::Normal : Urgency::Low, checksWording(after));
    } else if (after.checks == Checks::Passing
               && (before.checks == Checks::Failing || before.checks == Checks::Pending)) {
        say("checks:passing"_L1, Urgency::Low, checksWording(after));
    }
    if (before.review != after.review) {
        if (after.review == Review::Approved) {
            say("review:approved"_L1, Urgency::Normal, reviewWording(after));
        } else if (after.review == Review::ChangesRequested) {
            say("review:changes-requested"_L1, Urgency::Normal, reviewWording(after));
        }
    }
    if (after.merge == PullRequest::Merge::Conflicting && before.merge != after.merge) {
        say("conflicting"_L1, Urgency::Normal, conflictWording(after));
    }
}

void Sitting::judgePullsPlace(const PullRequest *before, const PullRequest &after)
{
    if (const auto saying = queueSaying(before, after, m_changes.at)) {
        tell(after.subject(), saying->transition, Kind::PullRequestChanged, saying->urgency, saying->wording, after.url);
    }
}

void Sitting::judgePullsReview(const PullRequest *before, const PullRequest &after)
{
    for (const QString &login : m_rules.reviewers.value(after.account)) {
        const bool wasAsked = before && isAskedOf(*before, login);
        const bool isAsked = isAskedOf(after, login);
        const QString aspect = "asked:"_L1 + plainLine(login, 100) + u':';
        if (wasAsked && !isAsked) {
            overtake(after.subject(), aspect);
        } else if (isAsked && !wasAsked && !isToldByInbox(after, login, m_facts, m_rules.users)) {
            tell(after.subject(), aspect + after.headRevision + u':' + isoUtc(m_changes.at), Kind::PullRequestChanged,
                 Urgency::Normal, reviewAskedWording(after, login), after.url);
        }
    }
}

/// The same request under the name its repository had before; null where it is new.
const PullRequest *Sitting::formerName(const PullRequest &added) const
{
    const auto &gone = m_changes.pullRequests.removed;
    const auto former = std::ranges::find_if(gone, [&added](const PullRequest &one) {
        return one.number == added.number && one.author == added.author && one.title == added.title
            && one.branch == added.branch;
    });
    return former == gone.end() ? nullptr : &*former;
}

Judgement Sitting::judge()
{
    for (const PushStanding &standing : m_changes.standings.added) {
        judgePush({.account = standing.account, .pushId = standing.pushId}, standing);
    }
    for (const Change<PushStanding> &change : m_changes.standings.changed) {
        judgePush(change.before, change.after);
    }
    for (const Landing &landing : m_changes.landings.added) {
        judgeLanding(nullptr, landing);
        judgeReviews(nullptr, landing);
    }
    for (const Landing &landing : m_changes.landings.removed) {
        overtake(landing.subject(), "review:asked:"_L1);
    }
    for (const Change<Landing> &change : m_changes.landings.changed) {
        judgeLanding(&change.before, change.after);
        judgeReviews(&change.before, change.after);
        judgeFlags(change.before, change.after);
    }
    for (const PullRequest &pull : m_changes.pullRequests.removed) {
        overtake(pull.subject(), "asked:"_L1);
    }
    for (const PullRequest &pull : m_changes.pullRequests.added) {
        const PullRequest *former = formerName(pull);
        judgePull(former ? *former : PullRequest{.headRevision = pull.headRevision}, pull);
        judgePullsPlace(former, pull);
        judgePullsReview(former, pull);
    }
    for (const Change<PullRequest> &change : m_changes.pullRequests.changed) {
        judgePull(change.before, change.after);
        judgePullsPlace(&change.before, change.after);
        judgePullsReview(&change.before, change.after);
    }
    judgeDeployments(m_changes, m_now, m_said);
    judgeInbox(m_changes, m_facts, m_now,
               {.reviewers = m_rules.reviewers, .users = m_rules.users, .deploying = m_rules.deploying}, m_said);
    judgeTrees(m_changes, m_now, m_rules.zone, m_said);
    judgeQueues(m_changes, m_now, m_said);
    judgeEvents(
        m_changes, m_facts, m_now,
        {.lead = m_rules.eventLead, .travel = m_rules.eventTravel, .muted = m_rules.mutedCalendars, .zone = m_rules.zone},
        m_said);
    const Judgement threads = judgeThreads(m_changes, m_facts, m_now);
    m_said.notices += threads.notices;
    m_said.overtaken += threads.overtaken;
    return std::move(m_said);
}
}

Judgement judge(const ChangeSet &changes, const Facts &facts, const QDateTime &now, const JudgeRules &rules)
{
    return changes.baseline ? Judgement() : Sitting(changes, facts, now, rules).judge();
}

}
