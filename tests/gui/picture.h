// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QImage>
#include <QPalette>
#include <QWidget>

namespace Windsock {

/// The Breeze style and icons where they are installed, light, and texts of Windsock's own.
void setUpPictures();
QPalette paletteOf(bool dark);
/// The palette and the icons from now on.
void setDark(bool dark);

/// What the widget shows now. WINDSOCK_PICTURES names a folder that keeps the pictures, as "NAME.png".
QImage keepPicture(QWidget &widget, const QString &name);
/// Different colours in the picture: nothing painted gives one or two.
int coloursIn(const QImage &image);

}
