// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/caldav/davdirectory.h"
#include "app/sources/caldav/davpath.h"
#include "app/sources/caldav/davrequests.h"
#include "app/sources/caldav/davxml.h"
#include "tests/sources/golden.h"

#include <QJsonArray>
#include <QTest>
#include <QXmlStreamReader>

using namespace Qt::StringLiterals;
using namespace Windsock;
using namespace Windsock::CalDav;

namespace {

QByteArray recordedXml(const QString &name)
{
    QFile file(QStringLiteral(WINDSOCK_TEST_DATA "/caldav/%1.in.xml").arg(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QJsonValue json(const std::optional<QStringList> &list)
{
    return list ? QJsonValue(QJsonArray::fromStringList(*list)) : QJsonValue();
}

QJsonObject json(const Response &response)
{
    const Props &props = response.props;
    return {{u"href"_s, response.href},
            {u"status"_s, response.status},
            {u"displayName"_s, props.displayName ? QJsonValue(*props.displayName) : QJsonValue()},
            {u"colour"_s, props.colour},
            {u"ctag"_s, props.ctag},
            {u"syncToken"_s, props.syncToken},
            {u"etag"_s, QString::fromUtf8(props.etag)},
            {u"data"_s, props.calendarData ? QJsonValue(QString::fromUtf8(*props.calendarData)) : QJsonValue()},
            {u"principal"_s, props.principal},
            {u"unauthenticated"_s, props.unauthenticated},
            {u"homes"_s, QJsonArray::fromStringList(props.homes)},
            {u"isCalendar"_s, props.isCalendar},
            {u"components"_s, json(props.components)},
            {u"privileges"_s, json(props.privileges)},
            {u"reports"_s, QJsonArray::fromStringList(props.reports)}};
}

QJsonObject json(const Multistatus &multistatus)
{
    QJsonArray responses;
    for (const Response &response : multistatus.responses) {
        responses.append(json(response));
    }
    return {{u"syncToken"_s, multistatus.syncToken}, {u"responses"_s, responses}};
}

QByteArray multistatus(const QByteArray &inner)
{
    return "<?xml version=\"1.0\"?><d:multistatus xmlns:d=\"DAV:\" xmlns:c=\"urn:ietf:params:xml:ns:caldav\">" + inner
        + "</d:multistatus>";
}

QByteArray elements(int count)
{
    QByteArray text;
    for (int i = 0; i < count; ++i) {
        text += "<d:response><d:href>/a/" + QByteArray::number(i) + "</d:href></d:response>";
    }
    return text;
}

}

class DavXmlTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsWhatWasRecorded_data();
    void readsWhatWasRecorded();
    void readsOtherServersWords();
    void refuses_data();
    void refuses();
    void everyCutIsRefused();
    void findsThePathOfAHref_data();
    void findsThePathOfAHref();
    void tellsCalendarsFromOtherThings();
    void asksWellFormed();
    void keepsThePasswordOutOfTheAddress();
};

void DavXmlTest::readsWhatWasRecorded_data()
{
    QTest::addColumn<QString>("name");
    for (const QString &name :
         {u"principal"_s, u"home"_s, u"calendars"_s, u"query"_s, u"sync-first"_s, u"sync-later"_s, u"multiget"_s}) {
        QTest::newRow(qPrintable(name)) << name;
    }
}

void DavXmlTest::readsWhatWasRecorded()
{
    QFETCH(QString, name);
    const Result<Multistatus> read = parseMultistatus(recordedXml(name));
    QVERIFY2(read, read ? "" : qPrintable(read.error().detail));
    const QString difference = Golden::difference(u"caldav/"_s + name, json(*read));
    QVERIFY2(difference.isEmpty(), qPrintable(difference));
}

/// Prefixes of another sort, properties nobody asked for, statuses of each property and several hrefs (Google, sabre).
void DavXmlTest::readsOtherServersWords()
{
    const QByteArray body =
        "<?xml version=\"1.0\"?><D:multistatus xmlns:D=\"DAV:\" xmlns:caldav=\"urn:ietf:params:xml:ns:caldav\" "
        "xmlns:cs=\"http://calendarserver.org/ns/\" xmlns:ical=\"http://apple.com/ns/ical/\" "
        "xmlns:oc=\"http://owncloud.org/ns\">\n"
        "<D:response><D:href>https://apidata.example.org/caldav/v2/pilot%40example.org/events/</D:href>"
        "<D:propstat><D:status>HTTP/1.1 200 OK</D:status><D:prop>"
        "<D:resourcetype><D:collection/><caldav:calendar/><cs:shared-owner/></D:resourcetype>"
        "<D:displayname>Caf\xC3\xA9 &amp; "
        "\xE2\x9C\x88</D:displayname><oc:owner-principal><D:href>/x</D:href></oc:owner-principal>"
        "<ical:calendar-color>#FF7A66FF</ical:calendar-color>"
        "<caldav:supported-calendar-component-set><caldav:comp name=\"vevent\"/><caldav:comp name=\"VTODO\"/>"
        "</caldav:supported-calendar-component-set><D:current-user-privilege-set><D:privilege><D:read/></D:privilege>"
        "</D:current-user-privilege-set></D:prop></D:propstat>"
        "<D:propstat><D:prop><D:sync-token>never</D:sync-token></D:prop><D:status>HTTP/1.1 403 "
        "Forbidden</D:status></D:propstat>"
        "</D:response>"
        "<D:response><D:href>/a</D:href><D:href>/b</D:href><D:status>HTTP/1.1 507 Insufficient Storage</D:status>"
        "<D:error><D:number-of-matches-within-limits/></D:error></D:response></D:multistatus>";
    const Result<Multistatus> read = parseMultistatus(body);
    QVERIFY2(read, read ? "" : qPrintable(read.error().detail));
    QCOMPARE(read->responses.size(), 3);
    const Props &props = read->responses.at(0).props;
    QCOMPARE(props.displayName, QString::fromUtf8("Caf\xC3\xA9 & \xE2\x9C\x88"));
    QCOMPARE(props.colour, u"#ff7a66"_s);
    QCOMPARE(props.components, (QStringList{u"VEVENT"_s, u"VTODO"_s}));
    QCOMPARE(props.privileges, QStringList(u"read"_s));
    QVERIFY(props.isCalendar);
    QVERIFY(props.syncToken.isEmpty());
    QCOMPARE(read->responses.at(1).href, u"/a"_s);
    QCOMPARE(read->responses.at(2).status, 507);
    const QList<Calendar> calendars = calendarsIn(
        {.url = QUrl(u"https://apidata.example.org/caldav/v2/"_s), .multistatus = *read});
    QCOMPARE(calendars.size(), 1);
    QCOMPARE(calendars.first().path, u"/caldav/v2/pilot@example.org/events/"_s);
    QVERIFY(!calendars.first().canWrite);
}

void DavXmlTest::refuses_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<Failure::Reason>("reason");
    using Reason = Failure::Reason;
    QTest::newRow("nothing") << QByteArray() << Reason::NotTheFormat;
    QTest::newRow("page") << QByteArray("<!DOCTYPE html><html><body>Sign in</body></html>") << Reason::NotTheFormat;
    QTest::newRow("page without a type") << QByteArray("<html><p>Sign in</p></html>") << Reason::NotTheFormat;
    QTest::newRow("calendar") << QByteArray("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n") << Reason::NotTheFormat;
    QTest::newRow("an error body") << recordedXml(u"sync-badtoken"_s) << Reason::NotTheFormat;
    QTest::newRow("of no namespace") << QByteArray("<multistatus/>") << Reason::NotTheFormat;
    QTest::newRow("entities that multiply")
        << QByteArray("<?xml version=\"1.0\"?><!DOCTYPE d [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>"
                      "<d:multistatus xmlns:d=\"DAV:\"><d:sync-token>&b;</d:sync-token></d:multistatus>")
        << Reason::NotTheFormat;
    QTest::newRow("a file as an entity") << QByteArray(
        "<?xml version=\"1.0\"?><!DOCTYPE d [<!ENTITY f SYSTEM \"file:///etc/passwd\">]>"
        "<d:multistatus xmlns:d=\"DAV:\"><d:sync-token>&f;</d:sync-token></d:multistatus>")
                                         << Reason::NotTheFormat;
    QTest::newRow("an entity nobody defines")
        << multistatus("<d:sync-token>&nbsp;</d:sync-token>") << Reason::NotTheFormat;
    QTest::newRow("deep") << multistatus(QByteArray("<d:x>").repeated(100'000) + QByteArray("</d:x>").repeated(100'000))
                          << Reason::TooDeep;
    QTest::newRow("100,000 resources") << multistatus(elements(100'000)) << Reason::TooLarge;
    QTest::newRow("something behind it") << multistatus({}) + "<more/>" << Reason::NotTheFormat;
    QTest::newRow("no UTF-8") << multistatus("<d:sync-token>\xFF\xFE</d:sync-token>") << Reason::NotTheFormat;
}

void DavXmlTest::refuses()
{
    QFETCH(QByteArray, bytes);
    QFETCH(Failure::Reason, reason);
    const Result<Multistatus> read = parseMultistatus(bytes);
    QVERIFY(!read);
    QCOMPARE(read.error().kind, Failure::Kind::Malformed);
    QCOMPARE(read.error().reason, reason);
    QVERIFY(read.error().detail.size() <= 500);
}

void DavXmlTest::everyCutIsRefused()
{
    const QByteArray whole = recordedXml(u"query"_s).trimmed();
    QVERIFY(parseMultistatus(whole));
    for (qsizetype length = 0; length < whole.size(); ++length) {
        QVERIFY2(!parseMultistatus(whole.first(length)), qPrintable(u"cut at %1"_s.arg(length)));
    }
}

void DavXmlTest::findsThePathOfAHref_data()
{
    QTest::addColumn<QString>("href");
    QTest::addColumn<QString>("path");
    const auto row = [](const char *name, const QString &href, const QString &path) {
        QTest::newRow(name) << href << path;
    };
    row("path", u"/user/releases/e1.ics"_s, u"/user/releases/e1.ics"_s);
    row("address", u"https://dav.example.org/user/e1.ics"_s, u"/user/e1.ics"_s);
    row("address, another scheme", u"http://DAV.example.org:80/user/e1.ics"_s, u"/user/e1.ics"_s);
    row("relative", u"e1.ics"_s, u"/dav/home/e1.ics"_s);
    row("encoded", u"/user/pilot%40example.org/a%20b.ics"_s, u"/user/pilot@example.org/a%20b.ics"_s);
    row("not encoded", u"/user/pilot@example.org/a b.ics"_s, u"/user/pilot@example.org/a%20b.ics"_s);
    row("lower case hexadecimal", u"/caf%c3%a9/"_s, u"/caf%C3%A9/"_s);
    row("letters beyond ASCII", QString::fromUtf8("/caf\xC3\xA9/"), u"/caf%C3%A9/"_s);
    row("not UTF-8", u"/caf%E9/"_s, u"/caf%E9/"_s);
    row("a slash that divides nothing", u"/a%2Fb.ics"_s, u"/a%2Fb.ics"_s);
    row("a percent of its own", u"/a%25.ics"_s, u"/a%25.ics"_s);
    row("another host", u"https://evil.example/user/e1.ics"_s, {});
    row("another host without a scheme", u"//evil.example/user/"_s, {});
    row("host in the user name", u"https://dav.example.org@evil.example/"_s, {});
    row("upwards", u"/user/../other/e1.ics"_s, {});
    row("upwards, encoded", u"/user/%2e%2e/other/"_s, {});
    row("relative and upwards", u"../x.ics"_s, {});
    row("a line break", u"/a%0d%0aHost:%20evil"_s, {});
    row("none", {}, {});
    row("too long", u'/' + QString(3'000, u'a'), {});
}

void DavXmlTest::findsThePathOfAHref()
{
    QFETCH(QString, href);
    QFETCH(QString, path);
    const std::optional<QString> found = pathOfHref(href, QUrl(u"https://dav.example.org/dav/home/"_s));
    QCOMPARE(found.value_or(QString()), path);
    if (found) {
        QCOMPARE(davPath(*found), found);
        const Door door{.account = {.id = AccountId(u"a"_s), .baseUrl = QUrl(u"https://dav.example.org"_s)}};
        QCOMPARE(readRequest(door, *found).url.path(QUrl::FullyEncoded), path);
    }
}

void DavXmlTest::tellsCalendarsFromOtherThings()
{
    const Result<Multistatus> read = parseMultistatus(recordedXml(u"calendars"_s));
    QVERIFY(read);
    const QList<Calendar> calendars = calendarsIn({.url = QUrl(u"http://127.0.0.1:5232/user/"_s), .multistatus = *read});
    const QList<Calendar> expected{{.path = u"/user/releases/"_s, .name = u"Releases"_s, .colour = {}, .canWrite = true}};
    QCOMPARE(calendars, expected);
    const Result<Multistatus> tasks = parseMultistatus(multistatus(
        "<d:response><d:href>/t/</d:href><d:propstat><d:prop><d:resourcetype><c:calendar/></d:resourcetype>"
        "<c:supported-calendar-component-set><c:comp name=\"VTODO\"/></c:supported-calendar-component-set></d:prop>"
        "<d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response>"));
    QVERIFY(tasks);
    QVERIFY(calendarsIn({.url = QUrl(u"http://127.0.0.1/"_s), .multistatus = *tasks}).isEmpty());
}

void DavXmlTest::asksWellFormed()
{
    const Door door{
        .account = {.id = AccountId(u"a"_s), .baseUrl = QUrl(u"https://dav.example.org/x?y#z"_s), .user = u"u"_s},
        .secret = "p"};
    const QDateTime time(QDate(2026, 11, 26), QTime(3, 0), QTimeZone::UTC);
    const QList<HttpRequest> requests{principalRequest(door, u"/"_s),
                                      homeRequest(door, u"/u/"_s),
                                      calendarsRequest(door, u"/u/"_s),
                                      stateRequest(door, u"/u/c/"_s),
                                      listRequest(door, u"/u/c/"_s, time, time.addDays(1)),
                                      changesRequest(door, u"/u/c/"_s, u"a<b&\"'>"_s),
                                      objectsRequest(door, u"/u/c/"_s, {u"/u/c/a&b.ics"_s}),
                                      findRequest(door, u"/u/c/"_s, u"<]]>&"_s)};
    for (const HttpRequest &request : requests) {
        QXmlStreamReader xml(request.body);
        while (!xml.atEnd()) {
            xml.readNext();
        }
        QVERIFY2(!xml.hasError(), request.body.constData());
        QVERIFY(request.url.query().isEmpty() && request.url.fragment().isEmpty());
    }
    QVERIFY(requests.at(4).body.contains("start=\"20261126T030000Z\" end=\"20261127T030000Z\""));
    QVERIFY(requests.at(5).body.contains(">a&lt;b&amp;"));
    QVERIFY(requests.at(6).body.contains(">/u/c/a&amp;b.ics<"));
}

void DavXmlTest::keepsThePasswordOutOfTheAddress()
{
    Door door{.account = {.id = AccountId(u"a"_s), .baseUrl = QUrl(u"https://dav.example.org"_s), .user = u"pilot"_s},
              .secret = "s3cret"};
    const HttpRequest request = writeRequest(door, u"/u/c/x.ics"_s, "BEGIN", {});
    QVERIFY(!request.url.toString().contains("s3cret"_L1));
    QVERIFY(request.url.userInfo().isEmpty());
    const HttpHeader basic{"Authorization", "Basic " + QByteArray("pilot:s3cret").toBase64()};
    QCOMPARE(request.credentials, QList{basic});
    for (const HttpHeader &header : request.headers) {
        QVERIFY(header.first != "Authorization");
    }
    QVERIFY(request.headers.contains(HttpHeader("If-None-Match", "*")));
    QVERIFY(writeRequest(door, u"/x"_s, "B", "\"e\"").headers.contains(HttpHeader("If-Match", "\"e\"")));
    door.account.user.clear();
    const HttpHeader bearer{"Authorization", "Bearer s3cret"};
    QCOMPARE(readRequest(door, u"/x"_s).credentials, QList{bearer});
    door.secret.clear();
    QVERIFY(readRequest(door, u"/x"_s).credentials.isEmpty());
}

QTEST_GUILESS_MAIN(DavXmlTest)
#include "tst_davxml.moc"
