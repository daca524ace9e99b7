// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/agendamodel.h"
#include "models/items/glance.h"
#include "models/items/inboxmodel.h"
#include "models/items/noticesmodel.h"
#include "models/items/pushesmodel.h"
#include "models/items/queuemodel.h"
#include "models/items/queuesmodel.h"
#include "models/items/sourcesmodel.h"
#include "models/items/threadsmodel.h"
#include "models/items/treesmodel.h"
#include "models/values/detail.h"
#include "models/values/pullrequest.h"
#include "views/window/mainwindow.h"

namespace Windsock {

/// The models with made-up facts, as they would be on Friday, 20 November 2026 at 14:30 UTC.
struct Sample {
    PushesModel pushes;
    QueueModel queue;
    AgendaModel agenda;
    NoticesModel notices;
    SourcesModel sources;
    ThreadsModel threads;
    TreesModel trees;
    QueuesModel queues;
    InboxModel inbox;

    static QDateTime now() { return QDateTime(QDate(2026, 11, 20), QTime(14, 30), QTimeZone::utc()); }

    Sample();
    void fill();
    void fillPushes();
    void fillQueue();
    void fillEvents();
    void fillNotices();
    void fillSources();
    void fillThreads();
    void fillTrees();
    void fillQueues();
    void fillInbox();
    /// The sources of this service fail from now on.
    void fail(Service service);
    void setHealth(const SourceHealth &health);
    /// As the store tells that the two are not one change, or are one again.
    void part(const Subject &member);
    void rejoin();

    WindowModels window();
    Glance::Models glance();
    Clock clock() const { return &Sample::now; }
};

/// An open pull request of GitHub's that is ready to merge.
PullRequest samplePull(int number, const QString &title);
SourceHealth sampleHealth(const QString &watch, Service service, const QString &host);
/// What is fetched of the first failed job of push 27, and of the push.
JobDetail sampleJobDetail();
PushDetail samplePushDetail();
inline constexpr qint64 sampleFailedJob = 270003;
QList<Job> sampleJobs(qint64 push, int howMany, bool bad);
/// A change from its bug by try, a closed tree and autoland to its backout.
ChangeThread sampleThread();

}
