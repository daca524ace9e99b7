// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDateTime>
#include <QMetaType>
#include <QString>

#include <chrono>

namespace Windsock {

/// One job of a push, in Treeherder's vocabulary
/// (mozilla/treeherder: treeherder/webapp/api/jobs.py, ui/helpers/constants.js). A job of a GitHub workflow run is said in
/// the same words (docs/sources.md): `typeName` is its name, `platform` and `groupName` its workflow, `taskId` the number of
/// its run, `retryId` the attempt less one; what a newer attempt has run again is a Retry.
struct Job {
    enum class State { Unscheduled, Pending, Running, Completed, Unknown };
    enum class Result { Success, TestFailed, Busted, Exception, Retry, UserCancel, Superseded, Unknown };

    qint64 id = 0; ///< unique within the service's instance
    qint64 pushId = 0;
    QString groupName; ///< "Mochitests", empty or "unknown" for jobs without a group
    QString groupSymbol; ///< "M", "?" for jobs without a group
    QString typeName; ///< "test-linux1804-64-qr/debug-mochitest-3"
    QString typeSymbol; ///< "3"
    QString platform; ///< "linux1804-64-qr"
    QString platformOption; ///< "opt", "debug"
    QString taskId;
    State state = State::Unknown;
    Result result = Result::Unknown;
    int tier = 1; ///< 1 to 3; 3 is hidden by default and never decides a verdict
    int classification = 1; ///< failure_classification_id, 1 to 8; 1 is "not classified"
    int retryId = 0;
    std::chrono::minutes duration{0}; ///< as told by the service; 0 where not told
    QDateTime lastModified; ///< UTC

    bool operator==(const Job &) const = default;
};

/// Pending, running or unscheduled: the job will say more.
bool isUnfinished(const Job &job);
/// testfailed, busted or exception.
bool isFailure(const Job &job);
/// Classification ids 1, 6, 7 and 8: nobody has yet said what the failure is (ui/helpers/job.js).
bool isUnclassified(int classification);
/// A failure of tier 1 or 2 that nobody has classified: the kind that makes a push orange.
bool isUnclassifiedFailure(const Job &job);

/// Treeherder's words: "running", "testfailed". An unknown word gives Unknown.
QString jobStateName(Job::State state);
Job::State jobStateFromName(QStringView name);
QString jobResultName(Job::Result result);
Job::Result jobResultFromName(QStringView name);

/// What a person calls the job: its type name, or group and symbol where there is no type name.
QString jobName(const Job &job);

}

Q_DECLARE_METATYPE(Windsock::Job)
