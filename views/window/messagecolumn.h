// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QToolBar>

namespace Windsock {

/// Messages one below the other, above all docks, and over the whole width of the window; they take no room while all of
/// them are hidden. A tool bar, because a main window has no other place that docks cannot take.
class MessageColumn : public QToolBar
{
    Q_OBJECT

public:
    explicit MessageColumn(const QList<QWidget *> &messages, QWidget *parent = nullptr);

    /// Shows or hides itself, whatever a layout that was kept says of it, and is as high as its words need.
    void fit();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void fitHeight();

    QList<QWidget *> m_messages;
    QWidget *m_content;
};

}
