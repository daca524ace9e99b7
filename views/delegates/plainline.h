// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>
#include <QUrl>

namespace Windsock {

/// Text from outside as one line that shows what it is: white space is one blank, control characters and those that
/// turn the direction of writing are gone, at most 300 characters.
QString plainLine(const QString &text);

/// A tooltip that shows `text` as it is, line by line: tooltips guess whether they hold markup, and must not.
QString plainToolTip(const QString &text);

/// Whether a link may be opened: http or https with a host and nothing before an @.
bool isOpenable(const QUrl &url);

}
