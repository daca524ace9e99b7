// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QList>
#include <QUrl>

#include <utility>

namespace Windsock {

using QueryItem = std::pair<QString, QString>;

/// `base` with `path` (starting with a slash, its variable parts already pathPart()s) behind its own path, and the
/// items as query, every character that could mean something else percent-encoded ('+', '&', ';').
QUrl serviceUrl(const QUrl &base, const QString &path, const QList<QueryItem> &items = {});

/// A text as one part of a path: no slash in it divides.
QString pathPart(const QString &text);

/// "1,2,3"
QString joinedIds(const QList<qint64> &ids);

}
