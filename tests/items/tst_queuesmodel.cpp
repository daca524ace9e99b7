// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/queuesmodel.h"
#include "models/items/roles.h"
#include "tests/items/modeldump.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Windsock;
using namespace std::chrono_literals;

namespace {
const QDateTime s_now(QDate(2026, 11, 20), QTime(15, 0), QTimeZone::UTC);
const AccountId s_lando(u"lando"_s);
const AccountId s_treeherder(u"th"_s);

Landing job(qint64 number, Landing::State state)
{
    return {.account = s_lando, .state = state, .job = number, .repository = u"autoland"_s};
}

Push push(qint64 id)
{
    return {.account = s_treeherder, .id = id, .repository = u"try"_s};
}

PushStanding standing(qint64 push, bool settled)
{
    return {.account = s_treeherder, .pushId = push, .settled = settled};
}

Realised way(const QString &queue, std::chrono::minutes ago, std::chrono::minutes took)
{
    const QDateTime to = s_now.addDuration(-ago);
    return {.queue = queue, .from = to.addDuration(-took), .to = to};
}

QueueDelay delay(const QString &queue)
{
    return {.account = s_lando, .queue = queue, .since = s_now.addSecs(-3600), .half = 20min, .most = 30min};
}

const QString s_autoland = u"landing/firefox-autoland"_s;
}

class QueuesModelTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom)); }

    void init()
    {
        m_model = std::make_unique<QueuesModel>();
        m_tester = std::make_unique<QAbstractItemModelTester>(m_model.get(),
                                                              QAbstractItemModelTester::FailureReportingMode::Fatal);
        m_model->setZone(QTimeZone::utc());
        m_model->setNow(s_now);
    }

    void cleanup()
    {
        m_tester.reset();
        m_model.reset();
    }

    void whatIsUnderWayCountsUntilItEnds()
    {
        ChangeSet set{.account = s_lando};
        set.landings.added = {job(1, Landing::State::Queued), job(2, Landing::State::Landing),
                              job(3, Landing::State::Landed)};
        m_model->apply(set);
        ChangeSet pushes{.account = s_treeherder};
        pushes.pushes.added = {push(7), push(8), push(9), push(10)};
        pushes.standings.added = {standing(7, false), standing(8, false), standing(9, false), standing(10, true)};
        m_model->apply(pushes);
        QCOMPARE(dump(*m_model, {ItemRole::State}),
                 (QStringList{u"Results on try|3|0|How long it usually takes is not known yet state=unknown"_s,
                              u"Landing on firefox-autoland|2|0|How long it usually takes is not known yet "
                              "state=unknown"_s}));
        ChangeSet over{.account = s_treeherder};
        over.standings.changed = {{standing(7, false), standing(7, true)}, {standing(8, false), standing(8, true)}};
        over.pushes.removed = {push(9)};
        m_model->apply(over);
        QCOMPARE(names(), QStringList{u"Landing on firefox-autoland"_s});
        ChangeSet landed{.account = s_lando};
        landed.landings.changed = {{job(1, Landing::State::Queued), job(1, Landing::State::Failed)}};
        landed.landings.removed = {job(2, Landing::State::Landing)};
        m_model->apply(landed);
        QVERIFY(names().isEmpty());
    }

    void aBugIsInNoQueueYet()
    {
        ChangeSet set{.account = s_lando};
        set.landings.added = {{.account = s_lando, .bug = 12, .trees = {u"try"_s}, .state = Landing::State::Queued}};
        m_model->apply(set);
        QVERIFY(names().isEmpty());
    }

    void timesAreOfLatelyAndOfAll()
    {
        ChangeSet set{.account = s_lando};
        for (int i = 0; i < 40; ++i) {
            set.realised.append(way(s_autoland, 48h + std::chrono::minutes(i), 30min));
        }
        m_model->apply(set);
        QVERIFY(names().isEmpty()); // nothing within a day
        ChangeSet today{.account = s_lando};
        for (int i = 0; i < 10; ++i) {
            today.realised.append(way(s_autoland, 1h * i + 30min, i < 5 ? 60min : 150min));
        }
        Realised left = way(s_autoland, 10min, 1min);
        left.end = Realised::End::Left;
        today.realised.append(left);
        m_model->apply(today);
        const auto health = m_model->index(0, 0).data(ItemRole::QueueHealth).value<QueueHealth>();
        QCOMPARE(health.arrived, 3);
        QCOMPARE(health.lately, (QueueHealth::Times{.half = 60min, .most = 150min}));
        QCOMPARE(health.usual, (QueueHealth::Times{.half = 30min, .most = 60min}));
        QCOMPARE(m_model->index(0, QueuesModel::TimesColumn).data().toString(),
                 u"Half took up to 60 minutes, nine of ten up to 3 hours (usually 30 minutes and 60 minutes)"_s);
        m_model->setNow(s_now.addSecs(3 * 3600));
        QCOMPARE(m_model->index(0, QueuesModel::ThroughColumn).data().toString(), u"0"_s);
        m_model->setNow(s_now.addSecs(25 * 3600));
        QVERIFY(names().isEmpty());
    }

    void slowOnesComeFirstAndSaySo()
    {
        ChangeSet set{.account = s_lando};
        for (int i = 0; i < 30; ++i) {
            set.realised.append(way(s_autoland, std::chrono::minutes(i), 30min));
            set.realised.append(way(u"landing/firefox-beta"_s, std::chrono::minutes(i), 30min));
        }
        set.landings.added = {job(1, Landing::State::Queued)};
        m_model->apply(set);
        QCOMPARE(names(), (QStringList{u"Landing on firefox-autoland"_s, u"Landing on firefox-beta"_s}));
        ChangeSet slow{.account = s_lando};
        slow.delays.added = {delay(u"landing/firefox-beta"_s)};
        m_model->apply(slow);
        QCOMPARE(names(), (QStringList{u"Landing on firefox-beta"_s, u"Landing on firefox-autoland"_s}));
        const QModelIndex first = m_model->index(0, 0);
        QCOMPARE(first.data(ItemRole::State).toString(), u"slow"_s);
        QCOMPARE(first.data(ItemRole::Held).toString(), u"Takes clearly longer than usual, seen since 14:00"_s);
        QVERIFY(first.data(Qt::AccessibleTextRole).toString().contains(u"seen since 14:00"_s));
        ChangeSet well{.account = s_lando};
        QueueDelay over = delay(u"landing/firefox-beta"_s);
        over.over = s_now;
        well.delays.changed = {{delay(u"landing/firefox-beta"_s), over}};
        m_model->apply(well);
        QCOMPARE(names().constFirst(), u"Landing on firefox-autoland"_s);
        QCOMPARE(m_model->index(1, 0).data(ItemRole::State).toString(), u"usual"_s);
    }

    void theZoneIsTheViewers()
    {
        ChangeSet set{.account = s_lando};
        set.delays.added = {delay(s_autoland)};
        m_model->apply(set);
        QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
        m_model->setZone(QTimeZone("Europe/Berlin"));
        QCOMPARE(changed.size(), 1);
        QVERIFY(m_model->index(0, 0).data(ItemRole::Held).toString().endsWith(u"15:00"_s));
    }

    void itGoesStaleWithItsSource()
    {
        ChangeSet set{.account = s_lando};
        set.landings.added = {job(1, Landing::State::Queued)};
        m_model->apply(set);
        QVERIFY(!m_model->index(0, 0).data(ItemRole::Stale).toBool());
        m_model->setHealth({.watch = WatchId(u"lando/job-1"_s),
                            .account = s_lando,
                            .state = SourceHealth::State::Failing,
                            .asOf = s_now.addSecs(-600)});
        QVERIFY(m_model->index(0, 0).data(ItemRole::Stale).toBool());
        QCOMPARE(m_model->index(0, 0).data(ItemRole::AsOf).toDateTime(), s_now.addSecs(-600));
        m_model->forgetHealth(s_lando, WatchId(u"lando/job-1"_s));
        QVERIFY(!m_model->index(0, 0).data(ItemRole::Stale).toBool());
    }

private:
    QStringList names() const
    {
        QStringList all;
        for (int i = 0; i < m_model->rowCount(); ++i) {
            all.append(m_model->index(i, 0).data().toString());
        }
        return all;
    }

    std::unique_ptr<QueuesModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

QTEST_GUILESS_MAIN(QueuesModelTest)
#include "tst_queuesmodel.moc"
