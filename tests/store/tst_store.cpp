// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/store.h"
#include "tests/store/making.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Windsock;
using namespace Windsock::Making;

class TestStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".+"_s));
        m_folder = std::make_unique<QTemporaryDir>();
        m_minute = 0;
    }

    void answersComeInOrderOnTheCallersThread()
    {
        QThread *judged = nullptr;
        Store store(
            file(),
            [&judged](const ChangeSet &set, const Facts &facts, const QDateTime &now) {
                judged = QThread::currentThread();
                return Making::judge(set, facts, now);
            },
            [this] { return minute(m_minute); }, settleTime);
        QStringList heard;
        QThread *answered = nullptr;
        connect(&store, &Store::opened, this, [&] {
            heard.append(u"opened"_s);
            answered = QThread::currentThread();
        });
        connect(&store, &Store::changed, this,
                [&](const ChangeSet &set) { heard.append(set.baseline ? u"baseline"_s : u"changed"_s); });
        connect(&store, &Store::noticesChanged, this,
                [&](const QList<Notice> &notices) { heard.append(notices.value(0).key); });
        connect(&store, &Store::remembered, this, [&](const WatchMemory &memory) { heard.append(memory.cursor); });
        connect(&store, &Store::failed, this, [&](const QString &what) { heard.append(what); });
        store.open();
        store.apply(snapshot(tree, 0, {push(1)}, {running(10, 1)}));
        store.apply(snapshot(tree, 1, {push(1)}, {done(10, 1, Job::Result::Busted, 1)}));
        store.markShown(u"th/push/1#bad:10"_s, minute(2));
        store.saveHealth({.watch = tree, .account = account});
        QVERIFY(heard.isEmpty()); // nothing is told before the event loop runs
        QTRY_COMPARE(heard.size(), 7);
        QCOMPARE(heard,
                 (QStringList{u"opened"_s, u"baseline"_s, u"cursor-0"_s, u"changed"_s, u"th/push/1#bad:10"_s,
                              u"cursor-1"_s, u"th/push/1#bad:10"_s}));
        QCOMPARE(answered, QThread::currentThread());
        store.close();
        QVERIFY(judged && judged != QThread::currentThread());
        store.close();
        store.apply(snapshot(tree, 2)); // too late: no harm
    }

    void closingFinishesWhatWasAsked()
    {
        {
            Store store(file(), Making::judge, systemNow, settleTime);
            store.open();
            for (int i = 0; i < 20; ++i) {
                store.apply(snapshot(tree, i, {push(i + 1)}));
            }
        }
        Store store(file(), Making::judge, systemNow, settleTime);
        QSignalSpy opened(&store, &Store::opened);
        store.open();
        QTRY_COMPARE(opened.size(), 1);
        const auto opening = opened[0][0].value<StoreOpening>();
        QCOMPARE(opening.memories.value(0).cursor, u"cursor-19"_s);
        QCOMPARE(opening.facts.value(0).pushes.size(), 20);
    }

    void ticksAndPostsAreTold()
    {
        Store store(file(), Making::judge, [this] { return minute(m_minute.load()); }, settleTime);
        QSignalSpy changed(&store, &Store::changed);
        QSignalSpy notices(&store, &Store::noticesChanged);
        store.setWatches({{.id = tree, .account = account}});
        store.open();
        store.apply(snapshot(tree, 0, {push(1)}, {done(10, 1)}));
        QTRY_COMPARE(changed.size(), 1);
        m_minute = 4;
        store.tick();
        QTRY_COMPARE(notices.size(), 1);
        QCOMPARE(changed.size(), 2);
        store.post({.key = u"login"_s});
        QTRY_COMPARE(notices.size(), 2);
        store.markRead({u"login"_s});
        QTRY_COMPARE(notices.size(), 3);
        store.withdraw({u"login"_s});
        QTRY_COMPARE(notices.size(), 4);
        store.setWatches({});
        QTRY_COMPARE(changed.size(), 3);
        QCOMPARE(changed[2][0].value<ChangeSet>().pushes.removed.size(), 1);
    }

    void aFailureIsToldAndTheWatchGoesOn()
    {
        Store store(file(), Making::judge, systemNow, settleTime);
        QSignalSpy failed(&store, &Store::failed);
        QSignalSpy remembered(&store, &Store::remembered);
        store.apply(snapshot(tree, 0, {push(1)})); // was never opened
        QTRY_COMPARE(remembered.size(), 1);
        QCOMPARE(failed.size(), 1);
        QCOMPARE(remembered[0][0].value<WatchMemory>(), WatchMemory{.watch = tree});
    }

    void aStoreInUseIsRefused()
    {
        Store first(file(), Making::judge, systemNow, settleTime);
        QSignalSpy opened(&first, &Store::opened);
        first.open();
        QTRY_COMPARE(opened.size(), 1);
        Store second(file(), Making::judge, systemNow, settleTime);
        QSignalSpy failed(&second, &Store::failed);
        second.open();
        QTRY_COMPARE(failed.size(), 1);
        QVERIFY(failed[0][0].toString().contains("in use"_L1));
    }

private:
    QString file() const { return m_folder->filePath(u"store.db"_s); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::atomic<int> m_minute = 0;
};

QTEST_GUILESS_MAIN(TestStore)
#include "tst_store.moc"
