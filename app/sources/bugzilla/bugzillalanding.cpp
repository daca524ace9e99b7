// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/bugzilla/bugzillalanding.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Windsock::Bugzilla {

namespace {
const QString s_checkinNeeded = u"checkin-needed"_s;

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

bool waitsForReview(const Tag &tag, const QList<Patch> &patches)
{
    const bool onlyTry = std::ranges::all_of(tag.trees, [](const QString &tree) { return tree == "try"_L1; });
    return !onlyTry && std::ranges::any_of(patches, [&tag](const Patch &patch) {
        const bool lands = tag.attachments.isEmpty() || tag.attachments.contains(patch.id);
        return lands && !isReviewed(patch);
    });
}

bool asksByFlag(const QList<PatchFlag> &flags, const QString &name)
{
    return std::ranges::any_of(flags, [&name](const PatchFlag &flag) {
        return flag.status == u'?' && flag.name.compare(name, Qt::CaseInsensitive) == 0;
    });
}

bool asksByFlag(const Bug &bug, const QList<Patch> &patches, const QString &name)
{
    return asksByFlag(bug.flags, name)
        || std::ranges::any_of(patches, [&name](const Patch &patch) { return asksByFlag(patch.flags, name); });
}

/// Fills in what the tag says; false where there is no tag.
bool askByTag(Landing &landing, const Bug &bug, const QList<Patch> &patches, const Wish &wish)
{
    const std::optional<Tag> tag = tagIn(bug.whiteboard, wish.name);
    if (!tag) {
        return false;
    }
    landing.tag = tag->written;
    if (tag->inQueue) {
        landing.state = Landing::State::Queued;
        return true;
    }
    landing.trees = tag->trees;
    if (waitsForReview(*tag, patches)) {
        landing.state = Landing::State::Held;
        landing.held = Landing::Held::WaitingForReview;
    }
    return true;
}

bool asks(Landing &landing, const Bug &bug, const QList<Patch> &patches, const Wish &wish)
{
    if (wish.kind == Wish::Kind::Tag && askByTag(landing, bug, patches, wish)) {
        return true;
    }
    if (wish.kind == Wish::Kind::Flag) {
        landing.tag = wish.name + u'?';
        return asksByFlag(bug, patches, wish.name);
    }
    // People who land by hand go by this keyword, whatever the whiteboard says.
    landing.tag = wish.kind == Wish::Kind::Keyword ? wish.name : s_checkinNeeded;
    return bug.resolution.isEmpty() && bug.keywords.contains(landing.tag, Qt::CaseInsensitive);
}

QString authorOf(const Bug &bug, const QList<Patch> &patches)
{
    if (!bug.assignee.isEmpty() && !bug.assignee.startsWith("nobody@"_L1)) {
        return bug.assignee;
    }
    return patches.isEmpty() ? QString() : patches.constFirst().author;
}
}

Wish Wish::fromTarget(const QString &target)
{
    if (target.startsWith("flag:"_L1)) {
        return {Kind::Flag, target.mid(5).trimmed()};
    }
    if (target.startsWith("keyword:"_L1)) {
        return {Kind::Keyword, target.mid(8).trimmed()};
    }
    return {Kind::Tag, target.trimmed()};
}

std::optional<Tag> tagIn(const QString &whiteboard, const QString &name)
{
    const QRegularExpression grammar(
        u"\\[%1(-[^\\[\\]:]+)?((:\\d+(,\\d+)*)|(:-[^\\[\\]:]+)){0,2}\\]"_s.arg(QRegularExpression::escape(name)),
        QRegularExpression::CaseInsensitiveOption);
    const QRegularExpressionMatch match = grammar.match(whiteboard);
    if (!match.hasMatch()) {
        return std::nullopt;
    }
    Tag tag{.written = match.captured()};
    const QString inner = tag.written.sliced(1, tag.written.size() - 2).toLower();
    const QStringList parts = inner.split(u':');
    for (const QString &part : parts.sliced(1)) {
        if (part.startsWith(u'-')) {
            tag.trySyntax = part;
            continue;
        }
        for (const QString &id : part.split(u',')) {
            tag.attachments.append(id.toLongLong());
        }
    }
    const QString trees = match.captured(1).mid(1).toLower();
    tag.inQueue = trees == "in-queue"_L1;
    if (!tag.inQueue) {
        for (const QString &tree : (trees.isEmpty() ? u"try"_s : trees).split(u',')) {
            if (!tree.trimmed().isEmpty()) {
                tag.trees.append(tree.trimmed());
            }
        }
        tag.trees.removeDuplicates();
    }
    return tag;
}

std::optional<Landing> landingOf(const Bug &bug, const QList<Patch> &patches, const Wish &wish,
                                 const std::optional<Asked> &asked)
{
    Landing landing{
        .bug = bug.id, .title = bug.title, .author = authorOf(bug, patches), .patches = patches, .changed = bug.changed};
    if (asks(landing, bug, patches, wish)) {
        if (landing.trees.isEmpty() && asked) {
            landing.trees = asked->trees;
        }
        return landing;
    }
    if (!asked || asked->ended) {
        return std::nullopt;
    }
    landing.tag = asked->tag;
    landing.trees = asked->trees;
    landing.state = bug.resolution == "FIXED"_L1 ? Landing::State::Landed : Landing::State::Cancelled;
    return landing;
}

}
