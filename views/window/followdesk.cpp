// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/window/followdesk.h"

#include "views/window/followbar.h"
#include "views/window/followdialog.h"
#include "views/window/trysyntaxdialog.h"

#include <KActionCollection>
#include <KConfigGroup>
#include <KLocalizedString>

#include <QAction>
#include <QClipboard>
#include <QDropEvent>
#include <QGuiApplication>
#include <QIcon>
#include <QMimeData>
#include <QUrl>
#include <QWidget>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
const QString s_group = u"TrySyntax"_s;

QAction *addAction(KActionCollection &actions, const QString &name, const QString &text, const QString &icon)
{
    QAction *action = actions.addAction(name, new QAction(&actions));
    action->setText(text);
    action->setIcon(QIcon::fromTheme(icon));
    return action;
}
}

QString followTextOf(const QMimeData *data)
{
    if (!data) {
        return {};
    }
    QStringList links;
    for (const QUrl &url : data->urls()) {
        links.append(url.toString(QUrl::FullyEncoded));
    }
    return links.isEmpty() ? data->text() : links.join(u'\n');
}

FollowDesk::FollowDesk(KActionCollection &actions, const KSharedConfig::Ptr &config, QWidget *window)
    : QObject(window), m_config(config), m_window(window), m_bar(new FollowBar(window))
{
    QAction *copied = addAction(actions, u"follow_copied"_s, i18nc("@action", "Follow What Was Copied"),
                                u"edit-paste"_s);
    copied->setToolTip(i18nc("@info:tooltip", "Watch the link, commit or bug in the clipboard"));
    KActionCollection::setDefaultShortcut(copied, QKeySequence(Qt::CTRL | Qt::Key_V));
    connect(copied, &QAction::triggered, this, &FollowDesk::followCopied);
    QAction *asking = addAction(actions, u"follow"_s, i18nc("@action", "Follow…"), u"list-add"_s);
    KActionCollection::setDefaultShortcut(asking, QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_V));
    connect(asking, &QAction::triggered, this, &FollowDesk::ask);
    QAction *writing = addAction(actions, u"try_syntax"_s, i18nc("@action", "Write Try Syntax…"), u"document-edit"_s);
    KActionCollection::setDefaultShortcut(writing, QKeySequence(Qt::CTRL | Qt::Key_T));
    connect(writing, &QAction::triggered, this, &FollowDesk::writeTrySyntax);
    window->setAcceptDrops(true);
    window->installEventFilter(this);
}

bool FollowDesk::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_window
        && (event->type() == QEvent::DragEnter || event->type() == QEvent::DragMove || event->type() == QEvent::Drop)) {
        auto *drop = static_cast<QDropEvent *>(event);
        const bool readable = drop->mimeData()->hasUrls() || drop->mimeData()->hasText();
        if (!readable || !drop->possibleActions().testAnyFlags(Qt::CopyAction | Qt::LinkAction)) {
            event->ignore();
            return true;
        }
        // Never a move: whatever the thing comes from keeps it.
        drop->setDropAction(drop->possibleActions().testFlag(Qt::CopyAction) ? Qt::CopyAction : Qt::LinkAction);
        drop->accept();
        if (event->type() == QEvent::Drop) {
            Q_EMIT followRequested(followTextOf(drop->mimeData()));
        }
        return true;
    }
    return QObject::eventFilter(watched, event);
}

void FollowDesk::followCopied()
{
    Q_EMIT followRequested(followTextOf(QGuiApplication::clipboard()->mimeData()));
}

void FollowDesk::ask()
{
    if (!m_dialog) {
        m_dialog = new FollowDialog(followTextOf(QGuiApplication::clipboard()->mimeData()), m_window);
        m_dialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(m_dialog, &FollowDialog::chosen, this, &FollowDesk::followRequested);
        connect(m_dialog, &QDialog::finished, this, [this] { m_dialog.clear(); });
    }
    m_dialog->show();
    m_dialog->raise();
    m_dialog->activateWindow();
}

void FollowDesk::writeTrySyntax()
{
    if (!m_tryDialog) {
        m_tryDialog = new TrySyntaxDialog(m_window);
        m_tryDialog->setAttribute(Qt::WA_DeleteOnClose);
        if (const auto last = readTrySyntax(m_config->group(s_group).readEntry("Line"))) {
            m_tryDialog->setChoice(last->choice);
        }
        connect(m_tryDialog, &QDialog::finished, this, [this, dialog = m_tryDialog.data()] {
            m_config->group(s_group).writeEntry("Line", tryText(dialog->choice()));
            m_config->sync();
            m_tryDialog.clear();
        });
    }
    m_tryDialog->show();
    m_tryDialog->raise();
    m_tryDialog->activateWindow();
}

}
