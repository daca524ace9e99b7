// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/changethread.h"
#include "views/docks/dock.h"

#include <optional>

class KMessageWidget;
class QLabel;
class QPersistentModelIndex;
class QPushButton;

namespace Windsock {

class TimelineView;

/// Changes with the history of the current one: what happened, which facts were joined to it and why. A fact that does
/// not belong can be taken out; once it is out, that can be undone.
class ThreadsDock : public Dock
{
    Q_OBJECT

public:
    ThreadsDock(QAbstractItemModel *threads, QAbstractItemModel *sources, const Clock &clock, QWidget *parent = nullptr);

    /// Makes the change current that is this one or that the fact belongs to; false where there is none.
    bool showThread(const Subject &subject);
    TimelineView *timeline() const { return m_timeline; }
    void openCurrent() override;

Q_SIGNALS:
    /// The two are not one change.
    void partRequested(const Windsock::Subject &one, const Windsock::Subject &other);
    /// The two may be one change after all.
    void rejoinRequested(const Windsock::Subject &one, const Windsock::Subject &other);

protected:
    void extendMenu(QMenu &menu, const QModelIndex &index) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *makeTimeline();
    void makeUndo();
    QModelIndex currentThread() const;
    QModelIndex threadOf(const Subject &subject) const;
    void follow();
    void tellHead();
    /// What would be said apart if this row were taken out; nothing where it cannot be.
    std::optional<Parting> partingOf(const QModelIndex &index) const;
    void part(const QModelIndex &index);
    void weighParting();
    void undo();

    QAbstractItemModel *m_threads;
    QWidget *m_right = nullptr;
    QLabel *m_title = nullptr;
    QLabel *m_state = nullptr;
    TimelineView *m_timeline = nullptr;
    QPushButton *m_part = nullptr;
    KMessageWidget *m_undo = nullptr;
    std::optional<Parting> m_asked; ///< what was asked for and is not seen yet
    std::optional<Parting> m_parted; ///< what the undo would take back
    QString m_partedName;
};

}
