// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/pushesmodel.h"
#include "models/items/queuemodel.h"
#include "models/items/roles.h"
#include "models/items/searchproxy.h"
#include "tests/items/modeldump.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Windsock;

namespace {
const QDateTime s_now(QDate(2026, 8, 1), QTime(12, 0), QTimeZone::UTC);

ChangeSet pushes()
{
    ChangeSet set{.account = AccountId(u"th"_s)};
    for (int i = 1; i <= 3; ++i) {
        set.pushes.added.append({.account = set.account,
                                 .id = i,
                                 .repository = i == 3 ? u"try"_s : u"autoland"_s,
                                 .author = u"ann"_s,
                                 .pushed = s_now.addSecs(i),
                                 .commits = {{.message = u"Change %1"_s.arg(i)}}});
        set.jobs.added.append({.id = i, .pushId = i, .typeName = u"mochitest-%1"_s.arg(i), .platform = u"linux64"_s});
        set.jobs.added.append({.id = 10 + i, .pushId = i, .typeName = u"build"_s, .platform = u"windows"_s});
    }
    return set;
}

QStringList titles(const QAbstractItemModel &model)
{
    QStringList titles;
    for (const QString &line : dump(model)) {
        titles.append(line.section(u'|', 0, 0));
    }
    return titles;
}
}

class SearchProxyTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void words_data()
    {
        QTest::addColumn<QString>("search");
        QTest::addColumn<QStringList>("rows");
        QTest::newRow("a push's words bring its platforms")
            << u"change 2"_s << QStringList{u"Change 2"_s, u"  linux64"_s, u"  windows"_s};
        QTest::newRow("any order and case")
            << u" 2 CHANGE "_s << QStringList{u"Change 2"_s, u"  linux64"_s, u"  windows"_s};
        QTest::newRow("a job brings its platform and push")
            << u"mochitest-1"_s << QStringList{u"Change 1"_s, u"  linux64"_s};
        QTest::newRow("words of both") << u"try mochitest"_s << QStringList{u"Change 3"_s, u"  linux64"_s};
        QTest::newRow("every word must be there") << u"try mochitest-1"_s << QStringList();
        QTest::newRow("no pattern") << u".*"_s << QStringList();
    }

    void words()
    {
        QFETCH(QString, search);
        PushesModel model;
        SearchProxy proxy;
        const QAbstractItemModelTester tester(&proxy, QAbstractItemModelTester::FailureReportingMode::Fatal);
        proxy.setSourceModel(&model);
        model.apply(pushes());
        QCOMPARE(titles(proxy).size(), 9);
        proxy.setSearch(search);
        QTEST(titles(proxy), "rows");
        QCOMPARE(proxy.search(), search);
        proxy.setSearch({});
        QCOMPARE(titles(proxy).size(), 9);
    }

    void rowsThatChangeAreLookedAtAgain()
    {
        PushesModel model;
        SearchProxy proxy;
        const QAbstractItemModelTester tester(&proxy, QAbstractItemModelTester::FailureReportingMode::Fatal);
        proxy.setSourceModel(&model);
        proxy.setSearch(u"xpcshell"_s);
        const ChangeSet first = pushes();
        model.apply(first);
        QCOMPARE(proxy.rowCount(), 0);
        ChangeSet set{.account = first.account};
        Job other = first.jobs.added.at(0);
        other.typeName = u"xpcshell"_s;
        set.jobs.changed.append({first.jobs.added.at(0), other});
        model.apply(set);
        QCOMPARE(titles(proxy), (QStringList{u"Change 1"_s, u"  linux64"_s}));
    }

    void sortsByWhatTheColumnMeans()
    {
        QueueModel model;
        SearchProxy proxy;
        const QAbstractItemModelTester tester(&proxy, QAbstractItemModelTester::FailureReportingMode::Fatal);
        proxy.setSourceModel(&model);
        ChangeSet set;
        for (const int days : {1, 20, 3}) {
            set.landings.added.append({.account = AccountId(u"b"_s), .bug = days, .changed = s_now.addDays(-days)});
        }
        model.apply(set);
        model.setNow(s_now);
        proxy.sort(QueueModel::ChangedColumn);
        QCOMPARE(titles(proxy), (QStringList{u"Bug 20: "_s, u"Bug 3: "_s, u"Bug 1: "_s}));
        proxy.sort(-1);
        QCOMPARE(titles(proxy), (QStringList{u"Bug 1: "_s, u"Bug 3: "_s, u"Bug 20: "_s}));
    }
};

QTEST_GUILESS_MAIN(SearchProxyTest)
#include "tst_searchproxy.moc"
