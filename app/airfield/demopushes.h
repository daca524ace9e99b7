// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/airfield/demoscript.h"

/// Who and what is in the demo's world, and the pushes of its repository "demo".
namespace Windsock::Demo {

using namespace Qt::StringLiterals;

inline constexpr qint64 s_firstPush = 2'000'000;
inline const QString s_me = u"dev@demo.test"_s;
inline const QString s_pal = u"pal@demo.test"_s;
inline const QString s_repository = u"windsock-demo/windsock"_s;
inline const QString s_group = u"windsock-demo"_s;
inline const QString s_tree = u"firefox-autoland"_s;
inline constexpr qint64 s_job = 5001; ///< Lando's, of "unfold lines"

/// The commit of a push, or what else has a number.
QString revisionOf(qint64 number);
/// Treeherder's number of a job: of push `n` (1, 2, ...), of the kind `kind` (0 to 5: two builds, four tests); `again`
/// tells retriggers apart.
qint64 jobId(int n, size_t kind, int again = 0);
void job(FieldWorlds &worlds, int n, size_t kind, const char *state, const char *result, int classification = 1,
         int again = 0);
void jobs(FieldWorlds &worlds, int n, const QList<size_t> &kinds, const char *state, const char *result);
/// Push `n`, all of whose jobs are pending.
void push(FieldWorlds &worlds, const QDateTime &when, int n, const QString &author, const QString &message);

}
