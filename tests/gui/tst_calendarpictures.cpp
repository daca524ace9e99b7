// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/meetup/meetupparser.h"
#include "models/items/roles.h"
#include "tests/gui/picture.h"
#include "tests/gui/sample.h"
#include "views/delegates/rowface.h"
#include "views/docks/eventsdock.h"
#include "views/docks/monthview.h"
#include "views/docks/rowsview.h"
#include "views/settings/settingsdialog.h"

#include <KPageWidget>
#include <KPageWidgetModel>

#include <QDirIterator>
#include <QFile>
#include <QImage>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Windsock;

namespace {

/// When the recorded Meetup group has most to do.
const QDateTime s_now({2020, 1, 9}, {12, 0}, QTimeZone::utc());

QByteArray recorded(const QString &name)
{
    QFile file(u"" WINDSOCK_TEST_DATA "/"_s + name);
    if (!file.open(QIODevice::ReadOnly)) {
        qFatal("%s: %s", qPrintable(file.fileName()), qPrintable(file.errorString()));
    }
    return file.readAll();
}

/// The models with what the recorded calendars tell around s_now, to somebody in `zone`.
struct Recorded {
    Sample sample;
    QList<Occurrence> meetings; ///< of the Meetup group

    explicit Recorded(const QTimeZone &zone)
    {
        sample.agenda.setZone(zone);
        sample.agenda.setNow(s_now);
        sample.sources.setZone(zone);
        sample.sources.setNow(s_now);
    }

    void fill(const QTimeZone &zone)
    {
        const AgendaWindow window = agendaWindow(s_now, zone);
        const auto page = parseMeetupEvents(recorded(u"meetup/group.json"_s), window);
        QVERIFY(page);
        meetings = page->occurrences;
        tell(u"meetup"_s, page->group, page->occurrences);
        QDirIterator files(u"" WINDSOCK_TEST_DATA "/ics"_s, {u"*.ics"_s}, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            const QString name = files.next().section(u"/ics/"_s, 1);
            if (const auto feed = parseCalendar(recorded(u"ics/"_s + name), window)) {
                tell(name.section(u'/', -1).chopped(4), feed->name, feed->occurrences);
            }
        }
        // Calendars of trees and releases are what nobody has recorded.
        tell(u"trees"_s, u"Tree closures"_s, {wholeDays(u"The builders move house"_s, {2020, 1, 27}, 2, zone)});
        tell(u"releases"_s, u"Releases"_s, {wholeDays(u"72.0.2"_s, {2020, 1, 20}, 1, zone)});
    }

    static Occurrence wholeDays(const QString &title, QDate first, int days, const QTimeZone &zone)
    {
        return {.uid = title,
                .title = title,
                .start = first.startOfDay(zone),
                .end = first.addDays(days).startOfDay(zone),
                .allDay = true};
    }

    void tell(const QString &account, const QString &group, QList<Occurrence> events)
    {
        for (Occurrence &event : events) {
            event.account = AccountId(account);
            event.group = group;
        }
        ChangeSet set{.account = AccountId(account), .at = s_now, .baseline = true};
        set.occurrences.added = events;
        sample.agenda.apply(set);
    }

    void setHealth(bool failing, bool answered)
    {
        auto health = sampleHealth(u"meetup/defcon864"_s, Service::Meetup, u"www.meetup.com"_s);
        health.asOf = answered ? s_now.addSecs(-7200) : QDateTime();
        health.next = s_now.addSecs(60);
        if (failing) {
            health.state = SourceHealth::State::Failing;
            health.failure = Failure{
                .kind = Failure::Kind::Transient, .reason = Failure::Reason::Timeout, .host = health.host};
        }
        sample.setHealth(health);
    }
};

/// What stands in the column of a day's events, of all days.
QStringList columnOf(const QAbstractItemModel &agenda, int column)
{
    QStringList texts;
    for (int day = 0; day < agenda.rowCount(); ++day) {
        const QModelIndex parent = agenda.index(day, 0);
        for (int row = 0; row < agenda.rowCount(parent); ++row) {
            texts.append(agenda.index(row, column, parent).data().toString());
        }
    }
    return texts;
}

}

/// Paints the calendars that were recorded, as the agenda and as the month with its week. WINDSOCK_PICTURES names a
/// folder that keeps the pictures.
class CalendarPicturesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void paints_data();
    void paints();
    void paintsWorkingHours();
};

void CalendarPicturesTest::initTestCase()
{
    setUpPictures();
}

void CalendarPicturesTest::paints_data()
{
    QTest::addColumn<bool>("dark");
    QTest::addColumn<QString>("state");
    QTest::addColumn<bool>("month");
    for (const bool dark : {false, true}) {
        for (const auto &state : {u"wide"_s, u"narrow"_s, u"empty"_s, u"error"_s, u"error-before-any"_s, u"one-zone"_s}) {
            for (const bool month : {false, true}) {
                QTest::addRow("%s-%s-%s", month ? "month" : "agenda", qPrintable(state), dark ? "dark" : "light")
                    << dark << state << month;
            }
        }
    }
}

void CalendarPicturesTest::paints()
{
    QFETCH(const bool, dark);
    QFETCH(const QString, state);
    QFETCH(const bool, month);
    setDark(dark);
    // The group meets in South Carolina.
    const QTimeZone zone(state == "one-zone"_L1 ? "America/New_York" : "Europe/Berlin");
    const bool failing = state.startsWith("error"_L1);
    const bool any = state != "empty"_L1 && state != "error-before-any"_L1;
    qputenv("TZ", zone.id()); // the rows are painted by the machine's clock
    QCOMPARE(QTimeZone::systemTimeZoneId(), zone.id());
    Recorded calendars(zone);
    if (any) {
        calendars.fill(zone);
    }
    calendars.setHealth(failing, state != "error-before-any"_L1);
    EventsDock dock(&calendars.sample.agenda, &calendars.sample.sources, [] { return s_now; });
    dock.setShowsMonth(month);
    dock.resize(state == "narrow"_L1 ? QSize(300, 800) : QSize(760, 800));
    dock.show();
    QVERIFY(QTest::qWaitForWindowExposed(&dock));

    if (failing && any) {
        QTRY_VERIFY(dock.findChild<QWidget *>(u"banner"_s)->isVisible());
    }
    QCOMPARE(dock.month()->isVisible(), month && any);
    if (any) {
        const QStringList titles = columnOf(calendars.sample.agenda, AgendaModel::EventColumn);
        QVERIFY2(titles.contains(u"DEF CON 864 Meeting"_s), qPrintable(titles.join(u'\n')));
        // 18:00 there is midnight in Berlin, and both are said; who lives there sees one time.
        QStringList said;
        for (const Occurrence &event : calendars.meetings) {
            said.append(occurrenceTime(event));
        }
        const QString there = QLocale().toString(QTime(18, 0), QLocale::ShortFormat);
        const QString here = QLocale().toString(QTime(0, 0), QLocale::ShortFormat);
        const bool elsewhere = state != "one-zone"_L1;
        QVERIFY2(!said.filter(QString(elsewhere ? here : there)).isEmpty(), qPrintable(said.join(u'\n')));
        QCOMPARE(!said.filter(QString(there + u" in UTC-05:00"_s)).isEmpty(), elsewhere);
        if (month) {
            dock.month()->chooseDay({2020, 1, 27});
        }
    }
    const QString name = u"recorded-"_s + QString::fromLatin1(QTest::currentDataTag());
    QSet<QRgb> colours;
    const QImage image = keepPicture(dock, name);
    for (int y = 0; y < image.height(); y += 2) {
        for (int x = 0; x < image.width(); x += 2) {
            colours.insert(image.pixel(x, y));
        }
    }
    QVERIFY2(colours.size() > 20, qPrintable(name));
}

void CalendarPicturesTest::paintsWorkingHours()
{
    for (const bool dark : {false, true}) {
        setDark(dark);
        SettingsDialog dialog;
        dialog.show();
        auto *pages = dialog.findChild<KPageWidget *>();
        auto *model = qobject_cast<KPageWidgetModel *>(pages->model());
        QVERIFY(model);
        pages->setCurrentPage(model->item(model->index(1, 0)));
        QVERIFY(dialog.findChild<QWidget *>(u"workingHours"_s)->isVisible());
        keepPicture(dialog, u"settings-hours%1"_s.arg(dark ? u"-dark"_s : QString()));
    }
}

QTEST_MAIN(CalendarPicturesTest)
#include "tst_calendarpictures.moc"
