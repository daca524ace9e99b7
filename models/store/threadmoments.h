// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/threadfact.h"

namespace Windsock {

/// What a push is to a change: it has it, takes it back, or both, and then the newest of its commits counts.
struct PushPart {
    bool lands = false;
    bool takesBack = false;
    QString about; ///< the commit, in full
};

/// Adds what the core tells and `told` does not hold yet: that it began, was queued, held, held no more, landed, failed,
/// was backed out or cancelled, and what comments say of try runs. What it said before it said something else stays; that
/// it was changed and says the same adds nothing, and one that is gone tells nothing new. Times are its own; where it
/// gives none it is `now`.
void tellOf(const ThreadFact &core, const QDateTime &now, QList<ToldMoment> &told);
/// All that the push tells as this part of the change: that it was pushed, and what it settled with. It follows from the
/// push, so that it is the same whenever the push came to be part of the change. One that gives no time was pushed when
/// it was `seen`.
QList<ToldMoment> toldBy(const ThreadFact &push, const PushPart &part, const QDateTime &seen);
/// Oldest first, and each thing once: the order that tellOf() keeps.
void putInOrder(QList<ToldMoment> &told);

/// What is to be seen of it: what the thread's own facts tell, oldest first, and each thing once. A comment on a try run
/// whose push is known tells nothing more, nor does a bug that says what was already said, nor the same commit taken
/// back in a second push.
QList<Moment> momentsOf(const QList<ToldMoment> &told, const QList<ThreadFact> &facts);

/// How far the change has come: the newest moment that says it, and for what has not come to its end also what the cores
/// say of themselves now. A merge brings nothing back that was backed out, and a cancelled request nothing that landed.
struct HowFar {
    Landing::State state = Landing::State::Requested;
    QString held;
};
HowFar howFar(const QList<Moment> &moments, const QList<ThreadFact> &facts);

}
