// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/poll/pollplan.h"

#include <algorithm>
#include <array>

namespace Windsock {

using namespace std::chrono_literals;

namespace {

struct PlanRow {
    Service service;
    Watch::Kind kind;
    std::chrono::seconds active;
    std::chrono::seconds background;
    std::chrono::seconds idle;
    std::chrono::seconds saving;
};

constexpr auto plan = std::to_array<PlanRow>({
    // service            kind                     active  background  idle    saving
    {Service::Treeherder, Watch::Kind::Tree, 60s, 90s, 5min, 10min},
    {Service::Treeherder, Watch::Kind::Author, 60s, 60s, 2min, 5min},
    {Service::Bugzilla, Watch::Kind::Landings, 120s, 120s, 5min, 10min},
    {Service::Treeherder, Watch::Kind::Revision, 60s, 60s, 2min, 5min},
    {Service::Bugzilla, Watch::Kind::Reviews, 120s, 120s, 5min, 10min},
    {Service::Lando, Watch::Kind::LandingJob, 60s, 60s, 2min, 5min},
    {Service::Lando, Watch::Kind::Trees, 120s, 120s, 5min, 10min},
    {Service::GitHub, Watch::Kind::Author, 60s, 60s, 2min, 5min},
    {Service::GitHub, Watch::Kind::Repository, 60s, 90s, 5min, 10min},
    {Service::GitHub, Watch::Kind::Reviews, 60s, 90s, 5min, 10min},
    {Service::GitHub, Watch::Kind::Deployments, 60s, 90s, 5min, 10min},
    {Service::GitHub, Watch::Kind::Inbox, 60s, 60s, 2min, 10min},
    {Service::GitHub, Watch::Kind::Tree, 60s, 90s, 5min, 10min},
    {Service::Meetup, Watch::Kind::Group, 15min, 15min, 30min, 1h},
    {Service::Eventbrite, Watch::Kind::Group, 15min, 15min, 30min, 1h},
    {Service::ICalendar, Watch::Kind::Calendar, 15min, 15min, 30min, 1h},
    {Service::CalDav, Watch::Kind::Calendar, 5min, 10min, 30min, 1h},
    {Service::Papers, Watch::Kind::Papers, 6h, 6h, 12h, 24h},
});

constexpr PlanRow otherwise{Service::ICalendar, Watch::Kind::Calendar, 15min, 15min, 30min, 1h};

}

std::chrono::seconds pollInterval(Service service, Watch::Kind kind, PollSituation situation)
{
    const auto found = std::ranges::find_if(
        plan, [&](const PlanRow &row) { return row.service == service && row.kind == kind; });
    const PlanRow &row = found == plan.end() ? otherwise : *found;
    switch (situation) {
    case PollSituation::Active:
        return row.active;
    case PollSituation::Background:
        return row.background;
    case PollSituation::Idle:
        return row.idle;
    case PollSituation::Saving:
        return row.saving;
    }
    return row.active;
}

std::chrono::seconds lookSpacing(std::chrono::seconds regular)
{
    return std::max<std::chrono::seconds>(20s, regular / 2);
}

bool isQuiet(const Watch &watch, const WatchMemory &memory)
{
    return watch.kind == Watch::Kind::Revision && memory.openPushes.isEmpty();
}

}
