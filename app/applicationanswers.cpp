// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/application.h"
#include "app/calendarcommand.h"
#include "app/cli/threadreport.h"
#include "models/items/roles.h"

#include <KLocalizedString>

using namespace Qt::StringLiterals;

namespace Windsock {

QString Application::answer(const Command &command)
{
    return report(command, m_models.forReport(), m_options.clock());
}

void Application::answer(const Command &command, const Answered &answered)
{
    if (command.verb == Command::Verb::ThreadPart || command.verb == Command::Verb::ThreadRejoin) {
        answerParting(command, answered);
    } else if (command.verb == Command::Verb::InboxRead || command.verb == Command::Verb::InboxDone) {
        answerInbox(command, answered);
    } else if (isCalendarVerb(command.verb)) {
        answerCalendar(command, answered);
    } else {
        answered(answer(command));
    }
}

void Application::answerParting(const Command &command, const Answered &answered)
{
    const bool part = command.verb == Command::Verb::ThreadPart;
    QList<ChangeThread> threads;
    for (int row = 0; row < m_models.threads.rowCount(); ++row) {
        threads.append(m_models.threads.index(row, 0).data(ItemRole::Thread).value<ChangeThread>());
    }
    const auto parting = partingFor(command.id, command.member, part, threads, m_partings);
    if (!parting) {
        answered(std::unexpected(terminalSafe(parting.error())));
        return;
    }
    const auto done = [part, id = command.id, member = command.member, answered](const Store::Outcome &kept) {
        if (!kept) {
            answered(std::unexpected(terminalSafe(
                i18n("“%1” and “%2” stay as they were: the store could not keep it (%3).", member, id, kept.error()))));
            return;
        }
        answered(terminalSafe(part ? i18n("“%1” is no part of “%2” any more.", member, id)
                                   : i18n("“%1” may be a part of “%2” again.", member, id))
                 + u'\n');
    };
    part ? m_store->part(*parting, done) : m_store->rejoin(*parting, done);
}

void Application::partThread(const Subject &one, const Subject &other)
{
    m_store->part({one, other});
}

void Application::rejoinThread(const Subject &one, const Subject &other)
{
    m_store->rejoin({one, other});
}

}
