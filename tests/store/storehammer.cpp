// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Applies an endless series of snapshots to the store named on the command line, as fast as it can, until it is
// killed. Which step comes next is what the store itself remembers. Says a line before it opens the store, when that is
// open, and before each step.

#include "tests/store/hammerscript.h"

#include <QCoreApplication>

#include <cstdio>

using namespace Windsock;

namespace {
void say(const char *what)
{
    std::puts(what);
    std::fflush(stdout);
}
}

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    say("begin");
    Ledger ledger(application.arguments().value(1), Hammer::judge, systemNow, std::chrono::seconds(180));
    if (const auto opened = ledger.open(); !opened) {
        std::fprintf(stderr, "%s\n", qPrintable(opened.error()));
        return 2;
    }
    say("open");
    for (;;) {
        const int step = ledger.memory(Making::tree).cursor.toInt() + 1;
        say("step");
        if (const auto entry = ledger.apply(Hammer::snapshot(step)); !entry) {
            std::fprintf(stderr, "%s\n", qPrintable(entry.error()));
            return 3;
        }
    }
}
