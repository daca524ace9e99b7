// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/rules/inboxrules.h"

#include "models/rules/isoutc.h"
#include "models/rules/oldnews.h"
#include "models/rules/reviewasked.h"
#include "models/rules/wording.h"
#include "models/values/login.h"
#include "models/values/plaintext.h"

#include <KLocalizedString>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
using Reason = InboxThread::Reason;

bool isWanted(const InboxThread &thread)
{
    return thread.unread && speaksToPerson(thread.reason);
}

/// Whether the login may be the person whose inbox it is.
bool isOwn(const QString &login, const AccountId &account, const QHash<AccountId, QString> &users)
{
    const QString user = users.value(account);
    return user.isEmpty() || isSameLogin(user, login);
}

bool isToldByPull(const InboxThread &thread, const Facts &facts, const InboxRules &rules)
{
    const auto isIt = [key = thread.pullKey()](const PullRequest &pull) {
        return pull.key().compare(key, Qt::CaseInsensitive) == 0;
    };
    const auto pull = std::ranges::find_if(facts.pullRequests, isIt);
    const QStringList reviewers = rules.reviewers.value(thread.account);
    return pull != facts.pullRequests.cend() && std::ranges::any_of(reviewers, [&](const QString &login) {
               return isOwn(login, thread.account, rules.users) && isAskedOf(*pull, login);
           });
}

bool isToldElsewhere(const InboxThread &thread, const Facts &facts, const InboxRules &rules)
{
    if (thread.reason == Reason::ReviewRequested) {
        return isToldByPull(thread, facts, rules);
    }
    return thread.reason == Reason::ApprovalRequested
        && rules.deploying.value(thread.account).contains(thread.repository, Qt::CaseInsensitive);
}

/// "owner/name#12, Fix it".
QString nameOf(const InboxThread &thread)
{
    const QString repository = plainLine(thread.repository, 60);
    const QString title = plainLine(thread.title, 90);
    const QString place = thread.number > 0
        ? i18nc("@info repository, number of an issue", "%1#%2", repository, QString::number(thread.number))
        : repository;
    return title.isEmpty() ? place : i18nc("@info repository with a number, title", "%1, %2", place, title);
}

QString titleOf(const InboxThread &thread)
{
    const QString name = nameOf(thread);
    switch (thread.reason) {
    case Reason::ReviewRequested:
        return i18nc("@title %1 is a pull request", "Review asked of you: %1", name);
    case Reason::Assigned:
        return i18nc("@title %1 is an issue or a pull request", "Assigned to you: %1", name);
    case Reason::TeamMention:
        return i18nc("@title %1 is an issue or a pull request", "Your team is mentioned: %1", name);
    case Reason::SecurityAlert:
        return i18nc("@title %1 is a repository and a title", "Security alert: %1", name);
    case Reason::ApprovalRequested:
        return i18nc("@title %1 is a repository and a title", "Your approval is wanted: %1", name);
    case Reason::Invitation:
        return i18nc("@title %1 is a repository and a title", "Invitation: %1", name);
    default:
        return i18nc("@title %1 is an issue or a pull request", "You are mentioned: %1", name);
    }
}

void tell(const InboxThread &thread, const ChangeSet &changes, const QDateTime &now, Judgement &said)
{
    const bool isAlarm = thread.reason == Reason::SecurityAlert;
    said.notices.append(
        {.key = thread.subject().value + u'#' + inboxReasonName(thread.reason) + u':' + isoUtc(thread.updated),
         .subject = thread.subject(),
         .account = thread.account,
         .watch = changes.watch,
         .kind = Notice::Kind::InboxNews,
         .urgency = isAlarm ? Notice::Urgency::High : Notice::Urgency::Normal,
         .title = titleOf(thread),
         .text = i18nc("@info", "It is unread in your inbox on GitHub."),
         .url = webUrl(thread.url),
         .decided = now});
}

/// Whether the change says something new: a later comment of somebody else in a thread changes its reason, too.
bool isNews(const Change<InboxThread> &change)
{
    return !isWanted(change.before) || change.before.updated != change.after.updated
        || change.before.reason != change.after.reason;
}
}

void judgeInbox(const ChangeSet &changes, const Facts &facts, const QDateTime &now, const InboxRules &rules,
                Judgement &said)
{
    const auto tellNew = [&](const InboxThread &thread) {
        if (isWanted(thread) && !isToldElsewhere(thread, facts, rules)) {
            tell(thread, changes, now, said);
        }
    };
    for (const InboxThread &thread : changes.inbox.removed) {
        if (isWanted(thread)) {
            said.overtaken.append(thread.subject().value + u'#');
        }
    }
    for (const InboxThread &thread : changes.inbox.added) {
        // One that was left out before, behind many newer ones, is no news when it comes in sight.
        if (!isOldNews(thread.updated, changes.at)) {
            tellNew(thread);
        }
    }
    for (const Change<InboxThread> &change : changes.inbox.changed) {
        if (!isNews(change)) {
            continue;
        }
        if (isWanted(change.before)) {
            said.overtaken.append(change.after.subject().value + u'#');
        }
        tellNew(change.after);
    }
}

bool isToldByInbox(const PullRequest &pull, const QString &login, const Facts &facts,
                   const QHash<AccountId, QString> &users)
{
    return isOwn(login, pull.account, users) && std::ranges::any_of(facts.inbox, [&pull](const InboxThread &thread) {
               return thread.unread && thread.reason == Reason::ReviewRequested
                   && thread.pullKey().compare(pull.key(), Qt::CaseInsensitive) == 0;
           });
}

}
