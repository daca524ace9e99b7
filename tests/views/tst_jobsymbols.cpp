// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/roles.h"
#include "views/delegates/joblegend.h"
#include "views/delegates/joblook.h"
#include "views/delegates/jobslayout.h"
#include "views/delegates/jobspainter.h"
#include "views/delegates/rowdelegate.h"

#include <KLocalizedString>

#include <QAccessible>
#include <QElapsedTimer>
#include <QHelpEvent>
#include <QImage>
#include <QPainter>
#include <QRegularExpression>
#include <QStandardItemModel>
#include <QTest>
#include <QToolTip>
#include <QTreeView>

using namespace Qt::StringLiterals;
using namespace Windsock;

namespace {

const QList<Job::Result> everyResult{Job::Result::Success,    Job::Result::TestFailed, Job::Result::Busted,
                                     Job::Result::Exception,  Job::Result::Retry,      Job::Result::UserCancel,
                                     Job::Result::Superseded, Job::Result::Unknown};
const QList<Job::State> everyState{Job::State::Unscheduled, Job::State::Pending, Job::State::Running,
                                   Job::State::Completed, Job::State::Unknown};
const QColor light(0xffffff);
const QColor dark(0x1b1e20);

Job completed(Job::Result result, int classification = 1)
{
    return {.typeSymbol = u"bc1"_s, .state = Job::State::Completed, .result = result, .classification = classification};
}

/// All that may differ on the screen, in each state, result and way of being classified.
QList<Job> everyJob()
{
    QList<Job> jobs;
    for (const Job::State state : everyState) {
        if (state != Job::State::Completed) {
            jobs << Job{.typeSymbol = u"bc1"_s, .state = state};
            continue;
        }
        for (const Job::Result result : everyResult) {
            jobs << completed(result);
            if (isFailure(jobs.last())) {
                jobs << completed(result, 4);
            }
        }
    }
    return jobs;
}

/// The look with the colour left out: what a person sees who sees no colours.
QString marker(const JobLook &look)
{
    return u"%1/%2/%3/%4/%5"_s.arg(int(look.shape)).arg(look.filled).arg(look.struck).arg(look.underlined).arg(look.suffix);
}

QImage drawn(const Job &job, const QColor &ground, const QColor &text, const QSize &size = {44, 20})
{
    QImage image(size, QImage::Format_ARGB32);
    image.fill(ground);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    JobsPainter symbols(ground, text, QFont());
    const JobLook look = jobLook(job);
    symbols.paintSymbol(painter, QRect(2, 2, size.width() - 5, size.height() - 5), job.typeSymbol + look.suffix, look);
    return image;
}

/// The best contrast any pixel of the picture has to the ground.
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

QList<Job> manyJobs(int groups, int each)
{
    QList<Job> jobs;
    for (int group = 0; group < groups; ++group) {
        for (int i = 0; i < each; ++i) {
            jobs.append(Job{.id = jobs.size() + 1,
                            .groupSymbol = u"G%1"_s.arg(group),
                            .typeSymbol = u"s%1"_s.arg(i),
                            .state = Job::State::Completed,
                            .result = Job::Result::Success});
        }
    }
    return jobs;
}

/// Says how often the jobs of its rows were asked for: what is laid out or painted asks for them.
class CountingModel : public QStandardItemModel
{
public:
    QVariant data(const QModelIndex &index, int role) const override
    {
        asked += role == ItemRole::Jobs ? 1 : 0;
        return QStandardItemModel::data(index, role);
    }
    mutable int asked = 0;
};

QStandardItem *platformItem(const QString &name, const QList<Job> &jobs)
{
    auto *item = new QStandardItem(name);
    item->setData(int(ItemKind::Platform), ItemRole::Kind);
    item->setData(name, ItemRole::Key);
    item->setData(QVariant::fromValue(jobs), ItemRole::Jobs);
    return item;
}

}

class JobSymbolsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void marksEveryResultDifferently();
    void coloursEveryResultDifferently();
    void drawsEveryResultDifferentlyWithoutColour_data();
    void drawsEveryResultDifferentlyWithoutColour();
    void fillsExactlyTheFailuresNobodyHasClassified();
    void canBeReadOnEveryGround_data();
    void canBeReadOnEveryGround();
    void paintsAsReadableAsItPromises_data();
    void paintsAsReadableAsItPromises();
    void makesAnyColourReadable();
    void knowsContrast();
    void namesEveryLook();
    void explainsEveryLookInTheLegend();
    void laysTheLegendOutInItsWidth();
    void wraps_data();
    void wraps();
    void keepsTheOrderOfTheJobs();
    void bracketsGroupsOnly();
    void cutsEndlessSymbols();
    void findsTheJobUnderThePointer_data();
    void findsTheJobUnderThePointer();
    void laysOutNothing();
    void paintsOnlyWhatIsInTheClip();
    void asksOnlyForRowsThatAreSeen();
    void laysOutAgainWhenTheJobsOrTheWidthChange();
    void tellsTheJobInAPlainToolTip();
};

void JobSymbolsTest::initTestCase()
{
    KLocalizedString::setApplicationDomain("windsock");
}

void JobSymbolsTest::init()
{
    QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support).+"_s));
}

void JobSymbolsTest::marksEveryResultDifferently()
{
    QHash<QString, QString> seen;
    for (const Job &job : everyJob()) {
        const QString mark = marker(jobLook(job));
        const QString name = jobLookName(job);
        // What is not known looks the same, whether it is the state or the result.
        if (job.state == Job::State::Unknown) {
            continue;
        }
        QVERIFY2(!seen.contains(mark), qPrintable(name + u" looks like "_s + seen.value(mark)));
        seen.insert(mark, name);
    }
    QCOMPARE(seen.size(), 14);
}

void JobSymbolsTest::coloursEveryResultDifferently()
{
    QHash<QRgb, QString> seen;
    for (const Job &job : everyJob()) {
        if (job.state == Job::State::Unknown) {
            continue;
        }
        const QRgb colour = jobLook(job).colour.rgb();
        QVERIFY2(!seen.contains(colour), qPrintable(jobLookName(job) + u" has the colour of "_s + seen.value(colour)));
        seen.insert(colour, jobLookName(job));
    }
}

void JobSymbolsTest::drawsEveryResultDifferentlyWithoutColour_data()
{
    QTest::addColumn<QColor>("ground");
    QTest::addColumn<QColor>("text");
    QTest::newRow("light") << light << QColor(Qt::black);
    QTest::newRow("dark") << dark << QColor(Qt::white);
}

void JobSymbolsTest::drawsEveryResultDifferentlyWithoutColour()
{
    QFETCH(QColor, ground);
    QFETCH(QColor, text);
    // The pictures are made black and white by whether a pixel is ground or not: colours and greys are gone.
    QHash<QByteArray, QString> seen;
    for (const Job &job : everyJob()) {
        if (job.state == Job::State::Unknown) {
            continue;
        }
        const QImage image = drawn(job, ground, text);
        QByteArray bits;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                bits += contrastOf(image.pixelColor(x, y), ground) > 2.0 ? '#' : ' ';
            }
        }
        QVERIFY2(bits.contains('#'), qPrintable(jobLookName(job)));
        QVERIFY2(!seen.contains(bits), qPrintable(jobLookName(job) + u" is drawn like "_s + seen.value(bits)));
        seen.insert(bits, jobLookName(job));
    }
}

void JobSymbolsTest::fillsExactlyTheFailuresNobodyHasClassified()
{
    for (int classification = 1; classification <= 8; ++classification) {
        for (const Job::Result result : everyResult) {
            const Job job = completed(result, classification);
            const JobLook look = jobLook(job);
            QCOMPARE(look.filled, isFailure(job) && isUnclassified(classification));
            if (isFailure(job)) {
                QCOMPARE(look.suffix, isUnclassified(classification) ? QString() : u"*"_s);
            }
        }
    }
    // An unfinished job is never painted as a failure, whatever it says of its result.
    for (const Job::State state : {Job::State::Running, Job::State::Pending, Job::State::Unscheduled}) {
        const Job job{.state = state, .result = Job::Result::Busted};
        QVERIFY(!jobLook(job).filled);
    }
}

void JobSymbolsTest::canBeReadOnEveryGround_data()
{
    QTest::addColumn<QColor>("ground");
    QTest::newRow("white") << light;
    QTest::newRow("breeze dark") << dark;
    QTest::newRow("black") << QColor(Qt::black);
    QTest::newRow("selected") << QColor(0x3daee9);
    QTest::newRow("middle grey") << QColor(0x777777);
    QTest::newRow("solarized") << QColor(0xfdf6e3);
}

void JobSymbolsTest::canBeReadOnEveryGround()
{
    QFETCH(QColor, ground);
    for (const Job &job : everyJob()) {
        const JobLook look = jobLook(job);
        const QColor line = readableOn(look.colour, ground);
        QVERIFY2(contrastOf(line, ground) >= 4.5,
                 qPrintable(u"%1: %2"_s.arg(jobLookName(job)).arg(contrastOf(line, ground))));
        if (look.filled) {
            QVERIFY2(contrastOf(inkOn(look.colour), look.colour) >= 4.5, qPrintable(jobLookName(job)));
            QVERIFY2(contrastOf(line, ground) >= 3.0, "the outline sets a filled box off its ground");
        }
    }
}

void JobSymbolsTest::paintsAsReadableAsItPromises_data()
{
    drawsEveryResultDifferentlyWithoutColour_data();
}

void JobSymbolsTest::paintsAsReadableAsItPromises()
{
    QFETCH(QColor, ground);
    QFETCH(QColor, text);
    for (const Job &job : everyJob()) {
        const double best = bestContrast(drawn(job, ground, text), ground);
        QVERIFY2(best >= 3.0, qPrintable(u"%1: %2"_s.arg(jobLookName(job)).arg(best)));
    }
}

void JobSymbolsTest::makesAnyColourReadable()
{
    for (int hue = 0; hue < 360; hue += 20) {
        for (const int lightness : {0, 40, 128, 200, 255}) {
            const QColor colour = QColor::fromHsl(hue, 180, lightness);
            for (const QColor &ground : {light, dark, QColor(0x3daee9), QColor(0x808080), colour}) {
                QVERIFY2(contrastOf(readableOn(colour, ground), ground) >= 4.5,
                         qPrintable(colour.name() + u" on "_s + ground.name()));
            }
        }
    }
    QCOMPARE(readableOn(Qt::black, Qt::white), QColor(Qt::black)); // what can be read is left alone
    const QColor green(2, 130, 51);
    QCOMPARE(readableOn(green, Qt::white).rgb(), green.rgb());
    // Grey has no hue of its own and must not get one.
    const QColor grey = readableOn(QColor(0x757575), dark);
    QCOMPARE(grey.red(), grey.green());
    QCOMPARE(grey.green(), grey.blue());
}

void JobSymbolsTest::knowsContrast()
{
    QVERIFY(qAbs(contrastOf(Qt::white, Qt::black) - 21) < 0.001);
    QVERIFY(qAbs(contrastOf(Qt::black, Qt::white) - 21) < 0.001);
    QVERIFY(qAbs(contrastOf(QColor(0x767676), Qt::white) - 4.54) < 0.01); // the example every guide gives
    QVERIFY(qAbs(contrastOf(QColor(0xdd6602), QColor(0xdd6602)) - 1) < 0.001);
    QCOMPARE(inkOn(QColor(0xffffee)), QColor(Qt::black));
    QCOMPARE(inkOn(QColor(0x202020)), QColor(Qt::white));
    QVERIFY(isDark(QPalette(QColor(0x31363b), QColor(0x1b1e20))));
    QVERIFY(!isDark(QPalette(QColor(0xfcfcfc), QColor(0xeff0f1))));
}

void JobSymbolsTest::namesEveryLook()
{
    QSet<QString> names;
    for (const Job &job : everyJob()) {
        const QString name = jobLookName(job);
        QVERIFY(!name.isEmpty());
        QVERIFY2(!names.contains(name), qPrintable(name));
        names.insert(name);
    }
    QCOMPARE(jobLookName(completed(Job::Result::TestFailed, 4)), u"test failed, classified"_s);
    QCOMPARE(jobLookName(completed(Job::Result::TestFailed, 7)), u"test failed, not classified"_s);
    QCOMPARE(jobLookName(Job{.state = Job::State::Running, .result = Job::Result::TestFailed}), u"running"_s);
}

void JobSymbolsTest::explainsEveryLookInTheLegend()
{
    const JobLegend legend;
    const QString told = QAccessible::queryAccessibleInterface(const_cast<JobLegend *>(&legend))->text(QAccessible::Name);
    QSet<QString> explained;
    for (const Job &job : everyJob()) {
        // A sample of each shape, of the mark for classified ones and of each line is enough to read all of them.
        const JobLook look = jobLook(job);
        if (told.contains(jobLookName(job))) {
            explained << u"shape %1"_s.arg(int(look.shape))
                      << u"struck %1, line %2"_s.arg(look.struck).arg(look.underlined) << u"mark "_s + look.suffix;
        }
    }
    for (const Job &job : everyJob()) {
        const JobLook look = jobLook(job);
        const QString name = jobLookName(job);
        QVERIFY2(explained.contains(u"shape %1"_s.arg(int(look.shape))), qPrintable(name));
        QVERIFY2(explained.contains(u"struck %1, line %2"_s.arg(look.struck).arg(look.underlined)), qPrintable(name));
        QVERIFY2(explained.contains(u"mark "_s + look.suffix), qPrintable(name));
    }
}

void JobSymbolsTest::laysTheLegendOutInItsWidth()
{
    JobLegend legend;
    int before = 100'000;
    for (const int width : {200, 400, 800, 1600}) {
        const int height = legend.heightForWidth(width);
        QVERIFY(height > 0 && height <= before);
        before = height;
    }
    QVERIFY(legend.heightForWidth(200) > 3 * legend.heightForWidth(1600));
    legend.resize(400, legend.heightForWidth(400));
    const QImage image = legend.grab().toImage();
    const QColor ground = legend.palette().color(QPalette::Window);
    QVERIFY2(bestContrast(image.copy(0, image.height() - 14, image.width(), 12), ground) > 3,
             "the last line is inside of the height that was asked for");
    for (int y = 0; y < image.height(); ++y) {
        QVERIFY2(contrastOf(image.pixelColor(399, y), ground) < 1.2, "nothing is cut off at the right");
    }
}

void JobSymbolsTest::wraps_data()
{
    QTest::addColumn<int>("width");
    for (const int width : {60, 200, 400, 1200, 100'000}) {
        QTest::addRow("%d", width) << width;
    }
}

void JobSymbolsTest::wraps()
{
    QFETCH(int, width);
    const QList<Job> jobs = manyJobs(12, 14);
    JobsTypesetter typesetter{QFont()};
    const JobsLayout layout = typesetter.layout(jobs, width);
    QCOMPARE(layout.width, width);
    int bottom = 0;
    QRect before;
    int lines = 1;
    for (const JobBox &box : layout.boxes) {
        QVERIFY2(box.rect.left() >= 0 && box.rect.right() < qMax(width, box.rect.width()), qPrintable(box.text));
        QVERIFY2(!box.rect.intersects(before), qPrintable(box.text));
        if (box.rect.top() > before.top()) {
            ++lines;
            QVERIFY2(box.rect.left() == 0, "a new line begins at the left");
        }
        QVERIFY(box.rect.top() >= before.top());
        before = box.rect;
        bottom = qMax(bottom, box.rect.bottom() + 1);
    }
    QCOMPARE(layout.height, bottom);
    QCOMPARE(lines == 1, width == 100'000);
    QVERIFY2(width >= 400 || lines > jobs.size() * 14 / width, "narrow views need more lines");
}

void JobSymbolsTest::keepsTheOrderOfTheJobs()
{
    const QList<Job> jobs = manyJobs(5, 7);
    JobsTypesetter typesetter{QFont()};
    QList<int> order;
    for (const JobBox &box : typesetter.layout(jobs, 300).boxes) {
        if (box.job >= 0) {
            order << box.job;
            QCOMPARE(box.text, jobs.at(box.job).typeSymbol);
        }
    }
    QCOMPARE(order.size(), jobs.size());
    QVERIFY(std::ranges::is_sorted(order));
}

void JobSymbolsTest::bracketsGroupsOnly()
{
    QList<Job> jobs{completed(Job::Result::Success), completed(Job::Result::Busted), completed(Job::Result::Busted, 4)};
    jobs[0].groupSymbol = u"?"_s;
    jobs[0].typeSymbol = u"B"_s;
    jobs[1].groupSymbol = u"M"_s;
    jobs[1].typeSymbol = u"1"_s;
    jobs[2].groupSymbol = u"M"_s;
    jobs[2].typeSymbol = QString();
    JobsTypesetter typesetter{QFont()};
    QStringList texts;
    for (const JobBox &box : typesetter.layout(jobs, 1000).boxes) {
        texts << box.text;
    }
    QCOMPARE(texts, (QStringList{u"B"_s, u"M("_s, u"1"_s, u"?*"_s, u")"_s}));
}

void JobSymbolsTest::cutsEndlessSymbols()
{
    Job job = completed(Job::Result::Success);
    job.groupSymbol = QString(50'000, u'G');
    job.typeSymbol = u"\u202e<b>"_s + QString(50'000, u'x');
    JobsTypesetter typesetter{QFont()};
    for (const JobBox &box : typesetter.layout({job}, 400).boxes) {
        QVERIFY(box.text.size() < 20);
        QVERIFY(!box.text.contains(u'\u202e'));
    }
}

void JobSymbolsTest::findsTheJobUnderThePointer_data()
{
    wraps_data();
}

void JobSymbolsTest::findsTheJobUnderThePointer()
{
    QFETCH(int, width);
    const QList<Job> jobs = manyJobs(4, 9);
    JobsTypesetter typesetter{QFont()};
    const JobsLayout layout = typesetter.layout(jobs, width);
    for (const JobBox &box : layout.boxes) {
        QCOMPARE(layout.jobAt(box.rect.center()), box.job);
        QCOMPARE(layout.jobAt(box.rect.topLeft()), box.job);
        QCOMPARE(layout.jobAt(box.rect.bottomRight()), box.job);
    }
    QCOMPARE(layout.jobAt(QPoint(-1, 0)), -1);
    QCOMPARE(layout.jobAt(QPoint(0, layout.height + 1)), -1);
    QCOMPARE(layout.jobAt(QPoint(200'000, 0)), -1);
}

void JobSymbolsTest::laysOutNothing()
{
    JobsTypesetter typesetter{QFont()};
    const JobsLayout layout = typesetter.layout({}, 300);
    QVERIFY(layout.boxes.isEmpty());
    QVERIFY2(layout.height > 0, "a platform without jobs still has a line");
    QCOMPARE(layout.jobAt({0, 0}), -1);
}

void JobSymbolsTest::paintsOnlyWhatIsInTheClip()
{
    const QList<Job> jobs = manyJobs(12, 14);
    JobsTypesetter typesetter{QFont()};
    const JobsLayout layout = typesetter.layout(jobs, 300);
    QImage image(300, layout.height, QImage::Format_ARGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    JobsPainter symbols(Qt::white, Qt::black, QFont());
    const QRect clip(0, layout.height / 3, 300, layout.height / 3);
    symbols.paint(painter, {0, 0}, layout, jobs, clip);
    painter.end();
    QVERIFY(bestContrast(image.copy(clip), Qt::white) > 3);
    QCOMPARE(bestContrast(image.copy(0, 0, 300, clip.top() - 40), Qt::white), 1.0);
    QCOMPARE(bestContrast(image.copy(QRect(0, clip.bottom() + 40, 300, image.height()).intersected(image.rect())),
                          Qt::white),
             1.0);
}

void JobSymbolsTest::asksOnlyForRowsThatAreSeen()
{
    // 4,500 jobs on a hundred platforms of two pushes; the window shows one screen of them.
    CountingModel model;
    for (int push = 0; push < 2; ++push) {
        auto *item = new QStandardItem(u"push"_s);
        item->setData(int(ItemKind::Day), ItemRole::Kind);
        model.appendRow(item);
        for (int platform = 0; platform < 50; ++platform) {
            item->appendRow(platformItem(u"p%1-%2"_s.arg(push).arg(platform), manyJobs(5, 9)));
        }
    }
    QTreeView view;
    RowDelegate delegate([] { return QDateTime(); });
    delegate.setSpace(700, 18);
    view.setItemDelegate(&delegate);
    view.setVerticalScrollMode(QTreeView::ScrollPerPixel);
    view.setModel(&model);
    view.resize(700, 500);
    view.show();
    QVERIFY(QTest::qWaitForWindowExposed(&view));
    view.viewport()->grab();
    QCOMPARE(model.asked, 0); // nothing of what is folded away

    view.expandAll();
    view.viewport()->grab();
    QVERIFY(model.asked > 0);
    model.asked = 0;
    view.viewport()->grab();
    const int row = view.visualRect(model.index(0, 0, model.index(0, 0))).height();
    const int seen = view.viewport()->height() / row + 2;
    QVERIFY2(model.asked <= 3 * seen, qPrintable(u"%1 asked, %2 seen"_s.arg(model.asked).arg(seen)));
    QVERIFY(seen < 50);
}

void JobSymbolsTest::laysOutAgainWhenTheJobsOrTheWidthChange()
{
    QStandardItemModel model;
    QStandardItem *item = platformItem(u"linux"_s, manyJobs(1, 3));
    model.appendRow(item);
    RowDelegate delegate([] { return QDateTime(); });
    QStyleOptionViewItem option;
    delegate.setSpace(1200, 0);
    const int small = delegate.sizeHint(option, item->index()).height();
    item->setData(QVariant::fromValue(manyJobs(20, 20)), ItemRole::Jobs);
    const int large = delegate.sizeHint(option, item->index()).height();
    QVERIFY(large > 3 * small);
    delegate.setSpace(600, 0);
    QVERIFY(delegate.sizeHint(option, item->index()).height() > large);
    delegate.setSpace(1200, 0);
    QCOMPARE(delegate.sizeHint(option, item->index()).height(), large);
    // As many jobs as before, but others: the symbols under the pointer are the new ones.
    QList<Job> others = manyJobs(20, 20);
    others[0].typeName = u"another"_s;
    item->setData(QVariant::fromValue(others), ItemRole::Jobs);
    option.rect = QRect(0, 0, 1200, large);
    std::optional<Job> found;
    for (int x = 0; x < 400 && !found; ++x) {
        found = delegate.jobAt({x, 10}, option, item->index());
    }
    QVERIFY(found);
    QCOMPARE(found->typeName, u"another"_s);
}

void JobSymbolsTest::tellsTheJobInAPlainToolTip()
{
    QStandardItemModel model;
    QList<Job> jobs = manyJobs(1, 3);
    jobs[0].typeName = u"<b>evil</b>\u202e"_s;
    jobs[0].tier = 2;
    jobs[0].duration = std::chrono::minutes(17);
    QStandardItem *item = platformItem(u"linux"_s, jobs);
    item->setData(u"<i>row</i>"_s, Qt::ToolTipRole);
    model.appendRow(item);
    RowDelegate delegate([] { return QDateTime(); });
    delegate.setSpace(1000, 0);
    QTreeView view;
    view.setModel(&model);
    view.resize(1000, 200);
    view.show();
    QStyleOptionViewItem option;
    option.rect = QRect(0, 0, 1000, 40);
    QPoint at;
    for (int x = 0; x < 400 && at.isNull(); ++x) {
        at = delegate.jobAt({x, 10}, option, item->index()) ? QPoint(x, 10) : QPoint();
    }
    QVERIFY(!at.isNull());
    QHelpEvent over(QEvent::ToolTip, at, view.mapToGlobal(at));
    QVERIFY(delegate.helpEvent(&over, &view, option, item->index()));
    QVERIFY2(QToolTip::text().contains(u"&lt;b&gt;evil&lt;/b&gt;"_s), qPrintable(QToolTip::text()));
    QVERIFY(QToolTip::text().contains(u"Tier 2"_s));
    QVERIFY(QToolTip::text().contains(u"17 minutes"_s));
    QVERIFY(!QToolTip::text().contains(u'\u202e'));
    const QPoint beside(900, 10);
    QHelpEvent aside(QEvent::ToolTip, beside, view.mapToGlobal(beside));
    QVERIFY(delegate.helpEvent(&aside, &view, option, item->index()));
    QCOMPARE(QToolTip::text(), u"<qt>&lt;i&gt;row&lt;/i&gt;</qt>"_s);
    QToolTip::hideText();
}

QTEST_MAIN(JobSymbolsTest)

#include "tst_jobsymbols.moc"
