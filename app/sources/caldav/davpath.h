// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

#include <optional>

class QUrl;

namespace Windsock::CalDav {

/// The path, on the account's own host, of what a href names: servers write addresses and paths, absolute and relative,
/// and encode them each in its way. Percent-encoded in one way, so that two names of one resource are equal. Nothing for a
/// href to another host, and for one that leaves its folder, is too long or holds control characters.
std::optional<QString> pathOfHref(const QString &href, const QUrl &asked);

/// The same of a path that a person gave, or that was kept.
std::optional<QString> davPath(const QString &path);

/// The last part of a path, decoded: "releases" of "/user/releases/".
QString lastPart(const QString &path);

/// A path as a collection's: with a slash at its end.
QString asCollection(const QString &path);

}
