// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/config/profile.h"

#include <QDBusPendingReply>
#include <QJsonDocument>
#include <QProcess>
#include <QTemporaryDir>

#include <expected>

namespace Windsock {

/// The real program, with a home and a profile of its own: nothing of the person who runs the tests is met. Needs the
/// test's private bus. While it waits for the program the event loop runs, so that servers in the test can answer.
class RealWindsock : public QObject
{
    Q_OBJECT

public:
    struct Said {
        int code = -1; ///< -1 where it did not end by itself
        QString out;
        QString err;

        QJsonDocument json() const { return QJsonDocument::fromJson(out.toUtf8()); }
    };

    RealWindsock();
    ~RealWindsock() override;

    Profile profile() const { return Profile::in(m_home.filePath(QStringLiteral("profile"))); }
    QString folder() const { return m_home.filePath(QStringLiteral("profile")); }
    QString file(const QString &name) const { return m_home.filePath(name); }
    void setVariable(const QString &name, const QString &value) { m_environment.insert(name, value); }

    /// Runs it on a terminal, without a display, to its end.
    Said say(const QStringList &arguments, const QByteArray &input = {});
    /// All that it has ever printed there.
    QString saidAtAll() const { return m_saidAtAll; }

    /// Starts the app in the background, on a display that is not there.
    void launch();
    QProcess &app() { return m_app; }
    bool isAlive() const { return m_app.state() != QProcess::NotRunning; }
    /// Whether it can be asked yet.
    bool isOnBus() const;
    /// kill -9.
    void kill();

    /// Asks the app over the bus; the error where it has gone, or does not answer within a minute.
    std::expected<QString, QString> ask(const QString &method, const QVariantList &arguments = {});
    QJsonDocument report(const QStringList &words);

private:
    QTemporaryDir m_home;
    QProcessEnvironment m_environment;
    QProcess m_app;
    QString m_saidAtAll;
};

}
