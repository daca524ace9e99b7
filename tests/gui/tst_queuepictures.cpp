// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/roles.h"
#include "models/values/newsway.h"
#include "tests/gui/picture.h"
#include "tests/gui/sample.h"
#include "views/docks/emptystate.h"
#include "views/docks/inboxdock.h"
#include "views/docks/queuedock.h"
#include "views/docks/queuesdock.h"
#include "views/docks/rowsview.h"
#include "views/docks/sourcesdock.h"

#include <QLineEdit>
#include <QTest>

#include <map>

using namespace Qt::StringLiterals;
using namespace Windsock;
using namespace std::chrono_literals;

namespace {
const AccountId s_github(u"github"_s);

PullRequest queued(int number, const QString &title, QueuePlace::State state, int position)
{
    PullRequest request = samplePull(number, title);
    request.queue = {.state = state, .position = position, .since = Sample::now().addSecs(-900), .by = u"demo-dev"_s};
    return request;
}

QList<PullRequest> pulls()
{
    using PR = PullRequest;
    PR draft = samplePull(3, u"Try another propeller"_s);
    draft.draft = true;
    draft.merge = PR::Merge::Draft;
    PR pending = samplePull(4, u"Unfold lines before parsing"_s);
    pending.checks = PR::Checks::Pending;
    pending.checksDone = 7;
    pending.merge = PR::Merge::Blocked;
    PR failing = samplePull(5, u"Draw the windsock in high contrast"_s);
    failing.checks = PR::Checks::Failing;
    failing.failingChecks = QStringList{u"build / debian"_s, u"lint"_s};
    failing.requiredKnown = true;
    failing.failingRequired = QStringList{u"build / debian"_s};
    failing.merge = PR::Merge::Blocked;
    PR asked = samplePull(6, u"Name the clouds"_s);
    asked.review = PR::Review::Required;
    asked.asked = {u"demo-pal"_s, u"demo-boss"_s};
    asked.merge = PR::Merge::Blocked;
    PR changes = samplePull(7, u"Round the corners"_s);
    changes.review = PR::Review::ChangesRequested;
    PR conflict = samplePull(8, u"Move everything"_s);
    conflict.merge = PR::Merge::Conflicting;
    PR ejected = queued(12, u"Land without a runway"_s, QueuePlace::State::Ejected, 0);
    ejected.queue.cause = QueuePlace::Cause::FailedChecks;
    ejected.queue.failedChecks = QStringList{u"group / sanitizers"_s};
    PR byHand = queued(13, u"Taxi in circles"_s, QueuePlace::State::Ejected, 0);
    byHand.queue.cause = QueuePlace::Cause::ByHand;
    byHand.queue.by = u"demo-pal"_s;
    PR merged = samplePull(14, u"Oil the hinges"_s);
    merged.state = PR::State::Merged;
    PR closed = samplePull(15, u"Paint it black"_s);
    closed.state = PR::State::Closed;
    return {samplePull(1, u"Turn the sock by the wind of the last minute"_s),
            draft,
            pending,
            failing,
            asked,
            changes,
            conflict,
            queued(9, u"Let the sock hang when nobody measures"_s, QueuePlace::State::AwaitingChecks, 1),
            queued(10, u"Say what a push waits for"_s, QueuePlace::State::Queued, 4),
            queued(11, u"Teach the tray to whisper"_s, QueuePlace::State::Leaving, 0),
            ejected,
            byHand,
            merged,
            closed};
}

QList<Deployment> deployments()
{
    using State = Deployment::State;
    QList<Deployment> all;
    for (const State state : {State::Waiting, State::Queued, State::Running, State::Succeeded, State::Failed}) {
        all.append({.account = s_github,
                    .id = 70 + int(state),
                    .repository = u"windsock-demo/windsock"_s,
                    .environment = u"production"_s,
                    .branch = u"main"_s,
                    .revision = QString(40, u'c'),
                    .creator = u"demo-dev"_s,
                    .state = state,
                    .reason = state == State::Failed ? u"The disk of the server is full"_s : QString(),
                    .approvers = state == State::Waiting ? QStringList{u"demo-boss"_s} : QStringList(),
                    .created = Sample::now().addSecs(-3600),
                    .updated = Sample::now().addSecs(-60 * int(state))});
    }
    return all;
}

SourceHealth healthOf(const QString &watch, Service service, Watch::Kind kind, SourceHealth::State state)
{
    static const std::map<Service, QString> hosts{{Service::GitHub, u"api.github.com"_s},
                                                  {Service::Pulse, u"pulse.mozilla.org"_s},
                                                  {Service::Lando, u"lando.moz.tools"_s},
                                                  {Service::Treeherder, u"treeherder.mozilla.org"_s}};
    SourceHealth health = sampleHealth(watch, service, hosts.at(service));
    health.kind = kind;
    health.state = state;
    return health;
}

SourceHealth failed(SourceHealth health, Failure::Kind kind, Failure::Reason reason, int status = 0)
{
    health.failure = Failure{.kind = kind, .reason = reason, .httpStatus = status, .host = health.host};
    health.failuresInARow = 3;
    health.next = kind == Failure::Kind::NeedsLogin ? QDateTime() : Sample::now().addSecs(300);
    return health;
}

/// A row for each of the ways to stand, and for each way that news comes.
void fillSources(Sample &sample)
{
    using State = SourceHealth::State;
    using Kind = Failure::Kind;
    using Reason = Failure::Reason;
    const QString repository = u"gh/windsock-demo/windsock"_s;
    SourceHealth waiting = healthOf(u"th/try"_s, Service::Treeherder, Watch::Kind::Tree, State::Waiting);
    waiting.asOf = {};
    SourceHealth skipping = healthOf(u"th/autoland"_s, Service::Treeherder, Watch::Kind::Tree, State::Good);
    skipping.skippedRecords = 2;
    const auto github = [](const QString &watch, Watch::Kind kind, State state) {
        return healthOf(watch, Service::GitHub, kind, state);
    };
    const QList<SourceHealth> rows{
        waiting,
        skipping,
        healthOf(u"th/mozilla-beta"_s, Service::Treeherder, Watch::Kind::Tree, State::Fetching),
        healthOf(u"pulse"_s, Service::Pulse, Watch::Kind::Exchange, State::Good),
        github(repository, Watch::Kind::Repository, State::Good),
        failed(github(u"gh/renamed"_s, Watch::Kind::Repository, State::Failing), Kind::Rejected, Reason::NotFound, 404),
        failed(github(u"gh/slow"_s, Watch::Kind::Repository, State::Failing), Kind::RateLimited,
               Reason::TooManyRequests, 403),
        failed(github(u"gh/kite/hook"_s, Watch::Kind::Hook, State::Failing), Kind::Rejected, Reason::Taken, 422),
        failed(github(u"gh/inbox"_s, Watch::Kind::Inbox, State::Failing), Kind::Rejected, Reason::InboxRefused, 403),
        failed(github(u"ghe/wing"_s, Watch::Kind::Repository, State::NeedsLogin), Kind::NeedsLogin,
               Reason::BadCredential, 401),
        failed(github(u"gh/tail"_s, Watch::Kind::Repository, State::Offline), Kind::Transient, Reason::Offline)};
    for (const SourceHealth &health : rows) {
        sample.setHealth(health);
    }
    sample.sources.apply(
        NewsWay{.watch = WatchId(u"pulse"_s), .how = NewsWay::How::Pushed, .lastNews = Sample::now().addSecs(-45)});
    sample.sources.apply(NewsWay{.watch = WatchId(u"th/autoland"_s),
                                 .how = NewsWay::How::Both,
                                 .line = AccountId(u"pulse"_s),
                                 .lastNews = Sample::now().addSecs(-45),
                                 .delay = 1400ms});
}

void fillRows(Sample &sample)
{
    ChangeSet set{.account = s_github, .at = Sample::now(), .baseline = true};
    set.pullRequests.added = pulls();
    set.deployments.added = deployments();
    sample.queue.apply(set);
    sample.fillQueues();
    sample.fillInbox();
}

/// Of how bright its points are, from 0 to 1.
double brightness(const QImage &image)
{
    qint64 sum = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            sum += qGray(image.pixel(x, y));
        }
    }
    return double(sum) / 255 / double(qMax(1, image.width() * image.height()));
}
}

/// What the landing queue with its pull requests, the health of queues, the inbox and the sources look like in each state.
/// WINDSOCK_PICTURES names a folder that keeps the pictures.
class QueuePicturesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { setUpPictures(); }
    void cleanup() { setDark(false); }

    void paintsRows_data();
    void paintsRows();
    void paintsWithoutRows_data();
    void paintsWithoutRows();
    void saysWhatToDoAboutEachSource();
};

void QueuePicturesTest::paintsRows_data()
{
    QTest::addColumn<bool>("failing");
    QTest::addColumn<int>("width");
    QTest::newRow("wide") << false << 760;
    QTest::newRow("narrow") << false << 300;
    QTest::newRow("stale") << true << 400;
}

void QueuePicturesTest::paintsRows()
{
    QFETCH(const bool, failing);
    QFETCH(const int, width);
    for (const bool dark : {false, true}) {
        setDark(dark);
        Sample sample;
        fillRows(sample);
        sample.fillSources();
        sample.setHealth(healthOf(u"github/inbox"_s, Service::GitHub, Watch::Kind::Inbox, SourceHealth::State::Good));
        if (failing) {
            sample.fail(Service::GitHub);
            sample.fail(Service::Lando);
        }
        QueueDock queue(&sample.queue, &sample.sources, sample.clock());
        QueuesDock health(&sample.queues, &sample.sources, sample.clock());
        InboxDock inbox(&sample.inbox, &sample.sources, sample.clock());
        Sample news;
        fillSources(news);
        SourcesDock sources(&news.sources, news.clock());
        for (Dock *dock : QList<Dock *>{&queue, &health, &inbox, &sources}) {
            dock->resize(width, dock == &queue ? 1100 : dock == &sources ? 760 : 260);
            dock->show();
            QVERIFY(dock->view()->model()->rowCount() > 0);
            QVERIFY(dock->view()->isVisible());
            if (failing && dock != &sources) {
                QTRY_VERIFY(dock->findChild<QWidget *>(u"banner"_s)->isVisible());
            }
            dock->view()->setCurrentIndex(dock->view()->model()->index(0, 0));
            const QString name = u"%1-%2-%3"_s.arg(dock->objectName(), QString::fromLatin1(QTest::currentDataTag()),
                                                   dark ? u"dark"_s : u"light"_s);
            const QImage image = keepPicture(*dock, name);
            QVERIFY2(coloursIn(image) > 50, qPrintable(name));
            QVERIFY2((brightness(image) < 0.5) == dark, qPrintable(name));
        }
        QCOMPARE(queue.view()->model()->rowCount(), pulls().size() + deployments().size());
    }
}

void QueuePicturesTest::paintsWithoutRows_data()
{
    QTest::addColumn<SourceHealth::State>("state");
    QTest::addColumn<bool>("answered");
    QTest::addColumn<QString>("sentence"); ///< of the queue; empty for one with rows of which none matches
    using State = SourceHealth::State;
    QTest::newRow("loading") << State::Waiting << false << u"Waiting for the first answer…"_s;
    QTest::newRow("empty") << State::Good << true << u"Nothing is on its way to a tree."_s;
    QTest::newRow("error") << State::Failing << false << u"Not known: there has been no answer yet."_s;
    QTest::newRow("error-later") << State::Failing << true << u"There was nothing when it was last asked."_s;
    QTest::newRow("needs-login") << State::NeedsLogin << false << u"Not known: there has been no answer yet."_s;
    QTest::newRow("filtered") << State::Good << true << QString();
}

void QueuePicturesTest::paintsWithoutRows()
{
    QFETCH(const SourceHealth::State, state);
    QFETCH(const bool, answered);
    QFETCH(const QString, sentence);
    const QString tag = QString::fromLatin1(QTest::currentDataTag());
    for (const bool dark : {false, true}) {
        setDark(dark);
        Sample sample;
        const QList<SourceHealth> watched{
            healthOf(u"github/windsock"_s, Service::GitHub, Watch::Kind::Repository, state),
            healthOf(u"github/inbox"_s, Service::GitHub, Watch::Kind::Inbox, state),
            healthOf(u"lando/firefox-autoland"_s, Service::Lando, Watch::Kind::Tree, state)};
        for (SourceHealth health : watched) {
            health.asOf = answered ? health.asOf : QDateTime();
            if (state == SourceHealth::State::Failing) {
                health = failed(health, Failure::Kind::Transient, Failure::Reason::Timeout);
            } else if (state == SourceHealth::State::NeedsLogin) {
                health = failed(health, Failure::Kind::NeedsLogin, Failure::Reason::BadCredential, 401);
            }
            sample.setHealth(health);
        }
        if (sentence.isEmpty()) {
            fillRows(sample);
        }
        QueueDock queue(&sample.queue, &sample.sources, sample.clock());
        QueuesDock health(&sample.queues, &sample.sources, sample.clock());
        InboxDock inbox(&sample.inbox, &sample.sources, sample.clock());
        Sample news; // the sources' own rows, which there are in no state but one
        if (sentence.isEmpty()) {
            fillSources(news);
        }
        SourcesDock sources(&news.sources, news.clock());
        for (Dock *dock : QList<Dock *>{&queue, &health, &inbox, &sources}) {
            dock->resize(400, 300);
            dock->show();
            if (sentence.isEmpty()) {
                dock->findChild<QLineEdit *>(QString(dock->objectName() + u"Filter"_s))->setText(u"zeppelin"_s);
            }
            const auto *empty = dock->findChild<EmptyState *>();
            QTRY_VERIFY(empty->isVisible());
            QVERIFY(!empty->sentence().isEmpty());
            const QString name = u"%1-%2-%3"_s.arg(dock->objectName(), tag, dark ? u"dark"_s : u"light"_s);
            const QImage image = keepPicture(*dock, name);
            QVERIFY2(coloursIn(image) > 10, qPrintable(name));
            QVERIFY2((brightness(image) < 0.5) == dark, qPrintable(name));
        }
        QCOMPARE(queue.findChild<EmptyState *>()->sentence(),
                 sentence.isEmpty() ? u"Nothing matches “zeppelin”."_s : sentence);
        QCOMPARE(queue.findChild<QWidget *>(u"banner"_s)->isVisible(),
                 state == SourceHealth::State::Failing || state == SourceHealth::State::NeedsLogin);
    }
}

void QueuePicturesTest::saysWhatToDoAboutEachSource()
{
    Sample sample;
    fillSources(sample);
    SourcesDock dock(&sample.sources, sample.clock());
    dock.resize(400, 760);
    dock.show();
    QSet<QString> told;
    int failing = 0;
    for (int row = 0; row < dock.view()->model()->rowCount(); ++row) {
        const QModelIndex index = dock.view()->model()->index(row, 0);
        dock.view()->setCurrentIndex(index);
        const auto health = index.data(ItemRole::Health).value<SourceHealth>();
        if (!health.failure) {
            continue;
        }
        ++failing;
        // What happened, and what to do.
        QVERIFY2(dock.details().count(u'\n') >= 1, qPrintable(health.watch.value + u": "_s + dock.details()));
        QVERIFY2(!told.contains(dock.details()), qPrintable(health.watch.value));
        told.insert(dock.details());
        keepPicture(dock, u"sourcesDock-%1-light"_s.arg(QString(health.watch.value).replace(u'/', u'-')));
    }
    QCOMPARE(failing, 6);
}

QTEST_MAIN(QueuePicturesTest)

#include "tst_queuepictures.moc"
