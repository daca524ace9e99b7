// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/lines/looksorter.h"

#include <QTest>

#include <algorithm>

using namespace Windsock;
using namespace Qt::StringLiterals;
using About = Look::About;

namespace {
const QString s_revision(40, u'a');

Account account(const QString &id, Service service, const QString &url)
{
    return {.id = AccountId(id), .service = service, .baseUrl = QUrl(url), .user = u"me"_s};
}

const Account s_line = account(u"pulse"_s, Service::Pulse, u"amqps://pulse.mozilla.org"_s);
const QList<Account> s_accounts{s_line, account(u"th"_s, Service::Treeherder, u"https://treeherder.mozilla.org"_s),
                                account(u"lando"_s, Service::Lando, u"https://lando.moz.tools"_s),
                                account(u"own"_s, Service::Treeherder, u"https://treeherder.example.org"_s),
                                account(u"bmo"_s, Service::Bugzilla, u"https://bugzilla.mozilla.org"_s)};

Watch watch(const QString &id, Watch::Kind kind, const QString &target, const QString &who = {})
{
    return {.id = WatchId(id), .account = AccountId(id.section(u'/', 0, 0)), .kind = kind, .target = target, .who = who};
}

const QList<Watch> s_watches{watch(u"th/autoland"_s, Watch::Kind::Tree, u"autoland"_s),
                             watch(u"th/mine"_s, Watch::Kind::Author, u"try"_s, u"me@example.org"_s),
                             watch(u"th/commit"_s, Watch::Kind::Revision, u"try"_s, s_revision),
                             watch(u"th/short"_s, Watch::Kind::Revision, u"try"_s, u"BBBBBBB"_s),
                             watch(u"lando/7"_s, Watch::Kind::LandingJob, u"7"_s),
                             watch(u"lando/trees"_s, Watch::Kind::Trees, {}),
                             watch(u"own/autoland"_s, Watch::Kind::Tree, u"autoland"_s),
                             watch(u"bmo/landings"_s, Watch::Kind::Landings, u"autoland"_s)};

LinePlan thePlan()
{
    return planLine(s_line, s_accounts, s_watches);
}

QStringList names(const QList<WatchId> &watches)
{
    QStringList names;
    for (const WatchId &watch : watches) {
        names.append(watch.value);
    }
    names.sort();
    return names;
}

QStringList keysOf(const LinePlan &plan, const QString &exchange)
{
    QStringList keys;
    for (const LineBinding &binding : plan.bindings) {
        if (binding.exchange == u"exchange/"_s + exchange) {
            keys.append(binding.key);
        }
    }
    return keys;
}

QStringList whom(LookSorter &sorter, const Look &look)
{
    return names(sorter.watchesOf(look));
}
}

class LinePlanTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".+"_s)); }

    void whomALineServes_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("service");
        QTest::addColumn<bool>("served");
        QTest::newRow("Mozilla's") << u"amqps://pulse.mozilla.org"_s << u"https://treeherder.mozilla.org"_s << true;
        QTest::newRow("moz.tools") << u"amqps://pulse.mozilla.org"_s << u"https://lando.moz.tools"_s << true;
        QTest::newRow("somebody's") << u"amqps://pulse.mozilla.org"_s << u"https://treeherder.example.org"_s << false;
        QTest::newRow("a name that ends alike")
            << u"amqps://pulse.mozilla.org"_s << u"https://evilmozilla.org"_s << false;
        QTest::newRow("their own") << u"amqps://mq.example.org"_s << u"https://treeherder.example.org"_s << true;
        QTest::newRow("this machine") << u"amqps://localhost:5"_s << u"http://127.0.0.1:80"_s << true;
        QTest::newRow("addresses") << u"amqps://10.0.0.1"_s << u"https://11.0.0.1"_s << false;
    }
    void whomALineServes()
    {
        QFETCH(const QString, line);
        QFETCH(const QString, service);
        QTEST(isServedBy(account(u"l"_s, Service::Pulse, line), account(u"s"_s, Service::Treeherder, service)),
              "served");
        QVERIFY(!isServedBy(account(u"l"_s, Service::Pulse, line), account(u"s"_s, Service::Bugzilla, service)));
    }

    void whatIsListenedTo()
    {
        const LinePlan plan = thePlan();
        QCOMPARE(names(plan.watches()),
                 (QStringList{u"lando/7"_s, u"th/autoland"_s, u"th/commit"_s, u"th/mine"_s, u"th/short"_s}));
        const QString commit = u"route.tc-treeherder.v2.try.%1.#"_s.arg(s_revision);
        QCOMPARE(keysOf(plan, u"taskcluster-queue/v1/task-failed"_s),
                 (QStringList{u"route.tc-treeherder.v2.autoland.#"_s, u"route.tc-treeherder.v2.try.#"_s, commit}));
        // Not each of the hundred thousand tasks a day that go well.
        QCOMPARE(keysOf(plan, u"taskcluster-queue/v1/task-completed"_s), QStringList{commit});
        QCOMPARE(keysOf(plan, u"taskcluster-queue/v1/task-group-resolved"_s),
                 (QStringList{u"primary.*.gecko-level-1.#"_s, u"primary.*.gecko-level-3.#"_s}));
        QCOMPARE(keysOf(plan, u"hgpushes/v1"_s), QStringList{u"#"_s});
        QCOMPARE(keysOf(plan, u"landoprod/pushes"_s), QStringList{u"#"_s});
        QVERIFY(std::ranges::is_sorted(plan.bindings));
        QVERIFY(std::ranges::adjacent_find(plan.bindings) == plan.bindings.end());
    }

    void nothingWatchedIsNothingListenedTo()
    {
        QVERIFY(planLine(s_line, s_accounts, {s_watches.at(6), s_watches.at(7)}).bindings.isEmpty());
    }

    void exchangesOfOnesOwn()
    {
        const LinePlan plan = planLine(s_line, s_accounts,
                                       {s_watches.at(0),
                                        watch(u"pulse/a"_s, Watch::Kind::Exchange, u"exchange/me/a"_s, u"x.*"_s),
                                        watch(u"pulse/b"_s, Watch::Kind::Exchange, u"exchange/me/b"_s),
                                        watch(u"other/c"_s, Watch::Kind::Exchange, u"exchange/me/c"_s)});
        QCOMPARE(keysOf(plan, u"me/a"_s), QStringList{u"x.*"_s});
        QCOMPARE(keysOf(plan, u"me/b"_s), QStringList{u"#"_s});
        QCOMPARE(keysOf(plan, u"me/c"_s), QStringList());
        QCOMPARE(names(plan.watches()), QStringList{u"th/autoland"_s});
    }

    void whatIsToldNeedsAllOfItsExchanges()
    {
        const LinePlan plan = thePlan();
        const auto told = [&plan](const QStringList &missing) { return names(plan.told(missing).values()); };
        QCOMPARE(told({}), (QStringList{u"th/autoland"_s, u"th/mine"_s}));
        QCOMPARE(told({u"exchange/landoprod/pushes"_s}), (QStringList{u"th/autoland"_s, u"th/mine"_s}));
        QCOMPARE(told({u"exchange/taskcluster-queue/v1/task-completed"_s}).size(), 2);
        QCOMPARE(told({u"exchange/hgpushes/v1"_s}), QStringList());
        QCOMPARE(told({u"exchange/taskcluster-queue/v1/task-exception"_s}), QStringList());
    }

    void aTaskIsOfItsPush()
    {
        LookSorter sorter(thePlan());
        Look look{.about = About::Task, .project = u"autoland"_s, .group = u"G"_s};
        QCOMPARE(whom(sorter, look), QStringList{u"th/autoland"_s});
        look.project = u"mozilla-central"_s;
        QCOMPARE(whom(sorter, look), QStringList());
        look.project = u"try"_s;
        look.user = u"somebody@example.org"_s;
        look.revision = QString(40, u'c');
        QCOMPARE(whom(sorter, look), QStringList());
        look.user = u"ME@example.org"_s;
        QCOMPARE(whom(sorter, look), QStringList{u"th/mine"_s});
        look.revision = s_revision;
        QCOMPARE(whom(sorter, look), (QStringList{u"th/commit"_s, u"th/mine"_s}));
        look.revision = QString(40, u'b');
        QCOMPARE(whom(sorter, look), (QStringList{u"th/mine"_s, u"th/short"_s}));
    }

    void aGroupIsThePushOfItsTasks()
    {
        LookSorter sorter(thePlan());
        const Look resolved{.about = About::TaskGroup, .group = u"G"_s, .scheduler = u"gecko-level-1"_s};
        // Nobody told of a task of it: it may be anybody's push with this scheduler.
        QCOMPARE(whom(sorter, resolved), (QStringList{u"th/commit"_s, u"th/mine"_s, u"th/short"_s}));
        std::ignore = sorter.watchesOf(
            Look{.about = About::Task, .project = u"try"_s, .revision = s_revision, .user = u"x"_s, .group = u"G"_s});
        QCOMPARE(whom(sorter, resolved), QStringList{u"th/commit"_s});
        // A task of which only the group is told, too.
        QCOMPARE(whom(sorter, Look{.about = About::Task, .group = u"G"_s}), QStringList{u"th/commit"_s});
        QCOMPARE(whom(sorter, Look{.about = About::TaskGroup, .group = u"H"_s, .scheduler = u"comm-level-3"_s}),
                 QStringList());
    }

    void groupsAreRememberedUpToTheirLimit()
    {
        LookSorter sorter(thePlan());
        for (int i = 0; i < 10'000; ++i) {
            std::ignore = sorter.watchesOf(
                Look{.about = About::Task, .project = u"elsewhere"_s, .group = u"G%1"_s.arg(i)});
        }
        QCOMPARE(sorter.groupsKnown(), 2000);
        const Look newest{.about = About::TaskGroup, .group = u"G9999"_s, .scheduler = u"gecko-level-3"_s};
        QCOMPARE(whom(sorter, newest), QStringList());
        const Look forgotten{.about = About::TaskGroup, .group = u"G1"_s, .scheduler = u"gecko-level-3"_s};
        QCOMPARE(whom(sorter, forgotten), QStringList{u"th/autoland"_s}); // in doubt it is looked at
    }

    void pushesAndLandings()
    {
        LookSorter sorter(thePlan());
        QCOMPARE(whom(sorter, {.about = About::Push, .project = u"autoland"_s}), QStringList{u"th/autoland"_s});
        // The commit may be any of the push, which is named by its last.
        QCOMPARE(whom(sorter, {.about = About::Push, .project = u"try"_s, .revision = QString(40, u'c'), .user = u"x"_s}),
                 (QStringList{u"th/commit"_s, u"th/short"_s}));
        QCOMPARE(whom(sorter, {.about = About::Landing}), QStringList{u"lando/7"_s});
        QCOMPARE(whom(sorter, {.about = About::Anything}).size(), 5);
        QCOMPARE(whom(sorter, {.about = About::Anything, .project = u"autoland"_s}),
                 (QStringList{u"lando/7"_s, u"th/autoland"_s}));
        QCOMPARE(sorter.watchesOf(LineMessage{.body = "<html>"}), QList<WatchId>());
    }
};

QTEST_GUILESS_MAIN(LinePlanTest)

#include "tst_lineplan.moc"
