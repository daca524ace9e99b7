// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/account.h"
#include "models/values/watch.h"

#include <QMap>
#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QStringListModel;

namespace Windsock {

class ProblemField;

/// Asks what of an account to watch.
class WatchForm : public QWidget
{
    Q_OBJECT

public:
    explicit WatchForm(QWidget *parent = nullptr);

    void setWatches(const QList<Watch> &watches) { m_watches = watches; }
    void begin(const Account &account);
    /// The repositories of an account are offered while its watch is asked for.
    void offerRepositories(const AccountId &account, const QStringList &names);
    /// So are the calendars of a calendar server, each as it is shown with its path; else why there are none is said.
    void offerCalendars(const AccountId &account, const QMap<QString, QString> &calendars, const QString &problem);
    /// Hands out the watch, or says at the fields why not. Returns whether all is well.
    bool add();

Q_SIGNALS:
    void added(const Windsock::Watch &watch);
    void cancelled();
    /// It would help to know which repositories the account has.
    void repositoriesWanted(const Windsock::AccountId &account);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void kindChosen();
    bool hasOffers() const;

    Account m_account;
    QList<Watch> m_watches;
    QLabel *m_title = nullptr;
    QComboBox *m_kind = nullptr;
    QLineEdit *m_target = nullptr;
    QStringListModel *m_offers = nullptr;
    QMap<QString, QString> m_calendars; ///< paths by what is shown
    QLineEdit *m_who = nullptr;
    ProblemField *m_targetField = nullptr;
    ProblemField *m_whoField = nullptr;
};

}
