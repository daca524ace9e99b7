// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sources/bugzilla/bugzillalanding.h"
#include "app/sources/bugzilla/bugzillarequests.h"

#include <QMap>

namespace Windsock {

/// What a Bugzilla watch wants back at its next fetch.
struct BugzillaCursor {
    Bugzilla::Flavour flavour = Bugzilla::Flavour::Unknown;
    QDateTime changed; ///< the newest last_change_time seen, UTC; invalid before the first bug
    QDateTime verified; ///< when all known bugs were last looked at, changed or not, UTC
    QMap<qint64, Bugzilla::Asked> asked; ///< the watch's bugs
    QMap<qint64, Bugzilla::Look> looked; ///< bugs that were read lately and are not the watch's

    QString toText() const; ///< JSON
    /// An empty cursor from anything that is not one of ours.
    static BugzillaCursor fromText(const QString &text);

    bool operator==(const BugzillaCursor &) const = default;
};

}
