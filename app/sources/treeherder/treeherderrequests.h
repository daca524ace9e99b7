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

/// The newest pushes of a repository; of one author where `author` is not empty, and where `since` is valid those only
/// that were pushed then or later.
HttpRequest pushList(const QUrl &base, const QString &repository, const QString &author, const QDateTime &since = {});
/// Pushes by id, whether or not they are among the newest.
HttpRequest pushesById(const QUrl &base, const QString &repository, const QList<qint64> &ids);
/// The pushes that have the commit: where `revision` is a whole hash those with it among all their commits, where it is
/// shorter those whose tip begins so (the service knows no other way; treeherder/webapp/api/push.py).
HttpRequest pushesOfCommit(const QUrl &base, const QString &repository, const QString &revision);
/// One page (from 1) of the jobs of some pushes: all of them, or where `newest` is valid those changed since then,
/// less the overlap.
HttpRequest jobs(const QUrl &base, const QList<qint64> &pushIds, const QDateTime &newest, int page);
HttpRequest repositories(const QUrl &base);

/// The failure lines of a job with the bugs they may be about.
HttpRequest bugSuggestions(const QUrl &base, const QString &repository, qint64 job);
/// The failure lines alone, also where nothing could be looked up for them.
HttpRequest logErrors(const QUrl &base, const QString &repository, qint64 job);
HttpRequest logUrls(const QUrl &base, const QString &repository, qint64 job);
/// Performance alerts whose text has the revision: there is no parameter for it, and one that is not known is ignored
/// (treeherder/webapp/api/performance_data.py).
HttpRequest alerts(const QUrl &base, const QString &revision);

/// Where a person sees a push.
QUrl pushPage(const QUrl &base, const QString &repository, const QString &revision);
/// The same with one job picked; `task` and `retry` name it, the page alone where `task` is empty.
QUrl jobPage(const QUrl &base, const QString &repository, const QString &revision, const QString &task, int retry);
/// A run of a task on the Taskcluster `root`; empty where one of the two is.
QUrl taskPage(const QUrl &root, const QString &task, int retry);

}
