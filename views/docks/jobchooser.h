// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QModelIndex>
#include <QObject>

namespace Windsock {

class RowsView;

/// Lets a person choose one job of those that a view shows as symbols: by a click on its symbol and, where the keys are
/// wanted, by Left, Right, Home and End in the row of its platform. A row that is one failed job chooses that job. The
/// chosen symbol has a frame, and is told to those who cannot see it.
class JobChooser : public QObject
{
    Q_OBJECT

public:
    enum class By { Mouse, MouseAndKeys };

    JobChooser(RowsView *view, By by);

    qint64 job() const { return m_job; }
    /// 0 for none. Tells chosen() where it is another; by the mouse alone, each click is told, after its row is current.
    void choose(qint64 job);

Q_SIGNALS:
    void chosen(qint64 job);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void rowChosen(const QModelIndex &row);
    bool step(int key);
    void showSymbol();

    RowsView *m_view;
    By m_by;
    qint64 m_job = 0;
};

}
