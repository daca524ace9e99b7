// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/lines/hookframe.h"
#include "app/lines/hooknote.h"
#include "app/lines/hooksorter.h"
#include "app/sources/github/hookrequests.h"
#include "tests/sources/golden.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>
#include <QTimeZone>

using namespace Windsock;
using namespace Qt::StringLiterals;

namespace {
Watch watch(const QString &id, Watch::Kind kind, const QString &target)
{
    return {.id = WatchId(id), .account = AccountId(id.section(u'/', 0, 0)), .kind = kind, .target = target, .who = {}};
}

const QList<Watch> s_watches{
    watch(u"gh/repo"_s, Watch::Kind::Repository, u"Codertocat/Hello-World"_s),
    watch(u"gh/deploy"_s, Watch::Kind::Deployments, u"codertocat/hello-world"_s),
    watch(u"gh/other"_s, Watch::Kind::Repository, u"Codertocat/Other"_s),
    watch(u"gh/mine"_s, Watch::Kind::Author, {}),
    watch(u"gh/reviews"_s, Watch::Kind::Reviews, {}),
    watch(u"gh/hook"_s, Watch::Kind::Hook, u"Codertocat/Hello-World"_s),
    watch(u"gh/branch"_s, Watch::Kind::Tree, u"Codertocat/Hello-World"_s),
    watch(u"work/repo"_s, Watch::Kind::Repository, u"Codertocat/Hello-World"_s),
};
const Watch s_hook = s_watches.at(5);
const Watch s_ofAll = watch(u"gh/all"_s, Watch::Kind::Hook, u"codertocat"_s);

QByteArray recorded(const QString &name)
{
    QFile file(QStringLiteral(WINDSOCK_TEST_DATA) + u"/github/recorded/webhooks/"_s + name + u".json"_s);
    return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
}

QStringList names(const QList<WatchId> &watches)
{
    QStringList names;
    for (const WatchId &watch : watches) {
        names.append(watch.value);
    }
    names.sort();
    return names;
}

QStringList looks(const Watch &hook, const QString &event, const QByteArray &body)
{
    HookSorter sorter(planHook(hook, s_watches));
    return names(sorter.watchesOf({.exchange = hook.target, .key = event, .routes = {u"1"_s}, .body = body}));
}
}

/// What forwarded webhooks are read as, and which watches they speak of.
class HookSorterTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".+"_s)); }

    void plans()
    {
        const LinePlan one = planHook(s_hook, s_watches);
        QCOMPARE(names(one.watches()),
                 (QStringList{u"gh/branch"_s, u"gh/deploy"_s, u"gh/mine"_s, u"gh/repo"_s, u"gh/reviews"_s}));
        QCOMPARE(one.told({}), (QSet{WatchId(u"gh/branch"_s), WatchId(u"gh/deploy"_s), WatchId(u"gh/repo"_s)}));
        QCOMPARE(one.bindings.size(), hookEvents().size());
        QCOMPARE(one.bindings.constFirst().exchange, u"Codertocat/Hello-World"_s);
        QCOMPARE(
            names(planHook(s_ofAll, s_watches).watches()),
            (QStringList{u"gh/branch"_s, u"gh/deploy"_s, u"gh/mine"_s, u"gh/other"_s, u"gh/repo"_s, u"gh/reviews"_s}));
    }

    void recordedWebhooks_data()
    {
        QTest::addColumn<QString>("event");
        QTest::addColumn<QStringList>("ofOne");
        QTest::addColumn<QStringList>("ofAll");
        const QStringList pulls{u"gh/mine"_s, u"gh/repo"_s, u"gh/reviews"_s};
        QTest::newRow("pull_request.opened") << u"pull_request"_s << pulls << pulls;
        QTest::newRow("pull_request_review.submitted.0") << u"pull_request_review"_s << pulls << pulls;
        const QStringList withBranch = QStringList{u"gh/branch"_s} + pulls;
        QTest::newRow("check_run.created.0") << u"check_run"_s << withBranch << withBranch;
        QTest::newRow("push.payload.0") << u"push"_s << withBranch << withBranch;
        QTest::newRow("deployment_status.created.0")
            << u"deployment_status"_s << QStringList{u"gh/deploy"_s} << QStringList{u"gh/deploy"_s};
        QTest::newRow("ping.payload.3") << u"ping"_s << QStringList() << QStringList();
    }
    void recordedWebhooks()
    {
        QFETCH(const QString, event);
        const QByteArray body = recorded(QString::fromLatin1(QTest::currentDataTag()));
        QVERIFY(!body.isEmpty());
        QTEST(looks(s_hook, event, body), "ofOne");
        QTEST(looks(s_ofAll, event, body), "ofAll");
    }

    /// All of GitHub's examples, of events that are asked for and of others: which repository each is read as, and which
    /// kinds of its watches it makes us look at.
    void everyRecordedWebhook()
    {
        const QDir folder(QStringLiteral(WINDSOCK_TEST_DATA "/github/recorded/webhooks"));
        QJsonObject seen;
        for (const QString &file : folder.entryList({u"*.json"_s}, QDir::Files, QDir::Name)) {
            const QByteArray body = recorded(file.chopped(5));
            const auto repository = readHookRepository(body);
            QVERIFY2(repository, qPrintable(file));
            const QString target = repository->isEmpty() ? u"o/n"_s : *repository;
            const QList<Watch> watches{watch(u"gh/tree"_s, Watch::Kind::Tree, target),
                                       watch(u"gh/repository"_s, Watch::Kind::Repository, target),
                                       watch(u"gh/deployments"_s, Watch::Kind::Deployments, target),
                                       watch(u"gh/author"_s, Watch::Kind::Author, {}),
                                       watch(u"gh/reviews"_s, Watch::Kind::Reviews, {}),
                                       watch(u"gh/another"_s, Watch::Kind::Repository, u"o/elsewhere"_s)};
            HookSorter sorter(planHook(watch(u"gh/hook"_s, Watch::Kind::Hook, target), watches));
            QStringList kinds = names(
                sorter.watchesOf({.exchange = target, .key = file.section(u'.', 0, 0), .routes = {}, .body = body}));
            kinds.replaceInStrings(u"gh/"_s, QString());
            seen.insert(file.chopped(5),
                        QJsonObject{{u"repository"_s, *repository}, {u"looks"_s, QJsonArray::fromStringList(kinds)}});
        }
        QVERIFY(seen.size() > 60);
        const QString difference = Golden::difference(u"github/recorded/webhooks"_s, seen);
        QVERIFY2(difference.isEmpty(), qPrintable(difference));
    }

    /// GitHub's example of a webhook that was made is one that is not forwarded: there is nowhere to listen.
    void aRecordedWebhookThatIsNotForwarded()
    {
        QFile file(QStringLiteral(WINDSOCK_TEST_DATA "/github/recorded/hook_created.json"));
        QVERIFY(file.open(QFile::ReadOnly));
        const QByteArray body = file.readAll();
        const auto made = readMadeHook({.status = 201, .body = body}, QUrl(u"https://api.github.com"_s), {});
        QVERIFY(!made);
        QCOMPARE(made.error().reason, Failure::Reason::WrongShape);
        const auto listed = readHooks({.status = 200, .body = '[' + body + ']'}, {});
        QVERIFY(listed && listed->size() == 1);
        QCOMPARE(listed->constFirst().id, 12345678);
        QCOMPARE(listed->constFirst().name, u"web"_s);
        QCOMPARE(listed->constFirst().created, QDateTime({2019, 6, 3}, {0, 57, 16}, QTimeZone::UTC));
    }

    void whatIsCutShortIsOfTheWholeHook()
    {
        const QStringList pulls{u"gh/mine"_s, u"gh/repo"_s, u"gh/reviews"_s};
        QCOMPARE(looks(s_hook, u"pull_request"_s, "{}"), pulls);
        QCOMPARE(looks(s_ofAll, u"pull_request"_s, "{}"),
                 (QStringList{u"gh/mine"_s, u"gh/other"_s, u"gh/repo"_s, u"gh/reviews"_s}));
        // An event that is not known may be of anything, and a hook of one repository is of no other.
        QCOMPARE(looks(s_hook, u"moon_phase"_s, "{\"repository\":{\"full_name\":\"Codertocat/Other\"}}"),
                 (QStringList{u"gh/branch"_s, u"gh/deploy"_s, u"gh/mine"_s, u"gh/repo"_s, u"gh/reviews"_s}));
    }

    void listedWebhooks()
    {
        const auto read = [](const QByteArray &body, int status = 200) {
            return readHooks(HttpAnswer{.status = status, .body = body}, {});
        };
        QByteArray many = "[{\"id\":\"x\"},{\"id\":-1},7,null";
        for (int i = 1; i <= 130; ++i) {
            many += QByteArray(",{\"id\":" + QByteArray::number(i)
                               + ",\"name\":\"cli\",\"created_at\":\"2026-11-26T10:00:00Z\"}");
        }
        const auto hooks = read(many + ']');
        QVERIFY(hooks);
        QCOMPARE(hooks->size(), 100);
        QCOMPARE(hooks->constFirst().id, 1);
        QCOMPARE(hooks->constFirst().created, QDateTime({2026, 11, 26}, {10, 0}, QTimeZone::UTC));
        for (const char *none : {"{}", "<html>", ""}) {
            QVERIFY2(!read(none), none);
        }
        QCOMPARE(read("[]", 404).error().reason, Failure::Reason::Forbidden);
    }

    void hostileBodies_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("a list") << QByteArray("[]");
        QTest::newRow("HTML") << QByteArray("<html>");
        QTest::newRow("deep") << QByteArray(5000, '[') + QByteArray(5000, ']');
        QTest::newRow("cut") << QByteArray("{\"repository\":{\"full_name\":");
        QTest::newRow("bad UTF-8") << QByteArray("{\"a\":\"\xff\"}");
    }
    void hostileBodies()
    {
        QFETCH(const QByteArray, body);
        QVERIFY(!readHookRepository(body));
        QCOMPARE(looks(s_hook, u"pull_request"_s, body), QStringList());
    }

    void wrongNamesAreNobodys()
    {
        for (const char *name : {"5", "null", "[]", "\"\"", "{}"}) {
            const auto read = readHookRepository(QByteArray("{\"repository\":{\"full_name\":") + name + "}}");
            QVERIFY(read && read->isEmpty());
        }
        QCOMPARE(looks(s_ofAll, u"deployment"_s, "{\"repository\":{\"full_name\":\"evil/elsewhere\"}}"), QStringList());
    }

    void aDeliveryThatComesAgainIsNoNews()
    {
        HookSorter sorter(planHook(s_hook, s_watches));
        const auto hear = [&sorter](const QString &id) {
            return sorter.watchesOf({.exchange = {}, .key = u"push"_s, .routes = {id}, .body = "{}"}).size();
        };
        QCOMPARE(hear(u"a"_s), 4);
        QCOMPARE(hear(u"b"_s), 4);
        QCOMPARE(hear(u"a"_s), 0);
        QCOMPARE(hear({}), 4); // one without a number may be any
        QCOMPARE(hear({}), 4);
        for (int i = 0; i < 5000; ++i) {
            hear(QString::number(i));
        }
        QCOMPARE(sorter.deliveriesKnown(), 1000);
        QCOMPARE(hear(u"4999"_s), 0);
        QCOMPARE(hear(u"a"_s), 4);
    }

    void messages()
    {
        const QByteArray body = recorded(u"push.payload.0"_s);
        const QJsonObject message{{u"Header"_s,
                                   QJsonObject{{u"X-Github-Event"_s, QJsonArray{u"push"_s, u"x"_s}},
                                               {u"X-GitHub-Delivery"_s, QJsonArray{u"72d3162e"_s}},
                                               {u"Accept"_s, QJsonArray{u"*/*"_s}}}},
                                  {u"Body"_s, QString::fromLatin1(body.toBase64())}};
        const auto read = readDelivery(QJsonDocument(message).toJson(), 1024 * 1024);
        QVERIFY(read);
        QCOMPARE(*read, (HookDelivery{.event = u"push"_s, .id = u"72d3162e"_s, .body = body}));
        const auto empty = readDelivery("{\"Header\":{},\"Body\":null}", 1000);
        QVERIFY(empty);
        QCOMPARE(*empty, HookDelivery());
        QVERIFY(!readDelivery(QJsonDocument(message).toJson(), 1000));
    }

    void hostileMessages_data()
    {
        QTest::addColumn<QByteArray>("message");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("text") << QByteArray("hello");
        QTest::newRow("a list") << QByteArray("[]");
        QTest::newRow("no headers") << QByteArray("{}");
        QTest::newRow("headers that are none") << QByteArray("{\"Header\":5,\"Body\":\"\"}");
        QTest::newRow("a body that is none") << QByteArray("{\"Header\":{},\"Body\":5}");
        QTest::newRow("no base64") << QByteArray("{\"Header\":{},\"Body\":\"?!\"}");
        QTest::newRow("deep") << "{\"Header\":{},\"Body\":" + QByteArray(100, '[') + QByteArray(100, ']') + '}';
    }
    void hostileMessages()
    {
        QFETCH(const QByteArray, message);
        const auto read = readDelivery(message, 1024);
        QVERIFY(!read);
        QCOMPARE(read.error().kind, Failure::Kind::Malformed);
    }

    void answers()
    {
        const QJsonDocument ok = QJsonDocument::fromJson(deliveryAnswer(200));
        QCOMPARE(ok[u"Status"].toInt(), 200);
        QVERIFY(ok[u"Header"].isObject());
        QCOMPARE(QByteArray::fromBase64(ok[u"Body"].toString().toLatin1()), "OK");
    }

    void notes()
    {
        const QTemporaryDir folder;
        const QString file = hookNoteFile(folder.path(), u"gh"_s, u"o/n"_s);
        QCOMPARE(file, hookNoteFile(folder.path(), u"gh"_s, u"O/N"_s));
        QVERIFY(file != hookNoteFile(folder.path(), u"gh"_s, u"o"_s));
        QVERIFY(hookNoteFile({}, u"gh"_s, u"o"_s).isEmpty());
        QVERIFY(!readHookNote(file));
        const HookNote note{
            .id = 7, .asked = QDateTime({2026, 11, 26}, {10, 0}, QTimeZone::UTC), .account = u"gh"_s, .target = u"o/n"_s};
        QVERIFY(writeHookNote(file, note));
        QCOMPARE(hookNoteFiles(folder.path()), QStringList{file});
        QVERIFY(hookNoteFiles({}).isEmpty());
        QCOMPARE(readHookNote(file), note);
        removeHookNote(file);
        QVERIFY(!readHookNote(file));
        QVERIFY(writeHookNote({}, note));
        for (const char *text : {"", "[]", "{\"id\":-1}", "{\"id\":0}", "{\"id\":\"x\"}"}) {
            QFile spoilt(file);
            QVERIFY(spoilt.open(QFile::WriteOnly));
            spoilt.write(text);
            spoilt.close();
            QVERIFY(!readHookNote(file));
        }
    }

    void whereItIsForwardedTo_data()
    {
        QTest::addColumn<QString>("base");
        QTest::addColumn<QString>("socket");
        QTest::addColumn<bool>("isUsed");
        const QString api = u"https://api.github.com"_s;
        QTest::newRow("GitHub's") << api << u"wss://webhook-forwarder.github.com/forward"_s << true;
        QTest::newRow("its own") << u"https://ghe.example.org/api/v3"_s << u"wss://ghe.example.org/f"_s << true;
        QTest::newRow("a test's") << u"http://127.0.0.1:1"_s << u"ws://127.0.0.1:2/f"_s << true;
        QTest::newRow("elsewhere") << api << u"wss://github.com.evil.example/forward"_s << false;
        QTest::newRow("nearly") << api << u"wss://evilgithub.com/forward"_s << false;
        QTest::newRow("plain") << api << u"ws://webhook-forwarder.github.com/forward"_s << false;
        QTest::newRow("this machine") << api << u"ws://127.0.0.1:2/forward"_s << false;
        QTest::newRow("with a name") << api << u"wss://me@webhook-forwarder.github.com/"_s << false;
        QTest::newRow("no WebSocket") << api << u"https://webhook-forwarder.github.com/"_s << false;
    }
    void whereItIsForwardedTo()
    {
        QFETCH(const QString, base);
        QFETCH(const QString, socket);
        const HttpAnswer answer{.status = 201, .body = "{\"id\":3,\"ws_url\":\"" + socket.toLatin1() + "\"}"};
        const auto hook = readMadeHook(answer, QUrl(base), {});
        QTEST(hook.has_value(), "isUsed");
        if (!hook) {
            QCOMPARE(hook.error().reason, Failure::Reason::BadAddress);
        }
    }

    void requests()
    {
        const HookPlace place{
            .scope = u"gh"_s, .base = QUrl(u"https://api.github.com"_s), .target = u"o/n"_s, .token = "geheim"};
        const HttpRequest make = makeHookRequest(place, {u"push"_s});
        QCOMPARE(make.method, "POST");
        QCOMPARE(make.url, QUrl(u"https://api.github.com/repos/o/n/hooks"_s));
        const QJsonDocument body = QJsonDocument::fromJson(make.body);
        QCOMPARE(body[u"name"].toString(), u"cli"_s);
        QVERIFY(body[u"active"].isBool() && !body[u"active"].toBool());
        QCOMPARE(body[u"events"].toArray(), QJsonArray{u"push"_s});
        QCOMPARE(removeHookRequest(place, 7).url, QUrl(u"https://api.github.com/repos/o/n/hooks/7"_s));
        HookPlace all = place;
        all.target = u"o"_s;
        QCOMPARE(activateHookRequest(all, 7).url, QUrl(u"https://api.github.com/orgs/o/hooks/7"_s));
        QCOMPARE(activateHookRequest(all, 7).method, "PATCH");
    }
};

QTEST_GUILESS_MAIN(HookSorterTest)

#include "tst_hooksorter.moc"
