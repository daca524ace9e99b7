// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/lines/looksorter.h"

#include "models/values/login.h"

#include "lineslogging.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
constexpr qsizetype s_mostGroups = 2000;

bool isOfProject(const Look &look, const Watch &watch)
{
    if (!look.project.isEmpty()) {
        return look.project == watch.target;
    }
    // A group of which no task was told: whoever's repository has this scheduler, or one that we do not know.
    const QString scheduler = schedulerOf(watch.target);
    return scheduler.isEmpty() || look.scheduler.isEmpty() || look.scheduler == scheduler;
}

/// A push of several commits is named by its last: another revision than the watch's may be the same push.
bool isOfRevision(const Look &look, const Watch &watch)
{
    return look.about == Look::About::Push || look.revision.isEmpty()
        || look.revision.startsWith(watch.who, Qt::CaseInsensitive);
}

bool concerns(const Look &look, const Watch &watch)
{
    if (!isOfProject(look, watch)) {
        return false;
    }
    switch (watch.kind) {
    case Watch::Kind::Author:
        return look.user.isEmpty() || isSameLogin(look.user, watch.who);
    case Watch::Kind::Revision:
        return isOfRevision(look, watch);
    default:
        return true;
    }
}
}

LookSorter::LookSorter(LinePlan plan)
    : m_plan(std::move(plan))
{
}

QList<WatchId> LookSorter::watchesOf(const LineMessage &message)
{
    const auto looks = readLooks(message);
    if (!looks) {
        qCDebug(WINDSOCK_LINES) << "a message that cannot be read:" << looks.error().detail;
        return {};
    }
    QList<WatchId> watches;
    for (const Look &look : *looks) {
        watches += watchesOf(look);
    }
    return watches;
}

QList<WatchId> LookSorter::watchesOf(const Look &look)
{
    QList<WatchId> watches;
    learn(look);
    const Look known = withGroup(look);
    if (look.about != Look::About::Landing) {
        for (const Watch &watch : std::as_const(m_plan.pushes)) {
            if (concerns(known, watch)) {
                watches.append(watch.id);
            }
        }
    }
    if (look.about == Look::About::Landing || look.about == Look::About::Anything) {
        std::ranges::transform(std::as_const(m_plan.landings), std::back_inserter(watches), &Watch::id);
    }
    return watches;
}

void LookSorter::learn(const Look &look)
{
    if (look.about != Look::About::Task || look.project.isEmpty()) {
        return;
    }
    if (!m_groups.contains(look.group)) {
        if (m_oldest.size() >= s_mostGroups) {
            m_groups.remove(m_oldest.dequeue());
        }
        m_oldest.enqueue(look.group);
    }
    Group &group = m_groups[look.group];
    group.project = look.project;
    group.user = look.user.isEmpty() ? group.user : look.user;
    group.revision = look.revision.isEmpty() ? group.revision : look.revision;
}

Look LookSorter::withGroup(Look look) const
{
    const auto group = m_groups.constFind(look.group);
    if (look.group.isEmpty() || group == m_groups.cend()) {
        return look;
    }
    look.project = look.project.isEmpty() ? group->project : look.project;
    look.revision = look.revision.isEmpty() ? group->revision : look.revision;
    look.user = look.user.isEmpty() ? group->user : look.user;
    return look;
}

}
