// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/settings/notificationspage.h"

#include "views/settings/problemfield.h"
#include "views/settings/workinghoursfield.h"

#include <KLocalizedString>

#include <QCheckBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QSpinBox>
#include <QTimeEdit>

using namespace Qt::StringLiterals;

namespace Windsock {

NotificationsPage::NotificationsPage(QWidget *parent)
    : QWidget(parent)
    , m_lead(new QSpinBox(this))
    , m_travel(new QSpinBox(this))
    , m_settle(new QSpinBox(this))
    , m_quiet(new QCheckBox(i18nc("@option:check", "Show no popups at certain hours"), this))
    , m_from(new QTimeEdit(this))
    , m_to(new QTimeEdit(this))
    , m_work(new WorkingHoursField(this))
    , m_closeToTray(new QCheckBox(i18nc("@option:check", "Closing the window leaves Windsock in the tray"), this))
{
    m_lead->setObjectName(u"eventLead"_s);
    m_lead->setRange(0, 24 * 60);
    m_lead->setSpecialValueText(i18nc("@item:valuesuffix events are never told", "Never"));
    m_lead->setSuffix(i18nc("@item:valuesuffix minutes", " min before"));
    m_travel->setObjectName(u"travelTime"_s);
    m_travel->setRange(0, 24 * 60);
    m_travel->setSpecialValueText(i18nc("@item:valuesuffix it is never told that it is time to leave", "Never"));
    m_travel->setSuffix(i18nc("@item:valuesuffix minutes", " min before, where it has a place"));
    m_settle->setObjectName(u"settleTime"_s);
    m_settle->setRange(0, 3600);
    m_settle->setSuffix(i18nc("@item:valuesuffix seconds", " s without a change"));
    m_quiet->setObjectName(u"quiet"_s);
    m_from->setObjectName(u"quietFrom"_s);
    m_to->setObjectName(u"quietTo"_s);
    m_closeToTray->setObjectName(u"closeToTray"_s);
    m_from->setAccessibleName(i18nc("@label quiet hours", "Quiet from"));
    m_to->setAccessibleName(i18nc("@label quiet hours", "Quiet to"));
    auto *hours = new QWidget(this);
    hours->setObjectName(u"quietHours"_s);
    auto *line = new QHBoxLayout(hours);
    line->setContentsMargins(0, 0, 0, 0);
    line->addWidget(m_from);
    line->addWidget(new QLabel(i18nc("@label between two times: from … to …", "to"), hours));
    line->addWidget(m_to);
    line->addStretch();
    m_hours = new ProblemField(hours, this);
    m_work->setObjectName(u"workingHours"_s);
    m_workProblem = new ProblemField(m_work, this);

    auto *form = new QFormLayout(this);
    form->addRow(i18nc("@label:spinbox", "Tell of an event:"), m_lead);
    form->addRow(i18nc("@label:spinbox", "Tell to leave for it:"), m_travel);
    form->addRow(i18nc("@label:spinbox", "A push is finished after:"), m_settle);
    form->addRow(i18nc("@label", "Quiet hours:"), m_quiet);
    form->addRow(QString(), m_hours);
    form->addRow(i18nc("@label", "Working hours:"), m_workProblem);
    form->addRow(i18nc("@label", "Window:"), m_closeToTray);
    connect(m_quiet, &QCheckBox::toggled, hours, &QWidget::setEnabled);
    hours->setEnabled(false);
    connect(m_lead, &QSpinBox::valueChanged, this, &NotificationsPage::edited);
    connect(m_travel, &QSpinBox::valueChanged, this, &NotificationsPage::edited);
    connect(m_settle, &QSpinBox::valueChanged, this, &NotificationsPage::edited);
    connect(m_quiet, &QCheckBox::toggled, this, &NotificationsPage::edited);
    connect(m_from, &QTimeEdit::timeChanged, this, &NotificationsPage::edited);
    connect(m_to, &QTimeEdit::timeChanged, this, &NotificationsPage::edited);
    connect(m_work, &WorkingHoursField::edited, this, &NotificationsPage::edited);
    connect(m_closeToTray, &QCheckBox::toggled, this, &NotificationsPage::edited);
}

void NotificationsPage::setPreferences(const Preferences &preferences)
{
    m_kept = preferences;
    m_lead->setValue(int(preferences.eventLead.count()));
    m_travel->setValue(int(preferences.travelTime.count()));
    m_settle->setValue(int(preferences.settleTime.count()));
    m_quiet->setChecked(preferences.quiet);
    m_from->setTime(preferences.quietFrom);
    m_to->setTime(preferences.quietTo);
    m_work->setHours(preferences.work);
    m_closeToTray->setChecked(preferences.closeToTray);
}

Preferences NotificationsPage::preferences() const
{
    return {.eventLead = std::chrono::minutes(m_lead->value()),
            .travelTime = std::chrono::minutes(m_travel->value()),
            .mutedCalendars = m_kept.mutedCalendars,
            .settleTime = std::chrono::seconds(m_settle->value()),
            .quiet = m_quiet->isChecked(),
            .quietFrom = m_from->time(),
            .quietTo = m_to->time(),
            .work = m_work->hours(),
            .closeToTray = m_closeToTray->isChecked()};
}

bool NotificationsPage::check()
{
    const Preferences wanted = preferences();
    const bool quiet = m_hours->tell(wanted.quiet && wanted.quietFrom == wanted.quietTo
                                         ? i18nc("@info", "From and to are the same: give two different times.")
                                         : QString());
    const bool work = m_workProblem->tell(wanted.work.told && wanted.work.days.isEmpty()
                                              ? i18nc("@info", "No day is chosen: choose those you work on.")
                                              : QString());
    return quiet && work;
}

}
