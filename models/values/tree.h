// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/ids.h"

#include <QDateTime>
#include <QStringList>
#include <QUrl>

namespace Windsock {

/// Whether a tree takes landings, as Treestatus says (mozilla-conduit/lando: src/lando/treestatus).
struct Tree {
    enum class Status { Open, Closed, ApprovalRequired, Unknown };

    AccountId account;
    QString name; ///< Treestatus's: "firefox-autoland"
    Status status = Status::Unknown;
    QString reason; ///< plain text, may be empty
    QString message; ///< message of the day
    QStringList tags; ///< "checkin_test", "infra", "planned"
    QString category;
    QDateTime since; ///< when it took this status, UTC; invalid where the log does not tell
    QString by; ///< who changed it, empty where not told
    QUrl url;

    QString key() const { return QStringLiteral("tree/%1").arg(name); }
    Subject subject() const { return subjectOf(account, key()); }

    bool operator==(const Tree &) const = default;
};

/// Treestatus's words: "open", "closed", "approval required"; and "unknown".
QString treeStatusName(Tree::Status status);
/// An unknown word gives Unknown.
Tree::Status treeStatusFromName(QStringView name);
/// The name Treestatus has for a Treeherder repository ("autoland" is "firefox-autoland"; mozilla/treeherder:
/// ui/models/treeStatus.js), the name itself where there is no other.
QString treeOfRepository(QStringView repository);

}

Q_DECLARE_METATYPE(Windsock::Tree)
