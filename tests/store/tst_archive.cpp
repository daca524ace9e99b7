// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/archive.h"
#include "models/store/factcodec.h"
#include "models/store/schema.h"
#include "tests/store/making.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace Windsock;
using namespace Windsock::Making;

namespace {
QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void write(const QString &path, const QByteArray &content)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(content), content.size());
}
}

class TestArchive : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".+"_s));
        m_folder = std::make_unique<QTemporaryDir>();
        m_file = m_folder->filePath(u"deep/store.db"_s);
    }

    void aNewFileIsOursAlone()
    {
        Archive archive(m_file);
        QCOMPARE(archive.open(minute(0)), QString());
        QVERIFY(archive.record(someEntry()));
        for (const QString &tail : {u""_s, u"-wal"_s, u"-shm"_s}) {
            QCOMPARE(QFile::permissions(m_file + tail) & QFile::Permissions(0x0077), QFile::Permissions());
        }
        QSqlQuery query(QSqlDatabase::database(archive.connectionName()));
        QVERIFY(query.exec(u"PRAGMA journal_mode"_s) && query.next());
        QCOMPARE(query.value(0).toString(), u"wal"_s);
        QVERIFY(query.exec(u"PRAGMA synchronous"_s) && query.next());
        QCOMPARE(query.value(0).toInt(), 2);
        QVERIFY(query.exec(u"PRAGMA user_version"_s) && query.next());
        QCOMPARE(query.value(0).toInt(), int(schemaSteps().size()));
    }

    void whatWasRecordedIsLoaded()
    {
        {
            Archive archive(m_file);
            QVERIFY(archive.open(minute(0)));
            QVERIFY(archive.record(someEntry()));
            QVERIFY(archive.saveHealth({.watch = tree, .account = account, .host = u"example.org"_s}));
        }
        Archive archive(m_file);
        QCOMPARE(archive.open(minute(1)), QString());
        const auto content = archive.load();
        QVERIFY(content);
        QCOMPARE(content->memories, someEntry().memories);
        const Book book = content->books.value(account);
        QCOMPARE(book.pushes.value(u"push/1"_s), push(1));
        QCOMPARE(book.jobs.value(1).value(10), running(10, 1));
        QCOMPARE(book.standings.value(u"push/1"_s).account, account);
        QCOMPARE(book.landings.value(u"bug/5"_s), landing(5));
        QCOMPARE(book.members.value(tree), (QSet<QString>{u"push/1"_s, u"bug/5"_s}));
        QCOMPARE(content->notices, someEntry().notices);
        QCOMPARE(content->health.size(), 1);
        QCOMPARE(content->health[0].host, u"example.org"_s);
    }

    void jobsThatSayTheSameShareTheirTexts()
    {
        {
            Archive archive(m_file);
            QVERIFY(archive.open(minute(0)));
            ChangeSet changes{.account = account, .at = minute(0)};
            changes.pushes.added = {push(1), push(2)};
            changes.jobs.added = {running(10, 1), running(11, 2)};
            QVERIFY(archive.record({.at = minute(0), .changes = {changes}}));
        }
        Archive archive(m_file);
        QVERIFY(archive.open(minute(1)));
        const auto content = archive.load();
        QVERIFY(content);
        const Job one = content->books.value(account).jobs.value(1).value(10);
        const Job other = content->books.value(account).jobs.value(2).value(11);
        QCOMPARE(one, running(10, 1));
        QCOMPARE(one.platform.constData(), other.platform.constData());
        QVERIFY(one.typeName != other.typeName);
    }

    void onlyOneOpensIt()
    {
        Archive first(m_file);
        QVERIFY(first.open(minute(0)));
        Archive second(m_file);
        const auto refused = second.open(minute(0));
        QVERIFY(!refused);
        QVERIFY2(refused.error().contains("in use"_L1), qPrintable(refused.error()));
        first.close();
        QVERIFY(second.open(minute(0)));
    }

    /// What a process leaves that was killed while it took the lock.
    void aLockWithoutANameHoldsNobodyBack()
    {
        QVERIFY(QDir().mkpath(QFileInfo(m_file).path()));
        write(m_file + u".lock"_s, {});
        Archive archive(m_file);
        QCOMPARE(archive.open(minute(0)), QString());
        Archive second(m_file);
        QVERIFY(!second.open(minute(0)));
    }

    void anEmptyFileIsANewStore()
    {
        QVERIFY(QDir().mkpath(QFileInfo(m_file).path()));
        write(m_file, {});
        Archive archive(m_file);
        QCOMPARE(archive.open(minute(0)), QString());
        QVERIFY(archive.load());
    }

    void aDamagedFileIsSetAside_data()
    {
        QTest::addColumn<QString>("damage");
        for (const char *damage : {"garbage", "truncated", "overwritten page"}) {
            QTest::newRow(damage) << QString::fromLatin1(damage);
        }
    }
    void aDamagedFileIsSetAside()
    {
        QFETCH(QString, damage);
        makeBigStore();
        QByteArray bytes = contentOf(m_file);
        QVERIFY(bytes.size() > 40 * 4096);
        if (damage == "garbage"_L1) {
            bytes = QByteArray("This is no database. ").repeated(1000);
        } else if (damage == "truncated"_L1) {
            bytes.truncate(bytes.size() / 2 + 100);
        } else {
            bytes.replace(4096, bytes.size() - 2 * 4096, QByteArray(bytes.size() - 2 * 4096, '\xa5'));
        }
        write(m_file, bytes);
        write(m_file + u"-wal"_s, "left over");
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"was damaged and is kept as"_s));
        Archive archive(m_file);
        const auto aside = archive.open(minute(61));
        QVERIFY2(aside, qPrintable(aside.error_or(QString())));
        QCOMPARE(*aside, m_file + u".damaged-20261120T130100Z"_s);
        QCOMPARE(contentOf(*aside).size(), bytes.size());
        if (damage == "garbage"_L1) {
            QCOMPARE(contentOf(*aside), bytes);
        }
        const auto content = archive.load();
        QVERIFY(content && content->books.isEmpty() && content->notices.isEmpty());
        QVERIFY(archive.record(someEntry()));
        archive.close();
        QCOMPARE(archive.open(minute(62)), QString()); // and stays sound
    }

    void aSecondDamageDoesNotOverwriteTheFirst()
    {
        QVERIFY(QDir().mkpath(QFileInfo(m_file).path()));
        for (const QString &tail : {u""_s, u"-2"_s}) {
            write(m_file, QByteArray(9000, 'x') + tail.toLatin1());
            QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"was damaged and is kept as"_s));
            Archive archive(m_file);
            QCOMPARE(archive.open(minute(0)), m_file + u".damaged-20261120T120000Z"_s + tail);
        }
        QCOMPARE(contentOf(m_file + u".damaged-20261120T120000Z"_s), QByteArray(9000, 'x'));
    }

    void aNewerSchemaIsNotTouched()
    {
        makeFile([](QSqlQuery &query) {
            QVERIFY(query.exec(u"CREATE TABLE future (a)"_s));
            QVERIFY(query.exec(u"PRAGMA user_version = 4711"_s));
        });
        const QByteArray before = contentOf(m_file);
        Archive archive(m_file);
        const auto refused = archive.open(minute(0));
        QVERIFY(!refused);
        QVERIFY2(refused.error().contains("newer"_L1) && refused.error().contains("4711"_L1),
                 qPrintable(refused.error()));
        QCOMPARE(contentOf(m_file), before);
        QCOMPARE(QDir(QFileInfo(m_file).path()).entryList(QDir::Files), QStringList{u"store.db"_s});
    }

    void aFolderInTheWayRemovesNothing()
    {
        QVERIFY(QDir().mkpath(m_file + u"/inside"_s));
        Archive archive(m_file);
        QVERIFY(!archive.open(minute(0)));
        QVERIFY(QFileInfo(m_file + u"/inside"_s).isDir());
        QVERIFY(QDir(QFileInfo(m_file).path()).entryList(QDir::Files).isEmpty());
    }

    void aLockedDatabaseIsNotSetAside()
    {
        makeBigStore();
        const QString name = u"other"_s;
        {
            QSqlDatabase other = QSqlDatabase::addDatabase(u"QSQLITE"_s, name);
            other.setDatabaseName(m_file);
            QVERIFY(other.open());
            QSqlQuery query(other);
            QVERIFY(query.exec(u"PRAGMA locking_mode = EXCLUSIVE"_s));
            QVERIFY(query.exec(u"BEGIN EXCLUSIVE"_s));
            QVERIFY(query.exec(u"DELETE FROM notices"_s));
            Archive archive(m_file);
            const auto refused = archive.open(minute(0));
            QVERIFY(!refused);
            QVERIFY2(refused.error().contains("locked"_L1), qPrintable(refused.error()));
            QVERIFY(query.exec(u"ROLLBACK"_s));
        }
        QSqlDatabase::removeDatabase(name);
        QVERIFY(QDir(QFileInfo(m_file).path()).entryList({u"*damaged*"_s}).isEmpty());
        Archive archive(m_file);
        QCOMPARE(archive.open(minute(0)), QString());
        QCOMPARE(archive.load()->notices.size(), 1);
    }

    /// The tables as the first version made them, written out here so that no later edit of the steps can hide.
    void versionOneIsBroughtUpToDate()
    {
        makeFile([](QSqlQuery &query) {
            for (const QString &statement :
                 {u"CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID"_s,
                  u"CREATE TABLE facts (account TEXT NOT NULL, kind INTEGER NOT NULL, key TEXT NOT NULL, body BLOB NOT NULL, PRIMARY KEY (account, kind, key)) WITHOUT ROWID"_s,
                  u"CREATE TABLE jobs (account TEXT NOT NULL, push INTEGER NOT NULL, id INTEGER NOT NULL, body BLOB NOT NULL, PRIMARY KEY (account, push, id)) WITHOUT ROWID"_s,
                  u"CREATE TABLE membership (watch TEXT NOT NULL, key TEXT NOT NULL, PRIMARY KEY (watch, key)) WITHOUT ROWID"_s,
                  u"CREATE TABLE memory (watch TEXT PRIMARY KEY, account TEXT NOT NULL, cursor TEXT NOT NULL, as_of INTEGER, baselined INTEGER NOT NULL) WITHOUT ROWID"_s,
                  u"CREATE TABLE history (id INTEGER PRIMARY KEY, at INTEGER NOT NULL, account TEXT NOT NULL, watch TEXT NOT NULL, kind INTEGER NOT NULL, key TEXT NOT NULL, what INTEGER NOT NULL, baseline INTEGER NOT NULL, before BLOB, after BLOB)"_s,
                  u"CREATE TABLE notices (key TEXT PRIMARY KEY, subject TEXT NOT NULL, account TEXT NOT NULL, watch TEXT NOT NULL, kind INTEGER NOT NULL, urgency INTEGER NOT NULL, title TEXT NOT NULL, text TEXT NOT NULL, url TEXT NOT NULL, decided INTEGER NOT NULL, state INTEGER NOT NULL, shown INTEGER, read INTEGER NOT NULL)"_s,
                  u"CREATE INDEX notices_subject ON notices (subject, state)"_s,
                  u"CREATE TABLE health (watch TEXT PRIMARY KEY, body BLOB NOT NULL) WITHOUT ROWID"_s,
                  u"INSERT INTO memory VALUES ('th/autoland', 'th', 'c', 1000, 1)"_s,
                  u"INSERT INTO membership VALUES ('th/autoland', 'bug/5')"_s,
                  u"INSERT INTO notices VALUES ('k', 's', 'th', '', 0, 0, 't', '', '', 1000, 1, 2000, 0)"_s,
                  u"PRAGMA user_version = 1"_s}) {
                QVERIFY2(query.exec(statement), qPrintable(statement));
            }
            query.prepare(u"INSERT INTO facts VALUES ('th', 3, 'bug/5', ?)"_s);
            query.bindValue(0, encode(landing(5)));
            QVERIFY(query.exec());
        });
        Archive archive(m_file);
        QCOMPARE(archive.open(minute(0)), QString());
        const auto content = archive.load();
        QVERIFY(content);
        QCOMPARE(content->memories.size(), 1);
        QVERIFY(content->memories[0].baselined && content->memories[0].meaning.isEmpty());
        QCOMPARE(content->books.value(account).landings.value(u"bug/5"_s), landing(5));
        QCOMPARE(content->notices.size(), 1);
        QCOMPARE(content->notices[0].state, Notice::State::Shown);
        QVERIFY(archive.record(someEntry()));
    }

    void aStepThatFailsLeavesTheVersionBefore()
    {
        makeFile([](QSqlQuery &query) {
            // Says it is version 1 but lacks what step 2 alters.
            QVERIFY(query.exec(u"CREATE TABLE notices (key TEXT, decided INTEGER)"_s));
            QVERIFY(query.exec(u"PRAGMA user_version = 1"_s));
        });
        Archive archive(m_file);
        QVERIFY(!archive.open(minute(0)));
        makeFile([](QSqlQuery &query) {
            QVERIFY(query.exec(u"PRAGMA user_version"_s) && query.next());
            QCOMPARE(query.value(0).toInt(), 1);
        });
        QVERIFY(QDir(QFileInfo(m_file).path()).entryList({u"*damaged*"_s}).isEmpty());
    }

    void aBodyThatCannotBeReadIsSkipped()
    {
        {
            Archive archive(m_file);
            QVERIFY(archive.open(minute(0)));
            QVERIFY(archive.record(someEntry()));
            QSqlQuery query(QSqlDatabase::database(archive.connectionName()));
            QVERIFY(query.exec(u"UPDATE facts SET body = x'ff00' WHERE kind = 3"_s));
            QVERIFY(query.exec(u"UPDATE jobs SET body = x'00'"_s));
        }
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"cannot read .*bug/5"_s));
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"cannot read .*job.* 10"_s));
        Archive archive(m_file);
        QVERIFY(archive.open(minute(0)));
        const Book book = archive.load()->books.value(account);
        QVERIFY(book.landings.isEmpty() && book.jobs.isEmpty());
        QVERIFY(book.pushes.contains(u"push/1"_s));
        QCOMPARE(book.members.value(tree), QSet<QString>{u"push/1"_s});
    }

private:
    static ArchiveEntry someEntry()
    {
        ChangeSet changes{.account = account, .watch = tree, .at = minute(0)};
        changes.pushes.added = {push(1)};
        changes.jobs.added = {running(10, 1)};
        changes.standings.added = {standingOf(account, 1, changes.jobs.added, minute(0), settleTime)};
        changes.landings.added = {landing(5)};
        return {.at = minute(0),
                .changes = {changes},
                .memberships = {{.watch = tree, .joined = {u"push/1"_s, u"bug/5"_s}}},
                .memories = {{.watch = tree,
                              .account = account,
                              .cursor = u"c"_s,
                              .asOf = minute(0),
                              .baselined = true,
                              .meaning = u"m"_s}},
                .notices = {{.key = u"th/push/1#x"_s,
                             .subject = push(1).subject(),
                             .account = account,
                             .kind = Notice::Kind::PushBad,
                             .urgency = Notice::Urgency::High,
                             .title = u"T"_s,
                             .url = QUrl(u"https://example.org/?a=%26"_s),
                             .decided = minute(0)}}};
    }

    void makeBigStore()
    {
        Archive archive(m_file);
        QVERIFY(archive.open(minute(0)));
        ArchiveEntry entry = someEntry();
        for (int i = 100; i < 2000; ++i) {
            entry.changes[0].jobs.added.append(running(i, 1));
        }
        QVERIFY(archive.record(entry));
    }

    void makeFile(const std::function<void(QSqlQuery &)> &fill)
    {
        QVERIFY(QDir().mkpath(QFileInfo(m_file).path()));
        {
            QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"maker"_s);
            database.setDatabaseName(m_file);
            QVERIFY(database.open());
            QSqlQuery query(database);
            fill(query);
        }
        QSqlDatabase::removeDatabase(u"maker"_s);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_file;
};

QTEST_GUILESS_MAIN(TestArchive)
#include "tst_archive.moc"
