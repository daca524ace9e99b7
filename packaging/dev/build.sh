#!/bin/bash
# SPDX-FileCopyrightText: 2026 The Windsock authors
# SPDX-License-Identifier: GPL-3.0-or-later

# Configures a preset where needed and builds it. Usage: build.sh [PRESET [TARGET...]]

set -euo pipefail
source "$STEPS/say.sh"

preset=${1:-dev}
[ $# -gt 0 ] && shift
case $preset in
dev | asan | release | package) ;;
*) die "there is no preset '$preset'; there are dev, asan, release and package" ;;
esac

if [ ! -e "build/$preset/build.ninja" ]; then
    mkdir -p "build/$preset"
    # A folder that another machine configured cannot be used here.
    rm -f "build/$preset/CMakeCache.txt"
    cmake --preset "$preset" >"build/$preset/configure.log" 2>&1 || {
        tail -40 "build/$preset/configure.log" >&2
        die "cmake could not configure the preset $preset; all it said is in build/$preset/configure.log"
    }
fi
NINJA_STATUS='[%f/%t, %es] ' cmake --build --preset "$preset" -j "${WINDSOCK_JOBS:-$(nproc)}" ${1:+--target "$@"}
