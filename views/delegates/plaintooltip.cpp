// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/delegates/plaintooltip.h"

#include "models/values/plaintext.h"

#include <QStringList>

using namespace Qt::StringLiterals;

namespace Windsock {

QString plainToolTip(const QString &text)
{
    if (text.isEmpty()) {
        return {};
    }
    QStringList lines;
    for (const QString &line : text.split(u'\n')) {
        lines << plainLine(line, 300).toHtmlEscaped();
    }
    return u"<qt>"_s + lines.join("<br>"_L1) + u"</qt>"_s;
}

}
