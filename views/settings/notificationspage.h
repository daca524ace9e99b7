// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/preferences.h"

#include <QWidget>

class QCheckBox;
class QSpinBox;
class QTimeEdit;

namespace Windsock {

class ProblemField;
class WorkingHoursField;

/// What is told, and when not.
class NotificationsPage : public QWidget
{
    Q_OBJECT

public:
    explicit NotificationsPage(QWidget *parent = nullptr);

    void setPreferences(const Preferences &preferences);
    Preferences preferences() const;
    /// Says next to the fields what is wrong; returns whether all is well.
    bool check();

Q_SIGNALS:
    void edited();

private:
    Preferences m_kept; ///< with what is set elsewhere
    QSpinBox *m_lead = nullptr;
    QSpinBox *m_travel = nullptr;
    QSpinBox *m_settle = nullptr;
    QCheckBox *m_quiet = nullptr;
    QTimeEdit *m_from = nullptr;
    QTimeEdit *m_to = nullptr;
    ProblemField *m_hours = nullptr;
    WorkingHoursField *m_work = nullptr;
    ProblemField *m_workProblem = nullptr;
    QCheckBox *m_closeToTray = nullptr;
};

}
