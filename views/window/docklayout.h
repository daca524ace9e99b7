// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QList>
#include <QSize>

class KConfigGroup;
class QMainWindow;

namespace Windsock {

class Dock;

/// Where the docks of a window are and how they are divided: as is best for its size to begin with, then as the person
/// leaves them. A layout that was kept before a dock was made has no place for it: it comes beside the dock that is most
/// like it.
class DockLayout
{
public:
    /// The places of `docks` in the list.
    enum Place { Queue, Pushes, Events, Notices, Sources, Trees, Details, Changes, Health, Inbox };

    /// Places the docks for a small and for a wide window, which has to be before it is shown.
    DockLayout(QMainWindow *window, const QList<Dock *> &docks);

    void restore(const KConfigGroup &group);
    void save(KConfigGroup &group) const;
    /// As it was before the person moved anything.
    void reset();

private:
    Dock *dock(Place place) const { return m_docks.at(place); }
    /// Places the docks as is best for this size, and returns that layout.
    QByteArray arranged(const QSize &size);
    void placeWide();
    void placeNarrow();
    void placeNewDocks(const QStringList &known);

    QMainWindow *m_window;
    QList<Dock *> m_docks;
    QByteArray m_narrowState;
    QByteArray m_wideState;
};

}
