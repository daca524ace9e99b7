// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QJsonObject>
#include <QString>

namespace Windsock {

// As much of GraphQL, and of GitHub's search, as the field's GitHub understands.

/// `$name` in a field's arguments becomes the variable's value, as JSON.
QString withVariables(QString arguments, const QJsonObject &variables);
/// Empty where there is no such argument.
QString stringArgument(const QString &arguments, const QString &name);
int numberArgument(const QString &arguments, const QString &name, int fallback);

bool isOpen(const QJsonObject &pull);
/// Whether a search finds the pull request: author:, repo:, state:, is: and review-requested: count.
bool wanted(const QJsonObject &pull, const QString &search);
/// Which checks are required is told only to those who ask; all else comes unasked.
QJsonValue withoutRequired(const QJsonValue &value);
/// The error for a field that asks for what is not there.
QJsonObject notFound(const QString &alias, const QString &what);

}
