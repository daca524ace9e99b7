// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QStringList>

#include <optional>

namespace Windsock {

/// One suite of tests: "mochitest-3[linux64,-windows10-64]" is chunk 3 of mochitest, on linux64 alone.
struct TryTest {
    QString name; ///< without the chunk; no comma, no bracket
    int chunk = 0; ///< 1 to 9,999; 0 means all of them
    QStringList platforms; ///< as in the brackets; with "-" in front it is left out. Empty means everywhere

    bool operator==(const TryTest &) const = default;
};

/// How much of a list is asked for: what is not said is up to try.
enum class TryScope { Unsaid, All, None, Some };

struct TryTests {
    TryScope scope = TryScope::Unsaid;
    QList<TryTest> some; ///< where the scope is Some

    bool operator==(const TryTests &) const = default;
};

/// What the classic "try:" line can ask for (mozilla/gecko-dev:taskcluster/gecko_taskgraph/try_option_syntax.py).
struct TryChoice {
    enum class Mails { Unsaid, All, Failures, Never };

    bool opt = false; ///< -b o
    bool debug = false; ///< -b d; without either nothing is built
    TryScope platformScope = TryScope::Unsaid; ///< -p: Unsaid means all; never None
    QStringList platforms;
    TryTests unittests; ///< -u: Unsaid means all
    TryTests talos; ///< -t: Unsaid means none
    TryTests raptor; ///< -r: Unsaid means none
    QStringList jobs; ///< -j, "all" among them for all
    bool interactive = false; ///< -i
    Mails mails = Mails::Unsaid; ///< -e, -f, -n
    int rebuild = 1; ///< how often each test runs, 1 to 999
    int rebuildTalos = 1;
    int rebuildRaptor = 1;
    QStringList environment; ///< --setenv, each "NAME=value"
    QString tag; ///< --tag
    bool noRetry = false;
    bool includeNightly = false;
    bool artifact = false;
    bool geckoProfile = false;
    bool taskclusterWorker = false; ///< -w

    bool operator==(const TryChoice &) const = default;
};

struct TryReading {
    TryChoice choice;
    QStringList ignored; ///< words that no option takes, as try ignores them; at most 100
    QStringList broken; ///< what try would stop at: options without their value, quotes that are not closed

    bool operator==(const TryReading &) const = default;
};

/// How much of a line is read, in characters, and of its words.
inline constexpr qsizetype longestTryLine = 8 * 1024;
inline constexpr qsizetype mostTryWords = 500;

/// The options as a command line has them, without "try:". As Python's argparse reads them: the last of two wins,
/// "--opt=value", "-bdo" and unique beginnings of long names are understood.
TryReading readTryWords(const QStringList &words);
/// What stands behind the first "try:" of a commit's message, up to the end of its line; nothing where there is none.
std::optional<TryReading> readTrySyntax(QStringView message);
/// The line that asks for it: "try: -b do -p all -u none -t none", quoted so that try takes it apart again into the
/// same. Line breaks become blanks. A value with a bracket that is not closed cannot be written so that the rest of the
/// line keeps its meaning.
QString tryText(const TryChoice &choice);
/// A list as it stands behind -u: "mochitest-1[linux64],xpcshell", "all", "none"; empty where nothing is said.
QString tryTestsText(const TryTests &tests);
TryTests readTryTests(QStringView list);

}
