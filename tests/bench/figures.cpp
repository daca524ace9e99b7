// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/bench/figures.h"

#include <QTextStream>

#include <algorithm>
#include <chrono>
#include <ctime>

using namespace Qt::StringLiterals;

namespace Windsock {

BenchWish benchWish(const QStringList &arguments)
{
    BenchWish wish;
    const auto number = [&](const QString &name, int other) {
        const qsizetype at = arguments.indexOf(name);
        return at < 0 ? other : std::max(1, arguments.value(at + 1).toInt());
    };
    wish.runs = number(u"--runs"_s, wish.runs);
    wish.seconds = number(u"--seconds"_s, wish.seconds);
    return arguments.contains(u"--once"_s) ? BenchWish{.runs = 1, .seconds = 2} : wish;
}

double median(QList<double> values)
{
    if (values.isEmpty()) {
        return 0;
    }
    std::ranges::sort(values);
    const qsizetype middle = values.size() / 2;
    return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

void print(const Figure &figure)
{
    const int decimals = figure.value < 10 ? 2 : (figure.value < 100 ? 1 : 0);
    QString line =
        u"  %1 %2 %3"_s.arg(figure.what, -46).arg(QString::number(figure.value, 'f', decimals), 9).arg(figure.unit, -4);
    if (figure.against > 0) {
        line += u"  x %1 of %2"_s.arg(figure.value / figure.against, 0, 'f', 2).arg(figure.other);
    }
    printLine(line.trimmed().prepend(u"  "_s));
}

void printLine(const QString &text)
{
    QTextStream(stdout) << text << Qt::endl;
}

double threadMs()
{
    timespec time{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return double(time.tv_sec) * 1000 + double(time.tv_nsec) / 1e6;
}

double monotonicMs()
{
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

}
