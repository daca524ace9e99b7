// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/airfield/demoscript.h"
#include "models/items/roles.h"
#include "tests/features/flight.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QLoggingCategory>
#include <QStandardPaths>
#include <QTest>
#include <QTimeZone>

using namespace Windsock;
using namespace Qt::StringLiterals;

namespace {
const QDateTime s_start({2026, 3, 2}, {10, 0}, QTimeZone::utc());
const QString s_tree = u"firefox-autoland"_s;
constexpr qint64 s_job = 5001; // of the airfield's beginning

/// As the locale that the tests run in says it.
QString clock(int hour, int minute)
{
    return QLocale().toString(QTime(hour, minute), QLocale::ShortFormat);
}
}

/// The whole app on Lando and Treestatus: what a person is told of a tree that closes and of the landing it holds.
class TreesTest : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<Flight> m_flight;

    LandoWorld &lando() { return m_flight->field(u"lando"_s).worlds().lando; }

    /// A minute later.
    void later()
    {
        m_flight->setNow(m_flight->now().addSecs(60));
        m_flight->field(u"lando"_s).setNow(m_flight->now());
    }

    QString when() const { return m_flight->now().toUTC().toString(Qt::ISODate); }

    /// What is told of the change that was just made; asked again, after a restart too, nothing more comes.
    QStringList told()
    {
        [this] { QVERIFY(m_flight->poll().allGood()); }();
        const QStringList news = m_flight->takeNews();
        m_flight->restart();
        [this] { QVERIFY(m_flight->poll().allGood()); }();
        [this] { QCOMPARE(m_flight->takeNews(), QStringList()); }();
        return news;
    }

    QStringList living() const
    {
        return m_flight->noticesOf(u"lando"_s, Notice::State::Pending)
            + m_flight->noticesOf(u"lando"_s, Notice::State::Shown);
    }

    QVariant ofJob(int role) const
    {
        const QueueModel &queue = m_flight->app().queue();
        return queue.rowCount() == 1 ? queue.index(0, 0).data(role) : QVariant();
    }

private Q_SLOTS:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        QLoggingCategory::setFilterRules(u"windsock.*.info=false"_s);
    }

    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".+"_s));
        m_flight = std::make_unique<Flight>(s_start);
        m_flight->open();
        m_flight->addAccount(u"lando"_s, Service::Lando);
    }

    void cleanup() { m_flight.reset(); }

    void aTreeClosesAndOpens()
    {
        m_flight->addWatch(u"lando/trees"_s, Watch::Kind::Trees, {});
        QCOMPARE(told(), QStringList()); // what is met for the first time is no news
        QCOMPARE(m_flight->facts(u"lando"_s).size(), 4);
        later();
        lando().setTree(s_tree, u"closed"_s, u"Bustage"_s, {u"checkin_test"_s});
        const QString closed = u"tree/%1 tree-changed status:closed:%2"_s.arg(s_tree, when());
        QCOMPARE(told(), QStringList{closed});
        QCOMPARE(living(), QStringList{closed});
        later();
        lando().setTree(s_tree, u"closed"_s, u"Bustage, backing out"_s, {u"checkin_test"_s}); // another reason is no news
        QCOMPARE(told(), QStringList());
        later();
        lando().setTree(s_tree, u"approval required"_s);
        const QString approval = u"tree/%1 tree-changed status:approval-required:%2"_s.arg(s_tree, when());
        QCOMPARE(told(), QStringList{approval});
        later();
        lando().setTree(s_tree, u"open"_s);
        const QString open = u"tree/%1 tree-changed status:open:%2"_s.arg(s_tree, when());
        QCOMPARE(told(), QStringList{open});
        QCOMPARE(living(), QStringList{open}); // what was told before no longer holds
        later();
        lando().setTree(s_tree, u"closed"_s);
        QCOMPARE(told(), (QStringList{u"tree/%1 tree-changed status:closed:%2"_s.arg(s_tree, when())}));
        later();
        lando().removeTree(s_tree);
        QCOMPARE(told(), QStringList());
        QCOMPARE(living(), QStringList());
    }

    void aClosedTreeHoldsALanding()
    {
        m_flight->addWatch(u"lando/trees"_s, Watch::Kind::Trees, s_tree);
        m_flight->addWatch(u"lando/job"_s, Watch::Kind::LandingJob, QString::number(s_job));
        QCOMPARE(told(), QStringList());
        QCOMPARE(ofJob(ItemRole::State).toString(), u"queued"_s);
        later();
        lando().setTree(s_tree, u"closed"_s, u"Disks"_s, {u"planned"_s, u"infra"_s});
        QCOMPARE(told().size(), 1);
        // Lando itself still says that the job is queued.
        QCOMPARE(ofJob(ItemRole::State).toString(), u"held"_s);
        QCOMPARE(ofJob(ItemRole::Held).toString(), u"Held: tree closed %1, planned, infra"_s.arg(clock(10, 1)));
        later();
        lando().setJob(s_job, u"DEFERRED"_s, u"Tree firefox-autoland is closed - retrying later."_s);
        QCOMPARE(told(), QStringList{u"lando/5001 landing state:held:tree-closed:%1"_s.arg(when())});
        later();
        lando().setTree(s_tree, u"open"_s);
        QCOMPARE(told().size(), 1);
        later();
        lando().setJob(s_job, u"SUBMITTED"_s);
        QCOMPARE(told(), QStringList{u"lando/5001 landing state:queued:%1"_s.arg(when())});
        QVERIFY(ofJob(ItemRole::Held).toString().isEmpty());
        later();
        lando().setJob(s_job, u"IN_PROGRESS"_s);
        QCOMPARE(told(), QStringList());
        later();
        const QString git = u"a"_s.repeated(40);
        const QString hg = u"b"_s.repeated(40);
        lando().addCommit(git, hg);
        lando().setJob(s_job, u"LANDED"_s, {}, git);
        const QString landed = u"lando/5001 landing state:landed:%1"_s.arg(when());
        QCOMPARE(told(), QStringList{landed});
        QVERIFY(living().contains(landed));
        const auto landing = ofJob(ItemRole::Landing).value<Landing>();
        QCOMPARE(landing.revision, hg);
        QCOMPARE(landing.gitRevision, git);
    }

    void everyEndIsToldOnce_data()
    {
        QTest::addColumn<QString>("status");
        QTest::addColumn<QString>("word");
        QTest::addColumn<QString>("line");
        QTest::newRow("failed") << u"FAILED"_s << u"failed"_s << u"patch failed: a.txt:1"_s;
        QTest::newRow("cancelled") << u"CANCELLED"_s << u"cancelled"_s << u"It will not go to firefox-autoland."_s;
    }

    void everyEndIsToldOnce()
    {
        QFETCH(QString, status);
        QFETCH(QString, word);
        QFETCH(QString, line);
        m_flight->addWatch(u"lando/job"_s, Watch::Kind::LandingJob, QString::number(s_job));
        QCOMPARE(told(), QStringList());
        later();
        lando().setJob(s_job, status, u"patch failed: a.txt:1\nRejected hunk #1."_s);
        const QString key = u"lando/lando/5001#state:%1:%2"_s.arg(word, when());
        QCOMPARE(told().size(), 1);
        QVERIFY(m_flight->notices().contains(key));
        QCOMPARE(m_flight->notices().at(key).text.section(u'\n', 0, 0), line);
        // What has ended is not asked again for hours.
        m_flight->field(u"lando"_s).clearRequests();
        later();
        QCOMPARE(told(), QStringList());
        QVERIFY(m_flight->field(u"lando"_s).requests().isEmpty());
    }

    void aJobThatGoesIsSaidAndItsLastStateStays()
    {
        m_flight->addWatch(u"lando/job"_s, Watch::Kind::LandingJob, QString::number(s_job));
        QCOMPARE(told(), QStringList());
        const QStringList before = m_flight->facts(u"lando"_s);
        later();
        lando().removeJob(s_job);
        QVERIFY(!m_flight->poll().allGood());
        const SourceHealth health = m_flight->health(u"lando/job"_s);
        QCOMPARE(health.state, SourceHealth::State::Failing);
        QCOMPARE(health.failure->reason, Failure::Reason::NotFound);
        QCOMPARE(health.failure->detail, u"A landing job with ID 5001 was not found."_s);
        QCOMPARE(m_flight->facts(u"lando"_s), before);
        const QString gone = u"lando/5001 landing gone"_s;
        QTRY_COMPARE(living(), QStringList{gone});
        QCOMPARE(m_flight->takeNews(), QStringList{gone});
        QVERIFY(m_flight->notices().at(u"lando/lando/5001#gone"_s).text.contains(health.failure->detail));
        // Once, also after a restart.
        m_flight->restart();
        later();
        QVERIFY(!m_flight->poll().allGood());
        QCOMPARE(m_flight->facts(u"lando"_s), before); // the store is asked, and has done before what was asked before
        QCOMPARE(m_flight->takeNews(), QStringList());
        // It was not gone after all.
        lando().addJob({.number = s_job, .repository = s_tree, .messages = {u"Flaps"_s}});
        later();
        QVERIFY(m_flight->poll().allGood());
        QTRY_COMPARE(living(), QStringList());
    }

    void whatHadEndedOrWasNeverKnownIsNotGone()
    {
        m_flight->addWatch(u"lando/job"_s, Watch::Kind::LandingJob, QString::number(s_job));
        m_flight->addWatch(u"lando/none"_s, Watch::Kind::LandingJob, u"77"_s);
        QVERIFY(!m_flight->poll().allGood()); // there is no job 77
        lando().setJob(s_job, u"CANCELLED"_s);
        later();
        m_flight->poll();
        const QStringList cancelled = m_flight->takeNews();
        QCOMPARE(cancelled.size(), 1);
        lando().removeJob(s_job);
        m_flight->setNow(m_flight->now().addSecs(7 * 3600)); // what has ended is asked rarely
        m_flight->poll();
        QCOMPARE(m_flight->health(u"lando/job"_s).failure->reason, Failure::Reason::NotFound);
        m_flight->restart(); // the store has finished
        QCOMPARE(m_flight->takeNews(), QStringList());
        QCOMPARE(living(), cancelled);
    }

    void aTreeThatIsNotListedLeavesTheOthers()
    {
        m_flight->addWatch(u"lando/trees"_s, Watch::Kind::Trees, s_tree + u",nosuch"_s);
        QCOMPARE(told(), QStringList());
        QCOMPARE(m_flight->facts(u"lando"_s).size(), 2);
        QCOMPARE(m_flight->health(u"lando/trees"_s).skippedRecords, 1);
        const QString text = m_flight->app().answer({.verb = Command::Verb::Trees});
        QVERIFY2(text.contains(u"nosuch"_s) && text.contains(u"not listed"_s), qPrintable(text));
        later();
        lando().setTree(s_tree, u"closed"_s);
        QCOMPARE(told().size(), 1);
        // It comes to be, closed: that is news.
        later();
        lando().setTree(u"nosuch"_s, u"closed"_s);
        QCOMPARE(told(), QStringList{u"tree/nosuch tree-changed status:closed:%1"_s.arg(when())});
    }

    void theTerminalShowsBoth()
    {
        m_flight->addWatch(u"lando/trees"_s, Watch::Kind::Trees, s_tree);
        m_flight->addWatch(u"lando/job"_s, Watch::Kind::LandingJob, QString::number(s_job));
        lando().setTree(s_tree, u"closed"_s, u"Disks"_s, {u"infra"_s});
        QCOMPARE(told(), QStringList());
        const auto json = [this](Command::Verb verb) {
            return QJsonDocument::fromJson(m_flight->app().answer({.verb = verb, .json = true}).toUtf8()).array();
        };
        const QJsonArray trees = json(Command::Verb::Trees);
        QCOMPARE(trees.size(), 1);
        QCOMPARE(trees[0]["status"_L1].toString(), u"closed"_s);
        const QJsonArray queue = json(Command::Verb::Queue);
        QCOMPARE(queue.size(), 1);
        QCOMPARE(queue[0]["job"_L1].toInteger(), s_job);
        QCOMPARE(queue[0]["heldBy"_L1].toObject(), trees[0].toObject());
        const QString text = m_flight->app().answer({.verb = Command::Verb::Queue});
        QVERIFY2(text.contains(u"Held: tree closed %1, infra"_s.arg(clock(10, 0))) && text.contains(u"Lando 5001"_s),
                 qPrintable(text));
    }

    /// The same from the Treestatus that stood alone.
    void anAccountOfTheOldHost()
    {
        const QUrl alone(m_flight->field(u"lando"_s).url(u"lando"_s).toString() + u"/alone"_s);
        QVERIFY(
            m_flight->app().book().addAccount({.id = AccountId(u"old"_s), .service = Service::Lando, .baseUrl = alone}));
        m_flight->addWatch(u"old/trees"_s, Watch::Kind::Trees, s_tree);
        QCOMPARE(told(), QStringList());
        later();
        lando().setTree(s_tree, u"closed"_s);
        QCOMPARE(told(), QStringList{u"tree/%1 tree-changed status:closed:%2"_s.arg(s_tree, when())});
    }
};

QTEST_GUILESS_MAIN(TreesTest)
#include "tst_trees.moc"
