// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/factcodec.h"
#include "tests/store/making.h"

#include <QCborArray>
#include <QCborMap>
#include <QCborValue>
#include <QTest>

using namespace Windsock;
using namespace Windsock::Making;

namespace {
template<class T>
QCborMap mapOf(const T &fact)
{
    return QCborValue::fromCbor(encode(fact)).toMap();
}

template<class T>
std::optional<T> fromMap(const QCborMap &map)
{
    return decode<T>(QCborValue(map).toCbor());
}
}

class TestFactCodec : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".+"_s)); }

    void everyFactComesBackAsItWas()
    {
        Push push = Making::push(27);
        push.account = {};
        QCOMPARE(decode<Push>(encode(push)), push);

        Job job = done(1LL << 40, 27, Job::Result::Superseded, 3);
        job.groupName = u"Mochitests ✈"_s;
        job.taskId = u"X"_s;
        job.tier = 3;
        job.classification = 8;
        job.retryId = 2;
        job.duration = std::chrono::minutes(17);
        QCOMPARE(decode<Job>(encode(job)), job);

        const PushStanding standing = standingOf({}, 27, QList{done(1, 27, Job::Result::Busted), running(2, 27)},
                                                 minute(9), settleTime);
        QCOMPARE(decode<PushStanding>(encode(standing)), standing);

        Landing landing = Making::landing(9);
        landing.account = {};
        landing.trees = {u"try"_s, u"autoland"_s};
        landing.state = Landing::State::Held;
        landing.held = Landing::Held::WaitingForReview;
        landing.patches = {{.id = 4,
                            .title = u"p"_s,
                            .author = u"a"_s,
                            .flags = {{u"review"_s, u'+', u"s"_s, {}}, {u"review"_s, u'?', {}, u"r"_s}}}};
        landing.url = QUrl(u"https://example.org/show_bug.cgi?id=9&x=%26"_s);
        QCOMPARE(decode<Landing>(encode(landing)), landing);

        const PullRequest pull{.repository = u"o/n"_s,
                               .number = 3,
                               .draft = true,
                               .checks = PullRequest::Checks::Failing,
                               .failingChecks = {u"a"_s, u"b"_s},
                               .merge = PullRequest::Merge::Unstable,
                               .queue = {.state = QueuePlace::State::AwaitingChecks,
                                         .position = 2,
                                         .groupHead = u"c0ffee"_s,
                                         .since = minute(1),
                                         .by = u"ada"_s},
                               .asked = {u"ben"_s},
                               .updated = minute(1)};
        QCOMPARE(decode<PullRequest>(encode(pull)), pull);

        const Deployment deployment{.id = 1LL << 40,
                                    .repository = u"o/n"_s,
                                    .environment = u"production"_s,
                                    .branch = u"main"_s,
                                    .revision = u"c0ffee"_s,
                                    .creator = u"ada"_s,
                                    .state = Deployment::State::Waiting,
                                    .reason = u"r"_s,
                                    .approvers = {u"ben"_s, u"crew"_s},
                                    .created = minute(1),
                                    .updated = minute(2),
                                    .url = QUrl(u"https://example.org/log"_s)};
        QCOMPARE(decode<Deployment>(encode(deployment)), deployment);

        const InboxThread thread{.id = 1LL << 40,
                                 .repository = u"o/n"_s,
                                 .title = u"Fix it"_s,
                                 .kind = InboxThread::Kind::Issue,
                                 .reason = InboxThread::Reason::TeamMention,
                                 .number = 12,
                                 .updated = minute(2),
                                 .unread = false,
                                 .url = QUrl(u"https://example.org/o/n/issues/12"_s)};
        QCOMPARE(decode<InboxThread>(encode(thread)), thread);

        SourceHealth health{
            .watch = tree, .account = account, .service = Service::Meetup, .state = SourceHealth::State::Failing};
        QCOMPARE(decode<SourceHealth>(encode(health)), health);
        health.failure = Failure{.kind = Failure::Kind::RateLimited,
                                 .reason = Failure::Reason::TooManyRequests,
                                 .httpStatus = 429,
                                 .until = minute(5)};
        QCOMPARE(decode<SourceHealth>(encode(health)), health);
    }

    void eventsKeepTheirZone_data()
    {
        QTest::addColumn<QDateTime>("start");
        const QDate day(2026, 7, 1);
        QTest::newRow("utc") << QDateTime(day, QTime(18, 0), QTimeZone::UTC);
        QTest::newRow("zone") << QDateTime(day, QTime(18, 0), QTimeZone("America/Los_Angeles"));
        QTest::newRow("offset") << QDateTime(day, QTime(18, 0), QTimeZone::fromSecondsAheadOfUtc(20700));
        QTest::newRow("local") << QDateTime(day, QTime(0, 0));
        QTest::newRow("none") << QDateTime();
    }
    void eventsKeepTheirZone()
    {
        QFETCH(QDateTime, start);
        Occurrence event = occurrence(u"a"_s, 0);
        event.account = {};
        event.start = start;
        event.rsvps = 12;
        event.calendar = u"/user/team/"_s;
        event.copyOf = u"meetup/event/1"_s;
        event.transparent = true;
        event.status = Occurrence::Status::Cancelled;
        event.kind = Occurrence::Kind::Call;
        event.heldFrom = QDate(2027, 2, 28);
        const auto back = decode<Occurrence>(encode(event));
        QCOMPARE(back, event);
        QCOMPARE(back->start.timeSpec(), start.timeSpec());
        QCOMPARE(back->start.isValid(), start.isValid());
        QCOMPARE(back->start.offsetFromUtc(), start.offsetFromUtc());
    }

    void bodiesFromOtherVersionsCanBeRead()
    {
        QCborMap older = mapOf(done(5, 27));
        older.remove(qint64(12)); // the tier was not yet stored then
        const auto fromOlder = fromMap<Job>(older);
        QVERIFY(fromOlder);
        QCOMPARE(fromOlder->tier, 1);
        QCOMPARE(fromOlder->id, 5);
        QCborMap event = mapOf(occurrence(u"a"_s, 0));
        for (const int key : {17, 18, 19}) { // there were no calls for papers then
            event.remove(qint64(key));
        }
        QVERIFY(!fromMap<Occurrence>(event)->isCall());
        QCborMap newer = mapOf(done(5, 27));
        newer.insert(qint64(99), QCborArray{1, 2, 3});
        QCOMPARE(fromMap<Job>(newer), done(5, 27));
    }

    void whatCannotBeKeepsItsDefault()
    {
        QCborMap odd = mapOf(done(5, 27));
        odd[10] = 4711; // no such state
        odd[11] = -1;
        odd[3] = 17; // a number where a text was
        odd[12] = qint64(1) << 40;
        odd[16] = QCborArray{u"x"_s, 2};
        const auto job = fromMap<Job>(odd);
        QVERIFY(job);
        QCOMPARE(job->state, Job::State::Unknown);
        QCOMPARE(job->result, Job::Result::Unknown);
        QCOMPARE(job->groupName, QString());
        QCOMPARE(job->tier, 1);
        QVERIFY(!job->lastModified.isValid());
        QCborMap zone = mapOf(occurrence(u"a"_s, 0));
        zone[7] = QCborArray{minute(7).toMSecsSinceEpoch(), u"Mars/Olympus"_s};
        QCOMPARE(fromMap<Occurrence>(zone)->start, minute(7));
        zone[17] = 99; // no such kind
        zone[18] = u"2027-02-30"_s;
        zone[19] = 20270228;
        QCOMPARE(fromMap<Occurrence>(zone)->kind, Occurrence::Kind::Event);
        QVERIFY(!fromMap<Occurrence>(zone)->heldFrom.isValid() && !fromMap<Occurrence>(zone)->heldUntil.isValid());
    }

    void whatIsNoBodyIsNothing()
    {
        QVERIFY(!decode<Job>({}));
        QVERIFY(!decode<Job>("garbage"_ba));
        QVERIFY(!decode<Job>(QCborValue(17).toCbor()));
        const QByteArray whole = encode(push(1));
        for (qsizetype length = 0; length < whole.size(); ++length) {
            QVERIFY(!decode<Push>(whole.first(length)));
        }
    }
};

QTEST_GUILESS_MAIN(TestFactCodec)
#include "tst_factcodec.moc"
