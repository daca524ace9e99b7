// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/airfield/demoscript.h"
#include "app/cli/command.h"
#include "app/desktop.h"
#include "models/items/roles.h"
#include "views/docks/calendarbar.h"
#include "views/docks/eventsdock.h"
#include "views/docks/rowsview.h"

#include <KLocalizedString>

#include <QAction>
#include <QContextMenuEvent>
#include <QFileDialog>
#include <QLineEdit>
#include <QMenu>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Windsock;

namespace {
constexpr int patience = 20'000;
}

/// The Events dock over the whole app and a calendar server: what a person wishes is done when the calendar says so.
class WiredCalendarTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void addsAnEventAndTakesItBack();
    void askedAndConfirmedAreSaid();
    void aConflictIsReplacedWhenThePersonSaysSo();
    void aCalendarThatMayNotBeWrittenRefuses();
    void removesOnlyAfterAQuestion();
    void aFailingServerLeavesItUnknown();
    void withoutACalendarItSaysWhatToDo();
    void savesAFile();
    void theTerminalAddsAndRemoves();
    void theTerminalSaysWhatItCannotDo();
    void calendarsAreListedForTheSettings();

private:
    void addAccount(Service service, const QString &id, const QList<Watch> &watches);
    void poll();
    EventsDock &dock() { return *m_desktop->window().findChild<EventsDock *>(); }
    CalendarBar &bar() { return *dock().calendarBar(); }
    QModelIndex row(const QString &title) const;
    QMenu *menu(const QString &title);
    void wish(const QString &title, const QString &calendar);
    void press(const QString &action);
    CalDavWorld &calendars() { return m_field->worlds().calendars; }
    std::expected<QString, QString> answer(const QStringList &words);

    std::unique_ptr<QTemporaryDir> m_profile;
    std::unique_ptr<Airfield> m_field;
    std::unique_ptr<Application> m_application;
    std::unique_ptr<Desktop> m_desktop;
};

void WiredCalendarTest::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    KLocalizedString::setApplicationDomain("windsock");
    QCoreApplication::setApplicationName(u"windsock"_s);
}

void WiredCalendarTest::init()
{
    m_profile = std::make_unique<QTemporaryDir>();
    m_field = std::make_unique<Airfield>(
        AirfieldOptions{.start = QDateTime(QDate(2026, 11, 20), QTime(12, 0), QTimeZone::utc())});
    QVERIFY(m_field->listen());
    m_application = std::make_unique<Application>(
        Application::Options{.profile = Profile::in(m_profile->path()), .clock = [this] { return m_field->now(); }});
    m_desktop = std::make_unique<Desktop>(*m_application);
    m_desktop->present();
    QSignalSpy ready(m_application.get(), &Application::ready);
    m_application->open();
    QVERIFY(ready.wait(patience));
    addAccount(Service::Meetup, u"meetup"_s, {{.kind = Watch::Kind::Group, .target = u"windsock-demo"_s}});
    addAccount(Service::CalDav, u"cal"_s,
               {{.kind = Watch::Kind::Calendar, .target = u"/dav/calendars/demo/own"_s},
                {.kind = Watch::Kind::Calendar, .target = u"/dav/calendars/demo/crew/"_s}});
    poll();
}

void WiredCalendarTest::cleanup()
{
    m_application->close();
    m_desktop.reset();
    m_application.reset();
    m_field.reset();
    m_profile.reset();
}

void WiredCalendarTest::addAccount(Service service, const QString &id, const QList<Watch> &watches)
{
    Account account{
        .id = AccountId(id), .service = service, .baseUrl = m_field->url(serviceName(service)), .user = u"dev"_s};
    if (service == Service::CalDav) {
        account.secret.kind = SecretPlace::Kind::Keychain;
        m_application->secrets().keepInMemory(account.id, "demo-token");
    }
    AccountBook &book = m_application->book();
    const auto added = book.addAccount(account);
    QVERIFY2(added, added ? "" : qPrintable(added.error()));
    for (Watch watch : watches) {
        watch.account = account.id;
        watch.id = book.freeWatchId(watch);
        const auto watched = book.addWatch(watch);
        QVERIFY2(watched, watched ? "" : qPrintable(watched.error()));
    }
}

void WiredCalendarTest::poll()
{
    QSignalSpy polled(m_application.get(), &Application::polled);
    m_application->pollOnce();
    QVERIFY(polled.wait(patience));
}

QModelIndex WiredCalendarTest::row(const QString &title) const
{
    const QAbstractItemModel *rows = m_desktop->window().findChild<EventsDock *>()->view()->model();
    for (int day = 0; day < rows->rowCount(); ++day) {
        const QModelIndex parent = rows->index(day, 0);
        for (int row = 0; row < rows->rowCount(parent); ++row) {
            const QModelIndex index = rows->index(row, 0, parent);
            const bool isCopy = !index.data(ItemRole::Occurrence).value<Occurrence>().copyOf.isEmpty();
            if (index.data(ItemRole::Title).toString() == title && !isCopy) {
                return index;
            }
        }
    }
    return {};
}

QMenu *WiredCalendarTest::menu(const QString &title)
{
    for (QMenu *old : dock().findChildren<QMenu *>(u"rowMenu"_s)) {
        delete old;
    }
    const QModelIndex index = row(title);
    if (!index.isValid()) {
        return nullptr;
    }
    Q_EMIT dock().view()->menuWanted(index, {});
    return dock().findChild<QMenu *>(u"rowMenu"_s);
}

void WiredCalendarTest::wish(const QString &title, const QString &calendar)
{
    QMenu *whole = menu(title);
    QVERIFY2(whole, qPrintable(title));
    auto *choices = whole->findChild<QMenu *>(u"addToCalendar"_s);
    QVERIFY(choices);
    for (QAction *action : choices->actions()) {
        if (action->text() == calendar) {
            QVERIFY(action->isEnabled());
            action->trigger();
            return;
        }
    }
    QFAIL(qPrintable(u"no calendar "_s + calendar));
}

void WiredCalendarTest::press(const QString &name)
{
    auto *action = bar().findChild<QAction *>(name);
    QVERIFY(action && bar().actions().contains(action));
    action->trigger();
}

void WiredCalendarTest::addsAnEventAndTakesItBack()
{
    QCOMPARE(calendars().objects(u"own"_s).size(), 1);
    wish(u"Patch writing workshop"_s, u"My calendar"_s);
    QTRY_COMPARE_WITH_TIMEOUT(bar().messageType(), KMessageWidget::Positive, patience);
    QCOMPARE(calendars().objects(u"own"_s).size(), 2);
    // The calendar itself brings it as a fact.
    const auto copies = [this] {
        int count = 0;
        const AgendaModel &agenda = m_application->agenda();
        for (int day = 0; day < agenda.rowCount(); ++day) {
            const QModelIndex parent = agenda.index(day, 0);
            for (int row = 0; row < agenda.rowCount(parent); ++row) {
                const auto event = agenda.index(row, 0, parent).data(ItemRole::Occurrence).value<Occurrence>();
                count += event.title == "Patch writing workshop"_L1 && event.calendar == "/dav/calendars/demo/own/"_L1;
            }
        }
        return count;
    };
    QTRY_COMPARE_WITH_TIMEOUT(copies(), 1, patience);
    press(u"calendarUndo"_s);
    QTRY_COMPARE_WITH_TIMEOUT(calendars().objects(u"own"_s).size(), 1, patience);
    QTRY_COMPARE_WITH_TIMEOUT(bar().messageType(), KMessageWidget::Positive, patience);
    QTRY_COMPARE_WITH_TIMEOUT(copies(), 0, patience);
    QVERIFY(bar().actions().isEmpty());
}

void WiredCalendarTest::askedAndConfirmedAreSaid()
{
    QSignalSpy told(m_application.get(), &Application::calendarWish);
    wish(u"Patch writing workshop"_s, u"My calendar"_s);
    QVERIFY(bar().isVisible());
    QCOMPARE(bar().messageType(), KMessageWidget::Information);
    QVERIFY(bar().text().contains("Patch writing workshop"_L1) && bar().text().contains("My calendar"_L1));
    QTRY_COMPARE_WITH_TIMEOUT(told.size(), 2, patience);
    QCOMPARE(told.at(0).at(0).value<CalendarWish>().state, CalendarWish::State::Asked);
    QCOMPARE(told.at(1).at(0).value<CalendarWish>().state, CalendarWish::State::Confirmed);
    wish(u"Patch writing workshop"_s, u"My calendar"_s); // again: it is there
    QTRY_COMPARE_WITH_TIMEOUT(told.size(), 4, patience);
    QCOMPARE(told.at(3).at(0).value<CalendarWish>().state, CalendarWish::State::Confirmed);
    QCOMPARE(calendars().objects(u"own"_s).size(), 2);
}

void WiredCalendarTest::aConflictIsReplacedWhenThePersonSaysSo()
{
    wish(u"Patch writing workshop"_s, u"My calendar"_s);
    QTRY_COMPARE_WITH_TIMEOUT(bar().messageType(), KMessageWidget::Positive, patience);
    EventsWorld &events = m_field->worlds().events;
    EventsWorld::Event moved = events.event(u"windsock-demo"_s, u"1003"_s);
    moved.start = moved.start.addSecs(7200);
    ++moved.sequence;
    events.put(u"windsock-demo"_s, moved);
    poll();
    wish(u"Patch writing workshop"_s, u"My calendar"_s);
    QTRY_COMPARE_WITH_TIMEOUT(bar().messageType(), KMessageWidget::Warning, patience);
    const QString copy = calendars().objects(u"own"_s).constFirst();
    const QByteArray before = calendars().text(u"own"_s, copy);
    press(u"calendarReplace"_s);
    QTRY_COMPARE_WITH_TIMEOUT(bar().messageType(), KMessageWidget::Positive, patience);
    QVERIFY(calendars().text(u"own"_s, copy) != before);
    QVERIFY(calendars().text(u"own"_s, copy).contains("SEQUENCE:1"));
}

void WiredCalendarTest::aCalendarThatMayNotBeWrittenRefuses()
{
    wish(u"Patch writing workshop"_s, u"Crew roster"_s);
    QTRY_COMPARE_WITH_TIMEOUT(bar().messageType(), KMessageWidget::Error, patience);
    QVERIFY(bar().text().contains("does not let this account write"_L1));
    QVERIFY(bar().actions().isEmpty());
    QCOMPARE(calendars().objects(u"crew"_s).size(), 1);
}

void WiredCalendarTest::removesOnlyAfterAQuestion()
{
    auto *removal = menu(u"Dentist"_s)->findChild<QAction *>(u"removeFromCalendar"_s);
    QVERIFY(removal && removal->isEnabled());
    QVERIFY(!menu(u"Patch writing workshop"_s)->findChild<QAction *>(u"removeFromCalendar"_s));
    menu(u"Dentist"_s)->findChild<QAction *>(u"removeFromCalendar"_s)->trigger();
    QVERIFY(bar().isVisible());
    QVERIFY(bar().text().contains("Dentist"_L1) && bar().text().contains("My calendar"_L1));
    QCOMPARE(calendars().objects(u"own"_s).size(), 1);
    press(u"calendarRemove"_s);
    QTRY_COMPARE_WITH_TIMEOUT(calendars().objects(u"own"_s).size(), 0, patience);
    QTRY_VERIFY_WITH_TIMEOUT(!row(u"Dentist"_s).isValid(), patience);
}

void WiredCalendarTest::aFailingServerLeavesItUnknown()
{
    m_field->misbehave(u"/dav/"_s, u"status:500"_s);
    wish(u"Patch writing workshop"_s, u"My calendar"_s);
    QTRY_COMPARE_WITH_TIMEOUT(bar().messageType(), KMessageWidget::Warning, patience);
    QVERIFY(bar().text().contains("Nobody knows"_L1));
    m_field->calm();
    press(u"calendarAgain"_s);
    QTRY_COMPARE_WITH_TIMEOUT(bar().messageType(), KMessageWidget::Positive, patience);
    int writes = 0;
    for (const FieldRequest &request : m_field->requests()) {
        writes += request.method == "PUT";
    }
    QCOMPARE(writes, 2);
}

void WiredCalendarTest::withoutACalendarItSaysWhatToDo()
{
    QVERIFY(m_application->book().removeAccount(AccountId(u"cal"_s)));
    QSignalSpy wanted(&dock(), &Dock::accountWanted);
    auto *choices = menu(u"Patch writing workshop"_s)->findChild<QMenu *>(u"addToCalendar"_s);
    QCOMPARE(choices->actions().size(), 1);
    choices->actions().constFirst()->trigger();
    QCOMPARE(wanted.size(), 1);
}

void WiredCalendarTest::savesAFile()
{
    menu(u"Patch writing workshop"_s)->findChild<QAction *>(u"saveEvent"_s)->trigger();
    auto *dialog = m_desktop->window().findChild<QFileDialog *>(u"saveEventDialog"_s);
    QVERIFY(dialog);
    const QString path = m_profile->filePath(u"workshop.ics"_s);
    Q_EMIT dialog->fileSelected(path);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray text = file.readAll();
    QVERIFY(text.contains("SUMMARY:Patch writing workshop\r\n"));
    QVERIFY(text.startsWith("BEGIN:VCALENDAR"));
    dialog->close();
}

std::expected<QString, QString> WiredCalendarTest::answer(const QStringList &words)
{
    const auto command = parseCommand(words);
    if (!command) {
        return std::unexpected(command.error().message);
    }
    std::optional<std::expected<QString, QString>> answer;
    m_application->answer(*command, [&](const auto &given) { answer = given; });
    return QTest::qWaitFor([&] { return answer.has_value(); }, patience)
        ? *answer
        : std::expected<QString, QString>(std::unexpected(u"no answer"_s));
}

void WiredCalendarTest::theTerminalAddsAndRemoves()
{
    const auto added = answer({u"add-to-calendar"_s, u"patch WRITING"_s, u"--to"_s, u"cal/own"_s});
    QVERIFY2(added, added ? "" : qPrintable(added.error()));
    QCOMPARE(*added, u"“Patch writing workshop” is in My calendar.\n"_s);
    QCOMPARE(calendars().objects(u"own"_s).size(), 2);
    const auto removed = answer({u"remove-from-calendar"_s, u"meetup/event/1003"_s, u"--to"_s, u"my calendar"_s});
    QVERIFY2(removed, removed ? "" : qPrintable(removed.error()));
    QCOMPARE(calendars().objects(u"own"_s).size(), 1);
    const auto file = answer({u"event-file"_s, u"patch"_s});
    QVERIFY(file && file->contains("SUMMARY:Patch writing workshop"_L1));
}

void WiredCalendarTest::theTerminalSaysWhatItCannotDo()
{
    QVERIFY(answer({u"add-to-calendar"_s, u"no such thing"_s}).error().contains("no such thing"_L1));
    QVERIFY(answer({u"add-to-calendar"_s, u"patch"_s}).error().contains("cal/own"_L1));
    QVERIFY(answer({u"add-to-calendar"_s, u"patch"_s, u"--to"_s, u"nowhere"_s}).error().contains("nowhere"_L1));
    QVERIFY(answer({u"add-to-calendar"_s, u"e"_s, u"--to"_s, u"cal/own"_s}).error().contains("meetup/event/1001"_L1));
    QVERIFY(!answer({u"add-to-calendar"_s}));
    const auto refused = answer({u"add-to-calendar"_s, u"patch"_s, u"--to"_s, u"cal/crew"_s});
    QVERIFY(!refused && refused.error().contains("nothing was changed"_L1));
    QVERIFY(answer({u"add-to-calendar"_s, u"patch"_s, u"--to"_s, u"cal/own"_s}));
    const QString copy = calendars().objects(u"own"_s).constFirst();
    calendars().put(u"own"_s, copy, calendars().text(u"own"_s, copy).replace("Patch writing", "Patch reading"));
    const auto conflict = answer({u"add-to-calendar"_s, u"meetup/event/1003"_s, u"--to"_s, u"cal/own"_s});
    QVERIFY(!conflict && conflict.error().contains("--replace"_L1));
    QVERIFY(answer({u"add-to-calendar"_s, u"meetup/event/1003"_s, u"--to"_s, u"cal/own"_s, u"--replace"_s}));
    QVERIFY(calendars().text(u"own"_s, copy).contains("Patch writing workshop"));
}

void WiredCalendarTest::calendarsAreListedForTheSettings()
{
    QSignalSpy listed(m_application.get(), &Application::calendarsListed);
    m_application->wantCalendars(AccountId(u"meetup"_s));
    m_application->wantCalendars(AccountId(u"cal"_s));
    QTRY_COMPARE_WITH_TIMEOUT(listed.size(), 1, patience);
    const auto found = listed.at(0).at(1).value<Result<QList<CalDav::Calendar>>>();
    QVERIFY(found);
    QCOMPARE(found->size(), 2);
    QCOMPARE(found->at(0).name, u"Crew roster"_s);
    QVERIFY(!found->at(0).canWrite && found->at(1).canWrite);
    QCOMPARE(found->at(1).path, u"/dav/calendars/demo/own/"_s);
    QCOMPARE(found->at(1).colour, u"#3daee9"_s);
}

QTEST_MAIN(WiredCalendarTest)
#include "tst_wiredcalendar.moc"
