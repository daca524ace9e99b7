// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/caldav/davcursor.h"
#include "app/sources/caldav/davdirectory.h"
#include "app/sources/caldav/davpath.h"
#include "app/sources/caldav/davsnapshot.h"
#include "app/sources/ical/eventwriter.h"
#include "app/sources/ical/icalparser.h"
#include "tests/fuzz/mutate.h"

#include <QTimeZone>

using namespace Windsock;

static const QDateTime s_now(QDate(2026, 11, 26), QTime(3, 0), QTimeZone::UTC);

/// What any bytes of a server come to, also as an object, a name and a cursor.
static void feed(const QByteArray &bytes)
{
    const QUrl asked(QStringLiteral("https://dav.example.org/user/"));
    if (const Result<CalDav::Multistatus> read = CalDav::parseMultistatus(bytes)) {
        (void)CalDav::calendarsIn({.url = asked, .multistatus = *read});
        CalDav::CalendarRead calendar{.cursor = {.of = QStringLiteral("x"), .kept = true}};
        for (const CalDav::Response &response : read->responses) {
            if (const auto path = CalDav::pathOfHref(response.href, asked)) {
                calendar.cursor.objects.insert(
                    *path, {.etag = response.props.etag, .text = response.props.calendarData.value_or(QByteArray())});
            }
        }
        const FetchTask task{.account = {.id = AccountId(QStringLiteral("a"))}, .now = s_now};
        if (const Result<Snapshot> made = CalDav::snapshotOf(task, QStringLiteral("/user/"), calendar,
                                                             QTimeZone::utc())) {
            (void)CalDav::readCursor(made->cursor, QStringLiteral("x"));
        }
    }
    const QString text = QString::fromUtf8(bytes);
    (void)CalDav::pathOfHref(text.left(300), asked);
    (void)CalDav::readCursor(text, QStringLiteral("x"));
    (void)eventUids(bytes);
}

static void feedObject(const QByteArray &bytes)
{
    (void)eventUids(bytes);
    const Occurrence event{.uid = QStringLiteral("u"), .title = QStringLiteral("t"), .start = s_now, .end = s_now};
    (void)changedCalendarText(bytes, event, s_now);
}

int main()
{
    const QString data = QStringLiteral(WINDSOCK_TEST_DATA);
    const bool xml = feedDamaged(data + QStringLiteral("/caldav"), feed, 300, {QStringLiteral("*.xml")});
    const bool objects = feedDamaged(data + QStringLiteral("/ics/own"), feedObject, 100, {QStringLiteral("*.ics")});
    return xml && objects ? 0 : 1;
}
