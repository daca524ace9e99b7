// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/bench/benchprofile.h"
#include "tests/bench/benchprogram.h"
#include "tests/bench/benchscreen.h"
#include "tests/bench/figures.h"

#include <QCoreApplication>
#include <QThread>

using namespace Qt::StringLiterals;
using namespace Windsock;

namespace {
struct Rest {
    double wakeups = 0; ///< a second
    double processor = 0; ///< ms a second
};

/// Counts the wakeups of all threads from now on, those that end meanwhile too.
double countWakeups(const BenchProgram &program, int seconds)
{
    QHash<QString, qint64> last = program.sleeps();
    qint64 sum = 0;
    for (int i = 0; i < seconds * 4; ++i) {
        QThread::sleep(std::chrono::milliseconds(250));
        const QHash<QString, qint64> now = program.sleeps();
        for (auto it = now.cbegin(); it != now.cend(); ++it) {
            sum += *it - last.value(it.key());
        }
        last = now;
    }
    return double(sum);
}

/// Lets the program come to rest, then watches it.
Rest watch(const QStringList &command, BenchScreen *screen, int seconds)
{
    BenchProgram program(benchHome(),
                         screen ? QStringList{u"QT_QPA_PLATFORM=xcb"_s, screen->variable()}
                                : QStringList{u"QT_QPA_PLATFORM=offscreen"_s});
    program.start(command);
    QThread::sleep(std::chrono::seconds(10));
    const double began = monotonicMs();
    const double processor = program.processorMs();
    const double wakeups = countWakeups(program, seconds);
    const double took = (monotonicMs() - began) / 1000;
    if (!program.isRunning()) {
        printLine(command.value(0) + u" ended: "_s + program.words());
        return {};
    }
    return {.wakeups = wakeups / took, .processor = (program.processorMs() - processor) / took};
}

void tell(const QString &what, const Rest &rest, const Rest &against)
{
    print({.what = what + u": wakeups"_s,
           .value = rest.wakeups,
           .unit = u"/s"_s,
           .against = against.wakeups,
           .other = u"minimal"_s});
    print({.what = what + u": processor"_s,
           .value = rest.processor,
           .unit = u"ms/s"_s,
           .against = against.processor,
           .other = u"minimal"_s});
}
}

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const BenchWish wish = benchWish(QCoreApplication::arguments());
    const auto screen = BenchScreen::make();
    printLine(u"window shown, nothing due; all threads, over %1 s"_s.arg(wish.seconds));
    const Rest minimal = watch({u"minimalwindow"_s}, screen.get(), wish.seconds);
    tell(u"minimal KXmlGuiWindow"_s, minimal, {});
    for (const int jobs : {0, 4500}) {
        BenchProfile profile(jobs);
        const Rest rest = watch({u"windsock"_s, u"--profile"_s, profile.folder()}, screen.get(), wish.seconds);
        if (!profile.problem().isEmpty() || profile.wasAsked()) {
            printLine(profile.problem() + u" a fetch was due"_s);
            return 1;
        }
        tell(u"windsock, %L1 jobs"_s.arg(jobs), rest, minimal);
    }
    return 0;
}
