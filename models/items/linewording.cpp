// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/linewording.h"

#include "models/items/words.h"
#include "models/values/plaintext.h"

#include <KLocalizedString>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
using Reason = Failure::Reason;

QString whatHappened(const Failure &failure, const QString &host)
{
    switch (failure.reason) {
    case Reason::BadCredential:
        return i18nc("@info %1 is a host", "%1 refuses the user name or the password.", host);
    case Reason::NoCredential:
        return i18nc("@info", "The account's password could not be read.");
    case Reason::Tls:
        return i18nc("@info %1 is a host",
                     "No safe connection to %1 could be made: its certificate is not in order, or is another host's.",
                     host);
    case Reason::Forbidden:
        return i18nc("@info %1 is a host", "%1 refuses this user the queue or an exchange.", host);
    case Reason::NotFound:
        return i18nc("@info %1 is a host, %2 names of exchanges, or what the host said", "%1 does not have: %2.", host,
                     plainLine(failure.detail, 200));
    case Reason::BadRequest:
        return i18nc("@info %1 is a host", "%1 does not accept the queue as it was asked for.", host);
    case Reason::Cut:
        return i18nc("@info %1 is a host", "The connection to %1 ended.", host);
    case Reason::NotTheFormat:
        return i18nc("@info %1 is a host", "What %1 says is not AMQP 0-9-1.", host);
    case Reason::Cancelled:
        return i18nc("@info %1 is a host", "The queue at %1 was deleted.", host);
    default:
        return {};
    }
}

/// A forwarding of webhooks is asked for with the account's token, so most of it is worded as of any account.
QString whatHappenedToHook(const Failure &failure, const QString &host)
{
    switch (failure.reason) {
    case Reason::Taken:
        return i18nc("@info", "Somebody forwards these webhooks already, and GitHub allows one who does.");
    case Reason::Forbidden:
        return i18nc(
            "@info %1 is a host",
            "%1 lets only administrators make webhooks, with a token that has the scope admin:repo_hook (of an "
            "organization: admin:org_hook).",
            host);
    case Reason::Cut:
        return i18nc("@info %1 is a host", "The connection over which %1 forwards webhooks ended.", host);
    case Reason::BadAddress:
        return i18nc("@info %1 is a host",
                     "%1 wants to forward webhooks from another host; the token was not sent there.", host);
    default:
        return {};
    }
}

QString whatToDoAboutHook(const Failure &failure)
{
    switch (failure.reason) {
    case Reason::Taken:
        return i18nc("@info",
                     "Stop “gh webhook forward” or the other Windsock, or delete the webhook named cli in the "
                     "settings of the repository or organization.");
    case Reason::Forbidden:
        return i18nc("@info", "Give the account a token with that scope, or watch no webhooks here.");
    case Reason::BadCredential:
        return i18nc("@info", "Give the account a new token.");
    case Reason::NoCredential:
        return i18nc("@info", "Unlock the keychain, or say where the token is.");
    default:
        return {};
    }
}

QString whatToDo(const Failure &failure)
{
    switch (failure.reason) {
    case Reason::BadCredential:
        return i18nc("@info",
                     "Give the account the right password; PulseGuardian makes users of Pulse and their passwords.");
    case Reason::NoCredential:
        return i18nc("@info", "Unlock the keychain, or say where the password is.");
    case Reason::Tls:
    case Reason::HostNotFound:
    case Reason::ConnectionRefused:
    case Reason::NotTheFormat:
    case Reason::BadAddress:
        return i18nc("@info", "Check the account's address and port.");
    case Reason::Forbidden:
        return i18nc("@info", "Check that the user's name is written as the broker knows it.");
    case Reason::NotFound:
        return i18nc("@info", "Check the account's address and the exchanges that are watched.");
    default:
        return {};
    }
}
}

FailureWording failureWording(const SourceHealth &health, const QTimeZone &zone)
{
    const Failure failure = health.failure.value_or(Failure());
    FailureWording words = failureWording(failure, health.next, zone);
    if (!isLine(health.service) && health.kind != Watch::Kind::Hook) {
        return words;
    }
    const QString host = plainLine(failure.host.isEmpty() ? health.host : failure.host, 80);
    const bool hook = health.kind == Watch::Kind::Hook;
    const QString said = hook ? whatHappenedToHook(failure, host) : whatHappened(failure, host);
    if (!said.isEmpty()) {
        words.whatHappened = said;
    }
    // The time of the next try stands at the end of the general words, which have no remedy for a line.
    const FailureWording next = failureWording(Failure{.reason = Reason::Unknown}, health.next, zone);
    QStringList todo{hook ? whatToDoAboutHook(failure) : whatToDo(failure),
                     i18nc("@info", "Meanwhile the services are polled as ever."), next.whatToDo};
    todo.removeAll(QString());
    words.whatToDo = todo.join(u' ');
    return words;
}

QString newsWord(NewsWay::How how)
{
    switch (how) {
    case NewsWay::How::Polled:
        return i18nc("@info how news comes", "Polled");
    case NewsWay::How::Pushed:
        return i18nc("@info how news comes", "Pushed");
    case NewsWay::How::Both:
        return i18nc("@info how news comes", "Pushed and polled");
    }
    return {};
}

QString newsWords(const NewsWay &way, const QDateTime &now)
{
    if (!way.lastNews.isValid()) {
        return {};
    }
    const QString last = i18nc("@info %1 is “now” or “2 minutes ago”", "Last news on the line: %1.",
                               relativeTime(way.lastNews, now));
    if (!way.delay) {
        return last;
    }
    const auto seconds = int(std::chrono::round<std::chrono::seconds>(*way.delay).count());
    return last + u' '
        + i18ncp("@info", "From the message to the fact it took 1 second.",
                 "From the message to the fact it took %1 seconds.", std::max(0, seconds));
}

}
