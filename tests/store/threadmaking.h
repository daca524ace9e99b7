// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/threadbook.h"
#include "tests/store/making.h"

#include <algorithm>

/// Facts of changes, for the tests of threads.
namespace Windsock::Making {

inline const AccountId bmo{u"bmo"_s};
inline const AccountId lando{u"lando"_s};
inline const AccountId github{u"gh"_s};

inline Landing bug(qint64 number, Landing::State state = Landing::State::Requested, int changed = 0)
{
    return {.account = bmo,
            .bug = number,
            .title = u"Fix %1"_s.arg(number),
            .author = u"dev@example.org"_s,
            .state = state,
            .changed = minute(changed),
            .url = QUrl(u"https://bugzilla.example.org/show_bug.cgi?id=%1"_s.arg(number)),
            .requested = minute(0)};
}

inline Landing landoJob(qint64 number, const QString &title, Landing::State state, int changed)
{
    return {.account = lando,
            .title = title,
            .state = state,
            .changed = minute(changed),
            .job = number,
            .repository = u"firefox-autoland"_s,
            .requested = minute(changed)};
}

inline PullRequest pull(int number, const QString &title, int updated = 0)
{
    return {.account = github,
            .repository = u"o/r"_s,
            .number = number,
            .title = title,
            .author = u"dev"_s,
            .updated = minute(updated)};
}

/// A revision that is as long as one and begins with the text.
inline QString revision(const QString &start)
{
    return start.leftJustified(40, u'0');
}

inline Push pushOf(qint64 id, int pushed, const QString &repository, const QList<Commit> &commits)
{
    return {.account = account,
            .id = id,
            .repository = repository,
            .revision = commits.isEmpty() ? revision(u"%1a"_s.arg(id)) : commits.constFirst().revision,
            .author = u"sheriff@example.org"_s,
            .pushed = minute(pushed),
            .commitCount = int(commits.size()),
            .commits = commits,
            .url = QUrl(u"https://treeherder.example.org/push/%1"_s.arg(id))};
}

inline Commit commit(const QString &start, const QString &message)
{
    return {.revision = revision(start), .author = u"Dev"_s, .message = message};
}

inline PushStanding settled(qint64 push, Verdict verdict, int at)
{
    return {.account = account,
            .pushId = push,
            .verdict = verdict,
            .complete = true,
            .settled = true,
            .lastChange = minute(at)};
}

inline ChangeSet added(const QList<Landing> &landings, const QList<Push> &pushes = {},
                       const QList<PullRequest> &pulls = {})
{
    ChangeSet set{.account = account, .at = minute(0)};
    set.landings.added = landings;
    set.pushes.added = pushes;
    set.pullRequests.added = pulls;
    return set;
}

/// A push's standing is another now.
inline ChangeSet changed(const PushStanding &before, const PushStanding &after)
{
    ChangeSet set{.account = account, .at = minute(0)};
    set.standings.changed = {{before, after}};
    return set;
}

/// "th/push/1 bug 5, th/push/2 backout 1a2b3c4d5e6f": the members with what joins them, sorted.
inline QStringList membersOf(const ChangeThread &thread)
{
    QStringList lines;
    for (const ThreadMember &member : thread.members) {
        lines.append(
            QStringList{member.subject.value, threadGroundName(member.ground), member.detail}.join(u' ').trimmed());
    }
    lines.sort();
    return lines;
}

/// "0 requested bmo/bug/5", "3 tree-push th/push/1 autoland 1a2b3c4d5e6f": minutes since noon.
inline QStringList momentsOf(const ChangeThread &thread)
{
    QStringList lines;
    for (const Moment &moment : thread.moments) {
        const qint64 at = minute(0).secsTo(moment.at) / 60;
        lines.append(QStringList{QString::number(at), momentName(moment.kind), moment.subject.value, moment.detail}
                         .join(u' ')
                         .trimmed());
    }
    return lines;
}

/// The threads by the subjects of their members, sorted: all but the ids and what had been told before.
inline QStringList shapeOf(const QList<ChangeThread> &threads)
{
    QStringList shapes;
    for (const ChangeThread &thread : threads) {
        QStringList subjects;
        for (const ThreadMember &member : thread.members) {
            subjects.append(member.subject.value);
        }
        subjects.sort();
        shapes.append(subjects.join(u' '));
    }
    shapes.sort();
    return shapes;
}

inline std::optional<ChangeThread> threadWith(const QList<ChangeThread> &threads, const QString &subject)
{
    const auto holds = [&](const ChangeThread &thread) {
        return std::ranges::contains(thread.members, Subject(subject), &ThreadMember::subject);
    };
    const auto found = std::ranges::find_if(threads, holds);
    return found == threads.end() ? std::nullopt : std::optional(*found);
}

}
