// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/inboxtext.h"

#include "models/items/failurewording.h"
#include "models/values/plaintext.h"

#include <KLocalizedString>

using namespace Qt::StringLiterals;

namespace Windsock {

QString inboxReasonWord(InboxThread::Reason reason)
{
    using Reason = InboxThread::Reason;
    switch (reason) {
    case Reason::ApprovalRequested:
        return i18nc("@info why somebody is notified", "your approval is wanted");
    case Reason::Assigned:
        return i18nc("@info why somebody is notified", "assigned to you");
    case Reason::Author:
        return i18nc("@info why somebody is notified", "you began it");
    case Reason::CiActivity:
        return i18nc("@info why somebody is notified", "your checks have run");
    case Reason::Comment:
        return i18nc("@info why somebody is notified", "you commented");
    case Reason::Invitation:
        return i18nc("@info why somebody is notified", "invitation");
    case Reason::Manual:
        return i18nc("@info why somebody is notified", "you subscribed");
    case Reason::MemberFeatureRequested:
        return i18nc("@info why somebody is notified", "a member asks for a feature");
    case Reason::Mention:
        return i18nc("@info why somebody is notified", "you are mentioned");
    case Reason::ReviewRequested:
        return i18nc("@info why somebody is notified", "review asked of you");
    case Reason::SecurityAdvisoryCredit:
        return i18nc("@info why somebody is notified", "credit for an advisory");
    case Reason::SecurityAlert:
        return i18nc("@info why somebody is notified", "security alert");
    case Reason::StateChange:
        return i18nc("@info why somebody is notified", "you closed or opened it");
    case Reason::Subscribed:
        return i18nc("@info why somebody is notified", "you watch the repository");
    case Reason::TeamMention:
        return i18nc("@info why somebody is notified", "your team is mentioned");
    case Reason::Unknown:
        break;
    }
    return i18nc("@info why somebody is notified", "for another reason");
}

QString inboxKindWord(InboxThread::Kind kind)
{
    using Kind = InboxThread::Kind;
    switch (kind) {
    case Kind::PullRequest:
        return i18nc("@info what a notification is about", "Pull request");
    case Kind::Issue:
        return i18nc("@info what a notification is about", "Issue");
    case Kind::Discussion:
        return i18nc("@info what a notification is about", "Discussion");
    case Kind::Release:
        return i18nc("@info what a notification is about", "Release");
    case Kind::Commit:
        return i18nc("@info what a notification is about", "Commit");
    case Kind::CheckSuite:
        return i18nc("@info what a notification is about", "Checks");
    case Kind::WorkflowRun:
        return i18nc("@info what a notification is about", "Workflow");
    case Kind::SecurityAlert:
        return i18nc("@info what a notification is about", "Security");
    case Kind::Invitation:
        return i18nc("@info what a notification is about", "Invitation");
    case Kind::Unknown:
        break;
    }
    return i18nc("@info what a notification is about", "Something else");
}

QString inboxPlace(const InboxThread &thread)
{
    const QString repository = plainLine(thread.repository);
    return thread.number > 0
        ? i18nc("@info repository, number of an issue", "%1#%2", repository, QString::number(thread.number))
        : repository;
}

QString inboxWishText(const InboxWish &wish)
{
    const QString title = plainLine(wish.thread.title.isEmpty() ? inboxPlace(wish.thread) : wish.thread.title);
    const bool isDone = wish.kind == InboxWish::Kind::Done;
    const FailureWording why = failureWording(wish.failure, {});
    const QString because = QString(why.whatHappened + u' ' + why.whatToDo).trimmed();
    switch (wish.state) {
    case InboxWish::State::Asked:
        return isDone ? i18nc("@info a notification", "Putting “%1” away as done…", title)
                      : i18nc("@info a notification", "Marking “%1” as read…", title);
    case InboxWish::State::Confirmed:
        return isDone ? i18nc("@info a notification", "“%1” is done.", title)
                      : i18nc("@info a notification", "“%1” is marked as read.", title);
    case InboxWish::State::Refused:
        return i18nc("@info a notification, sentences why", "“%1” is unread as before. %2", title, because);
    case InboxWish::State::Unknown:
        return i18nc("@info a notification, sentences why", "Nobody knows whether “%1” is marked as read. %2", title,
                     because);
    }
    return {};
}

}
