// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/followplan.h"

namespace Windsock {

/// What `follow` answers.
struct FollowReport {
    QString out;
    QString err;
    int code = 0; ///< 1 where nothing is watched because of it
    bool changed = false; ///< the book has another watch
};

FollowReport followReport(AccountBook &book, const QString &text, bool json);

/// All of standard input, up to a little more than what is read of a text anywhere.
QString textOfStandardInput();

}
