// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/signinwords.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace Windsock;
using State = SignIn::State;
using Trouble = SignIn::Trouble;

namespace {
SignIn signIn(State state, Trouble trouble = Trouble::None)
{
    return {.account = AccountId(u"gh"_s), .state = state, .host = u"github.com"_s, .trouble = trouble};
}
}

/// What is said of a sign-in: each trouble with what to do, and nothing that a wire sent as it came.
class SignInWordsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyTroubleHasItsWords_data();
    void everyTroubleHasItsWords();
    void waits();
    void saysWhoAndWhatIsMissing();
    void namesEveryScopeThatIsAskedFor();
};

void SignInWordsTest::everyTroubleHasItsWords_data()
{
    QTest::addColumn<Trouble>("trouble");
    QTest::addColumn<QString>("todo");
    QTest::newRow("no account") << Trouble::NoAccount << u"“gh”"_s;
    QTest::newRow("no client ID") << Trouble::NoClientId << u"Enable Device Flow"_s;
    QTest::newRow("unknown app") << Trouble::UnknownApp << u"client ID and not the secret"_s;
    QTest::newRow("disabled") << Trouble::FlowDisabled << u"Tick “Enable Device Flow”"_s;
    QTest::newRow("unknown flow") << Trouble::FlowUnknown << u"Give the account a token instead"_s;
    QTest::newRow("denied") << Trouble::Denied << u"nothing was changed"_s;
    QTest::newRow("expired") << Trouble::Expired << u"Try again for another one"_s;
    QTest::newRow("unknown code") << Trouble::CodeUnknown << u"Try again for another one"_s;
    QTest::newRow("foreign page") << Trouble::ForeignPage << u"check the account's address"_s;
    QTest::newRow("another word") << Trouble::OtherWord << u"(out_of_wind)"_s;
    QTest::newRow("service") << Trouble::Service << u"did not answer in time."_s;
    QTest::newRow("not kept") << Trouble::NotKept << u"The keychain did not take the token (locked)"_s;
}

void SignInWordsTest::everyTroubleHasItsWords()
{
    QFETCH(Trouble, trouble);
    QFETCH(QString, todo);
    SignIn failed = signIn(State::Failed, trouble);
    failed.word = u"out_of_wind"_s;
    failed.failure = {.reason = Failure::Reason::Timeout, .host = u"github.com"_s, .detail = u"locked"_s};
    const QString text = signInText(failed);
    QVERIFY2(text.contains(todo), qPrintable(text));
    QVERIFY2(text.endsWith(u'.'), qPrintable(text));
}

void SignInWordsTest::waits()
{
    SignIn waiting = signIn(State::Waiting);
    waiting.left = 899s;
    QVERIFY(signInText(waiting).contains("14 more minutes"_L1));
    waiting.left = 60s;
    QVERIFY(signInText(waiting).contains("1 more minute."_L1));
    waiting.left = 59s;
    QVERIFY(signInText(waiting).contains("59 more seconds"_L1));
    waiting.isInterrupted = true;
    QVERIFY(signInText(waiting).contains("asked again"_L1));
    QVERIFY(signInText(signIn(State::Offered)).isEmpty());
    QVERIFY(signInText(signIn(State::Asking)).contains("github.com"_L1));
    QVERIFY(!signInText(signIn(State::Checking)).isEmpty());
}

void SignInWordsTest::saysWhoAndWhatIsMissing()
{
    SignIn done = signIn(State::SignedIn);
    done.user = u"octocat"_s;
    QCOMPARE(signInText(done), u"Signed in as octocat."_s);
    QVERIFY(signInDoubts(done).isEmpty());
    done.missingScopes = neededScopes(true);
    done.expectedUser = u"hubot"_s;
    done.tokenLasts = 8h;
    QCOMPARE(signInDoubts(done).size(), 4);
    const QString text = signInText(done);
    for (const QString &part : {u"scope repo"_s, u"scope read:org"_s, u"hubot"_s, u"8 hours"_s}) {
        QVERIFY2(text.contains(part), qPrintable(text));
    }
    done = signIn(State::SignedIn);
    done.failure = {.reason = Failure::Reason::Timeout, .host = u"api.github.com"_s};
    QVERIFY(signInText(done).contains("api.github.com did not answer in time."_L1));
    done.user = u"octocat"_s;
    done.trouble = Trouble::NotKept;
    done.failure.detail = u"locked"_s;
    QVERIFY(signInText(done).contains("(locked). It is kept until Windsock ends."_L1));
}

void SignInWordsTest::namesEveryScopeThatIsAskedFor()
{
    for (const bool privateToo : {true, false}) {
        for (const QString &scope : neededScopes(privateToo)) {
            QVERIFY2(scopeText(scope).startsWith(scope + u": "_s), qPrintable(scope));
            QVERIFY(neededScopesText().contains(scope));
        }
    }
    QVERIFY(isClientId(u"Iv1.8a61f9b3a7aba766"_s) && isClientId(QString(100, u'a')));
    for (const QString &bad : {QString(), u"a b"_s, u"a&b"_s, u"ä"_s, u"a\n"_s, QString(101, u'a')}) {
        QVERIFY2(!isClientId(bad), qPrintable(bad));
    }
}

QTEST_GUILESS_MAIN(SignInWordsTest)

#include "tst_signinwords.moc"
