// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/settings/accountspage.h"

#include "models/items/signinwords.h"
#include "models/items/words.h"
#include "views/settings/accountform.h"
#include "views/settings/signindialog.h"
#include "views/settings/watchform.h"

#include <KLocalizedString>

#include <QHBoxLayout>
#include <QHeaderView>
#include <QIcon>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>
#include <QStackedWidget>
#include <QTreeWidget>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {

constexpr int accountRole = Qt::UserRole;
constexpr int watchRole = Qt::UserRole + 1;

}

AccountsPage::AccountsPage(QWidget *parent)
    : QWidget(parent)
    , m_list(new QTreeWidget(this))
    , m_problem(new QLabel(this))
    , m_forms(new QStackedWidget(this))
    , m_accountForm(new AccountForm)
    , m_watchForm(new WatchForm)
{
    m_list->setObjectName(u"accountList"_s);
    m_list->setAccessibleName(i18nc("@label", "Accounts and what is watched of them"));
    m_list->setHeaderLabels({i18nc("@title:column", "Account or watch"), i18nc("@title:column", "Service"),
                             i18nc("@title:column", "Address")});
    m_list->header()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
    m_problem->setObjectName(u"accountProblem"_s);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);
    m_problem->hide();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_problem);
    makeButtons();
    m_forms->addWidget(m_buttons);
    m_forms->addWidget(m_accountForm);
    m_forms->addWidget(m_watchForm);
    layout->addWidget(m_forms);
    // A form takes room only while it is shown: the list has it otherwise.
    const auto makeRoom = [this] {
        for (int i = 0; i < m_forms->count(); ++i) {
            m_forms->widget(i)->setSizePolicy(
                QSizePolicy::Preferred, i == m_forms->currentIndex() ? QSizePolicy::Preferred : QSizePolicy::Ignored);
        }
    };
    connect(m_forms, &QStackedWidget::currentChanged, this, makeRoom);
    makeRoom();
    connect(m_list, &QTreeWidget::currentItemChanged, this, &AccountsPage::updateButtons);
    connect(m_accountForm, &AccountForm::added, this, &AccountsPage::addAccount);
    connect(m_watchForm, &WatchForm::added, this, [this](const Watch &watch) {
        showList();
        Q_EMIT watchAdded(watch);
    });
    connect(m_accountForm, &AccountForm::cancelled, this, &AccountsPage::showList);
    connect(m_watchForm, &WatchForm::cancelled, this, &AccountsPage::showList);
    connect(m_watchForm, &WatchForm::repositoriesWanted, this, &AccountsPage::repositoriesWanted);
    showList();
    updateButtons();
}

void AccountsPage::setAccounts(const QList<Account> &accounts)
{
    m_accounts = accounts;
    m_accountForm->setAccounts(accounts);
    fill();
}

void AccountsPage::setWatches(const QList<Watch> &watches)
{
    m_watches = watches;
    m_watchForm->setWatches(watches);
    fill();
}

void AccountsPage::showNewAccount()
{
    showProblem({});
    m_accountForm->begin();
    m_accountForm->show();
    m_forms->setCurrentWidget(m_accountForm);
}

void AccountsPage::showProblem(const QString &text)
{
    m_problem->setText(text);
    m_problem->setVisible(!text.isEmpty());
}

bool AccountsPage::finish()
{
    const QWidget *form = m_forms->currentWidget();
    return form == m_accountForm ? m_accountForm->add() : form == m_watchForm ? m_watchForm->add() : true;
}

void AccountsPage::offerRepositories(const AccountId &account, const QStringList &names)
{
    m_watchForm->offerRepositories(account, names);
}

void AccountsPage::offerCalendars(const AccountId &account, const QMap<QString, QString> &calendars,
                                  const QString &problem)
{
    m_watchForm->offerCalendars(account, calendars, problem);
}

void AccountsPage::makeButtons()
{
    m_buttons = new QWidget;
    auto *line = new QHBoxLayout(m_buttons);
    line->setContentsMargins(0, 0, 0, 0);
    line->addWidget(makeButton(u"newAccount"_s, i18nc("@action:button", "Add Account…"), u"list-add"_s,
                               &AccountsPage::showNewAccount));
    m_newWatch = makeButton(u"newWatch"_s, i18nc("@action:button", "Add Watch…"), u"list-add"_s,
                            &AccountsPage::showNewWatch);
    line->addWidget(m_newWatch);
    m_signIn = makeButton(u"signIn"_s, i18nc("@action:button", "Sign In…"), u"user-identity"_s,
                          &AccountsPage::wantSignIn);
    line->addWidget(m_signIn);
    line->addStretch();
    m_remove = makeButton(u"removeCurrent"_s, i18nc("@action:button", "Remove…"), u"list-remove"_s,
                          &AccountsPage::askToRemove);
    line->addWidget(m_remove);
}

QPushButton *AccountsPage::makeButton(const QString &name, const QString &text, const QString &iconName,
                                      void (AccountsPage::*slot)())
{
    auto *button = new QPushButton(QIcon::fromTheme(iconName), text, m_buttons);
    button->setObjectName(name);
    connect(button, &QPushButton::clicked, this, slot);
    return button;
}

void AccountsPage::fill()
{
    const QString current = m_list->currentItem() ? m_list->currentItem()->text(0) : QString();
    m_list->clear();
    for (const Account &account : std::as_const(m_accounts)) {
        auto *item = new QTreeWidgetItem(
            m_list, {account.id.value, serviceWord(account.service), account.baseUrl.toDisplayString()});
        item->setData(0, accountRole, account.id.value);
        for (const Watch &watch : std::as_const(m_watches)) {
            if (watch.account == account.id) {
                auto *below = new QTreeWidgetItem(item, {watch.id.value});
                below->setData(0, accountRole, account.id.value);
                below->setData(0, watchRole, watch.id.value);
            }
        }
    }
    m_list->expandAll();
    const QList<QTreeWidgetItem *> again = m_list->findItems(current, Qt::MatchExactly | Qt::MatchRecursive);
    if (!again.isEmpty()) {
        m_list->setCurrentItem(again.first());
    }
    updateButtons();
}

void AccountsPage::updateButtons()
{
    const Account *account = currentAccount();
    m_newWatch->setEnabled(account);
    m_signIn->setEnabled(account && account->service == Service::GitHub);
    m_remove->setEnabled(m_list->currentItem());
}

void AccountsPage::addAccount(const Account &account, const QByteArray &secret)
{
    showList();
    Q_EMIT accountAdded(account, secret);
    const bool isThere = std::ranges::contains(m_accounts, account.id, &Account::id);
    if (isThere && account.secret.kind == SecretPlace::Kind::Keychain && secret.isEmpty()) {
        Q_EMIT signInWanted(account.id);
    }
}

void AccountsPage::wantSignIn()
{
    if (const Account *account = currentAccount()) {
        showProblem({});
        Q_EMIT signInWanted(account->id);
    }
}

void AccountsPage::showSignIn(const SignIn &signIn)
{
    if (m_signInDialog && m_signInDialog->isVisible() && m_signInDialog->account() == signIn.account) {
        m_signInDialog->showSignIn(signIn);
        return;
    }
    if (signIn.state != SignIn::State::Offered) {
        showProblem(signInText(signIn));
        return;
    }
    m_signInDialog = new SignInDialog(signIn, this);
    m_signInDialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_signInDialog, &SignInDialog::requested, this, &AccountsPage::signInRequested);
    connect(m_signInDialog, &SignInDialog::cancelled, this, &AccountsPage::signInCancelled);
    connect(m_signInDialog, &SignInDialog::pageWanted, this, &AccountsPage::pageWanted);
    m_signInDialog->open();
}

void AccountsPage::showNewWatch()
{
    if (const Account *account = currentAccount()) {
        showProblem({});
        m_watchForm->show();
        m_watchForm->begin(*account);
        m_forms->setCurrentWidget(m_watchForm);
    }
}

void AccountsPage::showList()
{
    m_forms->setCurrentWidget(m_buttons);
    // A hidden page asks for no room.
    m_accountForm->setVisible(false);
    m_watchForm->setVisible(false);
}

void AccountsPage::askToRemove()
{
    const QString yes = i18nc("@action:button", "Remove");
    if (const Watch *watch = currentWatch()) {
        ask(i18nc("@info",
                  "Stop watching “%1”? What is known of it goes from this computer; nothing changes at the service.",
                  watch->id.value),
            yes, [this, id = watch->id] { Q_EMIT watchRemoved(id); });
    } else if (const Account *account = currentAccount()) {
        ask(i18nc("@info", "Remove the account “%1”, its watches and its token from this computer? Nothing changes at the service.",
                  account->id.value),
            yes, [this, id = account->id] { Q_EMIT accountRemoved(id); });
    }
}

void AccountsPage::ask(const QString &question, const QString &yes, const std::function<void()> &then)
{
    auto *box = new QMessageBox(QMessageBox::Question, i18nc("@title:window", "Remove"), question, QMessageBox::Cancel,
                                this);
    box->setObjectName(u"removeQuestion"_s);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    QPushButton *button = box->addButton(yes, QMessageBox::DestructiveRole);
    button->setObjectName(u"removeYes"_s);
    connect(button, &QPushButton::clicked, this, then);
    box->open();
}

const Account *AccountsPage::currentAccount() const
{
    const QString id = m_list->currentItem() ? m_list->currentItem()->data(0, accountRole).toString() : QString();
    const auto found = std::ranges::find(m_accounts, AccountId(id), &Account::id);
    return found == m_accounts.end() ? nullptr : &*found;
}

const Watch *AccountsPage::currentWatch() const
{
    const QString id = m_list->currentItem() ? m_list->currentItem()->data(0, watchRole).toString() : QString();
    const auto found = std::ranges::find(m_watches, WatchId(id), &Watch::id);
    return found == m_watches.end() ? nullptr : &*found;
}

}
