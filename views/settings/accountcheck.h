// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/account.h"
#include "models/values/watch.h"

#include <QList>

namespace Windsock {

/// What is wrong with what was typed, as a sentence to stand next to the field; empty where it can be used.
QString problemWithAccountId(const QString &id, const QList<Account> &others);
QString problemWithBaseUrl(Service service, const QString &text);
QString problemWithUser(Service service, const QString &user);
QString problemWithPlace(Service service, SecretPlace::Kind place);
QString problemWithSecret(const SecretPlace &place, const QByteArray &secret);
QString problemWithClientId(const QString &clientId);
QString problemWithTarget(Service service, Watch::Kind kind, const QString &target);
QString problemWithWho(Service service, Watch::Kind kind, const QString &who);

/// https, or http on this machine only; with a host, without a name or password in it.
bool isUsableAddress(const QUrl &url);
/// The address as an account keeps it: without a slash at its end.
QUrl baseUrlFrom(const QString &text);
/// "th/autoland", made unique among the others.
WatchId watchIdFor(const Watch &watch, const QList<Watch> &others);

}
