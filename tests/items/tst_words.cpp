// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/failurewording.h"
#include "models/items/naturalorder.h"
#include "models/items/words.h"

#include <QLocale>
#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Windsock;

namespace {
const QDateTime s_now(QDate(2026, 8, 1), QTime(12, 0), QTimeZone::UTC);

template<class Enum>
void eachHasAWord(Enum last, auto word)
{
    QSet<QString> words;
    for (int i = 0; i <= static_cast<int>(last); ++i) {
        words.insert(word(static_cast<Enum>(i)));
    }
    QCOMPARE(words.size(), static_cast<int>(last) + 1);
    QVERIFY(!words.contains(QString()));
}
}

class WordsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void order_data()
    {
        QTest::addColumn<QString>("a");
        QTest::addColumn<QString>("b");
        QTest::newRow("numbers") << u"2"_s << u"10"_s;
        QTest::newRow("numbers within") << u"a9b"_s << u"a10a"_s;
        QTest::newRow("letters") << u"M"_s << u"R"_s;
        QTest::newRow("shorter first") << u"bc"_s << u"bc1"_s;
        QTest::newRow("nothing first") << QString() << u"0"_s;
        QTest::newRow("huge numbers") << u"99999999999999999999"_s << u"100000000000000000000"_s;
        QTest::newRow("zeros before") << u"01"_s << u"2"_s;
        QTest::newRow("zeros alone differ") << u"01"_s << u"1"_s;
        QTest::newRow("a number before a letter") << u"1"_s << u"a"_s;
    }

    void order()
    {
        QFETCH(QString, a);
        QFETCH(QString, b);
        QVERIFY(std::is_lt(naturalOrder(a, b)));
        QVERIFY(std::is_gt(naturalOrder(b, a)));
        QVERIFY(std::is_eq(naturalOrder(a, a)));
    }

    void relative_data()
    {
        QTest::addColumn<qint64>("seconds");
        QTest::addColumn<QString>("words");
        QTest::newRow("now") << 0LL << u"now"_s;
        QTest::newRow("a moment ago") << -59LL << u"now"_s;
        QTest::newRow("1 minute") << -60LL << u"1 minute ago"_s;
        QTest::newRow("2 minutes") << -120LL << u"2 minutes ago"_s;
        QTest::newRow("1 hour") << -3600LL << u"1 hour ago"_s;
        QTest::newRow("2 hours") << -7200LL << u"2 hours ago"_s;
        QTest::newRow("1 day") << -86400LL << u"1 day ago"_s;
        QTest::newRow("6 days") << -6 * 86400LL << u"6 days ago"_s;
        QTest::newRow("in 1 minute") << 60LL << u"in 1 minute"_s;
        QTest::newRow("in 2 minutes") << 120LL << u"in 2 minutes"_s;
        QTest::newRow("in 1 hour") << 3600LL << u"in 1 hour"_s;
        QTest::newRow("in 2 days") << 2 * 86400LL << u"in 2 days"_s;
    }

    void relative()
    {
        QFETCH(qint64, seconds);
        QTEST(relativeTime(s_now.addSecs(seconds), s_now), "words");
    }

    void readAlikeUntilTheyAreToldOtherwise()
    {
        const auto alike = [](qint64 seconds, qint64 later) {
            return readsAlike(s_now.addSecs(seconds), s_now, s_now.addSecs(later));
        };
        QVERIFY(alike(-10, 15));
        QVERIFY(!alike(-50, 15)); // now, a minute ago
        QVERIFY(alike(-7200, 600));
        QVERIFY(!alike(-7200, 3600));
        QVERIFY(!alike(-30, 86'400));
        QVERIFY(alike(-90 * 86'400, 60));
        QVERIFY(!alike(-90 * 86'400, 86'400)); // tomorrow it is not read as a day of the same week
        QVERIFY(readsAlike({}, s_now, s_now.addDays(1)));
        QVERIFY(!readsAlike(s_now, {}, s_now));
        for (qint64 seconds = -90'000; seconds < 90'000; seconds += 613) {
            const QDateTime time = s_now.addSecs(seconds);
            for (const qint64 later : {15, 60, 3600}) {
                const bool same = relativeTime(time, s_now) == relativeTime(time, s_now.addSecs(later));
                QCOMPARE(alike(seconds, later), same);
            }
        }
    }

    void farTimesAreDates()
    {
        const QString date = QLocale().toString(QDate(2026, 7, 1), QLocale::ShortFormat);
        const QDateTime then(QDate(2026, 7, 1), QTime(12, 0), QTimeZone::UTC);
        QCOMPARE(relativeTime(then, s_now), date);
        QCOMPARE(relativeTime(then, {}), date);
        QVERIFY(relativeTime({}, s_now).isEmpty());
    }

    void clockTimes()
    {
        const QTimeZone utc(QTimeZone::UTC);
        const QString two = QLocale().toString(QTime(14, 0), QLocale::ShortFormat);
        QCOMPARE(clockTime(s_now.addSecs(7200), s_now, utc), two);
        QCOMPARE(clockTime(s_now.addSecs(7200 + 86400), s_now, utc),
                 QLocale().dayName(7, QLocale::ShortFormat) + u' ' + two);
        QVERIFY(clockTime(s_now.addDays(30), s_now, utc)
                    .contains(QLocale().toString(QDate(2026, 8, 31), QLocale::ShortFormat)));
        QVERIFY(clockTime({}, s_now, utc).isEmpty());
    }

    void everyStateHasAWordOfItsOwn()
    {
        eachHasAWord(Verdict::Cancelled, verdictWord);
        eachHasAWord(SourceHealth::State::Offline, sourceWord);
        eachHasAWord(Service::Pulse, serviceWord);
        eachHasAWord(Notice::Kind::StoreDamaged, noticeKindWord);
        eachHasAWord(Occurrence::Status::Cancelled, occurrenceWord);
        eachHasAWord(Landing::State::Cancelled, [](Landing::State state) { return landingWord({.state = state}); });
        eachHasAWord(Landing::Held::WaitingForReview,
                     [](Landing::Held held) { return landingWord({.state = Landing::State::Held, .held = held}); });
        eachHasAWord(Job::State::Running, [](Job::State state) { return jobWord({.state = state}); });
        eachHasAWord(Job::Result::Unknown,
                     [](Job::Result result) { return jobWord({.state = Job::State::Completed, .result = result}); });
    }

    void pullRequests()
    {
        PullRequest pull;
        QCOMPARE(pullWord(pull), u"Open"_s);
        pull.review = PullRequest::Review::Approved;
        QCOMPARE(pullWord(pull), u"Approved"_s);
        pull.checks = PullRequest::Checks::Unknown;
        QCOMPARE(pullWord(pull), u"Unknown"_s); // never as good as approved
        pull.checks = PullRequest::Checks::Pending;
        pull.checksTotal = 3;
        pull.checksDone = 1;
        QCOMPARE(pullWord(pull), u"Checks run, 1 of 3 done"_s);
        pull.queue = {.state = QueuePlace::State::Queued, .position = 2};
        QCOMPARE(pullWord(pull), u"In the queue, place 2"_s);
        pull.queue.state = QueuePlace::State::AwaitingChecks;
        QCOMPARE(pullWord(pull), u"In the queue, place 2, checks run"_s);
        pull.queue.position = 0;
        QCOMPARE(pullWord(pull), u"In the queue, checks run"_s);
        pull.queue.state = QueuePlace::State::Unknown;
        QCOMPARE(pullWord(pull), u"In the queue"_s);
        pull.queue.state = QueuePlace::State::Locked;
        QCOMPARE(pullWord(pull), u"In the queue, about to be merged"_s);
        pull.queue.state = QueuePlace::State::Unmergeable;
        QCOMPARE(pullWord(pull), u"In the queue, cannot be merged"_s);
        pull.queue.state = QueuePlace::State::Leaving;
        QCOMPARE(pullWord(pull), u"Leaves the merge queue"_s);
        pull.checks = PullRequest::Checks::Failing;
        QCOMPARE(pullWord(pull), u"Checks fail"_s);
        pull.queue.state = QueuePlace::State::Ejected;
        QCOMPARE(pullWord(pull), u"Out of the merge queue"_s);
        pull.state = PullRequest::State::Merged;
        QCOMPARE(pullWord(pull), u"Merged"_s);
    }

    void everyFailureIsASentence()
    {
        QSet<QString> sentences;
        const int last = static_cast<int>(Failure::Reason::InboxRefused);
        for (int i = 0; i <= last; ++i) {
            const Failure failure{.reason = static_cast<Failure::Reason>(i), .httpStatus = 503, .host = u"example.org"_s};
            const FailureWording wording = failureWording(failure, {});
            QVERIFY(wording.whatHappened.endsWith(u'.'));
            sentences.insert(wording.whatHappened);
        }
        QCOMPARE(sentences.size(), last + 1);
    }

    void whatToDo()
    {
        const QDateTime next(QDate(2026, 8, 1), QTime(12, 5), QTimeZone::UTC);
        const QString time = QLocale().toString(QTime(14, 5), QLocale::ShortFormat);
        const QTimeZone berlin("Europe/Berlin");
        Failure failure{.kind = Failure::Kind::Transient, .reason = Failure::Reason::Timeout, .host = u"example.org"_s};
        QCOMPARE(failureWording(failure, next, berlin).whatHappened, u"example.org did not answer in time."_s);
        QCOMPARE(failureWording(failure, next, berlin).whatToDo, u"Next try %1."_s.arg(time));
        QVERIFY(failureWording(failure, {}, berlin).whatToDo.isEmpty());
        failure = {.kind = Failure::Kind::NeedsLogin, .reason = Failure::Reason::BadCredential, .host = u"example.org"_s};
        QCOMPARE(failureWording(failure, {}).whatToDo, u"Give the account a new token."_s);
        failure = {.kind = Failure::Kind::NeedsLogin, .reason = Failure::Reason::NoCredential};
        QCOMPARE(failureWording(failure, {}).whatToDo, u"Unlock the keychain, or say where the token is."_s);
    }

    void hostsAreNotTrusted()
    {
        const Failure failure{
            .reason = Failure::Reason::Timeout, .host = u"a\u202eb\n"_s + QString(5000, u'x'), .detail = u"secret"_s};
        const QString said = failureWording(failure, {}).whatHappened;
        QVERIFY(said.startsWith(u"abxxx"_s) || said.startsWith(u"ab xxx"_s));
        QVERIFY(said.size() < 150);
        QVERIFY(!said.contains(u"secret"_s));
    }
};

QTEST_GUILESS_MAIN(WordsTest)
#include "tst_words.moc"
