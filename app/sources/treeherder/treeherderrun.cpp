// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/treeherder/treeherderrun.h"

#include "app/sources/treeherder/treeherderdetailparser.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Windsock::Treeherder {

namespace {
/// What was changed so long ago is there to be read: jobs are committed within seconds (see `overlap`), and each server
/// goes by a clock of its own.
constexpr std::chrono::seconds s_committed{45};
/// Pushes come in the order of their times but for some that the service takes in late: those older than this are seen
/// when the whole list is asked for again.
constexpr std::chrono::minutes s_pushOverlap{5};
constexpr std::chrono::minutes s_wholeListAgain{10};

QList<JobQuery> inPortions(const QList<qint64> &ids, const QDateTime &newest)
{
    QList<JobQuery> queries;
    for (qsizetype from = 0; from < ids.size(); from += pushesInARequest) {
        queries.append({ids.mid(from, pushesInARequest), newest});
    }
    return queries;
}
}

Run::Run(const FetchTask &given)
    : task(given), cursor(TreeherderCursor::fromText(given.memory.cursor))
{
    if (cursor.newest > task.now.addDays(1)) {
        cursor.newest = {}; // a wrong clock's: nothing would be newer for a long time
    }
    snapshot.account = task.account.id;
    snapshot.watch = task.watch.id;
    snapshot.asOf = task.now;
}

QString Run::problem() const
{
    const QString &repository = task.watch.target;
    // An address cannot hold the two dots as a name: they lead up, however they are written.
    if (repository.isEmpty() || repository == "."_L1 || repository == ".."_L1) {
        return u"The watch names no repository"_s;
    }
    static const QRegularExpression commit(u"^[0-9a-fA-F]{7,40}\\z"_s);
    if (task.watch.kind == Watch::Kind::Revision && !commit.match(task.watch.who).hasMatch()) {
        return u"The watch names no commit"_s;
    }
    return task.watch.kind == Watch::Kind::Author && task.watch.who.isEmpty() ? u"The watch names no author"_s
                                                                              : QString();
}

QList<qint64> Run::heldPushes() const
{
    QList<qint64> ids;
    for (const QString &key : task.memory.keys) {
        const qint64 id = key.startsWith("push/"_L1) ? key.sliced(5).toLongLong() : 0;
        if (id > 0 && ids.size() < pushesInARequest) {
            ids.append(id);
        }
    }
    return ids;
}

QDateTime Run::pushesSince() const
{
    const QDateTime whole = cursor.listedWhole;
    const bool recent = whole.isValid() && whole <= task.now && task.now < whole.addDuration(s_wholeListAgain);
    const qsizetype held = heldPushes().size();
    return recent && cursor.newestPush.isValid() && held > 0 && held < pushesInARequest
        ? cursor.newestPush.addDuration(-s_pushOverlap)
        : QDateTime();
}

void Run::keepHeld()
{
    narrow = true;
    snapshot.whole = false;
    for (const qint64 id : heldPushes()) {
        if (!pushIds.contains(id)) {
            pushIds.insert(id);
            heldIds.append(id);
        }
    }
}

void Run::noteSkipped(const QList<SkippedRecord> &skipped)
{
    for (const SkippedRecord &record : skipped) {
        keepSkipped(snapshot.skipped, record.what, record.why);
    }
}

void Run::addPushes(const PushPage &found)
{
    // A push that could not be read is not gone.
    snapshot.whole = snapshot.whole && found.skipped.isEmpty();
    for (const Push &push : found.pushes) {
        if (!pushIds.contains(push.id)) {
            pushIds.insert(push.id);
            snapshot.pushes.append(push);
        }
    }
}

void Run::addJobs(const JobPage &found)
{
    cursor.columns = found.columns;
    for (const Job &job : found.jobs) {
        if (!newest.isValid() || job.lastModified > newest) {
            newest = job.lastModified;
        }
        if (!pushIds.contains(job.pushId)) {
            continue;
        }
        // Rows may move from page to page while the pages are read: the newer state of a job counts.
        const auto known = jobPlaces.constFind(job.id);
        if (known == jobPlaces.cend()) {
            jobPlaces.insert(job.id, snapshot.jobs.size());
            snapshot.jobs.append(job);
        } else if (job.lastModified >= snapshot.jobs.at(*known).lastModified) {
            snapshot.jobs[*known] = job;
        }
    }
}

QList<qint64> Run::missingPushes()
{
    QList<qint64> missing;
    for (const qint64 id : std::as_const(task.memory.openPushes)) {
        if (pushIds.contains(id)) {
            continue;
        }
        if (missing.size() < pushesInARequest) {
            missing.append(id);
        } else {
            snapshot.whole = false; // what is not asked for is not gone
        }
    }
    return missing;
}

void Run::planJobs()
{
    const QSet<QString> known(task.memory.keys.cbegin(), task.memory.keys.cend());
    QList<qint64> knownIds = cursor.newest.isValid() ? heldIds : QList<qint64>();
    QList<qint64> newIds = cursor.newest.isValid() ? QList<qint64>() : heldIds;
    for (const Push &push : std::as_const(snapshot.pushes)) {
        (cursor.newest.isValid() && known.contains(push.key()) ? knownIds : newIds).append(push.id);
    }
    queries = inPortions(knownIds, cursor.newest) + inPortions(newIds, {});
}

void Run::addBugs(qint64 job, const Result<QList<FailureLine>> &lines)
{
    if (!lines) {
        keepSkipped(snapshot.skipped, u"bugs of job %1"_s.arg(job), lines.error().detail);
    }
    const QList<FailureLine> found = lines.value_or(QList<FailureLine>());
    cursor.answered(job, !found.isEmpty(), task.now);
    if (const QList<BugSuggestion> bugs = bugsOf(found); !bugs.isEmpty()) {
        snapshot.suggestions.append({.job = job, .bugs = bugs});
    }
}

Snapshot Run::end()
{
    // A job may change after its page was read and before a later page is: such a change is newer than the push
    // list, so nothing newer than that counts as seen.
    if (listed.isValid() && newest > listed) {
        newest = listed;
    }
    if (newest.isValid() && (!cursor.newest.isValid() || newest > cursor.newest)) {
        cursor.newest = newest;
    }
    // Where nothing changes, the last changes would be told again each time: many at once share their moment.
    if (listed.isValid() && cursor.newest.isValid()) {
        const QDateTime quiet = std::min(listed, task.now).addDuration(-s_committed);
        cursor.newest = std::max(cursor.newest, quiet);
    }
    for (const Push &push : std::as_const(snapshot.pushes)) {
        const bool isNewer = !cursor.newestPush.isValid() || push.pushed > cursor.newestPush;
        if (isNewer && push.pushed <= task.now) { // one from the future would keep all others off the list
            cursor.newestPush = push.pushed;
        }
    }
    if (!narrow && !snapshot.pushes.isEmpty()) {
        cursor.listedWhole = task.now;
    }
    snapshot.cursor = cursor.toText();
    return std::move(snapshot);
}

Result<std::optional<Push>> pushOfCommit(const QList<Push> &found, const QString &revision)
{
    const auto isTip = [&revision](const Push &push) { return push.revision.startsWith(revision, Qt::CaseInsensitive); };
    const auto tip = std::ranges::find_if(found, isTip);
    if (tip == found.end()) {
        return found.isEmpty() ? std::optional<Push>() : std::optional(found.constFirst());
    }
    const auto isOther = [&](const Push &push) { return isTip(push) && push.revision != tip->revision; };
    if (std::ranges::any_of(found, isOther)) {
        return Failed(Failure{.kind = Failure::Kind::Rejected,
                              .reason = Failure::Reason::BadRequest,
                              .detail = u"Several commits begin with %1: give more digits"_s.arg(revision)});
    }
    return std::optional(*tip);
}

}
