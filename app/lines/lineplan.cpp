// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/lines/lineplan.h"

#include "app/sources/github/hookrequests.h"

#include <QHostAddress>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
const QString s_tasks = u"exchange/taskcluster-queue/v1/"_s;
const QString s_hgPushes = u"exchange/hgpushes/v1"_s;
const QString s_landoPushes = u"exchange/landoprod/pushes"_s;

/// The end of host names that belong together: the last two parts; one's own machine is one place under all its names.
QString placeOf(const QString &host)
{
    if (host == "localhost"_L1 || QHostAddress(host).isLoopback()) {
        return u"localhost"_s;
    }
    const QString domain = host.section(u'.', -2);
    static const QStringList mozilla{u"mozilla.org"_s, u"mozilla.com"_s, u"moz.tools"_s};
    return !QHostAddress(host).isNull() ? host : mozilla.contains(domain) ? mozilla.constFirst() : domain;
}

/// What the watch needs to be told of its news. A tree's failures and ends are told, and not each job that begins or goes
/// well: those are hundreds of times as many, and its percentage may be some minutes old. Of one commit all is told, where
/// it is the last of its push, after which the keys are named.
QList<LineBinding> bindingsOf(const Watch &watch)
{
    QList<LineBinding> bindings;
    QStringList states{u"failed"_s, u"exception"_s};
    QString key = u"route.tc-treeherder.v2."_s + watch.target;
    if (watch.kind == Watch::Kind::Revision && watch.who.size() == 40) { // a key holds whole words
        states += {u"pending"_s, u"running"_s, u"completed"_s};
        key += u'.' + watch.who.toLower();
    }
    for (const QString &state : std::as_const(states)) {
        bindings.append({s_tasks + u"task-"_s + state, key + u".#"_s});
    }
    const QString scheduler = schedulerOf(watch.target);
    bindings.append({s_tasks + u"task-group-resolved"_s,
                     scheduler.isEmpty() ? u"primary.#"_s : u"primary.*.%1.#"_s.arg(scheduler)});
    bindings.append({s_hgPushes, u"#"_s});
    return bindings;
}

bool isPushWatch(const Watch &watch)
{
    return watch.kind == Watch::Kind::Tree || watch.kind == Watch::Kind::Author || watch.kind == Watch::Kind::Revision;
}

bool isOfRepository(const Watch &watch)
{
    return watch.kind == Watch::Kind::Repository || watch.kind == Watch::Kind::Deployments
        || watch.kind == Watch::Kind::Tree;
}

/// GitHub's names are the same in any case. An organisation's hook tells of each of its repositories.
bool isServedByHook(const Watch &hook, const Watch &watch)
{
    if (watch.account != hook.account) {
        return false;
    }
    if (!isOfRepository(watch)) {
        return watch.kind == Watch::Kind::Author || watch.kind == Watch::Kind::Reviews;
    }
    const QString named = hook.target.contains(u'/') ? watch.target : watch.target.section(u'/', 0, 0);
    return named.compare(hook.target, Qt::CaseInsensitive) == 0;
}

void addOwn(LinePlan &plan, const Watch &watch)
{
    plan.bindings.append({watch.target, watch.who.isEmpty() ? u"#"_s : watch.who});
}

void addServed(LinePlan &plan, const Account &account, const Watch &watch)
{
    if (account.service == Service::Treeherder && isPushWatch(watch)) {
        plan.pushes.append(watch);
        plan.bindings += bindingsOf(watch);
        plan.bindings.append({s_landoPushes, u"#"_s});
    } else if (account.service == Service::Lando && watch.kind == Watch::Kind::LandingJob) {
        plan.landings.append(watch);
        plan.bindings.append({s_landoPushes, u"#"_s});
    }
}
}

QString schedulerOf(const QString &project)
{
    if (project == "try"_L1) {
        return u"gecko-level-1"_s;
    }
    if (project == "autoland"_L1 || project.startsWith("mozilla-"_L1)) {
        return u"gecko-level-3"_s;
    }
    if (project == "try-comm-central"_L1) {
        return u"comm-level-1"_s;
    }
    return project.startsWith("comm-"_L1) ? u"comm-level-3"_s : QString();
}

QList<WatchId> LinePlan::watches() const
{
    QList<WatchId> all;
    for (const QList<Watch> &some : {pushes, landings, pulls}) {
        std::ranges::transform(some, std::back_inserter(all), &Watch::id);
    }
    return all;
}

QSet<WatchId> LinePlan::told(const QStringList &missing) const
{
    QSet<WatchId> told;
    for (const Watch &watch : pushes) {
        const bool isWhole = watch.kind != Watch::Kind::Revision
            && std::ranges::none_of(bindingsOf(watch), [&missing](const LineBinding &binding) {
                                 return missing.contains(binding.exchange);
                             });
        if (isWhole) {
            told.insert(watch.id);
        }
    }
    for (const Watch &watch : pulls) {
        if (isOfRepository(watch)) {
            told.insert(watch.id);
        }
    }
    return told;
}

bool isServedBy(const Account &line, const Account &account)
{
    return (account.service == Service::Treeherder || account.service == Service::Lando)
        && placeOf(line.baseUrl.host()) == placeOf(account.baseUrl.host());
}

LinePlan planHook(const Watch &hook, const QList<Watch> &watches)
{
    LinePlan plan{.bindings = {}, .pushes = {}, .landings = {}, .pulls = {}, .hook = hook};
    std::ranges::copy_if(watches, std::back_inserter(plan.pulls),
                         [&hook](const Watch &watch) { return isServedByHook(hook, watch); });
    for (const QString &event : hookEvents()) {
        plan.bindings.append({hook.target, event});
    }
    return plan;
}

LinePlan planLine(const Account &line, const QList<Account> &accounts, const QList<Watch> &watches)
{
    LinePlan plan;
    for (const Watch &watch : watches) {
        const auto account = std::ranges::find(accounts, watch.account, &Account::id);
        if (watch.account == line.id && watch.kind == Watch::Kind::Exchange) {
            addOwn(plan, watch);
        } else if (account != accounts.end() && isServedBy(line, *account)) {
            addServed(plan, *account, watch);
        }
    }
    std::ranges::sort(plan.bindings);
    const auto doubles = std::ranges::unique(plan.bindings);
    plan.bindings.erase(doubles.begin(), doubles.end());
    return plan;
}

}
