// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

class QFormLayout;
class QLabel;

namespace Windsock {

/// A field with room below it for the words on what is wrong with it.
class ProblemField : public QWidget
{
    Q_OBJECT

public:
    explicit ProblemField(QWidget *field, QWidget *parent = nullptr);

    /// Adds the field to the form, with a label that also names it to those who cannot see where it stands.
    void addTo(QFormLayout &form, const QString &label);

    /// Shows the words, or hides them where there are none. Returns whether all is well.
    bool tell(const QString &problem);
    QString problem() const;

private:
    QWidget *m_field = nullptr;
    QLabel *m_words = nullptr;
};

}
