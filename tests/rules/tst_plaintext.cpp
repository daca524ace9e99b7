// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/values/plaintext.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace Windsock;

class PlainTextTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void lines_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("longest");
        QTest::addColumn<QString>("line");
        QTest::newRow("plain") << u"Fix the sock"_s << 20 << u"Fix the sock"_s;
        QTest::newRow("empty") << QString() << 20 << QString();
        QTest::newRow("blanks") << u"  a \t b\r\nc\u2028d  "_s << 20 << u"a b c d"_s;
        QTest::newRow("control") << u"a\u0000b\u001b[31mc\u0007\u009b"_s << 20 << u"a b [31mc"_s;
        QTest::newRow("reordering") << u"a\u202egnp.exe\u202c\u2066x\u2069\u200f\u061c"_s << 20 << u"agnp.exex"_s;
        QTest::newRow("hidden") << u"a\u200bb\u200d\ufeff\u00adc\u2060"_s << 20 << u"abc"_s;
        QTest::newRow("exactly") << u"12345"_s << 5 << u"12345"_s;
        QTest::newRow("too long") << u"123456"_s << 5 << u"1234…"_s;
        QTest::newRow("cut behind a word") << u"1234 6789"_s << 5 << u"1234…"_s;
        QTest::newRow("pairs are whole") << u"\U0001F600\U0001F601\U0001F602"_s << 2 << u"\U0001F600…"_s;
        QTest::newRow("markup stays text") << u"<b>&amp;</b>"_s << 20 << u"<b>&amp;</b>"_s;
    }

    void lines()
    {
        QFETCH(QString, text);
        QFETCH(int, longest);
        QTEST(plainLine(text, longest), "line");
    }

    void halfPairs()
    {
        const QString broken = u'a' + QString(1, QChar(0xd83d)) + u'b';
        const QString line = plainLine(broken);
        QVERIFY(line.startsWith(u'a') && line.endsWith(u'b'));
        QVERIFY(!line.contains(QChar(0xd83d)));
    }

    void hugeTextIsCheap()
    {
        QCOMPARE(plainLine(QString(50'000'000, u'x'), 3), u"xx…"_s);
        QVERIFY(plainLine(QString(1'000'000, QChar(0x200b)), 3).isEmpty());
    }

    void addresses()
    {
        QVERIFY(webUrl(QUrl(u"https://example.org/a"_s)).isValid());
        QVERIFY(webUrl(QUrl(u"http://example.org/a"_s)).isValid());
        for (const QString &bad : {u"file:///etc/passwd"_s, u"javascript:alert(1)"_s, u"https:////evil/x"_s,
                                   u"https://a@evil/"_s, u"data:text/html,x"_s, u"/relative"_s, QString()}) {
            QVERIFY2(webUrl(QUrl(bad)).isEmpty(), qPrintable(bad));
        }
    }
};

QTEST_GUILESS_MAIN(PlainTextTest)
#include "tst_plaintext.moc"
