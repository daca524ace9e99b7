// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/net/httpclient.h"
#include "models/values/account.h"

#include <QProcess>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <sys/prctl.h>

/// A real Radicale on loopback, with a folder of its own and two users ("pilot" and "crew"), which dies with the test
/// however that ends.
class RadicaleServer
{
public:
    static bool isInstalled() { return !QStandardPaths::findExecutable(QStringLiteral("radicale")).isEmpty(); }

    ~RadicaleServer() { stop(); }

    /// Whether it answers; else said() tells why not.
    bool start()
    {
        QFile users(m_folder.filePath(QStringLiteral("users")));
        if (!users.open(QIODevice::WriteOnly)) {
            return false;
        }
        users.write("pilot:s3cret\ncrew:oth3r\n");
        users.close();
        // Somebody may take the free port before Radicale does.
        for (int attempt = 0; attempt < 5; ++attempt) {
            if (startOn(freePort())) {
                return true;
            }
            stop();
        }
        return false;
    }
    void stop()
    {
        if (m_process.state() != QProcess::NotRunning) {
            m_process.kill();
            m_process.waitForFinished(10'000);
        }
    }
    QUrl url() const { return QUrl(QStringLiteral("http://127.0.0.1:%1").arg(m_port)); }
    QByteArray said() const { return m_said; }
    QString folder() const { return m_folder.path(); }

    Windsock::Account account(const QString &user = QStringLiteral("pilot")) const
    {
        return {.id = Windsock::AccountId(user), .service = Windsock::Service::CalDav, .baseUrl = url(), .user = user};
    }

    /// One request, waited for; status 0 where none came.
    Windsock::HttpAnswer ask(Windsock::HttpClient &http, const QByteArray &method, const QString &path,
                             const QByteArray &body = {}, const QList<Windsock::HttpHeader> &headers = {}) const
    {
        using namespace Windsock;
        HttpRequest request{
            .method = method, .scope = QStringLiteral("test"), .url = url(), .headers = headers, .body = body};
        request.url.setPath(path);
        request.credentials = {{"Authorization", "Basic " + QByteArray("pilot:s3cret").toBase64()}};
        QObject context;
        std::optional<HttpAnswer> answer;
        http.send(request, &context, [&](const Result<HttpAnswer> &result) { answer = result.value_or(HttpAnswer()); });
        [&] { QTRY_VERIFY_WITH_TIMEOUT(answer.has_value(), 20'000); }();
        return answer.value_or(HttpAnswer());
    }
    /// Makes a calendar of the pilot's.
    bool makeCalendar(Windsock::HttpClient &http, const QString &path, const QByteArray &name) const
    {
        return ask(http, "MKCALENDAR", path,
                   "<?xml version=\"1.0\"?><C:mkcalendar xmlns:C=\"urn:ietf:params:xml:ns:caldav\" xmlns:D=\"DAV:\" "
                   "xmlns:A=\"http://apple.com/ns/ical/\"><D:set><D:prop><D:displayname>"
                       + name + "</D:displayname><A:calendar-color>#3366ccff</A:calendar-color></D:prop></D:set></C:mkcalendar>",
                   {{"Content-Type", "application/xml"}})
                   .status
            == 201;
    }

private:
    static quint16 freePort()
    {
        QTcpServer server;
        server.listen(QHostAddress::LocalHost);
        return server.serverPort();
    }
    bool startOn(quint16 port)
    {
        m_port = port;
        m_said.clear();
        m_process.setProcessChannelMode(QProcess::MergedChannels);
        m_process.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
        m_process.start(QStringLiteral("radicale"),
                        {QStringLiteral("--config"), QString(), QStringLiteral("--server-hosts"),
                         QStringLiteral("127.0.0.1:%1").arg(port), QStringLiteral("--auth-type"),
                         QStringLiteral("htpasswd"), QStringLiteral("--auth-htpasswd-filename"),
                         m_folder.filePath(QStringLiteral("users")), QStringLiteral("--auth-htpasswd-encryption"),
                         QStringLiteral("plain"), QStringLiteral("--auth-delay"), QStringLiteral("0"),
                         QStringLiteral("--storage-filesystem-folder"), m_folder.filePath(QStringLiteral("storage")),
                         QStringLiteral("--logging-level"), QStringLiteral("info")});
        const auto isReady = [this] {
            m_said += m_process.readAll();
            return m_said.contains("server ready") || m_process.state() == QProcess::NotRunning;
        };
        return QTest::qWaitFor(isReady, 60'000) && m_process.state() == QProcess::Running;
    }

    QTemporaryDir m_folder;
    QProcess m_process;
    QByteArray m_said;
    quint16 m_port = 0;
};
