// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QColor>
#include <QFont>
#include <QPalette>

class QStyleOptionViewItem;

namespace Windsock {

/// Fonts and colours that all rows are painted in.
QFont smallFont(const QFont &font);
QFont boldFont(const QFont &font, bool bold);
/// `share` of the one, the rest of the other.
QColor mixed(const QColor &one, const QColor &other, float share);
bool isSelected(const QStyleOptionViewItem &option);
/// Of the palette's group that styles paint a row's panel in: a window that is not the active one has a paler selection.
QColor colourOf(const QStyleOptionViewItem &option, QPalette::ColorRole role);
QColor groundOf(const QStyleOptionViewItem &option);
/// What marks a row that is not selected: as strong in every window.
QColor accentOf(const QStyleOptionViewItem &option);
QColor textOf(const QStyleOptionViewItem &option);
/// The text's colour with that share of it left, and still to be read.
QColor faded(const QStyleOptionViewItem &option, float share);

}
