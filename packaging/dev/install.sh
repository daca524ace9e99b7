#!/bin/bash
# SPDX-FileCopyrightText: 2026 The Windsock authors
# SPDX-License-Identifier: GPL-3.0-or-later

# Builds a preset's programs and installs them below its build folder, where a desktop finds what belongs to them
# (a notification without its .notifyrc is silently dropped). Prints the path of the program. Usage: install.sh PRESET

set -euo pipefail

"$STEPS/build.sh" "$1" windsock windsock-airfield >&2
cmake --install "build/$1" --prefix "$PWD/build/$1/installed" >"build/$1/install.log" 2>&1 || {
    tail -20 "build/$1/install.log" >&2
    exit 1
}
echo "$PWD/build/$1/installed/bin/windsock"
