// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/account.h"
#include "models/values/result.h"

#include <QByteArray>

#include <functional>

class QObject;

namespace Windsock {

/// Reads an account's secret and calls back exactly once, unless the context has died.
using SecretReader =
    std::function<void(const Account &, QObject *context, std::function<void(const Result<QByteArray> &)>)>;

}
