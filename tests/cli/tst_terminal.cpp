// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/airfield/demoscript.h"
#include "app/airfield/fielddata.h"
#include "tests/cli/fieldaccounts.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QSet>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace Windsock;

namespace {
/// How many facts of a kind the change sets of a poll tell as added, changed or removed.
qsizetype count(const QJsonDocument &poll, const QString &kind, const QString &what)
{
    qsizetype sum = 0;
    for (const QJsonValue &set : poll[u"changes"_s].toArray()) {
        const QJsonValue facts = set[kind][what];
        sum += facts.isArray() ? facts.toArray().size() : qsizetype(facts.toInteger());
    }
    return sum;
}

QJsonObject watchOf(const QJsonDocument &poll, const QString &id)
{
    for (const QJsonValue &watch : poll[u"watches"_s].toArray()) {
        if (watch[u"watch"_s].toString() == id) {
            return watch.toObject();
        }
    }
    return {};
}

/// How much the recording's first state of a repository has: its pushes, and their jobs.
struct Recorded {
    qsizetype pushes = 0;
    qsizetype jobs = 0;
};

Recorded recorded(const QString &repository, const QString &step, int pages)
{
    const auto results = [&](const QString &name) {
        return QJsonDocument::fromJson(
            readFieldData(fieldDataDir(), u"treeherder/%1/%2-%3.json"_s.arg(repository, step, name)))[u"results"_s];
    };
    QSet<qint64> pushes;
    for (const QJsonValue &push : results(u"push"_s).toArray()) {
        pushes.insert(push[u"id"_s].toInteger());
    }
    QSet<qint64> jobs;
    for (int page = 1; page <= pages; ++page) {
        for (const QJsonValue &row : results(u"jobs-%1"_s.arg(page)).toArray()) {
            if (pushes.contains(row[8].toInteger())) {
                jobs.insert(row[1].toInteger());
            }
        }
    }
    return {.pushes = pushes.size(), .jobs = jobs.size()};
}
}

/// What the terminal asks and reads, carried out by the program itself against the made-up world; there is no display and
/// no keychain, and no app is running.
class TestTerminal : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void tellsVersionAndHelp();
    void misuseIsTold_data();
    void misuseIsTold();
    void pollPrintsTheFacts();
    void pollNamesWhatFailed_data();
    void pollNamesWhatFailed();
    void theNextPollPrintsWhatChanged();
    void pollWithNothingToWatch();
    void readsBeforeAnythingIsKnown();
    void readsWhatAPollLearnt();
    void listsRepositories();
    void watchesOneCommit();
    void putsAnEventIntoACalendar();

private:
    RealWindsock::Said say(const QStringList &words) { return m_windsock->say(words); }
    RealWindsock::Said sayLine(const QString &line) { return say(line.split(u' ', Qt::SkipEmptyParts)); }
    void populate();

    std::unique_ptr<RealWindsock> m_windsock;
    std::unique_ptr<Airfield> m_field;
};

void TestTerminal::init()
{
    m_windsock = std::make_unique<RealWindsock>();
}

/// Whatever was done: the secret is in no file of the profile, and was never printed.
void TestTerminal::cleanup()
{
    QCOMPARE(placesOf(fieldToken, *m_windsock), QStringList());
    m_windsock.reset();
    m_field.reset();
}

void TestTerminal::populate()
{
    m_field = std::make_unique<Airfield>(AirfieldOptions{.live = true});
    QVERIFY2(m_field->listen(), qPrintable(m_field->errorString()));
    QCOMPARE(addFieldAccounts(*m_windsock, *m_field), QString());
}

void TestTerminal::tellsVersionAndHelp()
{
    const auto version = sayLine(u"--version"_s);
    QCOMPARE(version.code, 0);
    QVERIFY2(version.out.startsWith(u"windsock "_s), qPrintable(version.out));
    QCOMPARE(version.out.count(u'\n'), 1);
    const auto help = sayLine(u"--help"_s);
    QCOMPARE(help.code, 0);
    for (const QString &words :
         {u"status"_s, u"queue"_s, u"pushes"_s, u"prs"_s, u"next"_s, u"events"_s, u"notices"_s, u"sources"_s,
          u"account add"_s, u"account list"_s, u"account remove"_s, u"watch add"_s, u"watch list"_s, u"watch remove"_s,
          u"poll --once"_s, u"--demo"_s, u"--self-test"_s, u"--profile"_s, u"--json"_s}) {
        QVERIFY2(help.out.contains(words), qPrintable(words));
    }
    const auto one = sayLine(u"watch add --help"_s);
    QCOMPARE(one.code, 0);
    QVERIFY(one.out.contains(u"watch add ACCOUNT KIND"_s));
    QVERIFY(!one.out.contains(u"account remove"_s));
    QVERIFY(version.err.isEmpty() && help.err.isEmpty() && one.err.isEmpty());
}

void TestTerminal::misuseIsTold_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("told");
    const auto row = [](const char *name, const QString &line, const QString &told) {
        QTest::newRow(name) << line << told;
    };
    row("unknown verb", u"fly"_s, u"“fly” is not something Windsock does"_s);
    row("unknown second word", u"account buy"_s, u"“account buy” is not something"_s);
    row("unknown option", u"status --loud"_s, u"loud"_s);
    row("one word too many", u"status now"_s, u"“now” is one word too many"_s);
    row("no service", u"account add"_s, u"Say which service"_s);
    row("unknown service", u"account add jira"_s, u"“jira” is not a service"_s);
    row("two tokens", u"account add github --token-stdin --token-env X"_s, u"Give one of"_s);
    row("no account to remove", u"account remove"_s, u"Say which one"_s);
    row("unknown kind", u"watch add th field x"_s, u"“field” is not a kind of watch"_s);
    row("half a watch", u"watch add th"_s, u"Say which account"_s);
    row("whose repositories", u"repositories"_s, u"Say which one"_s);
    row("poll for ever", u"poll"_s, u"poll --once"_s);
    row("days", u"events --days many"_s, u"--days takes a whole number"_s);
}

void TestTerminal::misuseIsTold()
{
    QFETCH(QString, line);
    QFETCH(QString, told);
    const auto said = sayLine(line);
    QCOMPARE(said.code, 2);
    QVERIFY2(said.err.contains(told), qPrintable(said.err));
    QVERIFY(said.out.isEmpty());
    QVERIFY2(!QFileInfo::exists(m_windsock->folder()), "a misunderstood command makes nothing");
}

void TestTerminal::pollPrintsTheFacts()
{
    populate();
    const auto said = sayLine(u"poll --once --json"_s);
    QVERIFY2(said.code == 0, qPrintable(said.out + said.err));
    const QJsonDocument poll = said.json();
    QCOMPARE(poll[u"good"_s], true);
    QCOMPARE(poll[u"watches"_s].toArray().size(), 9);
    for (const QJsonValue &watch : poll[u"watches"_s].toArray()) {
        QCOMPARE(watch[u"state"_s], u"good"_s);
        QVERIFY(watch[u"failure"_s].isNull());
    }
    const Recorded autoland = recorded(u"autoland"_s, u"t0"_s, 3);
    const Recorded inbound = recorded(u"mozilla-inbound"_s, u"A"_s, 2);
    QCOMPARE(count(poll, u"jobs"_s, u"added"_s), autoland.jobs + inbound.jobs + 2 * 6);
    QCOMPARE(count(poll, u"pushes"_s, u"added"_s), autoland.pushes + inbound.pushes + 2);
    QCOMPARE(count(poll, u"landings"_s, u"added"_s), 3 + 1); // of bugs, and of Lando
    QCOMPARE(count(poll, u"pullRequests"_s, u"added"_s), 3);
    QCOMPARE(count(poll, u"events"_s, u"added"_s), 3 + 20 + 1);
    QCOMPARE(count(poll, u"trees"_s, u"added"_s), 4);
    QVERIFY2(poll[u"notices"_s].toArray().isEmpty(), "what is met for the first time is no news");
    const auto text = sayLine(u"poll --once"_s);
    QCOMPARE(text.code, 0);
    QVERIFY2(text.out.contains(u"th/autoland"_s) && text.out.contains(u"Pushes: 0 new, 0 changed, 0 gone"_s),
             qPrintable(text.out));
}

void TestTerminal::pollNamesWhatFailed_data()
{
    QTest::addColumn<QString>("how");
    QTest::addColumn<QString>("reason");
    QTest::newRow("busy") << u"status:503"_s << u"server-error"_s;
    QTest::newRow("html") << u"html"_s << u"not-the-format"_s;
    QTest::newRow("cut") << u"truncate"_s << u"not-the-format"_s;
    QTest::newRow("key refused") << u"status:401"_s << u"bad-credential"_s;
}

void TestTerminal::pollNamesWhatFailed()
{
    QFETCH(QString, how);
    QFETCH(QString, reason);
    populate();
    QVERIFY(m_field->misbehave(u"/github"_s, how));
    const auto said = sayLine(u"poll --once --json"_s);
    QCOMPARE(said.code, 1);
    const QJsonDocument poll = said.json();
    QCOMPARE(poll[u"good"_s], false);
    const QJsonObject bad = watchOf(poll, u"gh/windsock-demo/windsock"_s);
    QCOMPARE(bad[u"failure"_s][u"reason"_s].toString(), reason);
    QCOMPARE(watchOf(poll, u"th/autoland"_s)[u"state"_s].toString(), u"good"_s);
    QCOMPARE(count(poll, u"pullRequests"_s, u"added"_s), 0);
    QCOMPARE(count(poll, u"landings"_s, u"added"_s), 3 + 1); // of bugs, and of Lando
    const QString sources = sayLine(u"sources"_s).out;
    QVERIFY2(sources.contains(u"gh/windsock-demo/windsock"_s), qPrintable(sources));
    QCOMPARE(sayLine(u"sources --json"_s).code, 0);
}

void TestTerminal::theNextPollPrintsWhatChanged()
{
    populate();
    QCOMPARE(sayLine(u"poll --once"_s).code, 0);
    const QSet<QString> worlds{u"autoland"_s, u"demo"_s};
    for (int i = 0; i < 4; ++i) {
        for (const QString &world : worlds) {
            QVERIFY(!m_field->step(world).isEmpty());
        }
    }
    const auto said = sayLine(u"poll --once --json"_s);
    QCOMPARE(said.code, 0);
    const QJsonDocument poll = said.json();
    QVERIFY(count(poll, u"jobs"_s, u"changed"_s) > 0);
    QVERIFY(count(poll, u"standings"_s, u"changed"_s) > 0);
    QCOMPARE(count(poll, u"pullRequests"_s, u"changed"_s), 1); // a check of 41 fails
    QCOMPARE(count(poll, u"landings"_s, u"changed"_s), 1); // 1800001 is queued
    QCOMPARE(count(poll, u"trees"_s, u"changed"_s), 1); // firefox-autoland closes
    const QJsonArray trees = sayLine(u"trees --json"_s).json().array();
    QCOMPARE(trees.size(), 4);
    const auto closed = std::ranges::find_if(trees,
                                             [](const QJsonValue &tree) { return tree[u"status"_s] == u"closed"_s; });
    QVERIFY(closed != trees.end());
    QCOMPARE((*closed)[u"name"_s].toString(), u"firefox-autoland"_s);
    QCOMPARE((*closed)[u"by"_s].toString(), u"sheriff@demo.test"_s);
    QVERIFY(!(*closed)[u"since"_s].isNull());
    QVERIFY(sayLine(u"trees"_s).out.contains(u"The builders are out of disk space"_s));
    const QString queue = sayLine(u"queue"_s).out;
    QVERIFY2(queue.contains(u"Lando 5001: Bug 1800001"_s) && queue.contains(u"Held: tree closed"_s), qPrintable(queue));
    QStringList titles;
    for (const QJsonValue &notice : poll[u"notices"_s].toArray()) {
        titles.append(notice[u"title"_s].toString());
    }
    QVERIFY2(titles.join(u'\n').contains(u"41"_s), qPrintable(titles.join(u'\n')));
    const QString notices = sayLine(u"notices"_s).out;
    for (const QString &title : std::as_const(titles)) {
        QVERIFY2(notices.contains(title), qPrintable(title));
    }
    const QJsonDocument again = sayLine(u"poll --once --json"_s).json();
    QVERIFY2(again[u"notices"_s].toArray().isEmpty(), "told once");
    QCOMPARE(count(again, u"pullRequests"_s, u"changed"_s), 0);
}

void TestTerminal::pollWithNothingToWatch()
{
    const auto said = sayLine(u"poll --once --json"_s);
    QCOMPARE(said.code, 0);
    QVERIFY(said.json()[u"watches"_s].toArray().isEmpty());
    QVERIFY(sayLine(u"poll --once"_s).out.contains(u"Nothing is watched yet"_s));
}

void TestTerminal::readsBeforeAnythingIsKnown()
{
    for (const QString &verb :
         {u"status"_s, u"queue"_s, u"pushes"_s, u"prs"_s, u"next"_s, u"events"_s, u"notices"_s, u"sources"_s}) {
        const auto text = sayLine(verb);
        QCOMPARE(text.code, 0);
        QVERIFY2(!text.out.trimmed().isEmpty(), qPrintable(verb));
        QVERIFY2(text.err.isEmpty(), qPrintable(text.err));
        QCOMPARE(sayLine(verb + u" --json"_s).code, 0);
    }
}

void TestTerminal::readsWhatAPollLearnt()
{
    struct Row {
        QString verb;
        QString inText;
        qsizetype rows; ///< -1: an object
    };
    const QList<Row> rows{
        {u"status"_s, u"Queue: 7"_s, -1},
        {u"queue"_s, u"Bug 1800001"_s, 7},
        {u"pushes"_s, u"autoland"_s, 23},
        {u"prs"_s, u"#41 Unfold lines"_s, 3},
        {u"next"_s, u"Ask a release engineer"_s, -1},
        {u"events --days 1"_s, u"Build sheriffs' breakfast"_s, 3},
        {u"notices"_s, u"Ask a release engineer"_s, 1}, // it is less than half an hour away
        {u"sources"_s, u"th/mozilla-inbound"_s, 9},
    };
    populate();
    QCOMPARE(sayLine(u"poll --once"_s).code, 0);
    std::ignore = sayLine(u"status"_s); // time passes
    for (const Row &row : rows) {
        const auto text = sayLine(row.verb);
        QCOMPARE(text.code, 0);
        QVERIFY2(text.out.contains(row.inText), qPrintable(text.out));
        const auto json = sayLine(row.verb + u" --json"_s);
        QCOMPARE(json.code, 0);
        QVERIFY2(!json.json().isNull(), qPrintable(json.out));
        QCOMPARE(json.json().isArray() ? json.json().array().size() : -1, row.rows);
        QVERIFY2(text.err.isEmpty() && json.err.isEmpty(), qPrintable(text.err + json.err));
    }
}

void TestTerminal::listsRepositories()
{
    populate();
    const auto said = sayLine(u"repositories th --json"_s);
    QCOMPARE(said.code, 0);
    QStringList names;
    for (const QJsonValue &one : said.json().array()) {
        names.append(one[u"name"_s].toString());
    }
    QVERIFY(names.contains(u"autoland"_s) && names.contains(u"try"_s) && names.size() > 20);
    const auto table = sayLine(u"repositories th"_s);
    QVERIFY2(table.out.contains(u"autoland"_s) && table.out.contains(u"gecko"_s), qPrintable(table.out));
    QCOMPARE(sayLine(u"repositories nobody"_s).code, 1);
    QVERIFY(m_field->misbehave(u"/treeherder/api/repository"_s, u"status:503"_s));
    const auto failed = sayLine(u"repositories th"_s);
    QCOMPARE(failed.code, 1);
    QVERIFY(failed.out.isEmpty() && !failed.err.isEmpty());
}

void TestTerminal::putsAnEventIntoACalendar()
{
    populate();
    CalDavWorld &calendars = m_field->worlds().calendars;
    QCOMPARE(sayLine(u"calendars mu"_s).code, 1);
    QCOMPARE(sayLine(u"account add caldav --id own --user dev --token-env FIELD_TOKEN"_s).code, 1); // no address
    const QString address = m_field->url(u"caldav"_s).toString();
    const auto added = sayLine(u"account add caldav --id own --user dev --token-env FIELD_TOKEN --url "_s + address);
    QVERIFY2(added.code == 0, qPrintable(added.err));
    const auto listed = sayLine(u"calendars own --json"_s);
    QCOMPARE(listed.json().array().size(), 2);
    QCOMPARE(listed.json()[1][u"name"_s].toString(), u"My calendar"_s);
    QVERIFY(sayLine(u"calendars own"_s).out.contains(u"Crew roster"_s));
    const auto watched = say({u"watch"_s, u"add"_s, u"own"_s, u"calendar"_s, listed.json()[1][u"path"_s].toString()});
    QVERIFY2(watched.code == 0, qPrintable(watched.err));
    QCOMPARE(sayLine(u"poll --once"_s).code, 0);
    QVERIFY(sayLine(u"events"_s).out.contains(u"Dentist"_s));
    const auto put = sayLine(u"add-to-calendar patch writing"_s);
    QVERIFY2(put.code == 0, qPrintable(put.err));
    QCOMPARE(put.out, u"“Patch writing workshop” is in My calendar.\n"_s);
    QCOMPARE(calendars.objects(u"own"_s).size(), 2);
    QCOMPARE(sayLine(u"poll --once"_s).code, 0);
    QCOMPARE(sayLine(u"events"_s).out.count(u"Patch writing workshop"_s), 1); // one event, in two calendars
    const auto once = sayLine(u"events --json"_s).json().array();
    QCOMPARE(std::ranges::count(once, u"Patch writing workshop"_s,
                                [](const QJsonValue &event) { return event[u"title"_s].toString(); }),
             1);
    const auto taken = sayLine(u"remove-from-calendar patch writing"_s); // of the event and its copy
    QVERIFY2(taken.code == 0, qPrintable(taken.err));
    QCOMPARE(calendars.objects(u"own"_s), QStringList(u"dentist.ics"_s));
    const auto file = sayLine(u"event-file mu/event/1003"_s);
    QVERIFY(file.code == 0 && file.out.contains(u"SUMMARY:Patch writing workshop"_s));
    QVERIFY(m_field->misbehave(u"/dav/"_s, u"status:503"_s));
    const auto failed = sayLine(u"calendars own"_s);
    QVERIFY(failed.code == 1 && failed.out.isEmpty() && !failed.err.isEmpty());
}

void TestTerminal::watchesOneCommit()
{
    populate();
    const QString commit(40, u'c');
    m_field->worlds().treeherder.addRepository(u"try"_s);
    QCOMPARE(sayLine(u"watch add th revision try --id one --who "_s + commit).code, 0);
    const auto early = sayLine(u"poll --once --json"_s);
    QCOMPARE(watchOf(early.json(), u"one"_s)[u"state"_s].toString(), u"good"_s);
    const auto waits = sayLine(u"sources"_s);
    QVERIFY2(waits.out.contains(u"No push has this commit yet."_s), qPrintable(waits.out));
    m_field->worlds().treeherder.addPush(u"try"_s, commit, u"me@example.org"_s, u"Bug 7 - Fix"_s);
    QCOMPARE(sayLine(u"poll --once"_s).code, 0);
    QVERIFY(sayLine(u"pushes"_s).out.contains(u"Bug 7 - Fix"_s));
    QVERIFY(!sayLine(u"sources"_s).out.contains(u"No push has this commit yet."_s));
    const auto wrong = sayLine(u"watch add th revision try --who nothex"_s);
    QCOMPARE(wrong.code, 1);
    QVERIFY2(wrong.err.contains(u"7 to 40 hexadecimal digits"_s), qPrintable(wrong.err));
}

QTEST_GUILESS_MAIN(TestTerminal)
#include "tst_terminal.moc"
