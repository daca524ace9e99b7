// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "views/docks/dock.h"

namespace Windsock {

/// Pushes with the jobs of each platform as symbols.
class PushesDock : public Dock
{
    Q_OBJECT

public:
    PushesDock(QAbstractItemModel *pushes, QAbstractItemModel *sources, const Clock &clock, QWidget *parent = nullptr);

    /// Makes the push with this key current, where it is there.
    void showPush(const QString &key);

Q_SIGNALS:
    /// The current row is this push's, or that of one of its platforms.
    void pushChosen(const QString &key);
    /// The symbol of a job of that push has been clicked.
    void jobChosen(qint64 job);

private:
    void makeLegend();
    /// On the first pushes ever seen: opens the one a person would look at, the newest bad one or else the newest.
    void openFirst();
    /// Opens the pushes in which only platforms have been found.
    void showMatches();

    bool m_opened = false;
};

}
