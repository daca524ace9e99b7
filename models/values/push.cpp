// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/values/push.h"

namespace Windsock {

QString Push::title() const
{
    if (commits.isEmpty()) {
        return shortRevision();
    }
    const QString &message = commits.constFirst().message;
    const QString line = message.left(message.indexOf(u'\n')).trimmed();
    return line.isEmpty() ? shortRevision() : line;
}

}
