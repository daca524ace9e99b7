// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/config/accountbook.h"

#include "models/values/eventbritetarget.h"
#include "models/values/lineaddress.h"
#include "models/values/lumaaddress.h"
#include "models/values/signin.h"

#include <KConfigGroup>
#include <KLocalizedString>

#include <QHostAddress>
#include <QRegularExpression>

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

bool isLoopback(const QString &host)
{
    return host == "localhost"_L1 || QHostAddress(host).isLoopback();
}

QString lineProblem(const Account &account)
{
    if (!lineAddress(account.baseUrl)) {
        return i18n(
            "Write the broker's address like amqps://pulse.mozilla.org/ or, where only the web's ports are open, "
            "wss://HOST/ws (amqp:// and ws:// are for this machine only), without a user name or password.");
    }
    if (!isLineUser(account.user)) {
        return i18n("Say as which user: letters, digits, dots, dashes and underscores, with a letter first.");
    }
    return account.secret.kind == SecretPlace::Kind::None
        ? i18n("A broker lets nobody in without a password: say where it is, as you would for a token.")
        : QString();
}

bool needsTarget(const Watch &watch, Service service)
{
    return !(watch.kind == Watch::Kind::Author && service == Service::GitHub) && watch.kind != Watch::Kind::Trees
        && watch.kind != Watch::Kind::Reviews && watch.kind != Watch::Kind::Inbox;
}

/// A topic of confs.tech, or where a list is.
QString papersProblem(const QString &target)
{
    static const QRegularExpression topic(u"^[a-z0-9][a-z0-9-]{0,39}\\z"_s);
    if (!target.contains(u':')) {
        return topic.match(target).hasMatch()
            ? QString()
            : i18n("Give a topic of confs.tech, like python or general, or the https address of a list.");
    }
    return addressProblem(QUrl(target, QUrl::StrictMode));
}

QString feedProblem(const QString &target)
{
    QUrl url(target);
    if (url.scheme() == "webcal"_L1) {
        url.setScheme(u"https"_s);
    }
    const LumaAddress luma = lumaAddressOf(url);
    return luma == LumaAddress::Page || luma == LumaAddress::SlugFeed
        ? i18n("Luma gives out a calendar by its id, not by its page: on the page choose “Add iCal Subscription” and "
               "give that address, https://api.lu.ma/ics/get?entity=calendar&id=cal-….")
        : addressProblem(url);
}

QString groupProblem(const QString &target, Service service)
{
    static const QRegularExpression word(u"^[A-Za-z0-9_:.-]+$"_s);
    if (service == Service::Eventbrite) {
        return eventbriteTarget(target)
            ? QString()
            : i18n("Write organizer/ID or organization/ID; an organizer's ID is the number at the end of its page's "
                   "address on Eventbrite.");
    }
    return target.isEmpty() || word.match(target).hasMatch()
        ? QString()
        : i18n("“%1” is not a name the service could have: letters, digits, dots, dashes and underscores only.", target);
}

QString targetProblem(const Watch &watch, Service service)
{
    static const QRegularExpression repository(u"^[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+$"_s);
    // As isBranchName() of the source has it.
    static const QRegularExpression branch(u"^(?!.*\\.\\.)[^\\s\\x00-\\x20\\x7f~^:?*\\[\\\\]{0,250}\\z"_s);
    static const QRegularExpression word(u"^[A-Za-z0-9_:.-]+$"_s);
    switch (watch.kind) {
    case Watch::Kind::Repository:
    case Watch::Kind::Deployments:
        return repository.match(watch.target).hasMatch() ? QString()
                                                         : i18n("A GitHub repository is written owner/name.");
    case Watch::Kind::Papers:
        return papersProblem(watch.target);
    case Watch::Kind::Inbox:
        return watch.target.isEmpty() || watch.target == "participating"_L1
            ? QString()
            : i18n("Write “participating” for what concerns you, or nothing for all of the inbox.");
    case Watch::Kind::Hook: {
        static const QRegularExpression place(u"^[A-Za-z0-9_.-]+(?:/[A-Za-z0-9_.-]+)?\\z"_s);
        return place.match(watch.target).hasMatch()
            ? QString()
            : i18n("Whose webhooks? A GitHub repository is written owner/name, an organisation by its name alone.");
    }
    case Watch::Kind::Group:
        return groupProblem(watch.target, service);
    case Watch::Kind::Tree:
        if (service == Service::GitHub) {
            if (!repository.match(watch.target).hasMatch()) {
                return i18n("A GitHub repository is written owner/name.");
            }
            return branch.match(watch.who).hasMatch() ? QString() : i18n("“%1” cannot be a branch.", watch.who);
        }
        [[fallthrough]];
    case Watch::Kind::Author:
    case Watch::Kind::Reviews:
        return watch.target.isEmpty() || word.match(watch.target).hasMatch()
            ? QString()
            : i18n("“%1” is not a name the service could have: letters, digits, dots, dashes and underscores only.",
                   watch.target);
    case Watch::Kind::Landings: {
        static const QRegularExpression wishes(
            u"^ *(?:(?:flag|keyword): *)?[A-Za-z0-9_.-]+ *(?:, *(?:(?:flag|keyword): *)?[A-Za-z0-9_.-]+ *)*$"_s);
        return watch.target.isEmpty() || wishes.match(watch.target).hasMatch()
            ? QString()
            : i18n("Write the starts of tags, keyword:NAME or flag:NAME, with commas between them.");
    }
    case Watch::Kind::Calendar: {
        if (service == Service::CalDav) {
            static const QRegularExpression path(u"^/(?!/)[^\\s]{0,1999}\\z"_s);
            return path.match(watch.target).hasMatch() ? QString()
                                                       : i18n("Give the calendar's path on the server, beginning with "
                                                              "a slash: “windsock calendars %1” lists them.",
                                                              watch.account.value);
        }
        return feedProblem(watch.target);
    }
    case Watch::Kind::Revision: {
        static const QRegularExpression commit(u"^[0-9a-fA-F]{7,40}\\z"_s);
        if (!commit.match(watch.who).hasMatch()) {
            return i18n("“%1” is no commit: 7 to 40 hexadecimal digits.", watch.who);
        }
        return word.match(watch.target).hasMatch() ? QString() : i18n("Give the repository the commit is in.");
    }
    case Watch::Kind::LandingJob: {
        static const QRegularExpression number(u"^[1-9][0-9]{0,17}$"_s);
        return number.match(watch.target).hasMatch() ? QString() : i18n("Lando's landing jobs are numbers.");
    }
    case Watch::Kind::Exchange: {
        static const QRegularExpression exchange(u"^[A-Za-z0-9_.:/-]{1,200}\\z"_s);
        static const QRegularExpression key(u"^[A-Za-z0-9_.:/*#-]{0,200}\\z"_s);
        return exchange.match(watch.target).hasMatch() && key.match(watch.who).hasMatch()
            ? QString()
            : i18n("Write the exchange as it is named, and with --who a topic key in which * is one word and # any.");
    }
    case Watch::Kind::Trees: {
        static const QRegularExpression list(u"^[A-Za-z0-9_.-]+(,[A-Za-z0-9_.-]+)*$"_s);
        return watch.target.isEmpty() || list.match(watch.target).hasMatch()
            ? QString()
            : i18n("Write the trees with commas between them and no blanks, or nothing for all.");
    }
    }
    return {};
}
}

QString addressProblem(const QUrl &url)
{
    if (!url.isValid() || url.host().isEmpty()) {
        return i18n("The address has no host. Write it like https://example.org");
    }
    if (!url.userInfo().isEmpty()) {
        return i18n("The address holds a user name or password. Leave it out: a token is asked for apart.");
    }
    if (url.scheme() == "https"_L1 || (url.scheme() == "http"_L1 && isLoopback(url.host()))) {
        return {};
    }
    return i18n("The address must begin with https:// (http:// is for this machine only).");
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
    static const QRegularExpression idForm(u"^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$"_s);
    if (!idForm.match(account.id.value).hasMatch()) {
        return std::unexpected(
            i18n("“%1” cannot name an account: letters, digits, dots, dashes and underscores, 40 at most.",
                 account.id.value));
    }
    if (this->account(account.id)) {
        return std::unexpected(i18n("There is an account named “%1” already.", account.id.value));
    }
    if (isLine(account.service)) {
        if (const QString problem = lineProblem(account); !problem.isEmpty()) {
            return std::unexpected(problem);
        }
    } else if (account.service != Service::ICalendar || !account.baseUrl.isEmpty()) {
        if (const QString problem = addressProblem(account.baseUrl); !problem.isEmpty()) {
            return std::unexpected(problem);
        }
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
    if (!watchKindFits(owner->service, watch.kind)) {
        return std::unexpected(
            i18n("A %1 account has no “%2” to watch.", serviceName(owner->service), watchKindName(watch.kind)));
    }
    if (watch.target.isEmpty() && needsTarget(watch, owner->service)) {
        return std::unexpected(i18n("Say what to watch: a repository, a group or an address."));
    }
    if (watch.kind == Watch::Kind::Author && watch.who.isEmpty()) {
        return std::unexpected(i18n("Say whose work to watch: a login or an e-mail address."));
    }
    if (watch.kind == Watch::Kind::Reviews && watch.who.isEmpty() && owner->user.isEmpty()) {
        return std::unexpected(i18n("Say whose reviews to watch: a login or an e-mail address."));
    }
    if (const QString problem = targetProblem(watch, owner->service); !problem.isEmpty()) {
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
