// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/delegates/rowdelegate.h"

#include "models/values/plaintext.h"
#include "views/delegates/facepainter.h"
#include "views/delegates/joblook.h"
#include "views/delegates/plaintooltip.h"
#include "views/delegates/rowface.h"
#include "views/delegates/rowmargin.h"
#include "views/delegates/rowpaint.h"

#include <KLocalizedString>

#include <QAbstractItemView>
#include <QApplication>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {

constexpr int nameWidth = 190;
constexpr int narrowRow = 460;
constexpr size_t s_paintersKept = 4;

QString jobToolTip(const Job &job)
{
    QStringList lines{jobName(job), jobLookName(job)};
    if (job.tier > 1) {
        lines << i18nc("@info:tooltip job", "Tier %1", job.tier);
    }
    if (job.duration.count() > 0) {
        lines << i18ncp("@info:tooltip job", "Took %1 minute", "Took %1 minutes", int(job.duration.count()));
    }
    return lines.join(u'\n');
}

}

RowDelegate::RowDelegate(const Clock &clock, QObject *parent)
    : QStyledItemDelegate(parent), m_clock(clock), m_layouts(4000)
{
}

void RowDelegate::setSpace(int width, int indentation)
{
    m_width = width;
    m_indentation = indentation;
}

void RowDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem row = option;
    initStyleOption(&row, index);
    const QStyle *style = row.widget ? row.widget->style() : QApplication::style();
    painter->save();
    painter->setClipRect(option.rect);
    style->drawPrimitive(QStyle::PE_PanelItemViewItem, &row, painter, row.widget);
    if (ItemKind(index.data(ItemRole::Kind).toInt()) == ItemKind::Platform) {
        paintPlatform(*painter, row, index);
    } else {
        paintFace(*painter, row, rowFace(index, m_clock()));
    }
    painter->restore();
}

QSize RowDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QFontMetrics metrics(option.font);
    const int width = rowWidth(index);
    switch (ItemKind(index.data(ItemRole::Kind).toInt())) {
    case ItemKind::Platform: {
        const int name = m_width < narrowRow ? metrics.height() + 2 : 0;
        return {width, qMax(layoutOf(index, smallFont(option.font)).layout.height, metrics.height()) + name + margin};
    }
    default:
        return {width, faceHeight(rowFace(index, m_clock()), option.font, width)};
    }
}

bool RowDelegate::helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                            const QModelIndex &index)
{
    if (event->type() != QEvent::ToolTip || !index.isValid()) {
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    }
    const std::optional<Job> job = jobAt(event->pos(), option, index);
    QToolTip::showText(event->globalPos(),
                       plainToolTip(job ? jobToolTip(*job) : index.data(Qt::ToolTipRole).toString()), view);
    return true;
}

std::optional<Job> RowDelegate::jobAt(const QPoint &point, const QStyleOptionViewItem &option,
                                      const QModelIndex &index) const
{
    if (ItemKind(index.data(ItemRole::Kind).toInt()) != ItemKind::Platform) {
        return {};
    }
    const Set &set = layoutOf(index, smallFont(option.font));
    const int job = set.layout.jobAt(point - symbolsRect(option.rect).topLeft());
    return job < 0 ? std::optional<Job>() : set.jobs.at(job);
}

QRect RowDelegate::jobRect(qint64 job, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    if (job == 0) {
        return {};
    }
    const Set &set = layoutOf(index, smallFont(option.font));
    for (const JobBox &box : set.layout.boxes) {
        if (box.job >= 0 && set.jobs.at(box.job).id == job) {
            return box.rect.translated(symbolsRect(option.rect).topLeft());
        }
    }
    return {};
}

int RowDelegate::rowWidth(const QModelIndex &index) const
{
    int depth = 1;
    for (QModelIndex parent = index.parent(); parent.isValid(); parent = parent.parent()) {
        ++depth;
    }
    return qMax(60, m_width - depth * m_indentation);
}

const RowDelegate::Set &RowDelegate::layoutOf(const QModelIndex &index, const QFont &font) const
{
    if (!m_typesetter || m_typesetter->font() != font) {
        m_typesetter = std::make_unique<JobsTypesetter>(font);
        m_layouts.clear();
    }
    const QString key = index.data(ItemRole::Key).toString();
    const auto jobs = index.data(ItemRole::Jobs).value<QList<Job>>();
    const int width = symbolsRect(QRect(0, 0, rowWidth(index), 0)).width();
    Set *set = m_layouts.object(key);
    if (!set || set->layout.width != width || set->jobs.constData() != jobs.constData()
        || set->jobs.size() != jobs.size()) {
        set = new Set{jobs, m_typesetter->layout(jobs, width)};
        m_layouts.insert(key, set);
    }
    return *set;
}

QRect RowDelegate::symbolsRect(const QRect &row) const
{
    if (m_width < narrowRow) {
        const int name = QFontMetrics(QApplication::font()).height() + 2;
        return row.adjusted(margin, margin / 2 + name, -margin, 0);
    }
    return row.adjusted(nameWidth, margin / 2, -margin, 0);
}

void RowDelegate::paintPlatform(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QFontMetrics metrics(option.font);
    const bool above = m_width < narrowRow;
    const QRect name(option.rect.left() + margin / 2, option.rect.top() + margin / 2,
                     (above ? option.rect.width() : nameWidth) - margin, metrics.height());
    const QColor ground = groundOf(option);
    const QColor text = index.data(ItemRole::Stale).toBool() ? faded(option, 0.6F) : textOf(option);
    painter.setPen(text);
    painter.setFont(option.font);
    painter.drawText(
        name, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
        metrics.elidedText(plainLine(index.data(Qt::DisplayRole).toString()), Qt::ElideMiddle, name.width()));
    const Set &set = layoutOf(index, smallFont(option.font));
    const QRect clip = option.widget ? option.rect.intersected(option.widget->rect()) : option.rect;
    painterFor(ground, text).paint(painter, symbolsRect(option.rect).topLeft(), set.layout, set.jobs, clip);
    if (const QRect chosen = jobRect(m_chosen, option, index); !chosen.isEmpty()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(isSelected(option) ? textOf(option) : readableOn(accentOf(option), ground), 2));
        painter.drawRect(chosen.adjusted(0, 0, -1, -1));
    }
}

/// Rows that are selected or stale have other colours than the rest: each keeps its own.
JobsPainter &RowDelegate::painterFor(const QColor &ground, const QColor &text) const
{
    const QFont &font = m_typesetter->font();
    const auto fits = [&](const auto &painter) { return painter->isFor(ground, text, font); };
    const auto known = std::ranges::find_if(m_painters, fits);
    if (known != m_painters.end()) {
        return **known;
    }
    if (m_painters.size() >= s_paintersKept) {
        m_painters.erase(m_painters.begin());
    }
    return *m_painters.emplace_back(std::make_unique<JobsPainter>(ground, text, font));
}

}
