// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/airfield/demoscript.h"
#include "tests/features/flight.h"

#include <QDirIterator>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QStandardPaths>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Windsock;

namespace {
const QString s_data = u"" WINDSOCK_TEST_DATA "/"_s;

struct Window {
    QDateTime now;
    QStringList lines; ///< an event a line
};
struct SecondView {
    QList<Window> windows;
    QString error; ///< why the second reader cannot read the file at all
};

QJsonObject runSecondReader(const QStringList &arguments)
{
    QProcess python;
    python.start(u"python3"_s, QStringList{u"tests/features/secondreader.py"_s} + arguments);
    if (!python.waitForFinished(60'000)) {
        return {{u"error"_s, u"it does not end"_s}};
    }
    const QByteArray complaint = python.readAllStandardError();
    return complaint.isEmpty() ? QJsonDocument::fromJson(python.readAllStandardOutput()).object()
                               : QJsonObject{{u"error"_s, QString::fromUtf8(complaint)}};
}

bool isSecondReaderHere()
{
    QProcess python;
    python.start(u"python3"_s, {u"-c"_s, u"import icalendar, dateutil"_s});
    return python.waitForFinished(60'000) && python.exitCode() == 0;
}

/// An event as a line. Where the feed gives no UID we make one up, and blanks around one are not part of it.
QString lineOf(const QJsonObject &event)
{
    QString uid = event[u"uid"_s].toString().trimmed();
    if (uid.startsWith("derived-"_L1)) {
        uid.clear();
    }
    return QStringList{event[u"start"_s].toString(), event[u"end"_s].toString(),
                       event[u"allDay"_s].toBool() ? u"day"_s : u"-"_s, event[u"status"_s].toString(), uid}
        .join(u' ');
}

QStringList linesOf(const QJsonArray &events)
{
    QStringList lines;
    for (const QJsonValue &event : events) {
        lines.append(lineOf(event.toObject()));
    }
    lines.sort();
    return lines;
}

SecondView secondView(const QString &file, const QByteArray &zone)
{
    const QJsonObject told = runSecondReader({file, QString::fromLatin1(zone)});
    SecondView view{.windows = {}, .error = told[u"error"_s].toString()};
    for (const QJsonValue &window : told[u"windows"_s].toArray()) {
        view.windows.append({QDateTime::fromString(window[u"now"_s].toString(), Qt::ISODate).toUTC(),
                             linesOf(window[u"events"_s].toArray())});
    }
    return view;
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Why the two readers may differ over a file. Each cause has to be there, and has to explain something.
enum class Cause {
    AllTentative, ///< where everything is tentative nothing is: such services call every event so
    OneUid, ///< the file's UIDs were taken out or are missing: events of one name, or of none and alike, are one
    TheyCannotRead, ///< the second reader gives up; what it says begins with `lines`
    NoCalendar, ///< an event without a calendar around it is no calendar to us, and said so
    Lines, ///< exactly these events, each on one side
};
struct Explained {
    const char *file;
    const char *why;
    QList<Cause> causes;
    QStringList lines;
};

const QList<Explained> &explained()
{
    static const QList<Explained> list{
        {"ics/ical4j/blankTzid.ics",
         "a VTIMEZONE without a name is passed over by us",
         {Cause::TheyCannotRead},
         {u"ValueError: mandatory TZID not found"_s}},
        {"ics/ical4j/evolution.ics",
         "the zone is defined behind the event that names it, which we find and they read as the viewer's",
         {Cause::Lines},
         {u"ours: 2008-06-24T18:00:00Z 2008-06-24T19:30:00Z - confirmed 20080624T213648Z-4959-1000-1-6@randy-ubuntu"_s,
          u"theirs: 2008-06-24T11:00:00Z 2008-06-24T12:30:00Z - confirmed 20080624T213648Z-4959-1000-1-6@randy-ubuntu"_s}},
        {"ics/ical4j/google_aus_holidays.ics", "as the causes say", {Cause::AllTentative, Cause::OneUid}, {}},
        {"ics/ical4j/multiple_calendars.ics", "as the cause says", {Cause::OneUid}, {}},
        {"ics/ical4j/rfc5545-sec3.6.1.ics", "as the cause says", {Cause::OneUid}, {}},
        {"ics/icalendar/issue_165_missing_event.ics",
         "a rule with blanks in its list of days (Exchange): they take the event and leave out its rule",
         {Cause::Lines},
         {u"ours: 2015-07-06T08:00:00Z 2015-07-06T08:30:00Z - confirmed "_s,
          u"ours: 2015-07-07T08:00:00Z 2015-07-07T08:30:00Z - confirmed "_s,
          u"ours: 2015-07-08T08:00:00Z 2015-07-08T08:30:00Z - confirmed "_s,
          u"ours: 2015-07-09T08:00:00Z 2015-07-09T08:30:00Z - confirmed "_s,
          u"ours: 2015-07-10T08:00:00Z 2015-07-10T08:30:00Z - confirmed "_s,
          u"ours: 2015-07-13T08:00:00Z 2015-07-13T08:30:00Z - confirmed "_s,
          u"ours: 2015-07-14T08:00:00Z 2015-07-14T08:30:00Z - confirmed "_s,
          u"ours: 2015-07-15T08:00:00Z 2015-07-15T08:30:00Z - confirmed "_s,
          u"ours: 2015-07-16T08:00:00Z 2015-07-16T08:30:00Z - confirmed "_s,
          u"ours: 2015-07-17T08:00:00Z 2015-07-17T08:30:00Z - confirmed "_s,
          u"ours: 2015-07-20T08:00:00Z 2015-07-20T08:30:00Z - confirmed "_s,
          u"ours: 2015-07-21T08:00:00Z 2015-07-21T08:30:00Z - confirmed "_s,
          u"ours: 2015-07-22T08:00:00Z 2015-07-22T08:30:00Z - confirmed "_s}},
        {"ics/icalendar/issue_218_bad_tzid.ics",
         "a broken VTIMEZONE costs them the calendar",
         {Cause::TheyCannotRead},
         {u"ValueError: Unsupported DTSTART param in VTIMEZONE"_s}},
        {"ics/icalendar/issue_722_timezone_transition_ambiguity.ics",
         "a time that exists twice in a zone of the feed's own, which no place in the world has: KCalendarCore has no "
         "such zone and takes the second",
         {Cause::Lines},
         {u"ours: 2024-05-04T21:00:01Z 2024-05-04T21:00:01Z - confirmed 3"_s,
          u"theirs: 2024-05-04T19:00:01Z 2024-05-04T19:00:01Z - confirmed 3"_s}},
        {"ics/icalendar/multiple_timezones.ics",
         "a time without a date where a date should be",
         {Cause::TheyCannotRead},
         {u"AttributeError: 'datetime.time' object"_s}},
        {"ics/icalendar/parsing_error.ics", "two events without a UID, alike in all else", {Cause::OneUid}, {}},
        {"ics/libical/1.ics",
         "a misspelt property costs them the calendar",
         {Cause::TheyCannotRead},
         {u"ValueError: unsupported property: DTSTAR"_s}},
        {"ics/libical/8.ics", "as the cause says", {Cause::NoCalendar}, {}},
        {"ics/libical/incoming.ics", "as the cause says", {Cause::OneUid}, {}},
        {"ics/libical/overlaps.ics", "as the cause says", {Cause::NoCalendar}, {}},
        {"ics/libical/recur-errors.ics", "as the cause says", {Cause::NoCalendar}, {}},
        {"ics/libical/restriction.ics", "as the cause says", {Cause::AllTentative}, {}},
        {"ics/own/luma.ics", "as the cause says", {Cause::AllTentative}, {}},
    };
    return list;
}

/// What one of the two has and the other has not.
struct Differences {
    QStringList ours;
    QStringList theirs;

    bool isEmpty() const { return ours.isEmpty() && theirs.isEmpty(); }
    QStringList lines() const
    {
        QStringList all;
        for (const QString &line : ours) {
            all.append(u"ours: "_s + line);
        }
        for (const QString &line : theirs) {
            all.append(u"theirs: "_s + line);
        }
        return all;
    }
    /// Those that are the same on both sides go.
    void cancelOut()
    {
        ours.removeIf([this](const QString &line) { return theirs.removeOne(line); });
    }
};

/// Takes out what the cause explains; false where it explains nothing.
bool explain(Differences &found, Cause cause, const Explained &known, const SecondView &second, const QString &failure)
{
    const Differences before = found;
    switch (cause) {
    case Cause::AllTentative:
        found.theirs.replaceInStrings(u" tentative "_s, u" confirmed "_s);
        found.cancelOut();
        return found.ours.size() < before.ours.size();
    case Cause::OneUid:
        found.theirs.removeIf(
            [](const QString &line) { return line.endsWith(" redacted@example.com"_L1) || line.endsWith(u' '); });
        return found.theirs.size() < before.theirs.size();
    case Cause::TheyCannotRead:
        return second.error.startsWith(known.lines.constFirst());
    case Cause::NoCalendar:
        found.theirs.clear();
        return failure == "no calendar in the answer"_L1;
    case Cause::Lines:
        if (found.lines() != known.lines) {
            return false;
        }
        found = {};
        return !before.isEmpty();
    }
    return false;
}
}

/// The whole way of a calendar (a server, the app's reader, `windsock events --json`) against another implementation.
class SecondReaderTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        qputenv("TZ", s_zone);
        QCOMPARE(QTimeZone::systemTimeZoneId(), s_zone);
        if (!isSecondReaderHere()) {
            QSKIP("python3-icalendar and python3-dateutil are not installed");
        }
    }

    void sameEvents_data()
    {
        QTest::addColumn<QString>("file");
        QStringList files;
        for (const char *folder : {"ics", "meetup"}) {
            QDirIterator found(s_data + QLatin1StringView(folder), {u"*.ics"_s}, QDir::Files,
                               QDirIterator::Subdirectories);
            while (found.hasNext()) {
                files.append(found.next());
            }
        }
        files.sort();
        QVERIFY(files.size() > 50);
        for (const QString &file : std::as_const(files)) {
            QTest::newRow(qPrintable(file.sliced(s_data.size()))) << file;
        }
    }

    void sameEvents()
    {
        QFETCH(QString, file);
        const SecondView second = secondView(file, s_zone);
        QList<Window> windows = second.windows;
        if (windows.isEmpty()) {
            windows.append({QDateTime(QDate(1997, 7, 1), QTime(0, 0), QTimeZone::UTC), {}});
        }
        Flight flight(windows.constFirst().now);
        flight.open();
        flight.addAccount(u"cal"_s, Service::ICalendar);
        flight.field(u"cal"_s).worlds().events.putText(u"feed"_s, contentOf(file));
        flight.addWatch(u"cal/feed"_s, Watch::Kind::Calendar,
                        flight.field(u"cal"_s).url(u"ics"_s).toString() + u"/feed.ics"_s);
        Differences found;
        for (const Window &window : std::as_const(windows)) {
            flight.setNow(window.now);
            flight.poll();
            const QString answer = flight.app().answer({.verb = Command::Verb::Events, .json = true, .days = 90});
            Differences here{linesOf(QJsonDocument::fromJson(answer.toUtf8()).array()), window.lines};
            here.cancelOut();
            found.ours += here.ours;
            found.theirs += here.theirs;
        }
        const std::optional<Failure> failure = flight.health(u"cal/feed"_s).failure;
        const auto known = std::ranges::find(explained(), file.sliced(s_data.size()),
                                             [](const Explained &each) { return QString::fromLatin1(each.file); });
        if (known != explained().end()) {
            for (const Cause cause : known->causes) {
                QVERIFY2(explain(found, cause, *known, second, failure ? failure->detail : QString()),
                         qPrintable(QLatin1StringView(known->why) + u'\n' + found.lines().join(u'\n')));
            }
        } else {
            QCOMPARE(second.error, QString());
            QVERIFY(!failure);
        }
        QVERIFY2(found.isEmpty(), qPrintable(found.lines().join(u'\n')));
    }

private:
    static constexpr const char *s_zone = "Europe/Berlin";
};

QTEST_GUILESS_MAIN(SecondReaderTest)
#include "tst_secondreader.moc"
