// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/roles.h"
#include "models/values/occurrence.h"
#include "views/delegates/daydelegate.h"

#include <QImage>
#include <QPainter>
#include <QStandardItemModel>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Windsock;
using Shape = DayDelegate::Shape;

namespace {
const QDate s_day(2026, 11, 25);

Occurrence eventOf(const QString &calendar, Occurrence::Status status = Occurrence::Status::Confirmed)
{
    const QDateTime start(s_day, QTime(0, 0));
    return {.account = AccountId(u"cal"_s),
            .uid = calendar,
            .title = u"Title"_s,
            .group = calendar,
            .start = start,
            .end = start.addDays(1),
            .allDay = true,
            .status = status};
}

/// The cell of the day, black on white with blue marks.
QImage cell(const QList<Occurrence> &events, Shape shape)
{
    QStandardItemModel model(1, 1);
    const QModelIndex index = model.index(0, 0);
    model.setData(index, s_day, ItemRole::Day);
    model.setData(index, QVariant::fromValue(events), ItemRole::Others);
    QStyleOptionViewItem option;
    option.rect = shape == Shape::Dots ? QRect(0, 0, 60, 48) : QRect(0, 0, 120, 120);
    option.state = QStyle::State_Enabled | QStyle::State_Active;
    option.palette.setColor(QPalette::Text, Qt::black);
    option.palette.setColor(QPalette::Highlight, Qt::blue);
    QImage image(option.rect.size(), QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::white);
    QPainter painter(&image);
    DayDelegate(shape).paint(&painter, option, index);
    return image;
}

/// Where in a column something was painted.
QList<int> inked(const QImage &image, int column)
{
    QList<int> lines;
    for (int y = 0; y < image.height(); ++y) {
        if (image.pixelColor(column, y) != QColor(Qt::white)) {
            lines.append(y);
        }
    }
    return lines;
}

/// How many of a line's pixels are painted.
int inkedIn(const QImage &image, int line)
{
    int count = 0;
    for (int x = 0; x < image.width(); ++x) {
        count += image.pixelColor(x, line) != QColor(Qt::white);
    }
    return count;
}
}

class DayDelegateTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bandsGoFromEdgeToEdge_data()
    {
        QTest::addColumn<Shape>("shape");
        QTest::newRow("dots") << Shape::Dots;
        QTest::newRow("names") << Shape::Names;
    }

    void bandsGoFromEdgeToEdge()
    {
        QFETCH(Shape, shape);
        const QImage plain = cell({eventOf(u"Own"_s)}, shape);
        const QImage closure = cell({eventOf(u"Tree closures"_s)}, shape);
        const QImage release = cell({eventOf(u"Releases"_s)}, shape);
        const int last = plain.width() - 1;
        QVERIFY(inked(plain, 0).isEmpty() && inked(plain, last).isEmpty());
        const QList<int> band = inked(release, 0);
        QVERIFY(band.size() > 4);
        QCOMPARE(inked(release, last), band);
        QVERIFY(!inked(closure, 0).isEmpty() && !inked(closure, last).isEmpty());
        // They differ in more than their colour: one is whole, the other has gaps.
        QCOMPARE(inkedIn(release, band.first()), release.width());
        QVERIFY(inkedIn(closure, band.first()) > 0);
        QVERIFY(inkedIn(closure, band.first()) < closure.width());
        // What does not take place makes nothing of its day.
        QVERIFY(inked(cell({eventOf(u"Releases"_s, Occurrence::Status::Cancelled)}, shape), 0).isEmpty());
    }

    void aBandIsNoDot()
    {
        const auto dots = [](const QList<Occurrence> &events) {
            const QImage image = cell(events, Shape::Dots);
            return image.copy(0, image.height() - 10, image.width(), 10);
        };
        QVERIFY(dots({}) != dots({eventOf(u"Own"_s)}));
        QCOMPARE(dots({eventOf(u"Releases"_s)}), dots({}));
        QCOMPARE(dots({eventOf(u"Releases"_s), eventOf(u"Own"_s)}), dots({eventOf(u"Own"_s)}));
    }
};

QTEST_MAIN(DayDelegateTest)
#include "tst_daydelegate.moc"
