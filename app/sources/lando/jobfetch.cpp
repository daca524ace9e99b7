// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/lando/jobfetch.h"

#include "app/sources/jsonread.h"
#include "app/sources/lando/landorequests.h"

using namespace Qt::StringLiterals;

namespace Windsock::Lando {

namespace {
QString statusWord(const Landing &landing)
{
    return landingStateName(landing.state) + u':' + QString::number(int(landing.held));
}
}

void JobFetch::begin()
{
    bool isNumber = false;
    m_number = m_task.watch.target.toLongLong(&isNumber);
    m_cursor = JobCursor::fromText(m_task.memory.cursor);
    if (!isNumber || m_number < 1) {
        fail({.kind = Failure::Kind::Rejected,
              .reason = Failure::Reason::BadRequest,
              .detail = u"The watch names no landing job"_s});
    } else if (mayRest()) {
        m_snapshot.unchanged = true;
        m_snapshot.asOf = m_cursor.asked;
        m_snapshot.cursor = m_task.memory.cursor;
        Q_EMIT ended(std::move(m_snapshot));
    } else {
        ask<JobAnswer>(landingJob(m_task.account, m_number), parseJob, [this](const Result<JobAnswer> &answer) {
            if (answer) {
                takeJob(*answer);
            } else {
                fail(answer.error());
            }
        });
    }
}

bool JobFetch::mayRest() const
{
    const QDateTime &now = m_task.now;
    const bool known = m_task.memory.keys.contains(Landing{.job = m_number}.key());
    const bool lately = m_cursor.asked.isValid() && m_cursor.asked <= now
        && m_cursor.asked.addDuration(endedJobRest) > now;
    const bool waitsForNames = !m_cursor.commit.isEmpty() && !m_cursor.named
        && m_cursor.changed.addDuration(namesPatience) > now;
    return known && m_cursor.ended && lately && !waitsForNames;
}

void JobFetch::takeJob(const JobAnswer &answer)
{
    m_answer = answer;
    Landing &landing = m_answer.landing;
    for (const SkippedRecord &record : answer.skipped) {
        skip(record.what, record.why);
    }
    if (landing.job != m_number) {
        fail(malformed(Failure::Reason::WrongShape,
                       u"asked for landing job %1, got %2"_s.arg(m_number).arg(landing.job)));
        return;
    }
    if (!answer.knownStatus && m_task.memory.keys.contains(landing.key())) {
        m_snapshot.whole = false; // the last state that was known stays
        m_snapshot.cursor = m_task.memory.cursor;
        Q_EMIT ended(std::move(m_snapshot));
        return;
    }
    landing.account = m_task.account.id;
    if (landing.url.isEmpty()) {
        landing.url = jobPage(m_task.account.baseUrl, m_number);
    }
    keepTimes();
    nameCommit();
}

/// An old Lando tells no times: a state is as old as our first sight of it.
void JobFetch::keepTimes()
{
    Landing &landing = m_answer.landing;
    const QString status = statusWord(landing);
    if (!landing.changed.isValid()) {
        landing.changed = m_cursor.status == status && m_cursor.changed.isValid() ? m_cursor.changed : m_task.now;
    }
    m_cursor.status = status;
    m_cursor.changed = landing.changed;
    m_cursor.ended = isFinal(landing.state) && m_answer.knownStatus;
    m_cursor.asked = m_task.now;
}

/// Whether a commit's number is git's or Mercurial's cannot be seen: Lando's map is asked for it as either.
void JobFetch::nameCommit()
{
    if (m_cursor.commit != m_answer.commit) {
        m_cursor.commit = m_answer.commit;
        m_cursor.named = false;
        m_cursor.revision.clear();
        m_cursor.gitRevision.clear();
    }
    if (m_answer.commit.isEmpty() || m_cursor.named) {
        end();
        return;
    }
    ask<CommitNames>(gitToHg(m_task.account, m_answer.commit), parseCommitNames,
                     [this](const Result<CommitNames> &names) {
                         if (names) {
                             takeNames(*names);
                         } else if (names.error().reason == Failure::Reason::NotFound) {
                             askGitName();
                         } else {
                             withoutNames(names.error());
                         }
                     });
}

void JobFetch::askGitName()
{
    ask<CommitNames>(hgToGit(m_task.account, m_answer.commit), parseCommitNames,
                     [this](const Result<CommitNames> &names) {
                         if (names) {
                             takeNames(*names);
                         } else if (names.error().reason == Failure::Reason::NotFound) {
                             // Of a repository without a map, or not yet in it: Mercurial's is what Lando always told.
                             m_cursor.revision = m_answer.commit;
                             end();
                         } else {
                             withoutNames(names.error());
                         }
                     });
}

void JobFetch::takeNames(const CommitNames &names)
{
    if (names.git != m_answer.commit && names.hg != m_answer.commit) {
        withoutNames(malformed(Failure::Reason::WrongShape, u"the names of another commit"_s));
        return;
    }
    m_cursor.revision = names.hg;
    m_cursor.gitRevision = names.git;
    m_cursor.named = true;
    end();
}

void JobFetch::withoutNames(const Failure &failure)
{
    skip(u"commit %1"_s.arg(m_answer.commit), u"its names are not to be had: "_s + failure.detail);
    end();
}

void JobFetch::end()
{
    Landing landing = m_answer.landing;
    landing.revision = m_cursor.revision;
    landing.gitRevision = m_cursor.gitRevision;
    m_snapshot.landings = {landing};
    m_snapshot.cursor = m_cursor.toText();
    Q_EMIT ended(std::move(m_snapshot));
}

}
