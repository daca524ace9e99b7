// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/airfield/demoscript.h"
#include "tests/features/flight.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Windsock;

namespace {
const QDateTime s_now(QDate(2026, 11, 25), QTime(12, 0), QTimeZone::UTC);

/// Without what a key begins with: "week:2026-12-20".
QStringList transitions(QStringList news)
{
    for (QString &line : news) {
        line = line.section(u' ', -1);
    }
    return news;
}
}

/// A person who wants to speak somewhere: open lists, from the wire to the terminal and to what is told.
class PapersTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_flight = std::make_unique<Flight>(s_now);
        m_flight->open();
        m_flight->addAccount(u"papers"_s, Service::Papers);
    }
    void cleanup() { m_flight.reset(); }

    void fromTheListToTheReminder()
    {
        publish(u"python"_s, {gust({2026, 12, 20}), breeze()});
        m_flight->addWatch(u"papers/python"_s, Watch::Kind::Papers, u"python"_s);
        QCOMPARE(newsAt(s_now), QStringList());
        QCOMPARE(listed(), (QStringList{u"2026-12-20 Gust"_s, u" Breeze"_s}));

        // New ones are no news, though there were a hundred.
        QList<PapersWorld::Conference> many{gust({2026, 12, 20}), breeze()};
        for (int i = 0; i < 100; ++i) {
            many.append({.name = u"Gale %1"_s.arg(i),
                         .city = u"Oslo"_s,
                         .country = u"Norway"_s,
                         .closes = QDate(2027, 2, 1),
                         .from = QDate(2027, 9, 1)});
        }
        publish(u"python"_s, many);
        QCOMPARE(newsAt(s_now.addSecs(3600)), QStringList());
        QCOMPARE(listed().size(), 102); // no cap at ten

        publish(u"python"_s, {gust({2026, 12, 22}), breeze()});
        QCOMPARE(newsAt(s_now.addSecs(7200)), QStringList{u"closes:2026-12-22"_s});
        QCOMPARE(newsAt(s_now.addSecs(7300)), QStringList());

        QCOMPARE(newsAt(on({2026, 12, 15})), QStringList{u"week:2026-12-22"_s});
        m_flight->restart();
        QCOMPARE(newsAt(on({2026, 12, 16})), QStringList());
        QCOMPARE(newsAt(on({2026, 12, 21})), QStringList{u"day:2026-12-22"_s});
        m_flight->restart();
        QCOMPARE(newsAt(on({2026, 12, 22})), QStringList());
        QCOMPARE(newsAt(on({2026, 12, 24})), QStringList());
        QCOMPARE(listed(), QStringList{u" Breeze"_s});
    }

    void aFilterIsHeld()
    {
        publish(u"python"_s, {gust({2026, 11, 26}), breeze()});
        m_flight->addWatch(u"papers/python"_s, Watch::Kind::Papers, u"python"_s, u"U.K., online"_s);
        QCOMPARE(newsAt(s_now), QStringList());
        QCOMPARE(newsAt(s_now.addSecs(60)), QStringList());
        QCOMPARE(listed(), QStringList{u" Breeze"_s});
    }

    void twoListsTellOnce()
    {
        publish(u"python"_s, {gust({2026, 12, 20})});
        publish(u"general"_s, {gust({2026, 12, 20})});
        m_flight->addWatch(u"papers/python"_s, Watch::Kind::Papers, u"python"_s);
        m_flight->addWatch(u"papers/general"_s, Watch::Kind::Papers, u"general"_s);
        QCOMPARE(newsAt(s_now), QStringList());
        QCOMPARE(listed(), QStringList{u"2026-12-20 Gust"_s});
        QCOMPARE(newsAt(on({2026, 12, 14})), QStringList{u"week:2026-12-20"_s});
    }

    /// A deadline is nothing to go to.
    void isNoMeeting()
    {
        publish(u"python"_s, {gust({2026, 11, 26})});
        m_flight->addWatch(u"papers/python"_s, Watch::Kind::Papers, u"python"_s);
        newsAt(s_now);
        QCOMPARE(listed().size(), 1);
        QCOMPARE(m_flight->app().answer(Command{.verb = Command::Verb::Next, .json = true}).trimmed(), u"null"_s);
        QCOMPARE(QJsonDocument::fromJson(
                     m_flight->app().answer(Command{.verb = Command::Verb::Events, .json = true}).toUtf8())
                     .array()
                     .size(),
                 0);
    }

private:
    static PapersWorld::Conference gust(QDate closes)
    {
        return {
            .name = u"Gust"_s, .city = u"Kiel"_s, .country = u"Germany"_s, .closes = closes, .from = QDate(2027, 5, 1)};
    }
    static PapersWorld::Conference breeze()
    {
        return {.name = u"Breeze"_s, .city = {}, .country = {}, .closes = {}, .from = QDate(2027, 3, 1)};
    }
    static QDateTime on(QDate day) { return QDateTime(day, QTime(12, 0), QTimeZone::UTC); }

    void publish(const QString &topic, const QList<PapersWorld::Conference> &conferences)
    {
        m_flight->field(u"papers"_s).worlds().papers.put(topic, 2027, conferences);
    }
    /// What is told when the lists are asked at this time, and time has passed.
    QStringList newsAt(const QDateTime &now)
    {
        m_flight->setNow(now);
        m_flight->poll();
        m_flight->tick();
        m_flight->poll(); // the store does one thing after the other: the tick is over when this is
        return transitions(m_flight->takeNews());
    }
    QStringList listed()
    {
        const QString text = m_flight->app().answer(Command{.verb = Command::Verb::Papers, .json = true, .days = 366});
        QStringList lines;
        for (const QJsonValue &call : QJsonDocument::fromJson(text.toUtf8()).array()) {
            lines.append(call[u"closes"_s].toString() + u' ' + call[u"conference"_s].toString());
        }
        return lines;
    }

    std::unique_ptr<Flight> m_flight;
};

QTEST_GUILESS_MAIN(PapersTest)
#include "tst_papers.moc"
