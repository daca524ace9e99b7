// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/bugzilla/bugzillalanding.h"

#include "app/sources/bugzilla/bugzillatag.h"
#include "models/values/login.h"

#include <KLocalizedString>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Windsock::Bugzilla {

namespace {
constexpr qsizetype s_waitsAtMost = 20;

bool isReview(const PatchFlag &flag)
{
    return flag.name == "review"_L1 || flag.name == "superreview"_L1 || flag.name == "ui-review"_L1;
}

bool isReviewed(const Patch &patch)
{
    bool granted = false;
    for (const PatchFlag &flag : patch.flags) {
        if (isReview(flag)) {
            if (flag.status != u'+') {
                return false;
            }
            granted = true;
        }
    }
    return granted;
}

bool asksByFlag(const QList<PatchFlag> &flags, const QString &name)
{
    return std::ranges::any_of(flags, [&name](const PatchFlag &flag) {
        return flag.status == u'?' && flag.name.compare(name, Qt::CaseInsensitive) == 0;
    });
}

bool asksReviewOf(const QList<Patch> &patches, const QString &login)
{
    return std::ranges::any_of(patches, [&login](const Patch &patch) {
        return std::ranges::any_of(patch.flags, [&login](const PatchFlag &flag) {
            return flag.status == u'?' && isReview(flag) && isSameLogin(flag.requestee, login);
        });
    });
}

bool asksByKeyword(const Bug &bug, const QString &keyword)
{
    return bug.resolution.isEmpty() && bug.keywords.contains(keyword, Qt::CaseInsensitive);
}

/// The patches the tag names, in its order, or all; what stands in the way is said in the landing.
QList<Patch> chosen(Landing &landing, const BugFacts &facts, const Tag &tag)
{
    QList<Patch> patches;
    for (const qint64 id : tag.attachments) {
        const auto found = std::ranges::find(facts.patches, id, &Patch::id);
        if (found != facts.patches.cend()) {
            patches.append(*found);
            continue;
        }
        landing.state = Landing::State::Held;
        const QString number = QString::number(id);
        if (landing.reason.isEmpty()) {
            landing.reason = facts.obsolete.contains(id)
                ? i18nc("@info %1 is a number", "Attachment %1, which the tag names, is obsolete: nothing lands.",
                        number)
                : i18nc("@info %1 is a number",
                        "The tag names attachment %1, and the bug has no such patch: nothing lands.", number);
        }
    }
    return tag.attachments.isEmpty() ? facts.patches : patches;
}

void askByTag(Landing &landing, const BugFacts &facts, const Tag &tag)
{
    landing.tag = tag.written;
    landing.trees = tag.trees;
    landing.patches = chosen(landing, facts, tag);
    if (tag.inQueue) {
        const bool tries = !facts.story.tries.isEmpty() && facts.story.tries.constLast().result.isEmpty();
        landing.state = tries ? Landing::State::Trying : Landing::State::Queued;
        return;
    }
    const bool onlyTry = std::ranges::all_of(tag.trees, [](const QString &tree) { return tree == "try"_L1; });
    if (landing.reason.isEmpty() && !onlyTry && !std::ranges::all_of(landing.patches, isReviewed)) {
        landing.state = Landing::State::Held;
        landing.held = Landing::Held::WaitingForReview;
    }
}

/// Fills in what the bug asks by this wish; false where it does not ask.
bool ask(Landing &landing, const BugFacts &facts, const Wish &wish)
{
    switch (wish.kind) {
    case Wish::Kind::Tag: {
        const std::optional<Tag> tag = tagIn(facts.bug.whiteboard, wish.name);
        if (tag) {
            askByTag(landing, facts, *tag);
        }
        return tag.has_value();
    }
    case Wish::Kind::Keyword:
        landing.tag = wish.name;
        return asksByKeyword(facts.bug, wish.name);
    case Wish::Kind::Flag:
        landing.tag = wish.name + u'?';
        return asksByFlag(facts.bug.flags, wish.name)
            || std::ranges::any_of(facts.patches,
                                   [&wish](const Patch &patch) { return asksByFlag(patch.flags, wish.name); });
    case Wish::Kind::Review:
        landing.tag.clear();
        landing.state = Landing::State::Held;
        landing.held = Landing::Held::WaitingForReview;
        return asksReviewOf(facts.patches, wish.name);
    }
    Q_UNREACHABLE_RETURN(false);
}

/// A tag that is nearly right asks for nothing, and is no reason to say nothing.
bool askNearly(Landing &landing, const BugFacts &facts, const Wish &wish)
{
    const auto nearly = wish.kind == Wish::Kind::Tag ? nearTagIn(facts.bug.whiteboard, wish.name) : std::nullopt;
    if (nearly) {
        landing.tag = nearly->written;
        landing.state = Landing::State::Held;
        landing.reason = wordsFor(*nearly);
    }
    return nearly.has_value();
}

QString authorOf(const BugFacts &facts)
{
    if (!facts.bug.assignee.isEmpty() && !facts.bug.assignee.startsWith("nobody@"_L1)) {
        return facts.bug.assignee;
    }
    return facts.patches.isEmpty() ? QString() : facts.patches.constFirst().author;
}

/// Whom flags ask, and who has to answer a review that was denied.
QStringList waitsOn(const Landing &landing, const QList<PatchFlag> &flagsOfBug)
{
    QStringList people;
    const auto add = [&people](const QString &login) {
        if (!login.isEmpty() && !people.contains(login) && people.size() < s_waitsAtMost) {
            people.append(login);
        }
    };
    for (const Patch &patch : landing.patches) {
        for (const PatchFlag &flag : patch.flags) {
            if (flag.status == u'?') {
                add(flag.requestee);
            } else if (flag.status == u'-' && isReview(flag)) {
                add(landing.author.isEmpty() ? patch.author : landing.author);
            }
        }
    }
    for (const PatchFlag &flag : flagsOfBug) {
        if (flag.status == u'?') {
            add(flag.requestee);
        }
    }
    return people;
}

/// Branches to which a change is carried after it has landed: what happens there is another landing's.
bool isTrain(const QString &tree)
{
    for (const QLatin1StringView name :
         {"mozilla-aurora"_L1, "mozilla-beta"_L1, "mozilla-release"_L1, "mozilla-esr"_L1}) {
        if (tree.startsWith(name)) {
            return true;
        }
    }
    return false;
}

/// The last thing that comments say happened to the landing since it was asked for.
const Passage *lastPassage(const Landing &landing, const Story &story, const QDateTime &since, bool backouts)
{
    for (auto passage = story.passages.crbegin(); passage != story.passages.crend(); ++passage) {
        const bool concerns = !isTrain(passage->tree) || landing.trees.contains(passage->tree);
        const bool isLate = !since.isValid() || passage->at >= since;
        if (concerns && isLate && (backouts || !passage->isBackout)) {
            return &*passage;
        }
    }
    return nullptr;
}

void fillRevision(Landing &landing, const Passage *passage)
{
    if (passage) {
        (passage->isGit ? landing.gitRevision : landing.revision) = passage->revision;
    }
}

/// What went wrong since the landing was asked for; empty where nothing did.
QString troubleOf(const Story &story, const QDateTime &since)
{
    const bool isLate = story.troubleAt.isValid() && (!since.isValid() || story.troubleAt >= since);
    return isLate ? story.trouble : QString();
}

/// Warned people read on; only what failed has ended.
bool isFailure(const QString &trouble)
{
    return !trouble.isEmpty() && !trouble.startsWith("Autoland Warning"_L1, Qt::CaseInsensitive)
        && !trouble.startsWith("Already landing"_L1, Qt::CaseInsensitive);
}

void end(Landing &landing, const BugFacts &facts, const Asked &asked)
{
    const Story &story = facts.story;
    const Passage *last = lastPassage(landing, story, asked.since, true);
    fillRevision(landing, lastPassage(landing, story, asked.since, false));
    const QString trouble = troubleOf(story, asked.since);
    if (last) {
        landing.state = last->isBackout ? Landing::State::BackedOut : Landing::State::Landed;
    } else if (facts.bug.resolution == "FIXED"_L1) {
        landing.state = Landing::State::Landed;
    } else {
        landing.state = isFailure(trouble) ? Landing::State::Failed : Landing::State::Cancelled;
        landing.reason = trouble;
    }
}
}

bool mayAskFor(const Bug &bug, const Wish &wish)
{
    switch (wish.kind) {
    case Wish::Kind::Tag:
        return tagIn(bug.whiteboard, wish.name) || nearTagIn(bug.whiteboard, wish.name);
    case Wish::Kind::Keyword:
        return asksByKeyword(bug, wish.name);
    case Wish::Kind::Flag:
    case Wish::Kind::Review:
        return true;
    }
    Q_UNREACHABLE_RETURN(true);
}

bool asksFor(const BugFacts &facts, const Wish &wish)
{
    Landing unused;
    return ask(unused, facts, wish) || askNearly(unused, facts, wish);
}

std::optional<Landing> landingOf(const BugFacts &facts, const QList<Wish> &wishes, const std::optional<Asked> &asked,
                                 const QDateTime &now)
{
    const Landing bare{.bug = facts.bug.id,
                       .title = facts.bug.title,
                       .author = authorOf(facts),
                       .patches = facts.patches,
                       .changed = facts.bug.changed,
                       .tries = facts.story.tries,
                       .landoJobs = facts.story.landoJobs};
    for (const auto &way : {ask, askNearly}) {
        for (const Wish &wish : wishes) {
            Landing landing = bare;
            if (!way(landing, facts, wish)) {
                continue;
            }
            if (landing.trees.isEmpty() && asked && !landing.tag.isEmpty()) {
                landing.trees = asked->trees;
            }
            const bool goesOn = asked && !asked->ended.isValid() && !asked->tag.isEmpty();
            landing.requested = landing.tag.isEmpty() ? facts.reviewAsked : goesOn ? asked->since : QDateTime();
            if (goesOn && landing.reason.isEmpty()) {
                landing.reason = troubleOf(facts.story, asked->since);
            }
            landing.waitsOn = waitsOn(landing, facts.bug.flags);
            return landing;
        }
    }
    if (!asked || asked->tag.isEmpty() || (asked->ended.isValid() && asked->ended.addDuration(followedAfterEnd) <= now)) {
        return std::nullopt;
    }
    Landing landing = bare;
    landing.tag = asked->tag;
    landing.trees = asked->trees;
    landing.requested = asked->since;
    end(landing, facts, *asked);
    return landing;
}

}
