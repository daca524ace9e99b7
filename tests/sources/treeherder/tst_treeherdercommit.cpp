// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/treeherder/treeherderrun.h"
#include "tests/sources/treeherder/smalltreeherder.h"

using namespace Qt::StringLiterals;
using namespace Windsock;

namespace {
const QByteArray s_revision(40, 'a');
const QString s_pushes = u"project/try/push/"_s;
using Small = SmallTreeherder;
}

/// The watch of one commit.
class TreeherderCommitTest : public QObject
{
    Q_OBJECT

private:
    static FetchTask watching(const Small &small, const QString &who) { return small.task(Watch::Kind::Revision, who); }

    static FetchTask later(FetchTask task, const Snapshot &snapshot, const QList<qint64> &open)
    {
        task.memory = {.watch = task.watch.id, .cursor = snapshot.cursor, .asOf = task.now, .openPushes = open};
        for (const Push &push : snapshot.pushes) {
            task.memory.keys.append(push.key());
        }
        return task;
    }

private Q_SLOTS:
    void findsThePushOfAnyOfItsCommits()
    {
        Small small;
        small.told[s_pushes] = {.body = Small::results({Small::push(1, QByteArray(40, 'b'))})};
        small.told[u"jobs/"_s] = {.body = Small::jobs({Small::job(5, "success")})};
        const auto found = small.fetch(watching(small, QString::fromLatin1(s_revision.toUpper())));
        QVERIFY(found);
        QCOMPARE(found->pushes.size(), 1);
        QCOMPARE(found->jobs.size(), 1);
        QVERIFY(found->whole);
        QCOMPARE(small.wire.asked.at(0).item("commit_revision"), QString::fromLatin1(s_revision));
        QCOMPARE(small.wire.asked.at(1).item("push_id__in"), u"1"_s);
    }

    void aShortOneIsTheTips()
    {
        Small small;
        small.told[s_pushes] = {.body = Small::results({Small::push(1, s_revision)})};
        small.told[u"jobs/"_s] = {.body = Small::jobs({})};
        const auto found = small.fetch(watching(small, u"aaaaaaa"_s));
        QVERIFY(found);
        QCOMPARE(found->pushes.value(0).id, 1);
        QCOMPARE(small.wire.asked.at(0).item("revision"), u"aaaaaaa"_s);
        QVERIFY(!small.wire.asked.at(0).query.hasQueryItem(u"commit_revision"_s));
    }

    void anUnknownOneIsNoFailureAndIsAskedAgain()
    {
        Small small;
        small.told[s_pushes] = {.body = Small::results({})};
        const auto nothing = small.fetch(watching(small, QString::fromLatin1(s_revision)));
        QVERIFY(nothing);
        QVERIFY(nothing->pushes.isEmpty() && nothing->skipped.isEmpty());
        QCOMPARE(small.takeAsked(), QStringList{s_pushes});
        small.told[s_pushes] = {.body = Small::results({Small::push(1, s_revision)})};
        small.told[u"jobs/"_s] = {.body = Small::jobs({})};
        const FetchTask next = later(watching(small, QString::fromLatin1(s_revision)), *nothing, {});
        const auto found = small.fetch(next);
        QVERIFY(found);
        QCOMPARE(found->pushes.size(), 1);
    }

    void aKnownOneIsAskedByItsNumber()
    {
        Small small;
        small.told[s_pushes] = {.body = Small::results({Small::push(1, s_revision)})};
        small.told[u"jobs/"_s] = {.body = Small::jobs({Small::job(5, "success")})};
        const FetchTask first = watching(small, u"aaaaaaa"_s);
        const auto found = small.fetch(first);
        QVERIFY(found);
        small.wire.asked.clear();
        const auto again = small.fetch(later(first, *found, {1}));
        QVERIFY(again);
        QCOMPARE(again->pushes, found->pushes);
        QCOMPARE(small.wire.asked.size(), 2);
        QCOMPARE(small.wire.asked.at(0).item("id__in"), u"1"_s);
        QVERIFY(small.wire.asked.at(1).query.hasQueryItem(u"last_modified__gt"_s));
    }

    void aPushThatIsGoneIsLookedForAgain()
    {
        Small small;
        small.told[s_pushes] = {.body = Small::results({})};
        FetchTask task = watching(small, u"aaaaaaa"_s);
        task.memory.keys = {u"push/1"_s, u"push/x"_s, u"landing/1"_s};
        const auto gone = small.fetch(task);
        QVERIFY(gone && gone->whole && gone->pushes.isEmpty());
        QCOMPARE(small.wire.asked.at(0).item("id__in"), u"1"_s);
    }

    void whatNobodyAskedForIsNotTaken()
    {
        Small small;
        small.told[s_pushes] = {.body = Small::results({Small::push(1, s_revision), Small::push(2, s_revision)})};
        small.told[u"jobs/"_s] = {.body = Small::jobs({})};
        FetchTask task = watching(small, u"aaaaaaa"_s);
        task.memory.keys = {u"push/2"_s};
        const auto found = small.fetch(task);
        QVERIFY(found);
        QCOMPARE(found->pushes.size(), 1);
        QCOMPARE(found->pushes.constFirst().id, 2);
    }

    void tooShortToBeOneIsSaid()
    {
        Small small;
        small.told[s_pushes] = {.body = Small::results({Small::push(1, "aaaaaaa1"), Small::push(2, "aaaaaaa2")})};
        const auto failed = small.fetch(watching(small, u"aaaaaaa"_s));
        QVERIFY(!failed);
        QCOMPARE(failed.error().kind, Failure::Kind::Rejected);
        QCOMPARE(failed.error().reason, Failure::Reason::BadRequest);
    }

    void aWatchOfNoCommitAsksNothing_data()
    {
        QTest::addColumn<QString>("who");
        for (const QString &who : {u""_s, u"abcdef"_s, u"abcdefg"_s, QString(41, u'a'), u"../a/bcd"_s, u"abcdef0\n"_s}) {
            QTest::addRow("%s", qPrintable(who)) << who;
        }
    }

    void aWatchOfNoCommitAsksNothing()
    {
        QFETCH(QString, who);
        Small small;
        const auto failed = small.fetch(watching(small, who));
        QVERIFY(!failed);
        QCOMPARE(failed.error().reason, Failure::Reason::BadRequest);
        QVERIFY(small.wire.asked.isEmpty());
    }

    void picksTheTipBeforeTheNewest()
    {
        const Push newest{.id = 3, .revision = u"ccc"_s};
        const Push tip{.id = 2, .revision = u"aaa1"_s};
        const Push again{.id = 1, .revision = u"aaa1"_s};
        QCOMPARE(Treeherder::pushOfCommit({newest, tip, again}, u"AAA"_s).value(), std::optional(tip));
        QCOMPARE(Treeherder::pushOfCommit({newest}, u"aaa"_s).value(), std::optional(newest));
        QCOMPARE(Treeherder::pushOfCommit({}, u"aaa"_s).value(), std::optional<Push>());
    }
};

QTEST_GUILESS_MAIN(TreeherderCommitTest)

#include "tst_treeherdercommit.moc"
