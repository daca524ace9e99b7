// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/gui/picture.h"

#include <KLocalizedString>

#include <QApplication>
#include <QDir>
#include <QIcon>
#include <QSet>
#include <QStandardPaths>
#include <QStyleFactory>

using namespace Qt::StringLiterals;

namespace Windsock {

void setUpPictures()
{
    QStandardPaths::setTestModeEnabled(true);
    KLocalizedString::setApplicationDomain("windsock");
    if (QStyleFactory::keys().contains(u"Breeze"_s)) {
        QApplication::setStyle(u"Breeze"_s);
    }
    setDark(false);
}

QPalette paletteOf(bool dark)
{
    QPalette palette = dark ? QPalette(QColor(0x31363b), QColor(0x2a2e32))
                            : QPalette(QColor(0xfcfcfc), QColor(0xeff0f1));
    palette.setColor(QPalette::Base, dark ? QColor(0x1b1e20) : QColor(Qt::white));
    palette.setColor(QPalette::AlternateBase, dark ? QColor(0x232629) : QColor(0xf7f7f7));
    palette.setColor(QPalette::Highlight, QColor(0x3daee9));
    palette.setColor(QPalette::HighlightedText, Qt::white);
    for (const auto role : {QPalette::Text, QPalette::WindowText, QPalette::ButtonText}) {
        palette.setColor(role, dark ? QColor(0xfcfcfc) : QColor(0x232629));
    }
    palette.setColor(QPalette::PlaceholderText, dark ? QColor(0xa1a9b1) : QColor(0x707d8a));
    return palette;
}

void setDark(bool dark)
{
    QApplication::setPalette(paletteOf(dark));
    QIcon::setThemeName(dark ? u"breeze-dark"_s : u"breeze"_s);
}

QImage keepPicture(QWidget &widget, const QString &name)
{
    QCoreApplication::processEvents();
    const QImage image = widget.grab().toImage();
    const QString folder = qEnvironmentVariable("WINDSOCK_PICTURES");
    if (!folder.isEmpty()) {
        QDir().mkpath(folder);
        image.save(folder + u'/' + name + u".png"_s);
    }
    return image;
}

int coloursIn(const QImage &image)
{
    QSet<QRgb> colours;
    for (int y = 0; y < image.height(); y += 2) {
        for (int x = 0; x < image.width(); x += 2) {
            colours.insert(image.pixel(x, y));
        }
    }
    return int(colours.size());
}

}
