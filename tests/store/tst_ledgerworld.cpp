// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/store/ledgerworld.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Windsock;
using namespace Windsock::Making;

namespace {
struct JudgeCall {
    ChangeSet changes;
    Facts facts;
    QDateTime now;
};

struct NoticeRow {
    int state = 0;
    bool shown = false;
    bool read = false;

    bool operator==(const NoticeRow &) const = default;
};

/// Transitions as hostile as keys can be.
QString transition(int number)
{
    static const QStringList texts{u"state:a"_s, u"%"_s, u"_"_s, u"😀"_s, u"\ufffd"_s, u"\U0010fffd"_s, u""_s};
    return texts.at(number % texts.size());
}

/// As SQLite gives it back.
QString kept(QString key)
{
    return key.replace(QChar(0xffff), QChar::ReplacementCharacter);
}

bool sameFacts(const Facts &a, const Facts &b)
{
    return a.account == b.account && a.pushes == b.pushes && a.jobs == b.jobs && a.standings == b.standings
        && a.landings == b.landings && a.pullRequests == b.pullRequests && a.occurrences == b.occurrences;
}
}

/// Thousands of random steps on a ledger and on the plain reference beside it.
class TestLedgerWorld : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".+"_s));
        m_ledger.reset();
        m_folder = std::make_unique<QTemporaryDir>();
        m_now = minute(0);
        m_settle = settleTime;
        m_calls.clear();
        m_notices.clear();
        m_reference = {};
        m_mirror = {};
        m_said = 0;
    }

    void theLedgerIsTheReference_data()
    {
        QTest::addColumn<quint32>("seed");
        for (quint32 seed = 1; seed <= 6; ++seed) {
            QTest::addRow("seed %u", seed) << seed;
        }
    }
    void theLedgerIsTheReference()
    {
        QFETCH(quint32, seed);
        Chance chance(seed);
        m_chance = &chance;
        restart();
        watch();
        for (int number = 0; number < 250; ++number) {
            m_now = m_now.addSecs(chance.below(300));
            step();
            if (QTest::currentTestFailed() || !agrees()) {
                QFAIL(qPrintable(u"at step %1"_s.arg(number)));
            }
        }
        QVERIFY2(m_said > 100, "the judge has had its say");
    }

private:
    void step()
    {
        switch (m_chance->below(20)) {
        case 0:
            return restart();
        case 1:
            return watch();
        case 2:
        case 3:
        case 4:
            return tick();
        case 5:
            return touchNotices();
        case 6:
            return apply(true);
        case 7:
            // From the next tick on: what was settled stays so.
            m_settle = std::chrono::seconds(60 * m_chance->below(8));
            return m_ledger->setSettleTime(m_settle);
        default:
            return apply(false);
        }
    }

    Judgement judged(const ChangeSet &changes, const Facts &facts, const QDateTime &now)
    {
        m_calls.append({changes, facts, now});
        Judgement judgement;
        if (changes.baseline) {
            return judgement;
        }
        const auto tell = [&](const Subject &subject, int content) {
            if (content % 5 == 0) {
                judgement.overtaken.append(subject.value + u'#');
            }
            judgement.notices.append({.key = subject.value + u'#' + transition(content) + QString::number(content / 7),
                                      .subject = subject,
                                      .account = changes.account,
                                      .decided = now});
        };
        for (const Change<PullRequest> &change : changes.pullRequests.changed) {
            tell(change.after.subject(), int(now.toSecsSinceEpoch() % 50));
        }
        for (const Change<PushStanding> &change : changes.standings.changed) {
            tell(change.after.subject(), change.after.finished() * 3 + int(change.after.verdict));
        }
        m_said += int(judgement.notices.size());
        learn(judgement);
        return judgement;
    }

    /// What the archive is to make of a judgement.
    void learn(const Judgement &judgement)
    {
        QSet<QString> decided;
        for (const Notice &notice : judgement.notices) {
            decided.insert(kept(notice.key));
        }
        for (const QString &beginning : judgement.overtaken) {
            for (auto it = m_pending.begin(); it != m_pending.end(); ++it) {
                if (it.key().startsWith(kept(beginning)) && !decided.contains(it.key())) {
                    it->state = int(Notice::State::Withdrawn);
                }
            }
        }
        for (const Notice &notice : judgement.notices) {
            if (!m_pending.contains(kept(notice.key))) {
                m_pending.insert(kept(notice.key), {});
            }
        }
    }

    void restart()
    {
        const bool watchesFirst = m_chance->once(2);
        m_ledger.reset();
        m_ledger = std::make_unique<Ledger>(
            m_folder->filePath(u"store.db"_s),
            [this](const ChangeSet &changes, const Facts &facts, const QDateTime &now) {
                return judged(changes, facts, now);
            },
            [this] { return m_now; }, m_settle);
        QList<Watch> watches;
        for (const ReferenceWatch &watch : std::as_const(m_reference.watches)) {
            watches.append(watch.watch);
        }
        if (watchesFirst) {
            QVERIFY(m_ledger->setWatches(watches));
        }
        m_calls.clear();
        const auto opening = m_ledger->open();
        QVERIFY2(opening, qPrintable(opening.error_or(QString())));
        QVERIFY(opening->setAside.isEmpty());
        if (!watchesFirst) {
            const auto entry = m_ledger->setWatches(watches);
            QVERIFY(entry && entry->changes.isEmpty());
        }
        QVERIFY2(m_calls.isEmpty(), "opening is no news");
        m_mirror.fill(opening->facts);
        for (const WatchMemory &memory : opening->memories) {
            QCOMPARE(memory, m_reference.memory(memory.watch));
        }
    }

    void watch()
    {
        QList<Watch> watches;
        for (int number = 0; number < 5; ++number) {
            const Watch fresh = m_chance->watch(number);
            if (!m_chance->once(5)) {
                const bool keep = m_reference.watches.contains(fresh.id) && !m_chance->once(4);
                watches.append(keep ? m_reference.watches.value(fresh.id).watch : fresh);
            }
        }
        m_calls.clear();
        const auto entry = m_ledger->setWatches(watches);
        QVERIFY(entry);
        QVERIFY2(m_calls.isEmpty() && entry->notices.isEmpty(), "the person's choice is no news");
        m_reference.setWatches(watches);
        follow(*entry);
    }

    void tick()
    {
        m_calls.clear();
        m_pending = m_notices;
        const auto entry = m_ledger->tick();
        QVERIFY(entry);
        m_reference.tick(m_now, m_settle);
        QSet<AccountId> asked;
        for (const JudgeCall &call : std::as_const(m_calls)) {
            QVERIFY2(!asked.contains(call.changes.account), "once for each account");
            asked.insert(call.changes.account);
            QVERIFY(call.changes.watch.isEmpty() && !call.changes.baseline);
            QVERIFY(call.changes.pushes.isEmpty() && call.changes.jobs.isEmpty());
            mayBeJudged(call);
        }
        for (auto it = m_reference.accounts.cbegin(); it != m_reference.accounts.cend(); ++it) {
            QVERIFY(it->isEmpty() || asked.contains(it.key()));
        }
        m_notices = m_pending;
        follow(*entry);
        QVERIFY(entry->memories.isEmpty());
    }

    /// With a disk that is full as soon as anything grows, and again with room.
    void apply(bool fullDisk)
    {
        const Watch watch = m_chance->watch(m_chance->below(5));
        const Snapshot snapshot = m_chance->snapshot(watch, m_now);
        const bool listed = m_reference.watches.contains(watch.id);
        const bool first = !m_reference.watches.value(watch.id).seen;
        m_calls.clear();
        m_pending = m_notices;
        if (fullDisk) {
            pragma(u"max_page_count = %1"_s.arg(pragma(u"page_count"_s)));
        }
        auto entry = m_ledger->apply(snapshot);
        if (fullDisk) {
            pragma(u"max_page_count = 1000000"_s);
            if (!entry) {
                QVERIFY2(agrees(), "a call that fails changes nothing");
                m_calls.clear();
                m_pending = m_notices;
                entry = m_ledger->apply(snapshot);
            }
        }
        QVERIFY2(entry, qPrintable(entry.error_or(QString())));
        if (!listed) {
            QVERIFY(entry->changes.isEmpty() && entry->memories.isEmpty() && m_calls.isEmpty());
            return;
        }
        m_reference.apply(snapshot, m_now, m_settle);
        QCOMPARE(entry->memories, QList{m_reference.memory(watch.id)});
        QVERIFY(!snapshot.unchanged || (entry->changes.isEmpty() && m_calls.isEmpty()));
        QVERIFY(m_calls.size() <= (first ? 2 : 1));
        for (const JudgeCall &call : std::as_const(m_calls)) {
            QCOMPARE(call.changes.watch, watch.id);
            QVERIFY2(!call.changes.isEmpty(), "nothing is no news");
            QVERIFY2(!call.changes.baseline || first, "only the first sight is a baseline");
            QVERIFY(!first || call.changes.baseline || call.changes.pushes.added.isEmpty());
            mayBeJudged(call);
        }
        m_notices = m_pending;
        follow(*entry);
    }

    void mayBeJudged(const JudgeCall &call)
    {
        QCOMPARE(call.now, m_now);
        QCOMPARE(call.changes.at, m_now);
        QCOMPARE(call.facts.account, call.changes.account);
        QVERIFY(
            sameFacts(call.facts, m_reference.accounts.value(call.changes.account).facts(call.changes.account, false)));
        QVERIFY(std::ranges::none_of(call.changes.occurrences.removed,
                                     [this](const Occurrence &event) { return isLongOver(event, m_now); }));
    }

    void touchNotices()
    {
        const QStringList keys = m_notices.keys();
        if (keys.isEmpty()) {
            return;
        }
        const QString key = keys.at(m_chance->below(int(keys.size())));
        NoticeRow &row = m_notices[key];
        const NoticeRow before = row;
        Ledger::Entry entry;
        switch (m_chance->below(3)) {
        case 0:
            entry = m_ledger->markShown(key, m_now);
            row.state = !row.shown && row.state == 0 ? 1 : row.state;
            row.shown = true;
            break;
        case 1:
            entry = m_ledger->markRead({key, u"nobody"_s});
            row.read = true;
            break;
        default:
            entry = m_ledger->withdraw({key, key});
            row.state = 2;
            break;
        }
        QVERIFY(entry);
        QCOMPARE(entry->notices.size(), row == before ? 0 : 1);
    }

    void follow(const LedgerEntry &entry)
    {
        for (const ChangeSet &changes : entry.changes) {
            QVERIFY(!changes.isEmpty());
            QCOMPARE(changes.at, m_now);
            m_mirror.take(changes);
        }
    }

    bool agrees()
    {
        if (!m_mirror.complaint.isEmpty()) {
            qCritical("%s", qPrintable(m_mirror.complaint));
            return false;
        }
        for (const AccountId &account : {AccountId(u"th"_s), AccountId(u"g%h_"_s)}) {
            Facts expected = m_reference.accounts.value(account).facts(account);
            Facts held = m_ledger->facts(account);
            held.account = account;
            if (!sameFacts(held, expected) || !sameFacts(m_mirror.facts(account), expected)) {
                qCritical("%s: the facts are others", qPrintable(account.value));
                return false;
            }
        }
        for (int number = 0; number < 5; ++number) {
            const WatchId id(u"%1/w%2"_s.arg(number < 3 ? u"th"_s : u"g%h_"_s).arg(number));
            if (m_ledger->memory(id) != m_reference.memory(id)) {
                qCritical("%s: remembered otherwise", qPrintable(id.value));
                return false;
            }
        }
        return noticesAgree();
    }

    bool noticesAgree()
    {
        QMap<QString, NoticeRow> held;
        QSqlQuery query(QSqlDatabase::database(m_ledger->archive().connectionName()));
        query.exec(u"SELECT key, state, shown, read FROM notices"_s);
        while (query.next()) {
            held.insert(query.value(0).toString(),
                        {query.value(1).toInt(), !query.value(2).isNull(), query.value(3).toBool()});
        }
        for (auto it = m_notices.cbegin(); it != m_notices.cend(); ++it) {
            if (held.value(it.key(), {-1}) != *it) {
                qCritical("%s: state %d, expected %d", qPrintable(it.key()), held.value(it.key(), {-1}).state,
                          it->state);
            }
        }
        return held == m_notices;
    }

    int pragma(const QString &what)
    {
        QSqlQuery query(QSqlDatabase::database(m_ledger->archive().connectionName()));
        return query.exec(u"PRAGMA "_s + what) && query.next() ? query.value(0).toInt() : -1;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Ledger> m_ledger;
    ReferenceLedger m_reference;
    Mirror m_mirror;
    Chance *m_chance = nullptr;
    QDateTime m_now;
    std::chrono::seconds m_settle = settleTime;
    QList<JudgeCall> m_calls;
    QMap<QString, NoticeRow> m_notices;
    QMap<QString, NoticeRow> m_pending; ///< as they will be when the call succeeds
    int m_said = 0;
};

QTEST_GUILESS_MAIN(TestLedgerWorld)
#include "tst_ledgerworld.moc"
