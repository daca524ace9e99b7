// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/docks/threadsdock.h"

#include "models/items/roles.h"
#include "models/items/searchproxy.h"
#include "models/items/threadtext.h"
#include "models/values/plaintext.h"
#include "views/docks/rowsview.h"
#include "views/docks/timelineview.h"

#include <KLocalizedString>
#include <KMessageWidget>

#include <QAction>
#include <QIcon>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QResizeEvent>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
constexpr int narrow = 600;

QString partText()
{
    return i18nc("@action", "Not Part of This Change");
}

bool holds(const ChangeThread &thread, const Subject &subject)
{
    return std::ranges::contains(thread.members, subject, &ThreadMember::subject);
}

ChangeThread threadAt(const QModelIndex &index)
{
    return index.data(ItemRole::Thread).value<ChangeThread>();
}

/// The member that the others were joined to.
Subject beginningOf(const ChangeThread &thread)
{
    const auto itself = std::ranges::find(thread.members, ThreadMember::Ground::Itself, &ThreadMember::ground);
    if (itself != thread.members.end()) {
        return itself->subject;
    }
    const Subject oldest(thread.id);
    return holds(thread, oldest) || thread.members.isEmpty() ? oldest : thread.members.constFirst().subject;
}
}

ThreadsDock::ThreadsDock(QAbstractItemModel *threads, QAbstractItemModel *sources, const Clock &clock, QWidget *parent)
    : Dock({.name = u"threadsDock"_s,
            .title = i18nc("@title:window dock", "Changes"),
            .iconName = u"vcs-branch"_s,
            .nothing = i18nc(
                "@info",
                "No change is followed yet. Watch bugs that ask to be landed, pull requests, landing jobs or "
                "the pushes of a tree: what is one change is joined here."),
            .services = {Service::Treeherder, Service::Bugzilla, Service::GitHub, Service::Lando},
            .concerns = tellsOfChanges},
           threads, sources, clock, parent)
    , m_threads(threads)
{
    view()->setRootIsDecorated(false);
    view()->setItemsExpandable(false);
    m_right = makeTimeline();
    splitter()->setOrientation(Qt::Horizontal);
    splitter()->addWidget(m_right);
    splitter()->setStretchFactor(0, 2);
    splitter()->setStretchFactor(1, 3);
    makeUndo();

    connect(view()->selectionModel(), &QItemSelectionModel::currentChanged, this, &ThreadsDock::follow);
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved}) {
        connect(proxy(), signal, this, &ThreadsDock::follow);
        connect(threads, signal, this, &ThreadsDock::weighParting);
    }
    connect(threads, &QAbstractItemModel::dataChanged, this, &ThreadsDock::tellHead);
    connect(threads, &QAbstractItemModel::dataChanged, this, &ThreadsDock::weighParting);
    follow();
}

QWidget *ThreadsDock::makeTimeline()
{
    auto *right = new QWidget(splitter());
    auto *lines = new QVBoxLayout(right);
    lines->setContentsMargins(0, 0, 0, 0);
    m_title = new QLabel(right);
    m_title->setObjectName(u"threadTitle"_s);
    QFont bold = m_title->font();
    bold.setBold(true);
    m_title->setFont(bold);
    m_state = new QLabel(right);
    m_state->setObjectName(u"threadState"_s);
    for (QLabel *label : {m_title, m_state}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setMinimumWidth(40);
        label->setContentsMargins(8, 2, 8, 0);
        lines->addWidget(label);
    }
    m_timeline = new TimelineView(right);
    m_timeline->setObjectName(u"timeline"_s);
    m_timeline->setAccessibleName(i18nc("@title:group", "History of the change"));
    lines->addWidget(m_timeline, 1);
    m_part = new QPushButton(QIcon::fromTheme(u"edit-cut"_s), partText(), right);
    m_part->setObjectName(u"partButton"_s);
    auto *below = new QHBoxLayout;
    below->setContentsMargins(4, 4, 4, 4);
    below->addStretch(1);
    below->addWidget(m_part);
    lines->addLayout(below);

    connect(m_timeline, &TimelineView::opened, this, &ThreadsDock::open);
    connect(m_timeline, &TimelineView::menuWanted, this, &ThreadsDock::showMenu);
    connect(m_timeline, &TimelineView::partWanted, this, &ThreadsDock::part);
    connect(m_timeline, &TimelineView::currentRowChanged, this, [this](const QModelIndex &index) {
        const bool can = partingOf(index).has_value();
        m_part->setEnabled(can);
        m_part->setToolTip(can ? i18nc("@info:tooltip", "Takes the selected part out of this change, for good")
                               : i18nc("@info:tooltip", "Select a part that was joined to this change by mistake"));
    });
    connect(m_part, &QPushButton::clicked, this, [this] { part(m_timeline->currentIndex()); });
    return right;
}

void ThreadsDock::makeUndo()
{
    m_undo = new KMessageWidget(this);
    m_undo->setObjectName(u"undoBanner"_s);
    m_undo->setMessageType(KMessageWidget::Information);
    m_undo->setWordWrap(true);
    m_undo->setTextFormat(Qt::PlainText);
    auto *action = new QAction(QIcon::fromTheme(u"edit-undo"_s), i18nc("@action:button", "Undo"), m_undo);
    action->setObjectName(u"undoParting"_s);
    m_undo->addAction(action);
    connect(action, &QAction::triggered, this, &ThreadsDock::undo);
    m_undo->hide();
    column()->insertWidget(1, m_undo);
}

bool ThreadsDock::showThread(const Subject &subject)
{
    const QModelIndex thread = threadOf(subject);
    if (!thread.isValid()) {
        return false;
    }
    if (!proxy()->mapFromSource(thread).isValid()) {
        filter()->clear();
    }
    view()->setCurrentIndex(proxy()->mapFromSource(thread));
    view()->scrollTo(view()->currentIndex());
    return true;
}

void ThreadsDock::openCurrent()
{
    if (m_timeline->hasFocus() && m_timeline->currentIndex().isValid()) {
        open(m_timeline->currentIndex());
    } else {
        Dock::openCurrent();
    }
}

void ThreadsDock::extendMenu(QMenu &menu, const QModelIndex &index)
{
    if (ItemKind(index.data(ItemRole::Kind).toInt()) != ItemKind::Member) {
        return;
    }
    menu.addSeparator();
    QAction *parting = menu.addAction(QIcon::fromTheme(u"edit-cut"_s), partText(), this,
                                      [this, row = QPersistentModelIndex(index)] { part(row); });
    parting->setObjectName(u"part"_s);
    parting->setShortcut(Qt::Key_Delete);
    parting->setEnabled(partingOf(index).has_value());
}

void ThreadsDock::resizeEvent(QResizeEvent *event)
{
    splitter()->setOrientation(event->size().width() < narrow ? Qt::Vertical : Qt::Horizontal);
    Dock::resizeEvent(event);
}

QModelIndex ThreadsDock::currentThread() const
{
    return proxy()->mapToSource(view()->currentIndex());
}

QModelIndex ThreadsDock::threadOf(const Subject &subject) const
{
    QModelIndex found;
    for (int row = 0; row < m_threads->rowCount(); ++row) {
        const QModelIndex index = m_threads->index(row, 0);
        if (index.data(ItemRole::Key).toString() == subject.value) {
            return index;
        }
        if (!found.isValid() && holds(threadAt(index), subject)) {
            found = index;
        }
    }
    return found;
}

void ThreadsDock::follow()
{
    if (!view()->currentIndex().isValid() && proxy()->rowCount() > 0) {
        view()->setCurrentIndex(proxy()->index(0, 0)); // comes back here
        return;
    }
    const QModelIndex thread = currentThread();
    m_timeline->showBelow(thread);
    m_right->setVisible(thread.isValid());
    tellHead();
}

void ThreadsDock::tellHead()
{
    const QModelIndex index = currentThread();
    if (!index.isValid()) {
        return;
    }
    const ChangeThread thread = threadAt(index);
    const QString author = plainLine(thread.author);
    m_title->setText(index.data(ItemRole::Title).toString());
    m_state->setText(author.isEmpty()
                         ? threadWord(thread)
                         : i18nc("@info state of a change, its author", "%1, by %2", threadWord(thread), author));
}

std::optional<Parting> ThreadsDock::partingOf(const QModelIndex &index) const
{
    if (ItemKind(index.data(ItemRole::Kind).toInt()) != ItemKind::Member) {
        return std::nullopt;
    }
    const auto member = index.data(ItemRole::Member).value<ThreadMember>();
    const Subject beginning = beginningOf(threadAt(index.parent()));
    return member.subject == beginning ? std::nullopt : std::optional(Parting{member.subject, beginning});
}

void ThreadsDock::part(const QModelIndex &index)
{
    if (const std::optional<Parting> parting = partingOf(index)) {
        m_asked = parting;
        m_partedName = index.data(ItemRole::Title).toString();
        Q_EMIT partRequested(parting->one, parting->other);
    }
}

/// It is said to be apart when it is seen to be.
void ThreadsDock::weighParting()
{
    if (!m_asked) {
        return;
    }
    for (int row = 0; row < m_threads->rowCount(); ++row) {
        const ChangeThread thread = threadAt(m_threads->index(row, 0));
        if (holds(thread, m_asked->one) && holds(thread, m_asked->other)) {
            return;
        }
    }
    m_parted = std::exchange(m_asked, std::nullopt);
    m_undo->setText(i18nc("@info %1 names a fact", "Taken apart: %1 is not part of the change any more.", m_partedName));
    m_undo->show();
}

void ThreadsDock::undo()
{
    m_undo->hide();
    if (const std::optional<Parting> parting = std::exchange(m_parted, std::nullopt)) {
        Q_EMIT rejoinRequested(parting->one, parting->other);
    }
}

}
