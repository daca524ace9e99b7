// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/roles.h"
#include "tests/features/pushedflight.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QStandardPaths>
#include <QTest>

#include <random>

using namespace Windsock;
using namespace Qt::StringLiterals;

namespace {
const QString s_failed = u"exchange/taskcluster-queue/v1/task-failed"_s;
const QString s_key = u"primary.T.0.w.x.p.y.gecko-level-3.G._"_s;
constexpr int s_eventMinutes = 6; ///< a line that tells is polled for at least every five

int numberFrom(const char *variable, int otherwise)
{
    bool given = false;
    const int number = qEnvironmentVariableIntValue(variable, &given);
    return given ? number : otherwise;
}

/// What happens at the tree, the same for the same seed: pushes come, and their jobs run and end.
class Happenings
{
public:
    explicit Happenings(quint32 seed)
        : m_random(seed)
    {
    }

    /// The next thing; of which push's commit it is.
    QString next(TreeherderWorld &world)
    {
        if (m_running.isEmpty() || dice(5) == 0) {
            m_revision = QString::number(++m_pushes).rightJustified(40, u'a');
            const qint64 push = world.addPush(PushedFlight::tree, m_revision, u"me@example.org"_s,
                                              u"Bug %1 - Fix"_s.arg(m_pushes));
            for (int i = 1; i <= s_jobs; ++i) {
                m_running.append({.job = world.addJob(push, {.type = u"test-linux/opt-mochitest-%1"_s.arg(i)}),
                                  .push = push,
                                  .revision = m_revision});
            }
            return m_revision;
        }
        const Running ended = m_running.takeAt(dice(int(m_running.size()) - 1));
        static constexpr std::array results{"success", "testfailed", "busted", "success"};
        static constexpr std::array verdicts{"", "orange", "red", ""};
        const auto result = size_t(dice(3));
        world.setJob(ended.job, u"completed"_s, QString::fromLatin1(results.at(result)));
        note(ended.push, QString::fromLatin1(verdicts.at(result)));
        return ended.revision;
    }

    /// Notices that the last job of a push went bad: whoever looks late sees that the push has finished, too, and is told
    /// of both in one.
    const QStringList &maybeToldAtOnce() const { return m_maybeToldAtOnce; }

private:
    struct Running {
        qint64 job = 0;
        qint64 push = 0;
        QString revision;
    };

    int dice(int most) { return std::uniform_int_distribution(0, most)(m_random); }

    void note(qint64 push, const QString &verdict)
    {
        auto &[ended, worst] = m_standings[push];
        const bool isWorse = verdict > worst; // in the alphabet, too, red is worse than orange
        worst = std::max(worst, verdict);
        if (++ended == s_jobs && isWorse) {
            m_maybeToldAtOnce.append(u"push/%1 push-bad %2"_s.arg(push).arg(verdict));
        }
    }

    static constexpr int s_jobs = 3;
    std::mt19937 m_random;
    QList<Running> m_running;
    QString m_revision;
    int m_pushes = 0;
    std::map<qint64, std::pair<int, QString>> m_standings; ///< by push: how many of its jobs ended, and how bad
    QStringList m_maybeToldAtOnce;
};

QStringList without(const QStringList &notices, QStringList lines)
{
    lines.removeIf([&notices](const QString &line) {
        return std::ranges::any_of(notices, [&line](const QString &notice) { return line.endsWith(notice); });
    });
    return lines;
}
}

/// News that arrives instead of being asked for: a real broker, real Treeherder answers, the whole app between them.
class PulseTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        QVERIFY2(m_broker.start(), qPrintable(m_broker.problem()));
        qputenv("SSL_CERT_FILE", QFile::encodeName(m_broker.authority())); // for AMQP; and for STOMP
        QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
        tls.setCaCertificates(QSslCertificate::fromPath(m_broker.authority()));
        QSslConfiguration::setDefaultConfiguration(tls);
    }
    void aMessageMakesTheServiceBeAsked();
    void aGoodLineSavesRequests();
    void aWrongPasswordAsksThePersonOnce();
    void nothingIsLostOrToldTwice_data();
    void nothingIsLostOrToldTwice();

private:
    enum class Moment { BeforeIt, AfterIt, AfterTheMessage, AfterTheLook, DuringTheFetch, Never };
    enum class Blow { Cut, Clog, Kill };

    void strike(PushedFlight &pushed, Blow blow);
    void mend(PushedFlight &pushed);
    void say(const QString &revision, int times);
    bool playWithBlows(PushedFlight &pushed, quint32 seed, int events, int kills, std::mt19937 &random);

    TestBroker m_broker;
    bool m_isDead = false;
    std::map<Moment, int> m_moments;
    int m_cuts = 0;
    int m_clogs = 0;
    int m_kills = 0;
};

void PulseTest::aMessageMakesTheServiceBeAsked()
{
    PushedFlight pushed(&m_broker);
    QVERIFY(pushed.awaitLine());
    pushed.pass(120); // what the opening of the line asks for
    pushed.takeRequests();
    const qint64 push = pushed.world().addPush(PushedFlight::tree, QString(40, u'b'), u"me@example.org"_s,
                                               u"Bug 1 - x"_s);
    const qint64 job = pushed.world().addJob(push, {});
    QVERIFY(pushed.world().setJob(job, u"completed"_s, u"testfailed"_s));
    pushed.pass(60);
    QCOMPARE(pushed.takeRequests(), 0); // nobody has told, and a good line is trusted for five minutes
    const qint64 before = pushed.looks();
    Publisher publisher(m_broker);
    QVERIFY(publisher.publish(s_failed, s_key, PushedFlight::message(u"G"_s), PushedFlight::routes(QString(40, u'b'))));
    QTRY_VERIFY(pushed.looks() > before);
    pushed.pass(10);
    QVERIFY(pushed.takeRequests() > 0);
    const QStringList told = pushed.told();
    QVERIFY2(told.contains(u"push/%1 push-bad orange"_s.arg(push)), qPrintable(told.join(u'\n')));
    NewsWay way;
    const SourcesModel &sources = pushed.flight().app().sources();
    for (int row = 0; row < sources.rowCount(); ++row) {
        const QModelIndex index = sources.index(row, 0);
        if (index.data(ItemRole::Key).toString() == "th/autoland"_L1) {
            way = index.data(ItemRole::News).value<NewsWay>();
        }
    }
    QCOMPARE(way.how, NewsWay::How::Both);
    QCOMPARE(way.line.value, u"pulse"_s);
    QVERIFY(way.lastNews.isValid());
    QCOMPARE(way.delay, std::chrono::seconds(10));
    const QString json = pushed.flight().app().answer({.verb = Command::Verb::Sources, .json = true});
    const QJsonArray rows = QJsonDocument::fromJson(json.toUtf8()).array();
    QCOMPARE(rows.size(), 2);
    QCOMPARE(rows.at(0)[u"watch"].toString(), u"pulse"_s);
    QCOMPARE(rows.at(0)[u"news"].toString(), u"pushed"_s);
    QCOMPARE(rows.at(0)[u"state"].toString(), u"good"_s);
    QCOMPARE(rows.at(1)[u"news"].toString(), u"both"_s);
    QCOMPARE(rows.at(1)[u"delaySeconds"].toDouble(), 10.0);
    QVERIFY(rows.at(1)[u"lastNews"].isString());
    QVERIFY(!json.contains(u"horse"_s));
    // An exchange of somebody's own, and the same message from everywhere a hundred times: one fetch and a later one.
    pushed.pass(240);
    pushed.takeRequests();
    QVERIFY(publisher.publishMany(u"exchange/hgpushes/v1"_s, u"integration/autoland"_s,
                                  R"({"payload":{"repo_url":"https://hg.mozilla.org/integration/autoland","heads":[]}})",
                                  100));
    const qint64 looks = pushed.looks();
    QTRY_VERIFY(pushed.looks() > looks);
    pushed.pass(60);
    const qsizetype once = pushed.takeRequests();
    QVERIFY2(once > 0 && once <= 3, qPrintable(QString::number(once))); // of one fetch
}

void PulseTest::aGoodLineSavesRequests()
{
    PushedFlight pushed(&m_broker);
    PushedFlight polled(nullptr);
    QVERIFY(pushed.awaitLine());
    pushed.pass(120);
    pushed.takeRequests();
    polled.takeRequests();
    pushed.pass(3600);
    polled.pass(3600);
    const qsizetype few = pushed.takeRequests();
    const qsizetype many = polled.takeRequests();
    qInfo("an hour in which nothing happens: %lld requests with a line, %lld without", qlonglong(few), qlonglong(many));
    QVERIFY(few > 0);
    QVERIFY(few * 4 < many);
    // It breaks: the next request is due at once, the pace is the old one.
    m_broker.kill();
    QTRY_VERIFY(!pushed.isTold());
    pushed.pass(70);
    QVERIFY(pushed.takeRequests() > 0);
    QVERIFY2(m_broker.start(), qPrintable(m_broker.problem()));
    QVERIFY(pushed.awaitLine());
}

void PulseTest::aWrongPasswordAsksThePersonOnce()
{
    PushedFlight polled(nullptr);
    Application &app = polled.flight().app();
    Account line = m_broker.account(u"pulse"_s);
    app.secrets().keepInMemory(line.id, "wrong");
    QVERIFY(app.book().addAccount(line).has_value());
    const auto asked = [&app] {
        int count = 0;
        for (int row = 0; row < app.notices().rowCount(); ++row) {
            const auto notice = app.notices().index(row, 0).data(ItemRole::Notice).value<Notice>();
            count += notice.kind == Notice::Kind::NeedsLogin && notice.state != Notice::State::Withdrawn;
        }
        return count;
    };
    QTRY_COMPARE_WITH_TIMEOUT(asked(), 1, 30'000);
    const QString text = app.answer({.verb = Command::Verb::Sources});
    QVERIFY2(text.contains(u"refuses the user name or the password"_s), qPrintable(text));
    app.secrets().keepInMemory(line.id, TestBroker::password);
    app.lines().retryAccount(line.id);
    QVERIFY(polled.awaitLine());
    QTRY_COMPARE(asked(), 0);
}

void PulseTest::strike(PushedFlight &pushed, Blow blow)
{
    switch (blow) {
    case Blow::Cut:
        ++m_cuts;
        pushed.relay()->cut();
        break;
    case Blow::Clog:
        ++m_clogs;
        pushed.relay()->setClogged(true);
        break;
    case Blow::Kill:
        ++m_kills;
        m_isDead = true;
        m_broker.kill();
        break;
    }
}

void PulseTest::mend(PushedFlight &pushed)
{
    pushed.relay()->setClogged(false);
    if (std::exchange(m_isDead, false)) {
        QVERIFY2(m_broker.start(), qPrintable(m_broker.problem()));
    }
    pushed.relay()->cut(); // what was clogged has lost bytes
    QTRY_VERIFY_WITH_TIMEOUT(pushed.relay()->connections > 0, 30'000);
    QVERIFY(QTest::qWaitFor([&pushed] { return pushed.isTold(); }, 60'000));
}

/// At least once, in Pulse's words: more than once.
void PulseTest::say(const QString &revision, int times)
{
    if (m_isDead) {
        return; // nobody takes it
    }
    Publisher publisher(m_broker);
    for (int i = 0; i < times; ++i) {
        QVERIFY(publisher.publish(s_failed, s_key, PushedFlight::message(revision.right(8)),
                                  PushedFlight::routes(revision)));
    }
}

bool PulseTest::playWithBlows(PushedFlight &pushed, quint32 seed, int events, int kills, std::mt19937 &random)
{
    Happenings happenings(seed);
    const auto dice = [&random](int most) { return std::uniform_int_distribution(0, most)(random); };
    int killsLeft = kills;
    for (int i = 0; i < events; ++i) {
        const auto moment = Moment(dice(int(Moment::Never)));
        const bool mayKill = killsLeft * 3 >= events - i || (killsLeft > 0 && dice(2) == 0);
        const Blow blow = mayKill ? Blow::Kill : dice(2) == 0 ? Blow::Clog : Blow::Cut;
        killsLeft -= moment != Moment::Never && blow == Blow::Kill;
        ++m_moments[moment];
        const auto at = [&](Moment here) {
            if (moment == here) {
                strike(pushed, blow);
            }
        };
        at(Moment::BeforeIt);
        const QString revision = happenings.next(pushed.world());
        at(Moment::AfterIt);
        const qint64 looks = pushed.looks();
        say(revision, 1 + dice(2));
        at(Moment::AfterTheMessage);
        if (moment >= Moment::AfterTheLook && !QTest::qWaitFor([&] { return pushed.looks() > looks; }, 30'000)) {
            return false;
        }
        at(Moment::AfterTheLook);
        pushed.jump(3);
        at(Moment::DuringTheFetch);
        pushed.settle();
        pushed.pass(s_eventMinutes * 30);
        if (moment != Moment::Never) {
            mend(pushed);
        }
        pushed.pass(s_eventMinutes * 30);
    }
    pushed.pass(1800);
    return true;
}

void PulseTest::nothingIsLostOrToldTwice_data()
{
    QTest::addColumn<QUrl>("way");
    QTest::newRow("AMQP") << m_broker.url();
    QTest::newRow("STOMP over WebSocket") << m_broker.webUrl();
}

void PulseTest::nothingIsLostOrToldTwice()
{
    QFETCH(const QUrl, way);
    const int events = numberFrom("WINDSOCK_EVENTS", 14);
    const int kills = numberFrom("WINDSOCK_KILLS", 2);
    const auto seed = quint32(numberFrom("WINDSOCK_SEED", int(std::random_device()() & 0xffffff)));
    qInfo("%d events, %d kills, seed %u (WINDSOCK_SEED)", events, kills, seed);
    std::mt19937 random(seed);
    PushedFlight calm(nullptr);
    Happenings happenings(seed);
    for (int i = 0; i < events; ++i) {
        happenings.next(calm.world());
        calm.jump(3);
        calm.settle();
        calm.pass(s_eventMinutes * 60);
    }
    calm.pass(1800);
    const QStringList once = happenings.maybeToldAtOnce();
    const QStringList expected = without(once, calm.told());
    QVERIFY(expected.size() > events / 4);

    m_moments.clear();
    m_cuts = m_clogs = m_kills = 0;
    PushedFlight pushed(&m_broker, way);
    QVERIFY(pushed.awaitLine());
    QVERIFY(playWithBlows(pushed, seed, events, kills, random));
    QVERIFY(pushed.awaitLine());
    QCOMPARE(pushed.flight().facts(u"th"_s), calm.flight().facts(u"th"_s));
    const QStringList told = pushed.told();
    QVERIFY2(without(once, told) == expected,
             qPrintable(u"told:\n%1\nexpected:\n%2"_s.arg(told.join(u'\n'), expected.join(u'\n'))));
    for (const QString &notice : once) {
        QVERIFY2(told.count(notice) <= 1, qPrintable(notice));
    }
    qInfo("%lld notices, each told once; %d kills -9, %d cuts, %d clogged ways; %lld looks over %d connections",
          qlonglong(expected.size() / 2), m_kills, m_cuts, m_clogs, qlonglong(pushed.looks()),
          pushed.relay()->connections);
    for (const auto &[moment, times] : m_moments) {
        static constexpr std::array words{"before it",      "after it",         "after the message",
                                          "after the look", "during the fetch", "not at all"};
        qInfo("struck %s: %d", words.at(size_t(moment)), times);
    }
}

int main(int argc, char **argv)
{
    // A test function is given up after five minutes, which many kills take.
    qputenv("QTEST_FUNCTION_TIMEOUT", "36000000");
    const QCoreApplication application(argc, argv);
    PulseTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_pulse.moc"
