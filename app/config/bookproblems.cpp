// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/config/bookproblems.h"

#include "models/values/eventbritetarget.h"
#include "models/values/lineaddress.h"
#include "models/values/lumaaddress.h"
#include "models/values/watch.h"

#include <KLocalizedString>

#include <QHostAddress>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
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

QString accountProblem(const Account &account)
{
    static const QRegularExpression idForm(u"^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$"_s);
    if (!idForm.match(account.id.value).hasMatch()) {
        return i18n("“%1” cannot name an account: letters, digits, dots, dashes and underscores, 40 at most.",
                    account.id.value);
    }
    if (isLine(account.service)) {
        return lineProblem(account);
    }
    return account.service == Service::ICalendar && account.baseUrl.isEmpty() ? QString()
                                                                              : addressProblem(account.baseUrl);
}

QString watchProblem(const Watch &watch, const Account &owner)
{
    if (!watchKindFits(owner.service, watch.kind)) {
        return i18n("A %1 account has no “%2” to watch.", serviceName(owner.service), watchKindName(watch.kind));
    }
    if (watch.target.isEmpty() && needsTarget(watch, owner.service)) {
        return i18n("Say what to watch: a repository, a group or an address.");
    }
    if (watch.kind == Watch::Kind::Author && watch.who.isEmpty()) {
        return i18n("Say whose work to watch: a login or an e-mail address.");
    }
    if (watch.kind == Watch::Kind::Reviews && watch.who.isEmpty() && owner.user.isEmpty()) {
        return i18n("Say whose reviews to watch: a login or an e-mail address.");
    }
    return targetProblem(watch, owner.service);
}

}
