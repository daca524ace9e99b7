// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/application.h"

#include "app/bugpages.h"
#include "app/config/preferencesfile.h"
#include "app/jobgone.h"

#include <KLocalizedString>

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
/// What is asked for is no longer among what is known.
const Failure s_gone{.kind = Failure::Kind::Rejected, .reason = Failure::Reason::NotFound};
}

Application::Application(const Options &options, QObject *parent)
    : QObject(parent)
    , m_options(options)
    , m_config(KSharedConfig::openConfig(options.profile.settingsFile(), KConfig::SimpleConfig))
    , m_preferences(readPreferences(m_config))
    , m_book(options.profile.accountsFile())
    , m_http(options.clock)
    , m_details(m_http, options.clock)
    , m_runDetails(m_http, options.clock)
    , m_poller(m_http, secretReader(), options.clock)
    , m_lines(secretReader(), options.clock)
    , m_logins(options.clock)
    , m_store(std::make_unique<Store>(options.profile.storeFile(), m_rules.judge(), options.clock,
                                      m_preferences.settleTime))
{
    // KI18n watches for another language from the thread that translates first, and texts are worded on the store's too.
    std::ignore = i18n("Windsock");
    m_rules.set(m_preferences, m_book);
    m_models.setPreferences(m_preferences);
    joinStore();
    joinPoller();
    joinLines();
    joinMachine();
    joinDetails();
    joinCalendars();
    joinInbox();
    joinSignIns();
    connect(&m_book, &AccountBook::changed, this, &Application::watchBook);
    m_tick.setInterval(options.tick);
    connect(&m_tick, &QTimer::timeout, this, &Application::timePasses);
}

Application::~Application()
{
    m_poller.stop();
    m_lines.stop();
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
        m_models.notices.apply(notices);
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
    connect(&m_logins, &LoginNotices::asked, m_store.get(), &Store::post);
    connect(&m_logins, &LoginNotices::overtaken, m_store.get(),
            [this](const QString &key) { m_store->withdraw({key}); });
    connect(m_store.get(), &Store::remembered, this, [this](const WatchMemory &memory) {
        if (!std::ranges::contains(m_book.watches(), memory.watch, &Watch::id)) {
            m_underWay.remove(memory.watch); // it was taken out of the book while its news went to the store
            endRound();
            return;
        }
        m_memories.insert(memory.watch, memory);
        m_models.sources.remember(memory);
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

SecretReader Application::secretReader()
{
    return [this](const Account &account, QObject *context, std::function<void(const Result<QByteArray> &)> done) {
        m_secrets.read(account, context, std::move(done));
    };
}

void Application::joinLines()
{
    m_lines.setNotes(m_options.profile.dataFolder());
    connect(&m_lines, &LineKeeper::looked, &m_poller, &Poller::look);
    connect(&m_lines, &LineKeeper::toldChanged, &m_poller, &Poller::setTold);
    connect(&m_lines, &LineKeeper::wayChanged, this, [this](const NewsWay &way) { m_models.sources.apply(way); });
    connect(&m_lines, &LineKeeper::healthChanged, this, [this](const SourceHealth &health) {
        m_models.sources.apply(health);
        QHash<WatchId, SourceHealth> all{{health.watch, health}};
        if (health.kind == Watch::Kind::Hook) { // of an account that is polled, too
            all.insert(m_health);
        }
        m_logins.weigh(health, all);
    });
}

void Application::joinMachine()
{
    m_poller.setOnline(m_reachability.isOnline());
    m_lines.setOnline(m_reachability.isOnline());
    connect(&m_reachability, &Reachability::onlineChanged, &m_poller, &Poller::setOnline);
    connect(&m_reachability, &Reachability::onlineChanged, &m_lines, &LineKeeper::setOnline);
    connect(&m_reachability, &Reachability::meteredChanged, this, &Application::weighSituation);
    connect(&m_power, &PowerState::wokeUp, &m_poller, &Poller::wokeUp);
    connect(&m_power, &PowerState::wokeUp, this, &Application::timePasses);
    connect(&m_power, &PowerState::onBatteryChanged, this, [this](bool onBattery) {
        m_onBattery = onBattery;
        weighSituation();
    });
    weighSituation();
}

void Application::joinDetails()
{
    connect(&m_details, &TreeherderDetails::jobDetail, this, [this](JobDetail detail) {
        const auto account = m_book.account(detail.account);
        detail.bugs = account ? bugzillaOf(*account, m_book.accounts()) : QUrl();
        Q_EMIT jobDetail(detail);
    });
    connect(&m_runDetails, &ActionsDetails::jobDetail, this, &Application::jobDetail);
    connect(&m_details, &TreeherderDetails::pushDetail, this, &Application::pushDetail);
    connect(&m_details, &TreeherderDetails::repositories, this, &Application::repositories);
}

void Application::wantJobDetail(const AccountId &id, qint64 push, qint64 job)
{
    const auto account = m_book.account(id);
    const auto known = m_models.pushes.push(id, push);
    const auto its = m_models.pushes.job(id, push, job);
    if (account && account->service == Service::Treeherder && known && its) {
        m_details.wantJob(*account, *known, *its);
        return;
    }
    if (account && account->service == Service::GitHub && known && its) {
        m_secrets.read(*account, this,
                       [this, account = *account, push = *known, job = *its](const Result<QByteArray> &secret) {
                           m_runDetails.wantJob(account, secret.value_or(QByteArray()), push, job);
                       });
        return;
    }
    const JobDetail gone{.account = id, .id = job, .failure = s_gone};
    QMetaObject::invokeMethod(this, [this, gone] { Q_EMIT jobDetail(gone); }, Qt::QueuedConnection);
}

void Application::wantPushDetail(const AccountId &id, qint64 push)
{
    const auto account = m_book.account(id);
    const auto known = m_models.pushes.push(id, push);
    if (account && account->service == Service::Treeherder && known) {
        m_details.wantPush(*account, *known);
        return;
    }
    PushDetail bare{.account = id, .id = push};
    if (!account || account->service != Service::GitHub || !known) { // which measures nothing
        bare.failure = s_gone;
    }
    QMetaObject::invokeMethod(this, [this, bare] { Q_EMIT pushDetail(bare); }, Qt::QueuedConnection);
}

void Application::wantRepositories(const AccountId &id)
{
    if (const auto account = m_book.account(id); account && account->service == Service::Treeherder) {
        m_details.wantRepositories(*account);
    }
}

void Application::joinSignIns()
{
    connect(&m_signIns, &SignInDesk::tokenChanged, &m_poller, &Poller::retryAccount);
}

void Application::signedInElsewhere(const AccountId &id)
{
    m_secrets.readAgain(id);
    m_poller.retryAccount(id);
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
    m_store->setWatches(m_book.polledWatches());
    m_store->open();
}

void Application::fill(const StoreOpening &opening)
{
    m_open = true;
    const QDateTime now = m_options.clock();
    m_models.fill(opening, m_book.accounts(), shownSources(), now);
    m_partings = opening.partings;
    m_logins.remember(opening.notices);
    for (const WatchMemory &memory : opening.memories) {
        m_memories.insert(memory.watch, memory);
    }
    for (const SourceHealth &health : opening.health) {
        m_health.insert(health.watch, health);
    }
    setUpPoller();
    for (const Facts &facts : opening.facts) {
        if (m_options.follows) { // the app may have ended between a landing and the watch it leads to
            m_follower.see(facts.landings);
        }
    }
    if (!opening.setAside.isEmpty()) {
        m_store->post(
            {.key = u"windsock/store#damaged:"_s + opening.setAside,
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
    m_lines.start();
}

void Application::pollOnce()
{
    if (!m_round) {
        m_round = PollReport{.watches = m_book.polledWatches(), .at = m_options.clock()};
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
    m_lines.stop();
    m_store->close();
    QCoreApplication::sendPostedEvents(m_store.get());
    QCoreApplication::sendPostedEvents(this);
}

void Application::take(const ChangeSet &changes)
{
    m_models.apply(changes);
    if (m_round) {
        m_round->changes.append(changes);
    }
    if (m_options.follows) {
        m_follower.see(changes);
    }
    m_lines.see(changes);
    Q_EMIT changed(changes);
}

void Application::takeHealth(const SourceHealth &health)
{
    const SourceHealth before = m_health.value(health.watch);
    m_health.insert(health.watch, health);
    m_models.apply(health);
    if (health.state != SourceHealth::State::Fetching) {
        m_store->saveHealth(health);
    }
    m_logins.weigh(health, m_health);
    if (isUnknownToLando(health) != isUnknownToLando(before)) {
        weighJob(health);
    }
}

/// A job that is not known any more is told of once, and taken back where Lando finds it again.
void Application::weighJob(const SourceHealth &health)
{
    const auto job = jobUnderWay(m_models.queue, health.watch, m_book.watches());
    if (job && isUnknownToLando(health)) {
        m_store->post(jobGoneNotice(*job, health, m_options.clock()));
    } else if (job) {
        m_store->withdraw({jobGoneKey(*job)});
    }
}

void Application::watchBook()
{
    m_rules.set(m_preferences, m_book);
    const QList<Watch> watches = m_book.polledWatches();
    const auto gone = [&](const WatchId &id) { return !std::ranges::contains(watches, id, &Watch::id); };
    for (const SourceHealth &health : m_health.values()) {
        if (gone(health.watch)) {
            m_models.forgetHealth(health.account, health.watch);
            m_health.remove(health.watch);
            m_memories.remove(health.watch);
        }
    }
    m_logins.keepTo(m_book.accounts());
    m_models.setBook(m_book.accounts(), shownSources());
    m_store->setWatches(watches);
    if (m_open) {
        setUpPoller();
    }
}

void Application::setUpPoller()
{
    m_poller.setUp(m_book.accounts(), m_book.polledWatches(), m_memories.values(), m_health.values());
    m_lines.setUp(m_book.accounts(), m_book.watches());
}

QList<Watch> Application::shownSources() const
{
    return m_book.polledWatches() + LineKeeper::rowsOf(m_book.accounts(), m_book.watches());
}

void Application::timePasses()
{
    m_models.setNow(m_options.clock());
    m_store->tick();
}

void Application::setPreferences(const Preferences &preferences)
{
    m_preferences = preferences;
    writePreferences(m_config, preferences);
    m_store->setSettleTime(preferences.settleTime);
    m_rules.set(preferences, m_book);
    m_models.setPreferences(preferences);
}

}
