// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/rules/eventwording.h"
#include "models/rules/judge.h"
#include "models/rules/wording.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace Windsock;
using namespace std::chrono_literals;

namespace {
const AccountId s_account{u"a"_s};
const QTimeZone s_utc(QTimeZone::UTC);
const QDateTime s_now(QDate(2026, 11, 20), QTime(12, 0), s_utc);
const JudgeRules s_rules{.zone = s_utc};

template<class Enum>
QList<Enum> all(Enum last)
{
    QList<Enum> values;
    for (int i = 0; i <= int(last); ++i) {
        values.append(Enum(i));
    }
    return values;
}

/// What was said, in one line: key and urgency of each notice, then what is overtaken. The subject is left out.
QString saidOf(const Judgement &judgement, const Subject &subject)
{
    QStringList said;
    for (const Notice &notice : judgement.notices) {
        said.append(notice.key.mid(subject.value.size()) + u'/' + QString::number(int(notice.urgency)));
    }
    for (const QString &beginning : judgement.overtaken) {
        said.append(u"-"_s + beginning.mid(subject.value.size()));
    }
    return said.join(u' ');
}

/// What every judgement has to keep to, whatever it is about.
QString unfit(const Judgement &judgement, const Subject &subject)
{
    QSet<QString> keys;
    for (const Notice &notice : judgement.notices) {
        const bool words = !notice.title.isEmpty() && !notice.title.contains(u'\n') && notice.text.count(u'\n') <= 3;
        const bool whose = notice.subject == subject && notice.key.startsWith(subject.value + u'#')
            && notice.account == s_account && notice.decided == s_now;
        const bool fresh = notice.state == Notice::State::Pending && !notice.read && !notice.shown.isValid();
        if (!words || !whose || !fresh || keys.contains(notice.key)) {
            return notice.key;
        }
        keys.insert(notice.key);
    }
    return {};
}

Landing landing(Landing::State state, Landing::Held held, int changed)
{
    return {.account = s_account,
            .bug = 5,
            .title = u"Fix"_s,
            .trees = {u"try"_s},
            .state = state,
            .held = held,
            .changed = s_now.addSecs(changed),
            .url = QUrl(u"https://example.org/5"_s)};
}

QString heldName(Landing::Held held)
{
    return QStringList{u"no"_s, u"tree-closed"_s, u"approval-required"_s, u"waiting-for-review"_s}.at(int(held));
}

/// "#state:..." with its urgency, or nothing.
QString landingNotice(const Landing &after, bool first)
{
    static const QMap<QString, int> told{{u"landed"_s, 1},    {u"failed"_s, 1}, {u"held"_s, 1},
                                         {u"backedout"_s, 2}, {u"queued"_s, 0}, {u"cancelled"_s, 0}};
    const QString name = landingStateName(after.state);
    if (!told.contains(name)) {
        return {};
    }
    const bool held = name == "held"_L1;
    const bool waits = held && after.held == Landing::Held::WaitingForReview;
    return u"#state:%1%2:%3/%4"_s.arg(name, held ? u':' + heldName(after.held) : QString(),
                                      after.changed.toString(Qt::ISODate),
                                      QString::number(first && waits ? 0 : told.value(name)));
}

PullRequest pull(PullRequest::State state, PullRequest::Checks checks, PullRequest::Review review,
                 PullRequest::Merge merge, const QString &head = u"h1"_s)
{
    return {.account = s_account,
            .repository = u"o/r"_s,
            .number = 5,
            .title = u"Fix"_s,
            .branch = u"main"_s,
            .headRevision = head,
            .state = state,
            .checks = checks,
            .review = review,
            .merge = merge,
            .url = QUrl(u"https://example.org/5"_s)};
}

/// The rules for pull requests as sentences: what has newly become so is told, what is no longer so is taken back.
QString pullRules(const PullRequest &before, const PullRequest &after)
{
    QStringList told;
    QStringList back;
    const auto tell = [&](const QString &what, int urgency) {
        told.append(u"#%1:%2:%3/%4"_s.arg(what, after.headRevision, s_now.toString(Qt::ISODate)).arg(urgency));
    };
    const QString was = pullStateName(before.state);
    const QString is = pullStateName(after.state);
    if (was != is) {
        back.append(u"-#"_s);
    }
    if (was != is && is != "open"_L1) {
        tell(is, 1);
    }
    const QString checksWere = checksName(before.checks);
    const QString checksAre = checksName(after.checks);
    const bool otherCommit = before.headRevision != after.headRevision;
    const bool open = is == "open"_L1;
    if (open && checksAre == "failing"_L1 && (checksWere != checksAre || otherCommit)) {
        tell(u"checks:failing"_s, 1);
    }
    if (open && checksAre == "passing"_L1 && QStringList{u"failing"_s, u"pending"_s}.contains(checksWere)) {
        tell(u"checks:passing"_s, 0);
    }
    const QString reviewWas = reviewName(before.review);
    const QString reviewIs = reviewName(after.review);
    if (open && reviewWas != reviewIs && QStringList{u"approved"_s, u"changes-requested"_s}.contains(reviewIs)) {
        tell(u"review:"_s + reviewIs, 1);
    }
    const bool conflicted = before.merge == PullRequest::Merge::Conflicting;
    const bool conflicts = after.merge == PullRequest::Merge::Conflicting;
    if (open && conflicts && !conflicted) {
        tell(u"conflicting"_s, 1);
    }
    if (was == is) {
        if (checksWere != checksAre && QStringList{u"failing"_s, u"passing"_s}.contains(checksWere)) {
            back.append(u"-#checks:"_s);
        }
        if (reviewWas != reviewIs && QStringList{u"approved"_s, u"changes-requested"_s}.contains(reviewWas)) {
            back.append(u"-#review:"_s);
        }
        if (conflicted && !conflicts) {
            back.append(u"-#conflicting:"_s);
        }
    }
    return (told + back).join(u' ');
}

PushStanding standing(Verdict verdict, bool settled, qint64 failure)
{
    const bool bad = isBad(verdict);
    return {.account = s_account,
            .pushId = 7,
            .verdict = verdict,
            .complete = settled,
            .settled = settled,
            .success = 1,
            .testFailed = verdict == Verdict::Orange ? 1 : 0,
            .busted = verdict == Verdict::Red ? 1 : 0,
            .exceptions = verdict == Verdict::Exception ? 1 : 0,
            .newestFailure = bad ? failure : 0,
            .lastChange = s_now.addSecs(-600)};
}

QString pushRules(const PushStanding &before, const PushStanding &after)
{
    const bool wasBad = QList{Verdict::Orange, Verdict::Red, Verdict::Exception}.contains(before.verdict);
    const bool bad = QList{Verdict::Orange, Verdict::Red, Verdict::Exception}.contains(after.verdict);
    const QString name = verdictName(after.verdict);
    QStringList said;
    if (after.settled && !before.settled) {
        said.append(bad ? u"#finished:%1:%2/1"_s.arg(name).arg(after.newestFailure)
                        : u"#finished:%1:2026-11-20T11:50:00Z/1"_s.arg(name));
    } else if (bad && after.verdict != before.verdict) {
        said.append(u"#bad:%1:%2/1"_s.arg(name).arg(after.newestFailure));
    } else if (wasBad && !bad) {
        said.append(u"#recovered:%1/0"_s.arg(before.newestFailure));
    }
    if (after.verdict != before.verdict || after.settled != before.settled) {
        said.append(u"-#"_s);
    }
    return said.join(u' ');
}

/// Everything a hostile service may put into a text.
const QString s_hostile = u"<img src=x> %1 %2 &amp; \u202egnp.exe\u2066 \u200b\n\r\n\tline two\n\n\n"_s + QChar(u'\0')
    + u"\u0007 <b>bold</b> 😀 (I18N_ARGUMENT_MISSING) "_s + QString(4000, u'x');

struct Said {
    QString what;
    Wording wording;
};

/// Each wording there is, with every text of its facts replaced.
QList<Said> everyWording(const QString &text)
{
    QList<Said> said;
    const Push push{.id = 7, .repository = text, .revision = text, .author = text, .commits = {{text, text, text}}};
    for (const Verdict verdict : all(Verdict::Cancelled)) {
        PushStanding one = standing(verdict, true, 3);
        one.failures = QList<FailedJob>(50, {.id = 3, .name = text, .platform = text});
        one.testFailed = 60;
        one.known = one.cancelled = 2;
        for (const Push *maybe : {&push, static_cast<const Push *>(nullptr)}) {
            said.append({u"finished"_s, pushFinishedWording(maybe, one)});
            said.append({u"bad"_s, pushBadWording(maybe, one)});
            said.append({u"recovered"_s, pushRecoveredWording(maybe, one, one)});
        }
    }
    for (const Landing::State state : all(Landing::State::Cancelled)) {
        for (const Landing::Held held : all(Landing::Held::WaitingForReview)) {
            Landing one = landing(state, held, 0);
            one.title = one.author = one.tag = text;
            one.trees = QStringList(9, text);
            said.append({u"landing"_s, landingStateWording(one)});
            for (const QChar status : {u'+', u'-'}) {
                const PatchFlag flag{
                    .name = text.isEmpty() ? u"review"_s : text, .status = status, .setter = text, .requestee = text};
                said.append({u"flag"_s, patchFlagWording(one, {.title = text, .author = text}, flag)});
            }
        }
    }
    for (const PullRequest::Checks checks : all(PullRequest::Checks::Unknown)) {
        for (const PullRequest::State state : all(PullRequest::State::Merged)) {
            PullRequest one = pull(state, checks, PullRequest::Review::Approved, PullRequest::Merge::Conflicting);
            one.repository = one.title = one.branch = one.author = text;
            one.failingChecks = QStringList(50, text);
            said += {{u"checks"_s, checksWording(one)},
                     {u"review"_s, reviewWording(one)},
                     {u"closed"_s, pullClosedWording(one)},
                     {u"conflict"_s, conflictWording(one)}};
        }
    }
    for (const bool allDay : {false, true}) {
        for (const Occurrence::Status status : all(Occurrence::Status::Cancelled)) {
            const Occurrence one{.account = s_account,
                                 .uid = text,
                                 .title = text,
                                 .group = text,
                                 .place = text,
                                 .description = text,
                                 .start = s_now,
                                 .end = s_now.addSecs(3600),
                                 .allDay = allDay,
                                 .status = status};
            Occurrence other = one;
            other.start = s_now.addDays(1);
            other.place += u" elsewhere"_s;
            Occurrence longer = one;
            longer.end = s_now.addDays(2);
            said += {
                {u"soon"_s, eventSoonWording(one, s_utc)},          {u"moved"_s, eventMovedWording(one, other, s_utc)},
                {u"ends"_s, eventMovedWording(one, longer, s_utc)}, {u"status"_s, eventStatusWording(one, s_utc)},
                {u"place"_s, eventPlaceWording(one, other, s_utc)}, {u"new"_s, eventNewWording(one, s_utc)}};
        }
    }
    return said;
}
}

class TestRulesExhaustive : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".+"_s)); }

    void everyStepOfALanding()
    {
        int told = 0;
        for (const Landing::State from : all(Landing::State::Cancelled)) {
            for (const Landing::Held fromHeld : all(Landing::Held::WaitingForReview)) {
                for (const Landing::State to : all(Landing::State::Cancelled)) {
                    for (const Landing::Held toHeld : all(Landing::Held::WaitingForReview)) {
                        const Landing before = landing(from, fromHeld, -60);
                        const Landing after = landing(to, toHeld, 0);
                        ChangeSet set{.account = s_account, .at = s_now};
                        set.landings.changed = {{before, after}};
                        // Why it is held is of weight only while it is.
                        const bool same = from == to && (to != Landing::State::Held || fromHeld == toHeld);
                        QString expected = same ? QString() : landingNotice(after, false) + u" -#state:"_s;
                        expected = expected.trimmed();
                        const Judgement judgement = judge(set, {.account = s_account}, s_now, s_rules);
                        QCOMPARE(saidOf(judgement, after.subject()), expected);
                        QCOMPARE(unfit(judgement, after.subject()), QString());
                        told += int(judgement.notices.size());
                    }
                }
            }
        }
        QVERIFY(told > 700);
    }

    void everyLandingSeenFirst()
    {
        for (const Landing::State state : all(Landing::State::Cancelled)) {
            for (const Landing::Held held : all(Landing::Held::WaitingForReview)) {
                const Landing one = landing(state, held, 0);
                ChangeSet set{.account = s_account, .at = s_now};
                set.landings.added = {one};
                QCOMPARE(saidOf(judge(set, {.account = s_account}, s_now, s_rules), one.subject()),
                         landingNotice(one, true));
                set.baseline = true;
                QVERIFY(judge(set, {.account = s_account}, s_now, s_rules).notices.isEmpty());
            }
        }
    }

    /// Each flag by which a patch is judged, from each it had before.
    void everyFlagOfAPatch()
    {
        const QStringList names{u"review"_s, u"superreview"_s, u"approval-beta"_s, u"feedback"_s, u"needinfo"_s};
        for (const QString &name : names) {
            for (const QChar was : {u' ', u'?', u'+', u'-'}) {
                for (const QChar is : {u' ', u'?', u'+', u'-'}) {
                    Landing before = landing(Landing::State::Requested, Landing::Held::No, 0);
                    Landing after = before;
                    const auto flags = [&name](QChar status) {
                        return status == u' ' ? QList<PatchFlag>()
                                              : QList<PatchFlag>{{.name = name, .status = status, .setter = u"rev"_s}};
                    };
                    before.patches = {{.id = 9, .title = u"P"_s, .flags = flags(was)}};
                    after.patches = {{.id = 9, .title = u"P"_s, .flags = flags(is)}};
                    ChangeSet set{.account = s_account, .at = s_now};
                    set.landings.changed = {{before, after}};
                    const bool judges = name != "feedback"_L1 && name != "needinfo"_L1;
                    const bool told = judges && was != is && (is == u'+' || is == u'-');
                    QCOMPARE(saidOf(judge(set, {.account = s_account}, s_now, s_rules), after.subject()),
                             told ? u"#%1:9:%2:rev/1"_s.arg(name, is) : QString());
                }
            }
        }
    }

    void everyStepOfAPullRequest()
    {
        using Merge = PullRequest::Merge;
        int number = 0;
        for (const auto fromState : all(PullRequest::State::Merged)) {
            for (const auto toState : all(PullRequest::State::Merged)) {
                for (const auto fromChecks : all(PullRequest::Checks::Unknown)) {
                    for (const auto toChecks : all(PullRequest::Checks::Unknown)) {
                        for (const auto fromReview : all(PullRequest::Review::Unknown)) {
                            for (const auto toReview : all(PullRequest::Review::Unknown)) {
                                // The other two aspects in turn: each pair of values meets each of these many times.
                                const int turn = number++ % 8;
                                const Merge fromMerge = turn & 1 ? Merge::Conflicting : Merge::Clean;
                                const Merge toMerge = turn & 2 ? Merge::Conflicting : Merge::Unknown;
                                step(pull(fromState, fromChecks, fromReview, fromMerge),
                                     pull(toState, toChecks, toReview, toMerge, turn & 4 ? u"h2"_s : u"h1"_s));
                                if (QTest::currentTestFailed()) {
                                    return;
                                }
                            }
                        }
                    }
                }
            }
        }
        QCOMPARE(number, 9 * 25 * 25);
    }

    void everyStepOfMerging()
    {
        for (const auto state : all(PullRequest::State::Merged)) {
            for (const auto from : all(PullRequest::Merge::Unstable)) {
                for (const auto to : all(PullRequest::Merge::Unstable)) {
                    for (const auto checks : all(PullRequest::Checks::Unknown)) {
                        step(pull(state, checks, PullRequest::Review::Required, from),
                             pull(PullRequest::State::Open, checks, PullRequest::Review::Required, to));
                    }
                }
            }
        }
    }

    void everyPullRequestSeenFirst()
    {
        for (const auto state : all(PullRequest::State::Merged)) {
            for (const auto checks : all(PullRequest::Checks::Unknown)) {
                for (const auto review : all(PullRequest::Review::Unknown)) {
                    const PullRequest one = pull(state, checks, review, PullRequest::Merge::Unknown);
                    ChangeSet set{.account = s_account, .at = s_now};
                    set.pullRequests.added = {one};
                    const PullRequest blank = pull(PullRequest::State::Open, PullRequest::Checks::None,
                                                   PullRequest::Review::None, PullRequest::Merge::Unknown);
                    QCOMPARE(saidOf(judge(set, {.account = s_account}, s_now, s_rules), one.subject()),
                             pullRules(blank, one));
                }
            }
        }
    }

    void everyStepOfAPush()
    {
        for (const Verdict from : all(Verdict::Cancelled)) {
            for (const Verdict to : all(Verdict::Cancelled)) {
                for (int set = 0; set < 8; ++set) {
                    const PushStanding before = standing(from, set & 1, 3);
                    const PushStanding after = standing(to, set & 2, set & 4 ? 4 : 3);
                    ChangeSet changes{.account = s_account, .at = s_now};
                    changes.standings.changed = {{before, after}};
                    const Judgement judgement = judge(changes, {.account = s_account}, s_now, s_rules);
                    QCOMPARE(saidOf(judgement, after.subject()), pushRules(before, after));
                    QCOMPARE(unfit(judgement, after.subject()), QString());
                    const Judgement again = judge(changes, {.account = s_account}, s_now, s_rules);
                    QVERIFY(again.notices == judgement.notices && again.overtaken == judgement.overtaken);
                    changes.baseline = true;
                    QVERIFY(judge(changes, {.account = s_account}, s_now, s_rules).notices.isEmpty());
                }
            }
        }
    }

    void hostileTextsStayTexts()
    {
        const QList<Said> said = everyWording(s_hostile);
        QVERIFY(said.size() > 250);
        for (const auto &[what, wording] : said) {
            QVERIFY2(!wording.title.isEmpty() && wording.title.size() < 400, qPrintable(what + wording.title));
            QVERIFY2(!wording.title.contains(u'\n'), qPrintable(what));
            QVERIFY2(wording.text.count(u'\n') <= 3 && wording.text.size() < 2000, qPrintable(what + wording.text));
            for (const QString &line : {wording.title, wording.text}) {
                for (const QChar c : line) {
                    const bool bad = c != u'\n'
                        && (c.category() == QChar::Other_Control || c.category() == QChar::Other_Format);
                    QVERIFY2(!bad, qPrintable(what + u": "_s + line));
                }
                QVERIFY2(!line.contains("\n\n"_L1) && line == line.trimmed(), qPrintable(what + line));
            }
        }
        const Push push{.id = 7, .repository = u"%2"_s, .commits = {{.message = u"%1 %2 <b>&amp;</b>"_s}}};
        QCOMPARE(pushFinishedWording(&push, standing(Verdict::Green, true, 0)).title,
                 u"Green on %2: %1 %2 <b>&amp;</b>"_s);
    }

    void whereNothingIsKnownTheSentenceIsWhole()
    {
        for (const auto &[what, wording] : everyWording(QString())) {
            QVERIFY2(!wording.title.isEmpty(), qPrintable(what));
            for (const QString &line : {wording.title, wording.text}) {
                QVERIFY2(!line.contains("  "_L1) && !line.contains(" ."_L1) && !line.endsWith(u' ')
                             && !line.endsWith(u':') && !line.endsWith(u','),
                         qPrintable(what + u": '"_s + line + u'\''));
            }
        }
    }

    void plurals_data()
    {
        QTest::addColumn<int>("count");
        QTest::addColumn<QString>("passed");
        QTest::addColumn<QString>("known");
        QTest::addColumn<QString>("cancelled");
        QTest::addColumn<QString>("checks");
        QTest::newRow("0") << 0 << QString() << QString() << QString() << QString();
        QTest::newRow("1") << 1 << u"1 job passed."_s << u"1 failure is a known intermittent or otherwise classified."_s
                           << u"1 job was cancelled."_s << u"There is 1 check."_s;
        for (const int count : {2, 5, 11, 21, 100}) {
            QTest::addRow("%d", count) << count << u"%1 jobs passed."_s.arg(count)
                                       << u"%1 failures are known intermittents or otherwise classified."_s.arg(count)
                                       << u"%1 jobs were cancelled."_s.arg(count)
                                       << u"There are %1 checks."_s.arg(count);
        }
    }
    void plurals()
    {
        QFETCH(int, count);
        const auto line = [](PushStanding one) {
            one.pushId = 7;
            one.verdict = Verdict::Green;
            one.complete = true;
            return pushFinishedWording(nullptr, one).text;
        };
        QTEST(line({.success = count}), "passed");
        QTEST(line({.known = count}), "known");
        QTEST(line({.cancelled = count}), "cancelled");
        PullRequest one = pull(PullRequest::State::Open, PullRequest::Checks::Passing, {}, {});
        one.checksTotal = count;
        QTEST(checksWording(one).text, "checks");
    }

    void namesThatGoOn_data()
    {
        QTest::addColumn<int>("count");
        QTest::addColumn<QString>("names");
        QTest::newRow("1") << 1 << u"Failed: c1."_s;
        QTest::newRow("2") << 2 << u"Failed: c1, c2."_s;
        QTest::newRow("5") << 5 << u"Failed: c1, c2, c3, c4, c5."_s;
        QTest::newRow("6") << 6 << u"Failed: c1, c2, c3, c4, c5 and 1 more."_s;
        QTest::newRow("7") << 7 << u"Failed: c1, c2, c3, c4, c5 and 2 more."_s;
        QTest::newRow("50") << 50 << u"Failed: c1, c2, c3, c4, c5 and 45 more."_s;
    }
    void namesThatGoOn()
    {
        QFETCH(int, count);
        QFETCH(QString, names);
        PullRequest one = pull(PullRequest::State::Open, PullRequest::Checks::Failing, {}, {});
        for (int i = 1; i <= count; ++i) {
            one.failingChecks.append(u"c%1"_s.arg(i));
        }
        QCOMPARE(checksWording(one).text.section(u'\n', 0, 0), names);
        Landing landed = landing(Landing::State::Landed, Landing::Held::No, 0);
        landed.trees = one.failingChecks;
        QCOMPARE(landingStateWording(landed).text,
                 QString(names).replace(u"Failed: "_s, u"It is on "_s).replace(u'.', QString()) + u" now."_s);
    }

    void quietOverChangesOfTheClock_data()
    {
        QTest::addColumn<QByteArray>("zone");
        QTest::addColumn<QDate>("day");
        QTest::newRow("Berlin, spring") << "Europe/Berlin"_ba << QDate(2026, 3, 29);
        QTest::newRow("Berlin, autumn") << "Europe/Berlin"_ba << QDate(2026, 10, 25);
        QTest::newRow("New York, spring") << "America/New_York"_ba << QDate(2026, 3, 8);
        QTest::newRow("New York, autumn") << "America/New_York"_ba << QDate(2026, 11, 1);
        QTest::newRow("half an hour, spring") << "Australia/Lord_Howe"_ba << QDate(2026, 10, 4);
        QTest::newRow("half an hour, autumn") << "Australia/Lord_Howe"_ba << QDate(2026, 4, 5);
        QTest::newRow("at midnight") << "America/Havana"_ba << QDate(2026, 3, 8);
        QTest::newRow("a day that never was") << "Pacific/Apia"_ba << QDate(2011, 12, 30);
        QTest::newRow("no change") << "Asia/Tokyo"_ba << QDate(2026, 3, 29);
    }
    /// Quiet is what the clock on the wall says, and a notice is held to the first minute that is not quiet.
    void quietOverChangesOfTheClock()
    {
        QFETCH(QByteArray, zone);
        QFETCH(QDate, day);
        const QTimeZone there(zone);
        QVERIFY2(there.isValid(), "the tests need the whole table of zones");
        const QDateTime begin = QDateTime(day.addDays(-1), QTime(12, 0), there).toUTC();
        constexpr int minutes = 6 * 24 * 60;
        const Notice notice;
        for (const auto &[from, to] : QList<std::pair<QTime, QTime>>{{QTime(22, 0), QTime(7, 0)},
                                                                     {QTime(1, 0), QTime(2, 30)},
                                                                     {QTime(23, 0), QTime(0, 30)},
                                                                     {QTime(2, 15), QTime(2, 45)},
                                                                     {QTime(2, 30), QTime(1, 30)}}) {
            const QuietHours hours{.enabled = true, .from = from, .to = to, .zone = there};
            QList<bool> quiet;
            for (int minute = 0; minute < minutes; ++minute) {
                const QTime wall = begin.addSecs(60 * minute).toTimeZone(there).time();
                quiet.append(from < to ? wall >= from && wall < to : !(wall >= to && wall < from));
            }
            for (int minute = 0; minute < minutes / 2; minute += 5) {
                const QDateTime now = begin.addSecs(60 * minute);
                QCOMPARE(quietNow(hours, now), quiet[minute]);
                const qsizetype end = quiet.indexOf(false, minute);
                const QDateTime until = quiet[minute] ? begin.addSecs(60 * end) : QDateTime();
                QCOMPARE(heldUntil(notice, hours, now), until);
            }
        }
    }

private:
    static void step(const PullRequest &before, const PullRequest &after)
    {
        ChangeSet set{.account = s_account, .at = s_now};
        set.pullRequests.changed = {{before, after}};
        const Judgement judgement = judge(set, {.account = s_account}, s_now, s_rules);
        QCOMPARE(saidOf(judgement, after.subject()), pullRules(before, after));
        QCOMPARE(unfit(judgement, after.subject()), QString());
    }
};

QTEST_GUILESS_MAIN(TestRulesExhaustive)
#include "tst_rulesexhaustive.moc"
