// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/papers/papersparser.h"
#include "tests/sources/golden.h"

#include <QJsonArray>
#include <QRegularExpression>

using namespace Qt::StringLiterals;
using namespace Windsock;

namespace {
const QDate s_today(2026, 11, 26);

PapersWish wishAt(QDate today, const QString &words = {})
{
    return {.list = u"confs.tech: demo"_s,
            .mark = u"demo/"_s,
            .filter = PapersFilter(words),
            .today = today,
            .viewer = QTimeZone("Europe/Berlin")};
}

QString day(QDate date)
{
    return date.isValid() ? date.toString(Qt::ISODate) : QString();
}

QString lineOf(const Occurrence &call)
{
    return QStringList{day(call.closes()),
                       call.title,
                       day(call.heldFrom),
                       day(call.heldUntil),
                       call.place,
                       call.url.toString(QUrl::FullyEncoded),
                       call.uid}
        .join(u'|');
}

QJsonObject seen(const PapersList &list)
{
    QJsonArray calls;
    for (const Occurrence &call : list.calls) {
        calls.append(lineOf(call));
    }
    QJsonArray skipped;
    for (const SkippedRecord &record : list.skipped) {
        skipped.append(QString(record.what + u": "_s + record.why));
    }
    return {{u"calls"_s, calls}, {u"skipped"_s, skipped}};
}

QJsonObject conference(const QJsonObject &more = {})
{
    QJsonObject object{{u"name"_s, u"Crosswind Days"_s},
                       {u"url"_s, u"https://crosswind.test/2027"_s},
                       {u"startDate"_s, u"2027-03-01"_s},
                       {u"endDate"_s, u"2027-03-03"_s},
                       {u"city"_s, u"Kiel"_s},
                       {u"country"_s, u"Germany"_s},
                       {u"online"_s, false},
                       {u"cfpUrl"_s, u"https://crosswind.test/cfp"_s},
                       {u"cfpEndDate"_s, u"2026-12-20"_s}};
    for (auto it = more.begin(); it != more.end(); ++it) {
        object[it.key()] = it.value();
    }
    return object;
}

Result<PapersList> read(const QJsonArray &records, const QString &words = {})
{
    return parsePapers(QJsonDocument(records).toJson(), wishAt(s_today, words));
}

QStringList linesOf(const Result<PapersList> &list)
{
    QStringList lines;
    for (const Occurrence &call : list ? list->calls : QList<Occurrence>()) {
        lines.append(lineOf(call));
    }
    return lines;
}
}

class PapersParserTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".+"_s)); }

    void recorded_data()
    {
        QTest::addColumn<QDate>("today");
        QTest::newRow("python-2026") << QDate(2026, 1, 15);
        QTest::newRow("opensource-2026") << QDate(2026, 1, 15);
        QTest::newRow("general-2027") << QDate(2026, 9, 1);
        QTest::newRow("conrad") << QDate(2026, 8, 1);
        QTest::newRow("conrad-2020") << QDate(2020, 9, 27);
    }
    void recorded()
    {
        QFETCH(QDate, today);
        const QString name = u"papers/"_s + QString::fromLatin1(QTest::currentDataTag());
        const Result<PapersList> list = parsePapers(Golden::recorded(name), wishAt(today));
        QVERIFY(list);
        const QString difference = Golden::difference(name, seen(*list));
        QVERIFY2(difference.isEmpty(), qPrintable(difference));
    }

    void aCallIsADayThatNobodyAttends()
    {
        const Result<PapersList> list = read({conference()});
        QVERIFY(list && list->calls.size() == 1);
        const Occurrence &call = list->calls.constFirst();
        QVERIFY(call.isCall() && call.allDay && call.transparent);
        QCOMPARE(call.start, QDateTime(QDate(2026, 12, 20), QTime(0, 0), QTimeZone("Europe/Berlin")));
        QCOMPARE(call.end, QDateTime(QDate(2026, 12, 21), QTime(0, 0), QTimeZone("Europe/Berlin")));
        QCOMPARE(call.key(), u"event/demo/crosswind.test/2027/2027-03-01"_s);
        QCOMPARE(call.group, u"confs.tech: demo"_s);
        QVERIFY(call.join.isEmpty());
    }

    void theThreeShapes()
    {
        const QJsonObject conrad{{u"name"_s, u"Gust"_s},
                                 {u"url"_s, u"https://gust.test/"_s},
                                 {u"city"_s, u"Bonn"_s},
                                 {u"country"_s, QJsonValue::Null},
                                 {u"cfp_open"_s, true},
                                 {u"cfp_end_date"_s, u"1970-01-01"_s},
                                 {u"start_date"_s, u"2027-01-10"_s},
                                 {u"end_date"_s, u"2027-01-11"_s},
                                 {u"tags"_s, QJsonArray{u"python"_s}}};
        const QJsonObject plain{{u"event"_s, u"Team offsite"_s}, {u"url"_s, u"https://team.test/cfp"_s}};
        QCOMPARE(
            linesOf(read({plain, conrad, conference()})),
            (QStringList{u"2026-12-20|Crosswind Days|2027-03-01|2027-03-03|Kiel, Germany|https://crosswind.test/cfp|"
                         "crosswind.test/2027/2027-03-01"_s,
                         u"|Gust|2027-01-10|2027-01-11|Bonn|https://gust.test/|gust.test/2027-01-10"_s,
                         u"|Team offsite||||https://team.test/cfp|team.test/cfp/"_s}));
    }

    void whatIsNoOpenCall_data()
    {
        QTest::addColumn<QJsonObject>("more");
        QTest::addColumn<QStringList>("missing");
        QTest::addColumn<bool>("open");
        const QString until = u"cfpEndDate"_s;
        QTest::newRow("open") << QJsonObject{} << QStringList{} << true;
        QTest::newRow("closes today") << QJsonObject{{until, u"2026-11-26"_s}} << QStringList{} << true;
        QTest::newRow("closed") << QJsonObject{{until, u"2026-11-25"_s}} << QStringList{} << false;
        QTest::newRow("no call") << QJsonObject{} << QStringList{until, u"cfpUrl"_s} << false;
        QTest::newRow("no end known") << QJsonObject{} << QStringList{until} << true;
        QTest::newRow("no link") << QJsonObject{} << QStringList{u"cfpUrl"_s} << true;
        QTest::newRow("held already") << QJsonObject{{u"startDate"_s, u"2026-11-01"_s}, {u"endDate"_s, u"2026-11-03"_s}}
                                      << QStringList{} << false;
        QTest::newRow("conrad's closed") << QJsonObject{{u"cfp_open"_s, false}} << QStringList{} << false;
    }
    void whatIsNoOpenCall()
    {
        QFETCH(QJsonObject, more);
        QFETCH(QStringList, missing);
        QFETCH(bool, open);
        QJsonObject object = conference(more);
        for (const QString &member : std::as_const(missing)) {
            object.remove(member);
        }
        const Result<PapersList> list = read({object});
        QVERIFY(list);
        QCOMPARE(list->calls.size(), open ? 1 : 0);
        QVERIFY(list->skipped.isEmpty());
    }

    void oneBadRecordStaysAlone_data()
    {
        QTest::addColumn<QString>("member");
        QTest::addColumn<QJsonValue>("value");
        QTest::addColumn<QString>("why");
        QTest::newRow("name is a number") << u"name"_s << QJsonValue(7) << u"name is not a text"_s;
        QTest::newRow("no name") << u"name"_s << QJsonValue(QString()) << u"it has no name"_s;
        QTest::newRow("url is a list") << u"url"_s << QJsonValue(QJsonArray()) << u"url is not a text"_s;
        QTest::newRow("a day is a number") << u"cfpEndDate"_s << QJsonValue(20261220) << u"cfpEndDate is not a text"_s;
        for (const char *bad : {"2026-02-30", "2026-13-01", "20-12-2026", "2026-12-20T00:00:00Z", "soon", "9999-01-01",
                                "2999-01-01", "0001-01-01", "-2026-01-01", "2026-1-1"}) {
            QTest::newRow(bad) << u"cfpEndDate"_s << QJsonValue(QString::fromLatin1(bad))
                               << u"cfpEndDate is no day that can be meant"_s;
        }
        QTest::newRow("absurd start") << u"startDate"_s << QJsonValue(u"4026-01-01"_s)
                                      << u"startDate is no day that can be meant"_s;
    }
    void oneBadRecordStaysAlone()
    {
        QFETCH(QString, member);
        QFETCH(QJsonValue, value);
        QFETCH(QString, why);
        const Result<PapersList> list = read(
            {conference(), conference({{member, value}}), conference({{u"url"_s, u"https://other.test"_s}})});
        QVERIFY(list);
        QCOMPARE(list->calls.size(), 2);
        QVERIFY(list->someUnreadable);
        QCOMPARE(list->skipped, (QList<SkippedRecord>{{u"[1]"_s, why}}));
    }

    void recordsThatAreNoObjects()
    {
        const Result<PapersList> list = read({QJsonValue::Null, 7, u"text"_s, QJsonArray{}, conference()});
        QVERIFY(list);
        QCOMPARE(list->calls.size(), 1);
        QCOMPARE(list->skipped.size(), 4);
    }

    void whatIsNoList_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("html") << QByteArray("<!DOCTYPE html><title>Sign in</title>");
        QTest::newRow("an object") << QByteArray("{\"message\":\"Not Found\"}");
        QTest::newRow("null") << QByteArray("null");
        QTest::newRow("cut") << QByteArray("[{\"name\":\"x\"");
        QTest::newRow("deep") << QByteArray(5000, '[') + QByteArray(5000, ']');
    }
    void whatIsNoList()
    {
        QFETCH(QByteArray, body);
        const Result<PapersList> list = parsePapers(body, wishAt(s_today));
        QVERIFY(!list);
        QCOMPARE(list.error().kind, Failure::Kind::Malformed);
    }

    void onlyWebAddressesAreLinks_data()
    {
        QTest::addColumn<QString>("link");
        for (const char *bad : {"javascript:alert(1)", "file:///etc/passwd", "data:text/html,x",
                                "https://me:pw@evil.test/", "//evil.test", "https://", "ftp://x.test/"}) {
            QTest::newRow(bad) << QString::fromLatin1(bad);
        }
    }
    void onlyWebAddressesAreLinks()
    {
        QFETCH(QString, link);
        const Result<PapersList> fallen = read({conference({{u"cfpUrl"_s, link}})});
        QVERIFY(fallen && fallen->calls.size() == 1);
        QCOMPARE(fallen->calls.constFirst().url, QUrl(u"https://crosswind.test/2027"_s));
        const Result<PapersList> none = read({conference({{u"cfpUrl"_s, link}, {u"url"_s, link}})});
        QVERIFY(none && none->calls.size() == 1);
        QVERIFY(none->calls.constFirst().url.isEmpty());
        QCOMPARE(none->calls.constFirst().uid, u"crosswind days/2027-03-01"_s);
    }

    void namesArePlainText()
    {
        const QString name = u"<b>Gust</b><script>alert(1)</script>\u202e Days\nand \x07more"_s;
        const Result<PapersList> list = read({conference({{u"name"_s, name}, {u"city"_s, u"<i>Kiel</i>"_s}})});
        QVERIFY(list && list->calls.size() == 1);
        const Occurrence &call = list->calls.constFirst();
        for (const QString &text : {call.title, call.place}) {
            QVERIFY2(!text.contains(u'<') && !text.contains(u'\n') && !text.contains(QChar(0x202e)), qPrintable(text));
        }
        const Result<PapersList> longest = read({conference({{u"name"_s, QString(100'000, u'x')}})});
        QVERIFY(longest && longest->calls.constFirst().title.size() <= 301);
    }

    void manyRecordsAreBounded()
    {
        QByteArray body = "[";
        for (int i = 0; i < 100'000; ++i) {
            // One that would be the first stands where nobody looks any more.
            const QByteArray closes = i == 50'000 ? QByteArray("2026-12-01")
                                                  : QByteArray("2027-0" + QByteArray::number(1 + i % 9) + "-01");
            body += QByteArray("{\"name\":\"C" + QByteArray::number(i) + "\",\"cfpEndDate\":\"" + closes + "\"},");
        }
        body.back() = ']';
        const Result<PapersList> list = parsePapers(body, wishAt(s_today));
        QVERIFY(list);
        QCOMPARE(list->calls.size(), PapersLimit::calls);
        QCOMPARE(list->calls.constFirst().closes(), QDate(2027, 1, 1));
        QCOMPARE(list->calls.constLast().closes(), QDate(2027, 1, 1)); // those that close first are kept
        QCOMPARE(list->skipped.size(), 2);
    }

    void aListAndItsNextYearAreOne()
    {
        Result<PapersList> list = read({conference(), conference()});
        QVERIFY(list);
        QCOMPARE(list->calls.size(), 1);
        const Result<PapersList> next = read(
            {conference(), conference({{u"url"_s, u"https://next.test"_s}, {u"cfpEndDate"_s, u"2026-12-01"_s}})});
        mergePapers(*list, *next);
        QCOMPARE(list->calls.size(), 2);
        QCOMPARE(list->calls.constFirst().closes(), QDate(2026, 12, 1));
    }

    void filters_data()
    {
        QTest::addColumn<QString>("words");
        QTest::addColumn<int>("passed");
        QTest::newRow("none") << QString() << 3;
        QTest::newRow("only commas") << u" , ,"_s << 3;
        QTest::newRow("a country") << u"germany"_s << 1;
        QTest::newRow("dots") << u"UK"_s << 1;
        QTest::newRow("dots asked for") << u"U.K."_s << 1;
        QTest::newRow("online") << u"Online"_s << 1;
        QTest::newRow("two") << u"Germany, online"_s << 2;
        QTest::newRow("of the name") << u"summit"_s << 1;
        QTest::newRow("a part of a word") << u"German"_s << 0;
        QTest::newRow("a country's name in another") << u"New York"_s << 0;
        QTest::newRow("a pattern") << u".*"_s << 3; // dots alone are no word
    }
    void filters()
    {
        QFETCH(QString, words);
        QFETCH(int, passed);
        const Result<PapersList> list = read({conference(),
                                              conference({{u"name"_s, u"Build Farm Summit"_s},
                                                          {u"url"_s, u"https://farm.test"_s},
                                                          {u"city"_s, u"York"_s},
                                                          {u"country"_s, u"U.K."_s}}),
                                              conference({{u"name"_s, u"Queue Colloquium"_s},
                                                          {u"url"_s, u"https://queue.test"_s},
                                                          {u"city"_s, QJsonValue::Null},
                                                          {u"country"_s, QJsonValue::Null},
                                                          {u"online"_s, true}})},
                                             words);
        QVERIFY(list);
        QCOMPARE(list->calls.size(), passed);
    }

    void theDayEndsLastInTheWest()
    {
        QCOMPARE(lastDayOnEarth(QDateTime(QDate(2026, 11, 26), QTime(11, 59), QTimeZone::UTC)), QDate(2026, 11, 25));
        QCOMPARE(lastDayOnEarth(QDateTime(QDate(2026, 11, 26), QTime(12, 0), QTimeZone::UTC)), QDate(2026, 11, 26));
    }
};

QTEST_GUILESS_MAIN(PapersParserTest)
#include "tst_papersparser.moc"
