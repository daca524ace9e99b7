// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/landingtext.h"

#include "models/items/words.h"
#include "models/values/plaintext.h"

#include <KLocalizedString>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
constexpr qsizetype s_namesShown = 3;
constexpr qsizetype s_linesShown = 8;

QString statusSince(const Tree &tree, const QString &name, const QString &since)
{
    if (tree.status == Tree::Status::ApprovalRequired) {
        return since.isEmpty() ? (name.isEmpty() ? i18nc("@info why a landing waits", "tree needs approval")
                                                 : i18nc("@info a tree", "%1 needs approval", name))
            : name.isEmpty()   ? i18nc("@info why a landing waits, since when", "tree needs approval since %1", since)
                               : i18nc("@info a tree, since when", "%1 needs approval since %2", name, since);
    }
    return since.isEmpty()
        ? (name.isEmpty() ? i18nc("@info why a landing waits", "tree closed") : i18nc("@info a tree", "%1 closed", name))
        : name.isEmpty() ? i18nc("@info why a landing waits, since when", "tree closed %1", since)
                         : i18nc("@info a tree, since when", "%1 closed %2", name, since);
}

QString people(const QStringList &all)
{
    QStringList names;
    for (const QString &name : all.first(std::min(all.size(), s_namesShown))) {
        names.append(plainLine(name, 60));
    }
    const QString shown = names.join(", "_L1);
    const auto others = static_cast<int>(all.size() - names.size());
    return others > 0
        ? i18ncp("@info names, and how many are not named", "%2 and 1 more", "%2 and %1 more", others, shown)
        : shown;
}

QString whyHeld(const Landing &landing)
{
    const QString asked = people(landing.waitsOn);
    if (landing.held == Landing::Held::WaitingForReview && !asked.isEmpty()) {
        return i18nc("@info why a landing waits, for whom", "Held: waits for review by %1", asked);
    }
    if (landing.held == Landing::Held::ApprovalRequired && !asked.isEmpty()) {
        return i18nc("@info why a landing waits, for whom", "Held: waits for approval by %1", asked);
    }
    const QString reason = plainLine(landing.reason, 200);
    return reason.isEmpty() ? landingWord(landing) : i18nc("@info why a landing waits", "Held: %1", reason);
}

QString flagText(const PatchFlag &flag)
{
    const QString name = plainLine(flag.name, 40) + flag.status;
    if (flag.status == u'?' && !flag.requestee.isEmpty()) {
        return i18nc("@info a flag of a patch, who is asked", "%1 of %2", name, plainLine(flag.requestee, 60));
    }
    return flag.setter.isEmpty()
        ? name
        : i18nc("@info a flag of a patch, who set it", "%1 by %2", name, plainLine(flag.setter, 60));
}

QString tryLine(const TryRun &run)
{
    const QString revision = run.revision.left(12);
    if (run.result.isEmpty()) {
        return i18nc("@info a try run that goes on", "Try run %1", revision);
    }
    return run.counts.isEmpty()
        ? i18nc("@info a try run, its result", "Try run %1: %2", revision, plainLine(run.result, 40))
        : i18nc("@info a try run, its result, its jobs", "Try run %1: %2 (%3)", revision, plainLine(run.result, 40),
                plainLine(run.counts, 100));
}
}

bool holdsLandings(const Tree &tree)
{
    return tree.status == Tree::Status::Closed || tree.status == Tree::Status::ApprovalRequired;
}

QStringList treesOf(const Landing &landing)
{
    QStringList names;
    for (const QString &tree : landing.repository.isEmpty() ? landing.trees : QStringList{landing.repository}) {
        names.append(treeOfRepository(tree));
    }
    return names;
}

Landing heldBy(const Landing &landing, const Tree *tree)
{
    Landing seen = landing;
    const bool waits = landing.state == Landing::State::Requested || landing.state == Landing::State::Checking
        || landing.state == Landing::State::Queued;
    if (tree && waits) {
        seen.state = Landing::State::Held;
        seen.held = tree->status == Tree::Status::ApprovalRequired ? Landing::Held::ApprovalRequired
                                                                   : Landing::Held::TreeClosed;
    }
    return seen;
}

QString treeHoldText(const Tree &tree, const QString &name, const QDateTime &now, const QTimeZone &zone)
{
    QStringList parts{statusSince(tree, plainLine(name, 60), clockTime(tree.since, now, zone))};
    for (const QString &tag : tree.tags) {
        parts.append(plainLine(tag, 40));
    }
    if (tree.tags.isEmpty() && !tree.reason.isEmpty()) {
        parts.append(plainLine(tree.reason, 120));
    }
    return parts.join(i18nc("@info between the parts of a tree's state", ", "));
}

QString heldText(const Landing &landing, const Tree *tree, const QDateTime &now, const QTimeZone &zone)
{
    if (isFinal(landing.state)) {
        return {};
    }
    if (tree) {
        const bool one = treesOf(landing).size() < 2;
        const QString closed = treeHoldText(*tree, one ? QString() : tree->name, now, zone);
        return heldBy(landing, tree).state == Landing::State::Held
            ? i18nc("@info why a landing waits", "Held: %1", closed)
            : closed;
    }
    if (landing.state == Landing::State::Held) {
        return whyHeld(landing);
    }
    return landing.waitsOn.isEmpty() ? QString()
                                     : i18nc("@info who is to move next", "Waits on %1", people(landing.waitsOn));
}

QString flagsText(const Landing &landing)
{
    QList<std::pair<QString, int>> kinds;
    for (const Patch &patch : landing.patches) {
        for (const PatchFlag &flag : patch.flags) {
            const QString name = plainLine(flag.name, 40) + flag.status;
            const auto known = std::ranges::find(kinds, name, &std::pair<QString, int>::first);
            known == kinds.end() ? kinds.append({name, 1}) : void(++known->second);
        }
    }
    QStringList texts;
    for (const auto &[name, count] : std::as_const(kinds)) {
        texts.append(count == 1 ? name : i18nc("@info a flag, how many patches have it", "%1 (%2)", name, count));
    }
    return texts.join(", "_L1);
}

QStringList patchLines(const Landing &landing)
{
    QStringList lines;
    for (const Patch &patch : landing.patches.first(std::min(landing.patches.size(), s_linesShown))) {
        QStringList flags;
        for (const PatchFlag &flag : patch.flags) {
            flags.append(flagText(flag));
        }
        lines.append(flags.isEmpty()
                         ? i18nc("@info a patch without flags", "%1: no review asked", plainLine(patch.title, 80))
                         : i18nc("@info a patch, its flags", "%1: %2", plainLine(patch.title, 80), flags.join(", "_L1)));
    }
    for (auto run = landing.tries.crbegin(); run != landing.tries.crend() && run - landing.tries.crbegin() < 3; ++run) {
        lines.append(tryLine(*run));
    }
    return lines;
}

}
