// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/calendarwish.h"
#include "models/values/clock.h"
#include "models/values/detail.h"
#include "models/values/ids.h"
#include "models/values/inboxwish.h"
#include "models/values/preferences.h"

#include <KSharedConfig>
#include <KXmlGuiWindow>

#include <QUrl>

#include <memory>

class QAbstractItemModel;
class KMessageWidget;
class QLabel;

namespace Windsock {

class Dock;
class DockLayout;
class EventsDock;
class FollowDesk;
class InboxDock;
class MessageColumn;
class NoticesDock;
class PushDetailDock;
class PushesDock;
class ThreadsDock;
struct FollowAnswer;

/// The models behind the docks; they outlive the window, which only looks.
struct WindowModels {
    QAbstractItemModel *queue = nullptr;
    QAbstractItemModel *pushes = nullptr;
    QAbstractItemModel *agenda = nullptr;
    QAbstractItemModel *notices = nullptr;
    QAbstractItemModel *sources = nullptr;
    QAbstractItemModel *threads = nullptr;
    QAbstractItemModel *trees = nullptr;
    QAbstractItemModel *queues = nullptr;
    QAbstractItemModel *inbox = nullptr;
};

/// The one window: its docks, menus and toolbar, whose layout it keeps in `config`.
/// It changes nothing by itself: what the person asks for leaves as a signal and comes back as a change of a model.
class MainWindow : public KXmlGuiWindow
{
    Q_OBJECT

public:
    MainWindow(const WindowModels &models, const KSharedConfig::Ptr &config, const Clock &clock = systemNow,
               QWidget *parent = nullptr);
    ~MainWindow() override;

    /// Whether a tray icon is really to be seen: only then does closing hide the window.
    void setTrayAvailable(bool available);
    void setPreferences(const Preferences &preferences);
    /// Shows the window and brings it to the front, also out of the tray or from being minimised.
    void present();
    /// Takes the window away, with the docks that float: only the tray's icon is left of it.
    void hideToTray();
    /// Shows the Notices dock, with this notice current where it is there.
    void presentNotice(const QString &key);
    /// Shows the Changes dock with this change current; opens the page where the change is not known any more.
    void presentThread(const Subject &thread, const QUrl &page);
    /// Shows the Push Details dock with this push, where it is there. The rows of the Pushes dock follow.
    void showPush(const Subject &push);
    void saveLayout();
    /// Something is wrong with the app itself, as sentences in the middle of the window; empty takes it away.
    void showProblem(const QString &text);
    /// Says what became of the last followRequested().
    void showFollowed(const FollowAnswer &answer);
    /// From now on closing really closes: to be called before the app is told to quit, which closes its windows.
    void letGo() { m_leaving = true; }
    QList<Dock *> docks() const { return m_docks; }

public Q_SLOTS:
    void showPushDetail(const PushDetail &detail);
    void showJobDetail(const JobDetail &detail);
    /// The calendars that events can be written into.
    void setCalendars(const QList<CalendarChoice> &calendars);
    /// How a calendarWished() stands.
    void showCalendarWish(const CalendarWish &wish);
    /// How an inboxWished() stands.
    void showInboxWish(const InboxWish &wish);

Q_SIGNALS:
    /// The person looks at a push, or at a job of it, of which more can be fetched: the answer comes by
    /// showPushDetail() or showJobDetail().
    void pushDetailWanted(const AccountId &account, qint64 push);
    void jobDetailWanted(const AccountId &account, qint64 push, qint64 job);
    void calendarWished(const Windsock::CalendarWish &wish);
    /// A thread of the inbox is to be marked as read, or put away as done.
    void inboxWished(const Windsock::InboxWish &wish);
    /// The event is to be written into a file that the person names.
    void fileWished(const Windsock::Occurrence &event);
    void openRequested(const QUrl &url);
    void pollRequested();
    void noticesRead(const QStringList &keys);
    /// Two facts are not one change, or may be one after all.
    void partRequested(const Windsock::Subject &one, const Windsock::Subject &other);
    void rejoinRequested(const Windsock::Subject &one, const Windsock::Subject &other);
    /// Occurrence::teller() of those whose events are to be reminded of no more: all of them.
    void mutedChanged(const QStringList &calendars);
    void settingsRequested();
    /// The person pasted, dropped or typed something that is to be watched: the text, as it is.
    void followRequested(const QString &text);
    /// What followed from it is to be undone.
    void unfollowRequested(const Windsock::WatchId &watch);
    /// The person wants to add an account (from a dock that has nothing to show yet).
    void accountWanted();
    /// The person wants to leave: by Quit, or by closing the window where no tray is there.
    void quitRequested();
    /// The window has gone to the tray; `first` is true the first time ever, when it should be told.
    void hiddenToTray(bool first);

protected:
    void closeEvent(QCloseEvent *event) override;

private:
    void makeDocks(const WindowModels &models);
    void joinDetails();
    void makeActions();
    void addWindowAction(const QString &name, const QString &text, const QString &iconName,
                         const QKeySequence &shortcut, void (MainWindow::*slot)());
    void resetLayout();
    void focusFilter();
    void showChanges();
    void openCurrent();
    void aboutWindsock();
    void quit();
    void updateStatus();
    Dock *currentDock() const;

    KSharedConfig::Ptr m_config;
    Clock m_clock;
    Preferences m_preferences;
    QList<Dock *> m_docks; ///< in the order of DockLayout::Place
    std::unique_ptr<DockLayout> m_layout;
    EventsDock *m_events = nullptr;
    InboxDock *m_inbox = nullptr;
    NoticesDock *m_notices = nullptr;
    PushesDock *m_pushes = nullptr;
    PushDetailDock *m_details = nullptr;
    ThreadsDock *m_threads = nullptr;
    QAbstractItemModel *m_sources = nullptr;
    QLabel *m_status = nullptr;
    KMessageWidget *m_problem = nullptr;
    MessageColumn *m_messages = nullptr;
    FollowDesk *m_follow = nullptr;
    bool m_trayAvailable = false;
    QList<Dock *> m_floating; ///< hidden with the window: they are windows of their own
    bool m_inTray = false; ///< hidden by us, not by the person's window manager
    bool m_leaving = false;
};

}
