#!/bin/bash
# SPDX-FileCopyrightText: 2026 The Windsock authors
# SPDX-License-Identifier: GPL-3.0-or-later

set -euo pipefail

git ls-files -z --cached --others --exclude-standard '*.h' '*.cpp' | xargs -0 clang-format -i
git diff --stat -- '*.h' '*.cpp'
