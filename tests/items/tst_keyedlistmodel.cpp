// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/keyedlistmodel.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Windsock;

namespace {
struct Item {
    QString key;
    int rank = 0;
};

class Items final : public KeyedListModel<Item>
{
public:
    using KeyedListModel::find;
    using KeyedListModel::insertRowsOf;
    using KeyedListModel::removeRowsOf;
    using KeyedListModel::replaceRow;

    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : 1; }
    QVariant data(const QModelIndex &index, int role) const override
    {
        return role == Qt::DisplayRole ? QVariant(row(index.row()).key) : QVariant();
    }
    QStringList keys() const
    {
        QStringList keys;
        for (int i = 0; i < size(); ++i) {
            keys.append(row(i).key);
        }
        return keys;
    }

protected:
    QString keyOf(const Item &row) const override { return row.key; }
    bool isBefore(const Item &a, const Item &b) const override
    {
        return a.rank != b.rank ? a.rank < b.rank : a.key < b.key;
    }
};

/// The same list kept by the simplest means.
QStringList sortedKeys(const QMap<QString, int> &ranks)
{
    QStringList keys = ranks.keys();
    std::ranges::stable_sort(keys, {}, [&](const QString &key) { return ranks.value(key); });
    return keys;
}
}

class KeyedListModelTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anyOrderOfChanges_data()
    {
        QTest::addColumn<quint32>("seed");
        for (quint32 seed = 1; seed <= 20; ++seed) {
            QTest::addRow("seed %u", seed) << seed;
        }
    }

    void anyOrderOfChanges()
    {
        QFETCH(quint32, seed);
        QRandomGenerator random(seed);
        Items items;
        const QAbstractItemModelTester tester(&items, QAbstractItemModelTester::FailureReportingMode::Fatal);
        QSignalSpy reset(&items, &QAbstractItemModel::modelReset);
        QMap<QString, int> ranks;
        QHash<QString, QPersistentModelIndex> indexes;
        for (int step = 0; step < 60; ++step) {
            std::vector<Item> added;
            QStringList gone;
            for (int i = 0; i < 5; ++i) {
                const QString key = QString::number(random.bounded(40));
                const int rank = random.bounded(10);
                if (!ranks.contains(key)) {
                    added.push_back({key, rank});
                    ranks.insert(key, rank);
                } else if (Item *old = items.find(key); old && random.bounded(2) == 0) {
                    ranks.insert(key, rank);
                    items.replaceRow(old, {key, rank}, {});
                } else if (old && !gone.contains(key)) {
                    gone.append(key);
                }
            }
            items.insertRowsOf(std::move(added));
            items.removeRowsOf(gone);
            for (const QString &key : std::as_const(gone)) {
                ranks.remove(key);
            }
            QCOMPARE(items.keys(), sortedKeys(ranks));
            for (auto [key, index] : indexes.asKeyValueRange()) {
                QVERIFY(!index.isValid() || index.data().toString() == key);
            }
            for (int i = 0; i < items.rowCount(); ++i) {
                indexes.insert(items.index(i, 0).data().toString(), items.index(i, 0));
            }
        }
        QCOMPARE(reset.size(), 0);
    }

    void addressesStay()
    {
        Items items;
        items.insertRowsOf({{u"b"_s, 2}, {u"d"_s, 4}});
        const Item *const d = items.find(u"d"_s);
        items.insertRowsOf({{u"a"_s, 1}, {u"c"_s, 3}, {u"e"_s, 5}});
        items.replaceRow(items.find(u"d"_s), {u"d"_s, 0}, {});
        items.removeRowsOf({u"a"_s, u"nobody"_s});
        QCOMPARE(items.find(u"d"_s), d);
        QCOMPARE(items.keys(), (QStringList{u"d"_s, u"b"_s, u"c"_s, u"e"_s}));
        QVERIFY(!items.find(u"a"_s));
    }

    void oneRunOneSignal()
    {
        Items items;
        QSignalSpy inserted(&items, &QAbstractItemModel::rowsInserted);
        QSignalSpy removed(&items, &QAbstractItemModel::rowsRemoved);
        items.insertRowsOf({{u"c"_s, 3}, {u"a"_s, 1}, {u"b"_s, 2}, {u"z"_s, 9}});
        QCOMPARE(inserted.size(), 1);
        items.insertRowsOf({{u"d"_s, 4}, {u"e"_s, 5}, {u"_"_s, 0}});
        QCOMPARE(inserted.size(), 3);
        items.removeRowsOf({u"b"_s, u"a"_s, u"_"_s, u"z"_s});
        QCOMPARE(removed.size(), 2);
        items.insertRowsOf({});
        items.removeRowsOf({});
        QCOMPARE(inserted.size() + removed.size(), 5);
    }
};

QTEST_GUILESS_MAIN(KeyedListModelTest)
#include "tst_keyedlistmodel.moc"
