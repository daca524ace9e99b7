// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/ledger.h"
#include "tests/store/making.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Windsock;
using namespace Windsock::Making;

namespace {
const QString s_name = u"firefox-autoland"_s;

/// What a Lando says of its tree of that name; with a job of the same number beside it.
Snapshot told(const QString &account, int asOf, Tree::Status status)
{
    const AccountId id(account);
    Snapshot snapshot{.account = id,
                      .watch = WatchId(account + u"/trees"_s),
                      .asOf = minute(asOf),
                      .cursor = u"cursor"_s,
                      .landings = {{.account = id,
                                    .title = account,
                                    .state = Landing::State::Queued,
                                    .changed = minute(0),
                                    .job = 7,
                                    .repository = s_name}},
                      .trees = {{.account = id, .name = s_name, .status = status}}};
    return snapshot;
}
}

/// Two accounts have facts of one name: what is learnt of the one is no word on the other.
class NamesakesTest : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Ledger> m_ledger;

    void open()
    {
        m_ledger.reset();
        m_ledger = std::make_unique<Ledger>(
            m_folder->filePath(u"store.sqlite"_s), Making::judge, [] { return minute(9); }, settleTime);
        QVERIFY(m_ledger->open());
    }

    Tree::Status status(const QString &account) const
    {
        const QList<Tree> trees = m_ledger->facts(AccountId(account)).trees;
        return trees.size() == 1 && trees[0].account.value == account ? trees[0].status : Tree::Status::Unknown;
    }

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".+"_s));
        m_folder = std::make_unique<QTemporaryDir>();
        open();
    }
    void cleanup() { m_ledger.reset(); }

    void eachTreeIsItsOwn()
    {
        QVERIFY(m_ledger->apply(told(u"lando"_s, 0, Tree::Status::Open)));
        QVERIFY(m_ledger->apply(told(u"stage"_s, 0, Tree::Status::Open)));
        const auto entry = m_ledger->apply(told(u"stage"_s, 1, Tree::Status::Closed));
        QVERIFY(entry);
        for (const ChangeSet &set : entry->changes) {
            QVERIFY(set.account.value != u"lando"_s);
        }
        for (int again = 0; again < 2; ++again) {
            QCOMPARE(status(u"lando"_s), Tree::Status::Open);
            QCOMPARE(status(u"stage"_s), Tree::Status::Closed);
            QCOMPARE(m_ledger->facts(AccountId(u"lando"_s)).landings.value(0).title, u"lando"_s);
            open();
        }
    }

    void whatIsNoLongerListedGoesAlone()
    {
        QVERIFY(m_ledger->apply(told(u"lando"_s, 0, Tree::Status::Closed)));
        QVERIFY(m_ledger->apply(told(u"stage"_s, 0, Tree::Status::Closed)));
        Snapshot gone = told(u"stage"_s, 1, Tree::Status::Closed);
        gone.trees.clear();
        gone.whole = true;
        QVERIFY(m_ledger->apply(gone));
        QVERIFY(m_ledger->facts(AccountId(u"stage"_s)).trees.isEmpty());
        QCOMPARE(status(u"lando"_s), Tree::Status::Closed);
    }
};

QTEST_GUILESS_MAIN(NamesakesTest)
#include "tst_namesakes.moc"
