// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "views/delegates/joblook.h"
#include "views/delegates/jobslayout.h"

#include <QCache>
#include <QPixmap>

class QPainter;

namespace Windsock {

/// Paints jobs as symbols; made for one palette's ground and text and one font. A screen has a thousand symbols and
/// few different ones: each is drawn once and then copied.
class JobsPainter
{
public:
    JobsPainter(const QColor &ground, const QColor &text, const QFont &font);

    /// Only what lies in `clip` is painted; both are in the painter's coordinates.
    void paint(QPainter &painter, const QPoint &origin, const JobsLayout &layout, const QList<Job> &jobs,
               const QRect &clip);
    void paintSymbol(QPainter &painter, const QRect &rect, const QString &text, const JobLook &look);
    bool isFor(const QColor &ground, const QColor &text, const QFont &font) const
    {
        return ground == m_ground && text == m_text && font == m_font;
    }
    /// How many symbols were drawn, not copied.
    int drawn() const { return m_drawn; }

private:
    /// All that makes one symbol look other than another.
    struct Stamp {
        QString text;
        QRgb line = 0;
        QRgb fill = 0; ///< 0 for none
        JobShape shape = JobShape::Bare;
        bool struck = false;
        bool underlined = false;
        QSize size;
        qreal ratio = 1; ///< of the screen's pixels to ours

        bool operator==(const Stamp &) const = default;
    };
    friend size_t qHash(const Stamp &stamp, size_t seed = 0)
    {
        return qHashMulti(seed, stamp.text, stamp.line, stamp.fill, int(stamp.shape), stamp.size.width(), stamp.ratio);
    }

    void put(QPainter &painter, const QRect &rect, Stamp stamp);
    QPixmap *draw(const Stamp &stamp);
    QColor readable(const QColor &colour);

    QColor m_ground;
    QColor m_text;
    QFont m_font;
    QHash<QRgb, QColor> m_readable;
    QCache<Stamp, QPixmap> m_stamps;
    int m_drawn = 0;
};

}
