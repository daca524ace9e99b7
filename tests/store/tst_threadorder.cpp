// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/store/threadmaking.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Windsock;
using namespace Windsock::Making;

/// That threads follow from the facts, and not from the order in which these came.
class TestThreadOrder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".+"_s)); }

    void orderDoesNotMatter_data()
    {
        QTest::addColumn<quint32>("seed");
        for (const quint32 seed : {1u, 2u, 3u, 5u, 8u}) {
            QTest::addRow("seed %u", seed) << seed;
        }
        const bool wished = qEnvironmentVariableIsSet("WINDSOCK_SEED");
        QTest::newRow("any seed") << (wished ? qEnvironmentVariable("WINDSOCK_SEED").toUInt()
                                             : QRandomGenerator::global()->generate());
    }
    /// In whatever order facts come and are parted, the threads and their moments are the same, and no two that were
    /// parted are in one.
    void orderDoesNotMatter()
    {
        QFETCH(const quint32, seed);
        qInfo("seed %u (WINDSOCK_SEED)", seed);
        QRandomGenerator random(seed);
        for (int round = 0; round < 12; ++round) {
            const World world = someWorld(random);
            QStringList expected;
            for (int order = 0; order < 4; ++order) {
                m_book.load({}, {});
                play(world, random);
                verifyParted(world);
                if (QTest::currentTestFailed()) {
                    return;
                }
                if (order == 0) {
                    expected = told();
                }
                QCOMPARE(told(), expected);
            }
        }
    }

private:
    /// What comes one after the other, while all else comes whenever it likes.
    using Steps = QList<std::function<void()>>;
    struct World {
        QList<QList<Landing>> landings; ///< each as it is first and then
        QList<QList<PullRequest>> pulls;
        QList<Push> pushes;
        QHash<qint64, QList<PushStanding>> standings; ///< how each push goes on to fare
        QList<Tree> trees;
        QList<Parting> partings;
    };

    static QString someHash(QRandomGenerator &random) { return u"a%1bcdef"_s.arg(random.bounded(6)); }

    static QList<Landing> someBug(int number, QRandomGenerator &random)
    {
        Landing one = bug(number, Landing::State(random.bounded(10)), int(random.bounded(40)));
        for (int n = random.bounded(3); n > 1; --n) {
            one.landoJobs.append(1 + random.bounded(4));
        }
        Landing then = one;
        then.state = Landing::State(random.bounded(10));
        then.changed = one.changed.addSecs(60 * random.bounded(20));
        for (int n = random.bounded(3); n > 0; --n) {
            then.tries.append({.revision = someHash(random),
                               .result = random.bounded(2) ? u"success"_s : QString(),
                               .counts = {},
                               .told = minute(int(random.bounded(60)))});
        }
        return {one, then};
    }

    /// A job that is queued stays so: whether a tree held it before it went on is no matter of the order.
    static QList<Landing> someJob(int number, QRandomGenerator &random)
    {
        const int named = random.bounded(6);
        Landing job = landoJob(number, named < 4 ? u"Bug %1 - x"_s.arg(1 + named) : u"x"_s,
                               Landing::State(random.bounded(10)), int(random.bounded(40)));
        job.repository = random.bounded(2) ? u"firefox-autoland"_s : u"firefox-main"_s;
        job.revision = random.bounded(2) ? revision(someHash(random)) : QString();
        return {job};
    }

    static QList<PullRequest> someRequest(int number, QRandomGenerator &random)
    {
        PullRequest request = pull(number, random.bounded(2) ? u"Bug %1 - x"_s.arg(1 + random.bounded(5)) : u"x"_s,
                                   int(random.bounded(40)));
        request.headRevision = revision(someHash(random));
        PullRequest then = request;
        then.headRevision = revision(someHash(random));
        then.state = PullRequest::State(random.bounded(3));
        then.updated = request.updated.addSecs(60 * random.bounded(20));
        return {request, then};
    }

    static Push somePush(int number, QRandomGenerator &random)
    {
        QList<Commit> commits;
        for (int n = 1 + random.bounded(3); n > 0; --n) {
            static const QStringList messages{u"Bug %1 - x"_s,
                                              u"No bug - %1"_s,
                                              u"Backed out changeset a%1bcdef (bug %1)"_s,
                                              u"Backed out changeset a%1bcdef"_s,
                                              u"x\n\nLanding job id: %1"_s,
                                              u"Merge %1"_s,
                                              u"x (#%1)"_s};
            commits.append(
                commit(someHash(random), messages[random.bounded(messages.size())].arg(1 + random.bounded(4))));
        }
        return pushOf(number, int(random.bounded(60)), random.bounded(3) ? u"r"_s : u"try"_s, commits);
    }

    static World someWorld(QRandomGenerator &random)
    {
        World world;
        QList<Subject> subjects;
        for (int i = 1; i <= 4; ++i) {
            world.landings += {someBug(i, random), someJob(i, random)};
            world.pulls.append(someRequest(i, random));
            subjects += {world.landings[2 * i - 2][0].subject(), world.landings[2 * i - 1][0].subject(),
                         world.pulls.constLast()[0].subject()};
        }
        for (int i = 1; i <= 8; ++i) {
            world.pushes.append(somePush(i, random));
            subjects.append(world.pushes.constLast().subject());
            int at = 60;
            for (int n = random.bounded(4); n > 0; --n) {
                at += int(random.bounded(9));
                world.standings[i].append(settled(i, random.bounded(2) ? Verdict::Orange : Verdict::Green, at));
            }
        }
        for (const QString &name : {u"firefox-autoland"_s, u"firefox-main"_s}) {
            world.trees.append({.account = lando,
                                .name = name,
                                .status = random.bounded(2) ? Tree::Status::Closed : Tree::Status::Open,
                                .since = minute(int(random.bounded(60)))});
        }
        for (int n = random.bounded(5); n > 0; --n) {
            world.partings.append({subjects[random.bounded(subjects.size())], subjects[random.bounded(subjects.size())]});
        }
        world.partings.removeIf([](const Parting &p) { return p.one == p.other; });
        return world;
    }

    /// Each inner list is of one fact.
    QList<Steps> stepsOf(const World &world)
    {
        QList<Steps> all;
        const auto taking = [this](const ChangeSet &set) { return [this, set] { take(set); }; };
        for (const QList<Landing> &way : world.landings) {
            Steps &steps = all.emplace_back();
            for (const Landing &landing : way) {
                steps.append(taking(added({landing})));
            }
        }
        for (const QList<PullRequest> &way : world.pulls) {
            Steps &steps = all.emplace_back();
            for (const PullRequest &request : way) {
                steps.append(taking(added({}, {}, {request})));
            }
        }
        for (const Push &push : world.pushes) {
            Steps &steps = all.emplace_back(Steps{taking(added({}, {push}))});
            PushStanding before;
            for (const PushStanding &standing : world.standings.value(push.id)) {
                steps.append(taking(changed(std::exchange(before, standing), standing)));
            }
        }
        for (const Tree &tree : world.trees) {
            ChangeSet set{.account = lando, .at = minute(0)};
            set.trees.added = {tree};
            all.append(Steps{taking(set)});
        }
        for (const Parting &parting : world.partings) {
            all.append(Steps{[this, parting] { m_book.part(parting, minute(99)); }});
        }
        return all;
    }

    void play(const World &world, QRandomGenerator &random)
    {
        QList<Steps> all = stepsOf(world);
        QList<qsizetype> turns;
        for (qsizetype i = 0; i < all.size(); ++i) {
            turns.insert(turns.size(), all[i].size(), i);
        }
        std::shuffle(turns.begin(), turns.end(), random);
        for (const qsizetype turn : std::as_const(turns)) {
            all[turn].takeFirst()();
        }
    }

    void verifyParted(const World &world)
    {
        for (const ChangeThread &thread : m_book.threads()) {
            for (const Parting &parting : world.partings) {
                QVERIFY2(!std::ranges::contains(thread.members, parting.one, &ThreadMember::subject)
                             || !std::ranges::contains(thread.members, parting.other, &ThreadMember::subject),
                         qPrintable(parting.one.value + u" and "_s + parting.other.value));
            }
            QSet<QString> bugs;
            for (const ThreadMember &member : thread.members) {
                if (member.subject.value.startsWith(u"bmo/"_s)) {
                    bugs.insert(member.subject.value);
                }
            }
            QVERIFY(bugs.size() <= 1);
        }
        for (const QList<Landing> &way : world.landings) {
            QVERIFY(threadWith(m_book.threads(), way[0].subject().value));
        }
    }

    /// All that is to be seen of the threads but their ids.
    QStringList told() const
    {
        QStringList lines;
        for (const ChangeThread &thread : m_book.threads()) {
            QStringList subjects;
            for (const ThreadMember &member : thread.members) {
                subjects.append(member.subject.value);
            }
            subjects.sort();
            lines.append(subjects.join(u' ') + u'|' + thread.title + u'|' + landingStateName(thread.state) + u'|'
                         + thread.held + u'|' + momentsOf(thread).join(u','));
        }
        lines.sort();
        return lines;
    }

    ThreadNews take(const ChangeSet &set)
    {
        m_book.begin();
        return m_book.take(set, minute(100));
    }

    ThreadBook m_book;
};

QTEST_GUILESS_MAIN(TestThreadOrder)
#include "tst_threadorder.moc"
