// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/result.h"

#include <QUrl>

namespace Windsock {

/// Whether an address may be asked: https, or http to this machine; with a host, without user name or password.
/// BadAddress otherwise.
[[nodiscard]] Result<void> checkAddress(const QUrl &url);

/// Whether the address' host is this machine.
bool isLoopback(const QUrl &url);

/// The host as budgets and health name it: in its ASCII form, with the port where it is not the scheme's own.
QString hostOf(const QUrl &url);

}
