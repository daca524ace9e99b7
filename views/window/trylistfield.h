// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/trysyntax.h"

#include <QWidget>

class QComboBox;
class QLineEdit;

namespace Windsock {

/// Asks how much of a list is wanted: what try does by itself, all, none, or the names beside it.
class TryListField : public QWidget
{
    Q_OBJECT

public:
    /// The parts are named after `name`: nameScope, nameList. `example` shows in the empty list.
    TryListField(const QString &name, const QString &label, const QString &example, bool offersNone,
                 QWidget *parent = nullptr);

    TryScope scope() const;
    /// The names as they were typed; empty where the scope is not Some.
    QString text() const;
    void set(TryScope scope, const QString &text);

Q_SIGNALS:
    void edited();

private:
    void fit();

    QComboBox *m_scope = nullptr;
    QLineEdit *m_list = nullptr;
};

}
