// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/rules/treerules.h"

#include "models/rules/isoutc.h"
#include "models/rules/treewording.h"
#include "models/values/plaintext.h"

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
QString keyOf(const Tree &tree, const QDateTime &seen)
{
    const QDateTime since = tree.since.isValid() ? tree.since : seen;
    const QString status = treeStatusName(tree.status).replace(u' ', u'-');
    return tree.subject().value + "#status:"_L1 + status + u':' + isoUtc(since);
}

void tell(const Tree &tree, const ChangeSet &changes, const QDateTime &now, const QTimeZone &zone, Judgement &said)
{
    const Wording wording = treeWording(tree, now, zone);
    said.notices.append({.key = keyOf(tree, changes.at),
                         .subject = tree.subject(),
                         .account = tree.account,
                         .watch = changes.watch,
                         .kind = Notice::Kind::TreeChanged,
                         .urgency = Notice::Urgency::Normal,
                         .title = wording.title,
                         .text = wording.text,
                         .url = webUrl(tree.url),
                         .decided = now});
}

void overtake(const Tree &tree, Judgement &said)
{
    said.overtaken.append(tree.subject().value + u'#');
}
}

void judgeTrees(const ChangeSet &changes, const QDateTime &now, const QTimeZone &zone, Judgement &said)
{
    using Status = Tree::Status;
    for (const Tree &tree : changes.trees.removed) {
        overtake(tree, said);
    }
    for (const Tree &tree : changes.trees.added) {
        if (tree.status == Status::Closed || tree.status == Status::ApprovalRequired) {
            tell(tree, changes, now, zone, said);
        }
    }
    for (const Change<Tree> &change : changes.trees.changed) {
        if (change.before.status == change.after.status) {
            continue;
        }
        overtake(change.after, said);
        if (change.after.status != Status::Unknown) {
            tell(change.after, changes, now, zone, said);
        }
    }
}

}
