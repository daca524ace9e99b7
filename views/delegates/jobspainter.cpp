// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/delegates/jobspainter.h"

#include <QPainter>

#include <cmath>

namespace Windsock {

namespace {

constexpr qsizetype s_stampBytes = 4 * 1024 * 1024;

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

JobsPainter::JobsPainter(const QColor &ground, const QColor &text, const QFont &font)
    : m_ground(ground), m_text(text), m_font(font), m_stamps(s_stampBytes)
{
}

void JobsPainter::paint(QPainter &painter, const QPoint &origin, const JobsLayout &layout, const QList<Job> &jobs,
                        const QRect &clip)
{
    for (const JobBox &box : layout.boxes) {
        const QRect rect = box.rect.translated(origin);
        if (rect.top() > clip.bottom()) {
            break;
        }
        if (!rect.intersects(clip)) {
            continue;
        }
        if (box.job < 0) {
            put(painter, rect, {.text = box.text, .line = m_text.rgba()});
        } else {
            paintSymbol(painter, rect, box.text, jobLook(jobs.at(box.job)));
        }
    }
}

void JobsPainter::paintSymbol(QPainter &painter, const QRect &rect, const QString &text, const JobLook &look)
{
    put(painter, rect,
        {.text = text,
         .line = readable(look.colour).rgba(),
         .fill = look.filled ? look.colour.rgba() : 0,
         .shape = look.shape,
         .struck = look.struck,
         .underlined = look.underlined});
}

void JobsPainter::put(QPainter &painter, const QRect &rect, Stamp stamp)
{
    stamp.size = rect.size();
    stamp.ratio = painter.device()->devicePixelRatioF();
    QPixmap *picture = m_stamps.object(stamp);
    if (!picture) {
        picture = draw(stamp);
        m_stamps.insert(stamp, picture, qMax<qsizetype>(1, qsizetype(picture->width()) * picture->height() * 4));
    }
    // On a screen of one and a half pixels to one the place may lie between two: there the copy would blur.
    const QPointF place = painter.deviceTransform().map(QPointF(rect.topLeft()));
    const QPointF whole(std::round(place.x()), std::round(place.y()));
    painter.drawPixmap(QPointF(rect.topLeft()) + (whole - place) / stamp.ratio, *picture);
}

QPixmap *JobsPainter::draw(const Stamp &stamp)
{
    ++m_drawn;
    auto *picture = new QPixmap((QSizeF(stamp.size) * stamp.ratio).toSize());
    picture->setDevicePixelRatio(stamp.ratio);
    picture->fill(Qt::transparent);
    QPainter painter(picture);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(m_font);
    const QRect rect(QPoint(), stamp.size);
    const QColor line = QColor::fromRgba(stamp.line);
    const QColor fill = QColor::fromRgba(stamp.fill);
    const bool filled = stamp.fill != 0;
    if (stamp.shape != JobShape::Bare) {
        painter.setPen(QPen(line, filled ? 1.0 : 1.2, stamp.shape == JobShape::Dots ? Qt::DotLine : Qt::SolidLine));
        painter.setBrush(filled ? QBrush(fill) : QBrush(Qt::NoBrush));
        drawShape(painter, rect, stamp.shape);
    }
    painter.setPen(filled ? inkOn(fill) : line);
    painter.drawText(rect, Qt::AlignCenter | Qt::TextSingleLine, stamp.text);
    const QRectF inner = QRectF(rect).adjusted(2, 0, -2, 0);
    if (stamp.struck) {
        painter.drawLine(QLineF(inner.left(), inner.center().y() + 0.5, inner.right(), inner.center().y() + 0.5));
    }
    if (stamp.underlined) {
        painter.drawLine(QLineF(inner.left(), inner.bottom() - 0.5, inner.right(), inner.bottom() - 0.5));
    }
    return picture;
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
