// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/threadfact.h"

#include "models/values/addonce.h"
#include "models/values/commitmessage.h"
#include "models/values/plaintext.h"

#include <array>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
constexpr qsizetype s_longestReason = 200;
constexpr qsizetype s_mostResults = 50;

QString bugName(qint64 bug)
{
    return u"bug/%1"_s.arg(bug);
}

QString landoName(qint64 job)
{
    return u"lando/%1"_s.arg(job);
}

void addName(QStringList &list, const QString &name)
{
    if (!name.isEmpty()) {
        addOnce(list, name);
    }
}

void addRevision(QStringList &list, const QString &revision)
{
    if (isSameRevision(revision, revision)) {
        addName(list, revision.toLower());
    }
}

void addNames(QStringList &names, const CommitMessage &message)
{
    for (const qint64 bug : message.bugs) {
        addName(names, bugName(bug));
    }
    for (const qint64 job : message.landoJobs) {
        addName(names, landoName(job));
    }
    for (const QString &pull : message.pullUrls) {
        addName(names, "pull/"_L1 + pull);
    }
}

QString heldWords(Landing::Held held, const QString &reason)
{
    static constexpr std::array words{"held"_L1, "tree closed"_L1, "approval required"_L1, "waiting for review"_L1};
    const QString why = words.at(static_cast<size_t>(held));
    const QString line = plainLine(reason, s_longestReason);
    return line.isEmpty() ? why : QString(why + u": "_s + line);
}

/// The repository's name without its owner: all that a push's repository can be held against.
QString shortPullName(QStringView repository, int number)
{
    if (const qsizetype branch = repository.indexOf(u'@'); branch >= 0) {
        repository.truncate(branch); // of a push at GitHub
    }
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
    return pull.queue.isIn() ? Landing::State::Queued : Landing::State::Requested;
}

NamedCommit namedCommit(const Push &push, const Commit &commit, const CommitMessage &message)
{
    NamedCommit named{.revision = commit.revision.toLower()};
    addNames(named.names, message);
    for (const int pull : message.pulls) {
        addName(named.names, shortPullName(push.repository, pull));
    }
    for (const QString &revision : message.revisions) {
        addRevision(named.revisions, revision);
    }
    if (message.backout) {
        for (const qint64 bug : message.backout->bugs) {
            addName(named.takesBack, bugName(bug));
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
                    .held = landing.state == Landing::State::Held ? heldWords(landing.held, landing.reason) : QString(),
                    .reason = plainLine(landing.reason, s_longestReason),
                    .requested = landing.requested,
                    .changed = landing.changed,
                    .tries = landing.tries};
    if (landing.bug > 0) {
        addName(fact.names, bugName(landing.bug));
    }
    if (landing.job > 0) {
        addNames(fact.names, readCommitMessage(landing.title));
        addName(fact.names, landoName(landing.job));
    }
    if (landing.job > 0 && !landing.repository.isEmpty()) {
        fact.tree = subjectOf(landing.account, Tree{.name = treeOfRepository(landing.repository)}.key());
    }
    for (const qint64 job : landing.landoJobs) {
        addName(fact.names, landoName(job));
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
    addName(fact.names, u"pull/%1#%2"_s.arg(pull.repository).arg(pull.number));
    addName(fact.finds, shortPullName(pull.repository, pull.number));
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

void noteResult(ThreadFact &push)
{
    if (push.result.isEmpty() || (!push.results.isEmpty() && push.results.constLast().word == push.result)) {
        return;
    }
    push.results.append({.word = push.result, .at = push.changed});
    if (push.results.size() > s_mostResults) {
        push.results.removeFirst();
    }
}

void heed(const Tree &tree, ThreadFact &job)
{
    const bool shut = tree.status == Tree::Status::Closed || tree.status == Tree::Status::ApprovalRequired;
    if (job.gone || (shut ? job.state != Landing::State::Queued && !job.heldByTree : !job.heldByTree)) {
        return;
    }
    if (!job.heldByTree) {
        job.queued = job.changed;
    } else if (!shut) {
        job.queued = {};
    }
    job.heldByTree = shut;
    job.state = shut ? Landing::State::Held : Landing::State::Queued;
    job.held = !shut
        ? QString()
        : heldWords(tree.status == Tree::Status::Closed ? Landing::Held::TreeClosed : Landing::Held::ApprovalRequired,
                    tree.reason);
    if (tree.since.isValid() && (!job.changed.isValid() || job.changed < tree.since)) {
        job.changed = tree.since;
    }
}

}
