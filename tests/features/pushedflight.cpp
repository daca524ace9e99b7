// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/features/pushedflight.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace Windsock {

const QString PushedFlight::tree = u"autoland"_s;

namespace {
const QString s_watch = u"th/autoland"_s;
}

PushedFlight::PushedFlight(const TestBroker *broker, const QUrl &way)
    : m_flight(QDateTime({2026, 11, 26}, {10, 0}, QTimeZone::utc()))
{
    m_flight.open();
    m_flight.addAccount(u"th"_s, Service::Treeherder);
    world().addRepository(tree);
    m_flight.addWatch(s_watch, Watch::Kind::Tree, tree);
    Application &app = m_flight.app();
    m_fetched = std::make_unique<QSignalSpy>(&app.poller(), &Poller::fetched);
    m_remembered = std::make_unique<QSignalSpy>(&app.store(), &Store::remembered);
    std::ignore = m_flight.poll();
    app.lines().setRetryDelay([](int) { return 20ms; });
    QObject::connect(&app.lines(), &LineKeeper::toldChanged, &app,
                     [this](const QSet<WatchId> &watches) { m_told = watches; });
    QObject::connect(&app.lines(), &LineKeeper::looked, &app,
                     [this](const QList<WatchId> &watches) { m_looks += watches; });
    if (broker) {
        m_relay = std::make_unique<Relay>(quint16(way.port()));
        Account line = broker->account(u"pulse"_s);
        line.baseUrl = way;
        line.baseUrl.setPort(m_relay->port());
        app.secrets().keepInMemory(line.id, TestBroker::password);
        const auto added = app.book().addAccount(line);
        QVERIFY2(added.has_value(), qPrintable(added.error_or(QString())));
    }
    app.start();
}

PushedFlight::~PushedFlight() = default;

TreeherderWorld &PushedFlight::world()
{
    return m_flight.field(u"th"_s).worlds().treeherder;
}

bool PushedFlight::awaitLine()
{
    return QTest::qWaitFor([this] { return isTold(); }, 60'000);
}

void PushedFlight::jump(int seconds)
{
    m_flight.setNow(m_flight.now().addSecs(seconds));
    m_flight.field(u"th"_s).setNow(m_flight.now());
    m_flight.app().poller().wake();
}

void PushedFlight::settle()
{
    QCoreApplication::processEvents();
    QVERIFY(QTest::qWaitFor([this] { return m_flight.health(s_watch).state != SourceHealth::State::Fetching; }, 30'000));
    QVERIFY(QTest::qWaitFor([this] { return m_remembered->size() >= m_fetched->size(); }, 30'000));
}

void PushedFlight::pass(int seconds)
{
    for (int passed = 0; passed < seconds; passed += 10) {
        jump(10);
        settle();
        m_flight.tick();
    }
    QCoreApplication::processEvents();
}

qsizetype PushedFlight::takeRequests()
{
    const qsizetype count = m_flight.field(u"th"_s).requests().size();
    m_flight.field(u"th"_s).clearRequests();
    return count;
}

QStringList PushedFlight::told()
{
    m_news += m_flight.takeNews();
    QStringList lines = m_news;
    for (const Notice::State state : {Notice::State::Pending, Notice::State::Withdrawn}) {
        for (const QString &line : m_flight.noticesOf(u"th"_s, state)) {
            lines.append(noticeStateName(state) + u' ' + line);
        }
    }
    lines.sort();
    return lines;
}

QByteArray PushedFlight::message(const QString &group)
{
    QFile file(QStringLiteral(WINDSOCK_TEST_DATA "/pulse/task-failed-2026.json"));
    if (!file.open(QIODevice::ReadOnly)) {
        return {};
    }
    const QJsonArray recorded = QJsonDocument::fromJson(file.readAll()).array();
    for (const QJsonValue &one : recorded) {
        QJsonObject payload = one[u"payload"].toObject();
        if (payload.value("task"_L1)["tags"_L1]["project"_L1].toString() == tree) {
            QJsonObject status = payload.value("status"_L1).toObject();
            status.insert("taskGroupId"_L1, group);
            payload.insert("status"_L1, status);
            return QJsonDocument(payload).toJson(QJsonDocument::Compact);
        }
    }
    return {};
}

QStringList PushedFlight::routes(const QString &revision)
{
    return {u"route.index.gecko.v2.%1.latest"_s.arg(tree), u"route.tc-treeherder.v2.%1.%2.4711"_s.arg(tree, revision)};
}

}
