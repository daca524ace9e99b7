// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/agendamodel.h"
#include "models/items/noticesmodel.h"
#include "models/items/pushesmodel.h"
#include "models/items/queuemodel.h"
#include "models/items/searchproxy.h"
#include "models/items/sourcesmodel.h"
#include "models/items/treesmodel.h"
#include "tests/items/signalshadow.h"

#include <QAbstractItemModelTester>
#include <QItemSelectionModel>
#include <QMap>
#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Windsock;

namespace {
const QTimeZone s_utc(QTimeZone::UTC);
const QDateTime s_start(QDate(2026, 12, 30), QTime(20, 0), s_utc);
const QList<AccountId> s_accounts{AccountId(u"one"_s), AccountId(u"two"_s)};
const QStringList s_searches{u"change 1"_s,       u"LINUX"_s,  u"green"_s,  u"opt change"_s, u"bug ann"_s,
                             u"t1 mochitest-3"_s, u"place2"_s, u"queued"_s, u"failed"_s,     u"nothing has this"_s};

class Dice
{
public:
    explicit Dice(quint32 seed)
        : m_random(seed)
    {
    }
    int below(int end) { return static_cast<int>(m_random.bounded(end)); }
    bool once(int in) { return below(in) == 0; }
    template<class T>
    T of(const QList<T> &list)
    {
        return list.at(below(static_cast<int>(list.size())));
    }

private:
    QRandomGenerator m_random;
};

/// All that is known of one account, and change sets that lead from one state of it to the next.
struct Account1 {
    QMap<qint64, Push> pushes;
    QMap<qint64, Job> jobs;
    QMap<qint64, PushStanding> standings;
    QMap<qint64, Landing> landings;
    QMap<qint64, PullRequest> pulls;
    QMap<qint64, Deployment> deployments;
    QMap<qint64, Occurrence> events;
    QMap<qint64, Tree> trees;

    Facts facts(const AccountId &account) const
    {
        return {.account = account,
                .pushes = pushes.values(),
                .jobs = jobs.values(),
                .standings = standings.values(),
                .landings = landings.values(),
                .pullRequests = pulls.values(),
                .deployments = deployments.values(),
                .occurrences = events.values(),
                .trees = trees.values()};
    }
};

class World
{
public:
    explicit World(Dice &dice)
        : m_dice(dice)
    {
    }

    QDateTime now = s_start;

    ChangeSet pushStep()
    {
        ChangeSet set = newSet();
        Account1 &known = m_accounts[set.account];
        QSet<qint64> touched;
        for (int i = m_dice.below(4); i > 0; --i) {
            const qint64 id = 1 + m_dice.below(9);
            change(known.pushes, set.pushes, id, somePush(set.account, id));
            touched.insert(id);
        }
        for (const Push &gone : std::as_const(set.pushes.removed)) {
            known.jobs.removeIf([&](const auto &job) {
                const bool goes = job.value().pushId == gone.id;
                if (goes) {
                    set.jobs.removed.append(job.value());
                }
                return goes;
            });
        }
        for (int i = m_dice.below(8); i > 0; --i) {
            const Job job = someJob();
            if (known.pushes.contains(job.pushId)) {
                change(known.jobs, set.jobs, job.id, job);
                touched.insert(job.pushId);
            }
        }
        for (const qint64 id : std::as_const(touched)) {
            QList<Job> jobs = known.jobs.values();
            jobs.removeIf([id](const Job &job) { return job.pushId != id; });
            const auto standing = standingOf(set.account, id, jobs, now, defaultSettleTime);
            const bool lives = known.pushes.contains(id);
            if (lives != known.standings.contains(id) || (lives && known.standings.value(id) != standing)) {
                change(known.standings, set.standings, id, standing, lives ? Never : Always);
            }
        }
        return set;
    }

    ChangeSet queueStep()
    {
        ChangeSet set = newSet();
        Account1 &known = m_accounts[set.account];
        for (int i = m_dice.below(4); i > 0; --i) {
            const qint64 bug = 1 + m_dice.below(6);
            change(known.landings, set.landings, bug, someLanding(set.account, bug));
        }
        for (int i = m_dice.below(4); i > 0; --i) {
            const int number = 1 + m_dice.below(6);
            change(known.pulls, set.pullRequests, number, somePull(set.account, number));
        }
        for (int i = m_dice.below(3); i > 0; --i) {
            const qint64 number = 1 + m_dice.below(4);
            change(known.deployments, set.deployments, number, someDeployment(set.account, number));
        }
        for (int i = m_dice.below(3); i > 0; --i) {
            const qint64 number = m_dice.below(3);
            change(known.trees, set.trees, number, someTree(set.account, number));
        }
        return set;
    }

    ChangeSet eventStep()
    {
        ChangeSet set = newSet();
        Account1 &known = m_accounts[set.account];
        for (int i = m_dice.below(5); i > 0; --i) {
            const qint64 number = m_dice.below(9);
            change(known.events, set.occurrences, number, someEvent(set.account, number));
        }
        return set;
    }

    SourceHealth someHealth()
    {
        const int number = m_dice.below(4);
        SourceHealth health{.watch = WatchId(u"w%1"_s.arg(number)),
                            .account = s_accounts.at(number % 2),
                            .host = u"h"_s,
                            .state = SourceHealth::State(m_dice.below(6)),
                            .asOf = m_dice.once(3) ? QDateTime() : now.addSecs(-m_dice.below(9000)),
                            .next = now.addSecs(m_dice.below(900)),
                            .skippedRecords = m_dice.below(3),
                            .budgetUsed = m_dice.below(9),
                            .budgetLimit = m_dice.below(2) * 100};
        if (m_dice.once(2)) {
            health.failure = Failure{.reason = Failure::Reason(m_dice.below(22)), .host = u"h"_s};
        }
        return health;
    }

    void fill(auto &model) const
    {
        for (auto it = m_accounts.cbegin(); it != m_accounts.cend(); ++it) {
            model.apply(asBaseline(it->facts(it.key()), now));
        }
    }

private:
    enum Removing { Never, Sometimes, Always };

    ChangeSet newSet() { return {.account = m_dice.of(s_accounts), .at = now}; }

    /// Adds, changes or removes: what is told fits what was known.
    template<class T>
    void change(QMap<qint64, T> &known, Changes<T> &changes, qint64 id, const T &fact, Removing removing = Sometimes)
    {
        const auto told = [&](const auto &list) {
            return std::ranges::any_of(list, [&](const T &other) { return idOf(other) == idOf(fact); });
        };
        const auto changed = [&](const Change<T> &other) { return idOf(other.after) == idOf(fact); };
        if (told(changes.added) || told(changes.removed) || std::ranges::any_of(changes.changed, changed)) {
            return;
        }
        if (!known.contains(id)) {
            if (removing != Always) {
                changes.added.append(fact);
                known.insert(id, fact);
            }
        } else if (removing == Always || (removing == Sometimes && m_dice.once(4))) {
            changes.removed.append(known.take(id));
        } else if (known.value(id) != fact) {
            changes.changed.append({known.value(id), fact});
            known.insert(id, fact);
        }
    }

    static QString idOf(const Job &job) { return QString::number(job.id); }
    static QString idOf(const auto &fact) { return fact.key(); }

    Push somePush(const AccountId &account, qint64 id)
    {
        return {.account = account,
                .id = id,
                .repository = m_dice.once(8) ? u"try"_s : u"autoland"_s,
                .revision = u"rev%1"_s.arg(id),
                .author = m_dice.once(2) ? u"ann@example.org"_s : u"ben@example.org"_s,
                .pushed = s_start.addSecs(60 * m_dice.below(5)), // many at one time
                .commits = {{.message = u"Change %1"_s.arg(m_dice.below(3))}},
                .url = QUrl(u"https://example.org/%1"_s.arg(m_dice.below(2)))};
    }

    Job someJob()
    {
        const qint64 pushId = 1 + m_dice.below(9);
        return {.id = pushId * 100 + m_dice.below(6),
                .pushId = pushId,
                .groupSymbol = m_dice.once(3) ? u"?"_s : u"M"_s,
                .typeName = u"mochitest-%1"_s.arg(m_dice.below(4)),
                .typeSymbol = QString::number(m_dice.below(12)),
                .platform = m_dice.once(2) ? u"linux64"_s
                    : m_dice.once(2)       ? u"android"_s
                                           : u"windows"_s,
                .platformOption = m_dice.once(3) ? QString() : u"opt"_s,
                .state = Job::State(m_dice.once(2) ? 3 : m_dice.below(5)),
                .result = Job::Result(m_dice.below(8)),
                .classification = m_dice.once(4) ? 4 : 1,
                .lastModified = now};
    }

    Landing someLanding(const AccountId &account, qint64 bug)
    {
        return {.account = account,
                .bug = bug,
                .title = u"t%1"_s.arg(m_dice.below(3)),
                .author = m_dice.once(2) ? u"ann"_s : u"ben"_s,
                .trees = {u"try"_s, someTreeName(m_dice.below(3))},
                .state = Landing::State(m_dice.below(10)),
                .held = Landing::Held(m_dice.below(4)),
                .patches = {{.flags = {{.name = u"review"_s,
                                        .status = m_dice.of(QList<QChar>{u'?', u'+', u'-'}),
                                        .requestee = m_dice.once(2) ? u"Ann"_s : u"carl"_s}}}},
                .changed = s_start.addSecs(60 * m_dice.below(4)),
                .job = bug % 3 == 0 ? bug : 0,
                .requested = m_dice.once(2) ? QDateTime() : s_start.addSecs(-60 * m_dice.below(400)),
                .waitsOn = m_dice.once(3) ? QStringList{u"carl"_s} : QStringList()};
    }

    /// Some trees are of one account alone, some have a namesake on another.
    QString someTreeName(qint64 number) { return u"tree-%1"_s.arg(number); }

    Tree someTree(const AccountId &account, qint64 number)
    {
        return {.account = account,
                .name = someTreeName(number),
                .status = Tree::Status(m_dice.below(4)),
                .reason = m_dice.once(2) ? u"broken"_s : QString(),
                .message = m_dice.once(3) ? u"wait"_s : QString(),
                .tags = m_dice.once(2) ? QStringList{u"infra"_s} : QStringList(),
                .since = m_dice.once(4) ? QDateTime() : s_start.addSecs(60 * m_dice.below(900)),
                .by = m_dice.once(2) ? u"ann"_s : QString()};
    }

    PullRequest somePull(const AccountId &account, int number)
    {
        return {.account = account,
                .repository = u"o/r"_s,
                .number = number,
                .title = u"t%1"_s.arg(m_dice.below(3)),
                .author = m_dice.once(2) ? u"ann"_s : u"ben"_s,
                .state = PullRequest::State(m_dice.once(3) ? m_dice.below(3) : 0),
                .draft = m_dice.once(4),
                .checks = PullRequest::Checks(m_dice.below(5)),
                .review = PullRequest::Review(m_dice.below(5)),
                .merge = PullRequest::Merge(m_dice.below(8)),
                .queue = {.state = QueuePlace::State(m_dice.below(9)), .position = m_dice.below(3)},
                .asked = m_dice.once(3) ? QStringList{u"ann"_s} : QStringList(),
                .updated = s_start.addSecs(60 * m_dice.below(4))};
    }

    Deployment someDeployment(const AccountId &account, qint64 number)
    {
        return {.account = account,
                .id = number,
                .repository = u"o/r"_s,
                .environment = m_dice.once(2) ? u"production"_s : u"staging"_s,
                .branch = u"main"_s,
                .state = Deployment::State(m_dice.below(7)),
                .approvers = m_dice.once(2) ? QStringList{u"ann"_s} : QStringList(),
                .updated = s_start.addSecs(60 * m_dice.below(4))};
    }

    Occurrence someEvent(const AccountId &account, qint64 number)
    {
        const bool allDay = m_dice.once(4);
        const QDateTime start = allDay ? QDateTime(s_start.date().addDays(m_dice.below(4)), QTime(0, 0), s_utc)
                                       : s_start.addSecs(3600 * m_dice.below(80) - 7200);
        return {.account = account,
                .uid = u"uid%1"_s.arg(number / 2),
                .recurrence = number % 2 ? s_start : QDateTime(),
                .title = u"Change %1"_s.arg(m_dice.below(3)),
                .group = u"g"_s,
                .place = u"place%1"_s.arg(m_dice.below(3)),
                .start = start,
                .end = start.addSecs(3600 * m_dice.below(40)),
                .allDay = allDay,
                .status = Occurrence::Status(m_dice.below(3)),
                .rsvps = m_dice.below(5) - 1};
    }

    Dice &m_dice;
    QMap<AccountId, Account1> m_accounts;
};

QModelIndex findKey(const QAbstractItemModel &model, const QString &key, const QModelIndex &above = {})
{
    for (int row = 0; row < model.rowCount(above); ++row) {
        const QModelIndex index = model.index(row, 0, above);
        if (index.data(ItemRole::Key).toString() == key) {
            return index;
        }
        if (const QModelIndex below = findKey(model, key, index); below.isValid()) {
            return below;
        }
    }
    return {};
}

void listKeys(QStringList &keys, const QAbstractItemModel &model, const QModelIndex &above = {})
{
    for (int row = 0; row < model.rowCount(above); ++row) {
        const QModelIndex index = model.index(row, 0, above);
        keys.append(index.data(ItemRole::Key).toString());
        listKeys(keys, model, index);
    }
}

/// A model under watch: Qt's testers on it and on a proxy over it, the shadow, and some rows that are held on to.
class Watched
{
public:
    Watched(QAbstractItemModel *model, Dice &dice)
        : shadow(model)
        , m_model(model)
        , m_dice(dice)
        , m_tester(model, QAbstractItemModelTester::FailureReportingMode::Fatal)
    {
        proxy.setSourceModel(model);
        sorted.setSourceModel(model);
        selection.setModel(&proxy);
    }

    /// Before a change: some rows are remembered.
    void hold()
    {
        QStringList keys;
        listKeys(keys, *m_model);
        m_held.clear();
        for (int i = 0; i < 5 && !keys.isEmpty(); ++i) {
            const QString key = m_dice.of(keys);
            m_held.insert(key, findKey(*m_model, key));
        }
        QStringList shown;
        listKeys(shown, proxy);
        m_selected.clear();
        if (!shown.isEmpty()) {
            m_selected = m_dice.of(shown);
            selection.setCurrentIndex(findKey(proxy, m_selected),
                                      QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
        }
        vainBefore = shadow.vain;
    }

    /// Empty where all is well.
    QString complaint(bool rowsMayGoAndComeBack)
    {
        if (const QString told = shadow.difference(); !told.isEmpty()) {
            return u"not told: "_s + told;
        }
        if (shadow.resets > 0) {
            return u"reset"_s;
        }
        for (auto it = m_held.cbegin(); it != m_held.cend(); ++it) {
            const bool there = findKey(*m_model, it.key()).isValid();
            if (it->isValid() && it->data(ItemRole::Key).toString() != it.key()) {
                return u"an index came to mean another row: "_s + it.key();
            }
            if (!rowsMayGoAndComeBack && it->isValid() != there) {
                return u"an index was lost: "_s + it.key();
            }
        }
        const QModelIndexList rows = selection.selectedRows();
        if (!rows.isEmpty() && rows.constFirst().data(ItemRole::Key).toString() != m_selected) {
            return u"another row is selected than before"_s;
        }
        if (!rowsMayGoAndComeBack && rows.isEmpty() && !m_selected.isEmpty() && findKey(proxy, m_selected).isValid()) {
            return u"the selection was lost: "_s + m_selected;
        }
        return proxyComplaint();
    }

    void searchFor(const QString &text)
    {
        proxy.setSearch(text);
        sorted.setSearch(text);
    }

    SignalShadow shadow;
    SearchProxy proxy; ///< in the model's order
    SearchProxy sorted; ///< by a column
    QItemSelectionModel selection;
    int vainBefore = 0;

private:
    QString proxyComplaint()
    {
        SearchProxy fresh;
        fresh.setSourceModel(m_model);
        fresh.setSearch(proxy.search());
        QStringList shown;
        QStringList expected;
        listKeys(shown, proxy);
        listKeys(expected, fresh);
        if (shown != expected) {
            return u"'%1' shows %2 instead of %3"_s.arg(proxy.search(), shown.join(u' '), expected.join(u' '));
        }
        QStringList inOrder;
        listKeys(inOrder, sorted);
        inOrder.sort();
        shown.sort();
        if (inOrder != shown) {
            return u"sorted it is not the same rows"_s;
        }
        const int column = sorted.sortColumn();
        for (int row = 1; column >= 0 && row < sorted.rowCount(); ++row) {
            const QVariant before = sorted.index(row - 1, column).data(ItemRole::SortKey);
            const QVariant after = sorted.index(row, column).data(ItemRole::SortKey);
            const bool text = before.typeId() == QMetaType::QString;
            if (text ? before.toString().compare(after.toString(), Qt::CaseInsensitive) > 0
                     : QVariant::compare(before, after) == QPartialOrdering::Greater) {
                return u"not sorted by column %1"_s.arg(column);
            }
        }
        return {};
    }

    QAbstractItemModel *const m_model;
    Dice &m_dice;
    QAbstractItemModelTester m_tester;
    QAbstractItemModelTester m_proxyTester{&proxy, QAbstractItemModelTester::FailureReportingMode::Fatal};
    QMap<QString, QPersistentModelIndex> m_held;
    QString m_selected;
};

void seeds()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 4; ++seed) {
        QTest::addRow("seed %u", seed) << seed;
    }
}
}

class TestModelSequences : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// Qt's tester asks for pixmaps, which there are none without a screen.
    void init() { QTest::failOnWarning(QRegularExpression(u"^(?!Trying to construct).+"_s)); }

    void pushes_data() { seeds(); }
    void pushes()
    {
        QFETCH(quint32, seed);
        run<PushesModel>(seed, &World::pushStep, [](PushesModel &, Dice *) {});
    }

    void queue_data() { seeds(); }
    void queue()
    {
        QFETCH(quint32, seed);
        QStringList me;
        run<QueueModel>(seed, &World::queueStep, [&me](QueueModel &model, Dice *dice) {
            if (dice && dice->once(6)) {
                me = dice->once(2) ? QStringList{u"ANN"_s} : QStringList{u"ben"_s, u"carl"_s};
            }
            model.setMe(me);
        });
    }

    void trees_data() { seeds(); }
    void trees()
    {
        QFETCH(quint32, seed);
        QStringList me;
        run<TreesModel>(seed, &World::queueStep, [&me](TreesModel &model, Dice *dice) {
            if (dice && dice->once(6)) {
                me = dice->once(2) ? QStringList{u"ANN"_s} : QStringList{u"ben"_s};
            }
            model.setMe(me);
        });
    }

    void agenda_data() { seeds(); }
    void agenda()
    {
        QFETCH(quint32, seed);
        run<AgendaModel>(seed, &World::eventStep, [](AgendaModel &model, Dice *) { model.setZone(s_utc); });
    }

    void notices_data() { seeds(); }
    void notices()
    {
        QFETCH(quint32, seed);
        Dice dice(seed);
        NoticesModel model;
        Watched watched(&model, dice);
        QMap<QString, Notice> known;
        for (int step = 0; step < 150; ++step) {
            watched.hold();
            if (dice.once(8)) {
                watched.searchFor(dice.of(s_searches));
                watched.sorted.sort(dice.below(5) - 1);
            }
            QList<Notice> some;
            for (int i = dice.below(4); i > 0; --i) {
                const QString key = u"n%1"_s.arg(dice.below(12));
                Notice notice = known.value(key,
                                            {.key = key,
                                             .kind = Notice::Kind(dice.below(9)),
                                             .title = u"Change %1"_s.arg(dice.below(3)),
                                             .decided = s_start.addSecs(60 * dice.below(4))});
                notice.state = Notice::State(std::max(int(notice.state), dice.below(3)));
                notice.read = notice.read || dice.once(3);
                known.insert(key, notice);
                some.append(notice);
            }
            model.apply(some);
            NoticesModel fresh;
            fresh.apply(known.values());
            QCOMPARE(firstDifference(model, fresh), QString());
            QCOMPARE(watched.complaint(false), QString());
            QCOMPARE(model.unread(), int(std::ranges::count_if(known, [](const Notice &notice) {
                         return !notice.read && notice.state != Notice::State::Withdrawn;
                     })));
        }
        QCOMPARE(watched.shadow.vain, 0);
    }

    void sources_data() { seeds(); }
    void sources()
    {
        QFETCH(quint32, seed);
        Dice dice(seed);
        World world(dice);
        SourcesModel model;
        model.setZone(s_utc);
        model.setNow(world.now);
        Watched watched(&model, dice);
        QList<Watch> watches;
        QMap<WatchId, SourceHealth> known;
        for (int step = 0; step < 150; ++step) {
            watched.hold();
            if (dice.once(5)) {
                watches.clear();
                for (int i = 0; i < 4; ++i) {
                    if (!dice.once(3)) {
                        watches.append({.id = WatchId(u"w%1"_s.arg(i)),
                                        .account = s_accounts.at(i % 2),
                                        .target = u"place%1"_s.arg(dice.below(3))});
                    }
                }
                model.setWatches(watches);
                known.removeIf([&](const auto &entry) {
                    return std::ranges::none_of(watches, [&](const Watch &watch) { return watch.id == entry.key(); });
                });
            } else if (dice.once(6)) {
                world.now = world.now.addSecs(60 * dice.below(100));
                model.setNow(world.now);
            } else {
                const SourceHealth health = world.someHealth();
                known.insert(health.watch, health);
                model.apply(health);
            }
            SourcesModel fresh;
            fresh.setZone(s_utc);
            fresh.setNow(world.now);
            fresh.setWatches(watches);
            for (const SourceHealth &health : std::as_const(known)) {
                fresh.apply(health);
            }
            QCOMPARE(firstDifference(model, fresh), QString());
            QCOMPARE(watched.complaint(false), QString());
        }
    }

    void whatIsNotThereIsNotMissed()
    {
        Dice dice(1);
        World world(dice);
        ChangeSet all;
        for (int i = 0; i < 40; ++i) {
            for (const ChangeSet &set : {world.pushStep(), world.queueStep(), world.eventStep()}) {
                all.pushes.removed += set.pushes.added;
                all.jobs.removed += set.jobs.added;
                all.standings.changed += set.standings.changed;
                all.landings.removed += set.landings.added;
                all.pullRequests.removed += set.pullRequests.added;
                all.occurrences.removed += set.occurrences.added;
            }
        }
        PushesModel pushes;
        QueueModel queue;
        AgendaModel agenda;
        for (int twice = 0; twice < 2; ++twice) {
            pushes.apply(all);
            queue.apply(all);
            agenda.apply(all);
        }
        QCOMPARE(pushes.rowCount() + queue.rowCount() + agenda.rowCount(), 0);
    }

    void aMinuteTouchesTheTimeColumnAlone()
    {
        Dice dice(3);
        World world(dice);
        for (int i = 0; i < 20; ++i) {
            world.pushStep();
            world.queueStep();
        }
        const auto columns = [&world](auto &model) {
            world.fill(model);
            QSet<int> touched;
            QObject::connect(&model, &QAbstractItemModel::dataChanged, &model,
                             [&touched](const QModelIndex &first, const QModelIndex &last, const QList<int> &roles) {
                                 // How long it takes goes on by the minute as well.
                                 if (first.column() == 0 && last.column() == 0 && roles.contains(Qt::ToolTipRole)) {
                                     return;
                                 }
                                 for (int column = first.column(); column <= last.column(); ++column) {
                                     touched.insert(column);
                                 }
                                 QCOMPARE(roles, QList<int>{Qt::DisplayRole});
                             });
            model.setNow(world.now.addSecs(60));
            return touched;
        };
        PushesModel pushes;
        QCOMPARE(columns(pushes), QSet<int>{PushesModel::WhenColumn});
        QueueModel queue;
        QCOMPARE(columns(queue), QSet<int>{QueueModel::ChangedColumn});
        NoticesModel notices;
        notices.apply({{.key = u"n"_s, .decided = s_start}});
        QSet<int> touched;
        connect(&notices, &QAbstractItemModel::dataChanged, this,
                [&touched](const QModelIndex &first, const QModelIndex &last) {
                    touched |= {first.column(), last.column()};
                });
        notices.setNow(world.now);
        QCOMPARE(touched, QSet<int>{NoticesModel::WhenColumn});
    }

private:
    template<class Model>
    void run(quint32 seed, ChangeSet (World::*change)(), const std::function<void(Model &, Dice *)> &setUp)
    {
        Dice dice(seed);
        World world(dice);
        Model model;
        setUp(model, nullptr);
        model.setNow(world.now);
        Watched watched(&model, dice);
        QMap<WatchId, SourceHealth> health;
        for (int step = 0; step < 150; ++step) {
            watched.hold();
            bool comeBack = std::is_same_v<Model, AgendaModel>;
            switch (dice.below(10)) {
            case 0: {
                const SourceHealth one = world.someHealth();
                if (one.state != SourceHealth::State::Fetching) {
                    health.insert(one.watch, one);
                    model.setHealth(one);
                }
                break;
            }
            case 1:
                world.now = world.now.addSecs(60 * dice.below(200));
                model.setNow(world.now);
                break;
            case 2:
                comeBack = true;
                watched.searchFor(dice.once(3) ? QString() : dice.of(s_searches));
                watched.sorted.sort(dice.below(6) - 1);
                break;
            case 3:
                setUp(model, &dice);
                break;
            case 4:
                world.fill(model); // all once more
                QCOMPARE(watched.shadow.vain, watched.vainBefore);
                break;
            default:
                model.apply((world.*change)());
                QCOMPARE(watched.shadow.vain, watched.vainBefore);
                break;
            }
            Model fresh;
            setUp(fresh, nullptr);
            fresh.setNow(world.now);
            for (const SourceHealth &one : std::as_const(health)) {
                fresh.setHealth(one);
            }
            world.fill(fresh);
            QCOMPARE(firstDifference(model, fresh), QString());
            QCOMPARE(watched.complaint(comeBack), QString());
        }
    }
};

QTEST_GUILESS_MAIN(TestModelSequences)
#include "tst_modelsequences.moc"
