// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/airfield/fieldanswer.h"
#include "app/airfield/fieldrequest.h"
#include "app/airfield/repositorystate.h"

/// The lists a running Treeherder gives of pushes and jobs, with its filters and pages.
namespace Windsock::FieldTreeherder {

/// project/<repository>/push/
FieldAnswer pushList(const QString &repository, const RepositoryState &state, const FieldRequest &request);
/// jobs/ of the pushes that are asked for; `states` are the repositories these are in.
FieldAnswer jobRows(const QList<const RepositoryState *> &states, const FieldRequest &request);
/// project/<repository>/jobs/
FieldAnswer jobObjects(const RepositoryState &state, const FieldRequest &request);

}
