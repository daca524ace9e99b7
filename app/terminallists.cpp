// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/terminal.h"

#include "app/cli/texttable.h"
#include "app/waitfor.h"
#include "models/items/failurewording.h"
#include "models/values/plaintext.h"

#include <KLocalizedString>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
QString calendarsText(const QList<CalDav::Calendar> &calendars, bool json)
{
    if (json) {
        QJsonArray array;
        for (const CalDav::Calendar &calendar : calendars) {
            array.append(QJsonObject{{u"path"_s, calendar.path},
                                     {u"name"_s, calendar.name},
                                     {u"colour"_s, calendar.colour},
                                     {u"canWrite"_s, calendar.canWrite}});
        }
        return QString::fromUtf8(QJsonDocument(array).toJson());
    }
    TextTable table({i18nc("@title:column of a calendar", "Path"), i18nc("@title:column of a calendar", "Name"),
                     i18nc("@title:column of a calendar", "May be written")});
    for (const CalDav::Calendar &calendar : calendars) {
        table.add({plainLine(calendar.path, 2000), calendar.name, calendar.canWrite ? i18n("yes") : i18n("no")});
    }
    return table.text(i18n("It has no calendars."));
}

QString repositoriesText(const QList<Treeherder::Repository> &repositories, bool json)
{
    if (json) {
        QJsonArray array;
        for (const Treeherder::Repository &repository : repositories) {
            array.append(QJsonObject{
                {u"name"_s, repository.name}, {u"codebase"_s, repository.codebase}, {u"dvcs"_s, repository.dvcs}});
        }
        return QString::fromUtf8(QJsonDocument(array).toJson());
    }
    TextTable table({i18nc("@title:column", "Repository"), i18nc("@title:column of a repository", "Codebase"),
                     i18nc("@title:column hg or git", "Kept with")});
    for (const Treeherder::Repository &repository : repositories) {
        table.add({plainLine(repository.name), plainLine(repository.codebase), plainLine(repository.dvcs)});
    }
    return table.text(i18n("It has no repositories."));
}
}

int Terminal::listRepositories(const Command &command)
{
    const auto account = AccountBook(m_profile.accountsFile()).account(AccountId(command.id));
    if (!account || account->service != Service::Treeherder) {
        return refuse(account ? i18n("%1 is no Treeherder account: it has no repositories to list.", command.id)
                              : i18n("There is no account %1.", command.id));
    }
    using Found = Result<QList<Treeherder::Repository>>;
    HttpClient http(systemNow);
    TreeherderDetails details(http, systemNow);
    const auto found = waitFor<Found>([&](auto done) {
        QObject::connect(&details, &TreeherderDetails::repositories, &details,
                         [done](const AccountId &, const Found &answer) { done(answer); });
        details.wantRepositories(*account);
    });
    if (!found) {
        return refuse(failureWording(found.error(), {}).whatHappened);
    }
    m_out << repositoriesText(*found, command.json) << Qt::flush;
    return 0;
}

int Terminal::listCalendars(const Command &command)
{
    AccountBook book(m_profile.accountsFile());
    const auto account = book.account(AccountId(command.id));
    if (!account || account->service != Service::CalDav) {
        return refuse(account ? i18n("%1 is no calendar server: it has no calendars to list.", command.id)
                              : i18n("There is no account %1.", command.id));
    }
    HttpClient http(systemNow);
    Secrets secrets(m_profile);
    CalendarDesk desk(http, book, secrets, systemNow);
    const auto found = waitFor<Result<QList<CalDav::Calendar>>>([&](auto done) { desk.list(*account, &desk, done); });
    if (!found) {
        return refuse(failureWording(found.error(), {}).whatHappened);
    }
    m_out << calendarsText(*found, command.json) << Qt::flush;
    return 0;
}

}
