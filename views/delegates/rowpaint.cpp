// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/delegates/rowpaint.h"

#include "views/delegates/joblook.h"

#include <QStyleOptionViewItem>

namespace Windsock {

QFont smallFont(const QFont &font)
{
    QFont small = font;
    small.setPointSizeF(qMax(7.0, font.pointSizeF() * 0.9));
    return small;
}

QFont boldFont(const QFont &font, bool bold)
{
    QFont other = font;
    other.setBold(bold);
    return other;
}

QColor mixed(const QColor &one, const QColor &other, float share)
{
    return QColor::fromRgbF(one.redF() * share + other.redF() * (1 - share),
                            one.greenF() * share + other.greenF() * (1 - share),
                            one.blueF() * share + other.blueF() * (1 - share));
}

bool isSelected(const QStyleOptionViewItem &option)
{
    return option.state & QStyle::State_Selected;
}

QColor colourOf(const QStyleOptionViewItem &option, QPalette::ColorRole role)
{
    const bool active = option.state & QStyle::State_Active;
    return option.palette.color(active ? QPalette::Active : QPalette::Inactive, role);
}

QColor groundOf(const QStyleOptionViewItem &option)
{
    return colourOf(option, isSelected(option) ? QPalette::Highlight : QPalette::Base);
}

QColor textOf(const QStyleOptionViewItem &option)
{
    return colourOf(option, isSelected(option) ? QPalette::HighlightedText : QPalette::Text);
}

QColor accentOf(const QStyleOptionViewItem &option)
{
    return option.palette.color(QPalette::Active, QPalette::Highlight);
}

QColor faded(const QStyleOptionViewItem &option, float share)
{
    return readableOn(mixed(textOf(option), groundOf(option), share), groundOf(option));
}

}
