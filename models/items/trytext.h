// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/tryrequest.h"

#include <QStringList>

namespace Windsock {

/// What a choice asks for, one sentence each, most important first. Plain text, each of at most some hundred
/// characters; lists are shortened, and say so.
QStringList trySentences(const TryChoice &choice);
/// The same, and what try ignores of the line or stops at.
QStringList trySentences(const TryReading &reading);
/// What a push asked for: the sentences of its "try:" line, or what `mach try` told.
QStringList trySentences(const TryRequest &request);

/// What is likely not meant so, or cannot be written: a choice that builds nothing, a second "=" in a variable, …
/// Empty where all is well.
QStringList tryDoubts(const TryChoice &choice);

}
