// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/github/actionsparser.h"
#include "app/sources/github/deploymentparser.h"
#include "app/sources/github/githubparser.h"
#include "app/sources/github/hookrequests.h"
#include "app/sources/github/inboxparser.h"
#include "app/sources/github/tokenowner.h"
#include "tests/sources/golden.h"

#include <QDir>
#include <QJsonArray>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace Windsock;

namespace {
const QDateTime s_now(QDate(2026, 11, 21), QTime(12, 0), QTimeZone::UTC);
const QUrl s_base(u"https://api.github.com"_s);
const QString s_folder = u"github/recorded/others"_s;

/// How many facts were read, and how many records were passed over; or of what kind and why it was refused.
QString told(qsizetype facts, const QList<SkippedRecord> &skipped = {})
{
    return u"%1 read, %2 skipped"_s.arg(facts).arg(skipped.size());
}

QString refused(const Failure &failure)
{
    return u"refused, %1/%2"_s.arg(int(failure.kind)).arg(int(failure.reason));
}

template<class T, class Words>
QString outcome(const Result<T> &read, Words &&words)
{
    return read ? words(*read) : refused(read.error());
}

/// What each reader of Windsock's makes of one body.
QJsonObject readings(const QByteArray &body)
{
    const HttpAnswer answer{.status = 200, .url = s_base, .headers = {}, .body = body};
    QJsonObject seen;
    seen[u"open pulls"_s] = outcome(parseOpenPulls(body, s_now),
                                    [](const GitHubPage &page) { return told(page.pulls.size(), page.skipped); });
    seen[u"pulls by number"_s] = outcome(parsePullsByNumber(body, 2, s_now), [](const GitHubPulls &pulls) {
        return told(pulls.page.pulls.size() + pulls.missing.size(), pulls.page.skipped);
    });
    seen[u"required checks"_s] = outcome(parseRequiredChecks(body, 2, s_now), [](const GitHubRequired &required) {
        return told(required.known.size(), required.skipped);
    });
    seen[u"deployments"_s] = outcome(parseDeployments(body, s_now), [](const GitHubDeployments &all) {
        return told(all.deployments.size(), all.skipped);
    });
    seen[u"waiting runs"_s] = outcome(parseWaitingRuns(body),
                                      [](const QList<WaitingRun> &runs) { return told(runs.size()); });
    seen[u"pending approvals"_s] = outcome(parsePendingApprovals(body),
                                           [](const QList<PendingApproval> &pending) { return told(pending.size()); });
    seen[u"workflow runs"_s] = outcome(parseWorkflowRuns(body),
                                       [](const WorkflowRuns &runs) { return told(runs.runs.size(), runs.skipped); });
    seen[u"jobs"_s] = outcome(parseRunJobs(body, u"CI"_s),
                              [](const RunJobs &jobs) { return told(jobs.jobs.size(), jobs.skipped); });
    seen[u"default branch"_s] = outcome(parseDefaultBranch(body), [](const QString &branch) { return branch; });
    seen[u"inbox"_s] = outcome(parseInbox(body, s_base),
                               [](const GitHubInbox &inbox) { return told(inbox.threads.size(), inbox.skipped); });
    seen[u"thread"_s] = outcome(parseInboxThread(body, s_base), [](const InboxThread &) { return told(1); });
    seen[u"made hook"_s] = outcome(readMadeHook(answer, s_base, s_now), [](const MadeHook &) { return told(1); });
    seen[u"hooks"_s] = outcome(readHooks(answer, s_now),
                               [](const QList<ListedHook> &hooks) { return told(hooks.size()); });
    seen[u"token's owner"_s] = outcome(readTokenOwner(answer, s_now),
                                       [](const TokenOwner &owner) { return owner.login; });
    return seen;
}

/// The bodies in a file: of a recorded conversation those of its answers, else the file.
QList<QByteArray> bodiesOf(const QByteArray &recorded)
{
    const QJsonArray conversation = QJsonDocument::fromJson(recorded).array();
    if (!conversation.first().toObject().contains(u"response"_s)) {
        return {recorded};
    }
    QList<QByteArray> bodies;
    for (const QJsonValue &one : conversation) {
        const QJsonValue body = one[u"response"_s];
        bodies.append(body.isArray() ? QJsonDocument(body.toArray()).toJson() : QJsonDocument(body.toObject()).toJson());
    }
    return bodies;
}
}

/// GitHub's recorded answers to what Windsock never asks: events, searches, statuses, releases and more. Should one come in
/// place of another, no reader makes facts of it; each file beside them says what becomes of it.
class GitHubStrangersTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anAnswerToSomethingElse_data()
    {
        QTest::addColumn<QString>("name");
        const QDir folder(QStringLiteral(WINDSOCK_TEST_DATA "/") + s_folder);
        const QStringList files = folder.entryList({u"*.in.json"_s}, QDir::Files, QDir::Name);
        QVERIFY(files.size() >= 34);
        for (const QString &file : files) {
            const QString name = file.chopped(8);
            QTest::newRow(qPrintable(name)) << name;
        }
    }

    void anAnswerToSomethingElse()
    {
        QFETCH(QString, name);
        const QString path = s_folder + u'/' + name;
        const QList<QByteArray> bodies = bodiesOf(Golden::recorded(path));
        QVERIFY(!bodies.isEmpty());
        QJsonObject seen;
        for (qsizetype i = 0; i < bodies.size(); ++i) {
            seen[QString::number(i + 1)] = readings(bodies.at(i));
        }
        const QString difference = Golden::difference(path, seen);
        QVERIFY2(difference.isEmpty(), qPrintable(difference));
    }
};

QTEST_GUILESS_MAIN(GitHubStrangersTest)

#include "tst_githubstrangers.moc"
