// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/github/checkrollup.h"
#include "app/sources/github/githubparser.h"
#include "tests/sources/github/pullsamples.h"

#include <QTest>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace Windsock;

namespace {
using State = QueuePlace::State;
using Cause = QueuePlace::Cause;

const QDateTime s_now(QDate(2026, 11, 21), QTime(12, 0), QTimeZone::UTC);

QJsonObject pullWith(const QJsonObject &more)
{
    return pull(7, u"OPEN"_s, more);
}

QJsonObject lastEvent(const QJsonObject &event)
{
    return {{u"queueEvents"_s, QJsonObject{{u"nodes"_s, QJsonArray{event}}}}};
}

QJsonObject removed(const QJsonValue &reason, const QString &at, const QJsonValue &actor = u"github-merge-queue"_s)
{
    return {{u"__typename"_s, u"RemovedFromMergeQueueEvent"_s},
            {u"createdAt"_s, at},
            {u"reason"_s, reason},
            {u"actor"_s, actor.isNull() ? actor : QJsonValue(QJsonObject{{u"login"_s, actor}})}};
}

QueuePlace placeOf(const QJsonObject &object)
{
    const Result<GitHubPage> page = parseOpenPulls(openPulls({object}), s_now);
    return page && page->pulls.size() == 1 ? page->pulls.constFirst().queue : QueuePlace{.position = -1};
}

const QString s_justNow = u"2026-11-21T11:59:30Z"_s;
const QString s_before = u"2026-11-21T11:50:00Z"_s;
const QString s_longAgo = u"2026-11-20T11:50:00Z"_s;
}

/// What GitHub's answers say of the merge queue. No answer of one was recorded: they are made from the schema, and from
/// what others saw, that a merge takes the entry away before it shows.
class GitHubQueueTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsAnEntry()
    {
        const QJsonObject entry{{u"position"_s, 2},
                                {u"state"_s, u"AWAITING_CHECKS"_s},
                                {u"enqueuedAt"_s, s_before},
                                {u"enqueuer"_s, QJsonObject{{u"login"_s, u"ada"_s}}},
                                {u"baseCommit"_s, QJsonObject{{u"oid"_s, u"ba5e"_s}}},
                                {u"headCommit"_s, QJsonObject{{u"oid"_s, u"4ead"_s}}}};
        const QueuePlace expected{.state = State::AwaitingChecks,
                                  .position = 2,
                                  .groupHead = u"4ead"_s,
                                  .groupBase = u"ba5e"_s,
                                  .since = QDateTime::fromString(s_before, Qt::ISODate),
                                  .by = u"ada"_s};
        QVERIFY(placeOf(pullWith({{u"mergeQueueEntry"_s, entry}})) == expected);
        // An entry counts, whatever was before it.
        QJsonObject again = lastEvent(removed(u"failed_checks"_s, s_before));
        again.insert(u"mergeQueueEntry"_s, entry);
        QVERIFY(placeOf(pullWith(again)) == expected);
    }

    void readsEveryState_data()
    {
        QTest::addColumn<QJsonValue>("word");
        QTest::addColumn<State>("state");
        QTest::newRow("queued") << QJsonValue(u"QUEUED"_s) << State::Queued;
        QTest::newRow("checks") << QJsonValue(u"AWAITING_CHECKS"_s) << State::AwaitingChecks;
        QTest::newRow("mergeable") << QJsonValue(u"MERGEABLE"_s) << State::Mergeable;
        QTest::newRow("unmergeable") << QJsonValue(u"UNMERGEABLE"_s) << State::Unmergeable;
        QTest::newRow("locked") << QJsonValue(u"LOCKED"_s) << State::Locked;
        QTest::newRow("a new word") << QJsonValue(u"LEVITATING"_s) << State::Unknown;
        QTest::newRow("null") << QJsonValue(QJsonValue::Null) << State::Unknown;
        QTest::newRow("a number") << QJsonValue(7) << State::Unknown;
    }

    void readsEveryState()
    {
        QFETCH(QJsonValue, word);
        QFETCH(State, state);
        const QueuePlace place = placeOf(pullWith({{u"mergeQueueEntry"_s, QJsonObject{{u"state"_s, word}}}}));
        QCOMPARE(place.state, state);
        QVERIFY(place.isIn());
        QCOMPARE(place.position, 0);
    }

    void tellsRemovalsApart_data()
    {
        QTest::addColumn<QJsonValue>("reason");
        QTest::addColumn<QString>("at");
        QTest::addColumn<State>("state");
        QTest::addColumn<Cause>("cause");
        const auto row = [](const char *name, const QJsonValue &reason, const QString &at, State state,
                            Cause cause = Cause::Untold) { QTest::newRow(name) << reason << at << state << cause; };
        row("merged, and not shown yet", u"merged"_s, s_justNow, State::Leaving);
        row("merged, as the webhook says it", u"MERGE"_s, s_before, State::Leaving);
        row("already merged", u"ALREADY_MERGED"_s, s_before, State::Leaving);
        row("merged, it says, and is still open the day after", u"merged"_s, s_longAgo, State::None);
        row("nothing told, just now", QJsonValue::Null, s_justNow, State::Leaving);
        row("an empty reason, just now", u" "_s, s_justNow, State::Leaving);
        row("nothing told, and still open", QJsonValue::Null, s_before, State::Ejected);
        row("no reason at all, and no time", QJsonValue::Null, {}, State::Ejected);
        row("checks", u"failed_checks"_s, s_justNow, State::Ejected, Cause::FailedChecks);
        row("checks, in other words", u"Failed checks"_s, s_before, State::Ejected, Cause::FailedChecks);
        row("checks, as the webhook says it", u"CI_FAILURE"_s, s_before, State::Ejected, Cause::FailedChecks);
        row("too late", u"CI_TIMEOUT"_s, s_before, State::Ejected, Cause::ChecksTimedOut);
        row("conflict", u"MERGE_CONFLICT"_s, s_before, State::Ejected, Cause::Conflict);
        row("by hand", u"manual"_s, s_before, State::Ejected, Cause::ByHand);
        row("unknown to the service", u"UNKNOWN_REMOVAL_REASON"_s, s_before, State::Ejected);
        row("a word we do not know", u"ROLL_BACK"_s, s_before, State::Ejected, Cause::Other);
        row("a reason of the wrong type", 5, s_before, State::Ejected);
    }

    void tellsRemovalsApart()
    {
        QFETCH(QJsonValue, reason);
        QFETCH(QString, at);
        QFETCH(State, state);
        QFETCH(Cause, cause);
        const QueuePlace place = placeOf(pullWith(lastEvent(removed(reason, at))));
        QCOMPARE(queueStateName(place.state), queueStateName(state));
        QCOMPARE(ejectionCauseName(place.cause), ejectionCauseName(cause));
        QCOMPARE(place.reason, cause == Cause::Other ? u"ROLL_BACK"_s : QString());
        QVERIFY(!place.isIn());
    }

    /// The event that says why comes after the entry has gone: until then nothing is known.
    void anEntryThatIsGoneSaysNothingYet()
    {
        const QJsonObject added{{u"__typename"_s, u"AddedToMergeQueueEvent"_s}, {u"createdAt"_s, s_before}};
        QCOMPARE(placeOf(pullWith(lastEvent(added))).state, State::Leaving);
        QJsonObject old = added;
        old[u"createdAt"_s] = s_longAgo;
        QCOMPARE(placeOf(pullWith(lastEvent(old))).state, State::None);
    }

    void aBranchWithoutAQueueHasNoPlace()
    {
        QVERIFY(placeOf(pull(7)) == QueuePlace());
        QVERIFY(placeOf(pullWith({{u"queueEvents"_s, QJsonValue::Null}})) == QueuePlace());
        QVERIFY(placeOf(pullWith({{u"queueEvents"_s, 3}, {u"mergeQueueEntry"_s, u"no"_s}})) == QueuePlace());
        QVERIFY(placeOf(pullWith(lastEvent({{u"__typename"_s, u"CrossReferencedEvent"_s}}))) == QueuePlace());
    }

    void whatIsMergedOrClosedWasNotTakenOut()
    {
        const QJsonObject out = lastEvent(removed(u"failed_checks"_s, s_before));
        QVERIFY(placeOf(pull(7, u"MERGED"_s, out)) == QueuePlace());
        QVERIFY(placeOf(pull(7, u"CLOSED"_s, out)) == QueuePlace());
    }

    void namesWhatFailedAndWhoTookItOut()
    {
        QJsonObject event = removed(u"failed_checks"_s, s_before);
        const QJsonObject checks = rollup(
            {checkRun(u"build"_s, u"COMPLETED"_s, u"SUCCESS"_s), checkRun(u"test"_s, u"COMPLETED"_s, u"FAILURE"_s)},
            u"FAILURE"_s);
        event.insert(u"beforeCommit"_s, QJsonObject{{u"oid"_s, u"4ead"_s}, {u"statusCheckRollup"_s, checks}});
        QCOMPARE(placeOf(pullWith(lastEvent(event))).failedChecks, QStringList{u"test"_s});
        event[u"reason"_s] = u"manual"_s;
        event[u"actor"_s] = QJsonObject{{u"login"_s, u"ben"_s}};
        const QueuePlace byHand = placeOf(pullWith(lastEvent(event)));
        QCOMPARE(byHand.by, u"ben"_s);
        QCOMPARE(byHand.failedChecks, QStringList());
        QCOMPARE(placeOf(pullWith(lastEvent(removed(u"manual"_s, s_before, QJsonValue::Null)))).by, QString());
    }

    void aReasonIsOneShortPlainLine()
    {
        const QString odd = u"rolled\nback \u202e<b>"_s + QString(500, u'x');
        const QueuePlace place = placeOf(pullWith(lastEvent(removed(odd, s_before))));
        QCOMPARE(place.cause, Cause::Other);
        QVERIFY(place.reason.size() <= 120 && !place.reason.contains(u'\n') && !place.reason.contains(u'\u202e'));
    }

    /// Red, asked for again, green: what waits to begin stands for the run that it takes the place of.
    void aRerunReplacesTheRunBefore()
    {
        const QJsonObject failed = checkRun(u"test"_s, u"COMPLETED"_s, u"FAILURE"_s, u"2026-11-21T10:00:00Z"_s);
        const QJsonObject green = checkRun(u"test"_s, u"COMPLETED"_s, u"SUCCESS"_s, u"2026-11-21T11:00:00Z"_s);
        QJsonObject waits = checkRun(u"test"_s, u"QUEUED"_s, QJsonValue::Null);
        waits[u"startedAt"_s] = QJsonValue::Null;
        const auto checksOf = [](const QJsonArray &contexts) {
            const Result<GitHubPage> page = parseOpenPulls(openPulls({pullWith(withChecks(rollup(contexts)))}), s_now);
            return page ? page->pulls.constFirst() : PullRequest();
        };
        for (const QJsonArray &order : {QJsonArray{failed, waits}, QJsonArray{waits, failed}}) {
            const PullRequest pull = checksOf(order);
            QCOMPARE(checksName(pull.checks), u"pending"_s);
            QCOMPARE(pull.failingChecks, QStringList());
            QCOMPARE(pull.checksTotal, 1);
        }
        QCOMPARE(checksName(checksOf({green, failed}).checks), u"passing"_s);
        QCOMPARE(checksName(checksOf({failed, green}).checks), u"passing"_s);
    }

    void aStatusOfOneNameIsOne()
    {
        QJsonObject older = statusContext(u"ci/build"_s, u"FAILURE"_s);
        older.insert(u"createdAt"_s, u"2026-11-21T10:00:00Z"_s);
        QJsonObject newer = statusContext(u"ci/build"_s, u"SUCCESS"_s);
        newer.insert(u"createdAt"_s, u"2026-11-21T11:00:00Z"_s);
        for (const QJsonArray &order : {QJsonArray{older, newer}, QJsonArray{newer, older}}) {
            const Result<GitHubPage> page = parseOpenPulls(openPulls({pullWith(withChecks(rollup(order)))}), s_now);
            QCOMPARE(checksName(page->pulls.constFirst().checks), u"passing"_s);
            QCOMPARE(page->pulls.constFirst().checksTotal, 1);
        }
    }

    void saysWhichChecksAreRequired()
    {
        const auto run = [](const QString &name, const QJsonValue &required) {
            QJsonObject object = checkRun(name, u"COMPLETED"_s, u"FAILURE"_s);
            object.insert(u"isRequired"_s, required);
            return object;
        };
        const auto commit = [](const QJsonArray &contexts, int more = 0) {
            const QJsonObject node{{u"oid"_s, u"abc"_s}, {u"statusCheckRollup"_s, rollup(contexts, u"FAILURE"_s, more)}};
            return QJsonObject{
                {u"pullRequest"_s,
                 QJsonObject{{u"commits"_s, QJsonObject{{u"nodes"_s, QJsonArray{QJsonObject{{u"commit"_s, node}}}}}}}}};
        };
        const QJsonArray known{run(u"build"_s, true), run(u"lint"_s, false),
                               checkRun(u"docs"_s, u"COMPLETED"_s, u"SUCCESS"_s)};
        const QJsonObject data{{u"rateLimit"_s, quota()},
                               {u"pr0"_s, commit(known)},
                               {u"pr1"_s, commit({run(u"build"_s, true), run(u"lint"_s, QJsonValue::Null)})},
                               {u"pr2"_s, QJsonValue::Null},
                               {u"pr3"_s, commit(known, 50)}};
        const Result<GitHubRequired> required = parseRequiredChecks(
            bytesOf({{u"data"_s, data}, {u"errors"_s, QJsonArray{graphQlError(u"NOT_FOUND"_s, {u"pr2"_s})}}}), 4, s_now);
        QVERIFY(required);
        const RequiredChecks expected{
            .index = 0, .headRevision = u"abc"_s, .failing = {u"build"_s, u"lint"_s}, .failingRequired = {u"build"_s}};
        QCOMPARE(required->known.size(), 1);
        QVERIFY(required->known.constFirst() == expected);
        QCOMPARE(required->skipped.size(), 1);
        QCOMPARE(required->quota.remaining, 4990);
        QVERIFY(!parseRequiredChecks(bytesOf({{u"errors"_s, QJsonArray{graphQlError(u"RATE_LIMITED"_s)}}}), 1, s_now));
        QVERIFY(!parseRequiredChecks("<html>", 1, s_now));
    }
};

QTEST_GUILESS_MAIN(GitHubQueueTest)

#include "tst_githubqueue.moc"
