// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/clock.h"
#include "views/delegates/jobslayout.h"
#include "views/delegates/jobspainter.h"

#include <QCache>
#include <QStyledItemDelegate>

#include <memory>
#include <optional>
#include <vector>

namespace Windsock {

/// Paints the rows of every dock: two lines with a badge, days as headings, platforms as job symbols that wrap to the
/// view's width. Heights depend on the width, so the view says how wide a row is before it lays out.
class RowDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    explicit RowDelegate(const Clock &clock, QObject *parent = nullptr);

    /// The width of the view's viewport, and how far a child stands in from its parent.
    void setSpace(int width, int indentation);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                   const QModelIndex &index) override;
    /// The job whose symbol is at this point of the view, where the row is a platform's.
    std::optional<Job> jobAt(const QPoint &point, const QStyleOptionViewItem &option, const QModelIndex &index) const;
    /// Where a job's symbol is painted; empty where the row has none of it.
    QRect jobRect(qint64 job, const QStyleOptionViewItem &option, const QModelIndex &index) const;
    /// The job whose symbol has a frame around it; 0 for none.
    void setChosenJob(qint64 job) { m_chosen = job; }

private:
    struct Set {
        QList<Job> jobs; ///< shared with the model while it has not changed: being the same list says the layout holds
        JobsLayout layout;
    };

    int rowWidth(const QModelIndex &index) const;
    const Set &layoutOf(const QModelIndex &index, const QFont &font) const;
    QRect symbolsRect(const QRect &row) const;
    JobsPainter &painterFor(const QColor &ground, const QColor &text) const;
    void paintPlatform(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index) const;

    Clock m_clock;
    int m_width = 400;
    int m_indentation = 20;
    qint64 m_chosen = 0;
    mutable std::unique_ptr<JobsTypesetter> m_typesetter;
    mutable std::vector<std::unique_ptr<JobsPainter>> m_painters;
    mutable QCache<QString, Set> m_layouts;
};

}
