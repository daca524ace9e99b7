// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/rules/eventwording.h"
#include "models/rules/wording.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace Windsock;

namespace {
const QTimeZone s_utc(QTimeZone::UTC);

Push push(const QString &message = u"Bug 1 - Fix the sock"_s)
{
    return {.id = 27, .repository = u"autoland"_s, .revision = u"abc"_s, .commits = {{.message = message}}};
}

PushStanding failing(int count)
{
    PushStanding standing{
        .pushId = 27, .verdict = Verdict::Orange, .complete = true, .settled = true, .testFailed = count};
    for (int i = 1; i <= std::min(count, 50); ++i) {
        standing.failures.append({.id = i, .name = u"test-%1"_s.arg(i)});
    }
    return standing;
}
}

class WordingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pluralsOfFailures_data()
    {
        QTest::addColumn<int>("count");
        QTest::addColumn<QString>("text");
        QTest::newRow("1") << 1 << u"1 job failed.\nFailed: test-1."_s;
        QTest::newRow("2") << 2 << u"2 jobs failed.\nFailed: test-1, test-2."_s;
        QTest::newRow("5") << 5 << u"5 jobs failed.\nFailed: test-1, test-2, test-3, test-4, test-5."_s;
        QTest::newRow("6") << 6 << u"6 jobs failed.\nFailed: test-1, test-2, test-3, test-4, test-5 and 1 more."_s;
        QTest::newRow("7") << 7 << u"7 jobs failed.\nFailed: test-1, test-2, test-3, test-4, test-5 and 2 more."_s;
        QTest::newRow("more than are kept")
            << 60 << u"60 jobs failed.\nFailed: test-1, test-2, test-3, test-4, test-5 and 55 more."_s;
    }

    void pluralsOfFailures()
    {
        QFETCH(int, count);
        QFETCH(QString, text);
        const Push one = push();
        const Wording wording = pushFinishedWording(&one, failing(count));
        QCOMPARE(wording.title, u"Finished orange on autoland: Bug 1 - Fix the sock"_s);
        QCOMPARE(wording.text, u"Tests failed that nobody has classified yet.\n"_s + text);
    }

    void countsOfAFinishedPush()
    {
        const Push one = push();
        PushStanding standing{
            .pushId = 27, .verdict = Verdict::Green, .complete = true, .settled = true, .success = 1, .known = 1};
        QCOMPARE(pushFinishedWording(&one, standing).title, u"Green on autoland: Bug 1 - Fix the sock"_s);
        QCOMPARE(pushFinishedWording(&one, standing).text,
                 u"1 job passed. 1 failure is a known intermittent or otherwise classified."_s);
        standing.verdict = Verdict::Cancelled;
        standing.success = 2;
        standing.known = 2;
        standing.cancelled = 2;
        QCOMPARE(
            pushFinishedWording(&one, standing).text,
            u"Not all was tested.\n2 jobs passed. 2 failures are known intermittents or otherwise classified. 2 jobs were cancelled."_s);
        standing.cancelled = 1;
        QVERIFY(pushFinishedWording(&one, standing).text.endsWith(u"1 job was cancelled."_s));
    }

    void unknownIsSaidAsUnknown()
    {
        const Push one = push();
        const PushStanding standing{.pushId = 27, .verdict = Verdict::Unknown, .complete = true, .settled = true};
        const Wording wording = pushFinishedWording(&one, standing);
        QVERIFY(wording.title.contains(u"unknown"_s));
        QVERIFY(wording.text.contains(u"unknown"_s));
        QVERIFY(!wording.title.contains(u"green"_s, Qt::CaseInsensitive));
        PushStanding before = failing(1);
        QVERIFY(pushRecoveredWording(&one, before, standing).text.contains(u"unknown"_s));
    }

    void badWhileRunning()
    {
        const Push one = push();
        PushStanding standing = failing(1);
        standing.complete = standing.settled = false;
        standing.success = 2;
        standing.running = 1;
        QCOMPARE(pushBadWording(&one, standing).text,
                 u"Failed: test-1.\n2 jobs passed. 1 job failed.\nStill running, 75 % done."_s);
        standing.verdict = Verdict::Red;
        QCOMPARE(pushBadWording(&one, standing).title, u"Red on autoland: Bug 1 - Fix the sock"_s);
        standing.verdict = Verdict::Exception;
        QCOMPARE(pushBadWording(&one, standing).title, u"Exceptions on autoland: Bug 1 - Fix the sock"_s);
    }

    void whoseFaultItIs()
    {
        const auto ground = [](Ground::Kind kind, int count, int of) {
            return Ground{.kind = kind, .count = count, .of = of, .detail = {}};
        };
        const Push one = push();
        PushStanding standing = failing(1);
        standing.failures[0].blame = Blame::LikelyYours;
        standing.failures[0].grounds = {ground(Ground::Kind::PassesBefore, 12, 12),
                                        ground(Ground::Kind::FailsElsewhere, 0, 12)};
        QCOMPARE(pushFinishedWording(&one, standing).text.section(u'\n', -1),
                 u"Likely yours: passed on 12 of 12 pushes before."_s);
        QCOMPARE(pushBadWording(&one, standing).text.section(u'\n', 1, 1),
                 u"Likely yours: passed on 12 of 12 pushes before."_s);
        standing.failures[0].blame = Blame::LikelyIntermittent;
        standing.failures[0].grounds = {ground(Ground::Kind::FailsBefore, 3, 10)};
        QVERIFY(pushBadWording(&one, standing).text.contains(u"Likely intermittent: failed on 3 of 10 before."_s));
        standing.failures[0].blame = Blame::Unknown;
        QVERIFY(pushBadWording(&one, standing).text.contains(u"Unknown whether yours or intermittent."_s));

        PushStanding more = failing(4);
        more.failures[1].blame = Blame::LikelyYours;
        more.failures[1].grounds = {ground(Ground::Kind::ConfirmFailed, 1, 1)};
        more.failures[2].blame = Blame::LikelyIntermittent;
        more.failures[3].blame = Blame::LikelyIntermittent;
        const QString line = pushBadWording(&one, more).text.section(u'\n', 1, 1);
        QCOMPARE(line,
                 u"Likely yours: test-2 (the confirm job failed too). Likely intermittent: 2 jobs. Unknown whose: "
                 "1 job."_s);
        QVERIFY(pushFinishedWording(&one, more).text.count(u'\n') < 4);
    }

    void recovered()
    {
        const Push one = push();
        const PushStanding before = failing(1);
        PushStanding after{.pushId = 27, .verdict = Verdict::Green, .complete = true, .known = 1};
        QVERIFY(pushRecoveredWording(&one, before, after).text.startsWith(u"Its failures are now known"_s));
        after.known = 0;
        QVERIFY(pushRecoveredWording(&one, before, after).text.startsWith(u"Its failures were made good"_s));
    }

    void hostileTitles()
    {
        const Push hostile = push(u"%1 %2 <b onclick=x>\u202eevil\u0007"_s + QString(5000, u'x'));
        const Wording wording = pushFinishedWording(&hostile, failing(1));
        QVERIFY(wording.title.startsWith(u"Finished orange on autoland: %1 %2 <b onclick=x>evil xxx"_s));
        QVERIFY(wording.title.size() < 140);
        QVERIFY(!wording.title.contains(u'\n'));
        PushStanding standing = failing(1);
        standing.failures[0].name = u"a\nb\u202ec"_s + QString(5000, u'y');
        const QStringList lines = pushFinishedWording(&hostile, standing).text.split(u'\n');
        QCOMPARE(lines.size(), 3);
        QVERIFY(lines.constLast().size() < 100);
    }

    void landings()
    {
        Landing landing{.bug = 1234567,
                        .title = u"Fix"_s,
                        .trees = {u"try"_s},
                        .state = Landing::State::Held,
                        .held = Landing::Held::TreeClosed};
        QCOMPARE(landingStateWording(landing).title, u"Held: bug 1234567, Fix"_s);
        QCOMPARE(landingStateWording(landing).text, u"The tree is closed.\nIt is to go to try."_s);
        landing.held = Landing::Held::No;
        QVERIFY(landingStateWording(landing).text.contains(u"unknown"_s));
        QSet<QString> titles;
        for (const auto state : {Landing::State::Landed, Landing::State::Failed, Landing::State::BackedOut,
                                 Landing::State::Held, Landing::State::Queued, Landing::State::Cancelled}) {
            landing.state = state;
            const Wording wording = landingStateWording(landing);
            QVERIFY(wording.title.endsWith(u"bug 1234567, Fix"_s));
            QVERIFY(wording.text.contains(u"try"_s) && wording.text.endsWith(u'.'));
            titles.insert(wording.title);
        }
        QCOMPARE(titles.size(), 6);
        const Wording denied = patchFlagWording(landing, {.title = u"part 1"_s}, {u"review"_s, u'-', {}, {}});
        QCOMPARE(denied.title, u"Denied review: bug 1234567, Fix"_s);
        QCOMPARE(denied.text, u"somebody denied review for “part 1”."_s);
    }

    void pulls()
    {
        PullRequest pull{.repository = u"o/r"_s,
                         .number = 5,
                         .title = u"Turn"_s,
                         .branch = u"main"_s,
                         .checks = PullRequest::Checks::Failing,
                         .failingChecks = {u"build"_s},
                         .checksTotal = 1};
        QCOMPARE(checksWording(pull).title, u"Checks fail: o/r#5, Turn"_s);
        QCOMPARE(checksWording(pull).text, u"Failed: build.\nThere is 1 check."_s);
        pull.checksTotal = 2;
        QCOMPARE(checksWording(pull).text, u"Failed: build.\nThere are 2 checks."_s);
        pull.failingChecks.clear();
        QVERIFY(checksWording(pull).text.contains(u"unknown"_s));
        pull.checks = PullRequest::Checks::Passing;
        QCOMPARE(checksWording(pull).title, u"Checks pass: o/r#5, Turn"_s);
        pull.state = PullRequest::State::Merged;
        QCOMPARE(pullClosedWording(pull).text, u"It is on main now."_s);
        pull.state = PullRequest::State::Closed;
        QCOMPARE(pullClosedWording(pull).title, u"Closed: o/r#5, Turn"_s);
        QVERIFY(conflictWording(pull).text.contains(u"main"_s));
    }

    void eventsAreToldInTheViewersZone()
    {
        Occurrence event{.uid = u"e"_s, .title = u"Sock night"_s, .group = u"Socks"_s, .place = u"Hall"_s};
        event.start = QDateTime(QDate(2026, 10, 25), QTime(12, 0), s_utc);
        event.end = event.start.addSecs(3600);
        const QTimeZone berlin("Europe/Berlin");
        const auto clock = [](int hour) { return QLocale().toString(QTime(hour, 0), QLocale::ShortFormat); };
        QCOMPARE(eventSoonWording(event, s_utc).title, u"At %1: Sock night"_s.arg(clock(12)));
        QCOMPARE(eventSoonWording(event, berlin).title, u"At %1: Sock night"_s.arg(clock(13))); // winter time
        QCOMPARE(eventSoonWording(event, berlin).text, u"From Socks.\nPlace: Hall"_s);
        Occurrence earlier = event;
        earlier.start = earlier.start.addDays(-1);
        QVERIFY(eventMovedWording(earlier, event, berlin).text.contains(clock(14))); // summer time still
        QVERIFY(eventMovedWording(earlier, event, berlin).text.contains(clock(13)));
        Occurrence longer = event;
        longer.end = longer.end.addSecs(7200);
        QVERIFY(eventMovedWording(event, longer, s_utc).text.contains(clock(15)));
        event.status = Occurrence::Status::Cancelled;
        QCOMPARE(eventStatusWording(event, s_utc).title, u"Cancelled: Sock night"_s);
        Occurrence nowhere = event;
        nowhere.place.clear();
        QVERIFY(
            eventPlaceWording(event, nowhere, s_utc).text.startsWith(u"The place is not known any more.\nBefore: Hall"_s));
        QVERIFY(eventPlaceWording(nowhere, event, s_utc).text.startsWith(u"Place: Hall\n"_s));
        event.allDay = true;
        QVERIFY(!eventNewWording(event, s_utc).text.contains(clock(12)));
        event.title.clear();
        QVERIFY(!eventNewWording(event, s_utc).title.endsWith(u' '));
    }
};

QTEST_GUILESS_MAIN(WordingTest)
#include "tst_wording.moc"
