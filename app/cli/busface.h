// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDBusContext>
#include <QDBusMessage>
#include <QObject>

#include <expected>
#include <functional>

namespace Windsock {

/// The running app as other processes of the session see it, the terminal's commands first among them.
/// Any process may call: a call shows things or asks the services for news; none acts on a service.
class BusFace
    : public QObject
    , protected QDBusContext
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.windsock.Windsock1")

public:
    /// What is answered, or why it cannot be done, as a sentence.
    using Answer = std::expected<QString, QString>;
    using Reporter =
        std::function<void(const QStringList &arguments, const std::function<void(const Answer &)> &answered)>;

    /// `reporter` answers Report, at once or later; it is handed the words of a command line.
    explicit BusFace(Reporter reporter, QObject *parent = nullptr);

    /// Takes the name and puts the face on the session bus. False where there is no bus or the name is taken.
    bool expose(const QString &busName);
    /// Answers every Poll that waits.
    void pollEnded(const QString &report);

public Q_SLOTS:
    /// The answer to one of the reading commands; an error where it could not be done.
    QString Report(const QStringList &arguments);
    /// Asks every service now and answers when all have been heard: the report of `poll --once --json`.
    QString Poll();
    /// Brings the window to the front.
    void Raise(const QString &activationToken);
    /// The account book's file has been written by another process.
    void Reload();
    /// Another process has signed in at an account: its token in the keychain is another one.
    void SignedIn(const QString &account);

Q_SIGNALS:
    Q_SCRIPTABLE void NoticeDecided(const QString &title, const QString &text);
    void raiseRequested(const QString &activationToken);
    void pollRequested();
    void reloadRequested();
    void signedInElsewhere(const QString &account);

private:
    Reporter m_reporter;
    QList<QDBusMessage> m_polls;
};

/// Asks the app that holds `busName`. The error is a sentence; it is empty where no app holds the name.
std::expected<QString, QString> askRunning(const QString &busName, const QString &method, const QVariantList &arguments);
/// Whether an app holds the name.
bool isRunning(const QString &busName);

}
