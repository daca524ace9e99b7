// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/delegates/momentlook.h"

#include "models/items/threadtext.h"
#include "views/delegates/badge.h"

#include <QPainter>
#include <QPainterPath>

namespace Windsock {

namespace {
MomentShape shapeOf(Moment::Kind kind)
{
    switch (kind) {
    case Moment::Kind::Requested:
        return MomentShape::Dot;
    case Moment::Kind::TryPush:
        return MomentShape::Ring;
    case Moment::Kind::TryResult:
        return MomentShape::RingDot;
    case Moment::Kind::Queued:
        return MomentShape::Hourglass;
    case Moment::Kind::Held:
        return MomentShape::Pause;
    case Moment::Kind::Released:
        return MomentShape::Play;
    case Moment::Kind::Landed:
        return MomentShape::Check;
    case Moment::Kind::TreePush:
        return MomentShape::Square;
    case Moment::Kind::TreeResult:
        return MomentShape::SquareDot;
    case Moment::Kind::BackedOut:
        return MomentShape::Back;
    case Moment::Kind::Failed:
        return MomentShape::Cross;
    case Moment::Kind::Cancelled:
        return MomentShape::Dash;
    case Moment::Kind::PullOpened:
        return MomentShape::Diamond;
    case Moment::Kind::PullMerged:
        return MomentShape::FullDiamond;
    }
    return MomentShape::Dot;
}

Landing::State stateOf(Moment::Kind kind)
{
    switch (kind) {
    case Moment::Kind::Held:
        return Landing::State::Held;
    case Moment::Kind::Landed:
    case Moment::Kind::PullMerged:
        return Landing::State::Landed;
    case Moment::Kind::BackedOut:
        return Landing::State::BackedOut;
    case Moment::Kind::Failed:
        return Landing::State::Failed;
    case Moment::Kind::Cancelled:
        return Landing::State::Cancelled;
    default:
        return Landing::State::Queued;
    }
}

QPolygonF diamond(const QRectF &r)
{
    return QPolygonF({{r.center().x(), r.top()},
                      {r.right(), r.center().y()},
                      {r.center().x(), r.bottom()},
                      {r.left(), r.center().y()},
                      {r.center().x(), r.top()}});
}

/// What is filled; the rest of the shape is drawn with a pen.
QPainterPath filled(const QRectF &r, MomentShape shape)
{
    QPainterPath path;
    const QRectF core(r.left() + r.width() * 0.33, r.top() + r.height() * 0.33, r.width() * 0.34, r.height() * 0.34);
    switch (shape) {
    case MomentShape::Dot:
        path.addEllipse(r.adjusted(2, 2, -2, -2));
        break;
    case MomentShape::RingDot:
        path.addEllipse(core);
        break;
    case MomentShape::SquareDot:
        path.addRect(core);
        break;
    case MomentShape::Hourglass:
        path.addPolygon(QPolygonF({r.topLeft(), r.topRight(), r.bottomLeft(), r.bottomRight(), r.topLeft()}));
        break;
    case MomentShape::Pause:
        path.addRect(QRectF(r.left() + r.width() * 0.12, r.top(), r.width() * 0.28, r.height()));
        path.addRect(QRectF(r.left() + r.width() * 0.6, r.top(), r.width() * 0.28, r.height()));
        break;
    case MomentShape::Play:
        path.addPolygon(QPolygonF({{r.left() + 1, r.top()}, {r.right(), r.center().y()}, {r.left() + 1, r.bottom()}}));
        path.closeSubpath();
        break;
    case MomentShape::FullDiamond:
        path.addPolygon(diamond(r));
        break;
    default:
        break;
    }
    return path;
}

QPainterPath drawn(const QRectF &r, MomentShape shape)
{
    QPainterPath path;
    const QRectF inner = r.adjusted(1, 1, -1, -1);
    switch (shape) {
    case MomentShape::Ring:
    case MomentShape::RingDot:
        path.addEllipse(inner);
        break;
    case MomentShape::Square:
    case MomentShape::SquareDot:
        path.addRect(inner);
        break;
    case MomentShape::Diamond:
        path.addPolygon(diamond(r));
        break;
    case MomentShape::Check:
        path.moveTo(r.left() + 0.5, r.center().y() + 0.5);
        path.lineTo(r.left() + r.width() * 0.4, r.bottom() - 1);
        path.lineTo(r.right() - 0.5, r.top() + 1.5);
        break;
    case MomentShape::Cross:
        path.moveTo(inner.topLeft());
        path.lineTo(inner.bottomRight());
        path.moveTo(inner.topRight());
        path.lineTo(inner.bottomLeft());
        break;
    case MomentShape::Dash:
        path.moveTo(inner.left(), r.center().y());
        path.lineTo(inner.right(), r.center().y());
        break;
    case MomentShape::Back:
        path.moveTo(r.left() + r.width() * 0.4, r.top());
        path.lineTo(inner.left(), r.top() + r.height() * 0.35);
        path.lineTo(r.left() + r.width() * 0.4, r.top() + r.height() * 0.7);
        path.moveTo(inner.left(), r.top() + r.height() * 0.35);
        path.lineTo(r.left() + r.width() * 0.65, r.top() + r.height() * 0.35);
        path.cubicTo(r.right() + 2, r.top() + r.height() * 0.35, r.right() + 2, inner.bottom(),
                     r.left() + r.width() * 0.65, inner.bottom());
        break;
    default:
        break;
    }
    return path;
}
}

MomentLook momentLook(const Moment &moment)
{
    const auto result = resultOf(moment);
    const Badge badge = result ? badgeOf(PushStanding{.verdict = *result})
                               : badgeOf(Landing{.state = stateOf(moment.kind)});
    return {shapeOf(moment.kind), badge.colour};
}

void paintMomentShape(QPainter &painter, const QRectF &rect, MomentShape shape, const QColor &colour)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawPath(filled(rect, shape));
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(colour, qMax(1.6, rect.height() / 6.5), Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPath(drawn(rect, shape));
    painter.restore();
}

}
