// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/busface.h"

#include <KLocalizedString>

#include <QDBusConnection>
#include <QDBusConnectionInterface>
#include <QDBusReply>

#include <memory>
#include <optional>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
const QString s_path = u"/Windsock"_s;
const QString s_interface = u"org.windsock.Windsock1"_s;
const QString s_refused = u"org.windsock.Error.Refused"_s;
constexpr int s_patience = 6 * 60 * 1000; // a poll may wait for every host's total deadline
}

BusFace::BusFace(Reporter reporter, QObject *parent)
    : QObject(parent), m_reporter(std::move(reporter))
{
}

bool BusFace::expose(const QString &busName)
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    return bus.isConnected()
        && bus.registerObject(s_path, this, QDBusConnection::ExportAllSlots | QDBusConnection::ExportScriptableSignals)
        && (bus.interface()->serviceOwner(busName).value() == bus.baseService() || bus.registerService(busName));
}

QString BusFace::Report(const QStringList &arguments)
{
    struct Call {
        QDBusMessage message;
        std::optional<Answer> atOnce;
        bool waits = false;
    };
    const auto call = std::make_shared<Call>();
    m_reporter(arguments, [call](const Answer &answer) {
        if (call->waits) {
            QDBusConnection::sessionBus().send(answer ? call->message.createReply(*answer)
                                                      : call->message.createErrorReply(s_refused, answer.error()));
        } else {
            call->atOnce = answer;
        }
    });
    if (!call->atOnce) {
        setDelayedReply(true);
        call->message = message();
        call->waits = true;
        return {};
    }
    if (!*call->atOnce) {
        sendErrorReply(s_refused, call->atOnce->error());
    }
    return call->atOnce->value_or(QString());
}

QString BusFace::Poll()
{
    if (calledFromDBus()) {
        setDelayedReply(true);
        m_polls.append(message());
    }
    Q_EMIT pollRequested();
    return {};
}

void BusFace::pollEnded(const QString &report)
{
    for (const QDBusMessage &call : std::exchange(m_polls, {})) {
        QDBusConnection::sessionBus().send(call.createReply(report));
    }
}

void BusFace::Raise(const QString &activationToken)
{
    Q_EMIT raiseRequested(activationToken);
}

void BusFace::Reload()
{
    Q_EMIT reloadRequested();
}

void BusFace::SignedIn(const QString &account)
{
    Q_EMIT reloadRequested();
    Q_EMIT signedInElsewhere(account);
}

bool isRunning(const QString &busName)
{
    const QDBusConnection bus = QDBusConnection::sessionBus();
    return bus.isConnected() && bus.interface()->isServiceRegistered(busName).value();
}

std::expected<QString, QString> askRunning(const QString &busName, const QString &method, const QVariantList &arguments)
{
    if (!isRunning(busName)) {
        return std::unexpected(QString());
    }
    QDBusMessage call = QDBusMessage::createMethodCall(busName, s_path, s_interface, method);
    call.setArguments(arguments);
    const QDBusMessage reply = QDBusConnection::sessionBus().call(call, QDBus::Block, s_patience);
    if (reply.type() == QDBusMessage::ErrorMessage) {
        return std::unexpected(reply.errorName() == s_refused
                                   ? reply.errorMessage()
                                   : i18n("The running Windsock did not answer: %1", reply.errorMessage()));
    }
    return reply.arguments().value(0).toString();
}

}
