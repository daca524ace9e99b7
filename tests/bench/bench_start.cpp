// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/bench/benchprofile.h"
#include "tests/bench/benchprogram.h"
#include "tests/bench/benchscreen.h"
#include "tests/bench/figures.h"

#include <QCoreApplication>

#include <functional>

using namespace Qt::StringLiterals;
using namespace Windsock;

namespace {
struct Candidate {
    QString name;
    std::function<QStringList()> command; ///< made ready for this run
    QList<double> mapped;
    QList<double> painted;
};

bool start(Candidate &candidate, BenchScreen &screen)
{
    const QStringList command = candidate.command();
    screen.waitForNothing();
    BenchProgram program(benchHome(), {u"QT_QPA_PLATFORM=xcb"_s, screen.variable()});
    const auto seen = program.start(command) ? screen.waitForWindow() : std::nullopt;
    if (!seen) {
        printLine(candidate.name + u" showed no window: "_s + program.words());
        return false;
    }
    candidate.mapped.append(seen->mapped - program.started());
    candidate.painted.append(seen->painted - program.started());
    return true;
}
}

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const BenchWish wish = benchWish(QCoreApplication::arguments());
    const auto screen = BenchScreen::make();
    if (!screen) {
        printLine(u"not measured: there is no Xvfb to be a screen"_s);
        return 0;
    }
    BenchProfile full(4500);
    std::unique_ptr<QTemporaryDir> empty;
    QList<Candidate> candidates{
        {.name = u"minimal KXmlGuiWindow"_s, .command = [] { return QStringList{u"minimalwindow"_s}; }},
        {.name = u"windsock, new profile"_s,
         .command =
             [&empty] {
                 empty = std::make_unique<QTemporaryDir>();
                 return QStringList{u"windsock"_s, u"--profile"_s, empty->path()};
             }},
        {.name = u"windsock, 4,500 jobs"_s,
         .command =
             [&full] {
                 full.renew();
                 return QStringList{u"windsock"_s, u"--profile"_s, full.folder()};
             }},
    };
    for (int i = 0; i <= wish.runs; ++i) {
        for (Candidate &candidate : candidates) {
            if (i == 1) {
                candidate.mapped.clear(); // the first was to warm up
                candidate.painted.clear();
            }
            if (!start(candidate, *screen)) {
                return 1;
            }
        }
    }
    printLine(u"from the fork, on an X server without a window manager; median of %1, in turns"_s.arg(wish.runs));
    for (const Candidate &candidate : std::as_const(candidates)) {
        const auto against = [&](QList<double> Candidate::*laps) {
            return &candidate == &candidates.constFirst() ? 0 : median(candidates.constFirst().*laps);
        };
        print({.what = candidate.name + u": painted"_s,
               .value = median(candidate.painted),
               .unit = u"ms"_s,
               .against = against(&Candidate::painted),
               .other = u"minimal"_s});
    }
    return full.problem().isEmpty() ? 0 : 1;
}
