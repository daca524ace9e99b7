// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/failurewording.h"

#include "models/items/lumawords.h"
#include "models/items/words.h"
#include "models/values/lumaaddress.h"
#include "models/values/plaintext.h"

#include <KLocalizedString>
#include <QLocale>

namespace Windsock {

namespace {
using Reason = Failure::Reason;

QString onTheWay(Reason reason, const QString &host)
{
    switch (reason) {
    case Reason::Offline:
        return i18nc("@info", "This computer has no network.");
    case Reason::HostNotFound:
        return i18nc("@info %1 is a host", "There is no host named %1, or the name service does not answer.", host);
    case Reason::ConnectionRefused:
        return i18nc("@info %1 is a host", "%1 refuses the connection.", host);
    case Reason::Timeout:
        return i18nc("@info %1 is a host", "%1 did not answer in time.", host);
    case Reason::Cut:
        return i18nc("@info %1 is a host", "The connection to %1 ended before the answer was whole.", host);
    case Reason::Tls:
        return i18nc("@info %1 is a host",
                     "No safe connection to %1 could be made: its certificate or encryption is not in order.", host);
    case Reason::RedirectElsewhere:
        return i18nc("@info %1 is a host", "%1 sends us to another host; that was not followed.", host);
    default:
        return {};
    }
}

QString inTheAnswer(Reason reason, const QString &host, int status)
{
    switch (reason) {
    case Reason::TooLarge:
        return i18nc("@info %1 is a host", "The answer of %1 is too large; it was not read.", host);
    case Reason::TooDeep:
        return i18nc("@info %1 is a host", "The answer of %1 is nested too deeply; it was not read.", host);
    case Reason::NotTheFormat:
        return i18nc("@info %1 is a host", "The answer of %1 is not in the format of this service.", host);
    case Reason::WrongShape:
        return i18nc("@info %1 is a host", "The answer of %1 has not the contents it should have.", host);
    case Reason::ServerError:
        return i18nc("@info host, number of the error", "%1 has an error of its own (%2).", host,
                     QString::number(status));
    case Reason::TooManyRequests:
        return i18nc("@info %1 is a host", "%1 was asked more often than it allows.", host);
    case Reason::Blocked:
        return i18nc("@info %1 is a host", "%1 has blocked this computer's address for a while.", host);
    default:
        return {};
    }
}

QString ofTheAccount(Reason reason, const QString &host)
{
    switch (reason) {
    case Reason::BadCredential:
        return i18nc("@info %1 is a host", "%1 does not accept the account's token.", host);
    case Reason::NoCredential:
        return i18nc("@info", "The account's token could not be read.");
    case Reason::Forbidden:
        return i18nc("@info %1 is a host", "%1 does not let this account see what is watched.", host);
    case Reason::NotFound:
        return i18nc("@info %1 is a host", "%1 does not know what is watched.", host);
    case Reason::BadRequest:
        return i18nc("@info %1 is a host", "%1 does not understand the request.", host);
    case Reason::BadAddress:
        return i18nc("@info", "The address of the account or the watch cannot be used.");
    case Reason::Taken:
        return i18nc("@info %1 is a host", "%1 has room for one such thing, and somebody else has it.", host);
    case Reason::Cancelled:
        return i18nc("@info %1 is a host", "The request to %1 was cancelled.", host);
    case Reason::InboxRefused:
        return i18nc("@info %1 is a host", "%1 does not let this token read your notifications.", host);
    default:
        return {};
    }
}

QString remedyOf(const Failure &failure)
{
    if (failure.reason == Reason::NoCredential) {
        return i18nc("@info", "Unlock the keychain, or say where the token is.");
    }
    if (failure.kind == Failure::Kind::NeedsLogin || failure.reason == Reason::BadCredential) {
        return i18nc("@info", "Give the account a new token.");
    }
    const bool isUnknown = failure.reason == Reason::NotFound || failure.reason == Reason::BadAddress;
    if (isUnknown && isLumaHost(failure.host)) {
        return lumaFeedHint();
    }
    switch (failure.reason) {
    case Reason::BadAddress:
    case Reason::NotFound:
    case Reason::RedirectElsewhere:
        return i18nc("@info", "Check the watch and its account.");
    case Reason::Taken:
        return i18nc("@info", "Wait until the other one is gone.");
    case Reason::Forbidden:
        return i18nc("@info", "Check what the account's token allows.");
    case Reason::InboxRefused:
        return i18nc("@info",
                     "Sign in again, or give the account a classic token with the scope notifications (or repo): "
                     "fine-grained tokens cannot read notifications.");
    default:
        return {};
    }
}
}

FailureWording failureWording(const Failure &failure, const QDateTime &next, const QTimeZone &zone)
{
    const QString host = failure.host.isEmpty() ? i18nc("@info in place of a host's name", "The service")
                                                : plainLine(failure.host, 80);
    FailureWording wording;
    for (const QString &said : {onTheWay(failure.reason, host), inTheAnswer(failure.reason, host, failure.httpStatus),
                                ofTheAccount(failure.reason, host)}) {
        if (!said.isEmpty()) {
            wording.whatHappened = said;
        }
    }
    if (wording.whatHappened.isEmpty()) {
        wording.whatHappened = i18nc("@info %1 is a host", "%1 could not be asked, it is unknown why.", host);
    }
    QStringList todo;
    todo.append(remedyOf(failure));
    if (next.isValid()) {
        const QString time = QLocale().toString(next.toTimeZone(zone).time(), QLocale::ShortFormat);
        todo.append(i18nc("@info %1 is a time of day", "Next try %1.", time));
    }
    todo.removeAll(QString());
    wording.whatToDo = todo.join(u' ');
    return wording;
}

}
