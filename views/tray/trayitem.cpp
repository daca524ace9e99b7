// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/tray/trayitem.h"

#include "models/values/plaintext.h"
#include "views/tray/trayhost.h"
#include "views/tray/trayicon.h"

#include <KLocalizedString>
#include <KStatusNotifierItem>

#include <QGuiApplication>
#include <QMenu>
#include <QPalette>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {

constexpr qsizetype longestLine = 70;

QString menuText(const QString &line)
{
    return plainLine(line, longestLine).replace(u'&', u"&&"_s);
}

KStatusNotifierItem::ItemStatus statusOf(TrayState state)
{
    switch (state) {
    case TrayState::Failed:
    case TrayState::NeedsYou:
    case TrayState::LoginNeeded:
        return KStatusNotifierItem::NeedsAttention;
    case TrayState::Idle:
    case TrayState::Running:
    case TrayState::Offline:
        break;
    }
    return KStatusNotifierItem::Active;
}

QString toolTipText(const Glance &glance)
{
    QStringList lines{plainLine(glance.urgentLine()).toHtmlEscaped()};
    const QList<GlanceItem> coming = glance.comingUp();
    if (!coming.isEmpty()) {
        lines << i18nc("@info:tooltip heading over events", "In the next 24 hours:").toHtmlEscaped();
        for (const GlanceItem &item : coming) {
            lines << u"• "_s + plainLine(item.line).toHtmlEscaped();
        }
    }
    return lines.join("<br/>"_L1);
}

}

TrayItem::TrayItem(Glance &glance, QObject *parent)
    : QObject(parent)
    , m_glance(glance)
    , m_host(new TrayHost(this))
    , m_item(new KStatusNotifierItem(u"org.windsock.Windsock"_s, this))
    , m_menu(new QMenu)
{
    m_menu->setObjectName(u"trayMenu"_s);
    m_item->setTitle(i18nc("@title", "Windsock"));
    m_item->setCategory(KStatusNotifierItem::ApplicationStatus);
    // The standard Quit asks back in a dialog of its own; ours says what it does.
    m_item->setStandardActionsEnabled(false);
    connect(m_item, &KStatusNotifierItem::quitRequested, this, [this] {
        m_item->abortQuit();
        Q_EMIT quitRequested();
    });
    connect(m_item, &KStatusNotifierItem::activateRequested, this, &TrayItem::activated);
    connect(m_item, &KStatusNotifierItem::secondaryActivateRequested, this, &TrayItem::pollRequested);
    connect(m_host, &TrayHost::changed, this, &TrayItem::availableChanged);
    connect(&m_glance, &Glance::changed, this, &TrayItem::update);
    update();
    m_item->setContextMenu(m_menu);
}

TrayItem::~TrayItem() = default;

bool TrayItem::isAvailable() const
{
    return m_host->isThere();
}

void TrayItem::update()
{
    if (m_shown != m_glance.state()) {
        m_shown = m_glance.state();
        showState(*m_shown);
    }
    m_item->setToolTipTitle(plainLine(m_glance.stateLine()).toHtmlEscaped());
    m_item->setToolTipSubTitle(toolTipText(m_glance));
    fillMenu();
}

void TrayItem::showState(TrayState state)
{
    if (trayIconsInstalled()) {
        m_item->setIconByName(trayIconName(state));
        m_item->setAttentionIconByName(trayIconName(state));
        m_item->setToolTipIconByName(trayIconName(state));
    } else {
        const QIcon icon = trayIcon(state, QGuiApplication::palette().color(QPalette::WindowText));
        m_item->setIconByPixmap(icon);
        m_item->setAttentionIconByPixmap(icon);
        m_item->setToolTipIconByPixmap(icon);
    }
    m_item->setStatus(statusOf(state));
}

void TrayItem::fillMenu()
{
    m_menu->clear();
    QMenu *menu = m_menu;
    const auto addItem = [this, menu](const GlanceItem &item) {
        QAction *action = menu->addAction(menuText(item.line));
        action->setObjectName(u"item:"_s + item.key);
        connect(action, &QAction::triggered, this, [this, url = item.url] {
            if (!webUrl(url).isEmpty()) {
                Q_EMIT openRequested(url);
            } else {
                Q_EMIT showRequested();
            }
        });
    };
    for (const GlanceItem &item : m_glance.topItems()) {
        addItem(item);
    }
    if (const QList<GlanceItem> coming = m_glance.comingUp(); !coming.isEmpty()) {
        menu->addSection(i18nc("@title:menu", "Next 24 Hours"));
        for (const GlanceItem &item : coming) {
            addItem(item);
        }
    }
    menu->addSeparator();
    menu->addAction(QIcon::fromTheme(u"window"_s), i18nc("@action:inmenu", "Show Window"), this,
                    &TrayItem::showRequested)
        ->setObjectName(u"show"_s);
    menu->addAction(QIcon::fromTheme(u"view-refresh"_s), i18nc("@action:inmenu", "Poll Now"), this,
                    &TrayItem::pollRequested)
        ->setObjectName(u"poll"_s);
    menu->addSeparator();
    menu->addAction(QIcon::fromTheme(u"application-exit"_s), i18nc("@action:inmenu", "Quit"), this,
                    &TrayItem::quitRequested)
        ->setObjectName(u"quit"_s);
}

}
