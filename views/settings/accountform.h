// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/account.h"

#include <QWidget>

class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;

namespace Windsock {

class ProblemField;

/// Asks for a new account. The token is handed out once and then wiped from the field. An account whose token is to be in
/// the keychain and that is handed out without one is to be signed in at.
class AccountForm : public QWidget
{
    Q_OBJECT

public:
    explicit AccountForm(QWidget *parent = nullptr);

    void setAccounts(const QList<Account> &accounts) { m_accounts = accounts; }
    /// Ready for another account.
    void begin();
    /// Hands out the account, or says at the fields why not. Returns whether all is well.
    bool add();

Q_SIGNALS:
    void added(const Windsock::Account &account, const QByteArray &secret);
    void cancelled();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    Account account() const;
    SecretPlace::Kind placeKind() const;
    bool isSigningIn() const;
    void showHint();
    ProblemField *addField(QFormLayout *form, const QString &label, QWidget *field);
    void makeButtons(QFormLayout *form);
    void serviceChosen();
    void placeChosen();

    QList<Account> m_accounts;
    QComboBox *m_service = nullptr;
    QLineEdit *m_id = nullptr;
    QLineEdit *m_url = nullptr;
    QLineEdit *m_user = nullptr;
    QComboBox *m_place = nullptr;
    QLineEdit *m_secret = nullptr;
    QLabel *m_hint = nullptr;
    ProblemField *m_idField = nullptr;
    ProblemField *m_urlField = nullptr;
    ProblemField *m_userField = nullptr;
    ProblemField *m_placeField = nullptr;
    ProblemField *m_secretField = nullptr;
};

}
