// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/lines/lineplan.h"
#include "models/values/result.h"

#include <QQueue>
#include <QSet>

namespace Windsock {

/// Of a webhook's body nothing is read but the repository's "owner/name", as GitHub writes it; empty where the body does not
/// say (an organisation's own events, and those whose payload was cut short). Malformed where it is no JSON object.
[[nodiscard]] Result<QString> readHookRepository(const QByteArray &body);

/// Which watches a forwarded webhook speaks of. Its message has the hook's target for an exchange, the event for a key, the
/// number of the delivery for its only route and the webhook's body. A delivery that comes again speaks of nothing: the
/// newest 1,000 are remembered.
class HookSorter
{
public:
    /// The plan of a hook.
    explicit HookSorter(LinePlan plan);

    QList<WatchId> watchesOf(const LineMessage &message);

    qsizetype deliveriesKnown() const { return m_known.size(); }

private:
    bool isKnown(const QString &delivery);

    LinePlan m_plan;
    QSet<QString> m_known;
    QQueue<QString> m_oldest; ///< the deliveries in the order they came
};

}
