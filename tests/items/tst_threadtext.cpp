// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/threadtext.h"
#include "models/values/landing.h"

#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Windsock;

namespace {
using Kind = Moment::Kind;
using Why = ThreadMember::Ground;
constexpr int s_kinds = int(Kind::PullMerged) + 1;
constexpr int s_grounds = int(Why::Backout) + 1;
const QDateTime s_noon(QDate(2026, 11, 20), QTime(12, 0), QTimeZone::UTC);

bool isSentence(const QString &text)
{
    return text.size() > 5 && text.front().isUpper() && text.endsWith(u'.') && !text.endsWith(u".."_s)
        && !text.contains(u'%') && !text.contains(u'\n');
}
}

class ThreadTextTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyMomentIsASentenceOfItsOwn()
    {
        QSet<QString> bare;
        QSet<QString> detailed;
        for (int kind = 0; kind < s_kinds; ++kind) {
            const QString plain = momentSentence({.kind = Kind(kind)});
            const QString more = momentSentence({.kind = Kind(kind), .detail = u"tree closed: infra."_s});
            QVERIFY2(isSentence(plain), qPrintable(plain));
            QVERIFY2(isSentence(more) && more.contains(u"tree closed: infra"_s), qPrintable(more));
            bare.insert(plain);
            detailed.insert(more);
        }
        QCOMPARE(bare.size(), s_kinds);
        QCOMPARE(detailed.size(), s_kinds);
    }

    void resultsAreToldByTheirVerdict()
    {
        const auto tried = [](const QString &detail) {
            return momentSentence({.kind = Kind::TryResult, .detail = detail});
        };
        const auto tree = [](const QString &detail) {
            return momentSentence({.kind = Kind::TreeResult, .detail = detail});
        };
        QCOMPARE(tried(u"orange"_s), u"Tests failed on try."_s);
        QCOMPARE(tried(u"green"_s), u"All was green on try."_s);
        QCOMPARE(tree(u"red"_s), u"The build failed on the tree."_s);
        QCOMPARE(tried(u"success: 120, warnings: 2"_s), u"Try has ended: success: 120, warnings: 2."_s);
        QSet<QString> all;
        for (int verdict = 0; verdict <= int(Verdict::Cancelled); ++verdict) {
            const QString name = verdictName(Verdict(verdict));
            QCOMPARE(resultOf({.kind = Kind::TryResult, .detail = name}), Verdict(verdict));
            QVERIFY(isSentence(tried(name)) && isSentence(tree(name)));
            all |= {tried(name), tree(name)};
        }
        QCOMPARE(all.size(), 2 * (int(Verdict::Cancelled) + 1));
        // Only a result has a verdict: a tree may be named "green".
        QVERIFY(!resultOf({.kind = Kind::Queued, .detail = u"green"_s}));
        QCOMPARE(momentSentence({.kind = Kind::Queued, .detail = u"green"_s}), u"It was queued to land: green."_s);
    }

    void everyGroundIsASentenceOfItsOwn()
    {
        QSet<QString> bare;
        QSet<QString> detailed;
        for (int ground = 0; ground < s_grounds; ++ground) {
            const QString plain = memberGround({.ground = Why(ground)});
            const QString more = memberGround({.ground = Why(ground), .detail = u"123456"_s});
            QVERIFY2(isSentence(plain) && isSentence(more), qPrintable(plain + more));
            QCOMPARE(more.contains(u"123456"_s), Why(ground) != Why::Itself);
            bare.insert(plain);
            detailed.insert(more);
        }
        QCOMPARE(bare.size(), s_grounds);
        QCOMPARE(detailed.size(), s_grounds);
        QCOMPARE(memberGround({.ground = Why::LandoJob, .detail = u"42"_s}), u"Same Lando job: 42."_s);
    }

    void namesFactsByTheirSubject_data()
    {
        QTest::addColumn<QString>("subject");
        QTest::addColumn<QString>("name");
        QTest::newRow("bug") << u"bmo/bug/123456"_s << u"Bug 123456"_s;
        QTest::newRow("push") << u"th/push/27"_s << u"Push 27"_s;
        QTest::newRow("lando") << u"lando/lando/42"_s << u"Lando job 42"_s;
        QTest::newRow("pull request") << u"gh/pr/mozilla/gecko/7"_s << u"Pull request mozilla/gecko#7"_s;
        QTest::newRow("not whole") << u"gh/pr/7"_s << u"gh/pr/7"_s;
        QTest::newRow("another kind") << u"th/thing/7"_s << u"th/thing/7"_s;
        QTest::newRow("nothing") << QString() << QString();
        QTest::newRow("hostile") << u"bmo/bug/1\u202e2\n3"_s << u"Bug 12 3"_s;
    }

    void namesFactsByTheirSubject()
    {
        QFETCH(QString, subject);
        QFETCH(QString, name);
        QCOMPARE(memberName(Subject(subject)), name);
    }

    void saysHowFarItHasCome()
    {
        QCOMPARE(threadWord({.state = Landing::State::Landed}), u"Landed"_s);
        QCOMPARE(threadWord({.state = Landing::State::Held}), u"Held"_s);
        QCOMPARE(threadWord({.state = Landing::State::Held, .held = u"tree closed: infra"_s}),
                 u"Held: tree closed: infra"_s);
        QCOMPARE(threadWord({.state = Landing::State::Landed, .held = u"tree closed"_s}), u"Landed"_s);
    }

    void tellsTimesBetween_data()
    {
        QTest::addColumn<qint64>("seconds");
        QTest::addColumn<QString>("text");
        QTest::newRow("none") << qint64(0) << u"less than a minute later"_s;
        QTest::newRow("59 s") << qint64(59) << u"less than a minute later"_s;
        QTest::newRow("a minute") << qint64(60) << u"1 minute later"_s;
        QTest::newRow("119 min") << qint64(7199) << u"119 minutes later"_s;
        QTest::newRow("2 h") << qint64(7200) << u"2 hours later"_s;
        QTest::newRow("47 h") << qint64(48 * 3600 - 1) << u"47 hours later"_s;
        QTest::newRow("2 d") << qint64(48 * 3600) << u"2 days later"_s;
        QTest::newRow("backwards") << qint64(-1) << QString();
    }

    void tellsTimesBetween()
    {
        QFETCH(qint64, seconds);
        QFETCH(QString, text);
        QCOMPARE(laterText(s_noon, s_noon.addSecs(seconds)), text);
        QCOMPARE(laterText({}, s_noon), QString());
        QCOMPARE(laterText(s_noon, {}), QString());
    }

    void keepsHostileTextPlainAndShort()
    {
        const QString evil = u"<b>x</b>\u202e\n"_s + QString(10'000, u'y');
        for (int kind = 0; kind < s_kinds; ++kind) {
            const QString text = momentSentence({.kind = Kind(kind), .detail = evil});
            QVERIFY(text.size() < 300 && !text.contains(u'\u202e') && !text.contains(u'\n'));
            QVERIFY(text.contains(u"<b>x</b>"_s));
        }
        QVERIFY(memberGround({.ground = Why::Bug, .detail = evil}).size() < 300);
        QVERIFY(threadWord({.state = Landing::State::Held, .held = evil}).size() < 300);
        QCOMPARE(momentSentence({.kind = Kind::Held, .detail = u"..."_s}), u"It is held."_s);
    }
};

QTEST_GUILESS_MAIN(ThreadTextTest)

#include "tst_threadtext.moc"
