// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/pushesmodel.h"
#include "models/items/sourcesmodel.h"
#include "models/rules/judge.h"
#include "models/store/ledger.h"
#include "tests/bench/figures.h"
#include "tests/bench/workload.h"
#include "views/docks/pushesdock.h"
#include "views/docks/rowsview.h"

#include <KLocalizedString>

#include <QApplication>
#include <QPixmap>
#include <QScrollBar>
#include <QTemporaryDir>

#include <simdjson.h>

#include <map>

using namespace Qt::StringLiterals;
using namespace Windsock;

namespace {
const Watch s_watch{
    .id = WatchId(u"th/autoland"_s), .account = AccountId(u"th"_s), .kind = Watch::Kind::Tree, .target = u"autoland"_s};

/// A moment after the recording.
QDateTime recordedNow()
{
    return QDateTime(QDate(2026, 11, 20), QTime(16, 26), QTimeZone::UTC);
}

Judgement decide(const ChangeSet &changes, const Facts &facts, const QDateTime &now)
{
    return judge(changes, facts, now, {});
}

/// What one thing took in each of the runs, in milliseconds: of the processor, so that other work of the machine is not
/// counted, and by the clock.
class Laps
{
public:
    template<class Work>
    auto measure(const QString &what, Work work)
    {
        const double began = monotonicMs();
        const double processor = threadMs();
        const auto note = [&] {
            m_processor[what].append(threadMs() - processor);
            m_clock[what].append(monotonicMs() - began);
        };
        if constexpr (std::is_void_v<decltype(work())>) {
            work();
            note();
        } else {
            auto result = work();
            note();
            return result;
        }
    }
    double of(const QString &what) const { return median(m_processor.at(what)); }
    double sum(const QStringList &whats) const
    {
        double all = 0;
        for (const QString &what : whats) {
            all += of(what);
        }
        return all;
    }
    /// Each at its best, by the clock.
    double leastByClock(const QStringList &whats) const
    {
        double all = 0;
        for (const QString &what : whats) {
            all += std::ranges::min(m_clock.at(what));
        }
        return all;
    }
    void clear()
    {
        m_processor.clear();
        m_clock.clear();
    }

private:
    std::map<QString, QList<double>> m_processor;
    std::map<QString, QList<double>> m_clock;
};

/// The bytes as simdjson wants them, made before the clock runs.
std::vector<simdjson::padded_string> padded(const Workload &workload)
{
    std::vector<simdjson::padded_string> texts;
    for (const QByteArray &bytes : QList<QByteArray>{workload.pushes} + workload.jobs) {
        if (!bytes.isEmpty()) {
            texts.emplace_back(bytes.constData(), size_t(bytes.size()));
        }
    }
    return texts;
}

/// Reads all of it and looks at nothing.
bool parseBare(simdjson::dom::parser &parser, const std::vector<simdjson::padded_string> &texts)
{
    return std::ranges::all_of(texts, [&parser](const simdjson::padded_string &text) {
        return parser.parse(text).error() == simdjson::SUCCESS;
    });
}

qsizetype bytesOf(const Workload &workload)
{
    qsizetype bytes = workload.pushes.size();
    for (const QByteArray &page : workload.jobs) {
        bytes += page.size();
    }
    return bytes;
}

/// The way of one tree's jobs, with the dock on the screen as it is while Windsock runs.
struct Way {
    QTemporaryDir folder;
    Ledger ledger{folder.filePath(u"store.db"_s), decide, recordedNow, defaultSettleTime};
    PushesModel model;
    SourcesModel sources;
    PushesDock dock{&model, &sources, recordedNow};

    Way()
    {
        std::ignore = ledger.open();
        sources.setWatches({s_watch});
        model.setNow(recordedNow());
        dock.resize(1000, 800);
        dock.show();
        QCoreApplication::processEvents();
    }
    void take(const QList<ChangeSet> &changes)
    {
        for (const ChangeSet &set : changes) {
            model.apply(set);
        }
    }
    void paint()
    {
        QCoreApplication::processEvents();
        std::ignore = dock.grab();
    }
    int paintEachScreen()
    {
        QScrollBar *bar = dock.view()->verticalScrollBar();
        int screens = 0;
        for (int at = 0; at <= bar->maximum(); at += bar->pageStep(), ++screens) {
            bar->setValue(at);
            std::ignore = dock.view()->viewport()->grab();
        }
        return screens;
    }
};

struct Outcome {
    qsizetype jobs = 0;
    qsizetype pushes = 0;
    int screens = 0;
    qsizetype changed = 0;
};

Outcome run(Laps &laps, const Workload &whole, const Workload &later)
{
    Outcome outcome;
    simdjson::dom::parser parser;
    const auto texts = padded(whole);
    const auto laterTexts = padded(later);
    parseBare(parser, texts); // so that it has its memory
    laps.measure(u"bare"_s, [&] { return parseBare(parser, texts); });
    laps.measure(u"later bare"_s, [&] { return parseBare(parser, laterTexts); });

    Way way;
    const Snapshot first = laps.measure(u"parse"_s,
                                        [&] { return snapshotOf(whole, s_watch, recordedNow().addSecs(-60), true); });
    const auto stored = laps.measure(u"store"_s, [&] { return way.ledger.apply(first); });
    outcome.jobs = first.jobs.size();
    outcome.pushes = first.pushes.size();
    if (!stored) {
        return {};
    }
    {
        PushesModel alone;
        laps.measure(u"model alone"_s, [&] {
            for (const ChangeSet &set : stored->changes) {
                alone.apply(set);
            }
        });
    }
    laps.measure(u"model"_s, [&] { way.take(stored->changes); });
    laps.measure(u"paint"_s, [&] {
        way.dock.view()->expandAll();
        way.paint();
    });
    outcome.screens = laps.measure(u"screens"_s, [&] { return way.paintEachScreen(); });
    way.dock.view()->verticalScrollBar()->setValue(0);
    way.paint();

    const Snapshot second = laps.measure(u"later parse"_s,
                                         [&] { return snapshotOf(later, s_watch, recordedNow(), false); });
    const auto more = laps.measure(u"later store"_s, [&] { return way.ledger.apply(second); });
    if (!more) {
        return {};
    }
    outcome.changed = second.jobs.size();
    laps.measure(u"later model"_s, [&] { way.take(more->changes); });
    laps.measure(u"later paint"_s, [&] { way.paint(); });
    laps.measure(u"minute"_s, [&] {
        way.model.setNow(recordedNow().addSecs(60));
        way.paint();
    });
    return outcome;
}

const QStringList s_stages{u"parse"_s, u"store"_s, u"model"_s, u"paint"_s};

void tell(const Laps &laps, const Outcome &outcome, const Workload &whole)
{
    const auto line = [&laps](const QString &what, double value, const QString &base) {
        print({.what = what, .value = value, .unit = u"ms"_s, .against = laps.of(base), .other = u"simdjson"_s});
    };
    printLine(u"%1 jobs of %2 pushes, %3 kB"_s.arg(outcome.jobs).arg(outcome.pushes).arg(bytesOf(whole) / 1000));
    print({.what = u"bare simdjson parse"_s, .value = laps.of(u"bare"_s), .unit = u"ms"_s});
    line(u"parse: bytes to snapshot"_s, laps.of(u"parse"_s), u"bare"_s);
    line(u"store: diff, judge, one transaction"_s, laps.of(u"store"_s), u"bare"_s);
    line(u"model: rows in, dock looking on"_s, laps.of(u"model"_s), u"bare"_s);
    line(u"paint: all open, first screen"_s, laps.of(u"paint"_s), u"bare"_s);
    line(u"bytes to painted rows"_s, laps.sum(s_stages), u"bare"_s);
    print({.what = u"the same by the clock, disk and all, at best"_s,
           .value = laps.leastByClock(s_stages),
           .unit = u"ms"_s,
           .against = laps.leastByClock({u"bare"_s}),
           .other = u"simdjson"_s});
    line(u"beside it: model with nobody looking"_s, laps.of(u"model alone"_s), u"bare"_s);
    line(u"beside it: the other %1 screens"_s.arg(outcome.screens - 1), laps.of(u"screens"_s), u"bare"_s);
    printLine(u"  a minute later, %1 of them changed"_s.arg(outcome.changed));
    print({.what = u"bare simdjson parse"_s, .value = laps.of(u"later bare"_s), .unit = u"ms"_s});
    for (const QString &stage : s_stages) {
        line(stage, laps.of(u"later "_s + stage), u"later bare"_s);
    }
    print({.what = u"a minute passes: times told anew"_s, .value = laps.of(u"minute"_s), .unit = u"ms"_s});
}

double measure(Laps &laps, const Workload &whole, int runs)
{
    const Workload later{.jobs = recordedWorkload(u"t1"_s).jobs};
    Outcome outcome;
    for (int i = 0; i <= runs; ++i) {
        if (i == 1) {
            laps.clear(); // the first was to warm up
        }
        outcome = run(laps, whole, later);
        if (outcome.changed == 0) {
            return 0;
        }
    }
    tell(laps, outcome, whole);
    return double(outcome.jobs);
}
}

int main(int argc, char **argv)
{
    const QApplication application(argc, argv);
    KLocalizedString::setApplicationDomain("windsock");
    const BenchWish wish = benchWish(QCoreApplication::arguments());
    Laps few;
    Laps many;
    const double fewJobs = measure(few, recordedWorkload(u"t0"_s), wish.runs);
    const double manyJobs = fewJobs > 0 ? measure(many, repeatedWorkload(20'000), wish.runs) : 0;
    if (manyJobs == 0) {
        printLine(u"the recorded jobs could not be read or stored"_s);
        return 1;
    }
    printLine(u"per job, 20,000 against 4,500 (1 is linear)"_s);
    for (const QString &stage : QStringList{u"bare"_s} + s_stages) {
        printLine(u"  %1 x %2"_s.arg(stage, -8).arg(many.of(stage) / manyJobs / (few.of(stage) / fewJobs), 0, 'f', 2));
    }
    return 0;
}
