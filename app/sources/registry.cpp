// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/bugzilla/bugzillasource.h"
#include "app/sources/caldav/caldavsource.h"
#include "app/sources/eventbrite/eventbritesource.h"
#include "app/sources/github/githubsource.h"
#include "app/sources/ical/icalsource.h"
#include "app/sources/lando/landosource.h"
#include "app/sources/meetup/meetupsource.h"
#include "app/sources/papers/paperssource.h"
#include "app/sources/source.h"
#include "app/sources/treeherder/treeherdersource.h"

namespace Windsock {

bool answersTogether(Service service)
{
    return service == Service::Bugzilla;
}

std::unique_ptr<Source> makeSource(Service service, HttpClient &http)
{
    switch (service) {
    case Service::Treeherder:
        return std::make_unique<TreeherderSource>(http);
    case Service::Bugzilla:
        return std::make_unique<BugzillaSource>(http);
    case Service::GitHub:
        return std::make_unique<GitHubSource>(http);
    case Service::Meetup:
        return std::make_unique<MeetupSource>(http);
    case Service::ICalendar:
        return std::make_unique<ICalSource>(http);
    case Service::CalDav:
        return std::make_unique<CalDavSource>(http);
    case Service::Lando:
        return std::make_unique<LandoSource>(http);
    case Service::Eventbrite:
        return std::make_unique<EventbriteSource>(http);
    case Service::Papers:
        return std::make_unique<PapersSource>(http);
    case Service::Pulse: // a line: never polled
        break;
    }
    Q_UNREACHABLE_RETURN(nullptr);
}

}
