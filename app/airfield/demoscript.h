// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/airfield/bugzillaworld.h"
#include "app/airfield/caldavworld.h"
#include "app/airfield/eventbriteworld.h"
#include "app/airfield/eventsworld.h"
#include "app/airfield/githubworld.h"
#include "app/airfield/landoworld.h"
#include "app/airfield/papersworld.h"
#include "app/airfield/treeherderworld.h"

#include <functional>

namespace Windsock {

/// The services of the field.
struct FieldWorlds {
    const FieldClock &clock;
    TreeherderWorld treeherder;
    BugzillaWorld bugzilla;
    GitHubWorld github;
    EventsWorld events;
    CalDavWorld calendars;
    LandoWorld lando;
    EventbriteWorld eventbrite;
    PapersWorld papers;
};

/// The made-up part of the demo world: what is there at the start, and the minute that follows, as a table.
class DemoScript
{
public:
    struct Line {
        int second = 0; ///< after the start
        QString text; ///< what happens, for people
        QString recording; ///< the recorded repository that steps, empty for a made-up line
        std::function<void(FieldWorlds &)> action;
    };

    /// Puts the start into the worlds.
    static void prepare(FieldWorlds &worlds);
    static const QList<Line> &lines();
};

}
