// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/features/realreplay.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QTest>

#include <numeric>

using namespace Qt::StringLiterals;
using namespace Windsock;

namespace {
/// A title and a text as both the store and a server know them -> how often.
using Words = QMap<QString, int>;

Words popped(const FakeNotificationServer &server)
{
    Words words;
    const auto popups = server.popups();
    for (const FakeNotificationServer::Popup &popup : popups) {
        ++words[popup.title + u'\n' + popup.body];
    }
    return words;
}
}

/// The real program on a desktop whose notification server comes late, or goes in the middle: each notice is shown in
/// the end, and none that a server took is shown again.
class TestLatePopups : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_replay.reset(); }
    void shownWhenTheServerComes();
    void shownAfterARestart();
    void shownByTheNextServer_data();
    void shownByTheNextServer();

private:
    /// The words of the notices in this state, as the program reports them.
    Words inState(const QString &state);
    int total(const Words &words) { return std::accumulate(words.cbegin(), words.cend(), 0); }

    std::unique_ptr<RealReplay> m_replay;
};

/// Some states without a server: notices wait.
void TestLatePopups::init()
{
    m_replay = std::make_unique<RealReplay>(RealReplay::recentMinute());
    QVERIFY2(m_replay->begin() && m_replay->launch() && m_replay->hear(), qPrintable(m_replay->problem()));
    for (int i = 0; i < 8; ++i) {
        QVERIFY(!m_replay->step().isEmpty());
        QVERIFY2(m_replay->hear(), qPrintable(m_replay->problem()));
    }
    QVERIFY2(total(inState(u"pending"_s)) >= 6, qPrintable(inState(u"pending"_s).keys().join(u'\n')));
    QVERIFY2(inState(u"shown"_s).isEmpty(), "nobody could have taken any");
}

Words TestLatePopups::inState(const QString &state)
{
    Words words;
    for (const QJsonValue &notice : m_replay->windsock().report({u"notices"_s}).array()) {
        if (notice[u"state"_s].toString() == state) {
            ++words[notice[u"title"_s].toString() + u'\n' + notice[u"text"_s].toString().toHtmlEscaped()];
        }
    }
    return words;
}

void TestLatePopups::shownWhenTheServerComes()
{
    const Words pending = inState(u"pending"_s);
    QVERIFY(m_replay->server().appear());
    QVERIFY2(m_replay->tellAll(), qPrintable(m_replay->problem()));
    QCOMPARE(popped(m_replay->server()), pending); // each once, and none of those withdrawn meanwhile
    QCOMPARE(inState(u"shown"_s), pending);
}

void TestLatePopups::shownAfterARestart()
{
    const Words pending = inState(u"pending"_s);
    m_replay->windsock().kill();
    QVERIFY(m_replay->server().appear());
    QVERIFY2(m_replay->launch() && m_replay->hear() && m_replay->tellAll(), qPrintable(m_replay->problem()));
    QCOMPARE(popped(m_replay->server()), pending);
    m_replay->windsock().kill();
    QVERIFY2(m_replay->launch() && m_replay->hear() && m_replay->tellAll(), qPrintable(m_replay->problem()));
    QCOMPARE(popped(m_replay->server()), pending); // a second restart shows nothing again
}

void TestLatePopups::shownByTheNextServer_data()
{
    QTest::addColumn<int>("taken");
    QTest::newRow("dies at once") << 1;
    QTest::newRow("dies after three") << 3;
    QTest::newRow("dies in the second round") << 6;
}

void TestLatePopups::shownByTheNextServer()
{
    QFETCH(int, taken);
    const Words all = inState(u"pending"_s);
    FakeNotificationServer first;
    first.setTakes(taken);
    QVERIFY(first.appear());
    QTRY_COMPARE_WITH_TIMEOUT(first.popups().size(), taken, 30'000);
    // What the program heard of the first server's end it has heard when it answers this.
    QVERIFY(m_replay->hear());
    const Words known = inState(u"shown"_s);
    QVERIFY(total(known) <= taken);
    QVERIFY(m_replay->server().appear());
    QVERIFY2(m_replay->tellAll(), qPrintable(m_replay->problem()));
    QCOMPARE(inState(u"shown"_s), all);
    Words both = popped(m_replay->server());
    for (auto it = known.cbegin(); it != known.cend(); ++it) {
        both[it.key()] += it.value();
        QVERIFY2(popped(first).contains(it.key()), qPrintable(it.key()));
    }
    QCOMPARE(both, all); // what the first is known to have taken once by it, all else once by the second
}

QTEST_GUILESS_MAIN(TestLatePopups)
#include "tst_latepopups.moc"
