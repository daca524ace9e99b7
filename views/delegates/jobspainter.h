// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "views/delegates/joblook.h"
#include "views/delegates/jobslayout.h"

class QPainter;

namespace Windsock {

/// Paints jobs as symbols; made for one palette's ground and text, and keeps the readable version of each colour.
class JobsPainter
{
public:
    JobsPainter(const QColor &ground, const QColor &text);

    /// Only what lies in `clip` is painted; both are in the painter's coordinates.
    void paint(QPainter &painter, const QPoint &origin, const JobsLayout &layout, const QList<Job> &jobs,
               const QRect &clip);
    void paintSymbol(QPainter &painter, const QRect &rect, const QString &text, const JobLook &look);
    bool isFor(const QColor &ground, const QColor &text) const { return ground == m_ground && text == m_text; }

private:
    QColor readable(const QColor &colour);

    QColor m_ground;
    QColor m_text;
    QHash<QRgb, QColor> m_readable;
};

}
