// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/itemmodels.h"

namespace Windsock {

namespace {
QStringList logins(const QList<Account> &accounts)
{
    QStringList me;
    for (const Account &account : accounts) {
        if (!account.user.isEmpty()) {
            me.append(account.user);
        }
    }
    return me;
}

/// The accounts whose events are the person's own: what a Meetup group announces is not.
QSet<AccountId> calendars(const QList<Account> &accounts)
{
    QSet<AccountId> own;
    for (const Account &account : accounts) {
        if (account.service == Service::ICalendar || account.service == Service::CalDav) {
            own.insert(account.id);
        }
    }
    return own;
}

/// Those that tell of facts and whose rows are stale when a source fails; `tell` is asked with each.
template<class Models, class Tell>
void eachOfFacts(Models &models, Tell tell)
{
    tell(models.pushes);
    tell(models.queue);
    tell(models.agenda);
    tell(models.threads);
    tell(models.trees);
    tell(models.queues);
    tell(models.inbox);
}
}

void ItemModels::fill(const StoreOpening &opening, const QList<Account> &accounts, const QList<Watch> &watches,
                      const QDateTime &now)
{
    eachOfFacts(*this, [&now](auto &model) { model.setNow(now); });
    for (const Facts &facts : opening.facts) {
        const ChangeSet baseline = asBaseline(facts, now);
        pushes.apply(baseline);
        queue.apply(baseline);
        agenda.apply(baseline);
        trees.apply(baseline);
        queues.apply(baseline);
        inbox.apply(baseline);
    }
    threads.apply(asBaseline({.threads = opening.threads}, now));
    notices.apply(opening.notices);
    setBook(accounts, watches);
    for (const WatchMemory &memory : opening.memories) {
        sources.remember(memory);
    }
    for (const SourceHealth &health : opening.health) {
        sources.apply(health);
    }
}

void ItemModels::apply(const ChangeSet &changes)
{
    eachOfFacts(*this, [&changes](auto &model) { model.apply(changes); });
}

void ItemModels::apply(const SourceHealth &health)
{
    sources.apply(health);
    eachOfFacts(*this, [&health](auto &model) { model.setHealth(health); });
}

void ItemModels::forgetHealth(const AccountId &account, const WatchId &watch)
{
    eachOfFacts(*this, [&](auto &model) { model.forgetHealth(account, watch); });
}

void ItemModels::setBook(const QList<Account> &accounts, const QList<Watch> &watches)
{
    queue.setMe(logins(accounts));
    queue.setCalendars(calendars(accounts));
    trees.setMe(logins(accounts));
    sources.setWatches(watches);
}

void ItemModels::setNow(const QDateTime &now)
{
    eachOfFacts(*this, [&now](auto &model) { model.setNow(now); });
    notices.setNow(now);
    sources.setNow(now);
    glance.setNow(now);
}

void ItemModels::setPreferences(const Preferences &preferences)
{
    queue.setPreferences(preferences);
}

ReportModels ItemModels::forReport() const
{
    return {.queue = &queue,
            .pushes = &pushes,
            .agenda = &agenda,
            .notices = &notices,
            .sources = &sources,
            .threads = &threads,
            .trees = &trees,
            .queues = &queues,
            .inbox = &inbox};
}

}
