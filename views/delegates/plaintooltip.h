// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

namespace Windsock {

/// A tooltip that shows `text` as it is, line by line: tooltips guess whether they hold markup, and must not.
QString plainToolTip(const QString &text);

}
