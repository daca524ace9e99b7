// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/notice.h"
#include "models/values/sourcehealth.h"

namespace Windsock {

/// What the store held when it was opened.
struct StoreOpening {
    QList<Facts> facts; ///< one for each account, jobs included
    QList<ChangeThread> threads; ///< over all accounts
    QList<Notice> notices; ///< newest first: all that were not yet shown, and the last thousand
    QList<WatchMemory> memories;
    QList<SourceHealth> health;
    QString setAside; ///< where a damaged file was set aside, empty where there was none
    QList<Parting> partings;
};

}

Q_DECLARE_METATYPE(Windsock::StoreOpening)
