// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/airfield/fieldanswer.h"
#include "app/airfield/fieldrequest.h"

#include <QJsonObject>
#include <QObject>

#include <map>
#include <memory>

class QWebSocket;
class QWebSocketServer;

namespace Windsock {

/// The webhooks of the field's GitHub that are forwarded over a WebSocket, as `gh webhook forward` uses them (cli/gh-webhook:
/// webhook/create_webhook.go, forward.go): made, made active, removed and listed by REST, one for each repository or
/// organisation, and told at a WebSocket of the field's own, where every message wants an answer. Made up: no recording is to
/// be had.
class FieldHooks : public QObject
{
    Q_OBJECT

public:
    FieldHooks();
    ~FieldHooks() override;

    /// Whether it answers for the path, which is what follows "/github".
    static bool isItsPath(const QString &path);
    FieldAnswer answer(const QString &path, const FieldRequest &request);

    /// Something happened: whoever has an active webhook for the event and listens is told.
    void tell(const QString &event, const QString &repository, int number);
    /// The same text to all who listen, however wrong.
    void say(const QString &text);
    /// Ends all connections with this close code; 0 without a word, as a network does.
    void end(int code, const QString &reason = {});
    /// Whether connections and webhooks are let in; others are told 403.
    void setAllowed(bool allowed) { m_isAllowed = allowed; }
    /// A forwarded webhook that is there already, somebody else's or one that was left; its number.
    qint64 addLeft(const QString &target, const QDateTime &created);

    qsizetype made() const { return qsizetype(m_hooks.size()); } ///< that are there
    qsizetype active() const;
    qsizetype listening() const { return m_sockets.size(); }
    int told() const { return m_told; } ///< messages sent
    int answered() const { return m_answered; } ///< messages that were answered with a status of 200

private:
    struct Hook {
        QString target;
        QStringList events;
        bool active = false;
        QDateTime created;
    };

    FieldAnswer make(const QString &target, const FieldRequest &request);
    FieldAnswer change(qint64 id, const FieldRequest &request);
    QJsonObject shown(qint64 id, const Hook &hook) const;
    void welcome();

    std::unique_ptr<QWebSocketServer> m_server; ///< listens from the first webhook on
    QList<QWebSocket *> m_sockets;
    std::map<qint64, Hook> m_hooks;
    qint64 m_last = 0;
    int m_told = 0;
    int m_answered = 0;
    bool m_isAllowed = true;
};

}
