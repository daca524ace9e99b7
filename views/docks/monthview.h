// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/clock.h"

#include <QDate>
#include <QTimer>
#include <QWidget>

class QAbstractItemModel;
class QLabel;
class QTableView;

namespace Windsock {

class MonthModel;

/// A month with a dot an event on each day, and below it the week of the chosen day with its events' names. The arrow
/// keys go from day to day and over the month's end, Page Up and Page Down from month to month, Home to today. What is on
/// a day is said on hovering, and of the chosen day below the month.
class MonthView : public QWidget
{
    Q_OBJECT

public:
    MonthView(QAbstractItemModel *agenda, const Clock &clock, QWidget *parent = nullptr);

    QDate day() const { return m_day; }
    void chooseDay(QDate day);

    QSize sizeHint() const override;

Q_SIGNALS:
    void dayChosen(QDate day);
    /// Enter, or a double click.
    void dayOpened(QDate day);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    QWidget *makeHead();
    QTableView *makeTable(const QString &name);
    void choose(const QModelIndex &index);
    void tell();
    void fit();
    void timePasses();

    Clock m_clock;
    MonthModel *m_model = nullptr;
    QLabel *m_title = nullptr;
    QTableView *m_month = nullptr;
    QTableView *m_week = nullptr;
    QLabel *m_words = nullptr;
    QDate m_day;
    QDate m_today;
    QTimer m_midnight; ///< looks which day it is
    bool m_choosing = false;
};

}
