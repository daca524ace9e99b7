// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/threadjoiner.h"

namespace Windsock {

/// What becomes of a thread's row, called `id`: what the rows before it were told stays, and what its facts tell now is
/// added.
KeptThread keptThreadOf(const JoinedThread &joined, const QString &id, const QList<KeptThread> &before,
                        const QDateTime &now);

/// Which rows a thread goes on with, by their places in a list.
struct Heir {
    qsizetype kept = -1; ///< whose id it keeps; -1 where it is a new one
    QList<qsizetype> from; ///< whose history it has, that one first
};
/// A row keeps its id in one thread at most; that is the one with the fact it is called after, else one of the same
/// change, else any with a core of it. Where two rows become one the older lives on.
QList<Heir> heirs(const QList<JoinedThread> &threads, const QList<KeptThread> &rows);

}
