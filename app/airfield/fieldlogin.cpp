// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/airfield/fieldlogin.h"

#include <QJsonObject>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {

constexpr int s_lifetime = 900;

QHash<QString, QString> formIn(const QByteArray &body)
{
    QHash<QString, QString> form;
    for (const QByteArray &item : body.split('&')) {
        const qsizetype at = item.indexOf('=');
        if (at > 0) {
            QByteArray value = item.sliced(at + 1);
            form.insert(QString::fromLatin1(item.first(at)), QUrl::fromPercentEncoding(value.replace('+', ' ')));
        }
    }
    return form;
}

FieldAnswer json(QJsonObject object, const QHash<QString, QJsonValue> &others = {})
{
    for (auto it = others.cbegin(); it != others.cend(); ++it) {
        object.insert(it.key(), it.value());
    }
    return FieldAnswer::json(QJsonDocument(object));
}

/// As GitHub has it, with status 200.
FieldAnswer error(const QByteArray &word, const QJsonObject &more = {})
{
    QJsonObject object = more;
    object.insert("error"_L1, QString::fromLatin1(word));
    object.insert("error_description"_L1, u"The field says so."_s);
    object.insert("error_uri"_L1, u"https://docs.github.com/developers/apps"_s);
    return json(object);
}

}

FieldLogin::FieldLogin(const FieldClock &clock)
    : m_clock(clock)
{
}

bool FieldLogin::isItsPath(const QString &path)
{
    return path.startsWith("/login/"_L1) || path == "/user"_L1;
}

bool FieldLogin::lets(const FieldRequest &request) const
{
    return request.header("authorization").toLower() == "bearer demo-token";
}

void FieldLogin::answerWith(const QByteArray &error, int times)
{
    m_error = error;
    m_errorTimes = times;
}

FieldAnswer FieldLogin::answer(const QString &path, const FieldRequest &request)
{
    const QHash<QString, QString> form = formIn(request.body);
    if (path == "/login/device/code"_L1 && request.method == "POST") {
        return code(form, request);
    }
    if (path == "/login/oauth/access_token"_L1 && request.method == "POST") {
        return accessToken(form);
    }
    if (path == "/login/device"_L1) {
        return page(request, form);
    }
    if (path == "/user"_L1 && lets(request)) {
        return user();
    }
    const bool isRefused = path == "/user"_L1;
    return FieldAnswer::json(
        QJsonDocument(QJsonObject{{u"message"_s, isRefused ? u"Bad credentials"_s : u"Not Found"_s}}),
        isRefused ? 401 : 404);
}

FieldAnswer FieldLogin::code(const QHash<QString, QString> &form, const FieldRequest &request)
{
    if (form.value(u"client_id"_s) != QLatin1StringView(clientId)) {
        return FieldAnswer::json(QJsonDocument(QJsonObject{{u"error"_s, u"Not Found"_s}}), 404);
    }
    if (m_errorTimes != 0 && m_error == "device_flow_disabled") {
        m_errorTimes -= m_errorTimes > 0 ? 1 : 0;
        return error(m_error);
    }
    ++m_codes;
    m_decision = Decision::None;
    m_deviceCode = "demo-device-code-" + QByteArray::number(m_codes).rightJustified(23, '0');
    m_userCode = u"DEMO-%1"_s.arg(m_codes, 4, 10, QChar(u'0'));
    m_asked = form.value(u"scope"_s).toLatin1().replace(' ', ',');
    m_expires = m_clock.now().addSecs(s_lifetime);
    m_lastQuestion = m_clock.now();
    return json({{u"device_code"_s, QString::fromLatin1(m_deviceCode)},
                 {u"user_code"_s, m_userCode},
                 {u"verification_uri"_s, QString(u"http://"_s + request.host() + u"/github/login/device"_s)},
                 {u"expires_in"_s, s_lifetime},
                 {u"interval"_s, m_interval}},
                m_codeMembers);
}

FieldAnswer FieldLogin::accessToken(const QHash<QString, QString> &form)
{
    ++m_questions;
    const QDateTime now = m_clock.now();
    const bool isTooSoon = m_lastQuestion.msecsTo(now) < m_interval * 1000;
    m_lastQuestion = now;
    if (form.value(u"client_id"_s) != QLatin1StringView(clientId)) {
        return error("incorrect_client_credentials");
    }
    if (form.value(u"grant_type"_s) != "urn:ietf:params:oauth:grant-type:device_code"_L1) {
        return error("unsupported_grant_type");
    }
    if (m_deviceCode.isEmpty() || form.value(u"device_code"_s).toLatin1() != m_deviceCode) {
        return error("incorrect_device_code");
    }
    const bool saysError = m_errorTimes != 0;
    m_errorTimes -= m_errorTimes > 0 ? 1 : 0;
    if (isTooSoon || (saysError && m_error == "slow_down")) {
        m_interval += 5;
        return error("slow_down", {{u"interval"_s, m_interval}});
    }
    if (saysError) {
        return error(m_error);
    }
    if (now >= m_expires) {
        return error("expired_token");
    }
    if (m_decision == Decision::Denied) {
        return error("access_denied");
    }
    if (m_decision == Decision::None) {
        return error("authorization_pending");
    }
    m_deviceCode.clear(); // once
    return json({{u"access_token"_s, u"demo-token"_s},
                 {u"token_type"_s, u"bearer"_s},
                 {u"scope"_s, QString::fromLatin1(m_granted.isNull() ? m_asked : m_granted)}},
                m_tokenMembers);
}

FieldAnswer FieldLogin::page(const FieldRequest &request, const QHash<QString, QString> &form)
{
    QByteArray said = "Which code does Windsock show?";
    if (request.method == "POST") {
        const bool isRight = form.value(u"user_code"_s) == m_userCode && !m_userCode.isEmpty();
        m_decision = !isRight ? m_decision : form.contains(u"deny"_s) ? Decision::Denied : Decision::Allowed;
        said = isRight ? "Thank you. You may close this page." : "There is no such code.";
    }
    return FieldAnswer::text(
        "<!DOCTYPE html><meta charset=\"utf-8\"><title>The field's sign-in</title><form method=\"post\"><p>" + said
            + "</p><input name=\"user_code\" autofocus> <button name=\"allow\">Let it in</button> "
              "<button name=\"deny\">No</button></form>",
        "text/html; charset=utf-8");
}

FieldAnswer FieldLogin::user() const
{
    FieldAnswer answer = json({{u"login"_s, m_login}, {u"id"_s, 1}, {u"type"_s, u"User"_s}});
    const QByteArray scopes = m_granted.isNull() ? m_asked : m_granted;
    answer.headers = {{"X-OAuth-Scopes", QByteArray(scopes).replace(",", ", ")}, {"X-Accepted-OAuth-Scopes", ""}};
    return answer;
}

}
