// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/detail.h"
#include "views/docks/dock.h"

#include <QTimer>

namespace Windsock {

class JobChooser;
class JobDetailModel;
class PushDetailModel;

/// One push in full, and below it the one of its jobs that is chosen. What is not known of them yet is asked for when a
/// person has come to rest on them and can see the dock, never before; the answers come by showPushDetail() and
/// showJobDetail(). A fetch that fails leaves what was known, says since when and why, and offers to try again.
class PushDetailDock : public Dock
{
    Q_OBJECT

public:
    PushDetailDock(QAbstractItemModel *pushes, QAbstractItemModel *sources, const Clock &clock,
                   QWidget *parent = nullptr);

    /// The push with this ItemRole::Key of the pushes' model.
    void showPush(const QString &key);
    /// A job of the shown push; 0 for none.
    void chooseJob(qint64 job);
    void openCurrent() override;
    RowsView *jobView() const { return m_jobView; }
    Banner *trouble() const { return m_trouble; }
    /// Whether it has been decided if what is shown is to be asked for.
    bool isAtRest() const { return !m_rest.isActive(); }

public Q_SLOTS:
    void showPushDetail(const PushDetail &detail);
    void showJobDetail(const JobDetail &detail);

Q_SIGNALS:
    void pushDetailWanted(const AccountId &account, qint64 push);
    void jobDetailWanted(const AccountId &account, qint64 push, qint64 job);

private:
    PushDetailDock(PushDetailModel *detail, QAbstractItemModel *sources, const Clock &clock, QWidget *parent);
    void makeJobPane();
    void jobChosen();
    void pushChanged();
    void ask();
    void retry();
    void sayTrouble();

    PushDetailModel *m_detail;
    JobDetailModel *m_job;
    JobChooser *m_chooser = nullptr;
    RowsView *m_jobView = nullptr;
    Banner *m_trouble = nullptr;
    QTimer m_rest;
    std::optional<Failure> m_pushFailure;
    QString m_askedPush; ///< the key of the push whose details have been asked for
    qint64 m_askedJob = 0;
    bool m_seen = false; ///< not behind another dock's tab
};

}
