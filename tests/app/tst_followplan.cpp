// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/followplan.h"

#include <KLocalizedString>

#include <QJsonArray>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Windsock;
using namespace Qt::StringLiterals;
using Outcome = FollowPlan::Outcome;

namespace {
const QString s_hash = u"5cf6a721c38010ed048680caf6411c7adfd38b2e"_s;

Account account(const QString &id, Service service, const QString &url = {})
{
    return {.id = AccountId(id), .service = service, .baseUrl = url.isEmpty() ? defaultBaseUrl(service) : QUrl(url)};
}

QList<Account> everyAccount()
{
    return {account(u"bmo"_s, Service::Bugzilla), account(u"gh"_s, Service::GitHub), account(u"ld"_s, Service::Lando),
            account(u"th"_s, Service::Treeherder)};
}

Watch watch(const QString &account, Watch::Kind kind, const QString &target, const QString &who = {})
{
    return {.account = AccountId(account), .kind = kind, .target = target, .who = who};
}

Watch named(Watch watch)
{
    watch.id = WatchId(watch.account.value + u'/' + watch.target);
    return watch;
}
}

class TestFollowPlan : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { KLocalizedString::setApplicationDomain("windsock"); }
    void init() { QTest::failOnWarning(QRegularExpression(u".+"_s)); }
    void accountsHaveTheHostOfTheirLinks_data();
    void accountsHaveTheHostOfTheirLinks();
    void plansAWatch_data();
    void plansAWatch();
    void whatIsWatchedIsNotAddedAgain_data();
    void whatIsWatchedIsNotAddedAgain();
    void namesTheMissingAccount_data();
    void namesTheMissingAccount();
    void takesNoHostForAnother_data();
    void takesNoHostForAnother();
    void asksWhereItCouldBeEither();
    void takesTheOneOfTwoThatTheLinkNames();
    void saysWhatThereIsForABug();
    void guessesTheTreeFromWhatIsWatched();
    void saysWhatItTakes();
    void addsToTheBook();
    void tellsWhatTheBookRefuses();
    void writesJson();
};

void TestFollowPlan::accountsHaveTheHostOfTheirLinks_data()
{
    QTest::addColumn<Account>("account");
    QTest::addColumn<QString>("host");
    QTest::newRow("github") << account({}, Service::GitHub) << u"github.com"_s;
    QTest::newRow("github of a house") << account({}, Service::GitHub, u"https://git.example.org/api/v3"_s)
                                       << u"git.example.org"_s;
    QTest::newRow("usual port") << account({}, Service::Lando, u"https://Lando.Example.org:443"_s)
                                << u"lando.example.org"_s;
    QTest::newRow("another port") << account({}, Service::Lando, u"http://127.0.0.1:80/x"_s) << u"127.0.0.1"_s;
    QTest::newRow("the field") << account({}, Service::Treeherder, u"http://127.0.0.1:4711/treeherder"_s)
                               << u"127.0.0.1:4711"_s;
}

void TestFollowPlan::accountsHaveTheHostOfTheirLinks()
{
    QFETCH(Account, account);
    QTEST(linkHostOf(account), "host");
}

void TestFollowPlan::plansAWatch_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<Watch>("wanted");
    QTest::addColumn<QString>("words");
    QTest::newRow("what mach try prints")
        << u"try submission success in 3.2s:\n "
           u"https://treeherder.mozilla.org/jobs?repo=try&landoInstance=lando-prod-2025"
           "&landoCommitID=86670\n"_s
        << watch(u"ld"_s, Watch::Kind::LandingJob, u"86670"_s)
        << u"Watching landing job 86670, at lando.moz.tools now."_s;
    QTest::newRow("a job's number alone") << u"Landing job id: 7"_s << watch(u"ld"_s, Watch::Kind::LandingJob, u"7"_s)
                                          << u"Watching landing job 7 now."_s;
    QTest::newRow("a push") << u"https://treeherder.mozilla.org/jobs?repo=try&revision="_s + s_hash
                            << watch(u"th"_s, Watch::Kind::Revision, u"try"_s, s_hash)
                            << u"Watching the push with commit 5cf6a721c380 on try, at treeherder.mozilla.org now."_s;
    QTest::newRow("hg") << u"https://hg.mozilla.org/integration/autoland/rev/"_s + s_hash
                        << watch(u"th"_s, Watch::Kind::Revision, u"autoland"_s, s_hash)
                        << u"Watching the push with commit 5cf6a721c380 on autoland, at treeherder.mozilla.org now."_s;
    QTest::newRow("a hash")
        << s_hash << watch(u"th"_s, Watch::Kind::Revision, u"try"_s, s_hash)
        << u"Watching the push with commit 5cf6a721c380 on try now. If it is on another tree, paste its "
           "Treeherder link instead."_s;
    QTest::newRow("an author") << u"dev@example.org"_s
                               << watch(u"th"_s, Watch::Kind::Author, u"try"_s, u"dev@example.org"_s)
                               << u"Watching what dev@example.org pushes to try now."_s;
    QTest::newRow("a tree") << u"https://treeherder.mozilla.org/jobs?repo=autoland"_s
                            << watch(u"th"_s, Watch::Kind::Tree, u"autoland"_s)
                            << u"Watching every push to autoland, at treeherder.mozilla.org now."_s;
    QTest::newRow("a pull request")
        << u"https://github.com/o/r/pull/7"_s << watch(u"gh"_s, Watch::Kind::Repository, u"o/r"_s)
        << u"Watching the pull requests of o/r now; number 7 is among them while it is open."_s;
}

void TestFollowPlan::plansAWatch()
{
    QFETCH(QString, text);
    QFETCH(Watch, wanted);
    const FollowPlan plan = planFollow(text, everyAccount(), {});
    QCOMPARE(plan.outcome, Outcome::Watch);
    QVERIFY(plan.isWell());
    QCOMPARE(plan.watch, wanted);
    QTEST(plan.words, "words");
    QVERIFY(plan.command.isEmpty());
}

void TestFollowPlan::whatIsWatchedIsNotAddedAgain_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<Watch>("known");
    QTest::newRow("a job") << u"Landing job id: 7"_s << watch(u"ld"_s, Watch::Kind::LandingJob, u"7"_s);
    QTest::newRow("a shorter hash") << s_hash << watch(u"th"_s, Watch::Kind::Revision, u"try"_s, s_hash.left(12));
    QTest::newRow("a longer hash") << s_hash.left(12)
                                   << watch(u"th"_s, Watch::Kind::Revision, u"try"_s, s_hash.toUpper());
    QTest::newRow("the repository of another request")
        << u"o/r#9"_s << watch(u"gh"_s, Watch::Kind::Repository, u"O/r"_s);
    QTest::newRow("an author") << u"dev@example.org"_s
                               << watch(u"th"_s, Watch::Kind::Author, u"try"_s, u"dev@example.org"_s);
    QTest::newRow("a tree") << u"treeherder.mozilla.org/jobs?repo=try"_s << watch(u"th"_s, Watch::Kind::Tree, u"try"_s);
}

void TestFollowPlan::whatIsWatchedIsNotAddedAgain()
{
    QFETCH(QString, text);
    QFETCH(Watch, known);
    const Watch there = named(known);
    const FollowPlan plan = planFollow(text, everyAccount(), {there});
    QCOMPARE(plan.outcome, Outcome::Watched);
    QVERIFY(plan.isWell());
    QCOMPARE(plan.watch, there);
    QVERIFY2(plan.words.contains(QString(u"watched already as "_s + there.id.value)), qPrintable(plan.words));
    // Nor does what is alike hide it.
    Watch other = there;
    other.account = AccountId(u"elsewhere"_s);
    QCOMPARE(planFollow(text, everyAccount(), {other}).outcome, Outcome::Watch);
    other = there;
    other.target += u'x';
    QCOMPARE(planFollow(text, everyAccount(), {other}).outcome, Outcome::Watch);
}

void TestFollowPlan::namesTheMissingAccount_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("command");
    QTest::newRow("lando") << u"Landing job id: 7"_s << u"windsock account add lando"_s;
    QTest::newRow("lando's link") << u"https://lando.moz.tools/landings/7"_s << u"windsock account add lando"_s;
    QTest::newRow("the old lando") << u"https://treeherder.mozilla.org/jobs?repo=try&landoCommitID=7"_s
                                   << u"windsock account add lando --url https://api.lando.services.mozilla.com"_s;
    QTest::newRow("treeherder") << s_hash << u"windsock account add treeherder"_s;
    QTest::newRow("bugzilla") << u"bug 12"_s << u"windsock account add bugzilla"_s;
    QTest::newRow("another bugzilla") << u"https://bugs.example.org/show_bug.cgi?id=1"_s
                                      << u"windsock account add bugzilla --url https://bugs.example.org"_s;
    QTest::newRow("github") << u"o/r#7"_s << u"windsock account add github --token"_s;
    QTest::newRow("a house's github") << u"https://git.example.org/o/r/pull/7"_s
                                      << u"windsock account add github --url https://git.example.org/api/v3 --token"_s;
}

void TestFollowPlan::namesTheMissingAccount()
{
    QFETCH(QString, text);
    const FollowPlan plan = planFollow(text, {account(u"cal"_s, Service::ICalendar)}, {});
    QCOMPARE(plan.outcome, Outcome::NoAccount);
    QVERIFY(!plan.isWell());
    QVERIFY(!plan.watch);
    QTEST(plan.command, "command");
    QVERIFY2(plan.words.contains(plan.command), qPrintable(plan.words));
}

void TestFollowPlan::takesNoHostForAnother_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("treeherder") << u"https://treeherder.mozilla.org.example.org/jobs?repo=try&revision="_s + s_hash;
    QTest::newRow("another port") << u"https://treeherder.mozilla.org:444/jobs?repo=try&revision="_s + s_hash;
    QTest::newRow("the lando of somebody's treeherder")
        << u"https://treeherder.example.org/jobs?repo=try&landoInstance=lando-prod-2025&landoCommitID=5"_s;
    QTest::newRow("a job that names no lando") << u"https://treeherder.mozilla.org/jobs?repo=try&landoCommitID=5"_s;
    QTest::newRow("hg") << u"https://hg.example.org/try/rev/"_s + s_hash;
    QTest::newRow("bugzilla") << u"https://bugzilla.example.org/show_bug.cgi?id=5"_s;
    QTest::newRow("github") << u"https://github.com.example.org/o/r/pull/5"_s;
    QTest::newRow("other letters") << u"https://githuЬ.com/o/r/pull/5"_s;
}

void TestFollowPlan::takesNoHostForAnother()
{
    QFETCH(QString, text);
    const FollowPlan plan = planFollow(text, everyAccount(), {});
    QCOMPARE(plan.outcome, Outcome::NoAccount);
    QVERIFY2(plan.words.contains(u"If you trust it"_s), qPrintable(plan.words));
    QVERIFY2(plan.words.contains(plan.follow->host), "the host that is really meant is shown");
}

void TestFollowPlan::asksWhereItCouldBeEither()
{
    const QList<Account> two{account(u"a"_s, Service::Lando),
                             account(u"b"_s, Service::Lando, u"https://lando.example.org"_s)};
    const FollowPlan plan = planFollow(u"Landing job id: 7", two, {});
    QCOMPARE(plan.outcome, Outcome::ManyAccounts);
    QVERIFY2(plan.words.contains(u"a, b"_s), qPrintable(plan.words));
    QVERIFY(!plan.watch);
}

void TestFollowPlan::takesTheOneOfTwoThatTheLinkNames()
{
    const QList<Account> two{account(u"a"_s, Service::Lando),
                             account(u"b"_s, Service::Lando, u"https://lando.example.org"_s)};
    QCOMPARE(planFollow(u"https://lando.example.org/landings/7", two, {}).watch,
             watch(u"b"_s, Watch::Kind::LandingJob, u"7"_s));
    QCOMPARE(planFollow(u"https://lando.moz.tools/landings/7", two, {}).watch,
             watch(u"a"_s, Watch::Kind::LandingJob, u"7"_s));
}

void TestFollowPlan::saysWhatThereIsForABug()
{
    const FollowPlan none = planFollow(u"bug 12", everyAccount(), {});
    QCOMPARE(none.outcome, Outcome::NotWatched);
    QCOMPARE(none.command, u"windsock watch add bmo landings"_s);
    QVERIFY2(none.words.contains(none.command) && none.words.contains(u"bug 12"_s), qPrintable(none.words));
    const FollowPlan some = planFollow(u"https://bugzil.la/12", everyAccount(),
                                       {named(watch(u"bmo"_s, Watch::Kind::Landings, u"autoland"_s))});
    QCOMPARE(some.outcome, Outcome::NotWatched);
    QVERIFY(some.command.isEmpty());
    QVERIFY2(some.words.contains(u"bmo/autoland"_s), qPrintable(some.words));
    QVERIFY(!some.isWell() && !some.watch);
}

void TestFollowPlan::guessesTheTreeFromWhatIsWatched()
{
    const auto treeFor = [](const QList<Watch> &watches) {
        return planFollow(s_hash, everyAccount(), watches).watch->target;
    };
    const Watch autoland = watch(u"th"_s, Watch::Kind::Tree, u"autoland"_s);
    QCOMPARE(treeFor({}), u"try"_s);
    QCOMPARE(treeFor({autoland}), u"autoland"_s);
    QCOMPARE(treeFor({autoland, watch(u"th"_s, Watch::Kind::Author, u"autoland"_s, u"me"_s)}), u"autoland"_s);
    QCOMPARE(treeFor({autoland, watch(u"th"_s, Watch::Kind::Tree, u"mozilla-central"_s)}), u"try"_s);
    QCOMPARE(treeFor({watch(u"other"_s, Watch::Kind::Tree, u"autoland"_s)}), u"try"_s);
}

void TestFollowPlan::saysWhatItTakes()
{
    for (const QString &text : QStringList{QString(), u"hello"_s, u"file:///etc/passwd"_s, u"<b>bug</b>"_s}) {
        const FollowPlan plan = planFollow(text, everyAccount(), {});
        QCOMPARE(plan.outcome, Outcome::Unread);
        QVERIFY(!plan.follow && !plan.watch && plan.command.isEmpty());
        QVERIFY2(plan.words.contains(u"mach try"_s), qPrintable(plan.words));
    }
}

void TestFollowPlan::addsToTheBook()
{
    const QTemporaryDir dir;
    AccountBook book(dir.filePath(u"accounts.conf"_s));
    for (const Account &one : everyAccount()) {
        QVERIFY(book.addAccount(one));
    }
    QSignalSpy changed(&book, &AccountBook::changed);
    const QString link = u"https://treeherder.mozilla.org/jobs?repo=try&revision="_s + s_hash;
    const FollowPlan plan = follow(book, link);
    QCOMPARE(plan.outcome, Outcome::Watch);
    QCOMPARE(book.watches(), QList<Watch>{*plan.watch});
    QCOMPARE(plan.watch->id.value, QString(u"th/try/"_s + s_hash));
    QCOMPARE(changed.size(), 1);
    QCOMPARE(follow(book, link).outcome, Outcome::Watched);
    QCOMPARE(follow(book, u"hello").outcome, Outcome::Unread);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(follow(book, u"Landing job id: 7").watch->id.value, u"ld/job-7"_s);
    QCOMPARE(AccountBook(dir.filePath(u"accounts.conf"_s)).watches().size(), 2);
}

void TestFollowPlan::tellsWhatTheBookRefuses()
{
    const QTemporaryDir dir;
    const QString file = dir.filePath(u"accounts.conf"_s);
    AccountBook book(file);
    QVERIFY(book.addAccount(account(u"th"_s, Service::Treeherder)));
    // A tree's name that Treeherder's page has and the book does not take.
    const FollowPlan plan = follow(book, u"https://treeherder.mozilla.org/jobs?repo=try&author=a%2Bb@example.org");
    QCOMPARE(plan.outcome, Outcome::Watch);
    QVERIFY(book.removeWatch(plan.watch->id));
    QVERIFY(QFile::remove(file) && QDir().mkdir(file));
    const FollowPlan refused = follow(book, s_hash);
    QCOMPARE(refused.outcome, Outcome::Refused);
    QVERIFY2(refused.words.contains(u"cannot be written"_s), qPrintable(refused.words));
    QVERIFY(!refused.watch && !refused.isWell());
}

void TestFollowPlan::writesJson()
{
    const QJsonObject job = toJson(planFollow(u"Landing job id: 7", everyAccount(), {}));
    QCOMPARE(job[u"outcome"_s], u"watching"_s);
    QCOMPARE(job[u"watch"_s][u"kind"_s], u"landing-job"_s);
    QCOMPARE(job[u"follow"_s][u"number"_s], 7);
    QVERIFY(job[u"follow"_s][u"host"_s].isNull() && job[u"command"_s].isNull());
    const QJsonObject missing = toJson(planFollow(s_hash, {}, {}));
    QCOMPARE(missing[u"outcome"_s], u"no-account"_s);
    QCOMPARE(missing[u"command"_s], u"windsock account add treeherder"_s);
    QCOMPARE(missing[u"follow"_s][u"revision"_s], s_hash);
    QVERIFY(missing[u"watch"_s].isNull());
    const QJsonObject nothing = toJson(planFollow(u"hello", {}, {}));
    QVERIFY(nothing[u"follow"_s].isNull());
    QStringList names;
    for (const Outcome outcome : {Outcome::Watch, Outcome::Watched, Outcome::NoAccount, Outcome::ManyAccounts,
                                  Outcome::NotWatched, Outcome::Refused, Outcome::Unread}) {
        names.append(followOutcomeName(outcome));
    }
    QCOMPARE(names.removeDuplicates(), 0);
}

QTEST_GUILESS_MAIN(TestFollowPlan)
#include "tst_followplan.moc"
