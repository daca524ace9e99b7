// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

#include <optional>

namespace Windsock {

/// One thing of a service that a person pointed at: by its link, its number or its hash.
struct Follow {
    enum class Kind {
        Bug, ///< `number`
        Revision, ///< `hash`, of `repository` where the text names one
        LandingJob, ///< `number`, Lando's
        PullRequest, ///< `number` of `repository`, "owner/name"
        Author, ///< the pushes of `who` on `repository`
        Tree, ///< every push of `repository`
    };

    Kind kind = Kind::Bug;
    /// Whose it is: host[:port] in lower case, ASCII, the port where it is not the scheme's own. Empty where the text
    /// names no host. A link's host is never changed for another one, but for two that speak of another by design: what
    /// hg.mozilla.org holds is on treeherder.mozilla.org, and a Treeherder link to a landing job names the Lando.
    QString host;
    QString repository; ///< as Treeherder or GitHub names it: "try", "owner/name"; empty where not told
    QString hash; ///< 7 to 40 hexadecimal digits in lower case; 12 at least where the text is no link
    qint64 number = 0; ///< 1 to 999,999,999 for bugs and pull requests, up to 18 digits for landing jobs
    QString who; ///< an e-mail address or what Treeherder calls its author

    bool operator==(const Follow &) const = default;
};

/// "bug", "revision", "landing-job", "pull-request", "author", "tree".
QString followKindName(Follow::Kind kind);

/// What is read of a text, in characters; nothing is read of a longer one.
inline constexpr qsizetype longestFollowText = 16 * 1024;

/// What a pasted text points at; nothing where that is not certain. Read are, in this order, the first one wins:
/// - links of Treeherder (also those that `mach try` prints and the old ones with "#/jobs"), Lando, hg.mozilla.org,
///   Bugzilla, bugzil.la and GitHub, anywhere in the text;
/// - "Landing job id: N", "bug N", "owner/name#N", "changeset N:HASH" and whole hashes of 40 digits, anywhere;
/// - a number (a bug), a hash of 12 to 40 digits or an e-mail address (an author, on try), where it is the whole text.
/// Links with a user name or password, with a parameter said twice in two ways, or with numbers that no service has
/// are passed over.
std::optional<Follow> readFollow(QStringView text);

}
