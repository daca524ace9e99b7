#!/bin/bash
# SPDX-FileCopyrightText: 2026 The Windsock authors
# SPDX-License-Identifier: GPL-3.0-or-later

# Runs clang-tidy over the sources named, or over all of app, models and views. Usage: tidy.sh [FILE...]

set -euo pipefail

[ $# -gt 0 ] || mapfile -t sources < <(git ls-files 'app/*.cpp' 'models/*.cpp' 'views/*.cpp')
[ $# = 0 ] || sources=("$@")
"$STEPS/build.sh" dev
# What GCC knows and clang does not would stop it.
printf '%s\0' "${sources[@]}" |
    xargs -0 -n1 -P"$(nproc)" clang-tidy -p build/dev --quiet --extra-arg=-Wno-unknown-warning-option
