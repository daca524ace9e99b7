// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDialog>

class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace Windsock {

/// Asks what to follow, and says while it is typed what it is.
class FollowDialog : public QDialog
{
    Q_OBJECT

public:
    /// `suggestion` is put in where it points at something.
    explicit FollowDialog(const QString &suggestion, QWidget *parent = nullptr);

Q_SIGNALS:
    void chosen(const QString &text);

private:
    void look();

    QPlainTextEdit *m_text = nullptr;
    QLabel *m_meaning = nullptr;
    QPushButton *m_watch = nullptr;
};

}
