// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/application.h"

#include "app/cli/threadreport.h"
#include "app/config/preferencesfile.h"
#include "models/items/failurewording.h"
#include "models/items/roles.h"
#include "models/rules/judge.h"

#include <KLocalizedString>

#include <QCoreApplication>
#include <QMutex>

using namespace Qt::StringLiterals;

namespace Windsock {

/// The rules the judge goes by on the store's thread, changed on this one.
struct SharedRules {
    QMutex mutex;
    JudgeRules rules;
};

namespace {
/// Whose reviews are watched, by account.
QHash<AccountId, QStringList> reviewers(const AccountBook &book)
{
    QHash<AccountId, QStringList> people;
    for (const Watch &watch : book.watches()) {
        const auto account = watch.kind == Watch::Kind::Reviews ? book.account(watch.account) : std::nullopt;
        const QString who = account && watch.who.isEmpty() ? account->user : watch.who;
        if (account && !who.isEmpty() && !people[account->id].contains(who, Qt::CaseInsensitive)) {
            people[account->id].append(who);
        }
    }
    return people;
}

JudgeRules rulesFrom(const Preferences &preferences, const AccountBook &book)
{
    JudgeRules rules;
    rules.reviewers = reviewers(book);
    rules.eventLead = preferences.eventLead;
    rules.quiet = {
        .enabled = preferences.quiet, .from = preferences.quietFrom, .to = preferences.quietTo, .zone = rules.zone};
    return rules;
}

Judge sharedJudge(const std::shared_ptr<SharedRules> &shared)
{
    return [shared](const ChangeSet &changes, const Facts &facts, const QDateTime &now) {
        const JudgeRules rules = [&] {
            const QMutexLocker lock(&shared->mutex);
            return shared->rules;
        }();
        return judge(changes, facts, now, rules);
    };
}

/// One notice for one stretch of not being let in: it begins with the last good answer to any watch of the account.
QString loginKey(const AccountId &account, const QHash<WatchId, SourceHealth> &known)
{
    QDateTime last;
    for (const SourceHealth &health : known) {
        if (health.account == account && health.asOf.isValid() && (!last.isValid() || health.asOf > last)) {
            last = health.asOf;
        }
    }
    const QString since = last.isValid() ? last.toUTC().toString(Qt::ISODate) : u"never"_s;
    return subjectOf(account, u"login"_s).value + u"#needed:"_s + since;
}

bool isRefused(const SourceHealth &health)
{
    return health.failure && health.failure->kind == Failure::Kind::NeedsLogin;
}

/// What is asked for is no longer among what is known.
const Failure s_gone{.kind = Failure::Kind::Rejected, .reason = Failure::Reason::NotFound};

QStringList logins(const QList<Account> &accounts)
{
    QStringList me;
    for (const Account &account : accounts) {
        if (!account.user.isEmpty()) {
            me.append(account.user);
        }
    }
    return me;
}
}

Application::Application(const Options &options, QObject *parent)
    : QObject(parent)
    , m_options(options)
    , m_config(KSharedConfig::openConfig(options.profile.settingsFile(), KConfig::SimpleConfig))
    , m_preferences(readPreferences(m_config))
    , m_rules(std::make_shared<SharedRules>())
    , m_book(options.profile.accountsFile())
    , m_http(options.clock)
    , m_details(m_http, options.clock)
    , m_poller(
          m_http,
          [this](const Account &account, QObject *context, std::function<void(const Result<QByteArray> &)> done) {
              m_secrets.read(account, context, std::move(done));
          },
          options.clock)
    , m_glance(
          {.pushes = &m_pushes, .queue = &m_queue, .agenda = &m_agenda, .notices = &m_notices, .sources = &m_sources})
    , m_store(std::make_unique<Store>(options.profile.storeFile(), sharedJudge(m_rules), options.clock,
                                      m_preferences.settleTime))
{
    // KI18n watches for another language from the thread that translates first, and texts are worded on the store's too.
    std::ignore = i18n("Windsock");
    m_rules->rules = rulesFrom(m_preferences, m_book);
    joinStore();
    joinPoller();
    joinMachine();
    joinDetails();
    connect(&m_book, &AccountBook::changed, this, &Application::watchBook);
    m_tick.setInterval(options.tick);
    connect(&m_tick, &QTimer::timeout, this, &Application::timePasses);
}

Application::~Application()
{
    m_poller.stop();
    m_store->close();
}

void Application::joinStore()
{
    connect(m_store.get(), &Store::opened, this, &Application::fill);
    connect(m_store.get(), &Store::changed, this, &Application::take);
    connect(m_store.get(), &Store::failed, this, [this](const QString &what) {
        Q_EMIT failed(what);
        if (!m_open) {
            m_roundHeard = true; // who waits for a poll is told that there was none
            endRound();
        }
    });
    connect(m_store.get(), &Store::noticesChanged, this, [this](const QList<Notice> &notices) {
        m_notices.apply(notices);
        if (m_round) {
            std::ranges::copy_if(notices, std::back_inserter(m_round->notices),
                                 [](const Notice &notice) { return notice.state == Notice::State::Pending; });
        }
        Q_EMIT noticesChanged(notices);
    });
    connect(m_store.get(), &Store::partingsChanged, this, [this](const QList<Parting> &partings) {
        m_partings = partings;
        Q_EMIT partingsChanged(partings);
    });
    connect(m_store.get(), &Store::remembered, this, [this](const WatchMemory &memory) {
        if (!std::ranges::contains(m_book.watches(), memory.watch, &Watch::id)) {
            m_underWay.remove(memory.watch); // it was taken out of the book while its news went to the store
            endRound();
            return;
        }
        m_memories.insert(memory.watch, memory);
        m_sources.remember(memory);
        const QDateTime asOf = m_underWay.take(memory.watch);
        if (asOf.isValid() && memory.asOf != asOf) {
            m_poller.storeFailed(memory.watch); // what is remembered is older than what was handed over
        } else {
            m_poller.remember(memory);
        }
        endRound();
    });
}

void Application::joinPoller()
{
    connect(&m_poller, &Poller::fetched, this, [this](const Snapshot &snapshot) {
        m_underWay.insert(snapshot.watch, snapshot.asOf);
        m_store->apply(snapshot);
    });
    connect(&m_poller, &Poller::healthChanged, this, &Application::takeHealth);
    connect(&m_poller, &Poller::roundFinished, this, [this] {
        m_roundHeard = true;
        endRound();
    });
}

void Application::joinMachine()
{
    m_poller.setOnline(m_reachability.isOnline());
    connect(&m_reachability, &Reachability::onlineChanged, &m_poller, &Poller::setOnline);
    connect(&m_reachability, &Reachability::meteredChanged, this, &Application::weighSituation);
    connect(&m_power, &PowerState::wokeUp, &m_poller, &Poller::wokeUp);
    connect(&m_power, &PowerState::onBatteryChanged, this, [this](bool onBattery) {
        m_onBattery = onBattery;
        weighSituation();
    });
    weighSituation();
}

void Application::joinDetails()
{
    connect(&m_details, &TreeherderDetails::jobDetail, this, &Application::jobDetail);
    connect(&m_details, &TreeherderDetails::pushDetail, this, &Application::pushDetail);
    connect(&m_details, &TreeherderDetails::repositories, this, &Application::repositories);
}

void Application::wantJobDetail(const AccountId &id, qint64 push, qint64 job)
{
    const auto account = m_book.account(id);
    const auto known = m_pushes.push(id, push);
    const auto its = m_pushes.job(id, push, job);
    if (account && account->service == Service::Treeherder && known && its) {
        m_details.wantJob(*account, *known, *its);
        return;
    }
    const JobDetail gone{.account = id, .id = job, .failure = s_gone};
    QMetaObject::invokeMethod(this, [this, gone] { Q_EMIT jobDetail(gone); }, Qt::QueuedConnection);
}

void Application::wantPushDetail(const AccountId &id, qint64 push)
{
    const auto account = m_book.account(id);
    const auto known = m_pushes.push(id, push);
    if (account && account->service == Service::Treeherder && known) {
        m_details.wantPush(*account, *known);
        return;
    }
    const PushDetail gone{.account = id, .id = push, .failure = s_gone};
    QMetaObject::invokeMethod(this, [this, gone] { Q_EMIT pushDetail(gone); }, Qt::QueuedConnection);
}

void Application::wantRepositories(const AccountId &id)
{
    if (const auto account = m_book.account(id); account && account->service == Service::Treeherder) {
        m_details.wantRepositories(*account);
    }
}

void Application::weighSituation()
{
    m_poller.setSituation(m_onBattery || m_reachability.isMetered() ? PollSituation::Saving : PollSituation::Active);
}

void Application::open()
{
    if (const auto prepared = m_options.profile.prepare(); !prepared) {
        Q_EMIT failed(prepared.error().detail);
        return;
    }
    m_store->setWatches(m_book.watches());
    m_store->open();
}

void Application::fill(const StoreOpening &opening)
{
    m_open = true;
    const QDateTime now = m_options.clock();
    for (const auto setNow : {+[](Application *a, const QDateTime &t) { a->m_pushes.setNow(t); },
                              +[](Application *a, const QDateTime &t) { a->m_queue.setNow(t); },
                              +[](Application *a, const QDateTime &t) { a->m_agenda.setNow(t); },
                              +[](Application *a, const QDateTime &t) { a->m_threads.setNow(t); },
                              +[](Application *a, const QDateTime &t) { a->m_trees.setNow(t); }}) {
        setNow(this, now);
    }
    for (const Facts &facts : opening.facts) {
        const ChangeSet baseline = asBaseline(facts, now);
        m_pushes.apply(baseline);
        m_queue.apply(baseline);
        m_agenda.apply(baseline);
        m_trees.apply(baseline);
    }
    m_threads.apply(asBaseline({.threads = opening.threads}, now));
    m_partings = opening.partings;
    m_notices.apply(opening.notices);
    for (const Notice &notice : opening.notices) {
        if (notice.kind == Notice::Kind::NeedsLogin && notice.state != Notice::State::Withdrawn) {
            m_logins.insert(notice.account, notice.key);
        }
    }
    for (const WatchMemory &memory : opening.memories) {
        m_memories.insert(memory.watch, memory);
    }
    for (const SourceHealth &health : opening.health) {
        m_health.insert(health.watch, health);
    }
    m_queue.setMe(logins(m_book.accounts()));
    m_trees.setMe(logins(m_book.accounts()));
    m_sources.setWatches(m_book.watches());
    for (const WatchMemory &memory : opening.memories) {
        m_sources.remember(memory);
    }
    for (const SourceHealth &health : opening.health) {
        m_sources.apply(health);
    }
    setUpPoller();
    for (const Facts &facts : opening.facts) {
        m_follower.see(facts.landings); // the app may have ended between a landing and the watch it leads to
    }
    if (!opening.setAside.isEmpty()) {
        say({.key = u"windsock/store#damaged:"_s + opening.setAside,
             .subject = Subject(u"windsock/store"_s),
             .kind = Notice::Kind::StoreDamaged,
             .urgency = Notice::Urgency::High,
             .title = i18n("What Windsock remembered could not be read"),
             .text = i18n("The damaged file was set aside as %1. Windsock starts anew and asks every service again.",
                          opening.setAside),
             .decided = now});
    }
    timePasses();
    Q_EMIT noticesChanged(opening.notices);
    Q_EMIT ready();
    if (m_round) {
        m_poller.pollNow();
    }
}

void Application::start()
{
    m_tick.start();
    m_poller.start();
}

void Application::pollOnce()
{
    if (!m_round) {
        m_round = PollReport{.watches = m_book.watches(), .at = m_options.clock()};
        m_roundHeard = false;
    }
    if (m_open) { // else fill() does it
        m_poller.pollNow();
    }
}

void Application::endRound()
{
    if (!m_round || !m_roundHeard || !m_underWay.isEmpty()) {
        return;
    }
    PollReport report = *std::exchange(m_round, std::nullopt);
    report.health = m_health;
    Q_EMIT polled(report);
}

void Application::close()
{
    m_tick.stop();
    m_poller.stop();
    m_store->close();
    QCoreApplication::sendPostedEvents(m_store.get());
    QCoreApplication::sendPostedEvents(this);
}

void Application::take(const ChangeSet &changes)
{
    m_pushes.apply(changes);
    m_queue.apply(changes);
    m_agenda.apply(changes);
    m_threads.apply(changes);
    m_trees.apply(changes);
    if (m_round) {
        m_round->changes.append(changes);
    }
    m_follower.see(changes);
    Q_EMIT changed(changes);
}

void Application::takeHealth(const SourceHealth &health)
{
    m_health.insert(health.watch, health);
    m_sources.apply(health);
    m_pushes.setHealth(health);
    m_queue.setHealth(health);
    m_agenda.setHealth(health);
    m_threads.setHealth(health);
    m_trees.setHealth(health);
    if (health.state != SourceHealth::State::Fetching) {
        m_store->saveHealth(health);
    }
    weighLogin(health);
}

void Application::weighLogin(const SourceHealth &health)
{
    if (health.state == SourceHealth::State::NeedsLogin && health.failure) {
        if (m_logins.contains(health.account)) {
            return;
        }
        const FailureWording words = failureWording(*health.failure, health.next);
        const QString key = loginKey(health.account, m_health);
        m_logins.insert(health.account, key);
        say({.key = key,
             .subject = subjectOf(health.account, u"login"_s),
             .account = health.account,
             .watch = health.watch,
             .kind = Notice::Kind::NeedsLogin,
             .title = i18n("%1 asks you to sign in again", health.account.value),
             .text = words.whatHappened + u'\n' + words.whatToDo,
             .decided = m_options.clock()});
    } else if (health.state == SourceHealth::State::Good
               && std::ranges::none_of(m_health, [&health](const SourceHealth &other) {
                      return other.account == health.account && isRefused(other);
                  })) {
        withdrawLogin(health.account);
    }
}

void Application::withdrawLogin(const AccountId &account)
{
    if (const QString key = m_logins.take(account); !key.isEmpty()) {
        m_store->withdraw({key});
    }
}

void Application::watchBook()
{
    {
        const QMutexLocker lock(&m_rules->mutex);
        m_rules->rules.reviewers = reviewers(m_book);
    }
    const QList<Watch> watches = m_book.watches();
    const auto gone = [&](const WatchId &id) { return !std::ranges::contains(watches, id, &Watch::id); };
    for (const SourceHealth &health : m_health.values()) {
        if (gone(health.watch)) {
            m_pushes.forgetHealth(health.account, health.watch);
            m_queue.forgetHealth(health.account, health.watch);
            m_agenda.forgetHealth(health.account, health.watch);
            m_threads.forgetHealth(health.account, health.watch);
            m_trees.forgetHealth(health.account, health.watch);
            m_health.remove(health.watch);
            m_memories.remove(health.watch);
        }
    }
    for (const AccountId &account : m_logins.keys()) {
        if (!m_book.account(account)) {
            withdrawLogin(account);
        }
    }
    m_queue.setMe(logins(m_book.accounts()));
    m_trees.setMe(logins(m_book.accounts()));
    m_sources.setWatches(watches);
    m_store->setWatches(watches);
    if (m_open) {
        setUpPoller();
    }
}

void Application::setUpPoller()
{
    m_poller.setUp(m_book.accounts(), m_book.watches(), m_memories.values(), m_health.values());
}

void Application::say(const Notice &notice)
{
    m_store->post(notice);
}

void Application::timePasses()
{
    const QDateTime now = m_options.clock();
    m_pushes.setNow(now);
    m_queue.setNow(now);
    m_agenda.setNow(now);
    m_threads.setNow(now);
    m_trees.setNow(now);
    m_notices.setNow(now);
    m_sources.setNow(now);
    m_glance.setNow(now);
    m_store->tick();
}

ReportModels Application::reportModels() const
{
    return {.queue = &m_queue,
            .pushes = &m_pushes,
            .agenda = &m_agenda,
            .notices = &m_notices,
            .sources = &m_sources,
            .threads = &m_threads,
            .trees = &m_trees};
}

QString Application::answer(const Command &command)
{
    const bool parts = command.verb == Command::Verb::ThreadPart || command.verb == Command::Verb::ThreadRejoin;
    return parts ? answerParting(command) : report(command, reportModels(), m_options.clock());
}

QString Application::answerParting(const Command &command)
{
    const bool part = command.verb == Command::Verb::ThreadPart;
    QList<ChangeThread> threads;
    for (int row = 0; row < m_threads.rowCount(); ++row) {
        threads.append(m_threads.index(row, 0).data(ItemRole::Thread).value<ChangeThread>());
    }
    const auto parting = partingFor(command.id, command.member, part, threads, m_partings);
    if (!parting) {
        return terminalSafe(parting.error()) + u'\n';
    }
    part ? m_store->part(*parting) : m_store->rejoin(*parting);
    return terminalSafe(part ? i18n("“%1” is no part of “%2” any more.", command.member, command.id)
                             : i18n("“%1” may be a part of “%2” again.", command.member, command.id))
        + u'\n';
}

void Application::partThread(const Subject &one, const Subject &other)
{
    m_store->part({one, other});
}

void Application::rejoinThread(const Subject &one, const Subject &other)
{
    m_store->rejoin({one, other});
}

void Application::setPreferences(const Preferences &preferences)
{
    m_preferences = preferences;
    writePreferences(m_config, preferences);
    m_store->setSettleTime(preferences.settleTime);
    const QMutexLocker lock(&m_rules->mutex);
    m_rules->rules = rulesFrom(preferences, m_book);
}

}
