// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/rules/judge.h"
#include "models/rules/treewording.h"

#include <QLocale>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Windsock;
using Status = Tree::Status;

namespace {
const QDateTime s_now(QDate(2026, 8, 1), QTime(14, 30), QTimeZone::UTC);
const QDateTime s_since(QDate(2026, 8, 1), QTime(14, 2), QTimeZone::UTC);
const JudgeRules s_rules{.zone = QTimeZone("Europe/Berlin")};

Tree tree(Status status, const QDateTime &since = s_since)
{
    return {.account = AccountId(u"lando"_s),
            .name = u"firefox-autoland"_s,
            .status = status,
            .since = since,
            .url = QUrl(u"https://lando.moz.tools/treestatus/firefox-autoland/logs"_s)};
}

Tree closedForInfra()
{
    Tree closed = tree(Status::Closed);
    closed.reason = u"Out of <b>disk</b> space"_s;
    closed.tags = {u"infra"_s, u"planned"_s};
    closed.by = u"sheriff@example.org"_s;
    return closed;
}

ChangeSet changed(const Tree &before, const Tree &after)
{
    ChangeSet set{.account = after.account, .watch = WatchId(u"lando/trees"_s), .at = s_now};
    set.trees.changed.append({before, after});
    return set;
}

Judgement judged(const ChangeSet &set)
{
    const Judgement first = judge(set, {.account = set.account}, s_now, s_rules);
    const Judgement again = judge(set, {.account = set.account}, s_now.addSecs(60), s_rules);
    for (qsizetype i = 0; i < first.notices.size(); ++i) {
        if (first.notices.at(i).key != again.notices.at(i).key) {
            qFatal("judging twice gave other keys");
        }
    }
    return first;
}

/// As the locale that the tests run in says it.
QString clock(int hour, int minute)
{
    return QLocale().toString(QTime(hour, minute), QLocale::ShortFormat);
}

Landing job(Landing::State state)
{
    return {.account = AccountId(u"lando"_s),
            .bug = 12,
            .title = u"Bug 12 - Fix the sock r=bo"_s,
            .state = state,
            .changed = s_now,
            .url = QUrl(u"https://lando.moz.tools/landings/5"_s),
            .job = 5,
            .repository = u"firefox-autoland"_s};
}
}

class JudgeTreesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".+"_s)); }

    void everyChangeOfStatus_data()
    {
        QTest::addColumn<Status>("before");
        QTest::addColumn<Status>("after");
        QTest::addColumn<QString>("title"); // empty: nothing is told
        for (const Status before : {Status::Open, Status::Closed, Status::ApprovalRequired, Status::Unknown}) {
            for (const auto &[after, title] :
                 {std::pair(Status::Open, u"Open: firefox-autoland"_s),
                  std::pair(Status::Closed, u"Closed: firefox-autoland"_s),
                  std::pair(Status::ApprovalRequired, u"Approval required: firefox-autoland"_s),
                  std::pair(Status::Unknown, QString())}) {
                QTest::addRow("%s to %s", qPrintable(treeStatusName(before)), qPrintable(treeStatusName(after)))
                    << before << after << (before == after ? QString() : title);
            }
        }
    }

    void everyChangeOfStatus()
    {
        QFETCH(Status, before);
        QFETCH(Status, after);
        QFETCH(QString, title);
        const Judgement said = judged(changed(tree(before), tree(after)));
        QCOMPARE(said.notices.size(), title.isEmpty() ? 0 : 1);
        QCOMPARE(said.overtaken, before == after ? QStringList() : QStringList{u"lando/tree/firefox-autoland#"_s});
        if (title.isEmpty()) {
            return;
        }
        const Notice &notice = said.notices.first();
        QCOMPARE(notice.title, title);
        QCOMPARE(notice.kind, Notice::Kind::TreeChanged);
        QCOMPARE(notice.urgency, Notice::Urgency::Normal);
        QCOMPARE(notice.subject.value, u"lando/tree/firefox-autoland"_s);
        QCOMPARE(notice.account.value, u"lando"_s);
        QCOMPARE(notice.watch.value, u"lando/trees"_s);
        QCOMPARE(notice.url, tree(after).url);
        QCOMPARE(notice.key,
                 u"lando/tree/firefox-autoland#status:%1:2026-08-01T14:02:00Z"_s.arg(
                     treeStatusName(after).replace(u' ', u'-')));
        QVERIFY(notice.key.startsWith(said.overtaken.first())); // the next state takes it away
    }

    void theSameStatusAgainIsNoNews()
    {
        Tree other = closedForInfra();
        other.since = s_since.addSecs(60);
        other.reason = u"Another"_s;
        const Judgement said = judged(changed(closedForInfra(), other));
        QVERIFY(said.notices.isEmpty() && said.overtaken.isEmpty());
    }

    void closedTwiceIsToldTwice()
    {
        const auto key = [](const QDateTime &since, const QDateTime &at) {
            ChangeSet set = changed(tree(Status::Open), tree(Status::Closed, since));
            set.at = at;
            return judged(set).notices.first().key;
        };
        QVERIFY(key(s_since, s_now) != key(s_since.addSecs(1), s_now));
        QCOMPARE(key(s_since, s_now), key(s_since, s_now.addSecs(5)));
        // Where the log does not tell since when, the moment of the change tells two closures apart.
        QVERIFY(key({}, s_now) != key({}, s_now.addSecs(5)));
        QVERIFY(key({}, s_now).endsWith(u"closed:2026-08-01T14:30:00Z"_s));
    }

    void aBaselineTellsNothing()
    {
        ChangeSet set{.account = AccountId(u"lando"_s), .at = s_now, .baseline = true};
        set.trees.added = {closedForInfra()};
        QVERIFY(judged(set).notices.isEmpty());
    }

    void firstSightAndLeaving()
    {
        ChangeSet set{.account = AccountId(u"lando"_s), .at = s_now};
        set.trees.added = {tree(Status::Open), tree(Status::Unknown)};
        QVERIFY(judged(set).notices.isEmpty());
        set.trees.added = {closedForInfra(), tree(Status::ApprovalRequired)};
        QCOMPARE(judged(set).notices.size(), 2);
        ChangeSet gone{.account = AccountId(u"lando"_s), .at = s_now};
        gone.trees.removed = {closedForInfra()};
        const Judgement said = judged(gone);
        QVERIFY(said.notices.isEmpty());
        QCOMPARE(said.overtaken, QStringList{u"lando/tree/firefox-autoland#"_s});
    }

    void whatIsSaid()
    {
        const Notice notice = judged(changed(tree(Status::Open), closedForInfra())).notices.first();
        QCOMPARE(
            notice.text,
            u"Out of <b>disk</b> space\nTags: infra, planned.\nSince %1, by sheriff@example.org."_s.arg(clock(16, 2)));
        Tree bare = tree(Status::Open, {});
        QCOMPARE(treeWording(bare, s_now, QTimeZone::utc()).text, QString());
        bare.by = u"sheriff"_s;
        QCOMPARE(treeWording(bare, s_now, QTimeZone::utc()).text, u"By sheriff."_s);
        // The day is said where it is not today, as the viewer counts days.
        const Tree late = tree(Status::Closed, QDateTime(QDate(2026, 7, 31), QTime(23, 30), QTimeZone::UTC));
        QVERIFY(treeWording(late, s_now, QTimeZone::utc()).text.contains("31"_L1));
        QCOMPARE(treeWording(late, s_now, QTimeZone("Europe/Berlin")).text, u"Since %1."_s.arg(clock(1, 30)));
    }

    void nothingFromTheWireMakesMoreLines()
    {
        Tree nasty = closedForInfra();
        nasty.name = u"a\nb"_s;
        nasty.reason = u"one\ntwo\u202E"_s + QString(u'x').repeated(5000);
        nasty.by = u"who\nelse"_s;
        nasty.tags = QStringList(50, u"tag\nline"_s);
        for (const Status status : {Status::Open, Status::Closed, Status::ApprovalRequired, Status::Unknown}) {
            nasty.status = status;
            const Wording wording = treeWording(nasty, s_now, QTimeZone::utc());
            QVERIFY(!wording.title.isEmpty() && !wording.title.contains(u'\n'));
            QVERIFY(wording.text.count(u'\n') < 4);
            QVERIFY(wording.text.size() < 700);
            QVERIFY(!wording.text.contains(QChar(0x202E)));
        }
    }

    void landingJobs_data()
    {
        QTest::addColumn<Landing>("after");
        QTest::addColumn<QString>("title");
        QTest::addColumn<QString>("text");
        using State = Landing::State;
        const QString title = u"Bug 12 - Fix the sock r=bo"_s;
        const auto row = [&title](const char *name, const Landing &after, const QString &head, const QString &text) {
            QTest::newRow(name) << after << head + u": "_s + title << text + u"\nLanding job 5."_s;
        };
        Landing held = job(State::Held);
        row("deferred", held, u"Held"_s, u"Why is unknown.\nIt is to go to firefox-autoland."_s);
        held.reason = u"Temporary error\nmore"_s;
        row("deferred for a reason", held, u"Held"_s, u"Temporary error\nIt is to go to firefox-autoland."_s);
        held.held = Landing::Held::TreeClosed;
        row("tree closed", held, u"Held"_s, u"The tree is closed.\nIt is to go to firefox-autoland."_s);
        held.held = Landing::Held::ApprovalRequired;
        row("approval", held, u"Held"_s, u"The tree wants an approval.\nIt is to go to firefox-autoland."_s);
        Landing failed = job(State::Failed);
        row("failed", failed, u"Landing failed"_s, u"Lando does not say why.\nIt did not get to firefox-autoland."_s);
        failed.reason = u"Problem while applying patch in revision 201:\n\nerror"_s;
        row("failed for a reason", failed, u"Landing failed"_s,
            u"Problem while applying patch in revision 201:\nIt did not get to firefox-autoland."_s);
        row("landed", job(State::Landed), u"Landed"_s, u"It is on firefox-autoland now."_s);
        row("cancelled", job(State::Cancelled), u"Landing cancelled"_s, u"It will not go to firefox-autoland."_s);
        row("queued again", job(State::Queued), u"Queued"_s, u"It is to land on firefox-autoland."_s);
        row("backed out", job(State::BackedOut), u"Backed out"_s, u"It was taken off firefox-autoland."_s);
    }

    void landingJobs()
    {
        QFETCH(Landing, after);
        ChangeSet set{.account = after.account, .at = s_now};
        set.landings.changed.append({job(Landing::State::Requested), after});
        const Judgement said = judged(set);
        QCOMPARE(said.notices.size(), 1);
        QTEST(said.notices.first().title, "title");
        QTEST(said.notices.first().text, "text");
        QVERIFY(said.notices.first().key.startsWith("lando/lando/5#state:"_L1));
    }

    void aJobWithoutATitleOrATree()
    {
        const Landing bare{.state = Landing::State::Landed, .job = 5};
        QCOMPARE(landingJobWording(bare).title, u"Landed: landing job 5"_s);
        QCOMPARE(landingJobWording(bare).text, u"It is on its tree now."_s);
    }
};

QTEST_GUILESS_MAIN(JudgeTreesTest)
#include "tst_judgetrees.moc"
