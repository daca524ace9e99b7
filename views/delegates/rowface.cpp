// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/delegates/rowface.h"

#include "models/items/calendarwords.h"
#include "models/items/inboxtext.h"
#include "models/items/landingtext.h"
#include "models/items/pulltext.h"
#include "models/items/queuehealth.h"
#include "models/values/changethread.h"
#include "models/values/plaintext.h"
#include "models/values/push.h"
#include "views/delegates/joblook.h"

#include <KLocalizedString>

#include <QLocale>
#include <QTimeZone>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {

QString joined(const QStringList &parts)
{
    QStringList some;
    for (const QString &part : parts) {
        if (!part.isEmpty()) {
            some << plainLine(part);
        }
    }
    return some.join(u" · "_s);
}

void facePush(RowFace &face, const QModelIndex &index)
{
    const auto push = index.data(ItemRole::Push).value<Push>();
    const auto standing = index.data(ItemRole::Standing).value<PushStanding>();
    const QString commits = push.commitCount > 1 ? i18ncp("@info push", "%1 commit", "%1 commits", push.commitCount)
                                                 : QString();
    face.detail = joined(
        {push.repository, push.author, push.shortRevision(), commits, index.data(ItemRole::HowLong).toString()});
    face.badge = badgeOf(standing);
    const bool counted = standing.finished() + standing.pending + standing.running > 0;
    face.percent = standing.complete || !counted ? -1 : standing.percent();
    face.strong = isBad(standing.verdict);
    face.note = index.data(ItemRole::Note).toString();
}

void faceFailedJob(RowFace &face, const QModelIndex &index)
{
    const auto failure = index.data(ItemRole::FailedJob).value<FailedJob>();
    face.badge = badgeOf(failure.blame);
    face.detail = joined({failure.platform, jobLookName({.state = Job::State::Completed, .result = failure.result})});
    face.note = index.data(ItemRole::Note).toString();
    face.strong = failure.blame == Blame::LikelyYours;
}

void faceAlert(RowFace &face, const QModelIndex &index)
{
    face.badge = badgeOf(index.data(ItemRole::Alert).value<PerfAlert>());
    face.detail = joined({index.data(ItemRole::Where).toString(), index.data(ItemRole::Who).toString()});
}

/// A row whose words say all there is.
void faceWords(RowFace &face, const QModelIndex &index)
{
    face.title = plainLine(index.data(ItemRole::Title).toString(), 500);
    face.wrapped = true;
    face.plain = true;
}

void faceOther(RowFace &face, const QModelIndex &index)
{
    switch (face.kind) {
    case ItemKind::Heading:
        face.strong = true;
        break;
    case ItemKind::Job:
        face.badge = badgeOf(index.data(ItemRole::Job).value<Job>());
        face.detail = index.data(ItemRole::Where).toString();
        face.wrapped = true;
        break;
    case ItemKind::Commit:
        face.detail = joined({index.data(ItemRole::Who).toString(), index.data(ItemRole::Where).toString()});
        break;
    case ItemKind::Bug:
        faceWords(face, index);
        face.badge = badgeOf(index.data(ItemRole::Bug).value<BugSuggestion>());
        break;
    case ItemKind::Link:
        face.plain = true;
        face.aside = index.data(ItemRole::Where).toString();
        break;
    default:
        faceWords(face, index);
        break;
    }
}

void faceLanding(RowFace &face, const QModelIndex &index)
{
    const auto landing = index.data(ItemRole::Landing).value<Landing>();
    const QVariant tree = index.data(ItemRole::Tree);
    const auto holding = tree.value<Tree>();
    const Landing seen = heldBy(landing, tree.isValid() ? &holding : nullptr);
    face.badge = badgeOf(seen);
    face.detail = joined({landing.trees.isEmpty() ? landing.repository : landing.trees.join(", "_L1), landing.author,
                          flagsText(landing), landing.tag});
    face.note = isFinal(landing.state)
        ? plainLine(landing.reason)
        : joined(QStringList{index.data(ItemRole::Held).toString()} + index.data(ItemRole::Note).toString().split(u'\n')
                 + QStringList{index.data(ItemRole::SoFar).toString(), index.data(ItemRole::Ahead).toString()});
    face.struck = landing.state == Landing::State::Cancelled;
}

void faceTree(RowFace &face, const QModelIndex &index)
{
    const auto tree = index.data(ItemRole::Tree).value<Tree>();
    face.badge = badgeOf(tree);
    face.detail = joined({tree.reason, tree.tags.join(", "_L1), tree.by, tree.category});
    face.note = joined({index.data(ItemRole::Held).toString(), tree.message});
    face.marked = index.data(ItemRole::Holds).toInt() > 0;
}

void faceQueue(RowFace &face, const QModelIndex &index)
{
    face.badge = queueBadge(index.data(ItemRole::State).toString());
    face.detail = index.data(ItemRole::Where).toString();
    face.note = joined(queueTimesParts(index.data(ItemRole::QueueHealth).value<QueueHealth>())
                       + QStringList{index.data(ItemRole::Held).toString()});
}

void faceDeployment(RowFace &face, const QModelIndex &index)
{
    const auto deployment = index.data(ItemRole::Deployment).value<Deployment>();
    face.badge = badgeOf(deployment);
    face.detail = joined({deployment.repository, deployment.creator, deployment.revision.left(12)});
    face.note = plainLine(deployment.reason);
}

void faceInbox(RowFace &face, const QModelIndex &index)
{
    const auto thread = index.data(ItemRole::InboxThread).value<InboxThread>();
    face.badge = badgeOf(thread);
    face.detail = joined({inboxPlace(thread), inboxKindWord(thread.kind)});
    face.strong = thread.unread;
}

void facePull(RowFace &face, const QModelIndex &index)
{
    const auto pull = index.data(ItemRole::PullRequest).value<PullRequest>();
    face.badge = badgeOf(pull);
    face.detail = joined(
        {u"%1#%2"_s.arg(pull.repository, QString::number(pull.number)), pull.author,
         pull.branch.isEmpty() ? QString() : i18nc("@info pull request's branch", "to %1", pull.branch)});
    if (pull.queue.state == QueuePlace::State::Ejected) {
        face.note = ejectionText(pull.queue);
    } else if (pull.state == PullRequest::State::Open && !pull.failingChecks.isEmpty()) {
        face.note = i18nc("@info checks of a pull request", "Fails: %1", plainLine(pull.failingChecks.join(", "_L1)));
    }
    face.struck = pull.state == PullRequest::State::Closed;
}

void faceOccurrence(RowFace &face, const QModelIndex &index, const QDateTime &now)
{
    const auto occurrence = index.data(ItemRole::Occurrence).value<Occurrence>();
    face.badge = badgeOf(occurrence);
    const QString people = occurrence.rsvps >= 0 ? i18ncp("@info event", "%1 going", "%1 going", occurrence.rsvps)
                                                 : QString();
    face.detail = joined({occurrenceTime(occurrence), occurrence.group, occurrence.place, people});
    face.note = index.data(ItemRole::Note).toString();
    face.aside.clear();
    face.struck = occurrence.status == Occurrence::Status::Cancelled;
    face.dimmed = face.dimmed || (occurrence.end.isValid() && occurrence.end < now);
}

void faceDay(RowFace &face, const QModelIndex &index, const QDateTime &now)
{
    const QDate day = index.data(ItemRole::Day).toDate();
    const QDate today = now.toLocalTime().date();
    const QString date = QLocale().toString(day, QLocale::LongFormat);
    face.aside.clear();
    face.strong = true;
    if (!day.isValid()) { // calls for papers whose end nobody tells: the row says so itself
        return;
    }
    face.marked = day == today;
    face.title = day == today     ? i18nc("@title:group day of the agenda", "Today, %1", date)
        : day == today.addDays(1) ? i18nc("@title:group day of the agenda", "Tomorrow, %1", date)
                                  : date;
}

void faceNotice(RowFace &face, const QModelIndex &index)
{
    const auto notice = index.data(ItemRole::Notice).value<Notice>();
    face.badge = badgeOf(notice);
    face.detail = plainLine(notice.text);
    face.struck = notice.state == Notice::State::Withdrawn;
    face.strong = !notice.read && !face.struck;
    face.dimmed = face.struck;
}

void faceThread(RowFace &face, const QModelIndex &index)
{
    const auto thread = index.data(ItemRole::Thread).value<ChangeThread>();
    face.badge = badgeOf(thread);
    const QString parts = i18ncp("@info a change: how many facts were joined to it", "1 part", "%1 parts",
                                 static_cast<int>(thread.members.size()));
    const bool held = thread.state == Landing::State::Held && !thread.held.isEmpty();
    face.detail = joined({held ? plainLine(thread.held) : QString(), thread.author, parts});
    face.strong = thread.state == Landing::State::BackedOut || thread.state == Landing::State::Failed;
    face.struck = thread.state == Landing::State::Cancelled;
}

void faceSource(RowFace &face, const QModelIndex &index, const QDateTime &now)
{
    const auto health = index.data(ItemRole::Health).value<SourceHealth>();
    face.badge = badgeOf(health);
    const QString asOf = health.asOf.isValid()
        ? i18nc("@info source: when it last answered", "as of %1", shortMoment(health.asOf, now))
        : i18nc("@info source", "no answer yet");
    const QString next = health.next.isValid()
        ? i18nc("@info source: when it is asked again", "next at %1", shortMoment(health.next, now))
        : QString();
    const QString budget = health.budgetLimit > 0
        ? i18nc("@info source: requests made and allowed to a host", "%1 of %2 requests this hour", health.budgetUsed,
                health.budgetLimit)
        : QString();
    face.detail = joined({health.host, asOf, next, budget});
    face.aside.clear();
    face.dimmed = false;
}

}

RowFace rowFace(const QModelIndex &index, const QDateTime &now)
{
    RowFace face{.kind = ItemKind(index.data(ItemRole::Kind).toInt())};
    const QVariant title = index.data(ItemRole::Title);
    face.title = plainLine((title.isValid() ? title : index.data(Qt::DisplayRole)).toString());
    face.aside = shortMoment(index.data(ItemRole::When).toDateTime(), now);
    face.dimmed = index.data(ItemRole::Stale).toBool();
    switch (face.kind) {
    case ItemKind::Push:
        facePush(face, index);
        break;
    case ItemKind::Landing:
        faceLanding(face, index);
        break;
    case ItemKind::PullRequest:
        facePull(face, index);
        break;
    case ItemKind::Deployment:
        faceDeployment(face, index);
        break;
    case ItemKind::InboxThread:
        faceInbox(face, index);
        break;
    case ItemKind::Day:
        faceDay(face, index, now);
        break;
    case ItemKind::Occurrence:
        faceOccurrence(face, index, now);
        break;
    case ItemKind::Notice:
        faceNotice(face, index);
        break;
    case ItemKind::Source:
        faceSource(face, index, now);
        break;
    case ItemKind::Thread:
        faceThread(face, index);
        break;
    case ItemKind::Tree:
        faceTree(face, index);
        break;
    case ItemKind::Queue:
        faceQueue(face, index);
        break;
    case ItemKind::FailedJob:
        faceFailedJob(face, index);
        break;
    case ItemKind::Alert:
        faceAlert(face, index);
        break;
    case ItemKind::Platform:
    case ItemKind::Moment:
    case ItemKind::Member:
        break;
    case ItemKind::Heading:
    case ItemKind::Job:
    case ItemKind::Commit:
    case ItemKind::Bug:
    case ItemKind::Link:
    case ItemKind::Words:
        faceOther(face, index);
        break;
    }
    face.marked = face.marked || index.data(ItemRole::NeedsYou).toBool();
    face.strong = face.strong || (face.marked && !face.struck);
    return face;
}

QString shortMoment(const QDateTime &moment, const QDateTime &now)
{
    if (!moment.isValid()) {
        return {};
    }
    const QDateTime local = moment.toLocalTime();
    const QLocale locale;
    const QString time = locale.toString(local.time(), QLocale::ShortFormat);
    const qint64 days = local.date().daysTo(now.toLocalTime().date());
    if (days == 0) {
        return time;
    }
    if (qAbs(days) < 7) {
        return i18nc("@info moment: day of the week, time", "%1 %2",
                     locale.dayName(local.date().dayOfWeek(), QLocale::ShortFormat), time);
    }
    return locale.toString(local.date(), QLocale::ShortFormat);
}

QString occurrenceTime(const Occurrence &occurrence)
{
    if (occurrence.isCall()) {
        return occurrence.closes().isValid() ? i18nc("@info a call for papers", "end of the day")
                                             : i18nc("@info a call for papers", "open");
    }
    if (occurrence.allDay) {
        return i18nc("@info event", "all day");
    }
    const QLocale locale;
    const auto time = [&locale](const QDateTime &moment) {
        return locale.toString(moment.time(), QLocale::ShortFormat);
    };
    const QDateTime start = occurrence.start.toLocalTime();
    const QString span = occurrence.end > occurrence.start
        ? i18nc("@info event from, to", "%1–%2", time(start), time(occurrence.end.toLocalTime()))
        : time(start);
    return showsOtherTime(occurrence.start)
        ? i18nc("@info event: its time here, its time and zone there", "%1 (%2 in %3)", span, time(occurrence.start),
                QString::fromLatin1(occurrence.start.timeZone().id()))
        : span;
}

}
