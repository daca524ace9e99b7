// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/docks/pushesdock.h"

#include "models/items/roles.h"
#include "models/items/searchproxy.h"
#include "models/values/pushstanding.h"
#include "views/delegates/joblegend.h"
#include "views/docks/jobchooser.h"
#include "views/docks/rowsview.h"

#include <KLocalizedString>

#include <QHBoxLayout>
#include <QIcon>
#include <QItemSelectionModel>
#include <QLineEdit>
#include <QTimer>
#include <QToolButton>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Windsock {

PushesDock::PushesDock(QAbstractItemModel *pushes, QAbstractItemModel *sources, const Clock &clock, QWidget *parent)
    : Dock({.name = u"pushesDock"_s,
            .title = i18nc("@title:window dock", "Pushes"),
            .iconName = u"vcs-push"_s,
            .nothing = i18nc("@info", "No pushes yet on what is watched."),
            .services = {Service::Treeherder, Service::GitHub},
            .concerns = tellsOfPushes},
           pushes, sources, clock, parent)
{
    makeLegend();
    view()->setRootIsDecorated(true);
    view()->setIndentation(18);
    connect(proxy(), &QAbstractItemModel::rowsInserted, this, [this] {
        if (!m_opened) {
            QTimer::singleShot(0, this, &PushesDock::openFirst);
        }
    });
    connect(filter(), &QLineEdit::textChanged, this, &PushesDock::showMatches);
    connect(view()->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex &row) {
        if (row.isValid()) {
            Q_EMIT pushChosen((row.parent().isValid() ? row.parent() : row).data(ItemRole::Key).toString());
        }
    });
    auto *chooser = new JobChooser(view(), JobChooser::By::Mouse);
    connect(chooser, &JobChooser::chosen, this, &PushesDock::jobChosen);
    openFirst();
}

void PushesDock::showPush(const QString &key)
{
    const auto find = [&] {
        return proxy()->match(proxy()->index(0, 0), ItemRole::Key, key, 1, Qt::MatchExactly).value(0);
    };
    if (!find().isValid()) {
        filter()->clear();
    }
    if (const QModelIndex push = find(); push.isValid()) {
        view()->setCurrentIndex(push);
        view()->scrollTo(push);
    }
}

void PushesDock::makeLegend()
{
    auto *button = new QToolButton(this);
    button->setObjectName(u"legendButton"_s);
    button->setText(i18nc("@action:button", "Legend"));
    button->setIcon(QIcon::fromTheme(u"help-hint"_s));
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setAutoRaise(true);
    button->setCheckable(true);
    button->setToolTip(i18nc("@info:tooltip", "What the job symbols mean"));
    filterLine()->addWidget(button);
    auto *legend = new JobLegend(this);
    legend->setObjectName(u"legend"_s);
    legend->hide();
    column()->insertWidget(1, legend);
    connect(button, &QToolButton::toggled, legend, &QWidget::setVisible);
}

void PushesDock::openFirst()
{
    if (m_opened || proxy()->rowCount() == 0) {
        return;
    }
    m_opened = true;
    QModelIndex best = proxy()->index(0, 0);
    for (int row = 0; row < proxy()->rowCount(); ++row) {
        const QModelIndex index = proxy()->index(row, 0);
        if (isBad(index.data(ItemRole::Standing).value<PushStanding>().verdict)) {
            best = index;
            break;
        }
    }
    view()->expand(best);
}

void PushesDock::showMatches()
{
    const QStringList words = proxy()->search().simplified().split(u' ', Qt::SkipEmptyParts);
    for (int row = 0; row < proxy()->rowCount(); ++row) {
        const QModelIndex push = proxy()->index(row, 0);
        const QString text = push.data(ItemRole::SearchText).toString();
        const bool itself = std::ranges::all_of(
            words, [&text](const QString &word) { return text.contains(word, Qt::CaseInsensitive); });
        if (!itself) {
            view()->expand(push);
        }
    }
}

}
