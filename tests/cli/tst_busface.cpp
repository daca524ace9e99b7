// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/busface.h"

#include <QDBusConnection>
#include <QDBusConnectionInterface>
#include <QDBusPendingCall>
#include <QDBusPendingReply>
#include <QSignalSpy>
#include <QTest>

using namespace Windsock;
using namespace Qt::StringLiterals;

/// The running app as another program of the session sees it: each client is a connection of its own.
class BusFaceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void reportHandsOverTheWords();
    void whatTakesTimeIsAnsweredLater_data();
    void whatTakesTimeIsAnsweredLater();
    void whatCannotBeDoneIsAnError();
    void aPollIsAnsweredWhenItIsOver();
    void twoWhoPollAreBothAnswered();
    void raiseAndReloadArePassedOn();
    void aSignInOfAnotherProcessIsPassedOn();
    void nothingElseCanBeCalled_data();
    void nothingElseCanBeCalled();
    void aNoticeIsSeenByWhoListens();
    void theNameIsTakenOnce();
    void askingWhereNobodyIs();
    void askingTheRunning();

private:
    QDBusPendingCall call(const QDBusConnection &client, const QString &method, const QVariantList &arguments = {}) const
    {
        QDBusMessage message = QDBusMessage::createMethodCall(m_name, u"/Windsock"_s, u"org.windsock.Windsock1"_s,
                                                              method);
        message.setArguments(arguments);
        return client.asyncCall(message);
    }

    QString m_name = u"org.windsock.Test"_s;
    QDBusConnection m_first{u"nowhere"_s};
    QDBusConnection m_second{u"nowhere"_s};
    QStringList m_words;
    std::function<void(const BusFace::Answer &)> m_late;
    std::unique_ptr<BusFace> m_face;
};

void BusFaceTest::initTestCase()
{
    m_first = QDBusConnection::connectToBus(QDBusConnection::SessionBus, u"first"_s);
    m_second = QDBusConnection::connectToBus(QDBusConnection::SessionBus, u"second"_s);
    QVERIFY(m_first.isConnected() && m_second.isConnected());
}

void BusFaceTest::init()
{
    m_words.clear();
    m_late = {};
    m_face = std::make_unique<BusFace>([this](const QStringList &words, const auto &answered) {
        m_words = words;
        if (words.contains(u"later"_s)) {
            m_late = answered;
        } else if (words.contains(u"never"_s)) {
            answered(std::unexpected(u"“never” cannot be done."_s));
        } else {
            answered(u"the report of "_s + words.join(u' '));
        }
    });
    QVERIFY(m_face->expose(m_name));
}

void BusFaceTest::cleanup()
{
    m_face.reset();
    QDBusConnection::sessionBus().unregisterService(m_name);
}

void BusFaceTest::reportHandsOverTheWords()
{
    QDBusPendingReply<QString> reply = call(m_first, u"Report"_s, {QStringList{u"pushes"_s, u"--json"_s}});
    QTRY_VERIFY(reply.isFinished());
    QVERIFY2(reply.isValid(), qPrintable(reply.error().message()));
    QCOMPARE(reply.value(), u"the report of pushes --json"_s);
    QCOMPARE(m_words, (QStringList{u"pushes"_s, u"--json"_s}));
}

void BusFaceTest::whatTakesTimeIsAnsweredLater_data()
{
    QTest::addColumn<bool>("good");
    QTest::newRow("done") << true;
    QTest::newRow("not done") << false;
}

void BusFaceTest::whatTakesTimeIsAnsweredLater()
{
    QFETCH(const bool, good);
    QDBusPendingReply<QString> reply = call(m_first, u"Report"_s, {QStringList{u"later"_s}});
    QTRY_VERIFY(m_late);
    // Others are answered while it takes its time.
    QDBusPendingReply<QString> other = call(m_second, u"Report"_s, {QStringList{u"pushes"_s}});
    QTRY_VERIFY(other.isFinished());
    QVERIFY(!reply.isFinished());
    m_late(good ? BusFace::Answer(u"done"_s) : std::unexpected(u"the disk is full"_s));
    QTRY_VERIFY(reply.isFinished());
    QCOMPARE(reply.isValid(), good);
    QCOMPARE(good ? reply.value() : reply.error().message(), good ? u"done"_s : u"the disk is full"_s);
}

void BusFaceTest::whatCannotBeDoneIsAnError()
{
    QDBusPendingReply<QString> reply = call(m_first, u"Report"_s, {QStringList{u"never"_s}});
    QTRY_VERIFY(reply.isFinished());
    QVERIFY(reply.isError());
    QCOMPARE(reply.error().message(), u"“never” cannot be done."_s);
    // Who asks is told that sentence, and not that nobody answered.
    const auto answer = askRunning(m_name, u"Report"_s, {QStringList{u"never"_s}});
    QVERIFY(!answer);
    QCOMPARE(answer.error(), u"“never” cannot be done."_s);
}

void BusFaceTest::aPollIsAnsweredWhenItIsOver()
{
    QSignalSpy wanted(m_face.get(), &BusFace::pollRequested);
    QDBusPendingReply<QString> reply = call(m_first, u"Poll"_s);
    QTRY_COMPARE(wanted.size(), 1);
    // Answers to one client come in the order in which they were given.
    QDBusPendingReply<QString> later = call(m_first, u"Report"_s, {QStringList{u"pushes"_s}});
    QTRY_VERIFY(later.isFinished());
    QVERIFY(!reply.isFinished());
    m_face->pollEnded(u"{\"good\":true}"_s);
    QTRY_VERIFY(reply.isFinished());
    QCOMPARE(reply.value(), u"{\"good\":true}"_s);
    // A poll that nobody asked for answers nobody, and the next caller waits for the next.
    m_face->pollEnded(u"old"_s);
    QDBusPendingReply<QString> next = call(m_first, u"Poll"_s);
    QTRY_COMPARE(wanted.size(), 2);
    QVERIFY(!next.isFinished());
    m_face->pollEnded(u"new"_s);
    QTRY_VERIFY(next.isFinished());
    QCOMPARE(next.value(), u"new"_s);
}

void BusFaceTest::twoWhoPollAreBothAnswered()
{
    QSignalSpy wanted(m_face.get(), &BusFace::pollRequested);
    QDBusPendingReply<QString> one = call(m_first, u"Poll"_s);
    QDBusPendingReply<QString> two = call(m_second, u"Poll"_s);
    QDBusPendingReply<QString> again = call(m_first, u"Poll"_s);
    QTRY_COMPARE(wanted.size(), 3);
    QVERIFY(!one.isFinished() && !two.isFinished() && !again.isFinished());
    // Reading goes on while they wait.
    QDBusPendingReply<QString> report = call(m_second, u"Report"_s, {QStringList{u"status"_s}});
    QTRY_VERIFY(report.isFinished());
    QVERIFY(!two.isFinished());
    m_face->pollEnded(u"both"_s);
    QTRY_VERIFY(one.isFinished() && two.isFinished() && again.isFinished());
    for (const QString &value : {one.value(), two.value(), again.value()}) {
        QCOMPARE(value, u"both"_s);
    }
}

void BusFaceTest::raiseAndReloadArePassedOn()
{
    QSignalSpy raised(m_face.get(), &BusFace::raiseRequested);
    QSignalSpy reloaded(m_face.get(), &BusFace::reloadRequested);
    const QDBusPendingReply<> raise = call(m_first, u"Raise"_s, {u"token-7"_s});
    QTRY_COMPARE(raised.size(), 1);
    QCOMPARE(raised.first().first().toString(), u"token-7"_s);
    QVERIFY(reloaded.isEmpty());
    const QDBusPendingReply<> reload = call(m_first, u"Reload"_s);
    QTRY_COMPARE(reloaded.size(), 1);
    QTRY_VERIFY(raise.isFinished() && reload.isFinished());
    QVERIFY(raise.isValid() && reload.isValid());
}

void BusFaceTest::aSignInOfAnotherProcessIsPassedOn()
{
    QSignalSpy signedIn(m_face.get(), &BusFace::signedInElsewhere);
    QSignalSpy reloaded(m_face.get(), &BusFace::reloadRequested);
    const QDBusPendingReply<> reply = call(m_first, u"SignedIn"_s, {u"gh"_s});
    QTRY_COMPARE(signedIn.size(), 1);
    QCOMPARE(signedIn.first().first().toString(), u"gh"_s);
    QCOMPARE(reloaded.size(), 1);
    QTRY_VERIFY(reply.isFinished());
    QVERIFY(reply.isValid());
}

void BusFaceTest::nothingElseCanBeCalled_data()
{
    QTest::addColumn<QString>("method");
    QTest::addColumn<QVariantList>("arguments");
    QTest::newRow("deleteLater") << u"deleteLater"_s << QVariantList();
    QTest::newRow("pollEnded") << u"pollEnded"_s << QVariantList{u"forged"_s};
    QTest::newRow("raiseRequested") << u"raiseRequested"_s << QVariantList{u"x"_s};
    QTest::newRow("NoticeDecided") << u"NoticeDecided"_s << QVariantList{u"forged"_s, u"text"_s};
    QTest::newRow("Report of a number") << u"Report"_s << QVariantList{7};
    QTest::newRow("Report of nothing") << u"Report"_s << QVariantList();
    QTest::newRow("unknown") << u"Land"_s << QVariantList{u"th/push/1"_s};
}

void BusFaceTest::nothingElseCanBeCalled()
{
    QFETCH(const QString, method);
    QFETCH(const QVariantList, arguments);
    QSignalSpy raised(m_face.get(), &BusFace::raiseRequested);
    QSignalSpy noticed(m_face.get(), &BusFace::NoticeDecided);
    const QDBusPendingReply<> reply = call(m_first, method, arguments);
    QTRY_VERIFY(reply.isFinished());
    QVERIFY(reply.isError());
    QVERIFY(raised.isEmpty() && noticed.isEmpty() && m_words.isEmpty());
    const QDBusPendingReply<QString> alive = call(m_first, u"Report"_s, {QStringList{u"status"_s}});
    QTRY_VERIFY(alive.isFinished());
    QVERIFY(alive.isValid());
}

void BusFaceTest::aNoticeIsSeenByWhoListens()
{
    QSignalSpy spy(m_face.get(), &BusFace::NoticeDecided);
    Q_EMIT m_face->NoticeDecided(u"title"_s, u"text"_s);
    QCOMPARE(spy.size(), 1);
    // The signal is part of what the bus tells about the face, the app's own signals are not.
    QDBusMessage message = QDBusMessage::createMethodCall(m_name, u"/Windsock"_s,
                                                          u"org.freedesktop.DBus.Introspectable"_s, u"Introspect"_s);
    QDBusPendingReply<QString> reply = m_first.asyncCall(message);
    QTRY_VERIFY(reply.isFinished());
    const QString face = reply.value();
    for (const QString &name :
         {u"\"Report\""_s, u"\"Poll\""_s, u"\"Raise\""_s, u"\"Reload\""_s, u"\"NoticeDecided\""_s}) {
        QVERIFY2(face.contains(name), qPrintable(name));
    }
    for (const QString &name :
         {u"raiseRequested"_s, u"pollRequested"_s, u"reloadRequested"_s, u"signedInElsewhere"_s, u"destroyed"_s}) {
        QVERIFY2(!face.contains(name), qPrintable(name));
    }
}

void BusFaceTest::theNameIsTakenOnce()
{
    QVERIFY(m_first.registerService(u"org.windsock.Taken"_s));
    m_face.reset();
    BusFace late([](const QStringList &, const auto &answered) { answered(QString()); });
    QVERIFY(!late.expose(u"org.windsock.Taken"_s));
    QVERIFY(isRunning(u"org.windsock.Taken"_s));
    QVERIFY(m_first.unregisterService(u"org.windsock.Taken"_s));
    QTRY_VERIFY(!isRunning(u"org.windsock.Taken"_s));
}

void BusFaceTest::askingWhereNobodyIs()
{
    QVERIFY(!isRunning(u"org.windsock.Nobody"_s));
    const auto answer = askRunning(u"org.windsock.Nobody"_s, u"Report"_s, {QStringList{u"status"_s}});
    QVERIFY(!answer);
    QVERIFY(answer.error().isEmpty());
}

void BusFaceTest::askingTheRunning()
{
    QVERIFY(isRunning(m_name));
    const auto answer = askRunning(m_name, u"Report"_s, {QStringList{u"queue"_s}});
    QVERIFY2(answer, answer ? "" : qPrintable(answer.error()));
    QCOMPARE(*answer, u"the report of queue"_s);
    // Somebody holds the name and does not understand: an error in words, not "nobody is there".
    const auto unknown = askRunning(m_name, u"Fly"_s, {});
    QVERIFY(!unknown);
    QVERIFY(!unknown.error().isEmpty());
}

QTEST_GUILESS_MAIN(BusFaceTest)

#include "tst_busface.moc"
