// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/settings/settingsdialog.h"

#include "views/settings/accountspage.h"
#include "views/settings/notificationspage.h"

#include <KLocalizedString>
#include <KPageWidgetModel>

#include <QDialogButtonBox>
#include <QIcon>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace Windsock {

SettingsDialog::SettingsDialog(QWidget *parent)
    : KPageDialog(parent), m_accounts(new AccountsPage(this)), m_notifications(new NotificationsPage(this))
{
    setObjectName(u"settingsDialog"_s);
    setWindowTitle(i18nc("@title:window", "Configure Windsock"));
    setFaceType(List);
    setStandardButtons(QDialogButtonBox::Ok | QDialogButtonBox::Apply | QDialogButtonBox::Cancel);
    m_accountsItem = addPage(m_accounts, i18nc("@title:tab", "Accounts"));
    m_accountsItem->setIcon(QIcon::fromTheme(u"network-server"_s));
    m_notificationsItem = addPage(m_notifications, i18nc("@title:tab", "Notifications"));
    m_notificationsItem->setIcon(QIcon::fromTheme(u"notifications"_s));
    resize(760, 560);

    connect(m_accounts, &AccountsPage::accountAdded, this, &SettingsDialog::accountAdded);
    connect(m_accounts, &AccountsPage::accountRemoved, this, &SettingsDialog::accountRemoved);
    connect(m_accounts, &AccountsPage::watchAdded, this, &SettingsDialog::watchAdded);
    connect(m_accounts, &AccountsPage::watchRemoved, this, &SettingsDialog::watchRemoved);
    connect(m_accounts, &AccountsPage::repositoriesWanted, this, &SettingsDialog::repositoriesWanted);
    connect(m_accounts, &AccountsPage::signInWanted, this, &SettingsDialog::signInWanted);
    connect(m_accounts, &AccountsPage::signInRequested, this, &SettingsDialog::signInRequested);
    connect(m_accounts, &AccountsPage::signInCancelled, this, &SettingsDialog::signInCancelled);
    connect(m_accounts, &AccountsPage::pageWanted, this, &SettingsDialog::pageWanted);
    connect(m_notifications, &NotificationsPage::edited, this,
            [this] { button(QDialogButtonBox::Apply)->setEnabled(m_notifications->preferences() != m_preferences); });
    connect(button(QDialogButtonBox::Apply), &QPushButton::clicked, this, &SettingsDialog::apply);
    setPreferences({});
}

void SettingsDialog::accept()
{
    if (!m_accounts->finish()) {
        setCurrentPage(m_accountsItem);
    } else if (!apply()) {
        setCurrentPage(m_notificationsItem);
    } else {
        KPageDialog::accept();
    }
}

void SettingsDialog::setAccounts(const QList<Account> &accounts)
{
    m_accounts->setAccounts(accounts);
}

void SettingsDialog::setWatches(const QList<Watch> &watches)
{
    m_accounts->setWatches(watches);
}

void SettingsDialog::setPreferences(const Preferences &preferences)
{
    m_preferences = preferences;
    m_notifications->setPreferences(preferences);
    button(QDialogButtonBox::Apply)->setEnabled(false);
}

void SettingsDialog::showNewAccount()
{
    setCurrentPage(m_accountsItem);
    m_accounts->showNewAccount();
}

void SettingsDialog::showProblem(const QString &text)
{
    m_accounts->showProblem(text);
}

void SettingsDialog::offerRepositories(const AccountId &account, const QStringList &names)
{
    m_accounts->offerRepositories(account, names);
}

void SettingsDialog::offerCalendars(const AccountId &account, const QMap<QString, QString> &calendars,
                                    const QString &problem)
{
    m_accounts->offerCalendars(account, calendars, problem);
}

void SettingsDialog::showSignIn(const SignIn &signIn)
{
    m_accounts->showSignIn(signIn);
}

bool SettingsDialog::apply()
{
    if (!m_notifications->check()) {
        return false;
    }
    const Preferences wanted = m_notifications->preferences();
    if (wanted != m_preferences) {
        m_preferences = wanted;
        button(QDialogButtonBox::Apply)->setEnabled(false);
        Q_EMIT preferencesChanged(wanted);
    }
    return true;
}

}
