// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/tryreport.h"

#include "app/cli/reportparts.h"
#include "app/cli/tryjson.h"
#include "models/items/trytext.h"

#include <KLocalizedString>

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
QString lines(const QStringList &sentences)
{
    return sentences.isEmpty() ? QString() : sentences.join(u'\n') + u'\n';
}

TryReport explained(const QString &text, bool json)
{
    // Whoever gives the options alone means a line of them.
    const auto request = readTryRequest(text.startsWith(u'-') ? QString(u"try: "_s + text) : text);
    if (!request) {
        return {.err = i18n("That asks try for nothing: there is no “try:” in it, and nothing that mach try leaves.")
                    + u'\n',
                .code = 1};
    }
    if (json) {
        return {.out = jsonText(toJson(*request))};
    }
    return {.out = lines(trySentences(*request)),
            .err = request->syntax ? lines(tryDoubts(request->syntax->choice)) : QString()};
}

TryReport written(const TryChoice &choice, bool json)
{
    const QString line = tryText(choice);
    const QStringList doubts = tryDoubts(choice);
    const auto again = readTrySyntax(line);
    if (!again || again->choice != choice) {
        return {.err = i18n("This cannot be written so that try reads the same again.") + u'\n' + lines(doubts),
                .code = 1};
    }
    if (!json) {
        return {.out = line + u'\n', .err = lines(doubts)};
    }
    QJsonObject object = toJson(choice);
    object[u"words"_s] = QJsonArray::fromStringList(trySentences(choice));
    object[u"doubts"_s] = QJsonArray::fromStringList(doubts);
    return {.out = jsonText(object)};
}
}

TryReport tryReport(const Command &command, const QString &text)
{
    return command.readTry ? explained(text.trimmed(), command.json) : written(command.tryChoice, command.json);
}

}
