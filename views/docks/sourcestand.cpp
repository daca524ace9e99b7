// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/docks/sourcestand.h"

#include "models/items/failurewording.h"
#include "models/items/roles.h"
#include "views/delegates/rowface.h"

#include <KLocalizedString>

#include <QAbstractItemModel>

#include <algorithm>

namespace Windsock {

namespace {

bool fails(const SourceHealth &health)
{
    switch (health.state) {
    case SourceHealth::State::Failing:
    case SourceHealth::State::NeedsLogin:
    case SourceHealth::State::Offline:
        return true;
    case SourceHealth::State::Fetching:
        return health.failure.has_value();
    case SourceHealth::State::Waiting:
    case SourceHealth::State::Good:
        break;
    }
    return false;
}

QString why(const SourceHealth &health)
{
    if (!health.failure) {
        return i18nc("@info a source", "%1 cannot be reached.", health.host);
    }
    const FailureWording words = failureWording(*health.failure, health.next);
    return words.whatToDo.isEmpty()
        ? words.whatHappened
        : i18nc("@info what happened, what happens next", "%1 %2", words.whatHappened, words.whatToDo);
}

/// The most recent answer of those that fail: everything of theirs that is shown is from then or before.
QDateTime lastKnown(const SourceStand &stand)
{
    QDateTime last;
    for (const SourceHealth &health : stand.failing) {
        if (health.asOf.isValid() && (!last.isValid() || health.asOf < last)) {
            last = health.asOf;
        }
    }
    return last;
}

}

SourceStand sourceStand(const QAbstractItemModel &sources, const QList<Service> &services, const SourceFilter &concerns)
{
    SourceStand stand;
    for (int row = 0; row < sources.rowCount(); ++row) {
        const auto health = sources.index(row, 0).data(ItemRole::Health).value<SourceHealth>();
        if (!services.isEmpty() && !services.contains(health.service)) {
            continue;
        }
        if (concerns && !concerns(health)) {
            continue;
        }
        ++stand.watches;
        if (health.asOf.isValid()) {
            ++stand.answered;
            stand.asOf = stand.asOf.isValid() ? std::max(stand.asOf, health.asOf) : health.asOf;
        }
        if (fails(health)) {
            stand.failing.append(health);
        }
    }
    return stand;
}

QString staleText(const SourceStand &stand, const QDateTime &now)
{
    if (stand.failing.isEmpty()) {
        return {};
    }
    const QDateTime last = lastKnown(stand);
    const QString what = why(stand.failing.first());
    const int others = int(stand.failing.size()) - 1;
    QString text = last.isValid()
        ? i18nc("@info a time, then what happened", "As of %1. %2", shortMoment(last, now), what)
        : i18nc("@info then what happened", "Nothing is known yet. %1", what);
    if (others > 0) {
        text = i18ncp("@info %2 is what happened to the first source", "%2 One more source fails.",
                      "%2 %1 more sources fail.", others, text);
    }
    return text;
}

QString overallText(const SourceStand &stand, const QDateTime &now)
{
    if (stand.watches == 0) {
        return i18nc("@info:status", "Nothing is watched yet");
    }
    const auto count = [&stand](SourceHealth::State state) {
        return int(std::ranges::count(stand.failing, state, &SourceHealth::state));
    };
    if (const int logins = count(SourceHealth::State::NeedsLogin); logins > 0) {
        return i18ncp("@info:status", "One source needs a login", "%1 sources need a login", logins);
    }
    const QString asOf = shortMoment(stand.asOf, now);
    if (stand.failing.size() == stand.watches && count(SourceHealth::State::Offline) > 0) {
        return asOf.isEmpty() ? i18nc("@info:status", "Offline") : i18nc("@info:status", "Offline, as of %1", asOf);
    }
    if (!stand.failing.isEmpty()) {
        return i18ncp("@info:status", "One source of %2 fails", "%1 sources of %2 fail", int(stand.failing.size()),
                      stand.watches);
    }
    return asOf.isEmpty() ? i18nc("@info:status", "Waiting for the first answer")
                          : i18nc("@info:status", "As of %1", asOf);
}

}
