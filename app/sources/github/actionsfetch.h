// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/net/httpclient.h"
#include "app/sources/github/actionscursor.h"
#include "app/sources/source.h"

#include <functional>

namespace Windsock {

/// One fetch of a Tree watch at GitHub, from begin() to exactly one ended(): the default branch, where the watch names
/// none; the newest runs of the branch; those that were unfinished and are no longer among them, one by one; the jobs of
/// each run that is unfinished or another than it was. All but single runs is asked with the ETag of what is known, and an
/// answer that has not changed costs nothing of the quota. A run that is not there any more is left out; any other
/// failure makes the whole fetch fail, for half of it would look like jobs that never began.
class ActionsFetch final : public QObject
{
    Q_OBJECT

public:
    ActionsFetch(HttpClient &http, const FetchTask &task);
    void begin();

Q_SIGNALS:
    void ended(const Windsock::Result<Windsock::Snapshot> &result);

private:
    /// What a 200 said, or nothing where the answer has not changed (304) or is not there (404).
    template<class T>
    struct Told {
        std::optional<T> body;
        int status = 0;
        QByteArray tag;
    };
    template<class T>
    void ask(const HttpRequest &request, std::function<Result<T>(const QByteArray &)> parse,
             std::function<void(const Told<T> &)> then);
    void takeBranch(const QString &branch);
    void askForRuns();
    void takeRuns(const WorkflowRuns &all);
    void takeKnown();
    void planUnlisted();
    void tellPushes();
    void askForUnlisted();
    void forgetRun(qint64 id);
    void planJobs();
    void nextRun();
    void askForJobs(const WorkflowRun &run, int page);
    void takeJobs(const WorkflowRun &run, int page, const RunJobs &found, const QByteArray &tag);
    void endRun(const WorkflowRun &run, const QByteArray &tag);
    ActionsCursor::Run *known(qint64 run);
    QString repository() const;
    void skip(const QList<SkippedRecord> &skipped);
    void fail(Failure failure);
    void end();

    HttpClient &m_http;
    FetchTask m_task;
    ActionsCursor m_cursor;
    Snapshot m_snapshot;
    QList<WorkflowRun> m_runs; ///< the branch's newest, or what is known of them where they have not changed
    QList<qint64> m_unlisted; ///< runs still to be asked for one by one
    QList<WorkflowRun> m_due; ///< runs whose jobs are still to be asked for
    QList<Job> m_jobs; ///< of the run that is being asked about
};

}
