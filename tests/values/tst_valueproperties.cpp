// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/values/landing.h"
#include "models/values/notice.h"
#include "models/values/occurrence.h"
#include "models/values/plaintext.h"
#include "models/values/pullrequest.h"
#include "models/values/pushstanding.h"
#include "models/values/sourcehealth.h"

#include <QRandomGenerator>
#include <QSet>
#include <QTest>
#include <QTimeZone>

#include <algorithm>
#include <random>

using namespace Windsock;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
const AccountId s_account{u"th"_s};
const QDateTime s_noon(QDate(2026, 11, 20), QTime(12, 0), QTimeZone::UTC);

class Dice
{
public:
    explicit Dice(quint32 seed)
        : m_random(seed)
    {
    }
    int below(int end) { return static_cast<int>(m_random.bounded(end)); }
    bool once(int in) { return below(in) == 0; }
    template<class T>
    const T &of(const QList<T> &list)
    {
        return list.at(below(static_cast<int>(list.size())));
    }

private:
    QRandomGenerator m_random;
};

Job someJob(Dice &dice, qint64 id)
{
    return {.id = id,
            .pushId = 7,
            .groupSymbol = u"M"_s,
            .typeName = dice.once(5) ? QString() : u"test-%1"_s.arg(id),
            .typeSymbol = QString::number(id),
            .platform = dice.once(6) ? QString() : u"linux64"_s,
            .platformOption = dice.once(3) ? QString() : u"opt"_s,
            .state = Job::State(dice.once(2) ? int(Job::State::Completed) : dice.below(5)),
            .result = Job::Result(dice.below(8)),
            .tier = 1 + dice.below(3),
            .classification = 1 + dice.below(8),
            .retryId = dice.below(3),
            .lastModified = dice.once(8) ? QDateTime() : s_noon.addSecs(-dice.below(600))};
}

QList<Job> someJobs(Dice &dice)
{
    QList<Job> jobs;
    const int count = dice.once(4) ? dice.below(200) : dice.below(9);
    for (int i = 0; i < count; ++i) {
        jobs.append(someJob(dice, 1000 + i * 3));
    }
    return jobs;
}

bool counts(const Job &job)
{
    return job.tier < 3 && job.result != Job::Result::Retry;
}

int number(const QList<Job> &jobs, auto what)
{
    return int(std::ranges::count_if(jobs, [&](const Job &job) { return counts(job) && what(job); }));
}

bool done(const Job &job, Job::Result result)
{
    return job.state == Job::State::Completed && job.result == result;
}

bool sayWhy(const Job &job)
{
    static const QSet<int> nobodyKnows{1, 6, 7, 8};
    return nobodyKnows.contains(job.classification);
}

/// The header's words once more, counted one by one.
PushStanding naive(const QList<Job> &jobs, const QDateTime &now, std::chrono::seconds settleTime)
{
    using R = Job::Result;
    using S = Job::State;
    PushStanding s{.account = s_account, .pushId = 7};
    s.unscheduled = number(jobs, [](const Job &j) { return j.state == S::Unscheduled; });
    s.pending = number(jobs, [](const Job &j) { return j.state == S::Pending; });
    s.running = number(jobs, [](const Job &j) { return j.state == S::Running || j.state == S::Unknown; });
    s.success = number(jobs, [](const Job &j) { return done(j, R::Success); });
    s.testFailed = number(jobs, [](const Job &j) { return done(j, R::TestFailed) && sayWhy(j); });
    s.busted = number(jobs, [](const Job &j) { return done(j, R::Busted) && sayWhy(j); });
    s.exceptions = number(jobs, [](const Job &j) { return done(j, R::Exception) && sayWhy(j); });
    s.known = number(jobs, [](const Job &j) {
        return (done(j, R::TestFailed) || done(j, R::Busted) || done(j, R::Exception)) && !sayWhy(j);
    });
    s.cancelled = number(jobs, [](const Job &j) { return done(j, R::UserCancel); });
    s.superseded = number(jobs, [](const Job &j) { return done(j, R::Superseded) || done(j, R::Unknown); });
    std::map<qint64, FailedJob> failures;
    for (const Job &job : jobs) {
        if (counts(job) && isUnclassifiedFailure(job)) {
            QString platform = job.platform;
            if (!job.platformOption.isEmpty()) {
                platform += platform.isEmpty() ? job.platformOption : u' ' + job.platformOption;
            }
            failures[job.id] = {.id = job.id, .name = jobName(job), .platform = platform, .result = job.result};
            s.newestFailure = std::max(s.newestFailure, job.id);
        }
        if (counts(job) && job.lastModified.isValid()) {
            s.lastChange = s.lastChange.isValid() ? std::max(s.lastChange, job.lastModified) : job.lastModified;
        }
    }
    for (const auto &[id, failure] : failures) {
        if (s.failures.size() < 50) {
            s.failures.append(failure);
        }
    }
    const int all = number(jobs, [](const Job &) { return true; });
    const int open = s.unscheduled + s.pending + s.running;
    s.complete = all > 0 && open == 0;
    s.settled = s.complete && (!s.lastChange.isValid() || s.lastChange.secsTo(now) >= settleTime.count());
    if (s.busted) {
        s.verdict = Verdict::Red;
    } else if (s.testFailed) {
        s.verdict = Verdict::Orange;
    } else if (s.exceptions) {
        s.verdict = Verdict::Exception;
    } else if (open) {
        s.verdict = Verdict::Running;
    } else if (s.cancelled) {
        s.verdict = Verdict::Cancelled;
    } else if (s.success || s.known) {
        s.verdict = Verdict::Green;
    }
    return s;
}

/// A character of each kind that a wire may send.
QString someText(Dice &dice)
{
    static const QStringList pieces{u"a"_s,           u"Ü"_s,
                                    u"\u202e"_s,      u"\u2066"_s,
                                    u"\u200b"_s,      u"\n"_s,
                                    u"\r\n"_s,        u"\t"_s,
                                    u" "_s,           u"   "_s,
                                    u"\u00a0"_s,      u"😀"_s,
                                    u"👩‍💻"_s, u"e\u0301"_s,
                                    u"\u2028"_s,      QString(QChar(u'\0')),
                                    u"\u0007"_s,      u"\ufeff"_s,
                                    u"\u00ad"_s,      u"<b>"_s,
                                    u"&amp;"_s,       QString(QChar(0xd800)),
                                    u"\uffff"_s,      u"漢"_s,
                                    u"long word"_s};
    QString text;
    for (int i = dice.below(40); i > 0; --i) {
        text += dice.of(pieces);
    }
    return text;
}
}

class TestValueProperties : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".+"_s)); }

    void aStandingIsWhatOneCounts_data() { seeds(); }
    void aStandingIsWhatOneCounts()
    {
        QFETCH(quint32, seed);
        Dice dice(seed);
        for (int round = 0; round < 400; ++round) {
            const QList<Job> jobs = someJobs(dice);
            const auto settleTime = std::chrono::seconds(dice.below(400));
            const PushStanding standing = standingOf(s_account, 7, jobs, s_noon, settleTime);
            const PushStanding counted = naive(jobs, s_noon, settleTime);
            QCOMPARE(standing.failures, counted.failures);
            QCOMPARE(verdictName(standing.verdict), verdictName(counted.verdict));
            QCOMPARE(standing, counted);
        }
    }

    void theOrderOfJobsDoesNotMatter_data() { seeds(); }
    void theOrderOfJobsDoesNotMatter()
    {
        QFETCH(quint32, seed);
        Dice dice(seed);
        std::mt19937 shuffler(seed);
        for (int round = 0; round < 100; ++round) {
            QList<Job> jobs = someJobs(dice);
            const PushStanding before = standingOf(s_account, 7, jobs, s_noon, 180s);
            std::ranges::shuffle(jobs, shuffler);
            QCOMPARE(standingOf(s_account, 7, jobs, s_noon, 180s), before);
            std::ranges::reverse(jobs);
            QCOMPARE(standingOf(s_account, 7, jobs, s_noon, 180s), before);
        }
    }

    void hiddenAndRetriedJobsDoNotMatter_data() { seeds(); }
    void hiddenAndRetriedJobsDoNotMatter()
    {
        QFETCH(quint32, seed);
        Dice dice(seed);
        for (int round = 0; round < 100; ++round) {
            QList<Job> jobs = someJobs(dice);
            const PushStanding before = standingOf(s_account, 7, jobs, s_noon, 180s);
            for (int i = 0; i < 10; ++i) {
                Job more = someJob(dice, 90'000 + i);
                more.lastModified = s_noon.addSecs(i);
                if (dice.once(2)) {
                    more.tier = 3 + dice.below(3);
                } else {
                    more.result = Job::Result::Retry;
                }
                jobs.insert(dice.below(int(jobs.size()) + 1), more);
            }
            QCOMPARE(standingOf(s_account, 7, jobs, s_noon, 180s), before);
        }
    }

    void percentHasBoundsAndNeverFallsWhenAJobEnds_data() { seeds(); }
    void percentHasBoundsAndNeverFallsWhenAJobEnds()
    {
        QFETCH(quint32, seed);
        Dice dice(seed);
        for (int round = 0; round < 200; ++round) {
            QList<Job> jobs = someJobs(dice);
            int last = 0;
            for (;;) {
                const PushStanding standing = standingOf(s_account, 7, jobs, s_noon, 180s);
                const int percent = standing.percent();
                QVERIFY(percent >= last && percent <= 100);
                QCOMPARE(percent == 100, standing.pending + standing.running == 0);
                QCOMPARE(standing.settled && !standing.complete, false);
                QCOMPARE(standing.unclassifiedFailures() > 0, isBad(standing.verdict));
                const auto next = std::ranges::find_if(jobs, [](const Job &job) {
                    return job.tier < 3 && job.result != Job::Result::Retry
                        && (job.state == Job::State::Running || job.state == Job::State::Pending
                            || job.state == Job::State::Unknown);
                });
                if (next == jobs.end()) {
                    break;
                }
                next->state = Job::State::Completed;
                last = percent;
            }
        }
        QCOMPARE(PushStanding{}.percent(), 100);
        QCOMPARE((PushStanding{.unscheduled = 5}.percent()), 100);
        QCOMPARE((PushStanding{.running = 1, .success = 199}.percent()), 99); // never 100 before the end
    }

    /// Each of ten kinds of job there or not: what is on top decides, whatever lies below.
    void precedenceOfVerdicts()
    {
        using R = Job::Result;
        using S = Job::State;
        struct Kind {
            S state;
            R result;
            int classification;
        };
        // From what decides first to what decides last.
        const QList<Kind> kinds{
            {S::Completed, R::Busted, 1},     {S::Completed, R::TestFailed, 8}, {S::Completed, R::Exception, 6},
            {S::Running, R::Unknown, 1},      {S::Pending, R::Unknown, 1},      {S::Unscheduled, R::Unknown, 1},
            {S::Completed, R::UserCancel, 1}, {S::Completed, R::Success, 1},    {S::Completed, R::Busted, 4},
            {S::Completed, R::Superseded, 1},
        };
        const QList<Verdict> decides{Verdict::Red,     Verdict::Orange,  Verdict::Exception, Verdict::Running,
                                     Verdict::Running, Verdict::Running, Verdict::Cancelled, Verdict::Green,
                                     Verdict::Green,   Verdict::Unknown};
        for (int set = 0; set < 1 << kinds.size(); ++set) {
            QList<Job> jobs;
            Verdict verdict = Verdict::Unknown;
            for (int kind = int(kinds.size()) - 1; kind >= 0; --kind) {
                if (set & 1 << kind) {
                    jobs.append({.id = kind + 1,
                                 .state = kinds[kind].state,
                                 .result = kinds[kind].result,
                                 .classification = kinds[kind].classification});
                    verdict = decides[kind];
                }
            }
            const PushStanding standing = standingOf(s_account, 7, jobs, s_noon, 0s);
            QVERIFY2(standing.verdict == verdict,
                     qPrintable(u"set %1: %2"_s.arg(set, 0, 2).arg(verdictName(standing.verdict))));
            QCOMPARE(standing.complete, set != 0 && (set & 0b111000) == 0);
        }
    }

    void settledFromTheSecondOn()
    {
        const QList<Job> jobs{{.id = 1,
                               .state = Job::State::Completed,
                               .result = Job::Result::Success,
                               .lastModified = s_noon.addSecs(-180)}};
        QVERIFY(standingOf(s_account, 7, jobs, s_noon, 180s).settled);
        QVERIFY(!standingOf(s_account, 7, jobs, s_noon.addMSecs(-1), 180s).settled);
        QVERIFY(!standingOf(s_account, 7, jobs, s_noon, 181s).settled);
        QVERIFY(!standingOf(s_account, 7, {}, s_noon, 0s).settled);
        QVERIFY(!standingOf(s_account, 7, jobs, {}, 180s).settled);
    }

    void onlyFiftyFailuresAreKeptAndAllAreCounted()
    {
        QList<Job> jobs;
        for (int id = 300; id > 0; --id) {
            jobs.append({.id = id, .state = Job::State::Completed, .result = Job::Result::TestFailed});
        }
        const PushStanding standing = standingOf(s_account, 7, jobs, s_noon, 0s);
        QCOMPARE(standing.testFailed, 300);
        QCOMPARE(standing.newestFailure, 300);
        QCOMPARE(standing.failures.size(), 50);
        QCOMPARE(standing.failures.constFirst().id, 1);
        QCOMPARE(standing.failures.constLast().id, 50);
    }

    /// These words are in the keys of notices and in files, where they stay for ever.
    void namesAreForEver()
    {
        const auto all = [](auto name, auto last) {
            QStringList names;
            for (int i = 0; i <= int(last); ++i) {
                names.append(name(static_cast<decltype(last)>(i)));
            }
            return names.join(u' ');
        };
        QCOMPARE(all(verdictName, Verdict::Cancelled), u"unknown running green orange red exception cancelled"_s);
        QCOMPARE(all(jobStateName, Job::State::Unknown), u"unscheduled pending running completed unknown"_s);
        QCOMPARE(all(jobResultName, Job::Result::Unknown),
                 u"success testfailed busted exception retry usercancel superseded unknown"_s);
        QCOMPARE(all(landingStateName, Landing::State::Cancelled),
                 u"requested checking trying queued held landing landed failed backedout cancelled"_s);
        QCOMPARE(all(pullStateName, PullRequest::State::Merged), u"open closed merged"_s);
        QCOMPARE(all(checksName, PullRequest::Checks::Unknown), u"none pending passing failing unknown"_s);
        QCOMPARE(all(reviewName, PullRequest::Review::Unknown), u"none required approved changes-requested unknown"_s);
        QCOMPARE(all(mergeName, PullRequest::Merge::Unstable),
                 u"unknown clean blocked behind conflicting draft unstable"_s);
        QCOMPARE(all(occurrenceStatusName, Occurrence::Status::Cancelled), u"confirmed tentative cancelled"_s);
        QCOMPARE(all(noticeKindName, Notice::Kind::StoreDamaged),
                 u"push-bad push-finished push-recovered landing pull-request event-soon event-changed needs-login "
                 "store-damaged"_s);
        QCOMPARE(all(noticeStateName, Notice::State::Withdrawn), u"pending shown withdrawn"_s);
        QCOMPARE(all(sourceStateName, SourceHealth::State::Offline),
                 u"waiting fetching good failing needs-login offline"_s);
        QCOMPARE(all(serviceName, Service::ICalendar), u"treeherder bugzilla github meetup ical"_s);
        QCOMPARE(all(watchKindName, Watch::Kind::Calendar), u"tree author landings repository group calendar"_s);
    }

    void onlyTheExactWordIsANameAgain_data()
    {
        QTest::addColumn<QString>("spoiled");
        for (const QString &pattern : {u" %1"_s, u"%1 "_s, u"%1\n"_s, u"%1x"_s, u"%1\u200b"_s, u"%1/%1"_s}) {
            QTest::addRow("%s", qPrintable(pattern.toHtmlEscaped())) << pattern;
        }
    }
    void onlyTheExactWordIsANameAgain()
    {
        QFETCH(QString, spoiled);
        for (int i = 0; i <= int(Service::Papers); ++i) {
            const QString name = serviceName(Service(i));
            QCOMPARE(serviceFromName(name), Service(i));
            QVERIFY(!serviceFromName(QString(spoiled).replace(u"%1"_s, name)));
            QVERIFY(!serviceFromName(name.toUpper()));
        }
        for (int i = 0; i <= int(Watch::Kind::Hook); ++i) {
            const QString name = watchKindName(Watch::Kind(i));
            QCOMPARE(watchKindFromName(name), Watch::Kind(i));
            QVERIFY(!watchKindFromName(QString(spoiled).replace(u"%1"_s, name)));
        }
        for (int i = 0; i < int(Job::State::Unknown); ++i) {
            const QString name = jobStateName(Job::State(i));
            QCOMPARE(jobStateFromName(QString(spoiled).replace(u"%1"_s, name)), Job::State::Unknown);
        }
        for (int i = 0; i < int(Job::Result::Unknown); ++i) {
            const QString name = jobResultName(Job::Result(i));
            QCOMPARE(jobResultFromName(QString(spoiled).replace(u"%1"_s, name)), Job::Result::Unknown);
        }
    }

    void eachServiceHasItsKindsAndNoOther()
    {
        QMap<QString, QStringList> fits;
        for (int service = 0; service <= int(Service::Papers); ++service) {
            for (int kind = 0; kind <= int(Watch::Kind::Hook); ++kind) {
                if (watchKindFits(Service(service), Watch::Kind(kind))) {
                    fits[serviceName(Service(service))].append(watchKindName(Watch::Kind(kind)));
                }
            }
            const QUrl url = defaultBaseUrl(Service(service));
            QCOMPARE(url.isEmpty(), Service(service) == Service::ICalendar || Service(service) == Service::CalDav);
            const QString scheme = isLine(Service(service)) ? u"amqps"_s : u"https"_s;
            QVERIFY(url.isEmpty() || (url.scheme() == scheme && !url.path().endsWith(u'/')));
        }
        QCOMPARE(fits,
                 (QMap<QString, QStringList>{
                     {u"treeherder"_s, {u"tree"_s, u"author"_s, u"revision"_s}},
                     {u"bugzilla"_s, {u"landings"_s, u"reviews"_s}},
                     {u"github"_s,
                      {u"tree"_s, u"author"_s, u"repository"_s, u"reviews"_s, u"deployments"_s, u"inbox"_s, u"hook"_s}},
                     {u"lando"_s, {u"landing-job"_s, u"trees"_s}},
                     {u"meetup"_s, {u"group"_s}},
                     {u"eventbrite"_s, {u"group"_s}},
                     {u"pulse"_s, {u"exchange"_s}},
                     {u"ical"_s, {u"calendar"_s}},
                     {u"caldav"_s, {u"calendar"_s}},
                     {u"papers"_s, {u"papers"_s}}}));
    }

    /// Different facts have different keys, and the same fact the same key, whatever is in the texts.
    void keysWithOddCharacters()
    {
        const QStringList odd{u"a"_s,    u"a/b"_s,       u"%1"_s,  u"%2"_s, u"%L1"_s,     u"%%"_s, u"a%20b"_s,
                              u"a b"_s,  u"#"_s,         u"a#b"_s, u"😀"_s, u"_"_s,       u"'"_s,  u"\";--"_s,
                              u"\\"_s,   u"\uffff"_s,    u"Ä"_s,   u"ä"_s,  u"a\u0308"_s, u"漢"_s, u"@"_s,
                              u"a@b"_s,  u"\n"_s,        u""_s,    u"0"_s,  u"-1"_s,      u"/"_s,  u"//"_s,
                              u"..\\"_s, u"\u202eabc"_s, u"?"_s,   u"*"_s};
        QSet<QString> keys;
        qsizetype facts = 0;
        for (const QString &text : odd) {
            for (const int number : {0, 1, 12, 21}) {
                keys.insert(PullRequest{.repository = text, .number = number}.key());
                ++facts;
            }
            for (const int seconds : {0, 1, 86'400}) {
                keys.insert(Occurrence{.uid = text, .recurrence = s_noon.addSecs(seconds)}.key());
                ++facts;
            }
            keys.insert(Occurrence{.uid = text}.key());
            ++facts;
            const Subject subject = Occurrence{.account = AccountId(u"a"_s), .uid = text}.subject();
            QCOMPARE(subject.value, u"a/event/"_s + text);
        }
        for (const qint64 id : {0LL, 1LL, 12LL, std::numeric_limits<qint64>::max(), -1LL}) {
            keys.insert(Push{.id = id}.key());
            keys.insert(Landing{.bug = id}.key());
            facts += 2;
            QCOMPARE((PushStanding{.pushId = id}.key()), Push{.id = id}.key());
        }
        QCOMPARE(keys.size(), facts);
    }

    void aRecurrenceIsNamedByItsInstant()
    {
        const QDateTime berlin = s_noon.toTimeZone(QTimeZone("Europe/Berlin"));
        const QDateTime offset = s_noon.toOffsetFromUtc(-5 * 3600);
        QCOMPARE((Occurrence{.uid = u"x"_s, .recurrence = berlin}.key()),
                 (Occurrence{.uid = u"x"_s, .recurrence = s_noon}.key()));
        QCOMPARE((Occurrence{.uid = u"x"_s, .recurrence = offset}.key()),
                 (Occurrence{.uid = u"x"_s, .recurrence = s_noon}.key()));
    }

    void titlesOfPushes_data()
    {
        QTest::addColumn<QString>("message");
        QTest::addColumn<QString>("title");
        QTest::newRow("one line") << u"Bug 1 - Fix"_s << u"Bug 1 - Fix"_s;
        QTest::newRow("more lines") << u"Bug 1\n\nLong"_s << u"Bug 1"_s;
        QTest::newRow("carriage return") << u"Bug 1\r\nLong"_s << u"Bug 1"_s;
        QTest::newRow("blank first") << u"  \nLong"_s << u"0123456789ab"_s;
        QTest::newRow("nothing") << QString() << u"0123456789ab"_s;
        QTest::newRow("a line break alone") << u"\n"_s << u"0123456789ab"_s;
    }
    void titlesOfPushes()
    {
        QFETCH(QString, message);
        const Push push{.revision = u"0123456789abcdef"_s, .commits = {{.message = message}, {.message = u"old"_s}}};
        QTEST(push.title(), "title");
    }

    void aPlainLineIsPlain_data() { seeds(); }
    void aPlainLineIsPlain()
    {
        QFETCH(quint32, seed);
        Dice dice(seed);
        for (int round = 0; round < 1000; ++round) {
            const QString text = someText(dice);
            const int longest = 1 + dice.below(30);
            const QString line = plainLine(text, longest);
            QVERIFY(line.isValidUtf16());
            QVERIFY2(line.toUcs4().size() <= longest, qPrintable(line));
            QCOMPARE(line, line.trimmed());
            QVERIFY(!line.contains(u"  "_s));
            for (const char32_t c : line.toUcs4()) {
                QVERIFY(!QChar::isNonCharacter(c) && QChar::isPrint(c));
                QVERIFY(c == U' ' || !QChar::isSpace(c));
                QVERIFY(QChar::category(c) != QChar::Other_Format && QChar::category(c) != QChar::Other_Control);
            }
            QCOMPARE(plainLine(line, longest), line);
            const QString whole = plainLine(text, 10'000);
            if (whole.toUcs4().size() <= longest) {
                QCOMPARE(line, whole);
            } else {
                QVERIFY(line.endsWith(u'…'));
                QVERIFY2(whole.startsWith(line.chopped(1)), qPrintable(whole + u'|' + line));
            }
        }
    }

    void hiddenCharactersDoNotCutTheNextInTwo()
    {
        for (int hidden = 60; hidden < 90; ++hidden) {
            const QString line = plainLine(QString(QString(hidden, QChar(0x200b)) + u"😀😀"_s), 1);
            QVERIFY2(!line.contains(QChar::ReplacementCharacter), qPrintable(QString::number(hidden)));
        }
    }

    void addressesForTheWeb_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<bool>("good");
        QTest::newRow("https") << u"https://example.org/a?b#c"_s << true;
        QTest::newRow("http") << u"http://127.0.0.1:8080/"_s << true;
        QTest::newRow("upper case") << u"HTTPS://EXAMPLE.ORG/"_s << true;
        QTest::newRow("international") << u"https://münchen.example/"_s << true;
        QTest::newRow("no host") << u"https:///a"_s << false;
        QTest::newRow("user") << u"https://you@example.org/"_s << false;
        QTest::newRow("user and password") << u"https://you:me@example.org/"_s << false;
        QTest::newRow("script") << u"javascript:alert(1)"_s << false;
        QTest::newRow("file") << u"file:///etc/passwd"_s << false;
        QTest::newRow("data") << u"data:text/html,x"_s << false;
        QTest::newRow("relative") << u"//example.org/"_s << false;
        QTest::newRow("mail") << u"mailto:a@example.org"_s << false;
        QTest::newRow("nothing") << QString() << false;
    }
    void addressesForTheWeb()
    {
        QFETCH(QString, address);
        QFETCH(bool, good);
        QCOMPARE(webUrl(QUrl(address)), good ? QUrl(address) : QUrl());
    }

private:
    static void seeds()
    {
        QTest::addColumn<quint32>("seed");
        for (quint32 seed = 1; seed <= 5; ++seed) {
            QTest::addRow("seed %u", seed) << seed;
        }
    }
};

QTEST_GUILESS_MAIN(TestValueProperties)
#include "tst_valueproperties.moc"
