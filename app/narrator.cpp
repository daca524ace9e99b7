// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/narrator.h"

#include <KLocalizedString>

using namespace Qt::StringLiterals;

namespace Windsock {

Narrator::Narrator(Application &application, QTextStream &out, QObject *parent)
    : QObject(parent), m_application(application), m_out(out)
{
    m_time.start();
    connect(&application, &Application::changed, this, &Narrator::tell);
    connect(&application, &Application::noticesChanged, this, [this](const QList<Notice> &notices) {
        for (const Notice &notice : notices) {
            if (notice.state == Notice::State::Pending) {
                say(i18nc("who speaks in the demo", "notice"), notice.title);
            } else if (notice.state == Notice::State::Withdrawn) {
                say(i18nc("who speaks in the demo", "withdrawn"), notice.title);
            }
        }
    });
}

void Narrator::follow(Desktop &desktop)
{
    connect(&desktop, &Desktop::noticeShown, this,
            [this](const Notice &notice) { say(i18nc("who speaks in the demo", "popup"), notice.title); });
}

void Narrator::say(const QString &who, const QString &what)
{
    m_out << u"%1 s  %2  %3"_s.arg(double(m_time.elapsed()) / 1000.0, 5, 'f', 1).arg(who, -9).arg(terminalSafe(what))
          << Qt::endl;
}

void Narrator::tell(const ChangeSet &changes)
{
    const QString who = i18nc("who speaks in the demo", "windsock");
    if (changes.baseline) {
        // What the store makes of a first sight, the threads, is of no watch and was just told of.
        if (!changes.watch.value.isEmpty()) {
            say(who,
                i18n("%1: first sight, %2 pushes, %3 jobs, %4 landings, %5 pull requests, %6 events, %7 trees",
                     changes.watch.value, changes.pushes.added.size(), changes.jobs.added.size(),
                     changes.landings.added.size(), changes.pullRequests.added.size(), changes.occurrences.added.size(),
                     changes.trees.added.size()));
        }
        return;
    }
    for (const Change<PushStanding> &change : changes.standings.changed) {
        if (change.before.verdict != change.after.verdict || change.before.settled != change.after.settled) {
            say(who,
                i18n("push %1: %2 → %3%4", QString::number(change.after.pushId), verdictName(change.before.verdict),
                     verdictName(change.after.verdict), change.after.settled ? i18n(", settled") : QString()));
        }
    }
    for (const Push &push : changes.pushes.added) {
        say(who, i18n("new push %1 on %2: %3", push.shortRevision(), push.repository, push.title()));
    }
    for (const Change<Landing> &change : changes.landings.changed) {
        const Landing &landing = change.after;
        say(who,
            landing.job > 0 ? i18n("landing job %1: %2 → %3", QString::number(landing.job),
                                   landingStateName(change.before.state), landingStateName(landing.state))
                            : i18n("bug %1: %2 → %3", QString::number(landing.bug),
                                   landingStateName(change.before.state), landingStateName(landing.state)));
    }
    for (const Change<Tree> &change : changes.trees.changed) {
        say(who,
            i18n("tree %1: %2 → %3", change.after.name, treeStatusName(change.before.status),
                 treeStatusName(change.after.status)));
    }
    for (const QueueDelay &delay : changes.delays.added) {
        say(who, i18n("queue %1: slow", delay.queue));
    }
    for (const Change<QueueDelay> &change : changes.delays.changed) {
        say(who,
            change.after.lasts() ? i18n("queue %1: slow", change.after.queue)
                                 : i18n("queue %1: as usual again", change.after.queue));
    }
    for (const Change<PullRequest> &change : changes.pullRequests.changed) {
        say(who,
            i18n("pull request #%1: checks %2, review %3, %4", QString::number(change.after.number),
                 checksName(change.after.checks), reviewName(change.after.review), pullStateName(change.after.state)));
    }
}

}
