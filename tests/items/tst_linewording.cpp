// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/linewording.h"
#include "models/items/roles.h"
#include "models/items/sourcesmodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace Windsock;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Kind = Failure::Kind;
using Reason = Failure::Reason;

namespace {
const QDateTime s_now(QDate(2026, 11, 26), QTime(12, 0), QTimeZone::UTC);

SourceHealth line(const Failure &failure)
{
    return {.watch = WatchId(u"pulse"_s),
            .account = AccountId(u"pulse"_s),
            .service = Service::Pulse,
            .host = u"pulse.mozilla.org"_s,
            .state = SourceHealth::State::Failing,
            .next = s_now.addSecs(300),
            .failure = failure};
}
}

class LineWordingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        // The model's tester asks for pixmaps, which a test without a screen has no type for.
        QTest::failOnWarning(QRegularExpression(u"^(?!Trying to construct an instance of an invalid type)"_s));
    }

    void everyLossSaysWhatToDo_data()
    {
        QTest::addColumn<Reason>("reason");
        QTest::addColumn<QString>("happened");
        QTest::addColumn<QString>("todo");
        const auto row = [](const char *name, Reason reason, const QString &happened, const QString &todo) {
            QTest::newRow(name) << reason << happened << todo;
        };
        row("password", Reason::BadCredential, u"pulse.mozilla.org refuses the user name or the password."_s,
            u"Give the account the right password"_s);
        row("keychain", Reason::NoCredential, u"The account's password could not be read."_s, u"Unlock the keychain"_s);
        row("certificate", Reason::Tls, u"its certificate is not in order, or is another host's."_s,
            u"Check the account's address"_s);
        row("queue name", Reason::Forbidden, u"pulse.mozilla.org refuses this user the queue or an exchange."_s,
            u"Check that the user's name is written as the broker knows it."_s);
        row("exchange", Reason::NotFound, u"pulse.mozilla.org does not have: exchange/gone"_s,
            u"the exchanges that are watched"_s);
        row("unreachable", Reason::ConnectionRefused, u"pulse.mozilla.org refuses the connection."_s,
            u"Check the account's address and port."_s);
        row("no such host", Reason::HostNotFound, u"There is no host named pulse.mozilla.org"_s,
            u"Check the account's address and port."_s);
        row("cut", Reason::Cut, u"The connection to pulse.mozilla.org ended."_s, QString());
        row("silence", Reason::Timeout, u"pulse.mozilla.org did not answer in time."_s, QString());
        row("garbage", Reason::NotTheFormat, u"What pulse.mozilla.org says is not AMQP 0-9-1."_s,
            u"Check the account's address and port."_s);
        row("deleted", Reason::Cancelled, u"The queue at pulse.mozilla.org was deleted."_s, QString());
    }
    void everyLossSaysWhatToDo()
    {
        QFETCH(const Reason, reason);
        QFETCH(const QString, happened);
        QFETCH(const QString, todo);
        const FailureWording words = failureWording(line({.kind = Kind::Transient,
                                                          .reason = reason,
                                                          .host = u"pulse.mozilla.org"_s,
                                                          .detail = u"exchange/gone"_s}),
                                                    QTimeZone::UTC);
        QVERIFY2(words.whatHappened.contains(happened), qPrintable(words.whatHappened));
        QVERIFY2(words.whatToDo.contains(todo), qPrintable(words.whatToDo));
        QVERIFY(words.whatToDo.contains(u"Meanwhile the services are polled as ever."_s));
        QCOMPARE(words.whatToDo.count(u"Next try"_s), 1);
    }

    void whatABrokerSaysIsPlainAndShort()
    {
        const FailureWording words = failureWording(
            line({.kind = Kind::Rejected, .reason = Reason::NotFound, .detail = u"<b>\n"_s + QString(900, u'x')}),
            QTimeZone::UTC);
        QVERIFY(words.whatHappened.size() < 300);
        QVERIFY(!words.whatHappened.contains(u'\n'));
    }

    void otherServicesKeepTheirWords()
    {
        SourceHealth health = line({.kind = Kind::NeedsLogin, .reason = Reason::BadCredential, .host = u"h"_s});
        health.service = Service::GitHub;
        QCOMPARE(failureWording(health, QTimeZone::UTC).whatHappened, failureWording(*health.failure, {}).whatHappened);
    }

    void aHookIsWordedAsOne()
    {
        SourceHealth health{.watch = WatchId(u"gh/o/n/hook"_s),
                            .account = AccountId(u"gh"_s),
                            .service = Service::GitHub,
                            .kind = Watch::Kind::Hook,
                            .host = u"api.github.com"_s,
                            .failure = Failure{.kind = Failure::Kind::Rejected, .reason = Reason::Taken}};
        FailureWording words = failureWording(health, QTimeZone::UTC);
        QCOMPARE(words.whatHappened, u"Somebody forwards these webhooks already, and GitHub allows one who does."_s);
        QVERIFY2(words.whatToDo.contains(u"gh webhook forward"_s), qPrintable(words.whatToDo));
        QVERIFY2(words.whatToDo.contains(u"polled as ever"_s), qPrintable(words.whatToDo));
        health.failure->reason = Reason::Forbidden;
        words = failureWording(health, QTimeZone::UTC);
        QVERIFY2(words.whatHappened.contains(u"admin:repo_hook"_s), qPrintable(words.whatHappened));
        QVERIFY(words.whatHappened.startsWith("api.github.com"_L1));
        health.failure = Failure{.kind = Failure::Kind::NeedsLogin, .reason = Reason::BadCredential};
        QVERIFY(failureWording(health, QTimeZone::UTC).whatToDo.startsWith("Give the account a new token."_L1));
    }

    void newsAsSentences()
    {
        NewsWay way{.watch = WatchId(u"th/autoland"_s), .how = NewsWay::How::Both, .line = AccountId(u"pulse"_s)};
        QCOMPARE(newsWords(way, s_now), QString());
        way.lastNews = s_now.addSecs(-120);
        QCOMPARE(newsWords(way, s_now), u"Last news on the line: 2 minutes ago."_s);
        way.delay = 52'400ms;
        QCOMPARE(newsWords(way, s_now),
                 u"Last news on the line: 2 minutes ago. From the message to the fact it took 52 seconds."_s);
        way.delay = 1s;
        QVERIFY(newsWords(way, s_now).endsWith(u"it took 1 second."_s));
    }

    void theModelShowsHowNewsComes()
    {
        SourcesModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        model.setNow(s_now);
        const WatchId tree(u"th/autoland"_s);
        model.setWatches({{.id = tree, .account = AccountId(u"th"_s), .target = u"autoland"_s},
                          {.id = WatchId(u"pulse"_s),
                           .account = AccountId(u"pulse"_s),
                           .kind = Watch::Kind::Exchange,
                           .target = u"pulse.mozilla.org"_s}});
        const auto shown = [&model](int row, int role = Qt::DisplayRole) {
            return model.index(row, SourcesModel::NewsColumn).data(role).toString();
        };
        QCOMPARE(shown(0), u"Polled"_s);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        const NewsWay way{.watch = tree, .how = NewsWay::How::Both, .line = AccountId(u"pulse"_s), .lastNews = s_now};
        model.apply(way);
        model.apply(way);
        model.apply(NewsWay{.watch = WatchId(u"nobody"_s), .how = NewsWay::How::Both});
        QCOMPARE(changed.size(), 1);
        model.apply(NewsWay{.watch = WatchId(u"pulse"_s), .how = NewsWay::How::Pushed, .line = AccountId(u"pulse"_s)});
        QCOMPARE(shown(0), u"Pushed"_s);
        QCOMPARE(model.index(0, 0).data().toString(), u"pulse.mozilla.org"_s);
        QCOMPARE(shown(1), u"Pushed and polled"_s);
        QCOMPARE(shown(1, Qt::ToolTipRole), u"Last news on the line: now."_s);
        QCOMPARE(model.index(1, 0).data(ItemRole::News).value<NewsWay>(), way);
        // Nothing else that is said of the row forgets it.
        model.apply(SourceHealth{.watch = tree, .account = AccountId(u"th"_s), .state = SourceHealth::State::Good});
        model.remember({.watch = tree, .keys = {}});
        QCOMPARE(shown(1), u"Pushed and polled"_s);
        model.apply(line({.kind = Kind::NeedsLogin, .reason = Reason::BadCredential}));
        QVERIFY(model.index(0, SourcesModel::WhatHappenedColumn)
                    .data()
                    .toString()
                    .contains(u"refuses the user name or the password"_s));
    }
};

QTEST_GUILESS_MAIN(LineWordingTest)

#include "tst_linewording.moc"
