// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QString>

namespace Windsock {

/// Where the recorded data is: `given` when not empty, else $WINDSOCK_AIRFIELD_DATA, else beside the installed program,
/// else the source tree of a build with tests. Empty where there is none.
QString fieldDataDir(const QString &given = {});

/// The bytes of a data file, plain or gzipped (name with ".gz" added); empty where there is none.
QByteArray readFieldData(const QString &dataDir, const QString &name);

}
