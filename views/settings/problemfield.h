// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

class QLabel;

namespace Windsock {

/// A field with room below it for the words on what is wrong with it.
class ProblemField : public QWidget
{
    Q_OBJECT

public:
    explicit ProblemField(QWidget *field, QWidget *parent = nullptr);

    /// Shows the words, or hides them where there are none. Returns whether all is well.
    bool tell(const QString &problem);
    QString problem() const;

private:
    QLabel *m_words = nullptr;
};

}
