// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/bench/benchprofile.h"
#include "tests/bench/benchprogram.h"
#include "tests/bench/benchscreen.h"
#include "tests/bench/figures.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;
using namespace Windsock;

namespace {
QStringList screenVariables(BenchScreen *screen)
{
    return screen ? QStringList{u"QT_QPA_PLATFORM=xcb"_s, screen->variable()}
                  : QStringList{u"QT_QPA_PLATFORM=offscreen"_s};
}

Memory measure(const QStringList &command, BenchScreen *screen, int runs)
{
    QList<double> anonymous;
    QList<double> file;
    QList<double> share;
    for (int i = 0; i < runs; ++i) {
        if (screen) {
            screen->waitForNothing();
        }
        BenchProgram program(benchHome(), screenVariables(screen));
        program.start(command);
        if (screen) {
            screen->waitForWindow();
        }
        const Memory memory = program.settledMemory();
        if (!program.isRunning()) {
            printLine(command.value(0) + u" ended: "_s + program.words());
            return {};
        }
        anonymous.append(memory.anonymous);
        file.append(memory.file);
        share.append(memory.share);
    }
    return {.anonymous = median(anonymous), .file = median(file), .share = median(share)};
}

void tell(const QString &what, const Memory &memory, const Memory &against)
{
    const auto line = [&](const QString &kind, double Memory::*part) {
        print({.what = what + kind,
               .value = memory.*part / 1024,
               .unit = u"MiB"_s,
               .against = against.*part / 1024,
               .other = u"minimal"_s});
    };
    line(u": its own (RssAnon)"_s, &Memory::anonymous);
    line(u": of files (RssFile)"_s, &Memory::file);
    line(u": with its part of the shared (PSS)"_s, &Memory::share);
}
}

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const BenchWish wish = benchWish(QCoreApplication::arguments());
    const int runs = qMin(wish.runs, 3);
    const auto screen = BenchScreen::make();
    printLine(u"resident, window shown and still; %1, median of %2"_s.arg(screen ? u"on an X server"_s : u"offscreen"_s)
                  .arg(runs));
    const Memory minimal = measure({u"minimalwindow"_s}, screen.get(), runs);
    tell(u"minimal KXmlGuiWindow"_s, minimal, {});
    for (const int jobs : {0, 4500, 20'000}) {
        BenchProfile profile(jobs);
        const Memory memory = measure({u"windsock"_s, u"--profile"_s, profile.folder()}, screen.get(), runs);
        if (!profile.problem().isEmpty() || memory.share == 0 || minimal.share == 0) {
            printLine(profile.problem());
            return 1;
        }
        tell(u"windsock, %L1 jobs"_s.arg(jobs), memory, minimal);
    }
    return 0;
}
