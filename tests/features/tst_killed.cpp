// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/features/realreplay.h"

#include <QElapsedTimer>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Windsock;

namespace {
constexpr int s_killsInTheSuite = 25;
constexpr int s_killsAStateAtMost = 4;
/// The world's events come near on the machine's clock: two replays are compared only where not much time has passed.
constexpr qint64 s_comparableSeconds = 8 * 60;

int numberFrom(const char *variable, int otherwise)
{
    bool given = false;
    const int number = qEnvironmentVariableIntValue(variable, &given);
    return given ? number : otherwise;
}

/// All states of the world, with so many kills on the way.
bool play(RealReplay &replay, int kills, std::mt19937 &random)
{
    if (!replay.server().appear() || !replay.begin()) {
        return false;
    }
    do {
        const int most = std::min(kills - replay.kills(), s_killsAStateAtMost);
        if (!replay.goThrough(std::uniform_int_distribution(0, most)(random), random)) {
            return false;
        }
    } while (!replay.step().isEmpty());
    return replay.end();
}
}

/// kill -9 at any moment: nothing is lost and nothing is told twice.
class TestKilled : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingIsLostOrToldTwice();
};

void TestKilled::nothingIsLostOrToldTwice()
{
    const int kills = numberFrom("WINDSOCK_KILLS", s_killsInTheSuite);
    const auto seed = quint32(numberFrom("WINDSOCK_SEED", int(std::random_device()() & 0xffffff)));
    std::mt19937 random(seed);
    qInfo("%d kills, seed %u (WINDSOCK_SEED)", kills, seed);
    QElapsedTimer time;
    time.start();
    QDateTime start;
    QList<StoreLook::Row> expected;
    int replays = 0;
    int shown = 0;
    int twice = 0;
    std::map<QString, int> blows;
    for (int left = kills; left > 0; ++replays) {
        if (!start.isValid() || start.secsTo(QDateTime::currentDateTimeUtc()) > s_comparableSeconds) {
            start = RealReplay::recentMinute();
            RealReplay calm(start);
            QVERIFY2(play(calm, 0, random), qPrintable(calm.problem()));
            expected = calm.notices();
            const QStringList differences = calm.differences(expected);
            QVERIFY2(differences.isEmpty(), qPrintable(differences.join(u'\n')));
            QCOMPARE(calm.server().popups().size(), expected.size());
            qInfo("undisturbed: %lld notices, each shown once", qlonglong(expected.size()));
        }
        RealReplay killed(start);
        QVERIFY2(play(killed, left, random), qPrintable(killed.problem()));
        const QStringList differences = killed.differences(expected);
        QVERIFY2(differences.isEmpty(), qPrintable(differences.join(u'\n')));
        left -= killed.kills();
        shown += int(expected.size());
        twice += int(killed.server().popups().size() - expected.size());
        for (const auto &[about, times] : killed.blows()) {
            blows[about] += times;
        }
        qInfo("%d kills so far, %lld s", kills - left, time.elapsed() / 1000);
    }
    qInfo(
        "%d kills -9 in %d replays: %d notices, each in the store once and shown; %d popups were repeated because the "
        "blow came before the store knew of them; none of those it knew of",
        kills, replays, shown, twice);
    for (const auto &[about, times] : blows) {
        qInfo("killed while %s: %d", qUtf8Printable(about), times);
    }
}

int main(int argc, char **argv)
{
    // A test function is given up after five minutes, which hundreds of kills take.
    qputenv("QTEST_FUNCTION_TIMEOUT", "36000000");
    const QCoreApplication application(argc, argv);
    TestKilled test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_killed.moc"
