// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/factcodec.h"
#include "tests/store/hammerscript.h"

#include <QProcess>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

using namespace Windsock;
using namespace Windsock::Making;

class TestKill : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".+"_s)); }

    /// WINDSOCK_KILLS says how often, WINDSOCK_SEED repeats a run's moments.
    void everyChangeSurvivesExactlyOnce()
    {
        const int kills = qEnvironmentVariableIsSet("WINDSOCK_KILLS") ? qEnvironmentVariableIntValue("WINDSOCK_KILLS")
                                                                      : 40;
        const quint32 seed = qEnvironmentVariableIsSet("WINDSOCK_SEED") ? qEnvironmentVariable("WINDSOCK_SEED").toUInt()
                                                                        : QRandomGenerator::global()->generate();
        QRandomGenerator random(seed);
        qInfo("%d kills, seed %u", kills, seed);
        QTemporaryDir folder;
        const QString file = folder.filePath(u"store.db"_s);
        int last = 0;
        for (int i = 0; i < kills; ++i) {
            hammerAndKill(file, random);
            if (QTest::currentTestFailed()) {
                return;
            }
            verify(file, last);
            if (QTest::currentTestFailed()) {
                return;
            }
        }
        qInfo("%d steps survived", last);
        QVERIFY2(last >= kills, "the hammer hardly worked: nothing was proven");
    }

private:
    static void hammerAndKill(const QString &file, QRandomGenerator &random)
    {
        QProcess hammer;
        hammer.start(QStringLiteral(STOREHAMMER), {file});
        QVERIFY(hammer.waitForStarted());
        // Most die at work, some while they still open the file.
        int lines = random.bounded(4) == 0 ? 1 : 2 + random.bounded(25);
        while (lines > 0) {
            QVERIFY(hammer.canReadLine() || hammer.waitForReadyRead(60000));
            for (; lines > 0 && hammer.canReadLine(); --lines) {
                hammer.readLine();
            }
        }
        QVERIFY2(hammer.state() == QProcess::Running, hammer.readAllStandardError().constData());
        hammer.kill();
        QVERIFY(hammer.waitForFinished());
        QCOMPARE(hammer.readAllStandardError(), QByteArray());
    }

    static void verify(const QString &file, int &last)
    {
        Ledger ledger(file, Hammer::judge, systemNow, settleTime);
        const auto opened = ledger.open();
        QVERIFY2(opened, qPrintable(opened.error_or(QString())));
        QCOMPARE(opened->setAside, QString());
        const int steps = ledger.memory(tree).cursor.toInt();
        QVERIFY2(steps >= last, "what was there is lost");
        last = steps;

        QSqlQuery query(QSqlDatabase::database(ledger.archive().connectionName()));
        QVERIFY(query.exec(u"PRAGMA integrity_check"_s) && query.next());
        QCOMPARE(query.value(0).toString(), u"ok"_s);

        QMap<QString, int> rows;
        QVERIFY(query.exec(u"SELECT after FROM history WHERE what = 3 ORDER BY id"_s));
        while (query.next()) {
            ++rows[decode<Landing>(query.value(0).toByteArray())->title];
        }
        QMap<QString, int> told;
        QVERIFY(query.exec(u"SELECT title FROM notices"_s));
        while (query.next()) {
            ++told[query.value(0).toString()];
        }
        QMap<QString, int> expected;
        QHash<qint64, QString> titles;
        for (int bug = 0; steps > 0 && bug < Hammer::landings; ++bug) {
            titles.insert(bug, Hammer::titleOf(1));
        }
        for (int step = 2; step <= steps; ++step) {
            expected.insert(Hammer::titleOf(step), 1);
            titles.insert(Hammer::landingOf(step), Hammer::titleOf(step));
        }
        QCOMPARE(rows, expected);
        QCOMPARE(told, expected);
        const QList<Landing> landings = ledger.facts(account).landings;
        QCOMPARE(landings.size(), titles.size());
        for (const Landing &landing : landings) {
            QCOMPARE(landing.title, titles.value(landing.bug));
        }
        QVERIFY(query.exec(u"SELECT count(*) FROM history WHERE what = 1"_s) && query.next());
        QCOMPARE(query.value(0).toInt(), int(titles.size()));
    }
};

QTEST_GUILESS_MAIN(TestKill)
#include "tst_kill.moc"
