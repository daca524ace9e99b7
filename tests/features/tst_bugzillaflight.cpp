// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/airfield/demoscript.h"
#include "tests/features/flight.h"

#include <QRegularExpression>
#include <QStandardPaths>
#include <QTest>
#include <QTimeZone>

using namespace Windsock;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
const QDateTime s_start({2026, 3, 2}, {10, 0}, QTimeZone::utc());
const QString s_me = u"dev@demo.test"_s;
const QString s_pal = u"pal@demo.test"_s;
}

/// Bugzilla with the whole app around it.
class BugzillaFlightTest : public QObject
{
    Q_OBJECT

private:
    static void pass(Flight &flight, std::chrono::seconds time)
    {
        flight.setNow(flight.now().addDuration(time));
        flight.field(u"bz"_s).setNow(flight.now());
    }

    /// What a poll of everything, which a person asks for, sends to the Bugzilla.
    static int requestsOfAPoll(Flight &flight)
    {
        flight.field(u"bz"_s).clearRequests();
        (void)flight.poll();
        return int(flight.field(u"bz"_s).requests().size());
    }

private Q_SLOTS:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }
    void init() { QTest::failOnWarning(QRegularExpression(u".+"_s)); }

    /// Given a patch; when its review is asked of me, I am told once, also after a restart; when it is given, the notice is
    /// taken back.
    void aReviewIsAskedOfMe()
    {
        Flight flight(s_start);
        flight.open();
        flight.addAccount(u"bz"_s, Service::Bugzilla, true);
        flight.addWatch(u"bz/reviews"_s, Watch::Kind::Reviews, {}, s_me);
        flight.addWatch(u"bz/landings"_s, Watch::Kind::Landings, u"autoland"_s);
        BugzillaWorld &bugs = flight.field(u"bz"_s).worlds().bugzilla;
        bugs.addBug(7, u"Turn with the wind"_s, {}, s_pal);
        bugs.addPatch(7, 71, u"Turn"_s);
        QVERIFY(flight.poll().allGood());
        flight.takeNews();

        pass(flight, 130s);
        bugs.setFlag(7, 71, u"review"_s, u"?"_s, s_me);
        QVERIFY(flight.poll().allGood());
        const QString asked = u"bug/7 landing review:asked:dev@demo.test:71:2026-03-02T10:02:10Z"_s;
        QTRY_COMPARE(flight.news(), QStringList{asked});
        flight.takeNews();
        QVERIFY(flight.facts(u"bz"_s).contains(u"bz/bug/7 held"_s));

        flight.restart();
        pass(flight, 130s);
        QVERIFY(flight.poll().allGood());
        QCOMPARE(flight.takeNews(), QStringList());

        pass(flight, 130s);
        bugs.setFlag(7, 71, u"review"_s, u"+"_s, s_me);
        QVERIFY(flight.poll().allGood());
        QTRY_VERIFY(flight.noticesOf(u"bz"_s, Notice::State::Withdrawn).contains(asked));
        QVERIFY(!flight.facts(u"bz"_s).contains(u"bz/bug/7 held"_s));
        QCOMPARE(flight.takeNews(), QStringList());
    }

    /// The same bug held by both watches is one row, and the review of a landing is told once, too.
    void aReviewOfALandingIsOneFact()
    {
        Flight flight(s_start);
        flight.open();
        flight.addAccount(u"bz"_s, Service::Bugzilla, true);
        flight.addWatch(u"bz/landings"_s, Watch::Kind::Landings, u"autoland"_s);
        flight.addWatch(u"bz/reviews"_s, Watch::Kind::Reviews, {}, s_me);
        QVERIFY(flight.poll().allGood());
        BugzillaWorld &bugs = flight.field(u"bz"_s).worlds().bugzilla;
        pass(flight, 130s);
        bugs.addBug(7, u"Turn with the wind"_s, u"[autoland-mozilla-inbound]"_s, s_pal);
        bugs.addPatch(7, 71, u"Turn"_s);
        bugs.setFlag(7, 71, u"review"_s, u"?"_s, s_me);
        flight.takeNews();
        QVERIFY(flight.poll().allGood());
        QTRY_COMPARE(flight.news(),
                     (QStringList{u"bug/7 landing review:asked:dev@demo.test:71:2026-03-02T10:02:10Z"_s,
                                  u"bug/7 landing state:held:waiting-for-review:2026-03-02T10:02:10Z"_s}));
        pass(flight, 130s);
        bugs.setFlag(7, 71, u"review"_s, u"+"_s, s_me);
        QVERIFY(flight.poll().allGood());
        QTRY_COMPARE(flight.facts(u"bz"_s).filter(u"bug/7"_s), QStringList{u"bz/bug/7 requested"_s});
        QTRY_COMPARE(flight.noticesOf(u"bz"_s, Notice::State::Withdrawn).size(), 2);
    }

    /// Given a host that has blocked us; until the hour is over not a byte goes there: not when the person asks, not after
    /// restarts, not for another account, and not when the watch that was refused is gone.
    void aBlockHoldsAcrossRestarts()
    {
        Flight flight(s_start);
        flight.open();
        flight.addAccount(u"bz"_s, Service::Bugzilla);
        flight.addWatch(u"bz/landings"_s, Watch::Kind::Landings, u"autoland"_s);
        const auto added = flight.app().book().addAccount({.id = AccountId(u"bz2"_s),
                                                           .service = Service::Bugzilla,
                                                           .baseUrl = flight.field(u"bz"_s).url(u"bugzilla"_s)});
        QVERIFY(added.has_value());
        flight.addWatch(u"bz2/landings"_s, Watch::Kind::Landings, u"keyword:checkin-needed"_s);
        QVERIFY(flight.poll().allGood());
        pass(flight, 130s);
        QVERIFY(flight.field(u"bz"_s).misbehave(u"/bugzilla"_s, u"status:429"_s, 1));
        (void)flight.poll();
        QVERIFY(flight.health(u"bz/landings"_s).failure || flight.health(u"bz2/landings"_s).failure);
        flight.field(u"bz"_s).calm();

        QCOMPARE(requestsOfAPoll(flight), 0);
        flight.restart();
        QCOMPARE(requestsOfAPoll(flight), 0);
        for (const QString &watch : {u"bz/landings"_s, u"bz2/landings"_s}) {
            QCOMPARE(flight.health(watch).failure->reason, Failure::Reason::Blocked);
        }
        pass(flight, 59min);
        QVERIFY(flight.app().book().removeWatch(WatchId(u"bz/landings"_s)).has_value());
        flight.restart();
        QCOMPARE(requestsOfAPoll(flight), 0);
        flight.addWatch(u"bz/reviews"_s, Watch::Kind::Reviews, {}, s_me);
        QCOMPARE(requestsOfAPoll(flight), 0);

        pass(flight, 61s);
        QVERIFY(requestsOfAPoll(flight) > 0);
        QTRY_COMPARE(flight.health(u"bz2/landings"_s).state, SourceHealth::State::Good);
    }
};

QTEST_GUILESS_MAIN(BugzillaFlightTest)

#include "tst_bugzillaflight.moc"
