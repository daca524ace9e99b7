// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/application.h"
#include "app/notify/notifier.h"
#include "views/tray/trayitem.h"
#include "views/window/mainwindow.h"

namespace Windsock {

class SettingsDialog;

/// Joins the application to the screen: the window, the tray, the popups and the settings.
class Desktop : public QObject
{
    Q_OBJECT

public:
    explicit Desktop(Application &application, QObject *parent = nullptr);
    ~Desktop() override;

    /// Shows the window, with the activation token another program handed over, where there is one.
    void present(const QString &activationToken = {});
    /// Lets the window close for good, also where closing would hide it, and asks for the end.
    void quit();
    MainWindow &window() { return *m_window; }
    TrayItem &tray() { return m_tray; }
    Notifier &notifier() { return m_notifier; }

Q_SIGNALS:
    void quitRequested();
    /// A popup has been taken by the notification server.
    void noticeShown(const Windsock::Notice &notice);

private:
    void joinWindow();
    void joinTray();
    void joinNotifier();
    void openSettings(bool newAccount);
    void joinSettings(SettingsDialog &dialog);
    void joinSignIn(SettingsDialog &dialog);
    void tellFailure(const QString &what);
    void follow(const QString &text);
    void unfollow(const WatchId &watch);
    void saveEvent(const Occurrence &event);
    void keepSecret(const AccountId &id, const QByteArray &secret);
    void open(const QUrl &url);
    void toggle();

    Application &m_application;
    std::unique_ptr<MainWindow> m_window;
    TrayItem m_tray;
    Notifier m_notifier;
    QPointer<SettingsDialog> m_settings;
    QHash<QString, QUrl> m_links; ///< of the notices handed to the notifier
    QHash<QString, Subject> m_changes; ///< the threads of those that tell of one: these are shown, not a page
    QHash<QString, Notice> m_reminders; ///< those that may be put off
    QHash<QString, Notice> m_shownSoon; ///< handed to the notifier and not yet taken
};

}
