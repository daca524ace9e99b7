// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/tray/trayicon.h"

#include <QColor>
#include <QFile>
#include <QPainter>
#include <QStandardPaths>
#include <QSvgRenderer>

using namespace Qt::StringLiterals;

namespace Windsock {

QString trayIconName(TrayState state)
{
    return u"org.windsock.Windsock-"_s + trayStateName(state) + u"-symbolic"_s;
}

bool trayIconsInstalled()
{
    const QString file = u"icons/hicolor/scalable/status/%1.svg"_s.arg(trayIconName(TrayState::Idle));
    return !QStandardPaths::locate(QStandardPaths::GenericDataLocation, file).isEmpty();
}

QIcon trayIcon(TrayState state, const QColor &colour)
{
    QFile file(u":/icons/hicolor/scalable/status/%1.svg"_s.arg(trayIconName(state)));
    if (!file.open(QIODevice::ReadOnly)) {
        return {};
    }
    QByteArray svg = file.readAll();
    svg.replace("#232629", colour.name().toLatin1());
    QSvgRenderer renderer(svg);
    QIcon icon;
    for (const int side : {16, 22, 24, 32, 44, 48, 64}) {
        QPixmap pixmap(side, side);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        renderer.render(&painter);
        painter.end();
        icon.addPixmap(pixmap);
    }
    return icon;
}

}
