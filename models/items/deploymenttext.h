// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/deployment.h"

namespace Windsock {

/// "main to production".
QString deploymentTitle(const Deployment &deployment);
QString deploymentWord(Deployment::State state);
/// What a deployment tells besides its state, a line each; some may be empty.
QStringList deploymentLines(const Deployment &deployment);

}
