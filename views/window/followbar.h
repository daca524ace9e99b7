// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/ids.h"

#include <KMessageWidget>

namespace Windsock {

/// What became of something that a person wanted to be watched.
struct FollowAnswer {
    bool good = false;
    QString text; ///< whole sentences, plain
    WatchId undo; ///< the watch that was added; empty where there is nothing to undo
    bool accountMissing = false; ///< an account would help
};

/// Says what is now watched, or why not, with what a person may do about it. Stays until it is closed, or the next one.
class FollowBar : public KMessageWidget
{
    Q_OBJECT

public:
    explicit FollowBar(QWidget *parent = nullptr);

    void say(const FollowAnswer &answer);

Q_SIGNALS:
    void undoRequested(const Windsock::WatchId &watch);
    void accountWanted();

private:
    QAction *m_undo = nullptr;
    QAction *m_account = nullptr;
    WatchId m_watch;
};

}
