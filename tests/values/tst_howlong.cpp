// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/values/howlong.h"
#include "tests/values/simulatedqueue.h"

#include <QTest>
#include <QTimeZone>

using namespace Windsock;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
const QDateTime s_start(QDate(2026, 11, 2), QTime(0, 0), QTimeZone::UTC);

Realised way(std::chrono::seconds took)
{
    return {.queue = u"push/autoland"_s, .subject = {}, .from = s_start, .to = s_start.addDuration(took)};
}

QList<Realised> ways(int count)
{
    QList<Realised> made;
    for (int i = 1; i <= count; ++i) {
        made.append(way(std::chrono::minutes(i)));
    }
    return made;
}

std::chrono::seconds seconds(double time)
{
    return std::chrono::seconds(std::llround(time));
}
}

class TestHowLong : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void thinHistorySaysNothing()
    {
        QVERIFY(!remaining(ways(fewestRealised - 1), 0s));
        QVERIFY(remaining(ways(fewestRealised), 0s));
        QVERIFY(!remaining(ways(fewestRealised), 1min)); // only 19 of them took longer
    }

    void theRangeIsOfWhatTookLonger()
    {
        const auto whole = remaining(ways(99), 0s);
        QCOMPARE(*whole, (Remaining{.quick = 5min, .half = 50min, .most = 90min, .samples = 99}));
        const auto later = remaining(ways(99), 60min);
        QCOMPARE(*later, (Remaining{.quick = 2min, .half = 20min, .most = 36min, .samples = 39}));
    }

    void theNewestFiveHundredCount()
    {
        Pace pace;
        for (int i = 0; i < 500; ++i) {
            pace.add(way(10h));
        }
        for (const Realised &quick : ways(300)) {
            pace.add(quick);
        }
        QCOMPARE(pace.remaining(0s)->samples, 500);
        for (int i = 0; i < 200; ++i) {
            pace.add(way(5min));
        }
        QVERIFY(!pace.remaining(9h));
        QVERIFY(pace.remaining(0s)->most <= 5h);
    }

    void queuesHaveNames()
    {
        Landing landing;
        landing.trees = {u"try"_s, u"mozilla-inbound"_s};
        QCOMPARE(queueOf(landing), u"landing/try,mozilla-inbound"_s);
        landing.repository = u"autoland"_s;
        QCOMPARE(queueOf(landing), u"landing/firefox-autoland"_s);
        Push push;
        push.repository = u"autoland"_s;
        QCOMPARE(queueOf(push), u"push/autoland"_s);
    }

    /// Each landing is asked about when it is asked for, and again after a while that has nothing to do with how long it
    /// will take (a moment drawn from its own way would favour the short ones). Known is what had ended by then; while
    /// the tree is closed nothing is told.
    void theRangeHolds_data()
    {
        QTest::addColumn<quint32>("seed");
        QTest::addColumn<bool>("later");
        for (const quint32 seed : {1U, 20261124U, 77U}) {
            QTest::addRow("seed %u, at once", seed) << seed << false;
            QTest::addRow("seed %u, after a while", seed) << seed << true;
        }
    }
    void theRangeHolds()
    {
        QFETCH(const quint32, seed);
        QFETCH(const bool, later);
        SimulatedQueue queue(seed);
        std::vector<Question> questions;
        for (const SimulatedQueue::Way &landing : queue.landings) {
            const double now = landing.from + (later ? 60 * (1 + 29 * queue.uniform()) : 0);
            if (now < landing.to) {
                questions.push_back({now, landing});
            }
        }
        const Tally tally = ask(queue, std::move(questions));
        const char *when = later ? "after a while" : "at once";
        qInfo("seed %u, %s: %d told, %d unknown, %d with the tree closed", seed, when, tally.told, tally.unknown,
              tally.closed);
        qInfo("seed %u, %s: p5 to p90 holds %.1f %%, by p90 %.1f %%, literally p50 to p90 %.1f %%", seed, when,
              tally.percent(tally.inRange), tally.percent(tally.byMost), tally.percent(tally.literal));
        qInfo("seed %u, %s: mean error of p50 %.0f s, of a plain average %.0f s; mean width of the range %.0f s", seed,
              when, tally.halfError / tally.told, tally.plainError / tally.told, tally.width / tally.told);
        QVERIFY(tally.told > 200);
        QVERIFY(tally.percent(tally.inRange) >= 75);
        QVERIFY(tally.percent(tally.byMost) >= 75);
        QVERIFY(tally.percent(tally.literal) < 55); // which is why that stretch is not what is told
        QVERIFY(tally.halfError < tally.plainError);
    }

private:
    struct Question {
        double now = 0;
        SimulatedQueue::Way landing;
    };
    struct Tally {
        int told = 0;
        int unknown = 0;
        int closed = 0;
        int inRange = 0;
        int byMost = 0;
        int literal = 0;
        double halfError = 0;
        double plainError = 0;
        double width = 0;
        double percent(int count) const { return 100.0 * count / told; }
    };

    static Tally ask(const SimulatedQueue &queue, std::vector<Question> questions)
    {
        std::vector<SimulatedQueue::Way> ended = queue.landings;
        std::ranges::sort(ended, {}, &SimulatedQueue::Way::to);
        std::ranges::sort(questions, {}, &Question::now);
        Tally tally;
        Pace pace;
        auto next = ended.cbegin();
        double sum = 0;
        for (const auto &[now, landing] : questions) {
            for (; next != ended.cend() && next->to < now; ++next) {
                pace.add(way(seconds(next->to - next->from)));
                sum += next->to - next->from;
            }
            const auto elapsed = seconds(now - landing.from);
            const auto range = pace.remaining(elapsed);
            if (now >= landing.closed && now < landing.opened) {
                ++tally.closed;
            } else if (!range) {
                ++tally.unknown;
            } else {
                const double mean = sum / double(next - ended.cbegin());
                count(tally, *range, seconds(landing.to - now), std::max(0.0, mean - double(elapsed.count())));
            }
        }
        return tally;
    }

    static void count(Tally &tally, const Remaining &range, std::chrono::seconds left, double plain)
    {
        ++tally.told;
        tally.inRange += left >= range.quick && left <= range.most ? 1 : 0;
        tally.byMost += left <= range.most ? 1 : 0;
        tally.literal += left >= range.half && left <= range.most ? 1 : 0;
        tally.halfError += std::abs(double((left - range.half).count()));
        tally.plainError += std::abs(double(left.count()) - plain);
        tally.width += double((range.most - range.quick).count());
    }
};

QTEST_GUILESS_MAIN(TestHowLong)
#include "tst_howlong.moc"
