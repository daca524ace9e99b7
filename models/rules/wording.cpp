// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/rules/wording.h"

#include "models/rules/blamewording.h"
#include "models/rules/treewording.h"
#include "models/values/plaintext.h"

#include <KLocalizedString>

using namespace Qt::StringLiterals;

namespace Windsock {

QString lines(QStringList parts)
{
    parts.removeAll(QString());
    return parts.join(u'\n');
}

namespace {
constexpr qsizetype s_namesSaid = 5;

QString titleOf(const Push *push, const PushStanding &standing)
{
    const QString title = push ? plainLine(push->title(), 90) : QString();
    return title.isEmpty() ? i18nc("@title a push of which no title is known; %1 is its number", "push %1",
                                   QString::number(standing.pushId))
                           : title;
}

QString treeOf(const Push *push)
{
    return push && !push->repository.isEmpty() ? plainLine(push->repository, 60)
                                               : i18nc("@info in place of a repository's name", "an unknown repository");
}

}

QString someOf(const QStringList &names, int total)
{
    QStringList said;
    for (const QString &name : names) {
        const QString plain = plainLine(name, 70);
        if (!plain.isEmpty() && said.size() < s_namesSaid) {
            said.append(plain);
        }
    }
    if (said.isEmpty()) {
        return {};
    }
    const QString list = said.join(i18nc("@info between the names of a list", ", "));
    const int more = total - static_cast<int>(said.size());
    return more > 0 ? i18ncp("@info a list of names that goes on", "%2 and 1 more", "%2 and %1 more", more, list) : list;
}

namespace {
QString failuresLine(const PushStanding &standing)
{
    QStringList names;
    for (const FailedJob &job : standing.failures) {
        names.append(job.name.isEmpty() ? job.platform : job.name);
    }
    const QString some = someOf(names, standing.unclassifiedFailures());
    return some.isEmpty() ? QString() : i18nc("@info names of failed jobs", "Failed: %1.", some);
}

QString passedAndFailed(const PushStanding &standing)
{
    QStringList sentences;
    if (standing.success > 0) {
        sentences.append(i18ncp("@info", "1 job passed.", "%1 jobs passed.", standing.success));
    }
    if (standing.unclassifiedFailures() > 0) {
        sentences.append(i18ncp("@info", "1 job failed.", "%1 jobs failed.", standing.unclassifiedFailures()));
    }
    if (standing.known > 0) {
        sentences.append(i18ncp("@info", "1 failure is a known intermittent or otherwise classified.",
                                "%1 failures are known intermittents or otherwise classified.", standing.known));
    }
    if (standing.cancelled > 0) {
        sentences.append(i18ncp("@info", "1 job was cancelled.", "%1 jobs were cancelled.", standing.cancelled));
    }
    return sentences.join(u' ');
}

QString progressLine(const PushStanding &standing)
{
    if (standing.complete) {
        return {};
    }
    return i18nc("@info %1 is a whole number", "Still running, %1 % done.", standing.percent());
}

QString finishedTitle(Verdict verdict, const QString &title, const QString &tree)
{
    switch (verdict) {
    case Verdict::Green:
        return i18nc("@title push %1 on repository %2", "Green on %2: %1", title, tree);
    case Verdict::Orange:
        return i18nc("@title push %1 on repository %2", "Finished orange on %2: %1", title, tree);
    case Verdict::Red:
        return i18nc("@title push %1 on repository %2", "Finished red on %2: %1", title, tree);
    case Verdict::Exception:
        return i18nc("@title push %1 on repository %2", "Finished with exceptions on %2: %1", title, tree);
    case Verdict::Cancelled:
        return i18nc("@title push %1 on repository %2", "Finished with cancelled jobs on %2: %1", title, tree);
    case Verdict::Unknown:
    case Verdict::Running:
        break;
    }
    return i18nc("@title push %1 on repository %2", "Finished, result unknown, on %2: %1", title, tree);
}

QString verdictLine(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Green:
        return {};
    case Verdict::Orange:
        return i18nc("@info", "Tests failed that nobody has classified yet.");
    case Verdict::Red:
        return i18nc("@info", "A build is broken.");
    case Verdict::Exception:
        return i18nc("@info", "Jobs ended in an exception.");
    case Verdict::Cancelled:
        return i18nc("@info", "Not all was tested.");
    case Verdict::Unknown:
    case Verdict::Running:
        break;
    }
    return i18nc("@info", "It is unknown whether this push is good.");
}
}

Wording pushFinishedWording(const Push *push, const PushStanding &standing)
{
    return {
        finishedTitle(standing.verdict, titleOf(push, standing), treeOf(push)),
        lines({verdictLine(standing.verdict), passedAndFailed(standing), failuresLine(standing), blameLine(standing)})};
}

Wording pushBadWording(const Push *push, const PushStanding &standing)
{
    const QString title = titleOf(push, standing);
    const QString tree = treeOf(push);
    Wording wording;
    switch (standing.verdict) {
    case Verdict::Red:
        wording.title = i18nc("@title push %1 on repository %2", "Red on %2: %1", title, tree);
        break;
    case Verdict::Exception:
        wording.title = i18nc("@title push %1 on repository %2", "Exceptions on %2: %1", title, tree);
        break;
    default:
        wording.title = i18nc("@title push %1 on repository %2", "Orange on %2: %1", title, tree);
        break;
    }
    wording.text = lines(
        {failuresLine(standing), blameLine(standing), passedAndFailed(standing), progressLine(standing)});
    return wording;
}

Wording pushRecoveredWording(const Push *push, const PushStanding &before, const PushStanding &after)
{
    const QString title = titleOf(push, after);
    const QString reason = after.known > before.known
        ? i18nc("@info", "Its failures are now known: the sheriffs have classified them.")
        : i18nc("@info", "Its failures were made good.");
    QString now;
    if (after.verdict == Verdict::Unknown) {
        now = verdictLine(after.verdict);
    } else if (after.verdict == Verdict::Cancelled) {
        now = verdictLine(after.verdict);
    } else {
        now = progressLine(after);
    }
    return {i18nc("@title push %1 on repository %2", "No longer bad on %2: %1", title, treeOf(push)),
            lines({reason, passedAndFailed(after), now})};
}

namespace {
QString bugTitle(const Landing &landing)
{
    const QString title = plainLine(landing.title, 90);
    const QString number = QString::number(landing.bug);
    return title.isEmpty() ? i18nc("@info a bug without a title; %1 is its number", "bug %1", number)
                           : i18nc("@info a bug's number and title", "bug %1, %2", number, title);
}

QString treesOf(const Landing &landing)
{
    const QString some = someOf(landing.trees, static_cast<int>(landing.trees.size()));
    return some.isEmpty() ? i18nc("@info in place of the name of a tree", "its tree") : some;
}

QString heldLine(const Landing &landing)
{
    switch (landing.held) {
    case Landing::Held::TreeClosed:
        return i18nc("@info", "The tree is closed.");
    case Landing::Held::ApprovalRequired:
        return i18nc("@info", "It needs an approval.");
    case Landing::Held::WaitingForReview:
        return i18nc("@info", "It waits for a review.");
    case Landing::Held::No:
        break;
    }
    const QString reason = plainLine(landing.reason, 200);
    return reason.isEmpty() ? i18nc("@info", "Why is unknown.") : reason;
}
}

Wording landingStateWording(const Landing &landing)
{
    if (landing.job != 0) {
        return landingJobWording(landing);
    }
    const QString bug = bugTitle(landing);
    const QString trees = treesOf(landing);
    switch (landing.state) {
    case Landing::State::Landed:
        return {i18nc("@title", "Landed: %1", bug), i18nc("@info %1 is where to", "It is on %1 now.", trees)};
    case Landing::State::Failed:
        return {i18nc("@title", "Landing failed: %1", bug),
                i18nc("@info %1 is where to", "It did not get to %1. The bug says why.", trees)};
    case Landing::State::BackedOut:
        return {i18nc("@title", "Backed out: %1", bug), i18nc("@info %1 is where from", "It was taken off %1.", trees)};
    case Landing::State::Held:
        return {i18nc("@title", "Held: %1", bug),
                lines({heldLine(landing), i18nc("@info %1 is where to", "It is to go to %1.", trees)})};
    case Landing::State::Cancelled:
        return {i18nc("@title", "Landing cancelled: %1", bug),
                i18nc("@info %1 is where to", "It will not go to %1.", trees)};
    default:
        return {i18nc("@title", "Queued: %1", bug), i18nc("@info %1 is where to", "It is to land on %1.", trees)};
    }
}

Wording patchFlagWording(const Landing &landing, const Patch &patch, const PatchFlag &flag)
{
    const QString bug = bugTitle(landing);
    const QString who = flag.setter.isEmpty() ? i18nc("@info in place of a name", "somebody")
                                              : plainLine(flag.setter, 60);
    const QString name = plainLine(flag.name, 40);
    const QString title = plainLine(patch.title, 90);
    if (flag.status == u'+') {
        return {i18nc("@title %1 is a flag: review", "Granted %1: %2", name, bug),
                title.isEmpty() ? i18nc("@info who, flag", "%1 granted %2.", who, name)
                                : i18nc("@info who, flag, patch", "%1 granted %2 for “%3”.", who, name, title)};
    }
    return {i18nc("@title %1 is a flag: review", "Denied %1: %2", name, bug),
            title.isEmpty() ? i18nc("@info who, flag", "%1 denied %2.", who, name)
                            : i18nc("@info who, flag, patch", "%1 denied %2 for “%3”.", who, name, title)};
}

QString pullName(const PullRequest &pull)
{
    const QString repository = plainLine(pull.repository, 60);
    const QString number = QString::number(pull.number);
    const QString title = plainLine(pull.title, 90);
    return title.isEmpty()
        ? i18nc("@info a pull request's repository and number", "%1#%2", repository, number)
        : i18nc("@info a pull request's repository, number and title", "%1#%2, %3", repository, number, title);
}

namespace {
/// Which of the failed checks the branch wants; nothing where it is not told.
QString requiredLine(const PullRequest &pull)
{
    if (!pull.requiredKnown) {
        return {};
    }
    const QString some = someOf(pull.failingRequired, static_cast<int>(pull.failingRequired.size()));
    return some.isEmpty() ? i18nc("@info of failed checks", "None of them is required.")
                          : i18nc("@info names of failed checks", "Required: %1.", some);
}

QString checksLine(const PullRequest &pull)
{
    const int total = std::max(pull.checksTotal, static_cast<int>(pull.failingChecks.size()));
    return total > 0 ? i18ncp("@info", "There is 1 check.", "There are %1 checks.", total) : QString();
}
}

Wording checksWording(const PullRequest &pull)
{
    if (pull.checks == PullRequest::Checks::Passing) {
        return {i18nc("@title pull request", "Checks pass: %1", pullName(pull)), checksLine(pull)};
    }
    const QString some = someOf(pull.failingChecks, static_cast<int>(pull.failingChecks.size()));
    const QString names = some.isEmpty() ? i18nc("@info", "Which ones is unknown.")
                                         : i18nc("@info names of failed checks", "Failed: %1.", some);
    return {i18nc("@title pull request", "Checks fail: %1", pullName(pull)),
            lines({names, requiredLine(pull), checksLine(pull)})};
}

Wording reviewWording(const PullRequest &pull)
{
    if (pull.review == PullRequest::Review::Approved) {
        return {i18nc("@title pull request", "Approved: %1", pullName(pull)),
                i18nc("@info", "The reviewers approve of the change.")};
    }
    return {i18nc("@title pull request", "Changes requested: %1", pullName(pull)),
            i18nc("@info", "A reviewer asks for changes.")};
}

Wording pullClosedWording(const PullRequest &pull)
{
    const QString branch = plainLine(pull.branch, 60);
    if (pull.state == PullRequest::State::Merged) {
        return {i18nc("@title pull request", "Merged: %1", pullName(pull)),
                branch.isEmpty() ? QString() : i18nc("@info %1 is a branch", "It is on %1 now.", branch)};
    }
    return {i18nc("@title pull request", "Closed: %1", pullName(pull)),
            i18nc("@info", "It was closed without a merge.")};
}

Wording conflictWording(const PullRequest &pull)
{
    const QString branch = plainLine(pull.branch, 60);
    return {i18nc("@title pull request", "Conflicting: %1", pullName(pull)),
            branch.isEmpty() ? i18nc("@info", "It can no longer be merged without solving conflicts.")
                             : i18nc("@info %1 is a branch",
                                     "It can no longer be merged into %1 without solving conflicts.", branch)};
}

}
