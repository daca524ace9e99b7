// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/settings/workinghoursfield.h"

#include <KLocalizedString>

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QTimeEdit>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace Windsock {

WorkingHoursField::WorkingHoursField(QWidget *parent)
    : QWidget(parent)
    , m_told(new QCheckBox(i18nc("@option:check", "Say when a landing would be after hours"), this))
    , m_from(new QTimeEdit(this))
    , m_to(new QTimeEdit(this))
{
    m_told->setObjectName(u"workTold"_s);
    m_from->setObjectName(u"workFrom"_s);
    m_to->setObjectName(u"workTo"_s);
    m_from->setAccessibleName(i18nc("@label working hours", "Work from"));
    m_to->setAccessibleName(i18nc("@label working hours", "Work to"));
    QWidget *days = makeDays();
    QWidget *times = makeTimes();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_told);
    column->addWidget(days);
    column->addWidget(times);
    setFocusProxy(m_told);
    connect(m_told, &QCheckBox::toggled, days, &QWidget::setEnabled);
    connect(m_told, &QCheckBox::toggled, times, &QWidget::setEnabled);
    connect(m_told, &QCheckBox::toggled, this, &WorkingHoursField::edited);
    connect(m_from, &QTimeEdit::timeChanged, this, &WorkingHoursField::edited);
    connect(m_to, &QTimeEdit::timeChanged, this, &WorkingHoursField::edited);
    setHours({});
}

QWidget *WorkingHoursField::makeDays()
{
    auto *days = new QWidget(this);
    auto *line = new QHBoxLayout(days);
    line->setContentsMargins(0, 0, 0, 0);
    const QLocale locale;
    for (int number = Qt::Monday; number <= Qt::Sunday; ++number) {
        auto *box = new QCheckBox(locale.standaloneDayName(number, QLocale::ShortFormat), days);
        box->setObjectName(u"workDay%1"_s.arg(number));
        box->setAccessibleName(locale.standaloneDayName(number, QLocale::LongFormat));
        connect(box, &QCheckBox::toggled, this, &WorkingHoursField::edited);
        m_days.append({Qt::DayOfWeek(number), box});
    }
    const int first = locale.firstDayOfWeek() - Qt::Monday;
    for (int place = 0; place < m_days.size(); ++place) {
        line->addWidget(m_days.at((first + place) % m_days.size()).second);
    }
    line->addStretch();
    return days;
}

QWidget *WorkingHoursField::makeTimes()
{
    auto *times = new QWidget(this);
    auto *line = new QHBoxLayout(times);
    line->setContentsMargins(0, 0, 0, 0);
    line->addWidget(m_from);
    line->addWidget(new QLabel(i18nc("@label between two times: from … to …", "to"), times));
    line->addWidget(m_to);
    line->addStretch();
    return times;
}

void WorkingHoursField::setHours(const WorkingHours &hours)
{
    m_told->setChecked(hours.told);
    for (const auto &[day, box] : std::as_const(m_days)) {
        box->setChecked(hours.days.contains(day));
    }
    m_from->setTime(hours.from);
    m_to->setTime(hours.to);
}

WorkingHours WorkingHoursField::hours() const
{
    WorkingHours hours{.told = m_told->isChecked(), .days = {}, .from = m_from->time(), .to = m_to->time()};
    for (const auto &[day, box] : m_days) {
        if (box->isChecked()) {
            hours.days.append(day);
        }
    }
    return hours;
}

}
