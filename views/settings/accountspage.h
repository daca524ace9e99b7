// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/account.h"
#include "models/values/signin.h"
#include "models/values/watch.h"

#include <QMap>
#include <QPointer>
#include <QWidget>

#include <functional>

class QLabel;
class QPushButton;
class QStackedWidget;
class QTreeWidget;

namespace Windsock {

class AccountForm;
class SignInDialog;
class WatchForm;

/// The accounts with their watches below, and the forms for new ones. Removing asks first and says what goes.
class AccountsPage : public QWidget
{
    Q_OBJECT

public:
    explicit AccountsPage(QWidget *parent = nullptr);

    void setAccounts(const QList<Account> &accounts);
    void setWatches(const QList<Watch> &watches);
    void showNewAccount();
    void showProblem(const QString &text);
    /// Adds what an open form asks for; false where it cannot be added as it is.
    bool finish();
    void offerRepositories(const AccountId &account, const QStringList &names);
    void offerCalendars(const AccountId &account, const QMap<QString, QString> &calendars, const QString &problem);
    void showSignIn(const SignIn &signIn);

Q_SIGNALS:
    void accountAdded(const Windsock::Account &account, const QByteArray &secret);
    void accountRemoved(const Windsock::AccountId &id);
    void watchAdded(const Windsock::Watch &watch);
    void watchRemoved(const Windsock::WatchId &id);
    void repositoriesWanted(const Windsock::AccountId &account);
    void signInWanted(const Windsock::AccountId &account);
    void signInRequested(const Windsock::SignInWish &wish);
    void signInCancelled();
    void pageWanted(const QUrl &page);

private:
    void makeButtons();
    QPushButton *makeButton(const QString &name, const QString &text, const QString &iconName,
                            void (AccountsPage::*slot)());
    void fill();
    void updateButtons();
    void showNewWatch();
    void addAccount(const Account &account, const QByteArray &secret);
    void wantSignIn();
    void showList();
    void askToRemove();
    void ask(const QString &question, const QString &yes, const std::function<void()> &then);
    const Account *currentAccount() const;
    const Watch *currentWatch() const;

    QList<Account> m_accounts;
    QList<Watch> m_watches;
    QTreeWidget *m_list = nullptr;
    QLabel *m_problem = nullptr;
    QStackedWidget *m_forms = nullptr;
    QWidget *m_buttons = nullptr;
    QPushButton *m_newWatch = nullptr;
    QPushButton *m_signIn = nullptr;
    QPushButton *m_remove = nullptr;
    AccountForm *m_accountForm = nullptr;
    WatchForm *m_watchForm = nullptr;
    QPointer<SignInDialog> m_signInDialog;
};

}
