// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/trycommand.h"

#include <KLocalizedString>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
const QString s_verb = u"try-syntax"_s;
}

qsizetype tryCommandAt(const QStringList &arguments)
{
    for (qsizetype i = 0; i < arguments.size(); ++i) {
        if (arguments.at(i) == "--profile"_L1) {
            ++i; // its folder
        } else if (!arguments.at(i).startsWith(u'-')) {
            return arguments.at(i) == s_verb ? i : -1;
        }
    }
    return -1;
}

std::expected<Command, Misuse> readTryCommand(Command command, const QStringList &words)
{
    command.verb = Command::Verb::TrySyntax;
    QStringList options;
    for (qsizetype i = 0; i < words.size(); ++i) {
        const QString &word = words.at(i);
        if (word == "--json"_L1) {
            command.json = true;
        } else if (word == "--help"_L1 || word == "-h"_L1) {
            command.verb = Command::Verb::Help;
            command.helpFor = s_verb;
        } else if (word == "--read"_L1 && i + 1 < words.size()) {
            command.readTry = true;
            command.text = words.at(++i);
        } else if (word.startsWith("--read="_L1)) {
            command.readTry = true;
            command.text = word.mid(7);
        } else {
            options.append(word);
        }
    }
    if (command.verb == Command::Verb::Help) {
        return command;
    }
    if (command.readTry) {
        return options.isEmpty() ? std::expected<Command, Misuse>(command)
                                 : std::unexpected(Misuse{i18n("“%1” is one word too many.", options.constFirst())});
    }
    if (options.isEmpty()) {
        return std::unexpected(
            Misuse{i18n("Say what to ask try for: for example “try-syntax -b do -p linux64 -u xpcshell”.")});
    }
    const TryReading reading = readTryWords(options);
    if (!reading.broken.isEmpty()) {
        return std::unexpected(
            Misuse{i18n("“%1” is not whole: it lacks its value, or has a wrong one.", reading.broken.constFirst())});
    }
    if (!reading.ignored.isEmpty()) {
        return std::unexpected(
            Misuse{i18n("“%1” is nothing that can be asked of try. “windsock --help try-syntax” lists "
                        "what can.",
                        reading.ignored.constFirst())});
    }
    command.tryChoice = reading.choice;
    return command;
}

}
