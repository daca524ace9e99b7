// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/roles.h"
#include "tests/features/flight.h"
#include "tests/features/recordedqueue.h"

#include <QStandardPaths>
#include <QTest>
#include <QTimeZone>

using namespace Windsock;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
/// A recording, a time after its last change and before anything could settle, and a time when all has settled.
struct Recording {
    QString repository;
    QStringList states;
    QDateTime now;
    QDateTime notYetSettled;
    QDateTime settled;
};

QDateTime utc(const QString &text)
{
    return QDateTime::fromString(text + u'Z', Qt::ISODate);
}

Recording autoland()
{
    return {.repository = u"autoland"_s,
            .states = {u"t0"_s, u"t1"_s, u"t2"_s, u"t3"_s, u"t4"_s, u"t5"_s, u"t6"_s},
            .now = utc(u"2026-11-20T16:27:00"_s),
            .notYetSettled = utc(u"2026-11-20T16:29:15"_s),
            .settled = utc(u"2026-11-20T16:29:17"_s)};
}

Recording inbound()
{
    return {.repository = u"mozilla-inbound"_s,
            .states = {u"A"_s, u"B"_s},
            .now = utc(u"2014-04-15T23:22:00"_s),
            .notYetSettled = utc(u"2014-04-15T23:23:59"_s),
            .settled = utc(u"2014-04-15T23:24:00"_s)};
}

Recording recordingOf(const QString &repository)
{
    return repository == "autoland"_L1 ? autoland() : inbound();
}

/// A flight over a recording, and what the recording itself says must come.
class Replay
{
public:
    explicit Replay(const Recording &recording)
        : m_recording(recording), m_queue(recording.repository), flight(recording.now)
    {
        flight.open();
        flight.addAccount(u"th"_s, Service::Treeherder);
    }

    void watchTree() { flight.addWatch(u"th/tree"_s, Watch::Kind::Tree, m_recording.repository); }
    void watchAuthor(const QString &who)
    {
        flight.addWatch(u"th/author"_s, Watch::Kind::Author, m_recording.repository, who);
    }

    /// The first state: nothing comes.
    void begin()
    {
        m_queue.read(m_recording.states.constFirst());
        m_expected.begin(m_queue.verdicts(), flight.now());
        QVERIFY(flight.poll().allGood());
        note(m_recording.states.constFirst());
        QCOMPARE(flight.takeNews(), QStringList());
    }

    /// The next state brings exactly what the recording says, and nothing more when it is asked for again or the app
    /// is restarted.
    void step(const QString &state)
    {
        QVERIFY(!flight.field(u"th"_s).step(m_recording.repository).isEmpty());
        m_queue.read(state);
        const QStringList expected = m_expected.next(m_queue.verdicts(), flight.now(), watched());
        QVERIFY(flight.poll().allGood());
        note(state);
        QCOMPARE(flight.takeNews(), expected);
        isQuiet();
        showsTheVerdicts();
    }

    void settle()
    {
        flight.setNow(m_recording.notYetSettled);
        flight.tick();
        isQuiet();
        flight.setNow(m_recording.settled);
        const QStringList expected = m_expected.next(m_queue.verdicts(), flight.now(), watched());
        flight.tick();
        QTRY_COMPARE(flight.news(), expected);
        note(u"settled"_s);
        flight.takeNews();
        isQuiet();
    }

    void flyThrough()
    {
        begin();
        isQuiet();
        for (const QString &state : m_recording.states.sliced(1)) {
            step(state);
            if (QTest::currentTestFailed()) {
                return;
            }
        }
        settle();
    }

    void isQuiet()
    {
        const auto known = flight.notices();
        QVERIFY(flight.poll().allGood());
        if (m_restarts) {
            flight.restart();
            flight.tick();
            QVERIFY(flight.poll().allGood());
        }
        QCOMPARE(flight.takeNews(), QStringList());
        QVERIFY(flight.notices() == known);
    }

    void showsTheVerdicts()
    {
        const auto verdicts = m_queue.verdicts();
        const QList<qint64> mine = m_showsAll ? m_queue.authors().keys() : watched();
        const PushesModel &model = flight.app().pushes();
        QCOMPARE(model.rowCount(), mine.size());
        for (int row = 0; row < model.rowCount(); ++row) {
            const auto standing = model.index(row, 0).data(ItemRole::Standing).value<PushStanding>();
            QVERIFY(mine.contains(standing.pushId));
            QCOMPARE(verdictName(standing.verdict), verdicts[standing.pushId].word);
            QCOMPARE(standing.complete, verdicts[standing.pushId].complete);
        }
    }

    QList<qint64> watched() const { return m_who.isEmpty() ? m_queue.authors().keys() : m_queue.authors().keys(m_who); }

    QString m_who; ///< the one author whose pushes are told of, empty for all
    bool m_showsAll = false; ///< whoever is told of
    bool m_restarts = true; ///< after each state

private:
    void note(const QString &state)
    {
        const QString news = flight.news().isEmpty() ? u"-"_s : flight.news().join(u", "_s);
        qInfo().noquote() << u"  %1 %2 (%3 jobs): %4"_s.arg(m_recording.repository, state.leftJustified(7))
                                 .arg(m_queue.jobCount())
                                 .arg(news);
    }

    Recording m_recording;
    RecordedQueue m_queue;
    ExpectedNews m_expected;

public:
    Flight flight;
};
}

class ReplayTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }
    void init() { QTest::failOnWarning(QRegularExpression(u".+"_s)); }

    void aTree_data() { repositories(); }
    void aTree()
    {
        QFETCH(QString, repository);
        Replay replay(recordingOf(repository));
        replay.watchTree();
        replay.flyThrough();
    }

    void anAuthor_data()
    {
        QTest::addColumn<QString>("repository");
        QTest::addColumn<QString>("who");
        for (const char *who : {"hacker0", "hacker2", "hacker3", "live"}) {
            QTest::addRow("autoland %s", who) << u"autoland"_s << QString::fromLatin1(who) + u"@example.com"_s;
        }
        for (const char *who : {"user67122", "user29632"}) {
            QTest::addRow("mozilla-inbound %s", who)
                << u"mozilla-inbound"_s << QString::fromLatin1(who) + u"@example.org"_s;
        }
    }
    void anAuthor()
    {
        QFETCH(QString, repository);
        QFETCH(QString, who);
        Replay replay(recordingOf(repository));
        replay.m_who = who;
        replay.m_restarts = false;
        replay.watchAuthor(who);
        replay.flyThrough();
    }

    void aTreeAndOneOfItsAuthors_data()
    {
        QTest::addColumn<QString>("repository");
        QTest::addColumn<QString>("who");
        QTest::newRow("autoland") << u"autoland"_s << u"hacker2@example.com"_s;
        QTest::newRow("mozilla-inbound") << u"mozilla-inbound"_s << u"user29632@example.org"_s;
    }
    void aTreeAndOneOfItsAuthors()
    {
        QFETCH(QString, repository);
        QFETCH(QString, who);
        Replay replay(recordingOf(repository));
        replay.watchTree();
        replay.watchAuthor(who);
        replay.flyThrough();
    }

    void aTreeThatIsWatchedLaterBringsNoHistory()
    {
        Replay replay(autoland());
        replay.m_who = u"hacker2@example.com"_s;
        replay.m_restarts = false;
        replay.watchAuthor(replay.m_who);
        replay.begin();
        for (const QString &state : {u"t1"_s, u"t2"_s, u"t3"_s}) {
            replay.step(state);
        }
        replay.watchTree();
        replay.m_showsAll = true;
        replay.step(u"t4"_s); // hacker2's push recovers; of all others this is the first sight
        replay.m_who.clear();
        replay.step(u"t5"_s);
    }

    /// The service is put back to its first state and comes forward again: all of it is old.
    void theWholeRecordingAgain_data() { repositories(); }
    void theWholeRecordingAgain()
    {
        QFETCH(QString, repository);
        const Recording recording = recordingOf(repository);
        Replay replay(recording);
        replay.m_restarts = false;
        replay.watchTree();
        replay.flyThrough();
        const QStringList facts = replay.flight.facts(u"th"_s);
        replay.flight.replaceField(u"th"_s);
        for (qsizetype i = 0; i < recording.states.size(); ++i) {
            replay.isQuiet();
            QCOMPARE(replay.flight.facts(u"th"_s), facts);
            replay.flight.field(u"th"_s).step(repository);
        }
    }

    void whatNoLongerHoldsIsWithdrawn();

private:
    static void repositories()
    {
        QTest::addColumn<QString>("repository");
        QTest::newRow("autoland") << u"autoland"_s;
        QTest::newRow("mozilla-inbound") << u"mozilla-inbound"_s;
    }
};

/// The made-up repository's minute: its second push goes orange, is made good and ends green, its third goes red and
/// is then cancelled. Written down by hand from what the script says.
void ReplayTest::whatNoLongerHoldsIsWithdrawn()
{
    Flight flight(utc(u"2026-03-02T10:00:00"_s));
    flight.open();
    flight.addAccount(u"th"_s, Service::Treeherder);
    flight.addWatch(u"th/demo"_s, Watch::Kind::Tree, u"demo"_s);
    QVERIFY(flight.poll().allGood());
    QStringList told;
    Airfield &field = flight.field(u"th"_s);
    while (field.stepsLeft(u"demo"_s) > 0) {
        flight.setNow(flight.now().addSecs(20));
        field.setNow(flight.now());
        field.step(u"demo"_s);
        QVERIFY(flight.poll().allGood());
        told += flight.takeNews();
    }
    flight.setNow(flight.now().addSecs(600));
    flight.tick();
    QTRY_COMPARE(flight.news().size(), 3);
    told += flight.takeNews();
    QCOMPARE(told,
             QStringList({u"push/2000002 push-bad orange"_s, u"push/2000002 push-recovered"_s,
                          u"push/2000003 push-bad red"_s, u"push/2000001 push-finished green"_s,
                          u"push/2000002 push-finished green"_s, u"push/2000003 push-finished red"_s}));
    QCOMPARE(flight.noticesOf(u"th"_s, Notice::State::Withdrawn),
             QStringList({u"push/2000002 push-bad orange"_s, u"push/2000002 push-recovered"_s,
                          u"push/2000003 push-bad red"_s}));
    QCOMPARE(flight.noticesOf(u"th"_s, Notice::State::Pending),
             QStringList({u"push/2000001 push-finished green"_s, u"push/2000002 push-finished green"_s,
                          u"push/2000003 push-finished red"_s}));
    const auto known = flight.notices();
    flight.restart();
    QVERIFY(flight.poll().allGood());
    QVERIFY(flight.notices() == known);
}

QTEST_GUILESS_MAIN(ReplayTest)
#include "tst_replay.moc"
