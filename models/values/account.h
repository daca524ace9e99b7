// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/ids.h"

#include <QUrl>

#include <optional>

namespace Windsock {

enum class Service {
    Treeherder,
    Bugzilla,
    GitHub,
    Meetup,
    ICalendar,
    Lando, ///< Lando with the Treestatus that lives beside it
    Pulse, ///< a RabbitMQ broker whose messages tell when to look at the others
    CalDav, ///< a calendar server; each watch is one of its calendars
    Eventbrite,
    Papers, ///< open lists of calls for papers
};

/// The name used on the command line and in files: "treeherder", "bugzilla", "github", "meetup", "ical", "lando",
/// "pulse", "caldav", "eventbrite", "papers".
QString serviceName(Service service);
std::optional<Service> serviceFromName(QStringView name);
/// The service's own public instance; empty for ICalendar, where each watch has its address, and
/// for CalDav, which everybody has elsewhere.
QUrl defaultBaseUrl(Service service);
/// Whether it has no facts of its own, and tells when there may be news at other accounts. It is never polled.
bool isLine(Service service);

/// Where an account's token is, never the token itself.
struct SecretPlace {
    enum class Kind {
        None, ///< read without a credential
        Keychain, ///< the desktop's keychain, under the account's id
        Environment, ///< the environment variable `name`
        File, ///< the file `name`, mode 0600 and ours
    };
    Kind kind = Kind::None;
    QString name;

    bool operator==(const SecretPlace &) const = default;
};

/// A service instance and who we are there.
struct Account {
    AccountId id; ///< short, chosen by the person or made from the service: "th", "bmo", "github"
    Service service = Service::Treeherder;
    QUrl baseUrl; ///< without a trailing slash, https (http on loopback only)
    QString user; ///< who we are there (login or e-mail), empty when anonymous
    SecretPlace secret;

    bool operator==(const Account &) const = default;
};

}

Q_DECLARE_METATYPE(Windsock::Account)
