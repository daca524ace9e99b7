// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/source.h"

namespace Windsock {

std::unique_ptr<Source> makeSource(Service service, [[maybe_unused]] HttpClient &http)
{
    switch (service) {
    case Service::Treeherder:
    case Service::Bugzilla:
    case Service::GitHub:
    case Service::Meetup:
    case Service::ICalendar:
        break;
    }
    return nullptr;
}

}
