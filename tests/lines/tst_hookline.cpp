// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/airfield/airfield.h"
#include "app/airfield/demoscript.h"
#include "app/lines/hookline.h"
#include "app/lines/hooknote.h"
#include "app/sources/github/hookrequests.h"
#include "tests/lines/listening.h"

#include <QTemporaryDir>

using namespace Windsock;
using namespace Qt::StringLiterals;
using Kind = Failure::Kind;
using Reason = Failure::Reason;

namespace {
using Hearing = ListeningBy<HookLine>;

const QString s_target = u"windsock-demo/kite"_s;

/// A GitHub whose webhooks are forwarded, and what a line to it is opened with.
struct World {
    World()
    {
        if (!field.listen()) {
            qFatal("the airfield does not open");
        }
        github().addPull(s_target, 7, u"Mend the sock"_s, u"dev"_s);
        task.account = {.id = AccountId(u"gh"_s), .service = Service::GitHub, .baseUrl = field.url(u"github"_s)};
        task.password = "demo-token";
        task.target = s_target;
        task.noteFile = hookNoteFile(folder.path(), u"gh"_s, s_target);
        for (const QString &event : hookEvents()) {
            task.bindings.append({s_target, event});
        }
    }

    GitHubWorld &github() { return field.worlds().github; }
    FieldHooks &hooks() { return github().hooks(); }
    void change() { github().setChecks(s_target, 7, {{u"build"_s, u"FAILURE"_s}}); }

    QTemporaryDir folder;
    Airfield field;
    LineTask task;
};
}

/// Forwarded webhooks, against the airfield's GitHub.
class HookLineTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".+"_s)); }

    void aWebhookIsMadeHeardAndRemoved()
    {
        World world;
        Hearing hearing;
        QVERIFY(hearing.opens(world.task));
        QVERIFY(hearing.missing->isEmpty());
        QCOMPARE(world.hooks().made(), 1);
        QCOMPARE(world.hooks().active(), 1);
        QVERIFY(readHookNote(world.task.noteFile)->id > 0);
        world.change();
        QTRY_VERIFY(hearing.looks.contains(WatchId(u"pull_request"_s)));
        QCOMPARE(hearing.last.exchange, s_target);
        QVERIFY(hearing.last.body.contains("full_name"));
        QCOMPARE(hearing.last.routes.size(), 1);
        QTRY_COMPARE(world.hooks().answered(), world.hooks().told());
        hearing.line.close();
        QTRY_COMPARE(world.hooks().made(), 0);
        QTRY_VERIFY(!readHookNote(world.task.noteFile));
        QCOMPARE(hearing.losses, 0);
    }

    void somebodyElseForwardsThem()
    {
        World world;
        const qint64 other = world.hooks().addLeft(s_target, QDateTime::currentDateTimeUtc().addDays(-1));
        Hearing hearing;
        const Failure failure = hearing.loses(world.task);
        QCOMPARE(failure.kind, Kind::Rejected);
        QCOMPARE(failure.reason, Reason::Taken);
        QCOMPARE(hearing.losses, 1);
        QVERIFY(!readHookNote(world.task.noteFile));
        // Nor is it taken for ours where we once asked for one and never heard of it.
        QVERIFY(writeHookNote(world.task.noteFile,
                              {.id = 0, .asked = QDateTime::currentDateTimeUtc(), .account = {}, .target = {}}));
        Hearing again;
        QCOMPARE(again.loses(world.task).reason, Reason::Taken);
        QCOMPARE(world.hooks().made(), 1);
        QCOMPARE(other, 1);
    }

    void whatAKilledRunLeftIsRemoved_data()
    {
        QTest::addColumn<bool>("isKnown");
        QTest::newRow("its number was heard") << true;
        QTest::newRow("its number was not heard") << false;
    }
    void whatAKilledRunLeftIsRemoved()
    {
        QFETCH(const bool, isKnown);
        World world;
        const QDateTime now = QDateTime::currentDateTimeUtc();
        const qint64 left = world.hooks().addLeft(s_target, now);
        QVERIFY(
            writeHookNote(world.task.noteFile, {.id = isKnown ? left : 0, .asked = now, .account = {}, .target = {}}));
        Hearing hearing;
        QVERIFY(hearing.opens(world.task));
        QCOMPARE(world.hooks().made(), 1);
        QVERIFY(readHookNote(world.task.noteFile)->id != left);
    }

    void onlyWhatWasLeftIsRemoved()
    {
        World world;
        const QDateTime now = QDateTime::currentDateTimeUtc();
        const qint64 left = world.hooks().addLeft(s_target, now);
        QVERIFY(writeHookNote(world.task.noteFile, {.id = left, .asked = now, .account = {}, .target = {}}));
        world.task.bindings.clear();
        Hearing hearing;
        QCOMPARE(hearing.loses(world.task).reason, Reason::Cancelled);
        QCOMPARE(world.hooks().made(), 0);
        QVERIFY(!readHookNote(world.task.noteFile));
    }

    void aNoteOfOneThatIsGone()
    {
        World world;
        QVERIFY(writeHookNote(world.task.noteFile,
                              {.id = 77, .asked = QDateTime::currentDateTimeUtc(), .account = {}, .target = {}}));
        Hearing hearing;
        QVERIFY(hearing.opens(world.task));
        QCOMPARE(world.hooks().made(), 1);
    }

    void refused_data()
    {
        QTest::addColumn<QString>("how");
        QTest::addColumn<Failure::Kind>("kind");
        QTest::addColumn<Failure::Reason>("reason");
        QTest::newRow("the token is revoked") << u"status:401"_s << Kind::NeedsLogin << Reason::BadCredential;
        QTest::newRow("no administrator") << u"status:403"_s << Kind::Rejected << Reason::Forbidden;
        QTest::newRow("no such thing, or no administrator") << u"status:404"_s << Kind::Rejected << Reason::Forbidden;
        QTest::newRow("its own error") << u"status:503"_s << Kind::Transient << Reason::ServerError;
        QTest::newRow("HTML") << u"html"_s << Kind::Malformed << Reason::NotTheFormat;
    }
    void refused()
    {
        QFETCH(const QString, how);
        World world;
        QVERIFY(world.field.misbehave(u"/github/repos"_s, how));
        Hearing hearing;
        const Failure failure = hearing.loses(world.task);
        QTEST(failure.kind, "kind");
        QTEST(failure.reason, "reason");
        QCOMPARE(failure.host, u"127.0.0.1"_s);
        QVERIFY(!failure.detail.contains("demo-token"_L1));
        QCOMPARE(hearing.losses, 1);
        world.field.calm();
    }

    void theScopeThatIsMissingIsNamed()
    {
        World world;
        world.hooks().setAllowed(false);
        Hearing hearing;
        const Failure failure = hearing.loses(world.task);
        QCOMPARE(failure.reason, Reason::Forbidden);
        QVERIFY2(failure.detail.contains("admin:repo_hook"_L1), qPrintable(failure.detail));
    }

    void endsOfTheConnection_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<Failure::Kind>("kind");
        QTest::newRow("without a word") << 0 << Kind::Transient;
        QTest::newRow("normal") << 1000 << Kind::Transient;
        QTest::newRow("going away") << 1001 << Kind::Transient;
        QTest::newRow("not allowed") << 1008 << Kind::Rejected;
        QTest::newRow("of GitHub's own") << 4001 << Kind::Transient;
    }
    void endsOfTheConnection()
    {
        QFETCH(const int, code);
        World world;
        Hearing hearing;
        QVERIFY(hearing.opens(world.task));
        world.hooks().end(code, u"because"_s);
        QTRY_VERIFY(hearing.lost);
        QTEST(hearing.lost->kind, "kind");
        QCOMPARE(hearing.losses, 1);
        // Opened anew it removes what it had, and has another made.
        hearing.lost.reset();
        hearing.missing.reset();
        QVERIFY(hearing.opens(world.task));
        QCOMPARE(world.hooks().made(), 1);
        QCOMPARE(world.hooks().active(), 1);
        QCOMPARE(world.hooks().listening(), 1);
        world.change();
        QTRY_VERIFY(hearing.looks.contains(WatchId(u"pull_request"_s)));
    }

    void closedBeforeItIsOpen()
    {
        World world;
        Hearing hearing;
        for (int i = 0; i < 5; ++i) {
            hearing.open(world.task);
            QTRY_VERIFY(world.hooks().made() >= i % 2); // at once, or when GitHub has made one
            hearing.line.close();
            hearing.open(world.task);
            hearing.line.close();
        }
        // GitHub has room for one: it is there once the others, made late or never, are gone.
        QVERIFY(hearing.opens(world.task));
        QCOMPARE(world.hooks().made(), 1);
        hearing.line.close();
        QTRY_COMPARE(world.hooks().made(), 0);
        QTRY_VERIFY(!readHookNote(world.task.noteFile));
        QCOMPARE(hearing.losses, 0);
    }
};

QTEST_GUILESS_MAIN(HookLineTest)

#include "tst_hookline.moc"
