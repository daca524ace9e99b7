// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/values/account.h"

#include <array>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
struct ServiceRow {
    Service service;
    QLatin1StringView name;
    QLatin1StringView url;
};

constexpr std::array s_services{
    ServiceRow{Service::Treeherder, "treeherder"_L1, "https://treeherder.mozilla.org"_L1},
    ServiceRow{Service::Bugzilla, "bugzilla"_L1, "https://bugzilla.mozilla.org"_L1},
    ServiceRow{Service::GitHub, "github"_L1, "https://api.github.com"_L1},
    ServiceRow{Service::Meetup, "meetup"_L1, "https://www.meetup.com"_L1},
    ServiceRow{Service::ICalendar, "ical"_L1, ""_L1},
    ServiceRow{Service::Lando, "lando"_L1, "https://lando.moz.tools"_L1},
    ServiceRow{Service::Pulse, "pulse"_L1, "amqps://pulse.mozilla.org"_L1},
    ServiceRow{Service::CalDav, "caldav"_L1, ""_L1},
    ServiceRow{Service::Eventbrite, "eventbrite"_L1, "https://www.eventbriteapi.com/v3"_L1},
    ServiceRow{Service::Papers, "papers"_L1, "https://raw.githubusercontent.com/tech-conferences/conference-data"_L1},
};
}

QString serviceName(Service service)
{
    for (const ServiceRow &row : s_services) {
        if (row.service == service) {
            return row.name;
        }
    }
    Q_UNREACHABLE_RETURN({});
}

std::optional<Service> serviceFromName(QStringView name)
{
    for (const ServiceRow &row : s_services) {
        if (row.name == name) {
            return row.service;
        }
    }
    return std::nullopt;
}

QUrl defaultBaseUrl(Service service)
{
    for (const ServiceRow &row : s_services) {
        if (row.service == service) {
            return QUrl(QString(row.url));
        }
    }
    Q_UNREACHABLE_RETURN({});
}

bool isLine(Service service)
{
    return service == Service::Pulse;
}

}
