// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/store/making.h"

/// What storehammer does and tst_kill expects: step 1 is the baseline of 40 landings, each later step retitles one.
namespace Windsock::Hammer {

inline constexpr int landings = 40;

inline int landingOf(int step)
{
    return step * 7 % landings;
}

inline QString titleOf(int step)
{
    return QStringLiteral("step %1").arg(step);
}

inline Snapshot snapshot(int step)
{
    Snapshot snapshot = Making::snapshot(Making::tree, step);
    snapshot.cursor = QString::number(step);
    snapshot.whole = step == 1;
    if (step == 1) {
        for (int bug = 0; bug < landings; ++bug) {
            snapshot.landings.append(Making::landing(bug, titleOf(1)));
        }
    } else {
        snapshot.landings.append(Making::landing(landingOf(step), titleOf(step)));
    }
    return snapshot;
}

inline Judgement judge(const ChangeSet &changes, const Facts &, const QDateTime &now)
{
    Judgement judgement;
    for (const Change<Landing> &change : changes.landings.changed) {
        judgement.notices.append({.key = change.after.subject().value + u'#' + change.after.title,
                                  .subject = change.after.subject(),
                                  .account = changes.account,
                                  .kind = Notice::Kind::LandingChanged,
                                  .title = change.after.title,
                                  .decided = now});
    }
    return judgement;
}

}
