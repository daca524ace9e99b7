// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/github/githubsource.h"
#include "app/sources/github/inboxparser.h"
#include "app/sources/github/inboxwriter.h"
#include "tests/sources/golden.h"
#include "tests/sources/wireserver.h"

#include <QJsonArray>
#include <QRegularExpression>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace Windsock;
using namespace std::chrono_literals;

namespace {
const QDateTime s_now(QDate(2026, 11, 21), QTime(12, 0), QTimeZone::UTC);
const QByteArray s_modified = "Sat, 21 Nov 2026 11:00:00 GMT";

QJsonObject notification(const QString &id, const QJsonObject &more = {}, const QJsonObject &subjectMore = {})
{
    QJsonObject subject{{u"title"_s, u"Fix it"_s},
                        {u"url"_s, u"https://api.example.test/repos/o/n/pulls/12"_s},
                        {u"type"_s, u"PullRequest"_s}};
    for (auto it = subjectMore.begin(); it != subjectMore.end(); ++it) {
        subject[it.key()] = it.value();
    }
    QJsonObject object{{u"id"_s, id},           {u"repository"_s, QJsonObject{{u"full_name"_s, u"o/n"_s}}},
                       {u"subject"_s, subject}, {u"reason"_s, u"mention"_s},
                       {u"unread"_s, true},     {u"updated_at"_s, u"2026-11-21T11:00:00Z"_s}};
    for (auto it = more.begin(); it != more.end(); ++it) {
        object[it.key()] = it.value();
    }
    return object;
}

QByteArray bytesOf(const QJsonArray &array)
{
    return QJsonDocument(array).toJson(QJsonDocument::Compact);
}

const QUrl s_base(u"https://api.example.test"_s);

GitHubInbox parsed(const QJsonArray &array)
{
    return parseInbox(bytesOf(array), s_base).value_or(GitHubInbox());
}

QJsonObject jsonOf(const QList<InboxThread> &inbox)
{
    QJsonArray threads;
    for (const InboxThread &one : inbox) {
        threads.append(QJsonObject{{u"id"_s, one.id},
                                   {u"repository"_s, one.repository},
                                   {u"number"_s, one.number},
                                   {u"title"_s, one.title},
                                   {u"kind"_s, inboxKindName(one.kind)},
                                   {u"reason"_s, inboxReasonName(one.reason)},
                                   {u"unread"_s, one.unread},
                                   {u"updated"_s, one.updated.toString(Qt::ISODate)},
                                   {u"url"_s, one.url.toString()}});
    }
    return {{u"threads"_s, threads}};
}

QString addressOf(const QJsonObject &subject)
{
    const QList<InboxThread> threads = parsed({notification(u"1"_s, {}, subject)}).threads;
    return threads.size() == 1 ? threads.constFirst().url.toString() : u"no thread"_s;
}
}

/// The person's notifications: what is read from an answer, and over real HTTP on loopback how they are asked for.
class InboxTest : public QObject
{
    Q_OBJECT

private:
    QList<WireServer::Told> m_answers; ///< one after the other, then 500
    std::unique_ptr<WireServer> m_wire;
    std::unique_ptr<HttpClient> m_http;
    std::unique_ptr<GitHubSource> m_source;

    FetchTask task(const QString &cursor = {}, const QString &target = {}) const
    {
        return {.account = {.id = AccountId(u"gh"_s), .service = Service::GitHub, .baseUrl = m_wire->base()},
                .watch = {.id = WatchId(u"gh/inbox"_s),
                          .account = AccountId(u"gh"_s),
                          .kind = Watch::Kind::Inbox,
                          .target = target},
                .memory = {.watch = WatchId(u"gh/inbox"_s), .cursor = cursor},
                .secret = "s3cret"_ba,
                .now = s_now};
    }

    Result<Snapshot> fetched(const FetchTask &task)
    {
        Result<Snapshot> result = Failed(Failure{});
        bool ended = false;
        connect(
            m_source.get(), &Source::finished, this,
            [&](const Result<Snapshot> &snapshot) {
                result = snapshot;
                ended = true;
            },
            Qt::SingleShotConnection);
        m_source->fetch(task);
        [&ended] { QTRY_VERIFY(ended); }();
        return result;
    }

    static WireServer::Told good(const QJsonArray &array, const QByteArray &headers = {})
    {
        return {.status = 200, .body = bytesOf(array), .headers = "Content-Type: application/json\r\n" + headers};
    }

    InboxWish carriedOut(InboxWish::Kind kind)
    {
        InboxWriter writer(*m_http, task().account, "s3cret"_ba, {.kind = kind, .thread = {.id = 7}}, s_now);
        std::optional<InboxWish> end;
        connect(&writer, &InboxWriter::ended, this, [&end](const InboxWish &wish) { end = wish; });
        writer.begin();
        [&end] { QTRY_VERIFY(end.has_value()); }();
        return end.value_or(InboxWish());
    }

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".+"_s));
        m_answers.clear();
        m_wire = std::make_unique<WireServer>([this](const WireServer::Asked &) {
            return m_answers.isEmpty() ? WireServer::Told{.status = 500} : m_answers.takeFirst();
        });
        m_http = std::make_unique<HttpClient>([] { return s_now; });
        m_source = std::make_unique<GitHubSource>(*m_http);
    }

    void cleanup() { m_source.reset(); }

    void readsGitHubsExample()
    {
        const auto inbox = parseInbox(Golden::recorded(u"github/recorded/notifications"_s),
                                      QUrl(u"https://api.github.com"_s));
        QVERIFY(inbox && inbox->skipped.isEmpty());
        const QString difference = Golden::difference(u"github/recorded/notifications"_s, jsonOf(inbox->threads));
        QVERIFY2(difference.isEmpty(), qPrintable(difference));
    }

    void readsARecordedThread()
    {
        const auto thread = parseInboxThread(Golden::recorded(u"github/recorded/thread"_s),
                                             QUrl(u"https://api.github.com"_s));
        QVERIFY(thread);
        const QString difference = Golden::difference(u"github/recorded/thread"_s, jsonOf({*thread}));
        QVERIFY2(difference.isEmpty(), qPrintable(difference));
    }

    void unknownWordsAreUnknown()
    {
        const QList<InboxThread> threads = parsed(
                                               {notification(u"1"_s, {{u"reason"_s, u"a_new_one"_s}}, {{u"type"_s, 7}}),
                                                notification(u"2"_s, {{u"reason"_s, QJsonValue::Null}})})
                                               .threads;
        QCOMPARE(threads.size(), 2);
        QCOMPARE(threads.at(0).reason, InboxThread::Reason::Unknown);
        QCOMPARE(threads.at(0).kind, InboxThread::Kind::Unknown);
        QCOMPARE(threads.at(1).reason, InboxThread::Reason::Unknown);
        QCOMPARE(threads.at(1).pullKey(), u"pr/o/n/12"_s);
    }

    void oneBadRecordIsSkipped_data()
    {
        QTest::addColumn<QJsonObject>("bad");
        QTest::newRow("no id") << notification(u"1"_s, {{u"id"_s, QJsonValue::Null}});
        QTest::newRow("no number") << notification(u"../1"_s);
        QTest::newRow("a number below") << notification(u"-1"_s);
        QTest::newRow("another type") << notification(u"1"_s, {{u"id"_s, QJsonArray()}});
        QTest::newRow("no repository") << notification(u"1"_s, {{u"repository"_s, QJsonValue::Null}});
        QTest::newRow("a path") << notification(u"1"_s, {{u"repository"_s, QJsonObject{{u"full_name"_s, u"../n"_s}}}});
        QTest::newRow("no time") << notification(u"1"_s, {{u"updated_at"_s, QJsonValue::Null}});
        QTest::newRow("unread is no flag") << notification(u"1"_s, {{u"unread"_s, u"yes"_s}});
    }

    void oneBadRecordIsSkipped()
    {
        QFETCH(QJsonObject, bad);
        const GitHubInbox inbox = parsed({bad, notification(u"2"_s)});
        QCOMPARE(inbox.threads.size(), 1);
        QCOMPARE(inbox.threads.constFirst().id, 2);
        QCOMPARE(inbox.skipped.size(), 1);
        QCOMPARE(inbox.skipped.constFirst().what, u"notifications[0]"_s);
    }

    void wholeAnswersThatAreNone()
    {
        QVERIFY(!parseInbox("{}", s_base));
        QVERIFY(!parseInbox("<html>", s_base));
        QVERIFY(parsed({}).threads.isEmpty());
        QJsonArray many;
        for (int i = 1; i <= 70; ++i) {
            many.append(notification(QString::number(i)));
        }
        QCOMPARE(parsed(many).threads.size(), threadsOnAPage);
    }

    /// Pages are made of the account's own address: what the answer says elsewhere leads nowhere.
    void pagesAreOfTheAccountsHost()
    {
        QCOMPARE(addressOf({}), u"https://api.example.test/o/n/pull/12"_s);
        const auto at = [](const char *url) { return addressOf({{u"url"_s, QString::fromLatin1(url)}}); };
        const QString repository = u"https://api.example.test/o/n"_s;
        QCOMPARE(at("https://api.example.test/repos/o/n/issues/3"), repository + u"/issues/3"_s);
        QCOMPARE(at("https://api.example.test/repos/o/n/commits/c0ffee"), repository + u"/commit/c0ffee"_s);
        QCOMPARE(at("https://evil.test/repos/o/n/issues/3"), repository);
        QCOMPARE(at("https://api.example.test:444/repos/o/n/issues/3"), repository);
        QCOMPARE(at("https://api.example.test/repos/o/n/issues/3/../../x"), repository);
        QCOMPARE(at("https://api.example.test/repos/o/../issues/3"), repository);
        QCOMPARE(at("javascript:alert(1)"), repository);
        QCOMPARE(addressOf({{u"url"_s, QJsonValue::Null}, {u"type"_s, u"CheckSuite"_s}}), repository + u"/actions"_s);
        QCOMPARE(addressOf({{u"url"_s, u"https://api.example.test/repos/o/n/releases/9"_s}, {u"type"_s, u"Release"_s}}),
                 repository + u"/releases"_s);
    }

    void asksForWhatIsUnread()
    {
        m_answers = {good({notification(u"5"_s)}, "Last-Modified: " + s_modified + "\r\nX-Poll-Interval: 90\r\n")};
        const auto snapshot = fetched(task());
        QVERIFY(snapshot && snapshot->whole && !snapshot->unchanged);
        QCOMPARE(snapshot->inbox.size(), 1);
        QCOMPARE(snapshot->inbox.constFirst().account, AccountId(u"gh"_s));
        QCOMPARE(snapshot->leastWait, 90s);
        QCOMPARE(readInboxCursor(snapshot->cursor), (InboxCursor{.modified = s_modified, .whole = s_now}));
        const WireServer::Asked asked = m_wire->asked.constFirst();
        QCOMPARE(asked.path, u"/base/notifications"_s);
        QCOMPARE(asked.item("since"), u"2026-10-22T00:00:00Z"_s);
        QCOMPARE(asked.item("per_page"), u"50"_s);
        QVERIFY(!asked.query.hasQueryItem(u"participating"_s) && !asked.query.hasQueryItem(u"page"_s));
        QVERIFY(asked.head.contains("authorization: bearer s3cret"));
        QVERIFY(!asked.head.contains("if-modified-since"));
        m_answers = {good({})};
        QVERIFY(fetched(task({}, u"participating"_s)));
        QCOMPARE(m_wire->asked.constLast().item("participating"), u"true"_s);
    }

    void whatIsNotModifiedCostsNothing()
    {
        const QString cursor = writeInboxCursor({.modified = s_modified, .whole = s_now.addSecs(-60)});
        m_answers = {{.status = 304, .body = {}, .headers = "X-Poll-Interval: 120\r\n"}};
        const auto snapshot = fetched(task(cursor));
        QVERIFY(snapshot && snapshot->unchanged);
        QCOMPARE(snapshot->leastWait, 120s);
        QVERIFY(m_wire->asked.constFirst().head.contains(QByteArray("if-modified-since: " + s_modified.toLower())));
        // What was read elsewhere is not told so: all is asked for again after a while, and with a cursor of the future.
        for (const QDateTime &whole : {s_now.addSecs(-15 * 60), s_now.addSecs(60)}) {
            m_answers = {good({})};
            QVERIFY(fetched(task(writeInboxCursor({.modified = s_modified, .whole = whole}))));
            QVERIFY(!m_wire->asked.constLast().head.contains("if-modified-since"));
        }
        QCOMPARE(readInboxCursor(u"{"_s), InboxCursor());
        QVERIFY(usableDate("Sat\r\nX: y").isEmpty() && usableDate(QByteArray(61, 'a')).isEmpty());
    }

    void readsPageAfterPageWithinBounds()
    {
        const QByteArray next = "Link: <https://evil.test/notifications?page=99>; rel=\"next\"\r\n";
        for (int page = 1; page <= inboxPages + 1; ++page) {
            m_answers.append(good({notification(QString::number(page))}, next));
        }
        const auto snapshot = fetched(task());
        QVERIFY(snapshot);
        QCOMPARE(snapshot->inbox.size(), inboxPages);
        QCOMPARE(m_wire->asked.size(), inboxPages);
        QCOMPARE(m_wire->asked.at(1).item("page"), u"2"_s);
        m_answers = {good({notification(u"1"_s)}, next), {.status = 502}};
        QVERIFY(!fetched(task())); // half an inbox would take the rest away
    }

    void theIntervalIsBounded()
    {
        const auto told = [](const QByteArray &value) {
            return pollIntervalOf({.headers = {{"X-Poll-Interval", value}}}).count();
        };
        QCOMPARE(told("60"), 60);
        QCOMPARE(told("999999"), 3600);
        QCOMPARE(told("-5"), 0);
        QCOMPARE(told("soon"), 0);
    }

    void failures_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("headers");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<Failure::Reason>("reason");
        const QByteArray accepted = "X-Accepted-OAuth-Scopes: notifications, repo\r\n"_ba;
        using Reason = Failure::Reason;
        QTest::newRow("401") << 401 << ""_ba << "{}"_ba << Reason::BadCredential;
        QTest::newRow("403") << 403 << accepted + "X-OAuth-Scopes: repo\r\n" << "{}"_ba << Reason::Forbidden;
        QTest::newRow("no scope") << 403 << accepted + "X-OAuth-Scopes: gist\r\n" << "{}"_ba << Reason::InboxRefused;
        QTest::newRow("no scope, 404") << 404 << accepted + "X-OAuth-Scopes: \r\n" << "{}"_ba << Reason::InboxRefused;
        QTest::newRow("fine-grained") << 403 << ""_ba
                                      << "{\"message\":\"Resource not accessible by personal access token\"}"_ba
                                      << Reason::InboxRefused;
        QTest::newRow("404") << 404 << ""_ba << "{}"_ba << Reason::NotFound;
        QTest::newRow("too fast") << 403 << "Retry-After: 30\r\n"_ba << "{}"_ba << Reason::TooManyRequests;
        QTest::newRow("no list") << 200 << ""_ba << "{}"_ba << Reason::WrongShape;
    }

    void failures()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, headers);
        QFETCH(QByteArray, body);
        m_answers = {{.status = status, .body = body, .headers = "Content-Type: application/json\r\n" + headers}};
        const auto snapshot = fetched(task());
        QVERIFY(!snapshot);
        QTEST(snapshot.error().reason, "reason");
        QVERIFY(!snapshot.error().host.isEmpty());
    }

    void withoutATokenNobodyIsAsked()
    {
        FetchTask bare = task();
        bare.secret.clear();
        const auto snapshot = fetched(bare);
        QVERIFY(!snapshot && snapshot.error().reason == Failure::Reason::NoCredential);
        QVERIFY(!fetched(task({}, u"o/n"_s))); // no inbox has such a part
        QVERIFY(m_wire->asked.isEmpty());
    }

    /// Done only when it was read again.
    void carriesAWishOut_data()
    {
        QTest::addColumn<QList<int>>("statuses");
        QTest::addColumn<bool>("unreadAfter");
        QTest::addColumn<InboxWish::State>("state");
        using State = InboxWish::State;
        QTest::newRow("confirmed") << QList{205, 200} << false << State::Confirmed;
        QTest::newRow("it was so") << QList{304, 200} << false << State::Confirmed;
        QTest::newRow("it is not") << QList{205, 200} << true << State::Unknown;
        QTest::newRow("refused") << QList{403} << true << State::Refused;
        QTest::newRow("an error, and done") << QList{502, 200} << false << State::Confirmed;
        QTest::newRow("an error, and not done") << QList{502, 200} << true << State::Refused;
        QTest::newRow("nobody knows") << QList{205, 502} << true << State::Unknown;
    }

    void carriesAWishOut()
    {
        QFETCH(QList<int>, statuses);
        QFETCH(bool, unreadAfter);
        for (const int status : std::as_const(statuses)) {
            const QJsonDocument body(notification(u"7"_s, {{u"unread"_s, unreadAfter}}));
            m_answers.append({.status = status, .body = status == 200 ? body.toJson() : QByteArray()});
        }
        const InboxWish wish = carriedOut(InboxWish::Kind::MarkRead);
        QTEST(wish.state, "state");
        QCOMPARE(m_wire->asked.size(), statuses.size());
        QVERIFY(m_wire->asked.constFirst().head.startsWith("patch /base/notifications/threads/7 "));
    }

    void putsAway()
    {
        m_answers = {{.status = 204, .body = {}},
                     {.status = 200, .body = QJsonDocument(notification(u"7"_s, {{u"unread"_s, false}})).toJson()}};
        QCOMPARE(carriedOut(InboxWish::Kind::Done).state, InboxWish::State::Confirmed);
        QVERIFY(m_wire->asked.constFirst().head.startsWith("delete /base/notifications/threads/7 "));
        QVERIFY(m_wire->asked.constLast().head.startsWith("get /base/notifications/threads/7 "));
    }

    /// What is said of another thread is no proof of this one.
    void anotherThreadsAnswerIsNoProof()
    {
        m_answers = {{.status = 205, .body = {}},
                     {.status = 200, .body = QJsonDocument(notification(u"8"_s, {{u"unread"_s, false}})).toJson()}};
        QCOMPARE(carriedOut(InboxWish::Kind::MarkRead).state, InboxWish::State::Unknown);
    }
};

QTEST_GUILESS_MAIN(InboxTest)

#include "tst_inbox.moc"
