// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/noticesmodel.h"
#include "models/items/roles.h"
#include "tests/items/modeldump.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Windsock;

namespace {
const QDateTime s_now(QDate(2026, 8, 1), QTime(12, 0), QTimeZone::UTC);

Notice notice(const QString &key, int minutesAgo)
{
    return {.key = key,
            .kind = Notice::Kind::PushBad,
            .title = u"Orange: "_s + key,
            .text = u"Failed: a.\nStill running."_s,
            .decided = s_now.addSecs(-60 * minutesAgo)};
}
}

class NoticesModelTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void golden()
    {
        NoticesModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        model.setNow(s_now);
        Notice read = notice(u"b"_s, 2);
        read.read = true;
        Notice withdrawn = notice(u"c"_s, 3);
        withdrawn.state = Notice::State::Withdrawn;
        model.apply({withdrawn, notice(u"a"_s, 1), read});
        QCOMPARE(dump(model, {ItemRole::Key, ItemRole::State}),
                 (QStringList{
                     u"Orange: a|Failed: a. Still running.|Push went bad|1 minute ago key=a state=pending"_s,
                     u"Orange: b|Failed: a. Still running.|Push went bad|2 minutes ago key=b state=read"_s,
                     u"Orange: c|Failed: a. Still running.|Push went bad|3 minutes ago key=c state=withdrawn"_s,
                 }));
        QCOMPARE(model.unread(), 1);
        QCOMPARE(model.index(0, 0).data(Qt::AccessibleTextRole).toString(),
                 u"Orange: a. Failed: a. Still running. (unread)"_s);
        QCOMPARE(model.index(2, 0).data(Qt::AccessibleTextRole).toString(),
                 u"Orange: c. Failed: a. Still running. (no longer true)"_s);
    }

    void alteredNoticesStay()
    {
        NoticesModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        Notice one = notice(u"a"_s, 1);
        model.apply({one, notice(u"b"_s, 2), one});
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(inserted.size(), 1);
        one.read = true;
        model.apply({one});
        model.apply({one});
        QCOMPARE(changed.size(), 1);
        QCOMPARE(model.unread(), 1);
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.index(0, 0).data(ItemRole::Notice).value<Notice>(), one);
    }

    void ofOneKeyTheLaterCounts()
    {
        NoticesModel model;
        Notice later = notice(u"a"_s, 1);
        later.title = u"Later"_s;
        model.apply({notice(u"a"_s, 1), later});
        QCOMPARE(dump(model).size(), 1);
        QCOMPARE(model.index(0, 0).data().toString(), u"Later"_s);
    }

    void loginWaitsForThePerson()
    {
        NoticesModel model;
        Notice login = notice(u"l"_s, 1);
        login.kind = Notice::Kind::NeedsLogin;
        model.apply({login});
        QVERIFY(model.index(0, 0).data(ItemRole::NeedsYou).toBool());
        login.read = true;
        model.apply({login});
        QVERIFY(!model.index(0, 0).data(ItemRole::NeedsYou).toBool());
    }

    void unsafeAddressesAreNotGiven()
    {
        NoticesModel model;
        Notice bad = notice(u"a"_s, 1);
        bad.url = QUrl(u"file:///etc/passwd"_s);
        model.apply({bad});
        QVERIFY(model.index(0, 0).data(ItemRole::Url).toUrl().isEmpty());
    }
};

QTEST_GUILESS_MAIN(NoticesModelTest)
#include "tst_noticesmodel.moc"
