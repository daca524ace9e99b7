// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/landing.h"
#include "models/values/notice.h"
#include "models/values/sourcehealth.h"
#include "models/values/watch.h"

#include <optional>

class QAbstractItemModel;

namespace Windsock {

/// Whether Lando, when it was last asked, did not know what it was asked for.
bool isUnknownToLando(const SourceHealth &health);

/// The landing job that the watch is of, as the queue shows it; nothing where it has ended or was never known.
std::optional<Landing> jobUnderWay(const QAbstractItemModel &queue, const WatchId &watch, const QList<Watch> &watches);

/// The key of jobGoneNotice(): one for each job, so that it is told once.
QString jobGoneKey(const Landing &last);
/// What is said where Lando no longer knows a landing job that it knew, and had not said how it ended.
Notice jobGoneNotice(const Landing &last, const SourceHealth &health, const QDateTime &now);

}
