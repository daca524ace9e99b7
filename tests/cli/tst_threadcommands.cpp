// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/airfield/demoscript.h"
#include "tests/cli/fieldaccounts.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Windsock;

namespace {
const QString s_dev = u"dev@demo.test"_s;
const QString s_bug = u"bmo/bug/123456"_s;

/// Runs a statement on a store that no process has open; what went wrong.
QString alter(const QString &file, const QString &statement)
{
    QString problem;
    {
        QSqlDatabase store = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"alter"_s);
        store.setDatabaseName(file);
        if (!store.open()) {
            problem = store.lastError().text();
        } else if (QSqlQuery query(store); !query.exec(statement)) {
            problem = query.lastError().text();
        }
    }
    QSqlDatabase::removeDatabase(u"alter"_s);
    return problem;
}
}

/// "thread part" and "thread rejoin" by the real program, alone and while the app holds the store.
class TestThreadCommands : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void partsAndRejoins_data() { runningOrNot(); }
    void partsAndRejoins();
    void whatTheStoreDidNotKeepIsToldAsAFailure_data() { runningOrNot(); }
    void whatTheStoreDidNotKeepIsToldAsAFailure();
    void whatCannotBePartedIsToldAsAFailure_data() { runningOrNot(); }
    void whatCannotBePartedIsToldAsAFailure();

private:
    static void runningOrNot();
    RealWindsock::Said sayLine(const QString &line) { return m_windsock->say(line.split(u' ')); }
    RealWindsock::Said partOrRejoin(const QString &verb)
    {
        return sayLine(u"thread "_s + verb + u' ' + s_bug + u' ' + m_push);
    }
    /// Where the row says so, from here on the app answers.
    void startWhereItRuns();
    QStringList members();

    std::unique_ptr<RealWindsock> m_windsock;
    std::unique_ptr<Airfield> m_field;
    QString m_push;
};

void TestThreadCommands::runningOrNot()
{
    QTest::addColumn<bool>("running");
    QTest::newRow("alone") << false;
    QTest::newRow("while the app runs") << true;
}

/// A bug and a push that names it, polled once.
void TestThreadCommands::init()
{
    m_windsock = std::make_unique<RealWindsock>();
    m_field = std::make_unique<Airfield>();
    FieldWorlds &worlds = m_field->worlds();
    worlds.bugzilla.addBug(123456, u"Mend the sock"_s, u"[autoland-autoland]"_s, s_dev);
    worlds.treeherder.addRepository(u"autoland"_s);
    const qint64 push = worlds.treeherder.addPush(u"autoland"_s, u"1a4d"_s.repeated(10), s_dev,
                                                  u"Bug 123456 - Mend the sock. r=reviewer"_s);
    m_push = u"th/push/%1"_s.arg(push);
    QVERIFY2(m_field->listen(), qPrintable(m_field->errorString()));
    m_windsock->setVariable(u"FIELD_TOKEN"_s, fieldToken);
    const auto url = [this](const QString &service) { return m_field->url(service).toString(); };
    const QStringList lines{u"account add treeherder --id th --url "_s + url(u"treeherder"_s),
                            u"account add bugzilla --id bmo --user dev@demo.test --token-env FIELD_TOKEN --url "_s
                                + url(u"bugzilla"_s),
                            u"watch add bmo landings"_s, u"watch add th tree autoland"_s, u"poll --once"_s};
    for (const QString &line : lines) {
        const RealWindsock::Said said = sayLine(line);
        QVERIFY2(said.code == 0, qPrintable(line + u": "_s + said.out + said.err));
    }
    QCOMPARE(members(), (QStringList{s_bug, m_push}));
}

void TestThreadCommands::cleanup()
{
    m_windsock.reset();
    m_field.reset();
}

void TestThreadCommands::startWhereItRuns()
{
    QFETCH(const bool, running);
    if (running) {
        m_windsock->launch();
        QTRY_VERIFY_WITH_TIMEOUT(m_windsock->isOnBus(), 60'000);
        // A program that has just begun has its name before it has its store.
        QTRY_COMPARE_WITH_TIMEOUT(members(), (QStringList{s_bug, m_push}), 60'000);
    }
}

QStringList TestThreadCommands::members()
{
    QStringList members;
    for (const QJsonValue &thread : sayLine(u"thread 123456 --json"_s).json().array()) {
        for (const QJsonValue &member : thread[u"members"].toArray()) {
            members.append(member[u"subject"].toString());
        }
    }
    members.sort();
    return members;
}

void TestThreadCommands::partsAndRejoins()
{
    startWhereItRuns();
    const auto parted = partOrRejoin(u"part"_s);
    QVERIFY2(parted.code == 0 && parted.err.isEmpty(), qPrintable(parted.err));
    QCOMPARE(parted.out, u"“%1” is no part of “%2” any more.\n"_s.arg(m_push, s_bug));
    QCOMPARE(members(), QStringList{s_bug}); // when it is said it is so
    const auto rejoined = partOrRejoin(u"rejoin"_s);
    QVERIFY2(rejoined.code == 0 && rejoined.err.isEmpty(), qPrintable(rejoined.err));
    QCOMPARE(rejoined.out, u"“%1” may be a part of “%2” again.\n"_s.arg(m_push, s_bug));
    QCOMPARE(members(), (QStringList{s_bug, m_push}));
}

void TestThreadCommands::whatTheStoreDidNotKeepIsToldAsAFailure()
{
    QCOMPARE(alter(m_windsock->profile().storeFile(),
                   u"CREATE TRIGGER full BEFORE INSERT ON partings BEGIN SELECT RAISE(ABORT, 'the disk is full'); END"_s),
             QString());
    startWhereItRuns();
    const auto said = partOrRejoin(u"part"_s);
    QCOMPARE(said.code, 1);
    QCOMPARE(said.out, QString());
    QVERIFY2(said.err.contains(u"“%1” and “%2” stay as they were: the store could not keep it"_s.arg(m_push, s_bug)),
             qPrintable(said.err));
    QVERIFY2(said.err.contains(u"the disk is full"_s), qPrintable(said.err));
    QCOMPARE(members(), (QStringList{s_bug, m_push}));
    QFETCH(const bool, running);
    QCOMPARE(m_windsock->isAlive(), running);
}

void TestThreadCommands::whatCannotBePartedIsToldAsAFailure()
{
    startWhereItRuns();
    const QList<std::pair<QString, QString>> lines{
        {u"thread part nowhere "_s + m_push, u"There is no thread “nowhere”."_s},
        {u"thread part "_s + s_bug + u" th/push/99"_s, u"is no part of"_s},
        {u"thread rejoin "_s + s_bug + u' ' + m_push, u"were never parted."_s}};
    for (const auto &[line, words] : lines) {
        const auto said = sayLine(line);
        QCOMPARE(said.code, 1);
        QCOMPARE(said.out, QString());
        QVERIFY2(said.err.contains(words) && !said.err.contains(u"did not answer"_s), qPrintable(said.err));
    }
}

QTEST_GUILESS_MAIN(TestThreadCommands)
#include "tst_threadcommands.moc"
