// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/watch.h"

/// What watches look for in the bugs of a Bugzilla. Pure.
namespace Windsock::Bugzilla {

struct Wish {
    enum class Kind {
        Tag, ///< a whiteboard tag that starts with `name`: "autoland"
        Keyword, ///< the keyword `name`: "checkin-needed"
        Flag, ///< the flag `name`, asked for with '?' on the bug or on one of its patches: "approval-mozilla-beta"
        Review, ///< a review asked of the login `name`
    };
    Kind kind = Kind::Tag;
    QString name;

    /// One entry of a target: "flag:NAME", "keyword:NAME", or the start of a whiteboard tag.
    static Wish fromTarget(const QString &target);
    auto operator<=>(const Wish &) const = default;
};

/// The wishes of a watch: of Landings one for each entry of the target, which commas divide; of Reviews the one for
/// `who`, else for who the account says that we are. In their order and without those that name nothing.
QList<Wish> wishesOf(const Account &account, const Watch &watch);

/// Puts wishes in the one order in which they are weighed, whichever watches they came from, each once.
QList<Wish> inOrder(QList<Wish> wishes);

}
