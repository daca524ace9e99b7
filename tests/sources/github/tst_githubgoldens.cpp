// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/github/deploymentparser.h"
#include "app/sources/github/githubfailure.h"
#include "tests/sources/golden.h"

#include <QJsonArray>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace Windsock;

namespace {
const QDateTime s_now(QDate(2026, 11, 21), QTime(12, 0), QTimeZone::UTC);

QJsonObject jsonOf(const QList<PendingApproval> &pending)
{
    QJsonArray list;
    for (const PendingApproval &one : pending) {
        list.append(QJsonObject{{u"environment"_s, one.environment},
                                {u"approvers"_s, QJsonArray::fromStringList(one.approvers)}});
    }
    return {{u"pending"_s, list}};
}

QJsonObject jsonOf(const QList<WaitingRun> &runs)
{
    QJsonArray list;
    for (const WaitingRun &run : runs) {
        list.append(QJsonObject{{u"id"_s, run.id}, {u"revision"_s, run.headRevision}, {u"url"_s, run.url.toString()}});
    }
    return {{u"runs"_s, list}};
}

HttpAnswer answerOf(const QJsonObject &recorded)
{
    HttpAnswer answer{.status = recorded[u"status"_s].toInt(),
                      .url = QUrl(QString(u"https://api.github.com"_s + recorded[u"path"_s].toString())),
                      .headers = {},
                      .body = QJsonDocument(recorded[u"response"_s].toObject()).toJson()};
    const QJsonObject headers = recorded[u"headers"_s].toObject();
    for (auto it = headers.begin(); it != headers.end(); ++it) {
        answer.headers.append({it.key().toLatin1(), it.value().toVariant().toByteArray()});
    }
    return answer;
}

/// What each recorded answer that is no success means.
QJsonObject failuresOf(const QJsonArray &recorded)
{
    QJsonArray failures;
    for (const QJsonValue &one : recorded) {
        const HttpAnswer answer = answerOf(one.toObject());
        if (answer.status < 300) {
            continue;
        }
        const Failure failure = gitHubFailure(answer, s_now);
        failures.append(QJsonObject{{u"status"_s, failure.httpStatus},
                                    {u"kind"_s, int(failure.kind)},
                                    {u"reason"_s, int(failure.reason)},
                                    {u"host"_s, failure.host},
                                    {u"detail"_s, failure.detail},
                                    {u"until"_s, failure.until.toString(Qt::ISODate)}});
    }
    return {{u"failures"_s, failures}};
}
}

/// GitHub's recorded answers, and its own examples, as Windsock reads them.
class GitHubGoldensTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whoMayApprove()
    {
        const auto pending = parsePendingApprovals(Golden::recorded(u"github/recorded/pending_deployments"_s));
        QVERIFY(pending);
        QCOMPARE(pending->size(), 1);
        const QString difference = Golden::difference(u"github/recorded/pending_deployments"_s, jsonOf(*pending));
        QVERIFY2(difference.isEmpty(), qPrintable(difference));
    }

    /// None of the examples waits, which they are not asked for; told that they do, they are read.
    void whichRunsWait()
    {
        QByteArray body = Golden::recorded(u"github/recorded/workflow_runs"_s);
        QVERIFY(parseWaitingRuns(body) && parseWaitingRuns(body)->isEmpty());
        body.replace("\"queued\"", "\"waiting\"");
        const auto runs = parseWaitingRuns(body);
        QVERIFY(runs && !runs->isEmpty());
        const QString difference = Golden::difference(u"github/recorded/workflow_runs"_s, jsonOf(*runs));
        QVERIFY2(difference.isEmpty(), qPrintable(difference));
    }

    void failures_data()
    {
        QTest::addColumn<int>("failures");
        QTest::newRow("unknown_user") << 1;
        QTest::newRow("errors") << 1;
        QTest::newRow("rename") << 2;
    }

    void failures()
    {
        QFETCH(int, failures);
        const QString name = u"github/recorded/"_s + QString::fromLatin1(QTest::currentDataTag());
        const QJsonObject seen = failuresOf(QJsonDocument::fromJson(Golden::recorded(name)).array());
        QCOMPARE(seen[u"failures"_s].toArray().size(), failures);
        const QString difference = Golden::difference(name, seen);
        QVERIFY2(difference.isEmpty(), qPrintable(difference));
    }
};

QTEST_GUILESS_MAIN(GitHubGoldensTest)

#include "tst_githubgoldens.moc"
