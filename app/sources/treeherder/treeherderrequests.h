// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/net/httpclient.h"

#include <QDateTime>

/// What Windsock asks a Treeherder (mozilla/treeherder: treeherder/webapp/api). All of it is read anonymously.
namespace Windsock::Treeherder {

inline constexpr int jobsPerPage = 2000; ///< the most it gives
inline constexpr int pushesListed = 20;
/// Its own page asks this much before the newest change it knows: a change may be committed after a later one
/// (ui/job-view/pushes/pushesStore.js).
inline constexpr std::chrono::seconds overlap{3};

/// The newest pushes of a repository; of one author where `author` is not empty.
HttpRequest pushList(const QUrl &base, const QString &repository, const QString &author);
/// Pushes by id, whether or not they are among the newest.
HttpRequest pushesById(const QUrl &base, const QString &repository, const QList<qint64> &ids);
/// One page (from 1) of the jobs of some pushes: all of them, or where `newest` is valid those changed since then,
/// less the overlap.
HttpRequest jobs(const QUrl &base, const QList<qint64> &pushIds, const QDateTime &newest, int page);
HttpRequest repositories(const QUrl &base);

/// Where a person sees a push.
QUrl pushPage(const QUrl &base, const QString &repository, const QString &revision);

}
