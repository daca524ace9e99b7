// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/factsjson.h"

#include "app/cli/jsonvalues.h"
#include "app/cli/threadreport.h"
#include "models/values/eventlinks.h"

#include <QTimeZone>

#include <array>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
QString heldName(Landing::Held held)
{
    static constexpr std::array names{""_L1, "tree-closed"_L1, "approval-required"_L1, "waiting-for-review"_L1};
    return names.at(static_cast<size_t>(held));
}

QJsonArray groundsJson(const QList<Ground> &grounds)
{
    QJsonArray json;
    for (const Ground &ground : grounds) {
        json.append(QJsonObject{{u"kind"_s, groundName(ground.kind)},
                                {u"count"_s, ground.count},
                                {u"of"_s, ground.of},
                                {u"detail"_s, textJson(ground.detail)}});
    }
    return json;
}

QJsonArray triesJson(const QList<TryRun> &tries)
{
    QJsonArray json;
    for (const TryRun &run : tries) {
        json.append(QJsonObject{{u"revision"_s, run.revision},
                                {u"result"_s, textJson(run.result)},
                                {u"counts"_s, textJson(run.counts)},
                                {u"told"_s, timeJson(run.told)}});
    }
    return json;
}

template<class T>
QJsonObject changesJson(const Changes<T> &changes)
{
    QJsonArray added;
    for (const T &fact : changes.added) {
        added.append(toJson(fact));
    }
    QJsonArray changed;
    for (const Change<T> &change : changes.changed) {
        changed.append(QJsonObject{{u"before"_s, toJson(change.before)}, {u"after"_s, toJson(change.after)}});
    }
    QJsonArray removed;
    for (const T &fact : changes.removed) {
        removed.append(fact.key());
    }
    return {{u"added"_s, added}, {u"changed"_s, changed}, {u"removed"_s, removed}};
}
}

QJsonObject toJson(const Push &push)
{
    return {{u"subject"_s, push.subject().value}, {u"id"_s, push.id},
            {u"repository"_s, push.repository},   {u"revision"_s, push.revision},
            {u"author"_s, push.author},           {u"title"_s, push.title()},
            {u"pushed"_s, timeJson(push.pushed)}, {u"commits"_s, push.commitCount},
            {u"url"_s, urlJson(push.url)}};
}

QJsonObject toJson(const PushStanding &standing)
{
    QJsonArray failures;
    for (const FailedJob &job : standing.failures) {
        failures.append(QJsonObject{{u"id"_s, job.id},
                                    {u"name"_s, job.name},
                                    {u"platform"_s, job.platform},
                                    {u"result"_s, jobResultName(job.result)},
                                    {u"blame"_s, blameName(job.blame)},
                                    {u"grounds"_s, groundsJson(job.grounds)}});
    }
    return {{u"subject"_s, standing.subject().value}, {u"verdict"_s, verdictName(standing.verdict)},
            {u"complete"_s, standing.complete},       {u"settled"_s, standing.settled},
            {u"percent"_s, standing.percent()},       {u"unscheduled"_s, standing.unscheduled},
            {u"pending"_s, standing.pending},         {u"running"_s, standing.running},
            {u"success"_s, standing.success},         {u"testfailed"_s, standing.testFailed},
            {u"busted"_s, standing.busted},           {u"exception"_s, standing.exceptions},
            {u"knownFailures"_s, standing.known},     {u"cancelled"_s, standing.cancelled},
            {u"superseded"_s, standing.superseded},   {u"failures"_s, failures}};
}

QJsonObject toJson(const Push &push, const PushStanding &standing)
{
    QJsonObject json = toJson(push);
    const QJsonObject jobs = toJson(standing);
    for (auto it = jobs.begin(); it != jobs.end(); ++it) {
        json.insert(it.key(), it.value());
    }
    json.insert(u"subject"_s, push.subject().value);
    return json;
}

QJsonObject toJson(const Landing &landing)
{
    QJsonArray jobs;
    for (const qint64 job : landing.landoJobs) {
        jobs.append(job);
    }
    QJsonArray patches;
    for (const Patch &patch : landing.patches) {
        QJsonArray flags;
        for (const PatchFlag &flag : patch.flags) {
            flags.append(QJsonObject{{u"name"_s, flag.name},
                                     {u"status"_s, QString(flag.status)},
                                     {u"setter"_s, flag.setter},
                                     {u"requestee"_s, flag.requestee}});
        }
        patches.append(QJsonObject{
            {u"id"_s, patch.id}, {u"title"_s, patch.title}, {u"author"_s, patch.author}, {u"flags"_s, flags}});
    }
    return {{u"subject"_s, landing.subject().value},
            {u"bug"_s, landing.bug},
            {u"title"_s, landing.title},
            {u"author"_s, landing.author},
            {u"tag"_s, landing.tag},
            {u"trees"_s, QJsonArray::fromStringList(landing.trees)},
            {u"state"_s, landingStateName(landing.state)},
            {u"held"_s, landing.held == Landing::Held::No ? QJsonValue() : QJsonValue(heldName(landing.held))},
            {u"waitsOn"_s, QJsonArray::fromStringList(landing.waitsOn)},
            {u"patches"_s, patches},
            {u"tries"_s, triesJson(landing.tries)},
            {u"landoJobs"_s, jobs},
            {u"changed"_s, timeJson(landing.changed)},
            {u"requested"_s, timeJson(landing.requested)},
            {u"job"_s, landing.job > 0 ? QJsonValue(landing.job) : QJsonValue()},
            {u"repository"_s, textJson(landing.repository)},
            {u"revision"_s, textJson(landing.revision)},
            {u"gitRevision"_s, textJson(landing.gitRevision)},
            {u"reason"_s, textJson(landing.reason)},
            {u"url"_s, urlJson(landing.url)}};
}

QJsonObject toJson(const QueueDelay &delay)
{
    return {{u"subject"_s, delay.subject().value},
            {u"queue"_s, delay.queue},
            {u"since"_s, timeJson(delay.since)},
            {u"over"_s, timeJson(delay.over)},
            {u"usualHalfMinutes"_s, qint64(delay.half.count())},
            {u"usualMostMinutes"_s, qint64(delay.most.count())},
            {u"late"_s, delay.late},
            {u"of"_s, delay.of}};
}

QJsonObject toJson(const QueueHealth &health)
{
    const auto times = [](const std::optional<QueueHealth::Times> &known) {
        return known ? QJsonValue(QJsonObject{{u"halfMinutes"_s, qint64(known->half.count())},
                                              {u"mostMinutes"_s, qint64(known->most.count())}})
                     : QJsonValue();
    };
    return {{u"account"_s, health.account.value},
            {u"queue"_s, health.queue},
            {u"state"_s, queueStateName(health)},
            {u"underWay"_s, health.underWay},
            {u"throughInThreeHours"_s, health.arrived},
            {u"lately"_s, times(health.lately)},
            {u"usual"_s, times(health.usual)},
            {u"delay"_s, health.delay ? QJsonValue(toJson(*health.delay)) : QJsonValue()}};
}

QJsonObject toJson(const Tree &tree)
{
    return {{u"subject"_s, tree.subject().value},
            {u"name"_s, tree.name},
            {u"status"_s, treeStatusName(tree.status)},
            {u"reason"_s, textJson(tree.reason)},
            {u"message"_s, textJson(tree.message)},
            {u"tags"_s, QJsonArray::fromStringList(tree.tags)},
            {u"category"_s, textJson(tree.category)},
            {u"since"_s, timeJson(tree.since)},
            {u"by"_s, textJson(tree.by)},
            {u"url"_s, urlJson(tree.url)}};
}

QJsonObject toJson(const Remaining &remaining)
{
    return {{u"quickSeconds"_s, qint64(remaining.quick.count())},
            {u"halfSeconds"_s, qint64(remaining.half.count())},
            {u"mostSeconds"_s, qint64(remaining.most.count())},
            {u"samples"_s, remaining.samples}};
}

namespace {
/// Of a request that is in no queue and was not taken out of one, nothing but that.
QJsonObject toJson(const QueuePlace &place)
{
    if (place.state == QueuePlace::State::None) {
        return {{u"state"_s, queueStateName(place.state)}};
    }
    const bool isOut = place.state == QueuePlace::State::Ejected;
    return {{u"state"_s, queueStateName(place.state)},
            {u"position"_s, place.position > 0 ? QJsonValue(place.position) : QJsonValue()},
            {u"since"_s, timeJson(place.since)},
            {u"by"_s, textJson(place.by)},
            {u"groupHead"_s, textJson(place.groupHead)},
            {u"groupBase"_s, textJson(place.groupBase)},
            {u"cause"_s, isOut ? QJsonValue(ejectionCauseName(place.cause)) : QJsonValue()},
            {u"reason"_s, textJson(place.reason)},
            {u"failedChecks"_s, QJsonArray::fromStringList(place.failedChecks)}};
}
}

QJsonObject toJson(const PullRequest &request)
{
    return {{u"subject"_s, request.subject().value},
            {u"repository"_s, request.repository},
            {u"number"_s, request.number},
            {u"title"_s, request.title},
            {u"author"_s, request.author},
            {u"branch"_s, request.branch},
            {u"revision"_s, request.headRevision},
            {u"state"_s, pullStateName(request.state)},
            {u"draft"_s, request.draft},
            {u"checks"_s, checksName(request.checks)},
            {u"failingChecks"_s, QJsonArray::fromStringList(request.failingChecks)},
            {u"checksDone"_s, request.checksDone},
            {u"checksTotal"_s, request.checksTotal},
            {u"review"_s, reviewName(request.review)},
            {u"merge"_s, mergeName(request.merge)},
            {u"requiredKnown"_s, request.requiredKnown},
            {u"failingRequired"_s, QJsonArray::fromStringList(request.failingRequired)},
            {u"asked"_s, QJsonArray::fromStringList(request.asked)},
            {u"queuePosition"_s, request.queue.position > 0 ? QJsonValue(request.queue.position) : QJsonValue()},
            {u"queue"_s, toJson(request.queue)},
            {u"updated"_s, timeJson(request.updated)},
            {u"url"_s, urlJson(request.url)}};
}

QJsonObject toJson(const Deployment &deployment)
{
    return {{u"subject"_s, deployment.subject().value},
            {u"id"_s, deployment.id},
            {u"repository"_s, deployment.repository},
            {u"environment"_s, deployment.environment},
            {u"branch"_s, textJson(deployment.branch)},
            {u"revision"_s, deployment.revision},
            {u"creator"_s, textJson(deployment.creator)},
            {u"state"_s, deploymentStateName(deployment.state)},
            {u"reason"_s, textJson(deployment.reason)},
            {u"approvers"_s, QJsonArray::fromStringList(deployment.approvers)},
            {u"created"_s, timeJson(deployment.created)},
            {u"updated"_s, timeJson(deployment.updated)},
            {u"url"_s, urlJson(deployment.url)}};
}

QJsonObject toJson(const InboxThread &thread)
{
    return {{u"subject"_s, thread.subject().value},
            {u"id"_s, thread.id},
            {u"repository"_s, thread.repository},
            {u"number"_s, thread.number > 0 ? QJsonValue(thread.number) : QJsonValue()},
            {u"title"_s, thread.title},
            {u"kind"_s, inboxKindName(thread.kind)},
            {u"reason"_s, inboxReasonName(thread.reason)},
            {u"unread"_s, thread.unread},
            {u"updated"_s, timeJson(thread.updated)},
            {u"url"_s, urlJson(thread.url)}};
}

QJsonObject toJson(const Occurrence &occurrence)
{
    const EventLinks links = linksOf(occurrence);
    return {{u"subject"_s, occurrence.subject().value},
            {u"kind"_s, occurrenceKindName(occurrence.kind)},
            {u"uid"_s, occurrence.uid},
            {u"title"_s, occurrence.title},
            {u"group"_s, occurrence.group},
            {u"place"_s, textJson(occurrence.place)},
            {u"start"_s, timeJson(occurrence.start)},
            {u"end"_s, timeJson(occurrence.end)},
            {u"zone"_s, QString::fromUtf8(occurrence.start.timeZone().id())},
            {u"allDay"_s, occurrence.allDay},
            {u"status"_s, occurrenceStatusName(occurrence.status)},
            {u"rsvps"_s, occurrence.rsvps >= 0 ? QJsonValue(occurrence.rsvps) : QJsonValue()},
            {u"url"_s, urlJson(occurrence.url)},
            {u"join"_s, urlJson(links.join)},
            {u"map"_s, urlJson(links.map)},
            {u"rsvp"_s, urlJson(links.rsvp)}};
}

QJsonObject toJson(const Notice &notice)
{
    return {{u"key"_s, notice.key},
            {u"subject"_s, notice.subject.value},
            {u"kind"_s, noticeKindName(notice.kind)},
            {u"state"_s, noticeStateName(notice.state)},
            {u"title"_s, notice.title},
            {u"text"_s, notice.text},
            {u"decided"_s, timeJson(notice.decided)},
            {u"shown"_s, timeJson(notice.shown)},
            {u"read"_s, notice.read},
            {u"url"_s, urlJson(notice.url)}};
}

QJsonObject toJson(const ChangeSet &changes)
{
    return {{u"account"_s, changes.account.value},
            {u"watch"_s, changes.watch.value},
            {u"at"_s, timeJson(changes.at)},
            {u"baseline"_s, changes.baseline},
            {u"pushes"_s, changesJson(changes.pushes)},
            {u"standings"_s, changesJson(changes.standings)},
            {u"landings"_s, changesJson(changes.landings)},
            {u"pullRequests"_s, changesJson(changes.pullRequests)},
            {u"deployments"_s, changesJson(changes.deployments)},
            {u"inbox"_s, changesJson(changes.inbox)},
            {u"events"_s, changesJson(changes.occurrences)},
            {u"threads"_s, changesJson(changes.threads)},
            {u"trees"_s, changesJson(changes.trees)},
            {u"delays"_s, changesJson(changes.delays)},
            {u"jobs"_s,
             QJsonObject{{u"added"_s, changes.jobs.added.size()},
                         {u"changed"_s, changes.jobs.changed.size()},
                         {u"removed"_s, changes.jobs.removed.size()}}}};
}

}
