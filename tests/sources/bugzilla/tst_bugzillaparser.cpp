// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/bugzilla/bugzillaparser.h"
#include "tests/sources/golden.h"

#include <QDir>
#include <QElapsedTimer>
#include <QJsonArray>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace Windsock;
using namespace Windsock::Bugzilla;

namespace {
const QDateTime s_now(QDate(2026, 11, 20), QTime(16, 0), QTimeZone::UTC);

/// The status each recorded answer came with, by the number its name starts with.
int statusOf(const QString &name, bool stock)
{
    static const QHash<int, int> statuses{{8, 201},  {12, 400}, {13, 404}, {14, 401}, {15, 400},
                                          {18, 404}, {21, 404}, {22, 404}, {23, 404}, {30, 429}};
    const int number = name.left(2).toInt();
    return number == 1 && stock ? 404 : statuses.value(number, 200);
}

QString kindName(Failure::Kind kind)
{
    return QStringList{u"transient"_s, u"rate limited"_s, u"needs login"_s, u"rejected"_s, u"malformed"_s}.at(int(kind));
}

QJsonObject asJson(const Failure &failure)
{
    return {{u"kind"_s, kindName(failure.kind)},
            {u"reason"_s, int(failure.reason)},
            {u"detail"_s, failure.detail.left(80)},
            {u"until"_s, failure.until.toString(Qt::ISODate)}};
}

QJsonArray asJson(const QList<PatchFlag> &flags)
{
    QJsonArray array;
    for (const PatchFlag &flag : flags) {
        array.append(QString(flag.name + flag.status + u" by "_s + flag.setter + u" of "_s + flag.requestee));
    }
    return array;
}

QJsonArray asJson(const QList<SkippedRecord> &skipped)
{
    QJsonArray array;
    for (const SkippedRecord &record : skipped) {
        array.append(QString(record.what + u": "_s + record.why));
    }
    return array;
}

QJsonObject asJson(const Bug &bug)
{
    return {{u"id"_s, bug.id},
            {u"title"_s, bug.title},
            {u"assignee"_s, bug.assignee},
            {u"whiteboard"_s, bug.whiteboard},
            {u"keywords"_s, QJsonArray::fromStringList(bug.keywords)},
            {u"status"_s, bug.status},
            {u"resolution"_s, bug.resolution},
            {u"changed"_s, bug.changed.toString(Qt::ISODate)},
            {u"flags"_s, asJson(bug.flags)}};
}

QJsonObject asJson(const Result<BugPage> &page)
{
    if (!page) {
        return asJson(page.error());
    }
    QJsonArray bugs;
    for (const Bug &bug : page->bugs) {
        bugs.append(asJson(bug));
    }
    return {{u"rows"_s, page->rows}, {u"bugs"_s, bugs}, {u"skipped"_s, asJson(page->skipped)}};
}

QJsonObject asJson(const Result<PatchPage> &page)
{
    if (!page) {
        return asJson(page.error());
    }
    QJsonObject bugs;
    for (const auto &[bug, patches] : page->patches.asKeyValueRange()) {
        QJsonArray array;
        for (const Patch &patch : patches) {
            array.append(QJsonObject{{u"id"_s, patch.id},
                                     {u"title"_s, patch.title},
                                     {u"author"_s, patch.author},
                                     {u"flags"_s, asJson(patch.flags)}});
        }
        bugs.insert(QString::number(bug), array);
    }
    return {{u"bugs"_s, bugs}, {u"skipped"_s, asJson(page->skipped)}};
}

QJsonObject asJson(const Result<CommentPage> &page)
{
    if (!page) {
        return asJson(page.error());
    }
    QJsonObject bugs;
    for (const auto &[bug, comments] : page->comments.asKeyValueRange()) {
        QJsonArray array;
        for (const Comment &comment : comments) {
            array.append(u"%1 %2 %3 %4"_s.arg(QString::number(comment.id), comment.at.toString(Qt::ISODate),
                                              QString::number(comment.text.size()), comment.text.left(60)));
        }
        bugs.insert(QString::number(bug), array);
    }
    return {{u"bugs"_s, bugs}, {u"skipped"_s, asJson(page->skipped)}};
}

QByteArray json(const char *text)
{
    return QByteArray(text).replace('\'', '"');
}

QByteArray withCode(int code)
{
    return json("{'error':true,'message':'words','code':") + QByteArray::number(code) + '}';
}

QList<Patch> patchesOf(const QByteArray &attachments, QList<SkippedRecord> *skipped = nullptr)
{
    const auto page = parseAttachments("{\"bugs\":{\"7\":[" + attachments + "]},\"attachments\":{}}");
    if (page && skipped) {
        *skipped = page->skipped;
    }
    return page ? page->patches.value(7) : QList<Patch>();
}
}

class BugzillaParserTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsEveryRecordedAnswer_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("status");
        for (const QString &folder : {u"stock"_s, u"bmo"_s, u"libmozdata"_s}) {
            const QDir dir(QStringLiteral(WINDSOCK_TEST_DATA "/bugzilla/") + folder);
            for (const QString &file : dir.entryList({u"*.in.json"_s})) {
                const QString name = file.chopped(8);
                QTest::addRow("%s %s", qPrintable(folder), qPrintable(name))
                    << u"bugzilla/%1/%2"_s.arg(folder, name) << statusOf(name, folder == u"stock"_s);
            }
        }
    }

    void readsEveryRecordedAnswer()
    {
        QFETCH(QString, name);
        QFETCH(int, status);
        const QByteArray bytes = Golden::recorded(name);
        QVERIFY(!bytes.isEmpty());
        QJsonObject seen{{u"asBugs"_s, asJson(parseBugs(bytes))},
                         {u"asPatches"_s, asJson(parseAttachments(bytes))},
                         {u"asComments"_s, asJson(parseComments(bytes))}};
        if (status >= 400) {
            seen.insert(u"asFailure"_s, asJson(failureOf({.status = status, .body = bytes}, s_now)));
        }
        const QString difference = Golden::difference(name, seen);
        QVERIFY2(difference.isEmpty(), qPrintable(difference));
    }

    void readsWhatAttachmentsTellBesides()
    {
        const auto page = parseAttachments(
            json("{'bugs':{'7':["
                 "{'id':1,'is_patch':1,'is_obsolete':1},"
                 "{'id':2,'is_patch':1,'is_obsolete':0,'flags':[{'name':'review','status':'?','creation_date':'2026-11-"
                 "20T15:00:00Z'}]},"
                 "{'id':3,'is_patch':1,'is_obsolete':0,'flags':[{'name':'review','status':'+','creation_date':'2026-11-"
                 "01T15:00:00Z'},"
                 "{'name':'superreview','status':'?','creation_date':'2026-11-19T15:00:00Z'}]},"
                 "{'id':4,'is_patch':0,'is_obsolete':1},"
                 "{'id':5,'is_patch':1,'is_obsolete':0,'flags':[{'name':'review','status':'?','creation_date':7}]}"
                 "]}}"));
        QVERIFY(page);
        QCOMPARE(page->obsolete.value(7), QSet<qint64>{1});
        QCOMPARE(page->patches.value(7).size(), 3);
        QCOMPARE(page->reviewAsked.value(7), QDateTime(QDate(2026, 11, 19), QTime(15, 0), QTimeZone::UTC));
        QVERIFY(page->skipped.isEmpty());
    }

    void skipsABadCommentAndKeepsTheOthers_data()
    {
        QTest::addColumn<QByteArray>("bad");
        for (const QByteArray &bad :
             {"null"_ba, "7"_ba, "{}"_ba, "{'id':'2','time':'2026-11-20T15:00:00Z'}"_ba, "{'id':2}"_ba,
              "{'id':2,'time':'soon'}"_ba, "{'id':2,'time':'2026-11-20T15:00:00Z','text':[]}"_ba}) {
            QTest::addRow("%s", bad.constData()) << bad;
        }
    }

    void skipsABadCommentAndKeepsTheOthers()
    {
        QFETCH(QByteArray, bad);
        const QByteArray good = "{'id':1,'time':'2026-11-20T15:00:00Z','text':'a'}";
        const auto page = parseComments(json("{'bugs':{'7':{'comments':[")
                                        + QByteArray(good + ',' + bad).replace('\'', '"')
                                        + json("]},'x':{},'8':{'comments':7}}}"));
        QVERIFY(page);
        QCOMPARE(page->comments.value(7).size(), 1);
        QCOMPARE(page->skipped.size(), 3);
    }

    void commentsOfTheWrongShapeAreMalformed()
    {
        for (const QByteArray &bytes : {"[]"_ba, "{}"_ba, "{\"bugs\":[]}"_ba, "<html>"_ba, ""_ba, "{\"bugs\":{"_ba}) {
            QCOMPARE(parseComments(bytes).error().kind, Failure::Kind::Malformed);
        }
        QCOMPARE(parseComments(Golden::recorded(u"bugzilla/bmo/13_no_such_bug"_s)).error().reason,
                 Failure::Reason::NotFound);
    }

    void knowsWhichBugIsRefused_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<qint64>("bug"); // -1: no refusal
        QTest::newRow("bmo") << Golden::recorded(u"bugzilla/bmo/13_no_such_bug"_s) << qint64(9999);
        QTest::newRow("stock") << Golden::recorded(u"bugzilla/stock/13_no_such_bug"_s) << qint64(9999);
        QTest::newRow("not to be seen") << json(
            "{'error':true,'code':102,'message':'You are not authorized to access bug "
            "12. To see this bug, you must log in with 1 account.'}")
                                        << qint64(12);
        QTest::newRow("another number") << json("{'error':true,'code':102,'message':'bug 77'}") << qint64(0);
        QTest::newRow("no words") << json("{'error':true,'code':101}") << qint64(0);
        QTest::newRow("bad key") << Golden::recorded(u"bugzilla/bmo/12_bad_api_key"_s) << qint64(-1);
        QTest::newRow("ban") << Golden::recorded(u"bugzilla/bmo/30_ratelimit"_s) << qint64(-1);
        QTest::newRow("nothing") << QByteArray() << qint64(-1);
    }

    void knowsWhichBugIsRefused()
    {
        QFETCH(QByteArray, body);
        QFETCH(qint64, bug);
        const auto refusal = refusalOf({.status = 404, .body = body}, {12, 9999});
        QCOMPARE(refusal.has_value(), bug >= 0);
        QCOMPARE(refusal ? refusal->bug : -1, bug);
    }

    void bugsAreWhatAnotherReaderSees_data()
    {
        QTest::addColumn<QString>("name");
        for (const QString &name :
             {u"stock/02_search_whiteboard"_s, u"stock/03_search_whiteboard_f1"_s, u"stock/04_search_last_change"_s,
              u"stock/20_bug_full"_s, u"bmo/02_search_whiteboard"_s, u"bmo/03_search_whiteboard_f1"_s,
              u"bmo/04_search_last_change"_s, u"bmo/20_bug_full"_s, u"libmozdata/bugs"_s}) {
            QTest::newRow(qPrintable(name)) << QString(u"bugzilla/"_s + name);
        }
    }

    /// A second, much simpler reading of the same bytes.
    void bugsAreWhatAnotherReaderSees()
    {
        QFETCH(QString, name);
        const QByteArray bytes = Golden::recorded(name);
        const auto page = parseBugs(bytes);
        QVERIFY(page);
        const QJsonArray rows = QJsonDocument::fromJson(bytes).object().value("bugs"_L1).toArray();
        QCOMPARE(page->rows, rows.size());
        QMap<qint64, QJsonObject> first;
        for (const QJsonValue &row : rows) {
            const qint64 id = row["id"_L1].toInteger();
            if (id > 0 && !first.contains(id)) {
                first.insert(id, row.toObject());
            }
        }
        QCOMPARE(page->bugs.size(), first.size());
        QCOMPARE(page->skipped.size(), rows.size() - first.size());
        for (const Bug &bug : page->bugs) {
            const QJsonObject row = first.value(bug.id);
            QCOMPARE(bug.title, row.value("summary"_L1).toString());
            QCOMPARE(bug.whiteboard, row.value("whiteboard"_L1).toString());
            QCOMPARE(bug.assignee, row.value("assigned_to"_L1).toString());
            QCOMPARE(bug.resolution, row.value("resolution"_L1).toString());
            QCOMPARE(bug.keywords.size(), row.value("keywords"_L1).toArray().size());
            QCOMPARE(bug.changed, QDateTime::fromString(row.value("last_change_time"_L1).toString(), Qt::ISODate));
        }
    }

    void patchesAreWhatAnotherReaderSees()
    {
        for (const QString &name : {u"bugzilla/stock/06_attachments"_s, u"bugzilla/bmo/06_attachments"_s,
                                    u"bugzilla/libmozdata/attachments"_s}) {
            const QByteArray bytes = Golden::recorded(name);
            const auto page = parseAttachments(bytes);
            QVERIFY(page);
            const QJsonObject bugs = QJsonDocument::fromJson(bytes).object().value("bugs"_L1).toObject();
            QCOMPARE(page->patches.size(), bugs.size());
            for (const QString &bug : bugs.keys()) {
                QStringList expected;
                int flags = 0;
                for (const QJsonValue &row : bugs.value(bug).toArray()) {
                    if (row["id"_L1].isDouble() && row["is_patch"_L1].toInt() == 1
                        && row["is_obsolete"_L1].toInt() == 0) {
                        expected.append(QString::number(row["id"_L1].toInteger()));
                        flags += int(row["flags"_L1].toArray().size());
                    }
                }
                QStringList read;
                for (const Patch &patch : page->patches.value(bug.toLongLong())) {
                    read.append(QString::number(patch.id));
                    flags -= int(patch.flags.size());
                }
                QCOMPARE(read, expected);
                QCOMPARE(flags, 0);
            }
        }
    }

    void namesEveryErrorByItsRemedy_data()
    {
        using enum Failure::Kind;
        using Reason = Failure::Reason;
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("code");
        QTest::addColumn<Failure::Kind>("kind");
        QTest::addColumn<Failure::Reason>("reason");
        const auto row = [](int status, int code, Failure::Kind kind, Reason reason) {
            QTest::addRow("%d code %d", status, code) << status << code << kind << reason;
        };
        for (const int code : {51, 101}) {
            row(404, code, Rejected, Reason::NotFound);
        }
        row(404, 32614, Rejected, Reason::NotFound);
        row(400, 100, Rejected, Reason::NotFound); // no such alias
        for (const int code : {102, 106, 109, 110, 113, 115, 120, 504}) {
            row(401, code, Rejected, Reason::Forbidden);
        }
        for (const int code : {300, 301, 302, 303, 304}) {
            row(401, code, NeedsLogin, Reason::BadCredential);
        }
        for (const int code : {305, 306, 307}) {
            row(400, code, NeedsLogin, Reason::BadCredential);
        }
        row(401, 410, NeedsLogin, Reason::NoCredential);
        row(401, 505, NeedsLogin, Reason::NoCredential);
        for (const int code : {50, 52, 53, 54, 103, 104, 105, 107, 108, 112, 32000, 32601, 0, -1}) {
            row(400, code, Rejected, Reason::BadRequest);
        }
        row(413, 58, Rejected, Reason::BadRequest);
        row(500, 100500, Transient, Reason::ServerError);
        row(500, 32000, Transient, Reason::ServerError);
    }

    void namesEveryErrorByItsRemedy()
    {
        QFETCH(int, status);
        QFETCH(int, code);
        QFETCH(Failure::Kind, kind);
        QFETCH(Failure::Reason, reason);
        const Failure failure = failureOf({.status = status, .body = withCode(code)}, s_now);
        QCOMPARE(kindName(failure.kind), kindName(kind));
        QCOMPARE(int(failure.reason), int(reason));
        QCOMPARE(failure.httpStatus, status);
        QCOMPARE(failure.detail, u"words"_s);
        QVERIFY(!failure.until.isValid());
        // Old versions tell errors with status 200.
        if (status < 500 && status != 413) {
            QCOMPARE(int(parseBugs(withCode(code)).error().reason), int(reason));
            QCOMPARE(kindName(parseAttachments(withCode(code)).error().kind), kindName(kind));
        }
    }

    void understandsStatusesWithoutACode_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<Failure::Kind>("kind");
        QTest::addColumn<Failure::Reason>("reason");
        const QByteArray page = "<html><title>Bugzilla</title></html>"_ba;
        QTest::newRow("401") << 401 << page << Failure::Kind::NeedsLogin << Failure::Reason::BadCredential;
        QTest::newRow("403") << 403 << page << Failure::Kind::Rejected << Failure::Reason::Forbidden;
        QTest::newRow("404") << 404 << page << Failure::Kind::Rejected << Failure::Reason::NotFound;
        QTest::newRow("414") << 414 << "URI Too Long"_ba << Failure::Kind::Rejected << Failure::Reason::BadRequest;
        QTest::newRow("500") << 500 << page << Failure::Kind::Transient << Failure::Reason::ServerError;
        QTest::newRow("502") << 502 << ""_ba << Failure::Kind::Transient << Failure::Reason::ServerError;
        QTest::newRow("503") << 503 << "null"_ba << Failure::Kind::Transient << Failure::Reason::ServerError;
        QTest::newRow("code is a text") << 400 << json("{'code':'306'}") << Failure::Kind::Rejected
                                        << Failure::Reason::BadRequest;
        QTest::newRow("302") << 302 << page << Failure::Kind::Rejected << Failure::Reason::RedirectElsewhere;
    }

    void understandsStatusesWithoutACode()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(Failure::Kind, kind);
        QFETCH(Failure::Reason, reason);
        const Failure failure = failureOf({.status = status, .body = body}, s_now);
        QCOMPARE(kindName(failure.kind), kindName(kind));
        QCOMPARE(int(failure.reason), int(reason));
        QVERIFY(!failure.detail.isEmpty());
        QVERIFY(!failure.detail.contains(u'<'));
    }

    void anAddressIsBlockedForAnHour_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("retryAfter");
        QTest::addColumn<int>("seconds");
        const QByteArray page = Golden::recorded(u"bugzilla/bmo/30_ratelimit"_s);
        const QByteArray words = json("{'error':true,'code':32000,'message':'You have exceeded the rate limit'}");
        QTest::newRow("page") << 429 << page << ""_ba << 3600;
        QTest::newRow("nothing") << 429 << ""_ba << ""_ba << 3600;
        QTest::newRow("the 76th question") << 400 << words << ""_ba << 3600;
        QTest::newRow("any case") << 400 << QByteArray(words).replace("rate limit", "Rate Limit") << ""_ba << 3600;
        QTest::newRow("shorter than it is") << 429 << page << "60"_ba << 3600;
        QTest::newRow("longer") << 429 << page << "7200"_ba << 7200;
    }

    void anAddressIsBlockedForAnHour()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(QByteArray, retryAfter);
        QFETCH(int, seconds);
        HttpAnswer answer{.status = status, .body = body};
        if (!retryAfter.isEmpty()) {
            answer.headers = {{"Retry-After"_ba, retryAfter}};
        }
        const Failure failure = failureOf(answer, s_now);
        QCOMPARE(kindName(failure.kind), u"rate limited"_s);
        QCOMPARE(int(failure.reason), int(Failure::Reason::Blocked));
        QCOMPARE(failure.until, s_now.addSecs(seconds));
    }

    void knowsTheServerByWhoami_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("flavour"); // -1: a failure
        QTest::addColumn<int>("reason");
        const auto recorded = [](const QString &name) { return Golden::recorded(u"bugzilla/"_s + name); };
        QTest::newRow("bmo") << 200 << recorded(u"bmo/01_whoami"_s) << int(Flavour::Header) << 0;
        QTest::newRow("stock") << 404 << recorded(u"stock/01_whoami"_s) << int(Flavour::Parameter) << 0;
        QTest::newRow("stock, other page")
            << 404 << recorded(u"stock/18_unknown_route"_s) << int(Flavour::Parameter) << 0;
        QTest::newRow("bad key") << 400 << recorded(u"bmo/12_bad_api_key"_s) << -1
                                 << int(Failure::Reason::BadCredential);
        QTest::newRow("anonymous") << 401 << recorded(u"bmo/14_anon_put"_s) << -1 << int(Failure::Reason::NoCredential);
        QTest::newRow("blocked") << 429 << recorded(u"bmo/30_ratelimit"_s) << -1 << int(Failure::Reason::Blocked);
        // Nothing that a web server or a proxy says makes a key go into an address.
        QTest::newRow("some 404") << 404 << "<html>"_ba << -1 << int(Failure::Reason::NotFound);
        QTest::newRow("another 404") << 404 << withCode(101) << -1 << int(Failure::Reason::NotFound);
        QTest::newRow("the code, another status") << 400 << withCode(32614) << -1 << int(Failure::Reason::NotFound);
        QTest::newRow("portal") << 200 << "<html>Log in</html>"_ba << -1 << int(Failure::Reason::NotTheFormat);
        QTest::newRow("down") << 503 << ""_ba << -1 << int(Failure::Reason::ServerError);
    }

    void knowsTheServerByWhoami()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(int, flavour);
        QFETCH(int, reason);
        const auto read = flavourOf({.status = status, .body = body}, s_now);
        QCOMPARE(read ? int(*read) : -1, flavour);
        if (!read) {
            QCOMPARE(int(read.error().reason), reason);
        }
    }

    void keepsPatchesInPostingOrderWithoutTheOthers()
    {
        QList<SkippedRecord> skipped;
        const QList<Patch> patches = patchesOf(
            json("{'id':9,'is_patch':1},{'id':3,'is_patch':true,'is_obsolete':false,'creator':'c','attacher':'a'},"
                 "{'id':4,'is_patch':1,'is_obsolete':1},{'id':5,'is_patch':0},{'id':6},{'id':7,'is_patch':null},"
                 "{'id':2,'is_patch':1,'attacher':'old','summary':null}"),
            &skipped);
        QVERIFY(skipped.isEmpty());
        QCOMPARE(patches.size(), 3);
        QCOMPARE(patches.at(0).id, 2);
        QCOMPARE(patches.at(0).author, u"old"_s); // before Bugzilla 4.4
        QCOMPARE(patches.at(0).title, QString());
        QCOMPARE(patches.at(1).id, 3);
        QCOMPARE(patches.at(1).author, u"c"_s);
        QCOMPARE(patches.at(2).id, 9);
    }

    void skipsABadAttachmentAndKeepsTheOthers()
    {
        for (const char *bad :
             {"null", "7", "[]", "{}", "{'id':'1','is_patch':1}", "{'id':0,'is_patch':1}", "{'id':-3,'is_patch':1}",
              "{'id':1,'is_patch':2}", "{'id':1,'is_patch':'1'}", "{'id':1,'is_patch':1,'is_obsolete':'no'}",
              "{'id':1,'is_patch':1,'summary':[]}", "{'id':1,'is_patch':1,'creator':7}",
              "{'id':1,'is_patch':1,'flags':{}}", "{'id':1,'is_patch':1,'flags':[{}]}",
              "{'id':1,'is_patch':1,'flags':[{'name':'review'}]}",
              "{'id':1,'is_patch':1,'flags':[{'name':null,'status':'+'}]}",
              "{'id':1,'is_patch':1,'flags':[{'name':'r','status':'+','setter':1}]}"}) {
            QList<SkippedRecord> skipped;
            const QList<Patch> patches = patchesOf(
                json("{'id':20,'is_patch':1},") + json(bad) + json(",{'id':10,'is_patch':1}"), &skipped);
            QCOMPARE(patches.size(), 2);
            QCOMPARE(patches.at(0).id, 10);
            QCOMPARE(skipped.size(), 1);
            QCOMPARE(skipped.constFirst().what, u"bugs.7[1]"_s);
            QVERIFY(!skipped.constFirst().why.isEmpty());
        }
    }

    void readsFlagsAsTheyAreSet()
    {
        const QList<Patch> patches = patchesOf(
            json("{'id':1,'is_patch':1,'flags':["
                 "{'name':'review','status':'?','setter':'s@x','requestee':'r@x','creation_date':'2026-11-20'},"
                 "{'name':'approval-mozilla-beta','status':'+','requestee':null},"
                 "{'name':'feedback','status':'-'},{'name':'review','status':'X'},{'name':'review','status':''}]}"));
        QCOMPARE(patches.size(), 1);
        QCOMPARE(asJson(patches.constFirst().flags),
                 (QJsonArray{u"review? by s@x of r@x"_s, u"approval-mozilla-beta+ by  of "_s, u"feedback- by  of "_s}));
        const QByteArray flag = json("{'name':'review','status':'+'}");
        const QByteArray many = QByteArray(flag + ',').repeated(49) + flag;
        QCOMPARE(patchesOf(json("{'id':1,'is_patch':1,'flags':[") + many + "]}").constFirst().flags.size(), 50);
        QCOMPARE(patchesOf(json("{'id':1,'is_patch':1,'flags':[") + many + ',' + flag + "]}").constFirst().flags.size(),
                 50);
    }

    void attachmentsStandUnderTheirBug()
    {
        const auto page = parseAttachments(
            json("{'bugs':{'x':[],'0':[],'-4':[],'5':{},'6':null,'8':[],'9':[{'id':1,'is_patch':1}]}}"));
        QVERIFY(page);
        QCOMPARE(page->patches.keys().size(), 2);
        QVERIFY(page->patches.contains(8)); // asked, and it has none
        QCOMPARE(page->patches.value(9).size(), 1);
        QCOMPARE(page->skipped.size(), 5);
        for (const char *bad : {"[]", "7", "null", "{}", "{'bugs':[]}", "{'bugs':null}", "{'attachments':{}}"}) {
            QCOMPARE(int(parseAttachments(json(bad)).error().reason), int(Failure::Reason::WrongShape));
        }
    }

    void cutsTextsAtTheirLimit()
    {
        const auto readWith = [](const QByteArray &member, qsizetype length) {
            const auto page = parseBugs(json("{'bugs':[{'id':1,'") + member + "\":\"" + QByteArray(length, 'x')
                                        + json("'}]}"));
            return page ? page->bugs.value(0) : Bug();
        };
        QCOMPARE(readWith("whiteboard", 16384).whiteboard.size(), 16384);
        QCOMPARE(readWith("whiteboard", 16385).whiteboard.size(), 16384);
        QCOMPARE(readWith("summary", 1000).title.size(), 1000);
        QCOMPARE(readWith("summary", 1001).title.size(), 1000);
        QCOMPARE(readWith("status", 101).status.size(), 100);
        QCOMPARE(readWith("resolution", 101).resolution.size(), 100);
    }

    void keepsAHundredSkipsOfAHugeAnswerQuickly()
    {
        constexpr int rows = 100'000;
        QByteArray bytes = "{\"bugs\":[";
        for (int i = 1; i <= rows; ++i) {
            bytes += "{\"id\":" + QByteArray::number(i) + "},";
        }
        bytes += QByteArray("{\"id\":1},").repeated(150) + "{\"id\":100001}]}";
        QElapsedTimer timer;
        timer.start();
        const auto page = parseBugs(bytes);
        QVERIFY(page);
        QCOMPARE(page->bugs.size(), rows + 1);
        QCOMPARE(page->rows, rows + 151);
        QCOMPARE(page->skipped.size(), 100);
        QVERIFY2(timer.elapsed() < 20'000, qPrintable(QString::number(timer.elapsed())));
    }
};

QTEST_GUILESS_MAIN(BugzillaParserTest)

#include "tst_bugzillaparser.moc"
