// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/values/queuedelay.h"
#include "tests/values/simulatedqueue.h"

#include <QTest>
#include <QTimeZone>

using namespace Windsock;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
const QDateTime s_now(QDate(2026, 11, 20), QTime(12, 0), QTimeZone::UTC);

Realised way(std::chrono::seconds ago, std::chrono::seconds took, Realised::End end = Realised::End::Arrived)
{
    const QDateTime from = s_now.addDuration(-ago);
    return {.queue = u"landing/firefox-autoland"_s, .from = from, .to = from.addDuration(took), .end = end};
}

/// Two days ago a hundred ways took 1 to 100 minutes.
QList<Realised> past(int count = 100)
{
    QList<Realised> ways;
    for (int i = 1; i <= count; ++i) {
        ways.append(way(48h, std::chrono::minutes(i)));
    }
    return ways;
}

QList<Realised> newest(int count, int late)
{
    QList<Realised> ways;
    for (int i = 0; i < count; ++i) {
        ways.append(way(3h + std::chrono::minutes(i), i < late ? 120min : 40min));
    }
    return ways;
}

std::optional<QueueCheck> check(const QList<Realised> &ended, const QList<QDateTime> &underWay = {},
                                const QDateTime &opened = {})
{
    return checkQueue(ended, underWay, opened, s_now);
}

QDateTime moment(double seconds)
{
    return s_now.addMSecs(std::llround(seconds * 1000));
}
}

class TestQueueDelay : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingIsSaidOfTooFew()
    {
        QVERIFY(!check(past(19) + newest(10, 10)));
        QVERIFY(check(past(20) + newest(10, 10)));
        QVERIFY(!check(past() + newest(4, 4)));
        QVERIFY(check(past() + newest(5, 5)));
    }

    void mostLateIsSlowAndFewIsWell_data()
    {
        QTest::addColumn<int>("newest");
        QTest::addColumn<int>("late");
        QTest::addColumn<bool>("slow");
        QTest::addColumn<bool>("well");
        QTest::newRow("none") << 10 << 0 << false << true;
        QTest::newRow("a quarter") << 8 << 2 << false << true;
        QTest::newRow("between") << 10 << 3 << false << false;
        QTest::newRow("seven of ten") << 10 << 7 << false << false;
        QTest::newRow("eight of ten") << 10 << 8 << true << false;
        QTest::newRow("all of five") << 5 << 5 << true << false;
        QTest::newRow("four of five") << 5 << 4 << false << false;
    }
    void mostLateIsSlowAndFewIsWell()
    {
        QFETCH(const int, newest);
        QFETCH(const int, late);
        const auto found = check(past() + ::newest(newest, late));
        QVERIFY(found);
        QCOMPARE(found->half, 51min);
        QCOMPARE(found->most, 91min);
        QCOMPARE(found->late, late);
        QCOMPARE(found->of, newest);
        QTEST(found->isSlow(), "slow");
        QTEST(found->isWell(), "well");
    }

    void onlyTheNewestTenCount()
    {
        QList<Realised> ways = past() + newest(10, 10);
        for (int i = 0; i < 20; ++i) {
            ways.append(way(4h + std::chrono::minutes(i), 10min));
        }
        QCOMPARE(check(ways)->late, 10);
        QCOMPARE(check(ways)->of, 10);
    }

    /// It began long enough ago for most to have ended, and has not.
    void whatIsStillUnderWayIsLate()
    {
        const QList<QDateTime> stuck(8, s_now.addDuration(-92min));
        QCOMPARE(check(past() + newest(4, 0), stuck)->late, 8);
        QVERIFY(check(past() + newest(4, 0), stuck)->isSlow());
        const QList<QDateTime> young(8, s_now.addDuration(-90min));
        QVERIFY(!check(past() + newest(4, 0), young)); // nobody knows of those yet, and four are too few
    }

    void whatHadToWaitForTheTreeDoesNotCount()
    {
        const QDateTime opened = s_now.addDuration(-5h - 30s);
        QVERIFY(!check(past() + newest(10, 10), {}, opened));
        QVERIFY(check(past() + newest(10, 10), {}, opened.addDuration(-1h)));
    }

    void whatWasCancelledDoesNotCount()
    {
        QList<Realised> ways = past();
        for (int i = 0; i < 10; ++i) {
            ways.append(way(3h, 120min, Realised::End::Left));
        }
        QVERIFY(!check(ways));
        QList<Realised> left;
        for (int i = 0; i < 30; ++i) {
            left.append(way(48h, 1min, Realised::End::Left));
        }
        QVERIFY(!check(left + newest(10, 0)));
    }

    /// Where all take alike, a little more is not clearly more.
    void aLittleMoreIsNotClearlyMore()
    {
        QList<Realised> ways;
        for (int i = 0; i < 50; ++i) {
            ways.append(way(48h, 10min));
        }
        for (int i = 0; i < 10; ++i) {
            ways.append(way(3h, i % 2 ? 14min : 11min));
        }
        QCOMPARE(check(ways)->late, 0);
    }

    /// A queue of two weeks, looked at every ten minutes as the store does: without a bad spell, and with one of three
    /// hours in which every landing takes four times as long.
    void aBadSpellIsSeenAndGoes_data()
    {
        QTest::addColumn<unsigned>("seed");
        for (const unsigned seed : {1U, 20261124U, 77U, 5U, 99U}) {
            QTest::addRow("seed %u", seed) << seed;
        }
    }
    void aBadSpellIsSeenAndGoes()
    {
        QFETCH(const unsigned, seed);
        const SimulatedQueue calmQueue(seed);
        const auto opens = std::ranges::find_if(calmQueue.landings, [](const SimulatedQueue::Way &landing) {
            return landing.closed <= landing.from && landing.opened > 6.5 * 86400;
        });
        const double began = opens->opened + 5 * 3600;
        const SimulatedQueue::Spell spell{.from = began, .to = began + 3 * 3600, .factor = 4};
        const Episodes calm = watch(calmQueue);
        const Episodes bad = watch(SimulatedQueue(seed, spell));
        const auto seen = std::ranges::find_if(bad, [&](const Episode &e) { return e.from >= spell.from; });
        QVERIFY(seen != bad.end());
        qInfo("seed %u: without a bad spell told %lld times; with one told %lld times, first %.0f min after it began, "
              "well again %.0f min after it ended",
              seed, qint64(calm.size()), qint64(bad.size()), (seen->from - spell.from) / 60, (seen->to - spell.to) / 60);
        QVERIFY(seen->from < spell.to + 3600);
        QVERIFY(seen->to > spell.from && seen->to < spell.to + 8 * 3600);
        QVERIFY(calm.size() <= 6);
    }

private:
    struct Episode {
        double from = 0;
        double to = 0;
    };
    using Episodes = std::vector<Episode>;

    static Episodes watch(const SimulatedQueue &queue)
    {
        std::vector<SimulatedQueue::Way> byEnd = queue.landings;
        std::ranges::sort(byEnd, {}, &SimulatedQueue::Way::to);
        Episodes episodes;
        bool slow = false;
        QList<Realised> ended;
        auto next = byEnd.cbegin();
        double opened = 0;
        for (double now = 0; now < byEnd.back().to; now += 600) {
            for (; next != byEnd.cend() && next->to <= now; ++next) {
                ended.append({.from = moment(next->from), .to = moment(next->to)});
            }
            bool shut = false;
            QList<QDateTime> underWay;
            for (const SimulatedQueue::Way &landing : queue.landings) {
                shut = shut || (now >= landing.closed && now < landing.opened);
                opened = landing.opened <= now ? std::max(opened, landing.opened) : opened;
                if (landing.from <= now && landing.to > now) {
                    underWay.append(moment(landing.from));
                }
            }
            if (shut) {
                continue;
            }
            const qsizetype surplus = std::max<qsizetype>(0, ended.size() - 500);
            ended.remove(0, surplus);
            const auto found = checkQueue(ended, underWay, moment(opened), moment(now));
            if (found && !slow && found->isSlow()) {
                slow = true;
                episodes.push_back({.from = now, .to = now});
            } else if (found && slow && found->isWell()) {
                slow = false;
                episodes.back().to = now;
            }
        }
        return episodes;
    }
};

QTEST_GUILESS_MAIN(TestQueueDelay)
#include "tst_queuedelay.moc"
