// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/bugzilla/bugzillacursor.h"
#include "app/sources/bugzilla/bugzillarequests.h"

#include <QTest>
#include <QTimeZone>
#include <QUrlQuery>

using namespace Qt::StringLiterals;
using namespace Windsock;
using namespace Windsock::Bugzilla;

namespace {
const QUrl s_bmo(u"https://bugzilla.mozilla.org"_s);
const QByteArray s_key = "k+y /&=%#\xC3\xA9"_ba;
const QString s_fields =
    u"id%2Csummary%2Cwhiteboard%2Ckeywords%2Cstatus%2Cresolution%2Clast_change_time%2Cassigned_to%2Cflags"_s;

QString text(const HttpRequest &request)
{
    return request.url.toString(QUrl::FullyEncoded);
}

Access access(Flavour flavour = Flavour::Header, const QByteArray &key = s_key, const QUrl &base = s_bmo)
{
    return {.base = base, .key = key, .flavour = flavour, .scope = u"bmo"_s};
}

/// One of each kind of question.
QList<HttpRequest> everyQuestion(const Access &access)
{
    const QDateTime changed(QDate(2026, 11, 20), QTime(15, 0), QTimeZone::UTC);
    return {whoami(access),
            search(access, {Wish::fromTarget(u"autoland"_s)}, {}, {}, 0),
            search(access, {Wish::fromTarget(u"flag:approval-x"_s)}, {7}, changed, 500),
            search(access, {Wish::fromTarget(u"keyword:checkin-needed"_s)}, {}, changed, 1000),
            search(access, {}, {1, 2}, changed, 0),
            bugsById(access, {1, 2}),
            attachments(access, {1, 2}),
            comments(access, {1, 2}, changed)};
}
}

class BugzillaRequestsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsTargets_data()
    {
        QTest::addColumn<QString>("target");
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("name");
        QTest::newRow("tag") << u"autoland"_s << int(Wish::Kind::Tag) << u"autoland"_s;
        QTest::newRow("tag with blanks") << u" autoland\n"_s << int(Wish::Kind::Tag) << u"autoland"_s;
        QTest::newRow("flag") << u"flag:approval-mozilla-beta"_s << int(Wish::Kind::Flag) << u"approval-mozilla-beta"_s;
        QTest::newRow("flag with blanks") << u"flag: review "_s << int(Wish::Kind::Flag) << u"review"_s;
        QTest::newRow("keyword") << u"keyword:checkin-needed"_s << int(Wish::Kind::Keyword) << u"checkin-needed"_s;
        QTest::newRow("nearly a flag") << u"flags:x"_s << int(Wish::Kind::Tag) << u"flags:x"_s;
        QTest::newRow("upper case") << u"FLAG:x"_s << int(Wish::Kind::Tag) << u"FLAG:x"_s;
        QTest::newRow("nothing") << u""_s << int(Wish::Kind::Tag) << u""_s;
        QTest::newRow("flag of no name") << u"flag:"_s << int(Wish::Kind::Flag) << u""_s;
        QTest::newRow("keyword of no name") << u"keyword:  "_s << int(Wish::Kind::Keyword) << u""_s;
    }

    void readsTargets()
    {
        QFETCH(QString, target);
        QFETCH(int, kind);
        QFETCH(QString, name);
        const Wish wish = Wish::fromTarget(target);
        QCOMPARE(int(wish.kind), kind);
        QCOMPARE(wish.name, name);
    }

    void asksForWhatTheTargetNames_data()
    {
        QTest::addColumn<QString>("target");
        QTest::addColumn<QString>("condition");
        QTest::newRow("tag") << u"autoland"_s << u"f2=status_whiteboard&o2=substring&v2=autoland"_s;
        QTest::newRow("flag") << u"flag:approval-mozilla-beta"_s
                              << u"f2=flagtypes.name&o2=substring&v2=approval-mozilla-beta%3F"_s;
        QTest::newRow("keyword") << u"keyword:checkin-needed"_s << u"f2=keywords&o2=anywords&v2=checkin-needed"_s;
        QTest::newRow("marks") << u"a&b=c;d+e#f%g h"_s
                               << u"f2=status_whiteboard&o2=substring&v2=a%26b%3Dc%3Bd%2Be%23f%25g%20h"_s;
        QTest::newRow("letters") << u"ünïcode"_s << u"f2=status_whiteboard&o2=substring&v2=%C3%BCn%C3%AFcode"_s;
    }

    void asksForWhatTheTargetNames()
    {
        QFETCH(QString, target);
        QFETCH(QString, condition);
        const HttpRequest request = search(access(), {Wish::fromTarget(target)}, {}, {}, 0);
        QCOMPARE(text(request),
                 QString(u"https://bugzilla.mozilla.org/rest/bug?f1=OP&j1=OR&%1&f3=CP&include_fields=%2&limit=500"_s.arg(
                     condition, s_fields)));
        QCOMPARE(request.method, "GET"_ba);
        QVERIFY(request.body.isEmpty());
    }

    void asksForAllWishesAtOnce()
    {
        const QList<Wish> wishes{{Wish::Kind::Tag, u"autoland"_s},
                                 {Wish::Kind::Keyword, u"checkin-needed"_s},
                                 {Wish::Kind::Review, u"me@x.org"_s}};
        const QDateTime since(QDate(2026, 11, 20), QTime(15, 0), QTimeZone::UTC);
        const HttpRequest request = search(access(), wishes, {5, 7}, since, 0);
        QCOMPARE(request.url.query(),
                 QString(u"f1=OP&j1=OR&f2=status_whiteboard&o2=substring&v2=autoland"
                         "&f3=keywords&o3=anywords&v3=checkin-needed"
                         "&f4=OP&j4=AND&f5=requestees.login_name&o5=equals&v5=me%40x.org"
                         "&f6=flagtypes.name&o6=substring&v6=review%3F&f7=CP"
                         "&f8=bug_id&o8=anyexact&v8=5%2C7&f9=CP&include_fields=%1&limit=500"
                         "&last_change_time=2026-11-20T15%3A00%3A00Z"_s.arg(s_fields)));
        // A server puts the time behind the last condition by their count: none may be left out, or it is overwritten.
        QStringList numbers;
        for (const auto &[name, value] : QUrlQuery(request.url).queryItems()) {
            if (name.startsWith(u'f') && name.size() == 2) {
                numbers.append(name.mid(1));
            }
        }
        QCOMPARE(numbers.join(QString()), u"123456789"_s);
    }

    void goesOnWherePagesEnd_data()
    {
        QTest::addColumn<int>("offset");
        QTest::addColumn<QString>("asked");
        QTest::newRow("first") << 0 << QString();
        QTest::newRow("second") << 500 << u"500"_s;
        QTest::newRow("last") << 9500 << u"9500"_s;
    }

    void goesOnWherePagesEnd()
    {
        QFETCH(int, offset);
        QFETCH(QString, asked);
        const QUrlQuery query(search(access(), {Wish::fromTarget(u"autoland"_s)}, {}, {}, offset).url);
        QCOMPARE(query.queryItemValue(u"offset"_s), asked);
        QCOMPARE(query.queryItemValue(u"limit"_s), u"500"_s);
    }

    void asksForChangesInUtc_data()
    {
        QTest::addColumn<QDateTime>("since");
        QTest::addColumn<QString>("asked");
        const QDate day(2026, 11, 20);
        QTest::newRow("utc") << QDateTime(day, QTime(15, 10, 36), QTimeZone::UTC) << u"2026-11-20T15:10:36Z"_s;
        QTest::newRow("berlin") << QDateTime(day, QTime(1, 2, 3), QTimeZone("Europe/Berlin"))
                                << u"2026-11-20T00:02:03Z"_s;
        QTest::newRow("fractions") << QDateTime(day, QTime(0, 0, 0, 999), QTimeZone::UTC) << u"2026-11-20T00:00:00Z"_s;
        QTest::newRow("never") << QDateTime() << QString();
    }

    void asksForChangesInUtc()
    {
        QFETCH(QDateTime, since);
        QFETCH(QString, asked);
        for (const QString &target : {u"autoland"_s, u"flag:x"_s, u"keyword:x"_s}) {
            const QUrlQuery query(search(access(), {Wish::fromTarget(target)}, {}, since, 0).url);
            QCOMPARE(query.queryItemValue(u"last_change_time"_s, QUrl::FullyDecoded), asked);
        }
        const QUrlQuery query(comments(access(), {1}, since).url);
        QCOMPARE(query.queryItemValue(u"new_since"_s, QUrl::FullyDecoded), asked);
    }

    void asksForBugsAndPatchesById()
    {
        QCOMPARE(text(bugsById(access(), {3, 1, 2})),
                 QString(u"https://bugzilla.mozilla.org/rest/bug?id=3%2C1%2C2&include_fields="_s + s_fields));
        QCOMPARE(text(attachments(access(), {7})),
                 u"https://bugzilla.mozilla.org/rest/bug/7/attachment?exclude_fields=data"_s);
        QCOMPARE(text(attachments(access(), {7, 9, 8})),
                 u"https://bugzilla.mozilla.org/rest/bug/7/attachment?ids=9&ids=8&exclude_fields=data"_s);
        QCOMPARE(
            text(comments(access(), {7, 9}, {})),
            u"https://bugzilla.mozilla.org/rest/bug/7/comment?ids=9&include_fields=id%2Ccreation_time%2Ctime%2Ctext"_s);
        QCOMPARE(text(whoami(access())), u"https://bugzilla.mozilla.org/rest/whoami"_s);
    }

    void staysBelowWhatServersTake()
    {
        QList<qint64> ids;
        for (qsizetype i = 0; i < bugsInARequest; ++i) {
            ids.append(9'999'999 - i);
        }
        // Servers stop at 8 KiB; a key in the address takes its part.
        const QByteArray longKey(200, 'k');
        QVERIFY(text(bugsById(access(Flavour::Parameter, longKey), ids)).size() < 6000);
        QVERIFY(text(attachments(access(Flavour::Parameter, longKey), ids)).size() < 6000);
        QVERIFY(text(comments(access(Flavour::Parameter, longKey), ids.first(commentedInARequest),
                              QDateTime::currentDateTime()))
                    .size()
                < 6000);
        QList<Wish> wishes;
        for (int i = 0; i < 20; ++i) {
            wishes.append({Wish::Kind::Review, u"somebody-with-a-long-name%1@example.org"_s.arg(i)});
        }
        QVERIFY(text(search(access(Flavour::Parameter, longKey), wishes, ids, {}, 9'500)).size() < 8000);
    }

    void keepsTheBasesOwnPath_data()
    {
        QTest::addColumn<QString>("base");
        QTest::addColumn<QString>("asked");
        QTest::newRow("none") << u"https://bz.example"_s << u"https://bz.example/rest/whoami"_s;
        QTest::newRow("slash") << u"https://bz.example/"_s << u"https://bz.example/rest/whoami"_s;
        QTest::newRow("path") << u"https://bz.example/bugzilla"_s << u"https://bz.example/bugzilla/rest/whoami"_s;
        QTest::newRow("slashes") << u"https://bz.example/b//"_s << u"https://bz.example/b/rest/whoami"_s;
        QTest::newRow("port") << u"http://127.0.0.1:81/b"_s << u"http://127.0.0.1:81/b/rest/whoami"_s;
        QTest::newRow("query") << u"https://bz.example/b?x=1#y"_s << u"https://bz.example/b/rest/whoami"_s;
        QTest::newRow("blank in it") << u"https://bz.example/a%20b"_s << u"https://bz.example/a%20b/rest/whoami"_s;
    }

    void keepsTheBasesOwnPath()
    {
        QFETCH(QString, base);
        QFETCH(QString, asked);
        QCOMPARE(text(whoami(access(Flavour::Header, {}, QUrl(base)))), asked);
    }

    void aBmoKeyIsNeverInTheAddress()
    {
        for (const Flavour flavour : {Flavour::Header, Flavour::Unknown}) {
            for (const HttpRequest &request : everyQuestion(access(flavour))) {
                QCOMPARE(request.credentials, (QList<HttpHeader>{{"X-BUGZILLA-API-KEY"_ba, s_key}}));
                QVERIFY(!text(request).contains(u"api_key"_s));
                QVERIFY(!text(request).contains(u"k%2By"_s));
                for (const HttpHeader &header : request.headers) {
                    QVERIFY(!header.second.contains(s_key));
                }
                QVERIFY(!request.secretPath);
            }
        }
    }

    void aStockKeyIsAParameterAndTheAddressASecret()
    {
        const QList<HttpRequest> requests = everyQuestion(access(Flavour::Parameter));
        for (const HttpRequest &request : requests.sliced(1)) {
            QCOMPARE(QUrlQuery(request.url).queryItemValue(u"api_key"_s, QUrl::FullyDecoded), QString::fromUtf8(s_key));
            QVERIFY(text(request).endsWith("api_key=k%2By%20%2F%26%3D%25%23%C3%A9"_L1));
            QVERIFY(request.credentials.isEmpty());
            QVERIFY(request.secretPath);
        }
        // Who we are is asked before the kind of server is known: never with the parameter.
        QVERIFY(!text(requests.constFirst()).contains(u"api_key"_s));
        QCOMPARE(requests.constFirst().credentials.size(), 1);
    }

    void nobodySendsNoKey()
    {
        for (const Flavour flavour : {Flavour::Unknown, Flavour::Header, Flavour::Parameter}) {
            for (const HttpRequest &request : everyQuestion(access(flavour, {}))) {
                QVERIFY(request.credentials.isEmpty());
                QVERIFY(!text(request).contains(u"api_key"_s));
                QVERIFY(!request.secretPath);
            }
        }
    }

    void noKeyGoesOverAnOpenLine_data()
    {
        QTest::addColumn<QString>("base");
        QTest::addColumn<bool>("sent");
        QTest::newRow("https") << u"https://bz.example"_s << true;
        QTest::newRow("http") << u"http://bz.example"_s << false;
        QTest::newRow("loopback") << u"http://127.0.0.1:8080"_s << true;
        QTest::newRow("loopback v6") << u"http://[::1]:8080"_s << true;
        QTest::newRow("localhost") << u"http://localhost"_s << true;
        QTest::newRow("looks like it") << u"http://localhost.example"_s << false;
        QTest::newRow("looks like it too") << u"http://127.0.0.1.example"_s << false;
    }

    void noKeyGoesOverAnOpenLine()
    {
        QFETCH(QString, base);
        QFETCH(bool, sent);
        for (const Flavour flavour : {Flavour::Header, Flavour::Parameter}) {
            for (const HttpRequest &request : everyQuestion(access(flavour, s_key, QUrl(base)))) {
                QCOMPARE(!request.credentials.isEmpty() || text(request).contains(u"api_key"_s), sent);
            }
        }
    }

    void everyQuestionIsTheAccountsOwn()
    {
        for (const HttpRequest &request : everyQuestion(access())) {
            QCOMPARE(request.scope, u"bmo"_s);
            QCOMPARE(request.headers, (QList<HttpHeader>{{"Accept"_ba, "application/json"_ba}}));
            QVERIFY(request.ifNoneMatch.isEmpty());
        }
    }

    void peopleSeeABugOnItsPage()
    {
        QCOMPARE(bugPage(s_bmo, 5), QUrl(u"https://bugzilla.mozilla.org/show_bug.cgi?id=5"_s));
        QCOMPARE(bugPage(QUrl(u"https://bz.example/b/"_s), 5), QUrl(u"https://bz.example/b/show_bug.cgi?id=5"_s));
    }

    void theCursorComesBackAsItWas()
    {
        BugzillaCursor cursor{.flavour = Flavour::Parameter,
                              .changed = QDateTime(QDate(2026, 11, 20), QTime(15, 10, 36, 7), QTimeZone::UTC)};
        cursor.verified = cursor.changed.addSecs(3);
        cursor.looked = {{8, {.read = cursor.changed, .isSure = true}}, {9, {.read = cursor.verified}}};
        cursor.asked.insert(5, {.tag = u"[autoland-a:\"x\"]"_s, .trees = {u"a"_s, u"b"_s}, .ended = cursor.changed});
        cursor.asked.insert(9'000'000'000, {.tag = u"é"_s});
        QCOMPARE(BugzillaCursor::fromText(cursor.toText()), cursor);
        cursor.flavour = Flavour::Header;
        QCOMPARE(BugzillaCursor::fromText(cursor.toText()), cursor);
        QCOMPARE(BugzillaCursor::fromText(BugzillaCursor().toText()), BugzillaCursor());
    }

    void aDamagedCursorIsEmpty_data()
    {
        QTest::addColumn<QString>("text");
        const BugzillaCursor cursor{.flavour = Flavour::Header,
                                    .changed = QDateTime(QDate(2026, 11, 20), QTime(15, 0), QTimeZone::UTC)};
        const QString whole = cursor.toText();
        for (qsizetype cut = 0; cut < whole.size(); ++cut) {
            QTest::addRow("cut after %d", int(cut)) << whole.left(cut);
        }
        for (const QString &bad :
             {u"[]"_s, u"7"_s, u"null"_s, u"\"x\""_s, u"{}"_s, u"{\"flavour\":\"other\",\"changed\":\"soon\"}"_s,
              u"{\"flavour\":[],\"changed\":{},\"asked\":[]}"_s, u"{\"asked\":{\"x\":{},\"0\":{},\"-1\":{}}}"_s,
              QString(100'000, u'[')}) {
            QTest::addRow("%s", qPrintable(bad.left(60))) << bad;
        }
    }

    void aDamagedCursorIsEmpty()
    {
        QFETCH(QString, text);
        QCOMPARE(BugzillaCursor::fromText(text), BugzillaCursor());
    }

    void aCursorOfOddMembersKeepsTheGoodOnes()
    {
        const BugzillaCursor cursor = BugzillaCursor::fromText(
            u"{\"flavour\":\"header\",\"asked\":{\"5\":7,\"6\":{\"tag\":8,\"trees\":[1,\"a\"],\"ended\":\"x\"}}}"_s);
        QCOMPARE(cursor.flavour, Flavour::Header);
        QVERIFY(!cursor.changed.isValid());
        QCOMPARE(cursor.asked.size(), 2);
        QCOMPARE(cursor.asked.value(6), (Asked{.tag = {}, .trees = {QString(), u"a"_s}}));
    }
};

QTEST_GUILESS_MAIN(BugzillaRequestsTest)

#include "tst_bugzillarequests.moc"
