// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/roles.h"

#include <QAbstractItemModel>
#include <QDateTime>
#include <QTimer>
#include <QUrl>

namespace Windsock {

/// What the tray shows, the weightiest last.
enum class TrayState { Idle, Running, NeedsYou, Failed, Offline, LoginNeeded };

/// "idle", "running", "needs-you", "failed", "offline", "login-needed".
QString trayStateName(TrayState state);

/// One line of the tray's menu or tooltip.
struct GlanceItem {
    ItemKind kind = ItemKind::Push;
    QString key; ///< ItemRole::Key of the row
    QString line; ///< plain text
    QUrl url; ///< http(s) or empty

    bool operator==(const GlanceItem &) const = default;
};

/// All models in one look: the tray's state, the most urgent thing and what comes next. A landing that a closed tree
/// holds is neither under way nor waits for the person, who could do nothing but wait; that the tree closed is told by a
/// notice of its own, and a closed tree is no failure of anybody's. Follows the models by itself;
/// what changes together is told once, when control returns to the event loop.
class Glance : public QObject
{
    Q_OBJECT

public:
    struct Models {
        QAbstractItemModel *pushes = nullptr;
        QAbstractItemModel *queue = nullptr;
        QAbstractItemModel *agenda = nullptr;
        QAbstractItemModel *notices = nullptr;
        QAbstractItemModel *sources = nullptr;
    };

    explicit Glance(const Models &models, QObject *parent = nullptr);

    void setNow(const QDateTime &now);

    TrayState state() const { return m_view.state; }
    /// The state as a sentence: "A push went bad."
    QString stateLine() const;
    /// The most urgent thing in one line; says that all is quiet when nothing is.
    QString urgentLine() const;
    /// The weightiest first, at most 8.
    QList<GlanceItem> topItems() const { return m_view.top; }
    /// Events that start in the next 24 hours, at most 5.
    QList<GlanceItem> comingUp() const { return m_view.coming; }
    int unreadNotices() const { return m_view.unread; }

Q_SIGNALS:
    void changed();

private:
    struct View {
        TrayState state = TrayState::Idle;
        QList<GlanceItem> top;
        QList<GlanceItem> coming;
        int unread = 0;

        bool operator==(const View &) const = default;
    };
    struct Ranked {
        TrayState weight;
        GlanceItem item;
    };

    void follow(QAbstractItemModel *model);
    void look();
    void lookAtSources(QList<Ranked> &found) const;
    void lookAtPushes(QList<Ranked> &found) const;
    void lookAtQueue(QList<Ranked> &found) const;
    void lookAtNotices(QList<Ranked> &found, int &unread) const;
    QList<GlanceItem> lookAhead() const;

    Models m_models;
    QDateTime m_now;
    QTimer m_soon;
    View m_view;
};

}
