// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/net/httpclient.h"
#include "app/sources/source.h"

namespace Windsock {

inline constexpr int deploymentsOnAPage = 30;

/// The newest deployments of a repository, as sent. One page: older ones have been told, or are no news.
QString deploymentsQuery();
/// Of the watch's repository; of the environment that its `who` names, else of all.
HttpRequest deploymentsRequest(const FetchTask &task);
/// The repository's workflow runs that wait for something, over REST.
HttpRequest waitingRunsRequest(const FetchTask &task);
/// What one run waits for, and who may approve it.
HttpRequest pendingDeploymentsRequest(const FetchTask &task, qint64 run);

}
