// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/factcodec.h"
#include "models/store/schema.h"
#include "tests/store/making.h"

#include <QCborArray>
#include <QCborMap>
#include <QCborValue>
#include <QCoreApplication>
#include <QDir>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <array>
#include <csignal>
#include <cstdio>
#include <limits>

#include <linux/capability.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

using namespace Windsock;
using namespace Windsock::Making;

namespace {
constexpr qint64 s_far = std::numeric_limits<qint64>::max();
constexpr int s_most = std::numeric_limits<int>::max();
constexpr int s_least = std::numeric_limits<int>::min();

const QString s_odd = u"%_'\";-- \\ \u202e Ä 漢 😀 \uffff \n\t"_s + QChar(u'\0') + u"end"_s;
const QDateTime s_berlin(QDate(2026, 10, 25), QTime(2, 30), QTimeZone("Europe/Berlin"));

Push extremePush()
{
    return {.id = s_far,
            .repository = s_odd,
            .revision = QString(5000, u'f'),
            .author = s_odd,
            .pushed = QDateTime(QDate(1, 1, 1), QTime(0, 0, 0, 1), QTimeZone::UTC),
            .commitCount = s_least,
            .commits = QList<Commit>(30, {.revision = s_odd, .author = u""_s, .message = s_odd.repeated(40)}),
            .url = QUrl(u"https://example.org/ä?q=%26&b=😀#x"_s)};
}

Job extremeJob()
{
    return {.id = -s_far,
            .pushId = s_far,
            .groupName = s_odd,
            .groupSymbol = u"?"_s,
            .typeName = s_odd,
            .typeSymbol = s_odd,
            .platform = s_odd,
            .platformOption = s_odd,
            .taskId = s_odd,
            .state = Job::State::Unscheduled,
            .result = Job::Result::Success,
            .tier = s_least,
            .classification = s_most,
            .retryId = s_most,
            .duration = std::chrono::minutes(-s_most),
            .lastModified = QDateTime(QDate(9999, 12, 31), QTime(23, 59, 59, 999), QTimeZone::UTC)};
}

PushStanding extremeStanding()
{
    return {.pushId = -1,
            .verdict = Verdict::Cancelled,
            .complete = true,
            .settled = true,
            .unscheduled = s_most,
            .pending = s_least,
            .running = 1,
            .success = 2,
            .testFailed = 3,
            .busted = 4,
            .exceptions = 5,
            .known = 6,
            .cancelled = 7,
            .superseded = 8,
            .failures = QList<FailedJob>(50, {s_far, s_odd, s_odd, Job::Result::Busted}),
            .newestFailure = s_far,
            .lastChange = s_berlin};
}

Landing extremeLanding()
{
    return {.bug = s_far,
            .title = s_odd,
            .author = s_odd,
            .tag = u"[autoland-try:-b do]"_s,
            .trees = {s_odd, u""_s, u"try"_s},
            .state = Landing::State::Cancelled,
            .held = Landing::Held::WaitingForReview,
            .patches = {{1, s_odd, s_odd, {{s_odd, u'?', s_odd, s_odd}, {u"review"_s, QChar(0xffff), {}, {}}}}, {}},
            .changed = s_berlin.toOffsetFromUtc(-3 * 3600 - 1800),
            .url = QUrl(u"http://[::1]:8080/show_bug.cgi?id=1"_s)};
}

PullRequest extremePull()
{
    return {.repository = s_odd,
            .number = s_most,
            .title = s_odd,
            .author = s_odd,
            .branch = s_odd,
            .headRevision = s_odd,
            .state = PullRequest::State::Merged,
            .draft = true,
            .checks = PullRequest::Checks::Unknown,
            .failingChecks = QStringList(50, s_odd),
            .requiredKnown = true,
            .failingRequired = QStringList(50, s_odd),
            .checksTotal = s_most,
            .checksDone = s_least,
            .review = PullRequest::Review::Unknown,
            .merge = PullRequest::Merge::HasHooks,
            .queue = {.state = QueuePlace::State::Ejected,
                      .position = s_most,
                      .groupHead = s_odd,
                      .groupBase = s_odd,
                      .since = minute(-1),
                      .by = s_odd,
                      .cause = QueuePlace::Cause::Other,
                      .reason = s_odd,
                      .failedChecks = QStringList(50, s_odd)},
            .asked = QStringList(20, s_odd),
            .updated = minute(0),
            .url = QUrl(u"https://example.org/%25"_s)};
}

Deployment extremeDeployment()
{
    return {.id = std::numeric_limits<qint64>::max(),
            .repository = s_odd,
            .environment = s_odd,
            .branch = s_odd,
            .revision = s_odd,
            .creator = s_odd,
            .state = Deployment::State::Unknown,
            .reason = s_odd,
            .approvers = QStringList(20, s_odd),
            .created = minute(-1),
            .updated = minute(0),
            .url = QUrl(u"https://example.org/%25"_s)};
}

InboxThread extremeThread()
{
    return {.id = std::numeric_limits<qint64>::max(),
            .repository = s_odd,
            .title = s_odd,
            .kind = InboxThread::Kind::Unknown,
            .reason = InboxThread::Reason::Unknown,
            .number = s_most,
            .updated = minute(0),
            .unread = false,
            .url = QUrl(u"https://example.org/%25"_s)};
}

Occurrence extremeOccurrence()
{
    return {.uid = s_odd,
            .recurrence = minute(-1),
            .title = s_odd,
            .group = s_odd,
            .place = s_odd,
            .description = s_odd.repeated(100),
            .start = s_berlin,
            .end = QDateTime(QDate(2026, 3, 29), QTime(3, 0), QTimeZone("America/New_York")),
            .allDay = true,
            .status = Occurrence::Status::Cancelled,
            .rsvps = s_most,
            .url = QUrl(u"https://example.org/"_s)};
}

SourceHealth extremeHealth()
{
    return {.watch = WatchId(s_odd),
            .account = AccountId(s_odd),
            .service = Service::ICalendar,
            .host = s_odd,
            .state = SourceHealth::State::Offline,
            .asOf = minute(1),
            .next = minute(2),
            .failure = Failure{.kind = Failure::Kind::Malformed,
                               .reason = Failure::Reason::InboxRefused,
                               .httpStatus = 599,
                               .host = s_odd,
                               .detail = s_odd,
                               .until = minute(3)},
            .failuresInARow = s_most,
            .skippedRecords = s_least,
            .budgetUsed = s_most,
            .budgetLimit = s_most};
}

/// Calls with one extreme fact of each kind.
void withEachFact(auto call)
{
    call(extremePush());
    call(extremeJob());
    call(extremeStanding());
    call(extremeLanding());
    call(extremePull());
    call(extremeDeployment());
    call(extremeThread());
    call(extremeOccurrence());
    call(extremeHealth());
}

QCborMap mapOf(const QByteArray &body)
{
    return QCborValue::fromCbor(body).toMap();
}

Notice notice(const QString &key)
{
    return {.key = key, .subject = Subject(u"s"_s), .account = account, .title = u"T"_s, .decided = minute(0)};
}

/// No file grows any more: every write beyond what is there is an I/O error, for root too.
class NoWriting
{
public:
    NoWriting()
    {
        std::signal(SIGXFSZ, SIG_IGN);
        getrlimit(RLIMIT_FSIZE, &m_before);
        rlimit none{.rlim_cur = 0, .rlim_max = m_before.rlim_max};
        setrlimit(RLIMIT_FSIZE, &none);
    }
    ~NoWriting() { setrlimit(RLIMIT_FSIZE, &m_before); }
    Q_DISABLE_COPY_MOVE(NoWriting)

private:
    rlimit m_before{};
};

/// Root may write everywhere, by a privilege that this thread does without for a while; others have none to lose.
class BoundByPermissions
{
public:
    BoundByPermissions()
    {
        syscall(SYS_capget, &m_who, m_before.data());
        auto less = m_before;
        less[0].effective &= ~((1U << CAP_DAC_OVERRIDE) | (1U << CAP_DAC_READ_SEARCH));
        syscall(SYS_capset, &m_who, less.data());
    }
    ~BoundByPermissions() { syscall(SYS_capset, &m_who, m_before.data()); }
    Q_DISABLE_COPY_MOVE(BoundByPermissions)

private:
    __user_cap_header_struct m_who{.version = _LINUX_CAPABILITY_VERSION_3, .pid = 0};
    std::array<__user_cap_data_struct, _LINUX_CAPABILITY_U32S_3> m_before{};
};

/// What the other process of a test does: opens the store and says how that went.
int tryToOpen(const QString &file)
{
    Archive archive(file);
    const auto opened = archive.open(minute(0));
    std::puts(opened ? "opened" : qPrintable(opened.error()));
    return opened ? 0 : 1;
}
}

class TestStoreEdges : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".+"_s));
        m_folder = std::make_unique<QTemporaryDir>();
        m_file = m_folder->filePath(u"store.db"_s);
    }

    void everyFactSurvivesWithExtremeValues()
    {
        withEachFact([](const auto &fact) {
            const auto back = decode<std::decay_t<decltype(fact)>>(encode(fact));
            QVERIFY(back);
            QCOMPARE(*back, fact);
            QCOMPARE(encode(*back), encode(fact));
            using Fact = std::decay_t<decltype(fact)>;
            const auto empty = decode<Fact>(encode(Fact()));
            QVERIFY(empty && *empty == Fact());
        });
    }

    void zonesSurviveAndNotOnlyTheInstant()
    {
        const Occurrence event = *decode<Occurrence>(encode(extremeOccurrence()));
        QCOMPARE(event.start.timeZone(), QTimeZone("Europe/Berlin"));
        QCOMPARE(event.start.time(), QTime(2, 30));
        QCOMPARE(event.end.timeZone(), QTimeZone("America/New_York"));
        QCOMPARE(event.recurrence.timeSpec(), Qt::UTC);
        const Landing landing = *decode<Landing>(encode(extremeLanding()));
        QCOMPARE(landing.changed.offsetFromUtc(), -3 * 3600 - 1800);
    }

    void whatALaterVersionAddedIsPassedOver()
    {
        withEachFact([](const auto &fact) {
            QCborMap map = mapOf(encode(fact));
            map.insert(4711, QCborMap{{1, QCborArray{1, 2, QCborMap()}}});
            map.insert(0, u"zero"_s);
            map.insert(-5, 1.5);
            map.insert(u"a name"_s, QByteArray("bytes"));
            const auto back = decode<std::decay_t<decltype(fact)>>(map.toCborValue().toCbor());
            QVERIFY(back);
            QCOMPARE(*back, fact);
        });
    }

    /// A member of the wrong type or out of range keeps its default; the others are read all the same.
    void oneSpoiledMemberSpoilsNoOther()
    {
        const QList<QCborValue> wrongs{QCborMap(),
                                       QCborArray{QCborMap(), 1, u"x"_s},
                                       QByteArray("\xff\xfe", 2),
                                       QCborValue(),
                                       QCborValue(nullptr),
                                       -1,
                                       qint64(s_far),
                                       99'999,
                                       1e300,
                                       QCborValue(true),
                                       u"text"_s};
        withEachFact([&wrongs](const auto &fact) {
            const QCborMap whole = mapOf(encode(fact));
            for (const QCborValue &key : whole.keys()) {
                for (const QCborValue &wrong : wrongs) {
                    QCborMap spoiled = whole;
                    spoiled.insert(key, wrong);
                    const auto back = decode<std::decay_t<decltype(fact)>>(spoiled.toCborValue().toCbor());
                    QVERIFY(back);
                    QCborMap again = mapOf(encode(*back));
                    again.insert(key, whole.value(key));
                    QCOMPARE(again, whole);
                }
                QCborMap without = whole;
                without.remove(key);
                QVERIFY(decode<std::decay_t<decltype(fact)>>(without.toCborValue().toCbor()));
            }
        });
    }

    void aBodyCutShortIsNoFact()
    {
        withEachFact([](const auto &fact) {
            const QByteArray body = encode(fact);
            const qsizetype step = 1 + body.size() / 400;
            for (qsizetype length = 0; length < body.size(); length += step) {
                QVERIFY(!decode<std::decay_t<decltype(fact)>>(body.first(length)));
            }
            QVERIFY(!decode<std::decay_t<decltype(fact)>>(QCborArray{1, 2}.toCborValue().toCbor()));
            QVERIFY(!decode<std::decay_t<decltype(fact)>>("no CBOR at all"_ba));
        });
    }

    void aBodyThatIsOfAnotherFactIsSkipped()
    {
        {
            Archive archive(m_file);
            QVERIFY(archive.open(minute(0)));
            QVERIFY(archive.record(twoLandings()));
            ask(archive, u"UPDATE facts SET body = x'a0' WHERE key = 'bug/1'"_s); // an empty map
        }
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"cannot read .*bug/1"_s));
        Archive archive(m_file);
        QVERIFY(archive.open(minute(0)));
        const Book book = archive.load()->books.value(account);
        QCOMPARE(book.landings.keys(), QStringList{u"bug/2"_s});
    }

    void historyIsPrunedToTheMomentAndNoticesNever()
    {
        Archive archive(m_file);
        QVERIFY(archive.open(minute(0)));
        for (int i = 0; i < 10; ++i) {
            ChangeSet changes{.account = account, .watch = tree, .at = minute(i)};
            changes.landings.added = {landing(i)};
            QVERIFY(archive.record({.at = minute(i), .changes = {changes}, .notices = {notice(u"n%1"_s.arg(i))}}));
        }
        QVERIFY(archive.prune(minute(4)));
        QCOMPARE(ask(archive, u"SELECT count(*) FROM history"_s), 6);
        QCOMPARE(ask(archive, u"SELECT (min(at) - %1) / 60000 FROM history"_s.arg(minute(0).toMSecsSinceEpoch())), 4);
        QVERIFY(archive.prune(minute(4)));
        QCOMPARE(ask(archive, u"SELECT count(*) FROM history"_s), 6);
        QVERIFY(archive.prune(minute(100'000)));
        QCOMPARE(ask(archive, u"SELECT count(*) FROM history"_s), 0);
        QCOMPARE(ask(archive, u"SELECT count(*) FROM notices"_s), 10);
        QCOMPARE(ask(archive, u"SELECT count(*) FROM facts"_s), 10);
    }

    void aThousandNoticesAndAllThatAreNotShownAreLoaded()
    {
        {
            Archive archive(m_file);
            QVERIFY(archive.open(minute(0)));
            ArchiveEntry entry{.at = minute(0)};
            for (int i = 0; i < 1500; ++i) {
                Notice one = notice(u"n%1"_s.arg(i));
                one.decided = minute(i);
                one.state = i < 7 ? Notice::State::Pending : Notice::State::Shown;
                entry.notices.append(one);
            }
            QVERIFY(archive.record(entry));
        }
        Archive archive(m_file);
        QVERIFY(archive.open(minute(0)));
        const QList<Notice> notices = archive.load()->notices;
        QCOMPARE(notices.size(), 1007);
        QCOMPARE(notices.constFirst().key, u"n1499"_s);
        QCOMPARE(notices.constLast().key, u"n0"_s);
        QVERIFY(std::ranges::is_sorted(notices, std::ranges::greater(), &Notice::decided));
        QVERIFY(archive.record({.at = minute(1), .notices = {notice(u"n600"_s)}})->isEmpty()); // not in memory, yet told
    }

    void historyHoldsEachChangeOfState()
    {
        Archive archive(m_file);
        QVERIFY(archive.open(minute(0)));
        ChangeSet first{.account = account, .watch = tree, .at = minute(0), .baseline = true};
        first.pushes.added = {push(1)};
        first.jobs.added = {running(10, 1), running(11, 1)};
        first.standings.added = {standingOf(account, 1, first.jobs.added, minute(0), settleTime)};
        first.pullRequests.added = {{.account = account, .repository = u"o/r"_s, .number = 1}};
        first.occurrences.added = {occurrence(u"a"_s, 0), occurrence(u"b"_s, 100'000)};
        ChangeSet second{.account = account, .watch = tree, .at = minute(3000)};
        const QList<Job> jobs{done(10, 1), running(11, 1)};
        second.jobs.changed = {{running(10, 1), done(10, 1)}, {running(11, 1), running(11, 1, 5)}};
        second.standings.changed = {{first.standings.added[0], standingOf(account, 1, jobs, minute(0), settleTime)}};
        second.occurrences.removed = first.occurrences.added;
        QVERIFY(archive.record({.at = minute(0), .changes = {first, second}}));
        const auto rows = [&](const QString &where) {
            return ask(archive, u"SELECT count(*) FROM history WHERE "_s + where);
        };
        QCOMPARE(rows(u"baseline = 1"_s),
                 5); // a push, its standing, a pull request, two events; jobs only when they change
        QCOMPARE(rows(u"kind = 6"_s), 1); // a job that only was modified says nothing
        QCOMPARE(rows(u"kind = 2 AND what = 3"_s), 0); // how many are green is told by the jobs
        QCOMPARE(rows(u"kind = 5 AND what = 2"_s), 1); // what is long over goes without a word
        QCOMPARE(rows(u"kind = 5 AND what = 2 AND key = 'event/b' AND before IS NOT NULL AND after IS NULL"_s), 1);
        QCOMPARE(ask(archive, u"SELECT count(*) FROM facts WHERE kind = 5"_s), 0);
    }

    void whatIsOvertaken_data()
    {
        QTest::addColumn<QString>("beginning");
        QTest::addColumn<QStringList>("withdrawn");
        QTest::newRow("a subject") << u"th/push/2#"_s << QStringList{u"th/push/2#bad"_s, u"th/push/2#"_s};
        QTest::newRow("no wildcard: %") << u"%"_s << QStringList{u"%"_s, u"%#x"_s};
        QTest::newRow("no wildcard: _") << u"_"_s << QStringList{u"_#x"_s};
        QTest::newRow("no pattern: *") << u"*"_s << QStringList{};
        QTest::newRow("one aspect") << u"gh/pr/o/r/5#checks:"_s << QStringList{u"gh/pr/o/r/5#checks:failing"_s};
        QTest::newRow("emoji after it") << u"e#"_s
                                        << QStringList{u"e#😀"_s, u"e#\U0010fffd"_s, u"e#\ufffdz"_s, u"e#ä"_s};
        QTest::newRow("emoji in it") << u"😀#"_s << QStringList{u"😀#x"_s};
        QTest::newRow("half of the letters") << u"th/push/27#ba"_s << QStringList{u"th/push/27#bad"_s};
        QTest::newRow("upper case is another") << u"TH/PUSH/2#"_s << QStringList{};
        QTest::newRow("quotes") << u"'"_s << QStringList{u"'; DROP TABLE notices; --"_s};
    }
    void whatIsOvertaken()
    {
        QFETCH(QString, beginning);
        QFETCH(QStringList, withdrawn);
        Archive archive(m_file);
        QVERIFY(archive.open(minute(0)));
        ArchiveEntry entry{.at = minute(0)};
        for (const QString &key :
             {u"th/push/2#bad"_s, u"th/push/2#"_s, u"th/push/27#bad"_s, u"th/push/2"_s, u"%"_s, u"%#x"_s, u"_#x"_s,
              u"x"_s, u"gh/pr/o/r/5#checks:failing"_s, u"gh/pr/o/r/5#review:approved"_s, u"e#😀"_s, u"e#\U0010fffd"_s,
              u"e#\uffffz"_s, u"e#ä"_s, u"e$"_s, u"😀#x"_s, u"😀😀"_s, u"'; DROP TABLE notices; --"_s}) {
            entry.notices.append(notice(key));
        }
        QCOMPARE(archive.record(entry)->size(), entry.notices.size());
        const auto altered = archive.record({.at = minute(1), .overtaken = {beginning}});
        QVERIFY(altered);
        QStringList keys;
        for (const Notice &one : *altered) {
            QCOMPARE(one.state, Notice::State::Withdrawn);
            keys.append(one.key);
        }
        keys.sort();
        withdrawn.sort();
        QCOMPARE(keys, withdrawn);
        QVERIFY(archive.record({.at = minute(2), .overtaken = {beginning}})->isEmpty());
    }

    /// SQLite gives such a character back as another: what was written is found all the same.
    void whatIsNoCharacterIsFoundAgain()
    {
        const QString odd = u"a\uffff\ufffe"_s + QChar(0xd800);
        {
            Archive archive(m_file);
            QVERIFY(archive.open(minute(0)));
            ChangeSet changes{.account = account, .watch = tree, .at = minute(0)};
            changes.occurrences.added = {occurrence(odd, 0)};
            QVERIFY(archive.record({.at = minute(0),
                                    .changes = {changes},
                                    .memberships = {{.watch = tree, .joined = {u"event/"_s + odd}}},
                                    .memories = {{.watch = tree, .account = account}},
                                    .notices = {notice(odd)}}));
        }
        Archive archive(m_file);
        QVERIFY(archive.open(minute(0)));
        const auto content = archive.load();
        QCOMPARE(content->books.value(account).members.value(tree).size(), 1);
        QVERIFY(archive.markShown(content->notices.constFirst().key, minute(1))->constFirst().shown.isValid());
        QCOMPARE(archive.markRead({odd})->size(), 1);
        QVERIFY(archive.record({.at = minute(2), .notices = {notice(odd)}})->isEmpty());
    }

    void theSettleTimeMayChange()
    {
        QDateTime now = minute(0);
        Ledger ledger(m_file, judge, [&now] { return now; }, 180s);
        QVERIFY(ledger.open());
        QVERIFY(ledger.apply(snapshot(tree, 0, {push(1)}, {running(10, 1)})));
        now = minute(1);
        QVERIFY(ledger.apply(snapshot(tree, 1, {push(1)}, {done(10, 1, Job::Result::Success, 1)})));
        now = minute(2);
        QVERIFY(ledger.tick()->changes.isEmpty());
        ledger.setSettleTime(60s);
        const auto entry = ledger.tick();
        QCOMPARE(entry->changes.size(), 1);
        QVERIFY(entry->changes[0].standings.changed[0].after.settled);
        ledger.setSettleTime(7200s);
        QVERIFY2(ledger.tick()->changes.isEmpty(), "what was settled stays so");
    }

    void twoProcesses()
    {
        const auto other = [this] {
            QProcess process;
            process.start(QCoreApplication::applicationFilePath(), {u"--try-to-open"_s, m_file});
            process.waitForFinished();
            return QString::fromUtf8(process.readAllStandardOutput()).trimmed();
        };
        Archive archive(m_file);
        QVERIFY(archive.open(minute(0)));
        QVERIFY(archive.record(twoLandings()));
        const QString refused = other();
        QVERIFY2(refused.contains("in use by"_L1), qPrintable(refused));
        QVERIFY(refused.contains(QString::number(QCoreApplication::applicationPid())));
        QCOMPARE(archive.load()->books.value(account).landings.size(), 2);
        archive.close();
        QCOMPARE(other(), u"opened"_s);
        QVERIFY(archive.open(minute(0)));
        QCOMPARE(archive.load()->books.value(account).landings.size(), 2);
    }

    /// The disk is full after one page more, and one more, until all of it fits.
    void aFullDiskAtEveryStatement()
    {
        Archive archive(m_file);
        QVERIFY(archive.open(minute(0)));
        QVERIFY(archive.record(twoLandings()));
        const ArchiveEntry big = bigEntry();
        const int pages = ask(archive, u"PRAGMA page_count"_s);
        int failures = 0;
        for (int more = 0;; ++more) {
            QVERIFY(more < 2000);
            ask(archive, u"PRAGMA max_page_count = %1"_s.arg(pages + more));
            const auto recorded = archive.record(big);
            if (recorded) {
                QCOMPARE(recorded->size(), big.notices.size() + 1);
                break;
            }
            ++failures;
            QVERIFY2(recorded.error().contains("full"_L1), qPrintable(recorded.error()));
            const auto content = archive.load();
            QVERIFY(content);
            QCOMPARE(content->books.value(account).landings.size(), 2);
            QVERIFY(content->books.value(account).jobs.isEmpty() && content->memories.isEmpty());
            QCOMPARE(content->notices.size(), 1);
            QCOMPARE(content->notices[0].state, Notice::State::Pending);
            QCOMPARE(ask(archive, u"SELECT count(*) FROM history"_s), 2);
        }
        QVERIFY2(failures > 20, qPrintable(QString::number(failures)));
        QCOMPARE(ask(archive, u"SELECT count(*) FROM pragma_integrity_check WHERE integrity_check = 'ok'"_s), 1);
        archive.close();
        QCOMPARE(archive.open(minute(0)), QString());
        QCOMPARE(archive.load()->books.value(account).jobs.value(1).size(), 400);
    }

    /// Every kind of write meets a disk that takes nothing; each says so, changes nothing, and works the next time.
    void aDiskThatTakesNothing()
    {
        Archive archive(m_file);
        QVERIFY(archive.open(minute(0)));
        QVERIFY(archive.record(twoLandings()));
        QVERIFY(archive.saveHealth({.watch = tree, .host = u"before"_s}));
        const auto each = [&archive](int number) -> std::expected<void, QString> {
            const auto lose = [](const auto &result) {
                return result ? std::expected<void, QString>() : std::unexpected(result.error());
            };
            switch (number) {
            case 0:
                return lose(archive.record(bigEntry()));
            case 1:
                return lose(archive.markShown(u"old#x"_s, minute(1)));
            case 2:
                return lose(archive.markRead({u"old#x"_s}));
            case 3:
                return lose(archive.withdraw({u"new#3"_s}));
            case 4:
                return archive.saveHealth({.watch = tree, .host = u"after"_s});
            default:
                return archive.prune(minute(100));
            }
        };
        for (int number = 0; number < 6; ++number) {
            const auto before = archive.load();
            {
                const NoWriting noWriting;
                const auto refused = each(number);
                QVERIFY2(!refused, qPrintable(QString::number(number)));
                QVERIFY(!refused.error().isEmpty());
            }
            const auto after = archive.load();
            QVERIFY(before && after);
            QCOMPARE(after->notices, before->notices);
            QCOMPARE(after->memories, before->memories);
            QCOMPARE(after->health, before->health);
            QCOMPARE(after->books.value(account).landings, before->books.value(account).landings);
            const auto again = each(number);
            QVERIFY2(again, qPrintable(again.error_or(QString())));
        }
        QCOMPARE(ask(archive, u"SELECT count(*) FROM history"_s), 0);
        QVERIFY(QDir(m_folder->path()).entryList({u"*damaged*"_s}).isEmpty());
    }

    /// Where nothing can be written no store is made, and none that is there is taken for damaged.
    void openingOnADiskThatTakesNothing()
    {
        {
            const NoWriting noWriting;
            Archive archive(m_file);
            QVERIFY(!archive.open(minute(0)));
        }
        Archive archive(m_file);
        QCOMPARE(archive.open(minute(0)), QString());
        QVERIFY(archive.record(twoLandings()));
        archive.close();
        {
            const NoWriting noWriting;
            QVERIFY(!archive.open(minute(0)));
        }
        QCOMPARE(archive.open(minute(0)), QString());
        QCOMPARE(archive.load()->books.value(account).landings.size(), 2);
        QVERIFY(QDir(m_folder->path()).entryList({u"*damaged*"_s}).isEmpty());
    }

    void aReadOnlyFolder()
    {
        const QString folder = m_folder->filePath(u"locked"_s);
        QVERIFY(QDir().mkpath(folder));
        QVERIFY(QFile::setPermissions(folder, QFile::ReadOwner | QFile::ExeOwner));
        Archive archive(folder + u"/store.db"_s);
        {
            const BoundByPermissions bound;
            QVERIFY(!archive.open(minute(0)));
        }
        QVERIFY(QDir(folder).isEmpty());
        QVERIFY(QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
    }

    /// What a backup or a crash leaves: the file and its log, as they were in the middle of the work.
    void theLogIsRecoveredUpToWhereItIsWhole()
    {
        const QString wal = m_file + u"-wal"_s;
        const QString copy = m_folder->filePath(u"copy.db"_s);
        Archive archive(m_file);
        QVERIFY(archive.open(minute(0)));
        QList<qint64> sizes;
        for (int i = 1; i <= 8; ++i) {
            ChangeSet changes{.account = account, .watch = tree, .at = minute(i)};
            changes.landings.added = {landing(i)};
            QVERIFY(archive.record({.at = minute(i), .changes = {changes}}));
            sizes.append(QFileInfo(wal).size());
        }
        QFile log(wal);
        QVERIFY(log.open(QIODevice::ReadOnly));
        const QByteArray bytes = log.readAll();
        for (qint64 length = sizes.constFirst(); length <= bytes.size(); length += 2048) {
            const auto whole = std::ranges::count_if(sizes, [length](qint64 size) { return size <= length; });
            for (const QString &tail : {u""_s, u"-wal"_s, u"-shm"_s}) {
                QFile::remove(copy + tail);
            }
            QVERIFY(QFile::copy(m_file, copy));
            QFile part(copy + u"-wal"_s);
            QVERIFY(part.open(QIODevice::WriteOnly));
            QCOMPARE(part.write(bytes.first(length)), length);
            part.close();
            Archive other(copy);
            QCOMPARE(other.open(minute(0)), QString());
            QCOMPARE(other.load()->books.value(account).landings.size(), whole);
        }
    }

    void everyOlderVersionIsBroughtUpToDate()
    {
        const auto steps = schemaSteps();
        for (size_t version = 0; version <= steps.size(); ++version) {
            const QString file = m_folder->filePath(u"v%1.db"_s.arg(version));
            {
                QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"maker"_s);
                database.setDatabaseName(file);
                QVERIFY(database.open());
                QSqlQuery query(database);
                for (size_t step = 0; step < version; ++step) {
                    for (const QString &statement : steps[step]) {
                        QVERIFY2(query.exec(statement), qPrintable(statement));
                    }
                }
                QVERIFY(query.exec(u"PRAGMA user_version = %1"_s.arg(version)));
                if (version > 0) {
                    QVERIFY(query.prepare(u"INSERT INTO facts VALUES ('th', 3, 'bug/5', ?)"_s));
                    query.bindValue(0, encode(landing(5)));
                    QVERIFY(query.exec());
                    QVERIFY(query.exec(u"INSERT INTO memory (watch, account, cursor, as_of, baselined)"
                                       " VALUES ('th/autoland', 'th', 'c', NULL, 1)"_s));
                    QVERIFY(query.exec(u"INSERT INTO membership VALUES ('th/autoland', 'bug/5')"_s));
                }
            }
            QSqlDatabase::removeDatabase(u"maker"_s);
            QDateTime now = minute(0);
            Ledger ledger(file, judge, [&now] { return now; }, 180s);
            const auto opening = ledger.open();
            QVERIFY2(opening, qPrintable(opening.error_or(QString())));
            QCOMPARE(ask(ledger.archive(), u"PRAGMA user_version"_s), int(steps.size()));
            QCOMPARE(opening->facts.size(), version > 0 ? 1 : 0);
            if (version > 0) {
                QCOMPARE(opening->facts[0].landings, QList{landing(5)});
                QCOMPARE(opening->memories[0].keys, QStringList{u"bug/5"_s});
                const auto entry = ledger.apply(snapshot(tree, 1));
                QVERIFY(entry && !entry->changes[0].baseline);
                QCOMPARE(entry->changes[0].landings.removed.size(), 1);
            }
        }
    }

    void noOtherMayReadWhateverTheUmask()
    {
        const mode_t before = umask(0);
        const QString file = m_folder->filePath(u"made/here/store.db"_s);
        {
            Archive archive(file);
            QVERIFY(archive.open(minute(0)));
            QVERIFY(archive.record(twoLandings()));
            for (const QString &tail : {u""_s, u"-wal"_s, u"-shm"_s}) {
                QVERIFY2(isOurs(file + tail), qPrintable(tail));
            }
            QVERIFY(isOurs(QFileInfo(file).absolutePath()));
        }
        QVERIFY(QFile::setPermissions(file, QFile::Permissions(0x6644)));
        {
            Archive archive(file);
            QVERIFY(archive.open(minute(0)));
            QVERIFY(isOurs(file));
        }
        QFile damaged(file);
        QVERIFY(damaged.open(QIODevice::WriteOnly));
        damaged.write(QByteArray(9000, 'x'));
        damaged.close();
        QVERIFY(QFile::setPermissions(file, QFile::Permissions(0x6644)));
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"was damaged and is kept as"_s));
        Archive archive(file);
        const auto aside = archive.open(minute(0));
        QVERIFY(aside && !aside->isEmpty());
        QVERIFY(isOurs(*aside) && isOurs(file));
        umask(before);
    }

private:
    static bool isOurs(const QString &path)
    {
        return QFile::exists(path) && !(QFile::permissions(path) & QFile::Permissions(0x0077));
    }

    static int ask(const Archive &archive, const QString &sql)
    {
        QSqlQuery query(QSqlDatabase::database(archive.connectionName()));
        return query.exec(sql) && query.next() ? query.value(0).toInt() : -1;
    }

    static ArchiveEntry twoLandings()
    {
        ChangeSet changes{.account = account, .watch = tree, .at = minute(0)};
        changes.landings.added = {landing(1), landing(2)};
        return {.at = minute(0), .changes = {changes}, .notices = {notice(u"old#x"_s)}};
    }

    /// Writes to every table, and withdraws an old notice.
    static ArchiveEntry bigEntry()
    {
        ChangeSet changes{.account = account, .watch = tree, .at = minute(1)};
        changes.pushes.added = {push(1)};
        for (int id = 0; id < 400; ++id) {
            changes.jobs.added.append(running(id, 1));
        }
        changes.standings.added = {standingOf(account, 1, changes.jobs.added, minute(0), settleTime)};
        Landing other = landing(1);
        other.title = QString(9000, u'x');
        changes.landings.changed = {{landing(1), other}};
        changes.landings.removed = {landing(2)};
        ArchiveEntry entry{.at = minute(1),
                           .changes = {changes},
                           .memories = {{.watch = tree,
                                         .account = account,
                                         .cursor = QString(9000, u'c'),
                                         .asOf = minute(1),
                                         .baselined = true}},
                           .overtaken = {u"old#"_s}};
        QStringList keys{u"push/1"_s};
        for (int i = 0; i < 60; ++i) {
            keys.append(u"bug/%1/"_s.arg(i) + QString(200, u'k'));
            Notice one = notice(u"new#%1"_s.arg(i));
            one.text = QString(1000, u't');
            entry.notices.append(one);
        }
        entry.memberships = {{.watch = tree, .joined = keys}};
        return entry;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_file;
};

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = application.arguments();
    if (arguments.value(1) == "--try-to-open"_L1) {
        return tryToOpen(arguments.value(2));
    }
    TestStoreEdges test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_storeedges.moc"
