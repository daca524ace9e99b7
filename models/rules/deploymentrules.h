// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/notice.h"

namespace Windsock {

/// That a deployment waits for an approval, has succeeded, has failed; each with the moment at which the service told of
/// it in the key. That it waits holds until it does not; that it failed, until it goes on. What is met for the first time
/// and happened more than a day before is no news.
void judgeDeployments(const ChangeSet &changes, const QDateTime &now, Judgement &said);

}
