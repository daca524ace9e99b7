// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/rules/judge.h"
#include "models/rules/threadwording.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace Windsock;

namespace {
const QDateTime s_now(QDate(2026, 11, 20), QTime(12, 0), QTimeZone::UTC);
const AccountId s_th(u"th"_s);
const AccountId s_bmo(u"bmo"_s);

Push backout()
{
    return {.account = s_th,
            .id = 3,
            .repository = u"autoland"_s,
            .revision = u"b1c2d3e4f5a6"_s,
            .author = u"sheriff@example.org"_s,
            .commits = {{.revision = u"b1c2d3e4f5a6"_s,
                         .author = u"S"_s,
                         .message = u"Backed out changeset a1b2c3d4e5f6 (bug 12) for <b>red</b>. CLOSED TREE"_s}},
            .url = QUrl(u"https://treeherder.example.org/3"_s)};
}

Landing landing(Landing::State state)
{
    return {.account = s_bmo, .bug = 12, .title = u"Fix the sock"_s, .state = state, .changed = s_now};
}

Moment moment(Moment::Kind kind, const QString &subject, int minute, const QString &detail = {})
{
    return {.kind = kind, .at = s_now.addSecs(60 * minute), .subject = Subject(subject), .detail = detail};
}

ChangeThread landed()
{
    return {.id = u"bmo/bug/12"_s,
            .title = u"Fix the sock"_s,
            .state = Landing::State::Landed,
            .members = {{.subject = Subject(u"bmo/bug/12"_s)},
                        {.subject = Subject(u"th/push/2"_s), .ground = ThreadMember::Ground::Bug, .detail = u"12"_s}},
            .moments = {moment(Moment::Kind::Requested, u"bmo/bug/12"_s, 0),
                        moment(Moment::Kind::TreePush, u"th/push/2"_s, 1, u"autoland a1b2c3d4e5f6"_s)}};
}

ChangeThread backedOutBy(const QString &subject, int minute = 5, const QString &detail = u"b1c2d3e4f5a6"_s)
{
    ChangeThread thread = landed();
    thread.state = Landing::State::BackedOut;
    thread.members.append({.subject = Subject(subject), .ground = ThreadMember::Ground::Backout, .detail = u"12"_s});
    thread.moments.append(moment(Moment::Kind::BackedOut, subject, minute, detail));
    return thread;
}

const QString s_push = u"th/push/3"_s;
const QString s_bug = u"bmo/bug/12"_s;

Judgement judged(const Change<ChangeThread> &change, const QList<Change<Landing>> &landings = {}, bool baseline = false)
{
    ChangeSet set{.account = landings.isEmpty() ? s_th : s_bmo, .at = s_now, .baseline = baseline};
    set.threads.changed = {change};
    set.landings.changed = landings;
    Facts facts{.account = set.account};
    if (landings.isEmpty()) {
        facts.pushes = {backout()};
    }
    return judge(set, facts, s_now, {});
}

QStringList keysOf(const Judgement &judgement)
{
    QStringList keys;
    for (const Notice &notice : judgement.notices) {
        keys.append(notice.key);
    }
    return keys;
}
}

class TestThreadRules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".+"_s)); }

    void whatLandedAndIsBackedOutIsTold()
    {
        const Judgement judgement = judged({landed(), backedOutBy(s_push)});
        QCOMPARE(keysOf(judgement), QStringList{u"thread/bmo/bug/12#backed-out:b1c2d3e4f5a6"_s});
        const Notice notice = judgement.notices.constFirst();
        QCOMPARE(notice.kind, Notice::Kind::ThreadChanged);
        QCOMPARE(notice.urgency, Notice::Urgency::High);
        QCOMPARE(notice.subject.value, u"thread/bmo/bug/12"_s);
        QCOMPARE(notice.account, s_th);
        QCOMPARE(notice.title, u"Bug 12 was backed out of autoland"_s);
        QCOMPARE(notice.text, u"Fix the sock\nWhy: <b>red</b>\nBy sheriff@example.org."_s);
        QCOMPARE(notice.url, QUrl(u"https://treeherder.example.org/3"_s));
        QCOMPARE(notice.decided, s_now);
        // That it landed is true no more.
        QCOMPARE(judgement.overtaken,
                 (QStringList{u"bmo/bug/12#state:landed"_s, u"th/push/2#state:landed"_s, u"th/push/3#state:landed"_s}));
    }

    void aBaselineTellsNothing() { QVERIFY(keysOf(judged({landed(), backedOutBy(s_push)}, {}, true)).isEmpty()); }

    void whatIsNotSeenToLandIsNotTold()
    {
        ChangeThread before = landed();
        before.state = Landing::State::Queued;
        before.moments.removeLast();
        ChangeThread after = backedOutBy(s_push);
        after.moments.remove(1);
        QVERIFY(keysOf(judged({before, after})).isEmpty());
    }

    void nothingNewIsNotTold()
    {
        QVERIFY(keysOf(judged({landed(), landed()})).isEmpty());
        QVERIFY(keysOf(judged({backedOutBy(s_push), backedOutBy(s_push)})).isEmpty());
        // A second push that takes the same back.
        ChangeThread twice = backedOutBy(s_push);
        twice.moments.append(moment(Moment::Kind::BackedOut, u"th/push/4"_s, 6, u"ffff"_s));
        QVERIFY(keysOf(judged({backedOutBy(s_push), twice})).isEmpty());
    }

    void aSecondBackingOutIsTold()
    {
        ChangeThread again = backedOutBy(u"th/push/9"_s, 2, u"0000"_s);
        again.state = Landing::State::Landed;
        again.moments.append(moment(Moment::Kind::TreePush, u"th/push/2"_s, 3));
        ChangeThread after = again;
        after.state = Landing::State::BackedOut;
        after.moments.append(moment(Moment::Kind::BackedOut, s_push, 5, u"b1c2d3e4f5a6"_s));
        QCOMPARE(keysOf(judged({again, after})), QStringList{u"thread/bmo/bug/12#backed-out:b1c2d3e4f5a6"_s});
    }

    void landingAgainWithdrawsIt()
    {
        ChangeThread after = backedOutBy(s_push);
        after.state = Landing::State::Landed;
        QCOMPARE(judged({backedOutBy(s_push), after}).overtaken, QStringList{u"thread/bmo/bug/12#"_s});
    }

    /// The push told it: that the bug says so later is no news. Where the bug is first the push is none.
    void nobodyIsToldTwice()
    {
        const Change<Landing> says{landing(Landing::State::Landed), landing(Landing::State::BackedOut)};
        QVERIFY(keysOf(judged({backedOutBy(s_push), backedOutBy(s_push)}, {says})).isEmpty());
        const QStringList own{u"bmo/bug/12#state:backedout:2026-11-20T12:00:00Z"_s};
        QCOMPARE(keysOf(judged({landed(), backedOutBy(s_bug)}, {says})), own);
        ChangeThread both = backedOutBy(s_push, 4);
        both.moments.append(moment(Moment::Kind::BackedOut, s_bug, 5));
        QVERIFY(keysOf(judged({backedOutBy(s_bug), both})).isEmpty());
    }

    /// Nothing was told of a backout of what had never been seen to land: then the bug's word is news.
    void theBugsWordIsNewsWhereThePushWasNone()
    {
        ChangeThread thread = backedOutBy(s_push);
        thread.moments.remove(1);
        const Change<Landing> says{landing(Landing::State::Requested), landing(Landing::State::BackedOut)};
        QCOMPARE(keysOf(judged({thread, thread}, {says})).size(), 1);
    }

    void aThreadThatAnotherKnewOfTellsNothingAgain()
    {
        ChangeSet set{.account = s_th, .at = s_now};
        set.threads.changed = {{landed(), backedOutBy(s_push)}};
        ChangeThread other = backedOutBy(s_push);
        other.id = u"lando/lando/7"_s;
        set.threads.removed = {other};
        QVERIFY(judge(set, {.account = s_th, .pushes = {backout()}}, s_now, {}).notices.isEmpty());
    }

    void whatIsSaidWithoutABugOrATitle()
    {
        ChangeThread thread = backedOutBy(s_push);
        thread.members = {{.subject = Subject(u"lando/lando/7"_s)}};
        QCOMPARE(backedOutWording(thread, backout()).title, u"Backed out of autoland: Fix the sock"_s);
        thread.title = u"\u202e \n"_s;
        QCOMPARE(backedOutWording(thread, backout()).title, u"A change was backed out of autoland"_s);
        Push bare = backout();
        bare.repository.clear();
        bare.author.clear();
        bare.commits.clear();
        QCOMPARE(backedOutWording(thread, bare).title, u"A change was backed out of its tree"_s);
        QCOMPARE(backedOutWording(thread, bare).text, QString());
        thread.members = {
            {.subject = Subject(u"lando/lando/7"_s), .ground = ThreadMember::Ground::Bug, .detail = u"12"_s}};
        QCOMPARE(backedOutWording(thread, bare).title, u"Bug 12 was backed out of its tree"_s);
    }
};

QTEST_GUILESS_MAIN(TestThreadRules)
#include "tst_threadrules.moc"
