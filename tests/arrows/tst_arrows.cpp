// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/arrows/arrowcheck.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Windsock;

namespace {

using Tree = QList<std::pair<QString, QString>>; ///< path, text

ArrowTable tableFrom(const QByteArray &json)
{
    QString error;
    const std::optional<ArrowTable> table = ArrowTable::fromJson(json, &error);
    return table.value_or(ArrowTable());
}

/// Two floors and a wire above them.
ArrowTable smallTable()
{
    return tableFrom(R"({"models/a": [], "models/b": ["models/a"], "app": ["models/a", "models/b"],
                         "app/x": ["app"], "app/y": ["app"]})");
}

QStringList brokenIn(const Tree &tree, const ArrowTable &table)
{
    const QTemporaryDir root;
    for (const auto &[path, text] : tree) {
        const QString file = root.filePath(path);
        QDir().mkpath(QFileInfo(file).path());
        QFile out(file);
        if (!out.open(QIODevice::WriteOnly) || out.write(text.toUtf8()) < 0) {
            return {u"the tree could not be written"_s};
        }
    }
    return brokenArrows(root.path(), table);
}

}

class TestArrows : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void projectKeepsItsPlan()
    {
        QFile file(u"" WINDSOCK_SOURCE "/tests/arrows/table.json"_s);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QString error;
        const std::optional<ArrowTable> table = ArrowTable::fromJson(file.readAll(), &error);
        QVERIFY2(table.has_value(), qUtf8Printable(error));
        QCOMPARE(table->faults().join(u'\n'), QString());
        const QStringList broken = brokenArrows(u"" WINDSOCK_SOURCE ""_s, *table);
        QVERIFY2(broken.isEmpty(), qUtf8Printable(u'\n' + broken.join(u'\n')));
    }

    void projectIsRead()
    {
        // With a table that allows nothing there is plenty to complain about: the silence above is not blindness.
        QVERIFY(brokenArrows(u"" WINDSOCK_SOURCE ""_s, ArrowTable()).size() > 50);
    }

    void tellsOf_data()
    {
        QTest::addColumn<Tree>("tree");
        QTest::addColumn<QString>("broken");

        const std::pair a{u"models/a/a.h"_s, u"#pragma once\n"_s};
        const std::pair b{u"models/b/b.h"_s, u"#pragma once\n#include \"models/a/a.h\"\n#include <QList>\n"_s};
        QTest::newRow("nothing where all is well")
            << Tree{a, b, {u"app/main.cpp"_s, u"#include \"models/b/b.h\"\n"_s}} << QString();
        QTest::newRow("an arrow backwards") << Tree{a, b, {u"models/a/up.cpp"_s, u"\n  # include \"models/b/b.h\"\n"_s}}
                                            << u"models/a/up.cpp:2: models/a must not include models/b/b.h"_s;
        QTest::newRow("each of several") << Tree{b,
                                                 {u"app/c.h"_s, QString()},
                                                 {u"models/a/a.h"_s,
                                                  u"#include \"models/b/b.h\"\n#include \"app/c.h\"\n"_s}}
                                         << u"models/a/a.h:1: models/a must not include models/b/b.h\n"
                                            "models/a/a.h:2: models/a must not include app/c.h"_s;
        QTest::newRow("a folder without a row")
            << Tree{{u"models/new/n.h"_s, QString()}, {u"models/new/o.h"_s, QString()}}
            << u"models/new/n.h:1: the folder models/new has no row in the table"_s;
        QTest::newRow("a folder below one with a row")
            << Tree{{u"models/a/sub/n.h"_s, QString()}}
            << u"models/a/sub/n.h:1: the folder models/a/sub has no row in the table"_s;
        QTest::newRow("nothing of a room and its own parts") << Tree{{u"app/all.cpp"_s, u"#include \"app/x/x.h\"\n"_s},
                                                                     {u"app/base.h"_s, QString()},
                                                                     {u"app/x/x.h"_s, u"#include \"app/base.h\"\n"_s}}
                                                             << QString();
        QTest::newRow("a part that looks into its neighbour")
            << Tree{{u"app/y/y.h"_s, QString()}, {u"app/x/x.h"_s, u"#include \"app/y/y.h\"\n"_s}}
            << u"app/x/x.h:1: app/x must not include app/y/y.h"_s;
        QTest::newRow("a stem used twice") << Tree{a, {u"models/a/a.cpp"_s, QString()}, {u"models/b/a.cpp"_s, QString()}}
                                           << u"models/b/a.cpp:1: the stem a is used in models/a too"_s;
        QTest::newRow("a stem a test uses too")
            << Tree{a, {u"tests/a.cpp"_s, QString()}} << u"tests/a.cpp:1: the stem a is used in models/a too"_s;
        QTest::newRow("an include from its own folder")
            << Tree{a, {u"models/a/z.cpp"_s, u"#include \"a.h\"\n"_s}}
            << u"models/a/z.cpp:1: a.h does not start at the root: models/a/a.h"_s;
        QTest::newRow("an include that climbs")
            << Tree{a, {u"models/b/z.cpp"_s, u"#include \"../a/a.h\"\n"_s}}
            << u"models/b/z.cpp:1: ../a/a.h does not start at the root: models/a/a.h"_s;
        QTest::newRow("a project file in angle brackets")
            << Tree{a, {u"models/b/z.cpp"_s, u"#include <models/a/a.h>\n"_s}}
            << u"models/b/z.cpp:1: models/a/a.h is a file of the project: include it in quotes"_s;
        QTest::newRow("a file that is not there") << Tree{{u"models/b/z.cpp"_s, u"#include \"models/a/gone.h\"\n"_s}}
                                                  << u"models/b/z.cpp:1: there is no models/a/gone.h"_s;
        QTest::newRow("nothing of generated headers")
            << Tree{{u"models/b/z.cpp"_s, u"#include \"z.moc\"\n#include \"windsock_version.h\"\n"_s}} << QString();
        QTest::newRow("nothing of what tests include")
            << Tree{a, b, {u"tests/a/tst_a.cpp"_s, u"#include \"models/b/b.h\"\n"_s}} << QString();
        QTest::newRow("a test that is included")
            << Tree{{u"tests/t.h"_s, QString()}, {u"models/b/z.cpp"_s, u"#include \"tests/t.h\"\n"_s}}
            << u"models/b/z.cpp:1: models/b must not include tests/t.h"_s;
    }

    void tellsOf()
    {
        QFETCH(Tree, tree);
        QTEST(brokenIn(tree, smallTable()).join(u'\n'), "broken");
    }

    void tableHasFaults_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("faults");

        QTest::newRow("none") << QByteArray(R"({"a": [], "b": ["a"], "c": ["a", "b"], "d": ["*"]})") << QString();
        QTest::newRow("two in a circle") << QByteArray(R"({"a": ["b"], "b": ["a"]})") << u"cycle: a -> b -> a"_s;
        QTest::newRow("three in a circle")
            << QByteArray(R"({"a": ["b"], "b": ["c"], "c": ["a"]})") << u"cycle: a -> b -> c -> a"_s;
        QTest::newRow("a circle that is not reached first")
            << QByteArray(R"({"a": ["b"], "b": ["c"], "c": ["b"]})") << u"cycle: b -> c -> b"_s;
        QTest::newRow("back into what includes everything")
            << QByteArray(R"({"a": ["top"], "top": ["*"]})") << u"cycle: a -> top -> a"_s;
        QTest::newRow("a folder without a row")
            << QByteArray(R"({"a": ["gone"]})") << u"a may include gone, which has no row"_s;
    }

    void tableHasFaults()
    {
        QFETCH(QByteArray, json);
        QTEST(tableFrom(json).faults().join(u'\n'), "faults");
    }

    void tableIsNotATable()
    {
        QString error;
        QVERIFY(!ArrowTable::fromJson("[", &error));
        QVERIFY(error.startsWith("not a JSON object"_L1));
        QVERIFY(!ArrowTable::fromJson(R"({"a": "b"})", &error));
        QCOMPARE(error, u"the row of a is not a list"_s);
    }
};

QTEST_GUILESS_MAIN(TestArrows)

#include "tst_arrows.moc"
