// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/agendamodel.h"
#include "models/items/glance.h"
#include "models/items/noticesmodel.h"
#include "models/items/pushesmodel.h"
#include "models/items/queuemodel.h"
#include "models/items/sourcesmodel.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Windsock;

namespace {
const QDateTime s_now(QDate(2026, 8, 1), QTime(12, 0), QTimeZone::UTC);
const AccountId s_account{u"th"_s};

struct World {
    PushesModel pushes;
    QueueModel queue;
    AgendaModel agenda;
    NoticesModel notices;
    SourcesModel sources;
    Glance glance{{&pushes, &queue, &agenda, &notices, &sources}};
    qint64 lastPush = 0;

    World()
    {
        agenda.setZone(QTimeZone(QTimeZone::UTC));
        glance.setNow(s_now);
    }

    qint64 push(Verdict verdict, bool settled = false, const QString &tree = u"autoland"_s)
    {
        ChangeSet set{.account = s_account};
        const qint64 id = ++lastPush;
        set.pushes.added.append({.account = s_account,
                                 .id = id,
                                 .repository = tree,
                                 .pushed = s_now.addSecs(id),
                                 .commits = {{.message = u"Change %1"_s.arg(id)}},
                                 .url = QUrl(u"https://example.org/%1"_s.arg(id))});
        set.standings.added.append({.account = s_account,
                                    .pushId = id,
                                    .verdict = verdict,
                                    .settled = settled,
                                    .testFailed = verdict == Verdict::Orange ? 2 : 0});
        pushes.apply(set);
        return id;
    }

    void source(const QString &id, SourceHealth::State state)
    {
        sources.apply({.watch = WatchId(id), .account = s_account, .state = state});
    }

    void event(const QString &uid, qint64 seconds, Occurrence::Status status = Occurrence::Status::Confirmed)
    {
        ChangeSet set;
        set.occurrences.added.append({.account = AccountId(u"mu"_s),
                                      .uid = uid,
                                      .title = u"Event "_s + uid,
                                      .start = s_now.addSecs(seconds),
                                      .end = s_now.addSecs(seconds + 60),
                                      .status = status});
        agenda.apply(set);
    }

    TrayState state()
    {
        QCoreApplication::processEvents();
        return glance.state();
    }
};
}

class GlanceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aClosedTreeAsksNothingOfAnybody()
    {
        World world;
        world.queue.setMe({u"me"_s});
        ChangeSet set{.account = s_account};
        set.landings.added = {
            {.account = s_account, .bug = 1, .author = u"me"_s, .trees = {u"comm"_s}, .state = Landing::State::Queued}};
        world.queue.apply(set);
        QTRY_COMPARE(world.glance.state(), TrayState::Running);
        ChangeSet trees{.account = AccountId(u"lando"_s)};
        trees.trees.added = {{.name = u"comm"_s, .status = Tree::Status::Closed}};
        world.queue.apply(trees);
        QTRY_COMPARE(world.glance.state(), TrayState::Idle);
        world.notices.apply(
            {{.key = u"lando/tree/comm#closed:1"_s, .kind = Notice::Kind::TreeChanged, .decided = s_now}});
        QTRY_COMPARE(world.glance.unreadNotices(), 1);
        QCOMPARE(world.glance.state(), TrayState::Idle);
        world.notices.apply({{.key = u"thread/1#backed-out"_s, .kind = Notice::Kind::ThreadChanged, .decided = s_now}});
        QTRY_COMPARE(world.glance.state(), TrayState::Failed);
    }

    void theWeightiestWins()
    {
        World world;
        QCOMPARE(world.state(), TrayState::Idle);
        QCOMPARE(world.glance.urgentLine(), u"All is quiet."_s);
        world.push(Verdict::Running, false, u"try"_s);
        QCOMPARE(world.state(), TrayState::Running);
        world.queue.setMe({u"me"_s});
        ChangeSet set;
        set.pullRequests.added.append({.account = AccountId(u"gh"_s),
                                       .repository = u"o/r"_s,
                                       .number = 1,
                                       .title = u"Turn"_s,
                                       .author = u"me"_s,
                                       .checks = PullRequest::Checks::Failing});
        world.queue.apply(set);
        QCOMPARE(world.state(), TrayState::NeedsYou);
        QCOMPARE(world.glance.urgentLine(), u"#1: Turn: Checks fail"_s);
        world.push(Verdict::Orange);
        QCOMPARE(world.state(), TrayState::Failed);
        QCOMPARE(world.glance.urgentLine(), u"Change 2 (autoland): Tests failed, 2 jobs"_s);
        world.source(u"a"_s, SourceHealth::State::Offline);
        QCOMPARE(world.state(), TrayState::Offline);
        world.source(u"b"_s, SourceHealth::State::Good);
        QCOMPARE(world.state(), TrayState::Failed);
        world.source(u"b"_s, SourceHealth::State::NeedsLogin);
        QCOMPARE(world.state(), TrayState::LoginNeeded);
        QCOMPARE(world.glance.topItems().size(), 4);
        QCOMPARE(world.glance.topItems().at(1).key, u"th/push/2"_s);
        QCOMPARE(world.glance.topItems().at(1).url, QUrl(u"https://example.org/2"_s));
        QVERIFY(world.glance.topItems().at(3).line.startsWith(u"Change 1"_s));
    }

    void anOldFailureIsNotForEver()
    {
        World world;
        world.push(Verdict::Orange, true);
        QCOMPARE(world.state(), TrayState::Failed);
        world.push(Verdict::Green, true, u"try"_s);
        QCOMPARE(world.state(), TrayState::Failed);
        world.push(Verdict::Green, true);
        QCOMPARE(world.state(), TrayState::Idle);
    }

    void anOldFailureThatStillRunsCounts()
    {
        World world;
        world.push(Verdict::Red, false);
        world.push(Verdict::Green, true);
        QCOMPARE(world.state(), TrayState::Failed);
    }

    void unreadBadNews_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<Notice::Kind>("kind");
        QTest::addColumn<bool>("bad");
        QTest::newRow("bad") << u"th/push/1#bad:orange:5"_s << Notice::Kind::PushBad << true;
        QTest::newRow("finished bad") << u"th/push/1#finished:red:5"_s << Notice::Kind::PushFinished << true;
        QTest::newRow("finished green") << u"th/push/1#finished:green"_s << Notice::Kind::PushFinished << false;
        QTest::newRow("recovered") << u"th/push/1#recovered:5"_s << Notice::Kind::PushRecovered << false;
        QTest::newRow("landing failed") << u"b/bug/1#state:failed:x"_s << Notice::Kind::LandingChanged << true;
        QTest::newRow("backed out") << u"b/bug/1#state:%1:x"_s.arg(landingStateName(Landing::State::BackedOut))
                                    << Notice::Kind::LandingChanged << true;
        QTest::newRow("landed") << u"b/bug/1#state:landed:x"_s << Notice::Kind::LandingChanged << false;
    }

    void unreadBadNews()
    {
        QFETCH(QString, key);
        QFETCH(Notice::Kind, kind);
        QFETCH(bool, bad);
        World world;
        Notice notice{.key = key, .kind = kind, .title = u"News"_s, .decided = s_now};
        world.notices.apply({notice});
        QCOMPARE(world.state(), bad ? TrayState::Failed : TrayState::Idle);
        QCOMPARE(world.glance.unreadNotices(), 1);
        notice.read = true;
        world.notices.apply({notice});
        QCOMPARE(world.state(), TrayState::Idle);
        QCOMPARE(world.glance.unreadNotices(), 0);
        notice.read = false;
        notice.state = Notice::State::Withdrawn;
        world.notices.apply({notice});
        QCOMPARE(world.state(), TrayState::Idle);
    }

    void nextDay()
    {
        World world;
        world.event(u"soon"_s, 600);
        world.event(u"in time"_s, 86'400);
        world.event(u"later"_s, 86'401);
        world.event(u"running"_s, -10);
        world.event(u"cancelled"_s, 900, Occurrence::Status::Cancelled);
        ChangeSet call; // for papers: nobody goes there
        call.occurrences.added.append({.account = AccountId(u"cfp"_s),
                                       .uid = u"call"_s,
                                       .title = u"Gust"_s,
                                       .start = s_now.addSecs(1200),
                                       .end = s_now.addSecs(1260)});
        call.occurrences.added.first().kind = Occurrence::Kind::Call;
        world.agenda.apply(call);
        world.state();
        QCOMPARE(world.glance.comingUp().size(), 2);
        QCOMPARE(world.glance.comingUp().at(0).key, u"mu/event/soon"_s);
        QVERIFY(world.glance.comingUp().at(0).line.endsWith(u": Event soon"_s));
        world.glance.setNow(s_now.addSecs(700));
        world.state();
        QCOMPARE(world.glance.comingUp().constFirst().key, u"mu/event/in time"_s);
    }

    void toldOnceForAll()
    {
        World world;
        world.state();
        QSignalSpy changed(&world.glance, &Glance::changed);
        for (int i = 0; i < 20; ++i) {
            world.push(Verdict::Running);
        }
        QCOMPARE(changed.size(), 0);
        world.state();
        QCOMPARE(changed.size(), 1);
        QCOMPARE(world.glance.topItems().size(), 8);
        world.pushes.setNow(s_now);
        world.state();
        QCOMPARE(changed.size(), 1);
    }

    void namesAndLines()
    {
        QCOMPARE(trayStateName(TrayState::NeedsYou), u"needs-you"_s);
        QCOMPARE(trayStateName(TrayState::LoginNeeded), u"login-needed"_s);
        Glance alone({});
        QCOMPARE(alone.state(), TrayState::Idle);
        QCOMPARE(alone.stateLine(), u"All is quiet."_s);
    }
};

QTEST_GUILESS_MAIN(GlanceTest)
#include "tst_glance.moc"
