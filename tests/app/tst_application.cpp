// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/application.h"
#include "app/config/preferencesfile.h"

#include <QSignalSpy>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QTimeZone>

#include <atomic>
#include <memory>

using namespace Windsock;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Kind = Failure::Kind;
using Reason = Failure::Reason;
using State = SourceHealth::State;

namespace {

using Script = std::function<Result<Snapshot>(const FetchTask &)>;

/// A source that answers by the script, and lets the test see what was asked.
class ScriptedSource final : public Source
{
public:
    ScriptedSource(const Script &script, QList<FetchTask> &asked)
        : m_script(script), m_asked(asked)
    {
    }
    void fetch(const FetchTask &task) override
    {
        m_asked.append(task);
        finishLater(m_script(task));
    }

private:
    const Script &m_script;
    QList<FetchTask> &m_asked;
};

Failure refused()
{
    return {.kind = Kind::NeedsLogin, .reason = Reason::BadCredential, .httpStatus = 401};
}

}

/// The wiring without a screen, on a real store, with sources that the test answers for.
class ApplicationTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }
    void init();
    void cleanup();
    void fillsFromWhatTheStoreHolds();
    void theFirstFetchGoesOnWhereTheLastEnded();
    void aFailingSourceMarksItsRows();
    void oneNoticeForOneStretchWithoutLogin();
    void aFailureBetweenDoesNotKeepTheNotice();
    void theNoticeIsWithdrawnWhenAllWatchesAreLetInAgain();
    void theNoticeIsKnownAfterARestart();
    void theNoticeGoesWithItsAccount();
    void aStoreThatFailsIsAskedAgain();
    void theJudgeGoesByTheNewPreferences();
    void preferencesAreKept();
    void whatIsNoLongerWatchedIsForgotten();
    void aWatchRemovedWhileItsNewsIsStoredStartsAfresh();
    void aPollOfNothingEnds();
    void twoPollsAreOneRound();
    void aPollTellsWhatFailed();
    void aPollBeforeTheStoreIsOpenWaits();
    void closingHandsOverWhatTheStoreStillSaid();
    void aDamagedStoreIsSetAsideAndTold();
    void aStoreThatCannotBeOpenedIsTold();
    void answersFromItsModels();
    void whoOnlyReadsFollowsNoLanding();

private:
    void launch(bool follows = true);
    bool open();
    void addAccount(const QString &id, const QStringList &trees);
    std::optional<PollReport> poll();
    void letTheStoreFinish();
    Snapshot answer(const FetchTask &task) const;
    int loginNotices(Notice::State state) const;
    Notice firstLogin() const;

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<Application> m_app;
    std::atomic<qint64> m_now = 0; ///< milliseconds of the epoch; the store's thread reads it, too
    Script m_script;
    QList<FetchTask> m_asked;
    QHash<QString, Notice> m_notices; ///< as last told
    int m_marks = 0;
};

void ApplicationTest::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    m_script = [this](const FetchTask &task) -> Result<Snapshot> { return answer(task); };
    m_now = QDateTime(QDate(2026, 11, 21), QTime(12, 0), QTimeZone::UTC).toMSecsSinceEpoch();
    m_asked.clear();
    m_notices.clear();
    launch();
}

void ApplicationTest::cleanup()
{
    m_app.reset();
    m_dir.reset();
}

void ApplicationTest::launch(bool follows)
{
    m_app.reset();
    m_app = std::make_unique<Application>(
        Application::Options{.profile = Profile::in(m_dir->path()),
                             .clock = [this] { return QDateTime::fromMSecsSinceEpoch(m_now, QTimeZone::UTC); },
                             .tick = 20ms,
                             .follows = follows});
    m_app->poller().setSeed(1);
    m_app->poller().setOnline(true);
    m_app->poller().setSourceFactory(
        [this](Service, HttpClient &) { return std::make_unique<ScriptedSource>(m_script, m_asked); });
    connect(m_app.get(), &Application::noticesChanged, this, [this](const QList<Notice> &notices) {
        for (const Notice &notice : notices) {
            m_notices.insert(notice.key, notice);
        }
    });
}

bool ApplicationTest::open()
{
    QSignalSpy ready(m_app.get(), &Application::ready);
    m_app->open();
    return ready.wait(20'000);
}

void ApplicationTest::addAccount(const QString &id, const QStringList &trees)
{
    const Account account{
        .id = AccountId(id), .service = Service::Treeherder, .baseUrl = QUrl(u"https://%1.example.org"_s.arg(id))};
    QVERIFY(m_app->book().addAccount(account));
    for (const QString &tree : trees) {
        QVERIFY(m_app->book().addWatch(
            {.id = WatchId(id + u'/' + tree), .account = account.id, .kind = Watch::Kind::Tree, .target = tree}));
    }
}

std::optional<PollReport> ApplicationTest::poll()
{
    m_now += 120'000;
    QSignalSpy polled(m_app.get(), &Application::polled);
    m_app->pollOnce();
    if (polled.isEmpty() && !polled.wait(20'000)) {
        return {};
    }
    return polled.first().first().value<PollReport>();
}

/// Until the store has done all that was asked of it so far, and what it said has been heard: it works in turn.
void ApplicationTest::letTheStoreFinish()
{
    const QString mark = u"test/mark#%1"_s.arg(++m_marks);
    m_app->store().post({.key = mark, .subject = Subject(u"test/mark"_s), .kind = Notice::Kind::StoreDamaged});
    QTRY_VERIFY(m_notices.contains(mark));
    m_notices.remove(mark);
}

/// One push with one job on each tree, and an event that starts in fifty minutes.
Snapshot ApplicationTest::answer(const FetchTask &task) const
{
    const qint64 id = 1 + qint64(qHash(task.watch.id, 7) % 1000);
    const QDateTime pushed = QDateTime(QDate(2026, 11, 21), QTime(11, 0), QTimeZone::UTC);
    Snapshot snapshot{.account = task.account.id,
                      .watch = task.watch.id,
                      .asOf = task.now,
                      .cursor = u"after-%1"_s.arg(task.now.toSecsSinceEpoch())};
    snapshot.pushes = {{.account = task.account.id,
                        .id = id,
                        .repository = task.watch.target,
                        .revision = QString::number(id).repeated(12),
                        .author = u"dev@example.org"_s,
                        .pushed = pushed,
                        .commitCount = 1,
                        .commits = {{.revision = u"abc"_s, .author = u"Dev"_s, .message = u"Oil the hinges"_s}},
                        .url = QUrl(u"https://example.org/push"_s)}};
    snapshot.jobs = {{.id = id * 10,
                      .pushId = id,
                      .typeName = u"build-linux64/opt"_s,
                      .typeSymbol = u"B"_s,
                      .platform = u"linux64"_s,
                      .platformOption = u"opt"_s,
                      .state = Job::State::Running,
                      .lastModified = pushed}};
    snapshot.occurrences = {{.account = task.account.id,
                             .uid = u"hangar@"_s + task.watch.target,
                             .title = u"Hangar talk"_s,
                             .start = pushed.addSecs(3600 + 50 * 60),
                             .end = pushed.addSecs(3600 + 110 * 60)}};
    return snapshot;
}

int ApplicationTest::loginNotices(Notice::State state) const
{
    return int(std::ranges::count_if(m_notices, [state](const Notice &notice) {
        return notice.kind == Notice::Kind::NeedsLogin && notice.state == state;
    }));
}

Notice ApplicationTest::firstLogin() const
{
    const auto found = std::ranges::find(m_notices, Notice::Kind::NeedsLogin, &Notice::kind);
    return found == m_notices.end() ? Notice() : *found;
}

void ApplicationTest::fillsFromWhatTheStoreHolds()
{
    addAccount(u"th"_s, {u"autoland"_s, u"try"_s});
    QVERIFY(open());
    const auto report = poll();
    QVERIFY(report && report->allGood());
    QCOMPARE(report->changes.size(), 2);
    QVERIFY(report->changes.first().baseline);
    QCOMPARE(m_app->pushes().rowCount(), 2);
    const QDateTime asOf = m_app->clock()();
    m_app->close();

    m_asked.clear();
    launch();
    QCOMPARE(m_app->book().watches().size(), 2);
    QCOMPARE(m_app->pushes().rowCount(), 0);
    QVERIFY(!m_app->isOpen());
    QVERIFY(open());
    QVERIFY(m_app->isOpen());
    QCOMPARE(m_app->pushes().rowCount(), 2);
    QCOMPARE(m_app->pushes().rowCount(m_app->pushes().index(0, 0)), 1);
    QVERIFY(m_app->agenda().rowCount() > 0);
    QCOMPARE(m_app->sources().rowCount(), 2);
    const auto health = m_app->sources().index(0, 0).data(ItemRole::Health).value<SourceHealth>();
    QCOMPARE(health.state, State::Good);
    QCOMPARE(health.asOf, asOf);
    QCOMPARE(m_app->pushes().index(0, 0).data(ItemRole::Stale).toBool(), false);
    QVERIFY(m_asked.isEmpty());
}

void ApplicationTest::theFirstFetchGoesOnWhereTheLastEnded()
{
    addAccount(u"th"_s, {u"autoland"_s});
    QVERIFY(open());
    QVERIFY(poll());
    QVERIFY(m_asked.last().memory.cursor.isEmpty());
    const QString cursor = u"after-%1"_s.arg(m_asked.last().now.toSecsSinceEpoch());
    QVERIFY(poll());
    QCOMPARE(m_asked.last().memory.cursor, cursor);
    const QString later = u"after-%1"_s.arg(m_asked.last().now.toSecsSinceEpoch());
    m_app->close();
    launch();
    QVERIFY(open());
    QVERIFY(poll());
    QCOMPARE(m_asked.last().memory.cursor, later);
    QVERIFY(!m_asked.last().memory.keys.isEmpty());
    QCOMPARE(m_asked.last().memory.openPushes.size(), 1);
}

void ApplicationTest::aFailingSourceMarksItsRows()
{
    addAccount(u"th"_s, {u"autoland"_s});
    addAccount(u"other"_s, {u"try"_s});
    QVERIFY(open());
    QVERIFY(poll());
    const auto stale = [this](const QString &account) {
        for (int row = 0; row < m_app->pushes().rowCount(); ++row) {
            const QModelIndex index = m_app->pushes().index(row, 0);
            if (index.data(ItemRole::Push).value<Push>().account == AccountId(account)) {
                return index.data(ItemRole::Stale).toBool();
            }
        }
        return false;
    };
    QVERIFY(!stale(u"th"_s));
    m_script = [this](const FetchTask &task) -> Result<Snapshot> {
        return task.account.id == AccountId(u"th"_s)
            ? Result<Snapshot>(Failed(Failure{.reason = Reason::ServerError, .httpStatus = 503}))
            : Result<Snapshot>(answer(task));
    };
    const auto report = poll();
    QVERIFY(report && !report->allGood());
    QVERIFY(stale(u"th"_s));
    QVERIFY(!stale(u"other"_s));
    QCOMPARE(m_app->pushes().rowCount(), 2); // the last that is known stays
    m_script = [this](const FetchTask &task) -> Result<Snapshot> { return answer(task); };
    QVERIFY(poll()->allGood());
    QVERIFY(!stale(u"th"_s));
    QVERIFY(m_notices.isEmpty());
}

void ApplicationTest::oneNoticeForOneStretchWithoutLogin()
{
    addAccount(u"th"_s, {u"one"_s, u"two"_s, u"three"_s});
    QVERIFY(open());
    QVERIFY(poll());
    // The watches were last answered at different times, as they are in life.
    m_now += 60'000;
    QSignalSpy remembered(&m_app->store(), &Store::remembered);
    m_app->poller().pollNow(WatchId(u"th/two"_s));
    QTRY_COMPARE(remembered.size(), 1);
    QCOMPARE(m_asked.size(), 4);
    QCOMPARE(m_app->sources().rowCount(), 3);
    m_script = [](const FetchTask &) -> Result<Snapshot> { return Failed(refused()); };
    for (int i = 0; i < 3; ++i) {
        const auto report = poll();
        QVERIFY(report && !report->allGood());
    }
    m_app->close();
    QCOMPARE(loginNotices(Notice::State::Pending), 1);
    const Notice notice = firstLogin();
    QCOMPARE(notice.account, AccountId(u"th"_s));
    QVERIFY(notice.title.contains("th"_L1));
    QVERIFY(!notice.text.isEmpty());
    QCOMPARE(notice.decided, QDateTime::fromMSecsSinceEpoch(m_now - 240'000, QTimeZone::UTC));
}

void ApplicationTest::aFailureBetweenDoesNotKeepTheNotice()
{
    addAccount(u"th"_s, {u"one"_s});
    QVERIFY(open());
    QVERIFY(poll());
    m_script = [](const FetchTask &) -> Result<Snapshot> { return Failed(refused()); };
    QVERIFY(poll());
    QTRY_COMPARE(loginNotices(Notice::State::Pending), 1);
    m_script = [](const FetchTask &) -> Result<Snapshot> { return Failed(Failure{.reason = Reason::Timeout}); };
    QVERIFY(poll());
    QCOMPARE(loginNotices(Notice::State::Pending), 1);
    m_script = [this](const FetchTask &task) -> Result<Snapshot> { return answer(task); };
    QVERIFY(poll());
    QTRY_COMPARE(loginNotices(Notice::State::Withdrawn), 1);
    // The next stretch is told anew.
    m_script = [](const FetchTask &) -> Result<Snapshot> { return Failed(refused()); };
    QVERIFY(poll());
    QTRY_COMPARE(loginNotices(Notice::State::Pending), 1);
    QCOMPARE(loginNotices(Notice::State::Withdrawn), 1);
}

void ApplicationTest::theNoticeIsWithdrawnWhenAllWatchesAreLetInAgain()
{
    addAccount(u"th"_s, {u"one"_s, u"two"_s});
    addAccount(u"other"_s, {u"x"_s});
    QVERIFY(open());
    m_script = [](const FetchTask &) -> Result<Snapshot> { return Failed(refused()); };
    QVERIFY(poll());
    QTRY_COMPARE(loginNotices(Notice::State::Pending), 2);
    m_script = [this](const FetchTask &task) -> Result<Snapshot> { return answer(task); };
    m_app->poller().pollNow(WatchId(u"th/one"_s));
    QTRY_COMPARE(m_app->pushes().rowCount(), 1);
    letTheStoreFinish();
    QCOMPARE(loginNotices(Notice::State::Withdrawn), 0);
    m_app->poller().pollNow(WatchId(u"th/two"_s));
    QTRY_COMPARE(loginNotices(Notice::State::Withdrawn), 1);
    QCOMPARE(loginNotices(Notice::State::Pending), 1);
    QCOMPARE(std::ranges::find(m_notices, Notice::State::Pending, &Notice::state)->account, AccountId(u"other"_s));
}

void ApplicationTest::theNoticeIsKnownAfterARestart()
{
    addAccount(u"th"_s, {u"one"_s});
    QVERIFY(open());
    m_script = [](const FetchTask &) -> Result<Snapshot> { return Failed(refused()); };
    QVERIFY(poll());
    QTRY_COMPARE(loginNotices(Notice::State::Pending), 1);
    m_app->close();
    launch();
    QVERIFY(open());
    QVERIFY(poll());
    letTheStoreFinish();
    QCOMPARE(m_notices.size(), 1);
    m_script = [this](const FetchTask &task) -> Result<Snapshot> { return answer(task); };
    QVERIFY(poll());
    QTRY_COMPARE(loginNotices(Notice::State::Withdrawn), 1);
}

void ApplicationTest::theNoticeGoesWithItsAccount()
{
    addAccount(u"th"_s, {u"one"_s});
    QVERIFY(open());
    m_script = [](const FetchTask &) -> Result<Snapshot> { return Failed(refused()); };
    QVERIFY(poll());
    QTRY_COMPARE(loginNotices(Notice::State::Pending), 1);
    QVERIFY(m_app->book().removeAccount(AccountId(u"th"_s)));
    QTRY_COMPARE(loginNotices(Notice::State::Withdrawn), 1);
    QCOMPARE(m_app->sources().rowCount(), 0);
}

void ApplicationTest::aStoreThatFailsIsAskedAgain()
{
    addAccount(u"th"_s, {u"one"_s});
    QVERIFY(open());
    QVERIFY(poll());
    const QString kept = u"after-%1"_s.arg(m_asked.last().now.toSecsSinceEpoch());
    const auto change = [this](const QString &statement) {
        QString problem;
        {
            QSqlDatabase other = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"other"_s);
            other.setDatabaseName(m_app->profile().storeFile());
            QSqlQuery query(other);
            if (!other.open() || !QSqlQuery(other).exec(statement)) {
                problem = other.lastError().text() + u" failed"_s;
            }
        }
        QSqlDatabase::removeDatabase(u"other"_s);
        return problem;
    };
    QCOMPARE(change(u"CREATE TRIGGER full BEFORE INSERT ON memory BEGIN SELECT RAISE(ABORT, 'the disk is full'); END"_s),
             QString());
    QSignalSpy failed(m_app.get(), &Application::failed);
    QVERIFY(poll()); // the round ends all the same
    QVERIFY(!failed.isEmpty());
    QVERIFY(failed.first().first().toString().contains("the disk is full"_L1));
    QVERIFY(poll());
    QCOMPARE(m_asked.last().memory.cursor, kept);
    QCOMPARE(change(u"DROP TRIGGER full"_s), QString());
    QVERIFY(poll());
    QCOMPARE(m_asked.last().memory.cursor, kept);
    QVERIFY(poll());
    QVERIFY(m_asked.last().memory.cursor != kept);
}

void ApplicationTest::theJudgeGoesByTheNewPreferences()
{
    addAccount(u"th"_s, {u"one"_s});
    QVERIFY(open());
    QVERIFY(poll());
    m_app->start();
    m_app->store().tick();
    letTheStoreFinish();
    QVERIFY(m_notices.isEmpty()); // it starts in 48 minutes, and a quarter of an hour is enough
    Preferences preferences = m_app->preferences();
    preferences.eventLead = 60min;
    m_app->setPreferences(preferences);
    QTRY_COMPARE(m_notices.size(), 1);
    QCOMPARE(m_notices.begin()->kind, Notice::Kind::EventSoon);
    QVERIFY(!m_app->notices().match(m_app->notices().index(0, 0), ItemRole::Key, m_notices.begin().key()).isEmpty());
    m_app->store().tick();
    letTheStoreFinish();
    QCOMPARE(m_notices.size(), 1);
}

void ApplicationTest::preferencesAreKept()
{
    Preferences preferences;
    preferences.eventLead = 45min;
    preferences.quiet = true;
    preferences.quietFrom = QTime(21, 30);
    preferences.closeToTray = false;
    m_app->setPreferences(preferences);
    QCOMPARE(m_app->preferences(), preferences);
    launch();
    QCOMPARE(m_app->preferences(), preferences);
}

void ApplicationTest::whatIsNoLongerWatchedIsForgotten()
{
    addAccount(u"th"_s, {u"one"_s, u"two"_s});
    QVERIFY(open());
    m_script = [this](const FetchTask &task) -> Result<Snapshot> {
        return task.watch.target == "two"_L1 && !task.memory.cursor.isEmpty()
            ? Result<Snapshot>(Failed(Failure{.kind = Kind::Rejected, .reason = Reason::NotFound}))
            : Result<Snapshot>(answer(task));
    };
    QVERIFY(poll());
    QVERIFY(!poll()->allGood());
    QCOMPARE(m_app->sources().rowCount(), 2);
    QVERIFY(m_app->book().removeWatch(WatchId(u"th/two"_s)));
    QTRY_COMPARE(m_app->pushes().rowCount(), 1);
    QCOMPARE(m_app->sources().rowCount(), 1);
    QCOMPARE(m_app->pushes().index(0, 0).data(ItemRole::Stale).toBool(), false);
    const auto report = poll();
    QCOMPARE(report->watches.size(), 1);
    QCOMPARE(report->health.size(), 1);
    QVERIFY(report->allGood());
    m_app->close();
    launch();
    QVERIFY(open());
    QCOMPARE(m_app->pushes().rowCount(), 1);
    QCOMPARE(m_app->sources().rowCount(), 1);
}

void ApplicationTest::aWatchRemovedWhileItsNewsIsStoredStartsAfresh()
{
    addAccount(u"th"_s, {u"one"_s});
    QVERIFY(open());
    connect(
        &m_app->poller(), &Poller::fetched, this, [this] { QVERIFY(m_app->book().removeWatch(WatchId(u"th/one"_s))); },
        Qt::SingleShotConnection);
    QVERIFY(poll());
    QCOMPARE(m_app->sources().rowCount(), 0);
    QTRY_COMPARE(m_app->pushes().rowCount(), 0);
    letTheStoreFinish();
    QVERIFY(m_app->book().addWatch(
        {.id = WatchId(u"th/one"_s), .account = AccountId(u"th"_s), .kind = Watch::Kind::Tree, .target = u"one"_s}));
    QVERIFY(poll());
    QCOMPARE(m_asked.size(), 2);
    QVERIFY(m_asked.last().memory.cursor.isEmpty()); // the store has forgotten it
    QTRY_COMPARE(m_app->pushes().rowCount(), 1);
}

void ApplicationTest::aPollOfNothingEnds()
{
    QVERIFY(open());
    const auto report = poll();
    QVERIFY(report);
    QVERIFY(report->watches.isEmpty());
    QVERIFY(report->changes.isEmpty());
    QVERIFY(report->allGood());
    QCOMPARE(report->at, m_app->clock()());
    QVERIFY(poll());
}

void ApplicationTest::twoPollsAreOneRound()
{
    addAccount(u"th"_s, {u"one"_s, u"two"_s, u"three"_s});
    QVERIFY(open());
    QSignalSpy polled(m_app.get(), &Application::polled);
    m_app->pollOnce();
    m_app->pollOnce();
    QTRY_COMPARE(polled.size(), 1);
    letTheStoreFinish();
    QCOMPARE(polled.size(), 1);
    QCOMPARE(m_asked.size(), 3);
    QVERIFY(polled.first().first().value<PollReport>().allGood());
    // Asked again from within the answer: a round of its own, which ends as well.
    connect(m_app.get(), &Application::polled, m_app.get(), [this] { m_app->pollOnce(); }, Qt::SingleShotConnection);
    m_app->pollOnce();
    QTRY_COMPARE(polled.size(), 3);
    for (const QList<QVariant> &report : std::as_const(polled)) {
        QVERIFY(report.first().value<PollReport>().allGood());
    }
    QCOMPARE(m_asked.size(), 9);
}

void ApplicationTest::aPollTellsWhatFailed()
{
    addAccount(u"th"_s, {u"one"_s, u"two"_s});
    QVERIFY(open());
    m_script = [this](const FetchTask &task) -> Result<Snapshot> {
        return task.watch.target == "two"_L1
            ? Result<Snapshot>(Failed(Failure{.kind = Kind::Malformed, .reason = Reason::NotTheFormat}))
            : Result<Snapshot>(answer(task));
    };
    const auto report = poll();
    QVERIFY(report);
    QVERIFY(!report->allGood());
    QCOMPARE(report->health.value(WatchId(u"th/one"_s)).state, State::Good);
    const SourceHealth bad = report->health.value(WatchId(u"th/two"_s));
    QCOMPARE(bad.state, State::Failing);
    QCOMPARE(bad.failure->reason, Reason::NotTheFormat);
    QCOMPARE(report->changes.size(), 1);
}

void ApplicationTest::aPollBeforeTheStoreIsOpenWaits()
{
    addAccount(u"th"_s, {u"one"_s});
    bool early = false;
    m_script = [this, &early](const FetchTask &task) -> Result<Snapshot> {
        early = early || !m_app->isOpen();
        return answer(task);
    };
    QSignalSpy polled(m_app.get(), &Application::polled);
    connect(m_app.get(), &Application::polled, this, [this, &early] { early = early || !m_app->isOpen(); });
    m_app->pollOnce();
    m_app->open();
    QTRY_COMPARE(polled.size(), 1);
    QVERIFY(!early);
    QCOMPARE(m_asked.size(), 1);
    QVERIFY(polled.first().first().value<PollReport>().allGood());
}

void ApplicationTest::closingHandsOverWhatTheStoreStillSaid()
{
    addAccount(u"th"_s, {u"one"_s});
    QVERIFY(open());
    QSignalSpy changed(m_app.get(), &Application::changed);
    connect(
        &m_app->poller(), &Poller::fetched, this,
        [&] {
            m_app->close();
            // No event loop in between: who closes ends the program next.
            QCOMPARE(changed.size(), 1);
            QCOMPARE(m_app->pushes().rowCount(), 1);
        },
        Qt::SingleShotConnection);
    m_app->pollOnce();
    QTRY_COMPARE(changed.size(), 1);
    launch();
    QVERIFY(open());
    QCOMPARE(m_app->pushes().rowCount(), 1);
}

void ApplicationTest::aDamagedStoreIsSetAsideAndTold()
{
    addAccount(u"th"_s, {u"one"_s});
    QVERIFY(m_app->profile().prepare());
    QFile store(m_app->profile().storeFile());
    QVERIFY(store.open(QIODevice::WriteOnly));
    store.write(QByteArray("this is no database ").repeated(500));
    store.close();
    QVERIFY(open());
    QTRY_COMPARE(m_notices.size(), 1);
    const Notice notice = *m_notices.begin();
    QCOMPARE(notice.kind, Notice::Kind::StoreDamaged);
    QCOMPARE(notice.urgency, Notice::Urgency::High);
    const QDir folder = QFileInfo(m_app->profile().storeFile()).dir();
    const QStringList aside = folder.entryList({u"store.db?*"_s}, QDir::Files);
    QVERIFY(std::ranges::any_of(aside, [&](const QString &name) { return notice.text.contains(name); }));
    QVERIFY(poll()->allGood());
    m_app->close();
    m_notices.clear();
    launch();
    QVERIFY(open());
    letTheStoreFinish();
    QCOMPARE(m_notices.size(), 1); // told once, and kept
}

void ApplicationTest::aStoreThatCannotBeOpenedIsTold()
{
    const QString blocked = m_dir->filePath(u"taken"_s);
    QFile file(blocked);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.close();
    Application app({.profile = Profile::in(blocked)});
    QSignalSpy failed(&app, &Application::failed);
    QSignalSpy ready(&app, &Application::ready);
    app.open();
    QTRY_COMPARE(failed.size(), 1);
    QVERIFY(!failed.first().first().toString().isEmpty());
    QVERIFY(ready.isEmpty());
    QVERIFY(!app.isOpen());
}

void ApplicationTest::answersFromItsModels()
{
    addAccount(u"th"_s, {u"one"_s});
    QVERIFY(open());
    QVERIFY(!m_app->answer({.verb = Command::Verb::Pushes}).contains("Oil the hinges"_L1));
    QVERIFY(poll());
    QVERIFY(m_app->answer({.verb = Command::Verb::Pushes}).contains("Oil the hinges"_L1));
    QVERIFY(m_app->answer({.verb = Command::Verb::Events}).contains("Hangar talk"_L1));
    QVERIFY(m_app->answer({.verb = Command::Verb::Sources, .json = true}).contains("\"good\""_L1));
}

void ApplicationTest::whoOnlyReadsFollowsNoLanding()
{
    launch(false);
    addAccount(u"th"_s, {});
    const AccountId lando(u"lando"_s);
    QVERIFY(m_app->book().addAccount(
        {.id = lando, .service = Service::Lando, .baseUrl = QUrl(u"https://lando.example.org"_s)}));
    QVERIFY(m_app->book().addWatch(
        {.id = WatchId(u"lando/7"_s), .account = lando, .kind = Watch::Kind::LandingJob, .target = u"7"_s}));
    m_script = [lando](const FetchTask &task) -> Result<Snapshot> {
        return Snapshot{.account = lando,
                        .watch = task.watch.id,
                        .asOf = task.now,
                        .landings = {{.account = lando,
                                      .state = Landing::State::Landed,
                                      .changed = task.now,
                                      .job = 7,
                                      .repository = u"repo"_s,
                                      .revision = u"a"_s.repeated(40)}}};
    };
    QVERIFY(open());
    QVERIFY(poll());
    QCOMPARE(m_app->queue().rowCount(), 1);
    QCOMPARE(m_app->book().watches().size(), 1);
    m_app->close();
    launch(false);
    QVERIFY(open());
    QVERIFY(m_app->answer({.verb = Command::Verb::Queue}).contains("Lando 7"_L1));
    QCOMPARE(m_app->book().watches().size(), 1);
    m_app->close();
    launch(true); // and the app does
    QVERIFY(open());
    QCOMPARE(m_app->book().watches().size(), 2);
}

QTEST_MAIN(ApplicationTest)

#include "tst_application.moc"
