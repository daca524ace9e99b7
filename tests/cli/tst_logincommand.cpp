// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/airfield/demoscript.h"
#include "tests/cli/fieldaccounts.h"

#include <QTest>
#include <QTimer>

using namespace Qt::StringLiterals;
using namespace Windsock;

/// "windsock login", by the program itself and in real time, where there is no keychain. The person's part is played by
/// the field.
class LoginCommandTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void printsTheCodeAndWaits();
    void aNoIsAnError();
    void publicAlone();
    void withoutAClientIdItSaysWhatToDo();
    void isForGitHubAccounts_data();
    void isForGitHubAccounts();
    void theClientIdIsKeptWithTheAccount();

private:
    RealWindsock::Said say(const QString &line) { return m_windsock->say(line.split(u' ', Qt::SkipEmptyParts)); }
    FieldLogin &login() { return m_field->worlds().github.login(); }
    /// Whenever a code is out the person says yes, or no.
    void decide(bool yes);
    QString field() const { return m_field->url(u"github"_s).toString(); }

    std::unique_ptr<RealWindsock> m_windsock;
    std::unique_ptr<Airfield> m_field;
    QTimer m_person;
};

void LoginCommandTest::init()
{
    m_windsock = std::make_unique<RealWindsock>();
    m_field = std::make_unique<Airfield>();
    QVERIFY2(m_field->listen(), qPrintable(m_field->errorString()));
    login().setInterval(1);
    QCOMPARE(say(u"account add github --id gh --url "_s + field()).code, 0);
}

/// Whatever was done: what is secret is in no file of the profile, and was never printed.
void LoginCommandTest::cleanup()
{
    m_person.stop();
    m_person.disconnect();
    QCOMPARE(placesOf(fieldToken, *m_windsock), QStringList());
    QCOMPARE(placesOf(u"demo-device-code"_s, *m_windsock), QStringList());
    m_windsock.reset();
    m_field.reset();
}

void LoginCommandTest::decide(bool yes)
{
    connect(&m_person, &QTimer::timeout, this, [this, yes] {
        if (!login().userCode().isEmpty()) {
            yes ? login().allow() : login().deny();
        }
    });
    m_person.start(50);
}

void LoginCommandTest::printsTheCodeAndWaits()
{
    decide(true);
    const auto said = say(u"login gh --client-id demo-client-id"_s);
    QVERIFY2(said.out.contains(field() + u"/login/device"_s), qPrintable(said.out));
    QVERIFY(said.out.contains(login().userCode()));
    QVERIFY(said.out.contains(u"repo: "_s) && said.out.contains(u"read:org: "_s));
    QVERIFY(said.out.contains(u"more minutes."_s));
    QVERIFY(login().questions() > 0);
    // It got the token, and has nowhere to put it: that is said, and the account is as it was.
    QCOMPARE(said.code, 1);
    QVERIFY2(said.err.contains(u"keychain did not take the token"_s), qPrintable(said.err));
    QVERIFY(say(u"account list --json"_s).out.contains(u"\"none\""_s));
}

void LoginCommandTest::aNoIsAnError()
{
    decide(false);
    const auto said = say(u"login gh --client-id demo-client-id"_s);
    QCOMPARE(said.code, 1);
    QVERIFY2(said.err.contains(u"access was refused"_s), qPrintable(said.err));
}

void LoginCommandTest::publicAlone()
{
    decide(false);
    const auto said = say(u"login gh --public --client-id demo-client-id"_s);
    QVERIFY2(said.out.contains(u"public_repo: "_s), qPrintable(said.out));
    bool isAsked = false;
    for (const FieldRequest &request : m_field->requests()) {
        isAsked = isAsked || request.body.contains("scope=public_repo%20read%3Aorg%20notifications");
    }
    QVERIFY(isAsked);
}

void LoginCommandTest::withoutAClientIdItSaysWhatToDo()
{
    const auto said = say(u"login gh"_s);
    QCOMPARE(said.code, 1);
    QVERIFY2(said.err.contains(u"Enable Device Flow"_s), qPrintable(said.err));
    QVERIFY2(said.err.contains(u"windsock login gh --client-id ID"_s), qPrintable(said.err));
    const auto wrong = say(u"login gh --client-id of-another-host"_s);
    QCOMPARE(wrong.code, 1);
    QVERIFY2(wrong.err.contains(u"knows no app"_s), qPrintable(wrong.err));
}

void LoginCommandTest::isForGitHubAccounts_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<int>("code");
    QTest::newRow("nobody's") << u"login nobody --client-id demo-client-id"_s << 1;
    QTest::newRow("Treeherder's") << u"login th --client-id demo-client-id"_s << 1;
    QTest::newRow("no account") << u"login"_s << 2;
    QTest::newRow("two") << u"login gh th"_s << 2;
    QTest::newRow("no client ID") << u"login gh --client-id a&b"_s << 2;
    QTest::newRow("an account that has none") << u"account add lando --client-id demo-client-id"_s << 2;
}

void LoginCommandTest::isForGitHubAccounts()
{
    QFETCH(QString, line);
    QCOMPARE(say(u"account add treeherder --id th"_s).code, 0);
    const auto said = say(line);
    QTEST(said.code, "code");
    QVERIFY(!said.err.isEmpty());
    QVERIFY(m_field->requests().isEmpty());
}

void LoginCommandTest::theClientIdIsKeptWithTheAccount()
{
    decide(false);
    QCOMPARE(say(u"account add github --id two --client-id demo-client-id --url "_s + field()).code, 0);
    const auto said = say(u"login two"_s);
    QVERIFY2(said.err.contains(u"access was refused"_s), qPrintable(said.err));
}

QTEST_GUILESS_MAIN(LoginCommandTest)
#include "tst_logincommand.moc"
