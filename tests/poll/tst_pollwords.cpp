// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/net/backoff.h"
#include "app/poll/pollplan.h"
#include "app/poll/powerstate.h"

#include <QSignalSpy>
#include <QTest>

#include <set>

using namespace Windsock;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class PollWordsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void thePlanSlowsDownWhenNobodyLooks()
    {
        QCOMPARE(pollInterval(Service::Treeherder, Watch::Kind::Tree, PollSituation::Active), 60s);
        QCOMPARE(pollInterval(Service::Bugzilla, Watch::Kind::Landings, PollSituation::Active), 120s);
        QCOMPARE(pollInterval(Service::GitHub, Watch::Kind::Repository, PollSituation::Active), 60s);
        QCOMPARE(pollInterval(Service::Meetup, Watch::Kind::Group, PollSituation::Active), 15min);
        QCOMPARE(pollInterval(Service::ICalendar, Watch::Kind::Calendar, PollSituation::Active), 15min);
        for (const Service service :
             {Service::Treeherder, Service::Bugzilla, Service::GitHub, Service::Meetup, Service::ICalendar}) {
            for (const Watch::Kind kind : {Watch::Kind::Tree, Watch::Kind::Author, Watch::Kind::Landings,
                                           Watch::Kind::Repository, Watch::Kind::Group, Watch::Kind::Calendar}) {
                const auto in = [&](PollSituation situation) { return pollInterval(service, kind, situation); };
                QVERIFY(in(PollSituation::Active) >= 60s);
                QVERIFY(in(PollSituation::Active) <= in(PollSituation::Background));
                QVERIFY(in(PollSituation::Background) < in(PollSituation::Idle));
                QVERIFY(in(PollSituation::Idle) < in(PollSituation::Saving));
            }
        }
    }

    void backoffIsSpreadAndBounded()
    {
        std::mt19937 random(1);
        std::set<qint64> seen;
        for (int i = 0; i < 200; ++i) {
            const auto first = backoffDelay(1, random);
            QVERIFY(first >= 5s && first <= 30s);
            seen.insert(first.count());
            QVERIFY(backoffDelay(3, random) <= 120s);
            QVERIFY(backoffDelay(1'000'000, random) <= 30min);
            QVERIFY(backoffDelay(-1, random) >= 5s);
        }
        QVERIFY(seen.size() > 150);
        std::mt19937 a(3);
        std::mt19937 b(3);
        QCOMPARE(backoffDelay(4, a), backoffDelay(4, b));
        auto longest = 0ms;
        for (int i = 0; i < 200; ++i) {
            longest = std::max(longest, backoffDelay(20, random));
        }
        QVERIFY(longest > 20min);
    }

    void withoutABusTheMachineNeverSleeps()
    {
        PowerState power{QDBusConnection(u"nowhere"_s)};
        QVERIFY(!power.isOnBattery());
    }

    void wakingAndUnplugging()
    {
        PowerState power{QDBusConnection(u"nowhere"_s)};
        QSignalSpy woke(&power, &PowerState::wokeUp);
        QSignalSpy battery(&power, &PowerState::onBatteryChanged);
        const auto sleep = [&](bool goingDown) {
            return QMetaObject::invokeMethod(&power, "prepareForSleep", Q_ARG(bool, goingDown));
        };
        QVERIFY(sleep(true));
        QCOMPARE(woke.size(), 0);
        QVERIFY(sleep(false));
        QCOMPARE(woke.size(), 1);
        const auto told = [&](const QString &interface, const QVariantMap &changed) {
            return QMetaObject::invokeMethod(&power, "powerChanged", Q_ARG(QString, interface),
                                             Q_ARG(QVariantMap, changed), Q_ARG(QStringList, QStringList()));
        };
        QVERIFY(told(u"org.freedesktop.UPower"_s, {{u"OnBattery"_s, true}}));
        QVERIFY(told(u"org.freedesktop.UPower"_s, {{u"LidIsClosed"_s, true}}));
        QVERIFY(told(u"org.example"_s, {{u"OnBattery"_s, false}}));
        QVERIFY(power.isOnBattery());
        QCOMPARE(battery.size(), 1);
    }
};

QTEST_GUILESS_MAIN(PollWordsTest)

#include "tst_pollwords.moc"
