// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/rules/wording.h"
#include "models/values/landing.h"
#include "models/values/pullrequest.h"

namespace Windsock {

/// The patches of the landing on which a review is asked of the login and not yet given.
QList<Patch> patchesAskedOf(const Landing &landing, const QString &login);

/// Whether nothing but a review is asked for: no tag, flag or keyword asks for the landing itself.
bool isOnlyReview(const Landing &landing);

/// Says who asks the login for a review of which patches.
Wording reviewAskedWording(const Landing &landing, const QString &login, const QList<Patch> &patches);

/// Whether a review of the open request is asked of the login and not yet given.
bool isAskedOf(const PullRequest &pull, const QString &login);
Wording reviewAskedWording(const PullRequest &pull, const QString &login);

}
