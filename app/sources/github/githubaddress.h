// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QUrl>

namespace Windsock {

/// The address of a REST path ("/user") at an account's address. REST lives there; on an Enterprise server, where GraphQL
/// is at /api/graphql, one level below.
QUrl gitHubRest(const QUrl &base, const QString &path);

/// The address of a path of the pages for people ("/login/device"): github.com beside api.github.com, SUBDOMAIN.ghe.com
/// beside api.SUBDOMAIN.ghe.com, an Enterprise server above its /api or /api/v3
/// (github/docs: content/rest/using-the-rest-api/getting-started-with-the-rest-api.md). Any other base is its own.
QUrl gitHubPage(const QUrl &base, const QString &path);

}
