// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/config/preferencesfile.h"
#include "app/config/profile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Windsock;
using namespace std::chrono_literals;

class TestProfile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }
    void foldersAreTheOwnersAlone();
    void aFolderThatCannotBeMadeIsTold();
    void namesOnTheBusDiffer();
    void tokensAreNotShared();
    void preferencesComeBack();
    void preferencesOutOfRangeAreHeld();
};

void TestProfile::foldersAreTheOwnersAlone()
{
    const QTemporaryDir dir;
    const Profile profile = Profile::in(dir.filePath(u"a/b"_s));
    QVERIFY(profile.prepare());
    QVERIFY(QFileInfo(profile.storeFile()).dir().exists());
    const auto permissions = QFileInfo(dir.filePath(u"a/b"_s)).permissions();
    QVERIFY(!(permissions & (QFile::ReadGroup | QFile::ExeGroup | QFile::ReadOther | QFile::ExeOther)));
}

void TestProfile::aFolderThatCannotBeMadeIsTold()
{
    const QTemporaryDir dir;
    QFile file(dir.filePath(u"file"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    const auto prepared = Profile::in(file.fileName() + u"/below"_s).prepare();
    QVERIFY(!prepared);
    QVERIFY(prepared.error().detail.contains(u"below"_s));
}

void TestProfile::namesOnTheBusDiffer()
{
    QCOMPARE(Profile::standard().busName(), u"org.windsock.Windsock"_s);
    const QString a = Profile::in(u"/a"_s).busName();
    QCOMPARE(a, Profile::in(u"/b/../a/"_s).busName());
    QVERIFY(a != Profile::in(u"/b"_s).busName());
    QVERIFY(a.startsWith(u"org.windsock.Windsock.p"_s));
}

void TestProfile::tokensAreNotShared()
{
    QCOMPARE(Profile::standard().keychainName(), u"org.windsock.Windsock"_s);
    QVERIFY(Profile::in(u"/a"_s).keychainName() != Profile::in(u"/b"_s).keychainName());
    QVERIFY(Profile::in(u"/a"_s).keychainName() != Profile::standard().keychainName());
}

void TestProfile::preferencesComeBack()
{
    const QTemporaryDir dir;
    const auto config = [&] { return KSharedConfig::openConfig(dir.filePath(u"w.conf"_s), KConfig::SimpleConfig); };
    QCOMPARE(readPreferences(config()), Preferences());
    const Preferences chosen{
        .eventLead = 5min,
        .travelTime = 40min,
        .mutedCalendars = {u"cal/Own, and \"more\""_s, u"mu/Söcks"_s},
        .settleTime = 20s,
        .quiet = true,
        .quietFrom = QTime(21, 30),
        .quietTo = QTime(6, 15),
        .work = {.told = false, .days = {Qt::Tuesday, Qt::Saturday}, .from = QTime(22, 0), .to = QTime(6, 30)},
        .closeToTray = false};
    QVERIFY(writePreferences(config(), chosen));
    QCOMPARE(readPreferences(config()), chosen);
}

void TestProfile::preferencesOutOfRangeAreHeld()
{
    const QTemporaryDir dir;
    QFile file(dir.filePath(u"w.conf"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("[Notifications]\nEventLeadMinutes=-5\nSettleSeconds=99999999\nQuietFrom=25:99\n"
               "[Work]\nWorkDays=7,0,x,3,8,3\nWorkFrom=noon\nWorkTo=17:30\n");
    file.close();
    const Preferences read = readPreferences(KSharedConfig::openConfig(file.fileName(), KConfig::SimpleConfig));
    QCOMPARE(read.eventLead, 0min);
    QCOMPARE(read.settleTime, 3600s);
    QCOMPARE(read.quietFrom, Preferences().quietFrom);
    QCOMPARE(read.work, (WorkingHours{.days = {Qt::Wednesday, Qt::Sunday}, .to = QTime(17, 30)}));
}

QTEST_GUILESS_MAIN(TestProfile)
#include "tst_profile.moc"
