// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/account.h"

#include <QString>
#include <QUrl>

namespace Windsock {

struct Watch;

// Why something may not be in the book of accounts: a sentence for the person, empty where it may.

/// Of an account's or a feed's address: https with a host and without userinfo, http on loopback only.
QString addressProblem(const QUrl &url);
/// Of a new account: how it is named, and where it is.
QString accountProblem(const Account &account);
/// Of a new watch of that account.
QString watchProblem(const Watch &watch, const Account &owner);

}
