// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/failurewording.h"
#include "tests/features/flight.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLoggingCategory>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTest>
#include <QTimeZone>

#include <algorithm>
#include <iterator>

using namespace Windsock;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Kind = Failure::Kind;
using Reason = Failure::Reason;

namespace {
/// Every kind of watch has an airfield of its own, so that one in bad weather leaves the others alone.
struct Station {
    const char *account;
    Service service;
    bool token;
    Watch::Kind kind;
    const char *target;
};

constexpr std::array s_stations{
    Station{"th", Service::Treeherder, false, Watch::Kind::Tree, "demo"},
    Station{"bz", Service::Bugzilla, true, Watch::Kind::Landings, "autoland"},
    Station{"gh", Service::GitHub, true, Watch::Kind::Repository, "windsock-demo/windsock"},
    Station{"trees", Service::Lando, false, Watch::Kind::Trees, ""},
    Station{"lando", Service::Lando, false, Watch::Kind::LandingJob, "5001"},
    Station{"feed", Service::Meetup, false, Watch::Kind::Group, "windsock-demo"},
    Station{"meetup", Service::Meetup, true, Watch::Kind::Group, "windsock-demo"},
    Station{"cal", Service::ICalendar, false, Watch::Kind::Calendar, "windsock-demo.ics"},
};

/// They tell of the same events, which are shown and told of once, whichever calendars hold them: a world has one of them.
const QStringList s_calendars{u"feed"_s, u"meetup"_s, u"cal"_s};

/// The calendar of a world in which this account is in bad weather.
QString calendarFor(const QString &account)
{
    return s_calendars.contains(account) ? account : u"meetup"_s;
}

/// The lines of the airfield's script up to the event that moves: by then each service has news.
constexpr int s_newsSteps = 10;

using NoticesByAccount = std::map<QString, QStringList>;

class Field
{
public:
    explicit Field(const QString &theCalendar)
        : calendar(theCalendar), flight(QDateTime({2026, 3, 2}, {10, 0}, QTimeZone::utc()))
    {
        std::ranges::copy_if(s_stations, std::back_inserter(stations), [this](const Station &station) {
            const QString account = QString::fromLatin1(station.account);
            return account == calendar || !s_calendars.contains(account);
        });
        flight.open();
        // Events that come near are told by the time alone, and the time here depends on who makes us wait.
        flight.app().setPreferences({.eventLead = 0min});
        for (const Station &station : std::as_const(stations)) {
            const QString account = QString::fromLatin1(station.account);
            const QString target = QString::fromLatin1(station.target);
            const bool feed = station.service == Service::ICalendar;
            flight.addAccount(account, station.service, station.token);
            flight.addWatch(account + u"/watch"_s, station.kind,
                            feed ? flight.field(account).url(u"ics"_s).toString() + u'/' + target : target);
        }
        QVERIFY(flight.poll().allGood());
        flight.setNow(flight.now().addSecs(600));
        flight.tick();
        QTRY_COMPARE(flight.news(), QStringList(u"push/2000001 push-finished green"_s));
        for (const Station &station : std::as_const(stations)) {
            before[QString::fromLatin1(station.account)] = flight.facts(QString::fromLatin1(station.account));
        }
    }

    /// Something happens everywhere.
    void newsEverywhere()
    {
        for (const Station &station : std::as_const(stations)) {
            Airfield &field = flight.field(QString::fromLatin1(station.account));
            field.setNow(flight.now());
            for (int i = 0; i < s_newsSteps; ++i) {
                field.step(u"demo"_s);
            }
        }
    }

    NoticesByAccount notices() const
    {
        NoticesByAccount all;
        // What is told of a pull request is named by its time, too.
        static const QRegularExpression time(u"(pr/.*):[0-9-]+T[0-9:]+Z$"_s);
        for (const auto &[key, notice] : flight.notices()) {
            all[notice.account.value].append(key.section(u'/', 1).replace(time, u"\\1"_s));
        }
        return all;
    }

    const QString calendar;
    QList<Station> stations;
    Flight flight;
    NoticesByAccount before; ///< the facts of each account at the beginning
};

/// What a misbehaviour is to be called.
struct Weather {
    QString how;
    QList<Reason> reasons; ///< one of these; empty: the answer is good
    Kind kind = Kind::Transient;
    bool json = true; ///< makes sense for JSON
    bool calendar = true; ///< makes sense for calendars
};

QList<Weather> weathers()
{
    using enum Failure::Reason;
    return {
        {u"refuse"_s, {ConnectionRefused, Cut}, Kind::Transient},
        {u"stall"_s, {Timeout}, Kind::Transient},
        {u"cut"_s, {Cut}, Kind::Transient},
        {u"status:503"_s, {ServerError}, Kind::Transient},
        {u"status:429:retry-after=90"_s, {TooManyRequests, Blocked}, Kind::RateLimited},
        {u"html"_s, {NotTheFormat}, Kind::Malformed},
        {u"truncate"_s, {NotTheFormat, Cut}, Kind::Malformed},
        {u"wrongtypes"_s, {WrongShape}, Kind::Malformed, true, false},
        {u"missing"_s, {WrongShape, NotTheFormat}, Kind::Malformed},
        {u"redirect"_s, {RedirectElsewhere}, Kind::Rejected},
        {u"huge:50000000"_s, {TooLarge}, Kind::Malformed},
        {u"deep"_s, {TooDeep, TooLarge}, Kind::Malformed},
        {u"gzip-bomb"_s, {TooLarge}, Kind::Malformed},
        {u"unknown-enum"_s, {}, Kind::Transient, true, false},
        {u"badrecord"_s, {}},
        {u"badzone.ics"_s, {}, Kind::Transient, false, true},
        {u"endless-rule.ics"_s, {}, Kind::Transient, false, true},
    };
}

QHash<qint64, Job> jobsIn(const PushesModel &pushes)
{
    QHash<qint64, Job> jobs;
    for (int i = 0; i < pushes.rowCount(); ++i) {
        const QModelIndex push = pushes.index(i, 0);
        for (int k = 0; k < pushes.rowCount(push); ++k) {
            for (const Job &job : pushes.index(k, 0, push).data(ItemRole::Jobs).value<QList<Job>>()) {
                jobs.insert(job.id, job);
            }
        }
    }
    return jobs;
}

QJsonObject sourceJson(Application &app, const QString &watch)
{
    const QString text = app.answer({.verb = Command::Verb::Sources, .json = true});
    const QJsonArray sources = QJsonDocument::fromJson(text.toUtf8()).array();
    for (const QJsonValue &source : sources) {
        if (source["watch"_L1].toString() == watch) {
            return source.toObject();
        }
    }
    return {};
}
}

class BadWeatherTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init() { QTest::failOnWarning(QRegularExpression(u".+"_s)); }
    void oneServiceInBadWeather_data();
    void oneServiceInBadWeather();
    void itTriesAgainByItself();
    void aHeldHostIsLeftAlone();

private:
    void tellsWhatHappened(Field &world, const QString &account, const Weather &weather);
    void claimsNothing(Field &world, const QString &place, const QHash<qint64, Job> &before);
    void endsAsInFairWeather(Field &world);

    struct Fair {
        NoticesByAccount notices;
        NoticesByAccount facts;
    };
    std::map<QString, Fair> m_fair; ///< flights in fair weather, by their calendar
};

/// A flight in fair weather says what every other one must end with.
void BadWeatherTest::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    QLoggingCategory::setFilterRules(u"windsock.*.info=false"_s);
    for (const QString &calendar : s_calendars) {
        Field world(calendar);
        world.newsEverywhere();
        QVERIFY(world.flight.poll().allGood());
        Fair &fair = m_fair[world.calendar];
        fair.notices = world.notices();
        for (const Station &station : std::as_const(world.stations)) {
            const QString account = QString::fromLatin1(station.account);
            fair.facts[account] = world.flight.facts(account);
            QVERIFY2(fair.facts[account] != world.before[account], station.account);
            QVERIFY2(!fair.notices[account].isEmpty(), station.account);
        }
    }
}

void BadWeatherTest::oneServiceInBadWeather_data()
{
    QTest::addColumn<QString>("account");
    QTest::addColumn<QString>("prefix");
    QTest::addColumn<int>("weather");
    struct Row {
        const char *name;
        const char *account;
        const char *prefix;
        bool json;
        bool mayMiss = false; ///< an answer without its chief member is a good one
    };
    constexpr std::array rows{Row{"pushes", "th", "/treeherder/api/project", true},
                              Row{"jobs", "th", "/treeherder/api/jobs", true}, Row{"bugs", "bz", "/bugzilla", true},
                              Row{"pulls", "gh", "/github", true}, Row{"trees", "trees", "/lando/api/treestatus", true},
                              // An old Lando's answers have no revisions.
                              Row{"landing job", "lando", "/lando/landing_jobs", true, true},
                              Row{"feed", "feed", "/meetup", false}, Row{"meetup", "meetup", "/meetup", true},
                              Row{"calendar", "cal", "/ics", false}};
    const QList<Weather> all = weathers();
    for (const Row &row : rows) {
        for (int i = 0; i < all.size(); ++i) {
            const bool missed = row.mayMiss && all[i].how == "missing"_L1;
            if (!missed && (row.json ? all[i].json : all[i].calendar)) {
                QTest::addRow("%s %s", row.name, qPrintable(all[i].how.section(u':', 0, 1)))
                    << QString::fromLatin1(row.account) << QString::fromLatin1(row.prefix) << i;
            }
        }
    }
}

void BadWeatherTest::oneServiceInBadWeather()
{
    QFETCH(QString, account);
    QFETCH(QString, prefix);
    QFETCH(int, weather);
    const Weather what = weathers().at(weather);
    QTcpServer elsewhere;
    QVERIFY(elsewhere.listen(QHostAddress::LocalHost));
    const QString how = what.how == "redirect"_L1 ? u"redirect:http://127.0.0.1:%1/"_s.arg(elsewhere.serverPort())
                                                  : what.how;
    Field world(calendarFor(account));
    Fair &fair = m_fair[world.calendar];
    Flight &flight = world.flight;
    const auto noticesBefore = world.notices();
    const QHash<qint64, Job> jobsBefore = jobsIn(flight.app().pushes());
    world.newsEverywhere();
    QVERIFY(flight.field(account).misbehave(prefix, how));
    if (how == "stall"_L1) {
        flight.app().http().setPatience(1s, 10s);
    }
    const PollReport report = flight.poll();
    QCOMPARE(report.allGood(), what.reasons.isEmpty());

    // The others go on.
    for (const auto &[other, facts] : fair.facts) {
        if (other != account) {
            QCOMPARE(flight.facts(other), facts);
            QCOMPARE(flight.health(other + u"/watch"_s).asOf, flight.now());
            QCOMPARE(world.notices()[other], fair.notices[other]);
        }
    }
    QVERIFY(!elsewhere.hasPendingConnections());

    const SourceHealth health = flight.health(account + u"/watch"_s);
    if (what.reasons.isEmpty()) {
        QCOMPARE(health.state, SourceHealth::State::Good);
        QCOMPARE(flight.facts(account).size(), fair.facts[account].size());
        QVERIFY(how != "badrecord"_L1 || health.skippedRecords > 0);
        if (how.endsWith(".ics"_L1)) {
            QCOMPARE(flight.facts(account), fair.facts[account]);
        }
        if (how == "unknown-enum"_L1) {
            claimsNothing(world, QString::fromLatin1(QTest::currentDataTag()).section(u' ', 0, 0), jobsBefore);
        }
    } else {
        tellsWhatHappened(world, account, what);
        QCOMPARE(flight.facts(account), world.before[account]);
        QCOMPARE(world.notices()[account], noticesBefore.contains(account) ? noticesBefore.at(account) : QStringList());
    }
    if (QTest::currentTestFailed()) {
        return;
    }
    flight.field(account).calm();
    flight.restart();
    flight.setNow(health.next);
    QVERIFY(flight.poll().allGood());
    if (how == "unknown-enum"_L1) {
        // A word nobody knew was a state of its own, and may have been told; what is true now has been.
        for (const QString &key : std::as_const(fair.notices[account])) {
            QVERIFY2(world.notices()[account].contains(key), qPrintable(key));
        }
        return;
    }
    endsAsInFairWeather(world);
    QVERIFY(!elsewhere.hasPendingConnections());
}

void BadWeatherTest::tellsWhatHappened(Field &world, const QString &account, const Weather &weather)
{
    Flight &flight = world.flight;
    const QString watch = account + u"/watch"_s;
    const SourceHealth health = flight.health(watch);
    QCOMPARE(health.state, SourceHealth::State::Failing);
    QVERIFY(health.failure.has_value());
    QVERIFY2(weather.reasons.contains(health.failure->reason),
             qPrintable(u"reason %1: %2"_s.arg(int(health.failure->reason)).arg(health.failure->detail)));
    QVERIFY(health.failure->kind == weather.kind
            || (health.failure->reason == Reason::Cut && health.failure->kind == Kind::Transient));
    QCOMPARE(health.failuresInARow, 1);
    QVERIFY(health.next > flight.now());
    QVERIFY(health.next <= flight.now().addSecs(3700));
    QVERIFY(health.asOf < flight.now());

    const QJsonObject told = sourceJson(flight.app(), watch);
    QCOMPARE(told["state"_L1].toString(), u"failing"_s);
    QVERIFY(told["failure"_L1].isObject());
    QCOMPARE(QDateTime::fromString(told["next"_L1].toString(), Qt::ISODate).toSecsSinceEpoch(),
             health.next.toSecsSinceEpoch());
    const QString text = flight.app().answer({.verb = Command::Verb::Sources});
    const QString sentence = failureWording(*health.failure, health.next).whatHappened;
    QVERIFY2(sentence.contains(health.host), qPrintable(sentence));
    QVERIFY2(text.contains(sentence), qPrintable(text));
}

/// A word that nobody knows stands for no state that we know.
void BadWeatherTest::claimsNothing(Field &world, const QString &place, const QHash<qint64, Job> &before)
{
    Flight &flight = world.flight;
    if (place == "jobs"_L1) {
        int changed = 0;
        for (const Job &job : jobsIn(flight.app().pushes())) {
            const Job was = before.value(job.id);
            if (job.state != was.state || job.result != was.result) {
                ++changed;
                QCOMPARE(job.state, Job::State::Unknown);
                QCOMPARE(job.result, Job::Result::Unknown);
            }
        }
        QVERIFY(changed > 0);
    } else if (place == "pulls"_L1) {
        QCOMPARE(flight.facts(u"gh"_s), world.before[u"gh"_s]);
        QVERIFY(flight.health(u"gh/watch"_s).skippedRecords > 0);
    } else if (place == "meetup"_L1) {
        const AgendaModel &agenda = flight.app().agenda();
        int meetups = 0;
        for (int day = 0; day < agenda.rowCount(); ++day) {
            const QModelIndex above = agenda.index(day, 0);
            for (int i = 0; i < agenda.rowCount(above); ++i) {
                const auto event = agenda.index(i, 0, above).data(ItemRole::Occurrence).value<Occurrence>();
                if (event.account == AccountId(u"meetup"_s)) {
                    ++meetups;
                    QCOMPARE(event.status, Occurrence::Status::Tentative);
                }
            }
        }
        QVERIFY(meetups > 0);
        QCOMPARE(flight.health(u"meetup/watch"_s).skippedRecords, meetups);
    }
}

/// Nothing is told twice and nothing is lost.
void BadWeatherTest::endsAsInFairWeather(Field &world)
{
    Fair &fair = m_fair[world.calendar];
    for (const Station &station : std::as_const(world.stations)) {
        const QString account = QString::fromLatin1(station.account);
        QCOMPARE(world.flight.facts(account), fair.facts[account]);
        QCOMPARE(world.notices()[account].join(u' '), fair.notices[account].join(u' '));
    }
    QVERIFY(world.flight.poll().allGood());
    QVERIFY(world.notices() == fair.notices);
}

/// Without a person's wish: at the time that is shown.
void BadWeatherTest::itTriesAgainByItself()
{
    Field world(u"meetup"_s);
    Flight &flight = world.flight;
    world.newsEverywhere();
    for (const Station &station : std::as_const(world.stations)) {
        QVERIFY(flight.field(QString::fromLatin1(station.account)).misbehave(u"/"_s, u"status:503"_s));
    }
    QVERIFY(!flight.poll().allGood());
    QDateTime last = flight.now();
    for (const Station &station : std::as_const(world.stations)) {
        const QString account = QString::fromLatin1(station.account);
        flight.field(account).calm();
        last = std::max(last, flight.health(account + u"/watch"_s).next);
    }
    flight.setNow(last);
    flight.app().poller().start();
    for (const Station &station : std::as_const(world.stations)) {
        QTRY_COMPARE(flight.health(QString::fromLatin1(station.account) + u"/watch"_s).state, SourceHealth::State::Good);
    }
    QTRY_VERIFY(world.notices() == m_fair[world.calendar].notices);
    flight.app().poller().stop();
    endsAsInFairWeather(world);
}

void BadWeatherTest::aHeldHostIsLeftAlone()
{
    Field world(u"meetup"_s);
    Flight &flight = world.flight;
    world.newsEverywhere();
    Airfield &github = flight.field(u"gh"_s);
    QVERIFY(github.misbehave(u"/"_s, u"status:429:retry-after=90"_s, 1));
    QVERIFY(!flight.poll().allGood());
    const SourceHealth health = flight.health(u"gh/watch"_s);
    QCOMPARE(health.next, flight.now().addSecs(90));
    github.clearRequests();
    flight.setNow(flight.now().addSecs(89));
    flight.poll();
    QCOMPARE(github.requests().size(), 0);
    flight.restart();
    flight.poll();
    QCOMPARE(github.requests().size(), 0);
    flight.setNow(health.next);
    QVERIFY(flight.poll().allGood());
    QVERIFY(!github.requests().isEmpty());
    endsAsInFairWeather(world);
}

QTEST_GUILESS_MAIN(BadWeatherTest)
#include "tst_badweather.moc"
