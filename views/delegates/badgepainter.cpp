// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/delegates/badge.h"
#include "views/delegates/joblook.h"
#include "views/delegates/rowmargin.h"

#include <QFontMetrics>
#include <QPainter>
#include <QPainterPath>

namespace Windsock {

namespace {

constexpr int badgeGap = 5;

int shapeSide(const QFontMetrics &metrics)
{
    return qMax(8, metrics.ascent() - 1);
}

QPainterPath solidShape(const QRectF &r, Badge::Shape shape)
{
    QPainterPath path;
    switch (shape) {
    case Badge::Shape::Triangle:
        path.addPolygon(QPolygonF({{r.center().x(), r.top()}, r.bottomRight(), r.bottomLeft()}));
        break;
    case Badge::Shape::Up:
        path.addPolygon(
            QPolygonF({{r.center().x(), r.top()}, {r.right() - 1, r.center().y()}, {r.left() + 1, r.center().y()}}));
        path.addRect(QRectF(r.center().x() - r.width() * 0.14, r.center().y(), r.width() * 0.28, r.height() / 2));
        break;
    case Badge::Shape::Down:
        path.addPolygon(
            QPolygonF({{r.center().x(), r.bottom()}, {r.right() - 1, r.center().y()}, {r.left() + 1, r.center().y()}}));
        path.addRect(QRectF(r.center().x() - r.width() * 0.14, r.top(), r.width() * 0.28, r.height() / 2));
        break;
    case Badge::Shape::Diamond:
        path.addPolygon(QPolygonF({{r.center().x(), r.top()},
                                   {r.right(), r.center().y()},
                                   {r.center().x(), r.bottom()},
                                   {r.left(), r.center().y()}}));
        break;
    case Badge::Shape::Hourglass:
        path.addPolygon(QPolygonF({r.topLeft(), r.topRight(), r.bottomLeft(), r.bottomRight()}));
        break;
    case Badge::Shape::Dot:
        path.addEllipse(r.adjusted(2, 2, -2, -2));
        break;
    case Badge::Shape::Pause:
        path.addRect(QRectF(r.left() + r.width() * 0.1, r.top(), r.width() * 0.28, r.height()));
        path.addRect(QRectF(r.left() + r.width() * 0.62, r.top(), r.width() * 0.28, r.height()));
        break;
    case Badge::Shape::Bell:
        path.moveTo(r.left(), r.bottom() - 2);
        path.cubicTo(r.left() + 3, r.bottom() - 4, r.left() + 1, r.top(), r.center().x(), r.top());
        path.cubicTo(r.right() - 1, r.top(), r.right() - 3, r.bottom() - 4, r.right(), r.bottom() - 2);
        path.addEllipse(QPointF(r.center().x(), r.bottom() - 0.5), 1.5, 1.5);
        break;
    default:
        break;
    }
    path.closeSubpath();
    return path;
}

QPainterPath lineShape(const QRectF &r, Badge::Shape shape)
{
    QPainterPath path;
    const QPointF c = r.center();
    switch (shape) {
    case Badge::Shape::Ring:
        path.addEllipse(r.adjusted(1, 1, -1, -1));
        break;
    case Badge::Shape::Check:
        path.moveTo(r.left() + 0.5, c.y() + 0.5);
        path.lineTo(r.left() + r.width() * 0.4, r.bottom() - 1);
        path.lineTo(r.right() - 0.5, r.top() + 1.5);
        break;
    case Badge::Shape::Cross:
        path.moveTo(r.left() + 1, r.top() + 1);
        path.lineTo(r.right() - 1, r.bottom() - 1);
        path.moveTo(r.right() - 1, r.top() + 1);
        path.lineTo(r.left() + 1, r.bottom() - 1);
        break;
    case Badge::Shape::Dash:
        path.moveTo(r.left() + 1, c.y());
        path.lineTo(r.right() - 1, c.y());
        break;
    case Badge::Shape::Clock:
        path.addEllipse(r.adjusted(1, 1, -1, -1));
        path.moveTo(c.x(), r.top() + r.height() * 0.25);
        path.lineTo(c);
        path.lineTo(r.right() - r.width() * 0.3, c.y());
        break;
    case Badge::Shape::Key:
        path.addEllipse(QRectF(r.left(), c.y() - r.height() * 0.25, r.height() * 0.5, r.height() * 0.5));
        path.moveTo(r.left() + r.height() * 0.5, c.y());
        path.lineTo(r.right(), c.y());
        path.lineTo(r.right(), c.y() + r.height() * 0.25);
        break;
    case Badge::Shape::Envelope: {
        const QRectF paper = r.adjusted(0, r.height() * 0.15, 0, -r.height() * 0.15);
        path.addRect(paper);
        path.moveTo(paper.topLeft());
        path.lineTo(c);
        path.lineTo(paper.topRight());
        break;
    }
    case Badge::Shape::Page:
        path.addRect(r.adjusted(r.width() * 0.12, 0, -r.width() * 0.12, 0));
        for (const double part : {0.3, 0.55, 0.8}) {
            path.moveTo(r.left() + r.width() * 0.3, r.top() + r.height() * part);
            path.lineTo(r.right() - r.width() * 0.3, r.top() + r.height() * part);
        }
        break;
    case Badge::Shape::Question:
        path.moveTo(r.left() + r.width() * 0.25, r.top() + r.height() * 0.25);
        path.cubicTo(r.left() + r.width() * 0.3, r.top() - 1, r.right(), r.top(), r.right() - r.width() * 0.2,
                     c.y() - 1);
        path.lineTo(c.x(), c.y() + r.height() * 0.15);
        path.moveTo(c.x(), r.bottom() - 1);
        path.lineTo(c.x(), r.bottom() - 0.4);
        break;
    default:
        break;
    }
    return path;
}

}

QSize badgeSize(const Badge &badge, const QFont &font)
{
    if (badge.shape == Badge::Shape::None) {
        return {0, 0};
    }
    const QFontMetrics metrics(font);
    const int text = badge.text.isEmpty() ? 0 : metrics.horizontalAdvance(badge.text) + badgeGap;
    return {shapeSide(metrics) + text + 2 * margin, metrics.height() + 4};
}

void paintBadge(QPainter &painter, const QRect &rect, const Badge &badge, const QFont &font, const QColor &ground)
{
    if (badge.shape == Badge::Shape::None) {
        return;
    }
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const float share = 0.14F;
    const QColor tint = QColor::fromRgbF(ground.redF() * (1 - share) + badge.colour.redF() * share,
                                         ground.greenF() * (1 - share) + badge.colour.greenF() * share,
                                         ground.blueF() * (1 - share) + badge.colour.blueF() * share);
    painter.setPen(Qt::NoPen);
    painter.setBrush(tint);
    painter.drawRoundedRect(rect, 4, 4);
    const QColor ink = readableOn(badge.colour, tint);
    const QFontMetrics metrics(font);
    const int side = shapeSide(metrics);
    paintBadgeShape(painter, QRectF(rect.left() + margin, rect.center().y() - side / 2.0 + 0.5, side, side),
                    badge.shape, ink);
    painter.setFont(font);
    painter.setPen(ink);
    const QRect words = rect.adjusted(margin + side + badgeGap, 0, -margin + 2, 0);
    painter.drawText(words, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
                     metrics.elidedText(badge.text, Qt::ElideRight, words.width()));
    painter.restore();
}

void paintBadgeShape(QPainter &painter, const QRectF &rect, Badge::Shape shape, const QColor &colour)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    if (const QPainterPath solid = solidShape(rect, shape); !solid.isEmpty()) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(colour);
        painter.drawPath(solid);
    }
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(colour, qMax(1.6, rect.height() / 6.5), Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPath(lineShape(rect, shape));
    painter.restore();
}

}
