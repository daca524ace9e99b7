// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/airfield/airfield.h"
#include "app/airfield/fielddata.h"
#include "tests/airfield/wire.h"

#include <QStandardPaths>
#include <QTimeZone>

#include <map>

using namespace Qt::StringLiterals;
using namespace Windsock;

namespace {
using Rows = std::map<qint64, QJsonArray>;

constexpr qsizetype s_id = 1;
constexpr qsizetype s_modified = 6;
constexpr qsizetype s_push = 8;
constexpr qsizetype s_result = 10;
constexpr qsizetype s_state = 12;
const QString s_allPushes = u"1,2,3,4,5,6,7,8,9,10,11,12"_s;

QJsonArray recorded(const QString &name)
{
    return QJsonDocument::fromJson(readFieldData(fieldDataDir(), u"treeherder/"_s + name))["results"_L1].toArray();
}

Rows byId(const QJsonArray &rows)
{
    Rows all;
    for (const QJsonValue &row : rows) {
        all[row.toArray().at(s_id).toInteger()] = row.toArray();
    }
    return all;
}

QString newest(const Rows &rows)
{
    QString time;
    for (const auto &[id, row] : rows) {
        time = qMax(time, row.at(s_modified).toString());
    }
    return time;
}
}

class FieldTreeherderTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void pagesSumUpToTheWholeState();
    void pushListIsAsRecorded();
    void stepsAnswerExactlyTheRecordedRows();
    void aThenBChangesWhatTheRecordingChanges();
    void aPushOffTheListIsStillAnsweredFor();
    void errorsAreAsRecorded_data();
    void errorsAreAsRecorded();
    void librariesAreTurnedAway();
    void pushFilters_data();
    void pushFilters();
    void projectJobsAreObjects();
    void repositoriesHoldTheDemoOnes();
    void theClockDrivesLastModified();
    void liveModeMovesTheRecordingIntoThePresent();

private:
    QUrl api(const QString &path) const { return QUrl(m_field->url(u"treeherder"_s).toString() + u"/api/"_s + path); }
    /// All pages, following `next`.
    Rows jobs(const QString &query, int *pages = nullptr);

    std::unique_ptr<Airfield> m_field;
    Wire m_wire;
};

void FieldTreeherderTest::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
}

void FieldTreeherderTest::init()
{
    QTest::failOnWarning(QRegularExpression(u".+"_s));
    m_field = std::make_unique<Airfield>();
    QVERIFY(m_field->listen());
}

Rows FieldTreeherderTest::jobs(const QString &query, int *pages)
{
    Rows all;
    QUrl next = api(u"jobs/?"_s + query);
    for (int page = 1; !next.isEmpty(); ++page) {
        const QJsonDocument answer = m_wire.get(next).json();
        all.merge(byId(answer["results"_L1].toArray()));
        next = QUrl(answer["next"_L1].toString());
        if (pages) {
            *pages = page;
        }
    }
    return all;
}

void FieldTreeherderTest::pagesSumUpToTheWholeState()
{
    const QUrl url = api(u"jobs/?count=2000&push_id__in="_s + s_allPushes);
    const QJsonDocument first = m_wire.get(url).json();
    QCOMPARE(first["count"_L1].toInt(), 4500);
    QCOMPARE(first["results"_L1].toArray().size(), 2000);
    QVERIFY(first["previous"_L1].isNull());
    const QJsonDocument file = QJsonDocument::fromJson(
        readFieldData(fieldDataDir(), u"treeherder/autoland/t0-jobs-1.json"_s));
    QCOMPARE(first["job_property_names"_L1].toArray(), file["job_property_names"_L1].toArray());
    QCOMPARE(first["results"_L1].toArray(), file["results"_L1].toArray());

    int pages = 0;
    const Rows all = jobs(u"count=2000&push_id__in="_s + s_allPushes, &pages);
    QCOMPARE(pages, 3);
    QCOMPARE(all.size(), 4500);
    QCOMPARE(jobs(u"count=999999&push_id__in="_s + s_allPushes, &pages).size(), 4500);
    QCOMPARE(pages, 3);
}

void FieldTreeherderTest::pushListIsAsRecorded()
{
    const QJsonDocument ten = m_wire.get(api(u"project/autoland/push/"_s)).json();
    QCOMPARE(ten["results"_L1].toArray().size(), 10);
    const QJsonDocument all = m_wire.get(api(u"project/autoland/push/?count=20"_s)).json();
    QCOMPARE(all["results"_L1].toArray(), recorded(u"autoland/t0-push.json"_s));
    QCOMPARE(all["meta"_L1]["count"_L1].toInt(), 11);
    QCOMPARE(all["meta"_L1]["repository"_L1].toString(), u"autoland"_s);
}

void FieldTreeherderTest::stepsAnswerExactlyTheRecordedRows()
{
    constexpr std::array<int, 6> counts{59, 44, 27, 66, 21, 28};
    Rows held = jobs(u"count=2000&push_id__in="_s + s_allPushes);
    for (int step = 1; step <= 6; ++step) {
        const QString since = newest(held);
        QVERIFY(jobs(u"push_id__in=%1&last_modified__gt=%2"_s.arg(s_allPushes, since)).empty());
        QCOMPARE(m_field->stepsLeft(u"autoland"_s), 7 - step);
        QVERIFY(!m_field->step(u"autoland"_s).isEmpty());
        Rows changed = jobs(u"push_id__in=%1&last_modified__gt=%2"_s.arg(s_allPushes, since));
        QCOMPARE(changed.size(), size_t(counts.at(step - 1)));
        QCOMPARE(changed, byId(recorded(u"autoland/t%1-jobs-1.json"_s.arg(step))));
        changed.merge(held);
        held = changed;
        const qsizetype pushes =
            m_wire.get(api(u"project/autoland/push/?count=20"_s)).json()["results"_L1].toArray().size();
        QCOMPARE(pushes, step < 3 ? 11 : 12);
    }
    QVERIFY(m_field->step(u"autoland"_s).isEmpty());
    QCOMPARE(jobs(u"count=2000&push_id__in="_s + s_allPushes), held);
}

void FieldTreeherderTest::aThenBChangesWhatTheRecordingChanges()
{
    const QString pushes = u"18,19,20,21,22,23,24,25,26,27,28"_s;
    const Rows a = jobs(u"push_id__in="_s + pushes);
    QCOMPARE(a.size(), 3712);
    QVERIFY(!m_field->step(u"mozilla-inbound"_s).isEmpty());
    const Rows since = jobs(u"push_id__in=%1&last_modified__gt=%2"_s.arg(pushes, newest(a)));
    const Rows b = jobs(u"push_id__in="_s + pushes);
    QCOMPARE(b.size(), 3997);

    std::map<QString, int> transitions;
    int added = 0;
    for (const auto &[id, row] : since) {
        const auto before = a.find(id);
        if (before == a.end()) {
            ++added;
            continue;
        }
        QVERIFY(before->second != row);
        const QString word = row.at(s_result) == "unknown"_L1 ? row.at(s_state).toString() : row.at(s_result).toString();
        ++transitions[before->second.at(s_state).toString() + u'>' + word];
    }
    QCOMPARE(added, 285);
    const std::map<QString, int> expected{{u"running>success"_s, 82},  {u"running>usercancel"_s, 26},
                                          {u"pending>running"_s, 17},  {u"running>testfailed"_s, 1},
                                          {u"running>busted"_s, 1},    {u"pending>success"_s, 1},
                                          {u"pending>testfailed"_s, 1}};
    QCOMPARE(transitions, expected);
    QVERIFY(m_field->step(u"mozilla-inbound"_s).isEmpty());
}

void FieldTreeherderTest::aPushOffTheListIsStillAnsweredFor()
{
    QVERIFY(!m_field->step(u"mozilla-inbound"_s).isEmpty());
    const QJsonArray list = m_wire.get(api(u"project/mozilla-inbound/push/?count=50"_s)).json()["results"_L1].toArray();
    QCOMPARE(list, recorded(u"mozilla-inbound/B-push.json"_s));
    const QJsonArray gone =
        m_wire.get(api(u"project/mozilla-inbound/push/?id__in=18,28"_s)).json()["results"_L1].toArray();
    QCOMPARE(gone.size(), 2);
    QCOMPARE(gone.at(1)["id"_L1].toInt(), 18);
    QCOMPARE(m_wire.get(api(u"project/mozilla-inbound/push/18/"_s)).json()["id"_L1].toInt(), 18);
    // The recording has no jobs of it; that is an empty list, not an unknown push.
    const WireAnswer jobsOfGone = m_wire.get(api(u"jobs/?push_id=18"_s));
    QCOMPARE(jobsOfGone.status, 200);
    QCOMPARE(jobsOfGone.json()["count"_L1].toInt(), 0);
    const Rows rows = jobs(u"push_id=19"_s);
    QVERIFY(!rows.empty());
    for (const auto &[id, row] : rows) {
        QCOMPARE(row.at(s_push).toInt(), 19);
    }
}

void FieldTreeherderTest::errorsAreAsRecorded_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("no such repository") << u"project/nosuch/push/"_s << 404
                                        << QByteArray(R"({"detail":"No project with name nosuch"})");
    QTest::newRow("too many pushes") << u"project/autoland/push/?count=1001"_s << 400
                                     << QByteArray(R"({"detail":"Specified count exceeds api limit: 1000"})");
    QTest::newRow("no such push")
        << u"jobs/?push_id=999999"_s << 400
        << QByteArray(R"({"push_id":["Select a valid choice. That choice is not one of the available choices."]})");
    QTest::newRow("no such job") << u"project/autoland/jobs/999999999/"_s << 404
                                 << QByteArray(R"("No job with id: 999999999")");
    QTest::newRow("no such page") << u"jobs/?push_id=1&page=99"_s << 404 << QByteArray(R"({"detail":"Invalid page."})");
    QTest::newRow("no date") << u"jobs/?push_id=1&last_modified__gt=yesterday"_s << 400
                             << QByteArray(R"({"last_modified__gt":["Enter a valid date/time."]})");
}

void FieldTreeherderTest::errorsAreAsRecorded()
{
    QFETCH(QString, path);
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    const WireAnswer answer = m_wire.get(api(path));
    QCOMPARE(answer.status, status);
    QCOMPARE(answer.body, body);
    QVERIFY(answer.header("content-type").startsWith("application/json"));
    QVERIFY(answer.header("etag").isEmpty());
}

void FieldTreeherderTest::librariesAreTurnedAway()
{
    for (const QByteArray agent : {"python-requests/2.32", "Mozilla/5.0", "Go-http-client/1.1"}) {
        const WireAnswer answer = m_wire.get(api(u"repository/"_s), {{"User-Agent", agent}});
        QCOMPARE(answer.status, 403);
        QVERIFY(answer.header("content-type").startsWith("text/html"));
        QVERIFY(answer.body.contains("<h1>403 Forbidden</h1>"));
    }
    QCOMPARE(m_wire.get(api(u"repository/"_s), {{"User-Agent", "Mozilla/5.0 (X11) Firefox/140"}}).status, 200);
}

void FieldTreeherderTest::pushFilters_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<QList<int>>("ids");
    QTest::newRow("author") << u"author=hacker0@example.com"_s << QList<int>{1};
    QTest::newRow("author encoded") << u"author=live%40example.com"_s << QList<int>{11};
    QTest::newRow("author contains") << u"author_contains=HACKER9"_s << QList<int>{10};
    QTest::newRow("nobody") << u"author=nobody@example.com"_s << QList<int>();
    QTest::newRow("revision") << u"revision=9fc3318eca2c"_s << QList<int>{2};
    QTest::newRow("unknown revision") << u"revision=zz"_s << QList<int>();
    QTest::newRow("fromchange") << u"fromchange=9fc3318eca2cb058653f6c1cdc49aa5f702a125d"_s << QList<int>{1, 2};
    QTest::newRow("unknown change") << u"fromchange=ffff"_s << QList<int>();
    QTest::newRow("timestamp") << u"push_timestamp__gt=1795190112"_s << QList<int>{1, 2};
    QTest::newRow("ids") << u"id__in=3,1,777"_s << QList<int>{1, 3};
    QTest::newRow("count") << u"count=1"_s << QList<int>{1};
}

void FieldTreeherderTest::pushFilters()
{
    QFETCH(QString, query);
    QFETCH(QList<int>, ids);
    QList<int> found;
    const WireAnswer answer = m_wire.get(api(u"project/autoland/push/?"_s + query));
    QCOMPARE(answer.status, 200);
    for (const QJsonValue &push : answer.json()["results"_L1].toArray()) {
        found.append(push["id"_L1].toInt());
    }
    QCOMPARE(found, ids);
}

void FieldTreeherderTest::projectJobsAreObjects()
{
    const QJsonArray all =
        m_wire.get(api(u"project/autoland/jobs/?push_id=1&count=2000"_s)).json()["results"_L1].toArray();
    QCOMPARE(all.size(), qsizetype(jobs(u"push_id=1"_s).size()));
    const QJsonArray some =
        m_wire.get(api(u"project/autoland/jobs/?push_id=1&count=3&offset=2"_s)).json()["results"_L1].toArray();
    QCOMPARE(some.size(), 3);
    QCOMPARE(some.at(0), all.at(2));
    QVERIFY(some.at(0).toObject().contains("job_type_name"_L1));
}

void FieldTreeherderTest::repositoriesHoldTheDemoOnes()
{
    QStringList names;
    const QJsonArray list = m_wire.get(api(u"repository/"_s)).json().array();
    for (const QJsonValue &repository : list) {
        names.append(repository["name"_L1].toString());
    }
    for (const QString &name : {u"autoland"_s, u"mozilla-inbound"_s, u"demo"_s, u"mozilla-central"_s}) {
        QCOMPARE(names.count(name), 1);
    }
}

void FieldTreeherderTest::theClockDrivesLastModified()
{
    const QDateTime start({2030, 1, 2}, {3, 4, 5}, QTimeZone::utc());
    m_field = std::make_unique<Airfield>(AirfieldOptions{.start = start});
    QVERIFY(m_field->listen());
    QString ids;
    for (const QJsonValue &push : m_wire.get(api(u"project/demo/push/"_s)).json()["results"_L1].toArray()) {
        ids += QString::number(push["id"_L1].toInteger()) + u',';
    }
    const Rows before = jobs(u"push_id__in="_s + ids);
    QVERIFY(newest(before).startsWith(u"2030-01-02T03:04:05."_s));
    m_field->advance(std::chrono::hours(1));
    QCOMPARE(m_field->now(), start.addSecs(3600));
    QVERIFY(!m_field->step(u"demo"_s).isEmpty());
    const Rows after = jobs(u"push_id__in=%1&last_modified__gt=%2"_s.arg(ids, newest(before)));
    QCOMPARE(after.size(), 6);
    for (const auto &[id, row] : after) {
        QVERIFY(row.at(s_modified).toString().startsWith(u"2030-01-02T04:04:05."_s));
    }
}

void FieldTreeherderTest::liveModeMovesTheRecordingIntoThePresent()
{
    const QDateTime start({2030, 1, 2}, {3, 4, 5}, QTimeZone::utc());
    m_field = std::make_unique<Airfield>(AirfieldOptions{.live = true, .start = start});
    QVERIFY(m_field->listen());
    const QJsonArray pushes = m_wire.get(api(u"project/mozilla-inbound/push/?count=1"_s)).json()["results"_L1].toArray();
    QCOMPARE(pushes.at(0)["id"_L1].toInteger(), 1'000'027);
    QCOMPARE(start.toSecsSinceEpoch() - pushes.at(0)["push_timestamp"_L1].toInteger(), 1397603160 - 1397600810);
    const QString query = u"push_id__in="_s + s_allPushes;
    const Rows before = jobs(query);
    QVERIFY(newest(before).startsWith(u"2030-01-02T03:04:0"_s));
    m_field->advance(std::chrono::seconds(10));
    m_field->step(u"autoland"_s);
    const Rows after = jobs(query + u"&last_modified__gt="_s + newest(before));
    QCOMPARE(after.size(), 59);
    QVERIFY(newest(after).startsWith(u"2030-01-02T03:04:15."_s));
}

QTEST_GUILESS_MAIN(FieldTreeherderTest)

#include "tst_fieldtreeherder.moc"
