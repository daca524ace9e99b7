// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/cli/fieldaccounts.h"

#include <QDirIterator>

#include <optional>

using namespace Qt::StringLiterals;

namespace Windsock {

bool writeTokenFile(const QString &name, QFile::Permissions permissions)
{
    QFile file(name);
    return file.open(QIODevice::WriteOnly | QIODevice::Truncate) && file.write(fieldToken.toUtf8() + '\n') > 0
        && file.setPermissions(permissions);
}

QList<QStringList> fieldCommands(RealWindsock &windsock, const Airfield &field)
{
    const QString file = windsock.file(u"github.token"_s);
    writeTokenFile(file, QFile::ReadOwner | QFile::WriteOwner);
    windsock.setVariable(u"FIELD_TOKEN"_s, fieldToken);
    const auto account = [&](const QString &service, const QString &id, const QStringList &more = {}) {
        return QStringList{u"account"_s, u"add"_s, service, u"--id"_s, id, u"--url"_s, field.url(service).toString()}
        + more;
    };
    const auto watch = [](const QStringList &words) { return QStringList{u"watch"_s, u"add"_s} + words; };
    return {
        account(u"treeherder"_s, u"th"_s),
        account(u"bugzilla"_s, u"bmo"_s, {u"--user"_s, u"dev@demo.test"_s, u"--token-env"_s, u"FIELD_TOKEN"_s}),
        account(u"github"_s, u"gh"_s, {u"--token-file"_s, file}),
        account(u"lando"_s, u"lando"_s),
        account(u"meetup"_s, u"mu"_s),
        {u"account"_s, u"add"_s, u"ical"_s, u"--id"_s, u"cal"_s},
        watch({u"th"_s, u"tree"_s, u"autoland"_s}),
        watch({u"th"_s, u"tree"_s, u"mozilla-inbound"_s}),
        watch({u"th"_s, u"tree"_s, u"demo"_s}),
        watch({u"bmo"_s, u"landings"_s}),
        watch({u"gh"_s, u"repository"_s, u"windsock-demo/windsock"_s}),
        watch({u"lando"_s, u"trees"_s}),
        watch({u"lando"_s, u"landing-job"_s, u"5001"_s}),
        watch({u"mu"_s, u"group"_s, u"windsock-demo"_s}),
        watch({u"cal"_s, u"calendar"_s, field.url(u"ics"_s).toString() + u"/demo.ics"_s}),
    };
}

namespace {
/// The file of accounts that the commands wrote, and what in it is of one profile and one field alone.
struct WrittenBook {
    QByteArray text;
    QByteArray home;
    QByteArray door;
};

QByteArray doorOf(const Airfield &field)
{
    return field.url(u"github"_s).authority().toUtf8();
}

QString runCommands(RealWindsock &windsock, const QList<QStringList> &commands)
{
    for (const QStringList &words : commands) {
        if (const RealWindsock::Said said = windsock.say(words); said.code != 0) {
            return words.join(u' ') + u": "_s + said.err;
        }
    }
    return {};
}

QString writeBook(const RealWindsock &windsock, const Airfield &field, WrittenBook book)
{
    QFile file(windsock.profile().accountsFile());
    book.text.replace(book.home, windsock.file({}).toUtf8()).replace(book.door, doorOf(field));
    const bool written = windsock.profile().prepare() && file.open(QIODevice::WriteOnly)
        && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner) && file.write(book.text) == book.text.size();
    return written ? QString() : file.errorString();
}
}

QString runFieldCommands(RealWindsock &windsock, const Airfield &field)
{
    return runCommands(windsock, fieldCommands(windsock, field));
}

QString addFieldAccounts(RealWindsock &windsock, const Airfield &field)
{
    // Fifteen commands take longer than most that is tested with them: they are run once in a program of tests.
    static std::optional<WrittenBook> written;
    const QList<QStringList> commands = fieldCommands(windsock, field);
    if (written) {
        return writeBook(windsock, field, *written);
    }
    if (const QString refused = runCommands(windsock, commands); !refused.isEmpty()) {
        return refused;
    }
    QFile file(windsock.profile().accountsFile());
    if (!file.open(QIODevice::ReadOnly)) {
        return file.errorString();
    }
    written = {.text = file.readAll(), .home = windsock.file({}).toUtf8(), .door = doorOf(field)};
    return {};
}

QStringList placesOf(const QString &secret, const RealWindsock &windsock)
{
    QStringList places;
    if (windsock.saidAtAll().contains(secret)) {
        places.append(windsock.saidAtAll());
    }
    QDirIterator files(windsock.folder(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (!file.open(QIODevice::ReadOnly) || file.readAll().contains(secret.toUtf8())) {
            places.append(file.fileName());
        }
    }
    return places;
}

}
