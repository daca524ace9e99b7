// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/changethread.h"
#include "models/values/pushstanding.h"

#include <chrono>
#include <optional>

namespace Windsock {

/// What happened, as a whole sentence: "Tests failed on try.", "Held: tree closed: infra." Plain text, one line.
QString momentSentence(const Moment &moment);
/// The verdict that a try or tree result tells by its name ("orange"); none for other moments and other words.
std::optional<Verdict> resultOf(const Moment &moment);
/// Why a fact is thought to belong to the change, as a whole sentence: "Same bug: 123456."
QString memberGround(const ThreadMember &member);
/// What a fact is called by its subject alone: "Bug 123456", "Push 27", "Lando job 42", "Pull request o/r#5".
QString memberName(const Subject &subject);
/// How far the change has come, and while it is held why: "Landed", "Held: tree closed: infra".
QString threadWord(const ChangeThread &thread);
/// "2 hours later"; empty where the time is not known or runs backwards.
QString laterText(const QDateTime &before, const QDateTime &at);

}
