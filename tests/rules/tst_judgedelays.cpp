// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/rules/judge.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace Windsock;
using namespace std::chrono_literals;

namespace {
const QDateTime s_now(QDate(2026, 11, 20), QTime(15, 0), QTimeZone::UTC);
const AccountId s_account(u"lando"_s);

QueueDelay delay(const QString &queue = u"landing/firefox-autoland"_s)
{
    return {.account = s_account,
            .queue = queue,
            .since = s_now.addSecs(-7200),
            .half = 31min,
            .most = 70min,
            .late = 7,
            .of = 10};
}

QueueDelay over(QueueDelay slow, int late = 1)
{
    slow.over = s_now;
    slow.late = late;
    return slow;
}

ChangeSet changes()
{
    return {.account = s_account, .watch = WatchId(u"lando/job-5"_s), .at = s_now};
}

Judgement judged(const ChangeSet &set)
{
    return judge(set, {.account = s_account}, s_now, {.zone = QTimeZone(QTimeZone::UTC)});
}
}

class JudgeDelaysTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".+"_s)); }

    void aSlowQueueIsTold()
    {
        ChangeSet set = changes();
        set.delays.added = {delay()};
        const Judgement said = judged(set);
        QCOMPARE(said.notices.size(), 1);
        QVERIFY(said.overtaken.isEmpty());
        const Notice &notice = said.notices[0];
        QCOMPARE(notice.key, u"lando/delay/landing/firefox-autoland#slow:2026-11-20T13:00:00Z"_s);
        QCOMPARE(notice.kind, Notice::Kind::QueueChanged);
        QCOMPARE(notice.urgency, Notice::Urgency::Normal);
        QCOMPARE(notice.title, u"Landing takes long: firefox-autoland"_s);
        QCOMPARE(notice.text,
                 u"Of the newest 10, 7 took longer than 70 minutes, or still do.\n"
                 "Usually half take no longer than 31 minutes."_s);
        QCOMPARE(notice.subject, delay().subject());
        QCOMPARE(notice.account, s_account);
        QCOMPARE(notice.watch, set.watch);
        QCOMPARE(notice.decided, s_now);
    }

    void whenItIsWellTheFirstIsTakenBack()
    {
        ChangeSet set = changes();
        set.delays.changed = {{delay(), over(delay(), 0)}};
        const Judgement said = judged(set);
        QCOMPARE(said.notices.size(), 1);
        QCOMPARE(said.notices[0].key, u"lando/delay/landing/firefox-autoland#well:2026-11-20T15:00:00Z"_s);
        QCOMPARE(said.notices[0].urgency, Notice::Urgency::Low);
        QCOMPARE(said.notices[0].title, u"Landing takes as long as usual again: firefox-autoland"_s);
        QVERIFY2(said.notices[0].text.startsWith(u"Of the newest 10 none took longer than 70 minutes"_s),
                 qPrintable(said.notices[0].text));
        QCOMPARE(said.overtaken, QStringList{u"lando/delay/landing/firefox-autoland#"_s});
    }

    void slowAgainIsToldAgain()
    {
        QueueDelay again = delay();
        again.since = s_now;
        ChangeSet set = changes();
        set.delays.changed = {{over(delay()), again}};
        const Judgement said = judged(set);
        QCOMPARE(said.notices.size(), 1);
        QCOMPARE(said.notices[0].key, u"lando/delay/landing/firefox-autoland#slow:2026-11-20T15:00:00Z"_s);
        QCOMPARE(said.overtaken.size(), 1);
    }

    void oneThatGoesUnjudgedIsTakenBackWithoutAWord()
    {
        ChangeSet set = changes();
        set.delays.removed = {delay()};
        const Judgement said = judged(set);
        QVERIFY(said.notices.isEmpty());
        QCOMPARE(said.overtaken, QStringList{u"lando/delay/landing/firefox-autoland#slow:"_s});
    }

    void resultsAreNamedAsSuchAndHoursInWhole()
    {
        QueueDelay slow = delay(u"push/try"_s);
        slow.half = 119min;
        slow.most = 361min;
        ChangeSet set = changes();
        set.delays.added = {slow};
        const Notice notice = judged(set).notices.constFirst();
        QCOMPARE(notice.title, u"Results take long: try"_s);
        QVERIFY2(notice.text.contains(u"longer than 7 hours"_s) && notice.text.contains(u"than 119 minutes"_s),
                 qPrintable(notice.text));
    }

    void namesFromTheWireAreOneLine()
    {
        ChangeSet set = changes();
        set.delays.added = {delay(u"push/a\nb\u202e"_s + QString(200, u'x'))};
        const QString title = judged(set).notices.constFirst().title;
        QVERIFY(!title.contains(u'\n') && !title.contains(u'\u202e') && title.size() < 100);
    }

    void historyIsNoNews()
    {
        ChangeSet set = changes();
        set.baseline = true;
        set.delays.added = {delay()};
        QVERIFY(judged(set).notices.isEmpty());
    }
};

QTEST_GUILESS_MAIN(JudgeDelaysTest)
#include "tst_judgedelays.moc"
