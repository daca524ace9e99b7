// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/delegates/facepainter.h"

#include "views/delegates/joblook.h"
#include "views/delegates/rowface.h"
#include "views/delegates/rowmargin.h"
#include "views/delegates/rowpaint.h"

#include <QFontMetrics>
#include <QPainter>
#include <QStyleOptionViewItem>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {

constexpr int wrappedLines = 8;

/// The parts of a line that fit, the first ones first; an ellipsis stands for those that do not.
QString fitted(const QString &line, const QFontMetrics &metrics, int width)
{
    static const QString between = u" · "_s;
    if (metrics.horizontalAdvance(line) <= width) {
        return line;
    }
    for (qsizetype end = line.lastIndexOf(between); end > 0; end = line.lastIndexOf(between, end - 1)) {
        const QString some = line.first(end) + between + u'…';
        if (metrics.horizontalAdvance(some) <= width) {
            return some;
        }
    }
    return metrics.elidedText(line, Qt::ElideRight, width);
}

bool isHeading(const RowFace &face)
{
    return face.kind == ItemKind::Day || face.kind == ItemKind::Heading;
}

/// What is between the badge and the left side.
int titleWidth(const RowFace &face, const QFont &small, int width)
{
    const int area = width - 2 * margin - 2;
    const int badge = qMin(badgeSize(face.badge, small).width(), area / 2);
    const int aside = face.plain && !face.aside.isEmpty() ? QFontMetrics(small).horizontalAdvance(face.aside) + margin
                                                          : 0;
    return qMax(20, area - badge - aside - margin);
}

QFont titleFont(const RowFace &face, const QFont &font)
{
    QFont title = boldFont(face.plain ? smallFont(font) : font, face.strong);
    title.setStrikeOut(face.struck);
    return title;
}

int titleHeight(const RowFace &face, const QFont &font, int width)
{
    const QFontMetrics metrics(titleFont(face, font));
    if (!face.wrapped) {
        return metrics.height();
    }
    const QRect space(0, 0, titleWidth(face, smallFont(font), width), metrics.height() * wrappedLines);
    return qMin(space.height(),
                metrics.boundingRect(space, Qt::TextWrapAnywhere | Qt::TextWordWrap, face.title).height());
}

int lineHeight(const QFont &font)
{
    return qMax(QFontMetrics(smallFont(font)).height(), 12);
}

/// A second line there is in most rows, whether or not it says something: rows of one kind are of one height.
bool hasDetail(const RowFace &face)
{
    return !face.plain || !face.detail.isEmpty();
}

void paintHeading(QPainter &painter, const QStyleOptionViewItem &option, const RowFace &face)
{
    const QColor accent = accentOf(option);
    const QColor ground = groundOf(option);
    const QRect line = option.rect.adjusted(margin, margin, -margin, -margin / 2);
    const QFont font = boldFont(option.font, true);
    painter.setFont(font);
    painter.setPen(face.marked && !isSelected(option) ? readableOn(accent, ground) : textOf(option));
    const QString title = QFontMetrics(font).elidedText(face.title, Qt::ElideRight, line.width());
    painter.drawText(line, Qt::AlignLeft | Qt::AlignBottom | Qt::TextSingleLine, title);
    painter.setPen(QPen(face.marked ? accent : mixed(textOf(option), ground, 0.25F), face.marked ? 2 : 1));
    painter.drawLine(option.rect.left() + margin, option.rect.bottom() - 1, option.rect.right() - margin,
                     option.rect.bottom() - 1);
}

void paintTitle(QPainter &painter, const QRect &area, const QFont &font, const RowFace &face)
{
    const QFont own = titleFont(face, font);
    const QFontMetrics metrics(own);
    const int width = titleWidth(face, smallFont(font), area.width() + 2 * margin + 2);
    const QRect rect(area.left(), area.top(), width, titleHeight(face, font, area.width() + 2 * margin + 2));
    painter.setFont(own);
    if (face.wrapped) {
        painter.drawText(rect, Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap | Qt::TextWrapAnywhere, face.title);
    } else {
        painter.drawText(rect, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                         metrics.elidedText(face.title, Qt::ElideRight, rect.width()));
    }
}
}

int faceHeight(const RowFace &face, const QFont &font, int width)
{
    if (isHeading(face)) {
        return QFontMetrics(font).height() + 3 * margin;
    }
    return titleHeight(face, font, width) + (face.plain ? margin : 2 * margin)
        + (hasDetail(face) ? lineHeight(font) + margin : 0) + (face.note.isEmpty() ? 0 : lineHeight(font));
}

void paintFace(QPainter &painter, const QStyleOptionViewItem &option, const RowFace &face)
{
    if (isHeading(face)) {
        paintHeading(painter, option, face);
        return;
    }
    const QColor ground = groundOf(option);
    const QColor text = face.dimmed ? faded(option, 0.62F) : textOf(option);
    const QColor faint = isSelected(option) ? text : faded(option, face.dimmed ? 0.55F : 0.68F);
    if (face.marked) {
        painter.fillRect(QRect(option.rect.left(), option.rect.top() + 3, 3, option.rect.height() - 6),
                         isSelected(option) ? textOf(option) : accentOf(option));
    }
    const int top = face.plain ? margin / 2 : margin;
    const QRect area = option.rect.adjusted(margin + 2, top, -margin, -top);
    const QFont small = smallFont(option.font);
    QSize badge = badgeSize(face.badge, small);
    badge.setWidth(qMin(badge.width(), area.width() / 2));
    paintBadge(painter, QRect(area.right() - badge.width() + 1, area.top() - 1, badge.width(), badge.height()),
               face.badge, small, colourOf(option, QPalette::Base));
    painter.setPen(text);
    paintTitle(painter, area, option.font, face);

    const QFontMetrics metrics(small);
    painter.setFont(small);
    painter.setPen(faint);
    if (face.plain) {
        painter.drawText(area, Qt::AlignRight | Qt::AlignTop | Qt::TextSingleLine, face.aside);
    }
    QRect below(area.left(), area.top() + titleHeight(face, option.font, option.rect.width()) + margin + 1,
                area.width(), metrics.height());
    if (hasDetail(face)) {
        const bool beside = !face.plain && !face.aside.isEmpty();
        const int aside = beside ? metrics.horizontalAdvance(face.aside) + 2 * margin : 0;
        if (beside) {
            painter.drawText(below, Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine, face.aside);
        }
        painter.drawText(below.adjusted(0, 0, -aside, 0), Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                         fitted(face.detail, metrics, below.width() - aside));
        below.translate(0, metrics.height());
    }
    if (!face.note.isEmpty()) {
        painter.setPen(text);
        painter.drawText(below, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                         fitted(face.note, metrics, below.width()));
    }
    if (face.percent >= 0) {
        const QRect bar(area.left(), option.rect.bottom() - 2, area.width(), 2);
        painter.fillRect(bar, mixed(textOf(option), ground, 0.15F));
        painter.fillRect(QRect(bar.left(), bar.top(), bar.width() * face.percent / 100, bar.height()),
                         isSelected(option) ? textOf(option) : readableOn(QColor(0x2b6cb0), ground));
    }
}

}
