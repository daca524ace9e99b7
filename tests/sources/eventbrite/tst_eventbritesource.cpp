// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/airfield/airfield.h"
#include "app/airfield/demoscript.h"
#include "app/sources/eventbrite/eventbritesource.h"
#include "tests/sources/wireserver.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;
using namespace Windsock;

namespace {
const QDateTime s_now(QDate(2026, 11, 25), QTime(12, 0), QTimeZone::UTC);
const QString s_organizer = u"organizers/7"_s;
const QString s_organization = u"organizations/8"_s;
}

/// The source over HTTP, against the airfield's Eventbrite.
class EventbriteSourceTest : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<Airfield> m_field;
    std::unique_ptr<HttpClient> m_http;

    EventbriteWorld &world() { return m_field->worlds().eventbrite; }

    FetchTask task(const QString &target, const QString &cursor = {}) const
    {
        return {.account = {.id = AccountId(u"eb"_s),
                            .service = Service::Eventbrite,
                            .baseUrl = m_field->url(u"eventbrite"_s)},
                .watch = {.id = WatchId(u"eb/w"_s),
                          .account = AccountId(u"eb"_s),
                          .kind = Watch::Kind::Group,
                          .target = target},
                .memory = {.watch = WatchId(u"eb/w"_s), .cursor = cursor},
                .secret = "demo-token",
                .now = m_field->now()};
    }
    Result<Snapshot> fetch(const FetchTask &task)
    {
        EventbriteSource source(*m_http);
        int times = 0;
        const Result<Snapshot> result = fetchOnce(source, task, &times);
        return times == 1 ? result : Failed(Failure{.detail = u"finished() came %1 times"_s.arg(times)});
    }
    void putMany(const QString &list, int count)
    {
        for (int i = 0; i < count; ++i) {
            world().put(list,
                        {.id = QString::number(1000 + i),
                         .title = u"Event %1"_s.arg(i),
                         .place = u"Hangar"_s,
                         .start = s_now.addSecs(3600 + i * 60)});
        }
    }

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".+"_s));
        m_field = std::make_unique<Airfield>(AirfieldOptions{.start = s_now});
        QVERIFY(m_field->listen());
        m_http = std::make_unique<HttpClient>([this] { return m_field->now(); });
        world().addList(s_organizer, u"Flyers"_s);
        world().addList(s_organization, u"Airfield Society"_s);
    }

    void readsAllPages()
    {
        putMany(s_organizer, 120);
        const Result<Snapshot> got = fetch(task(u"7"_s));
        QVERIFY2(got, got ? "" : qPrintable(got.error().detail));
        QCOMPARE(got->occurrences.size(), 120);
        QVERIFY(got->whole && got->skipped.isEmpty() && got->cursor.isEmpty());
        QCOMPARE(m_field->requests().size(), 3);
        QCOMPARE(got->occurrences.at(0).group, u"Flyers"_s);
        QCOMPARE(got->occurrences.at(0).place, u"Hangar, 1 Runway Road, Airfield"_s);
        QCOMPARE(got->occurrences.at(0).account, AccountId(u"eb"_s));
        QCOMPARE(got->occurrences.at(0).rsvps, -1);
    }

    void tenThousandAreBounded()
    {
        putMany(s_organizer, 10'000);
        const Result<Snapshot> got = fetch(task(u"organizer/7"_s));
        QVERIFY(got);
        QCOMPARE(got->occurrences.size(), eventbritePages * eventbriteEventsOnAPage);
        QCOMPARE(m_field->requests().size(), eventbritePages);
        QCOMPARE(got->skipped.size(), 1);
    }

    void whatIsBeyondTheWindowIsNotAskedFor()
    {
        for (int i = 0; i < 150; ++i) {
            world().put(s_organizer,
                        {.id = QString::number(i + 1),
                         .title = u"Far"_s,
                         .place = u"Hangar"_s,
                         .start = s_now.addDays(i < 10 ? 1 : 100 + i)});
        }
        const Result<Snapshot> got = fetch(task(u"organizer/7"_s));
        QVERIFY(got);
        QCOMPARE(got->occurrences.size(), 10);
        QCOMPARE(m_field->requests().size(), 2);
        QVERIFY(got->whole);
    }

    void circlesEnd()
    {
        putMany(s_organizer, 3);
        world().goInCircles();
        const Result<Snapshot> got = fetch(task(u"organizer/7"_s));
        QVERIFY(got);
        QCOMPARE(got->occurrences.size(), 3);
        QVERIFY(!got->whole);
        QCOMPARE(got->skipped.size(), 1);
        QCOMPARE(m_field->requests().size(), 2);
    }

    void refusalsHaveTheirCause()
    {
        FetchTask wrong = task(u"organizer/7"_s);
        wrong.secret = "other";
        Result<Snapshot> got = fetch(wrong);
        QVERIFY(!got && got.error().kind == Failure::Kind::NeedsLogin);
        QCOMPARE(got.error().reason, Failure::Reason::BadCredential);
        QCOMPARE(got.error().httpStatus, 400);
        wrong.secret.clear();
        got = fetch(wrong);
        QVERIFY(!got && got.error().reason == Failure::Reason::NoCredential);
        got = fetch(task(u"organizer/404"_s));
        QVERIFY(!got && got.error().reason == Failure::Reason::NotFound);
        m_field->clearRequests();
        got = fetch(task(u"../users/me"_s));
        QVERIFY(!got && got.error().reason == Failure::Reason::BadRequest);
        QVERIFY(m_field->requests().isEmpty());
    }

    void aUsedUpQuotaWaits()
    {
        QVERIFY(m_field->misbehave(u"/eventbrite"_s, u"status:429:retry-after=120"_s, 1));
        const Result<Snapshot> got = fetch(task(u"organizer/7"_s));
        QVERIFY(!got && got.error().kind == Failure::Kind::RateLimited);
        QCOMPARE(got.error().until, s_now.addSecs(120));
        m_field->clearRequests();
        QVERIFY(!fetch(task(u"organizer/7"_s))); // the host is held: nothing is asked
        QVERIFY(m_field->requests().isEmpty());
        // Without a Retry-After, too.
        m_field->advance(std::chrono::seconds(121));
        QVERIFY(m_field->misbehave(u"/eventbrite"_s, u"status:429"_s, 1));
        const Result<Snapshot> silent = fetch(task(u"organizer/7"_s));
        QVERIFY(!silent);
        QCOMPARE(silent.error().until, m_field->now().addSecs(3600));
        m_field->clearRequests();
        QVERIFY(!fetch(task(u"organizer/7"_s)));
        QVERIFY(m_field->requests().isEmpty());
    }

    void oneBadRecordLeavesTheOthers()
    {
        putMany(s_organizer, 2);
        world().put(s_organizer,
                    {.id = u"5"_s, .title = u"Odd"_s, .start = s_now.addDays(1), .more = {{u"start"_s, 7}}});
        world().put(s_organizer,
                    {.id = u"6"_s,
                     .title = u"New"_s,
                     .start = s_now.addDays(1),
                     .status = u"hovering"_s,
                     .more = {{u"capacity"_s, QJsonValue::Null}}});
        const Result<Snapshot> got = fetch(task(u"organizer/7"_s));
        QVERIFY(got);
        QCOMPARE(got->occurrences.size(), 3);
        QCOMPARE(got->skipped.size(), 2);
        QVERIFY(!got->whole);
        const auto hovering = std::ranges::find(got->occurrences, u"6"_s, &Occurrence::uid);
        QVERIFY(hovering != got->occurrences.end());
        QCOMPARE(hovering->status, Occurrence::Status::Tentative);
    }

    void soldTicketsComeWithTheEvents()
    {
        world().put(s_organization, {.id = u"1"_s, .title = u"Fly-in"_s, .start = s_now.addDays(1), .sold = 42});
        const Result<Snapshot> got = fetch(task(u"organization/8"_s));
        QVERIFY(got);
        QCOMPARE(got->occurrences.at(0).rsvps, 42);
        QCOMPARE(m_field->requests().size(), 1);
    }

    void attendeesAreCountedSparingly()
    {
        EventbriteWorld::Event event{.id = u"1"_s,
                                     .title = u"Fly-in"_s,
                                     .start = s_now.addDays(1),
                                     .attending = 12,
                                     .attendeesChanged = s_now.addSecs(-3600)};
        world().put(s_organization, event);
        Result<Snapshot> got = fetch(task(u"organization/8"_s));
        QVERIFY(got);
        QCOMPARE(got->occurrences.at(0).rsvps, 12);
        QCOMPARE(m_field->requests().size(), 2);
        // Within the hour nobody is counted, and the number stays.
        m_field->clearRequests();
        m_field->advance(std::chrono::minutes(15));
        got = fetch(task(u"organization/8"_s, got->cursor));
        QVERIFY(got);
        QCOMPARE(got->occurrences.at(0).rsvps, 12);
        QCOMPARE(m_field->requests().size(), 1);
        // Then only what changed is asked about, and all of them where something did.
        m_field->advance(std::chrono::hours(1));
        got = fetch(task(u"organization/8"_s, got->cursor));
        QVERIFY(got);
        QCOMPARE(m_field->requests().size(), 3);
        QVERIFY(!m_field->requests().constLast().item(u"changed_since"_s).isEmpty());
        event.attending = 13;
        m_field->advance(std::chrono::hours(1));
        event.attendeesChanged = m_field->now();
        world().put(s_organization, event);
        got = fetch(task(u"organization/8"_s, got->cursor));
        QVERIFY(got);
        QCOMPARE(got->occurrences.at(0).rsvps, 13);
        QCOMPARE(m_field->requests().size(), 6);
        QVERIFY(!got->cursor.contains(u"demo-token"_s));
    }

    void whoMayNotCountStillSeesTheEvents()
    {
        world().put(s_organization, {.id = u"1"_s, .title = u"Fly-in"_s, .start = s_now.addDays(1), .sold = 42});
        world().put(s_organization, {.id = u"2"_s, .title = u"Fly-out"_s, .start = s_now.addDays(2)});
        world().refuseCounts();
        Result<Snapshot> got = fetch(task(u"organization/8"_s));
        QVERIFY(got);
        QCOMPARE(got->occurrences.size(), 2);
        QCOMPARE(got->occurrences.at(0).rsvps, -1);
        QVERIFY(got->whole && got->skipped.isEmpty());
        QCOMPARE(m_field->requests().size(), 3); // the classes, the events alone, one event's attendees
        m_field->clearRequests();
        got = fetch(task(u"organization/8"_s, got->cursor));
        QVERIFY(got);
        QCOMPARE(m_field->requests().size(), 1); // not tried again today
        m_field->advance(std::chrono::hours(25));
        m_field->clearRequests();
        QVERIFY(fetch(task(u"organization/8"_s, got->cursor)));
        QCOMPARE(m_field->requests().size(), 3);
    }

    void spoiltAnswersAreFailures_data()
    {
        QTest::addColumn<QString>("how");
        QTest::addColumn<Failure::Kind>("kind");
        QTest::newRow("html") << u"html"_s << Failure::Kind::Malformed;
        QTest::newRow("deep") << u"deep"_s << Failure::Kind::Malformed;
        QTest::newRow("truncated") << u"truncate"_s << Failure::Kind::Malformed;
        QTest::newRow("500") << u"status:500"_s << Failure::Kind::Transient;
        QTest::newRow("403") << u"status:403"_s << Failure::Kind::Rejected;
    }
    void spoiltAnswersAreFailures()
    {
        QFETCH(QString, how);
        QFETCH(Failure::Kind, kind);
        putMany(s_organizer, 3);
        QVERIFY(m_field->misbehave(u"/eventbrite"_s, how));
        const Result<Snapshot> got = fetch(task(u"organizer/7"_s));
        QVERIFY(!got);
        QCOMPARE(got.error().kind, kind);
        QVERIFY(!got.error().host.isEmpty());
    }
};

QTEST_GUILESS_MAIN(EventbriteSourceTest)
#include "tst_eventbritesource.moc"
