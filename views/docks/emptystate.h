// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace Windsock {

/// What a dock shows where there are no rows: why, and what can be done about it.
class EmptyState : public QWidget
{
    Q_OBJECT

public:
    explicit EmptyState(QWidget *parent = nullptr);

    /// An empty `action` shows no button.
    void say(const QString &iconName, const QString &sentence, const QString &action = {});
    QString sentence() const;
    QPushButton *button() const { return m_button; }

Q_SIGNALS:
    void actionClicked();

private:
    QLabel *m_icon = nullptr;
    QLabel *m_sentence = nullptr;
    QPushButton *m_button = nullptr;
};

}
