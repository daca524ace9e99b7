// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/watch.h"

#include <QHash>

#include <optional>

namespace Windsock {

/// The watches of the person's book, as far as the store has been told. Before the first set() all are welcome.
class WatchList
{
public:
    void set(const QList<Watch> &watches);
    bool isListed(const WatchId &watch) const;
    /// What the watch asks for: where that is another, what was remembered of it is of no use. Empty where it is unknown.
    QString meaning(const WatchId &watch) const;
    /// Whether what is remembered of the watch, when it meant that, is to go. `meant` may be empty: nobody knows.
    bool isOver(const WatchId &watch, const QString &meant) const;

private:
    std::optional<QHash<WatchId, Watch>> m_watches;
};

}
