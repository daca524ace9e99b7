// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/delegates/timelinedelegate.h"

#include "models/items/threadrow.h"
#include "views/delegates/joblook.h"
#include "views/delegates/momentlook.h"
#include "views/delegates/plaintooltip.h"
#include "views/delegates/rowmargin.h"
#include "views/delegates/rowpaint.h"

#include <KLocalizedString>

#include <QAbstractItemView>
#include <QApplication>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

namespace Windsock {

namespace {
constexpr int gutter = 34; ///< the line's, left of the words
constexpr int narrowMoment = 420; ///< below it a moment's time stands under its words
constexpr int tallest = 10'000;

ItemKind kindOf(const QModelIndex &index)
{
    return ItemKind(index.data(ItemRole::Kind).toInt());
}

/// Whether the row that many places from this one is a moment too: the line goes on to it.
bool goesOn(const QModelIndex &index, int step)
{
    const QModelIndex other = index.sibling(index.row() + step, 0);
    return other.isValid() && kindOf(other) == ItemKind::Moment;
}

QString groundOfMember(const QModelIndex &index)
{
    return index.siblingAtColumn(static_cast<int>(ThreadColumn::State)).data().toString();
}

bool opensMembers(const QModelIndex &index)
{
    const QModelIndex before = index.sibling(index.row() - 1, 0);
    return kindOf(index) == ItemKind::Member && (!before.isValid() || kindOf(before) != ItemKind::Member);
}

QString heading()
{
    return i18nc("@title:group above the facts that belong to a change", "What belongs to it, and why");
}

/// Where the parts of a row are.
struct Parts {
    QRect above; ///< the time since the moment before, or the heading above the members
    QRect words;
    QRect below; ///< the time where it stands under the words, or the ground
    QRect aside; ///< the time where it stands beside them
    int height = 0;
};

Parts partsOf(const QRect &row, const QFont &font, const QModelIndex &index)
{
    const bool moment = kindOf(index) == ItemKind::Moment;
    const QFontMetrics metrics(font);
    const QFontMetrics small(smallFont(font));
    const int left = row.left() + gutter;
    const int width = qMax(40, row.width() - gutter - margin);
    Parts parts;
    int y = row.top() + margin / 2;
    if (moment && !index.data(ItemRole::Later).toString().isEmpty()) {
        parts.above = QRect(left, y, width, small.height());
        y += small.height() + margin / 2;
    } else if (opensMembers(index)) {
        const QFontMetrics bold(boldFont(font, true));
        y += margin;
        parts.above = QRect(row.left() + margin, y, row.width() - 2 * margin, bold.height());
        y += bold.height() + margin;
    }
    const QString time = index.data(ItemRole::Time).toString();
    const bool beside = moment && row.width() >= narrowMoment;
    const int aside = beside ? small.horizontalAdvance(time) + 2 * margin : 0;
    const QRect space(left, y, width - aside, tallest);
    parts.words = metrics.boundingRect(space, Qt::TextWordWrap, index.data(ItemRole::Title).toString());
    parts.words.setRect(left, y, space.width(), qMax(parts.words.height(), metrics.height()));
    y = parts.words.bottom() + 1;
    if (beside) {
        parts.aside = QRect(space.right() + 1, parts.words.top(), aside, metrics.height());
    } else {
        const QString line = moment ? time : groundOfMember(index);
        parts.below = QRect(left, y, width,
                            small.boundingRect(QRect(0, 0, width, tallest), Qt::TextWordWrap, line).height());
        y = parts.below.bottom() + 1;
    }
    parts.height = y + margin / 2 + 1 - row.top();
    return parts;
}

void paintLine(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index, const QRect &words)
{
    const QColor ground = groundOf(option);
    const int x = option.rect.left() + gutter / 2;
    const int side = qMax(9, QFontMetrics(option.font).ascent());
    const int middle = words.top() + QFontMetrics(option.font).height() / 2;
    const int clear = side / 2 + 3;
    painter.setPen(QPen(mixed(textOf(option), ground, 0.3F), 2));
    if (goesOn(index, -1)) {
        painter.drawLine(x, option.rect.top(), x, middle - clear);
    }
    if (goesOn(index, 1)) {
        painter.drawLine(x, middle + clear, x, option.rect.bottom() + 1);
    }
    const MomentLook look = momentLook(index.data(ItemRole::Moment).value<Moment>());
    const bool stale = index.data(ItemRole::Stale).toBool();
    const QColor ink = isSelected(option) ? textOf(option) : readableOn(look.colour, ground);
    paintMomentShape(painter, QRectF(x - side / 2.0, middle - side / 2.0, side, side), look.shape,
                     stale ? mixed(ink, ground, 0.6F) : ink);
}

void paintHeading(QPainter &painter, const QStyleOptionViewItem &option, const QRect &rect)
{
    painter.setPen(mixed(colourOf(option, QPalette::Text), colourOf(option, QPalette::Base), 0.25F));
    painter.drawLine(rect.left(), rect.top() - margin / 2, rect.right(), rect.top() - margin / 2);
    const QFont font = boldFont(option.font, true);
    painter.setFont(font);
    painter.setPen(colourOf(option, QPalette::Text));
    painter.drawText(rect, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                     QFontMetrics(font).elidedText(heading(), Qt::ElideRight, rect.width()));
}

}

void TimelineDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem row = option;
    initStyleOption(&row, index);
    const bool moment = kindOf(index) == ItemKind::Moment;
    const Parts parts = partsOf(option.rect, row.font, index);
    painter->save();
    painter->setClipRect(option.rect);
    if (!moment && !parts.above.isNull()) {
        paintHeading(*painter, row, parts.above);
        row.rect.setTop(parts.above.bottom() + margin / 2);
    }
    const QStyle *style = row.widget ? row.widget->style() : QApplication::style();
    style->drawPrimitive(QStyle::PE_PanelItemViewItem, &row, painter, row.widget);
    if (moment) {
        paintLine(*painter, row, index, parts.words);
    }
    const bool stale = index.data(ItemRole::Stale).toBool();
    const QColor faint = isSelected(row) ? textOf(row) : faded(row, stale ? 0.55F : 0.68F);
    painter->setFont(row.font);
    painter->setPen(stale ? faded(row, 0.62F) : textOf(row));
    painter->drawText(parts.words, Qt::TextWordWrap, index.data(ItemRole::Title).toString());
    painter->setFont(smallFont(row.font));
    painter->setPen(faint);
    if (moment) {
        const QString time = index.data(ItemRole::Time).toString();
        painter->drawText(parts.above, Qt::AlignLeft | Qt::AlignVCenter, index.data(ItemRole::Later).toString());
        painter->drawText(parts.aside.isNull() ? parts.below : parts.aside,
                          (parts.aside.isNull() ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter, time);
    } else {
        painter->drawText(parts.below, Qt::TextWordWrap, groundOfMember(index));
    }
    painter->restore();
}

QSize TimelineDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto *view = qobject_cast<const QAbstractItemView *>(option.widget);
    const int width = view ? view->viewport()->width() : qMax(option.rect.width(), 200);
    return {width, partsOf(QRect(0, 0, width, 0), option.font, index).height};
}

bool TimelineDelegate::helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                                 const QModelIndex &index)
{
    if (event->type() != QEvent::ToolTip || !index.isValid()) {
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    }
    QToolTip::showText(event->globalPos(), plainToolTip(index.data(Qt::ToolTipRole).toString()), view);
    return true;
}

}
