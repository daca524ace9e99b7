// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/rules/deploymentrules.h"

#include "models/rules/isoutc.h"
#include "models/rules/oldnews.h"
#include "models/rules/wording.h"
#include "models/values/plaintext.h"

#include <KLocalizedString>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {

bool isTold(Deployment::State state)
{
    return state == Deployment::State::Waiting || state == Deployment::State::Succeeded
        || state == Deployment::State::Failed;
}

/// "main to production of owner/name".
QString nameOf(const Deployment &deployment)
{
    const QString branch = plainLine(deployment.branch, 60);
    const QString what = branch.isEmpty() ? plainLine(deployment.revision.left(12)) : branch;
    return i18nc("@info what is deployed, the environment, the repository", "%1 to %2 of %3", what,
                 plainLine(deployment.environment, 60), plainLine(deployment.repository, 60));
}

QString commitLine(const Deployment &deployment)
{
    const QString revision = plainLine(deployment.revision.left(12));
    const QString who = plainLine(deployment.creator, 60);
    if (revision.isEmpty()) {
        return {};
    }
    return who.isEmpty() ? i18nc("@info %1 is a commit", "Commit %1.", revision)
                         : i18nc("@info a commit, who deploys it", "Commit %1, by %2.", revision, who);
}

Wording wordingOf(const Deployment &deployment)
{
    const QString name = nameOf(deployment);
    const QString reason = plainLine(deployment.reason, 200);
    switch (deployment.state) {
    case Deployment::State::Waiting: {
        const QString who = someOf(deployment.approvers, static_cast<int>(deployment.approvers.size()));
        return {i18nc("@title %1 is what is deployed and where to", "Approval wanted: %1", name),
                lines({who.isEmpty() ? i18nc("@info", "It waits for an approval or another rule of the environment.")
                                     : i18nc("@info %1 is a list of logins and teams", "It can be approved by %1.", who),
                       commitLine(deployment)})};
    }
    case Deployment::State::Failed:
        return {i18nc("@title %1 is what is deployed and where to", "Deployment failed: %1", name),
                lines({reason, commitLine(deployment)})};
    default:
        return {i18nc("@title %1 is what is deployed and where to", "Deployed: %1", name),
                lines({reason, commitLine(deployment)})};
    }
}

Notice::Urgency urgencyOf(Deployment::State state)
{
    return state == Deployment::State::Failed ? Notice::Urgency::High : Notice::Urgency::Normal;
}

void tell(const Deployment &deployment, const ChangeSet &changes, const QDateTime &now, Judgement &said)
{
    const Wording wording = wordingOf(deployment);
    const QDateTime when = deployment.updated.isValid() ? deployment.updated : changes.at;
    said.notices.append(
        {.key = deployment.subject().value + u'#' + deploymentStateName(deployment.state) + u':' + isoUtc(when),
         .subject = deployment.subject(),
         .account = deployment.account,
         .watch = changes.watch,
         .kind = Notice::Kind::DeploymentChanged,
         .urgency = urgencyOf(deployment.state),
         .title = wording.title,
         .text = wording.text,
         .url = webUrl(deployment.url),
         .decided = now});
}

/// What was told holds as long as it is so; that it succeeded stays true when another takes its place.
bool isOvertaken(Deployment::State before, Deployment::State after)
{
    return before != after && isTold(before)
        && !(before == Deployment::State::Succeeded && after == Deployment::State::Inactive);
}
}

void judgeDeployments(const ChangeSet &changes, const QDateTime &now, Judgement &said)
{
    for (const Deployment &deployment : changes.deployments.removed) {
        if (deployment.state == Deployment::State::Waiting) {
            said.overtaken.append(deployment.subject().value + u'#');
        }
    }
    for (const Deployment &deployment : changes.deployments.added) {
        const bool isOld = isOldNews(deployment.updated, changes.at);
        if (isTold(deployment.state) && !isOld) {
            tell(deployment, changes, now, said);
        }
    }
    for (const Change<Deployment> &change : changes.deployments.changed) {
        if (isOvertaken(change.before.state, change.after.state)) {
            said.overtaken.append(change.after.subject().value + u'#');
        }
        if (change.before.state != change.after.state && isTold(change.after.state)) {
            tell(change.after, changes, now, said);
        }
    }
}

}
