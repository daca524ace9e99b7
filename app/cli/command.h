// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/trysyntax.h"
#include "models/values/watch.h"

#include <QStringList>

#include <expected>

namespace Windsock {

/// What a person asked for on the command line.
struct Command {
    enum class Verb {
        Window,
        Demo,
        SelfTest,
        Version,
        Help,
        Status,
        Queue,
        Pushes,
        PullRequests,
        Trees,
        Health,
        Next,
        Events,
        Papers,
        Inbox,
        InboxRead,
        InboxDone,
        Notices,
        Sources,
        Thread,
        ThreadPart,
        ThreadRejoin,
        AccountAdd,
        AccountList,
        AccountRemove,
        Login,
        WatchAdd,
        WatchList,
        WatchRemove,
        Poll,
        Repositories,
        Calendars,
        AddToCalendar,
        RemoveFromCalendar,
        EventFile,
        Follow,
        TrySyntax,
    };
    /// Where the token of a new account comes from.
    enum class Token { None, Ask, StandardInput, Environment, File };

    Verb verb = Verb::Window;
    QString profile; ///< the folder of --profile, empty for the standard one
    bool json = false;
    bool background = false; ///< start in the tray, without the window
    int days = 14; ///< how far ahead `events` looks, and `papers`, which looks a year ahead where nothing is said
    QString group; ///< next, events: only of groups and calendars whose name holds it, or of the account of this name
    QString helpFor; ///< the verb to explain, empty for all

    // account add, watch add; ids may be empty: one is chosen
    Account account;
    Token token = Token::None;
    QString clientId; ///< account add, login: of the OAuth app to sign in with at GitHub; empty where none is given
    bool publicOnly = false; ///< login: a token that reads public repositories alone
    Watch watch;
    QString id; ///< of what is to be removed, whose repositories or calendars are listed, where to sign in, what a thread is
        ///< looked for by, or which event is meant
    QString member; ///< thread part, thread rejoin: the fact that is not the same change; add-to-calendar,
        ///< remove-from-calendar: the calendar, empty for the only one
    bool replace = false; ///< add-to-calendar: what the calendar has of the event gives way

    QString text; ///< follow, try-syntax --read: what to read, "-" for standard input
    bool readTry = false; ///< try-syntax: explain `text`, else write `tryChoice`
    TryChoice tryChoice;
};

/// Why a command line was not understood, as sentences for the person.
struct Misuse {
    QString message;
};

/// Reads the arguments after the program's name.
[[nodiscard]] std::expected<Command, Misuse> parseCommand(const QStringList &arguments);
/// Whether the verb needs no display.
bool isTerminalVerb(Command::Verb verb);
/// The whole help, or that of one verb.
QString helpText(const QString &verb = {});

}
