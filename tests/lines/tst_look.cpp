// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/lines/look.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <map>

using namespace Windsock;
using namespace Qt::StringLiterals;
using About = Look::About;

namespace {
const QString s_failed = u"exchange/taskcluster-queue/v1/task-failed"_s;
const QString s_revision(40, u'a');

QJsonDocument recorded(const QString &name)
{
    QFile file(QStringLiteral(WINDSOCK_TEST_DATA "/pulse/") + name);
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()) : QJsonDocument();
}

Result<QList<Look>> read(const QString &exchange, const QByteArray &body, const QStringList &routes = {})
{
    return readLooks({.exchange = exchange, .key = u"primary.x"_s, .routes = routes, .body = body});
}
}

class LookTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".+"_s)); }

    void recordedFailures()
    {
        const QJsonArray messages = recorded(u"task-failed-2026.json"_s).array();
        QCOMPARE(messages.size(), 16);
        std::map<QString, int> projects;
        QList<Look> all;
        for (const QJsonValue &message : messages) {
            const auto looks = readLooks({.exchange = message[u"exchange"].toString(),
                                          .key = message[u"routingKey"].toString(),
                                          .routes = {},
                                          .body = QJsonDocument(message[u"payload"].toObject()).toJson()});
            QVERIFY(looks.has_value());
            QCOMPARE(looks->size(), 1);
            all += *looks;
            ++projects[looks->constFirst().project];
        }
        QCOMPARE(projects, (std::map<QString, int>{{u"autoland"_s, 10}, {u"try"_s, 4}, {u"try-comm-central"_s, 2}}));
        QCOMPARE(all.constFirst(),
                 (Look{.about = About::Task,
                       .project = u"try"_s,
                       .revision = {},
                       .user = u"user79859@example.org"_s,
                       .group = u"DJziYijSR9qv-cGTDdS92w"_s,
                       .scheduler = u"gecko-level-1"_s}));
    }

    void recordedPendingRunningAndCompleted()
    {
        const QJsonObject messages = recorded(u"taskcluster-2019.json"_s).object();
        QCOMPARE(messages.size(), 91);
        for (const QJsonValue &message : messages) {
            const auto looks = readLooks({.exchange = message[u"exchange"].toString(),
                                          .key = message[u"routes"].toString(),
                                          .routes = {},
                                          .body = QJsonDocument(message[u"payload"].toObject()).toJson()});
            QVERIFY2(looks.has_value(), qPrintable(looks.error_or(Failure()).detail));
            const Look &look = looks->constFirst();
            QCOMPARE(look.about, About::Task);
            QVERIFY(!look.group.isEmpty());
            QVERIFY(look.scheduler.startsWith("gecko-level-"_L1));
            QCOMPARE(look.project, QString()); // messages of that time do not say
        }
    }

    void theRouteSaysWhichPush()
    {
        const QByteArray body =
            "{\"status\":{\"taskId\":\"T\",\"taskGroupId\":\"G\",\"schedulerId\":\"gecko-level-3\"},"
            "\"task\":{\"tags\":{\"project\":\"somewhere\",\"createdForUser\":\"a@example.org\"}}}";
        const QString route = u"route.tc-treeherder.v2.autoland.%1.4711"_s.arg(s_revision);
        const auto looks = read(s_failed, body, {u"route.index.gecko.v2.autoland"_s, route});
        QVERIFY(looks.has_value());
        QCOMPARE(looks->constFirst().project, u"autoland"_s);
        QCOMPARE(looks->constFirst().revision, s_revision);
        QCOMPARE(looks->constFirst().user, u"a@example.org"_s);
        // A project with dots in its name, a route without the push's number, and one that is cut off.
        const auto of = [&](const QString &text) {
            return read(s_failed, body, {u"route.tc-treeherder.v2."_s + text})->constFirst();
        };
        QCOMPARE(of(u"a.b.c.%1.7"_s.arg(s_revision)).project, u"a.b.c"_s);
        QCOMPARE(of(u"try."_s + s_revision).revision, s_revision);
        QCOMPARE(of(u"try"_s).project, u"somewhere"_s);
    }

    void aGroupThatIsResolved()
    {
        const auto looks = read(u"exchange/taskcluster-queue/v1/task-group-resolved"_s,
                                "{\"taskGroupId\":\"G\",\"schedulerId\":\"gecko-level-3\",\"version\":1}");
        QVERIFY(looks.has_value());
        QCOMPARE(*looks, (QList<Look>{{.about = About::TaskGroup, .group = u"G"_s, .scheduler = u"gecko-level-3"_s}}));
    }

    void aPushToHg()
    {
        const auto looks = read(u"exchange/hgpushes/v1"_s,
                                QJsonDocument(recorded(u"hg-push-2016.json"_s).object()).toJson());
        QVERIFY(looks.has_value());
        QCOMPARE(*looks,
                 (QList<Look>{{.about = About::Push,
                               .project = u"try"_s,
                               .revision = u"2f77bc4f354d9ba67ea5270b2fc789f4b0521287"_s,
                               .user = u"user26541@example.org"_s}}));
        const auto newer = read(u"exchange/hgpushes/v2"_s,
                                "{\"payload\":{\"type\":\"changegroup.1\",\"data\":{\"repo_url\":"
                                "\"https://hg.mozilla.org/integration/autoland/"
                                "\",\"heads\":[\"b\"],\"pushlog_pushes\":[{\"user\":\"x\"},{\"user\":\"y\"}]}}}");
        QVERIFY(newer.has_value());
        QCOMPARE(newer->size(), 2);
        QCOMPARE(newer->at(1),
                 (Look{.about = About::Push, .project = u"autoland"_s, .revision = u"b"_s, .user = u"y"_s}));
        const auto without = read(u"exchange/hgpushes/v2"_s, "{\"data\":{\"repo_url\":\"https://hg.mozilla.org/x\"}}");
        QCOMPARE(*without, (QList<Look>{{.about = About::Push, .project = u"x"_s}}));
    }

    void aPushOfLando()
    {
        const auto looks = read(u"exchange/landoprod/pushes"_s,
                                "{\"payload\":{\"type\":\"push\",\"repo_url\":\"https://github.com/a/b\",\"branches\":"
                                "{\"autoland\":\"1\",\"main\":\"2\",\"esr140\":\"3\"},\"tags\":{},\"push_id\":7,\"push_"
                                "json_url\":\"\"}}");
        QVERIFY(looks.has_value());
        QCOMPARE(looks->size(), 4);
        QCOMPARE(looks->at(0).about, About::Landing);
        QStringList projects;
        for (const Look &look : looks->sliced(1)) {
            QCOMPARE(look.about, About::Push);
            projects.append(look.project);
        }
        projects.sort();
        QCOMPARE(projects, (QStringList{u"autoland"_s, u"mozilla-central"_s, u"mozilla-esr140"_s}));
    }

    void anythingElseIsNewsOfWhatItNames()
    {
        const QString own = u"exchange/somebody/own"_s;
        QCOMPARE(*read(own, "{}"), (QList<Look>{{.about = About::Anything}}));
        QCOMPARE(read(own, "{\"project\":\"try\"}")->constFirst().project, u"try"_s);
        QCOMPARE(read(own, "{\"payload\":{\"repository\":\"https://x.example/a/autoland\"}}")->constFirst().project,
                 u"autoland"_s);
    }

    void whatCannotBeReadIsNoLook_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("exchange");
        QTest::newRow("nothing") << QByteArray() << s_failed;
        QTest::newRow("html") << QByteArray("<html>") << s_failed;
        QTest::newRow("cut") << QByteArray("{\"status\":{\"taskId\":\"T\"") << s_failed;
        QTest::newRow("a list") << QByteArray("[]") << s_failed;
        QTest::newRow("a task without its group") << QByteArray("{\"status\":{\"taskId\":\"T\"}}") << s_failed;
        QTest::newRow("a task whose id is a number")
            << QByteArray("{\"status\":{\"taskId\":1,\"taskGroupId\":\"G\"}}") << s_failed;
        QTest::newRow("a group without its id")
            << QByteArray("{}") << u"exchange/taskcluster-queue/v1/task-group-resolved"_s;
        QTest::newRow("a push without its repository")
            << QByteArray("{\"pushlog_pushes\":[]}") << u"exchange/hgpushes/v1"_s;
        QTest::newRow("nested") << QByteArray(QByteArray("{\"a\":").repeated(100) + "1" + QByteArray("}").repeated(100))
                                << s_failed;
        QTest::newRow("large") << QByteArray("{\"a\":\"" + QByteArray(1024 * 1024, 'x') + "\"}") << s_failed;
    }
    void whatCannotBeReadIsNoLook()
    {
        QFETCH(const QByteArray, body);
        QFETCH(const QString, exchange);
        const auto looks = read(exchange, body);
        QVERIFY(!looks.has_value());
        QCOMPARE(looks.error().kind, Failure::Kind::Malformed);
    }

    void aMessageGivesSoManyLooks()
    {
        QByteArray pushes;
        for (int i = 0; i < 500; ++i) {
            pushes += "{\"user\":\"u\"},";
        }
        pushes.chop(1);
        const auto looks = read(u"exchange/hgpushes/v1"_s,
                                "{\"repo_url\":\"https://h/try\",\"heads\":[\"a\",\"b\"],\"pushlog_pushes\":[" + pushes
                                    + "]}");
        QVERIFY(looks.has_value());
        QCOMPARE(looks->size(), 100);
    }
};

QTEST_GUILESS_MAIN(LookTest)

#include "tst_look.moc"
