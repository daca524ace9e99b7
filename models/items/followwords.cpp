// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/followwords.h"

#include "models/values/plaintext.h"

#include <KLocalizedString>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
QString bareWords(const Follow &follow)
{
    const QString number = QString::number(follow.number);
    switch (follow.kind) {
    case Follow::Kind::Bug:
        return i18nc("a thing to follow", "bug %1", number);
    case Follow::Kind::Revision:
        return follow.repository.isEmpty()
            ? i18nc("a thing to follow, %1 a hash", "the push with commit %1", follow.hash.left(12))
            : i18nc("a thing to follow, %1 a hash, %2 a tree", "the push with commit %1 on %2", follow.hash.left(12),
                    follow.repository);
    case Follow::Kind::LandingJob:
        return i18nc("a thing to follow", "landing job %1", number);
    case Follow::Kind::PullRequest:
        return i18nc("a thing to follow, %2 a repository", "pull request %1 of %2", number, follow.repository);
    case Follow::Kind::Author:
        return i18nc("a thing to follow, %1 a person, %2 a tree", "what %1 pushes to %2", plainLine(follow.who),
                     follow.repository);
    case Follow::Kind::Tree:
        return i18nc("a thing to follow, %1 a tree", "every push to %1", follow.repository);
    }
    return {};
}
}

QString followWords(const Follow &follow)
{
    const QString words = bareWords(follow);
    return follow.host.isEmpty()
        ? words
        : i18nc("%1 a thing to follow, %2 the host it is at", "%1, at %2", words, plainLine(follow.host));
}

}
