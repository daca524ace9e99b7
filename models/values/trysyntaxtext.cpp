// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/values/trysyntax.h"

#include <array>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
/// A word that readTrySyntax() gives back as it was. Quotes would not do: within them the backslash that is put before a
/// blank in brackets stays.
QString quoted(const QString &word)
{
    if (word.isEmpty()) {
        return u"''"_s;
    }
    static const QString plain = u"@%+=:,./_-[]()"_s;
    QString text;
    bool inside = false;
    for (const QChar raw : word) {
        const QChar c = raw == u'\n' || raw == u'\r' ? QChar(u' ') : raw;
        inside = c == u'[' || (inside && c != u']');
        const bool safe = c.isLetterOrNumber() || c.isSurrogate() || plain.contains(c) || (inside && c == u' ');
        text += safe ? QString(c) : u'\\' + QString(c);
    }
    return text;
}

/// Adds an option with its value; a value that could be taken for an option stands behind the long name.
void add(QString &text, QLatin1StringView letter, QLatin1StringView name, const QString &value)
{
    if (value.startsWith(u'-')) {
        text += u' ' + quoted(name + u'=' + value);
    } else {
        text += u' ' + (letter.isEmpty() ? name : letter) + u' ' + quoted(value);
    }
}

void addTests(QString &text, QLatin1StringView letter, QLatin1StringView name, const TryTests &tests)
{
    if (tests.scope != TryScope::Unsaid) {
        add(text, letter, name, tryTestsText(tests));
    }
}

void addNumber(QString &text, QLatin1StringView name, int number)
{
    if (number > 1) {
        text += u' ' + name + u' ' + QString::number(number);
    }
}

void addFlags(QString &text, const TryChoice &choice)
{
    static constexpr std::array mails{""_L1, " -e"_L1, " -f"_L1, " -n"_L1};
    text += mails.at(static_cast<size_t>(choice.mails));
    for (const auto &[set, flag] :
         {std::pair(choice.interactive, " -i"_L1), std::pair(choice.noRetry, " --no-retry"_L1),
          std::pair(choice.includeNightly, " --include-nightly"_L1), std::pair(choice.artifact, " --artifact"_L1),
          std::pair(choice.geckoProfile, " --gecko-profile"_L1), std::pair(choice.taskclusterWorker, " -w"_L1)}) {
        if (set) {
            text += flag;
        }
    }
}
}

QString tryTestsText(const TryTests &tests)
{
    if (tests.scope != TryScope::Some) {
        return tests.scope == TryScope::Unsaid ? QString() : tests.scope == TryScope::All ? u"all"_s : u"none"_s;
    }
    QStringList list;
    for (const TryTest &test : tests.some) {
        list.append(test.name + (test.chunk ? u'-' + QString::number(test.chunk) : QString())
                    + (test.platforms.isEmpty() ? QString() : u'[' + test.platforms.join(u',') + u']'));
    }
    return list.join(u',');
}

QString tryText(const TryChoice &choice)
{
    QString text = u"try:"_s;
    if (choice.opt || choice.debug) {
        text += u" -b "_s + (choice.debug ? u"d"_s : QString()) + (choice.opt ? u"o"_s : QString());
    }
    if (choice.platformScope != TryScope::Unsaid) {
        add(text, "-p"_L1, "--platform"_L1,
            choice.platformScope == TryScope::All ? u"all"_s : choice.platforms.join(u','));
    }
    addTests(text, "-u"_L1, "--unittests"_L1, choice.unittests);
    addTests(text, "-t"_L1, "--talos"_L1, choice.talos);
    addTests(text, "-r"_L1, "--raptor"_L1, choice.raptor);
    if (!choice.jobs.isEmpty()) {
        add(text, "-j"_L1, "--job"_L1, choice.jobs.join(u','));
    }
    addNumber(text, "--rebuild"_L1, choice.rebuild);
    addNumber(text, "--rebuild-talos"_L1, choice.rebuildTalos);
    addNumber(text, "--rebuild-raptor"_L1, choice.rebuildRaptor);
    for (const QString &variable : choice.environment) {
        add(text, {}, "--setenv"_L1, variable);
    }
    if (!choice.tag.isEmpty()) {
        add(text, {}, "--tag"_L1, choice.tag);
    }
    addFlags(text, choice);
    return text;
}

}
