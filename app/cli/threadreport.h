// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/changethread.h"
#include "models/values/push.h"

#include <QJsonObject>

#include <expected>

namespace Windsock {

/// The threads that what a person typed is about, in the order of `threads`: a bug's number, "bug N", a revision of 7 to
/// 40 hex digits, "lando N", "owner/name#N", a link to one of these, a thread's id or a member's subject. `pushes` are
/// asked for commits that no thread names.
QList<ChangeThread> threadsAbout(const QString &about, const QList<ChangeThread> &threads, const QList<Push> &pushes);

/// `threads` one after the other for people: a head line, what was joined and why, and what happened when, in the
/// viewer's zone. Ends in a line feed; says so where there are none.
QString threadText(const QList<ChangeThread> &threads, const QString &about);
/// A JSON array of them.
QString threadJson(const QList<ChangeThread> &threads);
/// `{"subject", "id", "title", "author", "state", "held", "members": [...], "moments": [...]}`.
QJsonObject toJson(const ChangeThread &thread);

/// What "thread part" and "thread rejoin" were asked to do, or why that cannot be, as a sentence: the fact that a thread
/// is called after, and one of its members or a fact that was parted from it.
std::expected<Parting, QString> partingFor(const QString &id, const QString &member, bool part,
                                           const QList<ChangeThread> &threads, const QList<Parting> &partings);

}
