// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/job.h"

#include <QFontMetrics>
#include <QHash>
#include <QList>
#include <QRect>

namespace Windsock {

/// One symbol, or the brackets and name of a group.
struct JobBox {
    QRect rect;
    QString text;
    int job = -1; ///< index into the jobs; -1 for a group's name and brackets
};

/// Where each symbol of a platform goes when its line is `width` wide: "M(1 2 3) B", wrapped as often as needed.
struct JobsLayout {
    QList<JobBox> boxes;
    int width = 0;
    int height = 0;

    /// The job whose symbol is at this point of the layout, or -1.
    int jobAt(const QPoint &point) const;
};

/// Lays out symbols in one font, and remembers how wide each text is.
class JobsTypesetter
{
public:
    explicit JobsTypesetter(const QFont &font);

    JobsLayout layout(const QList<Job> &jobs, int width);
    const QFont &font() const { return m_font; }

private:
    int widthOf(const QString &text);

    QFont m_font;
    QFontMetrics m_metrics;
    QHash<QString, int> m_widths;
};

}
