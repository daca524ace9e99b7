// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/cli/fieldaccounts.h"
#include "tests/features/onechange.h"
#include "tests/notify/fakenotificationserver.h"

#include <QDeadlineTimer>
#include <QJsonArray>
#include <QJsonObject>
#include <QTest>
#include <QTimeZone>

using namespace Windsock;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
constexpr auto s_patience = 120s;

/// The change's way met by the real program, which is killed wherever that is wanted.
class RealChange : public QObject
{
public:
    explicit RealChange(const QDateTime &start)
        : m_field({.start = start})
    {
    }

    bool begin()
    {
        QFile settings(m_windsock.profile().settingsFile());
        if (!m_server.appear() || !m_field.listen() || !m_windsock.profile().prepare()
            || !settings.open(QIODevice::WriteOnly) || settings.write("[Notifications]\nSettleSeconds=0\n") < 0) {
            return false;
        }
        settings.close();
        m_change = std::make_unique<OneChange>(m_field);
        m_windsock.setVariable(u"FIELD_TOKEN"_s, fieldToken);
        const auto url = [this](const QString &service) { return m_field.url(service).toString(); };
        return say({u"account"_s, u"add"_s, u"treeherder"_s, u"--id"_s, u"th"_s, u"--url"_s, url(u"treeherder"_s)})
            && say({u"account"_s, u"add"_s, u"bugzilla"_s, u"--id"_s, u"bmo"_s, u"--url"_s, url(u"bugzilla"_s),
                    u"--user"_s, u"dev@demo.test"_s, u"--token-env"_s, u"FIELD_TOKEN"_s})
            && say({u"account"_s, u"add"_s, u"lando"_s, u"--id"_s, u"lando"_s, u"--url"_s, url(u"lando"_s)})
            && say({u"watch"_s, u"add"_s, u"bmo"_s, u"landings"_s})
            && say({u"watch"_s, u"add"_s, u"lando"_s, u"trees"_s, u"firefox-autoland"_s})
            && say({u"watch"_s, u"add"_s, u"th"_s, u"tree"_s, u"try"_s})
            && say({u"watch"_s, u"add"_s, u"th"_s, u"tree"_s, u"autoland"_s}) && hear();
    }

    /// The next step, heard of by a program that lives; then perhaps the blow.
    bool step(bool kill)
    {
        const QString what = m_change->step();
        if (what == "queued"_L1
            && !say({u"watch"_s, u"add"_s, u"lando"_s, u"landing-job"_s, QString::number(OneChange::job)})) {
            return false;
        }
        const bool heard = hear();
        if (kill) {
            m_windsock.kill();
        }
        return heard;
    }
    bool isOver() const { return m_change->isOver(); }

    /// "2026-... key", in the order in which they were decided; all of them shown.
    QStringList notices()
    {
        QStringList lines;
        const QDeadlineTimer deadline(s_patience);
        do {
            lines.clear();
            for (const QJsonValue &row : m_windsock.report({u"notices"_s}).array()) {
                lines.prepend(row[u"key"].toString() + u' '
                              + (row[u"state"].toString() == "pending"_L1 ? u"pending"_s : u"told"_s));
            }
            // A program that has just begun has its name before it has its store.
        } while ((lines.isEmpty() || lines.join(u' ').contains(u"pending"_s)) && !deadline.hasExpired());
        return lines;
    }
    QJsonArray threads() { return m_windsock.report({u"thread"_s, u"123456"_s}).array(); }
    int popups() const { return int(m_server.popups().size()); }
    RealWindsock &windsock() { return m_windsock; }

private:
    bool say(const QStringList &words)
    {
        const RealWindsock::Said said = m_windsock.say(words);
        if (said.code != 0) {
            qWarning("%s: %s", qPrintable(words.join(u' ')), qPrintable(said.err));
        }
        return said.code == 0;
    }

    /// Twice: asked for while a fetch is under way, a poll is answered by that fetch.
    bool hear()
    {
        if (!m_windsock.isAlive()) {
            m_windsock.launch();
        }
        if (!QTest::qWaitFor([this] { return m_windsock.isOnBus(); }, s_patience)) {
            return false;
        }
        for (int good = 0, polls = 0; good < 2; ++polls) {
            const auto answer = m_windsock.ask(u"Poll"_s);
            if (!answer || polls > 20) {
                return false;
            }
            good = QJsonDocument::fromJson(answer->toUtf8())[u"good"_s].toBool() ? good + 1 : 0;
        }
        return true;
    }

    FakeNotificationServer m_server;
    Airfield m_field;
    RealWindsock m_windsock;
    std::unique_ptr<OneChange> m_change;
};
}

/// kill -9 between any two steps of a change's way: one thread, and each notice once.
class TestOneChangeKilled : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oneThread();
};

void TestOneChangeKilled::oneThread()
{
    const QDateTime start = QDateTime::fromSecsSinceEpoch((QDateTime::currentSecsSinceEpoch() / 60 - 20) * 60,
                                                          QTimeZone::UTC);
    QStringList expected;
    for (const bool kill : {false, true}) {
        RealChange change(start);
        QVERIFY(change.begin());
        while (!change.isOver()) {
            QVERIFY(change.step(kill));
        }
        if (kill) {
            change.windsock().launch();
            QVERIFY(QTest::qWaitFor([&] { return change.windsock().isOnBus(); }, s_patience));
        }
        const QStringList notices = change.notices();
        QVERIFY(!notices.isEmpty());
        if (!kill) {
            expected = notices;
            qInfo("%s", qPrintable(notices.join(u'\n')));
            QCOMPARE(change.popups(), int(notices.size()));
        }
        QCOMPARE(notices, expected);
        const QJsonArray threads = change.threads();
        QCOMPARE(threads.size(), 1);
        QCOMPARE(threads[0][u"state"].toString(), u"backedout"_s);
        QCOMPARE(threads[0][u"members"].toArray().size(), 5);
        change.windsock().kill();
    }
}

QTEST_GUILESS_MAIN(TestOneChangeKilled)
#include "tst_onechangekilled.moc"
