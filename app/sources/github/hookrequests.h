// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/net/httpclient.h"

#include <QStringList>

namespace Windsock {

/// Whose webhooks are forwarded to us, and as whom they are asked for.
struct HookPlace {
    QString scope; ///< the account's id
    QUrl base; ///< the account's address
    QString target; ///< "owner/name", or an organisation without a slash
    QByteArray token;
};

/// A webhook that GitHub forwards over a WebSocket instead of posting it to an address.
struct MadeHook {
    qint64 id = 0;
    QUrl socket; ///< where it is forwarded to: wss, or ws on loopback
};

/// One of the webhooks that a repository or organisation has.
struct ListedHook {
    qint64 id = 0;
    QString name; ///< "web", or "cli" for one that is forwarded
    QDateTime created; ///< UTC, invalid where it was not said
};

/// The events that may be news for a watch: what they bring is in docs/sources.md.
QStringList hookEvents();

/// POST …/hooks, as `gh webhook forward` asks (cli/gh-webhook: webhook/create_webhook.go): the name "cli" makes GitHub
/// answer with ws_url. It is not active until activateHookRequest(), so that nothing is sent before somebody hears it.
HttpRequest makeHookRequest(const HookPlace &place, const QStringList &events);
HttpRequest activateHookRequest(const HookPlace &place, qint64 id);
HttpRequest removeHookRequest(const HookPlace &place, qint64 id);
/// The newest hundred; which of them was ours is for the caller to say.
HttpRequest hooksRequest(const HookPlace &place);

/// What an answer means that is no success. Besides gitHubFailure(): Taken where the place has a forwarded webhook already
/// (GitHub: 422, "Hook already exists on this repository"), and Forbidden with a 404, too: that is how GitHub answers
/// those who may not see webhooks.
[[nodiscard]] Failure hookFailure(const HttpAnswer &answer, const QDateTime &now);
/// `base` is the account's address: a WebSocket elsewhere than at its host, or beside it in its domain, is refused with
/// BadAddress, for it would be given the token.
[[nodiscard]] Result<MadeHook> readMadeHook(const HttpAnswer &answer, const QUrl &base, const QDateTime &now);
[[nodiscard]] Result<QList<ListedHook>> readHooks(const HttpAnswer &answer, const QDateTime &now);

}
