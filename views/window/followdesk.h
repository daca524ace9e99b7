// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <KSharedConfig>

#include <QObject>
#include <QPointer>

class KActionCollection;
class QMimeData;
class QWidget;

namespace Windsock {

class FollowBar;
class FollowDialog;
class TrySyntaxDialog;

/// The ways to say to a window what to watch: its actions, the clipboard and things dropped on it. All of them end in
/// one signal; nothing that is dropped is opened. Also offers to write a "try:" line, whose last choice `config` keeps.
class FollowDesk : public QObject
{
    Q_OBJECT

public:
    FollowDesk(KActionCollection &actions, const KSharedConfig::Ptr &config, QWidget *window);

    FollowBar *bar() const { return m_bar; }

Q_SIGNALS:
    void followRequested(const QString &text);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void followCopied();
    void ask();
    void writeTrySyntax();

    KSharedConfig::Ptr m_config;
    QWidget *m_window = nullptr;
    FollowBar *m_bar = nullptr;
    QPointer<FollowDialog> m_dialog;
    QPointer<TrySyntaxDialog> m_tryDialog;
};

/// What is to be read of something copied or dropped: its links, one a line, else its text.
QString followTextOf(const QMimeData *data);

}
