// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sources/bugzilla/bugzillacursor.h"
#include "app/sources/bugzilla/bugzillaparser.h"
#include "app/sources/source.h"

namespace Windsock::Bugzilla {

/// What one fetch has gathered so far, and what it makes of it in the end: a snapshot for each watch. Knows no wire: it
/// says which bugs are to be asked for next and is told what was answered.
class Run
{
public:
    explicit Run(const FetchTask &task);

    /// Detail questions that one fetch may ask, in bugs: what is more waits for the next one.
    static constexpr qsizetype detailsAtMost = 600;
    static constexpr std::chrono::hours verifiedEvery{1};
    /// A change this much older than the moment it is read cannot be followed by one with the same time.
    static constexpr std::chrono::minutes sureAfter{10};

    const Access &access() const { return m_access; }
    void setFlavour(Flavour flavour);

    /// Whether any of the watches looks for something.
    bool hasWishes() const { return !m_wishes.isEmpty(); }
    const QList<Wish> &wishes() const { return m_wishes; }
    /// From when on changed bugs are asked for: the oldest that any of the watches needs; invalid for all bugs.
    QDateTime since() const { return m_since; }
    /// Bugs that a watch holds, whether they still match or not.
    QList<qint64> known() const { return m_known.values(); }
    /// Whether the known bugs are to be looked at though they have not changed: one that is gone never changes.
    bool isToVerify() const;

    void addBugs(const BugPage &page);
    /// All known bugs have been asked for by id.
    void verified() { m_isVerified = true; }
    /// The bugs whose patches are to be read, the most urgent first.
    QList<qint64> chooseDetails();
    void addPatches(const QList<qint64> &asked, const PatchPage &page);
    /// Of `bugs` those whose comments matter, with the time from which they are not known, by that time: two lists, for
    /// a bug whose comments were never read needs older ones than the others.
    QList<std::pair<QList<qint64>, QDateTime>> chooseComments(const QList<qint64> &bugs) const;
    void addComments(const CommentPage &page);
    /// The server does not let us see the bug, or what it has to say is too much.
    void refuse(qint64 bug, const QString &why);

    /// The snapshots, the task's own watch first. A watch that names nothing to look for has a failure.
    QList<std::pair<WatchId, Result<Snapshot>>> end();

private:
    struct Part {
        Watch watch;
        QList<Wish> wishes;
        QSet<qint64> held; ///< in the store
        BugzillaCursor cursor;
        bool isFirst = false;
        bool isAsked = true;
        Snapshot snapshot;

        const Asked *recordOf(qint64 bug) const;
    };

    void addPart(const Watch &watch, const WatchMemory &memory, bool isAsked);
    bool isNews(const Part &part, const Bug &bug) const;
    std::optional<Asked> recordOf(qint64 bug) const;
    void putOff(qint64 bug);
    void judge(const BugFacts &facts);
    void keep(Part &part, const Landing &landing, const Asked &record);
    void leave(Part &part, qint64 bug);
    void lookAt(Part &part, const Bug &bug);
    void forgetLooks(Part &part);
    void dropWhatIsOver(Part &part);

    Account m_account;
    QDateTime m_now;
    Access m_access;
    QList<Part> m_parts;
    QList<Wish> m_wishes; ///< of all watches of the account
    QSet<qint64> m_known;
    QDateTime m_since;
    QDateTime m_changed; ///< the newest change seen
    QMap<qint64, BugFacts> m_bugs;
    QSet<qint64> m_detailed; ///< bugs whose patches were read
    QSet<qint64> m_refused;
    QList<SkippedRecord> m_skipped;
    bool m_someUnreadable = false; ///< a bug that is not there may be one that could not be read
    bool m_isVerified = false;
    bool m_isPartial = false;
    bool m_isFirst = false; ///< one of the watches sees its bugs for the first time
};

}
