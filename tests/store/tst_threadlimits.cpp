// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/store/threadmaking.h"

#include <QTest>

using namespace Windsock;
using namespace Windsock::Making;

/// What a thread takes in of facts that are strange, or very many.
class TestThreadLimits : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".+"_s));
        m_book.load({}, {});
    }

    void resultsAreKeptUpToTheirLimit()
    {
        take(added({bug(5)}, {pushOf(1, 1, u"try"_s, {commit(u"a1"_s, u"Bug 5 - Fix"_s)})}));
        PushStanding before;
        for (int i = 0; i < 60; ++i) {
            const PushStanding after = settled(1, i % 2 ? Verdict::Green : Verdict::Orange, 10 + i);
            take(changed(std::exchange(before, after), after));
        }
        const QStringList results = momentsOf(thread()).filter(u"try-result"_s);
        QCOMPARE(results.size(), 50);
        QCOMPARE(results.constFirst(), u"20 try-result th/push/1 orange"_s);
        QCOMPARE(results.constLast(), u"69 try-result th/push/1 green"_s);
    }

    void momentsAreKeptUpToTheirLimit()
    {
        Landing one = bug(5);
        for (int i = 1; i <= 600; ++i) {
            one.tries.append({.revision = revision(QString::number(10'000'000 + i)),
                              .result = u"success"_s,
                              .counts = {},
                              .told = minute(i)});
        }
        take(added({one}));
        QCOMPARE(thread().moments.size(), 500);
        QCOMPARE(thread().moments.constLast().at, minute(600));
        const ChangeThread before = thread();
        one.title = u"Another"_s;
        take(added({one}));
        QCOMPARE(thread().moments, before.moments);
    }

    void pushesThatAreGoneAreRememberedUpToTheirLimit()
    {
        take(added({bug(5)}));
        QList<Push> pushes;
        for (int i = 1; i <= 60; ++i) {
            pushes.append(pushOf(i, i, u"try"_s, {commit(u"a%1e"_s.arg(i, 6, 10, QChar(u'0')), u"Bug 5 - Fix"_s)}));
        }
        take(added({}, pushes));
        QCOMPARE(thread().members.size(), 61);
        ChangeSet gone{.account = account, .at = minute(99)};
        gone.pushes.removed = pushes;
        take(gone);
        QCOMPARE(thread().members.size(), 51);
        QCOMPARE(thread().members[1].subject.value, u"th/push/11"_s);
    }

    void textsAreOneLineAndNotLong()
    {
        const QString hostile = u"x\n\u202e\u001b[2J"_s + u"y"_s.repeated(10'000);
        Landing one = bug(5, Landing::State::Failed, 9);
        one.title = hostile;
        one.author = hostile;
        one.reason = hostile;
        one.tries = {{.revision = u"a1b2c3d"_s, .result = hostile, .counts = {}, .told = minute(3)}};
        take(added({one}));
        QStringList texts{thread().title, thread().author, thread().held};
        for (const Moment &moment : thread().moments) {
            texts.append(moment.detail);
        }
        QCOMPARE(texts.filter(u"yyy"_s).size(), 4);
        for (const QString &text : std::as_const(texts)) {
            QVERIFY2(text.size() <= 200, qPrintable(QString::number(text.size())));
            QVERIFY2(!text.contains(u'\n') && !text.contains(u'\u202e') && !text.contains(u'\u001b'), qPrintable(text));
        }
    }

    /// Two commits that each say they take back the other are looked through, and no change of anybody's.
    void aCircleOfBackoutsEnds()
    {
        take(added({bug(5)},
                   {pushOf(1, 1, u"autoland"_s, {commit(u"a1b2c3d"_s, u"Backed out changeset d4c3b2a00000"_s)}),
                    pushOf(2, 2, u"autoland"_s, {commit(u"d4c3b2a"_s, u"Backed out changeset a1b2c3d00000"_s)})}));
        QCOMPARE(shapeOf(m_book.threads()), QStringList{u"bmo/bug/5"_s});
    }

    /// Commits with the same first digits are as many commits, and a short name is each that begins so.
    void revisionsAreThoseThatBeginSo()
    {
        const QString start = u"abcdef0"_s;
        const auto backout = [&](qint64 id, const QString &what) {
            return pushOf(id, 20 + int(id), u"autoland"_s,
                          {commit(u"%1e"_s.arg(id, 7, 10, QChar(u'9')), u"Backed out changeset "_s + what)});
        };
        take(added({bug(1), bug(2)},
                   {pushOf(1, 1, u"autoland"_s, {commit(start + u"1111111"_s, u"Bug 1 - Fix"_s)}),
                    pushOf(2, 2, u"autoland"_s, {commit(start + u"2222222"_s, u"Bug 2 - Fix"_s)}),
                    backout(3, start + u"11111"_s), backout(4, revision(start + u"2222222"_s)), backout(5, start)}));
        QCOMPARE(
            shapeOf(m_book.threads()),
            (QStringList{u"bmo/bug/1 th/push/1 th/push/3 th/push/5"_s, u"bmo/bug/2 th/push/2 th/push/4 th/push/5"_s}));
    }

private:
    ThreadNews take(const ChangeSet &set)
    {
        m_book.begin();
        return m_book.take(set, minute(100));
    }
    ChangeThread thread() const { return m_book.threads().value(0); }

    ThreadBook m_book;
};

QTEST_GUILESS_MAIN(TestThreadLimits)
#include "tst_threadlimits.moc"
