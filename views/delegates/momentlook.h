// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/changethread.h"

#include <QColor>
#include <QRectF>

class QPainter;

namespace Windsock {

/// The mark of a moment on its change's line: every kind has one of its own, told apart without colour. What is hollow
/// has begun or waits; what is filled or ticked has come to something.
enum class MomentShape {
    Dot,
    Ring,
    RingDot,
    Hourglass,
    Pause,
    Play,
    Check,
    Square,
    SquareDot,
    Back,
    Cross,
    Dash,
    Diamond,
    FullDiamond,
};

struct MomentLook {
    MomentShape shape = MomentShape::Dot;
    QColor colour; ///< the colour that the same state has on its badge

    bool operator==(const MomentLook &) const = default;
};

MomentLook momentLook(const Moment &moment);
void paintMomentShape(QPainter &painter, const QRectF &rect, MomentShape shape, const QColor &colour);

}
