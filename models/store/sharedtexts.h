// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/job.h"

#include <QSet>

namespace Windsock {

/// Lets jobs that say the same share one text: tens of thousands have a few hundred names between them.
class SharedTexts
{
public:
    void share(Job &job)
    {
        for (QString *text : {&job.groupName, &job.groupSymbol, &job.typeName, &job.typeSymbol, &job.platform,
                              &job.platformOption, &job.taskId}) {
            if (!text->isEmpty()) {
                *text = *m_known.insert(*text);
            }
        }
    }

private:
    QSet<QString> m_known;
};

}
