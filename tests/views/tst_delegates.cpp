// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/delegates/joblook.h"
#include "views/delegates/jobslayout.h"
#include "views/delegates/jobspainter.h"
#include "views/delegates/plaintooltip.h"
#include "views/delegates/rowface.h"

#include <QPainter>
#include <QTest>
#include <QTimeZone>

#include <cmath>

using namespace Qt::StringLiterals;
using namespace Windsock;

class DelegatesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsResultsApartWithoutColour()
    {
        QSet<QString> seen;
        const auto add = [&seen](Job::State state, Job::Result result, int classification) {
            const JobLook look = jobLook(Job{.state = state, .result = result, .classification = classification});
            const QString drawn = u"%1 %2 %3 %4 %5"_s.arg(int(look.shape))
                                      .arg(look.filled)
                                      .arg(look.struck)
                                      .arg(look.underlined)
                                      .arg(look.suffix);
            QVERIFY2(!seen.contains(drawn), qPrintable(drawn + u' ' + jobResultName(result)));
            seen.insert(drawn);
        };
        for (const auto result : {Job::Result::TestFailed, Job::Result::Busted, Job::Result::Exception}) {
            add(Job::State::Completed, result, 1);
            add(Job::State::Completed, result, 4);
        }
        for (const auto result : {Job::Result::Success, Job::Result::Retry, Job::Result::UserCancel,
                                  Job::Result::Superseded, Job::Result::Unknown}) {
            add(Job::State::Completed, result, 1);
        }
        for (const auto state : {Job::State::Running, Job::State::Pending, Job::State::Unscheduled}) {
            add(state, Job::Result::Unknown, 1);
        }
    }

    void isReadableInLightAndDark()
    {
        for (const QColor &ground : {QColor(Qt::white), QColor(0x1b1e20), QColor(0x3daee9)}) {
            for (const auto result :
                 {Job::Result::Success, Job::Result::TestFailed, Job::Result::Superseded, Job::Result::Retry}) {
                const QColor colour = jobLook(Job{.state = Job::State::Completed, .result = result}).colour;
                QVERIFY(contrastOf(readableOn(colour, ground), ground) >= 4.4);
                QVERIFY(contrastOf(inkOn(colour), colour) >= 4.5);
            }
        }
        QCOMPARE(qRound(contrastOf(Qt::white, Qt::black)), 21);
    }

    void groupsAndWrapsSymbols()
    {
        QList<Job> jobs;
        for (int i = 0; i < 40; ++i) {
            jobs.append(Job{.id = i, .groupSymbol = i < 20 ? u"M"_s : u"?"_s, .typeSymbol = QString::number(i)});
        }
        JobsTypesetter typesetter{QFont()};
        const JobsLayout wide = typesetter.layout(jobs, 4000);
        const JobsLayout thin = typesetter.layout(jobs, 120);
        QCOMPARE(wide.boxes.size(), 42);
        QCOMPARE(wide.boxes.first().text, u"M("_s);
        QVERIFY(thin.height > wide.height * 3);
        for (const JobBox &box : thin.boxes) {
            QVERIFY(box.rect.right() <= 120);
        }
        QCOMPARE(thin.jobAt(thin.boxes.at(5).rect.center()), thin.boxes.at(5).job);
        QCOMPARE(thin.jobAt(QPoint(-5, -5)), -1);
    }

    void drawsASymbolOnceAndCopiesIt()
    {
        QList<Job> jobs;
        for (int i = 0; i < 60; ++i) {
            jobs.append(Job{.id = i,
                            .groupSymbol = u"M"_s,
                            .typeSymbol = QString::number(i % 3),
                            .state = Job::State::Completed,
                            .result = i % 2 == 0 ? Job::Result::Success : Job::Result::TestFailed});
        }
        JobsTypesetter typesetter{QFont()};
        const JobsLayout layout = typesetter.layout(jobs, 2000);
        for (const qreal ratio : {1.0, 1.5, 2.0}) {
            QImage image(QSize(2000, 40) * ratio, QImage::Format_ARGB32_Premultiplied);
            image.setDevicePixelRatio(ratio);
            image.fill(Qt::white);
            QPainter painter(&image);
            JobsPainter symbols(Qt::white, Qt::black, typesetter.font());
            symbols.paint(painter, QPoint(3, 3), layout, jobs, QRect(0, 0, 2000, 40));
            QCOMPARE(symbols.drawn(), 6 + 2); // three texts in two looks, and what stands around the group
            const auto part = [&](int box) {
                const QRect rect = layout.boxes.at(box).rect.translated(3, 3);
                return image.copy(QRectF(QPointF(rect.topLeft()) * ratio, QSizeF(rect.size()) * ratio).toAlignedRect());
            };
            QVERIFY(part(1) != part(2)); // the group's name comes first
            if (ratio == std::floor(ratio)) {
                QCOMPARE(part(1), part(7)); // the same once more
            }
        }
        QVERIFY(JobsPainter(Qt::white, Qt::black, QFont()).isFor(Qt::white, Qt::black, QFont()));
        QVERIFY(!JobsPainter(Qt::white, Qt::black, QFont()).isFor(Qt::black, Qt::white, QFont()));
    }

    void escapesToolTips()
    {
        QCOMPARE(plainToolTip(u"<b>x</b>\n\u202ey"_s), u"<qt>&lt;b&gt;x&lt;/b&gt;<br>y</qt>"_s);
        QVERIFY(plainToolTip({}).isEmpty());
    }

    void tellsTheOwnZoneWhereItDiffers()
    {
        Occurrence event{.start = QDateTime(QDate(2026, 11, 21), QTime(11, 0), QTimeZone("America/New_York"))};
        event.end = event.start.addSecs(3600);
        QVERIFY(occurrenceTime(event).contains(u"11:00"_s));
        QVERIFY(occurrenceTime(event).contains(u"America/New_York"_s));
        event.start = QDateTime(QDate(2026, 11, 21), QTime(11, 0), QTimeZone::utc());
        event.end = event.start;
        QVERIFY(!occurrenceTime(event).contains(u"UTC"_s));
        event.allDay = true;
        QCOMPARE(occurrenceTime(event), u"all day"_s);
    }

    void givesEachVerdictAShape()
    {
        QSet<int> shapes;
        for (const Verdict verdict : {Verdict::Unknown, Verdict::Running, Verdict::Green, Verdict::Orange, Verdict::Red,
                                      Verdict::Exception, Verdict::Cancelled}) {
            const Badge badge = badgeOf(PushStanding{.verdict = verdict});
            QVERIFY(!badge.text.isEmpty());
            QVERIFY(!shapes.contains(int(badge.shape)));
            shapes.insert(int(badge.shape));
        }
    }
};

QTEST_MAIN(DelegatesTest)

#include "tst_delegates.moc"
