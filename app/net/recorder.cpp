// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/net/recorder.h"

#include "netlogging.h"

#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSaveFile>
#include <QUrlQuery>

#include <algorithm>
#include <array>

namespace Windsock {

using namespace Qt::StringLiterals;

namespace {

constexpr QByteArrayView leftOut("left-out");

bool isSecretHeader(const QByteArray &name)
{
    static constexpr std::array secret{"set-cookie"_L1, "authorization"_L1, "www-authenticate"_L1,
                                       "proxy-authenticate"_L1};
    return std::ranges::find(secret, QString::fromLatin1(name.toLower())) != secret.end();
}

QString recordedAddress(const HttpRequest &request)
{
    static const QRegularExpression secretName(u"key|token|secret|sig|auth|pass|private"_s,
                                               QRegularExpression::CaseInsensitiveOption);
    QUrl url = request.url;
    url.setUserInfo({});
    if (request.secretPath) {
        url.setPath(u"/left-out"_s);
        url.setQuery(QString());
        return url.toString(QUrl::FullyEncoded);
    }
    QUrlQuery kept;
    for (const auto &[name, value] : QUrlQuery(url).queryItems(QUrl::FullyEncoded)) {
        kept.addQueryItem(name, name.contains(secretName) ? QString::fromLatin1(leftOut) : value);
    }
    url.setQuery(kept);
    return url.toString(QUrl::FullyEncoded);
}

/// The credentials as they might be echoed: the header's value, and its last word ("Bearer x" -> "x").
QList<QByteArray> secretsOf(const HttpRequest &request)
{
    QList<QByteArray> secrets;
    for (const auto &[name, value] : request.credentials) {
        const QByteArray whole = value.trimmed();
        secrets << whole << whole.mid(whole.lastIndexOf(' ') + 1);
    }
    secrets.removeAll({});
    return secrets;
}

/// Without what a sign-in hands out: that is in the answer, and in no request before it.
QByteArray withoutHandedOut(const QByteArray &text)
{
    if (!text.contains("_token") && !text.contains("device_code")) {
        return text;
    }
    static const QRegularExpression handedOut(
        uR"re(((?:access_token|refresh_token|id_token|device_code)(?:"\s*:\s*"|=))[^"&\s]*)re"_s);
    return QString::fromLatin1(text).replace(handedOut, u"\\1"_s + QString::fromLatin1(leftOut)).toLatin1();
}

QByteArray without(QByteArray text, const QList<QByteArray> &secrets)
{
    for (const QByteArray &secret : secrets) {
        text.replace(secret, leftOut);
    }
    return withoutHandedOut(text);
}

bool write(const QString &file, const QByteArray &bytes)
{
    QSaveFile out(file);
    if (!out.open(QIODevice::WriteOnly)) {
        return false;
    }
    out.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    return out.write(bytes) == bytes.size() && out.commit();
}

}

Recorder::Recorder(const QString &folder)
    : m_folder(folder)
{
}

void Recorder::record(const HttpRequest &request, const HttpAnswer &answer)
{
    if (m_folder.isEmpty()) {
        return;
    }
    const QList<QByteArray> secrets = secretsOf(request);
    QJsonObject headers;
    for (const auto &[name, value] : answer.headers) {
        if (!isSecretHeader(name)) {
            headers.insert(QString::fromLatin1(name), QString::fromLatin1(without(value, secrets)));
        }
    }
    const QJsonObject head{
        {u"method"_s, QString::fromLatin1(request.method)},
        {u"address"_s, recordedAddress(request)},
        {u"status"_s, answer.status},
        {u"headers"_s, headers},
    };
    const QDir folder(m_folder);
    QString stem;
    do {
        stem = folder.filePath(QString::number(++m_count).rightJustified(4, u'0'));
    } while (QFile::exists(stem + ".json"_L1));
    const bool done = folder.mkpath(u"."_s) && write(stem + ".json"_L1, without(QJsonDocument(head).toJson(), secrets))
        && write(stem + ".body"_L1, without(answer.body, secrets));
    if (!done) {
        qCWarning(WINDSOCK_NET) << "cannot record into" << m_folder;
    }
}

}
