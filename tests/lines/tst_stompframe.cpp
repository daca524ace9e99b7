// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/lines/stompframe.h"

#include <QTest>

using namespace Windsock;
using namespace Qt::StringLiterals;

namespace {
constexpr qsizetype s_largest = 100;

QByteArray ended(const QByteArray &frame)
{
    return frame + '\0';
}

/// What comes of the bytes in pieces of that size; the failure's detail last, where there is one.
QList<StompFrame> framesOf(const QByteArray &bytes, qsizetype piece, QString *problem = nullptr)
{
    QList<StompFrame> frames;
    StompReader reader(s_largest);
    for (qsizetype at = 0; at < bytes.size(); at += piece) {
        const auto read = reader.read(bytes.sliced(at, std::min(piece, bytes.size() - at)),
                                      [&](const StompFrame &frame) { frames.append(frame); });
        if (!read) {
            if (problem) {
                *problem = read.error().detail;
            }
            break;
        }
    }
    return frames;
}
}

class StompFrameTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".+"_s)); }

    /// However the bytes are cut into pieces, and whatever heartbeats are between the frames.
    void framesInPieces()
    {
        const StompFrame connected{
            .command = "CONNECTED", .headers = {{"version", "1.2"}, {"server", "a\\b"}}, .body = {}};
        const StompFrame message{.command = "MESSAGE",
                                 .headers = {{"destination", "/exchange/a:b\n\r\\c"}, {"content-length", "5"}},
                                 .body = QByteArray("a\0b\nc", 5)};
        const StompFrame plain{.command = "MESSAGE", .headers = {{"k", ""}}, .body = "to the end"};
        const QByteArray bytes = "CONNECTED\r\nversion:1.2\r\nserver:a\\b\r\n\r\n" + QByteArray(1, '\0') + "\n\r\n\n"
            + stompBytes(message) + '\n' + stompBytes(plain) + stompBytes(message);
        for (qsizetype piece = 1; piece <= bytes.size(); ++piece) {
            QCOMPARE(framesOf(bytes, piece), (QList{connected, message, plain, message}));
        }
    }
    void theFirstHeaderOfANameCounts()
    {
        const auto frames = framesOf(ended("MESSAGE\nfoo:World\nfoo:Hello\n\n"), 7);
        QCOMPARE(frames.size(), 1);
        QCOMPARE(frames.constFirst().header("foo"), "World");
        QCOMPARE(frames.constFirst().header("bar"), QByteArray());
    }
    void connectIsWrittenAsRabbitMqReadsIt()
    {
        QCOMPARE(stompBytes({.command = "CONNECT", .headers = {{"passcode", "a:b\\c"}}, .body = {}}),
                 ended("CONNECT\npasscode:a:b\\\\c\n\n"));
        QCOMPARE(stompBytes({.command = "SUBSCRIBE", .headers = {{"id", "a:b\\c\n"}}, .body = {}}),
                 ended("SUBSCRIBE\nid:a\\cb\\\\c\\n\n\n"));
    }

    void whatIsTooLargeIsPassedOver_data()
    {
        QTest::addColumn<QByteArray>("head");
        QTest::newRow("its length is said") << QByteArray("MESSAGE\ncontent-length:101\n\n");
        QTest::newRow("its length is not said") << QByteArray("MESSAGE\n\n");
    }
    void whatIsTooLargeIsPassedOver()
    {
        QFETCH(const QByteArray, head);
        const QByteArray small = "MESSAGE\n\n" + QByteArray(s_largest, 'x') + '\0';
        for (const qsizetype piece : {1, 30, 1000}) {
            const auto frames = framesOf(head + QByteArray(s_largest + 1, 'x') + '\0' + small, piece);
            QCOMPARE(frames.size(), 2);
            QVERIFY(frames.constFirst().cut);
            QVERIFY(frames.constFirst().body.isEmpty());
            QVERIFY(!frames.constLast().cut);
            QCOMPARE(frames.constLast().body.size(), s_largest);
        }
    }

    void whatIsNoStomp_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("HTTP") << QByteArray("HTTP/1.1 400 Bad Request\r\n\r\n");
        QTest::newRow("small letters") << ended("message\n\n");
        QTest::newRow("a long command") << QByteArray(21, 'A') + "\n\n";
        QTest::newRow("a header without a name") << ended("MESSAGE\n:x\n\n");
        QTest::newRow("a header without a colon") << ended("MESSAGE\nx\n\n");
        QTest::newRow("an unknown escape") << ended("MESSAGE\nx:\\t\n\n");
        QTest::newRow("half an escape") << ended("MESSAGE\nx:a\\\n\n");
        QTest::newRow("a length that is none") << ended("MESSAGE\ncontent-length:many\n\n");
        QTest::newRow("a negative length") << ended("MESSAGE\ncontent-length:-1\n\n");
        QTest::newRow("a length beyond numbers") << ended("MESSAGE\ncontent-length:99999999999999999999\n\n");
        QTest::newRow("a body longer than said") << ended("MESSAGE\ncontent-length:1\n\nab");
        QTest::newRow("too many headers")
            << "MESSAGE\n" + QByteArray("a:b\n").repeated(201) + '\n' + QByteArray(1, '\0');
        QTest::newRow("a line without an end") << "MESSAGE\na:" + QByteArray(64 * 1024, 'x');
        QTest::newRow("a head without an end")
            << "MESSAGE\n" + QByteArray("a:" + QByteArray(2000, 'x') + '\n').repeated(40);
    }
    void whatIsNoStomp()
    {
        QFETCH(const QByteArray, bytes);
        for (const qsizetype piece : {1, 13, 1'000'000}) {
            QString problem;
            QCOMPARE(framesOf(bytes, piece, &problem), QList<StompFrame>());
            QVERIFY(problem.startsWith(u"STOMP: "_s));
        }
    }
    /// A day of heartbeats is no head without an end.
    void heartbeatsAddUpToNothing()
    {
        const auto frames = framesOf(QByteArray(200'000, '\n') + ended("RECEIPT\nreceipt-id:1\n\n"), 1000);
        QCOMPARE(frames.size(), 1);
    }
};

QTEST_GUILESS_MAIN(StompFrameTest)

#include "tst_stompframe.moc"
