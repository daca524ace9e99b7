// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/airfield/fieldanswer.h"
#include "app/airfield/fieldclock.h"
#include "app/airfield/fieldrequest.h"

#include <QHash>
#include <QJsonValue>

namespace Windsock {

/// The sign-in of the field's GitHub, by the device flow as GitHub's document has it (github/docs:
/// content/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps.md): /login/device/code, /login/oauth/access_token,
/// the page /login/device where a person types the code in, and GET /user, which tells the token's scopes. Counts the
/// seconds between two questions by the field's clock, and answers too soon a one with "slow_down". Made up: no recording
/// is to be had.
class FieldLogin
{
public:
    explicit FieldLogin(const FieldClock &clock);

    /// Whether it answers for the path, which is what follows "/github".
    static bool isItsPath(const QString &path);
    FieldAnswer answer(const QString &path, const FieldRequest &request);
    /// Whether the Authorization header carries the token that a sign-in leads to.
    bool lets(const FieldRequest &request) const;

    /// What the person does on the page.
    void allow() { m_decision = Decision::Allowed; }
    void deny() { m_decision = Decision::Denied; }
    /// Questions from here on are answered with this error, `times` of them; -1 is for ever.
    void answerWith(const QByteArray &error, int times = 1);
    /// The members of the answers replaced by others, for answers that no GitHub gives.
    void setCodeAnswer(const QHash<QString, QJsonValue> &members) { m_codeMembers = members; }
    void setTokenAnswer(const QHash<QString, QJsonValue> &members) { m_tokenMembers = members; }
    /// Those the person leaves ticked; by default all that were asked for.
    void setGranted(const QByteArray &scopes) { m_granted = scopes; }
    void setInterval(int seconds) { m_interval = seconds; }
    void setLogin(const QString &login) { m_login = login; }

    QString userCode() const { return m_userCode; }
    QByteArray deviceCode() const { return m_deviceCode; } ///< of the sign-in under way, empty before one
    int questions() const { return m_questions; } ///< for the token

    static constexpr const char *clientId = "demo-client-id"; ///< the only app it knows

private:
    enum class Decision { None, Allowed, Denied };

    FieldAnswer code(const QHash<QString, QString> &form, const FieldRequest &request);
    FieldAnswer accessToken(const QHash<QString, QString> &form);
    FieldAnswer page(const FieldRequest &request, const QHash<QString, QString> &form);
    FieldAnswer user() const;

    const FieldClock &m_clock;
    Decision m_decision = Decision::None;
    QByteArray m_deviceCode;
    QString m_userCode;
    QByteArray m_asked;
    QByteArray m_granted;
    QString m_login = QStringLiteral("demo-dev");
    QDateTime m_expires;
    QDateTime m_lastQuestion;
    int m_interval = 5;
    int m_codes = 0;
    int m_questions = 0;
    QByteArray m_error;
    int m_errorTimes = 0;
    QHash<QString, QJsonValue> m_codeMembers;
    QHash<QString, QJsonValue> m_tokenMembers;
};

}
