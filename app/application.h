// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/calendardesk.h"
#include "app/cli/pollreport.h"
#include "app/config/accountbook.h"
#include "app/config/profile.h"
#include "app/config/secrets.h"
#include "app/follower.h"
#include "app/inboxdesk.h"
#include "app/itemmodels.h"
#include "app/lines/linekeeper.h"
#include "app/loginnotices.h"
#include "app/net/httpclient.h"
#include "app/net/reachability.h"
#include "app/poll/poller.h"
#include "app/poll/powerstate.h"
#include "app/sharedrules.h"
#include "app/signindesk.h"
#include "app/sources/github/actionsdetails.h"
#include "app/sources/treeherder/treeherderdetails.h"
#include "models/store/store.h"
#include "models/values/preferences.h"

#include <QTimer>

#include <expected>
#include <functional>

namespace Windsock {

class Desktop;

/// Who talks to whom. Owns every part that needs no screen, and joins them: sources to the store, the store to the
/// models, the person's wishes to the poller and the account book. The screen's parts are joined by Desktop.
class Application : public QObject
{
    Q_OBJECT

public:
    struct Options {
        Profile profile = Profile::standard();
        Clock clock = systemNow;
        std::chrono::milliseconds tick{15'000}; ///< how often time is said to have passed
        bool follows = true; ///< landings to the pushes they became; not where the person only reads
    };

    explicit Application(const Options &options, QObject *parent = nullptr);
    ~Application() override;

    /// Opens the store and fills the models: ready() or failed().
    void open();
    /// Begins to fetch, and goes on until stop() or the end.
    void start();
    /// Asks every watch once: polled() when all answers are in the store, or the failures known.
    void pollOnce();
    /// Lets the store finish and hands on all that it still had to say.
    void close();
    bool isOpen() const { return m_open; }

    /// What a command was answered, or why it could not be done, as a sentence.
    using Answered = std::function<void(const std::expected<QString, QString> &)>;
    /// What one of the reading commands asks.
    QString answer(const Command &command);
    /// That, at once; "thread part" and "thread rejoin" are carried out, too, and are answered when the store has kept
    /// them, or could not. Whom an end of the application overtakes hears nothing.
    void answer(const Command &command, const Answered &answered);

    /// The person says that the two facts are not one change, and that they may be after all. Holds from the next
    /// changed() on, and is kept.
    void partThread(const Subject &one, const Subject &other);
    void rejoinThread(const Subject &one, const Subject &other);
    QList<Parting> partings() const { return m_partings; }

    /// What is not kept of a job of a push, or of a push, and is fetched when a person looks: each ends in one
    /// jobDetail() or pushDetail(), also where the push is no longer there.
    void wantJobDetail(const AccountId &account, qint64 push, qint64 job);
    void wantPushDetail(const AccountId &account, qint64 push);
    /// The repositories of a Treeherder: repositories(), where the account is one.
    void wantRepositories(const AccountId &account);

    /// The calendars that events can be written into, and a person's wish of one of them: calendarWish() tells how it
    /// stands, from asked to what became of it.
    QList<CalendarChoice> calendars() const { return m_desk.choices(m_memories); }
    void carryOut(const CalendarWish &wish) { m_desk.carryOut(wish); }
    /// The calendars of a calendar server: calendarsListed(), where the account is one.
    void wantCalendars(const AccountId &account);

    /// A person's wish of a thread of their inbox: inboxWish() tells how it stands, from asked to what became of it.
    void carryOutInbox(const InboxWish &wish) { m_inboxDesk.carryOut(wish); }

    /// Signing in at GitHub: whoever shows it hears it from there.
    SignInDesk &signIns() { return m_signIns; }
    /// Another process has put another token of the account into the keychain.
    void signedInElsewhere(const AccountId &id);

    AccountBook &book() { return m_book; }
    Follower &follower() { return m_follower; }
    Secrets &secrets() { return m_secrets; }
    HttpClient &http() { return m_http; }
    Store &store() { return *m_store; }
    Poller &poller() { return m_poller; }
    LineKeeper &lines() { return m_lines; }
    const Profile &profile() const { return m_options.profile; }
    const Clock &clock() const { return m_options.clock; }
    KSharedConfig::Ptr config() const { return m_config; }
    Preferences preferences() const { return m_preferences; }
    void setPreferences(const Preferences &preferences);

    PushesModel &pushes() { return m_models.pushes; }
    QueueModel &queue() { return m_models.queue; }
    AgendaModel &agenda() { return m_models.agenda; }
    NoticesModel &notices() { return m_models.notices; }
    SourcesModel &sources() { return m_models.sources; }
    ThreadsModel &threads() { return m_models.threads; }
    TreesModel &trees() { return m_models.trees; }
    QueuesModel &queues() { return m_models.queues; }
    InboxModel &inbox() { return m_models.inbox; }
    Glance &glance() { return m_models.glance; }

Q_SIGNALS:
    void ready();
    /// The store could not be opened, or could not keep something. Opening is tried again while the app goes on.
    void failed(const QString &what);
    void changed(const Windsock::ChangeSet &changes);
    void partingsChanged(const QList<Windsock::Parting> &partings);
    void noticesChanged(const QList<Windsock::Notice> &notices);
    void polled(const Windsock::PollReport &report);
    void jobDetail(const Windsock::JobDetail &detail);
    void pushDetail(const Windsock::PushDetail &detail);
    void repositories(const Windsock::AccountId &account,
                      const Windsock::Result<QList<Windsock::Treeherder::Repository>> &repositories);

    void calendarsChanged(const QList<Windsock::CalendarChoice> &calendars);
    void calendarWish(const Windsock::CalendarWish &wish);
    void inboxWish(const Windsock::InboxWish &wish);
    void calendarsListed(const Windsock::AccountId &account,
                         const Windsock::Result<QList<Windsock::CalDav::Calendar>> &calendars);

private:
    void joinStore();
    void joinPoller();
    void joinLines();
    void joinMachine();
    void joinDetails();
    void joinCalendars();
    void joinInbox();
    void joinSignIns();
    void weighSituation();
    void fill(const StoreOpening &opening);
    void take(const ChangeSet &changes);
    void takeHealth(const SourceHealth &health);
    void weighJob(const SourceHealth &health);
    void watchBook();
    void setUpPoller();
    SecretReader secretReader();
    QList<Watch> shownSources() const;
    void timePasses();
    void endRound();
    void answerParting(const Command &command, const Answered &answered);
    void answerCalendar(const Command &command, const Answered &answered);
    void answerInbox(const Command &command, const Answered &answered);
    void forgetThread(const InboxThread &thread);
    std::optional<InboxThread> threadNamed(const QString &name) const;

    Options m_options;
    KSharedConfig::Ptr m_config;
    Preferences m_preferences;
    SharedRules m_rules;
    AccountBook m_book;
    Follower m_follower{m_book, m_config};
    Secrets m_secrets{m_options.profile};
    HttpClient m_http;
    TreeherderDetails m_details;
    ActionsDetails m_runDetails;
    CalendarDesk m_desk{m_http, m_book, m_secrets, m_options.clock};
    InboxDesk m_inboxDesk{m_http, m_book, m_secrets, m_options.clock};
    SignInDesk m_signIns{m_http, m_book, m_secrets, m_options.clock, SignInDesk::Homeless::KeptInMemory};
    Poller m_poller;
    LineKeeper m_lines;
    Reachability m_reachability;
    PowerState m_power{QDBusConnection::systemBus()};
    bool m_onBattery = false;
    ItemModels m_models;
    LoginNotices m_logins;
    QTimer m_tick;
    std::unique_ptr<Store> m_store; ///< last: its thread ends before anything it tells goes
    QHash<WatchId, WatchMemory> m_memories;
    QHash<WatchId, SourceHealth> m_health;
    QHash<WatchId, QDateTime> m_underWay; ///< the asOf of snapshots handed to the store and not yet remembered
    QList<Parting> m_partings;
    std::optional<PollReport> m_round;
    bool m_roundHeard = false;
    bool m_open = false;
};

}
