// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/job.h"

#include <QColor>

class QPalette;

namespace Windsock {

/// The outline around a job's symbol: what tells results apart without colour.
enum class JobShape {
    Bare, ///< no box: nothing to worry about
    Pill, ///< rounded box: a test failed
    Square, ///< square box: a build failed
    Hexagon, ///< pointed box: the infrastructure failed
    Ring, ///< rounded outline: running
    Dots, ///< dotted outline: waiting
};

/// How a job's symbol is drawn.
struct JobLook {
    QColor colour; ///< Treeherder's colour for the result
    JobShape shape = JobShape::Bare;
    bool filled = false; ///< filled shapes are failures that nobody has classified
    bool struck = false;
    bool underlined = false;
    QString suffix; ///< "*" on what somebody has classified

    bool operator==(const JobLook &) const = default;
};

/// Treeherder's colours (mozilla/treeherder: ui/css/treeherder-job-buttons.css), with a shape of our own for each.
JobLook jobLook(const Job &job);
/// "test failed, not classified", "running": what the look stands for.
QString jobLookName(const Job &job);

/// Contrast of two colours as WCAG 2 has it, from 1 to 21.
double contrastOf(const QColor &one, const QColor &other);
/// `colour`, made lighter or darker until it can be read on `ground` (a contrast of at least 4.5).
QColor readableOn(const QColor &colour, const QColor &ground);
/// Black or white, whichever can be read better on `ground`.
QColor inkOn(const QColor &ground);
bool isDark(const QPalette &palette);

}
