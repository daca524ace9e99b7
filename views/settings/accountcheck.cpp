// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/settings/accountcheck.h"

#include "models/items/lumawords.h"
#include "models/values/eventbritetarget.h"
#include "models/values/lineaddress.h"
#include "models/values/lumaaddress.h"
#include "models/values/signin.h"

#include <KLocalizedString>

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {

bool matches(const QString &text, const QString &pattern)
{
    return QRegularExpression(QRegularExpression::anchoredPattern(pattern)).match(text).hasMatch();
}

bool isThisMachine(const QString &host)
{
    return host == "localhost"_L1 || host == "127.0.0.1"_L1 || host == "::1"_L1;
}

QString problemWithFeed(const QUrl &url)
{
    const LumaAddress luma = lumaAddressOf(url);
    if (luma == LumaAddress::Page || luma == LumaAddress::SlugFeed) {
        return lumaFeedHint();
    }
    return isUsableAddress(url) ? QString() : i18nc("@info", "Give the https address of the .ics feed.");
}

}

bool isUsableAddress(const QUrl &url)
{
    const bool scheme = url.scheme() == "https"_L1 || (url.scheme() == "http"_L1 && isThisMachine(url.host()));
    return url.isValid() && scheme && !url.host().isEmpty() && url.userInfo().isEmpty();
}

QUrl baseUrlFrom(const QString &text)
{
    QUrl url = QUrl(text, QUrl::StrictMode).adjusted(QUrl::StripTrailingSlash);
    if (url.path() == "/"_L1) { // which Qt does not take for a trailing one
        url.setPath(QString());
    }
    return url;
}

QString problemWithAccountId(const QString &id, const QList<Account> &others)
{
    if (id.isEmpty()) {
        return i18nc("@info", "Give the account a short name.");
    }
    if (!matches(id, u"[A-Za-z0-9][A-Za-z0-9._-]{0,31}"_s)) {
        return i18nc("@info", "Letters, digits, dots and dashes only, at most 32.");
    }
    const bool taken = std::ranges::any_of(others, [&id](const Account &other) { return other.id.value == id; });
    return taken ? i18nc("@info", "There is already an account of this name.") : QString();
}

QString problemWithBaseUrl(Service service, const QString &text)
{
    if (text.isEmpty()) {
        return service == Service::ICalendar ? QString()
                                             : i18nc("@info", "Where is the service? For example https://example.org.");
    }
    const QUrl url(text, QUrl::StrictMode);
    if (isLine(service) && url.userInfo().isEmpty()) {
        return lineAddress(url)
            ? QString()
            : i18nc("@info", "For example amqps://pulse.mozilla.org, or wss://HOST/ws (amqp and ws on this computer).");
    }
    if (!url.isValid() || url.host().isEmpty()) {
        return i18nc("@info", "This is not a web address.");
    }
    if (!url.userInfo().isEmpty()) {
        return i18nc("@info", "No name or password in the address: it would be kept in the open.");
    }
    return isUsableAddress(url) ? QString() : i18nc("@info", "Only https addresses (http on this computer).");
}

QString problemWithUser(Service service, const QString &user)
{
    return !isLine(service) || isLineUser(user)
        ? QString()
        : i18nc("@info", "As which user? Letters, digits, dots, dashes and underscores, with a letter first.");
}

QString problemWithPlace(Service service, SecretPlace::Kind place)
{
    if (place != SecretPlace::Kind::None) {
        return {};
    }
    if (service == Service::Eventbrite) {
        return i18nc("@info",
                     "Say where the private token is: Eventbrite answers nobody without one. It is on its page of API "
                     "keys, eventbrite.com/account-settings/apps.");
    }
    return isLine(service) ? i18nc("@info", "Say where the user's password is: nobody is let in without one.")
                           : QString();
}

QString problemWithSecret(const SecretPlace &place, const QByteArray &secret)
{
    switch (place.kind) {
    case SecretPlace::Kind::None:
        break;
    case SecretPlace::Kind::Keychain:
        return secret.isEmpty() ? i18nc("@info", "Paste the token or key here.") : QString();
    case SecretPlace::Kind::Environment:
        return matches(place.name, u"[A-Za-z_][A-Za-z0-9_]*"_s)
            ? QString()
            : i18nc("@info", "Give the name of the variable, for example GITHUB_TOKEN.");
    case SecretPlace::Kind::File:
        return place.name.startsWith(u'/') ? QString()
                                           : i18nc("@info", "Give the whole path of the file, from the root.");
    }
    return {};
}

QString problemWithClientId(const QString &clientId)
{
    if (clientId.isEmpty()) {
        return i18nc("@info", "Windsock comes with none: give that of an OAuth app of yours.");
    }
    return isClientId(clientId) ? QString()
                                : i18nc("@info", "Letters, digits, dots and dashes only: is it the client ID?");
}

QString problemWithTarget(Service service, Watch::Kind kind, const QString &target)
{
    switch (kind) {
    case Watch::Kind::Tree:
        if (service == Service::GitHub) {
            return problemWithTarget(service, Watch::Kind::Repository, target);
        }
        return matches(target, u"[A-Za-z0-9._-]+"_s) ? QString()
                                                     : i18nc("@info", "Give the tree's name, for example autoland.");
    case Watch::Kind::Author:
        return service == Service::GitHub || matches(target, u"[A-Za-z0-9._-]+"_s)
            ? QString()
            : i18nc("@info", "Give the repository the pushes go to, for example try.");
    case Watch::Kind::Landings:
        return matches(target,
                       u" *(?:(?:flag|keyword): *)?[A-Za-z0-9_.-]+ *(?:, *(?:(?:flag|keyword): *)?[A-Za-z0-9_.-]+ *)*"_s)
            ? QString()
            : i18nc("@info",
                    "Give the start of the tag, for example autoland, or keyword:NAME or flag:NAME; more with "
                    "commas between them.");
    case Watch::Kind::Repository:
    case Watch::Kind::Deployments:
        return matches(target, u"[A-Za-z0-9._-]+/[A-Za-z0-9._-]+"_s)
            ? QString()
            : i18nc("@info", "Give owner and name, for example mozilla/gecko-dev.");
    case Watch::Kind::Hook:
        return matches(target, u"[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)?"_s)
            ? QString()
            : i18nc("@info",
                    "Give owner and name, for example mozilla/gecko-dev, or an organisation alone. You must be its "
                    "administrator.");
    case Watch::Kind::Group:
        if (service == Service::Eventbrite) {
            return eventbriteTarget(target)
                ? QString()
                : i18nc(
                      "@info",
                      "Give organizer/ID or organization/ID: an organizer's ID is the number at the end of its page's "
                      "address.");
        }
        return matches(target, u"[A-Za-z0-9-]+"_s)
            ? QString()
            : i18nc("@info", "Give the last part of the group's address on Meetup.");
    case Watch::Kind::Calendar:
        if (service == Service::CalDav) {
            return matches(target, u"/(?!/)[^\\s]{0,1999}"_s)
                ? QString()
                : i18nc("@info", "Choose one of the calendars, or give its path on the server, beginning with a slash.");
        }
        return problemWithFeed(QUrl(target, QUrl::StrictMode));
    case Watch::Kind::Revision:
        return matches(target, u"[A-Za-z0-9._-]+"_s)
            ? QString()
            : i18nc("@info", "Give the repository the commit is in, for example try.");
    case Watch::Kind::LandingJob:
        return matches(target, u"[1-9][0-9]{0,17}"_s) ? QString()
                                                      : i18nc("@info", "Give the number that Lando printed.");
    case Watch::Kind::Trees:
        return target.isEmpty() || matches(target, u"[A-Za-z0-9._-]+(,[A-Za-z0-9._-]+)*"_s)
            ? QString()
            : i18nc("@info", "Give names of trees with commas between them, or nothing for all.");
    case Watch::Kind::Exchange:
        return matches(target, u"[A-Za-z0-9_.:/-]{1,200}"_s)
            ? QString()
            : i18nc("@info", "Give the name of the exchange, for example exchange/hgpushes/v1.");
    case Watch::Kind::Papers:
        return matches(target, u"[a-z0-9][a-z0-9-]{0,39}"_s) || isUsableAddress(QUrl(target, QUrl::StrictMode))
            ? QString()
            : i18nc("@info", "Give a topic of confs.tech, for example python, or the https address of a list.");
    case Watch::Kind::Inbox:
        return target.isEmpty() || target == "participating"_L1
            ? QString()
            : i18nc("@info", "Give “participating” for what concerns you, or nothing for all of the inbox.");
    case Watch::Kind::Reviews:
        break;
    }
    return {};
}

QString problemWithWho(Service service, Watch::Kind kind, const QString &who)
{
    if (kind == Watch::Kind::Revision) {
        return matches(who, u"[0-9a-fA-F]{7,40}"_s) ? QString()
                                                    : i18nc("@info", "Give 7 to 40 digits of the commit's number.");
    }
    if (kind == Watch::Kind::Exchange) {
        return matches(who, u"[A-Za-z0-9_.:/*#-]{0,200}"_s)
            ? QString()
            : i18nc("@info", "Give a topic key: * is one word, # any number of them, nothing is all.");
    }
    if (kind == Watch::Kind::Tree && service == Service::GitHub) {
        return !who.contains(".."_L1) && matches(who, u"[^\\s\\x00-\\x20\\x7f~^:?*\\[\\\\]{0,250}"_s)
            ? QString()
            : i18nc("@info", "Give the branch, for example main, or nothing for the default one.");
    }
    const bool ofSomebody = kind == Watch::Kind::Author || kind == Watch::Kind::Reviews;
    return ofSomebody && who.isEmpty() ? i18nc("@info", "Whose? Give the login or the e-mail address.") : QString();
}

WatchId watchIdFor(const Watch &watch, const QList<Watch> &others)
{
    QString what = watch.target.isEmpty() ? watch.who : watch.target;
    if (watch.kind == Watch::Kind::Calendar) {
        what = watch.target.startsWith(u'/') ? calendarPart(watch.target) : QUrl(watch.target).host();
    } else if (watch.kind == Watch::Kind::Author && !watch.target.isEmpty()) {
        what += u'/' + watch.who;
    } else if (watch.kind == Watch::Kind::Revision) {
        what += u'/' + watch.who.first(std::min<qsizetype>(12, watch.who.size()));
    } else if (watch.kind == Watch::Kind::LandingJob) {
        what.prepend("job-"_L1);
    } else if (watch.kind == Watch::Kind::Trees) {
        what = u"trees"_s;
    } else if (watch.kind == Watch::Kind::Papers) {
        what = watch.target.contains(u':') ? QUrl(watch.target).host() : watch.target;
        what += watch.who.isEmpty() ? QString() : u'/' + calendarPart(watch.who);
    } else if (watch.kind == Watch::Kind::Deployments) {
        what += watch.who.isEmpty() ? u"/deployments"_s : u'/' + watch.who;
    } else if (watch.kind == Watch::Kind::Inbox) {
        what = u"inbox"_s;
    } else if (watch.kind == Watch::Kind::Hook) {
        what += u"/hook"_s;
    } else if (watch.kind == Watch::Kind::Tree && watch.target.contains(u'/')) {
        what += watch.who.isEmpty() ? u"/pushes"_s : u'/' + watch.who;
    }
    const QString base = watch.account.value + u'/' + what;
    const auto taken = [&others](const QString &id) {
        return std::ranges::any_of(others, [&id](const Watch &other) { return other.id.value == id; });
    };
    QString id = base;
    for (int i = 2; taken(id); ++i) {
        id = u"%1-%2"_s.arg(base, QString::number(i));
    }
    return WatchId(id);
}

}
