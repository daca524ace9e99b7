// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/follower.h"

#include <KConfigGroup>

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Windsock;
using namespace Qt::StringLiterals;

namespace {
const QString s_hash = u"5cf6a721c38010ed048680caf6411c7adfd38b2e"_s;

Account account(const QString &id, Service service, const QString &url = {})
{
    return {.id = AccountId(id), .service = service, .baseUrl = url.isEmpty() ? defaultBaseUrl(service) : QUrl(url)};
}

Watch jobWatch(qint64 job)
{
    return {.id = WatchId(u"ld/%1"_s.arg(job)),
            .account = AccountId(u"ld"_s),
            .kind = Watch::Kind::LandingJob,
            .target = QString::number(job)};
}

Landing landed(qint64 job, const QString &revision = s_hash)
{
    return {.account = AccountId(u"ld"_s),
            .state = Landing::State::Landed,
            .job = job,
            .repository = u"try"_s,
            .revision = revision};
}

ChangeSet changed(const Landing &landing)
{
    ChangeSet set{.account = landing.account};
    Landing before = landing;
    before.state = Landing::State::Landing;
    set.landings.changed = {{.before = before, .after = landing}};
    return set;
}
}

class TestFollower : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void repositoriesHaveTreeherdersNames();
    void everyLandoHasItsTreeherder();
    void leadsToThePush();
    void waitsUntilItIsLanded_data();
    void waitsUntilItIsLanded();
    void followsWhatAPersonWatchesAlone();
    void whatWasTakenOutStaysOut();
    void remembersOverARestart();
    void aJobFollowedAgainIsFollowedAgain();
    void waitsForAnAccount();
    void whatIsWatchedIsNotTold();
    void manyLandInOneAnswer();

private:
    std::unique_ptr<Follower> make() { return std::make_unique<Follower>(*m_book, config()); }
    KSharedConfig::Ptr config() { return KSharedConfig::openConfig(m_dir->filePath(u"rc"_s), KConfig::SimpleConfig); }
    QStringList pushes() const
    {
        QStringList ids;
        for (const Watch &watch : m_book->watches()) {
            if (watch.kind == Watch::Kind::Revision) {
                ids.append(watch.id.value);
            }
        }
        return ids;
    }

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<AccountBook> m_book;
};

void TestFollower::init()
{
    QTest::failOnWarning(QRegularExpression(u".+"_s));
    m_dir = std::make_unique<QTemporaryDir>();
    m_book = std::make_unique<AccountBook>(m_dir->filePath(u"accounts.conf"_s));
    QVERIFY(m_book->addAccount(account(u"ld"_s, Service::Lando)));
    QVERIFY(m_book->addAccount(account(u"th"_s, Service::Treeherder)));
    QVERIFY(m_book->addWatch(jobWatch(7)));
}

void TestFollower::repositoriesHaveTreeherdersNames()
{
    QCOMPARE(treeherderRepositoryOf(u"firefox-autoland"_s), u"autoland"_s);
    QCOMPARE(treeherderRepositoryOf(u"firefox-main"_s), u"mozilla-central"_s);
    QCOMPARE(treeherderRepositoryOf(u"firefox-beta"_s), u"mozilla-beta"_s);
    QCOMPARE(treeherderRepositoryOf(u"firefox-release"_s), u"mozilla-release"_s);
    QCOMPARE(treeherderRepositoryOf(u"firefox-esr140"_s), u"mozilla-esr140"_s);
    QCOMPARE(treeherderRepositoryOf(u"try"_s), u"try"_s);
    QCOMPARE(treeherderRepositoryOf(u"nss"_s), u"nss"_s);
}

void TestFollower::everyLandoHasItsTreeherder()
{
    const Account mozillas = account(u"ld"_s, Service::Lando);
    const Account own = account(u"own"_s, Service::Lando, u"https://lando.example.org"_s);
    const Account publicOne = account(u"th"_s, Service::Treeherder);
    const Account house = account(u"house"_s, Service::Treeherder, u"https://th.example.org"_s);
    const Account other = account(u"other"_s, Service::Treeherder, u"https://th.example.com"_s);
    QCOMPARE(treeherderOf(mozillas, {house, publicOne}), publicOne);
    QCOMPARE(treeherderOf(mozillas, {house}), std::nullopt);
    QCOMPARE(treeherderOf(own, {publicOne, house}), house);
    QCOMPARE(treeherderOf(own, {publicOne}), std::nullopt);
    QCOMPARE(treeherderOf(own, {house, other}), std::nullopt);
    QCOMPARE(treeherderOf(mozillas, {mozillas}), std::nullopt);
}

void TestFollower::leadsToThePush()
{
    const auto follower = make();
    QSignalSpy told(follower.get(), &Follower::followed);
    follower->see(changed(landed(7)));
    QCOMPARE(pushes(), QStringList{u"th/try/"_s + s_hash});
    QCOMPARE(told.size(), 1);
    QCOMPARE(told.first().at(0).value<Landing>().job, 7);
    QCOMPARE(told.first().at(1).value<Watch>().who, s_hash);
    follower->see(changed(landed(7)));
    follower->see({landed(7)});
    QCOMPARE(pushes().size(), 1);
    QCOMPARE(told.size(), 1);
}

void TestFollower::waitsUntilItIsLanded_data()
{
    QTest::addColumn<Landing>("landing");
    Landing landing = landed(7);
    landing.state = Landing::State::Queued;
    QTest::newRow("queued") << landing;
    landing.state = Landing::State::Failed;
    QTest::newRow("failed") << landing;
    QTest::newRow("no revision yet") << landed(7, {});
    landing = landed(7);
    landing.repository.clear();
    QTest::newRow("no repository") << landing;
    landing = landed(0);
    landing.bug = 7;
    QTest::newRow("a bug") << landing;
}

void TestFollower::waitsUntilItIsLanded()
{
    QFETCH(Landing, landing);
    const auto follower = make();
    follower->see({landing});
    QCOMPARE(pushes(), QStringList());
    follower->see({landed(7)});
    QCOMPARE(pushes().size(), 1);
}

void TestFollower::followsWhatAPersonWatchesAlone()
{
    const auto follower = make();
    Landing elsewhere = landed(7);
    elsewhere.account = AccountId(u"other"_s);
    follower->see({landed(8), elsewhere});
    QCOMPARE(pushes(), QStringList());
}

void TestFollower::whatWasTakenOutStaysOut()
{
    const auto follower = make();
    follower->see({landed(7)});
    QVERIFY(m_book->removeWatch(WatchId(pushes().constFirst())));
    follower->see({landed(7)});
    follower->see(changed(landed(7)));
    QCOMPARE(pushes(), QStringList());
}

void TestFollower::remembersOverARestart()
{
    make()->see({landed(7)});
    QVERIFY(m_book->removeWatch(WatchId(pushes().constFirst())));
    make()->see({landed(7)});
    QCOMPARE(pushes(), QStringList());
    QCOMPARE(KConfig(m_dir->filePath(u"rc"_s), KConfig::SimpleConfig)
                 .group(u"Followed"_s)
                 .readEntry("LandingJobs", QStringList()),
             QStringList{u"ld/lando/7"_s});
}

void TestFollower::aJobFollowedAgainIsFollowedAgain()
{
    const auto follower = make();
    follower->see({landed(7)});
    QVERIFY(m_book->removeWatch(WatchId(pushes().constFirst())));
    QVERIFY(m_book->removeWatch(jobWatch(7).id));
    follower->see({landed(7)});
    QCOMPARE(pushes(), QStringList());
    QVERIFY(m_book->addWatch(jobWatch(7)));
    follower->see({landed(7)});
    QCOMPARE(pushes().size(), 1);
}

void TestFollower::waitsForAnAccount()
{
    QVERIFY(m_book->removeAccount(AccountId(u"th"_s)));
    const auto follower = make();
    follower->see({landed(7)});
    QCOMPARE(pushes(), QStringList());
    QVERIFY(m_book->addAccount(account(u"th"_s, Service::Treeherder)));
    follower->see({landed(7)});
    QCOMPARE(pushes().size(), 1);
}

void TestFollower::whatIsWatchedIsNotTold()
{
    Watch watch{.account = AccountId(u"th"_s), .kind = Watch::Kind::Revision, .target = u"try"_s, .who = s_hash};
    watch.id = m_book->freeWatchId(watch);
    QVERIFY(m_book->addWatch(watch));
    const auto follower = make();
    QSignalSpy told(follower.get(), &Follower::followed);
    follower->see({landed(7)});
    QCOMPARE(pushes().size(), 1);
    QVERIFY(told.isEmpty());
}

void TestFollower::manyLandInOneAnswer()
{
    QList<Landing> landings;
    for (int job = 100; job < 120; ++job) {
        QVERIFY(m_book->addWatch(jobWatch(job)));
        landings.append(landed(job, u"%1"_s.arg(job, 40, 10, QChar(u'a'))));
    }
    const auto follower = make();
    follower->see(landings);
    QCOMPARE(pushes().size(), 20);
}

QTEST_GUILESS_MAIN(TestFollower)
#include "tst_follower.moc"
