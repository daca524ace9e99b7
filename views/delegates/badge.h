// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/changethread.h"
#include "models/values/deployment.h"
#include "models/values/detail.h"
#include "models/values/landing.h"
#include "models/values/notice.h"
#include "models/values/occurrence.h"
#include "models/values/pullrequest.h"
#include "models/values/pushstanding.h"
#include "models/values/sourcehealth.h"
#include "models/values/tree.h"

#include <QColor>
#include <QRect>

class QFont;
class QPainter;

namespace Windsock {

/// A state at a glance: shape, colour and words say the same.
struct Badge {
    enum class Shape {
        None,
        Ring,
        Check,
        Triangle,
        Cross,
        Diamond,
        Dash,
        Hourglass,
        Pause,
        Dot,
        Clock,
        Bell,
        Key,
        Question,
        Up,
        Down,
        Envelope,
        Page
    };

    Shape shape = Shape::None;
    QColor colour;
    QString text;

    bool operator==(const Badge &) const = default;
};

Badge badgeOf(const PushStanding &standing);
Badge badgeOf(const Landing &landing);
Badge badgeOf(const PullRequest &pull);
Badge badgeOf(const Deployment &deployment);
Badge badgeOf(const InboxThread &thread);
/// Empty for what simply takes place.
Badge badgeOf(const Occurrence &occurrence);
Badge badgeOf(const Notice &notice);
Badge badgeOf(const SourceHealth &health);
/// How far the change has come.
Badge badgeOf(const ChangeThread &thread);
Badge badgeOf(const Tree &tree);
/// Of a queue that is "slow", as "usual", or of which too little is known.
Badge queueBadge(QStringView state);
Badge badgeOf(const Job &job);
/// Whose fault a failure likely is.
Badge badgeOf(Blame blame);
/// Which way and by how much a push changed what a test measures.
Badge badgeOf(const PerfAlert &alert);
Badge badgeOf(const BugSuggestion &bug);

/// The size a badge wants in this font; nothing for an empty one.
QSize badgeSize(const Badge &badge, const QFont &font);
/// Paints it on its own tinted ground so that it can be read on any row, selected or not.
void paintBadge(QPainter &painter, const QRect &rect, const Badge &badge, const QFont &font, const QColor &ground);
/// Only the shape, in `rect`, in this colour.
void paintBadgeShape(QPainter &painter, const QRectF &rect, Badge::Shape shape, const QColor &colour);

}
