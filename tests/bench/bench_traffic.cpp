// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/bench/figures.h"
#include "tests/features/watchedhour.h"

#include <KLocalizedString>

#include <QCoreApplication>
#include <QStandardPaths>

using namespace Qt::StringLiterals;
using namespace Windsock;

namespace {
void tell(const QString &what, double windsock, double page, const QString &unit)
{
    print({.what = what + u", Windsock"_s, .value = windsock, .unit = unit, .against = page, .other = u"the page"_s});
    print({.what = what + u", the page"_s, .value = page, .unit = unit});
}

double kilobytes(qint64 bytes)
{
    return double(bytes) / 1000;
}

bool measure(const QStringList &repositories, int minutes)
{
    WatchedHour hour(repositories, minutes);
    if (const QString problem = hour.play(); !problem.isEmpty()) {
        printLine(problem);
        return false;
    }
    const WatchedHour::Spent all = hour.all();
    const WatchedHour::Spent first = hour.minutes().constFirst();
    printLine(u"%1: %2 minutes, %3 jobs in the end; heads and bodies, both ways, packed with gzip"_s
                  .arg(repositories.join(u" and "_s))
                  .arg(minutes)
                  .arg(hour.jobsOfPage()));
    tell(u"requests"_s, all.windsock.requests, all.page.requests, {});
    tell(u"bytes"_s, kilobytes(all.windsock.bytes()), kilobytes(all.page.bytes()), u"kB"_s);
    tell(u"of these asked"_s, kilobytes(all.windsock.asked), kilobytes(all.page.asked), u"kB"_s);
    tell(u"the first sight"_s, kilobytes(first.windsock.bytes()), kilobytes(first.page.bytes()), u"kB"_s);
    if (minutes > 1) {
        const auto after = [&](const Toll &whole, const Toll &begin) {
            return kilobytes(whole.bytes() - begin.bytes()) / (minutes - 1);
        };
        tell(u"each minute after it"_s, after(all.windsock, first.windsock), after(all.page, first.page), u"kB"_s);
    }
    printLine(u"  Windsock needs 1/%1 of the page's bytes"_s.arg(
        double(all.page.bytes()) / double(all.windsock.bytes()), 0, 'f', 1));
    return true;
}
}

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    QStandardPaths::setTestModeEnabled(true);
    KLocalizedString::setApplicationDomain("windsock");
    const int minutes = benchWish(QCoreApplication::arguments()).runs == 1 ? 5 : 60;
    const bool told = measure({u"autoland"_s}, minutes) && measure({u"mozilla-inbound"_s}, minutes)
        && measure({u"autoland"_s, u"mozilla-inbound"_s}, minutes);
    return told ? 0 : 1;
}
