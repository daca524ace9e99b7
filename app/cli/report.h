// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/cli/command.h"
#include "models/values/clock.h"

class QAbstractItemModel;
class QIODevice;

namespace Windsock {

/// The models a report is read from: those of the running app, or freshly filled ones where none runs.
struct ReportModels {
    const QAbstractItemModel *queue = nullptr;
    const QAbstractItemModel *pushes = nullptr;
    const QAbstractItemModel *agenda = nullptr;
    const QAbstractItemModel *notices = nullptr;
    const QAbstractItemModel *sources = nullptr;
    const QAbstractItemModel *threads = nullptr;
    const QAbstractItemModel *trees = nullptr;
    const QAbstractItemModel *queues = nullptr;
    const QAbstractItemModel *inbox = nullptr;
};

/// The answer to one of the reading verbs (status, queue, health, pushes, prs, trees, next, events, inbox, notices,
/// sources, thread), as text in the viewer's zone or as JSON. Ends in a line feed. Control characters from the wire never reach the terminal.
QString report(const Command &command, const ReportModels &models, const QDateTime &now);

/// The same for the lists the account book holds.
QString reportAccounts(const QList<Account> &accounts, bool json);
QString reportWatches(const QList<Watch> &watches, bool json);

/// Text for a terminal: control characters and changes of writing direction are left out.
QString terminalSafe(const QString &text);

}
