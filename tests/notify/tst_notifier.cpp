// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/notify/notifier.h"
#include "tests/notify/fakenotificationserver.h"

#include <QSignalSpy>
#include <QTest>
#include <QTimeZone>

#include <memory>

using namespace Qt::StringLiterals;
using namespace Windsock;

namespace {
const QDateTime s_now(QDate(2026, 11, 20), QTime(12, 0), QTimeZone::UTC);

Notice notice(const QString &key, const QString &text = u"one failure"_s)
{
    return {.key = key,
            .subject = Subject(u"th/push/1"_s),
            .kind = Notice::Kind::PushBad,
            .title = u"autoland is orange"_s,
            .text = text,
            .url = QUrl(u"https://treeherder.example/"_s),
            .decided = s_now};
}
}

/// On a bus of the test's own, with a notification server of its own.
class TestNotifier : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shownOnlyWhenAServerTookIt();
    void waitsForAServer();
    void sentAgainWhereTheServerDied();
    void serversThatDieLeaveNothingBehind();
    void aServerThatIsReplacedKeepsTheOthersPopups();
    void endsWithoutTouchingWhatAnotherServerTook();
    void onceIsEnough();
    void withdrawnIsClosed();
    void withdrawnBeforeItWasShownIsNeverShown();
    void textNeverBecomesMarkup();
    void urgencyIsAByteAndNeverCritical();
    void clickShowsButtonOpens();
    void noLinkNoButton();
    void quietHoursHoldBack();
    void manyArriveAll();
    void anActionAfterARestartIsNotOurs();
    void endsWithItsPopups();
};

void TestNotifier::shownOnlyWhenAServerTookIt()
{
    FakeNotificationServer server;
    QVERIFY(server.appear());
    Notifier notifier([] { return s_now; });
    QSignalSpy shown(&notifier, &Notifier::shown);
    notifier.show(notice(u"a"_s));
    QTRY_COMPARE(shown.size(), 1);
    QCOMPARE(shown.constFirst().at(0).toString(), u"a"_s);
    QCOMPARE(shown.constFirst().at(1).toDateTime(), s_now);
    QCOMPARE(server.popups().size(), 1);
    QCOMPARE(server.popups().constFirst().title, u"autoland is orange"_s);
}

void TestNotifier::waitsForAServer()
{
    Notifier notifier([] { return s_now; });
    QSignalSpy shown(&notifier, &Notifier::shown);
    notifier.show(notice(u"a"_s));
    QCOMPARE(notifier.waiting(), 1);
    FakeNotificationServer server;
    QVERIFY(server.appear());
    QTRY_COMPARE(shown.size(), 1);
    QCOMPARE(server.popups().size(), 1);
    QCOMPARE(notifier.waiting(), 0);
}

void TestNotifier::sentAgainWhereTheServerDied()
{
    Notifier notifier([] { return s_now; });
    QSignalSpy shown(&notifier, &Notifier::shown);
    {
        FakeNotificationServer first;
        QVERIFY(first.appear());
        notifier.show(notice(u"a"_s));
        QTRY_COMPARE(shown.size(), 1);
    }
    notifier.show(notice(u"b"_s));
    FakeNotificationServer second;
    QVERIFY(second.appear());
    QTRY_COMPARE(shown.size(), 2);
    QCOMPARE(second.popups().size(), 1); // what the first server took is not told twice
    QCOMPARE(shown.constLast().at(0).toString(), u"b"_s);
}

/// Each takes one popup and dies; of the four behind it nobody will ever hear again.
void TestNotifier::serversThatDieLeaveNothingBehind()
{
    Notifier notifier([] { return s_now; });
    QSignalSpy shown(&notifier, &Notifier::shown);
    for (int i = 0; i < 5; ++i) {
        notifier.show(notice(QString::number(i)));
    }
    for (int deaths = 0; deaths < 12; ++deaths) {
        FakeNotificationServer server;
        server.setTakes(1);
        QVERIFY(server.appear());
        QTRY_COMPARE(server.popups().size(), 1);
        QTRY_COMPARE(notifier.waiting(), 5);
    }
    QVERIFY(notifier.findChildren<KNotification *>().size() <= 10);
    FakeNotificationServer last;
    QVERIFY(last.appear());
    QTRY_COMPARE(shown.size(), 5);
    QCOMPARE(last.popups().size(), 5);
    QCOMPARE(last.standing(), 5);
    last.vanish();
    notifier.show(notice(u"afterwards"_s));
    QTRY_COMPARE(notifier.waiting(), 1);
}

/// A number means one popup to one server and another to the next.
void TestNotifier::aServerThatIsReplacedKeepsTheOthersPopups()
{
    Notifier notifier([] { return s_now; });
    QSignalSpy shown(&notifier, &Notifier::shown);
    for (int deaths = 0; deaths < 4; ++deaths) {
        FakeNotificationServer server;
        QVERIFY(server.appear());
        // Another app was quicker.
        server.Notify(u"other"_s, 0, {}, u"Somebody else's"_s, {}, {}, {}, -1);
        notifier.show(notice(QString::number(deaths)));
        QTRY_COMPARE(shown.size(), 2 * deaths + 1); // and the late one of the server before
        const int standing = server.standing();
        QCOMPARE(standing, deaths == 0 ? 2 : 3);
        notifier.show(notice(u"late %1"_s.arg(deaths)));
        server.vanish();
        QTRY_COMPARE(notifier.waiting(), 1);
        QCOMPARE(server.standing(), standing);
    }
}

/// What an earlier server took is not ended: its number may be another app's popup by now. Nor is it lost from sight.
void TestNotifier::endsWithoutTouchingWhatAnotherServerTook()
{
    auto notifier = std::make_unique<Notifier>([] { return s_now; });
    QSignalSpy shown(notifier.get(), &Notifier::shown);
    {
        FakeNotificationServer first;
        QVERIFY(first.appear());
        notifier->show(notice(u"a"_s));
        QTRY_COMPARE(shown.size(), 1);
        notifier->show(notice(u"b"_s));
    }
    FakeNotificationServer second;
    QVERIFY(second.appear());
    second.Notify(u"other"_s, 0, {}, u"Somebody else's"_s, {}, {}, {}, -1);
    QTRY_COMPARE(shown.size(), 2);
    QCOMPARE(second.standing(), 2);
    notifier.reset();
    QTRY_COMPARE(second.standing(), 1);
    QVERIFY(!second.popups().constFirst().closed);
}

void TestNotifier::onceIsEnough()
{
    FakeNotificationServer server;
    QVERIFY(server.appear());
    Notifier notifier([] { return s_now; });
    QSignalSpy shown(&notifier, &Notifier::shown);
    notifier.show(notice(u"a"_s));
    notifier.show(notice(u"a"_s));
    QTRY_COMPARE(shown.size(), 1);
    notifier.show(notice(u"a"_s));
    notifier.show(notice(u"b"_s));
    QTRY_COMPARE(shown.size(), 2);
    QCOMPARE(server.popups().size(), 2);
}

void TestNotifier::withdrawnIsClosed()
{
    FakeNotificationServer server;
    QVERIFY(server.appear());
    Notifier notifier([] { return s_now; });
    QSignalSpy shown(&notifier, &Notifier::shown);
    notifier.show(notice(u"a"_s));
    QTRY_COMPARE(shown.size(), 1);
    QCOMPARE(server.standing(), 1);
    notifier.withdraw(u"a"_s);
    QTRY_COMPARE(server.standing(), 0);
    notifier.withdraw(u"never"_s);
}

void TestNotifier::withdrawnBeforeItWasShownIsNeverShown()
{
    Notifier notifier([] { return s_now; });
    QSignalSpy shown(&notifier, &Notifier::shown);
    notifier.show(notice(u"a"_s));
    notifier.show(notice(u"b"_s));
    notifier.withdraw(u"a"_s);
    FakeNotificationServer server;
    QVERIFY(server.appear());
    QTRY_COMPARE(shown.size(), 1);
    QCOMPARE(shown.constFirst().at(0).toString(), u"b"_s);
    QCOMPARE(server.popups().size(), 1);
}

void TestNotifier::textNeverBecomesMarkup()
{
    FakeNotificationServer server;
    QVERIFY(server.appear());
    Notifier notifier([] { return s_now; });
    QSignalSpy shown(&notifier, &Notifier::shown);
    notifier.show(notice(u"a"_s, u"<img src=\"file:///etc/passwd\"> a < b & c <a href=\"x:y\">click</a>"_s));
    QTRY_COMPARE(shown.size(), 1);
    const QString body = server.popups().constFirst().body;
    QVERIFY2(!body.contains(u'<'), qPrintable(body));
    QVERIFY2(body.contains(u"a &lt; b &amp; c"_s), qPrintable(body));
}

void TestNotifier::urgencyIsAByteAndNeverCritical()
{
    FakeNotificationServer server;
    QVERIFY(server.appear());
    Notifier notifier([] { return s_now; });
    QSignalSpy shown(&notifier, &Notifier::shown);
    Notice high = notice(u"high"_s);
    high.urgency = Notice::Urgency::High;
    Notice low = notice(u"low"_s);
    low.urgency = Notice::Urgency::Low;
    notifier.show(high);
    notifier.show(low);
    QTRY_COMPARE(shown.size(), 2);
    const QVariant first = server.popups().at(0).hints.value(u"urgency"_s);
    QCOMPARE(first.metaType(), QMetaType::fromType<uchar>());
    QCOMPARE(first.value<uchar>(), uchar(1));
    QCOMPARE(server.popups().at(1).hints.value(u"urgency"_s).value<uchar>(), uchar(0));
}

void TestNotifier::clickShowsButtonOpens()
{
    FakeNotificationServer server;
    QVERIFY(server.appear());
    Notifier notifier([] { return s_now; });
    QSignalSpy shown(&notifier, &Notifier::shown);
    QSignalSpy activated(&notifier, &Notifier::activated);
    QSignalSpy linkWanted(&notifier, &Notifier::linkWanted);
    notifier.show(notice(u"a"_s));
    notifier.show(notice(u"b"_s));
    QTRY_COMPARE(shown.size(), 2);
    server.invoke(1, u"default"_s);
    QTRY_COMPARE(activated.size(), 1);
    QCOMPARE(activated.constFirst().at(0).toString(), u"a"_s);
    QVERIFY(linkWanted.isEmpty());
    const QStringList actions = server.popups().at(1).actions;
    const qsizetype open = actions.indexOf(u"Open"_s);
    QVERIFY(open > 0);
    server.invoke(2, actions.at(open - 1));
    QTRY_COMPARE(linkWanted.size(), 1);
    QCOMPARE(linkWanted.constFirst().at(0).toString(), u"b"_s);
}

void TestNotifier::noLinkNoButton()
{
    FakeNotificationServer server;
    QVERIFY(server.appear());
    Notifier notifier([] { return s_now; });
    QSignalSpy shown(&notifier, &Notifier::shown);
    Notice plain = notice(u"a"_s);
    plain.url.clear();
    notifier.show(plain);
    QTRY_COMPARE(shown.size(), 1);
    QVERIFY(!server.popups().constFirst().actions.contains(u"Open"_s));
}

void TestNotifier::quietHoursHoldBack()
{
    FakeNotificationServer server;
    QVERIFY(server.appear());
    Notifier notifier([] { return s_now; });
    bool quiet = true;
    const auto held = [&quiet](const Notice &notice, const QDateTime &now) {
        return quiet && notice.urgency != Notice::Urgency::High ? now.addSecs(3600) : QDateTime();
    };
    notifier.setHeldUntil(held);
    QSignalSpy shown(&notifier, &Notifier::shown);
    notifier.show(notice(u"a"_s));
    Notice urgent = notice(u"b"_s);
    urgent.urgency = Notice::Urgency::High;
    notifier.show(urgent);
    QTRY_COMPARE(shown.size(), 1);
    QCOMPARE(shown.constFirst().at(0).toString(), u"b"_s);
    QCOMPARE(notifier.waiting(), 1);
    quiet = false;
    notifier.setHeldUntil(held);
    QTRY_COMPARE(shown.size(), 2);
}

void TestNotifier::manyArriveAll()
{
    FakeNotificationServer server;
    QVERIFY(server.appear());
    Notifier notifier([] { return s_now; });
    QSignalSpy shown(&notifier, &Notifier::shown);
    for (int i = 0; i < 40; ++i) {
        notifier.show(notice(QString::number(i), u"failure %1"_s.arg(i)));
    }
    QTRY_COMPARE(shown.size(), 40);
    QCOMPARE(server.popups().size(), 40);
    for (int i = 0; i < 40; ++i) {
        QCOMPARE(shown.at(i).at(0).toString(), QString::number(i));
    }
}

void TestNotifier::anActionAfterARestartIsNotOurs()
{
    Notifier notifier([] { return s_now; });
    QSignalSpy shown(&notifier, &Notifier::shown);
    QSignalSpy activated(&notifier, &Notifier::activated);
    {
        FakeNotificationServer first;
        QVERIFY(first.appear());
        notifier.show(notice(u"a"_s));
        QTRY_COMPARE(shown.size(), 1);
    }
    FakeNotificationServer second;
    QVERIFY(second.appear());
    notifier.show(notice(u"b"_s));
    QTRY_COMPARE(shown.size(), 2);
    second.invoke(77, u"default"_s); // somebody else's popup
    second.invoke(second.popups().constLast().id, u"default"_s);
    QTRY_COMPARE(activated.size(), 1);
    QCOMPARE(activated.constFirst().at(0).toString(), u"b"_s);
}

void TestNotifier::endsWithItsPopups()
{
    FakeNotificationServer server;
    QVERIFY(server.appear());
    {
        Notifier notifier([] { return s_now; });
        QSignalSpy shown(&notifier, &Notifier::shown);
        notifier.show(notice(u"a"_s));
        QTRY_COMPARE(shown.size(), 1);
        QCOMPARE(server.standing(), 1);
    }
    QTRY_COMPARE(server.standing(), 0);
}

QTEST_MAIN(TestNotifier)
#include "tst_notifier.moc"
