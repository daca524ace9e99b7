// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sharedrules.h"

#include "app/config/accountbook.h"
#include "models/rules/judge.h"

#include <QMutex>

namespace Windsock {

struct SharedRules::Shared {
    QMutex mutex;
    JudgeRules rules;
};

namespace {
/// Whose reviews are watched, by account.
QHash<AccountId, QStringList> reviewers(const AccountBook &book)
{
    QHash<AccountId, QStringList> people;
    for (const Watch &watch : book.watches()) {
        const auto account = watch.kind == Watch::Kind::Reviews ? book.account(watch.account) : std::nullopt;
        const QString who = account && watch.who.isEmpty() ? account->user : watch.who;
        if (account && !who.isEmpty() && !people[account->id].contains(who, Qt::CaseInsensitive)) {
            people[account->id].append(who);
        }
    }
    return people;
}

/// The repositories all of whose deployments are watched, by account.
QHash<AccountId, QStringList> deploying(const AccountBook &book)
{
    QHash<AccountId, QStringList> repositories;
    for (const Watch &watch : book.watches()) {
        if (watch.kind == Watch::Kind::Deployments && watch.who.isEmpty()) {
            repositories[watch.account].append(watch.target);
        }
    }
    return repositories;
}

QHash<AccountId, QString> users(const AccountBook &book)
{
    QHash<AccountId, QString> users;
    for (const Account &account : book.accounts()) {
        if (!account.user.isEmpty()) {
            users.insert(account.id, account.user);
        }
    }
    return users;
}

JudgeRules rulesFrom(const Preferences &preferences, const AccountBook &book)
{
    JudgeRules rules;
    rules.reviewers = reviewers(book);
    rules.users = users(book);
    rules.deploying = deploying(book);
    rules.eventLead = preferences.eventLead;
    rules.eventTravel = preferences.travelTime;
    rules.mutedCalendars = {preferences.mutedCalendars.begin(), preferences.mutedCalendars.end()};
    rules.quiet = {
        .enabled = preferences.quiet, .from = preferences.quietFrom, .to = preferences.quietTo, .zone = rules.zone};
    return rules;
}
}

SharedRules::SharedRules()
    : m_shared(std::make_shared<Shared>())
{
}

void SharedRules::set(const Preferences &preferences, const AccountBook &book)
{
    const JudgeRules rules = rulesFrom(preferences, book);
    const QMutexLocker lock(&m_shared->mutex);
    m_shared->rules = rules;
}

Judge SharedRules::judge() const
{
    return [shared = m_shared](const ChangeSet &changes, const Facts &facts, const QDateTime &now) {
        const JudgeRules rules = [&] {
            const QMutexLocker lock(&shared->mutex);
            return shared->rules;
        }();
        return Windsock::judge(changes, facts, now, rules);
    };
}

}
