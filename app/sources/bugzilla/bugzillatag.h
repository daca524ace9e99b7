// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QStringList>

#include <optional>

/// The whiteboard tags that ask for a landing, as the first autoland read them: the first that matches, in any case,
/// `[NAME(-TREES)?((:IDS)|(:-SYNTAX)){0,2}]` (build-autoland: autoland_queue.py). Pure, and linear in the text's length.
namespace Windsock::Bugzilla {

/// A landing tag: `[autoland-TREES:ATTACHMENTS:TRY SYNTAX]`, the parts after the trees in any order.
struct Tag {
    QString written; ///< as it stands in the whiteboard
    QStringList trees; ///< lower case; plain [autoland] means try; empty while in the queue
    QList<qint64> attachments; ///< the patches to land, in their order; empty means all that are not obsolete
    QString trySyntax; ///< lower case, with its leading '-'
    bool inQueue = false; ///< [autoland-in-queue]: the landing has been taken up

    bool operator==(const Tag &) const = default;
};

/// A text that somebody meant as a tag, and what keeps it from being one.
struct NearTag {
    enum class Fault {
        NotOpened, ///< "autoland-try]"
        NotClosed, ///< "[autoland-try", or another bracket opens in it
        RoundBrackets, ///< "(autoland-try)"
        Blank, ///< "[ autoland]", "[autoland -try]", "[autoland-try: -p all]"
        NoDash, ///< "[autoland_try]"
        NoTree, ///< "[autoland-:1]"
        EmptyPart, ///< "[autoland-try:]"
        BadIds, ///< "[autoland-try:1,]"
        UnknownPart, ///< "[autoland-try:p all]"
        TooManyParts, ///< "[autoland-try:1:-p all:2]"
    };
    QString written; ///< at most 100 characters of it
    Fault fault = Fault::NotClosed;

    bool operator==(const NearTag &) const = default;
};

/// The first tag of the whiteboard that starts with `name`, in any case. An empty name is in no whiteboard.
std::optional<Tag> tagIn(const QString &whiteboard, const QString &name);

/// The first text of the whiteboard that is nearly such a tag. Words that only hold the name ("fixed-in-autoland",
/// "autolander") are not.
std::optional<NearTag> nearTagIn(const QString &whiteboard, const QString &name);

/// A sentence for people that says what is wrong.
QString wordsFor(const NearTag &nearly);

}
