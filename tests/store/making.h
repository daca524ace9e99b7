// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/ledger.h"

#include <QTimeZone>

/// Small facts for the tests of the store.
namespace Windsock::Making {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

inline const AccountId account{u"th"_s};
inline const WatchId tree{u"th/autoland"_s};
inline const WatchId mine{u"th/me"_s};
inline constexpr std::chrono::seconds settleTime = 180s;

inline QDateTime minute(int count)
{
    return QDateTime(QDate(2026, 11, 20), QTime(12, 0), QTimeZone::UTC).addSecs(60 * count);
}

inline Push push(qint64 id, int pushed = 0)
{
    return {.account = account,
            .id = id,
            .repository = u"autoland"_s,
            .revision = QString::number(id).repeated(12),
            .author = u"dev@example.org"_s,
            .pushed = minute(pushed),
            .commitCount = 1,
            .commits = {{.revision = u"abc"_s, .author = u"Dev"_s, .message = u"Bug 1 - Fix"_s}},
            .url = QUrl(u"https://example.org/%1"_s.arg(id))};
}

inline Job job(qint64 id, qint64 pushId, Job::State state, Job::Result result = Job::Result::Unknown, int modified = 0)
{
    return {.id = id,
            .pushId = pushId,
            .groupSymbol = u"M"_s,
            .typeName = u"test-linux1804-64-qr/debug-mochitest-%1"_s.arg(id),
            .typeSymbol = u"1"_s,
            .platform = u"linux1804-64-qr"_s,
            .platformOption = u"debug"_s,
            .state = state,
            .result = result,
            .lastModified = minute(modified)};
}

inline Job running(qint64 id, qint64 pushId, int modified = 0)
{
    return job(id, pushId, Job::State::Running, Job::Result::Unknown, modified);
}

inline Job done(qint64 id, qint64 pushId, Job::Result result = Job::Result::Success, int modified = 0)
{
    return job(id, pushId, Job::State::Completed, result, modified);
}

inline Landing landing(qint64 bug, const QString &title = u"Fix"_s)
{
    return {.account = account, .bug = bug, .title = title, .changed = minute(0)};
}

inline Occurrence occurrence(const QString &uid, int start)
{
    return {.account = account, .uid = uid, .title = uid, .start = minute(start), .end = minute(start + 60)};
}

inline Snapshot snapshot(const WatchId &watch, int asOf, const QList<Push> &pushes = {}, const QList<Job> &jobs = {})
{
    return {.account = account,
            .watch = watch,
            .asOf = minute(asOf),
            .cursor = u"cursor-%1"_s.arg(asOf),
            .pushes = pushes,
            .jobs = jobs};
}

/// A judge with three rules: a push goes bad (again), a push settles, and a push is good again, which overtakes.
inline Judgement judge(const ChangeSet &changes, const Facts &, const QDateTime &now)
{
    Judgement judgement;
    if (changes.baseline) {
        return judgement;
    }
    const auto tell = [&](const PushStanding &standing, const QString &transition) {
        judgement.notices.append({.key = standing.subject().value + u'#' + transition,
                                  .subject = standing.subject(),
                                  .account = changes.account,
                                  .watch = changes.watch,
                                  .title = transition,
                                  .decided = now});
    };
    for (const Change<PushStanding> &change : changes.standings.changed) {
        if (isBad(change.after.verdict) && change.after.newestFailure > change.before.newestFailure) {
            tell(change.after, u"bad:%1"_s.arg(change.after.newestFailure));
        }
        if (isBad(change.before.verdict) && !isBad(change.after.verdict)) {
            judgement.overtaken.append(change.after.subject().value + u'#');
            tell(change.after, u"recovered"_s);
        }
        if (change.after.settled && !change.before.settled) {
            tell(change.after, u"settled:"_s + verdictName(change.after.verdict));
        }
    }
    return judgement;
}

}
