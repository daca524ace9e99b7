// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/glance.h"

#include <QObject>
#include <QUrl>

#include <optional>

class KStatusNotifierItem;
class QMenu;

namespace Windsock {

class TrayHost;

/// The windsock in the tray: a shape for each state, the most urgent item and the next 24 hours as its tooltip, and a
/// menu with the top items. Needs no tray to be there; `isAvailable` tells whether somebody shows it.
class TrayItem : public QObject
{
    Q_OBJECT

public:
    explicit TrayItem(Glance &glance, QObject *parent = nullptr);
    ~TrayItem() override;

    bool isAvailable() const;
    KStatusNotifierItem *item() const { return m_item; }
    QMenu *menu() const { return m_menu; }

Q_SIGNALS:
    void availableChanged(bool available);
    /// The icon was clicked: show the window, or hide it where it is in front.
    void activated();
    void showRequested();
    void openRequested(const QUrl &url);
    void pollRequested();
    void quitRequested();

private:
    void update();
    void showState(TrayState state);
    void fillMenu();

    Glance &m_glance;
    TrayHost *m_host = nullptr;
    KStatusNotifierItem *m_item = nullptr;
    QMenu *m_menu = nullptr; ///< owned by m_item, which deletes it
    std::optional<TrayState> m_shown;
};

}
