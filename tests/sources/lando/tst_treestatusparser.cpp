// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/lando/treestatusparser.h"
#include "tests/sources/golden.h"

#include <QJsonArray>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace Windsock;
using namespace Windsock::Lando;
using Reason = Failure::Reason;
using Status = Tree::Status;

namespace {
QJsonObject jsonOf(const TreeList &list)
{
    QJsonArray trees;
    for (const ListedTree &listed : list.trees) {
        trees.append(QJsonObject{{u"key"_s, listed.tree.key()},
                                 {u"status"_s, treeStatusName(listed.tree.status)},
                                 {u"reason"_s, listed.tree.reason},
                                 {u"message"_s, listed.tree.message},
                                 {u"tags"_s, QJsonArray::fromStringList(listed.tree.tags)},
                                 {u"category"_s, listed.tree.category},
                                 {u"log"_s, listed.log}});
    }
    return {{u"trees"_s, trees}, {u"skipped"_s, list.skipped.size()}};
}

QJsonObject tree(const QJsonObject &members = {})
{
    QJsonObject object{{u"tree"_s, u"autoland"_s}, {u"status"_s, u"closed"_s}};
    for (auto it = members.begin(); it != members.end(); ++it) {
        object.insert(it.key(), it.value());
    }
    return object;
}

QByteArray result(const QJsonValue &value)
{
    return QJsonDocument(QJsonObject{{u"result"_s, value}}).toJson();
}

QJsonObject change(const QString &status, int hour)
{
    return {{u"id"_s, hour},
            {u"status"_s, status},
            {u"when"_s, u"2026-11-20T%1:00:00.5+00:00"_s.arg(hour, 2, 10, QLatin1Char('0'))},
            {u"who"_s, u"sheriff%1@example.org"_s.arg(hour)}};
}

QDateTime at(int hour)
{
    return QDateTime(QDate(2026, 11, 20), QTime(hour, 0, 0, 500), QTimeZone::UTC);
}
}

class TreestatusParserTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void recorded()
    {
        const Result<TreeList> list = parseTrees(Golden::recorded(u"lando/trees"_s));
        QVERIFY(list.has_value());
        const QString difference = Golden::difference(u"lando/trees"_s, jsonOf(*list));
        QVERIFY2(difference.isEmpty(), qPrintable(difference));
        QVERIFY(!list->someUnreadable);
    }

    void bothShapesAreTheSame()
    {
        const QJsonObject one = tree({{u"log_id"_s, 3}, {u"tags"_s, QJsonArray{u"infra"_s, 7, u"planned"_s}}});
        const Result<TreeList> list = parseTrees(result(QJsonArray{one}));
        const Result<TreeList> byName = parseTrees(result(QJsonObject{{u"autoland"_s, one}}));
        QVERIFY(list && byName);
        QCOMPARE(list->trees, byName->trees);
        QCOMPARE(list->trees.first().log, 3);
        QCOMPARE(list->trees.first().tree.tags, (QStringList{u"infra"_s, u"planned"_s}));
    }

    /// Treestatus before the log's number was told, and everything that may be null.
    void whatMayBeMissing()
    {
        for (const QJsonObject &bare : {tree(),
                                        tree({{u"reason"_s, QJsonValue::Null},
                                              {u"message_of_the_day"_s, QJsonValue::Null},
                                              {u"tags"_s, QJsonValue::Null},
                                              {u"category"_s, QJsonValue::Null},
                                              {u"log_id"_s, QJsonValue::Null}})}) {
            const Result<TreeList> list = parseTrees(result(QJsonArray{bare}));
            QVERIFY(list.has_value());
            QCOMPARE(list->trees, (QList<ListedTree>{{.tree = {.name = u"autoland"_s, .status = Status::Closed}}}));
            QVERIFY(list->skipped.isEmpty());
        }
    }

    void oneBadTreeLeavesTheOthers_data()
    {
        QTest::addColumn<QJsonValue>("bad");
        QTest::newRow("a number") << QJsonValue(17);
        QTest::newRow("no name") << QJsonValue(QJsonObject{{u"status"_s, u"open"_s}});
        QTest::newRow("empty name") << QJsonValue(tree({{u"tree"_s, u""_s}}));
        QTest::newRow("a name of two lines") << QJsonValue(tree({{u"tree"_s, u"a\nb"_s}}));
        QTest::newRow("a name that divides keys") << QJsonValue(tree({{u"tree"_s, u"a#b"_s}}));
        QTest::newRow("a name too long") << QJsonValue(tree({{u"tree"_s, QString(u'a').repeated(65)}}));
        QTest::newRow("no status") << QJsonValue(QJsonObject{{u"tree"_s, u"x"_s}});
        QTest::newRow("status a list") << QJsonValue(tree({{u"status"_s, QJsonArray{}}}));
        QTest::newRow("reason a number") << QJsonValue(tree({{u"reason"_s, 1}}));
        QTest::newRow("tags a text") << QJsonValue(tree({{u"tags"_s, u"infra"_s}}));
        QTest::newRow("log a text") << QJsonValue(tree({{u"log_id"_s, u"1"_s}}));
    }

    void oneBadTreeLeavesTheOthers()
    {
        QFETCH(QJsonValue, bad);
        const Result<TreeList> list = parseTrees(
            result(QJsonArray{tree({{u"tree"_s, u"first"_s}}), bad, tree({{u"tree"_s, u"last"_s}})}));
        QVERIFY(list.has_value());
        QCOMPARE(list->trees.size(), 2);
        QVERIFY(list->someUnreadable);
        QCOMPARE(list->skipped.size(), 1);
        QCOMPARE(list->skipped.first().what, u"trees[1]"_s);
    }

    void anUnknownStatusIsUnknown()
    {
        const Result<TreeList> list = parseTrees(result(QJsonArray{tree({{u"status"_s, u"zeppelin"_s}})}));
        QVERIFY(list.has_value());
        QCOMPARE(list->trees.first().tree.status, Status::Unknown);
        QVERIFY(!list->someUnreadable);
        QVERIFY(list->skipped.first().why.contains("zeppelin"_L1));
    }

    void textsArePlainAndBounded()
    {
        const QString nasty = u"one\n<b>two</b>\u202E "_s + QString(u'x').repeated(5000);
        QJsonArray tags;
        for (int i = 0; i < 100; ++i) {
            tags.append(nasty);
        }
        const Result<TreeList> list = parseTrees(result(QJsonArray{
            tree({{u"reason"_s, nasty}, {u"message_of_the_day"_s, nasty}, {u"category"_s, nasty}, {u"tags"_s, tags}})}));
        QVERIFY(list.has_value());
        const Tree &read = list->trees.first().tree;
        QCOMPARE(read.tags.size(), 20);
        for (const QString &text : QStringList{read.reason, read.message, read.category} + read.tags) {
            QVERIFY(text.startsWith("one <b>two</b> x"_L1));
            QVERIFY(text.size() <= 500);
        }
    }

    void manyTreesAreBoundedAndNamesAreOnce()
    {
        QJsonArray many;
        for (int i = 0; i < 700; ++i) {
            many.append(tree({{u"tree"_s, u"t%1"_s.arg(i % 600)}}));
        }
        const Result<TreeList> list = parseTrees(result(many));
        QVERIFY(list.has_value());
        QCOMPARE(list->trees.size(), 500);
        QVERIFY(list->someUnreadable);
        QCOMPARE(list->skipped.size(), 100);
        const Result<TreeList> twice = parseTrees(result(QJsonArray{tree(), tree({{u"status"_s, u"open"_s}})}));
        QVERIFY(twice.has_value());
        QCOMPARE(twice->trees.size(), 1);
    }

    void whatIsNoList_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<Reason>("reason");
        QTest::newRow("nothing") << QByteArray() << Reason::NotTheFormat;
        QTest::newRow("html") << "<html>"_ba << Reason::NotTheFormat;
        QTest::newRow("a list") << "[]"_ba << Reason::WrongShape;
        QTest::newRow("no result") << "{}"_ba << Reason::WrongShape;
        QTest::newRow("result a text") << result(u"x"_s) << Reason::WrongShape;
        QTest::newRow("nothing readable") << result(QJsonObject{{u"0"_s, u"zero"_s}}) << Reason::WrongShape;
        QTest::newRow("huge") << QByteArray(5 * 1024 * 1024, ' ') << Reason::TooLarge;
    }

    void whatIsNoList()
    {
        QFETCH(QByteArray, body);
        const Result<TreeList> list = parseTrees(body);
        QVERIFY(!list);
        QCOMPARE(list.error().kind, Failure::Kind::Malformed);
        QTEST(list.error().reason, "reason");
    }

    void noTreesIsNoError()
    {
        const Result<TreeList> list = parseTrees(result(QJsonArray{}));
        QVERIFY(list && list->trees.isEmpty() && !list->someUnreadable);
    }

    void sinceWhen_data()
    {
        QTest::addColumn<QJsonArray>("log");
        QTest::addColumn<Status>("status");
        QTest::addColumn<int>("hour"); // -1: not told
        const QJsonObject bad{{u"status"_s, u"closed"_s}, {u"when"_s, u"soon"_s}};
        const auto row = [](const char *name, const QJsonArray &log, Status status, int hour) {
            QTest::newRow(name) << log << status << hour;
        };
        row("just now", {change(u"closed"_s, 14), change(u"open"_s, 9)}, Status::Closed, 14);
        row("another reason since", {change(u"closed"_s, 15), change(u"closed"_s, 14), change(u"open"_s, 9)},
            Status::Closed, 14);
        row("the whole log", {change(u"open"_s, 15), change(u"open"_s, 14)}, Status::Open, 14);
        row("further back than the log",
            {change(u"closed"_s, 15), change(u"closed"_s, 14), change(u"closed"_s, 13), change(u"closed"_s, 12),
             change(u"closed"_s, 11)},
            Status::Closed, -1);
        row("the log is of another moment", {change(u"open"_s, 14), change(u"closed"_s, 9)}, Status::Closed, -1);
        row("no log", {}, Status::Closed, -1);
        row("cannot be read at once", {bad, change(u"open"_s, 9)}, Status::Closed, -1);
        row("cannot be read further back", {change(u"closed"_s, 15), bad, change(u"open"_s, 9)}, Status::Closed, -1);
        row("cannot be read beyond it", {change(u"closed"_s, 15), change(u"open"_s, 9), bad}, Status::Closed, 15);
        row("approval", {change(u"approval required"_s, 15), change(u"open"_s, 9)}, Status::ApprovalRequired, 15);
    }

    void sinceWhen()
    {
        QFETCH(QJsonArray, log);
        QFETCH(Status, status);
        QFETCH(int, hour);
        const Result<TreeLog> read = parseTreeLog(result(log));
        QVERIFY(read.has_value());
        const std::optional<TreeChange> took = tookStatus(*read, status);
        QCOMPARE(took.has_value(), hour >= 0);
        if (took) {
            QCOMPARE(*took,
                     (TreeChange{.status = status, .when = at(hour), .who = u"sheriff%1@example.org"_s.arg(hour)}));
        }
    }

    void whatIsNoLog()
    {
        for (const QByteArray &body : {"<html>"_ba, "{}"_ba, "[]"_ba, result(QJsonObject{})}) {
            const Result<TreeLog> log = parseTreeLog(body);
            QVERIFY(!log);
            QCOMPARE(log.error().kind, Failure::Kind::Malformed);
        }
    }
};

QTEST_GUILESS_MAIN(TreestatusParserTest)
#include "tst_treestatusparser.moc"
