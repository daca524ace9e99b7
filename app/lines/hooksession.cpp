// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/lines/hooksession.h"

#include "app/lines/hookframe.h"
#include "app/lines/websocket.h"
#include "models/values/clock.h"
#include "models/values/plaintext.h"

#include "lineslogging.h"

#include <QNetworkRequest>
#include <QWebSocket>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace Windsock {

using namespace std::chrono_literals;

namespace {
constexpr auto s_patience = 10s;
constexpr auto s_goodbye = 2s;
constexpr auto s_idle = 15s;
constexpr auto s_total = 30s;
constexpr qsizetype s_longestReason = 300;
/// How far apart GitHub's clock and ours may be, for a webhook whose number we never heard.
constexpr qint64 s_clocksApart = 120; ///< seconds

/// The webhooks that may be the one we asked for and never heard of: made at that time, and forwarded.
QList<qint64> likely(const QList<ListedHook> &hooks, const QDateTime &asked)
{
    QList<qint64> ids;
    for (const ListedHook &hook : hooks) {
        if (hook.name == "cli"_L1 && hook.created.isValid() && qAbs(asked.secsTo(hook.created)) <= s_clocksApart) {
            ids.append(hook.id);
        }
    }
    return ids;
}

/// `gh webhook forward` ends for good at 1000, tries again at 1006 and gives up at any other; GitHub says of none why.
Failure closedBecause(QWebSocketProtocol::CloseCode code, const QString &reason)
{
    Failure failure{
        .kind = Failure::Kind::Transient,
        .reason = Failure::Reason::Cut,
        .detail = plainLine(u"close code %1 %2"_s.arg(int(code)).arg(reason.left(s_longestReason)), s_longestReason)};
    if (code == QWebSocketProtocol::CloseCodePolicyViolated) {
        failure.kind = Failure::Kind::Rejected;
        failure.reason = Failure::Reason::Forbidden;
    } else if (code == QWebSocketProtocol::CloseCodeTooMuchData) { // said by us
        failure.reason = Failure::Reason::TooLarge;
    }
    return failure;
}

/// Of a handshake that was refused Qt tells the status in words alone.
Failure refusedBecause(QAbstractSocket::SocketError error, const QString &text)
{
    Failure failure = webSocketFailure(error, text);
    if (text.contains("WWW-Authenticate"_L1) || text.contains("requires authentication"_L1)) { // 401
        failure.kind = Failure::Kind::NeedsLogin;
        failure.reason = Failure::Reason::BadCredential;
    } else if (text.contains(" 403"_L1)) {
        failure.kind = Failure::Kind::Rejected;
        failure.reason = Failure::Reason::Forbidden;
    }
    return failure;
}
}

HookSession::HookSession(LineTask task, LineReader reader)
    : m_task(std::move(task))
    , m_reader(std::move(reader))
    , m_place{.scope = m_task.account.id.value,
              .base = m_task.account.baseUrl,
              .target = m_task.target,
              .token = m_task.password}
    , m_patience(this)
    , m_silence(this)
    , m_beat(this)
    , m_gatherer(this)
{
    m_patience.setSingleShot(true);
    m_silence.setSingleShot(true);
    m_silence.setInterval(2 * m_task.heartbeat);
    m_beat.setInterval(m_task.heartbeat);
    connect(&m_patience, &QTimer::timeout, this, [this] {
        if (m_isLeaving) {
            Q_EMIT left();
        } else {
            lose({.kind = Failure::Kind::Transient, .reason = Failure::Reason::Timeout});
        }
    });
    connect(&m_silence, &QTimer::timeout, this, [this] {
        lose({.kind = Failure::Kind::Transient, .reason = Failure::Reason::Timeout, .detail = u"no pong"_s});
    });
    connect(&m_beat, &QTimer::timeout, this, [this] { m_socket->ping(); });
    connect(&m_gatherer, &LookGatherer::looked, this, &HookSession::looked);
}

HookSession::~HookSession()
{
    if (m_socket) {
        m_socket->disconnect(this);
        m_socket->abort();
    }
}

void HookSession::start()
{
    m_http = std::make_unique<HttpClient>(&systemNow);
    m_http->setPatience(s_idle, s_total);
    if (const auto note = readHookNote(m_task.noteFile)) {
        m_note = *note;
        sweep(*note);
    } else {
        make();
    }
}

void HookSession::ask(const HttpRequest &request, Then then)
{
    m_http->send(request, this, [this, then = std::move(then)](const Result<HttpAnswer> &result) {
        if (m_isLost || m_isLeaving) {
            return;
        }
        if (result) {
            then(*result);
        } else {
            lose(result.error());
        }
    });
}

/// A webhook of ours that a former run did not come to remove.
void HookSession::sweep(const HookNote &note)
{
    if (note.id > 0) {
        remove(note.id, [this] { make(); });
    } else {
        ask(hooksRequest(m_place), [this, note](const HttpAnswer &answer) { sweepUnknown(note, answer); });
    }
}

void HookSession::sweepUnknown(const HookNote &note, const HttpAnswer &answer)
{
    const auto hooks = readHooks(answer, systemNow());
    if (!hooks) {
        lose(hooks.error());
        return;
    }
    const QList<qint64> ids = likely(*hooks, note.asked);
    if (ids.isEmpty()) { // it was never made
        forgetNote();
        make();
    } else {
        remove(ids.constFirst(), [this] { make(); });
    }
}

void HookSession::remove(qint64 id, const std::function<void()> &then)
{
    ask(removeHookRequest(m_place, id), [this, then](const HttpAnswer &answer) {
        if (answer.status / 100 != 2 && answer.status != 404) {
            lose(hookFailure(answer, systemNow()));
            return;
        }
        forgetNote();
        then();
    });
}

void HookSession::make()
{
    QStringList events;
    for (const LineBinding &binding : m_task.bindings) {
        events.append(binding.key);
    }
    if (events.isEmpty()) { // this was about what is left alone
        lose({.kind = Failure::Kind::Transient, .reason = Failure::Reason::Cancelled});
        return;
    }
    keepNote(0, systemNow());
    m_isMaking = true;
    m_http->send(makeHookRequest(m_place, events), this, [this](const Result<HttpAnswer> &result) {
        m_isMaking = false;
        if (result) {
            made(*result);
        } else if (m_isLeaving) {
            Q_EMIT left(); // the note stays, for it may have been made
        } else {
            lose(result.error());
        }
    });
}

void HookSession::made(const HttpAnswer &answer)
{
    const auto hook = readMadeHook(answer, m_place.base, systemNow());
    if (hook) {
        keepNote(hook->id, m_note.asked);
    } else if (answer.status >= 400 && answer.status < 500) {
        forgetNote();
    }
    if (m_isLeaving) {
        leave();
    } else if (hook) {
        connectSocket(hook->socket);
    } else {
        lose(hook.error());
    }
}

void HookSession::connectSocket(const QUrl &url)
{
    m_socket = makeWebSocket(m_task.largestMessage);
    connect(m_socket.get(), &QWebSocket::connected, this, &HookSession::activate);
    connect(m_socket.get(), &QWebSocket::textMessageReceived, this,
            [this](const QString &text) { hear(text.toUtf8()); });
    connect(m_socket.get(), &QWebSocket::binaryMessageReceived, this, &HookSession::hear);
    connect(m_socket.get(), &QWebSocket::pong, this, [this] { m_silence.start(); });
    connect(m_socket.get(), &QWebSocket::errorOccurred, this,
            [this](QAbstractSocket::SocketError error) { lose(refusedBecause(error, m_socket->errorString())); });
    connect(m_socket.get(), &QWebSocket::disconnected, this, &HookSession::cutOff);
    QNetworkRequest request(url);
    request.setRawHeader("Authorization", m_place.token); // alone, as gh sends it
    m_patience.start(s_patience);
    m_socket->open(request);
}

/// Not at once: why there never was a connection is said after that there is none.
void HookSession::cutOff()
{
    QMetaObject::invokeMethod(
        this,
        [this] {
            if (!m_isLost && !m_isLeaving) {
                lose(closedBecause(m_socket->closeCode(), m_socket->closeReason()));
            }
        },
        Qt::QueuedConnection);
}

/// Only now that somebody listens: what is sent before is lost.
void HookSession::activate()
{
    m_patience.stop();
    m_silence.start();
    m_beat.start();
    ask(activateHookRequest(m_place, m_note.id), [this](const HttpAnswer &answer) {
        if (answer.status == 200) {
            Q_EMIT opened({});
        } else {
            lose(hookFailure(answer, systemNow()));
        }
    });
}

void HookSession::hear(const QByteArray &message)
{
    if (m_isLost || m_isLeaving) {
        return;
    }
    m_silence.start();
    const auto delivery = readDelivery(message, m_task.largestMessage);
    if (!delivery) {
        lose(delivery.error());
        return;
    }
    m_socket->sendTextMessage(QString::fromLatin1(deliveryAnswer(200)));
    m_gatherer.hear(
        m_reader({.exchange = m_task.target, .key = delivery->event, .routes = {delivery->id}, .body = delivery->body}));
}

void HookSession::lose(Failure failure)
{
    if (m_isLeaving || std::exchange(m_isLost, true)) {
        return;
    }
    for (QTimer *timer : {&m_patience, &m_silence, &m_beat}) {
        timer->stop();
    }
    m_gatherer.finish();
    failure.host = m_place.base.host();
    qCInfo(WINDSOCK_LINES) << "the webhooks of" << m_place.target << "are lost:" << failure.detail;
    if (m_socket) {
        m_socket->disconnect(this);
        m_socket->abort();
    }
    Q_EMIT lost(failure);
}

void HookSession::leave()
{
    if (!std::exchange(m_isLeaving, true)) {
        for (QTimer *timer : {&m_silence, &m_beat}) {
            timer->stop();
        }
        m_patience.start(s_goodbye);
        if (m_socket) {
            m_socket->disconnect(this);
            if (m_socket->state() == QAbstractSocket::ConnectedState) { // a goodbye is written at once
                m_socket->close();
            }
        }
    }
    if (m_isMaking) {
        return; // until GitHub has said which one there is to remove
    }
    if (m_note.id == 0 || !m_http) {
        Q_EMIT left();
        return;
    }
    m_http->send(removeHookRequest(m_place, m_note.id), this, [this](const Result<HttpAnswer> &result) {
        if (result && (result->status / 100 == 2 || result->status == 404)) {
            forgetNote();
        }
        Q_EMIT left(); // where it is still there, the note says so to the next start
    });
}

void HookSession::keepNote(qint64 id, const QDateTime &asked)
{
    m_note = {.id = id, .asked = asked, .account = m_place.scope, .target = m_place.target};
    if (!writeHookNote(m_task.noteFile, m_note)) {
        qCInfo(WINDSOCK_LINES) << "the webhook of" << m_place.target << "cannot be written down";
    }
}

void HookSession::forgetNote()
{
    m_note = {};
    removeHookNote(m_task.noteFile);
}

}
