// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/values/tree.h"

#include <algorithm>
#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
constexpr std::array s_words{"open"_L1, "closed"_L1, "approval required"_L1, "unknown"_L1};
}

QString treeStatusName(Tree::Status status)
{
    return s_words.at(static_cast<size_t>(status));
}

Tree::Status treeStatusFromName(QStringView name)
{
    const auto found = std::ranges::find_if(
        s_words, [name](QLatin1StringView word) { return name.compare(word, Qt::CaseInsensitive) == 0; });
    return found == s_words.end() ? Tree::Status::Unknown : static_cast<Tree::Status>(found - s_words.begin());
}

QString treeOfRepository(QStringView repository)
{
    static constexpr std::array others{
        std::pair{"autoland"_L1, "firefox-autoland"_L1}, std::pair{"mozilla-central"_L1, "firefox-main"_L1},
        std::pair{"mozilla-beta"_L1, "firefox-beta"_L1}, std::pair{"mozilla-release"_L1, "firefox-release"_L1}};
    const auto found = std::ranges::find_if(others, [repository](const auto &pair) { return pair.first == repository; });
    if (found != others.end()) {
        return found->second;
    }
    static constexpr auto esr = "mozilla-esr"_L1;
    return repository.startsWith(esr) ? "firefox-esr"_L1 + repository.sliced(esr.size()) : repository.toString();
}

}
