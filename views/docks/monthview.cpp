// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/docks/monthview.h"

#include "models/items/monthmodel.h"
#include "models/items/roles.h"
#include "views/delegates/daydelegate.h"

#include <KLocalizedString>

#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QIcon>
#include <QKeyEvent>
#include <QLabel>
#include <QLocale>
#include <QScopedValueRollback>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace Windsock {

namespace {
/// Below it the names of a week's events would be letters.
constexpr int s_weekWidth = 420;
constexpr int s_weekLines = 4;
}

MonthView::MonthView(QAbstractItemModel *agenda, const Clock &clock, QWidget *parent)
    : QWidget(parent), m_clock(clock), m_model(new MonthModel(agenda, this))
{
    setObjectName(u"monthView"_s);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(4, 0, 4, 4);
    column->setSpacing(2);
    column->addWidget(makeHead());
    m_month = makeTable(u"month"_s);
    m_month->setItemDelegate(new DayDelegate(DayDelegate::Shape::Dots, m_month));
    m_month->setAccessibleName(i18nc("@label a calendar of a month", "Month"));
    m_month->horizontalHeader()->setHighlightSections(false);
    column->addWidget(m_month);
    m_words = new QLabel(this);
    m_words->setObjectName(u"dayWords"_s);
    m_words->setTextFormat(Qt::PlainText);
    m_words->setWordWrap(true);
    m_words->setMinimumWidth(40);
    column->addWidget(m_words);
    m_week = makeTable(u"week"_s);
    m_week->setItemDelegate(new DayDelegate(DayDelegate::Shape::Names, m_week));
    m_week->setAccessibleName(i18nc("@label a strip with the days of a week", "Week"));
    m_week->horizontalHeader()->hide();
    m_week->setSelectionModel(m_month->selectionModel());
    column->addWidget(m_week);
    connect(m_month->selectionModel(), &QItemSelectionModel::currentChanged, this, &MonthView::choose);
    connect(m_model, &QAbstractItemModel::dataChanged, this, &MonthView::tell);
    m_midnight.setInterval(1min);
    connect(&m_midnight, &QTimer::timeout, this, &MonthView::timePasses);
    m_midnight.start();
    setFocusProxy(m_month);
    timePasses();
    chooseDay(m_today);
}

QWidget *MonthView::makeHead()
{
    auto *head = new QWidget(this);
    auto *line = new QHBoxLayout(head);
    line->setContentsMargins(4, 0, 0, 0);
    m_title = new QLabel(head);
    m_title->setObjectName(u"monthTitle"_s);
    m_title->setTextFormat(Qt::PlainText);
    QFont bold = m_title->font();
    bold.setBold(true);
    m_title->setFont(bold);
    line->addWidget(m_title, 1);
    const auto add = [&](const QString &name, const QString &text, const QString &icon, auto go) {
        auto *button = new QToolButton(head);
        button->setObjectName(name);
        button->setText(text);
        button->setToolTip(text);
        button->setIcon(QIcon::fromTheme(icon));
        button->setAutoRaise(true);
        line->addWidget(button);
        connect(button, &QToolButton::clicked, this, go);
    };
    add(u"monthBack"_s, i18nc("@action:button", "Previous Month"), u"go-previous"_s,
        [this] { chooseDay(m_day.addMonths(-1)); });
    add(u"monthToday"_s, i18nc("@action:button", "Today"), u"view-calendar-day"_s, [this] { chooseDay(m_today); });
    add(u"monthOn"_s, i18nc("@action:button", "Next Month"), u"go-next"_s, [this] { chooseDay(m_day.addMonths(1)); });
    return head;
}

QTableView *MonthView::makeTable(const QString &name)
{
    auto *table = new QTableView(this);
    table->setObjectName(name);
    table->setModel(m_model);
    table->setFrameShape(QFrame::NoFrame);
    table->setShowGrid(false);
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    table->setTabKeyNavigation(false);
    table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    table->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    table->verticalHeader()->hide();
    table->verticalHeader()->setMinimumSectionSize(8);
    table->horizontalHeader()->setMinimumSectionSize(8);
    table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    table->horizontalHeader()->setSectionsClickable(false);
    table->installEventFilter(this);
    connect(table, &QTableView::doubleClicked, this,
            [this](const QModelIndex &index) { Q_EMIT dayOpened(m_model->dayAt(index)); });
    return table;
}

void MonthView::timePasses()
{
    const QDate today = m_clock().toLocalTime().date();
    if (today != m_today) {
        m_today = today;
        m_model->setToday(today);
    }
}

void MonthView::chooseDay(QDate day)
{
    if (!day.isValid()) {
        return;
    }
    const bool other = day != m_day;
    m_day = day;
    m_model->setMonth(day);
    {
        const QScopedValueRollback choosing(m_choosing, true);
        m_month->setCurrentIndex(m_model->indexOf(day));
    }
    tell();
    if (other) {
        Q_EMIT dayChosen(day);
    }
}

void MonthView::choose(const QModelIndex &index)
{
    if (!m_choosing && index.isValid()) {
        chooseDay(m_model->dayAt(index));
    }
}

/// What is on the chosen day, and its week.
void MonthView::tell()
{
    m_title->setText(i18nc("@title a month, its year", "%1 %2",
                           QLocale().standaloneMonthName(m_model->month().month(), QLocale::LongFormat),
                           QString::number(m_model->month().year())));
    const QList<Occurrence> events = m_model->eventsOn(m_day);
    m_words->setText(dayWords(m_day, events));
    const QModelIndex chosen = m_model->indexOf(m_day);
    for (int row = 0; row < MonthModel::Weeks; ++row) {
        m_week->setRowHidden(row, row != chosen.row());
    }
}

void MonthView::fit()
{
    const int line = fontMetrics().height();
    const int height = line * 2 + 4;
    for (int row = 0; row < MonthModel::Weeks; ++row) {
        m_month->setRowHeight(row, height);
        m_week->setRowHeight(row, line * (s_weekLines + 1) + 6);
    }
    m_month->setFixedHeight(height * MonthModel::Weeks + m_month->horizontalHeader()->sizeHint().height());
    m_week->setFixedHeight(line * (s_weekLines + 1) + 6);
    m_week->setVisible(width() >= s_weekWidth);
}

QSize MonthView::sizeHint() const
{
    return {320, minimumSizeHint().height()};
}

void MonthView::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fit();
}

void MonthView::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) {
        fit();
    }
}

bool MonthView::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress) {
        return QWidget::eventFilter(watched, event);
    }
    const int along = isRightToLeft() ? -1 : 1;
    switch (static_cast<QKeyEvent *>(event)->key()) {
    case Qt::Key_Left:
        chooseDay(m_day.addDays(-along));
        return true;
    case Qt::Key_Right:
        chooseDay(m_day.addDays(along));
        return true;
    case Qt::Key_Up:
        chooseDay(m_day.addDays(-7));
        return true;
    case Qt::Key_Down:
        chooseDay(m_day.addDays(7));
        return true;
    case Qt::Key_PageUp:
        chooseDay(m_day.addMonths(-1));
        return true;
    case Qt::Key_PageDown:
        chooseDay(m_day.addMonths(1));
        return true;
    case Qt::Key_Home:
        chooseDay(m_today);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        Q_EMIT dayOpened(m_day);
        return true;
    default:
        return QWidget::eventFilter(watched, event);
    }
}

}
