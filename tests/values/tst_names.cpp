// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/values/changeset.h"
#include "models/values/newsway.h"
#include "models/values/notice.h"
#include "models/values/sourcehealth.h"

#include <QSet>
#include <QTest>
#include <QTimeZone>

using namespace Windsock;
using namespace Qt::StringLiterals;

namespace {
/// Every enumerator up to `last` has a name of its own.
template<class Enum>
bool allNamed(QString (*name)(Enum), Enum last)
{
    QSet<QString> names;
    for (int i = 0; i <= int(last); ++i) {
        const QString text = name(Enum(i));
        if (text.isEmpty() || names.contains(text)) {
            return false;
        }
        names.insert(text);
    }
    return true;
}
}

class TestNames : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".+"_s)); }

    void everyEnumeratorHasItsName()
    {
        QVERIFY(allNamed(jobStateName, Job::State::Unknown));
        QVERIFY(allNamed(jobResultName, Job::Result::Unknown));
        QVERIFY(allNamed(serviceName, Service::Papers));
        QVERIFY(allNamed(watchKindName, Watch::Kind::Hook));
        QVERIFY(allNamed(verdictName, Verdict::Cancelled));
        QVERIFY(allNamed(landingStateName, Landing::State::Cancelled));
        QVERIFY(allNamed(pullStateName, PullRequest::State::Merged));
        QVERIFY(allNamed(checksName, PullRequest::Checks::Unknown));
        QVERIFY(allNamed(reviewName, PullRequest::Review::Unknown));
        QVERIFY(allNamed(mergeName, PullRequest::Merge::HasHooks));
        QVERIFY(allNamed(queueStateName, QueuePlace::State::Ejected));
        QVERIFY(allNamed(ejectionCauseName, QueuePlace::Cause::Other));
        QVERIFY(allNamed(deploymentStateName, Deployment::State::Unknown));
        QVERIFY(allNamed(inboxKindName, InboxThread::Kind::Unknown));
        QVERIFY(allNamed(inboxReasonName, InboxThread::Reason::Unknown));
        QVERIFY(allNamed(occurrenceStatusName, Occurrence::Status::Cancelled));
        QVERIFY(allNamed(noticeKindName, Notice::Kind::InboxNews));
        QVERIFY(allNamed(occurrenceKindName, Occurrence::Kind::Call));
        QVERIFY(allNamed(noticeStateName, Notice::State::Withdrawn));
        QVERIFY(allNamed(newsWayName, NewsWay::How::Both));
        QVERIFY(allNamed(sourceStateName, SourceHealth::State::Offline));
    }

    void namesRoundTrip()
    {
        for (int i = 0; i <= int(Job::State::Unknown); ++i) {
            QCOMPARE(jobStateFromName(jobStateName(Job::State(i))), Job::State(i));
        }
        for (int i = 0; i <= int(Job::Result::Unknown); ++i) {
            QCOMPARE(jobResultFromName(jobResultName(Job::Result(i))), Job::Result(i));
        }
        for (int i = 0; i <= int(Service::Lando); ++i) {
            QCOMPARE(serviceFromName(serviceName(Service(i))), Service(i));
        }
        for (int i = 0; i <= int(Watch::Kind::Hook); ++i) {
            QCOMPARE(watchKindFromName(watchKindName(Watch::Kind(i))), Watch::Kind(i));
        }
    }

    void unknownWordsAreUnknown()
    {
        QCOMPARE(jobStateFromName(u"paused"), Job::State::Unknown);
        QCOMPARE(jobResultFromName(u"Success"), Job::Result::Unknown);
        QCOMPARE(jobResultFromName(u""), Job::Result::Unknown);
        QVERIFY(!serviceFromName(u"gitlab"));
        QVERIFY(!watchKindFromName(u""));
    }

    void eachWatchKindFitsSomeService()
    {
        QVERIFY(watchKindFits(Service::Treeherder, Watch::Kind::Tree));
        QVERIFY(watchKindFits(Service::GitHub, Watch::Kind::Author));
        QVERIFY(watchKindFits(Service::GitHub, Watch::Kind::Tree));
        QVERIFY(watchKindFits(Service::Lando, Watch::Kind::Trees));
        QVERIFY(watchKindFits(Service::Lando, Watch::Kind::LandingJob));
        QVERIFY(!watchKindFits(Service::Bugzilla, Watch::Kind::Tree));
        QVERIFY(!watchKindFits(Service::Lando, Watch::Kind::Tree));
        for (int kind = 0; kind <= int(Watch::Kind::Calendar); ++kind) {
            int fits = 0;
            for (int service = 0; service <= int(Service::ICalendar); ++service) {
                fits += watchKindFits(Service(service), Watch::Kind(kind)) ? 1 : 0;
            }
            QVERIFY(fits > 0);
        }
    }

    void defaultAddressesAreSafe()
    {
        for (int i = 0; i <= int(Service::ICalendar); ++i) {
            const QUrl url = defaultBaseUrl(Service(i));
            QVERIFY(url.isEmpty() == (Service(i) == Service::ICalendar));
            QVERIFY(url.isEmpty() || (url.scheme() == "https"_L1 && !url.path().endsWith(u'/')));
        }
    }

    void titlesComeFromTheNewestCommit()
    {
        Push push{.id = 1, .revision = u"0123456789abcdef"_s};
        QCOMPARE(push.title(), u"0123456789ab"_s);
        push.commits = {{.message = u"Bug 1 - Fix it r=me\n\nBecause."_s}, {.message = u"older"_s}};
        QCOMPARE(push.title(), u"Bug 1 - Fix it r=me"_s);
        push.commits = {{.message = u"\n\n"_s}};
        QCOMPARE(push.title(), u"0123456789ab"_s);
        push.commits = {{.message = u"one line"_s}};
        QCOMPARE(push.title(), u"one line"_s);
    }

    void jobsWithoutATypeNameAreCalledBySymbol()
    {
        QCOMPARE(jobName({.groupSymbol = u"M"_s, .typeName = u"mochitest-3"_s, .typeSymbol = u"3"_s}), u"mochitest-3"_s);
        QCOMPARE(jobName({.groupSymbol = u"M"_s, .typeSymbol = u"3"_s}), u"M(3)"_s);
    }

    void keysTellInstancesApart()
    {
        const QDateTime start(QDate(2026, 11, 20), QTime(19, 0), QTimeZone("Europe/Berlin"));
        const Occurrence single{.account = AccountId(u"cal"_s), .uid = u"abc"_s};
        Occurrence instance = single;
        instance.recurrence = start;
        QCOMPARE(single.key(), u"event/abc"_s);
        QCOMPARE(instance.key(), u"event/abc@2026-11-20T18:00:00Z"_s);
        QCOMPARE(instance.subject().value, u"cal/event/abc@2026-11-20T18:00:00Z"_s);
        QCOMPARE((PullRequest{.repository = u"o/n"_s, .number = 7}.key()), u"pr/o/n/7"_s);
        QCOMPARE((Landing{.bug = 12}.key()), u"bug/12"_s);
    }

    void percentSignsInUidsStayWhatTheyAre()
    {
        Occurrence occurrence{.uid = u"a%2b"_s, .recurrence = QDateTime(QDate(2026, 1, 1), QTime(0, 0), QTimeZone::UTC)};
        QCOMPARE(occurrence.key(), u"event/a%2b@2026-01-01T00:00:00Z"_s);
        QCOMPARE((PullRequest{.repository = u"o/%2"_s, .number = 7}.key()), u"pr/o/%2/7"_s);
    }

    void baselineOfFactsHoldsThemAll()
    {
        Facts facts{.account = AccountId(u"th"_s)};
        facts.pushes = {Push{.id = 1}};
        facts.jobs = {Job{.id = 2, .pushId = 1}};
        facts.standings = {PushStanding{.pushId = 1}};
        facts.landings = {Landing{.bug = 3}};
        facts.pullRequests = {PullRequest{.number = 4}};
        facts.deployments = {Deployment{.id = 6}};
        facts.inbox = {InboxThread{.id = 7}};
        facts.occurrences = {Occurrence{.uid = u"5"_s}};
        const ChangeSet set = asBaseline(facts, QDateTime::currentDateTimeUtc());
        QVERIFY(set.baseline && !set.isEmpty());
        QCOMPARE(set.pushes.added.size() + set.jobs.added.size() + set.standings.added.size()
                     + set.landings.added.size() + set.pullRequests.added.size() + set.deployments.added.size()
                     + set.inbox.added.size() + set.occurrences.added.size(),
                 8);
        QVERIFY(ChangeSet().isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestNames)
#include "tst_names.moc"
