// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/threadindex.h"
#include "models/store/threadmoments.h"

namespace Windsock {

/// Who may not be in one thread.
class Partings
{
public:
    void add(const Parting &parting);
    void remove(const Parting &parting);
    bool areParted(const Subject &one, const Subject &other) const;
    bool concern(const Subject &subject) const { return m_parted.contains(subject); }
    /// Each once, in order.
    QList<Parting> all() const;

private:
    QHash<Subject, QSet<Subject>> m_parted; ///< both ways
};

/// Facts that are one change.
struct JoinedThread {
    QString root;
    QList<ThreadFact> facts; ///< cores first, then pushes, oldest first
    QHash<Subject, ThreadMember> why; ///< what joins each of them
    QHash<Subject, PushPart> parts; ///< of the pushes
};

/// The threads of a change, from the facts alone, so that the order in which they came does not matter. There is one,
/// but where its cores were parted or are bugs of two Bugzillas with the same number.
///
/// Cores make threads, pushes are only members: a push joins each thread that one of its commits names, is a commit of,
/// or takes back a commit of, and makes no two threads one. That is why a merge of hundreds of changes, or a backout of
/// three, leaves each change a thread of its own.
///
/// Each member is taken in where it is parted from none that is in already: bugs first, then Lando's jobs, requests and
/// pushes, each in the order of their subjects, pushes in the order of their times.
QList<JoinedThread> joinChange(const ThreadIndex &index, const QString &root, const Partings &partings);

}
