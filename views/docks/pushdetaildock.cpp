// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/docks/pushdetaildock.h"

#include "models/items/failurewording.h"
#include "models/items/jobdetailmodel.h"
#include "models/items/pushdetailmodel.h"
#include "views/delegates/rowface.h"
#include "views/docks/banner.h"
#include "views/docks/jobchooser.h"
#include "views/docks/rowsview.h"

#include <KLocalizedString>

#include <QApplication>
#include <QSplitter>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace Windsock {

namespace {
/// Whoever goes along a row of jobs asks for none of those on the way.
constexpr auto s_rest = 250ms;
}

PushDetailDock::PushDetailDock(QAbstractItemModel *pushes, QAbstractItemModel *sources, const Clock &clock,
                               QWidget *parent)
    : PushDetailDock(new PushDetailModel(pushes), sources, clock, parent)
{
}

PushDetailDock::PushDetailDock(PushDetailModel *detail, QAbstractItemModel *sources, const Clock &clock, QWidget *parent)
    : Dock({.name = u"pushDetailDock"_s,
            .title = i18nc("@title:window dock", "Push Details"),
            .iconName = u"view-list-details"_s,
            .nothing = i18nc("@info", "Choose a push: its jobs and failures are shown here."),
            .services = {Service::Treeherder, Service::GitHub},
            .concerns = tellsOfPushes,
            .chosenElsewhere = true},
           detail, sources, clock, parent)
    , m_detail(detail)
    , m_job(new JobDetailModel(this))
{
    detail->setParent(this);
    view()->setRootIsDecorated(false);
    m_trouble = new Banner(this);
    m_trouble->setObjectName(u"detailTrouble"_s);
    column()->addWidget(m_trouble);
    makeJobPane();
    m_chooser = new JobChooser(view(), JobChooser::By::MouseAndKeys);
    m_rest.setSingleShot(true);
    m_rest.setInterval(s_rest);
    connect(&m_rest, &QTimer::timeout, this, &PushDetailDock::ask);
    connect(m_chooser, &JobChooser::chosen, this, &PushDetailDock::jobChosen);
    connect(m_trouble, &Banner::actionClicked, this, &PushDetailDock::retry);
    connect(this, &QDockWidget::visibilityChanged, this, [this](bool seen) {
        m_seen = seen;
        m_rest.start();
    });
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved}) {
        connect(detail, signal, this, &PushDetailDock::pushChanged);
    }
    connect(detail, &QAbstractItemModel::dataChanged, this, &PushDetailDock::pushChanged);
}

void PushDetailDock::makeJobPane()
{
    m_jobView = new RowsView(clock(), this);
    m_jobView->setObjectName(u"jobDetailView"_s);
    m_jobView->setAccessibleName(i18nc("@title:group", "Details of the chosen job"));
    m_jobView->setRootIsDecorated(false);
    m_jobView->setModel(m_job);
    m_jobView->setMinimumHeight(60);
    m_jobView->hide();
    splitter()->addWidget(m_jobView);
    splitter()->setStretchFactor(0, 3);
    splitter()->setStretchFactor(1, 2);
    connect(m_jobView, &RowsView::opened, this, &PushDetailDock::open);
    connect(m_jobView, &RowsView::menuWanted, this, &PushDetailDock::showMenu);
}

void PushDetailDock::showPush(const QString &key)
{
    if (key == m_detail->pushKey()) {
        return;
    }
    m_chooser->choose(0);
    m_pushFailure.reset();
    m_askedPush.clear();
    m_detail->showPush(key);
    sayTrouble();
    m_rest.start();
}

void PushDetailDock::chooseJob(qint64 job)
{
    m_chooser->choose(job);
}

void PushDetailDock::openCurrent()
{
    if (m_jobView->isAncestorOf(QApplication::focusWidget()) && m_jobView->currentIndex().isValid()) {
        open(m_jobView->currentIndex());
    } else {
        Dock::openCurrent();
    }
}

/// The jobs and standings of the push may be other than they were, and the chosen job among them.
void PushDetailDock::pushChanged()
{
    const qint64 chosen = m_chooser->job();
    const std::optional<Job> job = chosen == 0 ? std::nullopt : m_detail->job(chosen);
    m_job->showJob(m_detail->account(), job, m_detail->failure(chosen));
    m_jobView->setVisible(job.has_value());
    sayTrouble();
    m_rest.start();
}

void PushDetailDock::jobChosen()
{
    m_askedJob = 0;
    pushChanged();
    m_jobView->scrollToTop();
}

void PushDetailDock::ask()
{
    const qint64 push = m_detail->pushId();
    if (!m_seen || push == 0) {
        return;
    }
    if (m_askedPush != m_detail->pushKey()) {
        m_askedPush = m_detail->pushKey();
        m_detail->asking();
        Q_EMIT pushDetailWanted(m_detail->account(), push);
    }
    const qint64 job = m_job->job() ? m_job->job()->id : 0;
    if (job != 0 && job != m_askedJob && (!m_job->isKnown() || m_job->trouble())) {
        m_askedJob = job;
        m_job->asking();
        Q_EMIT jobDetailWanted(m_detail->account(), push, job);
    }
}

void PushDetailDock::retry()
{
    if (m_pushFailure) {
        m_askedPush.clear();
    }
    if (m_job->trouble()) {
        m_askedJob = 0;
    }
    ask();
}

void PushDetailDock::showPushDetail(const PushDetail &detail)
{
    if (detail.account != m_detail->account() || detail.id != m_detail->pushId()) {
        return;
    }
    m_pushFailure = detail.failure;
    m_detail->apply(detail);
    sayTrouble();
}

void PushDetailDock::showJobDetail(const JobDetail &detail)
{
    m_job->apply(detail, clock()());
    sayTrouble();
}

void PushDetailDock::sayTrouble()
{
    const std::optional<Failure> &failure = m_job->trouble() ? m_job->trouble() : m_pushFailure;
    if (!failure) {
        m_trouble->say({});
        return;
    }
    const FailureWording words = failureWording(*failure, {});
    QString text = words.whatToDo.isEmpty()
        ? words.whatHappened
        : i18nc("@info what happened, what can be done", "%1 %2", words.whatHappened, words.whatToDo);
    if (m_job->trouble() && m_job->asOf().isValid()) {
        text = i18nc("@info a time, then what happened", "As of %1. %2", shortMoment(m_job->asOf(), clock()()), text);
    }
    m_trouble->say(text, i18nc("@action:button", "Retry"));
}

}
