// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/loginnotices.h"

#include "models/items/linewording.h"
#include "models/rules/isoutc.h"

#include <KLocalizedString>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
/// One notice for one stretch of not being let in: it begins with the last good answer to any watch of the account.
QString loginKey(const AccountId &account, const QHash<WatchId, SourceHealth> &known)
{
    QDateTime last;
    for (const SourceHealth &health : known) {
        if (health.account == account && health.asOf.isValid() && (!last.isValid() || health.asOf > last)) {
            last = health.asOf;
        }
    }
    const QString since = last.isValid() ? isoUtc(last) : u"never"_s;
    return subjectOf(account, u"login"_s).value + u"#needed:"_s + since;
}

bool isRefused(const SourceHealth &health)
{
    return health.failure && health.failure->kind == Failure::Kind::NeedsLogin;
}
}

LoginNotices::LoginNotices(Clock clock, QObject *parent)
    : QObject(parent), m_clock(std::move(clock))
{
}

void LoginNotices::remember(const QList<Notice> &notices)
{
    for (const Notice &notice : notices) {
        if (notice.kind == Notice::Kind::NeedsLogin && notice.state != Notice::State::Withdrawn) {
            m_keys.insert(notice.account, notice.key);
        }
    }
}

void LoginNotices::weigh(const SourceHealth &health, const QHash<WatchId, SourceHealth> &all)
{
    if (health.state == SourceHealth::State::NeedsLogin && health.failure) {
        if (m_keys.contains(health.account)) {
            return;
        }
        const FailureWording words = failureWording(health);
        const QString key = loginKey(health.account, all);
        m_keys.insert(health.account, key);
        Q_EMIT asked({.key = key,
                      .subject = subjectOf(health.account, u"login"_s),
                      .account = health.account,
                      .watch = health.watch,
                      .kind = Notice::Kind::NeedsLogin,
                      .title = i18n("%1 asks you to sign in again", health.account.value),
                      .text = words.whatHappened + u'\n' + words.whatToDo,
                      .decided = m_clock()});
    } else if (health.state == SourceHealth::State::Good
               && std::ranges::none_of(all, [&health](const SourceHealth &other) {
                      return other.account == health.account && isRefused(other);
                  })) {
        withdraw(health.account);
    }
}

void LoginNotices::keepTo(const QList<Account> &accounts)
{
    for (const AccountId &account : m_keys.keys()) {
        if (!std::ranges::contains(accounts, account, &Account::id)) {
            withdraw(account);
        }
    }
}

void LoginNotices::withdraw(const AccountId &account)
{
    if (const QString key = m_keys.take(account); !key.isEmpty()) {
        Q_EMIT overtaken(key);
    }
}

}
