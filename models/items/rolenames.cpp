// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/rolenames.h"

#include "models/items/roles.h"

namespace Windsock {

const QHash<int, QByteArray> &itemRoleNames()
{
    static const QHash<int, QByteArray> names{
        {Qt::DisplayRole, "display"},
        {Qt::ToolTipRole, "toolTip"},
        {Qt::AccessibleTextRole, "accessibleText"},
        {ItemRole::Key, "key"},
        {ItemRole::Kind, "kind"},
        {ItemRole::Title, "title"},
        {ItemRole::Who, "who"},
        {ItemRole::Where, "where"},
        {ItemRole::When, "when"},
        {ItemRole::Url, "url"},
        {ItemRole::State, "state"},
        {ItemRole::NeedsYou, "needsYou"},
        {ItemRole::Stale, "stale"},
        {ItemRole::AsOf, "asOf"},
        {ItemRole::SearchText, "searchText"},
        {ItemRole::Push, "push"},
        {ItemRole::Standing, "standing"},
        {ItemRole::Jobs, "jobs"},
        {ItemRole::Landing, "landing"},
        {ItemRole::PullRequest, "pullRequest"},
        {ItemRole::Deployment, "deployment"},
        {ItemRole::InboxThread, "inboxThread"},
        {ItemRole::Occurrence, "occurrence"},
        {ItemRole::Others, "others"},
        {ItemRole::Notice, "notice"},
        {ItemRole::Tree, "tree"},
        {ItemRole::Held, "held"},
        {ItemRole::Holds, "holds"},
        {ItemRole::Note, "note"},
        {ItemRole::FailedJob, "failedJob"},
        {ItemRole::Job, "job"},
        {ItemRole::Alert, "alert"},
        {ItemRole::Bug, "bug"},
        {ItemRole::Health, "health"},
        {ItemRole::QueueHealth, "queueHealth"},
        {ItemRole::News, "news"},
        {ItemRole::Thread, "thread"},
        {ItemRole::Moment, "moment"},
        {ItemRole::Member, "member"},
        {ItemRole::Time, "time"},
        {ItemRole::Later, "later"},
        {ItemRole::Day, "day"},
        {ItemRole::HowLong, "howLong"},
        {ItemRole::SoFar, "soFar"},
        {ItemRole::Ahead, "ahead"},
        {ItemRole::Remaining, "remaining"},
        {ItemRole::Lands, "lands"},
        {ItemRole::Asked, "asked"},
        {ItemRole::SortKey, "sortKey"},
    };
    return names;
}

}
