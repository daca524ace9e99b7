// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/rules/judge.h"

#include <QTest>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace Windsock;

namespace {
using Reason = InboxThread::Reason;

const QDateTime s_now(QDate(2026, 8, 1), QTime(12, 0), QTimeZone::UTC);
const AccountId s_account(u"gh"_s);

InboxThread notification(Reason reason, int minutesAgo = 5)
{
    return {.account = s_account,
            .id = 7,
            .repository = u"o/r"_s,
            .title = u"Fix it"_s,
            .kind = InboxThread::Kind::PullRequest,
            .reason = reason,
            .number = 12,
            .updated = s_now.addSecs(-60 * minutesAgo),
            .url = QUrl(u"https://github.example.org/o/r/pull/12"_s)};
}

PullRequest pull(const QStringList &asked)
{
    return {.account = s_account, .repository = u"o/R"_s, .number = 12, .author = u"ben"_s, .asked = asked};
}

ChangeSet arrived(const InboxThread &one, bool baseline = false)
{
    ChangeSet set{.account = s_account, .watch = WatchId(u"gh/inbox"_s), .at = s_now, .baseline = baseline};
    set.inbox.added = {one};
    return set;
}

ChangeSet changed(const InboxThread &before, const InboxThread &after)
{
    ChangeSet set{.account = s_account, .at = s_now};
    set.inbox.changed = {{before, after}};
    return set;
}

JudgeRules reviewing(const QString &who, const QString &user = {})
{
    JudgeRules rules{.reviewers = {{s_account, {who}}}};
    if (!user.isEmpty()) {
        rules.users = {{s_account, user}};
    }
    return rules;
}

Judgement judged(const ChangeSet &set, const Facts &facts = {.account = s_account}, const JudgeRules &rules = {})
{
    return judge(set, facts, s_now, rules);
}

const QString s_subject = u"gh/inbox/7#"_s;
}

class JudgeInboxTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsWhatSpeaksToThePerson()
    {
        for (int i = 0; i <= int(Reason::Unknown); ++i) {
            const InboxThread one = notification(Reason(i));
            const Judgement judgement = judged(arrived(one));
            QCOMPARE(judgement.notices.size(), speaksToPerson(one.reason) ? 1 : 0);
            if (!judgement.notices.isEmpty()) {
                const Notice notice = judgement.notices.constFirst();
                QCOMPARE(notice.key, QString(s_subject + inboxReasonName(one.reason) + u":2026-08-01T11:55:00Z"_s));
                QCOMPARE(notice.kind, Notice::Kind::InboxNews);
                QCOMPARE(notice.url, one.url);
                QCOMPARE(notice.watch, WatchId(u"gh/inbox"_s));
                QVERIFY(notice.title.contains("o/r#12, Fix it"_L1));
            }
            QVERIFY(judged(arrived(one, true)).notices.isEmpty());
            InboxThread read = one;
            read.unread = false;
            QVERIFY(judged(arrived(read)).notices.isEmpty());
        }
        QCOMPARE(judged(arrived(notification(Reason::SecurityAlert))).notices.constFirst().urgency,
                 Notice::Urgency::High);
    }

    void whatIsOldIsNoNews()
    {
        QCOMPARE(judged(arrived(notification(Reason::Mention, 24 * 60))).notices.size(), 1);
        QVERIFY(judged(arrived(notification(Reason::Mention, 24 * 60 + 1))).notices.isEmpty());
    }

    void onceForEachUpdate()
    {
        const InboxThread before = notification(Reason::Mention, 9);
        const Judgement again = judged(changed(before, notification(Reason::Mention)));
        QCOMPARE(again.notices.size(), 1);
        QCOMPARE(again.overtaken, QStringList{s_subject});
        InboxThread renamed = before;
        renamed.title = u"Fix it well"_s;
        QVERIFY(judged(changed(before, renamed)).notices.isEmpty());
        QVERIFY(judged(changed(before, renamed)).overtaken.isEmpty());
        // Somebody else goes on in it.
        QVERIFY(judged(changed(before, notification(Reason::Comment))).notices.isEmpty());
    }

    void whatIsReadIsTakenBack()
    {
        InboxThread read = notification(Reason::Mention);
        read.unread = false;
        read.updated = read.updated.addSecs(1);
        const Judgement judgement = judged(changed(notification(Reason::Mention), read));
        QVERIFY(judgement.notices.isEmpty());
        QCOMPARE(judgement.overtaken, QStringList{s_subject});
        ChangeSet gone{.account = s_account, .at = s_now};
        gone.inbox.removed = {notification(Reason::Mention)};
        QCOMPARE(judged(gone).overtaken, QStringList{s_subject});
        gone.inbox.removed = {notification(Reason::Subscribed)};
        QVERIFY(judged(gone).overtaken.isEmpty());
    }

    void aReviewIsToldByOneOfTheTwo_data()
    {
        QTest::addColumn<QStringList>("asked");
        QTest::addColumn<QString>("reviewer");
        QTest::addColumn<QString>("user");
        QTest::addColumn<bool>("told");
        QTest::newRow("by the request") << QStringList{u"ada"_s} << u"ada"_s << u"ada"_s << false;
        QTest::newRow("the user is not known") << QStringList{u"ada"_s} << u"ada"_s << QString() << false;
        QTest::newRow("of a team") << QStringList() << u"ada"_s << u"ada"_s << true;
        QTest::newRow("of somebody else, too") << QStringList{u"ada"_s, u"cyd"_s} << u"cyd"_s << u"ada"_s << true;
        QTest::newRow("no reviews are watched") << QStringList{u"ada"_s} << QString() << u"ada"_s << true;
    }

    void aReviewIsToldByOneOfTheTwo()
    {
        QFETCH(QStringList, asked);
        QFETCH(QString, reviewer);
        QFETCH(QString, user);
        const JudgeRules rules = reviewer.isEmpty() ? JudgeRules{} : reviewing(reviewer, user);
        const Facts facts{.account = s_account, .pullRequests = {pull(asked)}};
        QTEST(!judged(arrived(notification(Reason::ReviewRequested)), facts, rules).notices.isEmpty(), "told");
        // A mention in it is something else.
        QCOMPARE(judged(arrived(notification(Reason::Mention)), facts, rules).notices.size(), 1);
    }

    /// The inbox was asked first: the request does not tell it again.
    void theRequestComesLater()
    {
        ChangeSet set{.account = s_account, .at = s_now};
        set.pullRequests.added = {pull({u"ada"_s})};
        const auto asked = [&](const JudgeRules &rules, const Facts &facts) {
            const QList<Notice> notices = judged(set, facts, rules).notices;
            return std::ranges::count_if(notices, [](const Notice &one) { return one.key.contains("#asked:"_L1); });
        };
        Facts facts{.account = s_account, .pullRequests = set.pullRequests.added};
        QCOMPARE(asked(reviewing(u"ada"_s, u"ada"_s), facts), 1);
        facts.inbox = {notification(Reason::ReviewRequested)};
        QCOMPARE(asked(reviewing(u"ada"_s, u"ada"_s), facts), 0);
        QCOMPARE(asked(reviewing(u"ada"_s), facts), 0);
        QCOMPARE(asked(reviewing(u"ada"_s, u"cyd"_s), facts), 1); // it is cyd's inbox
        facts.inbox.first().unread = false;
        QCOMPARE(asked(reviewing(u"ada"_s, u"ada"_s), facts), 1);
    }

    void aDeploymentIsToldByItsWatch()
    {
        const JudgeRules rules{.deploying = {{s_account, {u"O/r"_s}}}};
        QVERIFY(
            judged(arrived(notification(Reason::ApprovalRequested)), {.account = s_account}, rules).notices.isEmpty());
        QCOMPARE(judged(arrived(notification(Reason::ApprovalRequested))).notices.size(), 1);
    }
};

QTEST_GUILESS_MAIN(JudgeInboxTest)

#include "tst_judgeinbox.moc"
