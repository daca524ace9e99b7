// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/values/followtext.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QTest>

using namespace Windsock;
using namespace Qt::StringLiterals;
using Kind = Follow::Kind;

Q_DECLARE_METATYPE(Windsock::Follow)

namespace {
const QString s_short = u"5cf6a721c380"_s;
const QString s_full = u"5cf6a721c38010ed048680caf6411c7adfd38b2e"_s;
const QString s_th = u"treeherder.mozilla.org"_s;
const QString s_bmo = u"bugzilla.mozilla.org"_s;

Follow revision(const QString &host, const QString &repository, const QString &hash)
{
    return {.kind = Kind::Revision, .host = host, .repository = repository, .hash = hash};
}

Follow job(const QString &host, qint64 number)
{
    return {.kind = Kind::LandingJob, .host = host, .number = number};
}

Follow bug(const QString &host, qint64 number)
{
    return {.kind = Kind::Bug, .host = host, .number = number};
}

Follow pull(const QString &host, const QString &repository, qint64 number)
{
    return {.kind = Kind::PullRequest, .host = host, .repository = repository, .number = number};
}

QString shown(const std::optional<Follow> &follow)
{
    return follow ? followKindName(follow->kind) + u" host="_s + follow->host + u" repository="_s + follow->repository
            + u" hash="_s + follow->hash + u" number="_s + QString::number(follow->number) + u" who="_s + follow->who
                  : u"nothing"_s;
}
}

class TestFollowText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".+"_s)); }
    void kindsHaveNames();
    void reads_data();
    void reads();
    void passesOver_data();
    void passesOver();
    void neverTakesAHostForAnother_data();
    void neverTakesAHostForAnother();
    void theFirstThatIsCertainWins_data();
    void theFirstThatIsCertainWins();
    void anyTextIsReadInTime();
    void whateverIsReadIsWithinItsBounds();
};

void TestFollowText::kindsHaveNames()
{
    QStringList names;
    for (const Kind kind : {Kind::Bug, Kind::Revision, Kind::LandingJob, Kind::PullRequest, Kind::Author, Kind::Tree}) {
        names.append(followKindName(kind));
    }
    QCOMPARE(names.join(u' '), u"bug revision landing-job pull-request author tree"_s);
}

void TestFollowText::reads_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<Follow>("follow");
    const auto row = [](const QString &text, const Follow &follow) {
        QTest::newRow(qPrintable(text.left(120))) << text << follow;
    };
    const QString th = u"https://treeherder.mozilla.org"_s;
    row(th + u"/jobs?repo=try&revision="_s + s_full, revision(s_th, u"try"_s, s_full));
    row(th + u"/jobs?repo=try&revision="_s + s_short, revision(s_th, u"try"_s, s_short));
    row(th + u"/#/jobs?repo=autoland&revision="_s + s_full, revision(s_th, u"autoland"_s, s_full));
    row(th + u"/#/jobs?repo=try&revision="_s + s_short + u"&selectedJob=25"_s, revision(s_th, u"try"_s, s_short));
    row(th + u"/jobs?repo=try&revision="_s + s_full.toUpper(), revision(s_th, u"try"_s, s_full));
    row(th + u"/jobs?repo=try&amp;revision="_s + s_full, revision(s_th, u"try"_s, s_full));
    row(th + u"/jobs?searchStr=mochitest%2Clinux&revision="_s + s_full + u"&repo=try#x"_s,
        revision(s_th, u"try"_s, s_full));
    row(th + u"/push-health/push?repo=try&revision="_s + s_full, revision(s_th, u"try"_s, s_full));
    row(th + u"/jobs?repo=try&revision="_s + s_full + u"&landoCommitID=86670&landoInstance=lando-prod-2025"_s,
        revision(s_th, u"try"_s, s_full));
    row(u"HTTPS://TREEHERDER.MOZILLA.ORG/jobs?repo=try&revision="_s + s_full, revision(s_th, u"try"_s, s_full));
    row(u"treeherder.mozilla.org/jobs?repo=try&revision="_s + s_full, revision(s_th, u"try"_s, s_full));
    row(u"https://treeherder.mozilla.org:443/jobs?repo=try&revision="_s + s_full, revision(s_th, u"try"_s, s_full));
    row(u"https://treeherder.mozilla.org./jobs?repo=try&revision="_s + s_full, revision(s_th, u"try"_s, s_full));
    row(u"http://127.0.0.1:4711/treeherder/jobs?repo=demo&revision="_s + s_full,
        revision(u"127.0.0.1:4711"_s, u"demo"_s, s_full));
    row(th + u"/jobs?repo=try&landoInstance=lando-prod-2025&landoCommitID=86670"_s, job(u"lando.moz.tools"_s, 86670));
    row(th + u"/jobs?repo=try&landoInstance=lando-dev-2025&landoCommitID=7"_s, job(u"lando-dev.allizom.org"_s, 7));
    row(th + u"/jobs?repo=try&landoInstance=lando-prod&landoCommitID=7"_s, job(u"api.lando.services.mozilla.com"_s, 7));
    row(th + u"/jobs?repo=try&landoCommitID=173397"_s, job(u"api.lando.services.mozilla.com"_s, 173397));
    row(th + u"/jobs?repo=try&landoInstance=unheard-of&landoCommitID=7"_s, job(u"api.lando.services.mozilla.com"_s, 7));
    row(th + u"/jobs?repo=try&author=dev%40example.org"_s,
        {.kind = Kind::Author, .host = s_th, .repository = u"try"_s, .who = u"dev@example.org"_s});
    row(th + u"/jobs?repo=try&author=dev@example.org"_s,
        {.kind = Kind::Author, .host = s_th, .repository = u"try"_s, .who = u"dev@example.org"_s});
    row(th + u"/jobs?repo=autoland"_s, {.kind = Kind::Tree, .host = s_th, .repository = u"autoland"_s});
    row(u"https://lando.moz.tools/landings/4321"_s, job(u"lando.moz.tools"_s, 4321));
    row(u"https://lando.moz.tools/landings/4321/"_s, job(u"lando.moz.tools"_s, 4321));
    row(u"https://lando.moz.tools/landing_jobs/4321/"_s, job(u"lando.moz.tools"_s, 4321));
    row(u"https://api.lando.services.mozilla.com/landing_jobs/4321"_s, job(u"api.lando.services.mozilla.com"_s, 4321));
    row(u"https://hg.mozilla.org/try/rev/"_s + s_full, revision(s_th, u"try"_s, s_full));
    row(u"https://hg.mozilla.org/integration/autoland/rev/"_s + s_short, revision(s_th, u"autoland"_s, s_short));
    row(u"https://hg.mozilla.org/releases/mozilla-beta/pushloghtml?changeset="_s + s_full,
        revision(s_th, u"mozilla-beta"_s, s_full));
    row(u"https://bugzilla.mozilla.org/show_bug.cgi?id=1979252"_s, bug(s_bmo, 1979252));
    row(u"https://bugzilla.mozilla.org/show_bug.cgi?id=1979252#c4"_s, bug(s_bmo, 1979252));
    row(u"https://example.org/bugs/show_bug.cgi?ctype=xml&id=12"_s, bug(u"example.org"_s, 12));
    row(u"https://bugzilla.mozilla.org/rest/bug/12"_s, bug(s_bmo, 12));
    row(u"https://bugzilla.mozilla.org/1979252"_s, bug(s_bmo, 1979252));
    row(u"https://bugzil.la/1979252"_s, bug(s_bmo, 1979252));
    row(u"bugzil.la/1979252"_s, bug(s_bmo, 1979252));
    row(u"https://github.com/mozilla-mobile/firefox-ios/pull/12345"_s,
        pull(u"github.com"_s, u"mozilla-mobile/firefox-ios"_s, 12345));
    row(u"https://github.com/o/r.js/pull/7/files#diff-1"_s, pull(u"github.com"_s, u"o/r.js"_s, 7));
    row(u"o/r#7"_s, pull({}, u"o/r"_s, 7));
    row(u"Landing job id: 173397."_s, job({}, 173397));
    row(u"bug 1979252"_s, bug({}, 1979252));
    row(u"Bug 1979252 - Use new lando for some pushes r=x"_s, bug({}, 1979252));
    row(u"BUG #12"_s, bug({}, 12));
    row(u"1979252"_s, bug({}, 1979252));
    row(u" #12\n"_s, bug({}, 12));
    row(s_short, revision({}, {}, s_short));
    row(u"\t"_s + s_full.toUpper() + u"\r\n"_s, revision({}, {}, s_full));
    row(u"123456789012"_s, revision({}, {}, u"123456789012"_s));
    row(u"dev@example.org"_s, {.kind = Kind::Author, .repository = u"try"_s, .who = u"dev@example.org"_s});
    row(u"changeset:   812345:"_s + s_short + u"\nuser:  x"_s, revision({}, {}, s_short));
    row(u"landed as "_s + s_full + u", thanks"_s, revision({}, {}, s_full));
}

void TestFollowText::reads()
{
    QFETCH(QString, text);
    QFETCH(Follow, follow);
    QCOMPARE(shown(readFollow(text)), shown(follow));
    // The same in the midst of other words, as mail and chat have it, where it is a link or a phrase of its own.
    if (text.contains(u"://"_s)) {
        for (const auto &around : {u"see <%1>"_s, u"(%1)."_s, u"[it](%1)"_s, u"a\n  %1\nb"_s, u"“%1”"_s,
                                   u"<a href=\"%1\">it</a>"_s, u"**%1**"_s}) {
            QCOMPARE(shown(readFollow(QString(around).replace(u"%1"_s, text))), shown(follow));
        }
    }
}

void TestFollowText::passesOver_data()
{
    QTest::addColumn<QString>("text");
    for (const QString &text : QStringList{
             QString(),
             u"   \n"_s,
             u"hello"_s,
             u"0"_s,
             u"007"_s,
             u"-12"_s,
             u"1.5"_s,
             u"bug 0"_s,
             u"debug 12"_s,
             u"bug 1234567890123"_s,
             u"1234567890"_s,
             u"99999999999999999999999999"_s,
             u"５５"_s, // digits of another width
             u"bug ٣"_s,
             u"12\u202e34"_s,
             u"5cf6a721c38"_s, // eleven digits
             s_full + u'0',
             u"in the midst "_s + s_short + u" of words"_s,
             u"me@you@them"_s,
             u"https://treeherder.mozilla.org/"_s,
             u"https://treeherder.mozilla.org/jobs"_s,
             u"https://treeherder.mozilla.org/jobs?revision="_s + s_full,
             u"https://treeherder.mozilla.org/jobs?repo=try&revision=xyz"_s,
             u"https://treeherder.mozilla.org/jobs?repo=try&revision="_s + s_full + u"&revision="_s + s_short,
             u"https://treeherder.mozilla.org/jobs?repo=..%2Ftry&revision="_s + s_short,
             u"https://treeherder.mozilla.org/jobs?repo=try&landoCommitID=99999999999999999999"_s,
             u"https://treeherder.mozilla.org/jobs?repo=try&landoCommitID=L1"_s,
             u"https://treeherder.mozilla.org/logviewer?job_id=4&repo=try"_s,
             u"https://lando.moz.tools/landings/0"_s,
             u"https://lando.moz.tools/D12345/"_s,
             u"https://hg.mozilla.org/rev/"_s + s_short,
             u"https://hg.mozilla.org/try/rev/tip"_s,
             u"https://hg.mozilla.org/try/pushloghtml"_s,
             u"https://bugzilla.mozilla.org/show_bug.cgi?id=alias"_s,
             u"https://bugzilla.mozilla.org/show_bug.cgi?id=1&id=2"_s,
             u"https://bugzilla.mozilla.org/buglist.cgi?bug_id=1"_s,
             u"https://github.com/o/r"_s,
             u"https://github.com/o/r/pulls"_s,
             u"https://github.com/o/../pull/3"_s,
             u"https://github.com/-o/r/pull/3"_s,
             u"o/r#0"_s,
             u"a/b/c#4"_s,
             u"ftp://bugzilla.mozilla.org/show_bug.cgi?id=4"_s,
             u"https://treeherder.mozilla.org@example.org/jobs?repo=try&revision="_s + s_full,
             u"https://me:pw@treeherder.mozilla.org/jobs?repo=try&revision="_s + s_full,
             u"https://@treeherder.mozilla.org/jobs?repo=try&revision="_s + s_full,
             u"https:///jobs?repo=try&revision="_s + s_full,
             u"https://treeherder.mozilla.org\\@example.org/jobs?repo=try&revision="_s + s_full,
             QString(longestFollowText, u' ') + u"bug 4"_s,
         }) {
        QTest::newRow(qPrintable(u'"' + text.left(120) + u'"')) << text;
    }
}

void TestFollowText::passesOver()
{
    QFETCH(QString, text);
    QCOMPARE(shown(readFollow(text)), u"nothing"_s);
}

void TestFollowText::neverTakesAHostForAnother_data()
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<QString>("read");
    QTest::newRow("below another") << u"treeherder.mozilla.org.example.org"_s << u"treeherder.mozilla.org.example.org"_s;
    QTest::newRow("another name") << u"treeherder-mozilla.org"_s << u"treeherder-mozilla.org"_s;
    QTest::newRow("another port") << u"treeherder.mozilla.org:8443"_s << u"treeherder.mozilla.org:8443"_s;
    QTest::newRow("other letters") << u"treeherder.mоzilla.org"_s << u"treeherder.xn--mzilla-wqf.org"_s;
    QTest::newRow("a stage") << u"treeherder.allizom.org"_s << u"treeherder.allizom.org"_s;
}

void TestFollowText::neverTakesAHostForAnother()
{
    QFETCH(QString, host);
    const auto push = readFollow(QString(u"https://"_s + host + u"/jobs?repo=try&revision="_s + s_full));
    QVERIFY(push);
    QTEST(push->host, "read");
    // Nor does it follow from somebody's link which Lando is meant.
    const auto landing = readFollow(
        QString(u"https://"_s + host + u"/jobs?repo=try&landoInstance=lando-prod-2025&landoCommitID=5"_s));
    QVERIFY(landing);
    QTEST(landing->host, "read");
}

void TestFollowText::theFirstThatIsCertainWins_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<Follow>("follow");
    const QString link =
        u"https://treeherder.mozilla.org/jobs?repo=try&landoInstance=lando-prod-2025&landoCommitID=86670"_s;
    QTest::newRow("what mach try prints today")
        << u"Using 5cf6a721c380 as the hg base commit.\nPatches gathered for submission.\n"
           "try submission success in 3.2s:\n "_s
            + link + u'\n'
        << job(u"lando.moz.tools"_s, 86670);
    QTest::newRow("what it printed before")
        << u"Lando try submission success, took 3.21 seconds. Landing job id: 173397.\n"_s << job({}, 173397);
    QTest::newRow("what a push to hg prints")
        << u"remote: View your change here:\nremote:   https://hg.mozilla.org/try/rev/%1\n"
           "remote: Follow the progress of your build on Treeherder:\n"
           "remote:   https://treeherder.mozilla.org/jobs?repo=try&revision=%1\n"_s.arg(s_full)
        << revision(s_th, u"try"_s, s_full);
    QTest::newRow("a link before words") << u"Bug 12 - on try: "_s + link << job(u"lando.moz.tools"_s, 86670);
    QTest::newRow("a link that says nothing")
        << u"https://example.org/hello https://bugzil.la/4 https://bugzil.la/5"_s << bug(s_bmo, 4);
    QTest::newRow("words before words") << u"o/r#3 fixes bug 4"_s << pull({}, u"o/r"_s, 3);
    QTest::newRow("words that say nothing") << u"bug 0, then bug 4"_s << bug({}, 4);
    QTest::newRow("two addresses run together") << u"https://bugzil.la/4<br>https://bugzil.la/5"_s << bug(s_bmo, 4);
}

void TestFollowText::theFirstThatIsCertainWins()
{
    QFETCH(QString, text);
    QFETCH(Follow, follow);
    QCOMPARE(shown(readFollow(text)), shown(follow));
}

/// Long texts of what the forms look for, which a careless expression would try in every way.
void TestFollowText::anyTextIsReadInTime()
{
    QElapsedTimer clock;
    clock.start();
    for (const auto &piece : QStringList{u"a"_s,
                                         u"a."_s,
                                         u"a-"_s,
                                         u"https://"_s,
                                         u"http://a/b?c=d&"_s,
                                         u"bug "_s,
                                         u"bug #"_s,
                                         u"o/r#"_s,
                                         u"o/"_s,
                                         u"#1"_s,
                                         u"rev "_s,
                                         u"0"_s,
                                         u"f0"_s,
                                         u"landing job id: "_s,
                                         u"((("_s,
                                         u"https://x.y/jobs?repo=a&"_s,
                                         u"\u202e"_s,
                                         u"\U0001F41B"_s,
                                         u"x.yz/"_s,
                                         u"\n"_s}) {
        const QString text = piece.repeated(longestFollowText / piece.size());
        std::ignore = readFollow(text);
        std::ignore = readFollow(QString(text.left(longestFollowText - 8) + u" bug 4"_s));
    }
    QVERIFY2(clock.elapsed() < 4000, qPrintable(QString::number(clock.elapsed())));
}

void TestFollowText::whateverIsReadIsWithinItsBounds()
{
    const QStringList pieces{u"https://"_s,
                             u"treeherder.mozilla.org"_s,
                             u"/jobs?"_s,
                             u"repo="_s,
                             u"try"_s,
                             u"&"_s,
                             u"revision="_s,
                             s_short,
                             s_full,
                             u"landoCommitID="_s,
                             u"bug "_s,
                             u"12"_s,
                             u"999999999999999999999"_s,
                             u"#"_s,
                             u"/"_s,
                             u"o/r"_s,
                             u"/pull/"_s,
                             u"@"_s,
                             u":"_s,
                             u"%00"_s,
                             u"%2F"_s,
                             u" "_s,
                             u"\n"_s,
                             u"show_bug.cgi?id="_s,
                             u"/rev/"_s,
                             u"hg.mozilla.org"_s,
                             u"/landings/"_s,
                             u"Landing job id: "_s,
                             u"<"_s,
                             u"&amp;"_s,
                             QString(QChar(0xd800)),
                             QString(QChar(0)),
                             u"ü"_s,
                             u"author="_s,
                             u"a@b.c"_s,
                             u"#/jobs?"_s};
    QRandomGenerator dice(20261125);
    int read = 0;
    for (int round = 0; round < 20'000; ++round) {
        QString text;
        for (int i = 0, size = int(dice.bounded(9)); i < size; ++i) {
            text += pieces.at(dice.bounded(int(pieces.size())));
            if (dice.bounded(12) == 0) {
                text += QChar(char16_t(dice.bounded(0x10000)));
            }
        }
        const auto follow = readFollow(text);
        if (!follow) {
            continue;
        }
        ++read;
        const bool numbered = follow->kind == Kind::Bug || follow->kind == Kind::LandingJob
            || follow->kind == Kind::PullRequest;
        QVERIFY2(numbered == (follow->number > 0), qPrintable(text));
        QVERIFY2(follow->kind == Kind::LandingJob ? follow->number < 1'000'000'000'000'000'000
                                                  : follow->number < 1'000'000'000,
                 qPrintable(text));
        QVERIFY2((follow->kind == Kind::Revision) == !follow->hash.isEmpty(), qPrintable(text));
        QVERIFY2(QRegularExpression(u"^([0-9a-f]{7,40})?$"_s).match(follow->hash).hasMatch(), qPrintable(text));
        QVERIFY2(QRegularExpression(u"^[a-z0-9.:-]*$"_s).match(follow->host).hasMatch(), qPrintable(text));
        QVERIFY2(QRegularExpression(u"^[A-Za-z0-9._/-]{0,140}$"_s).match(follow->repository).hasMatch(),
                 qPrintable(text));
        QVERIFY2((follow->kind == Kind::Author) == !follow->who.isEmpty(), qPrintable(text));
    }
    QVERIFY2(read > 500, qPrintable(QString::number(read)));
}

QTEST_GUILESS_MAIN(TestFollowText)
#include "tst_followtext.moc"
