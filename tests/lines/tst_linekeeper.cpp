// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/lines/hooknote.h"
#include "app/lines/linekeeper.h"

#include <QPointer>
#include <QTemporaryDir>
#include <QTest>

using namespace Windsock;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Kind = Failure::Kind;
using Reason = Failure::Reason;
using State = SourceHealth::State;
using How = NewsWay::How;

namespace {
/// A line that does what the test says.
class PuppetLine final : public Line
{
public:
    void open(const LineTask &given, LineReader) override
    {
        task = given;
        ++opens;
    }
    void close() override { ++closes; }

    LineTask task;
    int opens = 0;
    int closes = 0;
};

const WatchId s_tree(u"th/autoland"_s);
const WatchId s_job(u"lando/7"_s);
const WatchId s_row(u"pulse"_s);

/// A keeper with one account, whose lines and time are the test's.
struct World {
    World()
        : keeper([this](const Account &, QObject *, const auto &done) { done(secret); }, [this] { return now; })
    {
        keeper.setFactory([this](LineAddress::Way) {
            auto line = std::make_unique<PuppetLine>();
            puppet = line.get();
            return line;
        });
        keeper.setRetryDelay([this](int failures) {
            asked.append(failures);
            return std::chrono::milliseconds(1);
        });
        QObject::connect(&keeper, &LineKeeper::looked, &keeper,
                         [this](const QList<WatchId> &watches) { looks += watches; });
        QObject::connect(&keeper, &LineKeeper::toldChanged, &keeper, [this](const QSet<WatchId> &watches) {
            told = watches;
            ++tellings;
        });
        QObject::connect(&keeper, &LineKeeper::healthChanged, &keeper,
                         [this](const SourceHealth &said) { health = said; });
        QObject::connect(&keeper, &LineKeeper::wayChanged, &keeper,
                         [this](const NewsWay &way) { ways.insert(way.watch, way); });
    }

    void setUp() { keeper.setUp(accounts, watches); }
    /// Started, and the line is asked to open.
    void begin()
    {
        setUp();
        keeper.start();
        QTRY_VERIFY(puppet && puppet->opens == 1);
    }
    void beginOpen()
    {
        begin();
        Q_EMIT puppet->opened({});
    }

    Result<QByteArray> secret = QByteArray("geheim");
    QDateTime now{QDate(2026, 11, 26), QTime(12, 0), QTimeZone::UTC};
    QList<Account> accounts{
        {.id = AccountId(u"pulse"_s),
         .service = Service::Pulse,
         .baseUrl = QUrl(u"amqps://pulse.mozilla.org"_s),
         .user = u"me"_s,
         .secret = {.kind = SecretPlace::Kind::Keychain, .name = {}}},
        {.id = AccountId(u"th"_s), .service = Service::Treeherder, .baseUrl = QUrl(u"https://treeherder.mozilla.org"_s)},
        {.id = AccountId(u"lando"_s), .service = Service::Lando, .baseUrl = QUrl(u"https://lando.moz.tools"_s)}};
    QList<Watch> watches{
        {.id = s_tree, .account = AccountId(u"th"_s), .kind = Watch::Kind::Tree, .target = u"autoland"_s},
        {.id = s_job, .account = AccountId(u"lando"_s), .kind = Watch::Kind::LandingJob, .target = u"7"_s}};
    QPointer<PuppetLine> puppet;
    QList<WatchId> looks;
    QSet<WatchId> told;
    int tellings = 0;
    SourceHealth health;
    QHash<WatchId, NewsWay> ways;
    QList<int> asked; ///< failures in a row, at each wait
    LineKeeper keeper;
};
}

class LineKeeperTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".+"_s)); }

    void aLineIsOpened()
    {
        World world;
        world.setUp();
        QCOMPARE(world.health.state, State::Waiting);
        QVERIFY(!world.puppet);
        world.begin();
        const LineTask &task = world.puppet->task;
        QCOMPARE(task.address, (LineAddress{.host = u"pulse.mozilla.org"_s, .port = 5671, .vhost = u"/"_s}));
        QCOMPARE(task.user, u"me"_s);
        QCOMPARE(task.password, "geheim");
        QVERIFY(task.queue.startsWith("queue/me/windsock-"_L1));
        QVERIFY(!task.bindings.isEmpty());
        QCOMPARE(world.health.state, State::Fetching);
        QCOMPARE(world.ways[s_tree].how, How::Polled);
        QVERIFY(world.told.isEmpty());
        Q_EMIT world.puppet->opened({});
        QCOMPARE(world.health.state, State::Good);
        QCOMPARE(world.told, QSet{s_tree}); // not the landing job: no message tells that it failed
        QCOMPARE(world.looks, (QList{s_tree, s_job})); // what happened before was told to nobody
        QCOMPARE(world.ways[s_tree].how, How::Both);
        QCOMPARE(world.ways[s_tree].line.value, u"pulse"_s);
        QCOMPARE(world.ways[s_row].how, How::Pushed);
        QVERIFY(!world.ways[s_tree].lastNews.isValid());
    }

    void aMessageIsPassedOnAndTimed()
    {
        World world;
        world.beginOpen();
        world.looks.clear();
        world.now = world.now.addSecs(10);
        Q_EMIT world.puppet->looked({s_tree}, 3);
        QCOMPARE(world.looks, QList{s_tree});
        QCOMPARE(world.ways[s_tree].lastNews, world.now);
        QCOMPARE(world.ways[s_row].lastNews, world.now);
        QVERIFY(!world.ways[s_job].lastNews.isValid());
        ChangeSet changes{.account = AccountId(u"th"_s), .watch = s_tree};
        world.now = world.now.addSecs(2);
        world.keeper.see(changes); // too early: nothing is in it
        QVERIFY(!world.ways[s_tree].delay);
        Q_EMIT world.puppet->looked({s_tree}, 1); // the first message counts
        changes.pushes.added.append(Push{.account = AccountId(u"th"_s), .id = 1});
        changes.baseline = true;
        world.keeper.see(changes); // what was there before is no news
        QVERIFY(!world.ways[s_tree].delay);
        changes.baseline = false;
        world.now = world.now.addSecs(50);
        world.keeper.see(changes);
        QCOMPARE(world.ways[s_tree].delay, 52s);
        QCOMPARE(world.ways[s_row].delay, 52s);
        // Without a message nothing is timed, and what comes very late has other grounds.
        world.now = world.now.addSecs(60);
        world.keeper.see(changes);
        QCOMPARE(world.ways[s_tree].delay, 52s);
        Q_EMIT world.puppet->looked({s_tree}, 1);
        world.now = world.now.addSecs(3600);
        world.keeper.see(changes);
        QCOMPARE(world.ways[s_tree].delay, 52s);
    }

    void aLostLineIsOpenedAgain()
    {
        World world;
        world.beginOpen();
        const QString queue = world.puppet->task.queue;
        Q_EMIT world.puppet->lost({.kind = Kind::Transient, .reason = Reason::Cut, .host = u"h"_s});
        QCOMPARE(world.told, QSet<WatchId>()); // polling takes over at once
        QCOMPARE(world.health.state, State::Failing);
        QCOMPARE(world.health.failure->reason, Reason::Cut);
        QCOMPARE(world.ways[s_tree].how, How::Polled);
        QTRY_COMPARE(world.puppet->opens, 2);
        QVERIFY(world.puppet->task.queue != queue);
        Q_EMIT world.puppet->lost({.kind = Kind::Transient, .reason = Reason::Timeout});
        QTRY_COMPARE(world.puppet->opens, 3);
        QCOMPARE(world.asked, (QList{1, 2})); // more and more patience
        world.looks.clear();
        Q_EMIT world.puppet->opened({});
        QVERIFY(!world.health.failure);
        QCOMPARE(world.looks, (QList{s_tree, s_job}));
        // A line that is lost as soon as it is open is no good line yet; one that held for long is.
        Q_EMIT world.puppet->lost({.kind = Kind::Transient, .reason = Reason::Cut});
        QTRY_COMPARE(world.puppet->opens, 4);
        Q_EMIT world.puppet->opened({});
        world.now = world.now.addSecs(3600);
        Q_EMIT world.puppet->lost({.kind = Kind::Malformed, .reason = Reason::NotTheFormat});
        QTRY_COMPARE(world.puppet->opens, 5);
        QCOMPARE(world.asked, (QList{1, 2, 3, 1}));
    }

    void aRefusedPasswordWaitsForThePerson()
    {
        World world;
        world.begin();
        Q_EMIT world.puppet->lost({.kind = Kind::NeedsLogin, .reason = Reason::BadCredential});
        QCOMPARE(world.health.state, State::NeedsLogin);
        QVERIFY(!world.health.next.isValid());
        QCOMPARE(world.asked, QList<int>());
        world.keeper.setOnline(false);
        world.keeper.setOnline(true); // each try with it would count against us
        QTest::qWait(0);
        QCOMPARE(world.puppet->opens, 1);
        QCOMPARE(world.health.state, State::NeedsLogin); // and not offline for ever
        world.keeper.retryAccount(AccountId(u"pulse"_s));
        QTRY_COMPARE(world.puppet->opens, 2);
    }

    void aSecretThatIsNotToBeHadIsSaid()
    {
        World world;
        world.secret = Failed(Failure{.detail = u"locked"_s});
        world.setUp();
        world.keeper.start();
        QTRY_COMPARE(world.health.state, State::NeedsLogin);
        QCOMPARE(world.health.failure->reason, Reason::NoCredential);
        QVERIFY(world.health.next > world.now);
        QVERIFY(!world.puppet);
        world.secret = QByteArray("half\0half", 9); // a text of C ends there: it would be another password
        world.keeper.retryAccount(AccountId(u"pulse"_s));
        QTest::qWait(0);
        QVERIFY(!world.puppet);
    }

    void whatIsRefusedIsTriedAgainMuchLater()
    {
        World world;
        world.begin();
        Q_EMIT world.puppet->lost({.kind = Kind::Rejected, .reason = Reason::Forbidden});
        QCOMPARE(world.health.state, State::Failing);
        QCOMPARE(world.health.next, world.now.addSecs(3600));
        QCOMPARE(world.asked, QList<int>());
    }

    void aMissingExchangeIsSaidAndPolledFor()
    {
        World world;
        world.begin();
        Q_EMIT world.puppet->opened({u"exchange/hgpushes/v1"_s});
        QCOMPARE(world.health.state, State::Good);
        QCOMPARE(world.health.failure->reason, Reason::NotFound);
        QCOMPARE(world.health.failure->detail, u"exchange/hgpushes/v1"_s);
        QVERIFY(world.told.isEmpty());
        QCOMPARE(world.ways[s_tree].how, How::Both); // it still hears of failures
    }

    void offlineNobodyIsAsked()
    {
        World world;
        world.keeper.setOnline(false);
        world.setUp();
        world.keeper.start();
        QTest::qWait(0);
        QVERIFY(!world.puppet);
        world.keeper.setOnline(true);
        QTRY_VERIFY(world.puppet && world.puppet->opens == 1);
        world.keeper.setOnline(false);
        QCOMPARE(world.health.state, State::Offline);
    }

    void aChangedBookOpensItAnew()
    {
        World world;
        world.beginOpen();
        world.setUp();
        QTest::qWait(0);
        QCOMPARE(world.puppet->opens, 1); // nothing has changed
        const auto bindings = world.puppet->task.bindings;
        world.watches.append(
            {.id = WatchId(u"th/try"_s), .account = AccountId(u"th"_s), .kind = Watch::Kind::Tree, .target = u"try"_s});
        world.setUp();
        QTRY_COMPARE(world.puppet->opens, 2);
        QVERIFY(world.puppet->task.bindings.size() > bindings.size());
        world.accounts.removeFirst();
        world.setUp();
        QVERIFY(!world.puppet);
        QVERIFY(world.told.isEmpty());
        QCOMPARE(world.ways[s_tree].how, How::Polled);
        QVERIFY(world.ways[s_tree].line.isEmpty());
    }

    void nothingIsListenedToForNobody()
    {
        World world;
        world.watches.clear();
        world.setUp();
        world.keeper.start();
        QTest::qWait(0);
        QVERIFY(!world.puppet);
        QCOMPARE(world.health.state, State::Waiting);
    }

    void theEndIsTheEnd()
    {
        World world;
        world.beginOpen();
        world.keeper.stop();
        QVERIFY(!world.puppet);
        QVERIFY(world.told.isEmpty());
        world.keeper.retryAccount(AccountId(u"pulse"_s));
        QTest::qWait(0);
        QVERIFY(!world.puppet);
    }

    void aHookHasALineOfItsOwn()
    {
        World world;
        const WatchId hook(u"gh/o/n/hook"_s);
        const WatchId pulls(u"gh/o/n"_s);
        const AccountId gh(u"gh"_s);
        world.accounts = {
            {.id = gh, .service = Service::GitHub, .baseUrl = QUrl(u"https://api.github.com"_s), .user = u"me"_s}};
        world.watches = {{.id = hook, .account = gh, .kind = Watch::Kind::Hook, .target = u"o/n"_s},
                         {.id = pulls, .account = gh, .kind = Watch::Kind::Repository, .target = u"o/n"_s}};
        world.keeper.setNotes(u"/notes"_s);
        world.begin();
        const LineTask &task = world.puppet->task;
        QCOMPARE(task.address.way, LineAddress::Way::Hook);
        QCOMPARE(task.account.id, gh);
        QCOMPARE(task.target, u"o/n"_s);
        QCOMPARE(task.password, "geheim");
        QVERIFY(task.noteFile.startsWith("/notes/hook-"_L1));
        QVERIFY(task.queue.isEmpty());
        QCOMPARE(world.health.kind, Watch::Kind::Hook);
        QCOMPARE(world.health.watch, hook);
        Q_EMIT world.puppet->opened({});
        QCOMPARE(world.told, QSet{pulls});
        QCOMPARE(world.looks, QList{pulls});
        QCOMPARE(world.ways[hook].how, How::Pushed);
        QCOMPARE(world.ways[pulls].how, How::Both);
        QCOMPARE(world.ways[pulls].line, gh);
        const QList<Watch> rows = LineKeeper::rowsOf(world.accounts, world.watches);
        QCOMPARE(rows, QList{world.watches.first()});
        world.watches.removeFirst();
        world.setUp();
        QVERIFY(!world.puppet);
        QVERIFY(world.told.isEmpty());
        QCOMPARE(world.ways[pulls].how, How::Polled);
    }

    void aHookWaitsAsLongAsGitHubSays()
    {
        World world;
        world.accounts = {
            {.id = AccountId(u"gh"_s), .service = Service::GitHub, .baseUrl = QUrl(u"https://api.github.com"_s)}};
        world.watches = {
            {.id = WatchId(u"gh/o/hook"_s), .account = AccountId(u"gh"_s), .kind = Watch::Kind::Hook, .target = u"o"_s},
            {.id = WatchId(u"gh/o/n"_s),
             .account = AccountId(u"gh"_s),
             .kind = Watch::Kind::Repository,
             .target = u"o/n"_s}};
        world.begin();
        Q_EMIT world.puppet->lost(
            {.kind = Kind::RateLimited, .reason = Reason::TooManyRequests, .until = world.now.addSecs(600)});
        QCOMPARE(world.health.next, world.now.addSecs(600));
        world.keeper.retryAccount(AccountId(u"gh"_s));
        QTRY_COMPARE(world.puppet->opens, 2);
        Q_EMIT world.puppet->lost({.kind = Kind::Rejected, .reason = Reason::Taken});
        QCOMPARE(world.health.next, world.now.addSecs(3600));
    }

    void aWebhookThatNobodyWatchesAnyMoreIsRemoved()
    {
        const QTemporaryDir folder;
        const AccountId gh(u"gh"_s);
        const QString file = hookNoteFile(folder.path(), gh.value, u"o/old"_s);
        World world;
        QVERIFY(writeHookNote(file, {.id = 3, .asked = world.now, .account = gh.value, .target = u"o/old"_s}));
        QVERIFY(writeHookNote(hookNoteFile(folder.path(), u"gone"_s, u"o/n"_s),
                              {.id = 4, .asked = world.now, .account = u"gone"_s, .target = u"o/n"_s}));
        world.accounts = {{.id = gh, .service = Service::GitHub, .baseUrl = QUrl(u"https://api.github.com"_s)}};
        world.watches = {};
        world.keeper.setNotes(folder.path());
        world.begin();
        QCOMPARE(world.puppet->task.target, u"o/old"_s);
        QCOMPARE(world.puppet->task.noteFile, file);
        QCOMPARE(world.puppet->task.password, "geheim");
        QVERIFY(world.puppet->task.bindings.isEmpty());
        Q_EMIT world.puppet->lost({.kind = Kind::Transient, .reason = Reason::Cancelled});
        QTRY_VERIFY(!world.puppet);
        QVERIFY(world.told.isEmpty());
    }

    void rowsOfLines()
    {
        const World world;
        const QList<Watch> rows = LineKeeper::rowsOf(world.accounts, world.watches);
        QCOMPARE(rows.size(), 1);
        QCOMPARE(rows.first().id, s_row);
        QCOMPARE(rows.first().target, u"pulse.mozilla.org"_s);
    }
};

QTEST_GUILESS_MAIN(LineKeeperTest)

#include "tst_linekeeper.moc"
