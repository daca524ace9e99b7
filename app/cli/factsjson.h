// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/queuehealth.h"
#include "models/values/deployment.h"
#include "models/values/inboxthread.h"
#include "models/values/notice.h"
#include "models/values/sourcehealth.h"

#include <QJsonArray>
#include <QJsonObject>

namespace Windsock {

/// Facts as the terminal's JSON. Times are ISO 8601 in UTC; what is not known is null; names of states are those of
/// the words in models/values. These shapes are an interface for scripts: members are added, never renamed.
QJsonObject toJson(const Push &push);
QJsonObject toJson(const Push &push, const PushStanding &standing);
QJsonObject toJson(const PushStanding &standing);
QJsonObject toJson(const Landing &landing);
QJsonObject toJson(const Tree &tree);
QJsonObject toJson(const Remaining &remaining);
QJsonObject toJson(const QueueDelay &delay);
QJsonObject toJson(const QueueHealth &health);
QJsonObject toJson(const Deployment &deployment);
QJsonObject toJson(const InboxThread &thread);
QJsonObject toJson(const PullRequest &request);
QJsonObject toJson(const Occurrence &occurrence);
QJsonObject toJson(const Notice &notice);
QJsonObject toJson(const SourceHealth &health);
QJsonObject toJson(const Failure &failure);
QJsonObject toJson(const Account &account);
QJsonObject toJson(const Watch &watch);
/// What changed: facts in full where they are new, before and after where they differ, keys where they are gone;
/// jobs as counts.
QJsonObject toJson(const ChangeSet &changes);

}
