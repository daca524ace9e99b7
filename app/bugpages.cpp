// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bugpages.h"

#include "app/followplan.h"

#include <algorithm>

namespace Windsock {

namespace {
bool isPublic(const Account &account)
{
    return linkHostOf(account) == defaultBaseUrl(account.service).host();
}
}

QUrl bugzillaOf(const Account &treeherder, const QList<Account> &accounts)
{
    const bool mozillas = isPublic(treeherder);
    QList<Account> fit;
    std::ranges::copy_if(accounts, std::back_inserter(fit), [&](const Account &account) {
        return account.service == Service::Bugzilla && isPublic(account) == mozillas;
    });
    if (fit.isEmpty()) {
        return mozillas ? defaultBaseUrl(Service::Bugzilla) : QUrl();
    }
    return fit.size() > 1 && !mozillas ? QUrl() : fit.constFirst().baseUrl;
}

}
