// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

namespace Windsock {

/// Messages one below the other in the middle of the window, which takes no room while all of them are hidden.
class MessageColumn : public QWidget
{
    Q_OBJECT

public:
    explicit MessageColumn(const QList<QWidget *> &messages, QWidget *parent = nullptr);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void fit();

    QList<QWidget *> m_messages;
};

}
