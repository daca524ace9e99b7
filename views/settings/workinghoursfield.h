// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/workinghours.h"

#include <QWidget>

class QCheckBox;
class QTimeEdit;

namespace Windsock {

/// Which days and hours the person works, and whether they want to hear that a landing would be after them. The week
/// begins with the locale's first day. The names of its parts begin with "work".
class WorkingHoursField : public QWidget
{
    Q_OBJECT

public:
    explicit WorkingHoursField(QWidget *parent = nullptr);

    void setHours(const WorkingHours &hours);
    /// Without a day where none is chosen.
    WorkingHours hours() const;

Q_SIGNALS:
    void edited();

private:
    QWidget *makeDays();
    QWidget *makeTimes();

    QCheckBox *m_told = nullptr;
    QList<std::pair<Qt::DayOfWeek, QCheckBox *>> m_days; ///< Monday first
    QTimeEdit *m_from = nullptr;
    QTimeEdit *m_to = nullptr;
};

}
