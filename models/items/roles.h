// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <Qt>

namespace Windsock {

/// What an item can be asked for, the same in every model; a model answers the roles that make sense for its rows and
/// gives an invalid QVariant for the others. Qt::DisplayRole, ToolTipRole and AccessibleTextRole are always plain text.
namespace ItemRole {
enum Role {
    Key = Qt::UserRole + 1, ///< QString: the Subject, the notice's key or the watch's id; unique in the model
    Kind, ///< int: ItemKind
    Title, ///< QString, one line
    Who, ///< QString: author, organiser
    Where, ///< QString: repository, trees, branch, place
    When, ///< QDateTime: pushed, changed, start, decided
    Url, ///< QUrl: what "Open" opens, http(s) or empty
    State, ///< QString: the untranslated name of the row's state ("green", "held", "pending")
    NeedsYou, ///< bool: waits for the person
    Stale, ///< bool: the source of this row fails; what is shown is the last that is known
    AsOf, ///< QDateTime: when the source last answered; invalid before the first answer
    SearchText, ///< QString: what the filter boxes look in
    Push, ///< Windsock::Push
    Standing, ///< Windsock::PushStanding
    Jobs, ///< QList<Windsock::Job>: the jobs of a platform row, in the order of group and symbol
    Landing, ///< Windsock::Landing
    PullRequest, ///< Windsock::PullRequest
    Deployment, ///< Windsock::Deployment
    InboxThread, ///< Windsock::InboxThread
    Occurrence, ///< Windsock::Occurrence
    Others, ///< QList<Windsock::Occurrence>: the same event as other calendars tell it
    Notice, ///< Windsock::Notice
    Tree, ///< Windsock::Tree; of a landing the one that holds it, invalid where none does
    Held, ///< QString: why a landing does not go on and on whom it waits; of a tree, what it holds; empty where nothing
    Holds, ///< int: how many landings of the person's a tree holds
    /// QString: what the details of a thing say below its other lines; of an event, where else it is and what it meets; of
    /// a landing, what of the person's calendar and working hours it meets, a sentence a line.
    Note,
    FailedJob, ///< Windsock::FailedJob
    Job, ///< Windsock::Job
    Alert, ///< Windsock::PerfAlert
    Bug, ///< Windsock::BugSuggestion
    Health, ///< Windsock::SourceHealth
    QueueHealth, ///< Windsock::QueueHealth
    News, ///< Windsock::NewsWay: how news of a source comes
    Thread, ///< Windsock::ChangeThread
    Moment, ///< Windsock::Moment
    Member, ///< Windsock::ThreadMember
    Time, ///< QString: when a moment was by the clock in the viewer's zone, with the date where that is not today
    Later, ///< QString: how long after the moment before it; empty for the first
    Day, ///< QDate: of a day row and of the occurrences below it, in the viewer's zone
    HowLong, ///< QString: how long it has been under way and a range for what remains; empty for what is over
    SoFar, ///< QString: the first half of HowLong, how long it has been under way; landings only
    Ahead, ///< QString: the other half, what remains; landings only
    Remaining, ///< Windsock::Remaining: the same as times, as of the last setNow(); invalid where unknown or over
    Lands, ///< Windsock::LandsWhen: the same by the clock, with what it meets; landings only, invalid as Remaining is
    Asked, ///< QString: what a try push asked for, one sentence a line; empty where it did not
    SortKey, ///< what the index's column is sorted by: a QString, QDateTime or number
};
}

enum class ItemKind {
    Push,
    Platform,
    Landing,
    PullRequest,
    Day,
    Occurrence,
    Notice,
    Source,
    Thread,
    Moment,
    Member,
    Tree,
    Queue,
    Heading, ///< of the rows that follow
    FailedJob,
    Job,
    Alert,
    Commit,
    Bug,
    Link, ///< to a page that tells more
    Words, ///< a sentence or a line of a log
    Deployment,
    InboxThread,
};

}
