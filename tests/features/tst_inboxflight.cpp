// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/airfield/demoscript.h"
#include "tests/features/flight.h"

#include <QLoggingCategory>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>
#include <QTimeZone>

using namespace Windsock;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
const QDateTime s_start({2026, 3, 2}, {10, 0}, QTimeZone::utc());
const QString s_repository = u"windsock-demo/kite"_s;
}

/// The whole app on a person's notifications: what they are told of them, and what becomes of those they read.
class InboxFlightTest : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<Flight> m_flight;

    GitHubWorld &gitHub() { return m_flight->field(u"gh"_s).worlds().github; }
    FieldInbox &inbox() { return gitHub().inbox(); }

    void pass(std::chrono::seconds time)
    {
        m_flight->setNow(m_flight->now().addDuration(time));
        m_flight->field(u"gh"_s).setNow(m_flight->now());
    }

    /// What is told of the change that was just made; asked again, after a restart too, nothing more comes.
    QStringList told()
    {
        [this] { QVERIFY(m_flight->poll().allGood()); }();
        const QStringList news = m_flight->takeNews();
        m_flight->restart();
        [this] { QVERIFY(m_flight->poll().allGood()); }();
        [this] { QCOMPARE(m_flight->takeNews(), QStringList()); }();
        return news;
    }

    QString line(int id, const QString &reason) const
    {
        return u"inbox/%1 inbox %2:%3"_s.arg(id).arg(reason, m_flight->now().toUTC().toString(Qt::ISODate));
    }

    /// Beside those that the field's GitHub has from the start.
    int rows() { return m_flight->app().inbox().rowCount() - 4; }

private Q_SLOTS:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        QLoggingCategory::setFilterRules(u"windsock.*.info=false"_s);
    }

    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".+"_s));
        m_flight = std::make_unique<Flight>(s_start);
        m_flight->open();
        m_flight->addAccount(u"gh"_s, Service::GitHub, true);
    }

    void cleanup() { m_flight.reset(); }

    void aMentionIsToldOnce()
    {
        inbox().add(s_repository, u"Issue"_s, u"mention"_s, u"An older one"_s, u"issues/3"_s);
        m_flight->addWatch(u"gh/inbox"_s, Watch::Kind::Inbox, {});
        QCOMPARE(told(), QStringList()); // what was there is no news
        QCOMPARE(rows(), 1);

        pass(2min);
        const int mention = inbox().add(s_repository, u"Issue"_s, u"mention"_s, u"Which way is up?"_s, u"issues/4"_s);
        inbox().add(s_repository, u"Release"_s, u"subscribed"_s, u"Kite 2"_s, u"releases/1"_s);
        const QString first = line(mention, u"mention"_s);
        QCOMPARE(told(), QStringList{first});
        QCOMPARE(rows(), 3);

        pass(2min); // nothing new: not modified
        QCOMPARE(told(), QStringList());
        QCOMPARE(rows(), 3);

        pass(2min); // named once more
        inbox().touch(mention, u"mention"_s);
        const QString second = line(mention, u"mention"_s);
        QCOMPARE(told(), QStringList{second});
        QVERIFY(m_flight->noticesOf(u"gh"_s, Notice::State::Withdrawn).contains(first));

        inbox().markRead(mention); // on the page: seen when all is read anew
        pass(20min);
        QCOMPARE(told(), QStringList());
        QVERIFY(m_flight->noticesOf(u"gh"_s, Notice::State::Withdrawn).contains(second));
        QCOMPARE(rows(), 2);
    }

    void whatIsMarkedAsReadGoesAtOnce()
    {
        const int mention = inbox().add(s_repository, u"Issue"_s, u"mention"_s, u"Which way is up?"_s, u"issues/4"_s);
        m_flight->addWatch(u"gh/inbox"_s, Watch::Kind::Inbox, {});
        QCOMPARE(told(), QStringList());
        QCOMPARE(rows(), 1);
        QSignalSpy wishes(&m_flight->app(), &Application::inboxWish);
        m_flight->app().carryOutInbox({.kind = InboxWish::Kind::MarkRead,
                                       .thread = {.account = AccountId(u"gh"_s), .id = mention, .title = u"it"_s}});
        QTRY_COMPARE(wishes.size(), 2);
        QCOMPARE(wishes.last().first().value<InboxWish>().state, InboxWish::State::Confirmed);
        QTRY_COMPARE(rows(), 0);
        QVERIFY(!inbox().isUnread(mention));
        pass(20min);
        QCOMPARE(told(), QStringList());
        QCOMPARE(rows(), 0);
    }

    /// The same request, by the inbox and by the watch of reviews: told by one of them.
    void aReviewIsToldOnce()
    {
        gitHub().addPull(s_repository, 1, u"Fly higher"_s, u"pal"_s);
        m_flight->addWatch(u"gh/inbox"_s, Watch::Kind::Inbox, {});
        m_flight->addWatch(u"gh/reviews"_s, Watch::Kind::Reviews, {}, u"dev"_s);
        QCOMPARE(told(), QStringList());
        pass(2min);
        gitHub().askReview(s_repository, 1, {u"dev"_s});
        inbox().add(s_repository, u"PullRequest"_s, u"review_requested"_s, u"Fly higher"_s, u"pulls/1"_s);
        QCOMPARE(told().size(), 1);
    }

    void aTokenThatMayNotIsNamed()
    {
        inbox().refuse(true);
        m_flight->addWatch(u"gh/inbox"_s, Watch::Kind::Inbox, {});
        QVERIFY(!m_flight->poll().allGood());
        const SourceHealth health = m_flight->health(u"gh/inbox"_s);
        QVERIFY(health.failure);
        QCOMPARE(health.failure->reason, Failure::Reason::InboxRefused);
    }

    void aWishOfNoThreadAsksNobody()
    {
        QSignalSpy wishes(&m_flight->app(), &Application::inboxWish);
        m_flight->field(u"gh"_s).clearRequests();
        for (const auto &[account, id] : {std::pair(u"gh"_s, 0), std::pair(u"nobody"_s, 7)}) {
            wishes.clear();
            m_flight->app().carryOutInbox(
                {.kind = InboxWish::Kind::Done, .thread = {.account = AccountId(account), .id = id}});
            QTRY_COMPARE(wishes.size(), 2);
            QCOMPARE(wishes.last().first().value<InboxWish>().state, InboxWish::State::Refused);
        }
        QVERIFY(m_flight->field(u"gh"_s).requests().isEmpty());
    }
};

QTEST_GUILESS_MAIN(InboxFlightTest)

#include "tst_inboxflight.moc"
