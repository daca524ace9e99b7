// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/inboxmodel.h"
#include "models/items/inboxtext.h"
#include "models/items/roles.h"

#include <QAbstractItemModelTester>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Windsock;

namespace {
const QDateTime s_now(QDate(2026, 8, 1), QTime(15, 0), QTimeZone::UTC);

InboxThread notification(qint64 id, int minutesAgo, InboxThread::Reason reason = InboxThread::Reason::Mention)
{
    return {.account = AccountId(u"gh"_s),
            .id = id,
            .repository = u"o/r"_s,
            .title = u"Thread %1"_s.arg(id),
            .kind = InboxThread::Kind::Issue,
            .reason = reason,
            .number = static_cast<int>(id),
            .updated = s_now.addSecs(-60 * minutesAgo),
            .url = QUrl(u"https://github.example.org/o/r/issues/%1"_s.arg(id))};
}

ChangeSet added(const QList<InboxThread> &threads)
{
    ChangeSet set{.account = AccountId(u"gh"_s), .at = s_now};
    set.inbox.added = threads;
    return set;
}
}

class InboxModelTest : public QObject
{
    Q_OBJECT

private:
    static QStringList titles(const InboxModel &model)
    {
        QStringList titles;
        for (int row = 0; row < model.rowCount(); ++row) {
            titles.append(model.index(row, 0).data().toString());
        }
        return titles;
    }

private Q_SLOTS:
    /// Qt's tester asks for pixmaps, which there are none without a screen.
    void init() { QTest::failOnWarning(QRegularExpression(u"^(?!Trying to construct).+"_s)); }

    void theNewestIsFirst()
    {
        InboxModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        model.setNow(s_now);
        model.apply(added({notification(1, 30), notification(2, 10), notification(3, 20)}));
        QCOMPARE(titles(model), (QStringList{u"Thread 2"_s, u"Thread 3"_s, u"Thread 1"_s}));
        ChangeSet moved{.account = AccountId(u"gh"_s), .at = s_now};
        moved.inbox.changed = {{notification(1, 30), notification(1, 1)}};
        model.apply(moved);
        QCOMPARE(titles(model), (QStringList{u"Thread 1"_s, u"Thread 2"_s, u"Thread 3"_s}));
        ChangeSet gone{.account = AccountId(u"gh"_s), .at = s_now};
        gone.inbox.removed = {notification(2, 10), notification(9, 1)};
        model.apply(gone);
        QCOMPARE(titles(model), (QStringList{u"Thread 1"_s, u"Thread 3"_s}));
        model.apply(added({notification(4, 5), notification(4, 5), notification(3, 20)}));
        QCOMPARE(titles(model), (QStringList{u"Thread 1"_s, u"Thread 4"_s, u"Thread 3"_s}));
        model.setNow(s_now.addSecs(3600));
        QCOMPARE(model.unread(), 3);
    }

    void whatARowSays()
    {
        InboxModel model;
        model.setNow(s_now);
        InboxThread read = notification(1, 5, InboxThread::Reason::Subscribed);
        read.unread = false;
        read.title.clear();
        read.number = 0;
        model.apply(added({notification(2, 1), read}));
        const QModelIndex first = model.index(0, 0);
        QCOMPARE(first.data(ItemRole::Key).toString(), u"gh/inbox/2"_s);
        QCOMPARE(first.data(ItemRole::Kind).toInt(), int(ItemKind::InboxThread));
        QCOMPARE(first.data(ItemRole::State).toString(), u"mention"_s);
        QCOMPARE(first.data(ItemRole::NeedsYou).toBool(), true);
        QCOMPARE(first.data(ItemRole::Where).toString(), u"o/r#2"_s);
        QCOMPARE(first.data(ItemRole::Url).toUrl(), notification(2, 1).url);
        QCOMPARE(first.data(ItemRole::InboxThread).value<InboxThread>(), notification(2, 1));
        QVERIFY(first.data(Qt::AccessibleTextRole).toString().endsWith("(unread)"_L1));
        QVERIFY(first.data(ItemRole::SearchText).toString().contains("you are mentioned"_L1));
        const QModelIndex second = model.index(1, 0);
        QCOMPARE(second.data().toString(), u"Issue"_s);
        QCOMPARE(second.data(ItemRole::NeedsYou).toBool(), false);
        QCOMPARE(second.data(ItemRole::Where).toString(), u"o/r"_s);
        QCOMPARE(model.unread(), 1);
        for (int column = 0; column < InboxModel::ColumnCount; ++column) {
            QVERIFY(!model.index(0, column).data().toString().isEmpty());
            QVERIFY(!model.headerData(column, Qt::Horizontal).toString().isEmpty());
        }
    }

    void aFailingSourceMakesItStale()
    {
        InboxModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        model.apply(added({notification(1, 1)}));
        QVERIFY(!model.index(0, 0).data(ItemRole::Stale).toBool());
        model.setHealth({.watch = WatchId(u"gh/inbox"_s),
                         .account = AccountId(u"gh"_s),
                         .service = Service::GitHub,
                         .kind = Watch::Kind::Inbox,
                         .state = SourceHealth::State::Failing,
                         .asOf = QDateTime({2026, 11, 20}, {12, 0}, QTimeZone::UTC),
                         .failure = Failure{.reason = Failure::Reason::Timeout}});
        QVERIFY(model.index(0, 0).data(ItemRole::Stale).toBool());
        model.forgetHealth(AccountId(u"gh"_s), WatchId(u"gh/inbox"_s));
        QVERIFY(!model.index(0, 0).data(ItemRole::Stale).toBool());
    }

    void everyReasonKindAndWishHasWords()
    {
        QSet<QString> reasons;
        for (int i = 0; i <= int(InboxThread::Reason::Unknown); ++i) {
            reasons.insert(inboxReasonWord(InboxThread::Reason(i)));
        }
        QCOMPARE(reasons.size(), int(InboxThread::Reason::Unknown) + 1);
        QSet<QString> kinds;
        for (int i = 0; i <= int(InboxThread::Kind::Unknown); ++i) {
            kinds.insert(inboxKindWord(InboxThread::Kind(i)));
        }
        QCOMPARE(kinds.size(), int(InboxThread::Kind::Unknown) + 1);
        for (const InboxWish::Kind kind : {InboxWish::Kind::MarkRead, InboxWish::Kind::Done}) {
            for (int i = 0; i <= int(InboxWish::State::Unknown); ++i) {
                const QString text = inboxWishText({.kind = kind,
                                                    .thread = notification(1, 1),
                                                    .state = InboxWish::State(i),
                                                    .failure = {.reason = Failure::Reason::InboxRefused}});
                QVERIFY2(text.contains("Thread 1"_L1), qPrintable(text));
            }
        }
    }
};

QTEST_GUILESS_MAIN(InboxModelTest)

#include "tst_inboxmodel.moc"
