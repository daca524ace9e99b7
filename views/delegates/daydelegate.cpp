// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/delegates/daydelegate.h"

#include "models/items/dayband.h"
#include "models/items/monthmodel.h"
#include "models/items/roles.h"

#include <KLocalizedString>

#include <QApplication>
#include <QLocale>
#include <QPainter>
#include <QStyle>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
constexpr int s_dots = 4;
constexpr int s_margin = 3;

bool takesPlace(const Occurrence &event)
{
    return event.status != Occurrence::Status::Cancelled;
}

/// Over the whole width, so that those of neighbouring days are one band: closures hatched, releases in one tone.
void paintBand(QPainter &painter, const QRect &line, DayBand band, QColor colour)
{
    colour.setAlphaF(band == DayBand::Closure ? 0.7F : 0.3F);
    painter.fillRect(line, QBrush(colour, band == DayBand::Closure ? Qt::BDiagPattern : Qt::SolidPattern));
}

void paintBands(QPainter &painter, const QRect &line, const QList<Occurrence> &events, const QColor &colour)
{
    for (const DayBand band : {DayBand::Release, DayBand::Closure}) {
        if (std::ranges::contains(events, band, bandOf)) {
            paintBand(painter, line, band, colour);
        }
    }
}

void paintDots(QPainter &painter, const QRect &area, const QList<Occurrence> &events, const QColor &colour)
{
    const int size = std::clamp(area.height() / 3, 4, 7);
    const auto shown = std::min<qsizetype>(events.size(), s_dots);
    const bool more = events.size() > s_dots;
    const int width = int(shown) * (size + 2) - 2 + (more ? size + 2 : 0);
    QRect dot(area.center().x() - width / 2, area.bottom() - size - s_margin, size, size);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colour, 1.2));
    for (qsizetype i = 0; i < shown; ++i) {
        painter.setBrush(takesPlace(events.at(i)) ? QBrush(colour) : QBrush(Qt::NoBrush));
        painter.drawEllipse(QRectF(dot).adjusted(0.6, 0.6, -0.6, -0.6));
        dot.translate(size + 2, 0);
    }
    if (more) { // a plus in place of those there is no room for
        const QPoint middle = dot.center();
        painter.drawLine(middle - QPoint(size / 2, 0), middle + QPoint(size / 2, 0));
        painter.drawLine(middle - QPoint(0, size / 2), middle + QPoint(0, size / 2));
    }
}

/// `cell` is as wide as the bands.
void paintNames(QPainter &painter, QRect line, const QRect &cell, int lines, const QList<Occurrence> &events,
                QFont font, const QColor &accent)
{
    const qsizetype shown = events.size() > lines ? lines - 1 : events.size();
    for (qsizetype i = 0; i < shown; ++i) {
        if (const DayBand band = bandOf(events.at(i)); band != DayBand::None) {
            paintBand(painter, QRect(cell.left(), line.top(), cell.width(), line.height()), band, accent);
        }
        font.setStrikeOut(!takesPlace(events.at(i)));
        painter.setFont(font);
        painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter,
                         QFontMetrics(font).elidedText(dayLine(events.at(i)), Qt::ElideRight, line.width()));
        line.translate(0, line.height());
    }
    if (shown < events.size()) {
        font.setStrikeOut(false);
        painter.setFont(font);
        painter.drawText(
            line, Qt::AlignLeft | Qt::AlignVCenter,
            i18ncp("@item events there is no room for", "1 more", "%1 more", static_cast<int>(events.size() - shown)));
    }
}
}

DayDelegate::DayDelegate(Shape shape, QObject *parent)
    : QStyledItemDelegate(parent), m_shape(shape)
{
}

void DayDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem item(option);
    initStyleOption(&item, index);
    item.text.clear();
    const QStyle *style = item.widget ? item.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &item, painter, item.widget);

    const auto day = index.data(ItemRole::Day).toDate();
    const QString state = index.data(ItemRole::State).toString();
    const auto events = index.data(ItemRole::Others).value<QList<Occurrence>>();
    const bool chosen = item.state.testFlag(QStyle::State_Selected);
    const QPalette::ColorGroup group = item.state.testFlag(QStyle::State_Active) ? QPalette::Active : QPalette::Inactive;
    const QPalette &palette = item.palette;
    const QColor words = chosen ? palette.color(group, QPalette::HighlightedText)
        : state == "outside"_L1 ? palette.color(QPalette::Disabled, QPalette::Text)
                                : palette.color(group, QPalette::Text);
    const QColor accent = chosen ? words : palette.color(QPalette::Active, QPalette::Highlight);
    painter->save();
    if (state == "today"_L1) {
        painter->setPen(QPen(accent, 2));
        painter->drawRect(item.rect.adjusted(1, 1, -2, -2));
    }
    const QRect area = item.rect.adjusted(s_margin, s_margin, -s_margin, -s_margin);
    const int line = item.fontMetrics.height();
    const bool dots = m_shape == Shape::Dots;
    if (dots) {
        paintBands(*painter, QRect(item.rect.left(), area.top(), item.rect.width(), line), events, accent);
    }
    QFont font = item.font;
    font.setBold(state == "today"_L1);
    painter->setFont(font);
    painter->setPen(words);
    const QString number = dots ? QLocale().toString(day.day())
                                : i18nc("@item short name of a day of the week, day of the month", "%1 %2",
                                        QLocale().dayName(day.dayOfWeek(), QLocale::ShortFormat), day.day());
    painter->drawText(QRect(area.topLeft(), QSize(area.width(), line)),
                      (dots ? Qt::AlignHCenter : Qt::AlignLeft) | Qt::AlignVCenter, number);
    if (dots) {
        QList<Occurrence> dotted = events;
        dotted.removeIf([](const Occurrence &event) { return bandOf(event) != DayBand::None; });
        paintDots(*painter, item.rect, dotted, state == "outside"_L1 ? words : accent);
    } else {
        const int lines = (area.height() - line) / line;
        paintNames(*painter, QRect(area.left(), area.top() + line, area.width(), line), item.rect, lines, events,
                   item.font, accent);
    }
    painter->restore();
}

}
