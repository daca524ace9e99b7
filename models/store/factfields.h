// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/threadfact.h"
#include "models/values/changeset.h"
#include "models/values/sourcehealth.h"

namespace Windsock {

/// Which number each member of a fact has in its body. Each function shows a fact's members to a visitor, which writes
/// or reads them; a number stays its member's for ever.
///
/// An enumeration with the highest enumerator there is: what is beyond it is not taken in.
template<class Enum>
struct Named {
    Enum &value;
    Enum last; ///< the highest enumerator there is
};
template<class Enum>
Named(Enum &, Enum) -> Named<Enum>;

void fields(auto &v, Commit &commit)
{
    v(1, commit.revision);
    v(2, commit.author);
    v(3, commit.message);
}

void fields(auto &v, Push &push)
{
    v(1, push.id);
    v(2, push.repository);
    v(3, push.revision);
    v(4, push.author);
    v(5, push.pushed);
    v(6, push.commitCount);
    v(7, push.commits);
    v(8, push.url);
}

void fields(auto &v, Job &job)
{
    v(1, job.id);
    v(2, job.pushId);
    v(3, job.groupName);
    v(4, job.groupSymbol);
    v(5, job.typeName);
    v(6, job.typeSymbol);
    v(7, job.platform);
    v(8, job.platformOption);
    v(9, job.taskId);
    v(10, Named{job.state, Job::State::Unknown});
    v(11, Named{job.result, Job::Result::Unknown});
    v(12, job.tier);
    v(13, job.classification);
    v(14, job.retryId);
    v(15, job.duration);
    v(16, job.lastModified);
}

void fields(auto &v, BugSuggestion &suggestion)
{
    v(1, suggestion.bug);
    v(2, suggestion.summary);
    v(3, suggestion.open);
}

void fields(auto &v, JobSuggestions &suggestions)
{
    v(1, suggestions.job);
    v(2, suggestions.bugs);
}

void fields(auto &v, Ground &ground)
{
    v(1, Named{ground.kind, Ground::Kind::PassesAfter});
    v(2, ground.count);
    v(3, ground.of);
    v(4, ground.detail);
}

void fields(auto &v, FailedJob &job)
{
    v(1, job.id);
    v(2, job.name);
    v(3, job.platform);
    v(4, Named{job.result, Job::Result::Unknown});
    v(5, Named{job.blame, Blame::LikelyIntermittent});
    v(6, job.grounds);
}

void fields(auto &v, PushStanding &standing)
{
    v(1, standing.pushId);
    v(2, Named{standing.verdict, Verdict::Cancelled});
    v(3, standing.complete);
    v(4, standing.settled);
    v(5, standing.unscheduled);
    v(6, standing.pending);
    v(7, standing.running);
    v(8, standing.success);
    v(9, standing.testFailed);
    v(10, standing.busted);
    v(11, standing.exceptions);
    v(12, standing.known);
    v(13, standing.cancelled);
    v(14, standing.superseded);
    v(15, standing.failures);
    v(16, standing.newestFailure);
    v(17, standing.lastChange);
}

void fields(auto &v, PatchFlag &flag)
{
    v(1, flag.name);
    v(2, flag.status);
    v(3, flag.setter);
    v(4, flag.requestee);
}

void fields(auto &v, Patch &patch)
{
    v(1, patch.id);
    v(2, patch.title);
    v(3, patch.author);
    v(4, patch.flags);
}

void fields(auto &v, TryRun &run)
{
    v(1, run.revision);
    v(2, run.result);
    v(3, run.counts);
    v(4, run.told);
}

void fields(auto &v, Landing &landing)
{
    v(1, landing.bug);
    v(2, landing.title);
    v(3, landing.author);
    v(4, landing.tag);
    v(5, landing.trees);
    v(6, Named{landing.state, Landing::State::Cancelled});
    v(7, Named{landing.held, Landing::Held::WaitingForReview});
    v(8, landing.patches);
    v(9, landing.changed);
    v(10, landing.url);
    v(11, landing.job);
    v(12, landing.repository);
    v(13, landing.revision);
    v(14, landing.gitRevision);
    v(15, landing.reason);
    v(16, landing.requested);
    v(17, landing.waitsOn);
    v(18, landing.tries);
    v(19, landing.landoJobs);
}

void fields(auto &v, PullRequest &pull)
{
    v(1, pull.repository);
    v(2, pull.number);
    v(3, pull.title);
    v(4, pull.author);
    v(5, pull.branch);
    v(6, pull.headRevision);
    v(7, Named{pull.state, PullRequest::State::Merged});
    v(8, pull.draft);
    v(9, Named{pull.checks, PullRequest::Checks::Unknown});
    v(10, pull.failingChecks);
    v(11, pull.checksTotal);
    v(12, pull.checksDone);
    v(13, Named{pull.review, PullRequest::Review::Unknown});
    v(14, Named{pull.merge, PullRequest::Merge::HasHooks});
    v(15, pull.queue.position);
    v(16, pull.updated);
    v(17, pull.url);
    v(18, Named{pull.queue.state, QueuePlace::State::Ejected});
    v(19, pull.queue.groupHead);
    v(20, pull.queue.groupBase);
    v(21, pull.queue.since);
    v(22, pull.queue.by);
    v(23, Named{pull.queue.cause, QueuePlace::Cause::Other});
    v(24, pull.queue.reason);
    v(25, pull.queue.failedChecks);
    v(26, pull.requiredKnown);
    v(27, pull.failingRequired);
    v(28, pull.asked);
}

void fields(auto &v, Deployment &deployment)
{
    v(1, deployment.id);
    v(2, deployment.repository);
    v(3, deployment.environment);
    v(4, deployment.branch);
    v(5, deployment.revision);
    v(6, deployment.creator);
    v(7, Named{deployment.state, Deployment::State::Unknown});
    v(8, deployment.reason);
    v(9, deployment.approvers);
    v(10, deployment.created);
    v(11, deployment.updated);
    v(12, deployment.url);
}

void fields(auto &v, InboxThread &thread)
{
    v(1, thread.id);
    v(2, thread.repository);
    v(3, thread.title);
    v(4, Named{thread.kind, InboxThread::Kind::Unknown});
    v(5, Named{thread.reason, InboxThread::Reason::Unknown});
    v(6, thread.number);
    v(7, thread.updated);
    v(8, thread.unread);
    v(9, thread.url);
}

void fields(auto &v, Occurrence &occurrence)
{
    v(1, occurrence.uid);
    v(2, occurrence.recurrence);
    v(3, occurrence.title);
    v(4, occurrence.group);
    v(5, occurrence.place);
    v(6, occurrence.description);
    v(7, occurrence.start);
    v(8, occurrence.end);
    v(9, occurrence.allDay);
    v(10, Named{occurrence.status, Occurrence::Status::Cancelled});
    v(11, occurrence.rsvps);
    v(12, occurrence.url);
    v(13, occurrence.join);
    v(14, occurrence.calendar);
    v(15, occurrence.copyOf);
    v(16, occurrence.transparent);
    v(17, Named{occurrence.kind, Occurrence::Kind::Call});
    v(18, occurrence.heldFrom);
    v(19, occurrence.heldUntil);
}

void fields(auto &v, Tree &tree)
{
    v(1, tree.name);
    v(2, Named{tree.status, Tree::Status::Unknown});
    v(3, tree.reason);
    v(4, tree.message);
    v(5, tree.tags);
    v(6, tree.category);
    v(7, tree.since);
    v(8, tree.by);
    v(9, tree.url);
}

void fields(auto &v, QueueDelay &delay)
{
    v(1, delay.queue);
    v(2, delay.since);
    v(3, delay.over);
    v(4, delay.half);
    v(5, delay.most);
    v(6, delay.late);
    v(7, delay.of);
}

void fields(auto &v, Moment &moment)
{
    v(1, Named{moment.kind, Moment::Kind::PullMerged});
    v(2, moment.at);
    v(3, moment.subject.value);
    v(4, moment.detail);
}

void fields(auto &v, ThreadMember &member)
{
    v(1, member.subject.value);
    v(2, Named{member.ground, ThreadMember::Ground::Backout});
    v(3, member.detail);
}

void fields(auto &v, ChangeThread &thread)
{
    v(1, thread.id);
    v(2, thread.title);
    v(3, thread.author);
    v(4, Named{thread.state, Landing::State::Cancelled});
    v(5, thread.held);
    v(6, thread.members);
    v(7, thread.moments);
}

void fields(auto &v, NamedCommit &commit)
{
    v(1, commit.revision);
    v(2, commit.names);
    v(3, commit.revisions);
    v(4, commit.takesBack);
    v(5, commit.lands);
}

void fields(auto &v, PushResult &result)
{
    v(1, result.word);
    v(2, result.at);
}

void fields(auto &v, ThreadFact &fact)
{
    v(1, fact.subject.value);
    v(2, Named{fact.kind, ThreadFact::Kind::Push});
    v(3, fact.title);
    v(4, fact.author);
    v(5, fact.names);
    v(6, fact.revisions);
    v(7, fact.finds);
    v(8, fact.host);
    v(9, Named{fact.state, Landing::State::Cancelled});
    v(10, fact.held);
    v(11, fact.reason);
    v(12, fact.requested);
    v(13, fact.changed);
    v(14, fact.tries);
    v(15, fact.commits);
    v(16, fact.repository);
    v(17, fact.revision);
    v(18, fact.result);
    v(19, fact.merge);
    v(20, fact.gone);
    v(21, fact.tree.value);
    v(22, fact.heldByTree);
    v(23, fact.results);
    v(24, fact.queued);
}

void fields(auto &v, ToldMoment &told)
{
    fields(v, told.moment);
    v(5, told.about);
}

/// Without the thread itself, which has a body of its own.
void fields(auto &v, KeptThread &row)
{
    v(1, row.root);
    v(2, row.facts);
    v(3, row.told);
    v(4, row.lost);
}

void fields(auto &v, Failure &failure)
{
    v(1, Named{failure.kind, Failure::Kind::Malformed});
    v(2, Named{failure.reason, Failure::Reason::InboxRefused});
    v(3, failure.httpStatus);
    v(4, failure.host);
    v(5, failure.detail);
    v(6, failure.until);
}

void fields(auto &v, SourceHealth &health)
{
    v(1, health.watch.value);
    v(2, health.account.value);
    v(3, Named{health.service, Service::Papers});
    v(4, health.host);
    v(5, Named{health.state, SourceHealth::State::Offline});
    v(6, health.asOf);
    v(7, health.next);
    v(8, health.failure);
    v(9, health.failuresInARow);
    v(10, health.skippedRecords);
    v(11, health.budgetUsed);
    v(12, health.budgetLimit);
}

}
