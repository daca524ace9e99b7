// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/demoworld.h"
#include "app/narrator.h"
#include "app/selftest.h"

#include <QFileInfo>
#include <QProcess>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QTimeZone>

#include <signal.h>

using namespace Windsock;
using namespace Qt::StringLiterals;

namespace {

const QDateTime noon(QDate(2026, 11, 21), QTime(12, 0), QTimeZone::UTC);

/// What was said, without the time before it: "who|what".
QStringList spoken(QString &all)
{
    QStringList lines;
    for (const QString &line : all.split(u'\n', Qt::SkipEmptyParts)) {
        const QString rest = line.section(u" s  "_s, 1);
        lines.append(rest.left(9).trimmed() + u'|' + rest.mid(11));
    }
    all.clear();
    return lines;
}

Push push(const QString &message)
{
    return {.account = AccountId(u"th"_s),
            .id = 27,
            .repository = u"autoland"_s,
            .revision = u"0123456789abcdef"_s,
            .pushed = noon,
            .commits = {{.revision = u"0123456789abcdef"_s, .message = message}}};
}

}

/// The demo's parts: the made-up world as a process beside the app, the teller, and the self-test on top of both.
class DemoPartsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void theNarratorTellsChanges();
    void theNarratorTellsNotices();
    void nothingFromTheWireSteersTheNarratorsTerminal();
    void withoutTheAirfieldTheDemoSaysSo();
    void anAirfieldThatEndsAtOnceIsTold();
    void theAirfieldsFirstLineIsItsAddress();
    void theDemosProfileGoesWithIt();
    void theAirfieldEndsWithTheDemo();
    void theDemosWatchesFitTheRules();
    void theSelfTestFailsWithoutTheAirfield();
    void theSelfTestFailsWhereNobodyAnswers();
    void theSelfTestFailsWhereNothingIsInstalled();
    void theSelfTestPasses();

private:
    /// Puts a script in the airfield's place, and nothing else.
    void pretend(const QByteArray &script);
    /// What the end of an earlier process set off has been heard when this returns.
    void anotherProcessEnds();
    QStringList selfTest(int &code);

    std::unique_ptr<QTemporaryDir> m_bin;
    QByteArray m_path = qgetenv("PATH");
};

void DemoPartsTest::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setApplicationName(u"windsock"_s);
    QVERIFY(!QFileInfo::exists(QCoreApplication::applicationDirPath() + u"/windsock-airfield"_s));
}

void DemoPartsTest::init()
{
    m_bin = std::make_unique<QTemporaryDir>();
    qputenv("PATH", QByteArray(QFile::encodeName(m_bin->path()) + ":/usr/bin:/bin"));
}

void DemoPartsTest::pretend(const QByteArray &script)
{
    QFile file(m_bin->filePath(u"windsock-airfield"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("#!/bin/sh\n" + script + "\n");
    file.close();
    QVERIFY(file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
}

void DemoPartsTest::anotherProcessEnds()
{
    QProcess process;
    QSignalSpy ended(&process, &QProcess::finished);
    process.start(u"/bin/true"_s, QStringList());
    QTRY_COMPARE(ended.size(), 1);
}

void DemoPartsTest::theNarratorTellsChanges()
{
    const QTemporaryDir dir;
    Application application({.profile = Profile::in(dir.path())});
    QString all;
    QTextStream out(&all);
    Narrator narrator(application, out);

    ChangeSet first{.account = AccountId(u"th"_s), .watch = WatchId(u"th/autoland"_s), .at = noon, .baseline = true};
    first.pushes.added = {push(u"Bug 1 - One"_s), push(u"Bug 2 - Two"_s)};
    first.jobs.added = {Job{.id = 1}, Job{.id = 2}, Job{.id = 3}};
    Q_EMIT application.changed(first);
    QCOMPARE(
        spoken(all),
        QStringList{
            u"windsock|th/autoland: first sight, 2 pushes, 3 jobs, 0 landings, 0 pull requests, 0 events, 0 trees"_s});
    Q_EMIT application.changed({.at = noon, .baseline = true, .threads = {.added = {ChangeThread{}}}});
    QCOMPARE(spoken(all), QStringList());

    ChangeSet news{.account = AccountId(u"th"_s), .watch = WatchId(u"th/autoland"_s), .at = noon};
    const PushStanding before{.pushId = 27, .verdict = Verdict::Running};
    PushStanding counted = before;
    counted.success = 5;
    PushStanding orange = before;
    orange.verdict = Verdict::Orange;
    PushStanding settled = before;
    settled.verdict = Verdict::Green;
    settled.settled = true;
    news.standings.changed = {{before, counted}, {before, orange}, {before, settled}};
    news.pushes.added = {push(u"Bug 3 - Oil the hinges\n\nThey creak."_s)};
    news.landings.changed = {
        {Landing{.bug = 1800001, .state = Landing::State{}}, Landing{.bug = 1800001, .state = Landing::State{}}}};
    news.landings.changed.append(
        {Landing{.state = Landing::State::Queued, .job = 5}, Landing{.state = Landing::State::Held, .job = 5}});
    news.trees.changed = {{Tree{.name = u"autoland"_s, .status = Tree::Status::Open},
                           Tree{.name = u"autoland"_s, .status = Tree::Status::Closed}}};
    news.pullRequests.changed = {{PullRequest{.number = 41}, PullRequest{.number = 41}}};
    Q_EMIT application.changed(news);
    const QStringList lines = spoken(all);
    QCOMPARE(lines.size(), 7); // a standing whose verdict stays is no news
    QCOMPARE(lines.at(0), u"windsock|push 27: running → orange"_s);
    QCOMPARE(lines.at(1), u"windsock|push 27: running → green, settled"_s);
    QCOMPARE(lines.at(2), u"windsock|new push 0123456789ab on autoland: Bug 3 - Oil the hinges"_s);
    QVERIFY(lines.at(3).startsWith("windsock|bug 1800001: "_L1));
    QCOMPARE(lines.at(4), u"windsock|landing job 5: queued → held"_s);
    QCOMPARE(lines.at(5), u"windsock|tree autoland: open → closed"_s);
    QVERIFY(lines.at(6).startsWith("windsock|pull request #41: checks "_L1));
}

void DemoPartsTest::theNarratorTellsNotices()
{
    const QTemporaryDir dir;
    Application application({.profile = Profile::in(dir.path())});
    QString all;
    QTextStream out(&all);
    Narrator narrator(application, out);
    Q_EMIT application.noticesChanged({{.key = u"a"_s, .title = u"A push went bad"_s},
                                       {.key = u"b"_s, .title = u"Taken already"_s, .state = Notice::State::Shown},
                                       {.key = u"c"_s, .title = u"No longer so"_s, .state = Notice::State::Withdrawn}});
    narrator.say(u"world"_s, u"the wind turns"_s);
    QCOMPARE(spoken(all),
             (QStringList{u"notice|A push went bad"_s, u"withdrawn|No longer so"_s, u"world|the wind turns"_s}));
}

void DemoPartsTest::nothingFromTheWireSteersTheNarratorsTerminal()
{
    const QTemporaryDir dir;
    Application application({.profile = Profile::in(dir.path())});
    QString all;
    QTextStream out(&all);
    Narrator narrator(application, out);
    ChangeSet news{.account = AccountId(u"th"_s), .watch = WatchId(u"th/x"_s), .at = noon};
    news.pushes.added = {push(u"Bug 3 - \x1b]0;owned\x07\x1b[2J\u202Egnp"_s)};
    Q_EMIT application.changed(news);
    QVERIFY(!all.contains(u'\x1b') && !all.contains(u'\x07') && !all.contains(QChar(0x202E)));
    QCOMPARE(all.count(u'\n'), 1);
}

void DemoPartsTest::withoutTheAirfieldTheDemoSaysSo()
{
    qputenv("PATH", QFile::encodeName(m_bin->path()));
    DemoWorld world;
    QSignalSpy failed(&world, &DemoWorld::failed);
    QSignalSpy opened(&world, &DemoWorld::opened);
    world.open(false, 1.0);
    QTRY_COMPARE(failed.size(), 1);
    QVERIFY(failed.first().first().toString().startsWith("The demo's world could not be started: "_L1));
    anotherProcessEnds();
    QCOMPARE(failed.size(), 1);
    QVERIFY(opened.isEmpty());
}

void DemoPartsTest::anAirfieldThatEndsAtOnceIsTold()
{
    pretend("echo 'windsock-airfield: the recorded data is not there' >&2; exit 1");
    DemoWorld world;
    QSignalSpy failed(&world, &DemoWorld::failed);
    world.open(false, 1.0);
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(failed.first().first().toString(),
             u"The demo's world ended at once: windsock-airfield: the recorded data is not there"_s);
}

void DemoPartsTest::theAirfieldsFirstLineIsItsAddress()
{
    pretend("printf 'warming up\\n{\"port\":0}\\n{\"port\":'; sleep 0.2; printf '4711}\\nthe wind turns\\n'; "
            "echo \"$@\"; cat >/dev/null");
    DemoWorld world;
    QSignalSpy opened(&world, &DemoWorld::opened);
    QSignalSpy happened(&world, &DemoWorld::happened);
    QSignalSpy failed(&world, &DemoWorld::failed);
    world.open(true, 2.5);
    QTRY_COMPARE(happened.size(), 2);
    QCOMPARE(opened.size(), 1);
    QCOMPARE(happened.first().first().toString(), u"the wind turns"_s);
    QCOMPARE(happened.last().first().toString(), u"--attached --live --play --speed 2.5"_s);
    QVERIFY(failed.isEmpty());
}

void DemoPartsTest::theDemosProfileGoesWithIt()
{
    QString store;
    {
        DemoWorld world;
        DemoWorld other;
        QVERIFY(world.profile().storeFile() != other.profile().storeFile());
        QVERIFY(!world.profile().isStandard());
        QVERIFY(world.profile().prepare());
        store = world.profile().storeFile();
        QVERIFY(QFileInfo(store).dir().exists());
    }
    QVERIFY(!QFileInfo(store).dir().exists());
}

void DemoPartsTest::theAirfieldEndsWithTheDemo()
{
    const QString trace = m_bin->filePath(u"pid"_s);
    pretend("echo $$ > " + QFile::encodeName(trace) + "; echo '{\"port\":4711}'; exec cat >/dev/null");
    qint64 pid = 0;
    {
        DemoWorld world;
        QSignalSpy opened(&world, &DemoWorld::opened);
        world.open(false, 1.0);
        QTRY_COMPARE(opened.size(), 1);
        QFile file(trace);
        QVERIFY(file.open(QIODevice::ReadOnly));
        pid = file.readAll().trimmed().toLongLong();
        QVERIFY(pid > 0);
        QCOMPARE(kill(pid_t(pid), 0), 0);
    }
    QVERIFY(kill(pid_t(pid), 0) != 0);
}

void DemoPartsTest::theDemosWatchesFitTheRules()
{
    pretend("echo '{\"port\":4711,\"caldav\":4712}'; cat >/dev/null");
    DemoWorld world;
    QSignalSpy opened(&world, &DemoWorld::opened);
    world.open(false, 1.0);
    QTRY_COMPARE(opened.size(), 1);
    QVERIFY(world.profile().prepare());
    AccountBook book(world.profile().accountsFile());
    Secrets secrets{Profile::standard()};
    const auto populated = world.populate(book, secrets);
    QVERIFY2(populated, populated ? "" : qPrintable(populated.error()));
    QCOMPARE(book.accounts().size(), 9);
    QCOMPARE(book.watches().size(), 15);
    for (const Watch &watch : book.watches()) {
        const auto account = book.account(watch.account);
        QVERIFY(account);
        QVERIFY2(watchKindFits(account->service, watch.kind), qPrintable(watch.id.value));
        const QUrl url = account->service == Service::ICalendar ? QUrl(watch.target) : account->baseUrl;
        QCOMPARE(url.host(), u"127.0.0.1"_s);
        QCOMPARE(url.port(), account->service == Service::CalDav ? 4712 : 4711);
    }
    // A second time the ids are taken: it says so instead of writing half a world.
    QVERIFY(!world.populate(book, secrets));
    QCOMPARE(book.accounts().size(), 9);
    QFile file(world.profile().accountsFile());
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(!file.readAll().contains("demo-token"));
}

QStringList DemoPartsTest::selfTest(int &code)
{
    QString all;
    QTextStream out(&all);
    int times = 0;
    {
        SelfTest test(out);
        connect(&test, &SelfTest::ended, this, [&](int with) {
            ++times;
            code = with;
        });
        QSignalSpy ended(&test, &SelfTest::ended);
        test.start();
        if (ended.isEmpty()) {
            ended.wait(60'000);
        }
        anotherProcessEnds();
    }
    code = times == 1 ? code : -times - 1;
    return all.split(u'\n', Qt::SkipEmptyParts);
}

void DemoPartsTest::theSelfTestFailsWithoutTheAirfield()
{
    qputenv("PATH", QFile::encodeName(m_bin->path()));
    int code = 0;
    const QStringList lines = selfTest(code);
    QCOMPARE(code, 1);
    QVERIFY(lines.at(lines.size() - 2).startsWith("failed: The demo's world could not be started"_L1));
    QVERIFY(lines.last().contains("failed."_L1));
    QVERIFY(!lines.contains(u"ok: the store opens"_s));
}

void DemoPartsTest::theSelfTestFailsWhereNobodyAnswers()
{
    // Port 1 of this machine: nobody is there.
    pretend("echo '{\"port\":1}'; cat >/dev/null");
    int code = 0;
    const QStringList lines = selfTest(code);
    QCOMPARE(code, 1);
    QVERIFY(lines.contains(u"ok: the store opens"_s));
    QCOMPARE(lines.filter(QRegularExpression(u"^failed: .* answers"_s)).size(), 15);
    QVERIFY(lines.contains(u"failed: pushes are shown"_s));
    QVERIFY(lines.contains(u"failed: events are shown"_s));
    QVERIFY(lines.last().contains("checks failed."_L1));
    QCOMPARE(lines.filter(QRegularExpression(u"checks? failed\\.$"_s)).size(), 1);
}

void DemoPartsTest::theSelfTestFailsWhereNothingIsInstalled()
{
    const QByteArray before = qgetenv("XDG_DATA_DIRS");
    qputenv("XDG_DATA_DIRS", QFile::encodeName(m_bin->path()));
    pretend("exit 3");
    int code = 0;
    const QStringList lines = selfTest(code);
    qputenv("XDG_DATA_DIRS", before);
    QCOMPARE(code, 1);
    QCOMPARE(lines.first(), u"failed: the notification events are installed"_s);
    QVERIFY(lines.filter(u"ended at once"_s).size() == 1);
}

void DemoPartsTest::theSelfTestPasses()
{
    const QString airfield = QStringLiteral(WINDSOCK_AIRFIELD);
    QVERIFY(QFile::link(airfield, m_bin->filePath(u"windsock-airfield"_s)));
    int code = 0;
    const QStringList lines = selfTest(code);
    const QStringList answers = lines.filter(QRegularExpression(u"^ok: .* answers$"_s));
    QVERIFY2(answers.size() == 15, qPrintable(lines.join(u'\n')));
    for (const QString &shown : {u"ok: pushes are shown"_s, u"ok: the queue is shown"_s, u"ok: events are shown"_s}) {
        QVERIFY(lines.contains(shown));
    }
    QVERIFY2(code == 0, qPrintable(lines.join(u'\n')));
    QCOMPARE(lines.last(), u"Windsock is fit to fly."_s);
}

QTEST_MAIN(DemoPartsTest)

#include "tst_demoparts.moc"
