// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/pullrequest.h"

namespace Windsock {

/// "In the queue, place 3"; for a place in the merge queue, or one that the request is leaving.
QString placeWord(const QueuePlace &place);
/// Why a pull request was taken out of the merge queue, as far as it is told; empty where it was not.
QString ejectionText(const QueuePlace &place);
/// What a pull request tells besides its state, a line each; some may be empty.
QStringList pullLines(const PullRequest &pull);

}
