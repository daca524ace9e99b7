// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/lines/stompsession.h"

#include "app/lines/stompfailure.h"
#include "app/lines/websocket.h"
#include "models/values/plaintext.h"

#include "lineslogging.h"

#include <QNetworkRequest>
#include <QWebSocket>
#include <QWebSocketHandshakeOptions>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace Windsock {

using namespace std::chrono_literals;

namespace {
constexpr auto s_patience = 10s;
constexpr qsizetype s_longestReason = 500;
constexpr auto s_longestQueue = "1500"; ///< messages, as AmqpSession's

/// A slash in a name is escaped, and so is a percent sign (rabbit_stomp_util.erl).
QByteArray destinationOf(const LineBinding &binding)
{
    const auto part = [](const QString &name) { return name.toUtf8().replace('%', "%25").replace('/', "%2F"); };
    return "/exchange/" + part(binding.exchange) + '/' + part(binding.key);
}

/// Exchange and key that a message was sent with.
std::pair<QString, QString> sourceOf(const QByteArray &destination)
{
    const QList<QByteArray> parts = destination.split('/');
    const auto name = [&parts](qsizetype i) {
        return QString::fromUtf8(QByteArray::fromPercentEncoding(parts.value(i)));
    };
    return parts.value(1) == "exchange" ? std::pair(name(2), name(3)) : std::pair<QString, QString>();
}

/// What of the key every message of the subscription has, where it is the beginning of one: STOMP does not hand on the
/// further keys a message was sent with.
QString routeOf(const QString &key)
{
    const QString route = key.endsWith(".#"_L1) ? key.chopped(2) : key;
    return route.contains(u'*') || route.contains(u'#') ? QString() : route;
}
}

StompSession::StompSession(LineTask task, LineReader reader)
    : m_task(std::move(task))
    , m_reader(std::move(reader))
    , m_patience(this)
    , m_silence(this)
    , m_beat(this)
    , m_gatherer(this)
    , m_wanted(m_task.bindings)
{
    m_patience.setSingleShot(true);
    m_patience.setInterval(s_patience);
    connect(&m_patience, &QTimer::timeout, this,
            [this] { lose({.kind = Failure::Kind::Transient, .reason = Failure::Reason::Timeout}); });
    m_silence.setSingleShot(true);
    m_silence.setInterval(2 * m_task.heartbeat);
    connect(&m_silence, &QTimer::timeout, this, [this] {
        lose({.kind = Failure::Kind::Transient, .reason = Failure::Reason::Timeout, .detail = u"no heartbeat"_s});
    });
    m_beat.setInterval(std::chrono::milliseconds(m_task.heartbeat) / 2);
    connect(&m_beat, &QTimer::timeout, this, [this] { m_socket->sendTextMessage(u"\n"_s); });
    connect(&m_gatherer, &LookGatherer::looked, this, &StompSession::looked);
}

StompSession::~StompSession()
{
    if (m_socket) {
        m_socket->disconnect(this);
        if (m_signedIn && !m_isLost) {
            send({.command = "DISCONNECT", .headers = {}, .body = {}});
            m_socket->close();
        } else {
            m_socket->abort();
        }
    }
}

void StompSession::start()
{
    connectSocket();
}

void StompSession::connectSocket()
{
    m_signedIn = false;
    m_isDeaf = false;
    m_subscribed = 0;
    m_frames = std::make_unique<StompReader>(m_task.largestMessage);
    m_socket = makeWebSocket(m_task.largestMessage * 2); // a frame's body and its head
    connect(m_socket.get(), &QWebSocket::connected, this, &StompSession::signIn);
    connect(m_socket.get(), &QWebSocket::textMessageReceived, this,
            [this](const QString &text) { hear(text.toUtf8()); });
    connect(m_socket.get(), &QWebSocket::binaryMessageReceived, this, &StompSession::hear);
    connect(m_socket.get(), &QWebSocket::errorOccurred, this,
            [this](QAbstractSocket::SocketError error) { lose(webSocketFailure(error, m_socket->errorString())); });
    connect(m_socket.get(), &QWebSocket::disconnected, this, &StompSession::cutOff);
    QWebSocketHandshakeOptions options;
    options.setSubprotocols({u"v12.stomp"_s});
    m_patience.start();
    m_socket->open(QNetworkRequest(webSocketUrl(m_task.address)), options);
}

/// Not at once: why there never was a connection is said after that there is none.
void StompSession::cutOff()
{
    QMetaObject::invokeMethod(
        this,
        [this, socket = m_socket.get()] {
            if (socket == m_socket.get() && !m_isDeaf) {
                lose({.kind = Failure::Kind::Transient,
                      .reason = Failure::Reason::Cut,
                      .detail = plainLine(socket->closeReason(), s_longestReason)});
            }
        },
        Qt::QueuedConnection);
}

void StompSession::signIn()
{
    const QByteArray beat = QByteArray::number(qint64(std::chrono::milliseconds(m_task.heartbeat).count()));
    if (m_task.password.contains('\n') || m_task.password.contains('\r')) { // no CONNECT frame can say it
        lose({.kind = Failure::Kind::NeedsLogin, .reason = Failure::Reason::BadCredential});
        return;
    }
    send({.command = "CONNECT",
          .headers = {{"accept-version", "1.2"},
                      {"host", m_task.address.vhost.toUtf8()},
                      {"login", m_task.user.toUtf8()},
                      {"passcode", m_task.password},
                      {"heart-beat", beat + ',' + beat}},
          .body = {}});
}

void StompSession::send(const StompFrame &frame)
{
    m_socket->sendTextMessage(QString::fromUtf8(stompBytes(frame)));
}

void StompSession::hear(const QByteArray &bytes)
{
    if (m_signedIn) {
        m_silence.start();
    }
    const auto read = m_frames->read(bytes, [this](const StompFrame &frame) {
        if (!m_isDeaf) {
            accept(frame);
        }
    });
    if (!read && !m_isDeaf) {
        lose(read.error());
    }
}

void StompSession::accept(const StompFrame &frame)
{
    if (frame.command == "MESSAGE" && m_signedIn) {
        acceptMessage(frame);
    } else if (frame.command == "RECEIPT" && m_signedIn) {
        acceptReceipt(frame);
    } else if (frame.command == "CONNECTED" && !m_signedIn) {
        acceptConnected(frame);
    } else if (frame.command == "ERROR") {
        acceptError(frame);
    } else {
        lose({.kind = Failure::Kind::Malformed,
              .reason = Failure::Reason::WrongShape,
              .detail = u"STOMP: %1 was not due"_s.arg(QString::fromLatin1(frame.command))});
    }
}

void StompSession::acceptConnected(const StompFrame &frame)
{
    if (const QByteArray version = frame.header("version"); version != "1.2") {
        lose({.kind = Failure::Kind::Malformed,
              .reason = Failure::Reason::WrongShape,
              .detail = u"STOMP %1 instead of 1.2"_s.arg(QString::fromUtf8(version.left(20)))});
        return;
    }
    m_signedIn = true;
    m_silence.start();
    m_beat.start();
    subscribeNext();
}

void StompSession::subscribeNext()
{
    if (m_subscribed == m_wanted.size()) {
        m_patience.stop();
        m_isOpen = true;
        Q_EMIT opened(m_missing);
        return;
    }
    const LineBinding &binding = m_wanted.at(m_subscribed);
    const QByteArray number = QByteArray::number(m_subscribed);
    m_patience.start();
    send({.command = "SUBSCRIBE",
          .headers = {{"id", number},
                      {"destination", destinationOf(binding)},
                      {"ack", "auto"},
                      {"receipt", number},
                      {"x-queue-name", m_task.queue.toUtf8() + '-' + number},
                      {"durable", "false"},
                      {"auto-delete", "true"},
                      {"exclusive", "true"},
                      {"x-max-length", s_longestQueue}},
          .body = {}});
}

void StompSession::acceptReceipt(const StompFrame &frame)
{
    if (!m_isOpen && frame.header("receipt-id") == QByteArray::number(m_subscribed)) {
        ++m_subscribed;
        subscribeNext();
    }
}

void StompSession::acceptMessage(const StompFrame &frame)
{
    if (frame.cut) {
        return;
    }
    bool isNumber = false;
    const qsizetype number = frame.header("subscription").toLongLong(&isNumber);
    if (!isNumber || number < 0 || number >= m_wanted.size()) {
        return; // none that we asked for
    }
    const auto [exchange, key] = sourceOf(frame.header("destination"));
    LineMessage message{.exchange = exchange, .key = key, .routes = {}, .body = frame.body};
    if (const QString route = routeOf(m_wanted.at(number).key); !route.isEmpty()) {
        message.routes.append(route);
    }
    m_gatherer.hear(m_reader(message));
}

void StompSession::acceptError(const StompFrame &frame)
{
    Failure failure = stompFailure(frame, m_signedIn);
    const bool isOfExchange = m_signedIn && !m_isOpen && failure.kind == Failure::Kind::Rejected;
    if (!isOfExchange) {
        lose(std::move(failure));
        return;
    }
    const QString exchange = m_wanted.at(m_subscribed).exchange;
    m_missing.append(exchange);
    m_wanted.removeIf([&exchange](const LineBinding &binding) { return binding.exchange == exchange; });
    if (m_wanted.isEmpty()) {
        lose(std::move(failure));
        return;
    }
    m_beat.stop();
    m_silence.stop();
    m_isDeaf = true;
    m_socket->disconnect(this);
    QMetaObject::invokeMethod(this, &StompSession::connectSocket, Qt::QueuedConnection); // not within its own signal
}

void StompSession::lose(Failure failure)
{
    if (std::exchange(m_isLost, true)) {
        return;
    }
    m_isDeaf = true;
    for (QTimer *timer : {&m_patience, &m_silence, &m_beat}) {
        timer->stop();
    }
    m_gatherer.finish();
    failure.host = m_task.address.host;
    qCInfo(WINDSOCK_LINES) << "the line to" << failure.host << "is lost:" << failure.detail;
    m_socket->disconnect(this);
    m_socket->abort();
    Q_EMIT lost(failure);
}
}
