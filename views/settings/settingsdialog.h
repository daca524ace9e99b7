// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/account.h"
#include "models/values/preferences.h"
#include "models/values/signin.h"
#include "models/values/watch.h"

#include <KPageDialog>

#include <QMap>

namespace Windsock {

class AccountsPage;
class NotificationsPage;

/// Accounts and watches, and what is told when. Accounts and watches are asked for one by one as they are added or
/// removed; who acts on that hands the new lists back by setAccounts() and setWatches(). Preferences leave at once on
/// OK or Apply.
class SettingsDialog : public KPageDialog
{
    Q_OBJECT

public:
    explicit SettingsDialog(QWidget *parent = nullptr);

    void accept() override;
    void setAccounts(const QList<Account> &accounts);
    void setWatches(const QList<Watch> &watches);
    void setPreferences(const Preferences &preferences);
    /// Opens on the accounts page with the form for a new account ready.
    void showNewAccount();
    /// Says in words what became of the last thing asked for ("The keychain is locked"); empty takes it away.
    void showProblem(const QString &text);
    /// The answer to repositoriesWanted(): offered as the person types.
    void offerRepositories(const AccountId &account, const QStringList &names);
    /// The same of a calendar server: what is shown of each calendar with its path, or why there are none.
    void offerCalendars(const AccountId &account, const QMap<QString, QString> &calendars, const QString &problem);
    /// The answer to signInWanted(), with which the dialog for it opens; then how what was requested stands.
    void showSignIn(const SignIn &signIn);

Q_SIGNALS:
    /// `secret` is empty where the account is read without one or keeps it in its own place.
    void accountAdded(const Windsock::Account &account, const QByteArray &secret);
    void accountRemoved(const Windsock::AccountId &id);
    void watchAdded(const Windsock::Watch &watch);
    void watchRemoved(const Windsock::WatchId &id);
    void repositoriesWanted(const Windsock::AccountId &account);
    void signInWanted(const Windsock::AccountId &account);
    void signInRequested(const Windsock::SignInWish &wish);
    void signInCancelled();
    void pageWanted(const QUrl &page);
    void preferencesChanged(const Windsock::Preferences &preferences);

private:
    bool apply();

    AccountsPage *m_accounts = nullptr;
    NotificationsPage *m_notifications = nullptr;
    KPageWidgetItem *m_accountsItem = nullptr;
    KPageWidgetItem *m_notificationsItem = nullptr;
    Preferences m_preferences;
};

}
