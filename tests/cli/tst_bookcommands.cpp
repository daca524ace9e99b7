// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/cli/fieldaccounts.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Windsock;

/// "windsock account ..." and "windsock watch ...", carried out by the program itself where no app is running and there
/// is neither a display nor a keychain.
class TestBookCommands : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void accountsAreAddedListedAndRemoved();
    void accountsAreRefused_data();
    void accountsAreRefused();
    void tokensOfOpenFilesAreRefused();
    void withoutAKeychainNoTokenIsTaken();
    void watchesAreAddedListedAndRemoved();
    void watchesAreRefused_data();
    void watchesAreRefused();

private:
    RealWindsock::Said say(const QStringList &words) { return m_windsock->say(words); }
    RealWindsock::Said sayLine(const QString &line) { return say(line.split(u' ', Qt::SkipEmptyParts)); }
    void populate();

    std::unique_ptr<RealWindsock> m_windsock;
    std::unique_ptr<Airfield> m_field;
};

void TestBookCommands::init()
{
    m_windsock = std::make_unique<RealWindsock>();
}

/// Whatever was done: the secret is in no file of the profile, and was never printed.
void TestBookCommands::cleanup()
{
    QCOMPARE(placesOf(fieldToken, *m_windsock), QStringList());
    m_windsock.reset();
    m_field.reset();
}

void TestBookCommands::populate()
{
    m_field = std::make_unique<Airfield>();
    QVERIFY2(m_field->listen(), qPrintable(m_field->errorString()));
    QCOMPARE(runFieldCommands(*m_windsock, *m_field), QString());
}

void TestBookCommands::accountsAreAddedListedAndRemoved()
{
    QVERIFY(sayLine(u"account list"_s).out.contains(u"No account is set up yet"_s));
    populate();
    const QJsonArray accounts = sayLine(u"account list --json"_s).json().array();
    QCOMPARE(accounts.size(), 6);
    QHash<QString, QJsonValue> byId;
    for (const QJsonValue &account : accounts) {
        byId.insert(account[u"id"_s].toString(), account);
    }
    QCOMPARE(byId[u"th"_s][u"service"_s], u"treeherder"_s);
    QCOMPARE(byId[u"th"_s][u"address"_s], m_field->url(u"treeherder"_s).toString());
    QCOMPARE(byId[u"th"_s][u"token"_s], u"none"_s);
    QCOMPARE(byId[u"bmo"_s][u"user"_s], u"dev@demo.test"_s);
    QCOMPARE(byId[u"bmo"_s][u"token"_s], u"environment"_s);
    QCOMPARE(byId[u"gh"_s][u"token"_s], u"file"_s);
    const QString text = sayLine(u"account list"_s).out;
    QCOMPARE(text.count(u'\n'), 7); // heads and six accounts
    QVERIFY(text.contains(m_field->url(u"github"_s).toString()));

    const auto removed = sayLine(u"account remove th"_s);
    QCOMPARE(removed.code, 0);
    QVERIFY(removed.out.contains(u"Removed the account th"_s));
    QCOMPARE(sayLine(u"account list --json"_s).json().array().size(), 5);
    const QString watches = sayLine(u"watch list"_s).out;
    QVERIFY2(!watches.contains(u"th/"_s) && watches.contains(u"gh/"_s), "its watches go with it, others stay");
}

void TestBookCommands::accountsAreRefused_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("told");
    QTest::newRow("plain http") << u"account add treeherder --url http://example.org"_s << u"must begin with https"_s;
    QTest::newRow("password in the address")
        << u"account add bugzilla --url https://me:secret@example.org"_s << u"user name or password"_s;
    QTest::newRow("odd id") << u"account add treeherder --id a/b"_s << u"cannot name an account"_s;
    QTest::newRow("same id") << u"account add treeherder --id there"_s << u"already"_s;
    QTest::newRow("variable not set") << u"account add github --token-env NOT_SET_ANYWHERE"_s << u"NOT_SET_ANYWHERE"_s;
    QTest::newRow("no such file") << u"account add github --token-file /nowhere/token"_s << u"/nowhere/token"_s;
    QTest::newRow("remove what is not there") << u"account remove nobody"_s << u"no account named “nobody”"_s;
}

void TestBookCommands::accountsAreRefused()
{
    QFETCH(QString, line);
    QFETCH(QString, told);
    QCOMPARE(sayLine(u"account add treeherder --id there"_s).code, 0);
    const auto said = sayLine(line);
    QCOMPARE(said.code, 1);
    QVERIFY2(said.err.contains(told), qPrintable(said.err));
    QVERIFY(said.out.isEmpty());
    QCOMPARE(sayLine(u"account list --json"_s).json().array().size(), 1);
}

void TestBookCommands::tokensOfOpenFilesAreRefused()
{
    const QString file = m_windsock->file(u"open.token"_s);
    QVERIFY(writeTokenFile(file, QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup | QFile::ReadOther));
    const auto refused = say({u"account"_s, u"add"_s, u"bugzilla"_s, u"--token-file"_s, file});
    QCOMPARE(refused.code, 1);
    QVERIFY2(refused.err.contains(u"chmod 600"_s), qPrintable(refused.err));
    QVERIFY(sayLine(u"account list --json"_s).json().array().isEmpty());
    QVERIFY(QFile::setPermissions(file, QFile::ReadOwner | QFile::WriteOwner));
    QCOMPARE(say({u"account"_s, u"add"_s, u"bugzilla"_s, u"--token-file"_s, file}).code, 0);
}

void TestBookCommands::withoutAKeychainNoTokenIsTaken()
{
    const QStringList words{u"account"_s, u"add"_s, u"github"_s, u"--token-stdin"_s};
    const auto said = m_windsock->say(words, fieldToken.toUtf8() + '\n');
    QCOMPARE(said.code, 1);
    QVERIFY2(said.err.contains(u"keychain did not take the token"_s), qPrintable(said.err));
    QVERIFY2(said.err.contains(u"--token-env"_s), "what to do instead");
    QVERIFY2(sayLine(u"account list --json"_s).json().array().isEmpty(), "the account was not added");
    const auto nothing = m_windsock->say(words, "\n");
    QCOMPARE(nothing.code, 1);
    QVERIFY2(nothing.err.contains(u"No token was given"_s), qPrintable(nothing.err));
    QVERIFY(sayLine(u"account list --json"_s).json().array().isEmpty());
}

void TestBookCommands::watchesAreAddedListedAndRemoved()
{
    QVERIFY(sayLine(u"watch list"_s).out.contains(u"Nothing is watched yet"_s));
    populate();
    const QJsonArray watches = sayLine(u"watch list --json"_s).json().array();
    QCOMPARE(watches.size(), 9);
    const QString all = sayLine(u"watch list"_s).out;
    QVERIFY2(all.contains(u"lando/trees"_s) && all.contains(u"lando/job-5001"_s), qPrintable(all));
    QVERIFY(sayLine(u"watch list"_s).out.contains(u"th/autoland"_s));
    QCOMPARE(sayLine(u"watch add th author demo --who dev@demo.test --id mine"_s).code, 0);
    QVERIFY(sayLine(u"watch list"_s).out.contains(u"dev@demo.test"_s));
    const auto removed = sayLine(u"watch remove mine"_s);
    QCOMPARE(removed.code, 0);
    QVERIFY(removed.out.contains(u"No longer watching mine"_s));
    QCOMPARE(sayLine(u"watch list --json"_s).json().array(), watches);
}

void TestBookCommands::watchesAreRefused_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("told");
    QTest::newRow("no such account") << u"watch add nobody tree autoland"_s << u"no account named “nobody”"_s;
    QTest::newRow("not of this service") << u"watch add th repository a/b"_s << u"has no “repository” to watch"_s;
    QTest::newRow("no target") << u"watch add th tree"_s << u"Say what to watch"_s;
    QTest::newRow("nobody's work") << u"watch add th author try"_s << u"Say whose work"_s;
    QTest::newRow("half a repository") << u"watch add gh repository windsock"_s << u"owner/name"_s;
    QTest::newRow("odd tree") << u"watch add th tree a/../b"_s << u"not a name the service could have"_s;
    QTest::newRow("plain calendar") << u"watch add cal calendar http://example.org/a.ics"_s << u"https"_s;
    QTest::newRow("a page at Luma") << u"watch add cal calendar https://lu.ma/airfield"_s << u"Add iCal Subscription"_s;
    QTest::newRow("an organizer's name") << u"watch add eb group flyers"_s << u"organizer/ID"_s;
    QTest::newRow("a job without a number") << u"watch add la landing-job D201"_s << u"are numbers"_s;
    QTest::newRow("trees with blanks") << u"watch add la trees autoland,,try"_s << u"commas between them"_s;
    QTest::newRow("another service's trees") << u"watch add th trees autoland"_s << u"has no “trees” to watch"_s;
    QTest::newRow("twice") << u"watch add th tree autoland"_s << u"watched already"_s;
    QTest::newRow("remove what is not there") << u"watch remove nothing"_s << u"Nothing named “nothing” is watched"_s;
}

void TestBookCommands::watchesAreRefused()
{
    QFETCH(QString, line);
    QFETCH(QString, told);
    static QByteArray book; // what the first row's commands wrote is given to the others
    QFile file(m_windsock->profile().accountsFile());
    if (book.isEmpty()) {
        for (const QString &good :
             {u"account add treeherder --id th"_s, u"account add github --id gh"_s, u"account add ical --id cal"_s,
              u"account add lando --id la"_s, u"account add eventbrite --id eb"_s, u"watch add th tree autoland"_s}) {
            QCOMPARE(sayLine(good).code, 0);
        }
        QVERIFY(file.open(QIODevice::ReadOnly));
        book = file.readAll();
    } else {
        QVERIFY(m_windsock->profile().prepare() && file.open(QIODevice::WriteOnly) && file.write(book) == book.size());
        file.close();
    }
    const auto said = sayLine(line);
    QCOMPARE(said.code, 1);
    QVERIFY2(said.err.contains(told), qPrintable(said.err));
    QVERIFY(said.out.isEmpty());
    QCOMPARE(sayLine(u"watch list --json"_s).json().array().size(), 1);
}

QTEST_GUILESS_MAIN(TestBookCommands)
#include "tst_bookcommands.moc"
