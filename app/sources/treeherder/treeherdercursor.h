// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDateTime>
#include <QStringList>

namespace Windsock {

/// What a Treeherder watch wants back at its next fetch.
struct TreeherderCursor {
    QDateTime newest; ///< every change up to here has been seen, UTC; invalid before the first jobs
    QStringList columns; ///< job_property_names of the last page: a page may come without them

    QString toText() const; ///< JSON
    /// An empty cursor from anything that is not one of ours.
    static TreeherderCursor fromText(const QString &text);

    bool operator==(const TreeherderCursor &) const = default;
};

}
