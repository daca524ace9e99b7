// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/net/httpclient.h"
#include "models/values/account.h"

namespace Windsock::Lando {

/// Where an instance answers for Treestatus: below Lando's own API (mozilla-conduit/lando: src/lando/urls.py), or at the
/// root of a host of its own, as it was until August 2026.
enum class Door { BesideLando, Alone };

/// One landing job by its number.
HttpRequest landingJob(const Account &account, qint64 number);
/// What Mercurial calls a commit that git calls `hash` (40 hex digits), and the other way round. Lando keeps such a map
/// for Firefox alone.
HttpRequest gitToHg(const Account &account, const QString &hash);
HttpRequest hgToGit(const Account &account, const QString &hash);
/// Every tree that is in use.
HttpRequest trees(const Account &account, Door door);
/// The newest changes of a tree, at most treeLogLength.
HttpRequest treeLog(const Account &account, Door door, const QString &tree);

inline constexpr qsizetype treeLogLength = 5;

/// The page for people of a landing job.
QUrl jobPage(const QUrl &base, qint64 number);
/// The page for people of a tree's changes; empty where Treestatus stood alone, whose pages are no more.
QUrl treePage(const QUrl &base, Door door, const QString &tree);

}
