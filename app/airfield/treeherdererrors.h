// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/airfield/fieldanswer.h"

#include <QSet>

/// How a running Treeherder says no, and what its parameters mean.
namespace Windsock::FieldTreeherder {

/// {"detail": "..."}
FieldAnswer detail(int status, const QString &text);
/// 400 for a parameter that makes no sense.
FieldAnswer fieldError(const QString &field, const QString &text);
/// 404 with a bare string for a body: "No job with id: 7".
FieldAnswer noSuch(const QByteArray &what, qint64 id);
FieldAnswer notFound();
/// 403 with a page of HTML.
FieldAnswer forbidden();
/// What programs say that have not been told who they are; Qt's own default is among it.
bool isLibraryAgent(const QByteArray &agent);

QSet<qint64> idsOf(const QStringList &texts);

}
