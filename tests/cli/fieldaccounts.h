// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/airfield/airfield.h"
#include "tests/cli/realwindsock.h"

#include <QFile>

namespace Windsock {

/// The secret that every service of the field takes.
inline const QString fieldToken = QStringLiteral("demo-token");

/// The command lines that make accounts and watches for all that the field plays. One token is in a file, the other
/// in the environment, both of which this prepares.
QList<QStringList> fieldCommands(RealWindsock &windsock, const Airfield &field);
/// Runs them; what was printed by the first that failed, empty where all went well.
QString runFieldCommands(RealWindsock &windsock, const Airfield &field);
/// Makes those accounts and watches, too. The commands are run at the first call; each later one is given the file that
/// they wrote, with its own places in it.
QString addFieldAccounts(RealWindsock &windsock, const Airfield &field);
/// Writes a file for --token-file.
bool writeTokenFile(const QString &name, QFile::Permissions permissions);
/// Where a secret turned up that should be nowhere: in what was printed, in a file of the profile.
QStringList placesOf(const QString &secret, const RealWindsock &windsock);

}
