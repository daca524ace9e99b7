// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/values/tryrequest.h"

#include <QTest>

using namespace Windsock;
using namespace Qt::StringLiterals;

namespace {
Push pushOn(const QString &repository, const QStringList &messages)
{
    Push push{.repository = repository};
    for (const QString &message : messages) {
        push.commits.append({.message = message});
    }
    return push;
}

const QString s_config = u"{\"version\": 2, \"parameters\": {\"optimize_target_tasks\": false, \"try_task_config\": {"
                         "\"env\": {\"TRY_SELECTOR\": \"fuzzy\", \"MOZ_LOG\": \"a:5\"}, \"rebuild\": 3, "
                         "\"routes\": [\"notify.email.me@example.org.on-any\"], "
                         "\"tasks\": [\"build-linux64/opt\", \"test-linux1804-64/opt-xpcshell\"]}}}"_s;
}

class TestTryRequest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".+"_s)); }
    void readsMachTry_data();
    void readsMachTry();
    void readsClassicLines();
    void readsAConfigInTheMessage();
    void passesOverBadConfigs_data();
    void passesOverBadConfigs();
    void findsNothingInOtherMessages_data();
    void findsNothingInOtherMessages();
    void asksTheTipOfTryAlone();
    void keepsWithinBounds();
};

void TestTryRequest::readsMachTry_data()
{
    QTest::addColumn<QString>("message");
    QTest::addColumn<TryRequest>("request");
    QTest::newRow("fuzzy") << u"Fuzzy query=android web-platform\n\nPushed via `mach try fuzzy`"_s
                           << TryRequest{.selector = u"fuzzy"_s, .told = u"Fuzzy query=android web-platform"_s};
    QTest::newRow("chooser") << u"Try Chooser Enhanced (139 tasks selected)\n\nPushed via `mach try chooser`\n"_s
                             << TryRequest{.selector = u"chooser"_s,
                                           .told = u"Try Chooser Enhanced (139 tasks selected)"_s,
                                           .taskCount = 139};
    QTest::newRow("with its command") << u"Fuzzy query='linux64 'xpcshell ON A CLOSED TREE\n\nmach try command: "
                                         u"`./mach try fuzzy -q \"'linux64 'xpcshell\"`"
                                         "\n\nPushed via `mach try fuzzy`"_s
                                      << TryRequest{.selector = u"fuzzy"_s,
                                                    .command = u"./mach try fuzzy -q \"'linux64 'xpcshell\""_s,
                                                    .told = u"Fuzzy query='linux64 'xpcshell ON A CLOSED TREE"_s};
    QTest::newRow("a command alone") << u"Tasks automatically selected.\n\nmach try command: `./mach try`"_s
                                     << TryRequest{.command = u"./mach try"_s,
                                                   .told = u"Tasks automatically selected."_s};
    QTest::newRow("one line") << u"Pushed via `mach try auto`"_s
                              << TryRequest{.selector = u"auto"_s, .told = u"Pushed via `mach try auto`"_s};
}

void TestTryRequest::readsMachTry()
{
    QFETCH(QString, message);
    const auto request = readTryRequest(message);
    QVERIFY(request);
    QTEST(*request, "request");
}

void TestTryRequest::readsClassicLines()
{
    const auto request = readTryRequest(
        u"try: -b do -p linux64 -u none --post-to-bugzilla\n\nMozReview-Commit-ID: 83Pb");
    QVERIFY(request && request->syntax);
    QCOMPARE(request->syntax->choice.platforms, QStringList{u"linux64"_s});
    QCOMPARE(request->syntax->ignored, QStringList{u"--post-to-bugzilla"_s});
    QVERIFY(request->selector.isEmpty());
    // Those of `mach try syntax` say both.
    const auto both = readTryRequest(u"try: -b o -p linux\n\nPushed via `mach try syntax`");
    QVERIFY(both && both->syntax);
    QCOMPARE(both->selector, u"syntax"_s);
}

void TestTryRequest::readsAConfigInTheMessage()
{
    const TryRequest wanted{.selector = u"fuzzy"_s,
                            .told = u"Run these"_s,
                            .taskCount = 2,
                            .tasks = {u"build-linux64/opt"_s, u"test-linux1804-64/opt-xpcshell"_s},
                            .rebuild = 3,
                            .environment = {u"MOZ_LOG=a:5"_s},
                            .routes = {u"notify.email.me@example.org.on-any"_s}};
    QCOMPARE(readTryRequest(QString(u"Run these\n\n"_s + s_config + u"\n")), wanted);
    const auto first = readTryRequest(u"Run\n{\"version\": 1, \"tasks\": [\"a\"]}");
    QVERIFY(first);
    QCOMPARE(first->tasks, QStringList{u"a"_s});
}

void TestTryRequest::passesOverBadConfigs_data()
{
    QTest::addColumn<QString>("json");
    QTest::newRow("cut") << s_config.left(s_config.size() / 2);
    QTest::newRow("version 3") << QString(s_config).replace(u"2"_s, u"3"_s);
    QTest::newRow("no parameters") << u"{\"version\": 2}"_s;
    QTest::newRow("a list") << u"[{\"version\": 2}]"_s;
    QTest::newRow("parameters of another kind") << u"{\"version\": 2, \"parameters\": [1]}"_s;
    QTest::newRow("backwards") << u"} \"version\" {"_s;
}

void TestTryRequest::passesOverBadConfigs()
{
    QFETCH(QString, json);
    QVERIFY(!readTryRequest(json));
    const auto request = readTryRequest(QString(json + u"\nPushed via `mach try fuzzy`"));
    QVERIFY(request);
    QCOMPARE(request->taskCount, -1);
    QCOMPARE(request->selector, u"fuzzy"_s);
}

void TestTryRequest::findsNothingInOtherMessages_data()
{
    QTest::addColumn<QString>("message");
    QTest::newRow("nothing") << QString();
    QTest::newRow("a landing") << u"Bug 12 - Try harder to {be \"version\"} r=x"_s;
    QTest::newRow("words on mach try") << u"Bug 12 - Let mach try fuzzy print more"_s;
    QTest::newRow("another command") << u"Pushed via `rm -rf /`"_s;
}

void TestTryRequest::findsNothingInOtherMessages()
{
    QFETCH(QString, message);
    QVERIFY(!readTryRequest(message));
}

void TestTryRequest::asksTheTipOfTryAlone()
{
    const QString line = u"try: -b o"_s;
    QVERIFY(tryRequestOf(pushOn(u"try"_s, {line, u"Bug 12"_s})));
    QVERIFY(tryRequestOf(pushOn(u"try-comm-central"_s, {line})));
    QVERIFY(!tryRequestOf(pushOn(u"try"_s, {u"Bug 12"_s, line})));
    QVERIFY(!tryRequestOf(pushOn(u"autoland"_s, {u"Bug 12 - retry: again"_s})));
    QVERIFY(!tryRequestOf(pushOn(u"try"_s, {})));
}

void TestTryRequest::keepsWithinBounds()
{
    QString tasks;
    for (int i = 0; i < 3000; ++i) {
        tasks += u"\"task-%1\","_s.arg(i);
    }
    const auto many = readTryRequest(
        QString(u"{\"version\": 2, \"parameters\": {\"try_task_config\": {\"rebuild\": 5000000000, "
                "\"routes\": 7, \"env\": {\"A\": [1], \"\u202eB\": \"\\n<b>\"}, \"tasks\": ["
                + tasks + u"7, null, \"\u202ex\\ny\"]}}}"));
    QVERIFY(many);
    QCOMPARE(many->tasks.size(), 500);
    QCOMPARE(many->taskCount, 3003);
    QCOMPARE(many->rebuild, 1);
    QVERIFY(many->routes.isEmpty());
    QCOMPARE(many->environment, (QStringList{u"A="_s, u"B= <b>"_s}));
    const QString deep = QString(u'[').repeated(100'000);
    QVERIFY(!readTryRequest(QString(u"{\"version\": "_s + deep + u"}")));
    const auto longest = readTryRequest(QString(QString(u'x').repeated(300'000) + u"\nPushed via `mach try auto`"));
    QVERIFY2(!longest, "what stands behind the end of what is read is not seen");
    const auto wide = readTryRequest(QString(QString(u'x').repeated(5000) + u"\nPushed via `mach try auto`"));
    QVERIFY(wide && wide->told.size() <= 201);
}

QTEST_GUILESS_MAIN(TestTryRequest)
#include "tst_tryrequest.moc"
