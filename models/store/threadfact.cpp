// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/threadfact.h"

#include "models/values/commitmessage.h"
#include "models/values/plaintext.h"

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
constexpr qsizetype s_longestReason = 200;

QString bugName(qint64 bug)
{
    return u"bug/%1"_s.arg(bug);
}

QString landoName(qint64 job)
{
    return u"lando/%1"_s.arg(job);
}

void addOnce(QStringList &list, const QString &text)
{
    if (!text.isEmpty() && !list.contains(text)) {
        list.append(text);
    }
}

void addRevision(QStringList &list, const QString &revision)
{
    if (isSameRevision(revision, revision)) {
        addOnce(list, revision.toLower());
    }
}

void addNames(QStringList &names, const CommitMessage &message)
{
    for (const qint64 bug : message.bugs) {
        addOnce(names, bugName(bug));
    }
    for (const qint64 job : message.landoJobs) {
        addOnce(names, landoName(job));
    }
    for (const QString &pull : message.pullUrls) {
        addOnce(names, "pull/"_L1 + pull);
    }
}

QString heldWords(const Landing &landing)
{
    if (landing.state != Landing::State::Held) {
        return {};
    }
    QString why;
    switch (landing.held) {
    case Landing::Held::TreeClosed:
        why = u"tree closed"_s;
        break;
    case Landing::Held::ApprovalRequired:
        why = u"approval required"_s;
        break;
    case Landing::Held::WaitingForReview:
        why = u"waiting for review"_s;
        break;
    case Landing::Held::No:
        why = u"held"_s;
        break;
    }
    const QString reason = plainLine(landing.reason, s_longestReason);
    return reason.isEmpty() ? why : why + u": "_s + reason;
}

/// The repository's name without its owner: all that a push's repository can be held against.
QString shortPullName(QStringView repository, int number)
{
    return u"pull/%1#%2"_s.arg(repository.sliced(repository.lastIndexOf(u'/') + 1)).arg(number);
}

Landing::State stateOf(const PullRequest &pull)
{
    switch (pull.state) {
    case PullRequest::State::Merged:
        return Landing::State::Landed;
    case PullRequest::State::Closed:
        return Landing::State::Cancelled;
    case PullRequest::State::Open:
        break;
    }
    return pull.queuePosition > 0 ? Landing::State::Queued : Landing::State::Requested;
}

NamedCommit namedCommit(const Push &push, const Commit &commit, const CommitMessage &message)
{
    NamedCommit named{.revision = commit.revision.toLower()};
    addNames(named.names, message);
    for (const int pull : message.pulls) {
        addOnce(named.names, shortPullName(push.repository, pull));
    }
    for (const QString &revision : message.revisions) {
        addRevision(named.revisions, revision);
    }
    if (message.backout) {
        for (const qint64 bug : message.backout->bugs) {
            addOnce(named.takesBack, bugName(bug));
        }
        named.takesBack += message.backout->revisions;
        named.lands = !named.names.isEmpty();
    }
    return named;
}
}

ThreadFact threadFact(const Landing &landing)
{
    ThreadFact fact{.subject = landing.subject(),
                    .kind = landing.job ? ThreadFact::Kind::Lando : ThreadFact::Kind::Bug,
                    .title = plainLine(landing.title, 200),
                    .author = plainLine(landing.author, 100),
                    .host = landing.job ? QString() : landing.url.host(),
                    .state = landing.state,
                    .held = heldWords(landing),
                    .reason = plainLine(landing.reason, s_longestReason),
                    .requested = landing.requested,
                    .changed = landing.changed,
                    .tries = landing.tries};
    if (landing.bug > 0) {
        addOnce(fact.names, bugName(landing.bug));
    }
    if (landing.job > 0) {
        addNames(fact.names, readCommitMessage(landing.title));
        addOnce(fact.names, landoName(landing.job));
    }
    for (const qint64 job : landing.landoJobs) {
        addOnce(fact.names, landoName(job));
    }
    addRevision(fact.revisions, landing.revision);
    addRevision(fact.revisions, landing.gitRevision);
    for (const TryRun &run : landing.tries) {
        addRevision(fact.finds, run.revision);
    }
    return fact;
}

ThreadFact threadFact(const PullRequest &pull)
{
    ThreadFact fact{.subject = pull.subject(),
                    .kind = ThreadFact::Kind::Pull,
                    .title = plainLine(pull.title, 200),
                    .author = plainLine(pull.author, 100),
                    .state = stateOf(pull),
                    .requested = pull.updated,
                    .changed = pull.updated};
    addNames(fact.names, readCommitMessage(pull.title));
    addOnce(fact.names, u"pull/%1#%2"_s.arg(pull.repository).arg(pull.number));
    addOnce(fact.finds, shortPullName(pull.repository, pull.number));
    addRevision(fact.revisions, pull.headRevision);
    return fact;
}

ThreadFact threadFact(const Push &push, const PushStanding &standing)
{
    ThreadFact fact{.subject = push.subject(),
                    .kind = ThreadFact::Kind::Push,
                    .title = plainLine(push.title(), 200),
                    .author = plainLine(push.author, 100),
                    .requested = push.pushed,
                    .changed = standing.lastChange,
                    .repository = push.repository,
                    .revision = push.revision.toLower(),
                    .result = standing.settled ? verdictName(standing.verdict) : QString()};
    for (const Commit &commit : push.commits) {
        const CommitMessage message = readCommitMessage(commit.message);
        fact.merge = fact.merge || message.merge;
        fact.commits.append(namedCommit(push, commit, message));
    }
    if (fact.commits.isEmpty()) {
        fact.commits.append({.revision = fact.revision});
    }
    return fact;
}

}
