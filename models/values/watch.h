// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/account.h"

namespace Windsock {

/// What of an account matters to the person.
struct Watch {
    enum class Kind {
        /// Treeherder: every push of the repository `target`. GitHub: the pushes to the branch `who` (empty: the default
        /// branch) of the repository `target`, "owner/name", for which Actions runs workflows.
        Tree,
        Author, ///< Treeherder: the pushes of `who` on the repository `target`; GitHub: the open pull requests of `who`
        Landings, ///< Bugzilla: bugs whose whiteboard or flags ask for a landing; `target` is the tag's start, "autoland"
        Repository, ///< GitHub: the open pull requests of `target`, "owner/name"
        /// Meetup: the events of the group whose urlname is `target`; Eventbrite: those of "organizer/ID", of
        /// "organization/ID", or of the organiser whose ID `target` is.
        Group,
        Calendar, ///< iCalendar: the feed at the address `target`; CalDAV: the calendar at the path `target`
        Revision, ///< Treeherder: the one push of the repository `target` that has the commit `who`
        LandingJob, ///< Lando: the landing job whose number is `target`
        Trees, ///< Lando: what Treestatus says of the trees `target`, a list with commas; empty means all
        /// Bugzilla: the patches that `who` is asked to review; GitHub: the open pull requests that `who`, or a team of
        /// theirs, is asked to review. Empty `who` is the account's own user.
        Reviews,
        Exchange, ///< Pulse: the messages of the exchange `target` with the topic key `who` (empty: all) are news, too
        Deployments, ///< GitHub: what of the repository `target` goes to its environments, or to the one that `who` names
        /// Calls for papers: those of the topic `target` of confs.tech ("python"), or of the list at the address `target`.
        /// `who` is an optional filter: countries or words, a list with commas; one of them is enough (papersfilter.h).
        Papers,
        /// GitHub: the unread notifications of the account's own user; `target` is empty for all of them, "participating"
        /// for those of threads in which they take part or are named.
        Inbox,
        /// GitHub: the webhooks of the repository `target`, or of the organisation where it has no slash, are forwarded to us
        /// and tell when to look at the account's other watches. It has no facts of its own and is never polled.
        Hook,
    };

    WatchId id; ///< unique over all accounts: "th/autoland", made by the person's command or the dialog
    AccountId account;
    Kind kind = Kind::Tree;
    QString target;
    QString who;

    bool operator==(const Watch &) const = default;
};

/// The name used on the command line and in files: "tree", "author", "landings", "repository", "group", "calendar",
/// "revision", "landing-job", "trees", "reviews", "exchange", "deployments", "papers", "inbox", "hook".
QString watchKindName(Watch::Kind kind);
std::optional<Watch::Kind> watchKindFromName(QStringView name);
/// Whether a watch of this kind makes sense for the service.
bool watchKindFits(Service service, Watch::Kind kind);
/// Whether a watch of this kind only tells of others, and is never polled itself.
bool onlyTells(Watch::Kind kind);
/// The last part of a calendar's path, or of another text, as far as it can be a part of a watch's id.
QString calendarPart(const QString &path);

}

Q_DECLARE_METATYPE(Windsock::Watch)
