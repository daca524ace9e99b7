// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/account.h"
#include "models/values/clock.h"
#include "models/values/notice.h"
#include "models/values/sourcehealth.h"

#include <QHash>
#include <QObject>

namespace Windsock {

/// Asks the person to sign in again where a service lets us in no longer: one notice for one stretch of that, whatever
/// the number of watches and restarts, and no more of it when every watch of the account is let in or the account is gone.
class LoginNotices : public QObject
{
    Q_OBJECT

public:
    explicit LoginNotices(Clock clock, QObject *parent = nullptr);

    /// What was asked before this start and still holds is among them.
    void remember(const QList<Notice> &notices);
    /// `all` is how all watches do, this one among them.
    void weigh(const SourceHealth &health, const QHash<WatchId, SourceHealth> &all);
    void keepTo(const QList<Account> &accounts);

Q_SIGNALS:
    void asked(const Windsock::Notice &notice);
    /// Nobody need sign in because of the notice with this key.
    void overtaken(const QString &key);

private:
    void withdraw(const AccountId &account);

    Clock m_clock;
    QHash<AccountId, QString> m_keys; ///< of the notices that hold
};

}
