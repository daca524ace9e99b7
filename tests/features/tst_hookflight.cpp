// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/airfield/demoscript.h"
#include "tests/features/flight.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>
#include <QTimeZone>

#include <random>

using namespace Windsock;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
const QString s_repository = u"windsock-demo/kite"_s;
const QString s_watch = u"gh/kite"_s;
constexpr int s_pull = 7;
constexpr int s_eventSeconds = 360; ///< a line that tells is polled for at least every five minutes

/// The whole app with a repository of the airfield's GitHub, and its webhooks where they are wanted. Nothing is fetched but
/// what the poller itself finds due as the test moves the clock.
class HookedFlight
{
public:
    explicit HookedFlight(bool isHooked)
        : flight(QDateTime({2026, 11, 26}, {10, 0}, QTimeZone::utc()))
    {
        github().addPull(s_repository, s_pull, u"Mend the sock"_s, u"dev"_s);
        flight.open();
        flight.app().setPreferences({.settleTime = 0s});
        flight.addAccount(u"gh"_s, Service::GitHub, true);
        flight.addWatch(s_watch, Watch::Kind::Repository, s_repository);
        m_fetched = std::make_unique<QSignalSpy>(&flight.app().poller(), &Poller::fetched);
        m_remembered = std::make_unique<QSignalSpy>(&flight.app().store(), &Store::remembered);
        std::ignore = flight.poll();
        LineKeeper &lines = flight.app().lines();
        lines.setRetryDelay([](int) { return 20ms; });
        QObject::connect(&lines, &LineKeeper::toldChanged, &flight,
                         [this](const QSet<WatchId> &watches) { m_told = watches; });
        QObject::connect(&lines, &LineKeeper::looked, &flight,
                         [this](const QList<WatchId> &watches) { looks += watches.size(); });
        if (isHooked) {
            flight.addWatch(u"gh/kite/hook"_s, Watch::Kind::Hook, s_repository);
        }
        flight.app().start();
    }

    GitHubWorld &github() { return flight.field(u"gh"_s).worlds().github; }
    FieldHooks &hooks() { return github().hooks(); }
    bool awaitLine()
    {
        return QTest::qWaitFor([this] { return m_told.contains(WatchId(s_watch)); }, 60'000);
    }

    /// The next change: the checks of the pull request are good and bad by turns.
    void happen(int number)
    {
        github().setChecks(s_repository, s_pull, {{u"build"_s, number % 2 == 0 ? u"FAILURE"_s : u"SUCCESS"_s}});
    }

    void jump(int seconds)
    {
        flight.setNow(flight.now().addSecs(seconds));
        flight.field(u"gh"_s).setNow(flight.now());
        flight.app().poller().wake();
    }
    void settle()
    {
        QCoreApplication::processEvents();
        QVERIFY(
            QTest::qWaitFor([this] { return flight.health(s_watch).state != SourceHealth::State::Fetching; }, 30'000));
        QVERIFY(QTest::qWaitFor([this] { return m_remembered->size() >= m_fetched->size(); }, 30'000));
    }
    void pass(int seconds)
    {
        for (int passed = 0; passed < seconds; passed += 10) {
            jump(10);
            settle();
            flight.tick();
        }
        QCoreApplication::processEvents();
    }
    /// Questions for facts since the last call, without those about webhooks.
    qsizetype takeRequests()
    {
        qsizetype count = 0;
        for (const FieldRequest &request : flight.field(u"gh"_s).requests()) {
            count += request.path.endsWith("/graphql"_L1);
        }
        flight.field(u"gh"_s).clearRequests();
        return count;
    }
    /// Without the moments at which the changes were seen: a look sees them sooner.
    QStringList told()
    {
        QStringList lines = flight.takeNews();
        for (const Notice::State state : {Notice::State::Pending, Notice::State::Withdrawn}) {
            for (const QString &line : flight.noticesOf(u"gh"_s, state)) {
                lines.append(noticeStateName(state) + u' ' + line);
            }
        }
        static const QRegularExpression moment(u":\\d{4}-\\d\\d-\\d\\dT[0-9:]+Z"_s);
        lines.replaceInStrings(moment, {});
        lines.sort();
        return lines;
    }

    qint64 looks = 0;

private:
    std::unique_ptr<QSignalSpy> m_fetched;
    std::unique_ptr<QSignalSpy> m_remembered;
    QSet<WatchId> m_told;

public:
    Flight flight; ///< goes first: what it says at its end is still heard
};
}

/// News of GitHub that arrives instead of being asked for, by webhooks that it forwards: the whole app.
class HookFlightTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }
    void init() { QTest::failOnWarning(QRegularExpression(u".+"_s)); }

    void aChangeIsToldAtOnce();
    void nothingIsLostOrToldTwice();
    void theWebhookGoesWithTheWatch();
};

void HookFlightTest::aChangeIsToldAtOnce()
{
    HookedFlight hooked(true);
    QVERIFY(hooked.awaitLine());
    hooked.pass(200); // what the opening of the line asks for
    hooked.takeRequests();
    hooked.pass(60);
    QCOMPARE(hooked.takeRequests(), 0); // a good line is trusted for five minutes
    std::ignore = hooked.flight.takeNews();
    const qint64 before = hooked.looks;
    hooked.happen(0);
    QTRY_VERIFY(hooked.looks > before);
    hooked.pass(10);
    QVERIFY(hooked.takeRequests() > 0);
    const QStringList news = hooked.flight.takeNews();
    QVERIFY2(!news.filter(u"pr/windsock-demo/kite/7"_s).isEmpty(), qPrintable(news.join(u'\n')));
    QTRY_COMPARE(hooked.hooks().answered(), hooked.hooks().told());
    const QString json = hooked.flight.app().answer({.verb = Command::Verb::Sources, .json = true});
    QVERIFY2(json.contains("\"gh/kite/hook\""_L1) && json.contains("\"pushed\""_L1) && json.contains("\"both\""_L1),
             qPrintable(json));
    QVERIFY(!json.contains("demo-token"_L1));
}

void HookFlightTest::nothingIsLostOrToldTwice()
{
    constexpr int events = 8;
    bool given = false;
    const int asked = qEnvironmentVariableIntValue("WINDSOCK_SEED", &given);
    const auto seed = given ? quint32(asked) : quint32(std::random_device()() & 0xffffff);
    qInfo("%d events, seed %u (WINDSOCK_SEED)", events, seed);
    std::mt19937 random(seed);
    const auto dice = [&random](int most) { return std::uniform_int_distribution(0, most)(random); };

    HookedFlight calm(false);
    for (int i = 0; i < events; ++i) {
        calm.happen(i);
        calm.pass(s_eventSeconds);
    }
    const QStringList expected = calm.told();
    QVERIFY2(expected.size() >= 2, qPrintable(expected.join(u'\n')));

    HookedFlight hooked(true);
    QVERIFY(hooked.awaitLine());
    for (int i = 0; i < events; ++i) {
        const int moment = dice(4);
        const int code = dice(1) == 0 ? 0 : 1001;
        const auto at = [&](int here) {
            if (moment == here) {
                hooked.hooks().end(code);
            }
        };
        at(0);
        hooked.happen(i);
        at(1);
        QCoreApplication::processEvents();
        at(2);
        hooked.jump(3);
        at(3);
        hooked.settle();
        hooked.pass(s_eventSeconds);
    }
    QVERIFY(hooked.awaitLine());
    hooked.pass(s_eventSeconds);
    QCOMPARE(hooked.flight.facts(u"gh"_s), calm.flight.facts(u"gh"_s));
    QCOMPARE(hooked.told(), expected);
    QCOMPARE(hooked.hooks().made(), 1);
}

void HookFlightTest::theWebhookGoesWithTheWatch()
{
    HookedFlight hooked(true);
    QVERIFY(hooked.awaitLine());
    QCOMPARE(hooked.hooks().made(), 1);
    const auto removed = hooked.flight.app().book().removeWatch(WatchId(u"gh/kite/hook"_s));
    QVERIFY2(removed.has_value(), qPrintable(removed.error_or(QString())));
    QTRY_COMPARE_WITH_TIMEOUT(hooked.hooks().made(), 0, 10'000);
}

QTEST_GUILESS_MAIN(HookFlightTest)

#include "tst_hookflight.moc"
