// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/glance.h"

#include <QIcon>

class QColor;

namespace Windsock {

/// The name of a state's icon in the icon theme.
QString trayIconName(TrayState state);
/// Whether the theme's icons are installed where a tray host, which is another process, finds them.
bool trayIconsInstalled();
/// The icon drawn in this colour, for hosts that cannot find it by name.
QIcon trayIcon(TrayState state, const QColor &colour);

}
