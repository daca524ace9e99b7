// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/notice.h"
#include "models/values/sourcehealth.h"

#include <QHash>
#include <QList>

namespace Windsock {

/// What one round of asking every service brought.
struct PollReport {
    QList<Watch> watches;
    QList<ChangeSet> changes;
    QList<Notice> notices; ///< new ones
    QHash<WatchId, SourceHealth> health; ///< after the round
    QDateTime at;

    /// Whether every watch was answered.
    bool allGood() const;
};

/// `{"at", "good", "watches": [...], "changes": [...], "notices": [...]}`, as `poll --once --json` prints it.
QString pollJson(const PollReport &report);
/// Whether a report in that form says that every watch was answered.
bool isGoodPollJson(const QString &json);
/// The same for people.
QString pollText(const QString &json);

}
