// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

namespace Windsock {

/// The options of a classic try line.
enum class TryOption {
    Build,
    Platform,
    Unittests,
    Talos,
    Raptor,
    Job,
    Interactive,
    AllMails,
    FailureMails,
    NoMails,
    Rebuild,
    RebuildTalos,
    RebuildRaptor,
    SetEnv,
    Tag,
    NoRetry,
    IncludeNightly,
    Artifact,
    GeckoProfile,
    Worker,
};

/// How an option is written (mozilla/gecko-dev:taskcluster/gecko_taskgraph/try_option_syntax.py; -n is of the lines before).
struct TryOptionRow {
    enum class Takes { Nothing, Perhaps, Value };

    TryOption option;
    QLatin1StringView letter; ///< "-b"; empty where it has none
    QLatin1StringView name; ///< "--build"; empty where it has none
    Takes takes;
};

/// The option with this long name, or whose name alone begins so; null where there is none.
const TryOptionRow *tryOptionNamed(QStringView name);
/// The option with this letter, "-b"; null where there is none.
const TryOptionRow *tryOptionOfLetter(QStringView letter);

}
