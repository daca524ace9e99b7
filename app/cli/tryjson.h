// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/tryrequest.h"

#include <QJsonObject>

namespace Windsock {

/// What a try push asks for as the terminal's JSON: what is not said is null, lists of tests are "all", "none" or a list.
QJsonObject toJson(const TryChoice &choice);
QJsonObject toJson(const TryRequest &request);

}
