// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sources/jsonread.h"

#include <array>

namespace Windsock {

/// A word of one of GitHub's enums and what it is here.
template<class E>
struct EnumWord {
    QLatin1StringView name;
    E value;
};

/// `nothing` where the value is null or missing, `unknown` where it is a word that is not in the table, or no word.
template<class E, size_t n>
E enumOf(JsonValue value, const std::array<EnumWord<E>, n> &words, E nothing, E unknown)
{
    const std::optional<QString> text = value.text();
    if (!text) {
        return value.isNothing() ? nothing : unknown;
    }
    for (const EnumWord<E> &word : words) {
        if (word.name == *text) {
            return word.value;
        }
    }
    return unknown;
}

}
