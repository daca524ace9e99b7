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
        {ItemRole::Occurrence, "occurrence"},
        {ItemRole::Notice, "notice"},
        {ItemRole::Health, "health"},
        {ItemRole::Day, "day"},
        {ItemRole::HowLong, "howLong"},
        {ItemRole::Remaining, "remaining"},
        {ItemRole::Asked, "asked"},
        {ItemRole::SortKey, "sortKey"},
    };
    return names;
}

}
