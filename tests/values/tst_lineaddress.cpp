// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/values/lineaddress.h"

#include <QTest>

using namespace Windsock;
using namespace Qt::StringLiterals;

class LineAddressTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".+"_s)); }

    void addresses_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("read"); // host port vhost safety path, empty where it is none
        QTest::newRow("Pulse") << u"amqps://pulse.mozilla.org"_s << u"pulse.mozilla.org 5671 / tls"_s;
        QTest::newRow("all of it") << u"amqps://mq.example.org:443/ours"_s << u"mq.example.org 443 ours tls"_s;
        QTest::newRow("a slash") << u"amqps://mq.example.org/"_s << u"mq.example.org 5671 / tls"_s;
        QTest::newRow("a vhost with a slash") << u"amqps://mq.example.org/a%2Fb"_s << u"mq.example.org 5671 a/b tls"_s;
        QTest::newRow("this machine") << u"amqp://localhost"_s << u"localhost 5672 / plain"_s;
        QTest::newRow("its address") << u"amqp://127.0.0.1:7"_s << u"127.0.0.1 7 / plain"_s;
        QTest::newRow("a WebSocket") << u"wss://mq.example.org"_s << u"mq.example.org 443 / tls /ws"_s;
        QTest::newRow("all of a WebSocket")
            << u"wss://mq.example.org:15673/stomp/ws?vhost=a%2Fb"_s << u"mq.example.org 15673 a/b tls /stomp/ws"_s;
        QTest::newRow("a WebSocket here") << u"ws://localhost:15674/ws"_s << u"localhost 15674 / plain /ws"_s;
        QTest::newRow("a plain WebSocket to elsewhere") << u"ws://mq.example.org/ws"_s << QString();
        QTest::newRow("a WebSocket with another query") << u"wss://mq.example.org/ws?token=geheim"_s << QString();
        QTest::newRow("two vhosts") << u"wss://mq.example.org/ws?vhost=a&vhost=b"_s << QString();
        QTest::newRow("a fragment") << u"wss://mq.example.org/ws#x"_s << QString();
        QTest::newRow("plain to elsewhere") << u"amqp://mq.example.org"_s << QString();
        QTest::newRow("plain to a name that looks like here") << u"amqp://127.0.0.1.example.org"_s << QString();
        QTest::newRow("https") << u"https://pulse.mozilla.org"_s << QString();
        QTest::newRow("with a password") << u"amqps://me:geheim@pulse.mozilla.org"_s << QString();
        QTest::newRow("no host") << u"amqps:///x"_s << QString();
        QTest::newRow("a vhost that ends early") << u"amqps://mq.example.org/a%00b"_s << QString();
        QTest::newRow("a vhost too long") << u"amqps://mq.example.org/"_s + QString(256, u'x') << QString();
        QTest::newRow("nothing") << QString() << QString();
    }
    void addresses()
    {
        QFETCH(const QString, text);
        const auto address = lineAddress(QUrl(text));
        const QString read = address ? u"%1 %2 %3 %4 %5"_s.arg(address->host)
                                           .arg(address->port)
                                           .arg(address->vhost, address->safe ? u"tls"_s : u"plain"_s, address->path)
                                           .trimmed()
                                     : QString();
        QTEST(read, "read");
    }

    void webSockets()
    {
        const QUrl url(u"wss://mq.example.org:15673/stomp/ws"_s);
        const auto address = lineAddress(url);
        QVERIFY(address);
        QCOMPARE(address->way, LineAddress::Way::Stomp);
        QCOMPARE(webSocketUrl(*address), url);
        QCOMPARE(lineAddress(QUrl(u"amqps://mq.example.org"_s))->way, LineAddress::Way::Amqp);
    }

    void users()
    {
        for (const QString &good : {u"a"_s, u"windsock-tester"_s, u"A.b_c-9"_s}) {
            QVERIFY2(isLineUser(good), qPrintable(good));
        }
        // Each would be another queue's name, or none.
        for (const QString &bad :
             {QString(), u"9a"_s, u"a/b"_s, u"me@example.org"_s, u"a b"_s, u"a\n"_s, QString(101, u'a')}) {
            QVERIFY2(!isLineUser(bad), qPrintable(bad));
        }
    }
};

QTEST_GUILESS_MAIN(LineAddressTest)

#include "tst_lineaddress.moc"
