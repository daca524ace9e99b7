// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/airfield/demoscript.h"
#include "models/items/landswhen.h"
#include "models/items/roles.h"
#include "tests/features/flight.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLoggingCategory>
#include <QStandardPaths>
#include <QTest>
#include <QTimeZone>

using namespace Windsock;
using namespace Qt::StringLiterals;

namespace {
const QDateTime s_monday({2026, 3, 2}, {16, 0}, QTimeZone::utc());
const QString s_tree = u"firefox-autoland"_s;
constexpr qint64 s_job = 5001; // of the airfield's beginning, asked for as it opens
constexpr qint64 s_firstEarlier = 6001;
constexpr int s_earlier = 24;

/// As the locale that the tests run in says it.
QString clock(int hour, int minute)
{
    return QLocale().toString(QTime(hour, minute), QLocale::ShortFormat);
}

QByteArray vevent(const QByteArray &title, const QDateTime &start, int minutes, const QByteArray &more = {})
{
    const auto stamp = [](const QDateTime &time) { return time.toUTC().toString(u"yyyyMMdd'T'HHmmss'Z'"_s).toLatin1(); };
    return "BEGIN:VEVENT\r\nUID:" + title.toLower() + "\r\nDTSTAMP:" + stamp(start) + "\r\nDTSTART:" + stamp(start)
        + "\r\nDTEND:" + stamp(start.addSecs(60 * minutes)) + "\r\nSUMMARY:" + title + "\r\n" + more + "END:VEVENT\r\n";
}

QByteArray calendar(const QByteArray &name, const QByteArray &events)
{
    return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:test\r\nX-WR-CALNAME:" + name + "\r\n" + events
        + "END:VCALENDAR\r\n";
}
}

/// The whole app on a landing queue and calendars: what a person is told of a landing that comes while they are in a
/// meeting, or when nobody works.
class LandingMeetsTest : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<Flight> m_flight;

    /// A landing that is asked for now, behind others that took 10 to 110 minutes: likely 10 to 100, half within 58.
    void begin(const QDateTime &now)
    {
        m_flight = std::make_unique<Flight>(now);
        m_flight->open();
        Airfield &field = m_flight->field(u"lando"_s);
        LandoWorld &lando = field.worlds().lando;
        m_flight->addAccount(u"lando"_s, Service::Lando);
        const QDateTime before = now.addDays(-3);
        for (int i = 0; i < s_earlier; ++i) {
            const int minutes = i < 22 ? 10 + 4 * i : i == 22 ? 100 : 110;
            const qint64 number = s_firstEarlier + i;
            const QString git = u"a%1"_s.arg(number, 39, 10, QChar(u'0'));
            field.setNow(before);
            lando.addJob({.number = number, .repository = s_tree, .messages = {u"Bug %1 - Sweep"_s.arg(number)}});
            field.setNow(before.addSecs(60 * minutes));
            lando.addCommit(git, u"b%1"_s.arg(number, 39, 10, QChar(u'0')));
            lando.setJob(number, u"LANDED"_s, {}, git);
            m_flight->addWatch(u"lando/%1"_s.arg(number), Watch::Kind::LandingJob, QString::number(number));
        }
        field.setNow(now);
        m_flight->addWatch(u"lando/job"_s, Watch::Kind::LandingJob, QString::number(s_job));
    }

    void publish(const QString &account, const QByteArray &name, const QByteArray &events)
    {
        Airfield &host = m_flight->field(u"host"_s);
        host.worlds().events.putText(account, calendar(name, events));
        if (!m_flight->app().book().account(AccountId(account))) {
            m_flight->addAccountAt(u"host"_s, account, Service::ICalendar);
            m_flight->addWatch(account + u"/feed"_s, Watch::Kind::Calendar,
                               host.url(u"ics"_s).toString() + u'/' + account + u".ics"_s);
        }
    }

    /// A minute later; the end is as far from the beginning as it was.
    void later()
    {
        m_flight->setNow(m_flight->now().addSecs(60));
        m_flight->field(u"lando"_s).setNow(m_flight->now());
    }

    void poll() { QVERIFY(m_flight->poll().allGood()); }

    QString queueText() const { return m_flight->app().answer({.verb = Command::Verb::Queue}); }

    /// What scripts read of the landing's end.
    QJsonObject lands() const
    {
        const QString json = m_flight->app().answer({.verb = Command::Verb::Queue, .json = true});
        for (const QJsonValue &one : QJsonDocument::fromJson(json.toUtf8()).array()) {
            if (one["job"_L1].toInteger() == s_job) {
                return one["lands"_L1].toObject();
            }
        }
        return {};
    }

    /// What the row says of it in the window.
    QStringList note() const
    {
        const QueueModel &queue = m_flight->app().queue();
        for (int row = 0; row < queue.rowCount(); ++row) {
            const QModelIndex index = queue.index(row, 0);
            if (index.data(ItemRole::Landing).value<Landing>().job == s_job) {
                return index.data(ItemRole::Note).toString().split(u'\n', Qt::SkipEmptyParts);
            }
        }
        return {u"there is no such row"_s};
    }

private Q_SLOTS:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        QLoggingCategory::setFilterRules(u"windsock.*.info=false"_s);
    }

    void init() { QTest::failOnWarning(QRegularExpression(u".+"_s)); }
    void cleanup() { m_flight.reset(); }

    void landsWhileYouAreInAMeeting()
    {
        begin(s_monday);
        publish(u"own"_s, "Own",
                vevent("Review", s_monday.addSecs(30 * 60), 60) + vevent("Coffee", s_monday, 20)
                    + vevent("Train", s_monday.addSecs(100 * 60), 30)
                    + vevent("Lunch", s_monday.addSecs(20 * 60), 60, "STATUS:CANCELLED\r\n")
                    + vevent("Reminder", s_monday.addSecs(10 * 60), 90, "TRANSP:TRANSPARENT\r\n")
                    + "BEGIN:VEVENT\r\nUID:day\r\nDTSTAMP:20260302T000000Z\r\nDTSTART;VALUE=DATE:20260302\r\n"
                      "SUMMARY:Birthday\r\nEND:VEVENT\r\n");
        publish(u"releases"_s, "Firefox releases", vevent("147", s_monday, 240));
        // A group of the field has announced something from 16:14 on: nobody said that they go.
        m_flight->addAccount(u"meetup"_s, Service::Meetup);
        m_flight->addWatch(u"meetup/group"_s, Watch::Kind::Group, u"windsock-demo"_s);
        poll();
        QCOMPARE(m_flight->facts(u"own"_s).size(), 6);
        QVERIFY(m_flight->facts(u"meetup"_s).join(u'\n').contains(u"2026-03-02T16:14:00Z"_s));

        const QString line = u"Likely lands %1 – %2, you are in a meeting %3 – %4, “Review”, and in 1 more"_s.arg(
            clock(16, 10), clock(17, 40), clock(16, 30), clock(17, 30));
        QCOMPARE(note(), QStringList{line});
        QVERIFY2(queueText().contains(u"    "_s + line + u'\n'), qPrintable(queueText()));
        const QJsonObject told = lands();
        QCOMPARE(told["from"_L1].toString(), u"2026-03-02T16:10:00Z"_s);
        QCOMPARE(told["half"_L1].toString(), u"2026-03-02T16:58:00Z"_s);
        QCOMPARE(told["to"_L1].toString(), u"2026-03-02T17:40:00Z"_s);
        QCOMPARE(told["meeting"_L1]["title"_L1].toString(), u"Review"_s);
        QCOMPARE(told["meeting"_L1]["start"_L1].toString(), u"2026-03-02T16:30:00Z"_s);
        QCOMPARE(told["meetings"_L1].toInt(), 2);
        QCOMPARE(told["afterHours"_L1], QJsonValue(false));

        // The meeting is called off, the other goes.
        later();
        publish(u"own"_s, "Own", vevent("Review", s_monday.addSecs(30 * 60), 60, "STATUS:CANCELLED\r\n"));
        poll();
        QCOMPARE(note(), QStringList());
        QVERIFY(!queueText().contains(u"Likely lands"_s));
        const QJsonObject then = lands();
        QVERIFY(then["meeting"_L1].isNull());
        QCOMPARE(then["meetings"_L1].toInt(), 0);
        QCOMPARE(then["to"_L1].toString(), u"2026-03-02T17:40:00Z"_s);
    }

    void nobodyCanBackOut()
    {
        begin(s_monday.addSecs(3600)); // likely 17:10 to 18:40
        poll();
        QCOMPARE(note(),
                 (QStringList{u"Likely lands %1 – %2"_s.arg(clock(17, 10), clock(18, 40)),
                              u"From %1 on nobody can back out: after hours"_s.arg(clock(18, 0))}));
        QCOMPARE(lands().value("afterHours"_L1), QJsonValue(true));

        Preferences preferences = m_flight->app().preferences();
        preferences.work.to = QTime(17, 0);
        m_flight->app().setPreferences(preferences);
        QCOMPARE(note().constLast(), u"Nobody can back out: after hours"_s);
        QVERIFY2(queueText().contains(u"    Nobody can back out: after hours\n"_s), qPrintable(queueText()));
        // What the person chose holds for the next start, too.
        m_flight->restart();
        QCOMPARE(note().constLast(), u"Nobody can back out: after hours"_s);
        preferences.work.told = false;
        m_flight->app().setPreferences(preferences);
        QCOMPARE(note(), QStringList());
        QCOMPARE(lands().value("afterHours"_L1), QJsonValue(false));
    }

    void atTheWeekend()
    {
        begin(s_monday.addDays(-2));
        poll();
        QCOMPARE(note().constLast(), u"Nobody can back out: after hours"_s);
    }

    /// The store knows the calendar, and the book whose it is: also where no service is asked again.
    void aCalendarThatIsNotRemindedOfIsNotTheirs()
    {
        begin(s_monday);
        publish(u"own"_s, "Own", vevent("Review", s_monday.addSecs(30 * 60), 60));
        poll();
        QCOMPARE(note().size(), 1);
        m_flight->restart();
        QCOMPARE(note().size(), 1);
        Preferences preferences = m_flight->app().preferences();
        preferences.mutedCalendars = {u"own/Own"_s};
        m_flight->app().setPreferences(preferences);
        QCOMPARE(note(), QStringList());
    }

    void aClosedTreeHasNoRange()
    {
        begin(s_monday);
        publish(u"own"_s, "Own", vevent("Review", s_monday.addSecs(30 * 60), 60));
        m_flight->addWatch(u"lando/trees"_s, Watch::Kind::Trees, s_tree);
        poll();
        QCOMPARE(note().size(), 1);
        later();
        m_flight->field(u"lando"_s).worlds().lando.setTree(s_tree, u"closed"_s);
        poll();
        QCOMPARE(note(), QStringList());
        QVERIFY(lands().isEmpty());
    }
};

QTEST_GUILESS_MAIN(LandingMeetsTest)
#include "tst_landingmeets.moc"
