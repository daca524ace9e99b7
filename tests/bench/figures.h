// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QList>
#include <QString>

namespace Windsock {

/// What the person asked of a bench program.
struct BenchWish {
    int runs = 9; ///< how often each thing is measured
    int seconds = 25; ///< how long an idle program is watched
};

/// From "--once", "--runs N" and "--seconds N"; what another bench program understands is passed over.
BenchWish benchWish(const QStringList &arguments);

double median(QList<double> values);

/// One line: what, the figure with its unit, and its ratio to what was measured in the same run.
struct Figure {
    QString what;
    double value = 0;
    QString unit;
    double against = 0; ///< the other figure, in the same unit; 0 where there is none
    QString other; ///< what that one is of
};

void print(const Figure &figure);
void printLine(const QString &text);

/// Milliseconds since the machine started.
double monotonicMs();
/// Milliseconds that this thread has had of the processor.
double threadMs();

}
