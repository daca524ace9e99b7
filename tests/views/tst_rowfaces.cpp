// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/queuehealth.h"
#include "models/values/push.h"
#include "views/delegates/badge.h"
#include "views/delegates/joblook.h"
#include "views/delegates/plaintooltip.h"
#include "views/delegates/rowdelegate.h"
#include "views/delegates/rowface.h"

#include <KLocalizedString>

#include <QFontMetrics>
#include <QImage>
#include <QPainter>
#include <QRegularExpression>
#include <QStandardItemModel>
#include <QTest>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace Windsock;
using namespace std::chrono_literals;

namespace {

const QDateTime now(QDate(2026, 11, 20), QTime(14, 30), QTimeZone::utc());

/// A model of one row whose roles a test sets.
struct OneRow {
    explicit OneRow(ItemKind kind)
    {
        model.appendRow(new QStandardItem);
        set(ItemRole::Kind, int(kind));
    }
    void set(int role, const QVariant &value) { model.item(0)->setData(value, role); }
    template<class T>
    void setFact(int role, const T &fact)
    {
        set(role, QVariant::fromValue(fact));
    }
    QModelIndex index() const { return model.index(0, 0); }
    RowFace face() const { return rowFace(index(), now); }

    QStandardItemModel model;
};

QImage shapeImage(Badge::Shape shape)
{
    QImage image(16, 16, QImage::Format_ARGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    paintBadgeShape(painter, QRectF(2, 2, 12, 12), shape, Qt::black);
    return image;
}

double bestContrast(const QImage &image, const QColor &ground)
{
    double best = 1;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            best = qMax(best, contrastOf(image.pixelColor(x, y), ground));
        }
    }
    return best;
}

QPalette paletteOf(bool dark)
{
    QPalette palette(dark ? QColor(0x31363b) : QColor(0xfcfcfc), dark ? QColor(0x2a2e32) : QColor(0xeff0f1));
    palette.setColor(QPalette::Base, dark ? QColor(0x1b1e20) : QColor(Qt::white));
    palette.setColor(QPalette::Highlight, QColor(0x1d6fa5));
    palette.setColor(QPalette::HighlightedText, Qt::white);
    palette.setColor(QPalette::Text, dark ? QColor(0xfcfcfc) : QColor(0x232629));
    return palette;
}

}

class RowFacesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void drawsEveryShapeDifferently();
    void countsWhatMadeAPushBad_data();
    void countsWhatMadeAPushBad();
    void tellsLandingsApart();
    void tellsWhatHoldsALanding();
    void weighsAPullRequest_data();
    void weighsAPullRequest();
    void tellsNoticesApart();
    void tellsSourcesApart();
    void leavesUsualEventsWithoutABadge();
    void sizesBadges();
    void paintsBadgesReadably_data();
    void paintsBadgesReadably();
    void facesAPush();
    void facesALanding();
    void saysWhyALandingWaits();
    void facesATree();
    void facesAQueue();
    void facesDetails();
    void dropsTheLeastFirst();
    void facesAPullRequest();
    void facesAnEvent();
    void facesADay_data();
    void facesADay();
    void facesANotice();
    void facesASource();
    void marksWhatNeedsYou();
    void showsNoTricksOfTheWire();
    void tellsMoments_data();
    void tellsMoments();
    void tellsTheTimeOfAnEvent();
    void paintsRowsReadably_data();
    void paintsRowsReadably();
    void keepsTheBadgeOutOfTheTitle();
    void makesPlainToolTips();
};

void RowFacesTest::initTestCase()
{
    KLocalizedString::setApplicationDomain("windsock");
    qRegisterMetaType<Landing>();
}

void RowFacesTest::init()
{
    QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support).+"_s));
}

void RowFacesTest::drawsEveryShapeDifferently()
{
    QList<QImage> seen;
    for (int shape = int(Badge::Shape::Ring); shape <= int(Badge::Shape::Down); ++shape) {
        const QImage image = shapeImage(Badge::Shape(shape));
        QVERIFY2(bestContrast(image, Qt::white) > 10, qPrintable(QString::number(shape)));
        for (qsizetype other = 0; other < seen.size(); ++other) {
            int differing = 0;
            for (int y = 0; y < 16; ++y) {
                for (int x = 0; x < 16; ++x) {
                    differing += qAbs(qGray(image.pixel(x, y)) - qGray(seen.at(other).pixel(x, y))) > 100 ? 1 : 0;
                }
            }
            QVERIFY2(differing >= 8, qPrintable(u"shapes %1 and %2"_s.arg(shape).arg(other + 1)));
        }
        seen << image;
    }
    QCOMPARE(bestContrast(shapeImage(Badge::Shape::None), Qt::white), 1.0);
}

void RowFacesTest::countsWhatMadeAPushBad_data()
{
    QTest::addColumn<PushStanding>("standing");
    QTest::addColumn<QString>("text");
    QTest::newRow("unknown") << PushStanding{} << u"No jobs yet"_s;
    QTest::newRow("running") << PushStanding{.verdict = Verdict::Running, .running = 3, .success = 1}
                             << u"Running 25 %"_s;
    QTest::newRow("green") << PushStanding{.verdict = Verdict::Green, .complete = true, .settled = true} << u"Green"_s;
    QTest::newRow("green, not settled") << PushStanding{.verdict = Verdict::Green, .complete = true}
                                        << u"Green so far"_s;
    QTest::newRow("one test") << PushStanding{.verdict = Verdict::Orange, .testFailed = 1} << u"1 test failure"_s;
    QTest::newRow("tests") << PushStanding{.verdict = Verdict::Orange, .testFailed = 12} << u"12 test failures"_s;
    QTest::newRow("builds") << PushStanding{.verdict = Verdict::Red, .testFailed = 9, .busted = 2}
                            << u"2 build failures"_s;
    QTest::newRow("exceptions") << PushStanding{.verdict = Verdict::Exception, .exceptions = 1} << u"1 exception"_s;
    QTest::newRow("cancelled") << PushStanding{.verdict = Verdict::Cancelled, .cancelled = 4} << u"Cancelled"_s;
}

void RowFacesTest::countsWhatMadeAPushBad()
{
    QFETCH(PushStanding, standing);
    QFETCH(QString, text);
    QCOMPARE(badgeOf(standing).text, text);
    QVERIFY(badgeOf(standing).shape != Badge::Shape::None);
}

void RowFacesTest::tellsLandingsApart()
{
    QSet<QString> words;
    for (int state = int(Landing::State::Requested); state <= int(Landing::State::Cancelled); ++state) {
        const Badge badge = badgeOf(Landing{.state = Landing::State(state)});
        QVERIFY(badge.shape != Badge::Shape::None);
        QVERIFY2(!words.contains(badge.text), qPrintable(badge.text));
        words << badge.text;
    }
    const QList<Landing::State> bad{Landing::State::Failed, Landing::State::BackedOut};
    const Badge good = badgeOf(Landing{.state = Landing::State::Landed});
    for (const Landing::State state : bad) {
        QVERIFY(badgeOf(Landing{.state = state}).shape != good.shape);
        QVERIFY(badgeOf(Landing{.state = state}).colour != good.colour);
    }
}

void RowFacesTest::tellsWhatHoldsALanding()
{
    QSet<QString> words;
    for (const auto held : {Landing::Held::No, Landing::Held::TreeClosed, Landing::Held::ApprovalRequired,
                            Landing::Held::WaitingForReview}) {
        const Badge badge = badgeOf(Landing{.state = Landing::State::Held, .held = held});
        QCOMPARE(badge.shape, Badge::Shape::Pause);
        QVERIFY(!words.contains(badge.text));
        words << badge.text;
    }
}

void RowFacesTest::weighsAPullRequest_data()
{
    using PR = PullRequest;
    QTest::addColumn<PullRequest>("pull");
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("shape");
    const auto row = [](const char *name, const PR &pull, const QString &text, Badge::Shape shape) {
        QTest::newRow(name) << pull << text << int(shape);
    };
    row("merged", {.state = PR::State::Merged, .checks = PR::Checks::Failing}, u"Merged"_s, Badge::Shape::Check);
    row("closed", {.state = PR::State::Closed}, u"Closed"_s, Badge::Shape::Dash);
    row("queued before all else",
        {.checks = PR::Checks::Failing, .queue = {.state = QueuePlace::State::Queued, .position = 3}}, u"In queue: 3"_s,
        Badge::Shape::Hourglass);
    row("failing before conflicts", {.checks = PR::Checks::Failing, .merge = PR::Merge::Conflicting},
        u"Checks failed"_s, Badge::Shape::Cross);
    row("conflicts", {.checks = PR::Checks::Passing, .merge = PR::Merge::Conflicting}, u"Conflicts"_s,
        Badge::Shape::Triangle);
    row("changes", {.checks = PR::Checks::Passing, .review = PR::Review::ChangesRequested}, u"Changes requested"_s,
        Badge::Shape::Triangle);
    row("draft", {.draft = true, .checks = PR::Checks::Pending}, u"Draft"_s, Badge::Shape::Dash);
    row("pending", {.checks = PR::Checks::Pending, .checksTotal = 12, .checksDone = 7}, u"Checks 7 of 12"_s,
        Badge::Shape::Ring);
    row("review", {.checks = PR::Checks::Passing, .review = PR::Review::Required}, u"Needs review"_s,
        Badge::Shape::Pause);
    row("unknown checks", {.checks = PR::Checks::Unknown, .merge = PR::Merge::Clean}, u"Unknown"_s,
        Badge::Shape::Question);
    row("unknown merge", {.checks = PR::Checks::Passing}, u"Unknown"_s, Badge::Shape::Question);
    row("ready", {.checks = PR::Checks::Passing, .review = PR::Review::Approved, .merge = PR::Merge::Clean},
        u"Ready to merge"_s, Badge::Shape::Check);
    row("behind", {.checks = PR::Checks::Passing, .merge = PR::Merge::Behind}, u"Open"_s, Badge::Shape::Dot);
}

void RowFacesTest::weighsAPullRequest()
{
    QFETCH(PullRequest, pull);
    QFETCH(QString, text);
    QFETCH(int, shape);
    QCOMPARE(badgeOf(pull).text, text);
    QCOMPARE(int(badgeOf(pull).shape), shape);
}

void RowFacesTest::tellsNoticesApart()
{
    QSet<int> seen;
    for (int kind = int(Notice::Kind::PushBad); kind <= int(Notice::Kind::InboxNews); ++kind) {
        const Badge badge = badgeOf(Notice{.kind = Notice::Kind(kind)});
        QVERIFY2(!seen.contains(int(badge.shape)), qPrintable(QString::number(kind)));
        QVERIFY(!badge.text.isEmpty());
        seen << int(badge.shape);
        const Badge gone = badgeOf(Notice{.kind = Notice::Kind(kind), .state = Notice::State::Withdrawn});
        QCOMPARE(gone.text, u"No longer true"_s);
    }
}

void RowFacesTest::tellsSourcesApart()
{
    QSet<int> shapes;
    QSet<QString> words;
    for (int state = int(SourceHealth::State::Waiting); state <= int(SourceHealth::State::Offline); ++state) {
        const Badge badge = badgeOf(SourceHealth{.state = SourceHealth::State(state)});
        QVERIFY(!shapes.contains(int(badge.shape)));
        QVERIFY(!words.contains(badge.text));
        shapes << int(badge.shape);
        words << badge.text;
    }
    const Badge partly = badgeOf(SourceHealth{.state = SourceHealth::State::Good, .skippedRecords = 2});
    QVERIFY2(!words.contains(partly.text), "an answer of which records were left out is not simply good");
    QVERIFY(!shapes.contains(int(partly.shape)));
}

void RowFacesTest::leavesUsualEventsWithoutABadge()
{
    QCOMPARE(badgeOf(Occurrence{}).shape, Badge::Shape::None);
    QVERIFY(badgeSize(badgeOf(Occurrence{}), QFont()).isEmpty());
    const Badge cancelled = badgeOf(Occurrence{.status = Occurrence::Status::Cancelled});
    const Badge tentative = badgeOf(Occurrence{.status = Occurrence::Status::Tentative});
    QVERIFY(cancelled.shape != Badge::Shape::None && tentative.shape != Badge::Shape::None);
    QVERIFY(cancelled.shape != tentative.shape && cancelled.text != tentative.text);
}

void RowFacesTest::sizesBadges()
{
    const QFont font;
    const Badge badge = badgeOf(PushStanding{.verdict = Verdict::Orange, .testFailed = 3});
    const QSize size = badgeSize(badge, font);
    QVERIFY(size.width() > QFontMetrics(font).horizontalAdvance(badge.text));
    QVERIFY(size.height() >= QFontMetrics(font).height());
    QFont larger = font;
    larger.setPointSizeF(font.pointSizeF() * 2);
    QVERIFY(badgeSize(badge, larger).width() > size.width());
    QVERIFY(badgeSize({.shape = Badge::Shape::Dot, .text = QString()}, font).width() < size.width());
}

void RowFacesTest::paintsBadgesReadably_data()
{
    QTest::addColumn<bool>("dark");
    QTest::newRow("light") << false;
    QTest::newRow("dark") << true;
}

void RowFacesTest::paintsBadgesReadably()
{
    QFETCH(bool, dark);
    const QColor base = paletteOf(dark).color(QPalette::Base);
    QList<Badge> badges;
    for (int verdict = int(Verdict::Unknown); verdict <= int(Verdict::Cancelled); ++verdict) {
        badges << badgeOf(PushStanding{.verdict = Verdict(verdict)});
    }
    for (int state = int(Landing::State::Requested); state <= int(Landing::State::Cancelled); ++state) {
        badges << badgeOf(Landing{.state = Landing::State(state)});
    }
    for (int state = int(SourceHealth::State::Waiting); state <= int(SourceHealth::State::Offline); ++state) {
        badges << badgeOf(SourceHealth{.state = SourceHealth::State(state)});
    }
    for (const Badge &badge : std::as_const(badges)) {
        const QSize size = badgeSize(badge, QFont());
        QImage image(size, QImage::Format_ARGB32);
        image.fill(base);
        QPainter painter(&image);
        paintBadge(painter, image.rect(), badge, QFont(), base);
        painter.end();
        const QColor tint = image.pixelColor(size.width() / 2, 1);
        const QRect shape(4, 0, size.height(), size.height());
        QVERIFY2(tint != base, "the badge has a ground of its own");
        QVERIFY2(bestContrast(image.copy(shape), tint) >= 4.0, qPrintable(badge.text));
        QVERIFY2(bestContrast(image.copy(size.height(), 0, size.width(), size.height()), tint) >= 4.0,
                 qPrintable(badge.text));
    }
}

void RowFacesTest::facesAPush()
{
    OneRow row(ItemKind::Push);
    Push push{.repository = u"autoland"_s, .revision = QString(40, u'a'), .author = u"ann@example.org"_s};
    row.setFact(ItemRole::Push, push);
    row.set(ItemRole::Title, u"Bug 1 - Fly"_s);
    row.set(ItemRole::When, now.addSecs(-3600));
    row.setFact(ItemRole::Standing, PushStanding{.verdict = Verdict::Running, .running = 1, .success = 3});
    RowFace face = row.face();
    QCOMPARE(face.title, u"Bug 1 - Fly"_s);
    QCOMPARE(face.detail, u"autoland · ann@example.org · aaaaaaaaaaaa"_s);
    QCOMPARE(face.percent, 75);
    QCOMPARE(face.aside, QLocale().toString(QTime(13, 30), QLocale::ShortFormat));
    QVERIFY(!face.strong && !face.dimmed && !face.struck && !face.marked);

    push.commitCount = 3;
    row.setFact(ItemRole::Push, push);
    row.setFact(ItemRole::Standing, PushStanding{.verdict = Verdict::Red, .complete = true, .busted = 1});
    row.set(ItemRole::Stale, true);
    face = row.face();
    QVERIFY(face.detail.endsWith(u"3 commits"_s));
    QCOMPARE(face.percent, -1);
    QVERIFY2(face.strong, "a bad push stands out");
    row.setFact(ItemRole::Standing, PushStanding{});
    QCOMPARE(row.face().percent, -1); // nothing known is not all done
    QVERIFY2(face.dimmed, "what is only the last known is dimmed");
}

void RowFacesTest::facesALanding()
{
    OneRow row(ItemKind::Landing);
    Landing landing{.bug = 1'912'345,
                    .author = u"ann"_s,
                    .tag = u"[autoland]"_s,
                    .trees = {u"try"_s, u"autoland"_s},
                    .state = Landing::State::Queued};
    row.setFact(ItemRole::Landing, landing);
    QCOMPARE(row.face().detail, u"try, autoland · ann · [autoland]"_s);
    QVERIFY(!row.face().struck);
    landing.state = Landing::State::Cancelled;
    landing.trees.clear();
    landing.author.clear();
    row.setFact(ItemRole::Landing, landing);
    QCOMPARE(row.face().detail, u"[autoland]"_s);
    QVERIFY(row.face().struck);
}

void RowFacesTest::saysWhyALandingWaits()
{
    OneRow row(ItemKind::Landing);
    Landing landing{.trees = {u"autoland"_s}, .state = Landing::State::Queued};
    landing.patches = {{.id = 1, .flags = {{u"review"_s, u'+', u"bo"_s, {}}}}};
    row.setFact(ItemRole::Landing, landing);
    QCOMPARE(row.face().badge.text, u"Queued"_s);
    QCOMPARE(row.face().detail, u"autoland · review+"_s);
    QVERIFY(row.face().note.isEmpty());
    row.set(ItemRole::SoFar, u"5 minutes so far"_s);
    row.set(ItemRole::Ahead, u"unknown yet"_s);
    QCOMPARE(row.face().note, u"5 minutes so far · unknown yet"_s);
    row.set(ItemRole::Note, u"Likely lands 16:10 – 17:40\nNobody can back out: after hours"_s);
    QCOMPARE(row.face().note,
             u"Likely lands 16:10 – 17:40 · Nobody can back out: after hours · 5 minutes so far · unknown yet"_s);
    row.set(ItemRole::Note, QString());
    row.setFact(ItemRole::Tree, Tree{.name = u"autoland"_s, .status = Tree::Status::Closed});
    row.set(ItemRole::Held, u"Held: tree closed 14:02, infra"_s);
    QCOMPARE(row.face().badge.shape, Badge::Shape::Pause);
    QCOMPARE(row.face().note, u"Held: tree closed 14:02, infra · 5 minutes so far · unknown yet"_s);
    landing.state = Landing::State::Failed;
    landing.reason = u"merge\nconflict"_s;
    row.setFact(ItemRole::Landing, landing);
    QCOMPARE(row.face().badge.text, u"Failed"_s);
    QCOMPARE(row.face().note, u"merge conflict"_s);
}

void RowFacesTest::facesATree()
{
    OneRow row(ItemKind::Tree);
    QSet<int> shapes;
    QSet<QString> words;
    for (int status = int(Tree::Status::Open); status <= int(Tree::Status::Unknown); ++status) {
        row.setFact(ItemRole::Tree, Tree{.status = Tree::Status(status)});
        shapes.insert(int(row.face().badge.shape));
        words.insert(row.face().badge.text);
    }
    QCOMPARE(shapes.size(), 4);
    QCOMPARE(words.size(), 4);
    row.setFact(ItemRole::Tree,
                Tree{.status = Tree::Status::Closed,
                     .reason = u"broken"_s,
                     .message = u"Back at four."_s,
                     .tags = {u"infra"_s, u"planned"_s},
                     .by = u"ann"_s});
    QCOMPARE(row.face().detail, u"broken · infra, planned · ann"_s);
    QCOMPARE(row.face().note, u"Back at four."_s);
    QVERIFY(!row.face().marked);
    row.set(ItemRole::Holds, 2);
    row.set(ItemRole::Held, u"Holds 2 landings of yours"_s);
    QVERIFY(row.face().marked);
    QCOMPARE(row.face().note, u"Holds 2 landings of yours · Back at four."_s);
}

void RowFacesTest::facesAQueue()
{
    OneRow row(ItemKind::Queue);
    QueueHealth health{.queue = u"landing/try"_s};
    row.setFact(ItemRole::QueueHealth, health);
    QCOMPARE(row.face().note, u"How long it usually takes is not known yet"_s);
    health.usual = QueueHealth::Times{.half = 30min, .most = 60min};
    row.setFact(ItemRole::QueueHealth, health);
    QCOMPARE(row.face().note, u"Usually half take up to 30 minutes, nine of ten up to 60 minutes"_s);
    health.lately = QueueHealth::Times{.half = 60min, .most = 150min};
    row.setFact(ItemRole::QueueHealth, health);
    row.set(ItemRole::Held, u"Takes clearly longer"_s);
    QCOMPARE(row.face().note, // in parts, of which the last ones go where a row is narrow
             u"Half took up to 60 minutes, nine of ten up to 3 hours · usually 30 minutes and 60 minutes · "
             "Takes clearly longer"_s);
}

void RowFacesTest::facesDetails()
{
    OneRow failed(ItemKind::FailedJob);
    QSet<int> shapes;
    for (const Blame blame : {Blame::Unknown, Blame::LikelyYours, Blame::LikelyIntermittent}) {
        failed.setFact(ItemRole::FailedJob,
                       FailedJob{.platform = u"linux"_s, .result = Job::Result::Busted, .blame = blame});
        shapes.insert(int(failed.face().badge.shape));
        QCOMPARE(failed.face().strong, blame == Blame::LikelyYours);
        QVERIFY(failed.face().detail.startsWith(u"linux · build failed"_s));
    }
    QCOMPARE(shapes.size(), 3);

    OneRow alert(ItemKind::Alert);
    alert.set(ItemRole::Where, u"1 → 2"_s);
    alert.set(ItemRole::Who, u"untriaged"_s);
    alert.setFact(ItemRole::Alert, PerfAlert{.percent = 12.345, .regression = true});
    QCOMPARE(alert.face().detail, u"1 → 2 · untriaged"_s);
    const Badge worse = alert.face().badge;
    alert.setFact(ItemRole::Alert, PerfAlert{.percent = 12.345});
    QVERIFY(alert.face().badge.shape != worse.shape && alert.face().badge.colour != worse.colour);
    QVERIFY(worse.text.contains(QLocale().toString(12.3, 'f', 1)));

    OneRow words(ItemKind::Words);
    words.set(ItemRole::Title, QString(300, u'W'));
    RowDelegate delegate([] { return now; });
    delegate.setSpace(400, 0);
    const int high = delegate.sizeHint({}, words.index()).height();
    words.set(ItemRole::Title, u"W"_s);
    QVERIFY2(high > 2 * delegate.sizeHint({}, words.index()).height(), "a line of a log is to be read whole");
    words.set(ItemRole::Title, QString(20'000, u'W'));
    QVERIFY2(delegate.sizeHint({}, words.index()).height() < 2 * high, "but not without end");

    QSet<QString> looks;
    OneRow job(ItemKind::Job);
    for (const auto result : {Job::Result::Success, Job::Result::TestFailed, Job::Result::Busted,
                              Job::Result::Exception, Job::Result::UserCancel, Job::Result::Unknown}) {
        job.setFact(ItemRole::Job, Job{.state = Job::State::Completed, .result = result});
        looks.insert(QString::number(int(job.face().badge.shape)));
    }
    QCOMPARE(looks.size(), 6);
}

void RowFacesTest::dropsTheLeastFirst()
{
    // Where a row is narrow its first words stay as they are: the same pixels as without what follows.
    const auto painted = [](const QString &reason, int width) {
        OneRow row(ItemKind::Tree);
        row.set(ItemRole::Title, u"t"_s);
        row.setFact(ItemRole::Tree, Tree{.status = Tree::Status::Open, .reason = u"short"_s, .by = reason});
        RowDelegate delegate([] { return now; });
        QStyleOptionViewItem option;
        option.palette = paletteOf(false);
        option.rect = QRect(0, 0, width, 60);
        QImage image(option.rect.size(), QImage::Format_ARGB32);
        image.fill(Qt::white);
        QPainter painter(&image);
        delegate.paint(&painter, option, row.index());
        painter.end();
        return image;
    };
    const int enough = QFontMetrics(QFont()).horizontalAdvance(u"short · WWW…"_s) + 20;
    const QImage cut = painted(QString(40, u'W'), enough);
    QCOMPARE(cut, painted(QString(60, u'W'), enough));
    QVERIFY(cut != painted(QString(), enough)); // the ellipsis says that there is more
}

void RowFacesTest::facesAPullRequest()
{
    OneRow row(ItemKind::PullRequest);
    PullRequest pull{.repository = u"o/r"_s, .number = 42, .author = u"ann"_s, .branch = u"main"_s};
    row.setFact(ItemRole::PullRequest, pull);
    QCOMPARE(row.face().detail, u"o/r#42 · ann · to main"_s);
    pull.author.clear();
    pull.branch.clear();
    pull.state = PullRequest::State::Closed;
    row.setFact(ItemRole::PullRequest, pull);
    QCOMPARE(row.face().detail, u"o/r#42"_s);
    QVERIFY(row.face().struck);
}

void RowFacesTest::facesAnEvent()
{
    OneRow row(ItemKind::Occurrence);
    Occurrence event{.group = u"Flyers"_s, .place = u"Hangar"_s, .start = now.addSecs(3600), .end = now.addSecs(7200)};
    row.setFact(ItemRole::Occurrence, event);
    row.set(ItemRole::When, event.start);
    RowFace face = row.face();
    QVERIFY(face.detail.endsWith(u"Flyers · Hangar"_s));
    QVERIFY2(face.aside.isEmpty(), "its time stands in the detail");
    QVERIFY(!face.dimmed);
    event.rsvps = 1;
    row.setFact(ItemRole::Occurrence, event);
    QVERIFY(row.face().detail.endsWith(u"1 going"_s));
    event.end = now.addSecs(-60);
    event.status = Occurrence::Status::Cancelled;
    row.setFact(ItemRole::Occurrence, event);
    QVERIFY2(row.face().dimmed, "over");
    QVERIFY(row.face().struck);
}

void RowFacesTest::facesADay_data()
{
    QTest::addColumn<int>("ahead");
    QTest::addColumn<QString>("begins");
    QTest::addColumn<bool>("marked");
    QTest::newRow("today") << 0 << u"Today, "_s << true;
    QTest::newRow("tomorrow") << 1 << u"Tomorrow, "_s << false;
    QTest::newRow("later") << 2 << QString() << false;
    QTest::newRow("yesterday") << -1 << QString() << false;
}

void RowFacesTest::facesADay()
{
    QFETCH(int, ahead);
    QFETCH(QString, begins);
    QFETCH(bool, marked);
    OneRow row(ItemKind::Day);
    const QDate day = now.date().addDays(ahead);
    row.set(ItemRole::Day, day);
    const RowFace face = row.face();
    QCOMPARE(face.title, begins + QLocale().toString(day, QLocale::LongFormat));
    QCOMPARE(face.marked, marked);
    QVERIFY(face.strong);
}

void RowFacesTest::facesANotice()
{
    OneRow row(ItemKind::Notice);
    Notice notice{.title = u"Bad"_s, .text = u"one\ntwo"_s};
    row.setFact(ItemRole::Notice, notice);
    QCOMPARE(row.face().detail, u"one two"_s);
    QVERIFY2(row.face().strong, "unread");
    notice.read = true;
    row.setFact(ItemRole::Notice, notice);
    QVERIFY(!row.face().strong && !row.face().struck);
    notice.read = false;
    notice.state = Notice::State::Withdrawn;
    row.setFact(ItemRole::Notice, notice);
    QVERIFY2(row.face().struck && row.face().dimmed && !row.face().strong, "no longer true");
}

void RowFacesTest::facesASource()
{
    OneRow row(ItemKind::Source);
    SourceHealth health{.host = u"treeherder.example"_s};
    row.setFact(ItemRole::Health, health);
    row.set(ItemRole::Stale, true);
    QCOMPARE(row.face().detail, u"treeherder.example · no answer yet"_s);
    QVERIFY2(!row.face().dimmed, "what a source says of itself is never old");
    health.asOf = now.addSecs(-60);
    health.next = now.addSecs(60);
    health.budgetUsed = 41;
    health.budgetLimit = 600;
    row.setFact(ItemRole::Health, health);
    const auto clock = [](int hour, int minute) {
        return QLocale().toString(QTime(hour, minute), QLocale::ShortFormat);
    };
    QCOMPARE(row.face().detail,
             u"treeherder.example · as of %1 · next at %2 · 41 of 600 requests this hour"_s.arg(clock(14, 29),
                                                                                                clock(14, 31)));
}

void RowFacesTest::marksWhatNeedsYou()
{
    OneRow row(ItemKind::Landing);
    row.setFact(ItemRole::Landing, Landing{});
    QVERIFY(!row.face().marked && !row.face().strong);
    row.set(ItemRole::NeedsYou, true);
    QVERIFY(row.face().marked && row.face().strong);
    row.setFact(ItemRole::Landing, Landing{.state = Landing::State::Cancelled});
    QVERIFY2(!row.face().strong, "what is struck out is not bold");
}

void RowFacesTest::showsNoTricksOfTheWire()
{
    const QString evil = u"a\u202egpj.exe\n<b>b</b>\u200b\u0007"_s;
    const QString plain = u"agpj.exe <b>b</b>"_s;
    OneRow push(ItemKind::Push);
    push.set(ItemRole::Title, evil);
    push.setFact(ItemRole::Push, Push{.repository = evil, .author = evil});
    QCOMPARE(push.face().title, plain);
    QVERIFY(push.face().detail.startsWith(plain + u" · "_s + plain));
    OneRow notice(ItemKind::Notice);
    notice.setFact(ItemRole::Notice, Notice{.text = evil});
    QCOMPARE(notice.face().detail, plain);
    OneRow event(ItemKind::Occurrence);
    event.setFact(ItemRole::Occurrence, Occurrence{.group = evil, .place = evil, .start = now, .end = now});
    QVERIFY(event.face().detail.endsWith(plain + u" · "_s + plain));
    OneRow bug(ItemKind::Landing);
    bug.setFact(ItemRole::Landing, Landing{.author = evil, .tag = evil, .trees = {evil}});
    OneRow pull(ItemKind::PullRequest);
    pull.setFact(ItemRole::PullRequest, PullRequest{.repository = evil, .author = evil, .branch = evil});
    OneRow source(ItemKind::Source);
    source.setFact(ItemRole::Health, SourceHealth{.host = evil});
    for (const OneRow *row : {&bug, &pull, &source}) {
        QVERIFY(!row->face().detail.contains(u'\u202e') && !row->face().detail.contains(u'\n'));
    }
}

void RowFacesTest::tellsMoments_data()
{
    QTest::addColumn<qint64>("seconds");
    QTest::addColumn<QString>("text");
    const QLocale locale;
    const auto time = [&](int h, int m) { return locale.toString(QTime(h, m), QLocale::ShortFormat); };
    QTest::newRow("today") << qint64(-3600) << time(13, 30);
    QTest::newRow("later today") << qint64(3600) << time(15, 30);
    QTest::newRow("yesterday") << qint64(-86400) << u"Thu "_s + time(14, 30);
    QTest::newRow("in six days") << qint64(6 * 86400) << u"Thu "_s + time(14, 30);
    QTest::newRow("a week ago") << qint64(-7 * 86400) << locale.toString(QDate(2026, 11, 13), QLocale::ShortFormat);
    QTest::newRow("next year") << qint64(365 * 86400LL) << locale.toString(QDate(2027, 11, 20), QLocale::ShortFormat);
}

void RowFacesTest::tellsMoments()
{
    QFETCH(qint64, seconds);
    QFETCH(QString, text);
    QCOMPARE(shortMoment(now.addSecs(seconds), now), text);
    QCOMPARE(shortMoment({}, now), QString());
}

void RowFacesTest::tellsTheTimeOfAnEvent()
{
    const auto clock = [](int hour) { return QLocale().toString(QTime(hour, 0), QLocale::ShortFormat); };
    Occurrence event{.start = QDateTime(QDate(2026, 11, 21), QTime(9, 0), QTimeZone("America/New_York"))};
    event.end = event.start.addSecs(7200);
    QCOMPARE(occurrenceTime(event), u"%1–%2 (%3 in America/New_York)"_s.arg(clock(14), clock(16), clock(9)));
    event.end = event.start;
    QCOMPARE(occurrenceTime(event), u"%1 (%2 in America/New_York)"_s.arg(clock(14), clock(9)));
    event.start = QDateTime(QDate(2026, 11, 21), QTime(9, 0), QTimeZone("Africa/Abidjan")); // the same as here
    event.end = event.start;
    QCOMPARE(occurrenceTime(event), clock(9));
    // Meetup tells how far its clock is from UTC, and no zone.
    event.start = QDateTime(QDate(2026, 1, 20), QTime(9, 0), QTimeZone::fromSecondsAheadOfUtc(-5 * 3600));
    event.end = event.start;
    QCOMPARE(occurrenceTime(event), u"%1 (%2 in UTC-05:00)"_s.arg(clock(14), clock(9)));
}

void RowFacesTest::paintsRowsReadably_data()
{
    QTest::addColumn<bool>("dark");
    QTest::addColumn<bool>("selected");
    QTest::addColumn<bool>("stale");
    QTest::addColumn<bool>("active");
    for (const bool dark : {false, true}) {
        for (const bool selected : {false, true}) {
            for (const bool stale : {false, true}) {
                for (const bool active : {true, false}) {
                    QTest::addRow("%s%s%s%s", dark ? "dark" : "light", selected ? " selected" : "",
                                  stale ? " stale" : "", active ? "" : " inactive")
                        << dark << selected << stale << active;
                }
            }
        }
    }
}

void RowFacesTest::paintsRowsReadably()
{
    QFETCH(bool, dark);
    QFETCH(bool, selected);
    QFETCH(bool, stale);
    QFETCH(bool, active);
    OneRow row(ItemKind::Landing);
    row.set(ItemRole::Title, u"Make the address bar forget"_s);
    row.set(ItemRole::Stale, stale);
    row.setFact(ItemRole::Landing, Landing{.bug = 1, .author = u"HHHHHHHHHH"_s, .state = Landing::State::Failed});
    RowDelegate delegate([] { return now; });
    QStyleOptionViewItem option;
    option.palette = paletteOf(dark);
    // As Breeze has it: the selection of a window that is not the active one is paler, and its text is no other.
    option.palette.setColor(QPalette::Inactive, QPalette::Highlight, dark ? QColor(0x1e4a5e) : QColor(0xc2e0f5));
    option.palette.setColor(QPalette::Inactive, QPalette::HighlightedText, option.palette.color(QPalette::Text));
    option.state = QStyle::State_Enabled | (active ? QStyle::State_Active : QStyle::State_None)
        | (selected ? QStyle::State_Selected : QStyle::State_None);
    option.showDecorationSelected = true;
    option.rect = QRect(0, 0, 420, delegate.sizeHint(option, row.index()).height());
    QImage image(option.rect.size(), QImage::Format_ARGB32);
    const QColor ground = option.palette.color(active ? QPalette::Active : QPalette::Inactive,
                                               selected ? QPalette::Highlight : QPalette::Base);
    image.fill(ground);
    QPainter painter(&image);
    delegate.paint(&painter, option, row.index());
    painter.end();
    const int half = option.rect.height() / 2;
    const double title = bestContrast(image.copy(0, 0, 200, half), ground);
    const double detail = bestContrast(image.copy(0, half + 2, 200, half), ground);
    QVERIFY2(title >= 4.4, qPrintable(QString::number(title)));
    QVERIFY2(detail >= 4.4, qPrintable(QString::number(detail)));
}

void RowFacesTest::keepsTheBadgeOutOfTheTitle()
{
    // A title far too long is cut before the badge, at every width.
    OneRow row(ItemKind::Push);
    row.set(ItemRole::Title, QString(100, u'W'));
    row.setFact(ItemRole::Push, Push{});
    row.setFact(ItemRole::Standing, PushStanding{.verdict = Verdict::Orange, .testFailed = 88});
    RowDelegate delegate([] { return now; });
    for (const int width : {200, 400, 1200}) {
        QStyleOptionViewItem option;
        option.palette = paletteOf(false);
        option.rect = QRect(0, 0, width, delegate.sizeHint(option, row.index()).height());
        QImage image(option.rect.size(), QImage::Format_ARGB32);
        image.fill(Qt::white);
        QPainter painter(&image);
        delegate.paint(&painter, option, row.index());
        painter.end();
        // Between the title and the badge there is a line of nothing but ground.
        const int half = option.rect.height() / 2;
        int gap = 0;
        int widest = 0;
        for (int x = width / 4; x < width - 10; ++x) {
            const bool clear = bestContrast(image.copy(x, 2, 1, half - 4), Qt::white) < 1.05;
            gap = clear ? gap + 1 : 0;
            widest = qMax(widest, gap);
        }
        QVERIFY2(widest >= 4, qPrintable(QString::number(width)));
    }
}

void RowFacesTest::makesPlainToolTips()
{
    QCOMPARE(plainToolTip(u"one\ntwo"_s), u"<qt>one<br>two</qt>"_s);
    QCOMPARE(plainToolTip(u"a & b < c"_s), u"<qt>a &amp; b &lt; c</qt>"_s);
    QVERIFY(!plainToolTip(u"<img src='file:///etc/passwd'>"_s).contains(u"<img"_s));
    QVERIFY(plainToolTip(QString(10'000, u'x')).size() < 400);
    QCOMPARE(plainToolTip(QString()), QString());
}

QTEST_MAIN(RowFacesTest)

#include "tst_rowfaces.moc"
