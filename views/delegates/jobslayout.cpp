// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/delegates/jobslayout.h"

#include "models/values/plaintext.h"
#include "views/delegates/joblook.h"

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {

constexpr int padding = 3;
constexpr int symbolGap = 1;
constexpr int groupGap = 7;
constexpr qsizetype longestSymbol = 16;

bool hasGroup(const Job &job)
{
    return !job.groupSymbol.isEmpty() && job.groupSymbol != "?"_L1;
}

QString symbolOf(const Job &job)
{
    const QString symbol = plainLine(job.typeSymbol).left(longestSymbol);
    return (symbol.isEmpty() ? u"?"_s : symbol) + jobLook(job).suffix;
}

/// Puts boxes one after the other and starts a new line where one does not fit.
class Line
{
public:
    Line(JobsLayout &layout, int width, int height)
        : m_layout(layout), m_width(width), m_height(height)
    {
    }
    void add(const QString &text, int textWidth, int job)
    {
        const int boxWidth = job < 0 ? textWidth : textWidth + 2 * padding;
        if (m_x > 0 && m_x + boxWidth > m_width) {
            m_x = 0;
            m_y += m_height + 2;
        }
        m_layout.boxes.append({QRect(m_x, m_y, boxWidth, m_height), text, job});
        m_x += boxWidth + (job < 0 ? 0 : symbolGap);
    }
    void space() { m_x += m_x > 0 ? groupGap : 0; }
    int bottom() const { return m_y + m_height; }

private:
    JobsLayout &m_layout;
    int m_width;
    int m_height;
    int m_x = 0;
    int m_y = 0;
};

}

int JobsLayout::jobAt(const QPoint &point) const
{
    for (const JobBox &box : boxes) {
        if (box.job >= 0 && box.rect.contains(point)) {
            return box.job;
        }
    }
    return -1;
}

JobsTypesetter::JobsTypesetter(const QFont &font)
    : m_font(font), m_metrics(font)
{
}

JobsLayout JobsTypesetter::layout(const QList<Job> &jobs, int width)
{
    JobsLayout layout{.width = width};
    layout.boxes.reserve(jobs.size() + 16);
    Line line(layout, width, m_metrics.height() + 2);
    for (qsizetype i = 0; i < jobs.size(); ++i) {
        const Job &job = jobs.at(i);
        const bool starts = i == 0 || jobs.at(i - 1).groupSymbol != job.groupSymbol;
        const bool ends = i + 1 == jobs.size() || jobs.at(i + 1).groupSymbol != job.groupSymbol;
        if (starts) {
            line.space();
            if (hasGroup(job)) {
                const QString open = plainLine(job.groupSymbol).left(longestSymbol) + u'(';
                line.add(open, widthOf(open), -1);
            }
        }
        const QString symbol = symbolOf(job);
        line.add(symbol, widthOf(symbol), int(i));
        if (ends && hasGroup(job)) {
            line.add(u")"_s, widthOf(u")"_s), -1);
        }
    }
    layout.height = line.bottom();
    return layout;
}

int JobsTypesetter::widthOf(const QString &text)
{
    auto known = m_widths.constFind(text);
    if (known == m_widths.constEnd()) {
        known = m_widths.insert(text, m_metrics.horizontalAdvance(text));
    }
    return *known;
}

}
