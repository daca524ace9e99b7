// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/airfield/demoscript.h"
#include "models/items/roles.h"
#include "tests/features/flight.h"

#include <QLoggingCategory>
#include <QRegularExpression>
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

/// The whole app on GitHub: one pull request from its opening to where it is deployed, and what a person hears of it.
class PullFlightTest : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<Flight> m_flight;

    GitHubWorld &gitHub() { return m_flight->field(u"gh"_s).worlds().github; }

    void pass(std::chrono::seconds time)
    {
        m_flight->setNow(m_flight->now().addDuration(time));
        m_flight->field(u"gh"_s).setNow(m_flight->now());
    }

    void later() { pass(60s); }

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

    QString key(int number, const QString &transition) const
    {
        return u"pr/%1/%2 pull-request %3"_s.arg(s_repository, QString::number(number), transition);
    }
    QString when() const { return m_flight->now().toUTC().toString(Qt::ISODate); }

    PullRequest pullOf(int number)
    {
        const QueueModel &queue = m_flight->app().queue();
        for (int row = 0; row < queue.rowCount(); ++row) {
            const auto pull = queue.index(row, 0).data(ItemRole::PullRequest).value<PullRequest>();
            if (pull.number == number) {
                return pull;
            }
        }
        return {};
    }

    QString wordOf(int number)
    {
        const QueueModel &queue = m_flight->app().queue();
        for (int row = 0; row < queue.rowCount(); ++row) {
            if (queue.index(row, 0).data(ItemRole::PullRequest).value<PullRequest>().number == number) {
                return queue.index(row, QueueModel::StateColumn).data().toString();
            }
        }
        return {};
    }

    Notice lastOf(const QString &line) const
    {
        for (const auto &[id, notice] : m_flight->notices()) {
            if (noticeLine(notice) == line) {
                return notice;
            }
        }
        return {};
    }

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
        gitHub().addPull(s_repository, 1, u"An older change"_s, u"pal"_s);
    }

    void cleanup() { m_flight.reset(); }

    void onePullRequestsWay()
    {
        m_flight->addWatch(u"gh/kite"_s, Watch::Kind::Repository, s_repository);
        m_flight->addWatch(u"gh/deployments"_s, Watch::Kind::Deployments, s_repository);
        QCOMPARE(told(), QStringList());

        later(); // opened: its checks run
        gitHub().addPull(s_repository, 7, u"Fly higher"_s, u"dev"_s);
        gitHub().setChecks(s_repository, 7, {{u"build"_s, {}}, {u"test"_s, {}}});
        QCOMPARE(told(), QStringList());

        later(); // red
        gitHub().setChecks(s_repository, 7,
                           {{u"build"_s, u"FAILURE"_s}, {u"lint"_s, u"FAILURE"_s}, {u"test"_s, u"SUCCESS"_s}},
                           {u"lint"_s});
        const QString red = key(7, u"checks:failing:%1:%2"_s.arg(headOf(7), when()));
        QCOMPARE(told(), QStringList{red});
        QCOMPARE(lastOf(red).text, u"Failed: build, lint.\nRequired: build.\nThere are 3 checks."_s);

        later(); // run again: what was told holds no more
        gitHub().setChecks(s_repository, 7, {{u"build"_s, {}}, {u"lint"_s, u"SUCCESS"_s}, {u"test"_s, u"SUCCESS"_s}});
        QCOMPARE(told(), QStringList());
        QVERIFY(m_flight->noticesOf(u"gh"_s, Notice::State::Withdrawn).contains(red));

        later(); // green
        gitHub().setChecks(s_repository, 7,
                           {{u"build"_s, u"SUCCESS"_s}, {u"lint"_s, u"SUCCESS"_s}, {u"test"_s, u"SUCCESS"_s}});
        QCOMPARE(told(), QStringList{key(7, u"checks:passing:%1:%2"_s.arg(headOf(7), when()))});

        later(); // two are before it
        gitHub().enqueue(s_repository, 1, u"pal"_s);
        QCOMPARE(told(), QStringList{key(1, u"queue:entered:"_s + when())});
        later();
        gitHub().enqueue(s_repository, 7, u"dev"_s);
        const QString entered = key(7, u"queue:entered:"_s + when());
        QCOMPARE(told(), QStringList{entered});
        QCOMPARE(pullOf(7).queue.position, 2);
        QCOMPARE(wordOf(7), u"In the queue, place 2"_s);

        later(); // the first is merged: it moves up, and that is seen, not told
        gitHub().merge(s_repository, 1);
        QCOMPARE(told(), QStringList{key(1, u"merged:%1:%2"_s.arg(headOf(1), when()))});
        QCOMPARE(pullOf(7).queue.position, 1);
        later();
        gitHub().setQueueState(s_repository, 7, u"AWAITING_CHECKS"_s);
        QCOMPARE(told(), QStringList());
        QCOMPARE(wordOf(7), u"In the queue, place 1, checks run"_s);

        later(); // taken out for a check of its group
        gitHub().endQueueing(s_repository, 7, u"failed_checks"_s, u"github-merge-queue"_s, {u"integration"_s});
        const QString ejected = key(7, u"queue:ejected:"_s + when());
        QCOMPARE(told(), QStringList{ejected});
        QCOMPARE(lastOf(ejected).text, u"Failed: integration.\nIt was not merged."_s);
        QCOMPARE(lastOf(ejected).urgency, Notice::Urgency::High);
        QVERIFY(m_flight->noticesOf(u"gh"_s, Notice::State::Withdrawn).contains(entered));
        QCOMPARE(wordOf(7), u"Out of the merge queue"_s);

        later(); // and put back
        gitHub().enqueue(s_repository, 7, u"dev"_s);
        QCOMPARE(told(), QStringList{key(7, u"queue:entered:"_s + when())});
        QVERIFY(m_flight->noticesOf(u"gh"_s, Notice::State::Withdrawn).contains(ejected));

        later(); // its entry goes before anybody says why
        gitHub().leaveQueue(s_repository, 7);
        QCOMPARE(told(), QStringList());
        QCOMPARE(wordOf(7), u"Leaves the merge queue"_s);
        later();
        const QString headOfSeven = headOf(7);
        gitHub().merge(s_repository, 7);
        QCOMPARE(told(), QStringList{key(7, u"merged:%1:%2"_s.arg(headOfSeven, when()))});
        for (const auto &[id, notice] : m_flight->notices()) {
            QVERIFY(!id.contains("#queue:"_L1) || notice.state == Notice::State::Withdrawn);
        }

        later(); // deployed: first to staging
        FieldDeployments &deployments = gitHub().deployments();
        const int staging = deployments.add(s_repository, u"staging"_s, u"main"_s, headOfSeven, u"dev"_s);
        const int production = deployments.add(s_repository, u"production"_s, u"main"_s, headOfSeven, u"dev"_s);
        QCOMPARE(told(), QStringList());
        later();
        deployments.setState(staging, u"SUCCESS"_s, u"All is well"_s);
        deployments.hold(production, {u"cyd"_s});
        const QString waits = u"deploy/%1/%2 deployment waiting:%3"_s.arg(s_repository).arg(production).arg(when());
        const QString staged = u"deploy/%1/%2 deployment succeeded:%3"_s.arg(s_repository).arg(staging).arg(when());
        QCOMPARE(told(), (QStringList{staged, waits}));
        QCOMPARE(lastOf(waits).title, u"Approval wanted: main to production of windsock-demo/kite"_s);
        QVERIFY(lastOf(waits).text.startsWith("It can be approved by cyd.\n"_L1));

        later(); // then, when it is let in, to production, where it fails once
        deployments.setState(production, u"IN_PROGRESS"_s);
        QCOMPARE(told(), QStringList());
        QVERIFY(m_flight->noticesOf(u"gh"_s, Notice::State::Withdrawn).contains(waits));
        later();
        deployments.setState(production, u"FAILURE"_s, u"The disk is full"_s);
        const QString failed = u"deploy/%1/%2 deployment failed:%3"_s.arg(s_repository).arg(production).arg(when());
        QCOMPARE(told(), QStringList{failed});
        QVERIFY(lastOf(failed).text.startsWith("The disk is full\n"_L1));
        later();
        deployments.setState(production, u"SUCCESS"_s);
        QCOMPARE(told(),
                 (QStringList{u"deploy/%1/%2 deployment succeeded:%3"_s.arg(s_repository).arg(production).arg(when())}));
        QVERIFY(m_flight->noticesOf(u"gh"_s, Notice::State::Withdrawn).contains(failed));
    }

    /// Three ways in which GitHub says that a request has left the queue because it was merged.
    void aMergeIsNeverAnEjection()
    {
        for (const int number : {2, 3, 4}) {
            gitHub().addPull(s_repository, number, u"Change %1"_s.arg(number), u"dev"_s);
            gitHub().enqueue(s_repository, number, u"dev"_s);
        }
        m_flight->addWatch(u"gh/kite"_s, Watch::Kind::Repository, s_repository);
        QCOMPARE(told(), QStringList());
        later();
        gitHub().leaveQueue(s_repository, 2); // nothing is told yet
        gitHub().endQueueing(s_repository, 3, u"merged"_s, u"github-merge-queue"_s); // the event comes before the state
        gitHub().endQueueing(s_repository, 4, {}, u"github-merge-queue"_s); // a removal without a reason
        QCOMPARE(told(), QStringList());
        later();
        QStringList merged;
        for (const int number : {2, 3, 4}) {
            merged.append(key(number, u"merged:%1:%2"_s.arg(headOf(number), when())));
            gitHub().merge(s_repository, number);
        }
        QCOMPARE(told(), merged);
        later();
        QCOMPARE(told(), QStringList());
        for (const auto &[id, notice] : m_flight->notices()) {
            QVERIFY2(!id.contains("ejected"_L1), qPrintable(id));
        }
    }

    /// A removal of which no reason is ever told: open still after two minutes, so it was no merge.
    void aRemovalWithoutAReasonIsToldInTheEnd()
    {
        gitHub().enqueue(s_repository, 1, u"pal"_s);
        m_flight->addWatch(u"gh/kite"_s, Watch::Kind::Repository, s_repository);
        QCOMPARE(told(), QStringList());
        later();
        gitHub().endQueueing(s_repository, 1, {}, u"ben"_s);
        const QString ejected = key(1, u"queue:ejected:"_s + when());
        QCOMPARE(told(), QStringList());
        pass(3min);
        QCOMPARE(told(), QStringList{ejected});
        QCOMPARE(lastOf(ejected).text, u"ben took it out; why is unknown.\nIt was not merged."_s);
    }

    void aReviewIsAskedOfMe()
    {
        m_flight->addWatch(u"gh/reviews"_s, Watch::Kind::Reviews, {}, u"dev"_s);
        QCOMPARE(told(), QStringList());
        QCOMPARE(m_flight->facts(u"gh"_s), QStringList());
        later();
        gitHub().askReview(s_repository, 1, {u"dev"_s, u"cyd"_s});
        const QString asked = key(1, u"asked:dev:%1:%2"_s.arg(headOf(1), when()));
        QCOMPARE(told(), QStringList{asked});
        QCOMPARE(m_flight->facts(u"gh"_s).size(), 1);
        later();
        gitHub().askReview(s_repository, 1, {u"cyd"_s}); // I have given it
        QCOMPARE(told(), QStringList());
        QVERIFY(m_flight->noticesOf(u"gh"_s, Notice::State::Withdrawn).contains(asked));
        QCOMPARE(m_flight->facts(u"gh"_s), QStringList());
        later();
        gitHub().askReview(s_repository, 1, {u"dev"_s});
        QCOMPARE(told(), QStringList{key(1, u"asked:dev:%1:%2"_s.arg(headOf(1), when()))});
    }

    /// The repository gets another name: its requests move, and nothing is told of that.
    void aRepositoryIsRenamed()
    {
        gitHub().setChecks(s_repository, 1, {{u"build"_s, u"FAILURE"_s}});
        gitHub().enqueue(s_repository, 1, u"pal"_s);
        m_flight->addWatch(u"gh/kite"_s, Watch::Kind::Repository, s_repository);
        QCOMPARE(told(), QStringList());
        later();
        gitHub().rename(s_repository, u"windsock-demo/dragon"_s);
        QCOMPARE(told(), QStringList());
        const QStringList facts = m_flight->facts(u"gh"_s);
        QCOMPARE(facts.size(), 1);
        QVERIFY2(facts.constFirst().startsWith("gh/pr/windsock-demo/dragon/1 "_L1), qPrintable(facts.constFirst()));
    }

private:
    /// As the world gives it, also of requests that are not known yet.
    QString headOf(int number) { return gitHub().headOf(s_repository, number); }
};

QTEST_GUILESS_MAIN(PullFlightTest)

#include "tst_pullflight.moc"
