// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QStyledItemDelegate>

namespace Windsock {

/// A day of a month (MonthModel): its number, and its events as dots or by name. What does not take place is a ring and
/// struck out, so that shape tells it as well as colour; today is framed. Closures and releases (dayband.h) are bands that
/// go on over the days, behind the number or the name.
class DayDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    enum class Shape { Dots, Names };

    explicit DayDelegate(Shape shape, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    Shape m_shape;
};

}
