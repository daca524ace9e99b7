// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/roles.h"
#include "models/items/searchproxy.h"
#include "models/items/threadsmodel.h"
#include "tests/items/modeldump.h"
#include "tests/items/signalshadow.h"

#include <QAbstractItemModelTester>
#include <QLocale>
#include <QMap>
#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Windsock;

namespace {
using Kind = Moment::Kind;
using Why = ThreadMember::Ground;
const QDateTime s_noon(QDate(2026, 11, 20), QTime(12, 0), QTimeZone::UTC);
const Subject s_bug(u"bmo/bug/1"_s);
const Subject s_push(u"th/push/27"_s);
const Subject s_gone(u"th/push/26"_s);

ChangeThread oneThread()
{
    return {.id = s_bug.value,
            .title = u"Let tabs sleep"_s,
            .author = u"ann@example.org"_s,
            .state = Landing::State::Landed,
            .members = {{s_bug, Why::Itself, {}}, {s_gone, Why::Bug, u"1"_s}, {s_push, Why::Revision, u"abc"_s}},
            .moments = {{Kind::Requested, s_noon.addSecs(-30 * 3600), s_bug, {}},
                        {Kind::TryPush, s_noon.addSecs(-5 * 3600), s_gone, u"a1"_s},
                        {Kind::TryResult, s_noon.addSecs(-3 * 3600), s_gone, u"orange"_s},
                        {Kind::Landed, s_noon.addSecs(-600), s_push, u"abc"_s}}};
}

ChangeSet facts()
{
    ChangeSet set{.account = AccountId(u"any"_s), .at = s_noon};
    set.landings.added = {{.account = AccountId(u"bmo"_s),
                           .bug = 1,
                           .title = u"Let tabs sleep"_s,
                           .url = QUrl(u"https://bugzilla.example/1"_s)}};
    set.pushes.added = {{.account = AccountId(u"th"_s),
                         .id = 27,
                         .repository = u"autoland"_s,
                         .revision = u"abcdef0123456789"_s,
                         .commits = {{.message = u"Bug 1 - Let tabs sleep. r=kai"_s}},
                         .url = QUrl(u"https://treeherder.example/27"_s)}};
    return set;
}

ChangeSet threads(const QList<ChangeThread> &added)
{
    ChangeSet set{.at = s_noon};
    set.threads.added = added;
    return set;
}

ChangeSet changed(const ChangeThread &before, const ChangeThread &after)
{
    ChangeSet set{.at = s_noon};
    set.threads.changed = {{before, after}};
    return set;
}

SourceHealth health(const QString &account, SourceHealth::State state)
{
    return {
        .watch = WatchId(account + u"/w"_s), .account = AccountId(account), .state = state, .asOf = s_noon.addSecs(-60)};
}

struct Filled {
    ThreadsModel model;
    QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::Fatal};

    Filled()
    {
        model.setZone(QTimeZone::utc());
        model.setNow(s_noon);
        model.apply(facts());
        model.apply(threads({oneThread()}));
    }
    QModelIndex line(int row) const { return model.index(row, 0, model.index(0, 0)); }
};

class Dice
{
public:
    explicit Dice(quint32 seed)
        : m_random(seed)
    {
    }
    int below(int end) { return static_cast<int>(m_random.bounded(end)); }
    bool once(int in) { return below(in) == 0; }

private:
    QRandomGenerator m_random;
};

/// Threads and facts that come, grow, meet and go.
class World
{
public:
    explicit World(quint32 seed)
        : dice(seed)
    {
    }

    Dice dice;
    QDateTime now = s_noon;
    QMap<QString, ChangeThread> known;
    QMap<qint64, Push> pushes;
    QMap<qint64, Landing> landings;
    QMap<WatchId, SourceHealth> health;

    ChangeSet threadStep()
    {
        ChangeSet set{.at = now};
        QSet<int> touched;
        for (int i = dice.below(4); i > 0; --i) {
            const int number = dice.below(6);
            const QString id = u"a0/bug/%1"_s.arg(number);
            if (touched.contains(number)) {
                continue;
            }
            touched.insert(number);
            if (!known.contains(id)) {
                set.threads.added.append(someThread(id));
                known.insert(id, set.threads.added.constLast());
            } else if (dice.once(4)) {
                set.threads.removed.append(known.take(id));
            } else {
                const ChangeThread after = dice.once(2) ? grown(known.value(id)) : someThread(id);
                set.threads.changed.append({known.value(id), after});
                known.insert(id, after);
            }
        }
        return set;
    }

    ChangeSet factStep()
    {
        ChangeSet set{.account = AccountId(u"a1"_s), .at = now};
        const qint64 id = dice.below(4);
        if (pushes.contains(id) && dice.once(3)) {
            set.pushes.removed.append(pushes.take(id));
        } else {
            const Push push{.account = AccountId(u"a1"_s),
                            .id = id,
                            .revision = u"rev%1"_s.arg(dice.below(2)),
                            .commits = {{.message = u"push %1"_s.arg(dice.below(3))}},
                            .url = QUrl(u"https://a.example/%1"_s.arg(dice.below(2)))};
            (pushes.contains(id) ? void(set.pushes.changed.append({pushes.value(id), push}))
                                 : set.pushes.added.append(push));
            pushes.insert(id, push);
        }
        const Landing landing{
            .account = AccountId(u"a0"_s), .bug = dice.below(6), .title = u"bug %1"_s.arg(dice.below(3))};
        (landings.contains(landing.bug) ? void(set.landings.changed.append({landings.value(landing.bug), landing}))
                                        : set.landings.added.append(landing));
        landings.insert(landing.bug, landing);
        return set;
    }

    SourceHealth healthStep()
    {
        const int number = dice.below(4);
        SourceHealth one = ::health(u"a%1"_s.arg(number % 2), SourceHealth::State(dice.below(6)));
        one.watch = WatchId(u"w%1"_s.arg(number));
        one.asOf = now.addSecs(-dice.below(100));
        return one;
    }

    void fill(ThreadsModel &model) const
    {
        model.setZone(QTimeZone::utc());
        model.setNow(now);
        for (const SourceHealth &one : health) {
            model.setHealth(one);
        }
        ChangeSet all{.at = now, .baseline = true};
        all.threads.added = known.values();
        model.apply(all);
        ChangeSet later{.account = AccountId(u"a1"_s), .at = now, .baseline = true};
        later.pushes.added = pushes.values();
        later.landings.added = landings.values();
        model.apply(later);
    }

    /// What a model without any cleverness would have: keys, changes by newest activity, each with all of its rows.
    QStringList naive() const
    {
        QList<ChangeThread> order = known.values();
        const auto newest = [](const ChangeThread &thread) {
            QDateTime last;
            for (const Moment &moment : thread.moments) {
                last = last.isValid() ? std::max(last, moment.at) : moment.at;
            }
            return last;
        };
        std::ranges::stable_sort(order, [&](const ChangeThread &a, const ChangeThread &b) {
            return newest(a) != newest(b) ? newest(a) > newest(b) : a.id < b.id;
        });
        QStringList lines;
        for (const ChangeThread &thread : std::as_const(order)) {
            lines << thread.key();
            for (const Moment &moment : thread.moments) {
                lines << u"  "_s + momentName(moment.kind) + moment.at.toString(Qt::ISODate) + moment.detail;
            }
            for (const ThreadMember &member : thread.members) {
                lines << u"  "_s + threadGroundName(member.ground) + member.subject.value + member.detail;
            }
        }
        return lines;
    }

private:
    Subject someSubject()
    {
        return dice.once(2) ? Subject(u"a0/bug/%1"_s.arg(dice.below(6))) : Subject(u"a1/push/%1"_s.arg(dice.below(4)));
    }

    ChangeThread someThread(const QString &id)
    {
        ChangeThread thread{.id = id,
                            .title = u"change %1"_s.arg(dice.below(3)),
                            .state = Landing::State(dice.below(10)),
                            .held = dice.once(2) ? QString() : u"why"_s};
        QDateTime at = s_noon.addSecs(-60 * dice.below(4000));
        for (int i = dice.below(6); i > 0; --i) {
            thread.moments.append({Kind(dice.below(14)), at, someSubject(), dice.once(2) ? QString() : u"green"_s});
            at = at.addSecs(60 * dice.below(200));
        }
        for (int i = dice.below(4); i > 0; --i) {
            thread.members.append({someSubject(), Why(dice.below(6)), QString::number(dice.below(3))});
        }
        return thread;
    }

    /// As threads mostly change: something happens, is told better, or turns out to belong elsewhere.
    ChangeThread grown(ChangeThread thread)
    {
        switch (dice.below(5)) {
        case 0:
            thread.moments.append({Kind(dice.below(14)), now, someSubject(), u"new"_s});
            break;
        case 1:
            if (!thread.moments.isEmpty()) {
                thread.moments[dice.below(int(thread.moments.size()))].detail = u"other"_s;
            }
            break;
        case 2:
            if (!thread.members.isEmpty()) {
                const Subject goes = thread.members.takeAt(dice.below(int(thread.members.size()))).subject;
                thread.moments.removeIf([&](const Moment &moment) { return moment.subject == goes; });
            }
            break;
        case 3:
            if (thread.moments.size() > 1) {
                thread.moments.move(0, thread.moments.size() - 1);
            }
            break;
        default:
            thread.members.prepend({someSubject(), Why(dice.below(6)), {}});
            break;
        }
        return thread;
    }
};

QStringList shown(const ThreadsModel &model)
{
    QStringList lines;
    for (int row = 0; row < model.rowCount(); ++row) {
        const QModelIndex thread = model.index(row, 0);
        lines << thread.data(ItemRole::Key).toString();
        for (int i = 0; i < model.rowCount(thread); ++i) {
            const QModelIndex line = model.index(i, 0, thread);
            const auto moment = line.data(ItemRole::Moment).value<Moment>();
            const auto member = line.data(ItemRole::Member).value<ThreadMember>();
            lines << u"  "_s + line.data(ItemRole::State).toString()
                    + (ItemKind(line.data(ItemRole::Kind).toInt()) == ItemKind::Moment
                           ? QString(moment.at.toString(Qt::ISODate) + moment.detail)
                           : QString(member.subject.value + member.detail));
        }
    }
    return lines;
}
}

class ThreadsModelTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom)); }
    /// Qt's tester asks for pixmaps, which there are none without a screen.
    void init() { QTest::failOnWarning(QRegularExpression(u"^(?!Trying to construct).+"_s)); }

    void showsThreadsWithTheirHistory()
    {
        const Filled filled;
        const QStringList expected{
            u"Let tabs sleep|Landed|ann@example.org|10 minutes ago kind=8 url=https://bugzilla.example/1 state=landed"_s,
            u"  Its landing was asked for.|||19/11/2026 06:00 kind=9 url=https://bugzilla.example/1 state=requested later="_s,
            u"  It was pushed to try: a1.|||07:00 kind=9 url= state=try-push later=25 hours later"_s,
            u"  Tests failed on try.|||09:00 kind=9 url= state=try-result later=2 hours later"_s,
            u"  It landed: abc.|||11:50 kind=9 url=https://treeherder.example/27 state=landed later=2 hours later"_s,
            u"  Bug 1: Let tabs sleep|The change began with it.|| kind=10 url=https://bugzilla.example/1 state=itself"_s,
            u"  Push 26|Same bug: 1.|| kind=10 url= state=bug"_s,
            u"  Push abcdef012345 to autoland: Bug 1 - Let tabs sleep. r=kai|Same commit: abc.|| kind=10 url=https://treeherder.example/27 state=revision"_s};
        QCOMPARE(dump(filled.model, {ItemRole::Kind, ItemRole::Url, ItemRole::State, ItemRole::Later}), expected);
        QCOMPARE(filled.line(1).data(Qt::AccessibleTextRole).toString(),
                 u"It was pushed to try: a1. 07:00, 25 hours later."_s);
        QCOMPARE(filled.line(5).data(Qt::AccessibleTextRole).toString(), u"Push 26. Same bug: 1."_s);
        QCOMPARE(filled.model.index(0, 0).data(Qt::AccessibleTextRole).toString(),
                 u"Let tabs sleep, Landed, by ann@example.org, 3 parts."_s);
    }

    void tellsTimesInTheViewersZone()
    {
        Filled filled;
        SignalShadow shadow(&filled.model);
        filled.model.setZone(QTimeZone("Asia/Tokyo"));
        QCOMPARE(filled.line(0).data(ItemRole::Time).toString(), u"19/11/2026 15:00"_s);
        QCOMPARE(filled.line(3).data(ItemRole::Time).toString(), u"20:50"_s);
        QCOMPARE(shadow.difference(), QString());
        filled.model.setNow(s_noon.addSecs(4 * 3600)); // past midnight there
        QCOMPARE(filled.line(3).data(ItemRole::Time).toString(), u"20/11/2026 20:50"_s);
        QCOMPARE(shadow.difference(), QString());
    }

    void aMinuteTouchesTheTimeOfTheChangeAlone()
    {
        Filled filled;
        SignalShadow shadow(&filled.model);
        QList<std::tuple<QModelIndex, QList<int>>> told;
        connect(&filled.model, &QAbstractItemModel::dataChanged, this,
                [&](const QModelIndex &first, const QModelIndex &, const QList<int> &roles) {
                    told.append({first, roles});
                });
        filled.model.setNow(s_noon.addSecs(60));
        QCOMPARE(told.size(), 1);
        QCOMPARE(std::get<0>(told.first()), filled.model.index(0, int(ThreadColumn::When)));
        QCOMPARE(std::get<1>(told.first()), QList<int>{Qt::DisplayRole});
        filled.model.setNow(s_noon.addSecs(61));
        QCOMPARE(told.size(), 1);
        filled.model.setNow(s_noon.addDays(1));
        QCOMPARE(shadow.difference(), QString());
        QCOMPARE(shadow.vain, 0);
    }

    void tellsOnlyWhatDiffers()
    {
        Filled filled;
        const ChangeThread before = oneThread();
        ChangeThread after = before;
        after.moments[2].detail = u"green"_s;
        QHash<QString, QList<int>> told;
        int structure = 0;
        connect(&filled.model, &QAbstractItemModel::dataChanged, this,
                [&](const QModelIndex &first, const QModelIndex &, const QList<int> &roles) {
                    told.insert(first.data(ItemRole::Key).toString(), roles);
                });
        connect(&filled.model, &QAbstractItemModel::rowsInserted, this, [&] { ++structure; });
        connect(&filled.model, &QAbstractItemModel::rowsRemoved, this, [&] { ++structure; });
        connect(&filled.model, &QAbstractItemModel::rowsMoved, this, [&] { ++structure; });
        filled.model.apply(changed(before, after));
        QCOMPARE(structure, 0);
        QCOMPARE(told.size(), 2);
        const QList<int> line = told.value(u"thread/bmo/bug/1/moment/try-result/th/push/26"_s);
        QVERIFY(line.contains(ItemRole::Title) && line.contains(ItemRole::Moment) && !line.contains(ItemRole::When));
        QVERIFY(!line.contains(ItemRole::Later));
        QCOMPARE(told.value(u"thread/bmo/bug/1"_s), (QList<int>{ItemRole::SearchText, ItemRole::Thread}));
        filled.model.apply(changed(after, after));
        QCOMPARE(told.size(), 2);
    }

    void newsMovesAChangeToTheTop()
    {
        Filled filled;
        ChangeThread other = oneThread();
        other.id = u"bmo/bug/2"_s;
        other.moments.last().at = s_noon;
        filled.model.apply(threads({other}));
        QCOMPARE(filled.model.index(0, 0).data(ItemRole::Key).toString(), u"thread/bmo/bug/2"_s);
        const QPersistentModelIndex held(filled.model.index(1, 0));
        const QPersistentModelIndex below(filled.model.index(2, 0, held));
        ChangeThread after = oneThread();
        after.moments.append({Kind::BackedOut, s_noon.addSecs(5), s_push, {}});
        filled.model.apply(changed(oneThread(), after));
        QCOMPARE(held.row(), 0);
        QCOMPARE(below.row(), 2);
        QCOMPARE(below.parent(), QModelIndex(held));
        QCOMPARE(filled.model.rowCount(held), 8);
    }

    void knowsFactsWheneverTheyCome()
    {
        ThreadsModel model;
        model.setNow(s_noon);
        model.apply(threads({oneThread()}));
        const QModelIndex bug = model.index(4, 0, model.index(0, 0));
        QCOMPARE(bug.data().toString(), u"Bug 1"_s);
        QVERIFY(bug.data(ItemRole::Url).toUrl().isEmpty());
        SignalShadow shadow(&model);
        const ChangeSet known = facts();
        model.apply(known);
        QCOMPARE(bug.data().toString(), u"Bug 1: Let tabs sleep"_s);
        QCOMPARE(bug.data(ItemRole::Url).toUrl(), QUrl(u"https://bugzilla.example/1"_s));
        QCOMPARE(shadow.difference(), QString());
        ChangeSet gone{.at = s_noon};
        gone.landings.removed = known.landings.added;
        model.apply(gone);
        QCOMPARE(bug.data().toString(), u"Bug 1"_s);
        QCOMPARE(shadow.difference(), QString());
        // Not of this thread: nothing to tell.
        const int vain = shadow.vain;
        ChangeSet other = facts();
        other.landings.added.first().bug = 99;
        other.pushes.added.clear();
        model.apply(other);
        QCOMPARE(shadow.vain, vain);
    }

    void opensNoPageThatIsNone()
    {
        ThreadsModel model;
        ChangeSet evil = facts();
        evil.landings.added.first().url = QUrl(u"file:///etc/passwd"_s);
        model.apply(evil);
        model.apply(threads({oneThread()}));
        const QModelIndex thread = model.index(0, 0);
        QCOMPARE(thread.data(ItemRole::Url).toUrl(), QUrl(u"https://treeherder.example/27"_s));
        QVERIFY(model.index(4, 0, thread).data(ItemRole::Url).toUrl().isEmpty());
    }

    void isStaleWithItsMembers()
    {
        Filled filled;
        SignalShadow shadow(&filled.model);
        QVERIFY(!filled.model.index(0, 0).data(ItemRole::Stale).toBool());
        filled.model.setHealth(health(u"th"_s, SourceHealth::State::Failing));
        QVERIFY(filled.model.index(0, 0).data(ItemRole::Stale).toBool());
        QVERIFY(!filled.line(4).data(ItemRole::Stale).toBool());
        QVERIFY(filled.line(5).data(ItemRole::Stale).toBool());
        QVERIFY(filled.line(1).data(ItemRole::Stale).toBool());
        filled.model.forgetHealth(AccountId(u"th"_s), WatchId(u"th/w"_s));
        QVERIFY(!filled.model.index(0, 0).data(ItemRole::Stale).toBool());
        filled.model.setHealth(health(u"other"_s, SourceHealth::State::Failing));
        QVERIFY(!filled.model.index(0, 0).data(ItemRole::Stale).toBool());
        QCOMPARE(shadow.difference(), QString());
        QCOMPARE(shadow.vain, 0);
    }

    void filtersWholeChanges()
    {
        Filled filled;
        ChangeThread other = oneThread();
        other.id = u"bmo/bug/2"_s;
        other.title = u"Rename"_s;
        other.members = {{Subject(u"bmo/bug/2"_s), Why::Itself, {}}};
        other.moments = {{Kind::Requested, s_noon, Subject(u"bmo/bug/2"_s), {}}};
        filled.model.apply(threads({other}));
        SearchProxy proxy;
        proxy.setSourceModel(&filled.model);
        for (const QString &words : {u"sleep"_s, u"abcdef"_s, u"ANN try"_s, u"26"_s, u"landed"_s}) {
            proxy.setSearch(words);
            QVERIFY2(proxy.rowCount() >= 1, qPrintable(words));
            const QModelIndex found = proxy.index(proxy.rowCount() - 1, 0);
            QCOMPARE(found.data(ItemRole::Key).toString(), u"thread/bmo/bug/1"_s);
            QCOMPARE(proxy.rowCount(found), 7); // all of it
        }
        proxy.setSearch(u"rename"_s);
        QCOMPARE(proxy.rowCount(), 1);
    }

    void takesTwiceTheSame()
    {
        ThreadsModel model;
        ChangeThread twice = oneThread();
        twice.moments.append(twice.moments.constLast());
        twice.members.append(twice.members.constLast());
        model.apply(threads({twice, twice}));
        QCOMPARE(model.rowCount(), 1);
        QSet<QString> keys;
        for (int row = 0; row < model.rowCount(model.index(0, 0)); ++row) {
            keys.insert(model.index(row, 0, model.index(0, 0)).data(ItemRole::Key).toString());
        }
        QCOMPARE(keys.size(), 9);
        ChangeSet gone{.at = s_noon};
        gone.threads.removed = {twice, twice, ChangeThread{.id = u"nobody"_s}};
        model.apply(gone);
        QCOMPARE(model.rowCount(), 0);
        model.apply(facts()); // touches no row that has gone
    }

    void followsAnySequence_data()
    {
        QTest::addColumn<quint32>("seed");
        for (quint32 seed = 1; seed <= 6; ++seed) {
            QTest::addRow("seed %u", seed) << seed;
        }
    }

    void followsAnySequence()
    {
        QFETCH(quint32, seed);
        World world(seed);
        ThreadsModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        SearchProxy proxy;
        proxy.setSourceModel(&model);
        const QAbstractItemModelTester proxyTester(&proxy, QAbstractItemModelTester::FailureReportingMode::Fatal);
        model.setZone(QTimeZone::utc());
        model.setNow(world.now);
        SignalShadow shadow(&model);
        for (int step = 0; step < 160; ++step) {
            QMap<QString, QPersistentModelIndex> held;
            for (int row = 0; row < model.rowCount(); ++row) {
                const QModelIndex thread = model.index(row, 0);
                held.insert(thread.data(ItemRole::Key).toString(), thread);
                for (int i = 0; i < model.rowCount(thread); ++i) {
                    held.insert(model.index(i, 0, thread).data(ItemRole::Key).toString(), model.index(i, 0, thread));
                }
            }
            int vain = shadow.vain;
            switch (world.dice.below(8)) {
            case 0:
                world.now = world.now.addSecs(60 * world.dice.below(500));
                model.setNow(world.now);
                vain = shadow.vain; // a time that is told alike on another day may be told again
                break;
            case 1: {
                const SourceHealth one = world.healthStep();
                model.setHealth(one);
                if (one.state != SourceHealth::State::Fetching) {
                    world.health.insert(one.watch, one);
                } else if (world.health.contains(one.watch)) {
                    world.health[one.watch].asOf = one.asOf;
                }
                break;
            }
            case 2:
                model.apply(world.factStep());
                break;
            case 3:
                proxy.setSearch(world.dice.once(3) ? QString() : u"change %1"_s.arg(world.dice.below(3)));
                break;
            default:
                model.apply(world.threadStep());
                break;
            }
            QCOMPARE(shadow.vain, vain);
            QCOMPARE(shown(model), world.naive());
            ThreadsModel fresh;
            world.fill(fresh);
            QCOMPARE(firstDifference(model, fresh), QString());
            QCOMPARE(shadow.difference(), QString());
            for (auto it = held.cbegin(); it != held.cend(); ++it) {
                QVERIFY2(!it->isValid() || it->data(ItemRole::Key).toString() == it.key(), qPrintable(it.key()));
            }
        }
        QCOMPARE(shadow.resets, 0);
    }
};

QTEST_GUILESS_MAIN(ThreadsModelTest)

#include "tst_threadsmodel.moc"
