// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/threadsmodel.h"
#include "models/values/landing.h"
#include "views/delegates/joblook.h"
#include "views/delegates/momentlook.h"
#include "views/delegates/rowface.h"
#include "views/delegates/timelinedelegate.h"

#include <QHelpEvent>
#include <QListView>
#include <QPainter>
#include <QTest>
#include <QToolTip>

using namespace Qt::StringLiterals;
using namespace Windsock;

namespace {
using Kind = Moment::Kind;
constexpr int s_kinds = int(Kind::PullMerged) + 1;
const QDateTime s_noon(QDate(2026, 11, 20), QTime(12, 0), QTimeZone::UTC);

QImage drawn(Kind kind, int side, const QColor &ink = Qt::black)
{
    QImage image(side + 6, side + 6, QImage::Format_Grayscale8);
    image.fill(Qt::white);
    QPainter painter(&image);
    paintMomentShape(painter, QRectF(3, 3, side, side), momentLook({.kind = kind}).shape, ink);
    return image;
}

/// How many points of the two differ clearly.
int differing(const QImage &a, const QImage &b)
{
    int count = 0;
    for (int y = 0; y < a.height(); ++y) {
        for (int x = 0; x < a.width(); ++x) {
            count += qAbs(qGray(a.pixel(x, y)) - qGray(b.pixel(x, y))) > 100 ? 1 : 0;
        }
    }
    return count;
}

ChangeThread oneThread()
{
    const Subject bug(u"bmo/bug/1"_s);
    return {.id = bug.value,
            .title = u"Let tabs sleep"_s,
            .members = {{bug, ThreadMember::Ground::Itself, {}},
                        {Subject(u"th/push/2"_s), ThreadMember::Ground::Bug, u"1"_s}},
            .moments = {{Kind::Requested, s_noon.addSecs(-7200), bug, {}},
                        {Kind::Held, s_noon.addSecs(-3600), bug,
                         u"the tree is closed because the machines that test it have all gone for a walk"_s},
                        {Kind::Landed, s_noon.addSecs(-60), bug, {}}}};
}

/// The rows below a change, in a view of its own.
struct Shown {
    ThreadsModel model;
    QListView view;

    explicit Shown(int width)
    {
        model.setZone(QTimeZone::utc());
        model.setNow(s_noon);
        ChangeSet set{.at = s_noon};
        set.threads.added = {oneThread()};
        model.apply(set);
        view.setItemDelegate(new TimelineDelegate(&view));
        view.setFrameShape(QFrame::NoFrame);
        view.setModel(&model);
        view.setRootIndex(model.index(0, 0));
        view.resize(width, 400);
        view.show();
    }
    QModelIndex line(int row) const { return model.index(row, 0, model.index(0, 0)); }
    QRect rect(int row) const { return view.visualRect(line(row)); }
    QImage picture() { return view.viewport()->grab().toImage(); }
};

bool hasInk(const QImage &image, const QRect &where)
{
    for (int y = where.top(); y <= where.bottom(); ++y) {
        for (int x = where.left(); x <= where.right(); ++x) {
            if (image.rect().contains(x, y) && qGray(image.pixel(x, y)) < 235) {
                return true;
            }
        }
    }
    return false;
}

/// The strip in which the line runs, at one height.
bool hasLine(const QImage &image, int y)
{
    return hasInk(image, QRect(16, y, 3, 1));
}
}

class TimelineTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
        QPalette light(QColor(0xfcfcfc), QColor(0xeff0f1));
        light.setColor(QPalette::Base, Qt::white);
        light.setColor(QPalette::Text, Qt::black);
        QApplication::setPalette(light);
    }

    void everyKindHasAShapeOfItsOwn()
    {
        for (const int side : {9, 12, 24}) {
            for (int a = 0; a < s_kinds; ++a) {
                QVERIFY(differing(drawn(Kind(a), side), drawn(Kind(a), side, Qt::white)) > side / 2);
                for (int b = a + 1; b < s_kinds; ++b) {
                    const int apart = differing(drawn(Kind(a), side), drawn(Kind(b), side));
                    QVERIFY2(apart > side / 3,
                             qPrintable(u"%1 and %2 at %3: %4"_s.arg(momentName(Kind(a)))
                                            .arg(momentName(Kind(b)))
                                            .arg(side)
                                            .arg(apart)));
                }
            }
        }
    }

    void coloursAreThoseOfTheBadgesAndCanBeRead()
    {
        QCOMPARE(momentLook({.kind = Kind::BackedOut}).colour,
                 badgeOf(Landing{.state = Landing::State::BackedOut}).colour);
        QCOMPARE(momentLook({.kind = Kind::TryResult, .detail = u"orange"_s}).colour,
                 badgeOf(PushStanding{.verdict = Verdict::Orange}).colour);
        QVERIFY(momentLook({.kind = Kind::TreeResult, .detail = u"green"_s}).colour
                != momentLook({.kind = Kind::TreeResult, .detail = u"red"_s}).colour);
        for (const QColor &ground : {QColor(Qt::white), QColor(0x1b1e20)}) {
            for (int kind = 0; kind < s_kinds; ++kind) {
                QVERIFY(contrastOf(readableOn(momentLook({.kind = Kind(kind)}).colour, ground), ground) >= 4.4);
            }
        }
    }

    void theLineGoesFromTheFirstMomentToTheLast()
    {
        Shown shown(600);
        const QImage image = shown.picture();
        QVERIFY2(!hasLine(image, shown.rect(0).top() + 1), "nothing was before");
        QVERIFY(hasLine(image, shown.rect(0).bottom()));
        QVERIFY(hasLine(image, shown.rect(1).top()));
        QVERIFY(hasLine(image, shown.rect(2).top()));
        QVERIFY2(!hasLine(image, shown.rect(2).bottom()), "nothing has come after");
        QVERIFY2(!hasInk(image, QRect(8, shown.rect(4).top(), 20, shown.rect(4).height())), "parts are on no line");
    }

    void heightsFollowTheWidth()
    {
        Shown wide(900);
        Shown narrow(220);
        const auto same = [](const Shown &shown) { return shown.rect(1).height(); };
        QVERIFY(same(narrow) > same(wide) * 2);
        QVERIFY2(wide.rect(1).height() > wide.rect(0).height(), "the time since the last stands above");
        QVERIFY2(wide.rect(3).height() > wide.rect(4).height(), "the heading stands above the first part");
        // All words are inside: the row below starts on clean ground.
        for (Shown *shown : {&wide, &narrow}) {
            const QImage image = shown->picture();
            for (int row = 0; row < 4; ++row) {
                const QRect edge(shown->rect(row).left() + 40, shown->rect(row).bottom() - 1,
                                 shown->view.viewport()->width() - 50, 2);
                QVERIFY2(!hasInk(image, edge), qPrintable(QString::number(row)));
            }
        }
    }

    void aTimeStandsBesideOrBelow()
    {
        Shown wide(900);
        const QImage image = wide.picture();
        const QRect right(700, wide.rect(0).top(), 199, wide.rect(0).height());
        QVERIFY(hasInk(image, right));
        Shown narrow(300);
        QVERIFY(narrow.rect(0).height() > wide.rect(0).height());
    }

    void staleRowsAreDimmed()
    {
        Shown shown(600);
        const QImage before = shown.picture();
        shown.model.setHealth({.watch = WatchId(u"w"_s),
                               .account = AccountId(u"bmo"_s),
                               .state = SourceHealth::State::Failing,
                               .asOf = s_noon});
        const QImage after = shown.picture();
        const auto darkest = [](const QImage &image, const QRect &where) {
            int least = 255;
            for (int y = where.top(); y <= where.bottom(); ++y) {
                for (int x = where.left() + 40; x < where.right() - 150; ++x) {
                    least = qMin(least, qGray(image.pixel(x, y)));
                }
            }
            return least;
        };
        QVERIFY(darkest(after, shown.rect(0)) > darkest(before, shown.rect(0)));
        QCOMPARE(darkest(after, shown.rect(4)), darkest(before, shown.rect(4)));
    }

    void selectionIsSeenAndSparesTheHeading()
    {
        Shown shown(600);
        const QImage before = shown.picture();
        shown.view.setCurrentIndex(shown.line(3));
        const QImage after = shown.picture();
        const QRect row = shown.rect(3);
        QCOMPARE(after.pixel(row.right() - 3, row.top() + 8), before.pixel(row.right() - 3, row.top() + 8));
        QVERIFY(after.pixel(row.right() - 3, row.bottom() - 4) != before.pixel(row.right() - 3, row.bottom() - 4));
    }

    void toolTipsArePlain()
    {
        Shown shown(600);
        ChangeThread evil = oneThread();
        evil.moments[0].detail = u"<img src=x>"_s;
        ChangeSet set{.at = s_noon};
        set.threads.changed = {{oneThread(), evil}};
        shown.model.apply(set);
        const QPoint at = shown.rect(0).center();
        QHelpEvent over(QEvent::ToolTip, at, shown.view.viewport()->mapToGlobal(at));
        QCoreApplication::sendEvent(shown.view.viewport(), &over);
        QVERIFY2(QToolTip::text().contains(u"&lt;img"_s), qPrintable(QToolTip::text()));
        QVERIFY(QToolTip::text().contains(u"20/11/2026"_s));
        QToolTip::hideText();
    }

    void aChangeHasAFace()
    {
        Shown shown(600);
        const QModelIndex row = shown.model.index(0, 0);
        RowFace face = rowFace(row, s_noon);
        QCOMPARE(face.title, u"Let tabs sleep"_s);
        QCOMPARE(face.detail, u"2 parts"_s);
        QCOMPARE(face.aside, u"11:59"_s);
        QVERIFY(!face.strong && !face.struck && !face.dimmed);
        ChangeThread after = oneThread();
        after.state = Landing::State::Held;
        after.held = u"tree closed: infra"_s;
        after.author = u"ann"_s;
        ChangeSet set{.at = s_noon};
        set.threads.changed = {{oneThread(), after}};
        shown.model.apply(set);
        face = rowFace(row, s_noon);
        QCOMPARE(face.detail, u"tree closed: infra · ann · 2 parts"_s);
        QCOMPARE(face.badge.text, u"Held"_s);
        for (int state = 0; state <= int(Landing::State::Cancelled); ++state) {
            const Badge badge = badgeOf(ChangeThread{.state = Landing::State(state)});
            QVERIFY(badge.shape != Badge::Shape::None && !badge.text.isEmpty());
        }
    }
};

QTEST_MAIN(TimelineTest)

#include "tst_timeline.moc"
