// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QStringList>

namespace Windsock {

/// The scopes that GitHub lists, with commas or blanks between them, at most 20; what cannot be a scope is left out.
QStringList scopesIn(const QByteArray &list);

/// Those of the wanted scopes that are neither granted nor part of one that is: repo has public_repo in it, and GitHub
/// lists no scope that is part of another (github/docs: content/apps/oauth-apps/building-oauth-apps/scopes-for-oauth-apps.md).
QStringList scopesNotIn(const QStringList &granted, const QStringList &wanted);

}
