// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/docks/dock.h"

#include "models/items/roles.h"
#include "models/items/searchproxy.h"
#include "models/values/plaintext.h"
#include "views/docks/banner.h"
#include "views/docks/emptystate.h"
#include "views/docks/rowsview.h"
#include "views/docks/sourcestand.h"

#include <KLocalizedString>

#include <QClipboard>
#include <QGuiApplication>
#include <QIcon>
#include <QLineEdit>
#include <QMenu>
#include <QSplitter>
#include <QStackedLayout>
#include <QTimer>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {

/// A platform has no page of its own: its push has. Empty where there is none that may be opened.
QUrl pageOf(const QModelIndex &index)
{
    QUrl url = index.data(ItemRole::Url).toUrl();
    if (url.isEmpty() && ItemKind(index.data(ItemRole::Kind).toInt()) == ItemKind::Platform) {
        url = index.parent().data(ItemRole::Url).toUrl();
    }
    return webUrl(url);
}

QString titleOf(const QModelIndex &index)
{
    const QString title = index.data(ItemRole::Title).toString();
    return plainLine(title.isEmpty() ? index.data().toString() : title);
}

}

Dock::Dock(const Setting &setting, QAbstractItemModel *model, QAbstractItemModel *sources, const Clock &clock,
           QWidget *parent)
    : QDockWidget(setting.title, parent)
    , m_setting(setting)
    , m_clock(clock)
    , m_model(model)
    , m_sources(sources)
    , m_proxy(new SearchProxy(this))
{
    setObjectName(setting.name);
    auto *content = new QWidget(this);
    m_column = new QVBoxLayout(content);
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(0);
    makeFilter();
    m_banner = new Banner(content);
    m_column->addWidget(m_banner);
    m_view = new RowsView(clock, content);
    m_view->setObjectName(setting.name + u"View"_s);
    m_view->setAccessibleName(setting.title);
    m_empty = new EmptyState(content);
    m_empty->setObjectName(setting.name + u"Empty"_s);
    auto *pages = new QWidget(content);
    pages->setAutoFillBackground(true);
    pages->setBackgroundRole(QPalette::Base);
    m_stack = new QStackedLayout(pages);
    m_stack->addWidget(m_view);
    m_stack->addWidget(m_empty);
    m_splitter = new QSplitter(Qt::Vertical, content);
    m_splitter->setObjectName(setting.name + u"Splitter"_s);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(pages);
    m_column->addWidget(m_splitter, 1);
    content->setMinimumSize(200, 90);
    setWidget(content);

    m_proxy->setSourceModel(model);
    m_view->setModel(m_proxy);
    // Asked later it would not say: a part that is hidden by then has no size any more.
    connect(m_splitter, &QSplitter::splitterMoved, this, [this] { m_division = m_splitter->saveState(); });
    connect(m_view, &RowsView::opened, this, &Dock::open);
    connect(m_view, &RowsView::menuWanted, this, &Dock::showMenu);
    connect(m_empty, &EmptyState::actionClicked, this, &Dock::emptyActionClicked);
    followModels(model, sources);
    updateState();
}

Dock::~Dock() = default;

void Dock::divide(const QByteArray &division)
{
    m_division = division;
    if (!division.isEmpty() && m_splitter->restoreState(division)) {
        return;
    }
    m_division.clear();
    QList<int> shares;
    for (int i = 0; i < m_splitter->count(); ++i) {
        shares.append(std::max(m_splitter->widget(i)->sizePolicy().verticalStretch(), 1) * 1000);
    }
    m_splitter->setSizes(shares);
}

void Dock::focusFilter()
{
    show();
    raise();
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

void Dock::focusRows()
{
    m_stack->currentWidget()->setFocus();
}

void Dock::openCurrent()
{
    if (m_view->currentIndex().isValid()) {
        open(m_view->currentIndex());
    }
}

void Dock::extendMenu(QMenu &, const QModelIndex &)
{
}

void Dock::open(const QModelIndex &index)
{
    if (const QUrl url = pageOf(index); !url.isEmpty()) {
        Q_EMIT openRequested(url);
    } else if (m_view->itemsExpandable() && m_view->model()->hasChildren(index)) {
        m_view->setExpanded(index, !m_view->isExpanded(index));
    }
}

bool Dock::canOpen(const QModelIndex &index) const
{
    return !pageOf(index).isEmpty();
}

void Dock::makeFilter()
{
    m_filter = new QLineEdit(this);
    m_filter->setObjectName(m_setting.name + u"Filter"_s);
    m_filter->setPlaceholderText(i18nc("@info:placeholder", "Filter…"));
    m_filter->setAccessibleName(i18nc("@label:textbox %1 is the title of a dock", "Filter of %1", m_setting.title));
    m_filter->setClearButtonEnabled(true);
    m_filterLine = new QHBoxLayout;
    m_filterLine->setContentsMargins(4, 4, 4, 4);
    m_filterLine->addWidget(m_filter, 1);
    m_column->addLayout(m_filterLine);
    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_proxy->setSearch(text);
        updateState();
    });
}

void Dock::followModels(QAbstractItemModel *model, QAbstractItemModel *sources)
{
    // One look for all the changes of one turn of the event loop.
    const auto due = [this] {
        if (!m_updateDue) {
            m_updateDue = true;
            QTimer::singleShot(0, this, [this] {
                m_updateDue = false;
                updateState();
            });
        }
    };
    // A change can also bring a row into the filter or take it out.
    for (QAbstractItemModel *each : {model, sources, static_cast<QAbstractItemModel *>(m_proxy)}) {
        connect(each, &QAbstractItemModel::rowsInserted, this, due);
        connect(each, &QAbstractItemModel::rowsRemoved, this, due);
        connect(each, &QAbstractItemModel::modelReset, this, due);
    }
    connect(sources, &QAbstractItemModel::dataChanged, this, due);
}

void Dock::showMenu(const QModelIndex &index, const QPoint &globalPos)
{
    auto *menu = new QMenu(this);
    menu->setObjectName(u"rowMenu"_s);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const QUrl url = pageOf(index);
    const QString title = titleOf(index);
    const auto copy = [](const QString &text) { QGuiApplication::clipboard()->setText(text); };
    QAction *opening = menu->addAction(QIcon::fromTheme(u"internet-web-browser"_s), i18nc("@action:inmenu", "Open"),
                                       this, [this, row = QPersistentModelIndex(index)] { open(row); });
    opening->setObjectName(u"open"_s);
    opening->setEnabled(canOpen(index));
    QAction *copyLink = menu->addAction(QIcon::fromTheme(u"edit-copy"_s), i18nc("@action:inmenu", "Copy Link"), this,
                                        [copy, url] { copy(url.toString(QUrl::FullyEncoded)); });
    copyLink->setObjectName(u"copyLink"_s);
    copyLink->setEnabled(!url.isEmpty());
    menu->addAction(i18nc("@action:inmenu", "Copy Title"), this, [copy, title] { copy(title); })
        ->setObjectName(u"copyTitle"_s);
    extendMenu(*menu, index);
    menu->popup(globalPos);
}

void Dock::updateState()
{
    m_banner->say(m_setting.tellsStale
                      ? staleText(sourceStand(*m_sources, m_setting.services, m_setting.concerns), m_clock())
                      : QString());
    const bool some = m_proxy->rowCount() > 0;
    if (!some) {
        sayWhyEmpty();
    }
    m_stack->setCurrentWidget(some ? static_cast<QWidget *>(m_view) : m_empty);
}

void Dock::sayWhyEmpty()
{
    const SourceStand stand = sourceStand(*m_sources, m_setting.services, m_setting.concerns);
    if (m_model->rowCount() > 0) {
        m_empty->say(u"edit-find"_s, i18nc("@info", "Nothing matches “%1”.", m_filter->text()),
                     i18nc("@action:button", "Clear the Filter"));
    } else if (m_setting.needsSource && stand.watches == 0) {
        m_empty->say(m_setting.iconName,
                     m_setting.howTo.isEmpty() ? i18nc("@info", "No source yet: add an account and say what to watch.")
                                               : m_setting.howTo,
                     i18nc("@action:button", "Add an Account…"));
    } else if (m_setting.needsSource && !stand.failing.isEmpty() && stand.answered == 0) {
        m_empty->say(u"data-warning"_s, i18nc("@info", "Not known: there has been no answer yet."));
    } else if (m_setting.needsSource && stand.answered == 0) {
        m_empty->say(u"view-refresh"_s, i18nc("@info", "Waiting for the first answer…"));
    } else if (m_setting.needsSource && !m_setting.chosenElsewhere && !stand.failing.isEmpty()) {
        m_empty->say(u"data-warning"_s, i18nc("@info", "There was nothing when it was last asked."));
    } else {
        m_empty->say(m_setting.iconName, m_setting.nothing);
    }
}

void Dock::emptyActionClicked()
{
    if (m_model->rowCount() > 0) {
        m_filter->clear();
        m_filter->setFocus();
    } else {
        Q_EMIT accountWanted();
    }
}

}
