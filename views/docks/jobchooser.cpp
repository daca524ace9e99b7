// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/docks/jobchooser.h"

#include "models/items/roles.h"
#include "models/values/plaintext.h"
#include "models/values/pushstanding.h"
#include "views/delegates/joblook.h"
#include "views/delegates/rowdelegate.h"
#include "views/docks/rowsview.h"

#include <KLocalizedString>

#include <QItemSelectionModel>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollBar>

#include <algorithm>

namespace Windsock {

namespace {
QList<Job> jobsOf(const QModelIndex &row)
{
    return row.data(ItemRole::Jobs).value<QList<Job>>();
}

/// The one a person would look at: the first failure nobody has classified, else the first of all.
qint64 firstOf(const QList<Job> &jobs)
{
    const auto bad = std::ranges::find_if(jobs, isUnclassifiedFailure);
    return bad != jobs.end() ? bad->id : jobs.isEmpty() ? 0 : jobs.constFirst().id;
}

QStyleOptionViewItem optionFor(const RowsView &view, const QModelIndex &row)
{
    QStyleOptionViewItem option;
    option.rect = view.visualRect(row);
    option.font = view.font();
    option.widget = &view;
    return option;
}
}

JobChooser::JobChooser(RowsView *view, By by)
    : QObject(view), m_view(view), m_by(by)
{
    view->viewport()->installEventFilter(this);
    if (by == By::MouseAndKeys) {
        view->installEventFilter(this);
        connect(view->selectionModel(), &QItemSelectionModel::currentChanged, this, &JobChooser::rowChosen);
    }
}

void JobChooser::choose(qint64 job)
{
    if (job == m_job && m_by == By::MouseAndKeys) {
        return;
    }
    m_job = job;
    if (m_by == By::MouseAndKeys) {
        m_view->rows()->setChosenJob(job);
        m_view->viewport()->update();
        showSymbol();
    }
    Q_EMIT chosen(job);
}

void JobChooser::showSymbol()
{
    QString words;
    const QModelIndex row = m_view->currentIndex();
    const QList<Job> jobs = jobsOf(row);
    if (const auto job = std::ranges::find(jobs, m_job, &Job::id); job != jobs.end()) {
        words = i18nc("@info:whatsthis the chosen job, its result", "%1: %2", plainLine(jobName(*job)),
                      jobLookName(*job));
        const QRect symbol = m_view->rows()->jobRect(m_job, optionFor(*m_view, row), row);
        const int height = m_view->viewport()->height();
        QScrollBar *bar = m_view->verticalScrollBar();
        if (symbol.bottom() > height) {
            bar->setValue(bar->value() + symbol.bottom() - height + 4);
        } else if (symbol.top() < 0) {
            bar->setValue(bar->value() + symbol.top() - 4);
        }
    }
    m_view->setAccessibleDescription(words);
}

void JobChooser::rowChosen(const QModelIndex &row)
{
    if (const QVariant failed = row.data(ItemRole::FailedJob); failed.isValid()) {
        choose(failed.value<FailedJob>().id);
        return;
    }
    const QList<Job> jobs = jobsOf(row);
    if (!jobs.isEmpty() && !std::ranges::contains(jobs, m_job, &Job::id)) {
        choose(firstOf(jobs));
    }
}

/// Goes on within the current row; false where it shows no jobs.
bool JobChooser::step(int key)
{
    const QList<Job> jobs = jobsOf(m_view->currentIndex());
    if (jobs.isEmpty()) {
        return false;
    }
    const auto at = std::ranges::find(jobs, m_job, &Job::id) - jobs.begin();
    const qsizetype last = jobs.size() - 1;
    switch (key) {
    case Qt::Key_Left:
        choose(jobs.at(at > last ? 0 : std::max<qsizetype>(0, at - 1)).id);
        return true;
    case Qt::Key_Right:
        choose(jobs.at(at > last ? 0 : std::min<qsizetype>(last, at + 1)).id);
        return true;
    case Qt::Key_Home:
        choose(jobs.constFirst().id);
        return true;
    case Qt::Key_End:
        choose(jobs.constLast().id);
        return true;
    default:
        return false;
    }
}

bool JobChooser::eventFilter(QObject *watched, QEvent *event)
{
    // The kind of the event first: the view's end sends some too, and is no view any more by then.
    if (event->type() == QEvent::KeyPress && watched == m_view) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->modifiers() == Qt::NoModifier && step(key->key())) {
            return true;
        }
    } else if (event->type() == (m_by == By::Mouse ? QEvent::MouseButtonRelease : QEvent::MouseButtonPress)
               && watched == m_view->viewport()) {
        const QPoint at = static_cast<QMouseEvent *>(event)->position().toPoint();
        const QModelIndex row = m_view->indexAt(at);
        if (const auto job = m_view->rows()->jobAt(at, optionFor(*m_view, row), row)) {
            choose(job->id);
        }
    }
    return QObject::eventFilter(watched, event);
}

}
