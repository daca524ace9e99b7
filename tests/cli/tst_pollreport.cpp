// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/pollreport.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace Windsock;

namespace {
const QDateTime s_at(QDate(2026, 11, 20), QTime(12, 0), QTimeZone::UTC);
const WatchId s_watch(u"th/autoland"_s);

PollReport reportWith(SourceHealth::State state)
{
    PollReport report{.watches = {Watch{.id = s_watch, .account = AccountId(u"th"_s)}}, .at = s_at};
    report.health.insert(s_watch, {.watch = s_watch, .account = AccountId(u"th"_s), .state = state});
    return report;
}
}

class TestPollReport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void goodWhenAllAnswered();
    void notGoodWhenOneFailed();
    void notGoodWhenOneWasNeverHeard();
    void changesAreWhole();
    void textCountsAndNamesFailures();
};

void TestPollReport::goodWhenAllAnswered()
{
    QVERIFY(isGoodPollJson(pollJson(reportWith(SourceHealth::State::Good))));
    QVERIFY(isGoodPollJson(pollJson({.at = s_at})));
}

void TestPollReport::notGoodWhenOneFailed()
{
    for (const auto state : {SourceHealth::State::Failing, SourceHealth::State::NeedsLogin,
                             SourceHealth::State::Offline, SourceHealth::State::Waiting}) {
        QVERIFY(!isGoodPollJson(pollJson(reportWith(state))));
    }
    QVERIFY(!isGoodPollJson(u"rubbish"_s));
}

void TestPollReport::notGoodWhenOneWasNeverHeard()
{
    PollReport report = reportWith(SourceHealth::State::Good);
    report.watches.append(Watch{.id = WatchId(u"silent"_s)});
    QVERIFY(!report.allGood());
}

void TestPollReport::changesAreWhole()
{
    PollReport report = reportWith(SourceHealth::State::Good);
    ChangeSet set{.account = AccountId(u"th"_s), .watch = s_watch, .at = s_at, .baseline = true};
    const Push push{.account = AccountId(u"th"_s), .id = 9, .repository = u"autoland"_s, .revision = u"abc"_s};
    set.pushes.added = {push};
    set.pushes.removed = {push};
    set.jobs.added = {Job{.id = 1, .pushId = 9}, Job{.id = 2, .pushId = 9}};
    set.landings.changed = {{.before = {.bug = 1}, .after = {.bug = 1, .state = Landing::State::Landed}}};
    report.changes = {set};
    report.notices = {Notice{.key = u"k"_s, .title = u"told"_s}};
    const QJsonObject json = QJsonDocument::fromJson(pollJson(report).toUtf8()).object();
    const QJsonObject changes = json.value(u"changes"_s).toArray().at(0).toObject();
    QCOMPARE(changes.value(u"baseline"_s), true);
    QCOMPARE(changes.value(u"pushes"_s).toObject().value(u"added"_s).toArray().at(0).toObject().value(u"id"_s), 9);
    QCOMPARE(changes.value(u"pushes"_s).toObject().value(u"removed"_s).toArray().at(0), u"push/9"_s);
    QCOMPARE(changes.value(u"jobs"_s).toObject().value(u"added"_s), 2);
    const QJsonObject landing = changes.value(u"landings"_s).toObject().value(u"changed"_s).toArray().at(0).toObject();
    QCOMPARE(landing.value(u"before"_s).toObject().value(u"state"_s), u"requested"_s);
    QCOMPARE(landing.value(u"after"_s).toObject().value(u"state"_s), u"landed"_s);
    QCOMPARE(json.value(u"notices"_s).toArray().at(0).toObject().value(u"title"_s), u"told"_s);
    const QString text = pollText(pollJson(report));
    QVERIFY(text.contains(u"Pushes: 1 new, 0 changed, 1 gone"_s));
    QVERIFY(text.contains(u"Jobs: 2 new"_s));
}

void TestPollReport::textCountsAndNamesFailures()
{
    PollReport report = reportWith(SourceHealth::State::Failing);
    report.health[s_watch].failure = Failure{.reason = Failure::Reason::Timeout, .detail = u"nothing came"_s};
    const QString text = pollText(pollJson(report));
    QVERIFY(text.contains(u"th/autoland"_s));
    QVERIFY(text.contains(u"timeout: nothing came"_s));
}

QTEST_GUILESS_MAIN(TestPollReport)
#include "tst_pollreport.moc"
