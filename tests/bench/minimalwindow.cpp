// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <KAboutData>
#include <KIconTheme>
#include <KLocalizedString>
#include <KXmlGuiWindow>

#include <QApplication>
#include <QDockWidget>
#include <QStatusBar>
#include <QTreeView>

using namespace Qt::StringLiterals;

/// The least program of this kind: a KXmlGuiWindow with one dock and a status bar. Windsock's figures are held
/// against it.
int main(int argc, char **argv)
{
    KIconTheme::initTheme();
    const QApplication application(argc, argv);
    KLocalizedString::setApplicationDomain("windsock");
    KAboutData::setApplicationData(KAboutData(u"minimalwindow"_s, u"Minimal window"_s, u"1"_s));
    KXmlGuiWindow window;
    auto *dock = new QDockWidget(u"Dock"_s, &window);
    dock->setObjectName(u"dock"_s);
    dock->setWidget(new QTreeView(dock));
    window.addDockWidget(Qt::LeftDockWidgetArea, dock);
    window.statusBar()->showMessage(u"Ready"_s);
    window.setupGUI(KXmlGuiWindow::ToolBar | KXmlGuiWindow::Keys | KXmlGuiWindow::StatusBar | KXmlGuiWindow::Create);
    window.resize(1280, 800);
    window.show();
    return QApplication::exec();
}
