// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/values/tryoptions.h"

#include <array>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
using Takes = TryOptionRow::Takes;

constexpr std::array s_options{
    TryOptionRow{TryOption::Build, "-b"_L1, "--build"_L1, Takes::Value},
    TryOptionRow{TryOption::Platform, "-p"_L1, "--platform"_L1, Takes::Perhaps},
    TryOptionRow{TryOption::Unittests, "-u"_L1, "--unittests"_L1, Takes::Perhaps},
    TryOptionRow{TryOption::Talos, "-t"_L1, "--talos"_L1, Takes::Perhaps},
    TryOptionRow{TryOption::Raptor, "-r"_L1, "--raptor"_L1, Takes::Perhaps},
    TryOptionRow{TryOption::Job, "-j"_L1, "--job"_L1, Takes::Value},
    TryOptionRow{TryOption::Interactive, "-i"_L1, "--interactive"_L1, Takes::Nothing},
    TryOptionRow{TryOption::AllMails, "-e"_L1, "--all-emails"_L1, Takes::Nothing},
    TryOptionRow{TryOption::FailureMails, "-f"_L1, "--failure-emails"_L1, Takes::Nothing},
    TryOptionRow{TryOption::NoMails, "-n"_L1, ""_L1, Takes::Nothing},
    TryOptionRow{TryOption::Rebuild, ""_L1, "--rebuild"_L1, Takes::Value},
    TryOptionRow{TryOption::RebuildTalos, ""_L1, "--rebuild-talos"_L1, Takes::Value},
    TryOptionRow{TryOption::RebuildRaptor, ""_L1, "--rebuild-raptor"_L1, Takes::Value},
    TryOptionRow{TryOption::SetEnv, ""_L1, "--setenv"_L1, Takes::Value},
    TryOptionRow{TryOption::Tag, ""_L1, "--tag"_L1, Takes::Value},
    TryOptionRow{TryOption::NoRetry, ""_L1, "--no-retry"_L1, Takes::Nothing},
    TryOptionRow{TryOption::IncludeNightly, ""_L1, "--include-nightly"_L1, Takes::Nothing},
    TryOptionRow{TryOption::Artifact, ""_L1, "--artifact"_L1, Takes::Nothing},
    TryOptionRow{TryOption::GeckoProfile, ""_L1, "--gecko-profile"_L1, Takes::Nothing},
    TryOptionRow{TryOption::Worker, "-w"_L1, "--taskcluster-worker"_L1, Takes::Nothing},
};
}

const TryOptionRow *tryOptionNamed(QStringView name)
{
    const TryOptionRow *found = nullptr;
    for (const TryOptionRow &row : s_options) {
        if (row.name == name) {
            return &row;
        }
        if (name.size() > 2 && row.name.startsWith(name)) {
            if (found) {
                return nullptr; // it could be either
            }
            found = &row;
        }
    }
    return found;
}

const TryOptionRow *tryOptionOfLetter(QStringView letter)
{
    for (const TryOptionRow &row : s_options) {
        if (!row.letter.isEmpty() && row.letter == letter) {
            return &row;
        }
    }
    return nullptr;
}

}
