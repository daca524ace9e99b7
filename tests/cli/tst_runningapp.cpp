// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/cli/fieldaccounts.h"

#include <QDBusConnection>
#include <QDBusConnectionInterface>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTest>

#include <csignal>

using namespace Qt::StringLiterals;
using namespace Windsock;

namespace {
QString integrity(const QString &file)
{
    QString answer;
    {
        QSqlDatabase store = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"look"_s);
        store.setDatabaseName(file);
        QSqlQuery query(store);
        if (store.open()) {
            query = QSqlQuery(u"PRAGMA integrity_check"_s, store);
            answer = query.next() ? query.value(0).toString() : u"no answer"_s;
        }
    }
    QSqlDatabase::removeDatabase(u"look"_s);
    return answer;
}
}

/// The terminal's commands while the app runs on the same profile, and the app's own beginning and end.
class TestRunningApp : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void readingCommandsAreAnsweredByIt();
    void pollIsCarriedOutByIt();
    void aPollBeforeItIsReadyWaits();
    void noticesWhatTheTerminalAdds();
    void aSecondOneRaisesTheFirst();
    void endsWellWhenAsked_data();
    void endsWellWhenAsked();

private:
    RealWindsock::Said sayLine(const QString &line) { return m_windsock->say(line.split(u' ')); }
    void start();

    std::unique_ptr<RealWindsock> m_windsock;
    std::unique_ptr<Airfield> m_field;
};

void TestRunningApp::init()
{
    m_windsock = std::make_unique<RealWindsock>();
    m_field = std::make_unique<Airfield>(AirfieldOptions{.live = true});
    QVERIFY2(m_field->listen(), qPrintable(m_field->errorString()));
}

void TestRunningApp::cleanup()
{
    m_windsock.reset();
    m_field.reset();
}

void TestRunningApp::start()
{
    m_windsock->launch();
    QTRY_VERIFY_WITH_TIMEOUT(m_windsock->isOnBus(), 60'000);
}

/// The same without how long things have been under way, which goes on between two questions.
QJsonDocument timeless(const QJsonDocument &document)
{
    QJsonArray rows = document.array();
    for (auto row : rows) {
        QJsonObject object = row.toObject();
        object.remove(u"elapsedSeconds"_s);
        object.remove(u"remaining"_s);
        row = object;
    }
    return document.isArray() ? QJsonDocument(rows) : document;
}

void TestRunningApp::readingCommandsAreAnsweredByIt()
{
    QCOMPARE(addFieldAccounts(*m_windsock, *m_field), QString());
    start();
    QCOMPARE(sayLine(u"poll --once"_s).code, 0);
    for (const QString &verb :
         {u"status"_s, u"queue"_s, u"pushes"_s, u"prs"_s, u"next"_s, u"events --days 3"_s, u"notices"_s}) {
        const auto text = sayLine(verb);
        QCOMPARE(text.code, 0); // the store is locked: only the app itself can have answered
        QCOMPARE(text.out, m_windsock->ask(u"Report"_s, {verb.split(u' ')}).value_or(QString()));
        const auto json = sayLine(verb + u" --json"_s);
        QCOMPARE(json.code, 0);
        QVERIFY2(!json.json().isNull(), qPrintable(json.out));
        QCOMPARE(timeless(json.json()), timeless(m_windsock->report(verb.split(u' '))));
    }
    QCOMPARE(sayLine(u"sources --json"_s).json().array().size(), 9);
    QVERIFY(sayLine(u"prs"_s).out.contains(u"#41"_s));
}

void TestRunningApp::pollIsCarriedOutByIt()
{
    QCOMPARE(addFieldAccounts(*m_windsock, *m_field), QString());
    start();
    const auto first = sayLine(u"poll --once --json"_s);
    QVERIFY2(first.code == 0, qPrintable(first.out + first.err));
    QCOMPARE(first.json()[u"good"_s], true);
    QVERIFY(m_field->misbehave(u"/meetup"_s, u"status:500"_s));
    const auto bad = sayLine(u"poll --once --json"_s);
    QCOMPARE(bad.code, 1);
    QCOMPARE(bad.json()[u"good"_s], false);
    QCOMPARE(sayLine(u"sources --json"_s).json().array().size(), 9);
    QVERIFY(m_windsock->isAlive());
}

/// The app is on the bus before its store is open; a poll asked for in between is not answered with nothing.
void TestRunningApp::aPollBeforeItIsReadyWaits()
{
    QCOMPARE(addFieldAccounts(*m_windsock, *m_field), QString());
    for (int i = 0; i < 5; ++i) {
        m_windsock->launch();
        const QDBusConnectionInterface *bus = QDBusConnection::sessionBus().interface();
        while (m_windsock->isAlive() && !bus->isServiceRegistered(m_windsock->profile().busName()).value()) {}
        const auto poll = m_windsock->ask(u"Poll"_s);
        QVERIFY2(poll, qPrintable(poll.error()));
        const QJsonDocument report = QJsonDocument::fromJson(poll->toUtf8());
        QVERIFY2(report[u"good"_s].toBool(), qPrintable(*poll));
        m_windsock->kill();
    }
}

void TestRunningApp::noticesWhatTheTerminalAdds()
{
    start();
    QVERIFY(m_windsock->report({u"sources"_s}).array().isEmpty());
    QCOMPARE(runFieldCommands(*m_windsock, *m_field), QString());
    QTRY_COMPARE(m_windsock->report({u"sources"_s}).array().size(), 9);
    QTRY_COMPARE_WITH_TIMEOUT(m_windsock->report({u"prs"_s}).array().size(), 3, 30'000); // it fetches them by itself
    QCOMPARE(sayLine(u"watch remove mu/windsock-demo"_s).code, 0);
    QTRY_COMPARE(m_windsock->report({u"sources"_s}).array().size(), 8);
    QCOMPARE(sayLine(u"account remove th"_s).code, 0);
    QTRY_COMPARE(m_windsock->report({u"sources"_s}).array().size(), 5);
    QTRY_VERIFY(m_windsock->report({u"pushes"_s}).array().isEmpty());
    QVERIFY(m_windsock->isAlive());
}

void TestRunningApp::aSecondOneRaisesTheFirst()
{
    start();
    const auto owner = [this] {
        return QDBusConnection::sessionBus().interface()->serviceOwner(m_windsock->profile().busName()).value();
    };
    const QString first = owner();
    m_windsock->setVariable(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
    for (const QStringList &words : {QStringList(), QStringList{u"--background"_s}}) {
        const auto second = m_windsock->say(words);
        QCOMPARE(second.code, 0);
        QVERIFY2(second.out.isEmpty() && second.err.isEmpty(), qPrintable(second.out + second.err));
        QVERIFY(m_windsock->isAlive());
        QCOMPARE(owner(), first);
    }
    RealWindsock other; // another profile is another app
    other.launch();
    QTRY_VERIFY_WITH_TIMEOUT(other.isOnBus(), 60'000);
    QVERIFY(m_windsock->isOnBus());
}

void TestRunningApp::endsWellWhenAsked_data()
{
    QTest::addColumn<int>("signal");
    QTest::newRow("SIGTERM") << int(SIGTERM);
    QTest::newRow("SIGINT") << int(SIGINT);
}

void TestRunningApp::endsWellWhenAsked()
{
    QFETCH(int, signal);
    QCOMPARE(addFieldAccounts(*m_windsock, *m_field), QString());
    start();
    QVERIFY(m_windsock->ask(u"Poll"_s));
    QCOMPARE(::kill(pid_t(m_windsock->app().processId()), signal), 0);
    QTRY_VERIFY_WITH_TIMEOUT(!m_windsock->isAlive(), 30'000);
    QCOMPARE(m_windsock->app().exitStatus(), QProcess::NormalExit);
    QCOMPARE(m_windsock->app().exitCode(), 0);
    QCOMPARE(integrity(m_windsock->profile().storeFile()), u"ok"_s);
    QCOMPARE(sayLine(u"pushes --json"_s).json().array().size(), 23);
}

QTEST_GUILESS_MAIN(TestRunningApp)
#include "tst_runningapp.moc"
