// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/signin.h"

#include <QDialog>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QStackedWidget;

namespace Windsock {

class ProblemField;

/// Signing in at a GitHub account with a code: says what will be asked for, shows the code and where it is typed in, waits,
/// and says what became of it. It is told how it stands by show(); what the person wants is emitted.
class SignInDialog : public QDialog
{
    Q_OBJECT

public:
    /// `offer` says with which client ID it would begin.
    explicit SignInDialog(const SignIn &offer, QWidget *parent = nullptr);

    AccountId account() const { return m_signIn.account; }
    void showSignIn(const SignIn &signIn);
    void reject() override;

Q_SIGNALS:
    void requested(const Windsock::SignInWish &wish);
    /// What is under way is to end. Only where something is.
    void cancelled();
    /// A page of the account's host is to be opened in the browser.
    void pageWanted(const QUrl &page);

private:
    QWidget *makeOffer();
    QWidget *makeWaiting();
    QWidget *makeEnd();
    void makeButtons();
    void showScopes();
    void ask();
    void copyCode();
    bool isUnderWay() const;

    SignIn m_signIn;
    QStackedWidget *m_pages = nullptr;
    QWidget *m_offerPage = nullptr;
    QWidget *m_waitingPage = nullptr;
    QWidget *m_endPage = nullptr;
    QLabel *m_scopes = nullptr;
    QCheckBox *m_private = nullptr;
    QLineEdit *m_clientId = nullptr;
    ProblemField *m_clientIdField = nullptr;
    QLabel *m_page = nullptr;
    QLabel *m_code = nullptr;
    QLabel *m_waiting = nullptr;
    QLabel *m_end = nullptr;
    QPushButton *m_copy = nullptr;
    QPushButton *m_open = nullptr;
    QPushButton *m_ask = nullptr;
    QPushButton *m_leave = nullptr;
};

}
