// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/jsonread.h"

#include <QTest>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace Windsock;

namespace {
/// JSON with its quotes written as apostrophes.
QByteArray json(QByteArray text)
{
    return text.replace('\'', '"');
}
}

class JsonReadTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsIsoTimes_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QDateTime>("expected");
        const auto utc = [](int hour, int minute, int second, int ms) {
            return QDateTime(QDate(2026, 11, 20), QTime(hour, minute, second, ms), QTimeZone::UTC);
        };
        QTest::newRow("microseconds without zone") << "2026-11-20T15:21:53.653090"_ba << utc(15, 21, 53, 653);
        QTest::newRow("no fraction") << "2026-11-20T15:21:53"_ba << utc(15, 21, 53, 0);
        QTest::newRow("one digit") << "2026-11-20T15:21:53.5"_ba << utc(15, 21, 53, 500);
        QTest::newRow("Z") << "2026-11-20T15:21:53Z"_ba << utc(15, 21, 53, 0);
        QTest::newRow("east") << "2026-11-20T15:21:53+01:30"_ba << utc(13, 51, 53, 0);
        QTest::newRow("west, short") << "2026-11-20T15:21:53-0100"_ba << utc(16, 21, 53, 0);
        QTest::newRow("blank for T") << "2026-11-20 15:21:53"_ba << utc(15, 21, 53, 0);
        QTest::newRow("no seconds") << "2026-11-20T15:21Z"_ba << utc(15, 21, 0, 0);
        for (const QByteArray &bad :
             {""_ba, "x"_ba, "2026-11-20"_ba, "2026-13-20T00:00:00"_ba, "2026-02-30T00:00:00"_ba,
              "2026-11-20T25:00:00"_ba, "2026-11-20T15:21:53X"_ba, "2026-11-20T15:21:53+9:0"_ba,
              "2026-11-20T15:21:5"_ba, "20261120T152153Z"_ba, "2026-11-20T15:21:53ZZ"_ba, "-026-11-20T15:21:53"_ba}) {
            QTest::addRow("bad: %s", bad.constData()) << bad << QDateTime();
        }
    }

    void readsIsoTimes()
    {
        QFETCH(QByteArray, text);
        QFETCH(QDateTime, expected);
        const QDateTime read = isoTime({text.constData(), static_cast<size_t>(text.size())});
        QCOMPARE(read, expected);
        QVERIFY(!read.isValid() || read.timeSpec() == Qt::UTC);
    }

    void refusesWhatIsNoJson_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("reason");
        const auto notTheFormat = static_cast<int>(Failure::Reason::NotTheFormat);
        QTest::newRow("nothing") << ""_ba << notTheFormat;
        QTest::newRow("html") << "<!doctype html><html></html>"_ba << notTheFormat;
        QTest::newRow("truncated") << json("{'a':[1,2"_ba) << notTheFormat;
        QTest::newRow("two documents") << "{}{}"_ba << notTheFormat;
        QTest::newRow("not UTF-8") << "\"\xff\xfe\""_ba << notTheFormat;
        QTest::newRow("number out of range") << "[1e400]"_ba << notTheFormat;
        QTest::newRow("deep") << QByteArray(QByteArray(100'000, '[') + QByteArray(100'000, ']'))
                              << static_cast<int>(Failure::Reason::TooDeep);
        QTest::newRow("deep objects") << QByteArray(json("{'a':"_ba).repeated(200) + "1"_ba + QByteArray(200, '}'))
                                      << static_cast<int>(Failure::Reason::TooDeep);
        QTest::newRow("deep and never closed") << QByteArray(1'000, '[') << notTheFormat;
        QTest::newRow("large") << QByteArray(2'000'000, ' ') << static_cast<int>(Failure::Reason::TooLarge);
    }

    void refusesWhatIsNoJson()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, reason);
        const auto document = JsonDocument::parse(bytes, {.bytes = 1'000'000});
        QVERIFY(!document);
        QCOMPARE(document.error().kind, Failure::Kind::Malformed);
        if (QLatin1StringView(QTest::currentDataTag()) != "deep and never closed"_L1) {
            QCOMPARE(static_cast<int>(document.error().reason), reason);
        }
        QVERIFY(document.error().detail.size() <= 500);
    }

    void takesTheDepthOfRealAnswers()
    {
        QVERIFY(JsonDocument::parse(QByteArray(40, '[') + QByteArray(40, ']')));
        QVERIFY(JsonDocument::parse("\xef\xbb\xbf{}"_ba));
        QVERIFY(JsonDocument::parse("null"_ba)->root().isNull());
    }

    void looksWithoutStumbling()
    {
        const auto document = JsonDocument::parse(json(
            "{'n':3.0,'big':9007199254740993,'huge':1e17,'half':0.5,'t':'h\\u00e9','no':null,'yes':1,'two':2,'a':[1,'x',null],'o':{'k':true}}"_ba));
        QVERIFY(document);
        const JsonValue root = document->root();
        QCOMPARE(root["n"].integer(), 3);
        QCOMPARE(root["big"].integer(), 9007199254740993);
        QVERIFY(!root["huge"].integer());
        QVERIFY(!root["half"].integer());
        QCOMPARE(root["half"].number(), 0.5);
        QCOMPARE(root["t"].text(), u"hé"_s);
        QCOMPARE(root["t"].text(1), u"h"_s);
        QVERIFY(root["no"].isNull() && root["no"].isNothing() && !root["no"].isMissing());
        QVERIFY(root["nowhere"]["deeper"]["still"].isMissing());
        QCOMPARE(root["yes"].flag(), true);
        QVERIFY(!root["two"].flag());
        QCOMPARE(root["o"]["k"].flag(), true);
        QCOMPARE(root["a"].size(), 3);
        QStringList seen;
        root["a"].each([&seen](qsizetype index, JsonValue value) {
            seen << QString::number(index) + value.text().value_or(u"-"_s);
        });
        QCOMPARE(seen, (QStringList{u"0-"_s, u"1x"_s, u"2-"_s}));
        int members = 0;
        root.eachMember([&members](std::string_view, JsonValue) { ++members; });
        QCOMPARE(members, 10);
    }

    void cutsTextBetweenCharacters()
    {
        const QByteArray emoji("\xf0\x9f\x8e\x88");
        const auto document = JsonDocument::parse("[\""_ba + emoji.repeated(600) + "\"]"_ba);
        QVERIFY(document);
        document->root().each([](qsizetype, JsonValue value) {
            QCOMPARE(value.text(999)->size(), 998);
            QVERIFY(!value.text(999)->contains(QChar(0xFFFD)));
            QCOMPARE(value.text()->size(), 1000);
            QCOMPARE(value.text(0)->size(), 0);
        });
    }

    void onlyWebAddressesAreLinks()
    {
        const auto document = JsonDocument::parse(json(
            "['https://a.example/x','http://a.example','javascript:alert(1)','file:///etc/passwd','https:////evil/x','https://a@evil.example/','//x.example/',7]"_ba));
        QVERIFY(document);
        document->root().each([](qsizetype index, JsonValue value) { QCOMPARE(value.link().has_value(), index < 2); });
    }

    void aRecordNamesItsFirstFault()
    {
        const auto document = JsonDocument::parse(json(
            "{'id':5,'zero':0,'name':'n','none':null,'when':'2026-11-20T15:21:53','url':'https://a.example/','flag':true}"_ba));
        QVERIFY(document);
        JsonRecord good(document->root());
        QCOMPARE(good.positive("id"), 5);
        QCOMPARE(good.text("name"), u"n"_s);
        QCOMPARE(good.textOr("none", u"other"_s), u"other"_s);
        QCOMPARE(good.integerOr("missing", 8), 8);
        QCOMPARE(good.flagOr("flag", false), true);
        QVERIFY(good.time("when").isValid());
        QVERIFY(!good.timeOr("none").isValid());
        QCOMPARE(good.link("url").host(), u"a.example"_s);
        QVERIFY(good.ok());

        JsonRecord bad(document->root());
        QCOMPARE(bad.positive("zero"), 0);
        bad.text("id");
        QVERIFY(!bad.ok());
        QCOMPARE(bad.why(), u"zero is not a positive whole number"_s);

        const auto why = [&document](auto ask) {
            JsonRecord record(document->root());
            ask(record);
            return record.why();
        };
        QCOMPARE(why([](JsonRecord &r) { r.text("absent"); }), u"absent is missing"_s);
        QCOMPARE(why([](JsonRecord &r) { r.text("none"); }), u"none is not a text"_s);
        QCOMPARE(why([](JsonRecord &r) { r.textOr("id"); }), u"id is not a text"_s);
        QCOMPARE(why([](JsonRecord &r) { r.integerOr("name", 1); }), u"name is not a whole number"_s);
        QCOMPARE(why([](JsonRecord &r) { r.flagOr("name", true); }), u"name is neither true nor false"_s);
        QCOMPARE(why([](JsonRecord &r) { r.timeOr("name"); }), u"name is not a time"_s);
        QCOMPARE(why([](JsonRecord &r) { r.link("name"); }), u"name is not a web address"_s);
        QCOMPARE(JsonRecord(document->root()["id"]).why(), u"it is no object"_s);
    }
};

QTEST_GUILESS_MAIN(JsonReadTest)

#include "tst_jsonread.moc"
