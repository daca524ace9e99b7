// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/deploymenttext.h"

#include "models/values/plaintext.h"

#include <KLocalizedString>

using namespace Qt::StringLiterals;

namespace Windsock {

QString deploymentTitle(const Deployment &deployment)
{
    const QString what = plainLine(deployment.branch.isEmpty() ? deployment.revision.left(12) : deployment.branch, 100);
    return i18nc("@item what is deployed, the environment", "%1 to %2", what, plainLine(deployment.environment, 100));
}

QString deploymentWord(Deployment::State state)
{
    switch (state) {
    case Deployment::State::Waiting:
        return i18nc("@info:status a deployment", "Waits for approval");
    case Deployment::State::Queued:
        return i18nc("@info:status a deployment", "Queued");
    case Deployment::State::Running:
        return i18nc("@info:status a deployment", "Runs");
    case Deployment::State::Succeeded:
        return i18nc("@info:status a deployment", "Deployed");
    case Deployment::State::Failed:
        return i18nc("@info:status a deployment", "Failed");
    case Deployment::State::Inactive:
        return i18nc("@info:status a deployment", "Replaced");
    case Deployment::State::Unknown:
        break;
    }
    return i18nc("@info:status a deployment", "Unknown");
}

QStringList deploymentLines(const Deployment &deployment)
{
    QStringList lines{plainLine(deployment.reason, 200)};
    if (deployment.state == Deployment::State::Waiting && !deployment.approvers.isEmpty()) {
        lines.append(i18nc("@info:tooltip %1 is a list of logins and teams", "It can be approved by %1",
                           plainLine(deployment.approvers.join(", "_L1), 300)));
    }
    return lines;
}

}
