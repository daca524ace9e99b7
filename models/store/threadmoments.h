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

/// Adds what the fact tells and `told` does not hold yet. What a fact said before it said something else stays; that it
/// was changed and says the same adds nothing. A fact that is gone tells nothing new. Times are the facts' own; where a
/// fact gives none it is `now`.
///
/// Cores tell that they began, were queued, held, held no more, landed, failed, were backed out or cancelled, and what
/// comments say of try runs. A push tells that it was pushed and each other result it settles with.
void tellOf(const ThreadFact &core, const QDateTime &now, QList<ToldMoment> &told);
void tellOf(const ThreadFact &push, const PushPart &part, const QDateTime &now, QList<ToldMoment> &told);

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
