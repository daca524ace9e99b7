// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/rules/threadwording.h"

#include "models/values/commitmessage.h"
#include "models/values/plaintext.h"

#include <KLocalizedString>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
/// The bug whose change it is; nothing where it is no bug's.
QString bugOf(const ChangeThread &thread)
{
    for (const ThreadMember &member : thread.members) {
        if (const qsizetype at = member.subject.value.indexOf("/bug/"_L1); at >= 0) {
            return member.subject.value.sliced(at + 5);
        }
    }
    const auto named = std::ranges::find(thread.members, ThreadMember::Ground::Bug, &ThreadMember::ground);
    return named == thread.members.end() ? QString() : named->detail;
}

/// The commit of the push that the thread was told of.
const Commit *commitOf(const ChangeThread &thread, const Push &backout)
{
    for (const Moment &moment : thread.moments) {
        if (moment.kind != Moment::Kind::BackedOut || moment.subject != backout.subject()) {
            continue;
        }
        const auto commit = std::ranges::find_if(backout.commits, [&moment](const Commit &c) {
            return c.revision.startsWith(moment.detail, Qt::CaseInsensitive);
        });
        return commit == backout.commits.end() ? nullptr : &*commit;
    }
    return nullptr;
}

QString whatLine(const ChangeThread &thread)
{
    return plainLine(thread.title, 90);
}
}

Wording backedOutWording(const ChangeThread &thread, const Push &backout)
{
    const QString tree = backout.repository.isEmpty() ? i18nc("@info in place of a repository's name", "its tree")
                                                      : plainLine(backout.repository, 60);
    const QString bug = plainLine(bugOf(thread), 20);
    const QString what = whatLine(thread);
    Wording wording;
    if (!bug.isEmpty()) {
        wording.title = i18nc("@title %1 is a bug's number, %2 a repository", "Bug %1 was backed out of %2", bug, tree);
    } else if (!what.isEmpty()) {
        wording.title = i18nc("@title %1 is a change's title, %2 a repository", "Backed out of %2: %1", what, tree);
    } else {
        wording.title = i18nc("@title %1 is a repository", "A change was backed out of %1", tree);
    }
    QStringList lines;
    if (!bug.isEmpty() && !what.isEmpty()) {
        lines.append(what);
    }
    if (const Commit *commit = commitOf(thread, backout)) {
        const auto read = readCommitMessage(commit->message).backout;
        if (read && !read->reason.isEmpty()) {
            lines.append(i18nc("@info %1 is in the words of who backed it out", "Why: %1", read->reason));
        }
    }
    if (const QString who = plainLine(backout.author, 60); !who.isEmpty()) {
        lines.append(i18nc("@info %1 is a person", "By %1.", who));
    }
    wording.text = lines.join(u'\n');
    return wording;
}

}
