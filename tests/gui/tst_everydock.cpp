// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/gui/sample.h"
#include "views/delegates/joblegend.h"
#include "views/docks/banner.h"
#include "views/docks/emptystate.h"
#include "views/docks/eventsdock.h"
#include "views/docks/inboxdock.h"
#include "views/docks/noticesdock.h"
#include "views/docks/pushesdock.h"
#include "views/docks/queuedock.h"
#include "views/docks/queuesdock.h"
#include "views/docks/rowsview.h"
#include "views/docks/sourcesdock.h"
#include "views/docks/sourcestand.h"
#include "views/docks/treesdock.h"

#include <KLocalizedString>

#include <QAccessible>
#include <QAction>
#include <QClipboard>
#include <QHelpEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>
#include <QToolButton>
#include <QToolTip>

using namespace Qt::StringLiterals;
using namespace Windsock;

namespace {

enum class Which { Queue, Pushes, Events, Notices, Sources, Trees, Health, Inbox };

std::unique_ptr<Dock> makeDock(Which which, Sample &sample)
{
    std::unique_ptr<Dock> dock;
    switch (which) {
    case Which::Queue:
        dock = std::make_unique<QueueDock>(&sample.queue, &sample.sources, sample.clock());
        break;
    case Which::Pushes:
        dock = std::make_unique<PushesDock>(&sample.pushes, &sample.sources, sample.clock());
        break;
    case Which::Events:
        dock = std::make_unique<EventsDock>(&sample.agenda, &sample.sources, sample.clock());
        break;
    case Which::Notices:
        dock = std::make_unique<NoticesDock>(&sample.notices, &sample.sources, sample.clock());
        break;
    case Which::Sources:
        dock = std::make_unique<SourcesDock>(&sample.sources, sample.clock());
        break;
    case Which::Trees:
        dock = std::make_unique<TreesDock>(&sample.trees, &sample.sources, sample.clock());
        break;
    case Which::Health:
        dock = std::make_unique<QueuesDock>(&sample.queues, &sample.sources, sample.clock());
        break;
    case Which::Inbox:
        dock = std::make_unique<InboxDock>(&sample.inbox, &sample.sources, sample.clock());
        break;
    }
    dock->resize(560, 420);
    dock->show();
    return dock;
}

int rows(const Dock &dock)
{
    return dock.view()->model()->rowCount();
}

QModelIndex rowWithKey(const Dock &dock, const QString &key)
{
    const QModelIndexList found = dock.view()->model()->match(dock.view()->model()->index(0, 0), ItemRole::Key, key, 1,
                                                              Qt::MatchExactly | Qt::MatchRecursive);
    return found.value(0);
}

/// Opens the row's menu as the right button does.
QMenu *menuOf(Dock &dock, const QModelIndex &index)
{
    RowsView *view = dock.view();
    view->scrollTo(index);
    const QPoint at = view->visualRect(index).center();
    QTest::mouseClick(view->viewport(), Qt::RightButton, {}, at);
    QContextMenuEvent event(QContextMenuEvent::Mouse, at, view->viewport()->mapToGlobal(at));
    QCoreApplication::sendEvent(view->viewport(), &event);
    const QList<QMenu *> menus = dock.findChildren<QMenu *>(u"rowMenu"_s); // closed ones are still to be deleted
    return menus.isEmpty() ? nullptr : menus.constLast();
}

/// Chooses an entry of an open menu; false where it cannot be chosen.
bool clickEntry(QMenu *menu, const QString &name)
{
    auto *action = menu ? menu->findChild<QAction *>(name) : nullptr;
    if (!action || !action->isEnabled()) {
        return false;
    }
    menu->setActiveAction(action);
    QTest::keyClick(menu, Qt::Key_Return);
    return true;
}

QStringList accessibleRows(QTreeView *view)
{
    QStringList names;
    QAccessibleTableInterface *table = QAccessible::queryAccessibleInterface(view)->tableInterface();
    for (int row = 0; table && row < table->rowCount(); ++row) {
        names << table->cellAt(row, 0)->text(QAccessible::Name);
    }
    return names;
}

const Service serviceOf[] = {Service::GitHub,     Service::Treeherder, Service::ICalendar,
                             Service::Treeherder, Service::Treeherder, Service::Lando};

SourceHealth fresh(Service service)
{
    SourceHealth health = sampleHealth(u"w/1"_s, service, u"service.example"_s);
    health.state = SourceHealth::State::Waiting;
    health.asOf = {};
    health.next = {};
    return health;
}

}

Q_DECLARE_METATYPE(Which)

class EveryDockTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void filters_data();
    void filters();
    void filtersByAllWords();
    void tellsWhenTheLastMatchGoes();
    void keepsEventsOpenAcrossTheFilter();
    void showsTheMatchInsideOfAPush();
    void saysWhyItIsEmpty_data();
    void saysWhyItIsEmpty();
    void saysHowToWatchTrees();
    void putsTheTreeThatHoldsMineFirst();
    void growsWhereThereIsMoreToSay();
    void listensOnlyToItsOwnSources();
    void tellsOldRowsByABanner_data();
    void tellsOldRowsByABanner();
    void aWatchOfGitHubConcernsItsOwnDocks_data();
    void aWatchOfGitHubConcernsItsOwnDocks();
    void wordsTheBanner();
    void bannerCanBeRead();
    void opensBy_data();
    void opensBy();
    void opensThePushOfAPlatform();
    void opensOnlyWebPages_data();
    void opensOnlyWebPages();
    void copiesLinkAndTitle_data();
    void copiesLinkAndTitle();
    void opensTheMenuByKey();
    void goesByKeys();
    void namesItsParts_data();
    void namesItsParts();
    void readsItsRowsAloud();
    void showsPlainToolTips();
    void togglesTheLegend();
    void opensTheWorstPushOnce();
    void readsNotices();
    void selectsANoticeBehindAFilter();
    void describesSources();
    void sumsUpSources_data();
    void sumsUpSources();
};

void EveryDockTest::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    KLocalizedString::setApplicationDomain("windsock");
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom)); // times as 14:28
}

void EveryDockTest::init()
{
    QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support).+"_s));
}

void EveryDockTest::filters_data()
{
    QTest::addColumn<Which>("which");
    QTest::addColumn<QString>("words");
    QTest::addColumn<int>("found");
    QTest::newRow("queue") << Which::Queue << u"TABS sleep"_s << 1;
    QTest::newRow("queue by number") << Which::Queue << u"1908888"_s << 1;
    QTest::newRow("pushes") << Which::Pushes << u"zoom"_s << 1;
    QTest::newRow("pushes by author") << Which::Pushes << u"ffxbld"_s << 1;
    QTest::newRow("pushes by platform") << Which::Pushes << u"windows11"_s << 2;
    QTest::newRow("events") << Which::Events << u"triage"_s << 1;
    QTest::newRow("notices") << Which::Notices << u"sign in"_s << 1;
    QTest::newRow("sources") << Which::Sources << u"meetup.com"_s << 1;
    QTest::newRow("trees") << Which::Trees << u"RACK"_s << 1;
    QTest::newRow("trees by status") << Which::Trees << u"closed"_s << 2;
    QTest::newRow("trees by tag") << Which::Trees << u"infra planned"_s << 1;
    QTest::newRow("queue health") << Which::Health << u"BETA landing"_s << 1;
    QTest::newRow("inbox") << Which::Inbox << u"MIDNIGHT mentioned"_s << 1;
    QTest::newRow("inbox by repository") << Which::Inbox << u"windsock-demo/ 0.1"_s << 1;
    QTest::newRow("queue health by state") << Which::Health << u"longer"_s << 1;
    QTest::newRow("queue by who is to move") << Which::Queue << u"dora"_s << 1;
    QTest::newRow("queue by Lando's number") << Which::Queue << u"lando 90112"_s << 1;
}

void EveryDockTest::filters()
{
    QFETCH(Which, which);
    QFETCH(QString, words);
    QFETCH(int, found);
    Sample sample;
    sample.fill();
    const auto dock = makeDock(which, sample);
    const int all = rows(*dock);
    QVERIFY(all > found);
    QTest::mouseClick(dock->filter(), Qt::LeftButton);
    QTest::keyClicks(dock->filter(), words);
    QCOMPARE(rows(*dock), found);
    QVERIFY(dock->view()->isVisible() && !dock->emptyState()->isVisible());

    QTest::keyClicks(dock->filter(), u" qqq"_s);
    QCOMPARE(rows(*dock), 0);
    QVERIFY(dock->emptyState()->isVisible() && !dock->view()->isVisible());
    QCOMPARE(dock->emptyState()->sentence(), u"Nothing matches “%1 qqq”."_s.arg(words));
    QVERIFY(dock->emptyState()->button()->isVisible());
    QSignalSpy wanted(dock.get(), &Dock::accountWanted);
    QTest::mouseClick(dock->emptyState()->button(), Qt::LeftButton);
    QVERIFY(dock->filter()->text().isEmpty());
    QCOMPARE(rows(*dock), all);
    QVERIFY(dock->view()->isVisible());
    QVERIFY2(wanted.isEmpty(), "the button clears the filter here, and asks for nothing");

    QTest::keyClicks(dock->filter(), u"qqq"_s);
    auto *clear = dock->filter()->findChild<QToolButton *>();
    QVERIFY2(clear, "the filter has a button of its own to clear it");
    clear->click();
    QCOMPARE(rows(*dock), all);
}

void EveryDockTest::filtersByAllWords()
{
    Sample sample;
    sample.fill();
    const auto dock = makeDock(Which::Queue, sample);
    QTest::keyClicks(dock->filter(), u"  sleep   let "_s);
    QCOMPARE(rows(*dock), 1);
    QTest::keyClicks(dock->filter(), u"frobnicator"_s);
    QCOMPARE(rows(*dock), 0);
    dock->filter()->clear();
    QTest::keyClicks(dock->filter(), u"<b>.*["_s);
    QVERIFY2(dock->emptyState()->sentence().contains(u"<b>.*["_s),
             "what is typed is text, not a pattern and not markup");
    QCOMPARE(dock->emptyState()->findChild<QLabel *>(u"emptySentence"_s)->textFormat(), Qt::PlainText);
}

void EveryDockTest::tellsWhenTheLastMatchGoes()
{
    Sample sample;
    sample.fill();
    const auto dock = makeDock(Which::Queue, sample);
    QTest::keyClicks(dock->filter(), u"frobnicator"_s);
    QCOMPARE(rows(*dock), 1);
    const auto before = dock->view()->model()->index(0, 0).data(ItemRole::Landing).value<Landing>();
    Landing after = before;
    after.title = u"Rename the flux capacitor"_s;
    ChangeSet set{.account = before.account, .at = Sample::now()};
    set.landings.changed = {{before, after}};
    sample.queue.apply(set);
    QTRY_VERIFY2(dock->emptyState()->isVisible(), "a change can take the last match away");
    set.landings.changed = {{after, before}};
    sample.queue.apply(set);
    QTRY_VERIFY2(dock->view()->isVisible(), "and bring it back");
}

void EveryDockTest::keepsEventsOpenAcrossTheFilter()
{
    Sample sample;
    sample.fill();
    const auto dock = makeDock(Which::Events, sample);
    const auto open = [&] {
        const QAbstractItemModel *model = dock->view()->model();
        for (int day = 0; day < model->rowCount(); ++day) {
            if (!dock->view()->isExpanded(model->index(day, 0)) || model->rowCount(model->index(day, 0)) == 0) {
                return false;
            }
        }
        return model->rowCount() > 0;
    };
    QVERIFY(open());
    QTest::keyClicks(dock->filter(), u"hack"_s);
    QVERIFY(open());
    dock->filter()->clear();
    QVERIFY(open());
    // Days cannot be folded away: what is under a folded one would be missed.
    QTest::mouseDClick(dock->view()->viewport(), Qt::LeftButton, {},
                       dock->view()->visualRect(dock->view()->model()->index(0, 0)).center());
    dock->view()->setCurrentIndex(dock->view()->model()->index(0, 0));
    QTest::keyClick(dock->view(), Qt::Key_Left);
    QTest::keyClick(dock->view(), Qt::Key_Return);
    QVERIFY(open());
}

void EveryDockTest::showsTheMatchInsideOfAPush()
{
    Sample sample;
    sample.fill();
    const auto dock = makeDock(Which::Pushes, sample);
    QTest::keyClicks(dock->filter(), u"windows11"_s);
    const QAbstractItemModel *model = dock->view()->model();
    for (int row = 0; row < model->rowCount(); ++row) {
        const QModelIndex push = model->index(row, 0);
        for (int i = 0; i < model->rowCount(push); ++i) {
            QVERIFY(model->index(i, 0, push).data().toString().startsWith(u"windows11"_s));
        }
        QVERIFY2(dock->view()->isExpanded(push), "what was found is to be seen");
    }
}

void EveryDockTest::saysWhyItIsEmpty_data()
{
    QTest::addColumn<Which>("which");
    QTest::addColumn<QString>("nothing");
    QTest::newRow("queue") << Which::Queue << u"Nothing is on its way to a tree."_s;
    QTest::newRow("pushes") << Which::Pushes << u"No pushes yet on what is watched."_s;
    QTest::newRow("events") << Which::Events << u"No events ahead."_s;
}

void EveryDockTest::saysWhyItIsEmpty()
{
    QFETCH(Which, which);
    QFETCH(QString, nothing);
    Sample sample;
    const auto dock = makeDock(which, sample);
    const auto says = [&] { return dock->emptyState()->sentence(); };
    QVERIFY(dock->emptyState()->isVisible());
    QVERIFY(says().startsWith(u"No source yet"_s));
    QSignalSpy wanted(dock.get(), &Dock::accountWanted);
    QTest::mouseClick(dock->emptyState()->button(), Qt::LeftButton);
    QCOMPARE(wanted.size(), 1);

    SourceHealth health = fresh(serviceOf[int(which)]);
    sample.setHealth(health);
    QTRY_VERIFY(says().startsWith(u"Waiting for the first answer"_s));
    QVERIFY2(!dock->emptyState()->button()->isVisible(), "there is nothing to be done but wait");
    health.state = SourceHealth::State::Fetching;
    sample.setHealth(health);
    QTRY_VERIFY(says().startsWith(u"Waiting for the first answer"_s));

    health.state = SourceHealth::State::Failing;
    health.failure = Failure{.reason = Failure::Reason::Tls, .host = health.host};
    sample.setHealth(health);
    QTRY_VERIFY(says().startsWith(u"Not known"_s));
    QVERIFY(dock->banner()->isVisible());
    QVERIFY(dock->banner()->text().startsWith(u"Nothing is known yet."_s));

    health.asOf = Sample::now().addSecs(-600);
    sample.setHealth(health);
    QTRY_COMPARE(says(), u"There was nothing when it was last asked."_s);
    QVERIFY(dock->banner()->isVisible());

    health.state = SourceHealth::State::Good;
    health.failure.reset();
    sample.setHealth(health);
    QTRY_COMPARE(says(), nothing);
    QVERIFY(!dock->banner()->isVisible());
    // A filter over nothing is not to blame for the nothing.
    QTest::keyClicks(dock->filter(), u"abc"_s);
    QCOMPARE(says(), nothing);
}

void EveryDockTest::saysHowToWatchTrees()
{
    Sample sample;
    const auto dock = makeDock(Which::Trees, sample);
    QVERIFY(dock->emptyState()->sentence().contains(u"add a Lando account"_s));
    QSignalSpy wanted(dock.get(), &Dock::accountWanted);
    QTest::mouseClick(dock->emptyState()->button(), Qt::LeftButton);
    QCOMPARE(wanted.size(), 1);
    sample.setHealth(sampleHealth(u"lando/job"_s, Service::Lando, u"lando.example"_s));
    QTRY_VERIFY(dock->emptyState()->sentence().startsWith(u"No tree is known."_s));
}

void EveryDockTest::putsTheTreeThatHoldsMineFirst()
{
    Sample sample;
    sample.fill();
    const auto dock = makeDock(Which::Trees, sample);
    const QModelIndex first = dock->view()->model()->index(0, 0);
    QCOMPARE(first.data(ItemRole::Title).toString(), u"firefox-autoland"_s);
    QVERIFY(first.data(ItemRole::Holds).toInt() > 0);
    QCOMPARE(dock->view()->model()->index(1, 0).data(ItemRole::Title).toString(), u"comm-central"_s);
}

void EveryDockTest::growsWhereThereIsMoreToSay()
{
    Sample sample;
    sample.fillSources();
    ChangeSet set{.account = AccountId(u"bmo"_s), .at = Sample::now()};
    set.landings.added = {Landing{.account = AccountId(u"bmo"_s),
                                  .bug = 1,
                                  .title = u"x"_s,
                                  .trees = {u"nss"_s},
                                  .state = Landing::State::Queued,
                                  .changed = Sample::now()}};
    sample.queue.apply(set);
    const auto dock = makeDock(Which::Queue, sample);
    const QModelIndex row = dock->view()->model()->index(0, 0);
    const int before = dock->view()->visualRect(row).height();
    QVERIFY(before > 0);
    ChangeSet trees{.account = AccountId(u"lando"_s), .at = Sample::now()};
    trees.trees.added = {Tree{
        .account = AccountId(u"lando"_s), .name = u"nss"_s, .status = Tree::Status::Closed, .since = Sample::now()}};
    sample.queue.apply(trees);
    QTRY_VERIFY2(dock->view()->visualRect(row).height() > before, "why it is held has a line of its own");
    trees.trees.removed = std::exchange(trees.trees.added, {});
    sample.queue.apply(trees);
    QTRY_COMPARE(dock->view()->visualRect(row).height(), before);
}

void EveryDockTest::listensOnlyToItsOwnSources()
{
    Sample sample;
    const auto queue = makeDock(Which::Queue, sample);
    const auto events = makeDock(Which::Events, sample);
    const auto notices = makeDock(Which::Notices, sample);
    const auto sources = makeDock(Which::Sources, sample);
    QVERIFY(notices->emptyState()->sentence().startsWith(u"Nothing has happened"_s));
    sample.setHealth(fresh(Service::Treeherder));
    sample.fail(Service::Treeherder);
    QTRY_VERIFY(sources->view()->isVisible());
    QVERIFY2(queue->emptyState()->sentence().startsWith(u"No source yet"_s), "Treeherder tells nothing of landings");
    QVERIFY(events->emptyState()->sentence().startsWith(u"No source yet"_s));
    for (const Dock *dock : {queue.get(), events.get(), notices.get(), sources.get()}) {
        QVERIFY2(!dock->banner()->isVisible(), qPrintable(dock->objectName()));
    }
}

void EveryDockTest::tellsOldRowsByABanner_data()
{
    QTest::addColumn<Which>("which");
    QTest::addColumn<Service>("service");
    QTest::newRow("queue, Bugzilla") << Which::Queue << Service::Bugzilla;
    QTest::newRow("queue, GitHub") << Which::Queue << Service::GitHub;
    QTest::newRow("queue, Lando") << Which::Queue << Service::Lando;
    QTest::newRow("trees") << Which::Trees << Service::Lando;
    QTest::newRow("pushes") << Which::Pushes << Service::Treeherder;
    QTest::newRow("events") << Which::Events << Service::Meetup;
}

void EveryDockTest::tellsOldRowsByABanner()
{
    QFETCH(Which, which);
    QFETCH(Service, service);
    Sample sample;
    sample.fill();
    const auto dock = makeDock(which, sample);
    const int all = rows(*dock);
    QVERIFY(!dock->banner()->isVisible());
    sample.fail(service);
    QTRY_VERIFY(dock->banner()->isVisible());
    QVERIFY(dock->banner()->text().startsWith(u"As of 14:28."_s));
    QVERIFY(dock->banner()->text().contains(u"did not answer in time"_s));
    QVERIFY2(dock->banner()->text().contains(u"14:35"_s), "when it is tried again");
    QCOMPARE(rows(*dock), all);
    QVERIFY(dock->view()->isVisible());
    for (int row = 0; row < sample.sources.rowCount(); ++row) {
        auto health = sample.sources.index(row, 0).data(ItemRole::Health).value<SourceHealth>();
        health.state = SourceHealth::State::Good;
        health.failure.reset();
        sample.setHealth(health);
    }
    QTRY_VERIFY(!dock->banner()->isVisible());
}

void EveryDockTest::aWatchOfGitHubConcernsItsOwnDocks_data()
{
    QTest::addColumn<Watch::Kind>("kind");
    QTest::addColumn<QString>("docks");
    QTest::newRow("branch") << Watch::Kind::Tree << u"pushesDock"_s;
    QTest::newRow("pull requests") << Watch::Kind::Repository << u"queueDock"_s;
    QTest::newRow("deployments") << Watch::Kind::Deployments << u"queueDock"_s;
    QTest::newRow("inbox") << Watch::Kind::Inbox << u"inboxDock"_s;
    QTest::newRow("webhooks") << Watch::Kind::Hook << QString(); // what they tell of is polled meanwhile
}

void EveryDockTest::aWatchOfGitHubConcernsItsOwnDocks()
{
    QFETCH(const Watch::Kind, kind);
    QFETCH(const QString, docks);
    Sample sample;
    sample.fill();
    SourceHealth health = sampleHealth(u"github/other"_s, Service::GitHub, u"api.github.com"_s);
    health.kind = kind;
    health.state = SourceHealth::State::Failing;
    health.failure = Failure{.reason = Failure::Reason::Timeout, .host = health.host};
    const auto queue = makeDock(Which::Queue, sample);
    const auto pushes = makeDock(Which::Pushes, sample);
    const auto inbox = makeDock(Which::Inbox, sample);
    sample.setHealth(health);
    const auto told = [&] {
        QStringList names;
        for (const Dock *dock : {queue.get(), pushes.get(), inbox.get()}) {
            if (dock->banner()->isVisible()) {
                names.append(dock->objectName());
            }
        }
        return names.join(u' ');
    };
    const auto all = makeDock(Which::Sources, sample);
    QTRY_VERIFY(all->view()->isVisible());
    QCoreApplication::processEvents();
    QTRY_COMPARE(told(), docks);
    const bool ofChanges = kind != Watch::Kind::Inbox && kind != Watch::Kind::Hook;
    QCOMPARE(tellsOfChanges(health), ofChanges);
    QCOMPARE(tellsOfInbox(health), kind == Watch::Kind::Inbox);
    QVERIFY(tellsOfPushes({.service = Service::Treeherder})); // of the other services each watch concerns its docks
}

void EveryDockTest::wordsTheBanner()
{
    Sample sample;
    SourceHealth one = sampleHealth(u"a/1"_s, Service::Bugzilla, u"bugzilla.example"_s);
    SourceHealth two = sampleHealth(u"b/1"_s, Service::GitHub, u"github.example"_s);
    one.state = two.state = SourceHealth::State::Failing;
    one.failure = Failure{.kind = Failure::Kind::NeedsLogin, .reason = Failure::Reason::BadCredential, .host = one.host};
    two.failure = Failure{.reason = Failure::Reason::ServerError, .httpStatus = 503, .host = two.host};
    two.asOf = Sample::now().addSecs(-3 * 3600);
    sample.setHealth(one);
    const auto text = [&] { return staleText(sourceStand(sample.sources), Sample::now()); };
    QVERIFY(text().startsWith(u"As of 14:28. bugzilla.example does not accept the account's token."_s));
    QVERIFY(!text().contains(u"more source"_s));
    sample.setHealth(two);
    QVERIFY2(text().startsWith(u"As of 11:30."_s),
             "of several the oldest: nothing shown is newer than it is said to be");
    QVERIFY(text().endsWith(u"One more source fails."_s));
    SourceHealth three = sampleHealth(u"c/1"_s, Service::Meetup, u"meetup.example"_s);
    three.state = SourceHealth::State::Offline;
    sample.setHealth(three);
    QVERIFY(text().endsWith(u"2 more sources fail."_s));
    // An answer under way after a failure does not make the rows new.
    one.state = SourceHealth::State::Fetching;
    sample.setHealth(one);
    QVERIFY(text().startsWith(u"As of 11:30. bugzilla"_s));
    one.failure->host = u"evil\u202e.example"_s;
    sample.setHealth(one);
    QVERIFY(!text().contains(u'\u202e'));
}

void EveryDockTest::bannerCanBeRead()
{
    Sample sample;
    sample.fill();
    sample.fail(Service::Treeherder);
    const auto dock = makeDock(Which::Pushes, sample);
    auto *words = dock->banner()->findChild<QLabel *>(u"bannerText"_s);
    QVERIFY(words->wordWrap());
    QCOMPARE(words->textFormat(), Qt::PlainText);
    const int wide = dock->banner()->height();
    dock->resize(230, 420);
    QTRY_VERIFY(dock->banner()->height() > wide);
    QVERIFY2(words->height() >= words->heightForWidth(words->width()), "all of it is to be seen in a thin dock");
}

void EveryDockTest::opensBy_data()
{
    QTest::addColumn<Which>("which");
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("how");
    const QList<std::tuple<Which, QString, QString>> docks{
        {Which::Queue, u"github/pr/windsock/windsock/42"_s, u"queue"_s},
        {Which::Pushes, u"th/push/26"_s, u"pushes"_s},
        {Which::Events, u"meetup/event/c"_s, u"events"_s},
        {Which::Notices, u"bmo/bug/1908888#held"_s, u"notices"_s},
        {Which::Trees, u"lando/tree/comm-central"_s, u"trees"_s}};
    for (const auto &[which, key, name] : docks) {
        for (const auto &how : {u"double click"_s, u"return"_s, u"keypad"_s, u"menu"_s}) {
            QTest::addRow("%s, %s", qPrintable(name), qPrintable(how)) << which << key << how;
        }
    }
}

void EveryDockTest::opensBy()
{
    QFETCH(Which, which);
    QFETCH(QString, key);
    QFETCH(QString, how);
    Sample sample;
    sample.fill();
    const auto dock = makeDock(which, sample);
    const QModelIndex index = rowWithKey(*dock, key);
    QVERIFY(index.isValid());
    dock->view()->scrollTo(index);
    const QPoint at = dock->view()->visualRect(index).center();
    QSignalSpy opened(dock.get(), &Dock::openRequested);
    QTest::mouseClick(dock->view()->viewport(), Qt::LeftButton, {}, at);
    QCOMPARE(dock->view()->currentIndex(), index);
    QVERIFY2(opened.isEmpty(), "a single click only selects");
    if (how == u"double click"_s) {
        QTest::mouseDClick(dock->view()->viewport(), Qt::LeftButton, {}, at);
    } else if (how == u"return"_s) {
        QTest::keyClick(dock->view(), Qt::Key_Return);
    } else if (how == u"keypad"_s) {
        QTest::keyClick(dock->view(), Qt::Key_Enter, Qt::KeypadModifier);
    } else {
        QVERIFY(clickEntry(menuOf(*dock, index), u"open"_s));
    }
    QCOMPARE(opened.size(), 1);
    QCOMPARE(opened.at(0).at(0).toUrl(), index.data(ItemRole::Url).toUrl());
}

void EveryDockTest::opensThePushOfAPlatform()
{
    Sample sample;
    sample.fill();
    const auto dock = makeDock(Which::Pushes, sample);
    const QModelIndex push = dock->view()->model()->index(0, 0);
    const QModelIndex platform = dock->view()->model()->index(1, 0, push);
    const QUrl page = push.data(ItemRole::Url).toUrl();
    QSignalSpy opened(dock.get(), &Dock::openRequested);
    dock->view()->setCurrentIndex(platform);
    dock->openCurrent();
    QVERIFY2(clickEntry(menuOf(*dock, platform), u"open"_s), "the menu opens what Enter opens");
    QVERIFY(clickEntry(menuOf(*dock, platform), u"copyLink"_s));
    QCOMPARE(opened.size(), 2);
    QCOMPARE(opened.at(0).at(0).toUrl(), page);
    QCOMPARE(opened.at(1).at(0).toUrl(), page);
    QCOMPARE(QGuiApplication::clipboard()->text(), page.toString(QUrl::FullyEncoded));
    QVERIFY(clickEntry(menuOf(*dock, platform), u"copyTitle"_s));
    QCOMPARE(QGuiApplication::clipboard()->text(), platform.data().toString());
}

void EveryDockTest::opensOnlyWebPages_data()
{
    QTest::addColumn<QString>("url");
    for (const auto &url :
         {u"file:///etc/passwd"_s, u"javascript:alert(1)"_s, u"data:text/html,x"_s, u"ftp://a.example/"_s,
          u"https:////evil/x"_s, u"https://user@evil.example/"_s, u"/etc/passwd"_s, QString()}) {
        QTest::newRow(qPrintable(url.isEmpty() ? u"none"_s : url)) << url;
    }
}

void EveryDockTest::opensOnlyWebPages()
{
    QFETCH(QString, url);
    Sample sample;
    sample.fillSources();
    ChangeSet set{.account = AccountId(u"a"_s), .at = Sample::now(), .baseline = true};
    set.landings.added = {Landing{.account = AccountId(u"a"_s), .bug = 1, .title = u"x"_s, .url = QUrl(url)}};
    set.pullRequests.added = {
        PullRequest{.account = AccountId(u"a"_s), .repository = u"o/r"_s, .number = 1, .url = QUrl(url)}};
    set.pushes.added = {Push{.account = AccountId(u"a"_s), .id = 1, .pushed = Sample::now(), .url = QUrl(url)}};
    set.occurrences.added = {Occurrence{.account = AccountId(u"a"_s),
                                        .uid = u"1"_s,
                                        .start = Sample::now().addSecs(60),
                                        .end = Sample::now().addSecs(120),
                                        .url = QUrl(url)}};
    sample.queue.apply(set);
    sample.pushes.apply(set);
    sample.agenda.apply(set);
    sample.notices.apply({Notice{.key = u"x#1"_s, .url = QUrl(url), .decided = Sample::now()}});
    for (const Which which : {Which::Queue, Which::Pushes, Which::Events, Which::Notices}) {
        const auto dock = makeDock(which, sample);
        QSignalSpy opened(dock.get(), &Dock::openRequested);
        QModelIndex index = dock->view()->model()->index(0, 0);
        if (which == Which::Events) {
            index = dock->view()->model()->index(0, 0, index);
        }
        QVERIFY(index.isValid());
        dock->view()->setCurrentIndex(index);
        QTest::keyClick(dock->view(), Qt::Key_Return);
        QTest::mouseDClick(dock->view()->viewport(), Qt::LeftButton, {}, dock->view()->visualRect(index).center());
        QMenu *menu = menuOf(*dock, index);
        QVERIFY(!clickEntry(menu, u"open"_s));
        QVERIFY(!clickEntry(menu, u"copyLink"_s));
        menu->close();
        QVERIFY2(opened.isEmpty(), qPrintable(dock->objectName()));
    }
}

void EveryDockTest::copiesLinkAndTitle_data()
{
    QTest::addColumn<Which>("which");
    QTest::addColumn<QString>("key");
    QTest::newRow("queue") << Which::Queue << u"bmo/bug/1912345"_s;
    QTest::newRow("pushes") << Which::Pushes << u"th/push/27"_s;
    QTest::newRow("events") << Which::Events << u"meetup/event/c"_s;
    QTest::newRow("notices") << Which::Notices << u"th/push/27#bad"_s;
}

void EveryDockTest::copiesLinkAndTitle()
{
    QFETCH(Which, which);
    QFETCH(QString, key);
    Sample sample;
    sample.fill();
    const auto dock = makeDock(which, sample);
    const QModelIndex index = rowWithKey(*dock, key);
    QVERIFY(index.isValid());
    QGuiApplication::clipboard()->clear();
    QVERIFY(clickEntry(menuOf(*dock, index), u"copyLink"_s));
    QCOMPARE(QGuiApplication::clipboard()->text(), index.data(ItemRole::Url).toUrl().toString(QUrl::FullyEncoded));
    QVERIFY(clickEntry(menuOf(*dock, index), u"copyTitle"_s));
    QCOMPARE(QGuiApplication::clipboard()->text(), index.data(ItemRole::Title).toString());
}

void EveryDockTest::opensTheMenuByKey()
{
    Sample sample;
    sample.fill();
    const auto dock = makeDock(Which::Notices, sample);
    const QModelIndex index = dock->view()->model()->index(2, 0);
    dock->view()->setCurrentIndex(index);
    QSignalSpy wanted(dock->view(), &RowsView::menuWanted);
    QContextMenuEvent byKey(QContextMenuEvent::Keyboard, QPoint(1, 1), dock->view()->mapToGlobal(QPoint(1, 1)));
    QCoreApplication::sendEvent(dock->view()->viewport(), &byKey);
    QCOMPARE(wanted.size(), 1);
    QCOMPARE(wanted.at(0).at(0).toModelIndex(), index);
    const QPoint at = dock->view()->viewport()->mapFromGlobal(wanted.at(0).at(1).toPoint());
    QVERIFY2(dock->view()->visualRect(index).contains(at), "the menu stands at its row");
    dock->findChild<QMenu *>(u"rowMenu"_s)->close();
    // Beside the rows there is nothing to ask for.
    const QPoint below(20, dock->view()->viewport()->height() - 2);
    QVERIFY(!dock->view()->indexAt(below).isValid());
    QContextMenuEvent beside(QContextMenuEvent::Mouse, below, dock->view()->viewport()->mapToGlobal(below));
    QCoreApplication::sendEvent(dock->view()->viewport(), &beside);
    QCOMPARE(wanted.size(), 1);
}

void EveryDockTest::goesByKeys()
{
    Sample sample;
    sample.fill();
    const auto dock = makeDock(Which::Pushes, sample);
    RowsView *view = dock->view();
    view->setCurrentIndex(view->model()->index(0, 0));
    QVERIFY(view->isExpanded(view->currentIndex()));
    QTest::keyClick(view, Qt::Key_Down);
    QVERIFY(view->currentIndex().parent().isValid());
    QTest::keyClick(view, Qt::Key_Left);
    QCOMPARE(view->currentIndex(), view->model()->index(0, 0));
    QTest::keyClick(view, Qt::Key_Left);
    QVERIFY(!view->isExpanded(view->currentIndex()));
    QTest::keyClick(view, Qt::Key_Down);
    QCOMPARE(view->currentIndex(), view->model()->index(1, 0));
    QTest::keyClick(view, Qt::Key_Right);
    QVERIFY(view->isExpanded(view->currentIndex()));
    QTest::keyClick(view, Qt::Key_End);
    QCOMPARE(view->currentIndex(), view->model()->index(3, 0));
    QTest::keyClick(view, Qt::Key_Home);
    QCOMPARE(view->currentIndex(), view->model()->index(0, 0));
    // With nothing current there is nothing to open.
    QSignalSpy opened(dock.get(), &Dock::openRequested);
    view->setCurrentIndex({});
    QTest::keyClick(view, Qt::Key_Return);
    dock->openCurrent();
    QVERIFY(opened.isEmpty());
}

void EveryDockTest::namesItsParts_data()
{
    QTest::addColumn<Which>("which");
    QTest::addColumn<QString>("title");
    QTest::newRow("queue") << Which::Queue << u"Landing Queue"_s;
    QTest::newRow("pushes") << Which::Pushes << u"Pushes"_s;
    QTest::newRow("events") << Which::Events << u"Events"_s;
    QTest::newRow("notices") << Which::Notices << u"Notices"_s;
    QTest::newRow("sources") << Which::Sources << u"Sources"_s;
    QTest::newRow("trees") << Which::Trees << u"Trees"_s;
}

void EveryDockTest::namesItsParts()
{
    QFETCH(Which, which);
    QFETCH(QString, title);
    Sample sample;
    sample.fill();
    const auto dock = makeDock(which, sample);
    QVERIFY(dock->windowTitle().startsWith(title));
    const auto name = [](QWidget *widget) {
        QAccessibleInterface *face = QAccessible::queryAccessibleInterface(widget);
        return face ? face->text(QAccessible::Name) : QString();
    };
    QCOMPARE(name(dock->view()), title);
    QCOMPARE(name(dock->filter()), u"Filter of "_s + title);
    QVERIFY(!dock->filter()->placeholderText().isEmpty());
    for (QToolButton *button : dock->widget()->findChildren<QToolButton *>()) {
        if (button->parent() != dock->filter()) { // Qt's own
            QVERIFY2(!name(button).isEmpty(), qPrintable(button->objectName()));
        }
    }
    QVERIFY2(dock->focusPolicy() != Qt::NoFocus || dock->view()->focusPolicy() == Qt::StrongFocus
                 || dock->view()->focusPolicy() == Qt::WheelFocus,
             "the rows can be reached by Tab");
}

void EveryDockTest::readsItsRowsAloud()
{
    Sample sample;
    sample.fill();
    for (const Which which : {Which::Queue, Which::Pushes, Which::Events, Which::Notices, Which::Sources, Which::Trees}) {
        const auto dock = makeDock(which, sample);
        const QStringList names = accessibleRows(dock->view());
        QVERIFY2(names.size() >= 4, qPrintable(dock->objectName()));
        QVERIFY(!names.contains(QString()));
    }
    const QString push = accessibleRows(makeDock(Which::Pushes, sample)->view()).first();
    QVERIFY2(push.contains(u"address bar"_s) && push.contains(u"ann@example.org"_s), qPrintable(push));
    const QStringList notices = accessibleRows(makeDock(Which::Notices, sample)->view());
    QVERIFY2(notices.first().contains(u"unread"_s), "what bold type says is said in words too");
    QVERIFY2(notices.last().contains(u"no longer true"_s), "and what the line through it says");
    const QString held = accessibleRows(makeDock(Which::Queue, sample)->view()).filter(u"frobnicator"_s).value(0);
    QVERIFY2(held.contains(u"tree closed"_s) || held.contains(u"closed 14:02"_s), qPrintable(held));
    QVERIFY2(held.contains(u"5 hours so far"_s) && held.contains(u"review+ (2)"_s), qPrintable(held));
    const QString tree = accessibleRows(makeDock(Which::Trees, sample)->view()).first();
    QVERIFY2(tree.startsWith(u"firefox-autoland: Closed since 14:02."_s) && tree.contains(u"landings of yours"_s),
             qPrintable(tree));
    sample.fail(Service::GitHub);
    const QString source = accessibleRows(makeDock(Which::Sources, sample)->view()).filter(u"did not answer"_s).value(0);
    QVERIFY(!source.isEmpty());
}

void EveryDockTest::showsPlainToolTips()
{
    Sample sample;
    sample.fillSources();
    ChangeSet set{.account = AccountId(u"a"_s), .at = Sample::now(), .baseline = true};
    set.landings.added = {
        Landing{.account = AccountId(u"a"_s), .bug = 1, .title = u"<img src='file:///dev/urandom'>\u202e"_s}};
    sample.queue.apply(set);
    const auto dock = makeDock(Which::Queue, sample);
    const QPoint at = dock->view()->visualRect(dock->view()->model()->index(0, 0)).center();
    QHelpEvent over(QEvent::ToolTip, at, dock->view()->viewport()->mapToGlobal(at));
    QCoreApplication::sendEvent(dock->view()->viewport(), &over);
    QVERIFY2(QToolTip::text().contains(u"&lt;img"_s), qPrintable(QToolTip::text()));
    QVERIFY(!QToolTip::text().contains(u'\u202e'));
    QToolTip::hideText();
}

void EveryDockTest::togglesTheLegend()
{
    Sample sample;
    sample.fill();
    const auto dock = makeDock(Which::Pushes, sample);
    auto *legend = dock->findChild<JobLegend *>(u"legend"_s);
    auto *button = dock->findChild<QToolButton *>(u"legendButton"_s);
    QVERIFY(!legend->isVisible());
    QTest::mouseClick(button, Qt::LeftButton);
    QVERIFY(legend->isVisible());
    QTRY_VERIFY(legend->height() >= legend->heightForWidth(legend->width()));
    QTest::mouseClick(button, Qt::LeftButton);
    QVERIFY(!legend->isVisible());
}

void EveryDockTest::opensTheWorstPushOnce()
{
    Sample sample;
    sample.fillSources();
    const auto dock = makeDock(Which::Pushes, sample);
    const auto add = [&](qint64 id, Job::Result result, int minutesAgo) {
        ChangeSet set{.account = AccountId(u"th"_s), .at = Sample::now(), .baseline = true};
        const QDateTime pushed = Sample::now().addSecs(-60 * minutesAgo);
        set.pushes.added = {Push{.account = AccountId(u"th"_s), .id = id, .repository = u"try"_s, .pushed = pushed}};
        set.jobs.added = {Job{.id = id,
                              .pushId = id,
                              .typeSymbol = u"B"_s,
                              .platform = u"linux"_s,
                              .state = Job::State::Completed,
                              .result = result,
                              .lastModified = pushed}};
        set.standings.added = {
            standingOf(AccountId(u"th"_s), id, set.jobs.added, Sample::now(), std::chrono::seconds(1))};
        sample.pushes.apply(set);
    };
    add(1, Job::Result::Success, 10);
    add(2, Job::Result::Busted, 20);
    add(3, Job::Result::Busted, 30);
    const auto expanded = [&](int row) { return dock->view()->isExpanded(dock->view()->model()->index(row, 0)); };
    QTRY_VERIFY2(expanded(1), "the newest of the bad ones");
    QVERIFY(!expanded(0) && !expanded(2));
    dock->view()->collapseAll();
    add(4, Job::Result::Busted, 5);
    QCoreApplication::processEvents();
    QVERIFY2(!expanded(0), "after that the person decides");
}

void EveryDockTest::readsNotices()
{
    Sample sample;
    sample.fill();
    const auto dock = makeDock(Which::Notices, sample);
    auto &notices = static_cast<NoticesDock &>(*dock);
    auto *readAll = dock->findChild<QToolButton *>(u"readAllButton"_s);
    QCOMPARE(dock->windowTitle(), u"Notices (2)"_s);
    QSignalSpy read(&notices, &NoticesDock::noticesRead);
    // Several at once, by the menu.
    dock->view()->setCurrentIndex(rowWithKey(*dock, u"th/push/27#bad"_s));
    dock->view()->setFocus();
    QTest::keyClick(dock->view(), Qt::Key_Down, Qt::ShiftModifier);
    Q_EMIT dock->view()->menuWanted(dock->view()->currentIndex(), dock->mapToGlobal(QPoint(20, 60)));
    QVERIFY(clickEntry(dock->findChildren<QMenu *>(u"rowMenu"_s).constLast(), u"markRead"_s));
    QCOMPARE(read.size(), 1);
    QCOMPARE(read.at(0).at(0).toStringList(), (QStringList{u"th/push/27#bad"_s, u"bmo/bug/1908888#held"_s}));
    // Opening one reads it, by the menu as well.
    QVERIFY(clickEntry(menuOf(*dock, rowWithKey(*dock, u"bmo/bug/1908888#held"_s)), u"open"_s));
    QCOMPARE(read.size(), 2);
    QCOMPARE(read.at(1).at(0).toStringList(), QStringList{u"bmo/bug/1908888#held"_s});
    // One that has been read cannot be read again.
    QMenu *menu = menuOf(*dock, rowWithKey(*dock, u"th/push/25#done"_s));
    QVERIFY(!clickEntry(menu, u"markRead"_s));
    menu->close();

    QList<Notice> all;
    for (int row = 0; row < sample.notices.rowCount(); ++row) {
        all << sample.notices.index(row, 0).data(ItemRole::Notice).value<Notice>();
        all.last().read = true;
    }
    QVERIFY(readAll->isEnabled());
    sample.notices.apply(all);
    QCOMPARE(dock->windowTitle(), u"Notices"_s);
    QVERIFY2(!readAll->isEnabled(), "nothing is left to be read");
}

void EveryDockTest::selectsANoticeBehindAFilter()
{
    Sample sample;
    sample.fill();
    const auto dock = makeDock(Which::Notices, sample);
    auto &notices = static_cast<NoticesDock &>(*dock);
    QTest::keyClicks(dock->filter(), u"sign in"_s);
    QVERIFY(notices.showNotice(u"github#login"_s));
    QCOMPARE(dock->filter()->text(), u"sign in"_s);
    QVERIFY(notices.showNotice(u"th/push/27#bad"_s));
    QVERIFY2(dock->filter()->text().isEmpty(), "a filter does not hide what is to be shown");
    QCOMPARE(dock->view()->currentIndex().data(ItemRole::Key).toString(), u"th/push/27#bad"_s);
    QVERIFY(!notices.showNotice(u"th/push/99#bad"_s));
    QCOMPARE(dock->view()->currentIndex().data(ItemRole::Key).toString(), u"th/push/27#bad"_s);
}

void EveryDockTest::describesSources()
{
    Sample sample;
    sample.fill();
    const auto dock = makeDock(Which::Sources, sample);
    auto &sources = static_cast<SourcesDock &>(*dock);
    QVERIFY(sources.details().isEmpty());
    const auto choose = [&](const QString &key) { dock->view()->setCurrentIndex(rowWithKey(*dock, key)); };
    choose(u"th/autoland"_s);
    QVERIFY(sources.details().contains(u"without trouble"_s));
    SourceHealth health = sampleHealth(u"th/autoland"_s, Service::Treeherder, u"treeherder.mozilla.org"_s);
    health.skippedRecords = 3;
    sample.setHealth(health);
    QVERIFY2(sources.details().contains(u"3 records"_s), "the words follow the source while it is current");
    health.state = SourceHealth::State::Failing;
    health.failure = Failure{
        .reason = Failure::Reason::WrongShape, .host = health.host, .detail = u"<b>no</b> \u202e\"results\""_s};
    sample.setHealth(health);
    QVERIFY(sources.details().contains(u"has not the contents it should have"_s));
    QVERIFY(sources.details().contains(u"<b>no</b> \"results\""_s));
    QCOMPARE(dock->findChild<QLabel *>(u"sourceDetails"_s)->textFormat(), Qt::PlainText);
    QTest::keyClick(dock->view(), Qt::Key_Home);
    QVERIFY(!sources.details().contains(u"results"_s));
    sample.sources.setWatches({});
    QTRY_COMPARE(dock->emptyState()->sentence(), u"No source yet: add an account and say what to watch."_s);
    QVERIFY2(sources.details().isEmpty(), "no words stay of a source that has gone");
}

void EveryDockTest::sumsUpSources_data()
{
    QTest::addColumn<QList<SourceHealth::State>>("states");
    QTest::addColumn<bool>("answered");
    QTest::addColumn<QString>("text");
    using S = SourceHealth::State;
    QTest::newRow("none") << QList<S>{} << true << u"Nothing is watched yet"_s;
    QTest::newRow("good") << QList<S>{S::Good, S::Good} << true << u"As of 14:28"_s;
    QTest::newRow("fetching") << QList<S>{S::Fetching} << true << u"As of 14:28"_s;
    QTest::newRow("first") << QList<S>{S::Waiting, S::Fetching} << false << u"Waiting for the first answer"_s;
    QTest::newRow("one fails") << QList<S>{S::Good, S::Failing, S::Good} << true << u"One source of 3 fails"_s;
    QTest::newRow("two fail") << QList<S>{S::Failing, S::Failing, S::Good} << true << u"2 sources of 3 fail"_s;
    QTest::newRow("offline") << QList<S>{S::Offline, S::Offline} << true << u"Offline, as of 14:28"_s;
    QTest::newRow("offline from the start") << QList<S>{S::Offline} << false << u"Offline"_s;
    QTest::newRow("login first") << QList<S>{S::NeedsLogin, S::Failing} << true << u"One source needs a login"_s;
    QTest::newRow("logins") << QList<S>{S::NeedsLogin, S::NeedsLogin} << true << u"2 sources need a login"_s;
}

void EveryDockTest::sumsUpSources()
{
    QFETCH(QList<SourceHealth::State>, states);
    QFETCH(bool, answered);
    QFETCH(QString, text);
    Sample sample;
    for (qsizetype i = 0; i < states.size(); ++i) {
        SourceHealth health = sampleHealth(u"w/%1"_s.arg(i), Service::Treeherder, u"h.example"_s);
        health.state = states.at(i);
        if (!answered) {
            health.asOf = {};
        }
        sample.setHealth(health);
    }
    QCOMPARE(overallText(sourceStand(sample.sources), Sample::now()), text);
}

QTEST_MAIN(EveryDockTest)

#include "tst_everydock.moc"
