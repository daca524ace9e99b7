// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/config/accountbook.h"

#include "app/config/bookproblems.h"
#include "models/values/signin.h"

#include <KConfigGroup>
#include <KLocalizedString>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
const QString s_accountGroup = u"Account "_s;
const QString s_watchGroup = u"Watch "_s;

constexpr std::array s_secretKinds{"none"_L1, "keychain"_L1, "environment"_L1, "file"_L1};

std::optional<Account> readAccount(const KConfigGroup &group, const QString &id)
{
    const auto service = serviceFromName(group.readEntry("Service"));
    if (!service) {
        return std::nullopt;
    }
    Account account{.id = AccountId(id),
                    .service = *service,
                    .baseUrl = QUrl(group.readEntry("Address")),
                    .user = group.readEntry("User"),
                    .secret = {.kind = SecretPlace::Kind::None, .name = group.readEntry("SecretName")}};
    const QString kind = group.readEntry("Secret");
    for (size_t i = 0; i < s_secretKinds.size(); ++i) {
        if (s_secretKinds[i] == kind) {
            account.secret.kind = static_cast<SecretPlace::Kind>(i);
        }
    }
    return account;
}

std::optional<Watch> readWatch(const KConfigGroup &group, const QString &id)
{
    const auto kind = watchKindFromName(group.readEntry("Kind"));
    if (!kind) {
        return std::nullopt;
    }
    return Watch{.id = WatchId(id),
                 .account = AccountId(group.readEntry("Account")),
                 .kind = *kind,
                 .target = group.readEntry("Target"),
                 .who = group.readEntry("Who")};
}
}

AccountBook::AccountBook(const QString &file, QObject *parent)
    : QObject(parent), m_config(KSharedConfig::openConfig(file, KConfig::SimpleConfig))
{
    reload();
}

void AccountBook::reload()
{
    m_config->reparseConfiguration();
    QList<Account> accounts;
    QList<Watch> watches;
    for (const QString &name : m_config->groupList()) {
        const KConfigGroup group = m_config->group(name);
        if (name.startsWith(s_accountGroup)) {
            if (auto account = readAccount(group, name.mid(s_accountGroup.size()))) {
                accounts.append(*std::move(account));
            }
        } else if (name.startsWith(s_watchGroup)) {
            if (auto watch = readWatch(group, name.mid(s_watchGroup.size()))) {
                watches.append(*std::move(watch));
            }
        }
    }
    std::ranges::sort(accounts, {}, &Account::id);
    std::ranges::sort(watches, {}, &Watch::id);
    if (accounts != m_accounts || watches != m_watches) {
        m_accounts = std::move(accounts);
        m_watches = std::move(watches);
        Q_EMIT changed();
    }
}

std::optional<Account> AccountBook::account(const AccountId &id) const
{
    const auto it = std::ranges::find(m_accounts, id, &Account::id);
    return it == m_accounts.end() ? std::nullopt : std::optional(*it);
}

QList<Watch> AccountBook::polledWatches() const
{
    QList<Watch> polled = m_watches;
    polled.removeIf([](const Watch &watch) { return onlyTells(watch.kind); });
    return polled;
}

AccountBook::Outcome AccountBook::addAccount(const Account &account)
{
    if (const QString problem = accountProblem(account); !problem.isEmpty()) {
        return std::unexpected(problem);
    }
    if (this->account(account.id)) {
        return std::unexpected(i18n("There is an account named “%1” already.", account.id.value));
    }
    KConfigGroup group = m_config->group(s_accountGroup + account.id.value);
    group.writeEntry("Service", serviceName(account.service));
    QString address = account.baseUrl.toString(QUrl::FullyEncoded | QUrl::StripTrailingSlash);
    if (account.baseUrl.path() == "/"_L1 && address.endsWith(u'/')) { // which Qt does not take for a trailing one
        address.chop(1);
    }
    group.writeEntry("Address", address);
    group.writeEntry("User", account.user);
    group.writeEntry("Secret", QString(s_secretKinds.at(static_cast<size_t>(account.secret.kind))));
    group.writeEntry("SecretName", account.secret.name);
    return write();
}

AccountBook::Outcome AccountBook::removeAccount(const AccountId &id)
{
    if (!account(id)) {
        return std::unexpected(i18n("There is no account named “%1”.", id.value));
    }
    for (const Watch &watch : std::as_const(m_watches)) {
        if (watch.account == id) {
            m_config->deleteGroup(s_watchGroup + watch.id.value);
        }
    }
    m_config->deleteGroup(s_accountGroup + id.value);
    return write();
}

AccountBook::Outcome AccountBook::moveTokenToKeychain(const AccountId &id, const QString &user)
{
    const auto known = account(id);
    if (!known) {
        return std::unexpected(i18n("There is no account named “%1”.", id.value));
    }
    KConfigGroup group = m_config->group(s_accountGroup + id.value);
    group.writeEntry("Secret", QString(s_secretKinds.at(static_cast<size_t>(SecretPlace::Kind::Keychain))));
    group.writeEntry("SecretName", QString());
    if (known->user.isEmpty()) {
        group.writeEntry("User", user);
    }
    return write();
}

QString AccountBook::clientId(const AccountId &id) const
{
    const QString clientId = m_config->group(s_accountGroup + id.value).readEntry("ClientId");
    return isClientId(clientId) ? clientId : QString();
}

AccountBook::Outcome AccountBook::setClientId(const AccountId &id, const QString &clientId)
{
    const auto known = account(id);
    if (!known || known->service != Service::GitHub) {
        return std::unexpected(known ? i18n("%1 is no GitHub account: it has no client ID.", id.value)
                                     : i18n("There is no account named “%1”.", id.value));
    }
    if (!isClientId(clientId)) {
        return std::unexpected(
            i18n("“%1” is no client ID: letters, digits, dots, dashes and underscores only.", clientId));
    }
    m_config->group(s_accountGroup + id.value).writeEntry("ClientId", clientId);
    return write();
}

AccountBook::Outcome AccountBook::addWatch(const Watch &watch)
{
    const auto owner = account(watch.account);
    if (!owner) {
        return std::unexpected(i18n("There is no account named “%1”.", watch.account.value));
    }
    if (const QString problem = watchProblem(watch, *owner); !problem.isEmpty()) {
        return std::unexpected(problem);
    }
    if (std::ranges::contains(m_watches, watch.id, &Watch::id)) {
        return std::unexpected(i18n("“%1” is watched already.", watch.id.value));
    }
    KConfigGroup group = m_config->group(s_watchGroup + watch.id.value);
    group.writeEntry("Account", watch.account.value);
    group.writeEntry("Kind", watchKindName(watch.kind));
    group.writeEntry("Target", watch.target);
    group.writeEntry("Who", watch.who);
    return write();
}

AccountBook::Outcome AccountBook::removeWatch(const WatchId &id)
{
    if (!std::ranges::contains(m_watches, id, &Watch::id)) {
        return std::unexpected(i18n("Nothing named “%1” is watched.", id.value));
    }
    m_config->deleteGroup(s_watchGroup + id.value);
    return write();
}

AccountBook::Outcome AccountBook::write()
{
    if (!m_config->sync()) {
        m_config->markAsClean();
        reload();
        return std::unexpected(i18n("The file %1 cannot be written.", m_config->name()));
    }
    reload();
    return {};
}

AccountId AccountBook::freeAccountId(Service service) const
{
    const QString base = serviceName(service);
    QString id = base;
    for (int i = 2; account(AccountId(id)); ++i) {
        id = base + u'-' + QString::number(i);
    }
    return AccountId(id);
}

WatchId AccountBook::freeWatchId(const Watch &watch) const
{
    QString what = watch.target;
    if (watch.kind == Watch::Kind::Calendar) {
        what = watch.target.startsWith(u'/') ? calendarPart(watch.target) : QUrl(watch.target).host();
    }
    const bool papers = watch.kind == Watch::Kind::Papers;
    if (papers && watch.target.contains(u':')) {
        what = QUrl(watch.target).host();
    }
    if (!watch.who.isEmpty()) {
        what += (what.isEmpty() ? QString() : u"/"_s) + (papers ? calendarPart(watch.who) : watch.who);
    }
    if (watch.kind == Watch::Kind::LandingJob) {
        what.prepend("job-"_L1);
    } else if (watch.kind == Watch::Kind::Trees) {
        what = u"trees"_s;
    } else if (watch.kind == Watch::Kind::Deployments && watch.who.isEmpty()) {
        what += u"/deployments"_s;
    } else if (watch.kind == Watch::Kind::Inbox) {
        what = u"inbox"_s;
    } else if (watch.kind == Watch::Kind::Hook) {
        what += u"/hook"_s;
    } else if (watch.kind == Watch::Kind::Tree && watch.who.isEmpty() && what.contains(u'/')) {
        what += u"/pushes"_s;
    }
    const QString base = watch.account.value + u'/' + what;
    QString id = base;
    const auto same = [&](const Watch &other) {
        return other.account == watch.account && other.kind == watch.kind && other.target == watch.target
            && other.who == watch.who;
    };
    for (int i = 2; std::ranges::any_of(m_watches, [&](const Watch &w) { return w.id.value == id && !same(w); }); ++i) {
        id = base + u'-' + QString::number(i);
    }
    return WatchId(id);
}

}
