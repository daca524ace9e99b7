// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/roles.h"
#include "tests/features/flight.h"
#include "tests/features/onechange.h"

#include <QStandardPaths>
#include <QTest>
#include <QTimeZone>

#include <algorithm>

using namespace Windsock;
using namespace Qt::StringLiterals;

namespace {
const QDateTime s_start({2026, 11, 20}, {10, 0}, QTimeZone::utc());
}

/// A change from its bug to its backout, by the whole app over HTTP: one thread, and each notice once, in the order of
/// what happened, wherever the app is stopped on the way.
class TestOneChange : public QObject
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

void TestOneChange::oneThread_data()
{
    QTest::addColumn<int>("stopAfter"); // -1: never, -2: after each step
    QTest::newRow("undisturbed") << -1;
    QTest::newRow("restarted after each step") << -2;
    for (int i = 0; i < OneChange::steps().size(); ++i) {
        QTest::newRow(qPrintable(u"restarted after "_s + OneChange::steps().at(i))) << i;
    }
}

void TestOneChange::oneThread()
{
    QFETCH(const int, stopAfter);
    Flight flight(s_start);
    Airfield &field = flight.field(u"all"_s);
    OneChange change(field);
    flight.open();
    flight.app().setPreferences({.settleTime = std::chrono::seconds(0)});
    flight.addAccountAt(u"all"_s, u"bmo"_s, Service::Bugzilla, true);
    flight.addAccountAt(u"all"_s, u"lando"_s, Service::Lando);
    flight.addAccountAt(u"all"_s, u"th"_s, Service::Treeherder);
    flight.addWatch(u"bmo/landings"_s, Watch::Kind::Landings, u"autoland"_s);
    flight.addWatch(u"lando/trees"_s, Watch::Kind::Trees, u"firefox-autoland"_s);
    flight.addWatch(u"th/try"_s, Watch::Kind::Tree, u"try"_s);
    flight.addWatch(u"th/autoland"_s, Watch::Kind::Tree, u"autoland"_s);
    std::ignore = flight.poll();
    QCOMPARE(flight.takeNews(), QStringList());
    QStringList told;
    for (int i = 0; !change.isOver(); ++i) {
        const QString step = change.step();
        flight.setNow(field.now());
        if (step == "queued"_L1) {
            flight.addWatch(u"lando/job"_s, Watch::Kind::LandingJob, QString::number(OneChange::job));
        }
        QVERIFY(flight.poll().allGood());
        for (const QString &line : flight.takeNews()) {
            told.append(step + u": "_s + line.section(u':', 0, line.contains(u"state:"_s) ? 1 : 0));
        }
        if (stopAfter == i || stopAfter == -2) {
            flight.restart();
            QVERIFY(flight.poll().allGood());
            QCOMPARE(flight.takeNews(), QStringList());
        }
    }
    // Each step of a landing is told in the step that brings it, and the backout by the whole change alone.
    QCOMPARE(told.filter(u"thread-changed"_s), QStringList{u"backed out: bmo/bug/123456 thread-changed backed-out"_s});
    QVERIFY2(std::ranges::is_sorted(
                 told, {}, [](const QString &line) { return OneChange::steps().indexOf(line.section(u':', 0, 0)); }),
             qPrintable(told.join(u'\n')));
    const ThreadsModel &threads = flight.app().threads();
    QStringList moments;
    for (int row = 0; row < threads.rowCount(); ++row) {
        const auto thread = threads.index(row, 0).data(ItemRole::Thread).value<ChangeThread>();
        if (thread.id == u"bmo/bug/123456"_s) {
            for (const Moment &moment : thread.moments) {
                moments.append(momentName(moment.kind) + u' ' + moment.subject.value.section(u'/', 1, 1) + u' '
                               + moment.detail);
            }
        }
    }
    QStringList ahead{u"try-push"_s, u"try-result"_s, u"try-result"_s, u"queued"_s,
                      u"held"_s,     u"released"_s,   u"landed"_s,     u"backed-out"_s};
    for (const QString &moment : std::as_const(moments)) {
        if (!ahead.isEmpty() && moment.section(u' ', 0, 0) == ahead.constFirst()) {
            ahead.removeFirst();
        }
    }
    QVERIFY2(ahead.isEmpty(), qPrintable(moments.join(u'\n')));
    if (m_told.isEmpty()) {
        m_told = told;
        m_moments = moments;
        qInfo("%s\n%s", qPrintable(told.join(u'\n')), qPrintable(moments.join(u'\n')));
    }
    QCOMPARE(told, m_told);
    QCOMPARE(moments, m_moments);
}

QTEST_MAIN(TestOneChange)
#include "tst_onechange.moc"
