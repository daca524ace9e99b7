// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/cli/report.h"
#include "models/items/agendamodel.h"
#include "models/items/glance.h"
#include "models/items/inboxmodel.h"
#include "models/items/noticesmodel.h"
#include "models/items/pushesmodel.h"
#include "models/items/queuemodel.h"
#include "models/items/queuesmodel.h"
#include "models/items/sourcesmodel.h"
#include "models/items/threadsmodel.h"
#include "models/items/treesmodel.h"
#include "models/store/storeopening.h"
#include "models/values/account.h"

namespace Windsock {

/// All that is shown, for whoever tells all of it the same: what is known, what changed, how the sources do, what time it
/// is. Joined to nothing here.
struct ItemModels {
    PushesModel pushes;
    QueueModel queue;
    AgendaModel agenda;
    NoticesModel notices;
    SourcesModel sources;
    ThreadsModel threads;
    TreesModel trees;
    QueuesModel queues;
    InboxModel inbox;
    Glance glance{{.pushes = &pushes, .queue = &queue, .agenda = &agenda, .notices = &notices, .sources = &sources}};

    /// What the store held when it was opened, beside the accounts and watches there are now.
    void fill(const StoreOpening &opening, const QList<Account> &accounts, const QList<Watch> &watches,
              const QDateTime &now);
    void apply(const ChangeSet &changes);
    void apply(const SourceHealth &health);
    /// The watch is no more: what it last said of its account's facts makes them stale no longer.
    void forgetHealth(const AccountId &account, const WatchId &watch);
    void setBook(const QList<Account> &accounts, const QList<Watch> &watches);
    void setNow(const QDateTime &now);
    void setPreferences(const Preferences &preferences);

    ReportModels forReport() const;
};

}
