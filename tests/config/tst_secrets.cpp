// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/config/secrets.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace Windsock;

class TestSecrets : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void noneIsEmpty();
    void environment();
    void unsetEnvironmentIsAFailure();
    void closedFile();
    void openFileIsRefused_data();
    void openFileIsRefused();
    void aLinkToAClosedFileIsRead();
    void whatIsNoFileIsRefused();
    void theFileOfAnotherPersonIsRefused();
    void emptyAndEndlessFiles();
    void memoryComesFirst();
    void whatAnotherProcessHasChangedIsReadAgain();
    void theDemoLeavesTheKeychainAlone();
    void aKeychainThatFailsIsNotAnEmptyToken();
    void neverBeforeReadHasReturned();
    void aDeadContextIsNotCalled();

private:
    static QString closedFileWith(const QTemporaryDir &dir, const QByteArray &bytes);
    static Account account(SecretPlace::Kind kind, const QString &name = {})
    {
        return {.id = AccountId(u"a"_s), .secret = {.kind = kind, .name = name}};
    }
    static Result<QByteArray> read(Secrets &secrets, const Account &account);
};

void TestSecrets::initTestCase()
{
    // No bus, no keychain: whatever this machine has stays out of the test.
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent");
}

Result<QByteArray> TestSecrets::read(Secrets &secrets, const Account &account)
{
    std::optional<Result<QByteArray>> answer;
    secrets.read(account, &secrets, [&](const Result<QByteArray> &result) { answer = result; });
    [&] { QTRY_VERIFY_WITH_TIMEOUT(answer, 30'000); }();
    return answer.value_or(Failed(Failure{}));
}

QString TestSecrets::closedFileWith(const QTemporaryDir &dir, const QByteArray &bytes)
{
    QFile file(dir.filePath(u"secret"_s));
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size()
        || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner)) {
        return {};
    }
    return file.fileName();
}

void TestSecrets::noneIsEmpty()
{
    Secrets secrets{Profile::standard()};
    QCOMPARE(read(secrets, account(SecretPlace::Kind::None)).value(), QByteArray());
}

void TestSecrets::environment()
{
    qputenv("WINDSOCK_TEST_TOKEN", " abc\n");
    Secrets secrets{Profile::standard()};
    QCOMPARE(read(secrets, account(SecretPlace::Kind::Environment, u"WINDSOCK_TEST_TOKEN"_s)).value(), "abc");
}

void TestSecrets::unsetEnvironmentIsAFailure()
{
    Secrets secrets{Profile::standard()};
    const auto result = read(secrets, account(SecretPlace::Kind::Environment, u"WINDSOCK_NOT_SET"_s));
    QVERIFY(!result);
    QCOMPARE(result.error().kind, Failure::Kind::NeedsLogin);
    QCOMPARE(result.error().reason, Failure::Reason::NoCredential);
}

void TestSecrets::closedFile()
{
    const QTemporaryDir dir;
    QFile file(dir.filePath(u"token"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("abc\n");
    file.close();
    QVERIFY(file.setPermissions(QFile::ReadOwner | QFile::WriteOwner));
    Secrets secrets{Profile::standard()};
    QCOMPARE(read(secrets, account(SecretPlace::Kind::File, file.fileName())).value(), "abc");
}

void TestSecrets::openFileIsRefused_data()
{
    QTest::addColumn<QFile::Permissions>("also");
    QTest::newRow("group may read") << QFile::Permissions(QFile::ReadGroup);
    QTest::newRow("others may read") << QFile::Permissions(QFile::ReadOther);
    QTest::newRow("others may write") << QFile::Permissions(QFile::WriteOther);
}

void TestSecrets::openFileIsRefused()
{
    QFETCH(QFile::Permissions, also);
    const QTemporaryDir dir;
    QFile file(dir.filePath(u"token"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("abc\n");
    file.close();
    QVERIFY(file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | also));
    Secrets secrets{Profile::standard()};
    const auto result = read(secrets, account(SecretPlace::Kind::File, file.fileName()));
    QVERIFY(!result);
    QVERIFY(result.error().detail.contains(u"chmod 600"_s));
    QVERIFY(!result.error().detail.contains(u"abc"_s));
}

void TestSecrets::aLinkToAClosedFileIsRead()
{
    const QTemporaryDir dir;
    const QString name = closedFileWith(dir, "abc");
    const QString link = dir.filePath(u"link"_s);
    QVERIFY(QFile::link(name, link));
    Secrets secrets{Profile::standard()};
    QCOMPARE(read(secrets, account(SecretPlace::Kind::File, link)).value(), "abc");
    // What the link points to counts, not the link.
    QVERIFY(QFile::setPermissions(name, QFile::ReadOwner | QFile::ReadOther));
    QVERIFY(!read(secrets, account(SecretPlace::Kind::File, link)));
    QVERIFY(QFile::remove(name));
    QVERIFY(read(secrets, account(SecretPlace::Kind::File, link)).error().detail.contains(u"cannot be read"_s));
}

void TestSecrets::whatIsNoFileIsRefused()
{
    const QTemporaryDir dir;
    const QString pipe = dir.filePath(u"pipe"_s);
    QCOMPARE(mkfifo(QFile::encodeName(pipe).constData(), 0600), 0);
    Secrets secrets{Profile::standard()};
    // Nobody writes to the pipe: whoever waited for it would wait for ever.
    for (const QString &name : {pipe, dir.path(), u"/dev/null"_s, u"/nonexistent/token"_s, QString()}) {
        const auto result = read(secrets, account(SecretPlace::Kind::File, name));
        QVERIFY2(!result, qPrintable(name));
        QCOMPARE(result.error().reason, Failure::Reason::NoCredential);
        QCOMPARE(result.error().kind, Failure::Kind::NeedsLogin);
    }
}

void TestSecrets::theFileOfAnotherPersonIsRefused()
{
    if (geteuid() != 0) {
        QSKIP("a file that another owns and only its owner may read: nobody but root can make one and open it");
    }
    const QTemporaryDir dir;
    const QString name = closedFileWith(dir, "abc");
    QCOMPARE(chown(QFile::encodeName(name).constData(), 65534, 65534), 0);
    Secrets secrets{Profile::standard()};
    const auto result = read(secrets, account(SecretPlace::Kind::File, name));
    QVERIFY(!result);
    QVERIFY(result.error().detail.contains(u"must be yours"_s));
}

void TestSecrets::emptyAndEndlessFiles()
{
    const QTemporaryDir dir;
    Secrets secrets{Profile::standard()};
    for (const QByteArray &nothing : {QByteArray(), " \n\t"_ba}) {
        const auto result = read(secrets, account(SecretPlace::Kind::File, closedFileWith(dir, nothing)));
        QVERIFY(!result);
        QVERIFY(result.error().detail.contains(u"is empty"_s));
    }
    const auto large = read(secrets, account(SecretPlace::Kind::File, closedFileWith(dir, QByteArray(100'000, 'x'))));
    QCOMPARE(large.value().size(), 16 * 1024);
    QCOMPARE(read(secrets, account(SecretPlace::Kind::File, closedFileWith(dir, " a b \n\n"))).value(), "a b");
}

void TestSecrets::memoryComesFirst()
{
    Secrets secrets{Profile::standard()};
    secrets.keepInMemory(AccountId(u"a"_s), "kept");
    QCOMPARE(read(secrets, account(SecretPlace::Kind::Keychain)).value(), "kept");
}

void TestSecrets::whatAnotherProcessHasChangedIsReadAgain()
{
    qputenv("WINDSOCK_TEST_TOKEN", "new");
    const Account there = account(SecretPlace::Kind::Environment, u"WINDSOCK_TEST_TOKEN"_s);
    Secrets secrets{Profile::standard()};
    secrets.keepInMemory(there.id, "old");
    QCOMPARE(read(secrets, there).value(), "old");
    secrets.readAgain(there.id);
    QCOMPARE(read(secrets, there).value(), "new");
}

/// There is no keychain here: whatever asks it fails.
void TestSecrets::theDemoLeavesTheKeychainAlone()
{
    const Account there = account(SecretPlace::Kind::Keychain);
    Secrets secrets{Profile::standard()};
    secrets.leaveKeychainAlone();
    QCOMPARE(read(secrets, there).error().reason, Failure::Reason::NoCredential);
    std::optional<Result<void>> written;
    secrets.write(there.id, "demo", &secrets, [&](const Result<void> &result) { written = result; });
    QVERIFY2(!written, "never before write() has returned");
    QTRY_VERIFY(written);
    QVERIFY(*written);
    QCOMPARE(read(secrets, there).value(), "demo");
    std::optional<Result<void>> removed;
    secrets.remove(there.id, &secrets, [&](const Result<void> &result) { removed = result; });
    QTRY_VERIFY(removed);
    QVERIFY(*removed);
    QVERIFY(!read(secrets, there));
}

void TestSecrets::aKeychainThatFailsIsNotAnEmptyToken()
{
    Secrets secrets{Profile::standard()};
    const auto result = read(secrets, account(SecretPlace::Kind::Keychain));
    QVERIFY(!result);
    QCOMPARE(result.error().reason, Failure::Reason::NoCredential);
}

void TestSecrets::neverBeforeReadHasReturned()
{
    Secrets secrets{Profile::standard()};
    bool called = false;
    secrets.read(account(SecretPlace::Kind::None), &secrets, [&](const Result<QByteArray> &) { called = true; });
    QVERIFY(!called);
    QTRY_VERIFY(called);
}

void TestSecrets::aDeadContextIsNotCalled()
{
    Secrets secrets{Profile::standard()};
    bool called = false;
    {
        QObject context;
        secrets.read(account(SecretPlace::Kind::None), &context, [&](const Result<QByteArray> &) { called = true; });
    }
    QObject later;
    bool after = false;
    secrets.read(account(SecretPlace::Kind::None), &later, [&](const Result<QByteArray> &) { after = true; });
    QTRY_VERIFY(after);
    QVERIFY(!called);
}

QTEST_GUILESS_MAIN(TestSecrets)
#include "tst_secrets.moc"
