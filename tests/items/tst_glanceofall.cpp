// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/agendamodel.h"
#include "models/items/failurewording.h"
#include "models/items/glance.h"
#include "models/items/noticesmodel.h"
#include "models/items/pushesmodel.h"
#include "models/items/queuemodel.h"
#include "models/items/searchproxy.h"
#include "models/items/sourcesmodel.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Windsock;

namespace {
const AccountId s_account{u"a"_s};
const QTimeZone s_utc(QTimeZone::UTC);
const QDateTime s_now(QDate(2026, 12, 31), QTime(12, 0), s_utc);

enum class PushesAre { Absent, Running, Bad, BadButOld, BadButOldAndRunning };
enum class QueueIs { Empty, Yours, UnderWay, Over };
enum class NoticeIs { Absent, Unread, Read, Withdrawn, Good };

void putPush(PushesModel &model, qint64 id, Verdict verdict, bool settled)
{
    ChangeSet set{.account = s_account};
    set.pushes.added = {{.account = s_account, .id = id, .repository = u"try"_s, .pushed = s_now.addSecs(id)}};
    set.standings.added = {{.account = s_account, .pushId = id, .verdict = verdict, .settled = settled}};
    model.apply(set);
}

void putPushes(PushesModel &model, PushesAre pushes)
{
    switch (pushes) {
    case PushesAre::Absent:
        return;
    case PushesAre::Running:
        return putPush(model, 1, Verdict::Running, false);
    case PushesAre::Bad:
        return putPush(model, 1, Verdict::Red, true);
    case PushesAre::BadButOld:
    case PushesAre::BadButOldAndRunning:
        putPush(model, 1, Verdict::Exception, pushes == PushesAre::BadButOld);
        return putPush(model, 2, Verdict::Green, true);
    }
}

void putPull(QueueModel &model, QueueIs queue)
{
    model.setMe({u"me"_s});
    if (queue == QueueIs::Empty) {
        return;
    }
    const bool yours = queue == QueueIs::Yours;
    ChangeSet set{.account = s_account};
    set.pullRequests.added = {{.account = s_account,
                               .repository = u"o/r"_s,
                               .number = 1,
                               .title = u"T"_s,
                               .author = u"me"_s,
                               .state = queue == QueueIs::Over ? PullRequest::State::Merged : PullRequest::State::Open,
                               .checks = yours ? PullRequest::Checks::Failing : PullRequest::Checks::Pending}};
    model.apply(set);
}

void putNotice(NoticesModel &model, NoticeIs is)
{
    if (is == NoticeIs::Absent) {
        return;
    }
    model.apply({{.key = u"a/push/9#bad:red:1"_s,
                  .kind = is == NoticeIs::Good ? Notice::Kind::PushRecovered : Notice::Kind::PushBad,
                  .title = u"News"_s,
                  .decided = s_now,
                  .state = is == NoticeIs::Withdrawn ? Notice::State::Withdrawn : Notice::State::Shown,
                  .read = is == NoticeIs::Read}});
}

Occurrence eventAt(const QString &uid, const QDateTime &start, qint64 seconds)
{
    return {.account = s_account, .uid = uid, .title = uid, .start = start, .end = start.addSecs(seconds)};
}

ChangeSet added(const QList<Occurrence> &events)
{
    ChangeSet set{.account = s_account};
    set.occurrences.added = events;
    return set;
}

/// "2026-12-31: a b" a day.
QStringList daysOf(const AgendaModel &model)
{
    QStringList days;
    for (int i = 0; i < model.rowCount(); ++i) {
        const QModelIndex day = model.index(i, 0);
        QStringList events;
        for (int j = 0; j < model.rowCount(day); ++j) {
            const QModelIndex row = model.index(j, 0, day);
            events.append(row.data(ItemRole::Title).toString());
        }
        days.append(day.data(ItemRole::Day).toDate().toString(Qt::ISODate) + u": "_s + events.join(u' '));
    }
    return days;
}
}

class TestGlanceOfAll : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// Qt's tester asks for pixmaps, which there are none without a screen.
    void init() { QTest::failOnWarning(QRegularExpression(u"^(?!Trying to construct).+"_s)); }

    /// Every state of two sources, of the pushes, of the queue and of a notice, with each other.
    void theWeightiestOfAllDecides()
    {
        using State = SourceHealth::State;
        const QList<State> states{State::Waiting, State::Good, State::Failing, State::NeedsLogin, State::Offline};
        for (const State one : states) {
            for (const State other : states) {
                for (int pushes = 0; pushes <= int(PushesAre::BadButOldAndRunning); ++pushes) {
                    for (int queue = 0; queue <= int(QueueIs::Over); ++queue) {
                        for (int notice = 0; notice <= int(NoticeIs::Good); ++notice) {
                            weigh(one, other, PushesAre(pushes), QueueIs(queue), NoticeIs(notice));
                            if (QTest::currentTestFailed()) {
                                qCritical("%d %d %d %d %d", int(one), int(other), pushes, queue, notice);
                                return;
                            }
                        }
                    }
                }
            }
        }
    }

    void searches_data()
    {
        QTest::addColumn<QString>("title");
        QTest::addColumn<QString>("search");
        QTest::addColumn<bool>("found");
        QTest::newRow("nothing finds all") << u"x"_s << QString() << true;
        QTest::newRow("blanks find all") << u"x"_s << u" \t\n "_s << true;
        QTest::newRow("case") << u"Fix the SOCK"_s << u"sock FIX"_s << true;
        QTest::newRow("umlaut") << u"GRÖẞE"_s << u"größe"_s << true;
        QTest::newRow("Greek, with both sigmas") << u"ΣΊΣΥΦΟΣ"_s << u"σίσυφος"_s << true;
        QTest::newRow("Cyrillic") << u"Привет"_s << u"ПРИВЕТ"_s << true;
        QTest::newRow("an accent is a letter of its own") << u"resume"_s << u"résumé"_s << false;
        QTest::newRow("accent made of two") << u"re\u0301sume\u0301"_s << u"résumé"_s << true;
        QTest::newRow("accent sought as two") << u"Résumé"_s << u"re\u0301sume\u0301"_s << true;
        QTest::newRow("Korean made of parts") << u"\u1112\u1161\u11ab글"_s << u"한글"_s << true;
        QTest::newRow("emoji") << u"party 🎉"_s << u"🎉"_s << true;
        QTest::newRow("another emoji of the same first half") << u"party 🎉"_s << u"🎊"_s << false;
        QTest::newRow("no pattern: dot") << u"abc"_s << u"a.c"_s << false;
        QTest::newRow("no pattern: star") << u"abc"_s << u"*"_s << false;
        QTest::newRow("brackets are themselves") << u"[autoland-try:-b do]"_s << u"[autoland-try ]"_s << true;
        QTest::newRow("backslash is itself") << u"a\\b"_s << u"\\"_s << true;
        QTest::newRow("all words") << u"one two three"_s << u"three one two"_s << true;
        QTest::newRow("all but one") << u"one two three"_s << u"one two four"_s << false;
        QTest::newRow("a word twice") << u"one two"_s << u"one one ONE"_s << true;
        QTest::newRow("parts of words") << u"mochitest"_s << u"chi test"_s << true;
        QTest::newRow("over a blank") << u"one two"_s << u"onetwo"_s << false;
        QTest::newRow("no-break space parts words") << u"one two"_s << u"two\u00a0one"_s << true;
    }
    void searches()
    {
        QFETCH(QString, title);
        QFETCH(QString, search);
        QFETCH(bool, found);
        NoticesModel model;
        model.apply({{.key = u"k"_s, .kind = Notice::Kind::StoreDamaged, .title = title, .decided = s_now}});
        SearchProxy proxy;
        proxy.setSourceModel(&model);
        proxy.setSearch(search);
        QCOMPARE(proxy.rowCount(), found ? 1 : 0);
        QCOMPARE(proxy.search(), search);
        proxy.setSearch({});
        QCOMPARE(proxy.rowCount(), 1);
    }

    void whatStandsAboveCountsToo_data()
    {
        QTest::addColumn<QString>("search");
        QTest::addColumn<int>("pushes");
        QTest::addColumn<int>("platforms");
        QTest::newRow("the push alone: with all below") << u"aviary"_s << 1 << 2;
        QTest::newRow("a platform alone: with its push") << u"windows"_s << 1 << 1;
        QTest::newRow("a word of each") << u"windows aviary"_s << 1 << 1;
        QTest::newRow("words of two pushes") << u"aviary bridge"_s << 0 << 0;
        QTest::newRow("a job's name") << u"xpcshell"_s << 1 << 1;
        QTest::newRow("words of two platforms") << u"windows linux64"_s << 0 << 0;
        QTest::newRow("all") << u"opt"_s << 2 << 4;
    }
    void whatStandsAboveCountsToo()
    {
        QFETCH(QString, search);
        QFETCH(int, pushes);
        QFETCH(int, platforms);
        PushesModel model;
        ChangeSet set{.account = s_account};
        for (const qint64 id : {1, 2}) {
            set.pushes.added.append(
                {.account = s_account, .id = id, .commits = {{.message = id == 1 ? u"aviary"_s : u"bridge"_s}}});
            set.jobs.added += {
                {.id = id * 10, .pushId = id, .typeName = u"build"_s, .platform = u"linux64"_s, .platformOption = u"opt"_s},
                {.id = id * 10 + 1,
                 .pushId = id,
                 .typeName = id == 1 ? u"build"_s : u"xpcshell"_s,
                 .platform = id == 1 ? u"windows"_s : u"android"_s,
                 .platformOption = u"opt"_s}};
        }
        model.apply(set);
        SearchProxy proxy;
        const QAbstractItemModelTester tester(&proxy, QAbstractItemModelTester::FailureReportingMode::Fatal);
        proxy.setSourceModel(&model);
        proxy.setSearch(search);
        QCOMPARE(proxy.rowCount(), pushes);
        int below = 0;
        for (int i = 0; i < proxy.rowCount(); ++i) {
            below += proxy.rowCount(proxy.index(i, 0));
        }
        QCOMPARE(below, platforms);
    }

    /// A platform is found by a word of its push as soon as the push has the word.
    void whatIsSaidAboveIsLookedForBelow()
    {
        PushesModel model;
        ChangeSet set{.account = s_account};
        set.pushes.added = {{.account = s_account, .id = 1, .commits = {{.message = u"aviary"_s}}}};
        set.jobs.added = {{.id = 1, .pushId = 1, .platform = u"linux64"_s},
                          {.id = 2, .pushId = 1, .platform = u"red"_s}};
        model.apply(set);
        SearchProxy proxy;
        proxy.setSourceModel(&model);
        proxy.setSearch(u"red"_s);
        QCOMPARE(proxy.rowCount(proxy.index(0, 0)), 1);
        ChangeSet bad{.account = s_account};
        bad.standings.changed = {{{}, {.account = s_account, .pushId = 1, .verdict = Verdict::Red}}};
        model.apply(bad);
        QCOMPARE(proxy.rowCount(proxy.index(0, 0)), 2);
        bad.standings.changed = {{{}, {.account = s_account, .pushId = 1, .verdict = Verdict::Green}}};
        model.apply(bad);
        QCOMPARE(proxy.rowCount(proxy.index(0, 0)), 1);
    }

    void everyFailureHasItsSentenceAndItsRemedy()
    {
        using Reason = Failure::Reason;
        const QSet<Reason> aPersonCanHelp{Reason::BadCredential, Reason::NoCredential, Reason::Forbidden,
                                          Reason::NotFound,      Reason::BadAddress,   Reason::RedirectElsewhere,
                                          Reason::Taken,         Reason::InboxRefused};
        const QSet<Reason> withoutAHost{Reason::Offline, Reason::NoCredential, Reason::BadAddress};
        for (int kind = 0; kind <= int(Failure::Kind::Malformed); ++kind) {
            QSet<QString> sentences;
            for (int reason = 0; reason <= int(Reason::InboxRefused); ++reason) {
                const Failure failure{
                    .kind = Failure::Kind(kind), .reason = Reason(reason), .httpStatus = 503, .host = u"host.example"_s};
                const FailureWording wording = failureWording(failure, {}, s_utc);
                sentences.insert(wording.whatHappened);
                QVERIFY2(wording.whatHappened.endsWith(u'.'), qPrintable(wording.whatHappened));
                QCOMPARE(wording.whatHappened.contains("host.example"_L1), !withoutAHost.contains(Reason(reason)));
                const bool remedy = aPersonCanHelp.contains(Reason(reason))
                    || Failure::Kind(kind) == Failure::Kind::NeedsLogin;
                QVERIFY2(wording.whatToDo.isEmpty() != remedy, qPrintable(wording.whatHappened));
                const FailureWording later = failureWording(failure, s_now, s_utc);
                QVERIFY(later.whatToDo.startsWith(wording.whatToDo) && later.whatToDo.size() > wording.whatToDo.size());
                Failure nobody = failure;
                nobody.host.clear();
                QVERIFY(!failureWording(nobody, {}, s_utc).whatHappened.contains("  "_L1));
                nobody.host = u"evil\u202e\n<b>"_s;
                QVERIFY(!failureWording(nobody, {}, s_utc).whatHappened.contains(QChar(0x202e)));
            }
            QCOMPARE(sentences.size(), int(Reason::InboxRefused) + 1);
        }
    }

    /// Luma knows a calendar by its id alone: where it is found is said, and of no other host.
    void aLumaCalendarNeedsItsId()
    {
        using Reason = Failure::Reason;
        for (const QString &host : {u"api.lu.ma"_s, u"lu.ma"_s, u"api2.luma.com"_s}) {
            for (const Reason reason : {Reason::NotFound, Reason::BadAddress}) {
                const Failure failure{.kind = Failure::Kind::Rejected, .reason = reason, .host = host};
                QVERIFY(failureWording(failure, {}, s_utc).whatToDo.contains("Add iCal Subscription"_L1));
            }
        }
        for (const auto &[host, reason] :
             {std::pair(u"notlu.ma"_s, Reason::NotFound), std::pair(u"api.lu.ma"_s, Reason::Forbidden)}) {
            const Failure failure{.kind = Failure::Kind::Rejected, .reason = reason, .host = host};
            QVERIFY(!failureWording(failure, {}, s_utc).whatToDo.contains("Luma"_L1));
        }
    }

    void daysByTheZone_data()
    {
        QTest::addColumn<QByteArray>("zone");
        QTest::addColumn<QStringList>("days");
        QTest::newRow("UTC") << "UTC"_ba
                             << QStringList{u"2026-12-31: noon eve"_s, u"2027-01-01: fireworks"_s,
                                            u"2027-01-02: late"_s};
        QTest::newRow("Berlin") << "Europe/Berlin"_ba
                                << QStringList{u"2026-12-31: noon"_s, u"2027-01-01: eve fireworks"_s,
                                               u"2027-01-02: late"_s};
        QTest::newRow("New York") << "America/New_York"_ba
                                  << QStringList{u"2026-12-31: noon eve fireworks"_s, u"2027-01-01: late"_s};
        QTest::newRow("Kiribati") << "Pacific/Kiritimati"_ba
                                  << QStringList{u"2027-01-01: noon eve fireworks"_s, u"2027-01-02: late"_s};
    }
    void daysByTheZone()
    {
        QFETCH(QByteArray, zone);
        QVERIFY2(QTimeZone(zone).isValid(), "the tests need the whole table of zones");
        AgendaModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        model.setZone(s_utc);
        model.apply(added({eventAt(u"late"_s, s_now.addSecs(36 * 3600 + 900), 60), eventAt(u"noon"_s, s_now, 60),
                           eventAt(u"fireworks"_s, s_now.addSecs(12 * 3600), 60),
                           eventAt(u"eve"_s, s_now.addSecs(11 * 3600 + 1800), 60)}));
        model.setZone(QTimeZone(zone));
        QTEST(daysOf(model), "days");
        AgendaModel fresh;
        fresh.setZone(QTimeZone(zone));
        fresh.apply(added({eventAt(u"late"_s, s_now.addSecs(36 * 3600 + 900), 60), eventAt(u"noon"_s, s_now, 60),
                           eventAt(u"fireworks"_s, s_now.addSecs(12 * 3600), 60),
                           eventAt(u"eve"_s, s_now.addSecs(11 * 3600 + 1800), 60)}));
        QCOMPARE(daysOf(model), daysOf(fresh));
    }

    void anyEventInAnyZone_data()
    {
        QTest::addColumn<QByteArray>("zone");
        for (const char *zone : {"UTC", "Europe/Berlin", "America/Havana", "Australia/Lord_Howe", "Pacific/Apia",
                                 "Asia/Kathmandu", "America/St_Johns"}) {
            QTest::newRow(zone) << QByteArray(zone);
        }
    }
    void anyEventInAnyZone()
    {
        QFETCH(QByteArray, zone);
        const QTimeZone there(zone);
        QVERIFY2(there.isValid(), "the tests need the whole table of zones");
        QRandomGenerator random(7);
        AgendaModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        model.setZone(there);
        QList<Occurrence> events;
        for (int i = 0; i < 200; ++i) {
            // Within a day of each change of the clock of 2026, and anywhere.
            static const QList<QDate> days{QDate(2026, 3, 8),  QDate(2026, 3, 29),  QDate(2026, 4, 5),
                                           QDate(2026, 10, 4), QDate(2026, 10, 25), QDate(2026, 11, 1),
                                           QDate(2026, 12, 31)};
            const QDateTime start = QDateTime(days.at(int(random.bounded(7))), QTime(12, 0), s_utc)
                                        .addSecs(60 * (random.bounded(4320) - 2160));
            Occurrence one = eventAt(u"e%1"_s.arg(i), start, random.bounded(200'000));
            if (random.bounded(5) == 0) {
                one.allDay = true;
                one.start = start.toTimeZone(there).date().startOfDay(there);
                one.end = start.toTimeZone(there).date().addDays(1).startOfDay(there);
            }
            events.append(one);
        }
        model.apply(added(events));
        int seen = 0;
        QDate last;
        for (int i = 0; i < model.rowCount(); ++i) {
            const QModelIndex day = model.index(i, 0);
            const QDate date = day.data(ItemRole::Day).toDate();
            QVERIFY(!last.isValid() || date > last);
            last = date;
            Occurrence before;
            for (int j = 0; j < model.rowCount(day); ++j) {
                const auto one = model.index(j, 0, day).data(ItemRole::Occurrence).value<Occurrence>();
                QCOMPARE(one.start.toTimeZone(there).date(), date);
                const QString time = model.index(j, AgendaModel::TimeColumn, day).data().toString();
                QVERIFY(!time.isEmpty());
                QCOMPARE(time == "All day"_L1, one.allDay);
                QVERIFY(j == 0 || before.allDay > one.allDay
                        || (before.allDay == one.allDay && before.start <= one.start));
                before = one;
                ++seen;
            }
        }
        QCOMPARE(seen, 200);
        for (int minute = -60; minute <= 60; minute += 30) { // over midnight there, minute by minute
            const QDateTime midnight = QDate(2026, 10, 25).startOfDay(there);
            const QDateTime now = midnight.addSecs(60 * minute).toUTC();
            model.setNow(now);
            int left = 0;
            for (const Occurrence &one : std::as_const(events)) {
                left += one.end > now.toTimeZone(there).date().startOfDay(there);
            }
            int rows = 0;
            for (int i = 0; i < model.rowCount(); ++i) {
                rows += model.rowCount(model.index(i, 0));
            }
            QCOMPARE(rows, left);
        }
    }

    void eventsOverManyDays()
    {
        AgendaModel model;
        model.setZone(s_utc);
        model.setNow(s_now);
        Occurrence days = eventAt(u"camp"_s, s_now.addDays(-1), 3 * 86'400);
        Occurrence whole = eventAt(u"holidays"_s, QDate(2026, 12, 31).startOfDay(s_utc), 2 * 86'400);
        whole.allDay = true;
        model.apply(added({days, whole}));
        QCOMPARE(daysOf(model), (QStringList{u"2026-12-30: camp"_s, u"2026-12-31: holidays"_s}));
        const auto cell = [&model](int day, int column, int role = Qt::DisplayRole) {
            return model.index(0, column, model.index(day, 0)).data(role).toString();
        };
        const QString first = QLocale().toString(QDate(2027, 1, 1), QLocale::ShortFormat);
        QCOMPARE(cell(1, AgendaModel::TimeColumn), u"All day, until "_s + first);
        QVERIFY(cell(0, AgendaModel::TimeColumn).contains(QLocale().toString(QDate(2027, 1, 2), QLocale::ShortFormat)));
        QCOMPARE(cell(0, 0, ItemRole::State), u"running"_s);
        model.setNow(s_now.addDays(1));
        QCOMPARE(daysOf(model).size(), 2);
        model.setNow(QDateTime(QDate(2027, 1, 2), QTime(0, 0), s_utc));
        QCOMPARE(daysOf(model), QStringList{u"2026-12-30: camp"_s}); // ends at noon today
        QCOMPARE(cell(0, 0, ItemRole::State), u"running"_s);
        model.setNow(QDateTime(QDate(2027, 1, 2), QTime(12, 0), s_utc));
        QCOMPARE(cell(0, 0, ItemRole::State), u"over"_s);
        model.setNow(QDateTime(QDate(2027, 1, 3), QTime(0, 0), s_utc));
        QCOMPARE(model.rowCount(), 0);
    }

    /// An event that comes to a new day and one that moves there make one day.
    void twoWaysToANewDay()
    {
        AgendaModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        model.setZone(s_utc);
        const Occurrence moves = eventAt(u"moves"_s, s_now, 60);
        model.apply(added({moves, eventAt(u"stays"_s, s_now.addSecs(60), 60)}));
        ChangeSet set = added({eventAt(u"new"_s, s_now.addDays(1), 60)});
        Occurrence moved = moves;
        moved.start = s_now.addDays(1).addSecs(60);
        moved.end = moved.start.addSecs(60);
        set.occurrences.changed = {{moves, moved}};
        model.apply(set);
        QCOMPARE(daysOf(model), (QStringList{u"2026-12-31: stays"_s, u"2027-01-01: new moves"_s}));
    }

    void anEventThatMovesWithinItsDayIsTheSameRow()
    {
        AgendaModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        model.setZone(s_utc);
        const QList<Occurrence> events{eventAt(u"a"_s, s_now, 60), eventAt(u"b"_s, s_now.addSecs(60), 60),
                                       eventAt(u"c"_s, s_now.addSecs(120), 60)};
        model.apply(added(events));
        const QPersistentModelIndex held = model.index(0, 0, model.index(0, 0));
        Occurrence before = events[0];
        for (const int seconds : {90, 3600, -60, 0, 60}) {
            Occurrence after = before;
            after.start = s_now.addSecs(seconds);
            ChangeSet set{.account = s_account};
            set.occurrences.changed = {{before, after}};
            model.apply(set);
            QVERIFY(held.isValid());
            QCOMPARE(held.data(ItemRole::Title).toString(), u"a"_s);
            QCOMPARE(held.data(ItemRole::When).toDateTime(), after.start);
            before = after;
        }
    }

    void whatOfPullRequestsWaitsForYou()
    {
        QueueModel model;
        model.setMe({u"me@example.org"_s, u"Me"_s});
        for (int state = 0; state <= int(PullRequest::State::Merged); ++state) {
            for (int checks = 0; checks <= int(PullRequest::Checks::Unknown); ++checks) {
                for (int review = 0; review <= int(PullRequest::Review::Unknown); ++review) {
                    for (int merge = 0; merge <= int(PullRequest::Merge::Unstable); ++merge) {
                        for (const QString &author : {u"me"_s, u"ME"_s, u"you"_s, u""_s}) {
                            const PullRequest one{.account = s_account,
                                                  .repository = u"o/r"_s,
                                                  .number = 1,
                                                  .author = author,
                                                  .state = PullRequest::State(state),
                                                  .checks = PullRequest::Checks(checks),
                                                  .review = PullRequest::Review(review),
                                                  .merge = PullRequest::Merge(merge)};
                            ChangeSet set{.account = s_account};
                            set.pullRequests.added = {one};
                            model.apply(set);
                            const bool stuck = checksName(one.checks) == "failing"_L1
                                || reviewName(one.review) == "changes-requested"_L1
                                || mergeName(one.merge) == "conflicting"_L1;
                            const bool mine = author.toLower() == "me"_L1;
                            QCOMPARE(model.index(0, 0).data(ItemRole::NeedsYou).toBool(),
                                     mine && stuck && pullStateName(one.state) == "open"_L1);
                        }
                    }
                }
            }
        }
        QCOMPARE(model.rowCount(), 1);
    }

    void whatOfLandingsWaitsForYou()
    {
        QueueModel model;
        model.setMe({u"me"_s, u""_s});
        for (int state = 0; state <= int(Landing::State::Cancelled); ++state) {
            for (const QChar status : {u'?', u'+', u'-'}) {
                for (const QString &requestee : {u"Me"_s, u"you"_s, u""_s}) {
                    for (const QString &author : {u"mE"_s, u"you"_s, u""_s}) {
                        const Landing one{
                            .account = s_account,
                            .bug = 1,
                            .author = author,
                            .state = Landing::State(state),
                            .patches = {{},
                                        {.flags = {{.name = u"review"_s, .status = u'+', .requestee = u"me"_s},
                                                   {.name = u"review"_s, .status = status, .requestee = requestee}}}}};
                        ChangeSet set{.account = s_account};
                        set.landings.added = {one};
                        model.apply(set);
                        const bool asked = status == u'?' && requestee == "Me"_L1;
                        const bool denied = status == u'-' && author == "mE"_L1;
                        QCOMPARE(model.index(0, 0).data(ItemRole::NeedsYou).toBool(),
                                 (asked || denied) && state < int(Landing::State::Landed));
                    }
                }
            }
        }
    }

    void noticesAreUnreadUntilReadOrWithdrawn()
    {
        NoticesModel model;
        for (int state = 0; state <= int(Notice::State::Withdrawn); ++state) {
            for (const bool read : {false, true}) {
                for (int kind = 0; kind <= int(Notice::Kind::StoreDamaged); ++kind) {
                    model.apply({{.key = u"k"_s,
                                  .kind = Notice::Kind(kind),
                                  .title = u"T"_s,
                                  .decided = s_now,
                                  .state = Notice::State(state),
                                  .read = read}});
                    const bool withdrawn = state == int(Notice::State::Withdrawn);
                    QCOMPARE(model.unread(), !read && !withdrawn ? 1 : 0);
                    const QModelIndex row = model.index(0, 0);
                    QCOMPARE(row.data(ItemRole::State).toString(),
                             withdrawn  ? u"withdrawn"_s
                                 : read ? u"read"_s
                                        : noticeStateName(Notice::State(state)));
                    QCOMPARE(row.data(ItemRole::NeedsYou).toBool(),
                             Notice::Kind(kind) == Notice::Kind::NeedsLogin && !read && !withdrawn);
                    QVERIFY(row.data(Qt::AccessibleTextRole)
                                .toString()
                                .contains(withdrawn  ? u"no longer true"_s
                                              : read ? u"(read)"_s
                                                     : u"(unread)"_s));
                }
            }
        }
        QCOMPARE(model.rowCount(), 1);
    }

private:
    static void weigh(SourceHealth::State one, SourceHealth::State other, PushesAre pushesAre, QueueIs queueIs,
                      NoticeIs noticeIs)
    {
        PushesModel pushes;
        QueueModel queue;
        NoticesModel notices;
        SourcesModel sources;
        Glance glance({&pushes, &queue, nullptr, &notices, &sources});
        sources.apply({.watch = WatchId(u"w1"_s), .account = s_account, .state = one});
        sources.apply({.watch = WatchId(u"w2"_s), .account = s_account, .state = other});
        putPushes(pushes, pushesAre);
        putPull(queue, queueIs);
        putNotice(notices, noticeIs);
        QCoreApplication::processEvents();

        using State = SourceHealth::State;
        QList<TrayState> reasons;
        for (const State state : {one, other}) {
            if (state == State::NeedsLogin) {
                reasons.append(TrayState::LoginNeeded);
            }
        }
        if (one == State::Offline && other == State::Offline) {
            reasons.append(TrayState::Offline);
        }
        if (noticeIs == NoticeIs::Unread) {
            reasons.append(TrayState::Failed);
        }
        if (pushesAre == PushesAre::Bad || pushesAre == PushesAre::BadButOldAndRunning) {
            reasons.append(TrayState::Failed);
        }
        if (queueIs == QueueIs::Yours) {
            reasons.append(TrayState::NeedsYou);
        }
        if (pushesAre == PushesAre::Running) {
            reasons.append(TrayState::Running);
        }
        if (queueIs == QueueIs::UnderWay) {
            reasons.append(TrayState::Running);
        }
        // The tray's own order, written out.
        const QList<TrayState> order{TrayState::LoginNeeded, TrayState::Offline, TrayState::Failed,
                                     TrayState::NeedsYou,    TrayState::Running, TrayState::Idle};
        TrayState expected = TrayState::Idle;
        for (const TrayState state : order) {
            if (reasons.contains(state)) {
                expected = state;
                break;
            }
        }
        QCOMPARE(trayStateName(glance.state()), trayStateName(expected));
        QCOMPARE(glance.topItems().size(), reasons.size());
        QCOMPARE(glance.unreadNotices(), noticeIs == NoticeIs::Unread || noticeIs == NoticeIs::Good ? 1 : 0);
        QCOMPARE(glance.urgentLine(), reasons.isEmpty() ? u"All is quiet."_s : glance.topItems().constFirst().line);
        QCOMPARE(glance.stateLine() == "All is quiet."_L1, expected == TrayState::Idle);
    }
};

QTEST_GUILESS_MAIN(TestGlanceOfAll)
#include "tst_glanceofall.moc"
