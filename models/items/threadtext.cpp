// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/threadtext.h"

#include "models/items/words.h"
#include "models/values/plaintext.h"

#include <KLocalizedString>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {

QString tryResult(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Green:
        return i18nc("@info what happened to a change", "All was green on try.");
    case Verdict::Orange:
        return i18nc("@info what happened to a change", "Tests failed on try.");
    case Verdict::Red:
        return i18nc("@info what happened to a change", "The build failed on try.");
    case Verdict::Exception:
        return i18nc("@info what happened to a change", "Jobs ended in an exception on try.");
    case Verdict::Cancelled:
        return i18nc("@info what happened to a change", "Jobs were cancelled on try.");
    case Verdict::Running:
        return i18nc("@info what happened to a change", "The jobs run on try.");
    case Verdict::Unknown:
        break;
    }
    return i18nc("@info what happened to a change", "Try has ended; how is not known.");
}

QString treeResult(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Green:
        return i18nc("@info what happened to a change", "All was green on the tree.");
    case Verdict::Orange:
        return i18nc("@info what happened to a change", "Tests failed on the tree.");
    case Verdict::Red:
        return i18nc("@info what happened to a change", "The build failed on the tree.");
    case Verdict::Exception:
        return i18nc("@info what happened to a change", "Jobs ended in an exception on the tree.");
    case Verdict::Cancelled:
        return i18nc("@info what happened to a change", "Jobs were cancelled on the tree.");
    case Verdict::Running:
        return i18nc("@info what happened to a change", "The jobs run on the tree.");
    case Verdict::Unknown:
        break;
    }
    return i18nc("@info what happened to a change", "The tree's jobs have ended; how is not known.");
}

QString bareSentence(const Moment &moment)
{
    switch (moment.kind) {
    case Moment::Kind::Requested:
        return i18nc("@info what happened to a change", "Its landing was asked for.");
    case Moment::Kind::TryPush:
        return i18nc("@info what happened to a change", "It was pushed to try.");
    case Moment::Kind::TryResult:
        return tryResult(Verdict::Unknown);
    case Moment::Kind::Queued:
        return i18nc("@info what happened to a change", "It was queued to land.");
    case Moment::Kind::Held:
        return i18nc("@info what happened to a change", "It is held.");
    case Moment::Kind::Released:
        return i18nc("@info what happened to a change", "It is held no more.");
    case Moment::Kind::Landed:
        return i18nc("@info what happened to a change", "It landed.");
    case Moment::Kind::TreePush:
        return i18nc("@info what happened to a change", "It was pushed to its tree.");
    case Moment::Kind::TreeResult:
        return treeResult(Verdict::Unknown);
    case Moment::Kind::BackedOut:
        return i18nc("@info what happened to a change", "It was backed out.");
    case Moment::Kind::Failed:
        return i18nc("@info what happened to a change", "Its landing failed.");
    case Moment::Kind::Cancelled:
        return i18nc("@info what happened to a change", "Its landing was cancelled.");
    case Moment::Kind::PullOpened:
        return i18nc("@info what happened to a change", "Its pull request was opened.");
    case Moment::Kind::PullMerged:
        return i18nc("@info what happened to a change", "Its pull request was merged.");
    }
    return {};
}

QString detailedSentence(Moment::Kind kind, const QString &detail)
{
    switch (kind) {
    case Moment::Kind::Requested:
        return i18nc("@info what happened to a change; %1 is a tree or tag", "Its landing was asked for: %1.", detail);
    case Moment::Kind::TryPush:
        return i18nc("@info what happened to a change; %1 is a revision", "It was pushed to try: %1.", detail);
    case Moment::Kind::TryResult:
        return i18nc("@info what happened to a change; %1 is how, in the service's words", "Try has ended: %1.", detail);
    case Moment::Kind::Queued:
        return i18nc("@info what happened to a change; %1 is a tree", "It was queued to land: %1.", detail);
    case Moment::Kind::Held:
        return i18nc("@info what happened to a change; %1 is why", "It is held: %1.", detail);
    case Moment::Kind::Released:
        return i18nc("@info what happened to a change; %1 is why", "It is held no more: %1.", detail);
    case Moment::Kind::Landed:
        return i18nc("@info what happened to a change; %1 is a revision", "It landed: %1.", detail);
    case Moment::Kind::TreePush:
        return i18nc("@info what happened to a change; %1 is a revision", "It was pushed to its tree: %1.", detail);
    case Moment::Kind::TreeResult:
        return i18nc("@info what happened to a change; %1 is how, in the service's words",
                     "The tree's jobs have ended: %1.", detail);
    case Moment::Kind::BackedOut:
        return i18nc("@info what happened to a change; %1 is a revision", "It was backed out: %1.", detail);
    case Moment::Kind::Failed:
        return i18nc("@info what happened to a change; %1 is why", "Its landing failed: %1.", detail);
    case Moment::Kind::Cancelled:
        return i18nc("@info what happened to a change; %1 is why", "Its landing was cancelled: %1.", detail);
    case Moment::Kind::PullOpened:
        return i18nc("@info what happened to a change; %1 is a number", "Its pull request was opened: %1.", detail);
    case Moment::Kind::PullMerged:
        return i18nc("@info what happened to a change; %1 is a revision", "Its pull request was merged: %1.", detail);
    }
    return {};
}

/// One line that a full stop can follow.
QString shortDetail(const QString &text)
{
    QString detail = plainLine(text, 200);
    while (detail.endsWith(u'.')) {
        detail.chop(1);
    }
    return detail;
}

QString bareGround(ThreadMember::Ground ground)
{
    switch (ground) {
    case ThreadMember::Ground::Itself:
        return i18nc("@info why a fact belongs to a change", "The change began with it.");
    case ThreadMember::Ground::Bug:
        return i18nc("@info why a fact belongs to a change", "It names the same bug.");
    case ThreadMember::Ground::Revision:
        return i18nc("@info why a fact belongs to a change", "It has the same commit.");
    case ThreadMember::Ground::LandoJob:
        return i18nc("@info why a fact belongs to a change", "It names the same Lando job.");
    case ThreadMember::Ground::PullRequest:
        return i18nc("@info why a fact belongs to a change", "It names the same pull request.");
    case ThreadMember::Ground::Backout:
        return i18nc("@info why a fact belongs to a change", "It says that it backs the change out.");
    }
    return {};
}
}

std::optional<Verdict> resultOf(const Moment &moment)
{
    static constexpr std::array all{Verdict::Unknown, Verdict::Running,   Verdict::Green,    Verdict::Orange,
                                    Verdict::Red,     Verdict::Exception, Verdict::Cancelled};
    if (moment.kind != Moment::Kind::TryResult && moment.kind != Moment::Kind::TreeResult) {
        return std::nullopt;
    }
    const auto named = std::ranges::find(all, moment.detail, verdictName);
    return named == all.end() ? std::nullopt : std::optional(*named);
}

QString momentSentence(const Moment &moment)
{
    if (const std::optional<Verdict> verdict = resultOf(moment)) {
        return moment.kind == Moment::Kind::TryResult ? tryResult(*verdict) : treeResult(*verdict);
    }
    const QString detail = shortDetail(moment.detail);
    return detail.isEmpty() ? bareSentence(moment) : detailedSentence(moment.kind, detail);
}

QString memberGround(const ThreadMember &member)
{
    const QString detail = shortDetail(member.detail);
    if (detail.isEmpty()) {
        return bareGround(member.ground);
    }
    switch (member.ground) {
    case ThreadMember::Ground::Itself:
        return bareGround(member.ground);
    case ThreadMember::Ground::Bug:
        return i18nc("@info why a fact belongs to a change; %1 is a number", "Same bug: %1.", detail);
    case ThreadMember::Ground::Revision:
        return i18nc("@info why a fact belongs to a change; %1 is a revision", "Same commit: %1.", detail);
    case ThreadMember::Ground::LandoJob:
        return i18nc("@info why a fact belongs to a change; %1 is a number", "Same Lando job: %1.", detail);
    case ThreadMember::Ground::PullRequest:
        return i18nc("@info why a fact belongs to a change; %1 is a number", "Same pull request: %1.", detail);
    case ThreadMember::Ground::Backout:
        return i18nc("@info why a fact belongs to a change; %1 is a revision", "It says that it backs out %1.", detail);
    }
    return {};
}

QString memberName(const Subject &subject)
{
    const QString kind = subject.value.section(u'/', 1, 1);
    const QString rest = plainLine(subject.value.section(u'/', 2));
    if (kind == "bug"_L1) {
        return i18nc("@item Bugzilla bug by number", "Bug %1", rest);
    }
    if (kind == "push"_L1) {
        return i18nc("@item push by Treeherder's number", "Push %1", rest);
    }
    if (kind == "lando"_L1) {
        return i18nc("@item landing job by Lando's number", "Lando job %1", rest);
    }
    if (kind == "pr"_L1 && rest.contains(u'/')) {
        const qsizetype number = rest.lastIndexOf(u'/');
        return i18nc("@item pull request by repository and number", "Pull request %1#%2", rest.left(number),
                     rest.mid(number + 1));
    }
    return plainLine(subject.value);
}

QString threadWord(const ChangeThread &thread)
{
    const QString held = shortDetail(thread.held);
    if (thread.state == Landing::State::Held && !held.isEmpty()) {
        return i18nc("@info:status a change; %1 is why", "Held: %1", held);
    }
    return landingWord(Landing{.state = thread.state});
}

QString laterText(const QDateTime &before, const QDateTime &at)
{
    const qint64 seconds = before.isValid() && at.isValid() ? before.secsTo(at) : -1;
    if (seconds < 0) {
        return {};
    }
    if (seconds < 60) {
        return i18nc("@info how long after what happened before", "less than a minute later");
    }
    if (seconds < 2 * 3600) {
        return i18ncp("@info how long after what happened before", "1 minute later", "%1 minutes later",
                      static_cast<int>(seconds / 60));
    }
    if (seconds < 48 * 3600) {
        return i18ncp("@info how long after what happened before", "1 hour later", "%1 hours later",
                      static_cast<int>(seconds / 3600));
    }
    return i18ncp("@info how long after what happened before", "1 day later", "%1 days later",
                  static_cast<int>(seconds / 86400));
}

}
