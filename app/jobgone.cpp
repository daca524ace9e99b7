// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/jobgone.h"

#include "models/items/roles.h"
#include "models/values/plaintext.h"

#include <KLocalizedString>

#include <QAbstractItemModel>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Windsock {

bool isUnknownToLando(const SourceHealth &health)
{
    return health.service == Service::Lando && health.failure && health.failure->reason == Failure::Reason::NotFound;
}

std::optional<Landing> jobUnderWay(const QAbstractItemModel &queue, const WatchId &watch, const QList<Watch> &watches)
{
    const auto found = std::ranges::find(watches, watch, &Watch::id);
    if (found == watches.end() || found->kind != Watch::Kind::LandingJob) {
        return std::nullopt;
    }
    for (int row = 0; row < queue.rowCount(); ++row) {
        const auto landing = queue.index(row, 0).data(ItemRole::Landing).value<Landing>();
        const bool isIt = landing.job > 0 && found->target == QString::number(landing.job);
        if (isIt && landing.account == found->account && !isFinal(landing.state)) {
            return landing;
        }
    }
    return std::nullopt;
}

QString jobGoneKey(const Landing &last)
{
    return last.subject().value + u"#gone"_s;
}

Notice jobGoneNotice(const Landing &last, const SourceHealth &health, const QDateTime &now)
{
    const QString number = QString::number(last.job);
    const QString title = plainLine(last.title, 90);
    const QString answer = health.failure ? plainLine(health.failure->detail, 200) : QString();
    const QString what = i18n("Lando does not know landing job %1 any more, so how it ends will not be told.", number);
    return {.key = jobGoneKey(last),
            .subject = last.subject(),
            .account = last.account,
            .watch = health.watch,
            .kind = Notice::Kind::LandingChanged,
            .title = i18nc("@title", "Gone from Lando: %1", title.isEmpty() ? i18n("landing job %1", number) : title),
            .text = answer.isEmpty() ? what
                                     : what + u'\n' + i18nc("@info %1 is a service's answer", "It says: %1", answer),
            .url = last.url,
            .decided = now};
}

}
