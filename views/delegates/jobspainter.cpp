// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/delegates/jobspainter.h"

#include <QPainter>

namespace Windsock {

namespace {

void drawShape(QPainter &painter, const QRect &rect, JobShape shape)
{
    const QRectF box = QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5);
    switch (shape) {
    case JobShape::Bare:
        break;
    case JobShape::Pill:
    case JobShape::Ring:
        painter.drawRoundedRect(box, box.height() / 2.6, box.height() / 2.6);
        break;
    case JobShape::Square:
    case JobShape::Dots:
        painter.drawRect(box);
        break;
    case JobShape::Hexagon: {
        const qreal tip = 3.5;
        const QPointF points[] = {{box.left(), box.center().y()},    {box.left() + tip, box.top()},
                                  {box.right() - tip, box.top()},    {box.right(), box.center().y()},
                                  {box.right() - tip, box.bottom()}, {box.left() + tip, box.bottom()}};
        painter.drawPolygon(points, 6);
        break;
    }
    }
}

}

JobsPainter::JobsPainter(const QColor &ground, const QColor &text)
    : m_ground(ground), m_text(text)
{
}

void JobsPainter::paint(QPainter &painter, const QPoint &origin, const JobsLayout &layout, const QList<Job> &jobs,
                        const QRect &clip)
{
    painter.setRenderHint(QPainter::Antialiasing);
    for (const JobBox &box : layout.boxes) {
        const QRect rect = box.rect.translated(origin);
        if (rect.top() > clip.bottom()) {
            break;
        }
        if (!rect.intersects(clip)) {
            continue;
        }
        if (box.job < 0) {
            painter.setPen(m_text);
            painter.drawText(rect, Qt::AlignCenter | Qt::TextSingleLine, box.text);
        } else {
            paintSymbol(painter, rect, box.text, jobLook(jobs.at(box.job)));
        }
    }
}

void JobsPainter::paintSymbol(QPainter &painter, const QRect &rect, const QString &text, const JobLook &look)
{
    const QColor line = readable(look.colour);
    if (look.shape != JobShape::Bare) {
        painter.setPen(QPen(line, look.filled ? 1.0 : 1.2, look.shape == JobShape::Dots ? Qt::DotLine : Qt::SolidLine));
        painter.setBrush(look.filled ? QBrush(look.colour) : QBrush(Qt::NoBrush));
        drawShape(painter, rect, look.shape);
    }
    painter.setPen(look.filled ? inkOn(look.colour) : line);
    painter.drawText(rect, Qt::AlignCenter | Qt::TextSingleLine, text);
    const QRectF inner = QRectF(rect).adjusted(2, 0, -2, 0);
    if (look.struck) {
        painter.drawLine(QLineF(inner.left(), inner.center().y() + 0.5, inner.right(), inner.center().y() + 0.5));
    }
    if (look.underlined) {
        painter.drawLine(QLineF(inner.left(), inner.bottom() - 0.5, inner.right(), inner.bottom() - 0.5));
    }
}

QColor JobsPainter::readable(const QColor &colour)
{
    auto known = m_readable.constFind(colour.rgba());
    if (known == m_readable.constEnd()) {
        known = m_readable.insert(colour.rgba(), readableOn(colour, m_ground));
    }
    return *known;
}

}
