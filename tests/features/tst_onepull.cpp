// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/airfield/demoscript.h"
#include "models/items/roles.h"
#include "tests/features/flight.h"

#include <QRegularExpression>
#include <QStandardPaths>
#include <QTest>
#include <QTimeZone>

#include <algorithm>

using namespace Windsock;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
const QDateTime s_start({2026, 11, 20}, {10, 0}, QTimeZone::utc());
const QString s_repository = u"windsock-demo/kite"_s;
const QString s_revision = u"1a4d"_s.repeated(10);
constexpr qint64 s_bug = 123456;
constexpr int s_pull = 7;

QStringList steps()
{
    return {u"bug"_s, u"opened"_s, u"red"_s, u"green"_s, u"queued"_s, u"merged"_s, u"landed"_s, u"backed out"_s};
}

void step(FieldWorlds &worlds, const QString &what)
{
    const QString title = u"Bug %1 - Mend the sock"_s.arg(s_bug);
    if (what == "bug"_L1) {
        worlds.bugzilla.addBug(s_bug, u"Mend the sock"_s, u"[autoland-autoland]"_s, u"dev@demo.test"_s);
    } else if (what == "opened"_L1) {
        worlds.github.addPull(s_repository, s_pull, title, u"dev"_s);
        worlds.github.setChecks(s_repository, s_pull, {{u"build"_s, {}}});
    } else if (what == "red"_L1) {
        worlds.github.setChecks(s_repository, s_pull, {{u"build"_s, u"FAILURE"_s}});
    } else if (what == "green"_L1) {
        worlds.github.setChecks(s_repository, s_pull, {{u"build"_s, u"SUCCESS"_s}});
    } else if (what == "queued"_L1) {
        worlds.github.enqueue(s_repository, s_pull, u"dev"_s);
    } else if (what == "merged"_L1) {
        worlds.github.endQueueing(s_repository, s_pull, u"merged"_s, u"github-merge-queue"_s);
        worlds.github.merge(s_repository, s_pull);
    } else if (what == "landed"_L1) {
        worlds.treeherder.addPush(u"autoland"_s, s_revision, u"dev@demo.test"_s, u"%1 (#%2)"_s.arg(title).arg(s_pull));
    } else {
        worlds.treeherder.addPush(
            u"autoland"_s, u"bac0"_s.repeated(10), u"sheriff@demo.test"_s,
            u"Backed out changeset %1 (bug %2) for causing orange."_s.arg(s_revision.left(12)).arg(s_bug));
    }
}
}

/// A change that is a pull request, from its bug to its backout, by the whole app over HTTP: one thread, and each notice
/// once, in the order of what happened, wherever the app is stopped on the way.
class OnePullTest : public QObject
{
    Q_OBJECT

private:
    QStringList m_told; ///< of the first row: what the app tells, step by step
    QStringList m_moments;

private Q_SLOTS:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }
    void init() { QTest::failOnWarning(QRegularExpression(u".+"_s)); }

    void oneThread_data();
    void oneThread();
};

void OnePullTest::oneThread_data()
{
    QTest::addColumn<int>("stopAfter"); // -1: never, -2: after each step
    QTest::newRow("undisturbed") << -1;
    QTest::newRow("restarted after each step") << -2;
    for (int i = 0; i < steps().size(); ++i) {
        QTest::newRow(qPrintable(u"restarted after "_s + steps().at(i))) << i;
    }
}

void OnePullTest::oneThread()
{
    QFETCH(const int, stopAfter);
    Flight flight(s_start);
    Airfield &field = flight.field(u"all"_s);
    FieldWorlds &worlds = field.worlds();
    worlds.bugzilla.addBug(123000, u"Another one"_s, u"[autoland-autoland]"_s, u"dev@demo.test"_s);
    worlds.github.addPull(s_repository, 1, u"An older change"_s, u"pal"_s);
    worlds.treeherder.addRepository(u"autoland"_s); // in place of the recording
    worlds.treeherder.addPush(u"autoland"_s, u"4567"_s.repeated(10), u"pal@demo.test"_s, u"No bug - something else"_s);
    flight.open();
    flight.app().setPreferences({.settleTime = 0s});
    flight.addAccountAt(u"all"_s, u"bmo"_s, Service::Bugzilla, true);
    flight.addAccountAt(u"all"_s, u"gh"_s, Service::GitHub, true);
    flight.addAccountAt(u"all"_s, u"th"_s, Service::Treeherder);
    flight.addWatch(u"bmo/landings"_s, Watch::Kind::Landings, u"autoland"_s);
    flight.addWatch(u"gh/kite"_s, Watch::Kind::Repository, s_repository);
    flight.addWatch(u"th/autoland"_s, Watch::Kind::Tree, u"autoland"_s);
    QVERIFY(flight.poll().allGood());
    QCOMPARE(flight.takeNews(), QStringList());

    QStringList told;
    for (int i = 0; i < steps().size(); ++i) {
        field.advance(1min);
        step(worlds, steps().at(i));
        flight.setNow(field.now());
        QVERIFY(flight.poll().allGood());
        for (const QString &line : flight.takeNews()) {
            told.append(steps().at(i) + u": "_s + line.section(u':', 0, 1));
        }
        if (stopAfter == i || stopAfter == -2) {
            flight.restart();
            QVERIFY(flight.poll().allGood());
            QCOMPARE(flight.takeNews(), QStringList());
        }
    }
    QStringList moments;
    QStringList members;
    int threadsOfIt = 0;
    const ThreadsModel &threads = flight.app().threads();
    for (int row = 0; row < threads.rowCount(); ++row) {
        const auto thread = threads.index(row, 0).data(ItemRole::Thread).value<ChangeThread>();
        threadsOfIt += thread.id.contains(u"/%1"_s.arg(s_bug)) || thread.id.endsWith(u"/%1"_s.arg(s_pull));
        if (thread.id == u"bmo/bug/%1"_s.arg(s_bug)) {
            for (const Moment &moment : thread.moments) {
                moments.append(momentName(moment.kind) + u' ' + moment.subject.value.section(u'/', 0, 1));
            }
            for (const ThreadMember &member : thread.members) {
                members.append(member.subject.value.section(u'/', 0, 1));
            }
        }
    }
    if (m_told.isEmpty()) {
        m_told = told;
        m_moments = moments;
        qInfo("%s\n%s\n%s", qPrintable(told.join(u'\n')), qPrintable(moments.join(u'\n')),
              qPrintable(members.join(u'\n')));
    }
    QCOMPARE(threadsOfIt, 1);
    QVERIFY2(members.contains(u"bmo/bug"_s) && members.contains(u"gh/pr"_s) && members.contains(u"th/push"_s),
             qPrintable(members.join(u'\n')));
    // The steps of a request are told of the request, and its backout by the whole change alone.
    QCOMPARE(told.filter(u"thread-changed"_s).size(), 1);
    QVERIFY2(told.constLast().startsWith("backed out: bmo/bug/123456 thread-changed backed-out"_L1),
             qPrintable(told.constLast()));
    QVERIFY2(
        std::ranges::is_sorted(told, {}, [](const QString &line) { return steps().indexOf(line.section(u':', 0, 0)); }),
        qPrintable(told.join(u'\n')));
    QStringList ahead{u"pull-opened"_s, u"queued"_s, u"pull-merged"_s, u"backed-out"_s};
    for (const QString &moment : std::as_const(moments)) {
        if (!ahead.isEmpty() && moment.section(u' ', 0, 0) == ahead.constFirst()) {
            ahead.removeFirst();
        }
    }
    QVERIFY2(ahead.isEmpty(), qPrintable(moments.join(u'\n')));
    QCOMPARE(told, m_told);
    QCOMPARE(moments, m_moments);
}

QTEST_MAIN(OnePullTest)
#include "tst_onepull.moc"
