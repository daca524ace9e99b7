// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/followplan.h"

#include "app/cli/factsjson.h"
#include "models/items/followwords.h"

#include <KLocalizedString>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
using Outcome = FollowPlan::Outcome;

Service serviceOf(Follow::Kind kind)
{
    switch (kind) {
    case Follow::Kind::Bug:
        return Service::Bugzilla;
    case Follow::Kind::LandingJob:
        return Service::Lando;
    case Follow::Kind::PullRequest:
        return Service::GitHub;
    case Follow::Kind::Revision:
    case Follow::Kind::Author:
    case Follow::Kind::Tree:
        break;
    }
    return Service::Treeherder;
}

QList<Account> accountsOf(Service service, const QString &host, const QList<Account> &accounts)
{
    QList<Account> fit;
    std::ranges::copy_if(accounts, std::back_inserter(fit), [&](const Account &account) {
        return account.service == service && (host.isEmpty() || linkHostOf(account) == host);
    });
    return fit;
}

/// The command that makes the account that is missing.
QString accountCommand(Service service, const QString &host)
{
    QString command = u"windsock account add "_s + serviceName(service);
    if (!host.isEmpty() && host != linkHostOf({.service = service, .baseUrl = defaultBaseUrl(service)})) {
        command += u" --url https://"_s + host + (service == Service::GitHub ? u"/api/v3"_s : QString());
    }
    return service == Service::GitHub ? command + u" --token"_s : command;
}

FollowPlan withoutAccount(FollowPlan plan)
{
    const Service service = serviceOf(plan.follow->kind);
    const QString name = serviceName(service);
    plan.outcome = Outcome::NoAccount;
    plan.command = accountCommand(service, plan.follow->host);
    plan.words = plan.follow->host.isEmpty()
        ? i18n("That is %1, and there is no %2 account to watch it with. Add one in the settings, or with “%3”.",
               followWords(*plan.follow), name, plan.command)
        : i18n(
              "That is %1, and there is no %2 account for that host. If you trust it, add one in the settings, or with "
              "“%3”.",
              followWords(*plan.follow), name, plan.command);
    return plan;
}

FollowPlan withManyAccounts(FollowPlan plan, const QList<Account> &accounts)
{
    QStringList names;
    for (const Account &account : accounts) {
        names.append(account.id.value);
    }
    plan.outcome = Outcome::ManyAccounts;
    plan.words = i18n("That is %1, and it could be of any of the accounts %2. Paste its link, which names the host.",
                      followWords(*plan.follow), names.join(i18nc("between the items of a list", ", ")));
    return plan;
}

FollowPlan ofABug(FollowPlan plan, const Account &account, const QList<Watch> &watches)
{
    plan.outcome = Outcome::NotWatched;
    const auto landings = std::ranges::find_if(watches, [&](const Watch &watch) {
        return watch.account == account.id && watch.kind == Watch::Kind::Landings;
    });
    if (landings != watches.end()) {
        plan.words = i18n("That is %1. It shows in the queue as soon as it asks to be landed: the watch %2 looks for "
                          "that. A bug that asks for nothing is not watched.",
                          followWords(*plan.follow), landings->id.value);
        return plan;
    }
    plan.command = u"windsock watch add "_s + account.id.value + u" landings"_s;
    plan.words = i18n(
        "That is %1. Windsock watches bugs that ask to be landed, and not others: “%2” watches for those.",
        followWords(*plan.follow), plan.command);
    return plan;
}

/// On which tree a commit is that came without one: on the tree whose pushes are watched, where there is one alone.
QString likelyTree(const Account &account, const QList<Watch> &watches)
{
    QStringList trees;
    for (const Watch &watch : watches) {
        const bool ofPushes = watch.kind == Watch::Kind::Tree || watch.kind == Watch::Kind::Author;
        if (watch.account == account.id && ofPushes && !trees.contains(watch.target)) {
            trees.append(watch.target);
        }
    }
    return trees.size() == 1 ? trees.constFirst() : u"try"_s;
}

Watch watchFor(const Follow &follow, const AccountId &account)
{
    switch (follow.kind) {
    case Follow::Kind::Revision:
        return {.account = account, .kind = Watch::Kind::Revision, .target = follow.repository, .who = follow.hash};
    case Follow::Kind::LandingJob:
        return {.account = account, .kind = Watch::Kind::LandingJob, .target = QString::number(follow.number)};
    case Follow::Kind::PullRequest:
        return {.account = account, .kind = Watch::Kind::Repository, .target = follow.repository};
    case Follow::Kind::Author:
        return {.account = account, .kind = Watch::Kind::Author, .target = follow.repository, .who = follow.who};
    case Follow::Kind::Tree:
    case Follow::Kind::Bug:
        break;
    }
    return {.account = account, .kind = Watch::Kind::Tree, .target = follow.repository};
}

/// Whether both watch the same; of two hashes the shorter may be the beginning of the other.
bool isSameWatch(const Watch &a, const Watch &b)
{
    if (a.account != b.account || a.kind != b.kind
        || a.target.compare(b.target, a.kind == Watch::Kind::Repository ? Qt::CaseInsensitive : Qt::CaseSensitive) != 0) {
        return false;
    }
    if (a.kind != Watch::Kind::Revision) {
        return a.who == b.who;
    }
    return a.who.startsWith(b.who, Qt::CaseInsensitive) || b.who.startsWith(a.who, Qt::CaseInsensitive);
}

QString watchingWords(const Follow &follow, bool guessedTree)
{
    if (follow.kind == Follow::Kind::PullRequest) {
        return i18n("Watching the pull requests of %1 now; number %2 is among them while it is open.",
                    follow.repository, QString::number(follow.number));
    }
    if (guessedTree) {
        return i18n("Watching %1 now. If it is on another tree, paste its Treeherder link instead.",
                    followWords(follow));
    }
    return i18n("Watching %1 now.", followWords(follow));
}
}

QString followOutcomeName(FollowPlan::Outcome outcome)
{
    static constexpr std::array names{"watching"_L1,    "watched-already"_L1, "no-account"_L1,    "many-accounts"_L1,
                                      "not-watched"_L1, "refused"_L1,         "not-understood"_L1};
    return names.at(static_cast<size_t>(outcome));
}

QString linkHostOf(const Account &account)
{
    const QUrl &url = account.baseUrl;
    const QString host = url.host(QUrl::FullyEncoded).toLower();
    if (account.service == Service::GitHub && host == "api.github.com"_L1) {
        return u"github.com"_s;
    }
    const int usual = url.scheme() == "https"_L1 ? 443 : 80;
    return url.port(usual) == usual ? host : host + u':' + QString::number(url.port());
}

FollowPlan planFollow(QStringView text, const QList<Account> &accounts, const QList<Watch> &watches)
{
    FollowPlan plan{.follow = readFollow(text)};
    if (!plan.follow) {
        plan.words = i18n(
            "That is no link, number or hash that Windsock knows. It takes links of Treeherder, Lando, "
            "Bugzilla, hg.mozilla.org and GitHub, what mach try prints, commits, authors and “bug 12345”.");
        return plan;
    }
    Follow &wanted = *plan.follow;
    const QList<Account> fit = accountsOf(serviceOf(wanted.kind), wanted.host, accounts);
    if (fit.isEmpty()) {
        return withoutAccount(plan);
    }
    if (wanted.host.isEmpty() && fit.size() > 1) {
        return withManyAccounts(plan, fit);
    }
    const Account &account = fit.constFirst();
    if (wanted.kind == Follow::Kind::Bug) {
        return ofABug(plan, account, watches);
    }
    const bool guessedTree = wanted.kind == Follow::Kind::Revision && wanted.repository.isEmpty();
    if (guessedTree) {
        wanted.repository = likelyTree(account, watches);
    }
    const Watch watch = watchFor(wanted, account.id);
    const auto known = std::ranges::find_if(watches, [&](const Watch &other) { return isSameWatch(other, watch); });
    if (known != watches.end()) {
        plan.outcome = Outcome::Watched;
        plan.watch = *known;
        plan.words = i18n("That is %1, which is watched already as %2.", followWords(wanted), known->id.value);
        return plan;
    }
    plan.outcome = Outcome::Watch;
    plan.watch = watch;
    plan.words = watchingWords(wanted, guessedTree);
    return plan;
}

FollowPlan follow(AccountBook &book, QStringView text)
{
    FollowPlan plan = planFollow(text, book.accounts(), book.watches());
    if (plan.outcome != Outcome::Watch) {
        return plan;
    }
    plan.watch->id = book.freeWatchId(*plan.watch);
    if (const auto added = book.addWatch(*plan.watch); !added) {
        plan.outcome = Outcome::Refused;
        plan.words = added.error();
        plan.watch.reset();
    }
    return plan;
}

QJsonObject toJson(const FollowPlan &plan)
{
    QJsonValue follow;
    if (plan.follow) {
        const auto text = [](const QString &value) { return value.isEmpty() ? QJsonValue() : QJsonValue(value); };
        follow = QJsonObject{{u"kind"_s, followKindName(plan.follow->kind)},
                             {u"host"_s, text(plan.follow->host)},
                             {u"repository"_s, text(plan.follow->repository)},
                             {u"revision"_s, text(plan.follow->hash)},
                             {u"number"_s, plan.follow->number ? QJsonValue(plan.follow->number) : QJsonValue()},
                             {u"who"_s, text(plan.follow->who)}};
    }
    return {{u"outcome"_s, followOutcomeName(plan.outcome)},
            {u"words"_s, plan.words},
            {u"command"_s, plan.command.isEmpty() ? QJsonValue() : QJsonValue(plan.command)},
            {u"watch"_s, plan.watch ? QJsonValue(toJson(*plan.watch)) : QJsonValue()},
            {u"follow"_s, follow}};
}

}
