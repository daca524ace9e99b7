// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/watchlist.h"

namespace Windsock {

void WatchList::set(const QList<Watch> &watches)
{
    m_watches.emplace();
    for (const Watch &watch : watches) {
        m_watches->insert(watch.id, watch);
    }
}

bool WatchList::isListed(const WatchId &watch) const
{
    return !m_watches || m_watches->contains(watch);
}

QString WatchList::meaning(const WatchId &watch) const
{
    if (!m_watches || !m_watches->contains(watch)) {
        return {};
    }
    const Watch &found = *m_watches->constFind(watch);
    return QStringList{watchKindName(found.kind), found.account.value, found.target, found.who}.join(u'\n');
}

bool WatchList::isOver(const WatchId &watch, const QString &meant) const
{
    return !isListed(watch) || (!meant.isEmpty() && m_watches && meant != meaning(watch));
}

}
