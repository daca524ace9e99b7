// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/values/inboxthread.h"

#include <array>

using namespace Qt::StringLiterals;

namespace Windsock {

QString inboxKindName(InboxThread::Kind kind)
{
    static constexpr std::array names{"pull-request"_L1, "issue"_L1,       "discussion"_L1,   "release"_L1,
                                      "commit"_L1,       "check-suite"_L1, "workflow-run"_L1, "security-alert"_L1,
                                      "invitation"_L1,   "unknown"_L1};
    return names.at(static_cast<size_t>(kind));
}

QString inboxReasonName(InboxThread::Reason reason)
{
    static constexpr std::array names{"approval_requested"_L1,
                                      "assign"_L1,
                                      "author"_L1,
                                      "ci_activity"_L1,
                                      "comment"_L1,
                                      "invitation"_L1,
                                      "manual"_L1,
                                      "member_feature_requested"_L1,
                                      "mention"_L1,
                                      "review_requested"_L1,
                                      "security_advisory_credit"_L1,
                                      "security_alert"_L1,
                                      "state_change"_L1,
                                      "subscribed"_L1,
                                      "team_mention"_L1,
                                      "unknown"_L1};
    return names.at(static_cast<size_t>(reason));
}

bool speaksToPerson(InboxThread::Reason reason)
{
    using Reason = InboxThread::Reason;
    switch (reason) {
    case Reason::ApprovalRequested:
    case Reason::Assigned:
    case Reason::Invitation:
    case Reason::Mention:
    case Reason::ReviewRequested:
    case Reason::SecurityAlert:
    case Reason::TeamMention:
        return true;
    case Reason::Author:
    case Reason::CiActivity:
    case Reason::Comment:
    case Reason::Manual:
    case Reason::MemberFeatureRequested:
    case Reason::SecurityAdvisoryCredit:
    case Reason::StateChange:
    case Reason::Subscribed:
    case Reason::Unknown:
        return false;
    }
    return false;
}

}
