// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/delegates/rowdelegate.h"

#include "models/values/plaintext.h"
#include "views/delegates/joblook.h"
#include "views/delegates/plaintooltip.h"
#include "views/delegates/rowface.h"
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

constexpr int margin = 6;
constexpr int nameWidth = 190;
constexpr int narrow = 460;
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
        const RowFace face = rowFace(index, m_clock());
        if (face.kind == ItemKind::Day) {
            paintDay(*painter, row, face);
        } else {
            paintFace(*painter, row, face);
        }
    }
    painter->restore();
}

QSize RowDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QFontMetrics metrics(option.font);
    const int width = rowWidth(index);
    switch (ItemKind(index.data(ItemRole::Kind).toInt())) {
    case ItemKind::Platform: {
        const int name = m_width < narrow ? metrics.height() + 2 : 0;
        return {width, qMax(layoutOf(index, smallFont(option.font)).layout.height, metrics.height()) + name + margin};
    }
    case ItemKind::Day:
        return {width, metrics.height() + 3 * margin};
    default:
        return {width, metrics.height() + qMax(QFontMetrics(smallFont(option.font)).height(), 12) + 3 * margin};
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
    if (m_width < narrow) {
        const int name = QFontMetrics(QApplication::font()).height() + 2;
        return row.adjusted(margin, margin / 2 + name, -margin, 0);
    }
    return row.adjusted(nameWidth, margin / 2, -margin, 0);
}

void RowDelegate::paintPlatform(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QFontMetrics metrics(option.font);
    const bool above = m_width < narrow;
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

void RowDelegate::paintDay(QPainter &painter, const QStyleOptionViewItem &option, const RowFace &face) const
{
    const QColor accent = option.palette.color(QPalette::Active, QPalette::Highlight);
    const QColor ground = groundOf(option);
    const QRect line = option.rect.adjusted(margin, margin, -margin, -margin / 2);
    const QFont font = boldFont(option.font, true);
    painter.setFont(font);
    painter.setPen(face.marked && !isSelected(option) ? readableOn(accent, ground) : textOf(option));
    const QString title = QFontMetrics(font).elidedText(face.title, Qt::ElideRight, line.width());
    painter.drawText(line, Qt::AlignLeft | Qt::AlignBottom | Qt::TextSingleLine, title);
    painter.setPen(QPen(face.marked ? accent : mixed(textOf(option), ground, 0.25F), face.marked ? 2 : 1));
    painter.drawLine(option.rect.left() + margin, option.rect.bottom() - 1, option.rect.right() - margin,
                     option.rect.bottom() - 1);
}

void RowDelegate::paintFace(QPainter &painter, const QStyleOptionViewItem &option, const RowFace &face) const
{
    const QColor ground = groundOf(option);
    const QColor text = face.dimmed ? faded(option, 0.62F) : textOf(option);
    const QColor faint = isSelected(option) ? text : faded(option, face.dimmed ? 0.55F : 0.68F);
    if (face.marked) {
        const QColor accent = option.palette.color(
            QPalette::Active, isSelected(option) ? QPalette::HighlightedText : QPalette::Highlight);
        painter.fillRect(QRect(option.rect.left(), option.rect.top() + 3, 3, option.rect.height() - 6), accent);
    }
    const QRect area = option.rect.adjusted(margin + 2, margin, -margin, -margin);
    const QFont small = smallFont(option.font);
    QSize badge = badgeSize(face.badge, small);
    badge.setWidth(qMin(badge.width(), area.width() / 2));
    paintBadge(painter, QRect(area.right() - badge.width() + 1, area.top() - 1, badge.width(), badge.height()),
               face.badge, small, option.palette.color(QPalette::Active, QPalette::Base));

    QFont titleFont = boldFont(option.font, face.strong);
    titleFont.setStrikeOut(face.struck);
    const QFontMetrics titleMetrics(titleFont);
    const QRect titleRect(area.left(), area.top(), area.width() - badge.width() - margin, titleMetrics.height());
    painter.setFont(titleFont);
    painter.setPen(text);
    painter.drawText(titleRect, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                     titleMetrics.elidedText(face.title, Qt::ElideRight, titleRect.width()));

    const QFontMetrics metrics(small);
    painter.setFont(small);
    painter.setPen(faint);
    const QRect below(area.left(), area.bottom() - metrics.height() + 2, area.width(), metrics.height());
    const int aside = face.aside.isEmpty() ? 0 : metrics.horizontalAdvance(face.aside) + 2 * margin;
    painter.drawText(below, Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine, face.aside);
    painter.drawText(below.adjusted(0, 0, -aside, 0), Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                     metrics.elidedText(face.detail, Qt::ElideRight, below.width() - aside));
    if (face.percent >= 0) {
        const QRect bar(area.left(), option.rect.bottom() - 2, area.width(), 2);
        painter.fillRect(bar, mixed(textOf(option), ground, 0.15F));
        painter.fillRect(QRect(bar.left(), bar.top(), bar.width() * face.percent / 100, bar.height()),
                         isSelected(option) ? textOf(option) : readableOn(QColor(0x2b6cb0), ground));
    }
}

}
